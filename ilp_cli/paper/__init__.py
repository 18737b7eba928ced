"""Sheets and workbooks as values, and how they are drawn."""

import os

# openpyxl writes through lxml wherever that happens to be installed, and lxml spells empty elements another way: the
# same plan would have other bytes on another machine. Said before openpyxl is first imported, which is below here.
os.environ.setdefault("OPENPYXL_LXML", "False")
