"""到期日怎么算出来的: one page for every clock, opened from its light."""
