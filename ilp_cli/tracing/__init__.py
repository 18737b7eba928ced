"""ilp trace: where a figure comes from."""
