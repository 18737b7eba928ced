"""A roster with a row for each place and its people beside it is read a person a row, each at the cell of the name."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from textwrap import dedent

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from ilp_cli.capabilities.anonim.verb import anonim
from ilp_cli.capabilities.intake.verb import import_roster
from ilp_cli.capabilities.marking.verb import tandai
from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Severity
from ilp_cli.district.district import District
from ilp_cli.reading.load import load
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests.plans import PADA, of, plan, saved, spot, workbook
from tests.spreadsheets import saved as saved_as

ROADMAP = """\
kabupaten: {nama: Luwu}
roster: roster.xlsx
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}], posyandu: [{nama: Melati}, {nama: Mawar}]}
  - {nama: Larompong, pustu: [{nama: Rante Belu}], posyandu: [{nama: Anggrek}]}
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}]
"""
PLAIN = """
    Puskesmas | Pustu      | Bidan | Perawat | Kader 1 | Kader 2
    Suli      | Cimpu      | Ina   | Yusuf   | Ani     | Tuti
    Suli      | Murante    | Rahma |         | Wati    |
    Larompong | Rante Belu | Sitti | Budi    | Lia     | Mia
"""
AT_PUSTU = (
    "Ina bidan Suli/Cimpu, Yusuf perawat Suli/Cimpu, Rahma bidan Suli/Murante, "
    "Sitti bidan Larompong/Rante Belu, Budi perawat Larompong/Rante Belu, "
    "Ani Suli/Cimpu, Tuti Suli/Cimpu, Wati Suli/Murante, Lia Larompong/Rante Belu, Mia Larompong/Rante Belu"
).split(", ")
PETUGAS = AT_PUSTU[:5]


def folder(place: Path, **sheets: str) -> Path:
    """A plan folder whose roster is a workbook of these sheets."""
    return plan(place, ROADMAP, roster_xlsx=workbook(**sheets))


def read(place: Path) -> District:
    """The district with all tables of its roster."""
    return load(place, tables=SHEETS_OF_ROSTER)


def people(district: District) -> list[str]:
    """Everybody who was read: name, profession, and where."""
    units = district.puskesmas
    listed = []
    for person in (*district.petugas, *district.kader):
        induk = next((unit.nama for unit in units if unit.path == person.induk), "?")
        work = getattr(person, "profesi", None)
        unit = "/".join(filter(None, (induk, getattr(person, "pustu", ""), getattr(person, "posyandu", ""))))
        listed.append(" ".join(filter(None, (person.nama, work, unit))))
    return listed


def cells(district: District) -> list[str | None]:
    """Where the name of everybody stands."""
    return [person.place("nama").cell for person in (*district.petugas, *district.kader)]


def told(place: Path, *codes: str) -> list[str]:
    """What is said with these codes, and where."""
    return [f"{spot(finding)} {finding.message}" for finding in of(check(place, pada=PADA), *codes)]


LAYOUTS: dict[str, tuple[str, list[str]]] = {
    "plain": (PLAIN, AT_PUSTU),
    "titles that say Nama": (
        PLAIN.replace("Bidan", "Nama Bidan").replace("| Kader 1", "| Nama Kader 1").replace("Perawat", "Nama Perawat"),
        AT_PUSTU,
    ),
    "a head of two rows, a sum and a signature": (
        """
        DAFTAR TENAGA PUSTU
        No | Nama Puskesmas | Nama Pustu | Tenaga Kesehatan |         | Kader |
           |                |            | Bidan            | Perawat | 1     | 2
        1  | Suli           | Cimpu      | Ina              | Yusuf   | Ani   | Tuti
        2  |                | Murante    | Rahma            |         | Wati  |
        3  | Larompong      | Rante Belu | Sitti            | Budi    | Lia   | Mia
           | Jumlah         |            | 3                | 2       | 3     | 2

           | Mengetahui,    |            |                  | Suli, 2 Januari 2026
           | Kepala Puskesmas Suli |     |                  | Pengelola
           | dr. Andi Rekaan |           |                  | Siti Contoh
        """,
        AT_PUSTU,
    ),
    "a head of three rows": (
        """
        Puskesmas | Pustu      | Nama Tenaga |     |         |     | Kader |
                  |            | Bidan       |     | Perawat |     | 1     | 2
                  |            | Nama        | NIP | Nama    | NIP |       |
        Suli      | Cimpu      | Ina         |     | Yusuf   |     | Ani   | Tuti
        Suli      | Murante    | Rahma       |     |         |     | Wati  |
        Larompong | Rante Belu | Sitti       |     | Budi    |     | Lia   | Mia
        """,
        AT_PUSTU,
    ),
    "a block for each puskesmas, its header again": (
        """
        PUSKESMAS SULI
        Pustu      | Bidan | Perawat | Kader 1 | Kader 2
        Cimpu      | Ina   | Yusuf   | Ani     | Tuti
        Murante    | Rahma |         | Wati    |

        PUSKESMAS LAROMPONG
        Pustu      | Bidan | Perawat | Kader 1 | Kader 2
        Rante Belu | Sitti | Budi    | Lia     | Mia
        """,
        AT_PUSTU,
    ),
    "headings below one header": (
        """
        Pustu      | Bidan | Perawat | Kader 1 | Kader 2
        PUSKESMAS SULI
        Cimpu      | Ina   | Yusuf   | Ani     | Tuti
        Murante    | Rahma |         | Wati    |
        PUSKESMAS LAROMPONG
        Rante Belu | Sitti | Budi    | Lia     | Mia
        """,
        AT_PUSTU,
    ),
    "a place that goes on in the rows below": (
        """
        Puskesmas | Pustu      | Bidan | Perawat | Kader
        Suli      | Cimpu      | Ina   | Yusuf   | Ani
                  |            |       |         | Tuti
                  | Murante    | Rahma |         | Wati
        Larompong | Rante Belu | Sitti | Budi    | Lia
                  |            |       |         | Mia
        """,
        AT_PUSTU,
    ),
    "several names in a cell": (
        """
        Puskesmas | Pustu      | Bidan | Perawat | Nama Kader
        Suli      | Cimpu      | Ina   | Yusuf   | 1. Ani 2. Tuti
        Suli      | Murante    | Rahma | -       | Wati
        Larompong | Rante Belu | Sitti | Budi    | Lia / Mia
        """,
        AT_PUSTU,
    ),
    "a column of units": (
        """
        No | Unit Kerja       | Bidan | Perawat | Kader A | Kader B
        1  | Pustu Cimpu      | Ina   | Yusuf   | Ani     | Tuti
        2  | Pustu Murante    | Rahma |         | Wati    |
        3  | Pustu Rante Belu | Sitti | Budi    | Lia     | Mia
        """,
        AT_PUSTU,
    ),
    "only petugas": (PLAIN.replace("| Kader 1 | Kader 2", "").replace("| Ani     | Tuti", ""), PETUGAS),
    "posyandu and kader below one title": (
        """
        DAFTAR KADER POSYANDU PUSKESMAS SULI
        No | Nama Posyandu | Nama Kader |      |
           |               | 1          | 2    | 3
        1  | Melati        | Ani        | Tuti | Wati
        2  | Mawar         | Lia        |      |
        """,
        ["Ani Suli/Melati", "Tuti Suli/Melati", "Wati Suli/Melati", "Lia Suli/Mawar"],
    ),
    "a puskesmas a row": (
        """
        Puskesmas | Bidan PNS | Bidan PPPK | Perawat
        Suli      | Ina       | Rahma      | Yusuf
        Larompong | Sitti     |            | Budi
        """,
        "Ina bidan Suli, Rahma bidan Suli, Yusuf perawat Suli, Sitti bidan Larompong, Budi perawat Larompong".split(
            ", "
        ),
    ),
    "one row of everything": (
        "Puskesmas | Pustu | Bidan | Perawat | Kader 1\nSuli | Cimpu | Ina | Yusuf | Ani\n",
        ["Ina bidan Suli/Cimpu", "Yusuf perawat Suli/Cimpu", "Ani Suli/Cimpu"],
    ),
    "the same bidan for each posyandu of a pustu": (
        """
        Puskesmas | Pustu | Posyandu | Bidan | Kader 1 | Kader 2
        Suli      | Cimpu | Melati   | Ina   | Ani     | Tuti
        Suli      | Cimpu | Mawar    | Ina   | Wati    |
        """,
        ["Ina bidan Suli/Cimpu", "Ani Suli/Cimpu/Melati", "Tuti Suli/Cimpu/Melati", "Wati Suli/Cimpu/Mawar"],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everybody_is_read_at_the_place_of_the_row_and_the_cell_of_the_name(tmp_path: Path, layout: str) -> None:
    sheet, expected = LAYOUTS[layout]
    district = read(folder(tmp_path, Data=sheet))
    assert people(district) == expected
    book = load_workbook(tmp_path / "roster.xlsx")["Data"]
    for person in (*district.petugas, *district.kader):
        assert person.nama in book[str(person.place("nama").cell)].value
    notes = told(tmp_path, "ILP012")
    assert notes
    assert all("satu baris satu tempat" in note for note in notes)


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods", "html"])
def test_all_kinds_of_files_say_the_same(tmp_path: Path, form: str) -> None:
    rows = [[cell.strip() for cell in line.split("|")] for line in dedent(PLAIN).strip().splitlines()]
    if form == "csv":
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        data = text.getvalue().encode()
    else:
        data = saved_as(form, {"Petugas": rows})
    place = plan(tmp_path, ROADMAP.replace("roster.xlsx", f"roster.{form}"))
    (place / f"roster.{form}").write_bytes(data)
    assert people(read(place)) == AT_PUSTU


def test_numbers_stand_beside_the_name_they_belong_to(tmp_path: Path) -> None:
    sheet = """
        Puskesmas | Pustu   | Nama Bidan | NIP                | Nama Perawat | NIP
        Suli      | Cimpu   | Ina        | 198501012010012001 | Yusuf        | 199001012015011001
        Suli      | Murante | Rahma      |                    | Budi         | 198803032012011002
    """
    district = read(folder(tmp_path, Data=sheet))
    assert [(person.nama, str(person.nip)[-4:]) for person in district.petugas] == [
        *(("Ina", "2001"), ("Yusuf", "1001")),
        *(("Rahma", ""), ("Budi", "1002")),
    ]
    assert [person.place("nip").cell for person in district.petugas] == ["D2", "F2", "D3", "F3"]


def test_numbers_of_several_names_in_a_cell_are_given_one_for_one_or_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Puskesmas", "Pustu", "Bidan", "NIP"])
    sheet.append(["Suli", "Cimpu", "Ina Batara, A.Md.Keb\nRahma Sari, S.Keb", "198501012010012001\n199105052015012001"])
    sheet.append(["Suli", "Murante", "1. Sitti Aminah\n2. Lia Lestari", "198707072011012003"])
    place = plan(tmp_path, ROADMAP, roster_xlsx=saved(book))
    district = read(place)
    assert [(person.nama, str(person.nip)[-4:]) for person in district.petugas] == [
        ("Ina Batara, A.Md.Keb", "2001"),
        ("Rahma Sari, S.Keb", "2001"),
        ("Sitti Aminah", ""),
        ("Lia Lestari", ""),
    ]
    assert any("D3" in words and "1 isian untuk 2 nama" in words for words in told(place, "ILP016"))


def test_a_cell_merged_over_several_rows_is_the_place_of_all_and_its_person_counts_once(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Puskesmas", "Pustu", "Bidan", "Kader"])
    sheet.append(["Suli", "Cimpu", "Ina", "Ani"])
    sheet.append([None, None, None, "Tuti"])
    sheet.append(["Larompong", "Rante Belu", "Sitti", "Lia"])
    for cells_of in ("A2:A3", "B2:B3", "C2:C3"):
        sheet.merge_cells(cells_of)
    place = plan(tmp_path, ROADMAP, roster_xlsx=saved(book))
    district = read(place)
    assert people(district) == [
        *("Ina bidan Suli/Cimpu", "Sitti bidan Larompong/Rante Belu"),
        *("Ani Suli/Cimpu", "Tuti Suli/Cimpu", "Lia Larompong/Rante Belu"),
    ]
    assert len(told(place, "ILP014")) == 2


COUNTS = """
    Puskesmas | Pustu   | Bidan | Perawat | Kader
    Suli      | Cimpu   | 1     | 1       | 5 orang
    Suli      | Murante | 2     | 0       | 3
"""


def test_a_sheet_that_counts_people_lists_nobody_and_says_so(tmp_path: Path) -> None:
    place = folder(tmp_path, Data=COUNTS)
    assert people(read(place)) == []
    assert any("berisi jumlah atau tanda, bukan nama" in words for words in told(place, "ILP016"))


def test_a_column_of_counts_beside_names_is_told_and_its_figures_are_nobody(tmp_path: Path) -> None:
    sheet = """
        Puskesmas | Pustu   | Bidan | Kader | Kepala Pustu
        Suli      | Cimpu   | Ina   | 5     | Budi Santoso
        Suli      | Murante | Rahma | 4     | Rudi
    """
    place = folder(tmp_path, Data=sheet)
    assert people(read(place)) == ["Ina bidan Suli/Cimpu", "Rahma bidan Suli/Murante"]
    left = told(place, "ILP016")
    assert any("D1 kolom “Kader”" in words and "bukan nama" in words for words in left)
    assert any("E1 kolom “Kepala Pustu”" in words and "berisi 2 nama" in words for words in left)


def test_what_is_no_name_is_told_at_its_cell(tmp_path: Path) -> None:
    sheet = """
        Puskesmas | Pustu      | Bidan        | Perawat   | Kader 1
        Suli      | Cimpu      | Ina          | 2         | Kosong Wati
        Suli      | Murante    | Rahma        | belum ada | Ani
        Larompong | Rante Belu | Sitti        | Budi      | #REF!
    """
    place = folder(tmp_path, Data=sheet)
    assert [person.split()[0] for person in people(read(place))[:6]] == "Ina Rahma Sitti Budi Kosong Ani".split()
    assert [words.split()[0] for words in told(place, "ILP019")] == ["roster.xlsx:Data!D2", "roster.xlsx:Data!D3"]
    assert any("Data!E4" in words for words in told(place, "ILP004"))


@pytest.mark.parametrize(
    "sheet",
    [
        "Tanggal | Pustu | Bidan | Perawat\n"
        + "".join(
            f"{day} Jan 2026 | Cimpu | Ina | {name}\n" for day, name in enumerate("Yusuf Budi Yusuf Budi".split(), 1)
        ),
        "Puskesmas | Posyandu | Sasaran | Jumlah Kader\nSuli | Melati | 40 | 5\n",
        "Puskesmas | Pustu | Alamat | Bidan\nSuli | Cimpu | Jl. Poros | 1\n",
    ],
)
def test_other_sheets_are_no_rosters(tmp_path: Path, sheet: str) -> None:
    assert people(read(folder(tmp_path, Data=sheet))) == []


def test_a_plain_list_of_kader_stays_one_whoever_attends_to_their_posyandu(tmp_path: Path) -> None:
    sheet = "Puskesmas | Posyandu | Nama Kader | Bidan Pembina\n" + "".join(
        f"Suli | Melati | {name} | Ina\n" for name in "Ani Tuti Wati".split()
    )
    district = read(folder(tmp_path, Kader=sheet))
    assert people(district) == ["Ani Suli/Melati", "Tuti Suli/Melati", "Wati Suli/Melati"]


def test_one_may_stand_below_a_plain_list(tmp_path: Path) -> None:
    sheet = """
        nama  | puskesmas | pustu | profesi
        Ina   | Suli      |       | Bidan
        Yusuf | Suli      | Cimpu | Perawat

        KADER POSYANDU
        Puskesmas | Posyandu | Kader 1 | Kader 2
        Suli      | Melati   | Ani     | Tuti
    """
    district = read(folder(tmp_path, Petugas=sheet))
    assert people(district) == [
        *("Ina bidan Suli", "Yusuf perawat Suli/Cimpu", "Ani Suli/Melati", "Tuti Suli/Melati"),
    ]
    assert cells(district) == ["A2", "A3", "C7", "D7"]


def test_an_import_accounts_for_everybody_and_writes_one_row_each(tmp_path: Path) -> None:
    source = folder(tmp_path / "lama", Data=LAYOUTS["a head of two rows, a sum and a signature"][0])
    new = plan(tmp_path / "baru", ROADMAP)
    imported = import_roster([source / "roster.xlsx"], new, tables=SHEETS_OF_ROSTER)
    assert imported.written
    assert people(read(new)) == AT_PUSTU
    total = imported.intake.total
    assert (total.read, total.written, total.left) == (14, 10, 4)


def test_a_copy_to_share_has_nobodys_name_also_not_in_columns_that_are_not_read(tmp_path: Path) -> None:
    sheet = """
        Puskesmas | Pustu   | Bidan       | NIP                | Kader                   | Kepala Pustu
        Suli      | Cimpu   | Ina Batara  | 198501012010012001 | Ani Rahmi, Tuti Lestari | Budi Santoso
        Suli      | Murante | Rahma Sari  |                    | Wati Amalia             | Rudi Hartono
    """
    source = folder(tmp_path, Data=sheet) / "roster.xlsx"
    anonim(source, tmp_path / "salinan.xlsx", kunci="abcd-efgh-jkmn", tables=SHEETS_OF_ROSTER)
    copy = load_workbook(tmp_path / "salinan.xlsx")["Data"]
    text = " ".join(str(cell) for row in copy.iter_rows(values_only=True) for cell in row)
    for name in (
        "Ina Batara Ani Rahmi Tuti Lestari Rahma Sari Wati Amalia Budi Santoso Rudi Hartono 198501012010012001".split()
    ):
        assert name not in text.split()
    assert [cell.value for cell in copy[1]][:3] == ["Puskesmas", "Pustu", "Bidan"]
    assert len(str(copy["E2"].value).split(",")) == 2


def test_findings_of_a_person_are_marked_at_the_cell_of_the_name(tmp_path: Path) -> None:
    sheet = PLAIN.replace("Sitti |", "Ina Batara |").replace("Ina   |", "Ina Batara |", 1)
    place = folder(tmp_path, Data=sheet)
    district = read(place)
    report = check(district, pada=PADA)
    tandai(district, report, tmp_path / "tanda.xlsx")
    marked = load_workbook(tmp_path / "tanda.xlsx")["Data"]
    spots = {finding.place.cell for finding in report.findings if finding.place.sheet == "Data"}
    assert spots >= {"C1", "E1"}
    assert all(marked[str(cell)].comment for cell in spots)


def test_a_strike_and_a_remark_are_of_the_person_at_whose_cell_they_stand(tmp_path: Path) -> None:
    folder(tmp_path, Data=PLAIN)
    book = load_workbook(tmp_path / "roster.xlsx")
    book["Data"]["C2"].font = Font(strike=True)
    book["Data"]["F2"].comment = Comment("pindah ke Palopo sejak Januari 2026", "x")
    book.save(tmp_path / "roster.xlsx")
    district = read(tmp_path)
    gone = [person.nama for person in (*district.petugas, *district.kader) if person.pergi is not None]
    assert gone == ["Tuti"]
    assert [words.split()[0] for words in told(tmp_path, "ILP024")] == ["roster.xlsx:Data!C2"]


def test_hidden_rows_and_columns_are_told_once(tmp_path: Path) -> None:
    folder(tmp_path, Data=PLAIN)
    book = load_workbook(tmp_path / "roster.xlsx")
    book["Data"].row_dimensions[3].hidden = True
    book["Data"].column_dimensions["D"].hidden = True
    book.save(tmp_path / "roster.xlsx")
    assert people(read(tmp_path)) == AT_PUSTU
    hidden = told(tmp_path, "ILP013")
    assert len(hidden) == 2
    assert any("baris 3" in words for words in hidden)
    assert any("Perawat" in words for words in hidden)


def test_two_single_words_on_two_lines_stay_one_name(tmp_path: Path) -> None:
    book = Workbook()
    for row in [["Puskesmas", "Pustu", "Bidan", "Kader 1"], ["Suli", "Cimpu", "Ina\nBatara", "Ani\nTuti\nWati"]]:
        book.worksheets[0].append(row)
    district = read(plan(tmp_path, ROADMAP, roster_xlsx=saved(book)))
    assert [person.nama for person in (*district.petugas, *district.kader)] == ["Ina Batara", "Ani", "Tuti", "Wati"]


def test_no_name_is_read_twice_or_not_at_all_whatever_columns_there_are(tmp_path: Path) -> None:
    kader = [f"Kader {number}" for number in range(1, 8)]
    titles = ["No", "Puskesmas", "Pustu", "Bidan", "Perawat", *kader, "Jumlah Penduduk"]
    names = [f"Orang {chr(97 + number)}rekaan" for number in range(9)]
    rows = [titles, ["1", "Suli", "Cimpu", *names, "2500"]]
    sheet = "\n".join(" | ".join(row) for row in rows)
    district = read(folder(tmp_path, Data=sheet))
    assert [person.nama for person in (*district.petugas, *district.kader)] == names
    assert not [finding for finding in district.misfits if finding.severity is Severity.ERROR]


def test_kader_of_pustu_and_a_count_may_stand_below_kader(tmp_path: Path) -> None:
    sheet = """
        Puskesmas | Pustu   | Tenaga Kesehatan |         | Kader      |
                  |         | Bidan            | Perawat | Pustu      | Jumlah
        Suli      | Cimpu   | Ina              | Yusuf   | Ani / Tuti | 2
                  | Murante | Rahma            | Budi    | Wati       | 1
    """
    district = read(folder(tmp_path, Data=sheet))
    assert people(district) == [
        *("Ina bidan Suli/Cimpu", "Yusuf perawat Suli/Cimpu", "Rahma bidan Suli/Murante", "Budi perawat Suli/Murante"),
        *("Ani Suli/Cimpu", "Tuti Suli/Cimpu", "Wati Suli/Murante"),
    ]


def test_a_list_of_names_below_the_name_of_its_posyandu_comes_with_an_import_too(tmp_path: Path) -> None:
    listed = "KADER POSYANDU MELATI\nNo | Nama Kader\n1 | Ani\n2 | Tuti\n"
    source = folder(tmp_path / "lama", Petugas="nama | puskesmas | profesi\nIna | Suli | Bidan\n", Sheet2=listed)
    new = plan(tmp_path / "baru", ROADMAP)
    assert import_roster([source / "roster.xlsx"], new, tables=SHEETS_OF_ROSTER).written
    assert people(read(new)) == ["Ina bidan Suli", "Ani Suli/Melati", "Tuti Suli/Melati"]
