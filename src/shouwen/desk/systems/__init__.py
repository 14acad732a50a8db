"""设置 · 外部系统: the list, one system, what is shown once."""
