"""The lists of a month as they come back, and what they change in the table Keluarga."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from ilp_cli.capabilities.visits.model.family import Keluarga, repeated
from ilp_cli.capabilities.visits.model.terms import Hasil
from ilp_cli.core.finding import Finding, Place, finding
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.words import tanggal
from ilp_cli.district.district import District
from ilp_cli.district.isian import Isian
from ilp_cli.district.origin import Origin
from ilp_cli.files import misfits


@dataclass(frozen=True, slots=True, kw_only=True)
class Diisi:
    """One family as somebody has filled it in; `hasil` is None where nothing is typed: then it was not visited.

    `galat` are the columns whose cell is no date or no known word: that has been told.
    """

    id: str
    puskesmas: str
    row: int
    origin: Origin = field(repr=False, compare=False)
    tanggal: date | None = None
    hasil: Hasil | None = None
    kembali: date | None = None
    lapor: str = ""
    catatan: str = ""
    galat: frozenset[str] = frozenset()

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.tanggal or self.hasil or self.kembali or self.lapor or self.catatan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kembali:
    """The filled lists of one file or several, and what in them could not be read. `bulan` are their months."""

    files: tuple[str, ...]
    rows: tuple[Diisi, ...] = ()
    bulan: tuple[date, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Perubahan:
    """What filled lists change: by the number of a row of Keluarga, its columns anew; and what was not used, and why.

    `hasil` counts the families by what came of their visit, `belum` those for whom nothing was typed.
    """

    cells: Mapping[int, Mapping[str, str]]
    hasil: Mapping[str, int]
    belum: int
    findings: tuple[Finding, ...]


def changes(district: District, listed: Sequence[Keluarga], kembali: Kembali, pada: date) -> Perubahan:
    """What filled lists change in the table Keluarga of a district, as of a day.

    A family that was seen has the day as its last visit; whom nobody met, or who refused, keeps the last one, and the
    attempt stands in its note. Only a result that deals with it takes the trigger away. What is not typed changes
    nothing.
    """
    again = repeated(listed)
    by_id: dict[str, list[Keluarga]] = defaultdict(list)
    for keluarga in listed:
        if keluarga.path not in again:
            by_id[normal(keluarga.id)].append(keluarga)
    rows = district.isian.get("keluarga", ())
    findings = list(kembali.findings)
    usable: dict[int, list[Diisi]] = defaultdict(list)
    blank: set[int] = set()
    for diisi in kembali.rows:
        able = by_id.get(normal(diisi.id), [])
        induk = district.find(diisi.puskesmas)
        able = [keluarga for keluarga in able if induk is None or keluarga.puskesmas == induk.path]
        if len(able) != 1:
            findings += _unknown(diisi, able, by_id) if not diisi.blank else ()
            continue
        number = int(able[0].path[1])
        if diisi.blank:
            blank.add(number)
            continue
        fault = _fault(diisi, able[0], pada)
        if fault is not None:
            column, words = fault
            findings += [] if column in diisi.galat else [_wrong(diisi, column, words)]
            if diisi.hasil is not None:
                blank.add(number)
                continue
        usable[number].append(diisi)
    counts: dict[str, int] = defaultdict(int)
    cells: dict[int, Mapping[str, str]] = {}
    for number, visits in sorted(usable.items()):
        findings += _twice(visits)
        visits.sort(key=lambda diisi: diisi.tanggal or date.min)
        findings += _differing(visits)
        cells[number] = _anew(rows[number], visits)
        result = next((diisi.hasil for diisi in reversed(visits) if diisi.hasil is not None), None)
        if result is not None:
            counts[result.nama] += 1
        else:
            blank.add(number)
    return Perubahan(
        cells=cells,
        hasil=dict(counts),
        belum=len(blank - {number for number, row in cells.items() if "hasil" in row}),
        findings=tuple(findings),
    )


def _unknown(diisi: Diisi, able: Sequence[Keluarga], by_id: Mapping[str, Sequence[Keluarga]]) -> Iterator[Finding]:
    ids = [keluarga.id for known in by_id.values() for keluarga in known] if not able else []
    why = "ada di beberapa puskesmas" if able else f"tidak ada di lembar Keluarga{maksud(diisi.id, ids)}"
    yield _wrong(diisi, "keluarga", f"“{diisi.id}” {why}; isian baris ini tidak dipakai")


def _fault(diisi: Diisi, keluarga: Keluarga, pada: date) -> tuple[str, str] | None:
    """The column and the words of what keeps a row from being used; None where nothing does."""
    day, result = diisi.tanggal, diisi.hasil
    last = keluarga.terakhir if keluarga.terakhir is not None and keluarga.terakhir <= pada else None
    if day is not None and day > pada:
        return "tanggal", f"{tanggal(day)} belum tiba pada {tanggal(pada)}; isian baris ini tidak dipakai"
    if result is not None and result.bertemu and day is None:
        return "tanggal", f"kosong, padahal hasilnya {result.nama}; isi tanggalnya, baris ini belum dipakai"
    if result is not None and day is not None and last is not None and day < last:
        return "tanggal", f"{tanggal(day)} sebelum kunjungan terakhirnya ({tanggal(last)}); baris ini tidak dipakai"
    if result is None and day is not None:
        return "hasil", "kosong, padahal tanggalnya diisi; keluarganya dibaca belum dikunjungi"
    return None


def _twice(visits: Sequence[Diisi]) -> Iterator[Finding]:
    """Tell of a family in two rows of one list: a list names each once, so a code may have been typed over another."""
    for earlier, later in pairwise(visits):
        same = (earlier.origin.file, earlier.origin.sheet) == (later.origin.file, later.origin.sheet)
        if same and (earlier.tanggal, earlier.hasil) != (later.tanggal, later.hasil):
            words = (
                f"“{later.id}” sudah ada di baris {earlier.row} daftar ini; keduanya dipakai bila memang dua kunjungan"
            )
            yield _wrong(later, "keluarga", words)


def _differing(visits: Sequence[Diisi]) -> Iterator[Finding]:
    """Tell of two results of one day, of which the last in the files is used."""
    for earlier, later in pairwise(visits):
        same = earlier.tanggal == later.tanggal and earlier.hasil is not None and later.hasil is not None
        if same and earlier.hasil != later.hasil:
            words = f"berbeda di dua baris untuk keluarga {later.id}; baris ini yang dipakai"
            yield _wrong(later, "hasil", words)


def _wrong(diisi: Diisi, column: str, words: str) -> Finding:
    return wrong(diisi.origin.place(diisi.row, column), column, words)


def wrong(place: Place, column: str, words: str) -> Finding:
    """What is wrong with a cell of a filled list, which is mended there."""
    told = finding(misfits.WRONG_KIND, place, {"kunci": column, "sebab": words})
    return replace(told, remedy="betulkan di daftar yang diisi, lalu jalankan lagi.")


def _anew(row: Isian, visits: Sequence[Diisi]) -> Mapping[str, str]:
    """The columns of a family that change by what was filled in, visit by visit."""
    cells: dict[str, str] = {}
    note = str(row.values.get("keterangan", ""))
    for diisi in visits:
        result, day = diisi.hasil, diisi.tanggal
        told = []
        if result is not None:
            cells["hasil"] = result.nama
            if result.bertemu and day is not None:
                cells["kunjungan_terakhir"] = day.isoformat()
            elif not result.bertemu:
                told.append(f"{result.nama} {tanggal(day)}" if day is not None else result.nama)
            if result.selesai:
                cells["pemicu"] = cells["sejak"] = ""
        told += [f"kembali {tanggal(diisi.kembali)}"] if diisi.kembali is not None else []
        told += [f"lapor nakes: {diisi.lapor}"] if diisi.lapor else []
        told += [diisi.catatan] if diisi.catatan else []
        for words in told:
            if words not in note.split("; "):
                note = "; ".join(filter(None, [note, words]))
    if note != str(row.values.get("keterangan", "")):
        cells["keterangan"] = note
    return cells
