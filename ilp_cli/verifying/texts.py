"""What is meant beside what is there: two lists of texts, the equal ones on one line; and the verdict in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice, zip_longest
from operator import itemgetter
from typing import NamedTuple

from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.spot import column_letters
from ilp_cli.files.stamp import Teks
from ilp_cli.paper.seal import settled
from ilp_cli.verifying.model import MOST, Lembar, SelBeda, State, Verified, sebutan

_LONG = 4000
"""So many texts are aligned; of longer lists that differ throughout each is compared in its place."""


def aligned(meant: Sequence[Hashable], there: Sequence[Hashable]) -> Iterator[tuple[int | None, int | None]]:
    """The places of what is meant beside those of what is there, those that are equal among them."""
    first, last = 0, 0
    shorter = min(len(meant), len(there))
    while first < shorter and meant[first] == there[first]:
        first += 1
    while last < shorter - first and meant[-1 - last] == there[-1 - last]:
        last += 1
    yield from ((place, place) for place in range(first))
    left, right = meant[first : len(meant) - last], there[first : len(there) - last]
    if max(len(left), len(right)) > _LONG:
        blocks: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(left), 0, len(right))]
    else:
        blocks = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for _, start, end, begin, stop in blocks:
        for place in range(max(end - start, stop - begin)):
            own = first + start + place if start + place < end else None
            yield own, first + begin + place if begin + place < stop else None
    yield from ((len(meant) - back, len(there) - back) for back in range(last, 0, -1))


def unlike(meant: Sequence[Teks], there: Sequence[Teks]) -> Iterator[SelBeda]:
    """The texts that are not as they are meant, each at its place, or where it should stand if it is missing."""
    for own, place in aligned([item.teks for item in meant], [item.teks for item in there]):
        wanted, found = None if own is None else meant[own], None if place is None else there[place]
        if wanted is not None and found is not None and wanted.teks == found.teks:
            continue
        where = found or wanted
        if where is not None:
            yield SelBeda(
                lembar=where.bagian,
                sel=where.tempat,
                seharusnya=wanted.teks if wanted else None,
                isi=found.teks if found else None,
            )


Cells = tuple[float | str | None, ...]
"""The cells of a row up to its last that is not empty."""


def beside(
    name: str, meant: Iterable[Sequence[object]], there: Iterable[Sequence[object]], *, edited: bool | None
) -> Lembar:
    """A sheet, what is there beside what is meant: the cells that differ, and the rows that were put in or taken out.

    Where a row more or less explains what each of its cells would be told for, it is one difference.
    """
    rows, own = ([_cells(row) for row in sheet] for sheet in (meant, there))
    in_place = enumerate(zip_longest(rows, own, fillvalue=()), 1)
    number, told = _counted(cell for place, pair in in_place for cell in _unlike(name, place, *pair))
    if number:
        number, told = min((number, told), _counted(_by_rows(name, rows, own), number), key=itemgetter(0))
    return Lembar(
        nama=name,
        keadaan=State.BERUBAH if number else State.SAMA,
        disunting=edited,
        jumlah=number,
        sel=tuple(told),
        urutan=bool(number) and Counter(rows) == Counter(own),
    )


def _counted(cells: Iterable[SelBeda], most: int | None = None) -> tuple[int, list[SelBeda]]:
    """How many differences there are, or `most` where they are more, and the first of them."""
    rest = islice(cells, most)
    told = list(islice(rest, MOST))
    return len(told) + sum(1 for _ in rest), told


def _cells(row: Sequence[object]) -> Cells:
    values = [settled(value) for value in row]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def _unlike(name: str, place: int, meant: Cells, there: Cells) -> Iterator[SelBeda]:
    for column, (left, right) in enumerate(zip_longest(meant, there)):
        if left != right:
            yield SelBeda(lembar=name, sel=f"{column_letters(column)}{place}", seharusnya=left, isi=right)


def _by_rows(name: str, meant: Sequence[Cells], there: Sequence[Cells]) -> Iterator[SelBeda]:
    """The differences where equal rows stand on one line; a row of one side alone is one."""
    for own, place in aligned(meant, there):
        if own is not None and place is not None:
            yield from _unlike(name, place + 1, meant[own], there[place])
        elif own is not None:
            yield SelBeda(lembar=name, sel=f"baris {own + 1} (hilang)", seharusnya=_said(meant[own]), isi=None)
        elif place is not None:
            yield SelBeda(lembar=name, sel=f"baris {place + 1} (disisipkan)", seharusnya=None, isi=_said(there[place]))


def _said(cells: Cells) -> str:
    """A row in one text."""
    values = (int(value) if isinstance(value, float) and value.is_integer() else value for value in cells)
    return " · ".join(str(value) for value in values if value is not None) or "baris kosong"


class Speech(NamedTuple):
    """How a kind of file is spoken of: itself, all that is in it, places in it, and where it says how it was made."""

    ini: str
    semua: str
    tempat: str
    asal: str
    unsealed: str = ""
    again: str = ""


def sentences(verified: Verified, lacking: str, speech: Speech, *, sealed: bool) -> Iterator[str]:
    """What holds of a document or a page, in sentences; the verdict first."""
    day, number = sebutan(verified.pada), sum(item.jumlah or 0 for item in verified.differing)
    if verified.equal:
        yield f"Sama: {speech.semua} persis yang diberikan masukannya per {day}."
        if speech.again:
            yield speech.again
    elif verified.exit_status() == ExitStatus.FINDINGS and verified.compared and number:
        yield f"Berbeda: {number} {speech.tempat} tidak seperti yang diberikan masukannya per {day}."
    elif verified.exit_status() == ExitStatus.FINDINGS:
        yield f"Berbeda: {speech.ini} tidak lagi seperti ketika ditulis per {day}."
    else:
        yield f"Belum diketahui: yang dapat diperiksa dari {speech.ini} sendiri tidak menunjukkan suntingan."
    if lacking:
        yield f"Belum dibandingkan dengan masukannya: {lacking}."
    if verified.asal is False:
        yield f"{speech.asal} tidak dapat dipercaya."
    edited = [item.nama for item in verified.edited]
    yield from verified.told_apart(edited, sealed=sealed, there="yang", unsealed=speech.unsealed)
    if verified.changed and not verified.differing and verified.compared:
        yield f"Berkas masukan berubah sejak itu, tanpa mengubah isi {speech.ini}."
