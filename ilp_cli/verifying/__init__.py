"""ilp verify: whether a workbook or an archive is what the inputs give."""
