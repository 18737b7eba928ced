"""On paper: workbooks and files."""
