"""今日 (*my day*): what one person owes, by when. One ordered list; groups are days."""
