"""ilp trace: as many rows count as the figure says, and every row that was looked at is told with its reason."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import ilp_cli
from ilp_cli.checking.verb import opened, report_of
from ilp_cli.core.outcome import Misuse
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import PosyanduState, PustuState, posyandu_states, pustu_states
from ilp_cli.district.jejak import Cara, Jejak
from ilp_cli.district.people import KINDS, Kader, Petugas
from ilp_cli.exporting.book import BookOptions, plan_book
from ilp_cli.paper.sheet import Book, Formula
from ilp_cli.tracing.derive import traced
from tests.plans import KADER_CSV, PETUGAS_CSV, SULI, plan
from tests.running import DAY, EXAMPLES, LUWU, ilp

PLANS = [path for path in EXAMPLES if (path / "roadmap.yaml").exists()]
DATED = date.fromisoformat(DAY)
LABELS = frozenset({"no", "no.", "tahun", "tahap", "sampai tahap"})
"""The titles of columns that number a row, or say of which year it is: they count nothing."""
SUMS = frozenset({"jumlah_ada", "kk", "kk_jumlah"})
"""Figures whose parts add up to them."""
OF_DAYS = frozenset({"hari", "kurang", "rawan", "tahunan"})
"""Those of days whose months, or people, do."""


def figures(case: Case, **options: object) -> Iterator[tuple[str, Angka, object]]:
    """Every figure of the workbook of a case, with its sheet and what is printed."""
    book = plan_book(case, report_of(case), BookOptions(rancangan=True, **options))  # type: ignore[arg-type]
    for sheet in book.sheets:
        for row in sheet.rows:
            for cell in row.cells:
                if cell.angka is not None:
                    yield sheet.name, cell.angka, cell.value.value if isinstance(cell.value, Formula) else cell.value


def held(where: str, angka: Angka, value: object, jejak: Jejak) -> None:
    """Hold a figure against its trace: the same value, as many rows, parts that add up, a reason for each other row."""
    assert all(row.sebab for row in jejak.baris if not row.dihitung), (where, angka)
    if not isinstance(value, int | float):
        assert value is not None or not isinstance(jejak.nilai, int | float), (where, angka)
        return
    if angka.nama == "arsip":
        return
    assert jejak.nilai == value, (where, angka, value, jejak.nilai)
    assert jejak.langkah, (where, angka)
    if angka.nama in SUMS or (angka.nama == "rawan" and angka.jenis.rpartition(" ")[2] in OF_DAYS):
        assert sum(int(part or 0) for _, part in jejak.bagian) == value, (where, angka)
    if angka.nama == "rawan" and angka.jenis.endswith(("berhenti", "melahirkan")):
        assert max((int(part or 0) for _, part in jejak.bagian), default=value) == value, (where, angka)
    if jejak.cara is Cara.BARIS:
        assert jejak.dihitung == value, (where, angka, value)
    if angka.nama == "kurang":
        assert value == max(0, int(dict(jejak.bagian)["perlu"] or 0) - jejak.dihitung)


def recounted(case: Case) -> int:
    """Hold every figure of a workbook against its trace; how many there were."""
    number = 0
    for sheet, angka, value in figures(case):
        held(sheet, angka, value, traced(case, angka))
        number += 1
    return number


@pytest.mark.parametrize("example", PLANS, ids=lambda path: path.name)
def test_as_many_rows_count_as_every_figure_of_an_example_says(example: Path) -> None:
    assert recounted(opened(example, pada=DATED)) >= 30


def silent(book: Book) -> Iterator[tuple[str, int, object]]:
    """The numbers of a workbook that do not say what they count: sheet, row, value."""
    for sheet in book.sheets:
        titles: dict[int, str] = {}
        for number, row in enumerate(sheet.rows, 1):
            for place, cell in enumerate(row.cells):
                if "head" in cell.style.split("."):
                    titles[place] = str(cell.value or "").casefold()
                value = cell.value.value if isinstance(cell.value, Formula) else cell.value
                counts = isinstance(value, int | float) and titles.get(place) not in LABELS
                if counts and cell.angka is None:
                    yield sheet.name, number, value


@pytest.mark.parametrize("example", PLANS, ids=lambda path: path.name)
def test_every_number_of_a_workbook_says_which_figure_it_is(example: Path) -> None:
    case = opened(example, pada=DATED)
    book = plan_book(case, report_of(case), BookOptions(rancangan=True))
    assert list(silent(book)) == []


def places(petugas: Petugas | Kader) -> Iterator[tuple[object, str]]:
    """The units and kinds a row stands at, told anew."""
    if isinstance(petugas, Petugas):
        if petugas.unit and petugas.profesi:
            yield petugas.unit, petugas.profesi
        return
    yield from ((unit, "kader") for unit in (petugas.pustu_path, petugas.posyandu_path) if unit)


@pytest.mark.parametrize("example", PLANS, ids=lambda path: path.name)
def test_every_row_at_a_unit_is_told_once_with_a_reason_where_it_does_not_count(example: Path) -> None:
    case = opened(example, pada=DATED)
    at: dict[tuple[object, str], int] = defaultdict(int)
    everybody: tuple[Petugas | Kader, ...] = (*case.district.petugas, *case.district.kader)
    for row in everybody:
        for place in places(row):
            at[place] += 1
    every: tuple[PustuState | PosyanduState, ...] = (*case.of(pustu_states), *case.of(posyandu_states))
    for state in every:
        for kind in KINDS if "pustu" in state.unit else ("kader",):
            jejak = traced(case, Angka("ada", state.unit, kind))
            assert len(jejak.baris) == at[state.unit, kind]
            assert all(row.sebab for row in jejak.baris if not row.dihitung)
            assert all(row.place.cell or row.place.line for row in jejak.baris)


NAMES = "Ani Budi Citra Dewi Eka Fitri Gita Hani Ika Joko".split()
ENDS = ["", "", "", "2025-01-31", "2027-12-31"]
STARTS = ["", "", "2020-01-01", "2027-01-01"]
DAYS = ["", "", "Senin-Rabu", "Kamis, Jumat", "kapan-kapan"]


def invented(folder: Path, seed: int) -> Path:
    """A district of chance: namesakes with one NIP, ended contracts, people at two units, unreadable days."""
    chance = random.Random(seed)
    units = [("Suli", "Cimpu"), ("Suli", "Lindajang"), ("Bajo", "Saronda"), ("Bajo", "")]
    posts = [("Suli", "Melati"), ("Bajo", "Mawar")]
    staff = ["nama,nip,puskesmas,pustu,profesi,mulai,sampai,hari_tugas,keterangan"]
    numbers = {name: f"19850101201001{2001 + place}" for place, name in enumerate(NAMES)}
    for _ in range(30):
        name, (puskesmas, pustu) = chance.choice(NAMES), chance.choice(units)
        profesi = chance.choice(["Bidan", "Perawat", "Dokter"])
        gone = chance.choice(["", "", "", "", "pindah ke Palopo 2024-03-01"])
        days = chance.choice(DAYS)
        staff.append(
            f"{name},{numbers[name]},{puskesmas},{pustu},{profesi},{chance.choice(STARTS)},{chance.choice(ENDS)},"
            f'"{days}",{gone}'
        )
    kader = ["nama,puskesmas,pustu,posyandu,sampai"]
    for number in range(20):
        puskesmas, pustu = chance.choice(units)
        post = chance.choice([own for place, own in posts if place == puskesmas] + [""])
        kader.append(f"Kader {number % 14},{puskesmas},{pustu},{post},{chance.choice(ENDS)}")
    closed = ", tutup: 2025-06-01" if seed % 5 == 4 else ""
    both = chance.choice(["", "kebijakan: {kader_pustu_boleh_kader_posyandu: ya}\n"])
    roadmap = f"""\
kabupaten: {{nama: Luwu}}
roster: .
{both}puskesmas:
  - {{nama: Suli, pustu: [{{nama: Cimpu}}, {{nama: Lindajang}}], posyandu: [{{nama: Melati}}]}}
  - {{nama: Bajo, pustu: [{{nama: Saronda}}], posyandu: [{{nama: Mawar}}]{closed}}}
  - {{nama: Ponrang}}
tahap:
  - tahun: 2024
    lokus: [{{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati], status: {chance.choice(["berjalan", "rencana"])}}}]
  - tahun: 2025
    lokus:
      - {{puskesmas: Suli, pustu: [Cimpu, Lindajang]}}
      - {{puskesmas: Bajo, pustu: [Saronda], posyandu: [Mawar], status: {chance.choice(["batal", "ditetapkan"])}}}
  - {{tahun: 2026, target: {{puskesmas: 1, pustu: 2}}}}
"""
    return plan(folder, roadmap, petugas_csv="\n".join(staff) + "\n", kader_csv="\n".join(kader) + "\n")


@pytest.mark.parametrize("seed", range(20))
def test_as_many_rows_count_as_every_figure_of_an_invented_district_says(tmp_path: Path, seed: int) -> None:
    case = opened(invented(tmp_path / "rencana", seed), pada=DATED)
    assert case.district.petugas
    assert recounted(case) > 40


def heads(case: Case, unit: object, kind: str) -> int:
    """How many people serve a unit, counted in another way: whoever has a row there whose time covers the day."""
    return len(
        {
            petugas.nip.digits or petugas.path
            for petugas in case.district.petugas
            if petugas.unit == unit
            and petugas.profesi == kind
            and petugas.hari is not None
            and (petugas.mulai is None or petugas.mulai <= DATED)
            and (petugas.sampai is None or petugas.sampai >= DATED)
            and not (petugas.pensiun and petugas.pensiun <= DATED)
            and not (petugas.pergi and petugas.pergi.pasti)
        }
    )


@pytest.mark.parametrize("name", ["luwu", "tolitoli"])
def test_heads_counted_in_another_way_are_those_that_are_traced(name: str) -> None:
    case = opened(LUWU.parent / name, pada=DATED)
    twice = set(case.district.listed_again)
    for state in case.of(pustu_states):
        for kind in ("bidan", "perawat"):
            rows = [row for row in case.district.petugas if row.unit == state.unit and row.profesi == kind]
            if not twice.intersection(case.district.identities[row.path] for row in rows):
                jejak = traced(case, Angka("ada", state.unit, kind))
                assert jejak.dihitung == jejak.nilai == heads(case, state.unit, kind), (state.pustu, kind)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan(tmp_path / "rencana", SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)


def answered(folder: Path, question: str, **options: object) -> Jejak:
    """The only figure of an answer."""
    (jejak,) = ilp_cli.trace(folder, question, pada=DATED, **options).jejak  # type: ignore[arg-type]
    return jejak


def test_reasons_are_told_in_words(tmp_path: Path) -> None:
    staff = (
        "nama,nip,puskesmas,pustu,profesi,mulai,sampai,hari_tugas,keterangan\n"
        "Ina,198501012010012001,Suli,Cimpu,Bidan,,,,\n"
        "Ina,198501012010012001,Suli,Cimpu,Bidan,,,,\n"
        "Wati,,Suli,Cimpu,Bidan,,2025-12-31,,\n"
        "Nur,,Suli,Cimpu,Bidan,2027-01-01,,,\n"
        "Sari,,Suli,Cimpu,Bidan,,,,pindah 2024-03-01\n"
        "Tuti,,Suli,Cimpu,Bidan,,,entah,\n"
    )
    leave = "nama,dari,sampai,jenis\nIna,2026-11-01,2026-12-01,melahirkan\n"
    folder = plan(tmp_path / "rencana", SULI, petugas_csv=staff, kader_csv=KADER_CSV, cuti_csv=leave)
    jejak = answered(folder, "bidan pustu Cimpu (Suli)")
    assert jejak.nilai == jejak.dihitung == 1
    told = [(row.nama, row.dihitung, row.sebab) for row in jejak.baris]
    assert told[0][:2] == ("Ina", True)
    assert "sedang cuti sampai 1 Desember 2026; tetap dihitung" in told[0][2]
    assert told[1] == ("Ina", False, "orang yang sama sudah dihitung di baris lain")
    assert told[2] == ("Wati", False, "sudah selesai: sampai 31 Desember 2025")
    assert told[3] == ("Nur", False, "belum mulai: baru mulai 1 Januari 2027")
    assert told[4][:2] == ("Sari", False)
    assert told[4][2].startswith("sudah keluar")
    assert told[5] == ("Tuti", False, "hari_tugas tidak terbaca: “entah”")
    assert [row.place.line for row in jejak.baris] == [2, 3, 4, 5, 6, 7]
    assert "198501012010012001" not in ilp("trace", folder, "pustu Cimpu", "--pada", DAY, "--format", "json").stdout


def test_a_cell_of_the_written_workbook_is_the_cell_that_is_traced(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "rencana.xlsx"
    assert ilp("export", folder, "--rancangan", "--pada", DAY, "-o", out).returncode in (0, 1)
    sheet = openpyxl.load_workbook(out)["Pemenuhan SDM"]
    row = next(cells for cells in sheet.iter_rows() if cells[3].value == "Cimpu")
    jejak = answered(folder, f"Pemenuhan SDM!{row[5].coordinate}", rancangan=True)
    assert jejak.nilai == row[5].value == 1
    assert [item.nama for item in jejak.baris] == ["Ina"]
    assert answered(folder, f"'pemenuhan sdm'!$F${row[5].row}", rancangan=True) == jejak


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("cakupan 2025", 100.0),
        ("bidan pustu Cimpu", 1),
        ("kader posyandu melati", 5),
        ("kurang kader posyandu Melati (Suli)", 0),
        ("perlu perawat Cimpu", 1),
        ("hari kurang pustu Cimpu", None),
        ("status Cimpu", "memenuhi"),
        ("pustu memenuhi 2025", 1),
        ("kurang bidan 2025", 0),
        ("jumlah puskesmas 2025", 1),
        ("belum lokus 2025", 0),
        ("puskesmas ditetapkan", 0),
        ("asn pustu Cimpu", 0),
        ("kesalahan", 0),
    ],
)
def test_a_figure_is_found_by_its_name(folder: Path, question: str, value: object) -> None:
    assert answered(folder, question).nilai == value


def test_a_unit_alone_is_all_its_figures(folder: Path) -> None:
    titles = [jejak.judul for jejak in ilp_cli.trace(folder, "pustu Cimpu", pada=DATED).jejak]
    assert titles == [
        *(f"{kind} di pustu Cimpu (Suli)" for kind in ("Bidan", "Perawat", "Kader")),
        "Hari kurang pustu Cimpu (Suli)",
        "Status pemenuhan pustu Cimpu (Suli)",
    ]
    assert len(ilp_cli.trace(folder, "puskesmas Suli", pada=DATED).jejak) == 4


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Pemenuhan SMD!F2", "apakah maksudnya “Pemenuhan SDM”?"),
        ("Pemenuhan SDM!ZZ99", "di luar lembar Pemenuhan SDM"),
        ("Pemenuhan SDM!", "bukan sel"),
        ("!F2", "tidak ada di workbook ini"),
        ("pustu Cimpuu", "apakah maksudnya “pustu Cimpu”?"),
        ("cakupan 2031", "tahap 2031 tidak ada"),
        ("entah apa", "tidak dikenal"),
        ("kader", "angka yang dapat ditanyakan: cakupan, "),
        ("   ", "sebut yang ditanyakan"),
    ],
)
def test_what_does_not_exist_is_answered_with_what_does(folder: Path, question: str, words: str) -> None:
    with pytest.raises(Misuse, match=None) as error:
        ilp_cli.trace(folder, question, pada=DATED)
    assert words in str(error.value)
    assert ilp("trace", folder, question).returncode == 2


@pytest.mark.parametrize(
    "question",
    ["198701012010011001", "198701012010011001!A1", "Pemenuhan SDM!198701012010011001", "laporan!198701012010011001"],
)
def test_a_question_is_said_again_without_numbers_of_somebody_and_not_at_length(folder: Path, question: str) -> None:
    for asked in (question, question + " kata" * 900):
        with pytest.raises(Misuse) as error:
            ilp_cli.trace(folder, asked, pada=DATED)
        assert "198701" not in str(error.value)
        assert len(str(error.value)) < 1000


def test_a_name_of_several_units_wants_its_puskesmas() -> None:
    answer = ilp("trace", LUWU, "posyandu Dahlia", "--pada", DAY)
    assert answer.returncode == 2
    assert "tambahkan puskesmasnya" in answer.stderr
    assert ilp("trace", LUWU, "posyandu Dahlia", "--puskesmas", "Bajo", "--pada", DAY).returncode == 0
    assert ilp("trace", LUWU, "posyandu Dahlia (Bajo)", "--pada", DAY).returncode == 0


def test_without_a_roster_people_are_unknown_and_not_none(tmp_path: Path) -> None:
    folder = plan(tmp_path / "rencana", SULI.replace("roster: .\n", ""))
    jejak = answered(folder, "bidan pustu Cimpu")
    assert jejak.nilai is None
    assert "Roster belum ada" in jejak.langkah[0]


def test_text_empty_cells_and_sheets_of_other_commands_are_told(folder: Path) -> None:
    assert "judul kolom" in answered(folder, "Pemenuhan SDM!F1", rancangan=False).langkah[0]
    risk = ilp_cli.trace(LUWU, "Titik Rawan!L4", pada=DATED).jejak[0]
    assert risk.perintah.startswith("ilp risk ")
    assert answered(folder, "Petugas!C2").cara is Cara.TEKS


def test_figures_of_a_frozen_annex_are_those_of_its_archive(folder: Path) -> None:
    assert ilp("freeze", folder, "--tahun", "2025", "--pada", DAY).returncode == 0
    kept = [value for sheet, angka, value in figures(opened(folder, pada=DATED)) if angka.nama == "arsip"]
    assert kept
    assert "2025.yaml" in traced(opened(folder, pada=DATED), Angka("arsip", ("arsip", 0), tahun=(2025,))).langkah[0]


def test_the_answer_of_a_program_has_the_rows(folder: Path) -> None:
    document = json.loads(ilp("trace", folder, "bidan pustu Cimpu", "--pada", DAY, "--format", "json").stdout)
    (jejak,) = document["jejak"]
    assert document["tanya"] == "bidan pustu Cimpu"
    assert (jejak["nilai"], jejak["dihitung"]) == (1, 1)
    assert {"nama": "Ina", "dihitung": True, "line": 2}.items() <= jejak["baris"][0].items()
    assert "KMK HK.01.07/MENKES/2015/2023" in jejak["aturan"][0]
