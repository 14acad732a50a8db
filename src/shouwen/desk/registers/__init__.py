"""台账: the registers of the centre, and the register of papers."""
