"""Opening days of posyandu."""
