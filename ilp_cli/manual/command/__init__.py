"""ilp rules, explain, standards and doctor."""
