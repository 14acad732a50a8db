"""What the record says of a month, counted: numbers only, no person and no member of staff."""
