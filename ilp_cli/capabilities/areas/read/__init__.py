"""Files of areas: a division that comes back, and the map of a district."""
