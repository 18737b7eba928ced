"""ilp recap: many districts on one page, the province and the nation; one that fails is a row with its reason."""
