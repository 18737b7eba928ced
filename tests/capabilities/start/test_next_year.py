"""A plan folder that carries last year's on: its text as it is, without its people, with a stage to fill in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli.capabilities.start import verb
from ilp_cli.capabilities.start.verb import init_next
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.district.arsip import seal
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.yaml_file import parse
from ilp_cli.reading.load import load
from tests.plans import KADER_CSV, PETUGAS_CSV, plan
from tests.running import EXAMPLES, ilp

OLD = """\
# Catatan perencana
kabupaten: {nama: Rekajaya}
roster: [petugas.csv, kader.csv]   # dua berkas
penandatangan: {nama: dr. Contoh Rekaan}
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]   # register

# Tahap pertama sudah selesai.
tahap:
- tahun: 2025
  lokus: [{puskesmas: Suli, pustu: [Cimpu]}]   # lengkap
petugas:
  - {nama: Ina Rekaan, puskesmas: Suli, profesi: bidan}
# Penutup
kebijakan: {kapasitas_kunjungan: 1}
"""


def sealed(text: str) -> str:
    """An archive with the seal of what it says."""
    body = text.partition("sidik:")[0]
    return f"{body}sidik: {seal(dict(parse(body.encode(), 'arsip').content))}\n"


ARCHIVE = sealed("kabupaten: Rekajaya\ntahun: 2025\ntahap: [{lokus: [{puskesmas: Suli}]}]\n")


def archived(folder: Path, name: str, text: str) -> Path:
    """An archive beside a roadmap."""
    target = folder / "arsip" / name
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def carried(folder: Path, roadmap: str | bytes = OLD) -> str:
    """The text that carries a roadmap on."""
    old = plan(folder / "lama", roadmap, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    before = contents(old)
    init_next(folder / "baru", old)
    assert contents(old) == before
    return (folder / "baru" / "roadmap.yaml").read_bytes().decode()


def test_everything_but_the_people_is_as_it_was(tmp_path: Path) -> None:
    text = carried(tmp_path)
    old, new = parse(OLD.encode(), "lama").content, parse(text.encode(), "baru").content
    assert new == {key: value for key, value in old.items() if key != "petugas"} | {"roster": "roster.xlsx"}
    gone = {"roster: [petugas.csv, kader.csv]   # dua berkas", "petugas:"}
    kept = [line for line in OLD.splitlines() if line not in gone and "Ina Rekaan" not in line]
    assert [line for line in text.splitlines() if line in kept] == kept
    assert "Ina" not in text
    assert "petugas.csv dan kader.csv di" in text
    assert "--per-puskesmas -o isian-2026" in text


def test_the_next_stage_is_a_stage_once_its_marks_are_gone(tmp_path: Path) -> None:
    lines = carried(tmp_path).splitlines()
    begin = next(number for number, line in enumerate(lines) if line == "# - tahun: 2026")
    for number in range(begin, begin + 7):
        lines[number] = lines[number].removeprefix("# ")
    (tmp_path / "baru" / "roadmap.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert load(tmp_path / "baru").years() == (2025, 2026)


def test_the_ends_of_lines_stay(tmp_path: Path) -> None:
    text = carried(tmp_path, OLD.replace("\n", "\r\n").encode())
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_every_example_can_be_carried_on(tmp_path: Path, example: Path) -> None:
    init_next(tmp_path / "baru", example)
    old = parse((example / "roadmap.yaml").read_bytes(), "lama").content
    new = parse((tmp_path / "baru" / "roadmap.yaml").read_bytes(), "baru").content
    assert new == old | {"roster": "roster.xlsx"}
    assert load(tmp_path / "baru").petugas == ()


def test_archives_and_the_map_come_along(tmp_path: Path) -> None:
    old = plan(tmp_path / "lama", f"{OLD}peta: desa.geojson\n", desa_geojson="{}")
    kept = archived(old, "2025.yaml", ARCHIVE)
    result = init_next(tmp_path / "baru", old)
    assert contents(tmp_path / "baru")["arsip/2025.yaml"] == kept.read_bytes()
    assert len(result.files) == 5
    assert not [words for words in result.left if "arsip" in words]
    assert set(contents(tmp_path / "baru")) == {file.relative_to(tmp_path / "baru").as_posix() for file in result.files}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("arsip: rekaan\n", "tidak terbaca sebagai arsip"),
        ("tahun: [\n", "tidak terbaca sebagai arsip"),
        (ARCHIVE.replace("Suli", "Bajo"), "sidiknya tidak cocok"),
        (ARCHIVE.partition("sidik")[0], "sidiknya tidak cocok"),
        (sealed(ARCHIVE.replace("Rekajaya", "Tetangga")), "milik Tetangga, bukan Kabupaten Rekajaya"),
    ],
)
def test_an_archive_that_cannot_be_printed_from_is_told_and_not_copied(tmp_path: Path, text: str, why: str) -> None:
    old = plan(tmp_path / "lama", OLD)
    archived(old, "2024.yaml", text)
    result = init_next(tmp_path / "baru", old)
    (told,) = [words for words in result.left if words.startswith("berkas arsip/2024.yaml tidak disalin: ")]
    assert why in told
    assert not [name for name in contents(tmp_path / "baru") if name.startswith("arsip")]
    assert "Berkas arsip/2024.yaml tidak disalin" in (tmp_path / "baru" / "roadmap.yaml").read_text(encoding="utf-8")


def test_of_two_archives_of_a_year_neither_is_copied(tmp_path: Path) -> None:
    old = plan(tmp_path / "lama", OLD)
    archived(old, "2025.yaml", ARCHIVE)
    archived(old, "2025-salinan.yml", ARCHIVE)
    result = init_next(tmp_path / "baru", old)
    assert sum("lebih dari satu arsip" in words for words in result.left) == 2
    assert not [name for name in contents(tmp_path / "baru") if name.startswith("arsip")]


def test_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = plan(tmp_path / "lama", OLD)
    archived(old, "2025.yaml", ARCHIVE)
    monkeypatch.setattr(verb, "schema_text", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        init_next(tmp_path / "jauh" / "baru", old)
    assert [file.name for file in tmp_path.iterdir()] == ["lama"]


def test_nothing_is_written_over_unasked(tmp_path: Path) -> None:
    old = plan(tmp_path / "lama", OLD)
    new = plan(tmp_path / "baru", "kabupaten: {nama: Lain}\n")
    before = contents(new)
    with pytest.raises(OutputBlocked, match="--force"):
        init_next(new, old)
    assert contents(new) == before
    with pytest.raises(OutputBlocked, match="berkas masukan"):
        init_next(old, old, force=True)
    assert init_next(new, old, dry_run=True, force=True).tahun == 2026
    assert contents(new) == before
    init_next(new, old, force=True)
    assert load(new).kabupaten.nama == "Rekajaya"


@pytest.mark.parametrize(
    ("roadmap", "why"),
    [
        ("kabupaten: {nama: Rekajaya}\n", "belum punya tahap"),
        ("{kabupaten: {nama: Rekajaya}, tahap: [{tahun: 2025, target: {puskesmas: 1}}]}\n", "di awal barisnya"),
        (OLD.replace("petugas:", "petugass:"), "kunci petugass tidak dikenal"),
    ],
)
def test_what_cannot_be_carried_on_is_refused_in_words(tmp_path: Path, roadmap: str, why: str) -> None:
    with pytest.raises(Misuse, match=why):
        init_next(tmp_path / "baru", plan(tmp_path / "lama", roadmap))
    assert not (tmp_path / "baru").exists()


def test_what_is_no_plan_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        init_next(tmp_path / "baru", tmp_path / "tiada")
    twice = ilp("init", tmp_path / "baru", "--dari", tmp_path, "--kabupaten", "Rekajaya")
    assert (twice.returncode, "--kabupaten tidak dipakai bersama --dari" in twice.stderr) == (2, True)
    neither = ilp("init", tmp_path / "baru")
    assert (neither.returncode, "--kabupaten NAMA, atau --dari FOLDER" in neither.stderr) == (2, True)
