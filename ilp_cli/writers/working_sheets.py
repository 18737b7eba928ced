"""The working sheets of the plan: one header row, no merged cells, everything that lies behind the annexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from ilp_cli.domain.district import District
from ilp_cli.domain.finding import SEVERITY_WORDS, Finding
from ilp_cli.domain.people import KINDS
from ilp_cli.domain.report import Report
from ilp_cli.domain.service import days_text
from ilp_cli.domain.standard import InForce, Standard
from ilp_cli.domain.words import daftar, mask_numbers, tanggal
from ilp_cli.writers.paper import CHARACTER, line_count, line_height
from ilp_cli.writers.sheet import Cell, Column, Page, Row, Sheet, Value

UNKNOWN = "belum diperiksa"
"""What stands where there is no roster to count."""
WAIVED = "dikecualikan"
"""What stands instead of a weight where the district has decided to live with a finding."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a working sheet: its title, width in characters, and the usual look of its cells."""

    title: str
    width: float
    style: str = "text"


def data_sheet(
    name: str,
    fields: Sequence[Field],
    records: Iterable[Sequence[Value | Cell]],
    page: Page,
    *,
    fixed: int = 1,
    tab: str = "",
) -> Sheet:
    """A header row, the records below it, frozen and with an autofilter; the first `fixed` columns stay in view."""
    head = _sized([Cell(field.title, "head") for field in fields], fields)
    rows = [Row(head.cells, max(20, head.height or 0))]
    for record in records:
        cells = [
            value if isinstance(value, Cell) else Cell(value, field.style)
            for value, field in zip(record, fields, strict=True)
        ]
        rows.append(_sized(cells, fields))
    return Sheet(
        name=name,
        columns=tuple(Column(width=field.width) for field in fields),
        rows=rows,
        page=replace(page, landscape=True),
        freeze=(2, fixed + 1),
        table=(1, 1, len(rows), len(fields)),
        titles=(1, 1),
        tab=tab,
    )


_WRAPPED = {"head", "wrap", "bad", "good"}


def _sized(cells: Sequence[Cell], fields: Sequence[Field]) -> Row:
    lines = 1
    for cell, field in zip(cells, fields, strict=True):
        if cell.style in _WRAPPED and isinstance(cell.value, str):
            bold = cell.style != "wrap"
            lines = max(lines, line_count(cell.value, field.width * CHARACTER, "Arial", 10, bold=bold))
    return Row(cells, lines * line_height(10) + 2 if lines > 1 else None)


_NEEDS = (
    Field("Jenis", 10), Field("Tahun", 7, "center"), Field("Puskesmas", 20), Field("Pustu / posyandu", 20),
    Field("Desa / kelurahan", 20),
    *(Field(f"{kind} {what}", 8.5, "number")
      for kind in ("Bidan", "Perawat", "Kader") for what in ("ada", "perlu", "kurang")),
    Field("Bidan dan perawat ASN", 10.5, "number"), Field("Hari layanan", 14, "wrap"), Field("Hari kurang", 14, "wrap"),
    Field("Status", 26, "wrap"),
)  # fmt: skip


def fulfilment(district: District, report: Report, page: Page) -> Sheet:
    """Every pustu and posyandu lokus: have, need, short, and the days below the minimum."""
    records = [*_pustu_rows(district, report), *_posyandu_rows(district, report)]
    return data_sheet("Pemenuhan SDM", _NEEDS, records, page, fixed=4, tab="009E73")


def _short(number: int) -> Cell:
    return Cell(number, "short" if number else "number")


def _verdict(text: str) -> Cell:
    return Cell(text, "good" if text == "memenuhi" else "bad")


def _pustu_rows(district: District, report: Report) -> Iterator[list[Value | Cell]]:
    states = {state.unit: state for state in report.pustu}
    for tahap, _, puskesmas, _, pustu in district.lokus_pustu(report.tahun):
        head: list[Value | Cell] = ["pustu", tahap.tahun, puskesmas.nama, pustu.nama, pustu.desa]
        state = states.get(pustu.path)
        days = days_text(district.service_days(pustu))
        if state is None:
            yield [*head, *[None] * 10, days, None, UNKNOWN]
            continue
        figures: list[Value | Cell] = [
            figure for kind in KINDS for figure in (state.ada[kind], state.minimum[kind], _short(state.kurang[kind]))
        ]
        gaps = days_text({gap.hari for gap in state.gaps}) or None
        yield [*head, *figures, state.asn, days, gaps, _verdict(state.words)]


def _posyandu_rows(district: District, report: Report) -> Iterator[list[Value | Cell]]:
    states = {state.unit: state for state in report.posyandu}
    for tahap, _, puskesmas, _, posyandu in district.lokus_posyandu(report.tahun):
        head: list[Value | Cell] = ["posyandu", tahap.tahun, puskesmas.nama, posyandu.nama, posyandu.desa, *[None] * 6]
        state = states.get(posyandu.path)
        if state is None:
            yield [*head, *[None] * 6, UNKNOWN]
            continue
        figures: list[Value | Cell] = [state.kader, state.minimum, _short(state.kurang)]
        yield [*head, *figures, None, None, None, _verdict(state.words)]


def base_name(place: str) -> str:
    """A place without the folders before its file."""
    return PurePath(place.replace("\\", "/")).name


def findings_sheet(findings: Sequence[Finding], page: Page) -> Sheet:
    """Everything the check found, errors first; of what is waived the reason stands where the remedy would."""
    fields = [
        Field("Tingkat", 12), Field("Kode", 9), Field("Tempat", 26, "wrap"), Field("Temuan", 48, "wrap"),
        Field("Puskesmas", 18, "wrap"), Field("Pustu", 16, "wrap"), Field("Dasar", 30, "wrap"), Field("Pangkat", 9),
        Field("Langkah", 48, "wrap"),
    ]  # fmt: skip
    records: list[list[Value | Cell]] = [
        [
            WAIVED if item.waived else SEVERITY_WORDS[item.severity], item.code, base_name(str(item.place)),
            mask_numbers(item.message), item.puskesmas, item.pustu, item.citation, item.rank,
            str(item.waived) if item.waived else item.remedy,
        ]
        for item in findings
    ]  # fmt: skip
    nothing: list[Value | Cell] = [None, None, None, "Tidak ada temuan.", *[None] * 5]
    return data_sheet("Temuan", fields, records or [nothing], page, tab="D55E00" if records else "")


def _value_text(value: object) -> Value:
    if isinstance(value, tuple):
        return daftar(str(item) for item in value)
    return value if isinstance(value, int | str) else str(value)


def law_sheet(standards: Mapping[str, InForce], national: Mapping[str, Standard], day: date, page: Page) -> Sheet:
    """Every standard in force on the day, with its article, its rank, and against what it was verified."""
    fields = [
        Field("Kunci", 24), Field("Ketentuan", 32, "wrap"), Field("Nilai", 16, "wrap"), Field("Satuan", 12, "wrap"),
        Field("Berlaku sejak", 17, "date"), Field("Pasal", 34, "wrap"), Field("Pangkat", 10),
        Field("Diperiksa terhadap", 18, "wrap"), Field("Diperiksa pada", 18, "date"), Field("Catatan", 56, "wrap"),
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
        Cell(_value_text(standard.nilai), "wrap"),
        standard.standard.satuan,
        standard.since,
        standard.citation,
        Cell(standard.rank.value, "text" if standard.rank.value == "resmi" else "bold"),
        checked.diperiksa_terhadap if checked else "tidak diperiksa",
        checked.diperiksa_pada if checked else None,
        " ".join(note for note in notes if note) or None,
    ]


def provenance_sheet(
    district: District, report: Report, version: str, options: Sequence[tuple[str, str]], page: Page
) -> Sheet:
    """What the workbook was made from: files and their fingerprints, version, options, day. No clock, no folders."""
    fields = [Field("Bagian", 18), Field("Nama", 30, "wrap"), Field("Isi", 74, "wrap")]
    records: list[list[Value | Cell]] = [
        ["Daerah", "Kabupaten/kota", district.kabupaten.sebutan],
        ["Pemeriksaan", "Keadaan per", tanggal(report.pada)],
        ["Pemeriksaan", "Tahap", daftar(map(str, report.tahun)) or "tidak ada"],
        ["Program", "ilp_cli", f"versi {version}"],
    ]
    records += [["Opsi", name, text] for name, text in options]
    records += [["Berkas masukan", base_name(source.name), f"SHA-256 {source.sha256}"] for source in district.sources]
    return replace(data_sheet("Asal", fields, records, page), page=page)
