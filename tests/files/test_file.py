"""Outputs: whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ilp_cli.core.outcome import ExitStatus, OutputBlocked
from ilp_cli.files.paths import unfit
from ilp_cli.files.writing import make_folder, write_file


def test_a_new_file_is_written_and_no_temporary_stays(tmp_path: Path) -> None:
    write_file(tmp_path / "a.xlsx", b"isi")
    assert (tmp_path / "a.xlsx").read_bytes() == b"isi"
    assert [item.name for item in tmp_path.iterdir()] == ["a.xlsx"]


def test_an_existing_file_needs_force(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"lama")
    with pytest.raises(OutputBlocked, match="--force") as caught:
        write_file(target, b"baru")
    assert caught.value.status is ExitStatus.OUTPUT
    assert target.read_bytes() == b"lama"
    write_file(target, b"baru", force=True)
    assert target.read_bytes() == b"baru"


def test_an_input_is_refused_even_with_force_and_through_a_link(tmp_path: Path) -> None:
    source = tmp_path / "roster.xlsx"
    source.write_bytes(b"masukan")
    link = tmp_path / "tautan.xlsx"
    os.link(source, link)
    for target in (source, link):
        with pytest.raises(OutputBlocked, match="berkas masukan"):
            write_file(target, b"x", [source], force=True)
    assert source.read_bytes() == b"masukan"


PLAN = 'kabupaten: {nama: Rekaan}\nroster: [orang.csv, "map kader"]\npeta: desa.geojson\npuskesmas: []\n'


@pytest.mark.parametrize(
    "name",
    ["roadmap.yaml", "rencana lain.yml", "orang.csv", "map kader/suli.xlsx", "desa.geojson", "arsip/lokus-2025.yaml"],
)
def test_what_a_plan_rests_on_is_refused_also_where_nobody_has_read_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "roadmap.yaml").write_text(PLAN)
    target = tmp_path / name
    target.parent.mkdir(exist_ok=True)
    target.write_text(PLAN if target.suffix == ".yml" else target.read_text() if target.exists() else "isi")
    before = target.read_bytes()
    with pytest.raises(OutputBlocked, match=r"rencana.* tidak akan ditimpa") as caught:
        write_file(target, b"baru", force=True)
    assert caught.value.status is ExitStatus.OUTPUT
    assert target.read_bytes() == before


@pytest.mark.parametrize("name", ["usulan.yaml", "rencana.xlsx", "map/orang.csv", "roadmap.schema.json"])
def test_what_no_plan_rests_on_is_replaced_where_that_is_asked_for(tmp_path: Path, name: str) -> None:
    (tmp_path / "roadmap.yaml").write_text(PLAN)
    target = tmp_path / name
    target.parent.mkdir(exist_ok=True)
    target.write_text("pindah: []\n")
    write_file(target, b"baru", force=True)
    assert target.read_bytes() == b"baru"


def test_a_command_that_makes_a_plan_may_replace_its_own_files_and_no_others(tmp_path: Path) -> None:
    for folder in ("ini", "itu"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "roadmap.yaml").write_text(PLAN)
    write_file(tmp_path / "ini/roadmap.yaml", b"baru", force=True, of=tmp_path / "ini/roadmap.yaml")
    with pytest.raises(OutputBlocked, match="tidak akan ditimpa"):
        write_file(tmp_path / "itu/roadmap.yaml", b"baru", force=True, of=tmp_path / "ini/roadmap.yaml")


@pytest.mark.parametrize("name", ["CON.xlsx", "nul.json", "com1.xlsx", "akhir.", "akhir "])
def test_names_that_windows_cannot_hold_are_refused_everywhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputBlocked, match="Windows"):
        write_file(tmp_path / name, b"x")


@pytest.mark.parametrize("name", ["COM¹.ics", "con.foo.csv", "a:b.xlsx", "apa?.xlsx", "<a>|b.csv", 'si "A".xlsx'])
def test_what_windows_takes_for_something_else_is_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputBlocked, match=r"tidak dapat dipakai di Windows: .*; pilih nama lain"):
        write_file(tmp_path / name, b"x")
    with pytest.raises(OutputBlocked, match=r"nama folder .* tidak dapat dipakai di Windows: "):
        make_folder(tmp_path / name / "kalender")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_may_be_called_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a b.").mkdir()
    make_folder(tmp_path / "a b." / "kalender")
    write_file(tmp_path / "a b." / "kalender" / "Suli.ics", b"x")


def test_a_folder_or_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputBlocked, match="adalah folder"):
        write_file(tmp_path, b"x")
    with pytest.raises(OutputBlocked, match="tidak ada; buat dulu"):
        write_file(tmp_path / "tiada" / "a.xlsx", b"x")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file_and_no_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"lama")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OutputBlocked, match="tidak dapat ditulis"):
        write_file(target, b"baru", force=True)
    assert target.read_bytes() == b"lama"
    assert [item.name for item in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_file_held_open_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(os, "replace", held)
    (tmp_path / "rencana.xlsx").write_bytes(b"lama")
    with pytest.raises(OutputBlocked, match=r"Tutup berkas rencana\.xlsx di Excel lalu ulangi"):
        write_file(tmp_path / "rencana.xlsx", b"x", force=True)
    assert (tmp_path / "rencana.xlsx").read_bytes() == b"lama"


def windows_error(number: int, winerror: int, kind: type[OSError] = OSError) -> OSError:
    """What the system raises on Windows."""
    error = kind(number, "as Windows says it")
    error.winerror = winerror  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (windows_error(13, 32, PermissionError), r"Tutup berkas baru\.xlsx di Excel lalu ulangi"),
        (windows_error(13, 33, PermissionError), r"Tutup berkas baru\.xlsx di Excel lalu ulangi"),
        (windows_error(22, 123), "namanya tidak diterima Windows"),
        (windows_error(2, 206, FileNotFoundError), "jalurnya terlalu panjang bagi Windows"),
        (windows_error(22, 59), "sambungan ke folder jaringannya terputus"),
        (windows_error(2, 67, FileNotFoundError), "folder jaringannya tidak ditemukan"),
        (OSError(22, "Invalid argument"), "namanya tidak diterima tempat itu"),
        (OSError(5, "Input/output error"), "rusak atau terputus"),
        (OSError(9999, "?"), r"sistem menolaknya \(kesalahan 9999\)"),
    ],
)
def test_what_windows_means_by_a_number_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def refused(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(OutputBlocked, match=words) as caught:
        write_file(tmp_path / "baru.xlsx", b"nama orang")
    assert "OSError" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_table_is_not_said_to_be_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise windows_error(13, 32, PermissionError)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(OutputBlocked, match=r"Tutup berkas usulan\.yaml di program yang membukanya"):
        write_file(tmp_path / "usulan.yaml", b"x")


def test_a_temporary_file_that_may_only_be_read_does_not_stay_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def as_windows_does(path: Path, *, missing_ok: bool = False) -> None:
        if path.exists() and not path.stat().st_mode & stat.S_IWRITE:
            raise windows_error(13, 5, PermissionError)
        unlink(path, missing_ok=missing_ok)

    def fail(temporary: Path, _: Path) -> None:
        temporary.chmod(0o444)  # as the attribute of a target that was made read-only in the meantime
        raise windows_error(13, 5, PermissionError)

    monkeypatch.setattr(Path, "unlink", as_windows_does)
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OutputBlocked):
        write_file(tmp_path / "a.xlsx", b"nama orang")
    assert list(tmp_path.iterdir()) == []


def test_a_temporary_name_is_no_longer_than_the_target_and_safe_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    replace = os.replace

    def seen(temporary: Path, path: Path) -> None:
        names.append(temporary.name)
        replace(temporary, path)

    monkeypatch.setattr(os, "replace", seen)
    for target in ("rencana kabupaten Luwu 2025.xlsx", "a.csv", "Konsep. . .xlsx", "é" * 100 + ".ics"):
        write_file(tmp_path / target, b"x")
        assert unfit(names[-1]) == ""
        assert len(names[-1]) <= max(len(target), 19)


def test_a_folder_without_permission_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(OutputBlocked, match="tidak boleh ditulisi"):
        write_file(tmp_path / "rencana.xlsx", b"x")


@pytest.mark.skipif(os.name == "nt", reason="there is no /dev on Windows")
def test_a_target_that_is_no_plain_file_is_refused() -> None:
    with pytest.raises(OutputBlocked, match="bukan berkas biasa"):
        write_file(Path("/dev/null"), b"x", force=True)


def test_a_name_that_is_too_long_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(OutputBlocked, match="terlalu panjang"):
        write_file(tmp_path / ("x" * 300), b"x")


def test_a_link_is_written_through(tmp_path: Path) -> None:
    target = tmp_path / "asli.json"
    target.write_bytes(b"lama")
    (tmp_path / "tautan.json").symlink_to(target)
    write_file(tmp_path / "tautan.json", b"baru", force=True)
    assert target.read_bytes() == b"baru"
    assert (tmp_path / "tautan.json").is_symlink()


KILLED = """
import os, signal, sys
from pathlib import Path
from ilp_cli.files import writing
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
writing.write_file(Path(sys.argv[1]), b"nama orang")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("after", ["a.xlsx", "lain.csv"])
def test_what_a_killed_run_left_is_taken_away_by_the_next_into_that_folder(tmp_path: Path, after: str) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, tmp_path / "a.xlsx"], check=False)
    assert done.returncode == -signal.SIGKILL
    [left] = tmp_path.iterdir()
    assert left.read_bytes() == b"nama orang"
    write_file(tmp_path / after, b"isi")
    assert [item.name for item in tmp_path.iterdir()] == [after]


def test_only_our_own_leftovers_are_taken_away(tmp_path: Path) -> None:
    others = [".a.xlsx.tmp", "a.xlsx.abcd1234.ilp.tmp", ".b.xlsx.abcd1234.tmp", ".~lock.a.xlsx#"]
    for name in (".a.xlsx.abcd1234.tmp", ".b.xlsx.k_9d1234.ilp.tmp", *others):
        (tmp_path / name).write_bytes(b"x")
    write_file(tmp_path / "a.xlsx", b"isi")
    assert sorted(item.name for item in tmp_path.iterdir()) == sorted([*others, "a.xlsx"])


def test_runs_at_the_same_time_take_nothing_from_each_other(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: write_file(tmp_path / f"{number}.xlsx", b"isi" * 999), range(200)))
    assert len(list(tmp_path.glob("*.xlsx"))) == len(list(tmp_path.iterdir())) == 200


def test_a_temporary_file_that_is_gone_is_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[Path] = []
    replace = os.replace

    def sweeping(source: Path, target: Path) -> None:
        if not swept:
            swept.append(source)
            source.unlink()
        replace(source, target)

    monkeypatch.setattr(os, "replace", sweeping)
    write_file(tmp_path / "a.xlsx", b"isi")
    assert swept
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [("a.xlsx", b"isi")]


def test_a_target_that_may_only_be_read_is_refused_also_with_force(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"lama")
    target.chmod(0o444)
    with pytest.raises(OutputBlocked, match="hanya-baca"):
        write_file(target, b"baru", force=True)
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [("a.xlsx", b"lama")]


def test_a_name_as_long_as_may_be_is_written(tmp_path: Path) -> None:
    name = "a" * 250 + ".csv"
    write_file(tmp_path / name, b"isi")
    assert [item.name for item in tmp_path.iterdir()] == [name]


def test_names_with_spaces_and_diacritics_are_fine(tmp_path: Path) -> None:
    target = tmp_path / "Rencana Kab. To'long — é.xlsx"
    write_file(target, b"x")
    assert target.read_bytes() == b"x"
