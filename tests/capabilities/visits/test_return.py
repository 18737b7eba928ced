"""Filled lists come back without loss: what was typed is in the new roster, what was not is not."""

from __future__ import annotations

import random
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from ilp_cli.capabilities.intake.model.intake import ImportedVisits
from ilp_cli.capabilities.intake.verb import import_visits
from ilp_cli.capabilities.visits.model.terms import result_words
from ilp_cli.capabilities.visits.verb.output import write_visits
from ilp_cli.capabilities.visits.verb.plan import plan_visits
from ilp_cli.core.names import normal
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests.capabilities.visits.families import ROADMAP, family, small
from tests.plans import spot
from tests.running import ilp

MARCH, APRIL = (2025, 3), (2025, 4)
BEFORE, AFTER = date(2025, 2, 20), date(2025, 4, 1)
TABLE = "id puskesmas posyandu blok kelompok pemicu sejak kunjungan_terakhir hasil lintang bujur keterangan".split()


def printed(folder: Path, lists: Path) -> list[Path]:
    """The workbooks of March for the families of a folder."""
    write_visits(plan_visits(folder, MARCH, pada=BEFORE), lists, bentuk="xlsx", force=True)
    return sorted(lists.glob("*.xlsx"))


def fill(path: Path, typed: dict[str, tuple[object, ...]]) -> dict[str, str]:
    """Type beside families: day, result, day of return, told, note. Gives the cell of each family's day."""
    book = openpyxl.load_workbook(path)
    cells = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=5):
            identity = str(row[0].value)
            if identity in typed and len(row) >= 10:
                cells[identity] = f"{sheet.title}!{row[5].coordinate}"
                for cell, value in zip(row[5:10], typed[identity], strict=False):
                    cell.value = value  # type: ignore[assignment]
    book.save(path)
    return cells


def taken_back(folder: Path, lists: Path, target: Path, pada: date = AFTER) -> ImportedVisits:
    """The filled lists imported into a new roster."""
    return import_visits([lists], folder, target, pada=pada, force=True, tables=SHEETS_OF_ROSTER)


def families_of(path: Path) -> dict[str, dict[str, object]]:
    """The rows of the sheet Keluarga of a roster, by id."""
    sheet = openpyxl.load_workbook(path)["Keluarga"]
    head, *rows = sheet.iter_rows(values_only=True)
    names = [normal(str(title)).replace(" ", "_") for title in head]
    return {str(row[0]): dict(zip(names, row, strict=True)) for row in rows if row[0]}


def as_day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else None


@pytest.mark.parametrize("seed", range(6))
def test_a_month_is_planned_filled_in_taken_back_and_the_next_one_goes_on(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    rows = [
        family(
            f"K{number:02}",
            chance.choice(["RT 01", "RT 02"]),
            kunjungan_terakhir=(date(2024, 1, 1) + timedelta(days=chance.randrange(80))).isoformat(),
            pemicu=(pemicu := chance.choice(["", "", "gejala TBC", "tidak akses layanan", "tanda bahaya"])),
            sejak="2025-02-10" if pemicu else "",
            kelompok="balita; lansia",
        )
        for number in range(30)
    ]
    folder = small(tmp_path / "plan", rows)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (book,) = printed(folder, tmp_path / "lists")
    typed: dict[str, tuple[object, ...]] = {}
    for row in rows:
        result = chance.choice([None, None, *result_words()])
        if result is not None:
            day = date(2025, 3, 3) + timedelta(days=chance.randrange(25))
            typed[str(row["id"])] = (datetime(day.year, day.month, day.day), result, None, None, f"catatan {row['id']}")
    fill(book, typed)
    target = tmp_path / "new.xlsx"
    imported = taken_back(folder, tmp_path / "lists", target)
    assert imported.findings == ()
    assert imported.belum == len(rows) - len(typed)
    assert sum(imported.hasil.values()) == len(typed)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    new = families_of(target)
    assert list(new) == [row["id"] for row in rows]
    for row in rows:
        held = new[str(row["id"])]
        assert {name: held[name] for name in ("puskesmas", "posyandu", "blok", "kelompok")} == {
            name: row[name] for name in ("puskesmas", "posyandu", "blok", "kelompok")
        }
        if str(row["id"]) not in typed:
            assert (as_day(held["kunjungan_terakhir"]), held["hasil"]) == (
                date.fromisoformat(str(row["kunjungan_terakhir"])), None,
            )  # fmt: skip
            assert (held["pemicu"] or "") == row["pemicu"]
            continue
        visited, came = typed[str(row["id"])][:2]
        met = came in ("dikunjungi", "kontrol ulang", "dirujuk")
        assert held["hasil"] == came
        assert as_day(held["kunjungan_terakhir"]) == (
            as_day(visited) if met else date.fromisoformat(str(row["kunjungan_terakhir"]))
        )
        assert (held["pemicu"] or "") == ("" if came in ("dikunjungi", "dirujuk") else row["pemicu"])
        assert f"catatan {row['id']}" in str(held["keterangan"])
    april = plan_visits(folder, APRIL, roster=target, pada=AFTER)
    due = {str(row["id"]) for row in april.rows()}
    for row in rows:
        came = typed.get(str(row["id"]), (None, None))[1]
        assert (str(row["id"]) in due) is (came not in ("dikunjungi", "dirujuk"))


def test_taking_the_same_lists_back_again_changes_nothing(tmp_path: Path) -> None:
    folder = small(tmp_path / "plan", [family("A"), family("B", "RT 02", pemicu="gejala TBC", sejak="2025-02-10")])
    (book,) = printed(folder, tmp_path / "lists")
    fill(book, {"A": ("12", "menolak", "2025-04-10", "ya", "pintu tertutup"), "B": ("5/3/2025", "Kontrol Ulang")})
    taken_back(folder, tmp_path / "lists", tmp_path / "one.xlsx")
    once = families_of(tmp_path / "one.xlsx")
    assert once["A"]["keterangan"] == "menolak 12 Maret 2025; kembali 10 April 2025; lapor nakes: ya; pintu tertutup"
    assert once["A"]["kunjungan_terakhir"] is None
    assert as_day(once["B"]["kunjungan_terakhir"]) == date(2025, 3, 5)
    import_visits([tmp_path / "lists"], folder, tmp_path / "two.xlsx", roster=tmp_path / "one.xlsx", pada=AFTER,
                  tables=SHEETS_OF_ROSTER)  # fmt: skip
    assert families_of(tmp_path / "two.xlsx") == once


def test_what_cannot_be_used_is_named_by_its_cell_and_is_never_called_a_visit(tmp_path: Path) -> None:
    folder = small(tmp_path / "plan", [family(f"K{number}", kunjungan_terakhir="2024-02-01") for number in range(9)])
    (book,) = printed(folder, tmp_path / "lists")
    typed: dict[str, tuple[object, ...]] = {
        "K0": ("31/02/2025", "dikunjungi"),
        "K1": (datetime(2025, 3, 5), "sudahlah"),
        "K2": (datetime(2025, 5, 5), "dikunjungi"),
        "K3": (None, "dikunjungi"),
        "K4": (datetime(2025, 3, 6), None),
        "K5": (datetime(2023, 3, 6), "dikunjungi"),
        "K6": (None, "-"),
    }
    cells = fill(book, typed)
    result = taken_back(folder, tmp_path / "lists", tmp_path / "new.xlsx")
    places = {spot(finding).partition(":")[2]: finding.message for finding in result.findings}
    came = {key: cell.replace("!F", "!G") for key, cell in cells.items()}
    assert set(places) == {*(cells[key] for key in ("K0", "K2", "K3", "K5")), came["K1"], came["K4"]}
    assert "bukan tanggal yang ada" in places[cells["K0"]]
    assert "tidak dikenal; dibaca belum" in places[came["K1"]]
    assert "belum tiba" in places[cells["K2"]]
    assert result.hasil == {}
    assert result.belum == 9
    assert {row["hasil"] for row in families_of(tmp_path / "new.xlsx").values()} == {None}


def test_strange_rows_of_a_list_are_told(tmp_path: Path) -> None:
    folder = small(tmp_path / "plan", [family("A"), family("B")])
    (book,) = printed(folder, tmp_path / "lists")
    opened = openpyxl.load_workbook(book)
    sheet = opened["Melati"]
    sheet.append(["X9", None, None, None, None, "12", "dikunjungi"])
    sheet.append([None, None, None, None, None, "12", "dikunjungi"])
    sheet.append(["A", None, None, None, None, "12", "dikunjungi"])
    sheet.append(["A", None, None, None, None, "12", "menolak"])
    opened.save(book)
    result = taken_back(folder, tmp_path / "lists", tmp_path / "new.xlsx")
    words = " / ".join(finding.message for finding in result.findings)
    assert "“X9” tidak ada di lembar Keluarga" in words
    assert "kosong, padahal barisnya diisi" in words
    assert "berbeda di dua baris untuk keluarga A" in words
    assert families_of(tmp_path / "new.xlsx")["A"]["hasil"] == "menolak"


def test_the_command_writes_beside_and_says_what_to_do(tmp_path: Path) -> None:
    folder = small(tmp_path / "plan", [family("A")])
    (book,) = printed(folder, tmp_path / "lists")
    fill(book, {"A": (datetime(2025, 3, 12), "dikunjungi")})
    done = ilp("import", "--kunjungan", tmp_path / "lists", ".", "--pada", "2025-04-01", cwd=folder)
    assert done.returncode == 0
    assert "1 dikunjungi dan 0 belum diisi" in done.stdout
    assert "roster: roster-sesudah-2025-03.xlsx" in done.stdout
    assert ilp("import", "--kunjungan", book, ".", "lain", cwd=folder).returncode == 2
    with pytest.raises(OutputBlocked):
        import_visits([book], folder, book, pada=AFTER, force=True, tables=SHEETS_OF_ROSTER)


def test_a_roster_inside_the_roadmap_is_not_written_anew(tmp_path: Path) -> None:
    folder = small(tmp_path / "plan", [family("A")])
    printed(folder, tmp_path / "lists")
    inside = tmp_path / "inside"
    shutil.copytree(folder, inside)
    for path in inside.glob("*.csv"):
        path.unlink()
    people = "petugas: [{nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}]\n"
    (inside / "roadmap.yaml").write_text(ROADMAP.replace("roster: .\n", "") + people, encoding="utf-8")
    with pytest.raises(Misuse, match="rosternya ditulis di dalamnya"):
        taken_back(inside, tmp_path / "lists", tmp_path / "new.xlsx")


def test_the_number_of_a_day_is_one_also_in_a_cell_made_for_dates(tmp_path: Path) -> None:
    folder = small(tmp_path / "plan", [family("A"), family("B"), family("C")])
    (book,) = printed(folder, tmp_path / "lists")
    fill(book, {"A": (5, "dikunjungi"), "B": (45, "dikunjungi"), "C": (datetime(1900, 1, 31), "dikunjungi")})
    result = taken_back(folder, tmp_path / "lists", tmp_path / "new.xlsx")
    told = families_of(tmp_path / "new.xlsx")
    assert [as_day(told[name]["kunjungan_terakhir"]) for name in "AC"] == [date(2025, 3, 5), date(2025, 3, 31)]
    assert not told["B"]["kunjungan_terakhir"]
    assert "bukan tanggal yang ada" in " / ".join(finding.message for finding in result.findings)


def test_a_list_that_lost_its_column_of_results_is_told(tmp_path: Path) -> None:
    folder = small(tmp_path / "plan", [family("A"), family("B", posyandu="Mawar")])
    (book,) = printed(folder, tmp_path / "lists")
    opened = openpyxl.load_workbook(book)
    opened["Melati"].delete_cols(7)
    opened.save(book)
    result = taken_back(folder, tmp_path / "lists", tmp_path / "new.xlsx")
    assert [spot(finding) for finding in result.findings if "judul kolom “Hasil” tidak ada" in finding.message]


@pytest.mark.parametrize("month", ["Maret 0000", "Maret 9999", "0000-03", "2025-13"])
def test_a_month_that_is_none_breaks_no_list(tmp_path: Path, month: str) -> None:
    folder = small(tmp_path / "plan", [family("A")])
    (book,) = printed(folder, tmp_path / "lists")
    opened = openpyxl.load_workbook(book)
    opened["Melati"]["A2"] = f"Bulan: {month}"
    opened.save(book)
    fill(book, {"A": (datetime(2025, 3, 12), "dikunjungi")})
    taken_back(folder, tmp_path / "lists", tmp_path / "new.xlsx")
    assert as_day(families_of(tmp_path / "new.xlsx")["A"]["kunjungan_terakhir"]) == date(2025, 3, 12)


def test_a_family_to_be_seen_again_is_planned_again_in_the_same_month(tmp_path: Path) -> None:
    """The list of a week comes back, and the rest of the month is planned anew: the second visit is one of its own."""
    place = small(tmp_path / "plan", [family("ML-1", kunjungan_terakhir="2024-01-05"), family("ML-2")])
    lists = tmp_path / "lists"
    (path,) = printed(place, lists)
    fill(
        path, {"ML-1": (date(2025, 3, 4), "kontrol ulang", date(2025, 3, 18)), "ML-2": (date(2025, 3, 4), "dikunjungi")}
    )
    after = tmp_path / "after.xlsx"
    assert not taken_back(place, lists, after, date(2025, 3, 10)).findings
    rest = plan_visits(place, MARCH, roster=after, pada=date(2025, 3, 10))
    again = [visit for _, visit in rest.rencana.visits() if visit.hari is not None]
    assert [visit.perlu.keluarga.id for visit in again] == ["ML-1"]
    assert all(visit.hari >= date(2025, 3, 10) for visit in again if visit.hari)
