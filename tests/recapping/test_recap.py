"""Many districts: the same bytes however they were come by, nothing lost where a folder or a process fails."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas
import pytest

import ilp_cli
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.recapping.pivot import by_profession, by_year
from ilp_cli.recapping.rekap import GANDA, TABLES, Rekap
from ilp_cli.recapping.ringkasan import GAGAL, TERBACA
from ilp_cli.recapping.verb import inputs_of, write_tables
from tests.benchmarks.generate import nation
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, plan
from tests.running import DAY, EXAMPLES, LUWU, ROOT, environment, ilp, process

UNPRIVILEGED = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""How root on Linux becomes somebody who may not read everything."""
NEITHER_ROOT_NOR_WINDOWS = pytest.mark.skipif(
    os.name == "nt" or (os.geteuid() == 0 and shutil.which(UNPRIVILEGED[0]) is None),
    reason="whoever may read everything is refused no folder",
)
UNIX = pytest.mark.skipif(os.name == "nt", reason="signals of Unix")


def small(folder: Path, districts: int = 6, first: int = 0) -> Path:
    """Small districts in as many provinces."""
    return nation(folder, districts=districts, first=first, puskesmas=3, pustu=6, posyandu=9, kader=60)


def suli(folder: Path, kode: str | None = None, nama: str = "Luwu") -> Path:
    """A district of one puskesmas."""
    told = f'nama: {nama}, kode: "{kode}"' if kode else f"nama: {nama}"
    return plan(folder, SULI.replace("nama: Luwu", told), petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("enam") / "kabupaten")


@pytest.fixture(scope="module")
def rekap_six(six: Path) -> Rekap:
    return ilp_cli.recap(six, pada=PADA, tanpa_simpanan=True, pekerja=1)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_any_number_of_workers_gives_the_same_bytes(six: Path, tmp_path: Path) -> None:
    before = files_of(six)
    texts, books = set(), set()
    for workers in (1, 2, 8):
        rekap = ilp_cli.recap(six, pada=PADA, pekerja=workers, tanpa_simpanan=True)
        texts.add(json.dumps(rekap.document()))
        ilp_cli.write_recap(rekap, tmp_path / f"{workers}.xlsx")
        books.add((tmp_path / f"{workers}.xlsx").read_bytes())
    assert (len(texts), len(books)) == (1, 1)
    assert files_of(six) == before
    assert [item.kode for item in rekap.ringkasan] == [f"{number}.01" for number in range(11, 17)]


def test_the_sums_are_those_of_the_districts(six: Path, rekap_six: Rekap) -> None:
    single = [ilp_cli.check(folder, pada=PADA) for folder in sorted(six.glob("*/*"))]
    assert rekap_six.jumlah["pustu_memenuhi"] == sum(state.memenuhi for report in single for state in report.pustu)
    assert rekap_six.jumlah["puskesmas_lokus"] == sum(report.coverage[-1].puskesmas_kumulatif for report in single)
    whole = sum(sum(state.kurang.values()) for report in single for state in report.pustu)
    whole += sum(state.kurang for report in single for state in report.posyandu)
    assert rekap_six.jumlah["perlu_orang"] == whole
    assert whole > 0
    provinces = rekap_six.rows("provinsi")
    assert len(provinces) == 6
    for name in ("puskesmas", "pustu_memenuhi", "perlu_orang"):
        assert sum(int(row[name] or 0) for row in provinces) == rekap_six.jumlah[name]
    turned = by_profession(rekap_six)
    assert sum(sum(number or 0 for number in row) for row in turned.rows.values()) == whole
    years = by_year(rekap_six, provinsi=True)
    assert years.across == ("2024", "2025", "2026")
    assert all(row == (1, 2, 3) for row in years.rows.values())
    assert all(list(rekap_six.frame(name).columns) == list(told) for name, told in TABLES.items())


def test_a_district_stays_as_it_was_in_years_without_a_stage(tmp_path: Path) -> None:
    suli(tmp_path / "a", "73.17")
    later = SULI.replace("2025", "2027").replace("nama: Luwu", 'nama: Lain, kode: "73.18"')
    plan(tmp_path / "b", later, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    rekap = ilp_cli.recap(tmp_path, pada=PADA, tanpa_simpanan=True, pekerja=1)
    assert by_year(rekap).across == ("2025", "2026", "2027")
    assert list(by_year(rekap).rows.values()) == [(1, 1, 1), (None, None, 1)]


def test_one_that_fails_is_a_row_and_the_sums_say_so(six: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ilp 514 – contoh"
    shutil.copytree(six, folder)
    (folder / "12" / "12.01" / "roadmap.yaml").write_text("kabupaten: {nama: 'x\n", encoding="utf-8")
    (folder / "13" / "13.01" / "roadmap.yaml").unlink()
    (folder / "13" / "13.01" / "roadmap.yaml").mkdir()
    (folder / "14" / "14.01" / "roadmap.yaml").rename(folder / "14" / "14.01" / "roadmap.yaml.txt")
    (folder / "15" / "kosong").mkdir()
    answer = ilp("recap", folder, "--pada", DAY, "--tanpa-simpanan", "--format", "json")
    document = json.loads(answer.stdout)
    assert answer.returncode == 1
    assert document["summary"] == {
        "kabupaten": 6, "dijumlahkan": 3, "terbaca": 3, "sebagian": 0, "ganda": 0, "gagal": 3,
    }  # fmt: skip
    assert document["tanpa_roadmap"] == [(folder / "15" / "kosong").as_posix()]
    text = ilp("recap", folder, "--pada", DAY, "--tanpa-simpanan").stdout
    assert text.startswith("Rekap 3 dari 6 kabupaten/kota")
    for kode in ("12.01", "13.01", "14.01"):
        assert f"{folder.as_posix()}/{kode[:2]}/{kode}: gagal, " in text
    assert "akhiran .txt" in text
    assert ilp("recap", folder, "--pada", DAY, "--tanpa-simpanan", "--exit-zero", "-q").returncode == 0


@pytest.mark.parametrize("words", [(), ("tidak-ada",), ("kosong",), ("berkas.txt",)])
def test_nothing_to_read_is_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "kosong").mkdir()
    (tmp_path / "berkas.txt").write_text("x", encoding="utf-8")
    answer = ilp("recap", *words, "--pada", DAY, cwd=tmp_path)
    assert answer.returncode == (3 if words else 2)
    told = {"tidak-ada": "tidak ada", "kosong": "tidak ada roadmap.yaml", "berkas.txt": "ini berkas, bukan folder"}
    assert told[words[0]] in answer.stdout if words else "sebut paling sedikit satu folder" in answer.stderr


def test_a_folder_met_twice_is_counted_once(tmp_path: Path) -> None:
    real = suli(tmp_path / "a", "73.17")
    if os.name != "nt":
        (tmp_path / "tautan").symlink_to(real)
        (tmp_path / "lingkar").symlink_to(tmp_path)
        (tmp_path / "diri").symlink_to(tmp_path / "diri")
    rekap = ilp_cli.recap([tmp_path, real, real / "roadmap.yaml"], pada=PADA, tanpa_simpanan=True, pekerja=1)
    assert (rekap.said, rekap.exit_status()) == ("1 dari 1 kabupaten/kota", 0)
    again = {name for name, _ in rekap.dua_kali}
    assert real.as_posix() in again
    assert os.name == "nt" or {(tmp_path / "tautan").as_posix(), (tmp_path / "lingkar").as_posix()} <= again


@pytest.mark.parametrize(
    ("first", "second", "double"),
    [
        (("73.17", "Luwu"), ("73.17", "Palopo"), True),
        (("73.17", "Luwu"), ("7317", "Luwu"), True),
        (("73.17", "Luwu"), (None, "LUWU"), True),
        ((None, "Luwu"), (None, "Luwu"), True),
        (("73.17", "Luwu"), ("73.18", "Luwu"), False),
        (("73.17", "Luwu"), (None, "Palopo"), False),
    ],
)
def test_two_folders_of_one_district_are_both_named_and_neither_counted(
    tmp_path: Path, first: tuple[str | None, str], second: tuple[str | None, str], double: bool
) -> None:
    folders = [suli(tmp_path / name, *told) for name, told in (("a", first), ("b", second))]
    suli(tmp_path / "c", "31.71", "Jakarta")
    rekap = ilp_cli.recap(tmp_path, pada=PADA, tanpa_simpanan=True, pekerja=1)
    assert len(rekap.counted) == (1 if double else 3)
    assert rekap.exit_status() == (1 if double else 0)
    if double:
        rows = {str(row["folder"]): row for row in rekap.rows("kabupaten")}
        for own, other in (folders, folders[::-1]):
            row = rows[own.as_posix()]
            assert (row["keadaan"], row["dijumlahkan"]) == (GANDA, False)
            assert f"({other.as_posix()})" in str(row["alasan"])
        assert rekap.jumlah["puskesmas"] == 1


def test_provinces_are_told_by_code_and_else_by_name(tmp_path: Path) -> None:
    for name, head in {
        "a": 'nama: A, kode: "73.01", provinsi: Sulawesi Selatan', "b": 'nama: B, kode: "73.02", provinsi: SULSEL',
        "c": "nama: C, provinsi: sulawesi selatan", "d": "nama: D", "e": 'nama: E, kode: "31.71"',
    }.items():  # fmt: skip
        plan(tmp_path / name, SULI.replace("nama: Luwu", head), petugas_csv=PETUGAS_CSV)
    rows = ilp_cli.recap(tmp_path, pada=PADA, tanpa_simpanan=True, pekerja=1).rows("provinsi")
    assert {str(row["provinsi"]): row["kabupaten_ada"] for row in rows} == {
        "Sulawesi Selatan": 3, "provinsi berkode 31": 1, "(provinsi belum disebut)": 1,
    }  # fmt: skip


@NEITHER_ROOT_NOR_WINDOWS
def test_a_folder_that_may_not_be_read_is_a_row(tmp_path: Path) -> None:
    suli(tmp_path / "a", "73.17")
    shut = suli(tmp_path / "b", "73.18", "Lain")
    shut.chmod(0)
    words: list[str | Path] = [
        sys.executable, "-m", "ilp_cli", "recap", tmp_path, "--pada", DAY, "--tanpa-simpanan",
    ]  # fmt: skip
    before = [] if os.geteuid() else [*UNPRIVILEGED]
    try:
        done = subprocess.run(
            [*before, *words], cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120, check=False
        )
    finally:
        shut.chmod(0o700)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("Rekap 1 dari 2 kabupaten/kota")
    assert f"{shut.as_posix()}: gagal, folder ini tidak boleh dibaca" in done.stdout


# --- processes that die ---------------------------------------------------------------------------------------------

DYING = """
import os, signal, sys
def ends(event, args):
    if event == "open" and "mati" in str(args[0]) and str(args[0]).endswith("petugas.csv"):
        seen = str(args[0]) + ".sekali"
        again = os.path.exists(seen)
        os.close(os.open(seen, os.O_CREAT | os.O_WRONLY))
        if {always} or not again:
            {end}
sys.addaudithook(ends)
"""


def dying(tmp_path: Path, six: Path, *, always: bool, end: str, start: str = "") -> subprocess.CompletedProcess[str]:
    """A recap of six districts, the third of which ends the process that reads its staff."""
    folder = tmp_path / "kabupaten"
    shutil.copytree(six, folder)
    (folder / "13" / "13.01").rename(folder / "13" / "mati")
    room = tmp_path / "hook"
    room.mkdir()
    (room / "sitecustomize.py").write_text(DYING.format(always=always, end=end) + start, encoding="utf-8")
    words = ("recap", folder, "--pada", DAY, "--tanpa-simpanan", "--pekerja", "2", "--format", "json")
    return process(*words, PYTHONPATH=f"{ROOT}{os.pathsep}{room}")


ENDS = {"kill -9": "os.kill(os.getpid(), signal.SIGKILL)", "exit": "os._exit(7)"}


@UNIX
@pytest.mark.parametrize("end", ENDS)
def test_a_worker_that_dies_costs_its_district_and_no_other(six: Path, tmp_path: Path, end: str) -> None:
    answer = dying(tmp_path, six, always=True, end=ENDS[end])
    document = json.loads(answer.stdout)
    assert (answer.returncode, document["summary"]["terbaca"], document["summary"]["gagal"]) == (1, 5, 1)
    dead = next(item for item in document["ringkasan"] if item["keadaan"] == GAGAL)
    assert dead["folder"].endswith("13/mati")
    assert "mati dua kali" in dead["alasan"]
    assert ("SIGKILL" if end == "kill -9" else "kode 7") in dead["alasan"]


@UNIX
def test_a_worker_that_dies_once_costs_nothing(six: Path, tmp_path: Path) -> None:
    answer = dying(tmp_path, six, always=False, end=ENDS["kill -9"])
    assert (answer.returncode, json.loads(answer.stdout)["summary"]["terbaca"]) == (0, 6)


STARTING = """
if "recapping.child" in " ".join(sys.orig_argv):
    number = 0
    while True:
        try:
            os.close(os.open({room!r} + "/mulai" + str(number), os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            number += 1
    if number in {refused}:
        os._exit(9)
"""


@UNIX
@pytest.mark.parametrize("refused", [(0,), (1,)])
def test_a_worker_that_does_not_start_is_no_matter_as_long_as_another_does(
    six: Path, tmp_path: Path, refused: tuple[int, ...]
) -> None:
    start = STARTING.format(room=str(tmp_path), refused=refused)
    answer = dying(tmp_path, six, always=False, end="pass", start=start)
    assert (answer.returncode, json.loads(answer.stdout)["summary"]["terbaca"]) == (0, 6)
    assert "satu per satu" not in answer.stderr


def test_a_system_without_room_for_a_thread_reads_them_one_by_one(six: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", full)
    answer = ilp("recap", six, "--pekerja", "2", "--tanpa-simpanan", "--pada", DAY, "--format", "json")
    assert (answer.returncode, json.loads(answer.stdout)["summary"]["terbaca"]) == (0, 6)
    assert "satu per satu" in answer.stderr


@UNIX
def test_a_district_that_ends_its_worker_is_not_read_by_whoever_started_it(six: Path, tmp_path: Path) -> None:
    start = STARTING.format(room=str(tmp_path), refused=tuple(range(2, 99)))
    answer = dying(tmp_path, six, always=True, end=ENDS["kill -9"], start=start)
    document = json.loads(answer.stdout)
    assert (answer.returncode, document["summary"]["terbaca"], document["summary"]["gagal"]) == (1, 5, 1)
    dead = next(item for item in document["ringkasan"] if item["keadaan"] == GAGAL)
    assert "mati dan tidak dapat dimulai lagi (SIGKILL" in dead["alasan"]


@UNIX
def test_an_error_of_ours_is_the_row_of_its_district_without_its_data(six: Path, tmp_path: Path) -> None:
    answer = dying(tmp_path, six, always=True, end='raise KeyError("Ani Rahasia")')
    document = json.loads(answer.stdout)
    assert document["summary"]["terbaca"] == 5
    assert "KeyError" in answer.stdout
    assert "Rahasia" not in answer.stdout + answer.stderr


def _children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def _until(true: Callable[[], object]) -> bool:
    for _ in range(600):
        if true():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes in /proc")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_whoever_ends_it_leaves_no_process_behind(tmp_path: Path, sent: signal.Signals) -> None:
    """The workers wait at a roster that never ends, so they are surely at work."""
    if sent == signal.SIGINT and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        pytest.skip("Ctrl-C is ignored by whatever runs in the background of a shell, and by all it starts")
    for name, kode in (("a", "73.17"), ("b", "73.18")):
        suli(tmp_path / name, kode, f"Uji {name}")
    room = tmp_path / "hook"
    room.mkdir()
    waiting = 'import time; open(f"{os.path.dirname(str(args[0]))}/sampai", "w").close(); time.sleep(600)'
    hook = DYING.format(always=True, end=waiting).replace('"mati" in', '"petugas" in')
    (room / "sitecustomize.py").write_text(hook, encoding="utf-8")
    running = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "ilp_cli",
            "recap",
            tmp_path / "a",
            tmp_path / "b",
            "--tanpa-simpanan",
            "--pekerja",
            "2",
        ],
        env=environment(PYTHONPATH=f"{ROOT}{os.pathsep}{room}"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert _until(lambda: (tmp_path / "a" / "sampai").exists() and (tmp_path / "b" / "sampai").exists())
    workers = _children(running.pid)
    assert len(workers) == 2
    running.send_signal(sent)
    if sent == signal.SIGINT:
        _, said = running.communicate(timeout=60)
        assert (running.returncode, said) == (130, "ilp: dihentikan\n")
        assert not any(Path(f"/proc/{pid}/cmdline").exists() for pid in workers)
    else:
        running.communicate(timeout=60)
        for pid in workers:  # they are at work still, and would end when they ask for more
            os.kill(pid, signal.SIGKILL)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes in /proc")
def test_a_worker_whose_parent_is_gone_ends_when_its_district_is_done() -> None:
    code = "from ilp_cli.recapping.child import main; main()"
    child = subprocess.Popen(
        [sys.executable, "-c", code], env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"\n"
    child.communicate(timeout=60)
    assert child.returncode == 0


# --- what is kept ---------------------------------------------------------------------------------------------------


def kept(store: Path) -> list[Path]:
    return sorted(store.glob("*.rekap.json"))


def test_what_has_not_changed_is_not_run_again(six: Path, tmp_path: Path) -> None:
    folder, store = tmp_path / "kabupaten", tmp_path / "simpanan"
    shutil.copytree(six, folder)
    first = ilp_cli.recap(folder, pada=PADA, simpanan=store).document()
    assert len(kept(store)) == 6
    marked = _edited(kept(store)[0])
    assert ilp_cli.recap(folder, pada=PADA, simpanan=store).document() == first, "an entry that was edited is not used"
    assert kept(store)[0].read_bytes() != marked
    moved = tmp_path / "pindah"
    folder.rename(moved)
    again = ilp_cli.recap(moved, pada=PADA, simpanan=store)
    assert len(kept(store)) == 6
    assert [item.folder for item in again.ringkasan] == [path.as_posix() for path in sorted(moved.glob("*/*"))]
    with (moved / "11" / "11.01" / "kader.csv").open("a", encoding="utf-8") as stream:
        stream.write("Baru,,Puskesmas 0,Pustu 0,,,,,\n")
    changed = ilp_cli.recap(moved, pada=PADA, simpanan=store)
    assert len(kept(store)) == 7
    assert changed.ringkasan[0] != again.ringkasan[0]
    assert changed.ringkasan[1:] == again.ringkasan[1:]
    ilp_cli.recap(moved, pada=PADA.replace(day=1), simpanan=store)
    assert len(kept(store)) == 13


def _edited(path: Path) -> bytes:
    """An entry with a figure changed, and its bytes."""
    content = json.loads(path.read_bytes())
    content["isi"]["fakta"]["puskesmas"] += 1
    path.write_text(json.dumps(content), encoding="utf-8")
    return path.read_bytes()


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b"null", b'{"sidik": 1, "isi": {}}', b"\xff\xfe", b"[" * 100_000])
def test_a_broken_entry_is_as_if_it_were_not_there(tmp_path: Path, spoilt: bytes) -> None:
    folder, store = suli(tmp_path / "a", "73.17"), tmp_path / "simpanan"
    first = ilp_cli.recap(folder, pada=PADA, simpanan=store).document()
    kept(store)[0].write_bytes(spoilt)
    assert ilp_cli.recap(folder, pada=PADA, simpanan=store).document() == first
    assert kept(store)[0].read_bytes() != spoilt


def test_an_entry_under_anothers_name_is_not_taken_for_its(tmp_path: Path) -> None:
    store = tmp_path / "simpanan"
    one, other = suli(tmp_path / "a", "73.17"), suli(tmp_path / "b", "73.18", "Lain")
    ilp_cli.recap(one, pada=PADA, simpanan=store)
    (entry,) = kept(store)
    first = entry.read_bytes()
    entry.unlink()
    ilp_cli.recap(other, pada=PADA, simpanan=store)
    (entry,) = kept(store)
    entry.write_bytes(first)
    assert ilp_cli.recap(other, pada=PADA, simpanan=store).ringkasan[0].kode == "73.18"


def test_only_what_was_read_whole_from_its_own_folder_is_kept(tmp_path: Path) -> None:
    store = tmp_path / "simpanan"
    (tmp_path / "petugas.csv").write_text(PETUGAS_CSV, encoding="utf-8")
    plan(tmp_path / "k" / "a", SULI.replace("roster: .", "roster: ../../petugas.csv"))
    plan(tmp_path / "k" / "b", SULI.replace("roster: .", "roster: tidak-ada.csv"))
    plan(tmp_path / "k" / "c", "kabupaten: {nama: 'x\n")
    ilp_cli.recap(tmp_path / "k", pada=PADA, simpanan=store)
    assert kept(store) == []


def test_a_store_within_a_district_is_refused(tmp_path: Path) -> None:
    folder = suli(tmp_path / "a", "73.17")
    for place in (folder, folder / "simpanan", folder / ".." / "a" / "b"):
        with pytest.raises(Misuse, match="di dalam folder kabupaten"):
            ilp_cli.recap(folder, pada=PADA, simpanan=place)
    (tmp_path / "berkas").write_text("x", encoding="utf-8")
    with pytest.raises(Misuse, match="adalah berkas"):
        ilp_cli.recap(folder, pada=PADA, simpanan=tmp_path / "berkas")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_store_that_cannot_be_written_is_told_and_costs_nothing(tmp_path: Path) -> None:
    folder = suli(tmp_path / "a", "73.17")
    answer = ilp("recap", folder, "--pada", DAY, "--simpanan", "/proc/simpanan")
    assert answer.returncode == 0
    assert "simpanan /proc/simpanan tidak dapat ditulis (foldernya tidak ada)" in answer.stderr
    assert answer.stdout.startswith("Rekap 1 dari 1")


# --- parts, tables, workbook ----------------------------------------------------------------------------------------


def test_parts_are_joined_to_the_same_bytes(six: Path, tmp_path: Path) -> None:
    (tmp_path / "kab").symlink_to(six) if os.name != "nt" else shutil.copytree(six, tmp_path / "kab")
    whole = ilp("recap", "kab", "--pada", DAY, "--format", "json", cwd=tmp_path).stdout
    for name, provinces in (("1", ("14", "11", "12")), ("2", ("13", "15", "16"))):
        words = [f"kab/{province}" for province in provinces]
        ilp("recap", *words, "--pada", DAY, "--format", "json", "-o", f"{name}.json", cwd=tmp_path)
    joined = ilp("recap", "--dari", "2.json", "1.json", "--format", "json", cwd=tmp_path)
    assert (joined.returncode, joined.stdout) == (0, whole)
    twice = json.loads(
        ilp("recap", "1.json", "1.json", "2.json", "kab/11", "--pada", DAY, "--format", "json", cwd=tmp_path).stdout
    )
    assert twice["ringkasan"] == json.loads(whole)["ringkasan"]
    assert twice["dua_kali"] == [{"folder": "kab/11/11.01", "sama_dengan": "kab/11/11.01"}]


def test_parts_that_do_not_fit_together_are_refused(tmp_path: Path) -> None:
    suli(tmp_path / "a", "73.17")
    for name, day in (("1", DAY), ("2", "2026-01-01")):
        ilp("recap", "a", "--pada", day, "--format", "json", "-o", f"{name}.json", cwd=tmp_path)
    answer = ilp("recap", "1.json", "2.json", cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "2.json: bagian ini untuk 1 Januari 2026, bukan 21 November 2026" in answer.stderr
    part = json.loads((tmp_path / "1.json").read_text(encoding="utf-8"))
    (tmp_path / "lama.json").write_text(json.dumps({**part, "program": "0.0.9"}), encoding="utf-8")
    part["ringkasan"][0]["hukum"] = "lain"
    (tmp_path / "hukum.json").write_text(json.dumps(part), encoding="utf-8")
    for name in ("lama.json", "hukum.json"):
        answer = ilp("recap", name, cwd=tmp_path)
        assert (answer.returncode, "buat ulang" in answer.stderr) == (2, True)


def test_a_part_that_cannot_be_read_is_a_row(tmp_path: Path) -> None:
    suli(tmp_path / "a", "73.17")
    (tmp_path / "rusak.json").write_text('{"command": "recap", "pada": "2026-11-21"', encoding="utf-8")
    (tmp_path / "lain.json").write_text('{"command": "check"}', encoding="utf-8")
    answer = ilp("recap", "a", "rusak.json", "lain.json", "tidak-ada.json", "--pada", DAY, cwd=tmp_path)
    assert answer.returncode == 1
    assert answer.stdout.startswith("Rekap 1 dari 4 kabupaten/kota")
    for words in ("rusak.json: gagal, bukan bagian", "lain.json: gagal", "tidak-ada.json: gagal, berkas ini tidak ada"):
        assert words in answer.stdout


def test_the_tables_go_to_a_folder(six: Path, rekap_six: Rekap, tmp_path: Path) -> None:
    files = write_tables(rekap_six, tmp_path / "tabel")
    assert {path.stem for path in files} == set(TABLES)
    for path in files:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert len(rows) == len(rekap_six.rows(path.stem)), path.stem
    with pytest.raises(OutputBlocked):
        write_tables(rekap_six, tmp_path / "tabel")
    with pytest.raises(Misuse, match="di dalam folder kabupaten"):
        write_tables(rekap_six, six / "11" / "11.01" / "tabel")


def test_parquet_holds_what_the_tables_hold(six: Path, rekap_six: Rekap, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    for path in write_tables(rekap_six, tmp_path / "tabel", parquet=True):
        assert len(pandas.read_parquet(path)) == len(rekap_six.rows(path.stem))
    out = tmp_path / "pustu.parquet"
    answer = ilp("recap", six, "--pada", DAY, "--tanpa-simpanan", "--tabel", "pustu", "-o", out)
    assert answer.returncode == rekap_six.exit_status(), answer.stderr
    frame = pandas.read_parquet(out)
    assert list(frame.columns) == list(TABLES["pustu"])
    assert len(frame) == len(rekap_six.rows("pustu"))
    assert "tabel pustu" in answer.stdout + answer.stderr


@pytest.mark.parametrize("words", [("--parquet", "--tabel-ke", "tabel"), ("-o", "rekap.parquet")])
def test_without_pyarrow_it_says_so_before_anything_is_read(tmp_path: Path, words: tuple[str, ...]) -> None:
    if importlib.util.find_spec("pyarrow") is not None:
        pytest.skip("pyarrow is installed here")
    answer = ilp("recap", tmp_path / "tidak-ada", *words, cwd=tmp_path)
    assert answer.returncode == 2
    assert "pyarrow, yang belum terpasang (pip install pyarrow)" in answer.stderr
    assert not list(tmp_path.iterdir())


def test_parquet_without_a_place_for_it_is_told(tmp_path: Path) -> None:
    answer = ilp("recap", tmp_path, "--parquet")
    assert answer.returncode == 2
    assert "--tabel-ke FOLDER" in answer.stderr


def test_the_workbook_holds_what_was_counted(tmp_path: Path) -> None:
    five = [path for path in EXAMPLES if path.name != "luwu-perubahan"]  # the same kabupaten a year later
    rekap = ilp_cli.recap(five, pada=PADA, tanpa_simpanan=True, pekerja=1)
    ilp_cli.write_recap(rekap, tmp_path / "rekap.xlsx")
    book = openpyxl.load_workbook(tmp_path / "rekap.xlsx")
    assert book.sheetnames == [
        "Ringkasan",
        "Provinsi",
        "Kabupaten",
        "Tahap",
        "Kekurangan",
        "Realisasi",
        "Temuan",
        "Tidak Utuh",
    ]
    rows = list(book["Kabupaten"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows[:5]] == ["13.05", "35.08", "72.04", "73.17", "76.05"]
    luwu = rows[3]
    assert luwu[4:9] == (22, 22, 100.0, 9, 9)
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 14
        assert (
            "5 dari 5 kabupaten/kota, 21 November 2026" in str(sheet.oddHeader and sheet.oddHeader.center.text)
            or sheet.title == "Ringkasan"
        )
    with pytest.raises(OutputBlocked):
        ilp_cli.write_recap(rekap, tmp_path / "rekap.xlsx")
    with pytest.raises(OutputBlocked):
        ilp_cli.write_recap(rekap, LUWU / "roster.xlsx", force=True)
    assert LUWU / "roster.xlsx" in inputs_of(rekap)


def test_the_library_and_the_command_agree(six: Path, rekap_six: Rekap) -> None:
    printed = json.loads(ilp("recap", six, "--pada", DAY, "--tanpa-simpanan", "--format", "json").stdout)
    assert printed == json.loads(json.dumps(rekap_six.document()))
    assert all(item["keadaan"] == TERBACA for item in printed["ringkasan"])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"folders": []}, "sebut paling sedikit satu"), ({"folders": [3]}, "bukan"),
        ({"folders": ".", "pekerja": 0}, "paling sedikit 1"), ({"folders": ".", "pekerja": "dua"}, "bilangan bulat"),
        ({"folders": ".", "pada": "besok"}, "tanggal"), ({"folders": 7}, "daftar"),
    ],
)  # fmt: skip
def test_what_a_script_gets_wrong_is_refused(given: dict[str, object], words: str) -> None:
    with pytest.raises(Misuse, match=words):
        ilp_cli.recap(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("words", [("-o", "rekap.xlsx"), ("--format", "csv", "-o", "lain.csv"), ("-o", "lain.txt")])
def test_no_output_lies_in_the_folder_of_a_district(tmp_path: Path, words: tuple[str, ...]) -> None:
    """It would be read as its roster, and be part of what the kept figures rest on."""
    district = suli(tmp_path / "suli")
    before = files_of(district)
    *rest, name = words
    done = ilp("recap", tmp_path, "--tanpa-simpanan", "-q", *rest, district / name)
    assert done.returncode == 2
    assert "di dalam folder kabupaten" in done.stderr
    assert files_of(district) == before


@pytest.mark.parametrize("name", ["rekap.xls", "rekap.ods", "rekap.XLSM"])
def test_no_text_goes_under_the_name_of_a_workbook(six: Path, tmp_path: Path, name: str) -> None:
    """It is told before anything is read."""
    done = ilp("recap", six, "-q", "-o", tmp_path / name)
    assert done.returncode == 2
    assert "nama workbook harus berakhiran .xlsx" in done.stderr
    assert not (tmp_path / name).exists()


def test_a_roster_that_lacks_a_table_is_not_whole(tmp_path: Path) -> None:
    """Nobody is counted there, so the district is told among those that are not whole, with the reason."""
    district = suli(tmp_path / "suli")
    (district / "roster" / "kader.csv").unlink() if (district / "roster").is_dir() else (
        district / "kader.csv"
    ).unlink()
    rekap = ilp_cli.recap(district, pada=PADA, tanpa_simpanan=True, pekerja=1)
    (item,) = rekap.ringkasan
    assert (item.keadaan, item.fakta["pustu_diperiksa"], rekap.exit_status()) == ("sebagian", None, 1)
    assert "kader.csv" in item.alasan


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes that have a name")
@pytest.mark.parametrize("kind", ["pipa", "tanpa akhir"])
def test_an_entry_that_is_no_file_is_no_entry(six: Path, tmp_path: Path, kind: str) -> None:
    """A pipe nobody writes to holds nobody up, and a device that never ends is left."""
    store = tmp_path / "simpanan"
    told = ilp_cli.recap(six, pada=PADA, simpanan=store, pekerja=1)
    for entry in kept(store):
        entry.unlink()
        os.mkfifo(entry) if kind == "pipa" else entry.symlink_to("/dev/zero")
    assert ilp_cli.recap(six, pada=PADA, simpanan=store, pekerja=1) == told


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes that have a name")
def test_a_roster_that_is_no_file_is_a_row(tmp_path: Path) -> None:
    """Nobody waits for a pipe that nobody writes to, nor reads a device without an end."""
    for name, make in (("pipa", os.mkfifo), ("akhir", lambda path: Path(path).symlink_to("/dev/zero"))):
        district = suli(tmp_path / name, nama=name.capitalize())
        roadmap = district / "roadmap.yaml"
        lines = ["roster: tenaga.xlsx" if line.startswith("roster:") else line
                 for line in roadmap.read_text(encoding="utf-8").splitlines()]  # fmt: skip
        roadmap.write_text("\n".join(lines), encoding="utf-8")
        make(district / "tenaga.xlsx")
    done = ilp("recap", tmp_path, "--tanpa-simpanan", "--pekerja", "1")
    assert done.returncode == 1
    assert done.stdout.count("sebagian, tenaga.xlsx") == 2


def test_districts_without_a_province_come_last(tmp_path: Path) -> None:
    """They stand below those that have one, whoever was read first."""
    suli(tmp_path / "a", nama="Entah")
    small(tmp_path / "b", districts=2)
    rekap = ilp_cli.recap(tmp_path, pada=PADA, tanpa_simpanan=True, pekerja=1)
    assert [row["provinsi"] for row in rekap.rows("provinsi")][-1] == "(provinsi belum disebut)"
