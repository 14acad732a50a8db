"""预警、督办: pages for the office, the leaders, and whoever answers."""
