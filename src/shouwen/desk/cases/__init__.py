"""办件: the list of cases, and the page of one."""
