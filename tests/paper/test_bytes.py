"""A workbook has the same bytes whether or not lxml, with which openpyxl would write, happens to be installed."""

from __future__ import annotations

import subprocess
import sys

from tests.running import ROOT, environment

SEEN = "import ilp_cli.paper.workbook, openpyxl.xml; print(openpyxl.xml.LXML)"


def test_openpyxl_writes_without_lxml_wherever_it_is() -> None:
    fresh = {key: value for key, value in environment().items() if key != "OPENPYXL_LXML"}
    done = subprocess.run([sys.executable, "-c", SEEN], cwd=ROOT, env=fresh, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
