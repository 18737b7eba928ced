"""Every file of the corpus gives what it must: the same people, or one word with its place; never a crash or a hang."""

from __future__ import annotations

import csv
import html
import io
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.checking.verb import check
from ilp_cli.district.district import District
from ilp_cli.district.people import Petugas
from ilp_cli.exporting.verb import export
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading.load import load
from tests import corpus
from tests.corpus import CASES, KADER, ROADMAP, Case
from tests.plans import PADA, plan, saved, spot
from tests.running import LUWU, PEAK, ROOT, ilp


def folder_of(case: Case, folder: Path) -> Path:
    roster = f"[{case.file}, kader.csv]"
    plan(folder, ROADMAP % roster, kader_csv=KADER)
    (folder / case.file).write_bytes(case.data())
    return folder


def shown(district: District, person: Petugas) -> str:
    """Ina@Suli/Cimpu: the names as registered, nothing where they are not."""
    own = next((puskesmas for puskesmas in district.puskesmas if puskesmas.path == person.induk), None)
    unit = next((pustu for pustu in own.pustu if pustu.path == person.unit), None) if own else None
    place = f"@{own.nama if own else ''}" if person.puskesmas else ""
    return person.nama + place + (f"/{unit.nama if unit else ''}" if person.pustu else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_gives_its_people_or_says_why_not(tmp_path: Path, case: Case) -> None:
    folder = folder_of(case, tmp_path)
    data = (folder / case.file).read_bytes()
    start = time.process_time()
    district = load(folder)
    report = check(district, pada=PADA)
    assert time.process_time() - start < 10
    assert tuple(shown(district, person) for person in district.petugas) == case.people
    # ILP318 notes that the corpus lists one name as petugas and as kader; that is not about the file.
    told = [finding for finding in report.findings if finding.code != "ILP318"]
    about_files = [
        f"{finding.code} {spot(finding)}" for finding in told if finding.code < "ILP1" or finding.code > "ILP3"
    ]
    about_files = [words for words in about_files if not words.startswith("ILP007 roadmap.yaml")]
    assert sorted(about_files) == sorted(case.codes)
    assert tuple(str(person.mulai) for person in district.petugas if person.mulai) == case.days
    counted = sum(reading.rows for reading in district.readings)
    assert counted == len(district.petugas) + len(district.kader) or report.exit_status() == 3
    faults = [
        finding
        for finding in report.findings
        if f"{finding.code} {spot(finding)}" in case.codes and finding.severity == "error"
    ]
    assert max((finding.status for finding in faults), default=0) == case.status
    assert (folder / case.file).read_bytes() == data


def test_the_corpus_is_large_enough_and_names_each_case_once() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


HOSTILE = [case for case in CASES if case.name in ("as many cells as are allowed", "lying dimensions", "zip bomb",
           "a quote never closed", "page of unclosed marks", "a hundred thousand headers")]  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is told by Linux")
@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case.name)
def test_a_hostile_file_costs_little_memory(tmp_path: Path, case: Case) -> None:
    program = (
        "import datetime\nfrom ilp_cli import check\n"
        f"check({str(folder_of(case, tmp_path))!r}, pada=datetime.date(2026, 11, 21))\n"
        f"print({PEAK})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert int(done.stdout) < 500


# --- the same people, whatever the layout ---------------------------------------------------------------------------

TITLES = {"nama": "Nama Lengkap & Gelar", "puskesmas": "Puskesmas", "pustu": "Nama Pustu", "profesi": "Profesi"}
NAMES = st.sampled_from(["Ina", "Na Rahma", "Null Wati", "Ns. Ani, S.Kep", "O'Brien", "Sitti; Aminah", "Namira", "Tí"])
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "nama": NAMES,
            "puskesmas": st.sampled_from(["Suli", "SULI", "PKM Suli", "Larsel"]),
            "pustu": st.sampled_from(["", "-", "0.0"]),
            "profesi": st.sampled_from(["Bidan", "Perawat"]),
        }
    ),
    min_size=1,
    max_size=5,
)


def as_xlsx(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Petugas"
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value:
                book.worksheets[0].cell(number, column, value).data_type = "s"
    return saved(book)


def as_csv(rows: list[list[str]], mark: str) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=mark).writerows(rows)
    return stream.getvalue().encode()


def as_page(rows: list[list[str]]) -> bytes:
    lines = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{lines}</table>".encode()


FORMATS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "petugas.xlsx": as_xlsx,
    "petugas.xls": as_page,
    "petugas.csv": partial(as_csv, mark=","),
    "petugas.tsv": partial(as_csv, mark="\t"),
    "petugas.txt": partial(as_csv, mark=";"),
}


@settings(deadline=None, max_examples=60)
@given(
    PEOPLE,
    st.permutations(list(TITLES)),
    st.lists(st.sampled_from(["", "DAFTAR PEGAWAI", "Isi dengan huruf cetak, lengkap"]), max_size=4),
    st.integers(0, 3),
    st.lists(st.integers(0, 2), min_size=6, max_size=6),
    st.sampled_from(sorted(FORMATS)),
)
def test_the_same_people_come_back_whatever_the_layout(
    people: list[dict[str, str]], order: list[str], titles: list[str], left: int, gaps: list[int], file: str
) -> None:
    width = left + len(order)
    rows = [[title, *[""] * (width - 1)] for title in titles]
    for gap, row in zip(gaps, [TITLES, *people], strict=False):
        rows += [[""] * width] * gap
        rows.append([""] * left + [row[column] for column in order])
    with tempfile.TemporaryDirectory() as name:
        folder = plan(Path(name), ROADMAP % f"[{file}, kader.csv]", kader_csv=KADER)
        (folder / file).write_bytes(FORMATS[file](rows))
        district = load(folder)
    read = [
        (petugas.nama, shown(district, petugas).rpartition("@")[2], petugas.profesi) for petugas in district.petugas
    ]
    places = {"Larsel": "Larompong Selatan"}
    assert read == [
        (person["nama"], places.get(person["puskesmas"], "Suli"), person["profesi"].lower()) for person in people
    ]
    assert [reading.rows for reading in district.readings] == [len(people), 1]


# --- several files, folders, and what is told -----------------------------------------------------------------------


def test_a_folder_gives_every_table_in_it_and_says_what_it_left(tmp_path: Path) -> None:
    roster = tmp_path / "roster"
    roster.mkdir()
    plan(tmp_path, ROADMAP % "roster")
    (roster / "suli.xlsx").write_bytes(corpus.table(corpus.HEAD, corpus.ROW, title="Sheet1"))
    (roster / "bua.csv").write_bytes(corpus.text([corpus.HEAD, ("Tati", "Bua", "", "Bidan")]))
    (roster / "kader.csv").write_text(KADER, encoding="utf-8")
    (roster / "kader lama.csv").write_text(KADER, encoding="utf-8")
    (roster / "~$suli.xlsx").write_bytes(b"x")
    (roster / "catatan.txt").write_text("jangan lupa, rapat\n", encoding="utf-8")
    district = load(tmp_path)
    assert [person.nama for person in district.petugas] == ["Tati", "Ina"]
    assert [person.nama for person in district.kader] == ["Ani"]
    misfits = [f"{misfit.code} {spot(misfit)}" for misfit in district.misfits if misfit.code != "ILP007"]
    assert misfits == ["ILP016 catatan.txt", "ILP016 kader lama.csv", "ILP012 bua.csv:1", "ILP012 suli.xlsx:Sheet1!A1"]
    assert [source.name for source in district.sources[1:]] == [
        "roster/bua.csv",
        "roster/suli.xlsx",
        "roster/kader.csv",
    ]


def test_our_own_plan_workbook_in_the_folder_is_no_roster(tmp_path: Path) -> None:
    folder = tmp_path / "luwu"
    shutil.copytree(LUWU, folder)
    export(folder, folder / "rencana.xlsx", tahun=[2024], pada=PADA)
    before, after = load(folder), load(folder, folder)
    assert [petugas.nama for petugas in after.petugas] == [petugas.nama for petugas in before.petugas]
    left = [(spot(misfit), str(misfit.severity)) for misfit in after.misfits if misfit.code == "ILP016"]
    assert left == [("daftar-kemenkes.csv", "note"), ("rencana.xlsx", "warning")]


def test_a_roster_of_several_files_points_at_the_one_that_is_missing(tmp_path: Path) -> None:
    plan(tmp_path, ROADMAP % "[tidak-ada.xlsx, kader.csv]", kader_csv=KADER)
    misfits = [(misfit.code, spot(misfit)) for misfit in load(tmp_path).misfits if misfit.code != "ILP007"]
    assert misfits == [("ILP009", "roadmap.yaml:3:10")]


def test_what_was_read_is_told_on_request_and_counted_always(tmp_path: Path) -> None:
    rows = [["DAFTAR"], [], corpus.HEAD, ("Ns. Ina, S.Kep", "PKM Suli", "-", "Perawat")]
    plan(tmp_path, ROADMAP % "[petugas.xlsx, kader.csv]", kader_csv=KADER)
    (tmp_path / "petugas.xlsx").write_bytes(corpus.table(*rows, title="Data"))
    quiet = ilp("check", tmp_path, "--pada", PADA.isoformat())
    told = ilp("check", tmp_path, "--pada", PADA.isoformat(), "-v")
    assert "Roster dibaca  : 1 baris petugas dan 1 baris kader dari 2 tabel" in quiet.stdout
    assert (quiet.stdout, quiet.stderr) == (told.stdout, "")
    assert told.stderr.splitlines()[0].partition("petugas.xlsx")[2] == (
        ":Data: 1 baris petugas dibaca; judul di baris 3; 1 nama bergelar; dibandingkan tanpa gelarnya; "
        "1 sel bertanda kosong (“-”, “0.0”, …) dibaca sebagai kosong; 1 nama tempat dicocokkan tanpa kata di depannya"
    )
    (tmp_path / "layanan.csv").write_text("puskesmas,kelompok,ada\n", encoding="utf-8")
    (tmp_path / "klaster.csv").write_text("puskesmas,klaster,kedudukan,nama\nSuli,1,PJ,Ina\n", encoding="utf-8")
    plan(tmp_path, ROADMAP % ".")
    more = ilp("check", tmp_path, "--pada", PADA.isoformat()).stdout
    assert "1 baris petugas, 1 baris kader dan 1 baris klaster dari 3 tabel; 1 tabel lain kosong\n" in more
    person = load(tmp_path).petugas[0]
    assert (person.nama, person.nama_polos, person.puskesmas) == ("Ns. Ina, S.Kep", "Ina", "Suli")


@pytest.mark.parametrize(
    ("written", "read", "severity"),
    [("sudah ikut", "ya", ""), ("v", "ya", ""), ("1", "ya", ""), ("TRUE", "ya", ""), ("0", "tidak", ""),
     ("Belum", "tidak", ""), ("-", "", ""), ("entah", "entah", "warning")],
)  # fmt: skip
def test_yes_and_no_are_read_in_any_of_their_words(tmp_path: Path, written: str, read: str, severity: str) -> None:
    plan(tmp_path, ROADMAP % "kader.csv", kader_csv=f"nama,puskesmas,terlatih\nAni,Suli,{written}\n")
    district = load(tmp_path)
    assert district.kader[0].terlatih == read
    assert [misfit.severity for misfit in district.misfits if misfit.code == "ILP004"] == (
        [severity] if severity else []
    )


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("Ns. Ani, S.Kep", "Ani"),
        ("Bd. Ina, A.Md.Keb", "Ina"),
        ("Ina Amd. Keb", "Ina"),
        ("Hj. Sitti Aminah, S.ST., M.Kes", "Sitti Aminah"),
        ("H. M. Yusuf, SKM", "M. Yusuf"),
        ("Siti, S.Kep., Ns., M.Kep", "Siti"),
        ("St. Aminah, A. Md. Keb", "St. Aminah"),
        ("ANI SKM", "ANI"),
        ("Ani Se", "Ani Se"),
        ("H Yusuf", "H Yusuf"),
        ("Ina, Tuti", "Ina, Tuti"),
        ("Ns.", "Ns."),
        ("NA", "NA"),
    ],
)
def test_a_degree_is_put_aside_and_a_name_is_not(written: str, bare: str) -> None:
    assert vocabulary().bare_name(written) == bare
