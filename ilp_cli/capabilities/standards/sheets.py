"""The sheet Dasar Hukum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ilp_cli.core.words import daftar
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.law.standard import InForce, Standard
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.sheet import Cell, Page, Sheet, Value
from ilp_cli.paper.tables import Field, data_sheet


def _value_text(value: object) -> Value:
    if isinstance(value, tuple):
        return daftar(str(item) for item in value)
    return value if isinstance(value, int | str) else str(value)


def sheets(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """Dasar Hukum."""
    yield law_sheet(case.standards, case.law.standards, case.pada, edition.page()), False


def law_sheet(standards: Mapping[str, InForce], national: Mapping[str, Standard], day: date, page: Page) -> Sheet:
    """Every standard in force on the day, with its article, its rank, and against what it was verified."""
    fields = [
        Field("Kunci", 22, "code"), Field("Ketentuan", 26, "wrap"), Field("Nilai", 16, "wrap"),
        Field("Satuan", 11, "wrap"), Field("Berlaku sejak", 17, "date"), Field("Pasal", 28, "wrap"),
        Field("Pangkat", 10), Field("Catatan", 90, "wrap"), Field("Diperiksa terhadap", 18, "wrap", printed=False),
        Field("Diperiksa pada", 18, "date", printed=False),
    ]  # fmt: skip
    records = [_law_row(key, standard, national.get(key), day) for key, standard in standards.items()]
    return data_sheet("Dasar Hukum", fields, records, page)


def _law_row(key: str, standard: InForce, national: Standard | None, day: date) -> list[Value | Cell]:
    dated = national.on(day) if national else None
    own = dated is None or standard.citation != dated.citation
    notes = [standard.standard.catatan, standard.standard.belum_diperiksa]
    if own and dated is not None:
        notes.insert(0, f"Nilai kabupaten, lebih ketat dari nasional ({_value_text(dated.nilai)}; {dated.citation}).")
    checked = None if own or dated is None else dated
    return [
        key,
        standard.standard.judul,
        Cell(_value_text(standard.nilai), "wrap", angka=Angka("standar", jenis=key)),
        standard.standard.satuan,
        standard.since,
        standard.citation,
        Cell(standard.rank.value, "text" if standard.rank.value == "resmi" else "bold"),
        " ".join(note for note in notes if note) or None,
        checked.diperiksa_terhadap if checked else "tidak diperiksa",
        checked.diperiksa_pada if checked else None,
    ]
