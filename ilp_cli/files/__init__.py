"""Files as they are: text, tables, archives and YAML with the place of each value; and how results are written."""
