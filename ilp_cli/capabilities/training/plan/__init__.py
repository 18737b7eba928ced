"""The batches of a year: bounds found by counting, batches filled by hand, and the exact search of small years."""
