"""A match for the eye: how every row of the list was counted first, then what differs and what to paste."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ilp_cli.capabilities.match.model.match import Match, Missing, Outcome, RowStatus
from ilp_cli.capabilities.match.model.tally import REGISTERED, Tally, reading_words
from ilp_cli.core.finding import Place
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import angka, daftar, ended, tanggal
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table

_SHOWN = 40
_WORDS = {
    RowStatus.SAMA: "sama",
    RowStatus.BERTENTANGAN: "kode dan nama bertentangan",
    RowStatus.BERGANTI_NAMA: "berganti nama",
    RowStatus.KODE_BERBEDA: "kode berbeda",
    RowStatus.KODE_BELUM_DICATAT: "kode belum dicatat",
    RowStatus.TIDAK_DI_REGISTER: "tidak ada di register",
    RowStatus.KEMBAR: "kembar",
    RowStatus.KABUPATEN_LAIN: "milik kabupaten lain",
    RowStatus.TANPA_KABUPATEN: "tanpa kabupaten yang pasti",
    RowStatus.TIDAK_TERBACA: "tidak terbaca",
    RowStatus.BUKAN_ISI: "judul, baris jumlah atau catatan",
}
_OTHER_WORDS = {"tidak_di_daftar": "tidak ada di daftar", "jumlah_berbeda": "jumlah berbeda"}
_HEADS = {
    RowStatus.BERTENTANGAN: "Kode dan nama menunjuk tempat yang berbeda",
    RowStatus.BERGANTI_NAMA: "Berganti nama: kode sama, nama lain",
    RowStatus.KODE_BERBEDA: "Kode berbeda: nama sama, kode lain",
    RowStatus.KODE_BELUM_DICATAT: "Kode belum dicatat di register",
    RowStatus.TIDAK_DI_REGISTER: "Ada di daftar, tidak ada di register",
    RowStatus.KEMBAR: "Tertulis lebih dari sekali di daftar",
}


def match_lines(result: Match, *, everything: bool) -> Iterator[Line]:
    """The whole match; without `everything` only what differs or was known by an alias."""
    day = f" · tenaga per {tanggal(result.pada)}" if result.tallies else ""
    yield line((result.kabupaten, "bold"), f" dibandingkan dengan {result.file}{day}")
    yield line()
    yield line(f"Dibaca {angka(result.read)} baris = {_sum(result)}")
    yield line()
    if everything:
        yield from _section(
            "Sama", [outcome for outcome in result.outcomes if outcome.status is RowStatus.SAMA], everything=True
        )
    else:
        known = [outcome for outcome in result.outcomes if outcome.status is RowStatus.SAMA and outcome.cara == "alias"]
        yield from _section("Nama lain, dikenal dari alias di register", known, everything=everything)
    for status, head in _HEADS.items():
        yield from _section(
            head, [outcome for outcome in result.outcomes if outcome.status is status], everything=everything
        )
    yield from _missing(result.missing, everything=everything)
    yield from _counts(result, everything=everything)
    yield from _unread(result, everything=everything)
    if everything and result.passed:
        yield line((f"Bukan isi daftar ({angka(len(result.passed))})", "bold"))
        for passed in result.passed:
            yield line((f"  {passed.place}", "bold"), f": {passed.sebab}")
        yield line()
    if result.notes:
        yield line(("Catatan", "bold"))
        for note in result.notes:
            yield line(ended(f"  {note[:1].upper()}{note[1:]}"))
        yield line()
    yield _summary(result)


def _sum(result: Match) -> str:
    """22 sama + 10.270 milik kabupaten lain: every row of the list in one of its kinds."""
    parts = [f"{angka(number)} {words}" for status, words in _WORDS.items() if (number := result.rows.get(status, 0))]
    return " + ".join(parts) or "0"


def _section(head: str, outcomes: Sequence[Outcome], *, everything: bool) -> Iterator[Line]:
    if not outcomes:
        return
    yield line((f"{head} ({angka(len(outcomes))})", "bold"))
    shown = outcomes if everything else outcomes[:_SHOWN]
    cells = [
        (outcome.kode or outcome.entry.kode_tertulis, _ours(outcome), _theirs(outcome), _spot(outcome.entry.place))
        for outcome in shown
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(4)]
    for outcome, row in zip(shown, cells, strict=True):
        aligned = [cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width]
        yield line(f"  {'  '.join(aligned).rstrip()}")
        if outcome.catatan:
            yield line((f"      {outcome.catatan}", ""))
        if outcome.tempel:
            yield line(("      tempel: ", "dim"), (outcome.tempel, "cyan"))
    if len(outcomes) > len(shown):
        yield line(f"  … dan {angka(len(outcomes) - len(shown))} lagi; semuanya dengan --semua")
    yield line()


def _ours(outcome: Outcome) -> str:
    """The place as the register calls it."""
    if not outcome.nama:
        return "—"
    return (
        outcome.nama
        if outcome.entry.tingkat == "puskesmas"
        else f"{sebutan(outcome.entry.tingkat, outcome.nama)} ({outcome.puskesmas})"
    )


def _theirs(outcome: Outcome) -> str:
    """The place as the list calls it."""
    owner = outcome.entry.puskesmas
    name = outcome.entry.nama or "(tanpa nama)"
    return f"{name} ({owner})" if owner else name


def _spot(place: Place) -> str:
    """Where a row stands in the list: "baris 7", or "Daftar baris 7" in a workbook."""
    row = re.sub("[A-Z]", "", place.cell) if place.cell else place.line
    return f"{place.sheet} baris {row}" if place.sheet else f"baris {row}"


def _missing(missing: Sequence[Missing], *, everything: bool) -> Iterator[Line]:
    if not missing:
        return
    yield line((f"Ada di register, tidak ada di daftar ({angka(len(missing))})", "bold"))
    rows = list(_grouped(missing))
    for row in rows if everything else rows[:_SHOWN]:
        yield line(f"  {row}")
    if len(rows) > _SHOWN and not everything:
        yield line(f"  … dan {angka(len(rows) - _SHOWN)} lagi; semuanya dengan --semua")
    yield line()


def _grouped(missing: Sequence[Missing]) -> Iterator[str]:
    """Puskesmas one by one; the pustu and posyandu of each puskesmas in one line."""
    for (kind, owner), group in groupby(
        sorted(missing, key=lambda place: ("puskesmas", "pustu", "posyandu").index(place.tingkat)),
        key=lambda place: (place.tingkat, place.puskesmas),
    ):
        places = list(group)
        if kind == "puskesmas":
            code = f"{places[0].kode}  " if places[0].kode else ""
            yield f"{code}{owner}{f'; {places[0].catatan}' if places[0].catatan else ''}"
        else:
            yield f"{owner}: {kind} {daftar(place.nama for place in places)}"


def _counts(result: Match, *, everything: bool) -> Iterator[Line]:
    """The counts that differ, both side by side, and the sums of all that were compared."""
    if not result.tallies:
        return
    odd = [tally for tally in result.tallies if not tally.sama]
    shown = list(result.tallies) if everything else odd[:_SHOWN]
    if shown:
        head = "Jumlah" if everything else f"Jumlah berbeda ({angka(len(odd))})"
        yield line((head, "bold"))
        yield from _indented(
            ("puskesmas", "unit", "yang dihitung", "daftar", "kita", "", "letak"),
            [_tally(tally, everything=everything) for tally in shown],
        )
        if not everything and len(odd) > _SHOWN:
            yield line(f"  … dan {angka(len(odd) - _SHOWN)} lagi; semuanya dengan --semua")
        yield line()
    yield line((f"Jumlah seluruhnya ({angka(len(result.tallies))} angka dibandingkan)", "bold"))
    sums = [
        (
            total.column.judul,
            f"{angka(total.tempat)} {total.tingkat}",
            total.mereka,
            total.kita,
            _how(total.column.apa, total.baca),
        )
        for total in result.totals
    ]
    yield from _indented(("yang dihitung", "di", "daftar", "kita", "dibaca sebagai"), sums)
    yield line()


def _tally(tally: Tally, *, everything: bool) -> tuple[str, ...]:
    unit = "" if tally.tingkat == "puskesmas" else sebutan(tally.tingkat, tally.nama)
    mark = "≠" if everything and not tally.sama else ""
    return tally.puskesmas, unit, tally.column.judul, tally.mereka, tally.kita, mark, _spot(tally.place)


def _how(apa: str, baca: tuple[str, str]) -> str:
    return "menurut register" if apa in REGISTERED else "kader" if apa == "kader" else reading_words(baca)


def _indented(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    """A table two blanks in; columns that are blank in every row are left out."""
    kept = [index for index in range(len(header)) if any(row[index] for row in rows)]
    chosen = [[row[index] for index in kept] for row in rows]
    yield from table([header[index] for index in kept], chosen, indent="  ")


def _unread(result: Match, *, everything: bool) -> Iterator[Line]:
    unread = (*result.unread, *result.faults)
    if not unread:
        return
    yield line((f"Tidak terbaca ({angka(len(unread))})", "bold"))
    for fault in unread if everything else unread[:_SHOWN]:
        yield line((f"  {fault.place}", "bold"), f": {fault.sebab}")
    if len(unread) > _SHOWN and not everything:
        yield line(f"  … dan {angka(len(unread) - _SHOWN)} lagi; semuanya dengan --semua")
    yield line()


def _summary(result: Match) -> Line:
    differences = result.differences
    words = {status.value: text for status, text in _WORDS.items()} | _OTHER_WORDS
    if differences:
        parts = ", ".join(f"{angka(number)} {words[name]}" for name, number in differences.items())
        return line((f"{angka(sum(differences.values()))} perbedaan", "bold yellow"), f": {parts}")
    if not result.outcomes:
        return line(("Tidak ada yang dapat dibandingkan", "bold yellow"))
    return line(("Tidak ada perbedaan", "bold green"))
