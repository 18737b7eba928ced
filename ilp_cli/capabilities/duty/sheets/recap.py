"""The first sheets of a duty roster: how it came out pustu by pustu, and every day that stays open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ilp_cli.capabilities.duty.model.earned import Earned, earned
from ilp_cli.capabilities.duty.model.post import Post
from ilp_cli.capabilities.duty.model.roster import DutyRoster
from ilp_cli.core.finding import Path
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import rentang
from ilp_cli.district.people import KINDS, NAKES
from ilp_cli.paper.layout import CHARACTER, line_count, line_height
from ilp_cli.paper.sheet import STYLES, Cell, Column, Page, Row, Sheet, Value
from ilp_cli.paper.tables import eased, rows_of, sized
from ilp_cli.reading.load import cuti_bersama_in

_RECAP = ("Puskesmas", "Pustu", "Jenis", "Orang", "Minimum", "Hari layanan", "Hari tugas paling sedikit",
          "Hari tugas paling banyak", "Selisih beban", "Selisih terbukti terkecil", "Orang-hari di bawah minimum",
          "Hari buka tanpa pendamping", "Tambahan cuti ASN, hari")  # fmt: skip
_RECAP_WIDTHS = (21.0, 22.0, 9.0, 8.0, 10.0, 9.0, 11.0, 11.0, 9.0, 12.0, 13.0, 13.0, 12.0)


def recap(
    roster: DutyRoster, heading: tuple[str, str], summary: Sequence[str], notes: Sequence[str], page: Page
) -> Sheet:
    """Every pustu and kind: how evenly duty lies, how far that is proven, and what stays open."""
    wide = len(_RECAP)
    rows = [
        _line(heading[0], "title", wide, 26),
        _line(heading[1], "subtitle", wide, 18),
        *(_line(text, "answer", wide, None) for text in summary),
        Row([], 8),
        sized([Cell(title, "head") for title in _RECAP], _RECAP_WIDTHS, least=44),
    ]
    merges = [(number, 1, number, wide) for number in range(1, len(rows) - 1)]
    head = len(rows)
    figures = {(fairness.unit, fairness.kind): fairness for fairness in roster.fairness}
    cuti_bersama = cuti_bersama_in({day.year for day in roster.problem.days})
    owed = {post.unit: list(earned(roster, post, cuti_bersama)) for post in roster.problem.posts}
    for post in roster.problem.posts:
        alone = len(roster.alone_at(post))
        for kind in KINDS:
            more = sum(own.cuti for own in owed[post.unit] if own.worker.kind == kind)
            fairness = figures.get((post.unit, kind))
            missing = sum(gap.minimum - gap.ada for gap in roster.gaps_at(post) if gap.kind == kind)
            values: tuple[tuple[Value, str], ...] = (
                (post.puskesmas, "text"),
                (post.pustu, "text"),
                (kind, "text"),
                (fairness.people if fairness else 0, "number"),
                (post.need[kind], "number"),
                (len(post.days), "number"),
                (fairness.least if fairness else None, "number"),
                (fairness.most if fairness else None, "number"),
                (fairness.spread if fairness else None, "number"),
                (("ya" if fairness.proven else f"belum (batas {fairness.bound})") if fairness else None, "center"),
                (missing, "short" if missing else "number"),
                ((alone if kind == KINDS[0] else None), "short" if alone and kind == KINDS[0] else "number"),
                (more if kind in NAKES else None, "number"),
            )
            rows.append(sized([Cell(value, style) for value, style in values], _RECAP_WIDTHS))
    end = len(rows)
    rows.append(Row([], 8))
    for text in (*_owed_lines(roster, owed), *notes):
        rows.append(_line(text, "note", wide, None))
        merges.append((len(rows), 1, len(rows), wide))
    return Sheet(
        name="Rekap",
        columns=tuple(Column(width=width) for width in _RECAP_WIDTHS),
        rows=rows,
        page=page,
        merges=tuple(merges),
        freeze=(head + 1, 1),
        table=(head, 1, end, wide),
        titles=(head, head),
    )


def _owed_lines(roster: DutyRoster, owed: Mapping[Path, Sequence[Earned]]) -> Iterator[str]:
    """Who earns how many days of leave, pustu by pustu, below what it rests on."""
    basis = sorted({words for own in owed.values() for each in own for words in each.basis})
    if basis:
        yield f"Tambahan cuti tahunan ASN yang bertugas pada cuti bersama, dalam tahun itu juga: {'; '.join(basis)}."
    for post in roster.problem.posts:
        people = [f"{own.worker.nama} {own.cuti} hari ({rentang(own.days)})" for own in owed[post.unit]]
        if people:
            yield f"{sebutan('pustu', post.pustu)} ({post.puskesmas}): {'; '.join(people)}"


def _line(text: str, style: str, wide: int, height: float | None) -> Row:
    look = STYLES[style]
    lines = line_count(text, sum(_RECAP_WIDTHS) * CHARACTER, look.font, look.size, bold=look.bold)
    return Row([Cell(text, style), *[Cell(None, style)] * (wide - 1)], height or lines * line_height(look.size) + 4)


_TALLEST = 300.0
"""Points of a row: it shares its page with the titles."""
_OPEN = (
    ("Puskesmas", 20.0),
    ("Pustu", 22.0),
    ("Yang kurang", 24.0),
    ("Hari", 7.0),
    ("Ada", 7.0),
    ("Minimum", 10.0),
    ("Tanggal", 34.0),
    ("Sebab", 36.0),
)


def still_open(roster: DutyRoster, page: Page) -> Sheet:
    """What stays below the minimum and which posyandu have no companion: the days put together by their reason."""
    body: list[list[Cell]] = []
    for post in roster.problem.posts:
        days: dict[tuple[str, int, int, str], list[date]] = {}
        for gap in roster.gaps_at(post):
            why = roster.reason(gap.unit, gap.kind, gap.day)
            days.setdefault((gap.kind, gap.ada, gap.minimum, why), []).append(gap.day)
        for escort in roster.alone_at(post):
            why = roster.reason(escort.unit, "nakes", escort.day)
            days.setdefault((f"pendamping posyandu {escort.posyandu}", 0, 1, why), []).append(escort.day)
        body += [_open_cells(post, what, ada, minimum, dates, why) for (what, ada, minimum, why), dates in days.items()]
    titles, wished = zip(*_OPEN, strict=True)
    widths = eased(wished, titles, body)
    rows = [sized([Cell(title, "head") for title in titles], widths, least=20)]
    rows += [row for cells in body for row in rows_of(cells, widths, _TALLEST, fixed=2)]
    return Sheet(
        name="Di bawah minimum",
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        page=page,
        freeze=(2, 1),
        table=(1, 1, len(rows), len(_OPEN)),
        titles=(1, 1),
    )


def _open_cells(post: Post, what: str, ada: int, minimum: int, days: Sequence[date], why: str) -> list[Cell]:
    values: tuple[tuple[Value, str], ...] = (
        (post.puskesmas, "wrap"),
        (post.pustu, "wrap"),
        (what, "wrap"),
        (len(days), "number"),
        (ada, "number"),
        (minimum, "number"),
        (_dates(post, days), "wrap"),
        (why, "wrap"),
    )
    return [Cell(value, style) for value, style in values]


def _dates(post: Post, days: Sequence[date]) -> str:
    """The days by their dates; all of them in a word, since of a year they would be more than anybody reads."""
    return "setiap hari layanan" if len(days) > 1 and len(days) == len(post.days) else rentang(days)
