"""网上申请 on the desk: the list, and the pre-review of one."""
