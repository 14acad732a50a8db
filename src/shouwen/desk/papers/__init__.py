"""文书 on the desk: what may be issued for a case, each paper with its files, its delivery, whether it was voided."""
