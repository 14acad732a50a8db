"""首问: the register page, the page of one inquiry, the registers."""
