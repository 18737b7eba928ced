"""ilp export: the plan workbook, of the sheets the registry lists."""
