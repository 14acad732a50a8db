"""The black-box contract (两条命令的约定): JSON facts in, JSON answers out, every breach named by its path."""
