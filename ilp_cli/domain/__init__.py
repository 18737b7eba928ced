"""What a district is: frozen values, standard library only, no clock, no files."""
