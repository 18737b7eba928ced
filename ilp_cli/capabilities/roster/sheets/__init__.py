"""The people on paper, and the blank roster."""
