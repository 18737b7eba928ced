"""Names that would be code on a page that took them at their word: all are shown, none does anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from ilp_cli.core.masking import mask_numbers
from ilp_cli.paper.html import breakable, shown
from tests.plans import plan, saved
from tests.reporting.pages import DESA, Page, district, geojson, report

NAUGHTY = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</textarea><svg onload=alert(1)>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<body onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    "<a href=javascript:alert(1)>Suli</a>",
    "<a href=data:text/html,alert(1)>Suli</a>",
    "<object data=x.swf>",
    "<embed src=x.svg>",
    "<link rel=stylesheet href=x.css>",
    "<meta http-equiv=refresh content=0;url=x>",
    "<base href=//x.example/>",
    "<form action=x><input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<table background=javascript:alert(1)>",
    "<div style=background:url(javascript:alert(1))>",
    "<noscript><p title=</noscript><img src=x onerror=alert(1)>>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "` onmouseover=`alert(1)",
    "x onclick=alert(1) y",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "&quot;&apos;&amp;",
    "Suli & Bajo < Bua > \"Ina\" 'Umi'",
    "{{ 7 * 7 }}",
    "{% for x in y %}",
    "{{ laporan.__class__.__mro__ }}",
    "{# tidak tampak #}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "%(lebar)s {lebar}",
    "javascript:alert(1)",
    "expression(alert(1))",
    "}</style><style>*{display:none}",
    '\\"; alert(1); //',
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "＜script＞alert(1)＜/script＞",
    "ʺ﹤ script ﹥",
    "سولي",
    "\u202eiluS",
    "Su\u200bli\u200d",
    "\u2066Suli\u2069\u200f",
    "🏥👩‍⚕️ Suli 🇮🇩",
    "S̶͈̈u̵̱͝l̸̻̈́i̷͖͗",
    "Ⓢⓤⓛⓘ ﷽",
    "NULL",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "A" * 400,
    "Suli " * 60 + "Barat",
    "Jl.Trans-Sulawesi/No.12/RT.03/RW.05_" * 4,
    "hp 0812-3456-7890",
)


ELEMENTS = set(
    "html head meta title style body svg defs pattern rect path circle header h1 br p ul li a span i div h2 ol figure "
    "figcaption desc g text nav section h3 table thead tr th tbody td code footer wbr".split()
)
"""What a page of ours is made of."""


def quoted(name: str) -> str:
    """A name as a text of YAML."""
    return json.dumps(name, ensure_ascii=False)


def roster(name: str) -> bytes:
    """A roster of one bidan and one kader of that name."""
    book = Workbook()
    petugas, kader = book.worksheets[0], book.create_sheet("Kader")
    petugas.title = "Petugas"
    for sheet, rows in (
        (petugas, (("nama", "puskesmas", "pustu", "profesi", "sampai"), (name, name, name, "Bidan", "2027-05-01"))),
        (kader, (("nama", "puskesmas", "posyandu"), (name, name, name))),
    ):
        for row, cells in enumerate(rows, 1):
            for column, text in enumerate(cells, 1):
                sheet.cell(row, column, text).data_type = "s"
    return saved(book)


def letters(text: str) -> str:
    """What of a text is seen as letters and figures: the reading may put other signs aside."""
    return "".join(letter for letter in text if letter.isalnum())


@pytest.mark.parametrize("name", NAUGHTY, ids=range(len(NAUGHTY)))
def test_a_name_is_shown_and_does_nothing(tmp_path: Path, name: str) -> None:
    text = quoted(name)
    roadmap = f"""\
kabupaten: {{nama: {text}, kode: "73.17", provinsi: {text}}}
roster: roster.xlsx
puskesmas:
  - nama: {text}
    kecamatan: {text}
    pustu: [{{nama: {text}, desa: Cimpu}}]
    posyandu: [{{nama: {text}, desa: Cimpu}}]
tahap:
  - {{tahun: 2025, keterangan: {text}, lokus: [{{puskesmas: {text}, pustu: [{text}], posyandu: [{text}]}}]}}
"""
    folder = plan(tmp_path / "x", roadmap, roster_xlsx=roster(name))
    desa = [{**DESA[0], "nama": "Cimpu"}, {**DESA[1], "nama": name}]
    (tmp_path / "desa.geojson").write_text(geojson(*desa), encoding="utf-8")
    plain = Page(report(district(tmp_path / "y"), "--peta", tmp_path / "desa.geojson", name="y.html"))
    page = Page(report(folder, "--peta", tmp_path / "desa.geojson"))
    assert set(page.elements) <= ELEMENTS
    assert "td" in plain.elements
    assert not [key for key, _ in page.attributes if key.startswith("on") or key in ("src", "srcdoc", "action", "data")]
    assert all(link.startswith("#") for link in page.links)
    if name.isprintable():  # a roadmap takes no letters that cannot be seen
        assert letters(mask_numbers(name)) in letters(page.text)


@pytest.mark.parametrize("name", NAUGHTY, ids=range(len(NAUGHTY)))
def test_a_long_word_may_break_and_loses_nothing(name: str) -> None:
    broken = str(breakable(name))
    assert "<" not in broken.replace("<wbr>", "")
    assert Page(f"<p>{broken}</p>").text.replace(" ", "") == "".join(str(shown(name)).split())
    assert all(len(part) < 17 for word in broken.split() for part in Page(f"<p>{word}</p>").texts)
