"""What the two load benchmarks share: a place of their own, a large town, a server, clerks, and limits to compare with."""
