"""Sheets and workbooks as values, and how they are drawn."""

import os

# openpyxl writes a workbook in other bytes where it uses lxml, which python-docx brings. It asks when it is first
# imported, so this stands before every module that draws.
os.environ.setdefault("OPENPYXL_LXML", "False")
