"""What a rule is, what it may ask of, and what a check comes to."""
