"""The month sheet as a page: its lines in groups, and the trace of the chosen one."""
