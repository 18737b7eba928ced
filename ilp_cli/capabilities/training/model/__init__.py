"""What is to be planned, what was planned, and how it is told."""
