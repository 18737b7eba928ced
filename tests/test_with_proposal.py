"""Commands look at a district as it would be with proposals, and say so; one that cannot be used is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.plans import KADER_CSV, SULI, plan
from tests.running import DAY, ilp

ONE = "nama,nip,puskesmas,pustu,profesi,status,sampai\nIna,,Suli,Cimpu,Bidan,,2026-01-31\nYusuf,,Suli,Cimpu,Perawat,,\n"
HIRE = "rekrut:\n  - {profesi: bidan, jumlah: 1, di: {puskesmas: Suli, pustu: Cimpu}}\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A plan whose only bidan leaves, and a proposal that recruits another."""
    folder = plan(tmp_path / "suli", SULI, petugas_csv=ONE, kader_csv=KADER_CSV)
    (folder / "usulan.yaml").write_text(HIRE, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("command", "told"), [("risk", "rawan"), ("outlook", "pustu"), ("why", "conflicts")])
def test_what_is_counted_rests_on_the_proposal_and_says_so(place: Path, command: str, told: str) -> None:
    words = (command, place.as_posix(), "--pada", DAY, "--format", "json")
    bare = json.loads(ilp(*words).stdout)
    usulan = (place / "usulan.yaml").as_posix()
    looked_at = json.loads(ilp(*words, "--dengan", usulan).stdout)
    assert bare["menurut"] == []
    assert looked_at["menurut"] == [{"file": usulan, "isi": "0 orang pindah, 1 direkrut"}]
    assert list(bare) == list(looked_at)
    assert bare[told] != looked_at[told]
    text = ilp(command, place.as_posix(), "--pada", DAY, "--dengan", usulan).stdout.splitlines()
    assert text[1] == f"Menurut {usulan}: 0 orang pindah, 1 direkrut; belum dijalankan"


@pytest.mark.parametrize("command", ["risk", "outlook", "why", "diff"])
@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (HIRE.replace("Cimpu", "Cimpo"), 2, "ilp check"),
        (HIRE.replace("profesi", "profesii"), 2, "kunci “profesii” tidak dikenal"),
        ("rekrut: [", 3, "tidak dapat dipakai"),
        (None, 3, "berkas tidak ditemukan"),
    ],
)
def test_a_proposal_that_cannot_be_used_is_refused(
    place: Path, command: str, content: str | None, status: int, said: str
) -> None:
    usulan = place / "usulan.yaml"
    if content is None:
        usulan.unlink()
    else:
        usulan.write_text(content, encoding="utf-8")
    answer = ilp(command, place.as_posix(), "--pada", DAY, "--dengan", usulan.as_posix())
    assert (answer.returncode, answer.stdout) == (status, "")
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("command", ["risk", "outlook", "why", "diff"])
def test_the_answer_is_never_written_over_the_proposal(place: Path, command: str) -> None:
    usulan = (place / "usulan.yaml").as_posix()
    answer = ilp(command, place.as_posix(), "--pada", DAY, "--dengan", usulan, "-o", usulan, "--force")
    assert answer.returncode in (2, 4)
    assert (place / "usulan.yaml").read_text(encoding="utf-8") == HIRE


def test_a_plan_is_compared_with_itself_as_it_would_be(place: Path) -> None:
    usulan = place / "usulan.yaml"
    answer = ilp("diff", ".", "--dengan", "usulan.yaml", "--pada", DAY, "--format", "json", cwd=place)
    document = json.loads(answer.stdout)
    assert document["menurut"] == [{"file": "usulan.yaml", "isi": "0 orang pindah, 1 direkrut"}]
    assert (document["lama"]["nama"], document["baru"]["nama"]) == (".", ".")
    assert [row["bagian"] for row in document["differences"]] == ["orang", "kekurangan", "kekurangan"]
    text = ilp("diff", ".", "--dengan", "usulan.yaml", "--pada", DAY, cwd=place).stdout
    assert "baru: ., keadaan per 21 November 2026, menurut usulan.yaml: 0 orang pindah, 1 direkrut; belum" in text
    same = ilp("diff", ".", ".", "--pada", DAY, "--format", "json", cwd=place)
    assert (same.returncode, json.loads(same.stdout)["menurut"]) == (0, [])
    before = usulan.read_bytes()
    blocked = ilp("diff", ".", "--dengan", "usulan.yaml", "-o", "usulan.yaml", "--force", cwd=place)
    assert (blocked.returncode, usulan.read_bytes()) == (4, before)


def test_an_archive_is_as_it_was_signed(place: Path) -> None:
    made = ilp("freeze", ".", "--tahun", "2025", "--pada", "2026-01-01", cwd=place)
    assert made.returncode == 0, made.stderr
    answer = ilp("diff", ".", "arsip/2025.yaml", "--dengan", "usulan.yaml", "--pada", DAY, cwd=place)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "arsip tetap seperti ditandatangani" in answer.stderr


def test_several_proposals_are_named_each_and_two_of_a_kind_are_refused(tmp_path: Path) -> None:
    folder = plan(
        tmp_path / "suli",
        SULI.replace("{nama: Melati}", "{nama: Melati, hari_buka: rabu ke-2}"),
        petugas_csv=ONE,
        kader_csv=KADER_CSV,
    )
    (folder / "usulan.yaml").write_text(HIRE, encoding="utf-8")
    days = "hari_buka:\n  - {puskesmas: Suli, posyandu: Melati, hari_buka: kamis ke-2}\n"
    (folder / "bukaan.yaml").write_text(days, encoding="utf-8")
    both = ("--dengan", "usulan.yaml", "--dengan", "bukaan.yaml", "--pada", DAY)
    told = json.loads(ilp("diff", ".", *both, "--format", "json", cwd=folder).stdout)
    assert [given["file"] for given in told["menurut"]] == ["bukaan.yaml", "usulan.yaml"]
    assert {row["bagian"] for row in told["differences"]} == {"orang", "register", "kekurangan"}
    why = ilp("why", ".", *both, cwd=folder).stdout.splitlines()
    assert why[1:3] == [
        "Menurut bukaan.yaml; belum dijalankan",
        "Menurut usulan.yaml: 0 orang pindah, 1 direkrut; belum dijalankan",
    ]
    (folder / "lain.yaml").write_text(HIRE, encoding="utf-8")
    twice = ilp("why", ".", "--dengan", "usulan.yaml", "--dengan", "lain.yaml", "--pada", DAY, cwd=folder)
    assert (twice.returncode, twice.stdout) == (2, "")
    assert "usulan sejenis sudah diberikan" in twice.stderr
