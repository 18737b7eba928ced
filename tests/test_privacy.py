"""No command shows a number of a person, wherever in a plan somebody typed it, but where the planner asks for it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ilp_cli.cli import app
from ilp_cli.core.outcome import Refusal
from tests.plans import PADA, plan, workbook

ROADMAP = """\
kabupaten: {nama: Luwu}
roster: %s
puskesmas:
  - nama: Suli
    pustu: [{nama: Cimpu}, {nama: Murante}]
    posyandu: [{nama: Melati, pustu: Cimpu, hari_buka: selasa ke-2}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati], keterangan: "hp %s"}]}]
pengecualian:
  - {kode: ILP202, tempat: {puskesmas: Suli, pustu: Cimpu}, alasan: "hp %s", oleh: "%s", sampai: 2027-01-31}
  - {kode: ILP203, tempat: {puskesmas: Suli, nama: "%s"}, alasan: rekaan, oleh: Kepala Dinas, sampai: 2027-01-31}
"""
COLUMNS = {
    "petugas": (
        *("nama", "nip", "nik", "puskesmas", "pustu", "profesi", "jabatan", "status", "hari_tugas", "mulai"),
        *("tetap", "pj_klaster", "keterangan"),
    ),
    "kader": (
        "nama",
        "nik",
        "puskesmas",
        "pustu",
        "posyandu",
        "desa",
        "tingkat",
        "terlatih",
        "hari_tugas",
        "keterangan",
    ),
    "cuti": ("nama", "nip", "dari", "sampai", "jenis", "keterangan"),
}
ROWS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "petugas": [
        {"nama": "Ina", "puskesmas": "Suli", "pustu": "Cimpu", "profesi": "Bidan", "status": "PNS"},
        {"nama": "Umi", "puskesmas": "Suli", "pustu": "Cimpu", "profesi": "Bidan", "jabatan": "Bidan Mahir"},
        {"nama": "Wati", "puskesmas": "Suli", "pustu": "Murante", "profesi": "Perawat", "hari_tugas": "Senin"},
        {"nama": "Yusuf", "puskesmas": "Suli", "profesi": "Perawat"},
        {"nama": "Rani", "puskesmas": "Suli", "profesi": "Bidan"},
    ],
    "kader": [
        {"nama": "Ani", "puskesmas": "Suli", "pustu": "Cimpu"},
        {"nama": "Tuti", "puskesmas": "Suli", "pustu": "Cimpu", "posyandu": "Melati"},
    ],
    "cuti": [
        {"nama": "Ina", "dari": "2025-03-03", "sampai": "2025-03-07"},
        {"nama": "Tono", "dari": "2025-03-03", "sampai": "2025-03-07"},
    ],
}
SPOTS = [(table, row, column) for table, rows in ROWS.items() for row in range(len(rows)) for column in COLUMNS[table]]
IMPORTED = ("Keputusan", "Pencocokan")
"""Sheets of an imported roster that are not the planner's own people."""

born = st.dates(date(1960, 1, 1), date(2004, 12, 31))
nips = st.builds(
    "{:%Y%m%d}{}{:02d}1{:03d}".format, born, st.integers(1990, 2025), st.integers(1, 21), st.integers(0, 999)
)
niks = st.builds("73170{}{:%d%m%y}{:04d}".format, st.integers(1, 9), born, st.integers(1, 9999))
phones = st.from_regex(r"\A08[1-9][0-9]{7,9}\Z", fullmatch=True)
Typed = tuple[str, str]
"""A number, and how somebody typed it."""


def ways(number: str) -> Sequence[str]:
    """A number as people write it."""
    grouped = " ".join(part for part in (number[:8], number[8:14], number[14:]) if part)
    return (number, grouped, grouped.replace(" ", "."), f"NIP. {grouped}", f"({number[:4]}) {number[4:]}")


typed = (nips | niks | phones).flatmap(lambda number: st.tuples(st.just(number), st.sampled_from(ways(number))))


def tables(spots: Mapping[tuple[str, int, str], Typed]) -> Mapping[str, list[dict[str, str]]]:
    """The rows of the roster with these numbers typed into their cells: alone in their own column, else behind."""
    filled = {table: [dict(row) for row in rows] for table, rows in ROWS.items()}
    for (table, row, column), (_, text) in spots.items():
        before = filled[table][row].get(column, "")
        filled[table][row][column] = text if column in ("nip", "nik") else f"{before} {text}".strip()
    return filled


def written(folder: Path, kind: str, filled: Mapping[str, list[dict[str, str]]], notes: Sequence[str]) -> Path:
    """The plan with its roster as csv files, as a workbook, or in roadmap.yaml itself."""
    roadmap = ROADMAP % ("roster.xlsx" if kind == "xlsx" else ".", *notes)
    if kind == "yaml":
        lists = "".join(f"{table}: {json.dumps(rows, ensure_ascii=False)}\n" for table, rows in filled.items())
        return plan(folder, roadmap.replace("roster: .\n", "") + lists)
    grid = {table: [COLUMNS[table], *([row.get(name, "") for name in COLUMNS[table]] for row in rows)]
            for table, rows in filled.items()}  # fmt: skip
    if kind == "xlsx":
        sheets = {table.capitalize(): "\n".join("|".join(row) for row in rows) for table, rows in grid.items()}
        return plan(folder, roadmap, roster_xlsx=workbook(**sheets))
    files = {}
    for table, rows in grid.items():
        stream = io.StringIO()
        csv.writer(stream).writerows(rows)
        files[f"{table}_csv"] = stream.getvalue()
    return plan(folder, roadmap, **files)


def said(*words: str | Path) -> str:
    """What a command prints, on both streams."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        try:
            app([str(word) for word in words], prog_name="ilp", standalone_mode=False)
        except Refusal as error:
            out.write(str(error))
    return out.getvalue()


def outputs(folder: Path, out: Path) -> Iterator[tuple[str, str]]:
    """Everything the commands make of a plan, by the command."""
    day, month = ("--pada", PADA.isoformat()), ("--bulan", "2025-03")
    for form in ("text", "json", "csv", "sarif", "junit", "github"):
        yield f"check {form}", said("check", folder, *day, "--format", form)
    yield "check -v", said("check", folder, *day, "-v", "--horizon", "24")
    for table in ("findings", "waived", "pustu"):
        yield f"check {table}", said("check", folder, *day, "--format", "csv", "--tabel", table)
    for form in ("text", "json", "csv"):
        yield f"outlook {form}", said("outlook", folder, *day, "--format", form)
        yield f"risk {form}", said("risk", folder, *day, "--format", form)
        yield f"services {form}", said("services", folder, *day, "--format", form)
        yield f"readiness {form}", said("readiness", folder, *day, "--format", form)
    for form in ("text", "json"):
        yield f"why {form}", said("why", folder, *day, "--format", form)
        yield f"why duty {form}", said("why", folder, *month, "--format", form)
        yield f"staffing {form}", said("plan", "staffing", folder, *day, "--format", form)
    yield "staffing", said("plan", "staffing", folder, *day, "-o", out / "usulan.yaml")
    for form in ("xlsx", "csv", "json", "ics"):
        yield f"duty {form}", said("plan", "duty", folder, *month, "--format", form, "-o", out / f"jadwal.{form}")
    given = [("--dengan", out / "usulan.yaml"), ("--jadwal", out / "jadwal.xlsx")]
    beside = [word for flag, path in given if path.exists() for word in (flag, path)]
    yield "check beside", said("check", folder, *day, *beside)
    yield (
        "export",
        said("export", folder, *day, "--rancangan", "--nip", "tampil", *beside[:2], "-o", out / "rencana.xlsx"),
    )
    yield "report", said("report", folder, *day, *beside[:2], "-o", out / "laporan.html")
    for roster in (*folder.glob("*.csv"), *folder.glob("*.xlsx")):
        yield f"anonim {roster.name}", said("anonim", roster, "-o", out / roster.name)
    for path in out.rglob("*"):
        if path.is_file():
            yield path.name, content(path)


def content(path: Path) -> str:
    """A file as text, a workbook as that of all its parts."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def shown(number: str, text: str) -> bool:
    """Whether a text gives a number, however it is grouped."""
    return number in re.sub(r"[\s._()\-–]+", "", text)


slow = settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


PHONE = ("081234567890", "0812-3456-7890")
QUOTED = {("petugas", row, name): PHONE for row, name in enumerate(("mulai", "tetap", "puskesmas", "hari_tugas"))}


@slow
@example("csv", QUOTED, [PHONE] * 4)
@given(
    st.sampled_from(["yaml", "csv", "xlsx"]),
    st.dictionaries(st.sampled_from(SPOTS), typed, min_size=3, max_size=12),
    st.lists(typed, min_size=4, max_size=4),
)
def test_no_number_of_a_person_is_in_any_output(
    kind: str, spots: Mapping[tuple[str, int, str], Typed], notes: list[Typed]
) -> None:
    secrets = {number for number, _ in (*spots.values(), *notes)}
    with TemporaryDirectory() as name:
        folder = written(Path(name) / "rencana", kind, tables(spots), [text for _, text in notes])
        out = Path(name) / "keluaran"
        out.mkdir()
        for command, text in outputs(folder, out):
            assert not {number for number in secrets if shown(number, text)}, command


@slow
@given(st.dictionaries(st.sampled_from(SPOTS), typed, min_size=3, max_size=12))
def test_an_import_shows_numbers_to_the_planner_alone(spots: Mapping[tuple[str, int, str], Typed]) -> None:
    with TemporaryDirectory() as name:
        folder = written(Path(name) / "sumber", "xlsx", tables(spots), ["-"] * 4)
        target = Path(name) / "hasil.xlsx"
        told = [said("import", folder / "roster.xlsx", "--ke", folder, "-o", target)]
        told.append(said("import", folder / "roster.xlsx", "--ke", folder, "--dry-run", "--format", "json"))
        book = load_workbook(target)
        cells = {sheet.title: str([cell.value for row in sheet for cell in row]) for sheet in book.worksheets}
        told += [cells.pop(sheet) for sheet in IMPORTED]
        people = cells["Petugas"] + cells["Kader"] + cells["Cuti"]
        for number, _ in spots.values():
            assert not any(shown(number, output) for output in told)
            assert shown(number, people)


def test_what_is_put_beside_a_plan_is_shown_without_numbers(tmp_path: Path) -> None:
    number, text = PHONE
    folder = written(tmp_path / "rencana", "csv", tables({("petugas", 3, "nama"): PHONE}), ["-"] * 4)
    unit = "{puskesmas: Suli, pustu: Cimpu}"
    move = f'{{nama: "%s", profesi: perawat, dari: {{puskesmas: Suli}}, ke: {unit}}}'
    moves = ", ".join(move % name for name in (f"Yusuf {text}", f"Tono {text}"))
    (tmp_path / "usulan.yaml").write_text(f"pindah: [{moves}]\n", encoding="utf-8")
    rows = [f"Yusuf {text},Perawat,x", f"Tono {text},Perawat,x", f"Ina,Bidan,{text}"]
    head = "Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025\nnama,profesi,3\n"
    (tmp_path / "jadwal.csv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    beside = ("--dengan", tmp_path / "usulan.yaml", "--jadwal", tmp_path / "jadwal.csv", "--pada", PADA.isoformat())
    told = [said("check", folder, *beside), said("check", folder, *beside, "--format", "json")]
    told.append(said("export", folder, "--rancangan", *beside[:2], "-o", tmp_path / "a.xlsx"))
    told.append(said("report", folder, *beside[:2], *beside[-2:], "-o", tmp_path / "a.html"))
    earlier = ("--sebelum", tmp_path / "jadwal.csv")
    told.append(said("plan", "duty", folder, "--bulan", "2025-03", *earlier, "-o", tmp_path / "b.xlsx"))
    told += [content(tmp_path / name) for name in ("a.xlsx", "b.xlsx", "a.html")]
    assert not [output for output in told if shown(number, output)]
    assert "Tono ****-****-****" in told[0] + told[3]
    assert re.search(r'tanda ["“]\*{4}-\*{4}-\*{4}["”] tidak dikenal', told[0])
