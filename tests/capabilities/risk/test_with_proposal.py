"""Risk and outlook count a district as it would be with a proposal, and say so; one that cannot be used is refused."""

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


@pytest.mark.parametrize(("command", "told"), [("risk", "rawan"), ("outlook", "pustu")])
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


@pytest.mark.parametrize("command", ["risk", "outlook"])
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


@pytest.mark.parametrize("command", ["risk", "outlook"])
def test_the_answer_is_never_written_over_the_proposal(place: Path, command: str) -> None:
    usulan = (place / "usulan.yaml").as_posix()
    answer = ilp(command, place.as_posix(), "--pada", DAY, "--dengan", usulan, "-o", usulan, "--force")
    assert answer.returncode in (2, 4)
    assert (place / "usulan.yaml").read_text(encoding="utf-8") == HIRE
