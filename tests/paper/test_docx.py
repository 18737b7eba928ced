"""A document is drawn with real lists, tables and styles; what is written in it is read again as it was meant."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.law.configs import naskah
from ilp_cli.paper.document import (
    Block,
    Document,
    Fields,
    Grid,
    GridColumn,
    Item,
    Kop,
    Labelled,
    Listing,
    Paragraph,
)
from ilp_cli.paper.docx import STYLES, differences, render
from ilp_cli.paper.layout import joined, longest_word, paper, text_width

NAUGHTY = (
    "Suli & Bua <b>tebal</b>",
    "'\"`’“”",
    "=1+1",
    "{nomor} {{ 7*7 }} {% raw %}",
    "Kampuang Tanjuang Koto Mambang Sungai Durian",
    "posyandu 🌸 Melati",
    "\u202eilus\u202c مركز صحي",
    "nol\x00 lonceng\x07 pengganti\ud800 bukan\ufffe",
    "baris\ndua\ttab",
    "]]></w:t><w:script>",
)


def document(*blocks: Block, mark: str = "", parts: int = 1) -> Document:
    return Document(
        title="Naskah & uji",
        paper=paper(naskah(), "f4"),
        font="Bookman Old Style",
        size=12,
        number="- {halaman} -",
        parts=(blocks,) * parts,
        mark=mark,
    )


def every_block(text: str) -> tuple[Block, ...]:
    return (
        Kop(logo=text, above=(text,), main=text, below=(text,)),
        Paragraph(text=text, style="Judul"),
        Fields(
            rows=(
                Labelled(label=text, body=(Listing(kind="huruf", items=(Item(text=text, below=(text, text)),)),)),
                Labelled(label=text, body=()),
            ),
            label_mm=30,
        ),
        Grid(columns=(GridColumn(title=text, weight=1), GridColumn(title=text, weight=2)), rows=((text, text),)),
        Listing(kind="angka", items=(Item(text=text),)),
    )


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_naughty_name_is_a_text_like_any_other(text: str) -> None:
    written = document(*every_block(text), mark=text)
    content = render(written)
    assert differences(written, content) == []
    assert docx.Document(io.BytesIO(content)).paragraphs


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_again(text: str) -> None:
    written = document(*every_block(text))
    assert differences(written, render(written)) == []


def test_what_was_not_meant_is_found() -> None:
    one, other = (document(Paragraph(text=text)) for text in ("13 (tiga belas)", "12 (dua belas)"))
    assert differences(one, render(other)) == ["paragraph 1: '13 (tiga belas)' became '12 (dua belas)'"]


def test_the_same_document_is_the_same_bytes_and_asks_no_clock() -> None:
    written = document(*every_block("Suli"), parts=2)
    content = render(written)
    assert content == render(written)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert names == sorted(names)
        assert {(info.date_time, info.create_system) for info in package.infolist()} == {((1980, 1, 1, 0, 0, 0), 3)}
        assert not [name for name in names if "thumbnail" in name or "Effects" in name]
        assert b"python-docx" not in package.read("docProps/core.xml")
        assert "http" not in package.read("word/_rels/document.xml.rels").decode().replace("http://schemas", "")


def test_a_list_counts_by_itself_and_each_begins_anew() -> None:
    lists = (Listing(kind="angka", items=(Item(text="a", below=("b",)), Item(text="c"))),) * 2
    word: Any = docx.Document(io.BytesIO(render(document(*lists))))
    marks = [paragraph._p.pPr.numPr for paragraph in word.paragraphs]
    assert [(mark.numId.val, mark.ilvl.val) for mark in marks] == [(1, 0), (1, 1), (1, 0), (2, 0), (2, 1), (2, 0)]
    starts = word.part.numbering_part.element.findall(f".//{qn('w:startOverride')}")
    assert {start.get(qn("w:val")) for start in starts} == {"1"}


def test_every_part_has_its_paper_its_pages_and_its_mark() -> None:
    word: Any = docx.Document(io.BytesIO(render(document(Paragraph(text="isi"), mark="RANCANGAN", parts=3))))
    assert len(word.sections) == 3
    for section in word.sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (216, 330)
        assert section.different_first_page_header_footer
        (first,) = section.first_page_header.paragraphs
        number, mark = section.header.paragraphs
        assert (first.text, mark.text) == ("RANCANGAN", "RANCANGAN")
        assert number._p.findall(qn("w:fldSimple"))[0].get(qn("w:instr")) == "PAGE"
        (count,) = section._sectPr.findall(qn("w:pgNumType"))
        assert count.get(qn("w:start")) == "1"


def test_the_styles_are_there_to_be_edited() -> None:
    word = docx.Document(io.BytesIO(render(document(Paragraph(text="isi")))))
    names = {style.name for style in word.styles}
    assert set(STYLES) <= names
    assert word.styles["Normal"].font.name == "Bookman Old Style"


def test_a_table_repeats_its_titles_and_breaks_no_row() -> None:
    grid = Grid(columns=(GridColumn(title="NO", weight=1, center=True),), rows=(("1",), ("2",)))
    word = docx.Document(io.BytesIO(render(document(grid))))
    head, *rows = word.tables[0].rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_no_word_of_a_title_and_no_figure_of_a_table_is_broken() -> None:
    """Else a narrow column of a letter reads KURAN / G."""
    titles = ("NO", "UNIT", "KADER YANG ADA", "PALING SEDIKIT", "KURANG")
    grid = Grid(
        columns=tuple(GridColumn(title=title, weight=3 if title == "UNIT" else 0.5, center=True) for title in titles),
        rows=(("1", "pustu Poringan", "1", "2", "1000000"),),
    )
    word = docx.Document(io.BytesIO(render(document(Paragraph(text="Sebagai berikut."), grid))))
    widths = [cell.width.pt for cell in word.tables[0].rows[0].cells]
    for title, width in zip(titles, widths, strict=True):
        assert width >= longest_word(title, "Bookman Old Style", 10, bold=True)
    assert sum(widths) <= paper(naskah(), "f4").room(landscape=False)[0] + 3
    styles = [paragraph.style.name for paragraph in word.paragraphs if paragraph.style is not None]
    assert styles[1] == "Jarak", "a table does not touch the line above it"


def test_no_year_and_no_kabupaten_stands_alone_below_a_title() -> None:
    titles = (
        ("Kabupaten Luwu", "SUSUNAN KLASTER TAHUN~2024"),
        ("Kabupaten Luwu", "KEPALA DINAS KESEHATAN KABUPATEN~LUWU,"),
        ("Kabupaten Luwu", "TAHUN 2024"),
        ("Kabupaten Luwu", "LOKUS KABUPATEN~LUWU TAHUN ANGGARAN~2026"),
        ("Kabupaten Luwu", "KABUPATEN~LUWU TAHUN ANGGARAN~2026"),
        ("Kabupaten Luwu", "LOKUS KABUPATEN LUWUK TAHUN~2026"),
        ("Kabupaten Luwu", "JADWAL TUGAS PUSTU KOTA BARU PUSKESMAS SULI TAHUN~2026"),
        ("Kabupaten Luwu", "PUSTU DI KABUPATEN DAN KOTA TAHUN~2026"),
        ("Kabupaten Bone", "LOKUS DI KABUPATEN~BONE DAN SEKITARNYA"),
        ("Kabupaten Bone", "Lokus di Kabupaten~Bone dan sekitarnya"),
        ("Kabupaten Padang Pariaman", "PUSKESMAS ULAKAN KABUPATEN~PADANG~PARIAMAN"),
        ("Kabupaten Padang Pariaman", "LOKUS KABUPATEN~PADANG~PARIAMAN TAHUN~2025."),
        ("Kabupaten Padang Pariaman", "KEPALA DINAS KESEHATAN\nKABUPATEN PADANG PARIAMAN"),
        ("Kota Gorontalo", "PUSKESMAS KOTA TENGAH KOTA~GORONTALO TAHUN~2025"),
        ("Kabupaten Lima Puluh Kota", "LOKUS KABUPATEN~LIMA~PULUH~KOTA TAHUN~2025"),
        ("Kabupaten Kepulauan Siau Tagulandang Biaro", "LOKUS KABUPATEN KEPULAUAN SIAU TAGULANDANG BIARO"),
        ("", "LOKUS KABUPATEN LUWU TAHUN~2025"),
    )
    for kabupaten, title in titles:
        assert joined(title.replace("~", " "), kabupaten).replace("\u00a0", "~") == title
    made = document(Paragraph(text="SUSUNAN KLASTER TAHUN 2024", style="Judul"))
    assert differences(made, render(made)) == []


def test_an_item_of_a_list_stands_on_one_page() -> None:
    made = docx.Document(io.BytesIO(render(document(Listing(kind="angka", items=(Item(text="Undang-Undang"),))))))
    assert made.styles["Butir"].paragraph_format.keep_together


def test_beside_a_label_each_item_is_a_row_that_no_page_breaks() -> None:
    items = (Item(text="menghapus:", below=("Suli;", "Bua;")), Item(text="menambah: tidak ada."))
    body = (Paragraph(text="Mengubah, dengan:"), Listing(kind="huruf", items=items))
    fields = Fields(rows=(Labelled(label="KESATU", body=body), Labelled(label="KEDUA", body=())), label_mm=30)
    table = docx.Document(io.BytesIO(render(document(fields)))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["KESATU", ":", "Mengubah, dengan:\nmenghapus:\nSuli;"],
        ["", "", "Bua;"],
        ["", "", "menambah: tidak ada."],
        ["KEDUA", ":", ""],
    ]
    assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    numbers = {mark.val for mark in table._tbl.iter(qn("w:numId"))}
    assert len(numbers) == 1, "one list, however many rows"


def test_the_last_diktum_stays_with_the_closing_block() -> None:
    rows = tuple(Labelled(label=label, body=(Paragraph(text=label),)) for label in ("KESATU", "KEDUA"))
    closing = Paragraph(text="Ditetapkan di Belopa", style="Penutup Jarak")
    for after, kept in ((closing, [False, True]), (Paragraph(text="biasa"), [False, False])):
        drawn = docx.Document(io.BytesIO(render(document(Fields(rows=rows, label_mm=30), after))))
        told = [
            all(paragraph.paragraph_format.keep_with_next for cell in row.cells for paragraph in cell.paragraphs)
            for row in drawn.tables[0].rows
        ]
        assert told == kept


def test_a_closing_block_below_a_table_has_its_last_rows_beside_it() -> None:
    columns = (GridColumn(title="NO", weight=1), GridColumn(title="NAMA", weight=4))
    table = Grid(columns=columns, rows=tuple((str(number), f"Kader {number}") for number in range(1, 5)))
    closing = Paragraph(text="Ditetapkan di Belopa", style="Penutup Jarak")
    for after, kept in ((closing, [False, False, False, True, True]), (Paragraph(text="biasa"), [False] * 5)):
        drawn = docx.Document(io.BytesIO(render(document(table, after))))
        told = [
            all(paragraph.paragraph_format.keep_with_next for cell in row.cells for paragraph in cell.paragraphs)
            for row in drawn.tables[0].rows
        ]
        assert told == kept
        below = drawn.tables[0]._tbl.getnext()
        assert (below.find(qn("w:pPr")).find(qn("w:keepNext")) is not None) is any(kept)


def test_a_column_of_long_texts_takes_room_from_one_of_short_texts() -> None:
    columns = tuple(GridColumn(title=title, weight=1) for title in ("KLASTER", "KEDUDUKAN", "NAMA"))
    texts = ("Klaster 4 (Penanggulangan Penyakit Menular)", "Anggota", "Rosdiana Pallawa\nNIP. 198501012010012001")
    drawn = docx.Document(io.BytesIO(render(document(Grid(columns=columns, rows=(texts,) * 9)))))
    wide, narrow, named = (column.width.pt for column in drawn.tables[0].columns)
    look = drawn.styles["Tabel"].font
    assert wide > 1.5 * narrow
    assert named > text_width("NIP. 198501012010012001", look.name, look.size.pt), "a NIP stays on its line"


def test_a_long_list_before_a_kept_line_may_break() -> None:
    """Mengingat before MEMUTUSKAN does not jump to the next page as a whole."""
    listing = Listing(kind="angka", items=tuple(Item(text=f"Peraturan {number};") for number in range(9)))
    fields = Fields(rows=(Labelled(label="Mengingat", body=(listing,)),), label_mm=30)
    drawn = docx.Document(io.BytesIO(render(document(fields, Paragraph(text="MEMUTUSKAN:", style="Judul Jarak")))))
    told = [
        any(paragraph.paragraph_format.keep_with_next for cell in row.cells for paragraph in cell.paragraphs)
        for row in drawn.tables[0].rows
    ]
    assert told == [False] * 8 + [True], "only its last item stays with the line"
