"""The Lampiran of a decree: heading, table, totals, and a signature block that never stands alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ilp_cli.checking.verb import opened as case_of
from ilp_cli.checking.verb import report_of
from ilp_cli.core.words import BLANK
from ilp_cli.district.case import Case
from ilp_cli.district.coverage import coverage
from ilp_cli.district.district import District
from ilp_cli.district.numbers import Nip
from ilp_cli.district.place import Kabupaten, Posyandu, Puskesmas, Pustu, register_of
from ilp_cli.district.roadmap import SK, Counts, Penandatangan, Tahap, lokus_of
from ilp_cli.exporting.book import BookOptions, plan_book
from ilp_cli.law.configs import law, naskah
from ilp_cli.paper.annex import heading, office, signature
from ilp_cli.paper.layout import (
    CHARACTER,
    WIDEST,
    PageFlow,
    line_count,
    longest_line,
    opened,
    paper,
    settle,
    spread,
    text_width,
)
from ilp_cli.paper.sheet import Book, Sheet
from ilp_cli.paper.workbook import render
from ilp_cli.rulebook.report import Report
from tests.running import EXAMPLES

PADA = date(2026, 11, 21)
LUWU = Kabupaten(nama="Luwu", provinsi="Sulawesi Selatan")
NIP = "197508172003121901"
KADIS = Penandatangan(path=(), jabatan="Kepala Dinas Kesehatan", nama="dr. Andi Baso", pangkat="Pembina", nip=Nip(NIP))
LONG = "Kampuang Tanjuang Koto Mambang Sungai Durian"


def district(count: int, *, name: str = "Puskesmas Satu", posyandu: int = 1, **changes: Any) -> District:
    """A district of `count` puskesmas, each a lokus of 2025 with one pustu and some posyandu."""
    register, lokus = [], []
    for index in range(count):
        path = ("puskesmas", index)
        posts = tuple(Posyandu(path=(*path, "posyandu", n), nama=f"Melati {n}") for n in range(posyandu))
        pustu = (Pustu(path=(*path, "pustu", 0), nama=name, desa=name),)
        own = Puskesmas(
            path=path, nama=f"{name} {index + 1}", kode="1070668", kecamatan=name, pustu=pustu, posyandu=posts
        )
        register.append(own)
        names = tuple(post.nama for post in posts)
        lokus.append(lokus_of(register_of([own]), ("tahap", 0, "lokus", index), own.nama, (name,), names))
    sk = SK(path=(), nomor="400.7/1/DINKES/2025", tentang="Penetapan Lokus ILP Tahun 2025", penetap=KADIS.jabatan)
    tahap = Tahap(path=("tahap", 0), tahun=2025, sk=sk, lokus=tuple(lokus))
    facts: dict[str, Any] = {"puskesmas": tuple(register), "tahap": (tahap,), "penandatangan": KADIS} | changes
    return District(file="roadmap.yaml", kabupaten=LUWU, hari_layanan=frozenset(range(5)), **facts)


def book_of(made: District, **options: Any) -> Book:
    """The plan of a district that has no roster."""
    report = Report(kabupaten="Luwu", pada=PADA, tahun=made.years(), coverage=coverage(made, made.years()))
    case = Case(district=made, pada=PADA, years=made.years(), law=law())
    words = options.pop("naskah", None)
    return plan_book(case, report, BookOptions(**options), naskah=words)


def annex_of(made: District, name: str = "Lampiran I 2025", **options: Any) -> Sheet:
    """One annex of that plan."""
    return next(sheet for sheet in book_of(made, **options).sheets if sheet.name == name)


def annexes_of(made: District, **options: Any) -> list[Sheet]:
    """Both annexes of that plan."""
    annexes = [sheet for sheet in book_of(made, **options).sheets if sheet.name.startswith("Lampiran")]
    assert [sheet.name for sheet in annexes] == ["Lampiran I 2025", "Lampiran II 2025"]
    return annexes


def printed(item: Any) -> str:
    """What stands at the centre above or below a page."""
    return str(item.center.text or "") if item is not None and item.center is not None else ""


def texts(sheet: Sheet) -> list[list[object]]:
    """The cells of each row that hold something."""
    return [[cell.value for cell in row.cells if cell.value is not None] for row in sheet.rows]


def flow_of(sheet: Sheet) -> PageFlow:
    """The rows of a finished annex as they run over its pages; the last three are its tail."""
    assert sheet.titles is not None
    assert sheet.page is not None
    _, room = sheet.page.paper.room(landscape=sheet.page.landscape)
    first = sheet.titles[1]
    return PageFlow(
        heights=tuple(row.height or 0.0 for row in sheet.rows),
        titles=(sheet.titles[0] - 1, first - 1),
        body=(first, len(sheet.rows) - 3),
        room=room,
    )


@pytest.mark.parametrize("kertas", ["f4", "a4"])
@pytest.mark.parametrize("draft", [False, True])
def test_the_signature_is_never_alone_on_a_page(kertas: str, draft: bool) -> None:
    for count in range(1, 81):
        for sheet in annexes_of(district(count), kertas=kertas, rancangan=draft):
            flow = flow_of(sheet)
            assert flow.whole(2, 0.01), f"{count} lokus: pages start at {flow.starts(flow.room)} of {len(flow.heights)}"
            assert max(flow.heights) < 409, "a row higher than a spreadsheet allows"


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(1, 60),
    name=st.text(alphabet="abcdefgh ABC'", min_size=1, max_size=44),
    posyandu=st.integers(0, 7),
)
def test_whatever_the_names_the_last_rows_stay_together(count: int, name: str, posyandu: int) -> None:
    made = district(count, name=name, posyandu=posyandu)
    for sheet in annexes_of(made):
        assert flow_of(sheet).whole(1, 0.008)


@settings(deadline=None)
@given(st.lists(st.sampled_from([19.5, 33.75, 48.0]), min_size=1, max_size=400))
def test_pages_that_turn_out_a_little_different_still_keep_the_block_whole(body: list[float]) -> None:
    heights = (18.0, 18.0, 9.0, 48.0, 18.0, *body, 20.25, 24.0, 150.0)
    flow = PageFlow(heights=heights, titles=(3, 4), body=(5, 5 + len(body)), room=498.0)
    settled, spacers = settle(flow)
    assert opened(settled, spacers).whole(2, 0.01)
    assert all(old - 3 <= new <= old + 12 for new, old in zip(settled.heights, heights, strict=True))


@pytest.mark.parametrize("kertas", ["f4", "a4"])
@pytest.mark.parametrize("draft", [False, True])
def test_no_name_and_no_code_of_an_annex_is_broken(kertas: str, draft: bool) -> None:
    for sheet in annexes_of(district(6, name="Salutambung Tampapadang"), kertas=kertas, rancangan=draft):
        for row in sheet.rows:
            if isinstance(row.cells[0].value, int):
                for cell, column in zip(row.cells, sheet.columns, strict=True):
                    longest = max(text_width(word, "Bookman Old Style", 11) for word in str(cell.value).split())
                    assert cell.value is None or longest <= column.width * 5.25, f"{sheet.name}: {cell.value}"


def test_short_names_stand_on_one_line_and_a_column_without_remarks_is_narrow() -> None:
    sheet = annexes_of(district(6, name="Larompong"), kertas="a4")[0]
    rows = [row for row in sheet.rows if isinstance(row.cells[0].value, int)]
    assert {row.height for row in rows} == {rows[0].height}
    assert (rows[0].height or 99) < 26
    assert [row.cells[-1].value for row in sheet.rows if row.cells[0].value == "NO"] == ["KET."]


def test_a_page_that_ends_early_for_the_signature_is_filled_with_looser_rows() -> None:
    sheet = annexes_of(district(9, name="Suli"), rancangan=True)[1]
    flow = flow_of(sheet)
    starts = flow.starts(flow.room)
    heights = {row.height for row in sheet.rows if isinstance(row.cells[0].value, int)}
    assert (len(starts), len(heights)) == (2, 1)
    assert (heights.pop() or 0) > 26, "nine rows on two pages"


def test_two_rows_that_fit_on_a_page_are_not_sent_to_the_next() -> None:
    first, second = annexes_of(district(2))
    assert (len(flow_of(first).starts(flow_of(first).room)), len(flow_of(second).starts(flow_of(second).room))) == (
        1,
        1,
    )


@pytest.mark.parametrize("count", range(2, 14))
def test_the_first_page_of_an_annex_has_rows_and_is_full_unless_the_rest_needs_two(count: int) -> None:
    sheet = annexes_of(district(count, name=LONG), rancangan=True)[1]
    flow = flow_of(sheet)
    starts = flow.starts(flow.room)
    written = [index for index, row in enumerate(sheet.rows) if isinstance(row.cells[0].value, int)]
    assert len(starts) > 1
    on_first = [index for index in written if index < starts[1]]
    assert on_first, "a page of headings alone"
    after = written[len(on_first)]
    spare = flow.room - sum(row.height or 0 for row in sheet.rows[: on_first[-1] + 1])
    assert (sheet.rows[after].height or 0) > spare * 0.98 or len(written) - len(on_first) <= 2


def test_the_heading_stands_in_the_order_of_the_configuration() -> None:
    sheet = annex_of(district(3))
    assert [row[0] for row in texts(sheet)[:5]] == [
        "LAMPIRAN I",
        "KEPUTUSAN KEPALA DINAS KESEHATAN\nKABUPATEN LUWU",
        "NOMOR 400.7/1/DINKES/2025",
        f"TANGGAL {BLANK}",
        "TENTANG PENETAPAN LOKUS ILP TAHUN\u00a02025",
    ]
    first = annex_of(district(3), naskah={**naskah(), "kepala_lampiran": ["tentang", "lampiran"]})
    assert [str(row[0])[:8] for row in texts(first)[:2]] == ["TENTANG ", "LAMPIRAN"]


def test_a_date_is_written_in_words_and_nothing_known_means_dots() -> None:
    sk = SK(path=(), tanggal=date(2024, 1, 15), penetap="Bupati")
    order = ["keputusan", "nomor", "tanggal", "tentang"]
    assert heading("I", sk, LUWU, order) == (
        "KEPUTUSAN BUPATI LUWU", f"NOMOR {BLANK}", "TANGGAL 15 JANUARI 2024", f"TENTANG {BLANK}",
    )  # fmt: skip
    assert heading("I", None, LUWU, order)[0] == f"KEPUTUSAN {BLANK}"


@pytest.mark.parametrize(
    ("jabatan", "lines"),
    [
        ("Bupati", ("BUPATI LUWU",)),
        ("Kepala Dinas Kesehatan", ("KEPALA DINAS KESEHATAN", "KABUPATEN LUWU")),
        ("Kepala Dinas Kesehatan Kab. Luwu", ("KEPALA DINAS KESEHATAN", "KABUPATEN LUWU")),
        ("Kepala Dinas Kesehatan Kabupaten", ("KEPALA DINAS KESEHATAN", "KABUPATEN LUWU")),
        ("KEPALA DINAS KESEHATAN LUWU", ("KEPALA DINAS KESEHATAN LUWU",)),
        ("Kepala Dinas Kesehatan Kabupaten Luwu Utara", ("KEPALA DINAS KESEHATAN", "KABUPATEN LUWU UTARA")),
        ("Bupati Luwu", ("BUPATI LUWU",)),
        ("Bupati Kabupaten Luwu", ("BUPATI LUWU",)),
        ("Pj. Bupati", ("BUPATI LUWU",)),
    ],
)
def test_an_office_names_its_district_once(jabatan: str, lines: tuple[str, ...]) -> None:
    assert office(jabatan, LUWU) == lines


@pytest.mark.parametrize(
    ("nip", "last"),
    [("tampil", "NIP. 19750817 200312 1 901"), ("samar", f"NIP. {BLANK}"), ("tanpa", "Pembina")],
)
def test_the_nip_is_shown_only_when_asked_for(nip: str, last: str) -> None:
    text, (start, end) = signature(KADIS, None, LUWU, nip)
    assert text.split("\n")[0] == "KEPALA DINAS KESEHATAN"
    assert text.split("\n")[1] == "KABUPATEN LUWU,"
    assert text.split("\n")[-1] == last
    assert text[start:end] == "dr. Andi Baso"


def test_an_unknown_signatory_is_dotted_and_a_bupati_has_no_nip() -> None:
    assert signature(None, None, LUWU, "tampil")[0].split("\n")[-3:] == [BLANK, BLANK, f"NIP. {BLANK}"]
    bupati = Penandatangan(path=(), jabatan="Bupati", nama="Nama Bupati", nip=Nip(NIP), awalan="Plt.")
    lines = signature(bupati, None, LUWU, "tampil")[0].split("\n")
    assert (lines[0], lines[-1]) == ("Plt. BUPATI LUWU,", "Nama Bupati")


@pytest.mark.parametrize("jabatan", ["Bupati Luwu", "BUPATI", "Pj. Bupati Kab. Luwu", "Walikota", "Wakil Bupati Luwu"])
def test_a_head_of_district_signs_without_pangkat_and_nip_however_the_office_is_written(jabatan: str) -> None:
    signer = Penandatangan(path=(), jabatan=jabatan, nama="H. Contoh")
    assert signature(signer, None, LUWU, "tampil")[0].endswith("\nH. Contoh")


@pytest.mark.parametrize(
    ("awalan", "penetap", "lines"),
    [
        ("a.n. Bupati Luwu", None, ["a.n. BUPATI LUWU", "KEPALA DINAS KESEHATAN,"]),
        ("A.N. BUPATI", None, ["a.n. BUPATI LUWU", "KEPALA DINAS KESEHATAN,"]),
        ("a.n.", "Bupati", ["a.n. BUPATI LUWU", "KEPALA DINAS KESEHATAN,"]),
        ("a.n.", None, [f"a.n. {BLANK}", "KEPALA DINAS KESEHATAN", "KABUPATEN LUWU,"]),
        (
            "a.n. Bupati u.b. Sekretaris Daerah",
            None,
            ["a.n. BUPATI LUWU", "SEKRETARIS DAERAH", "u.b.", "KEPALA DINAS KESEHATAN,"],
        ),
        ("Plt.", None, ["Plt. KEPALA DINAS KESEHATAN", "KABUPATEN LUWU,"]),
    ],
)
def test_for_whom_one_signs_stands_on_its_own_line(awalan: str, penetap: str | None, lines: list[str]) -> None:
    signer = Penandatangan(path=(), jabatan="Kepala Dinas Kesehatan", nama="dr. Contoh", awalan=awalan)
    text, _ = signature(signer, SK(path=(), penetap=penetap), LUWU, "tampil")
    assert text.split("\n")[: len(lines)] == lines


def test_a_decree_may_have_its_own_signatory() -> None:
    own = Penandatangan(path=(), jabatan="Bupati", nama="H. Contoh")
    text, _ = signature(KADIS, SK(path=(), penandatangan=own), LUWU, "tampil")
    assert text.startswith("BUPATI LUWU,")
    assert text.endswith("\nH. Contoh")


def test_totals_cross_foot_and_are_said_in_words() -> None:
    for name, columns in (("Lampiran I 2025", (4, 5)), ("Lampiran II 2025", (2, 4))):
        sheet = annex_of(district(13, posyandu=2), name)
        assert sheet.titles is not None
        body, total = sheet.rows[sheet.titles[1] : -3], sheet.rows[-3]
        assert total.cells[0].value == "JUMLAH"
        for column in columns:
            values = [row.cells[column].value for row in body]
            counted = sum(v if isinstance(v, int) else v is not None for v in values)
            assert total.cells[column].value == counted
        said = "13 (tiga belas) puskesmas, 13 (tiga belas) pustu dan 26 (dua puluh enam) posyandu."
        assert texts(sheet)[-2] == [f"Jumlah lokus tahun 2025: {said}"]


def test_without_a_roster_staff_are_not_zero_but_unchecked() -> None:
    sheet = annex_of(district(2), "Lampiran II 2025")
    assert sheet.titles is not None
    row = sheet.rows[sheet.titles[1]]
    assert [cell.value for cell in row.cells[5:]] == ["–", "–", "–", "–", "belum diperiksa"]
    assert [cell.value for cell in sheet.rows[-3].cells[5:9]] == ["–"] * 4


def test_a_stage_that_names_puskesmas_only_says_that_its_units_are_not_set() -> None:
    made = district(3)
    bare = replace(
        made, tahap=tuple(replace(tahap, lokus=tuple(replace(lokus, pustu=(), posyandu=()) for lokus in tahap.lokus))
                          for tahap in made.tahap)
    )  # fmt: skip
    assert ["Pustu dan posyandu lokus belum ditetapkan"] in texts(annex_of(bare, "Lampiran II 2025"))


def test_a_stage_with_numbers_only_says_so_in_one_row() -> None:
    target = Tahap(path=("tahap", 0), tahun=2024, target=Counts(puskesmas=12, pustu=15, posyandu=15))
    made = district(3, tahap=(target,), penandatangan=None)
    first = texts(annex_of(made, "Lampiran I 2024"))
    assert ["Nama lokus belum ditetapkan; target 12 puskesmas"] in first
    assert ["JUMLAH", 15, 15] in first
    second = texts(annex_of(made, "Lampiran II 2024"))
    assert ["Nama lokus belum ditetapkan; target 15 pustu dan 15 posyandu"] in second
    assert f"KEPUTUSAN {BLANK}" in [row[0] for row in second if row]


def test_each_posyandu_stands_beside_its_own_pustu() -> None:
    path = ("puskesmas", 0)
    pustu = tuple(Pustu(path=(*path, "pustu", n), nama=name, desa=name) for n, name in enumerate(["Timur", "Barat"]))
    posts = (("Mawar", "Barat"), ("Melati", "barat"), ("Anggrek", None))
    posyandu = tuple(Posyandu(path=(*path, "posyandu", n), nama=a, pustu=b) for n, (a, b) in enumerate(posts))
    suli = Puskesmas(path=path, nama="Suli", pustu=pustu, posyandu=posyandu)
    names = ("Timur", "Barat", "Utara"), ("Mawar", "Melati", "Anggrek")
    lokus = lokus_of(register_of([suli]), (), "Suli", *names)
    made = district(0, puskesmas=(suli,), tahap=(Tahap(path=("tahap", 0), tahun=2025, lokus=(lokus,)),))
    sheet = annex_of(made, "Lampiran II 2025")
    assert sheet.titles is not None
    rows = [[cell.value for cell in row.cells] for row in sheet.rows[sheet.titles[1] : -3]]
    assert [row[:5] for row in rows] == [
        [1, "Suli", "Timur", "Timur", "Anggrek"],
        [2, "Suli", "Barat", "Barat", "Mawar"],
        [3, "Suli", None, None, "Melati"],
        [4, "Suli", "Utara", None, None],
    ]
    assert rows[-1][-1] == "pustu tidak terdaftar"


def test_a_column_of_which_nothing_is_known_is_left_out_and_its_figures_stay_theirs() -> None:
    """Nobody knows a desa: no blank column in a decree; where no name is set yet, the form is whole."""
    known = district(2)
    bare = tuple(replace(own, pustu=tuple(replace(unit, desa=None) for unit in own.pustu)) for own in known.puskesmas)
    lokus = tuple(
        lokus_of(register_of(bare), ("tahap", 0, "lokus", place), own.nama, ("Puskesmas Satu",), ("Melati 0",))
        for place, own in enumerate(bare)
    )
    unknown = district(2, puskesmas=bare, tahap=(replace(known.tahap[0], lokus=lokus),))
    for made, told in ((known, 10), (unknown, 9)):
        sheet = annex_of(made, "Lampiran II 2025")
        assert sheet.titles is not None
        titles = [str(cell.value) for cell in sheet.rows[sheet.titles[0] - 1].cells]
        assert ("DESA/ KELURAHAN" in titles, len(titles)) == (told == 10, told)
        total = sheet.rows[-3].cells
        assert {cell.angka.jenis: titles[place] for place, cell in enumerate(total) if cell.angka} == {
            "pustu": "PUSTU", "posyandu": "POSYANDU", "bidan": "BIDAN", "perawat": "PERAWAT", "kader": "KADER PUSTU",
            "kader posyandu": "KADER POSYANDU",
        }  # fmt: skip


def test_a_stage_in_which_a_puskesmas_only_grows_counts_it_once_as_coverage_does() -> None:
    path = ("puskesmas", 0)
    pustu = tuple(Pustu(path=(*path, "pustu", n), nama=name) for n, name in enumerate(["Timur", "Barat"]))
    suli = Puskesmas(path=path, nama="Suli Baru", alias=("Suli",), pustu=pustu)
    register = register_of([suli])
    stages = tuple(
        Tahap(
            path=("tahap", n),
            tahun=2025 + n,
            sk=SK(path=(), nomor="1", tanggal=date(2025, 3, 3)) if n == 0 else None,
            lokus=(lokus_of(register, ("tahap", n, "lokus", 0), "Suli", (unit.nama,)),),
        )
        for n, unit in enumerate(pustu)
    )
    made = district(0, puskesmas=(suli,), tahap=stages)
    assert [(year.puskesmas, year.pustu) for year in coverage(made, (2025, 2026))] == [(1, 1), (0, 1)]
    old, new = (texts(annex_of(made, f"Lampiran I {year}")) for year in (2025, 2026))
    assert [1, "Suli", 1, 0, "sekarang Suli Baru"] in old
    assert [1, "Suli Baru", 1, 0, "lanjutan lokus 2025"] in new
    said = "1 (satu) pustu; 1 (satu) puskesmas lanjutan."
    assert [f"Jumlah lokus tahun 2026: {said}"] in new


def test_two_stages_of_one_year_have_their_own_sheets() -> None:
    first, second = (Tahap(path=("tahap", n), tahun=2025, target=Counts(puskesmas=n + 1)) for n in (0, 1))
    names = [sheet.name for sheet in book_of(district(1, tahap=(first, second))).sheets]
    assert [name for name in names if name.startswith("Lampiran")] == [
        "Lampiran I 2025", "Lampiran II 2025", "Lampiran I 2025 (2)", "Lampiran II 2025 (2)",
    ]  # fmt: skip


@pytest.mark.parametrize(("kertas", "code"), [("f4", 14), ("a4", 9)])
def test_an_annex_is_set_up_for_the_printer(kertas: str, code: int) -> None:
    drawn = load_workbook(BytesIO(render(book_of(district(40, name=LONG), kertas=kertas))))
    for name, orientation in (("Lampiran I 2025", "portrait"), ("Lampiran II 2025", "landscape")):
        sheet: Any = drawn[name]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (code, orientation)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$10:$11"
        assert sheet.print_area == f"'{name}'!$A$1:${'G' if orientation == 'portrait' else 'J'}${sheet.max_row}"
        assert round(sheet.page_margins.left * 25.4) == 20
        assert sheet.oddHeader.center.text == "- &P -"
        assert sheet.oddHeader.center.font == "Bookman Old Style,Regular"
        assert sheet.HeaderFooter.differentFirst
        assert not printed(sheet.firstHeader)
        assert not printed(sheet.oddFooter)
        assert (sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber) == (1, True)
        assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"Bookman Old Style"}
        assert [cell.value for cell in sheet[11]][:3] == ["(1)", "(2)", "(3)"]
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
        assert sheet.print_options.horizontalCentered


def test_pages_of_an_annex_are_numbered_as_the_configuration_says() -> None:
    words = {**naskah(), "nomor_halaman": "Hal. {halaman} & seterusnya"}
    sheet: Any = load_workbook(BytesIO(render(book_of(district(2), naskah=words))))["Lampiran I 2025"]
    assert printed(sheet.oddHeader) == "Hal. &P && seterusnya"


def test_a_draft_bears_its_mark_below_the_number_and_alone_on_the_first_page() -> None:
    sheet: Any = load_workbook(BytesIO(render(book_of(district(2), rancangan=True))))["Lampiran I 2025"]
    assert printed(sheet.oddHeader) == "- &P -\n&BRANCANGAN: belum ditetapkan"
    assert printed(sheet.firstHeader) == "&BRANCANGAN: belum ditetapkan"


def test_columns_fill_the_page_without_being_shrunk() -> None:
    for kertas in ("f4", "a4"):
        room, _ = paper(naskah(), kertas).room(landscape=False)
        widths = spread([5, 11, 21, 19, 12, 14, 18], room)
        assert 0.97 * room < sum(widths) * 5.7 <= room


@pytest.mark.parametrize("kertas", ["f4", "a4"])
@pytest.mark.parametrize("name", ["majene", "padang-pariaman"])
def test_a_nip_on_two_lines_does_not_leave_its_last_figures_alone(name: str, kertas: str) -> None:
    case = case_of(EXAMPLES[0].parent / name, pada=PADA)
    options = BookOptions(kertas=kertas, nip="tampil", rancangan=True, lampiran=True)
    found = {
        (str(cell.value), column.width)
        for sheet in plan_book(case, report_of(case), options).sheets
        for row in sheet.rows
        for cell, column in zip(row.cells, sheet.columns, strict=False)
        if re.fullmatch(r"[0-9]{8} [0-9]{6} [0-9] [0-9]{3}", str(cell.value))
    }
    assert len(found) > 20
    for nip, width in found:
        whole, head = (longest_line(text, "Bookman Old Style", 11) for text in (nip, nip[:-4]))
        assert width * CHARACTER >= whole or width * WIDEST < head - 6, "as wide as a program makes it"


def test_lines_are_counted_as_a_spreadsheet_breaks_them() -> None:
    assert line_count("Bua", 100, "Arial", 10) == 1
    assert line_count("Bua\nBua", 100, "Arial", 10) == 2
    assert line_count("Basse Sangtempe Utara", 110, "Bookman Old Style", 11) == 2
    assert line_count("x" * 100, 60, "Arial", 10) == 10
    assert text_width("MMM", "Arial", 10, bold=True) > text_width("iii", "Arial", 10)


def rows_by_page(flow: PageFlow) -> list[int]:
    """How many rows each page of a settled flow has, without the empty ones that end it."""
    settled, spacers = settle(flow)
    whole = replace(opened(settled, spacers), groups=())
    starts = [*whole.starts(whole.room), len(whole.heights)]
    at, empty = 0, set()
    for row in range(len(flow.heights)):
        for before, _ in spacers:
            if before == row:
                empty.add(at)
                at += 1
        at += 1
    return [len(set(range(*pair)) - empty) for pair in pairwise(starts)]


def test_the_pages_before_a_signature_are_evenly_full_instead_of_one_half_empty_before_a_page_of_two_rows() -> None:
    heights = (18.0, 9.0, 30.0, 18.0, *[19.5] * 45, 20.25, 24.0, 150.0)
    flow = PageFlow(heights=heights, titles=(2, 3), body=(4, 49), room=360.0)
    pages = rows_by_page(flow)
    assert len(pages) == len(flow.starts(flow.room * 0.985)), "no page more than the rows need"
    assert max(pages[1:-1]) - min(pages[1:-1]) <= 1
    assert pages[-1] - 3 > 2, "more than the two rows that have to go with the signature"


def test_a_long_annex_that_ends_well_keeps_its_pages_full() -> None:
    heights = (18.0, 9.0, 30.0, 18.0, *[19.5] * 48, 20.25, 24.0, 150.0)
    flow = PageFlow(heights=heights, titles=(2, 3), body=(4, 52), room=360.0)
    assert rows_by_page(flow)[1:-1] == [15, 15]


@settings(deadline=None)
@given(st.lists(st.sampled_from([19.5, 33.75, 48.0]), min_size=30, max_size=200), st.data())
def test_evening_out_takes_no_page_and_tears_nothing_that_was_whole(body: list[float], data: st.DataObject) -> None:
    heights = (18.0, 18.0, 9.0, 48.0, 18.0, *body, 20.25, 24.0, 150.0)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(body) - 1), max_size=20)))
    groups = tuple((5 + first, 5 + end) for first, end in pairwise([0, *cuts, len(body)]))
    flow = PageFlow(heights=heights, titles=(3, 4), body=(5, 5 + len(body)), room=498.0, groups=groups)
    limit = flow.room * 0.985
    full = [*(start for start in flow.starts(limit) if start < flow.kept(2)), flow.kept(2)]
    settled, spacers = settle(flow)
    assert len(rows_by_page(flow)) <= max(len(full), len(flow.starts(limit)))
    assert replace(opened(settled, spacers), groups=()).whole(2, 0.01)
