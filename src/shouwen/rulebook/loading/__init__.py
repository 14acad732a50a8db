"""Reading a rulebook from its folder: strictly, and with every mistake named by file and line."""
