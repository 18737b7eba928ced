"""Nothing is cut on paper, no row is taller than a page, no type too small: every sheet of every example, and more."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ilp_cli.capabilities.duty.sheets.wall import DutyBook, duty_book
from ilp_cli.capabilities.duty.verb.plan import plan_duty
from ilp_cli.capabilities.intake.sheets import intake_book
from ilp_cli.capabilities.intake.verb import import_roster
from ilp_cli.capabilities.roster.sheets.template import template_book
from ilp_cli.capabilities.staffing.verb import plan_staffing, write_proposal
from ilp_cli.checking.verb import opened, report_of
from ilp_cli.exporting.book import BookOptions, plan_book
from ilp_cli.law.configs import naskah, professions
from ilp_cli.paper.fit import closed_up, kept_together, laid_out, misfits
from ilp_cli.paper.layout import CHARACTER, TALLEST, WIDEST, allotted, balanced, line_count, longest_line, paper, parts
from ilp_cli.paper.sheet import STYLES, Book, Cell, Column, Page, Paper, Row, Sheet, Value
from ilp_cli.paper.tables import Field, data_sheet, leading, pages_wide, parted, with_sentences
from ilp_cli.paper.workbook import render
from ilp_cli.reading.load import load
from ilp_cli.recapping.sheets import recap_book
from ilp_cli.recapping.verb import recap
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests.exporting.test_plan_book import book
from tests.plans import plan
from tests.running import EXAMPLES

LONG = "Kampuang Tanjuang Koto Mambang Sungai Durian "
"""45 letters."""
WORD = "Tanjuangkotomambangsungaiduriantanjungpinang1"
"""45 letters without a blank."""
REMARK = ("ditetapkan menyusul sesudah gedung selesai dan tenaganya ditempatkan, " * 45)[:2800].strip()
A4 = Paper(code=9, width=595.3, height=841.9, top=56, bottom=56, left=56, right=42)
NAMED = Page(paper=A4, about="Uji", number="Halaman &P")


def made(rows: list[Row], widths: list[float], **changes: object) -> Book:
    """A book of one sheet with these rows."""
    sheet = Sheet(name="Satu", columns=[Column(width=width) for width in widths], rows=rows, **changes)  # type: ignore[arg-type]
    return Book(title="Uji", sheets=(sheet,), styles=STYLES)


def long_plan(folder: Path, name: str) -> Path:
    """A district in which every name is long, and every remark a page."""
    names = [f"{name[:42]} {number}".replace("  ", " ") for number in range(1, 4)]
    units = "\n".join(
        f"  - {{nama: {unit}, kecamatan: {name.strip()}, pustu: [{{nama: {unit}, desa: {name.strip()}}}],"
        f" posyandu: [{{nama: {unit}}}]}}"
        for unit in names
    )
    lokus = "\n".join(
        f"      - {{puskesmas: {unit}, pustu: [{unit}], posyandu: [{unit}], keterangan: '{REMARK}'}}" for unit in names
    )
    roadmap = (
        f"kabupaten: {{nama: {name.strip()}}}\nroster: .\n"
        f"penandatangan: {{jabatan: Kepala Dinas Kesehatan, nama: {name.strip()}}}\n"
        f"puskesmas:\n{units}\ntahap:\n  - tahun: 2025\n    sk: {{nomor: 1/2025, tentang: '{REMARK}'}}\n"
        f"    lokus:\n{lokus}\n"
    )
    people = "".join(
        f'{name.strip()} {kind},{unit},{unit},{kind},"{REMARK}"\n' for unit in names for kind in ("Bidan", "Perawat")
    )
    kader = "".join(f"{name.strip()} {number},{unit},{unit},\n" for number, unit in enumerate(names))
    return plan(
        folder,
        roadmap,
        petugas_csv=f"nama,puskesmas,pustu,profesi,jabatan\n{people}",
        kader_csv=f"nama,puskesmas,pustu,posyandu\n{kader}",
    )


@pytest.mark.parametrize("kertas", ["f4", "a4"])
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_every_sheet_of_every_example_fits_its_paper(folder: Path, kertas: str) -> None:
    for rancangan in (False, True):
        assert misfits(book(folder, kertas=kertas, rancangan=rancangan)) == []


@pytest.mark.parametrize("kertas", ["f4", "a4"])
@pytest.mark.parametrize("name", [LONG, WORD])
def test_long_names_and_remarks_of_a_page_fit_too(tmp_path: Path, name: str, kertas: str) -> None:
    case = opened(long_plan(tmp_path, name), pada=date(2026, 11, 21))
    report = report_of(case)
    for rancangan in (False, True):
        made_book = plan_book(case, report, BookOptions(kertas=kertas, rancangan=rancangan))
        assert misfits(made_book) == []
    annex = next(sheet for sheet in made_book.sheets if sheet.name == "Lampiran I 2025")
    words = " ".join(str(row.cells[-1].value) for row in annex.rows if row.cells[-1].value)
    assert words.count(REMARK) == 3, "a remark goes on where it was cut, and loses nothing"


@pytest.mark.parametrize("kertas", ["f4", "a4"])
@pytest.mark.parametrize("name", ["Cimpu", LONG, WORD])
def test_a_duty_roster_fits_its_paper(tmp_path: Path, name: str, kertas: str) -> None:
    folder = long_plan(tmp_path, name)
    planned = plan_duty(folder, bulan=(2026, 12), pada=date(2026, 11, 21))
    options = DutyBook(
        kabupaten=planned.kabupaten,
        periode=planned.periode,
        naskah=naskah(),
        kertas=kertas,
        summary=planned.summary,
        notes=planned.notes,
    )
    assert misfits(duty_book(planned.roster, options)) == []


def imported(sources: Path, folder: Path) -> Book:
    """The workbook an import of these sources makes."""
    done = import_roster([sources], folder, folder / "hasil.xlsx", dry_run=True)
    return intake_book(load(folder), done.intake, professions().names, [sources.name])


@pytest.mark.parametrize("name", ["Cimpu", LONG, WORD])
def test_an_import_fits_its_paper_whatever_it_took_over(tmp_path: Path, name: str) -> None:
    folder = long_plan(tmp_path, name)
    rows = "".join(
        f'{name.strip()} {number},{name.strip()} Lain,{name.strip()} {number},Bidn {name.strip()},"{REMARK}"\n'
        for number in range(3)
    )
    sources = tmp_path / "mentah.csv"
    sources.write_text(f"nama,puskesmas,pustu,profesi,keterangan\n{rows}", encoding="utf-8")
    made_book = imported(sources, folder)
    assert [told for told in misfits(made_book) if not told.startswith("Petunjuk!A1")] == []
    empty = next(sheet for sheet in made_book.sheets if sheet.name == "Cuti")
    assert empty.page is not None
    assert (empty.page.header, empty.page.wide, len(empty.rows)) == ("Lembar Cuti: Belum ada isinya.", 1, 1)


def test_the_import_of_the_example_fits_its_paper(tmp_path: Path) -> None:
    folder = EXAMPLES[0].parent / "tolitoli"
    copy = tmp_path / "tolitoli"
    shutil.copytree(folder, copy)
    assert misfits(imported(copy / "mentah", copy)) == []


@pytest.mark.parametrize("kertas", ["f4", "a4"])
def test_a_proposal_fits_its_paper(tmp_path: Path, kertas: str) -> None:
    usulan = tmp_path / "usulan.yaml"
    luwu = EXAMPLES[0].parent / "luwu"
    write_proposal(plan_staffing(luwu, tahun=(2025,), pada=date(2026, 11, 21)), load(luwu), luwu, usulan)
    case = opened(luwu, dengan=usulan, tahun=(2025,), pada=date(2026, 11, 21))
    for nip in ("samar", "tampil", "tanpa"):
        assert misfits(plan_book(case, report_of(case), BookOptions(kertas=kertas, nip=nip))) == []


def test_a_text_does_not_run_beyond_the_columns_that_are_printed() -> None:
    rows = [Row([Cell("lebih panjang dari kolomnya", "plain"), Cell(None), Cell(None)])]
    assert misfits(made(rows, [8, 8, 20])) == []
    assert [told[:19] for told in misfits(made(rows, [8, 8, 20], printed=2))] == ["Satu!A1: terpotong:"]


def test_a_sheet_a_little_longer_than_a_page_is_printed_on_one() -> None:
    def pages(count: int, *, wide: float = 8) -> bool:
        sheet = made([Row([Cell("x")], 20)] * count, [wide], page=NAMED).sheets[0]
        closed = closed_up(sheet, STYLES).page
        return closed is not None and closed.long == 1

    assert [pages(count) for count in (30, 40, 43, 60)] == [False, True, True, False]
    assert not pages(43, wide=115), "its type is small enough as it is"


@pytest.mark.parametrize("kertas", ["f4", "a4"])
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_the_template_fits_its_paper_over_as_many_pages_as_it_takes(folder: Path, kertas: str) -> None:
    names = tuple(professions().names.values())
    tables = [table.only(table.offered) for table in SHEETS_OF_ROSTER]
    assert misfits(template_book(load(folder), tables, names, kertas=kertas)) == []


@pytest.mark.parametrize("kertas", ["f4", "a4"])
@pytest.mark.parametrize("name", [LONG, WORD])
def test_a_filled_template_fits_its_paper_too(tmp_path: Path, name: str, kertas: str) -> None:
    district = load(long_plan(tmp_path, name))
    people = [
        {"nama": name, "puskesmas": name[:42], "pustu": name[:42], "jabatan": name * 3, "keterangan": REMARK[:600]}
    ]
    tables = [table.only(table.offered) for table in SHEETS_OF_ROSTER]
    made_book = template_book(district, tables, ("Bidan",), {"petugas": people, "kader": people}, kertas=kertas)
    assert misfits(made_book) == []


@pytest.mark.parametrize(
    ("book_", "fault"),
    [
        (made([Row([Cell("terlalu panjang untuk kolomnya", "plain"), Cell("x")])], [8, 8]), "Satu!A1: terpotong"),
        (made([Row([Cell("dua kata", "wrap")], 13)], [6]), "Satu!A1: perlu 23 pt"),
        (made([Row([Cell("Kecamatan", "head")], 30)], [6]), "Satu!A1: kata terpenggal"),
        (made([Row([Cell(date(2026, 9, 30), "date")])], [8]), "Satu!A1: terpotong"),
        (made([Row([Cell("x")], 412)], [8]), "Satu!1: baris setinggi 412 pt"),
        (made([Row([Cell("x")])], [200], page=NAMED), "Satu: huruf 10 pt tercetak 4.4 pt"),
        (
            made([Row([Cell("x", "head.small")], 408)] * 2, [8], page=NAMED, titles=(1, 1)),
            "Satu!2: baris lebih tinggi dari halaman",
        ),
    ],
)
def test_what_does_not_fit_is_named(book_: Book, fault: str) -> None:
    assert [told[: len(fault)] for told in misfits(book_)] == [fault]


def test_a_text_may_spill_into_empty_cells_but_not_into_its_neighbour() -> None:
    assert misfits(made([Row([Cell("lebih panjang dari kolom", "plain"), Cell(None), Cell(None)])], [8, 8, 8])) == []


@pytest.mark.parametrize("text", [REMARK, WORD * 60, "a\n" * 400])
def test_a_text_is_cut_between_its_words_and_nothing_is_lost(text: str) -> None:
    pieces = list(parts(text, 10, 120, "Arial", 10))
    assert len(pieces) > 1
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(line_count(piece, 120, "Arial", 10) <= 10 for piece in pieces)
    assert TALLEST < 409.5


def test_widths_fill_the_room_and_keep_what_each_column_needs() -> None:
    assert allotted([(10, 20, 1), (10, 90, 1)], 100) == pytest.approx((20, 80))
    assert allotted([(10, 20, 1), (10, 30, 1)], 100) == pytest.approx((50, 50))
    assert allotted([(30, 30, 1), (10, 200, 9)], 100) == pytest.approx((30, 70))
    assert sum(allotted([(60, 60, 1), (60, 60, 1)], 100)) == pytest.approx(120)


@given(
    heights=st.lists(st.integers(10, 300), min_size=4, max_size=30),
    starts=st.sets(st.integers(1, 30), min_size=1, max_size=6),
)
def test_a_section_is_torn_only_where_it_is_longer_than_a_page(heights: list[int], starts: set[int]) -> None:
    sections = tuple(sorted(row for row in starts if row <= len(heights))) or (1,)
    rows = [Row([Cell(number)], float(height)) for number, height in enumerate(heights)]
    sheet = Sheet(name="Satu", columns=[Column(width=9)], rows=rows, page=NAMED, sections=sections)
    drawn = kept_together(sheet, STYLES)
    ended, page = drawn.breaks, drawn.page
    assert page is not None
    assert page.scale >= 80, "type that can be read"
    room = A4.room(landscape=False)[1] * 100 / page.scale
    assert all(row + 1 in sections for row in ended)
    for before, last in pairwise((0, *ended, len(rows))):
        kept = {1, *sections} & set(range(before + 1, last + 1))
        assert page.long or sum(heights[before:last]) <= room or len(kept) == 1


def test_the_summary_of_a_draft_on_a4_keeps_its_tables_whole() -> None:
    summary = book(EXAMPLES[0].parent / "luwu", rancangan=True, kertas="a4").sheets[0]
    first = {row: summary.rows[row - 1].cells[0].value for row in summary.sections}
    assert summary.breaks
    assert {first[row + 1] for row in summary.breaks} == {"Pemenuhan minimum posyandu lokus"}


def test_a_last_page_of_a_few_rows_is_saved_where_type_can_be_read() -> None:
    def pages(count: int) -> int:
        sheet = made([Row([Cell("x")], 20)] * count, [8], page=NAMED, titles=(1, 1)).sheets[0]
        closed = closed_up(sheet, STYLES).page
        return -1 if closed is None else closed.long

    a_page = int(A4.room(landscape=False)[1] / 20)
    assert pages(2 * a_page + 2) == 2, "three rows alone on a third page"
    assert pages(2 * a_page + a_page // 2) == 0, "half a page is no page of a few rows"


def test_few_columns_and_many_rows_are_printed_on_one_upright_page() -> None:
    fields = [Field("Posyandu", 30), *(Field(f"Bulan {number}", 5, "center") for number in range(1, 9))]
    many = data_sheet("Setahun", fields, [["Melati", *["12"] * 8]] * 50, NAMED)
    page = laid_out(many, STYLES).page
    assert page is not None
    assert (page.landscape, page.long) == (False, 1)
    few = laid_out(replace(many, rows=many.rows[:20], table=None), STYLES).page
    assert few is not None
    assert few.landscape, "a page that holds all of it is left as it is"
    wide = data_sheet("Setahun", [Field("Posyandu", 120), *fields[1:]], [["Melati", *["12"] * 8]] * 50, NAMED)
    broad = laid_out(wide, STYLES).page
    assert broad is not None
    assert broad.landscape, "type that could not be read"


def test_a_column_that_stands_half_empty_lends_to_the_one_that_makes_rows_tall() -> None:
    fields = [Field("Nama", 40, "wrap"), Field("Catatan", 20, "wrap"), Field("Jumlah", 10, "number")]
    records: list[list[Value | Cell]] = [["Suli", REMARK[:300], number] for number in range(5)]
    sheet = data_sheet("Satu", fields, records, NAMED)
    lent = [column.width for column in sheet.columns]
    assert lent[0] < 40
    assert lent[1] > 60
    assert sum(lent) * WIDEST <= A4.room(landscape=True)[0], "no wider than the page"
    assert misfits(Book(title="Uji", sheets=(sheet,), styles=STYLES)) == []


def test_a_column_without_long_texts_takes_nothing_that_others_need() -> None:
    """Where every text stands on one line widths stay as they were wished, however much room is left."""
    assert balanced([8, 20], [4, 10], [(5.0, 18.0), (6.0, 20.0)], 100) == (8, 20)
    assert balanced([8, 20], [4, 10], [(5.0, 26.0), (6.0, 20.0)], 100) == (8, 26.0)


def test_columns_give_up_first_what_makes_the_fewest_rows_tall() -> None:
    names = [(14.0, 20.0), (15.0, 22.0), (30.0, 21.0), (14.0, 20.0)]
    assert balanced([20, 17], [6, 6], names, 37) == (15.0, 22.0), "one long name on two lines, not three short ones"


def test_a_note_ends_with_the_columns_that_are_printed() -> None:
    fields = [Field("Kode", 8, "id"), Field("Kabupaten", 30, "wrap"), Field("Kesalahan", 40, printed=False)]
    note = "Ditetapkan dan berjalan: puskesmas lokus sampai tahap terakhir, pada hari rekap."
    sheet = with_sentences(data_sheet("Satu", fields, [["73.17", "Luwu", "12"]], NAMED), [note])
    assert sheet.merges == ((4, 1, 4, 2),)
    assert misfits(Book(title="Uji", sheets=(sheet,), styles=STYLES)) == []
    over_all = replace(sheet, merges=((4, 1, 4, 3),), rows=[*sheet.rows[:-1], Row(sheet.rows[-1].cells, 16)])
    assert [told.split(":")[0] for told in misfits(Book(title="Uji", sheets=(over_all,), styles=STYLES))] == ["Satu!A4"]


def test_a_text_for_the_screen_makes_no_printed_row_tall() -> None:
    fields = [Field("Nama", 20, "wrap"), Field("Tempat", 10, "wrap", printed=False)]
    sheet = data_sheet("Satu", fields, [["Ina", "roster kiriman puskesmas.xlsx:Petugas!A17"]], NAMED)
    assert [row.height for row in sheet.rows] == [20, None]


def test_a_code_is_never_broken() -> None:
    fields = [Field("Kunci", 10, "code"), Field("Catatan", 90, "wrap")]
    sheet = data_sheet("Satu", fields, [["cuti.melahirkan_paling_lama", REMARK[:300]]], NAMED)
    assert sheet.columns[0].width * CHARACTER >= longest_line("cuti.melahirkan_paling_lama", "Arial", 10) - 0.5
    narrow = replace(sheet, columns=(Column(width=10), *sheet.columns[1:]))
    assert [told[:7] for told in misfits(Book(title="Uji", sheets=(narrow,), styles=STYLES))] == ["Satu!A2"]


def test_more_columns_than_a_page_holds_go_on_beside_their_first_ones() -> None:
    fields = [Field(f"Kabupaten {number}", 10, "number") for number in range(40)]
    sheet = data_sheet("Satu", fields, [[1] * 40], NAMED)
    assert sheet.page is not None
    assert sheet.page.wide > 1
    assert misfits(Book(title="Uji", sheets=(sheet,), styles=STYLES)) == []


def test_sentences_below_columns_on_several_pages_stand_whole_on_the_first() -> None:
    fields = [Field(f"Kabupaten {number}", 10, "number") for number in range(40)]
    table = data_sheet("Satu", fields, [[1] * 40], NAMED, fixed=2)
    sheet = with_sentences(table, ["Puskesmas yang menjadi lokus menurut roadmap, kabupaten demi kabupaten. " * 3])
    assert misfits(Book(title="Uji", sheets=(sheet,), styles=STYLES)) == []
    (merge,) = sheet.merges
    assert merge[1] == 3, "what each page repeats does not repeat the beginning of a sentence"
    torn = replace(sheet, merges=((*merge[:3], 40),))
    assert misfits(Book(title="Uji", sheets=(torn,), styles=STYLES)) == [
        f"Satu!C{merge[0]}: di dua halaman bersebelahan"
    ]


def test_pages_end_where_another_gains_nothing() -> None:
    assert pages_wide([90, 90, 90], NAMED, repeated=90) == 3


@pytest.mark.parametrize("kertas", ["f4", "a4"])
def test_a_recap_of_every_example_fits_its_paper(kertas: str) -> None:
    rekap = recap(EXAMPLES, pada=date(2026, 11, 21), pekerja=1, tanpa_simpanan=True)
    assert misfits(recap_book(rekap, kertas)) == []


def test_a_blank_form_is_a_page_of_ruled_rows_and_reads_as_nobody(tmp_path: Path) -> None:
    district = load(EXAMPLES[0].parent / "tolitoli")
    tables = [table.only(table.offered) for table in SHEETS_OF_ROSTER]
    form = template_book(district, tables, ("Bidan",), kertas="a4", ruled=True)
    entries = [sheet for sheet in form.sheets if sheet.growing]
    assert len(entries) == len(tables)
    for sheet in entries:
        assert len(sheet.rows) > 10
        assert all(cell.value is None for row in sheet.rows[1:] for cell in row.cells)
        assert sum(row.height or 0 for row in sheet.rows) < A4.room(landscape=True)[1]
    assert misfits(form) == []
    (tmp_path / "isian.xlsx").write_bytes(render(form))
    assert not load(EXAMPLES[0].parent / "tolitoli", roster=tmp_path / "isian.xlsx").petugas


@pytest.mark.parametrize("kertas", ["f4", "a4"])
@pytest.mark.parametrize("notes", [0, 4])
@settings(deadline=None)
@given(count=st.integers(3, 90), tall=st.sampled_from([None, 13, 29, 42]))
def test_what_ends_a_table_has_company_on_its_page(kertas: str, notes: int, count: int, tall: int | None) -> None:
    page = Page(paper=paper(naskah(), kertas), about="Uji", number="Halaman &P", landscape=True)
    body = [Row([Cell(f"Nama {number}", "text"), Cell("x", "text")], tall) for number in range(count)]
    head = Row([Cell("Nama", "head"), Cell("Isi", "head")], 20)
    sheet = Sheet(
        name="Satu",
        columns=(Column(width=90), Column(width=60)),
        rows=[head, *body],
        page=page,
        table=(1, 1, count + 1, 2),
        titles=(1, 1),
    )
    sheet = with_sentences(sheet, [f"Catatan {number}" for number in range(notes)])
    assert misfits(Book(title="Uji", sheets=(sheet,), styles=STYLES)) == []
    rows = laid_out(sheet, STYLES).rows
    assert [row.cells for row in rows] == [row.cells for row in sheet.rows], "only heights may differ"


@pytest.mark.parametrize("count", [69, 72, 75])
def test_notes_of_a_page_below_a_long_table_have_company_too(count: int) -> None:
    """Rows become looser over several pages where those of one cannot bring the last records to the notes."""
    page = Page(paper=paper(naskah(), "f4"), about="Uji", number="Halaman &P", landscape=True)
    records = [(number, "nama orang", "isi " * (1 + number % 40)) for number in range(count)]
    fields = [Field("No", 6), Field("Nama", 30), Field("Isi", 100)]
    sheet = with_sentences(data_sheet("Satu", fields, records, page), ["catatan satu " * 60] * 12)
    assert misfits(Book(title="Uji", sheets=(sheet,), styles=STYLES)) == []


def test_a_last_page_of_a_few_rows_takes_a_section_of_the_page_before_with_it() -> None:
    room = int(A4.room(landscape=False)[1])
    heights = (room * 0.3, room * 0.3, room * 0.3, room * 0.1)
    rows = [Row([Cell("x")], height) for height in heights]
    sheet = Sheet(name="Satu", columns=[Column(width=9)], rows=rows, page=NAMED, sections=(1, 2, 3, 4))
    small = {"text": replace(STYLES["text"], size=8)}
    assert kept_together(sheet, small).breaks == (2,)


def test_sections_are_printed_smaller_where_that_saves_a_page() -> None:
    """Two tables that are a little taller than half a page stand on one, in type that can be read."""
    room = int(A4.room(landscape=False)[1])

    def drawn(part: float, count: int) -> tuple[int, int]:
        rows = [Row([Cell("x")], room * part / 10)] * (10 * count)
        sections = tuple(range(1, 10 * count, 10))
        sheet = Sheet(name="Satu", columns=[Column(width=9)], rows=rows, page=NAMED, sections=sections)
        assert misfits(Book(title="Uji", sheets=(kept_together(sheet, STYLES),), styles=STYLES)) == []
        page = kept_together(sheet, STYLES).page
        assert page is not None
        return len(kept_together(sheet, STYLES).breaks), page.scale

    assert drawn(0.4, 4) == (1, 100)
    assert drawn(0.55, 4) == (1, 88)
    assert drawn(0.55, 3) == (1, 88)
    assert drawn(0.7, 4) == (3, 100), "type that could not be read"


def test_many_rows_of_few_columns_are_turned_where_that_saves_pages() -> None:
    fields = [Field("Posyandu", 30), *(Field(f"Bulan {number}", 5, "center") for number in range(1, 9))]
    many = data_sheet("Setahun", fields, [["Melati", *["12"] * 8]] * 110, NAMED)
    page = laid_out(many, STYLES).page
    assert page is not None
    assert (page.landscape, page.long) == (False, 3)


def test_a_list_prints_its_first_columns_and_a_sheet_may_end_on_paper_before_its_rows_do() -> None:
    page = Page(paper=A4, about="Uji", number="Halaman &P", landscape=True)
    widths = [30.0] * 12
    printed = leading(widths, page)
    assert 1 < printed < 12
    assert sum(widths[:printed]) <= A4.room(landscape=True)[0] / WIDEST * 10 / 7.95 < sum(widths[: printed + 1])
    rows = [Row([Cell("x")] * 12)] * 9
    columns = tuple(Column(width=width) for width in widths)
    growing = Sheet(name="Isian", columns=columns, rows=rows, page=page, printed=printed, growing=True)
    ending = Sheet(name="Akhir", columns=columns, rows=rows, page=page, printed=2, print_to=4)
    drawn = load_workbook(BytesIO(render(Book(title="Uji", sheets=(growing, ending), styles=STYLES))))
    assert drawn["Isian"].print_area.endswith("!$A$1:$" + "ABCDEFGHIJKL"[printed - 1] + "$1048576")
    assert drawn["Akhir"].print_area.endswith("!$A$1:$B$4")


def test_the_rows_of_a_form_are_about_evenly_many_on_each_of_its_pages() -> None:
    rows = [Row([Cell(f"Keluarga {number}")], 24) for number in range(34)]
    pages = parted(rows, 11 * 24)
    assert [row for page in pages for row in page] == rows
    assert sorted(map(len, pages)) == [7, 9, 9, 9]
    assert parted(rows[:11], 11 * 24) == [rows[:11]]
    assert parted([], 100) == []


def test_a_page_that_does_not_say_what_it_is_or_goes_on_behind_its_break_is_told() -> None:
    bare = Page(paper=A4)
    assert misfits(made([Row([Cell("x")])], [8], page=bare)) == [
        "Satu: kepala cetaknya tidak menyebut lembar apa",
        "Satu: halamannya tidak bernomor",
    ]
    whole = Page(paper=A4, about="Uji", number="Halaman &P", scale=90)
    rows = [Row([Cell("x")], 300)] * 4
    assert misfits(made(rows, [8], page=whole, breaks=(2,))) == []
    assert [told[:23] for told in misfits(made(rows, [8], page=whole, breaks=(3,)))] == ["Satu!1: halaman setingg"]
    assert [told[:14] for told in misfits(made(rows, [100], page=whole, breaks=(2,)))] == ["Satu: kolomnya"]


def test_a_table_that_is_only_its_head_is_told_unless_the_page_says_so() -> None:
    head = Row([Cell("Nama", "head")], 20)
    for notes, growing in ((1, False), (0, True)):
        rows = [head, *[Row([Cell("Keterangan", "note")], 16)] * notes]
        changes = {"page": NAMED, "titles": (1, 1), "table": (1, 1, 1 + growing, 1), "growing": growing}
        assert misfits(made(rows, [20], **changes)) == ["Satu: yang tercetak hanya judul kolom"]
        assert misfits(made(rows, [20], **{**changes, "page": replace(NAMED, header="Belum ada isinya.")})) == []


@pytest.mark.parametrize("kertas", ["f4", "a4"])
def test_a_stage_without_lokus_and_a_proposal_without_moves_print_no_bare_heads(tmp_path: Path, kertas: str) -> None:
    padang, usulan = EXAMPLES[0].parent / "padang-pariaman", tmp_path / "usulan.yaml"
    write_proposal(plan_staffing(padang, tahun=(2025,), pada=date(2026, 11, 21)), load(padang), padang, usulan)
    case = opened(padang, dengan=usulan, tahun=(2024,), pada=date(2026, 11, 21))
    made_book = plan_book(case, report_of(case), BookOptions(kertas=kertas, rancangan=True))
    assert misfits(made_book) == []
    texts = {sheet.name: [row.cells[0].value for row in sheet.rows if row.cells] for sheet in made_book.sheets}
    assert "Tidak ada pustu lokus." in texts["Prakiraan"]
    assert texts["Sebelum–Sesudah"][-2:] == ["Unit yang berubah", "Tidak ada unit yang berubah."]


def test_a_column_lends_nothing_that_would_make_other_rows_taller() -> None:
    fields = [Field("Tanggal", 14, "wrap"), Field("Jam", 12, by_hand=True), Field("Keterangan", 24, "wrap")]
    records: list[list[Value | Cell]] = [["27 September", None, None] for _ in range(30)]
    records += [["1 Mei", None, REMARK[:80]] for _ in range(2)]
    sheet = data_sheet("Satu", fields, records, Page(paper=A4))
    assert [row.height for row in sheet.rows[1:31]] == [None] * 30, "a day stays on one line"
    assert sheet.columns[1].width == 12, "what is filled in by hand keeps its width"
