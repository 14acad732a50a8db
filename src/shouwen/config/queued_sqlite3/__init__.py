"""SQLite where writers stand in a queue. Django finds the engine in `base`."""
