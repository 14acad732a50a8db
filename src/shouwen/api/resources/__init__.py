"""What the API offers, one file a kind of thing. Each operation makes one domain call; rules stand in the domain."""
