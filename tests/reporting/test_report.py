"""ilp report: what stands on its page, against what the other commands say; links both ways; nothing invented."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from ilp_cli import Misuse, OutputBlocked, check, outlook, risk
from ilp_cli import report as make_report
from ilp_cli.reporting.verb import Reported
from tests.plans import KADER_CSV, PETUGAS_CSV, plan
from tests.reporting.pages import DESA, ROADMAP, Page, district, geojson, report
from tests.running import DAY, EXAMPLES, LUWU, ROOT, ilp, process

PADA = date.fromisoformat(DAY)


@pytest.fixture(scope="module")
def luwu(tmp_path_factory: pytest.TempPathFactory) -> Page:
    target = tmp_path_factory.mktemp("luwu") / "laporan.html"
    make_report(LUWU, target, pada=PADA)
    return Page(target.read_text(encoding="utf-8"))


def test_the_figures_are_those_of_check_risk_and_outlook(luwu: Page) -> None:
    found, exposed, ahead = check(LUWU, pada=PADA), risk(LUWU, pada=PADA), outlook(LUWU, pada=PADA)
    last = found.coverage[-1]
    assert f"{last.puskesmas_kumulatif} dari {last.puskesmas_total} puskesmas menjadi lokus" in luwu.text
    good = sum(state.memenuhi for state in found.pustu)
    assert f"{good} dari {len(found.pustu)} pustu lokus" in luwu.text
    years = [row[0] for row in luwu.rows("tabel-cakupan")]
    assert years == [str(row.tahun) for row in found.coverage]
    done = [[row[0], row[1], row[2]] for row in luwu.rows("tabel-ditetapkan")]
    assert done == [[str(row.tahun), str(row.ditetapkan), str(row.berjalan)] for row in found.coverage]
    failing = [state for state in found.pustu if not state.memenuhi]
    assert [row[1:3] for row in luwu.rows("tabel-pustu")] == [[state.pustu, state.puskesmas] for state in failing]
    assert [row[3] for row in luwu.rows("tabel-pustu")] == [f"▼ {state.words}" for state in failing]
    broken, total = exposed.risk.pustu
    assert f"Satu orang tidak hadir membuat {broken} dari {total} pustu lokus" in luwu.text
    falling = ahead.having("jatuh")
    assert [row[0] for row in luwu.rows("tabel-prakiraan")] == [own.when(dated=False) for own in falling]


def test_who_fails_is_told_with_rule_article_and_rank(luwu: Page) -> None:
    for kind in ("pustu", "posyandu"):
        for row in luwu.rows(f"tabel-{kind}"):
            assert re.match(r"ILP20[1-5] \S", row[4])
            assert "KMK HK.01.07/MENKES/2015/2023" in row[5]
            assert row[6] in ("resmi", "turunan", "lokal")
    assert {row[3] for row in luwu.rows("tabel-dasar")} <= {"resmi", "turunan", "lokal"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_every_link_leads_somewhere_and_every_figure_back(example: Path, tmp_path: Path) -> None:
    make_report(example, tmp_path / "laporan.html", pada=PADA)
    page = Page((tmp_path / "laporan.html").read_text(encoding="utf-8"))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert all(link.startswith("#") for link in page.links)
    figures = [name for name in page.ids if name.startswith("angka-")]
    assert 8 <= len(figures) <= 12
    told = {name for name in page.ids if name.startswith("tabel-")}
    for name in figures:
        assert f"#{name}" in page.links or name.removeprefix("angka-") not in {
            own.removeprefix("tabel-") for own in told
        }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_nothing_is_fetched_or_run(example: Path, tmp_path: Path) -> None:
    make_report(example, tmp_path / "laporan.html", pada=PADA)
    text = (tmp_path / "laporan.html").read_text(encoding="utf-8")
    page = Page(text)
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text)
    assert not re.search(r"@import|url\((?!#)|javascript:", text)
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "use"} & set(
        page.elements
    )
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "srcset", "xlink:href")]
    assert "default-src 'none'" in text


def test_every_drawing_has_a_title_and_says_what_it_shows(tmp_path: Path) -> None:
    folder = district(tmp_path / "luwu")
    (tmp_path / "desa.geojson").write_text(geojson(*DESA), encoding="utf-8")
    text = report(folder, "--peta", tmp_path / "desa.geojson")
    drawings = re.findall(r'<svg[^>]*role="img"[^>]*>(.{0,60})', text)
    assert len(drawings) >= 4  # coverage, outlook, map, realisation
    assert all(start.startswith("<title>") for start in drawings)
    assert text.count("<desc>") == len(drawings)


def test_what_is_not_known_is_not_a_number(tmp_path: Path) -> None:
    register = "kabupaten: {nama: Rekaan}\npuskesmas: [{nama: Suli}, {nama: Bua}]\ntahap: [{tahun: 2024, lokus: []}]\n"
    make_report(plan(tmp_path / "rekaan", register), tmp_path / "laporan.html", pada=PADA)
    page = Page((tmp_path / "laporan.html").read_text(encoding="utf-8"))
    assert "Cakupan belum diketahui: tahap 2024 belum menyebut lokus maupun target." in page.text
    assert "0 dari 2" not in page.text
    assert {row[4] for row in page.rows("tabel-lokus")} == {"? belum diketahui"}
    assert {cell for row in page.rows("tabel-ditetapkan") for cell in row[1:]} == {"belum diketahui"}
    assert "Tidak ada peta" in page.text
    assert "Realisasi belum diketahui" in page.text


def test_a_stage_without_names_makes_a_total_a_least_one(tmp_path: Path) -> None:
    make_report(ROOT / "examples" / "padang-pariaman", tmp_path / "laporan.html", pada=PADA)
    page = Page((tmp_path / "laporan.html").read_text(encoding="utf-8"))
    assert page.rows("tabel-cakupan")[-1][4] == "≥ 6"
    assert "Paling sedikit 6 dari 25 puskesmas" in page.text


def test_quarters_are_those_of_the_sheet(tmp_path: Path) -> None:
    page = Page(report(district(tmp_path / "luwu")))
    rows = {(row[0], row[1]): row[2:] for row in page.rows("tabel-realisasi")}
    assert rows["2025", "puskesmas"] == ["1", "0", "1", "0", "0", "1", "100,0%", "0"]
    assert rows["2026", "pustu"] == ["1", "0", "0", "0", "0", "0", "0,0%", "0"]
    assert "II ’25: Puskesmas 1" in page.text


def test_a_quarter_of_which_nothing_is_told_is_not_one_without_a_beginning(tmp_path: Path) -> None:
    """What the table leaves open the chart tells in the same words, not as nought."""
    early = report(district(tmp_path / "luwu"), "--pada", "2026-05-02")
    page = Page(early)
    assert [row[5:7] for row in page.rows("tabel-realisasi") if row[0] == "2026"] == [["–", "–"]] * 3
    assert "III ’26: belum tiba atau belum dilaporkan; IV ’26: belum tiba atau belum dilaporkan" in early
    assert "II ’26: 0 puskesmas" in early


def test_without_a_proposal_the_command_is_told_and_with_one_its_rows(tmp_path: Path) -> None:
    folder = district(tmp_path / "luwu")
    assert "ilp plan staffing FOLDER -o usulan.yaml" in Page(report(folder)).text
    usulan = tmp_path / "usulan.yaml"
    ilp("plan", "staffing", folder, "--pada", DAY, "-o", usulan, "-q")
    page = Page(report(folder, "--dengan", usulan))
    assert "MENURUT USULAN: 0 perpindahan dan 9 rekrutan dari usulan.yaml dianggap sudah jalan." in page.text
    assert sum(int(row[3]) for row in page.rows("tabel-rekrut")) == 9
    assert page.rows("tabel-usulan")[0] == ["Pustu lokus memenuhi", "1", "2", "+1"]


def test_a_waived_shortage_is_still_told(tmp_path: Path) -> None:
    waiver = (
        "pengecualian: [{kode: ILP201, tempat: {puskesmas: Bajo, pustu: Saga}, alasan: rekaan, oleh: Kepala Dinas, "
        "sampai: 2027-01-31}]\n"
    )
    page = Page(report(district(tmp_path / "luwu", ROADMAP + waiver)))
    assert "(dikecualikan sampai 31 Januari 2027)" in page.rows("tabel-pustu")[0][3]
    assert "1 dikecualikan" in page.text


def test_numbers_of_people_and_birth_dates_stay_at_home(tmp_path: Path) -> None:
    petugas = (
        "nama,nip,nik,tanggal_lahir,no_hp,puskesmas,pustu,profesi,status\n"
        "Ina,196911202000122003,7317016011690001,20/11/1969,081234567890,Suli,Cimpu,Bidan,PNS\n"
        "Yusuf,199003072019031004,7317010703900002,7 Maret 1990,0812 3456 7891,Suli,Cimpu,Perawat,PNS\n"
        "hp 081234567892,,,31/02/1980,,Suli,,Perawat,PNS\n"
    )
    text = report(district(tmp_path / "luwu", petugas_csv=petugas))
    page = Page(text)
    assert not [words for words in page.texts if re.search(r"\d(?:[\s._()-]{0,3}\d){9,}", words)]
    for born in ("1969", "1990", "1980", "58 tahun", "November 1969"):
        assert born not in page.text
    assert "Ina" in page.text  # names are shown, as the outlook and the risk show them


def test_of_a_retirement_the_year_is_told_unless_its_day_is_asked_for(tmp_path: Path) -> None:
    petugas = (
        "nama,nip,puskesmas,pustu,profesi,status\n"
        "Ina,196911202000122003,Suli,Cimpu,Bidan,PNS\nYusuf,199003072019031004,Suli,Cimpu,Perawat,PNS\n"
    )
    folder = district(tmp_path / "luwu", petugas_csv=petugas)
    page = Page(report(folder))
    (row,) = page.rows("tabel-prakiraan")
    assert row[0] == "2027"
    assert row[4] == "Ina, bidan: pensiun 2027"
    assert not re.search(r"Desember 2027(?!:|\.)|November 1969|58 tahun", page.text.replace("31 Desember 2027", ""))
    assert "pertama Cimpu (Suli), 2027." in page.text
    dated = Page(report(folder, "--tanggal-pensiun"))
    assert dated.rows("tabel-prakiraan")[0][0] == "1 Desember 2027"
    assert "pensiun mulai 1 Desember 2027" in dated.text
    assert "58 tahun" not in dated.text


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    folder = district(tmp_path / "luwu")
    (tmp_path / "desa.geojson").write_text(geojson(*DESA), encoding="utf-8")
    for number, seed in enumerate("17"):
        answer = process(
            *("report", folder, "--pada", DAY, "--peta", tmp_path / "desa.geojson", "-q"),
            *("-o", tmp_path / f"{number}.html"),
            PYTHONHASHSEED=seed,
        )
        assert answer.returncode == 1, answer.stderr
    assert (tmp_path / "0.html").read_bytes() == (tmp_path / "1.html").read_bytes()
    moved = tmp_path / "lain" / "tempat"
    moved.parent.mkdir()
    folder.rename(moved)
    report(moved, "--peta", tmp_path / "desa.geojson")
    assert (moved.parent / "laporan.html").read_bytes() == (tmp_path / "0.html").read_bytes()


def test_what_stood_there_stays_and_an_input_is_never_written_to(tmp_path: Path) -> None:
    folder = district(tmp_path / "luwu")
    target = tmp_path / "laporan.html"
    target.write_text("lama", encoding="utf-8")
    assert ilp("report", folder, "--pada", DAY, "-o", target).returncode == 4
    assert target.read_text(encoding="utf-8") == "lama"
    (tmp_path / "desa.geojson").write_text(geojson(*DESA), encoding="utf-8")
    for own in (folder / "roadmap.yaml", folder / "petugas.csv", tmp_path / "desa.geojson"):
        before = own.read_bytes()
        words = ("--peta", tmp_path / "desa.geojson", "--force", "-o", own)
        answer = ilp("report", folder, "--pada", DAY, *words)
        assert answer.returncode == 4, own
        assert "adalah berkas masukan" in answer.stderr
        assert own.read_bytes() == before
    assert ilp("report", folder, "--pada", DAY, "-o", tmp_path / "coba.html", "--dry-run").returncode == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desa.geojson", "laporan.html", "luwu"]


def test_it_goes_to_standard_output_and_says_little(tmp_path: Path) -> None:
    folder = district(tmp_path / "luwu")
    answer = process("report", folder, "--pada", DAY, "-o", "-")
    assert answer.stdout.startswith("<!DOCTYPE html>")
    assert answer.stdout.endswith("</html>\n")
    assert "Ditulis: keluaran standar (9 bagian, tanpa peta)" in answer.stderr
    quiet = ilp("report", folder, "--pada", DAY, "-o", tmp_path / "a.html", "-q")
    assert quiet.stdout + quiet.stderr == ""


@pytest.mark.parametrize("name", ["laporan.xlsx", "laporan.pdf", "laporan"])
def test_a_page_is_not_written_under_the_name_of_something_else(tmp_path: Path, name: str) -> None:
    answer = ilp("report", LUWU, "--pada", DAY, "-o", tmp_path / name)
    assert (answer.returncode, "nama laporan harus berakhiran .html" in answer.stderr) == (2, True)
    assert not list(tmp_path.iterdir())


def test_an_unreadable_input_stops_it(tmp_path: Path) -> None:
    folder = district(tmp_path / "luwu", "kabupaten: {nama: Luwu\ntahap: [}")
    answer = ilp("report", folder, "--pada", DAY, "-o", tmp_path / "a.html")
    assert answer.returncode == 3
    assert "Tidak ditulis: ada masukan yang tidak dapat dibaca." in answer.stdout
    assert not (tmp_path / "a.html").exists()


def test_faulty_cells_are_told_on_top(tmp_path: Path) -> None:
    spoilt = PETUGAS_CSV.replace("profesi\n", "profesi,mulai\n").replace("Bidan\n", "Bidan,31/02/2025\n")
    page = Page(report(district(tmp_path / "luwu", petugas_csv=spoilt)))
    assert re.search(r"\d kesalahan isian belum dibetulkan, jadi isinya tidak ikut dihitung", page.text)


def test_the_paper_is_chosen(tmp_path: Path) -> None:
    folder = district(tmp_path / "luwu")
    assert "size: 210mm 297mm" in report(folder)
    assert "size: 215.9mm 330.2mm" in report(folder, "--kertas", "f4")
    assert ilp("report", folder, "--kertas", "a3", "-o", tmp_path / "x.html").returncode == 2


def test_a_script_gets_what_was_written(tmp_path: Path) -> None:
    folder = district(tmp_path / "luwu")
    result = make_report(folder, tmp_path / "a.html", pada=PADA, tahun=[2025])
    assert isinstance(result, Reported)
    assert result
    assert dict(result.parts)["Puskesmas lokus"] == 3
    assert (result.peta, result.exit_status()) == (False, 0)
    assert not make_report(folder, tmp_path / "b.html", pada=PADA, dry_run=True)
    with pytest.raises(OutputBlocked):
        make_report(folder, tmp_path / "tiada" / "a.html", pada=PADA)
    with pytest.raises(Misuse):
        make_report(folder, tmp_path / "c.html", pada=PADA, tahun=[2031])
    with pytest.raises(Misuse):
        make_report(folder, tmp_path / "c.html", pada=PADA, kertas="a3")
    with pytest.raises(Misuse):
        make_report(folder, tmp_path / "c.html", pada=PADA, peta=3)  # type: ignore[arg-type]


def test_a_long_list_is_cut_with_the_command_that_shows_it(tmp_path: Path) -> None:
    names = [f"P{number:03d}" for number in range(100)]
    roadmap = (
        "kabupaten: {nama: Luwu}\nroster: .\npuskesmas:\n"
        + "".join(f"  - {{nama: {name}, pustu: [{{nama: {name}}}]}}\n" for name in names)
        + "tahap:\n  - tahun: 2025\n    lokus:\n"
        + "".join(f"      - {{puskesmas: {name}, pustu: [{name}]}}\n" for name in names)
    )
    page = Page(
        report(district(tmp_path / "luwu", roadmap, petugas_csv="nama,puskesmas,pustu,profesi\n", kader_csv=KADER_CSV))
    )
    assert len(page.rows("tabel-pustu")) == 80
    assert "… dan 20 lagi; semuanya: ilp check FOLDER" in page.text


def test_the_template_travels_with_the_package() -> None:
    """Hatch packs what lies in the package, not only modules; where it is installed, the wheel itself is looked at."""
    assert (ROOT / "ilp_cli" / "reporting" / "laporan.html.j2").is_file()
    builder = pytest.importorskip("hatchling.builders.wheel", reason="hatchling belum terpasang")
    made = next(iter(builder.WheelBuilder(str(ROOT)).build(directory=str(ROOT / "dist-uji"), versions=["standard"])))
    try:
        assert "ilp_cli/reporting/laporan.html.j2" in zipfile.ZipFile(made).namelist()
    finally:
        Path(made).unlink()
        Path(made).parent.rmdir()


ABLE = {
    "kesiapan_csv": "puskesmas,posyandu,kriteria,keadaan\nSuli,Melati,Y7,ya\nBajo,Mawar,Y7,tidak\n",
    "layanan_csv": "puskesmas,posyandu,kelompok,ada\nSuli,Melati,semua sasaran,ya\nBajo,Mawar,balita,tidak\n",
    "capaian_csv": "puskesmas,posyandu,indikator,bulan,sasaran,dilayani\n"
    "Suli,Melati,K1,2026-01,12,3\nBajo,Mawar,K1,2026-01,10,\nSuli,Melati,IDL,2026-01,12,3\n",
    "keterampilan_csv": "nama,puskesmas,posyandu,kelompok,dilatih,dinilai\n"
    "Sari,Suli,Melati,lansia,ya,tidak\nNur,Suli,Melati,lansia,tidak,\n",
}
TARGET = "kebijakan: {target_capaian: {K1: 90}}\n"


def test_what_places_and_people_can_do_is_counted_with_the_unknown_apart(tmp_path: Path) -> None:
    page = Page(report(district(tmp_path / "luwu", ROADMAP + TARGET, **ABLE)))
    rows = {tuple(row[:3]): row[3:6] for row in page.rows("tabel-kesiapan")}
    assert rows["Y7", "Dasar pembentukan", "posyandu"] == ["1", "1", "0"]
    assert rows["P3", "Alur menurut siklus hidup", "puskesmas"] == ["0", "0", "2"]
    offered = {tuple(row[:2]): row[2:] for row in page.rows("tabel-layanan")}
    assert offered["Posyandu", "balita"] == ["1", "1", "0"]
    assert offered["Posyandu", "remaja"] == ["1", "0", "1"]
    assert offered["Pustu", "remaja"] == ["0", "0", "2"]
    k1, idl = page.rows("tabel-pws")
    assert k1 == ["K1", "Jan 2026", "12", "3", "25,0%", "90 %", "di jalur", "0", "2", "1 dari 3"]
    assert (idl[5], idl[6]) == ("–", "tanpa target")
    skills = {row[0]: row[1:] for row in page.rows("tabel-keterampilan")}
    assert skills["Usia dewasa dan lansia"] == ["1", "1", "3", "0", "1", "4"]
    assert {f"angka-{name}" for name in ("kesiapan", "layanan", "pws", "keterampilan")} <= set(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_a_district_that_tells_nothing_of_it_has_no_such_part(tmp_path: Path) -> None:
    page = Page(report(district(tmp_path / "luwu")))
    own = ("kesiapan", "layanan", "pws", "keterampilan")
    assert not {name for name in page.ids if name.endswith(own)}
    part = Page(report(district(tmp_path / "lain", layanan_csv=ABLE["layanan_csv"]), name="lain.html"))
    assert {name for name in part.ids if name.endswith(own)} == {"layanan", "tabel-layanan", "angka-layanan"}
