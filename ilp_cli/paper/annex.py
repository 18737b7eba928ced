"""The Lampiran of a decree: heading block, table, totals, and the signature block that never stands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, zip_longest
from math import floor
from typing import NamedTuple

from ilp_cli.core.finding import Path
from ilp_cli.core.masking import nip_grouped
from ilp_cli.core.names import normal
from ilp_cli.core.words import BLANK, daftar, romawi, tanggal, terbilang
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.office import Office, lines_of, office_of, on_behalf
from ilp_cli.district.place import Kabupaten
from ilp_cli.district.roadmap import SK, Counts, Penandatangan, Tahap
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.layout import (
    CHARACTER,
    TALLEST,
    WIDEST,
    PageFlow,
    Spacer,
    allotted,
    balanced,
    joined,
    line_count,
    line_height,
    longest_line,
    longest_word,
    opened,
    parts,
    settle,
    shift,
)
from ilp_cli.paper.sheet import Cell, Column, Page, Paper, Range, Row, Sheet, Style, Value, safe_name

_BLANK_LINES = 4
_AIR, _ROW_AIR = 0.67, 3.0
"""The part of a gap, and the points of a row of the table, that are given up where that saves a page."""
_PART = 0.4
"""The part of a page that one row may take; a text that needs more goes on in the next row."""
_SMALLER = 2
"""Points by which titles are smaller, where else the names below them would break."""
_INDENT = 1.2
"""Characters that an indented cell loses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexColumn:
    """A column of an annex table: its title, its share of the width, and whether it holds figures.

    One that is `spare` is left out where nothing is known of any row: nobody fills in a blank column of a decree.
    """

    title: str
    weight: float
    center: bool = False
    spare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """What one Lampiran says. `statement` takes the place of rows where no name is set yet.

    `angka` says which figures stand in it, by row and column from 0; the total is the row behind the last. `kabupaten`
    is whose it is, as its titles name it.
    """

    kabupaten: str
    name: str
    title: str
    heading: tuple[str, ...]
    columns: tuple[AnnexColumn, ...]
    body: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...]
    sentence: str
    signature: tuple[str, tuple[int, int]]
    landscape: bool
    statement: str = ""
    angka: Mapping[tuple[int, int], Angka] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An annex to the decree of a stage before it has its number; the rest as an `Annex` has it.

    `assumption` is what its figures rest on where that is another proposal than the edition's own; it is `assumed`
    where they rest on any.
    """

    tahap: Tahap
    title: str
    columns: tuple[AnnexColumn, ...]
    body: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...]
    sentence: str
    landscape: bool = False
    statement: str = ""
    assumed: bool = False
    assumption: str = ""
    angka: Mapping[tuple[int, int], Angka] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The paper and type of the annexes; `reserved` points on the first page are taken by a banner."""

    paper: Paper
    font: str
    size: float
    numbered: bool
    reserved: float = 0.0


def styles(font: str, size: float) -> dict[str, Style]:
    """The looks of an annex: one type, thin black borders, no colour."""
    plain = Style(font=font, size=size, vertical="center", wrap=True, border_color="000000")
    box = replace(plain, border="box")
    return {
        "annex.plain": plain,
        "annex.heading": replace(plain, vertical="top"),
        "annex.title": replace(plain, bold=True, horizontal="center"),
        "annex.head": replace(box, bold=True, horizontal="center"),
        "annex.head.small": replace(box, size=size - _SMALLER, bold=True, horizontal="center"),
        "annex.index": replace(box, size=size - _SMALLER, horizontal="center"),
        "annex.text": replace(box, horizontal="left", indent=1),
        "annex.center": replace(box, horizontal="center"),
        "annex.total": replace(box, bold=True, horizontal="center"),
        "annex.sign": replace(plain, vertical="bottom"),
    }


def office(jabatan: str, kabupaten: Kabupaten) -> tuple[str, ...]:
    """An office as a decree names it, line by line: KEPALA DINAS KESEHATAN / KABUPATEN LUWU, or BUPATI LUWU."""
    return lines_of(office_of(jabatan, kabupaten), kabupaten)


def ordinal(ke: int) -> str:
    """Which change it is, as a title says it: the first has no number, then KEDUA, KETIGA."""
    return f"KE{terbilang(ke).upper()}" if ke > 1 else ""


class FirstDecree(NamedTuple):
    """The decree that a change cites; `tahun` only where it has a number that does not end in it."""

    penetap: str | None
    nomor: str | None
    tahun: int | None
    tentang: str | None


def first_decree(sk: SK, first: SK | None) -> FirstDecree:
    """What an SK perubahan cites: the first decree as its stage tells it, else as the change itself does."""
    cited = sk.mengubah
    number = (first.nomor if first else None) or (cited.nomor if cited else None)
    day = (first.tanggal if first else None) or (cited.tanggal if cited else None)
    return FirstDecree(
        penetap=(first.penetap if first else None) or sk.penetap,
        nomor=number,
        tahun=day.year if number and day and str(day.year) not in number else None,
        tentang=(first.tentang if first else None) or (cited.tentang if cited else None),
    )


def change_title(sk: SK, first: SK | None, ke: int, kabupaten: Kabupaten) -> str:
    """The title of an SK perubahan: PERUBAHAN KEDUA ATAS KEPUTUSAN … NOMOR … TENTANG …, always of the first decree.

    A title of its own that already says so stands as it is written; another one is the subject of both.
    """
    own = sk.tentang or ""
    if normal(own).startswith("perubahan"):
        return own.upper()
    cited = first_decree(sk, first)
    decreed, number, subject = cited.penetap, cited.nomor, cited.tentang or own
    year = f" TAHUN {cited.tahun}" if cited.tahun else ""
    words = [
        "PERUBAHAN",
        ordinal(ke),
        f"ATAS KEPUTUSAN {' '.join(office(decreed, kabupaten)) if decreed else BLANK}",
        f"NOMOR {number or BLANK}{year}",
        f"TENTANG {subject.upper() or BLANK}",
    ]
    return " ".join(filter(None, words))


def heading(
    number: str, sk: SK | None, kabupaten: Kabupaten, order: Sequence[str], tentang: str = ""
) -> tuple[str, ...]:
    """The block top right, line by line; what is not known stays dotted. `tentang` is the title where it is derived."""
    decree = "\n".join(office(sk.penetap, kabupaten)) if sk and sk.penetap else BLANK
    lines = {
        "lampiran": f"LAMPIRAN {number}".strip(),
        "keputusan": f"KEPUTUSAN {decree}",
        "nomor": f"NOMOR {sk.nomor if sk and sk.nomor else BLANK}",
        "tanggal": f"TANGGAL {tanggal(sk.tanggal).upper() if sk and sk.tanggal else BLANK}",
        "tentang": f"TENTANG {tentang or (sk.tentang.upper() if sk and sk.tentang else BLANK)}",
    }
    return tuple(lines[key] for key in order if key in lines)


class Closing(NamedTuple):
    """A closing block: the office line by line, the name, and what stands below it."""

    above: tuple[str, ...]
    name: str
    below: tuple[str, ...]


def closing(signatory: Penandatangan | None, sk: SK | None, kabupaten: Kabupaten, nip: str) -> Closing:
    """Who signs, as a decree prints it, what is not known dotted. `nip` is "tampil", "samar" or "tanpa"."""
    signatory = (sk.penandatangan if sk else None) or signatory
    penetap = sk.penetap if sk else None
    prefix = (signatory.awalan if signatory else None) or ""
    own = signatory.jabatan if signatory else None
    held = office_of(own or (penetap if on_behalf(prefix) is None else None) or BLANK, kabupaten)
    head = _opening(prefix, held, penetap, kabupaten)
    name = (signatory.nama if signatory else None) or BLANK
    below = []
    if held.heads is None:
        below.append((signatory.pangkat if signatory else None) or BLANK)
        if nip != "tanpa":
            known = signatory.nip if signatory and nip == "tampil" else None
            below.append(f"NIP. {nip_grouped(known.digits) if known else BLANK}")
    return Closing((*head[:-1], f"{head[-1]},"), name, tuple(below))


def signature(
    signatory: Penandatangan | None, sk: SK | None, kabupaten: Kabupaten, nip: str
) -> tuple[str, tuple[int, int]]:
    """The closing block as one text, and the slice of it that is the name. `nip` is "tampil", "samar" or "tanpa"."""
    block = closing(signatory, sk, kabupaten, nip)
    above = "\n".join(block.above) + "\n" * (_BLANK_LINES + 1)
    return "\n".join([above + block.name, *block.below]), (len(above), len(above) + len(block.name))


def _opening(prefix: str, held: Office, penetap: str | None, kabupaten: Kabupaten) -> list[str]:
    """The office above a signature, line by line; for whom one signs stands on a line of its own."""
    lines = [*lines_of(held, kabupaten)]
    behalf = on_behalf(prefix)
    if behalf is None:
        acting = prefix if normal(prefix) != normal(held.acting) else ""
        lines[0] = " ".join(filter(None, [acting, held.acting, lines[0]]))
        return lines
    if held.acting:
        lines[0] = f"{held.acting} {lines[0]}"
    whom, through = behalf
    if not whom and penetap and not office_of(penetap, kabupaten).same(held):
        whom = penetap
    first = " ".join(office(whom, kabupaten)) if whom else BLANK
    own = lines if not whom or held.place else lines[:1]
    between = [*through.upper().split("\n"), "u.b."] if through else []
    return [f"a.n. {first}", *between, *own]


def counted(number: int, unit: str) -> str:
    """A count in figures and words: 9 (sembilan) puskesmas."""
    return f"{number} ({terbilang(number)}) {unit}"


def sentence(tahap: Tahap, counts: Counts) -> str:
    """What a stage adds in words, as the decree's text repeats it; the puskesmas that only grow are told apart."""
    units = (counts.puskesmas, "puskesmas"), (counts.pustu, "pustu"), (counts.posyandu, "posyandu")
    known = [(number, unit) for number, unit in units if number is not None]
    grown = continued(tahap, counts)
    tail = [f"{counted(grown, 'puskesmas')} lanjutan"] if grown else []
    # Nobody decrees "0 (nol) posyandu", unless there is nothing else to say.
    named = [(number, unit) for number, unit in known if number] or ([] if tail else known)
    kind = "lokus" if tahap.lokus else "target lokus"
    parts = daftar(counted(number, unit) for number, unit in named)
    return f"Jumlah {kind} tahun {tahap.tahun}: {'; '.join(filter(None, [parts, *tail])) or BLANK}."


def continued(tahap: Tahap, counts: Counts) -> int:
    """How many puskesmas of a stage are lokus already and only grow."""
    return len({next(iter(lokus.members())) for lokus in tahap.lokus}) - (counts.puskesmas or 0) if tahap.lokus else 0


def _reissued(district: District, tahap: Tahap) -> tuple[str, str]:
    """What the titles of annexes begin with that a change reissues whole, and its own title; "" where none does."""
    if tahap.sk is None or tahap.sk.mengubah is None:
        return "", ""
    earlier = district.terdahulu.get(tahap.path, ())
    ke = tahap.sk.mengubah.ke or len(earlier) or 1
    title = change_title(tahap.sk, earlier[0].sk if earlier else None, ke, district.kabupaten)
    return f"{f'PERUBAHAN {ordinal(ke)}'.strip()}\n", title


Annexes = Callable[[Case, Edition], Iterator[Draft]]
"""The annexes that a capability has for the stages of a case."""


def annexes_said(
    case: Case, edition: Edition, drafts: Iterable[Draft]
) -> Iterator[tuple[Tahap, Draft, Annex, Edition]]:
    """What the annexes of every stage say, the stages by year; within each numbered in the order in which they come."""
    district = case.district
    by_stage: dict[Path, list[Draft]] = {}
    for draft in drafts:
        by_stage.setdefault(draft.tahap.path, []).append(draft)
    stages = sorted((tahap for tahap in district.tahap if tahap.path in by_stage), key=lambda tahap: tahap.tahun)
    names = stage_names(stages)
    for tahap in stages:
        above, cited = _reissued(district, tahap)
        for number, draft in enumerate(map(_without_blank, by_stage[tahap.path]), 1):
            own = replace(edition, assumption=draft.assumption) if draft.assumption else edition
            annex = Annex(
                kabupaten=district.kabupaten.sebutan,
                name=safe_name(f"Lampiran {romawi(number)} {names[tahap.path]}"),
                title=f"{above}{draft.title}",
                heading=heading(romawi(number), tahap.sk, district.kabupaten, own.naskah["kepala_lampiran"], cited),
                columns=draft.columns,
                body=draft.body,
                total=draft.total,
                sentence=draft.sentence,
                signature=signature(district.penandatangan, tahap.sk, district.kabupaten, own.nip),
                landscape=draft.landscape,
                statement=draft.statement,
                angka=draft.angka,
            )
            yield tahap, draft, annex, own


def _without_blank(draft: Draft) -> Draft:
    """A draft without its spare columns of which nothing is known; one whose rows are not set yet has them all."""
    blank = {
        place
        for place, column in enumerate(draft.columns)
        if draft.body and column.spare and all(values[place] is None for values in (*draft.body, draft.total))
    }
    if not blank:
        return draft
    kept = [place for place in range(len(draft.columns)) if place not in blank]
    return replace(
        draft,
        columns=tuple(draft.columns[place] for place in kept),
        body=tuple(tuple(values[place] for place in kept) for values in draft.body),
        total=tuple(draft.total[place] for place in kept),
        angka={(row, kept.index(place)): angka for (row, place), angka in draft.angka.items() if place in kept},
    )


def drawn(annex: Annex, edition: Edition, *, assumed: bool) -> Sheet:
    """An annex as this edition prints it."""
    banner = edition.banner(assumed=assumed)
    look = Look(
        paper=edition.paper,
        font=edition.font,
        size=edition.size,
        numbered=edition.naskah["baris_nomor_kolom"] == "ya",
        reserved=(banner.height or 0.0) if banner else 0.0,
    )
    return annex_sheet(annex, look, edition.annex_page(landscape=annex.landscape, assumed=assumed))


def annex_sheet(annex: Annex, look: Look, page: Page) -> Sheet:
    """Lay one Lampiran out: every row height set, so that pages end where they are meant to."""
    return _Layout(annex, look, page).sheet()


class _Layout:
    """Rows of one annex as they are put under one another."""

    def __init__(self, annex: Annex, look: Look, page: Page) -> None:
        self.annex, self.look, self.page = annex, look, page
        across, self.room = look.paper.room(landscape=annex.landscape)
        self.head, self.widths = _columns(annex, look, across)
        self.rows: list[Row] = []
        self.air: list[float] = []
        self.merges: list[Range] = []
        self.groups: list[tuple[int, int]] = []
        self.size = len(self.widths)
        self.right = self._right_half()

    def _right_half(self) -> int:
        """The 0-based column where the blocks on the right begin: near the middle, never too narrow."""
        middle = sum(self.widths) * 0.54
        starts = [sum(self.widths[:index]) for index in range(self.size)]
        return max(index for index, start in enumerate(starts) if start <= middle)

    def sheet(self) -> Sheet:
        """The finished sheet."""
        self._top()
        first_title = len(self.rows)
        self._titles()
        first_body = len(self.rows)
        self._body()
        end_body = len(self.rows)
        self._bottom()
        own = tuple(row.height or 0.0 for row in self.rows)
        flow = PageFlow(
            heights=(own[0] + self.look.reserved, *own[1:]),
            titles=(first_title, first_body - 1),
            body=(first_body, end_body),
            room=self.room,
            air=tuple(self.air),
            groups=tuple(self.groups),
        )
        settled, spacers = settle(flow)
        heights = (settled.heights[0] - self.look.reserved, *settled.heights[1:])
        titles = opened(settled, spacers).titles
        return Sheet(
            name=self.annex.name,
            columns=tuple(Column(width=width) for width in self.widths),
            rows=tuple(self._opened(heights, spacers)),
            page=self.page,
            merges=tuple(_lower(merge, shift(merge[0] - 1, spacers)) for merge in self.merges),
            titles=(titles[0] + 1, titles[1] + 1),
            freeze=(titles[1] + 2, 1),
            gridlines=False,
        )

    def _opened(self, heights: Sequence[float], spacers: Sequence[Spacer]) -> Iterator[Row]:
        """The rows with their settled heights, and the empty rows that end a page early."""
        for index, (row, height) in enumerate(zip(self.rows, heights, strict=True)):
            for before, tall in spacers:
                if before == index:
                    yield Row([Cell(None, "annex.plain")] * self.size, tall)
            yield Row(row.cells, height)

    def _top(self) -> None:
        if self.look.reserved:
            self._gap(9)
        for line in self.annex.heading:
            self._merged(joined(line, self.annex.kabupaten), "annex.heading", self.right, padding=0.75)
        self._gap(12)
        for line in self.annex.title.split("\n"):
            self._merged(line, "annex.title", 0, bold=True)
        self._gap(9)

    def _titles(self) -> None:
        style = "annex.head" if self.head == self.look.size else "annex.head.small"
        self._row([column.title for column in self.annex.columns], style, bold=True, size=self.head)
        if self.look.numbered:
            self._row([f"({number})" for number in range(1, self.size + 1)], "annex.index")

    def _body(self) -> None:
        starts = []
        for number, values in enumerate(self.annex.body):
            starts.append(len(self.rows))
            self._row(values, figures=number)
        self.groups += _alike(self.annex.body, [*starts, len(self.rows)])
        if self.annex.statement:
            self._merged(self.annex.statement, "annex.center", 0)

    def _bottom(self) -> None:
        label = next((i for i, value in enumerate(self.annex.total) if value is not None), 0)
        end = next((i for i, value in enumerate(self.annex.total) if i > label and value is not None), label + 1)
        self._row(self.annex.total, "annex.total", bold=True, merged=end, figures=len(self.annex.body))
        self._merged(self.annex.sentence, "annex.plain", 0, padding=9)
        text, bold = self.annex.signature
        self._merged(text, "annex.sign", self.right, bold_part=bold, padding=18)

    def _gap(self, height: float) -> None:
        self.rows.append(Row([Cell(None, "annex.plain")] * self.size, height))
        self.air.append(height * _AIR)

    def _row(
        self,
        values: Iterable[Value],
        style: str = "",
        *,
        bold: bool = False,
        merged: int = 1,
        size: float | None = None,
        figures: int | None = None,
    ) -> None:
        known = self.annex.angka if figures is not None else {}
        cells = [
            Cell(
                value,
                style or ("annex.center" if column.center else "annex.text"),
                angka=known.get((figures or 0, place)),
            )
            for place, (value, column) in enumerate(zip(values, self.annex.columns, strict=True))
        ]
        widths = [sum(self.widths[:merged]), *self.widths[1:]]
        texts = [
            self._parts("" if cell.value is None else str(cell.value), width - _lost(cell), bold=bold)
            for cell, width in zip(cells, widths, strict=True)
        ]
        for number, part in enumerate(zip_longest(*texts, fillvalue="")):
            lines = max(
                self._lines(text, width - _lost(cell), bold=bold, size=size)
                for text, cell, width in zip(part, cells, widths, strict=True)
            )
            shown = [
                cell if len(column) == 1 and not number else cell._replace(value=text or None)
                for cell, column, text in zip(cells, texts, part, strict=True)
            ]
            self.rows.append(Row(shown, self._height(lines)))
            self.air.append(_ROW_AIR)
        if merged > 1:
            self._merge(0, merged)

    def _merged(
        self,
        text: str,
        style: str,
        first: int,
        *,
        bold: bool = False,
        bold_part: tuple[int, int] | None = None,
        padding: float = 3,
    ) -> None:
        """One text over the columns from `first` to the last; a block that is signed is never cut."""
        width, heavy = sum(self.widths[first:]), bold or bold_part is not None
        for piece in [text] if bold_part else self._parts(text, width, bold=heavy):
            cells = [Cell(None, style if index > first else "annex.plain") for index in range(self.size)]
            cells[first] = Cell(piece, style, bold_part)
            self.rows.append(Row(cells, self._height(self._lines(piece, width, bold=heavy), padding)))
            self.air.append(padding * _AIR)
            self._merge(first, self.size)

    def _merge(self, first: int, end: int) -> None:
        if end - first > 1:
            self.merges.append((len(self.rows), first + 1, len(self.rows), end))

    def _lines(self, text: str, width: float, *, bold: bool, size: float | None = None) -> int:
        return line_count(text, width * CHARACTER, self.look.font, size or self.look.size, bold=bold)

    def _parts(self, text: str, width: float, *, bold: bool) -> list[str]:
        """A text in pieces that take a part of a page each, so that no row is taller than a page."""
        most = int(min(TALLEST, self.room * _PART) / line_height(self.look.size)) - 1
        return list(parts(text, most, width * CHARACTER, self.look.font, self.look.size, bold=bold))

    def _height(self, lines: int, padding: float = 6) -> float:
        return lines * line_height(self.look.size) + padding


def _alike(body: Sequence[tuple[Value, ...]], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The rows of a sheet that begin alike, as those of one puskesmas, and within these of one klaster.

    `starts` are the rows at which each row of the body begins, and the one behind the last. A table that is numbered
    has no such rows.
    """
    if not body or not isinstance(body[0][0], str):
        return
    for deep in (1, 2):
        at = 0
        for _, group in groupby(values[:deep] for values in body):
            size = len(list(group))
            if size > 1:
                yield starts[at], starts[at + size]
            at += size


def _columns(annex: Annex, look: Look, across: float) -> tuple[float, tuple[float, ...]]:
    """The type of the titles of a table and its columns, as wide as the page.

    No word of a title is broken, and few rows take two lines: where else a name would, the titles are smaller.
    """
    room = across / WIDEST
    texts = [
        [str(values[place]) for values in annex.body if values[place] is not None]
        for place in range(len(annex.columns))
    ]
    lost = [_INDENT + 0.2 if not column.center else 0.2 for column in annex.columns]
    words, lines = (
        [
            max((measure(text, look.font, look.size) for text in column), default=0.0) / CHARACTER + indent
            for column, indent in zip(texts, lost, strict=True)
        ]
        for measure in (longest_word, longest_line)
    )
    for size in (look.size, look.size - _SMALLER):
        titles = [longest_word(column.title, look.font, size, bold=True) / CHARACTER + 0.1 for column in annex.columns]
        if sum(max(pair) for pair in zip(titles, lines, strict=True)) <= room:
            break
    never = [
        max(title, word) if column.center else title
        for title, word, column in zip(titles, words, annex.columns, strict=True)
    ]
    wished = [max(0.0, min(word, room / 5) - low) for word, low in zip(words, never, strict=True)]
    part = min(1.0, max(0.0, room - sum(never)) / (sum(wished) or 1.0))
    least = [low + part * wish for low, wish in zip(never, wished, strict=True)]
    shrunk = min(1.0, room / sum(least))
    shares = [column.weight for column in annex.columns]
    columns = [(low * shrunk, most, share) for low, most, share in zip(least, lines, shares, strict=True)]
    measures = [
        tuple(
            longest_line(str(value), look.font, look.size) / CHARACTER + indent if isinstance(value, str) else 0.0
            for value, indent in zip(values, lost, strict=True)
        )
        for values in annex.body
    ]
    widths = balanced(allotted(columns, room), [low for low, _, _ in columns], measures, room)
    return size, tuple(floor(width * 10) / 10 for width in _in_groups(widths, texts, lines, look))


_SURELY = 1.5
"""Characters by which a line may turn out wider or narrower with another font."""


def _in_groups(
    widths: Sequence[float], texts: Sequence[Sequence[str]], lines: Sequence[float], look: Look
) -> Sequence[float]:
    """Widths with which a number that takes two lines, as a NIP, does not leave its last group alone on the second.

    Its column becomes a little narrower, so that two groups go to the second line; another that takes several lines
    gains what it gives.
    """
    found = list(widths)
    short = [line - width for line, width in zip(lines, widths, strict=True)]
    for place, column in enumerate(texts):
        heads = [text.rpartition(" ")[0] for text in column if " " in text and text.replace(" ", "").isdecimal()]
        if not heads:
            continue
        head = min(longest_line(text, look.font, look.size) for text in heads) / WIDEST - _SURELY
        if head < found[place] < lines[place]:
            taker = max((other for other in range(len(found)) if other != place), key=short.__getitem__)
            found[taker] += found[place] - head
            found[place] = head
    return found


def _lower(area: Range, rows: int) -> Range:
    first, left, last, right = area
    return first + rows, left, last + rows, right


def _lost(cell: Cell) -> float:
    return _INDENT if cell.style == "annex.text" else 0.0


def stage_names(tahap: Iterable[Tahap]) -> Mapping[tuple[str | int, ...], str]:
    """What tells the stages apart: their year, numbered where one year has two."""
    seen: dict[int, int] = {}
    names: dict[tuple[str | int, ...], str] = {}
    for item in tahap:
        seen[item.tahun] = seen.get(item.tahun, 0) + 1
        names[item.path] = f"{item.tahun}" if seen[item.tahun] == 1 else f"{item.tahun} ({seen[item.tahun]})"
    return names
