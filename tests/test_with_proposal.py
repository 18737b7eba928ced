"""Commands look at a district as it would be with proposals, and say so; one that cannot be used is refused."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

import ilp_cli
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, plan
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


WHOLE = """\
kabupaten: {nama: Luwu}
roster: .
puskesmas:
  - nama: Suli
    kecamatan: Suli
    pustu: [{nama: Cimpu}]
    posyandu: [{nama: Melati, pustu: Cimpu, hari_buka: rabu ke-2}]
  - nama: Bua
    kecamatan: Bua
    pustu: [{nama: Tiromanda}]
    posyandu: [{nama: Dahlia, pustu: Tiromanda, hari_buka: kamis ke-2}]
tahap: [{tahun: 2026, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}]
rollout:
  tahun: [{tahun: 2027, rekrut: 9}]
  puskesmas: [{nama: Bua, jiwa: 900, rekrut: 2}]
pelatihan:
  peserta: {min: 1, max: 20}
  hari: 1
  kader: [pengelolaan posyandu]
  tempat: [{nama: Aula, kecamatan: Suli, kapasitas: 30}]
  tahun: [{tahun: 2027, bulan: [2]}]
"""
BLOCKS = "puskesmas,posyandu,dusun,kk,kader\n" + "".join(f"Suli,Melati,Dusun {name},30,Sari\n" for name in "ABCDEF")
FAMILIES = "id,puskesmas,posyandu,blok,kelompok\nML-1,Suli,Melati,Dusun A,lansia\n"
COVERED = "puskesmas,indikator,tahun,bulan,sasaran,dilayani\nSuli,K1,2026,1,12,10\n"
PROPOSED = {
    "usulan": HIRE + "  - {profesi: kader, jumlah: 1, di: {puskesmas: Suli, posyandu: Melati}}\n",
    "bukaan": "hari_buka:\n  - {puskesmas: Suli, posyandu: Melati, hari_buka: selasa ke-3}\n",
    "wilayah": "pembagian:\n  - puskesmas: Suli\n    posyandu: Melati\n    kader:\n"
    "      - {nama: Nur, blok: [Dusun A, Dusun B]}\n      - {nama: Wati, blok: [Dusun C, Dusun D, Dusun E, Dusun F]}\n",
    "rollout": "urutan:\n  - {tahun: 2027, puskesmas: [Bua]}\n",
}
"""A proposal of each kind that changes something."""
TAKEN: dict[tuple[str, ...], str] = {
    ("check",): "usulan bukaan wilayah rollout",
    ("diff",): "usulan bukaan wilayah rollout",
    ("outlook",): "usulan bukaan wilayah rollout",
    ("readiness",): "usulan bukaan wilayah rollout",
    ("risk",): "usulan bukaan wilayah rollout",
    ("why",): "usulan bukaan wilayah rollout",
    ("why", "--bulan", "2027-02"): "usulan bukaan wilayah rollout",
    ("why", "--posyandu", "Melati"): "usulan bukaan wilayah rollout",
    ("trace", "cakupan 2026"): "usulan bukaan wilayah rollout",
    ("plan", "duty", "--bulan", "2027-02"): "usulan bukaan wilayah rollout",
    ("plan", "visits", "--bulan", "2027-02"): "usulan bukaan wilayah rollout",
    ("plan", "training"): "usulan bukaan rollout",
    ("plan", "openings", "--tahun", "2027"): "usulan bukaan",
    ("plan", "areas"): "usulan wilayah",
    ("plan", "rollout"): "usulan",
    ("plan", "staffing"): "rollout",
    ("services",): "rollout",
    ("pws",): "",
}
"""Every command that looks at a district, with the kinds of proposals that it takes."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district with something to say to every command, and a proposal of each kind."""
    folder = plan(
        tmp_path_factory.mktemp("luwu"), WHOLE, petugas_csv=ONE, kader_csv=KADER_CSV, wilayah_csv=BLOCKS,
        keluarga_csv=FAMILIES, capaian_csv=COVERED,
    )  # fmt: skip
    for kind, text in PROPOSED.items():
        (folder / f"{kind}.yaml").write_text(text, encoding="utf-8")
    return folder


def asked(words: tuple[str, ...]) -> list[str]:
    """The command with the plan folder where it belongs, answering as JSON on a day."""
    names = 2 if words[0] == "plan" else 1
    return [*words[:names], ".", *words[names:], "--pada", DAY, "--format", "json"]


@pytest.mark.parametrize("words", TAKEN, ids=" ".join)
def test_every_command_takes_the_kinds_that_it_looks_at_and_refuses_the_others(
    whole: Path, words: tuple[str, ...]
) -> None:
    for kind in PROPOSED:
        answer = ilp(*asked(words), "--dengan", f"{kind}.yaml", cwd=whole)
        if kind in TAKEN[words].split():
            assert answer.returncode in (0, 1), (kind, answer.stderr)
            assert f"{kind}.yaml" in answer.stdout or words[0] in ("check", "trace"), kind
        else:
            assert (answer.returncode, answer.stdout) == (2, ""), kind
            assert f"--dengan {kind}.yaml: " in answer.stderr
            assert "tidak dipakai perintah ini" in answer.stderr


@pytest.mark.parametrize(
    "words", [words for words, kinds in TAKEN.items() if kinds and words != ("diff",)], ids=" ".join
)
def test_an_answer_changes_with_what_it_was_reckoned_with(whole: Path, words: tuple[str, ...]) -> None:
    """At least one of the kinds that a command takes changes what it says, beyond naming the file."""

    def told(*more: str) -> object:
        answer = ilp(*asked(words), *more, cwd=whole)
        assert answer.returncode in (0, 1), answer.stderr
        document = json.loads(answer.stdout)
        return {key: value for key, value in document.items() if key not in ("menurut", "usulan", "pembagian")}

    assert any(told("--dengan", f"{kind}.yaml") != told() for kind in TAKEN[words].split())


@pytest.mark.parametrize(
    ("words", "kind", "target"),
    [
        (("plan", "duty", "--bulan", "2027-02"), "usulan", "o.xlsx"),
        (("plan", "openings", "--tahun", "2027"), "usulan", "o.yaml"),
        (("plan", "openings", "--tahun", "2027"), "usulan", "o.xlsx"),
        (("plan", "areas"), "usulan", "o.yaml"),
        (("plan", "areas"), "usulan", "o.xlsx"),
        (("plan", "training"), "rollout", "o.xlsx"),
        (("plan", "rollout"), "usulan", "o.yaml"),
        (("plan", "rollout"), "usulan", "o.xlsx"),
        (("plan", "staffing"), "rollout", "o.yaml"),
    ],
)
def test_what_is_printed_says_what_it_was_reckoned_with(
    whole: Path, tmp_path: Path, words: tuple[str, ...], kind: str, target: str
) -> None:
    out = tmp_path / target
    answer = ilp(*asked(words)[:-2], "--dengan", f"{kind}.yaml", "-o", out, cwd=whole)
    assert answer.returncode in (0, 1), answer.stderr
    assert f"Menurut {kind}.yaml" in answer.stdout
    if out.suffix == ".yaml":
        text = out.read_text(encoding="utf-8")
    else:
        book = openpyxl.load_workbook(out)
        text = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
        text += "\n".join(str(sheet.oddFooter) + str(sheet.oddHeader) for sheet in book)
    assert f"menurut {kind}.yaml" in text


def test_a_year_that_only_the_proposal_has_can_be_asked_for(whole: Path) -> None:
    words = ("check", ".", "--pada", DAY, "--tahun", "2027", "--format", "json")
    assert ilp(*words, cwd=whole).returncode == 2
    told = json.loads(ilp(*words, "--dengan", "rollout.yaml", cwd=whole).stdout)
    assert told["tahun"] == [2027]


def test_a_roadmap_or_an_archive_is_no_proposal_and_nothing_else_is_said(tmp_path: Path) -> None:
    folder = plan(tmp_path / "luwu", petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    assert ilp_cli.freeze(folder, tahun=2025, pada=PADA)
    for file, what in (("roadmap.yaml", "roadmap"), ("arsip/2025.yaml", "arsip SK")):
        for words in (("check", folder, "--dengan"), ("apply", folder)):
            more = ("--mulai", PADA.isoformat(), "-o", tmp_path / "x.xlsx") if words[0] == "apply" else ()
            done = ilp(*words, folder / file, *more)
            assert (done.returncode, done.stdout) == (2, "")
            assert f"{file} {what}, bukan usulan" in done.stderr
