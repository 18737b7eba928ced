"""Sheets and workbooks as values, and how they are drawn."""
