"""上级任务 on the desk: the list, the entry, the page of one, the import of a list."""
