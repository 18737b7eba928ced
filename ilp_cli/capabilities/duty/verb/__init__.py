"""Plan a month or a year, write it, and say why it is impossible."""
