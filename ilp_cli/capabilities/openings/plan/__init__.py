"""Opening days are chosen: a rhythm for the year, then the day of each month."""
