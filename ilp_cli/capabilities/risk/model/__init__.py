"""A year of service days, absences, and pools."""
