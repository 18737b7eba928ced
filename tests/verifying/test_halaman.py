"""ilp verify of a report: equal, edited (which figures), or made of other inputs."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

import ilp_cli
from ilp_cli.core.outcome import Misuse
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.page_stamp import PREFIX, read_page
from ilp_cli.verifying.model import State, Verified
from tests.reporting.pages import DESA, district, geojson, report
from tests.reporting.test_names import NAUGHTY, quoted
from tests.running import DAY, EXAMPLES, ilp


def page(folder: Path, *words: str | Path) -> Path:
    """The report of a plan, within its folder."""
    report(folder, *words, name=f"{folder.name}/laporan.html")
    return folder / "laporan.html"


def edited(path: Path, old: str, new: str, *, pattern: bool = False) -> Path:
    """A copy with one text put for another once, wherever it is first met."""
    text = path.read_text(encoding="utf-8")
    changed = re.sub(old, new, text, count=1) if pattern else text.replace(old, new, 1)
    assert changed != text
    out = path.with_name("disunting.html")
    out.write_text(changed, encoding="utf-8")
    return out


def places(verified: Verified) -> list[str]:
    return [f"{cell.lembar}!{cell.sel}" for item in verified.lembar for cell in item.sel]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return district(tmp_path / "rencana")


@pytest.mark.parametrize("example", [p for p in EXAMPLES if (p / "roadmap.yaml").exists()], ids=lambda p: p.name)
def test_the_report_of_every_example_verifies(tmp_path: Path, example: Path) -> None:
    out = tmp_path / "laporan.html"
    ilp_cli.report(example, out, pada=date.fromisoformat(DAY))
    verified = ilp_cli.verify(out, plan=example)
    assert verified.equal, verified.kata
    assert not any("byte" in words for words in verified.kata)


@pytest.mark.parametrize(
    "words", [("--tanggal-pensiun",), ("--tahun", "2025"), ("--kertas", "f4"), ("--roster", "lain.csv")]
)
def test_it_is_derived_with_the_options_it_names(folder: Path, words: tuple[str, ...]) -> None:
    if "--roster" in words:
        shutil.copy(folder / "petugas.csv", folder / "lain.csv")
        words = ("--roster", str(folder / "lain.csv"))
    assert ilp_cli.verify(page(folder, *words)).equal


def test_the_map_that_was_given_is_an_input(folder: Path) -> None:
    peta = folder / "desa.geojson"
    peta.write_text(geojson(*DESA), encoding="utf-8")
    path = page(folder, "--peta", peta)
    assert ilp_cli.verify(path).equal
    peta.write_text(geojson(*DESA, more="x"), encoding="utf-8")
    verified = ilp_cli.verify(path)
    assert [item.berkas for item in verified.changed] == ["desa.geojson"]
    peta.unlink()
    verified = ilp_cli.verify(path)
    assert not verified.compared
    assert any("desa.geojson tidak ditemukan" in words for words in verified.kata)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (r'(id="tabel-cakupan\.B2"[^>]*><span>)\d+', r"\g<1>77", "tabel-cakupan!B2"),
        (r'(id="angka-lokus".*?"nilai">)\d+', r"\g<1>77", "halaman depan!angka-lokus"),
        (r"(<h3 id=\"tabel-cakupan\">)", r"\g<1>Bukan ", "tabel-cakupan!tabel-cakupan"),
        (r'(<p class="jawaban">)', r"\g<1>Semua beres. ", "halaman depan!paragraf 2"),
        (r"(id=\"gambar-cakupan\".*?<rect [^>]*height=\")[\d.]+", r"\g<1>1", "gambar-cakupan!"),
        (r"(<text [^>]*>)2025", r"\g<1>2031", "gambar-cakupan!"),
        (r'(<tr role="row")(?=>\s*<td)', r"\g<1> hidden", "baris"),
        (r"(<section [^>]*id=\"dasar\")", r'\g<1> style="display:none"', "dasar!dasar (rupa)"),
        (r"(</style>)", r"#tabel-cakupan {display:none}\g<1>", "halaman depan!style 1"),
        (r"(<body>)", r"\g<1><script>1</script>", "halaman depan!"),
        (r"(<body>)", r"\g<1><!-- Bupati: 12 -->", "komentar HTML"),
    ],
)
def test_what_was_edited_is_named_with_its_place(folder: Path, old: str, new: str, place: str) -> None:
    own = edited(page(folder), f"(?s){old}", new, pattern=True)
    verified = ilp_cli.verify(own)
    assert verified.exit_status() == 1
    assert any(place in told for told in places(verified)), places(verified)
    assert verified.edited
    assert "disunting sesudahnya" in ilp("verify", own).stdout


def test_another_roster_is_told_apart_from_an_edit(folder: Path) -> None:
    path = page(folder)
    people = folder / "petugas.csv"
    people.write_text("\n".join(people.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    verified = ilp_cli.verify(path)
    assert verified.differing
    assert not verified.edited
    assert [item.berkas for item in verified.changed] == ["petugas.csv"]


def test_what_it_says_of_itself_cannot_be_edited_unseen(folder: Path) -> None:
    path = page(folder)
    verified = ilp_cli.verify(
        edited(path, f'name="{PREFIX}kertas" content="a4"', f'name="{PREFIX}kertas" content="f4"')
    )
    assert verified.asal is False
    assert not verified.equal
    bare = path.with_name("tanpa.html")
    bare.write_text(re.sub(rf'<meta name="{re.escape(PREFIX)}[^>]*>\n', "", path.read_text(encoding="utf-8")))
    with pytest.raises(Unreadable, match="sudah dihapus"):
        ilp_cli.verify(bare)
    with pytest.raises(Misuse, match="--pada"):
        ilp_cli.verify(path, pada=date(2026, 1, 1))


def test_without_its_plan_the_marks_alone_are_looked_at(folder: Path, tmp_path: Path) -> None:
    path = shutil.copy(page(folder), tmp_path / "kiriman.html")
    assert ilp_cli.verify(path).exit_status() == 3
    assert ilp_cli.verify(edited(Path(path), "Kembali ke", "Kembali")).exit_status() == 1


def test_workbooks_that_came_beside_it_are_no_reason_to_differ(folder: Path) -> None:
    path = page(folder)
    answer = ilp("export", folder, "--pada", DAY, "--rancangan", "-o", folder / "rencana.xlsx")
    assert answer.returncode in (0, 1), answer.stderr
    assert ilp_cli.verify(path).equal


def test_naughty_names_are_the_same_on_both_sides(tmp_path: Path) -> None:
    names = [quoted(name) for name in dict.fromkeys(NAUGHTY[::5]) if name.strip()]
    posts, chosen = ", ".join(f"{{nama: {name}, desa: Cimpu}}" for name in names), ", ".join(names)
    roadmap = (
        'kabupaten: {nama: Luwu, kode: "73.17"}\npuskesmas:\n'
        f"  - {{nama: Suli, kecamatan: Suli, posyandu: [{posts}]}}\ntahap:\n"
        f"  - {{tahun: 2025, lokus: [{{puskesmas: Suli, posyandu: [{chosen}]}}]}}\n"
    )
    folder = district(tmp_path / "rencana", roadmap)
    out = tmp_path / "rencana" / "laporan.html"
    if not ilp_cli.report(folder, out, pada=date.fromisoformat(DAY)).parts:
        pytest.skip("these names are no plan")
    verified = ilp_cli.verify(out)
    assert verified.equal, verified.kata


def test_a_name_of_a_file_with_a_number_of_somebody_stays_hidden(folder: Path) -> None:
    own = folder / "198701012010011001.csv"
    shutil.move(folder / "petugas.csv", own)
    path = page(folder, "--roster", own)
    assert "198701012010011001" not in path.read_text(encoding="utf-8")
    assert ilp_cli.verify(path, roster=own).equal


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no browser here")
def test_a_page_that_a_browser_saved_again_is_the_same(folder: Path) -> None:
    path = page(folder)
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", path.resolve().as_uri()]
    dumped = subprocess.run(command, capture_output=True, timeout=120, check=False)
    if not dumped.stdout:
        pytest.skip("the browser does not start here")
    again = path.with_name("simpanan.html")
    again.write_bytes(b"<!-- saved from url=(0014)about:internet -->\n" + dumped.stdout)
    verified = ilp_cli.verify(again)
    assert verified.equal, places(verified)
    assert any("peramban" in words for words in verified.kata)
    assert {item.keadaan for item in verified.masukan} == {State.SAMA}
    assert read_page(again.read_text(encoding="utf-8"))[1] == read_page(path.read_text(encoding="utf-8"))[1]
