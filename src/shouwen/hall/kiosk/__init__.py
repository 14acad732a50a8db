"""自助终端: the pages of a paired kiosk. One document, in which one page after the other is shown; nothing of them is kept."""
