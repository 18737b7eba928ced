"""One edition of the plan workbook: its paper, its language of decrees, and the marks every sheet of it bears."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ilp_cli.core.finding import Path
from ilp_cli.district.case import Case
from ilp_cli.paper.layout import line_count, line_height
from ilp_cli.paper.sheet import HEADER_LIMIT, Cell, Page, Paper, Row, Sheet

FOOTER = "Halaman &P dari &N"
DRAFT = "RANCANGAN"
ASSUMED = "MENURUT USULAN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """How a plan is printed.

    `naskah` is the content of configs/naskah.yaml; `nip` one of samar, tampil, tanpa. A draft says in `notice` what is
    not met yet, and in `short` the same for the top of a page; both are "" where the plan is no draft. `assumption`
    says on what proposal figures rest, "" where on none, and `touched` are the units it changes.
    """

    naskah: Mapping[str, Any]
    paper: Paper
    nip: str = "samar"
    notice: str = ""
    short: str = ""
    assumption: str = ""
    touched: frozenset[Path] = frozenset()

    @property
    def font(self) -> str:
        """The typeface of decrees."""
        return str(self.naskah["huruf"])

    @property
    def size(self) -> float:
        """The size of decrees, in points."""
        return float(self.naskah["ukuran"])

    def page(self, *, landscape: bool = False, font: str = "Arial", assumed: bool = False) -> Page:
        """A page with its marks; `assumed` where what stands on it rests on a proposal that nobody has carried out."""
        words = [f"{DRAFT}: {self.short}"] if self.notice else []
        words += [ASSUMED] if assumed and self.assumption else []
        header = "; ".join(words).replace("&", "&&")[:HEADER_LIMIT]
        return Page(paper=self.paper, landscape=landscape, header=header, footer=FOOTER, font=font)

    def banner(self, *, assumed: bool) -> Row | None:
        """What stands on top of a sheet that is a draft or rests on a proposal."""
        words = [f"{DRAFT}: {self.notice}"] if self.notice else []
        words += [f"{ASSUMED}: {self.assumption}"] if assumed and self.assumption else []
        if not words:
            return None
        text = ". ".join(words)
        lines = line_count(text, 480, "Arial", 12, bold=True)
        return Row([Cell(text, "banner")], lines * line_height(12) + 6)


Sheets = Callable[[Case, Edition], Iterator[tuple[Sheet, bool]]]
"""The sheets a capability adds to the plan workbook, each with whether its figures rest on a proposal."""
