"""One edition of the plan workbook: its paper, its language of decrees, and the marks every sheet of it bears."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ilp_cli.core.finding import Path
from ilp_cli.district.case import Case
from ilp_cli.paper.layout import CHARACTER, line_count, line_height
from ilp_cli.paper.sheet import NUMBER, Cell, Page, Paper, Row, Sheet

DRAFT = "RANCANGAN"
ASSUMED = "MENURUT USULAN"
NIP_FORMS = ("samar", "tampil", "tanpa")
"""How a NIP is printed: hidden, whole, or not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """How a plan is printed; `about` says whose plan it is and of what day, on every loose page.

    `naskah` is the content of configs/naskah.yaml; `nip` one of samar, tampil, tanpa. A draft says in `notice` what is
    not met yet, and in `short` the same for the top of a page; both are "" where the plan is no draft. `assumption`
    says on what proposal figures rest, "" where on none, and `touched` are the units it changes. `today` says that the
    sheets beside frozen annexes tell of another day than these, "" where they do not.
    `tanggal_pensiun` is whether the day of a retirement may be told, not its year alone.
    """

    naskah: Mapping[str, Any]
    paper: Paper
    about: str = ""
    nip: str = "samar"
    notice: str = ""
    short: str = ""
    assumption: str = ""
    touched: frozenset[Path] = frozenset()
    today: str = ""
    tanggal_pensiun: bool = False

    @property
    def font(self) -> str:
        """The typeface of decrees."""
        return str(self.naskah["huruf"])

    @property
    def size(self) -> float:
        """The size of decrees, in points."""
        return float(self.naskah["ukuran"])

    def page(self, *, assumed: bool = False) -> Page:
        """A page of a working sheet; `assumed` where it rests on a proposal that nobody has carried out."""
        return Page(paper=self.paper, header=self._marks(assumed=assumed), about=self.about, number=NUMBER)

    def annex_page(self, *, landscape: bool, assumed: bool) -> Page:
        """A page of an annex, numbered as decrees are: on top, but for the first."""
        number = str(self.naskah["nomor_halaman"]).replace("&", "&&").replace("{halaman}", "&P")
        return Page(
            paper=self.paper,
            landscape=landscape,
            header=self._marks(assumed=assumed),
            number=number,
            on_top=True,
            titled=True,
            font=self.font,
        )

    def _marks(self, *, assumed: bool) -> str:
        words = [f"{DRAFT}: {self.short}"] if self.notice else []
        words += [ASSUMED] if assumed and self.assumption else []
        return "; ".join(words)

    def banner(self, *, assumed: bool) -> Row | None:
        """What stands on top of a sheet that is a draft or rests on a proposal."""
        words = [f"{DRAFT}: {self.notice}".replace(" ×", "\u00a0×")] if self.notice else []
        words += [f"{ASSUMED}: {self.assumption}"] if assumed and self.assumption else []
        return self._band(". ".join(words)) if words else None

    def today_banner(self, sheet: Sheet) -> Row | None:
        """What stands on top of a sheet that tells of today beside annexes that do not; nothing on an annex."""
        annex = sheet.page is not None and sheet.page.on_top
        return self._band(self.today) if self.today and not annex else None

    @staticmethod
    def _band(text: str, width: float = 480) -> Row:
        lines = line_count(text, width, "Arial", 12, bold=True)
        return Row([Cell(text, "banner")], lines * line_height(12) + 6)

    def over(self, sheet: Sheet, banner: Row) -> Row:
        """A banner as tall as it has to be over the columns of a working sheet; over an annex as it is."""
        if sheet.page is None or sheet.page.on_top:
            return banner
        width = sum(column.width for column in sheet.columns[: sheet.across]) * CHARACTER
        return self._band(str(banner.cells[0].value), width)


Sheets = Callable[[Case, Edition], Iterator[tuple[Sheet, bool]]]
"""The sheets a capability adds to the plan workbook, each with whether its figures rest on a proposal."""
