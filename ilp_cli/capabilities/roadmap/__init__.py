"""The roadmap itself: its stages, its register, its decrees."""
