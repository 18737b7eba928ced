"""ilp init and ilp schema."""
