"""What a question means: a cell of the workbook, a unit, or a figure by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ilp_cli.core.finding import Path
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import holds, maksud, nearest, normal
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.spot import column_index, column_letters
from ilp_cli.core.words import daftar
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.people import KINDS
from ilp_cli.district.place import Puskesmas
from ilp_cli.law import configs
from ilp_cli.paper.sheet import Book, Cell, Sheet
from ilp_cli.reporting.values import Laporan
from ilp_cli.tracing.derive import COVERAGE, SEVERITIES, states, units_asked

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_LONGEST = 80
"""So much of a question is said again."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_EXAMPLE = "tulis misalnya “Pemenuhan SDM!F12”, “bidan pustu NAMA (PUSKESMAS)”, atau “cakupan 2025”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A cell that was asked for: where it is, what stands there, and the title of its column."""

    sheet: Sheet
    sel: str
    cell: Cell
    judul: str = ""
    baris: str = ""


def is_cell(tanya: str) -> bool:
    """Whether a question names a cell."""
    return "!" in tanya


def spot_of(book: Book, tanya: str) -> Spot:
    """The cell of a question. Raises Misuse where there is no such sheet or cell, with what there is."""
    name, _, place = tanya.rpartition("!")
    name = name.strip().strip("'\"“”").strip()
    names = [sheet.name for sheet in book.sheets]
    sheet = next((own for own in book.sheets if normal(own.name) == normal(name)), None)
    if sheet is None:
        words = f"lembar “{_echo(name)}” tidak ada di workbook ini{maksud(name, names)}"
        raise Misuse(f"{words}; yang ada: {daftar(names)}")
    match = _CELL.fullmatch(place.strip())
    across = max((len(row.cells) for row in sheet.rows), default=1)
    last = f"{column_letters(across - 1)}{len(sheet.rows)}"
    if match is None:
        raise Misuse(f"“{_echo(place)}” bukan sel; tulis misalnya “{sheet.name}!{last}”")
    column, row = column_index(match[1].upper()), int(match[2])
    if row > len(sheet.rows) or column >= across:
        raise Misuse(f"sel {place.strip()} di luar lembar {sheet.name}, yang isinya A1 sampai {last}")
    for top, left, bottom, right in sheet.merges:
        if top <= row <= bottom and left <= column + 1 <= right:
            row, column = top, left - 1
    cells = sheet.rows[row - 1].cells
    cell = cells[column] if column < len(cells) else Cell(None)
    return Spot(
        sheet=sheet,
        sel=f"{sheet.name}!{column_letters(column)}{row}",
        cell=cell,
        judul=_title(sheet, row, column),
        baris=_label(sheet, row, column),
    )


def is_report(tanya: str) -> bool:
    """Whether a question names a figure of the page that `report` writes."""
    return normal(tanya.partition("!")[0].strip(" '\"“”")) == "laporan" and "!" in tanya


@dataclass(frozen=True, slots=True, kw_only=True)
class Bekas:
    """A figure of a report that was asked for: its id, its words, and which it is; None where it is none of ours."""

    id: str
    judul: str
    teks: str
    hitungan: Angka | None


def marks_of(laporan: Laporan) -> Iterator[Bekas]:
    """Everything of a report that can be asked for: the figures on top, then every cell of its tables."""
    for figure in laporan.angka:
        whole = f" dari {figure.dari}" if figure.dari is not None else ""
        text = "belum diketahui" if figure.nilai is None else f"{figure.nilai}{whole}"
        yield Bekas(id=figure.id, judul=figure.judul, teks=text, hitungan=figure.hitungan)
        if figure.hitungan_dari is not None:
            yield Bekas(
                id=f"{figure.id}.dari", judul=figure.judul, teks=str(figure.dari), hitungan=figure.hitungan_dari
            )
    for table in (own for part in laporan.bagian for own in part.tabel):
        for row, line in enumerate(table.baris):
            for column, cell in enumerate(line.sel):
                head = table.kolom[column].judul
                yield Bekas(
                    id=table.anchor(row, column),
                    judul=f"{table.judul}: {head}",
                    teks=cell.teks,
                    hitungan=cell.hitungan,
                )


def mark_of(laporan: Laporan, tanya: str) -> Bekas:
    """The figure of a report that a question means. Raises Misuse where there is none, with what is near."""
    asked = tanya.partition("!")[2].strip().strip("#").replace("!", ".").replace("$", "")
    every = {mark.id.casefold(): mark for mark in marks_of(laporan)}
    if (mark := every.get(asked.casefold())) is not None:
        return mark
    tables = [table.id for part in laporan.bagian for table in part.tabel]
    own = next((name for name in tables if asked.casefold().partition(".")[0] == name), "")
    ids = [mark.id for mark in every.values() if mark.id.startswith(f"{own}.")] if own else []
    if own:
        tail = f"; isinya {ids[0].rpartition('.')[2]} sampai {ids[-1].rpartition('.')[2]}" if ids else "; ia kosong"
        raise Misuse(f"“{_echo(asked)}” tidak ada di {own}{tail}")
    names = [figure.id for figure in laporan.angka] + tables
    near = maksud(asked.partition(".")[0], names)
    raise Misuse(f"“{_echo(asked)}” tidak ada di laporan ini{near}; yang ada: {daftar(names)}")


def _title(sheet: Sheet, row: int, column: int) -> str:
    """The title of the column above a cell: of the nearest row of titles."""
    for above in reversed(sheet.rows[: row - 1]):
        if column < len(above.cells) and "head" in above.cells[column].style.split("."):
            return " ".join(str(above.cells[column].value or "").split())
    return ""


def _label(sheet: Sheet, row: int, column: int) -> str:
    """The words that begin the row of a cell."""
    words = [str(cell.value) for cell in sheet.rows[row - 1].cells[:column] if isinstance(cell.value, str)]
    return ", ".join(words[:4])


def figures_of(case: Case, tanya: str, puskesmas: Puskesmas | None) -> tuple[Angka, ...]:
    """The figures that a question in words means. Raises Misuse where it means none, with what is near."""
    years = tuple(int(year) for year in _YEAR.findall(tanya))
    gone = [str(year) for year in years if year not in case.years]
    if gone:
        raise Misuse(f"tahap {daftar(gone)} tidak ada di sini; yang ada: {daftar(map(str, case.years)) or 'tidak ada'}")
    words = normal(_YEAR.sub(" ", tanya))
    units = _units_meant(case, words, puskesmas)
    if len(units) > 1:
        raise Misuse(f"“{_echo(tanya)}” dapat berarti {daftar(units.values())}; tambahkan puskesmasnya dalam kurung")
    if units:
        path = next(iter(units))
        figures = tuple(_of_unit(case, path, _without(words, units[path])))
    else:
        figures = tuple(_of_district(words, years or case.years))
    if not figures and not case.years:
        raise Misuse(f"“{_echo(tanya)}” belum dapat dijawab: roadmap belum memuat tahap (tahap: di roadmap.yaml)")
    if not figures:
        near = _near(case, words)
        raise Misuse(f"“{_echo(tanya)}” tidak dikenal{near}; {_EXAMPLE}{'' if near else f'; {_known()}'}")
    return figures


def _echo(asked: str) -> str:
    """A question as it is said again: in one line, not too long, without anybody's number."""
    text = " ".join(mask_numbers(asked).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _known() -> str:
    """The figures that can be asked by name."""
    told: Mapping[str, Mapping[str, Sequence[str]]] = configs.trace()
    names = (listed[0] for section in ("cakupan", "semua", "temuan") for listed in told[section].values())
    return f"angka yang dapat ditanyakan: {daftar(dict.fromkeys(names))}, atau nama pustu, posyandu dan puskesmas"


def phrases(case: Case) -> Mapping[Path, tuple[str, str, str]]:
    """Every registered place: its kind, its name and its puskesmas, as they are compared."""
    places: dict[Path, tuple[str, str, str]] = {}
    for puskesmas in case.district.puskesmas:
        own = normal(puskesmas.nama)
        places[puskesmas.path] = ("puskesmas", own, own)
        places |= {unit.path: ("pustu", normal(unit.nama), own) for unit in puskesmas.pustu}
        places |= {post.path: ("posyandu", normal(post.nama), own) for post in puskesmas.posyandu}
    return places


def _whole(kind: str, name: str) -> str:
    return name if name.startswith(f"{kind} ") else f"{kind} {name}"


def _units_meant(case: Case, words: str, puskesmas: Puskesmas | None) -> dict[Path, str]:
    """The registered places a question may mean, the longest names first of all, each as it would be said."""
    places = case.of(phrases)
    own = {
        path: place
        for path, place in places.items()
        if puskesmas is None or path[:2] == puskesmas.path
        if holds(words, [_whole(place[0], place[1])])
    }
    if not own:  # a bare name is enough where it is the only one
        told = any(holds(words, [kind]) for kind in ("pustu", "posyandu", "puskesmas"))
        own = {} if told else {path: place for path, place in places.items() if holds(words, [place[1]])}
        own = {path: place for path, place in own.items() if puskesmas is None or path[:2] == puskesmas.path}
        if puskesmas is None and any(place[0] != "puskesmas" for place in own.values()):
            own = {path: place for path, place in own.items() if place[0] != "puskesmas"} or own
    if any(place[0] != "puskesmas" for place in own.values()):
        own = {path: place for path, place in own.items() if place[0] != "puskesmas"}
    longest = max((len(place[1]) for place in own.values()), default=0)
    own = {path: place for path, place in own.items() if len(place[1]) == longest}
    if len(own) > 1:
        rest = {path: _without(words, _whole(place[0], place[1])) for path, place in own.items()}
        narrowed = {path: place for path, place in own.items() if holds(rest[path], [place[2]])}
        own = narrowed or own
    names = {unit.path: unit.nama for pusk in case.district.puskesmas for unit in (pusk, *pusk.units())}
    return {path: _said(place, names, path) for path, place in own.items()}


def _said(place: tuple[str, str, str], names: Mapping[Path, str], path: Path, *, alone: bool = False) -> str:
    own = f"{place[0]} {names[path]}" if not place[1].startswith(f"{place[0]} ") else names[path]
    return own if alone or place[0] == "puskesmas" else f"{own} ({names[path[:2]]})"


def _without(words: str, phrase: str) -> str:
    """The words without those of a place, so that what is left names the figure."""
    taken = normal(phrase).split()
    left = words.split()
    for word in taken:
        if word in left:
            left.remove(word)
    return " ".join(left)


def _named(section: str, words: str) -> list[str]:
    """The figures of a part of configs/trace.yaml that words name, the longest phrase first."""
    known: Mapping[str, Sequence[str]] = configs.trace()[section]
    matches = [
        (len(phrase), name)
        for name, listed in known.items()
        for phrase in listed
        if f" {normal(phrase)} " in f" {words} "
    ]
    return [name for _, name in sorted(matches, key=lambda item: -item[0])]


def _of_unit(case: Case, path: Path, words: str) -> Iterator[Angka]:
    if "pustu" not in path and "posyandu" not in path:
        yield from _of_puskesmas(case, path)
        return
    kinds = [kind for kind in KINDS if holds(words, [kind])]
    kinds = kinds if "pustu" in path or not kinds else ["kader"]
    names = _named("unit", words)
    name = names[0] if names else ""
    if name in ("perlu", "kurang") or kinds:
        own = kinds or (KINDS if "pustu" in path else ("kader",))
        for kind in own:
            yield Angka(name if name in ("perlu", "kurang") else "ada", path, kind)
    elif name in ("hari_kurang", "asn", "status"):
        yield Angka(name, path)
    else:
        yield from units_asked(path)


def _of_puskesmas(case: Case, path: Path) -> Iterator[Angka]:
    """What a puskesmas has of lokus, and how each of them stands."""
    for kind in ("pustu", "posyandu"):
        yield Angka("lokus_sampai", path, kind, case.years)
    for unit in case.of(states):
        if unit[:2] == path:
            yield Angka("status", unit)


def _of_district(words: str, years: Sequence[int]) -> Iterator[Angka]:
    findings = [name for name in _named("temuan", words) if name in SEVERITIES]
    reached = [name for name in _named("cakupan", words) if name in COVERAGE]
    every = _named("semua", words)
    kinds = [kind for kind in KINDS if holds(words, [kind])]
    places = [place for place in ("pustu", "posyandu") if holds(words, [place])] or ["pustu", "posyandu"]
    if findings:
        yield Angka("temuan", jenis=findings[0])
    elif reached:
        for year in years:
            yield Angka("cakupan", jenis=reached[0], tahun=(year,))
    elif every:
        for place in places:
            own = [kind for kind in (kinds or KINDS) if place == "pustu" or kind == "kader"]
            if every[0] == "kurang":
                yield from (Angka(f"semua_{place}", jenis=f"kurang {kind}", tahun=tuple(years)) for kind in own)
            elif every[0] != "hari_kosong" or place == "pustu":
                yield Angka(f"semua_{place}", jenis=every[0], tahun=tuple(years))


def _near(case: Case, words: str) -> str:
    """The tail that offers what a question may have meant."""
    own = {unit.path: unit.nama for puskesmas in case.district.puskesmas for unit in (puskesmas, *puskesmas.units())}
    names = [_said((place[0], place[1], ""), own, path, alone=True) for path, place in case.of(phrases).items()]
    told = configs.trace()
    names += [phrase for section in ("cakupan", "semua") for listed in told[section].values() for phrase in listed]
    near = nearest(words, names, 1)
    if not near:
        for start in ("pustu", "posyandu", "puskesmas"):
            _, mark, rest = f" {words}".partition(f" {start} ")
            near = nearest(f"{start} {rest}", names, 1) if mark and not near else near
    return f"; apakah maksudnya “{near[0]}”?" if near else ""
