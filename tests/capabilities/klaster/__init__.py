"""The klaster of each puskesmas."""
