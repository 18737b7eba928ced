"""A side of a comparison, which of its things are those of the other, and what differs."""
