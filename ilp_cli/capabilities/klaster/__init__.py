"""The klaster of each puskesmas: who leads, who belongs to them, what is missing; the annex of a decree."""
