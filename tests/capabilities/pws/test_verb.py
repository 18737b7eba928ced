"""The verb, its rules on spoilt tables, the workbook read again, the map, and the visits that follow from it."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli.capabilities.pws.verb import pws, write_pws
from ilp_cli.capabilities.visits.verb.plan import plan_visits
from ilp_cli.checking.verb import check
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law.indicators import by_word, greys, indicators
from tests.capabilities.pws.reports import HEAD, ROADMAP, Row, folder, row
from tests.capabilities.visits.families import FAMILY, KADER, PETUGAS, WILAYAH, family, table
from tests.plans import plan, workbook
from tests.running import ilp

DAY = date(2025, 8, 1)
GOOD = [row("Melati", month, 2, 20) for month in (1, 2)] + [row("Mawar", month, 0, 10) for month in (1, 2)]


def codes(place: Path, rows: list[Row], roadmap: str = ROADMAP) -> set[str]:
    """The codes of what is wrong in these reports: those of the PWS, and those of the cells."""
    report = check(folder(place, rows, roadmap), pada=DAY)
    told = {finding.code for finding in report.findings if str(finding.place).find("capaian.csv") >= 0}
    return told | {finding.code for finding in report.findings if finding.code == "ILP548"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("Melati", 1, 25, 20)], {"ILP540"}),
        ([row("Melati", 1, 12, 20), row("Melati", 2, 12, 20)], {"ILP540"}),
        ([row("Melati", 1, 2, indikator="K9")], {"ILP541"}),
        ([row("Melati", 13, 2)], {"ILP542"}),
        ([row("Melati", 9, 2)], {"ILP543"}),
        ([row("Melati", 1, 2, 20), row("Melati", 2, 2, 30)], {"ILP544"}),
        ([row("Melati", 1, 2, 20), row("Melati", 1, 3, 20)], {"ILP545"}),
        ([row("", 1, 2, 20, desa="Sumabu")], {"ILP546"}),
        ([row("Melati", 1, 2, 20, desa="Murante")], {"ILP546"}),
        ([row(name, 1, 2, 20) for name in ("Melati", "Mawar", "Kenanga")] + [row("", 1, 9, 60)], {"ILP547"}),
        ([row("Melati", 1, 2, None)], {"ILP549"}),
        ([row("Melati", 1, -2)], {"ILP004"}),
        ([row("Sakura", 1, 2)], {"ILP017"}),
        ([row("Melati", 1, 2, puskesmas="Sulli")], {"ILP017"}),
    ],
)
def test_what_cannot_be_is_found_at_its_cell(tmp_path: Path, rows: list[Row], expected: set[str]) -> None:
    assert codes(tmp_path, rows) - {"ILP548"} == expected


def test_a_sound_table_has_only_the_silent_named(tmp_path: Path) -> None:
    assert codes(tmp_path, GOOD) == {"ILP548"}
    assert "ILP548" not in {finding.code for finding in check(plan(tmp_path / "x", ROADMAP), pada=DAY).findings}


def test_who_has_not_reported_is_told_in_as_few_words_as_that_takes(tmp_path: Path) -> None:
    """Puskesmas that have reported nothing stand in one finding, indicators with the same gap in one clause."""

    def told(place: Path, rows: list[Row], roadmap: str = ROADMAP) -> list[str]:
        report = check(folder(place, rows, roadmap), pada=DAY)
        return [finding.message for finding in report.findings if finding.code == "ILP548"]

    both = [row(name, 1, 2, 20, indikator=kind) for name in ("Melati", "Mawar") for kind in ("K1", "IDL")]
    assert told(tmp_path / "a", [*both, row("Anggrek", 1, 2, 20, puskesmas="Bajo")]) == [
        "Suli belum melapor K1 dan IDL Jan 2025 (posyandu Kenanga)",
        "Bajo belum melapor K1 Jan 2025 (posyandu Dahlia); IDL Jan 2025",
    ]
    assert told(tmp_path / "b", both)[1:] == ["Bajo belum melapor K1 dan IDL Jan 2025"]
    more = ROADMAP.replace("tahap:", "  - {nama: Bua}\n  - {nama: Noling}\ntahap:")
    assert told(tmp_path / "c", both, more) == [
        "Suli belum melapor K1 dan IDL Jan 2025 (posyandu Kenanga)",
        "3 puskesmas (Bajo, Bua dan Noling) belum melapor apa pun bagi PWS 2025",
    ]


def test_a_fraction_is_no_thousand_but_a_written_thousand_is(tmp_path: Path) -> None:
    book = workbook(
        Capaian="""
        Puskesmas|Posyandu|Indikator|Bulan|Sasaran|Dilayani
        Suli|Melati|K1|2025-01|1.250|1
        """
    )
    opened = load_workbook(BytesIO(book))
    opened["Capaian"].append(["Suli", "Mawar", "K1", "2025-01", 1.25, 1])
    changed = BytesIO()
    opened.save(changed)
    place = plan(tmp_path, ROADMAP.replace("roster: .", "roster: roster.xlsx"), roster_xlsx=changed.getvalue())
    by_name = {cells["posyandu"]: cells["sasaran"] for cells in pws(place, pada=DAY).rows() if cells["posyandu"]}
    assert (by_name["Melati"], by_name["Mawar"]) == (1250, None)


def test_targets_that_cannot_be_are_found(tmp_path: Path) -> None:
    strange = ROADMAP.replace("{k1: 90, d/s: 80, stunting: 14}", "{k1: 190, k9: 80, idl: 90, imunisasi dasar: 80}")
    report = check(folder(tmp_path, GOOD, strange), pada=DAY)
    told = [finding.message for finding in report.findings if "target" not in finding.code and finding.place.line == 3]
    assert len(told) == 3
    assert pws(tmp_path, pada=DAY).pws.deret[0].target is None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"indikator": ["Stuntin"]}, "apakah maksudnya “Stunting”"),
        ({"indikator": ["IDL"]}, "yang ada: K1"),
        ({"tahun": 2020}, "yang ada: 2025"),
        ({"bulan": 13}, "tulis 1 sampai 12"),
        ({"puskesmas": ["Sulli"]}, "apakah maksudnya “Suli”"),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_words(tmp_path: Path, options: dict[str, object], words: str) -> None:
    with pytest.raises(Misuse, match=words):
        pws(folder(tmp_path, GOOD), pada=DAY, **options)  # type: ignore[arg-type]


def test_without_the_table_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="lembar Capaian"):
        pws(plan(tmp_path, ROADMAP), pada=DAY)
    with pytest.raises(Misuse, match="belum memuat angka"):
        pws(plan(tmp_path, ROADMAP, capaian_csv=f"{HEAD}\nSuli,,Melati,,K1,2025,1,20,\n"), pada=DAY)


def test_the_command_answers_in_every_form(tmp_path: Path) -> None:
    place = folder(tmp_path, GOOD)
    text = ilp("pws", str(place), "--pada", "2025-08-01")
    assert text.returncode == 0
    assert "dari yang melapor 2 dari 4 wilayah" in text.stdout
    document = json.loads(ilp("pws", str(place), "--pada", "2025-08-01", "--format", "json").stdout)
    assert {"capaian", "kosong", "tren", "pemicu"} <= document.keys()
    csv = ilp("pws", str(place), "--pada", "2025-08-01", "--format", "csv", "--tabel", "kosong").stdout
    assert csv.splitlines()[0].startswith("tingkat,puskesmas")
    again = ilp("pws", str(place), "--pada", "2025-08-01", "-o", str(tmp_path / "capaian.csv"), "--force")
    assert again.returncode == 4, "an input is never written to"


def test_the_workbook_holds_the_figures_and_is_the_same_twice(tmp_path: Path) -> None:
    answer = pws(folder(tmp_path, GOOD), pada=DAY)
    for name in ("a.xlsx", "b.xlsx"):
        write_pws(answer, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [
        "Ringkasan",
        "Peta Panas",
        "Evaluasi Bulanan",
        "Evaluasi Mingguan",
        "Belum Melapor",
        "Asal",
    ]
    heat = {
        str(cells[0].value).strip(): cells[1] for cells in book["Peta Panas"].iter_rows(min_row=2) if cells[0].value
    }
    assert heat["Suli"].value == 13.3
    assert "*" in heat["Suli"].number_format
    assert "▼" in heat["Suli"].number_format
    assert heat["Bajo"].value == "–"
    smallest = min(cell.font.sz for sheet in book for cells in sheet.iter_rows() for cell in cells if cell.value)
    assert smallest >= 8
    with pytest.raises(OutputBlocked):
        write_pws(answer, tmp_path / "a.xlsx")


def square(name: str, lon: float, lat: float, *, swapped: bool = False) -> dict[str, object]:
    """A desa as a square of a few kilometres."""
    corners = [(lon + x, lat + y) for x, y in ((0, 0), (0.03, 0), (0.03, 0.03), (0, 0.03), (0, 0))]
    points = [[y, x] if swapped else [x, y] for x, y in corners]
    return {"properties": {"NAMOBJ": name}, "geometry": {"type": "Polygon", "coordinates": [points]}}


def mapped(place: Path, *features: dict[str, object]) -> Path:
    """A GeoJSON file with these desa."""
    file = place / "desa.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return file


def test_the_map_shows_each_desa_with_its_figure(tmp_path: Path) -> None:
    answer = pws(folder(tmp_path, GOOD), pada=DAY)
    file = mapped(tmp_path, square("Desa Cimpu", 120.3, -3.4), square("Lain", 120.4, -3.4))
    for name in ("a.svg", "b.svg"):
        write_pws(answer, tmp_path / name, peta=file)
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert svg == (tmp_path / "b.svg").read_text(encoding="utf-8")
    assert "▼ 13" in svg
    assert "Murante" in svg, "a desa that is not on the map is named"
    assert svg.count("http") == 1, "nothing comes from elsewhere"


@pytest.mark.parametrize(
    ("features", "words"),
    [
        ([square("Cimpu", 120.3, -3.4, swapped=True)], "terbalik lintang dan bujurnya"),
        ([square("Sukamaju", 107.6, -6.9)], "tidak satu pun"),
        ([square("Cimpu", 107.6, -6.9)], "peta daerah lain"),
        ([square("Cimpu", 12.3, 45.4)], "di luar Indonesia"),
        ([], "tidak memuat satu bidang pun"),
    ],
)
def test_a_map_of_elsewhere_is_refused(tmp_path: Path, features: list[dict[str, object]], words: str) -> None:
    answer = pws(folder(tmp_path, GOOD), pada=DAY)
    with pytest.raises(Unreadable, match=words):
        write_pws(answer, tmp_path / "a.svg", peta=mapped(tmp_path, *features))


def test_a_map_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "besar.geojson"
    with file.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    with pytest.raises(Unreadable, match="lebih besar dari 64 MB"):
        write_pws(pws(folder(tmp_path / "x", GOOD), pada=DAY), tmp_path / "a.svg", peta=file)


def test_indicators_are_those_of_the_decree_and_words_mean_one() -> None:
    assert len(indicators()) == 28
    assert by_word()["d s"].kunci == "ditimbang"
    assert all(item.sumber.startswith("BAB X") for item in indicators().values())
    assert [step.dari for step in greys()] == sorted((step.dari for step in greys()), reverse=True)


VISITED = """\
kabupaten: {nama: Rekaan}
roster: .
kebijakan: {kapasitas_kunjungan: 1, target_capaian: {idl: 90}}
puskesmas:
  - nama: Suli
    pustu: [{nama: Cimpu}]
    posyandu: [{nama: Melati, pustu: Cimpu}, {nama: Mawar, pustu: Cimpu}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati, Mawar]}]}]
"""


def visited(place: Path, months: list[int]) -> Path:
    """Six families of a block, some with a baby; Melati lacks three babies of three."""
    homes = [family("A-1"), family("A-2", kelompok="bayi"), family("A-3", kelompok="lansia")]
    homes += [family(f"A-{n}", kelompok="bayi; dewasa") for n in (4, 5)]
    homes.append(family("A-6", kelompok="bayi", kunjungan_terakhir="2025-02-01"))
    reports = [row("Melati", month, 0, 3, indikator="IDL") for month in months]
    lines = "\n".join(",".join("" if cell is None else str(cell) for cell in cells) for cells in reports)
    files = {"petugas_csv": PETUGAS, "kader_csv": KADER, "wilayah_csv": WILAYAH, "capaian_csv": f"{HEAD}\n{lines}\n"}
    return plan(place, VISITED, keluarga_csv=table(FAMILY, homes), **files)


def test_families_like_those_missing_come_first_and_no_more_than_are_missing(tmp_path: Path) -> None:
    planned = plan_visits(visited(tmp_path, [1, 2]), (2025, 3), pada=date(2025, 2, 20))
    assert len(planned.rows()) == 5, "no visit is added"
    first = [cells["id"] for cells in planned.rows() if cells["sebab"] == "pemicu wilayah"]
    assert first == ["A-2", "A-4", "A-5"], "three babies are missing; A-6 was seen this year, A-1 and A-3 have no baby"
    assert any("IDL masih 3 bayi sampai Feb" in note and "tidak menyebut siapa" in note for note in planned.notes)
    days = {str(cells["id"]): str(cells["hari"]) for cells in planned.rows()}
    assert max(days[identity] for identity in map(str, first)) < min(days["A-1"], days["A-3"])


def test_who_has_not_reported_every_month_calls_for_nothing(tmp_path: Path) -> None:
    place = visited(tmp_path, [2])
    text = (place / "capaian.csv").read_text(encoding="utf-8")
    (place / "capaian.csv").write_text(f"{text}Suli,,Mawar,,IDL,2025,1,5,1\n", encoding="utf-8")
    planned = plan_visits(place, (2025, 3), pada=date(2025, 2, 20))
    assert not [cells for cells in planned.rows() if cells["sebab"] == "pemicu wilayah"]


def test_a_district_without_reports_plans_as_before(tmp_path: Path) -> None:
    place = visited(tmp_path, [1])
    (place / "capaian.csv").unlink()
    planned = plan_visits(place, (2025, 3), pada=date(2025, 2, 20))
    assert {cells["sebab"] for cells in planned.rows()} == {"rutin"}
    assert not any("Capaian" in note for note in planned.notes)


def test_people_who_may_be_counted_twice_are_told(tmp_path: Path) -> None:
    bare = ROADMAP.replace("{nama: Melati, desa: Cimpu, pustu: Cimpu}", "{nama: Melati}")
    rows = [row("Melati", 1, 2, 20), row("", 1, 3, 30, desa="Cimpu")]
    told = [finding.message for finding in check(folder(tmp_path, rows, bare), pada=DAY).findings]
    assert any("terhitung dua kali" in words for words in told)


def test_a_desa_of_another_puskesmas_is_told_also_where_its_own_has_none(tmp_path: Path) -> None:
    roadmap = (
        "kabupaten: {nama: Luwu}\nroster: .\npuskesmas:\n"
        "  - {nama: Suli}\n  - {nama: Bajo, posyandu: [{nama: Mawar, desa: Sumabu}]}\n"
    )
    table = "puskesmas,desa,indikator,bulan,sasaran,dilayani\nSuli,Sumabu,K1,2026-01,9,2\nSuli,Murante,K1,2026-01,9,2\n"
    report = check(plan(tmp_path, roadmap, capaian_csv=table), pada=DAY)
    (told,) = [finding for finding in report.findings if finding.code == "ILP546"]
    assert told.message == "desa Sumabu bukan desa Suli, melainkan Bajo; angkanya dihitung di Suli"
    assert told.place.line == 2
