"""The roster itself: its people, its leave, its template."""
