"""A workbook edited part by part, so that nothing else in it changes."""
