"""Two plans, archives, or days of one plan side by side: what came, what went, what changed."""
