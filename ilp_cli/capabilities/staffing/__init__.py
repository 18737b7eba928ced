"""Who could be moved and who must be hired, and whether a pustu has what it needs."""
