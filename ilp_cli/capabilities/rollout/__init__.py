"""The order of the coming years: which puskesmas becomes a lokus in which year, under the limits of each."""
