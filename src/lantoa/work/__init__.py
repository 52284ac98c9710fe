"""Work items, their evidence and the monthly slips of units."""
