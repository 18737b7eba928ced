"""An SK and letters as Word: what they say is what the plan says; what it does not say stands dotted, and is told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.core.words import BLANK
from ilp_cli.decreeing.verb import JENIS, Written, decree
from ilp_cli.decreeing.wording import blanks, filled, strings
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law.configs import naskah
from tests.plans import KADER_CSV, PETUGAS_CSV, SULI, plan
from tests.running import DAY, LUWU, environment, ilp, process

PADA = date(2026, 11, 21)
NIP = "197508172003121901"
HEAD = f"""\
kabupaten: {{nama: Luwu, provinsi: Sulawesi Selatan, ibu_kota: Belopa}}
penandatangan:
  jabatan: Kepala Dinas Kesehatan
  nama: "dr. Contoh & <Rekaan>"
  pangkat: Pembina
  nip: "{NIP}"
puskesmas:
  - {{nama: Suli, kecamatan: Suli, pustu: [{{nama: Cimpu, desa: Kelurahan Cimpu}}], posyandu: [{{nama: Melati}}]}}
  - {{nama: Bua, kecamatan: Bua, pustu: [{{nama: Padang, desa: Padang}}], posyandu: [{{nama: Mawar, desa: Padang}}]}}
"""
FIRST = """\
tahap:
  - tahun: 2025
    sk: {nomor: 400.7/12/DINKES, tanggal: 2025-03-03, tentang: Penetapan Lokus, penetap: Kepala Dinas Kesehatan}
    lokus:
      - {puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}
      - {puskesmas: Bua, pustu: [Padang], posyandu: [Mawar]}
"""
CHANGE = """\
  - tahun: 2025
    sk: {nomor: 400.7/40/DINKES, tanggal: 2025-09-01, penetap: Kadinkes, mengubah: {nomor: 400.7/12/DINKES}}
    lokus:
      - {puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}
"""


def told(path: Path) -> list[str]:
    """The paragraphs of a document in the order in which they are read, those of tables among them."""
    word: Any = docx.Document(str(path))
    texts = []
    for part in word.iter_inner_content():
        cells = [cell for row in part.rows for cell in row.cells] if hasattr(part, "rows") else [part]
        texts += [text.text for cell in cells for text in getattr(cell, "paragraphs", [cell])]
    return [text for text in texts if text]


def written(folder: Path, jenis: str | None = None, **more: Any) -> tuple[Written, list[str]]:
    out = folder / "sk.docx"
    result = decree(folder, out, jenis=jenis, pada=PADA, force=True, **more)
    assert result, result.report.findings
    return result, told(out)


def open_of(result: Written) -> set[str]:
    return {isian.apa for isian in result.harus_diisi}


def test_the_decree_of_a_stage_says_its_figures_in_words(tmp_path: Path) -> None:
    out = tmp_path / "sk.docx"
    result = decree(LUWU, out, tahun=2024, pada=PADA)
    texts = told(out)
    assert texts[:2] == ["(logo)", "PEMERINTAH KABUPATEN LUWU"]
    order = ["TENTANG", "Menimbang", "Mengingat", "MEMUTUSKAN:", "Menetapkan", "KESATU", "KEEMPAT", "Tembusan:"]
    places = [texts.index(words) for words in order]
    assert places == sorted(places)
    (kesatu,) = (text for text in texts if text.startswith("Menetapkan 9"))
    assert "9 (sembilan) puskesmas, 9 (sembilan) puskesmas pembantu dan 9 (sembilan) posyandu" in kesatu
    assert "Lampiran I dan Lampiran II yang merupakan bagian" in kesatu
    assert [name for naskah in result.naskah for name, _ in naskah.lampiran] == ["Lampiran I 2024", "Lampiran II 2024"]
    assert any("Lampiran III 2024" in note for note in result.catatan)
    assert {"nomor SK", "tanggal SK", "sumber biaya", "tembusan"} <= open_of(result)
    assert "Ditetapkan di Belopa" in texts
    assert f"pada tanggal {BLANK}" in texts


def test_a_signed_decree_leaves_only_what_the_plan_cannot_know(tmp_path: Path) -> None:
    result, texts = written(plan(tmp_path, HEAD + FIRST), rancangan=True, nip="tampil")
    assert "NOMOR 400.7/12/DINKES" in texts
    assert "pada tanggal 3 Maret 2025" in texts
    assert texts[texts.index("dr. Contoh & <Rekaan>") :][1:3] == ["Pembina", "NIP. 19750817 200312 1 901"]
    assert not open_of(result) & {"nomor SK", "tanggal SK", "NIP penanda tangan", "nama penanda tangan"}


@pytest.mark.parametrize(("nip", "line"), [("samar", f"NIP. {BLANK}"), ("tanpa", None)])
def test_the_nip_of_the_signatory_stands_only_where_asked_for(tmp_path: Path, nip: str, line: str | None) -> None:
    _, texts = written(plan(tmp_path, HEAD + FIRST), rancangan=True, nip=nip)
    assert [text for text in texts if text.startswith("NIP.")] == ([line] if line else [])
    assert not re.search(r"\d{10}", "".join(texts).replace(" ", ""))


def test_a_bupati_signs_without_pangkat_and_nip_under_a_head_of_his_own(tmp_path: Path) -> None:
    roadmap = (
        (HEAD + FIRST)
        .replace("penetap: Kepala Dinas Kesehatan", "penetap: Bupati")
        .replace("jabatan: Kepala Dinas Kesehatan", "jabatan: Bupati")
    )
    _, texts = written(plan(tmp_path, roadmap), rancangan=True, nip="tampil")
    assert texts[1:4] == ["BUPATI LUWU", "PROVINSI SULAWESI SELATAN", "KEPUTUSAN BUPATI LUWU"]
    assert texts[texts.index("dr. Contoh & <Rekaan>") + 1] == "Tembusan:"


def test_who_signs_on_behalf_says_so(tmp_path: Path) -> None:
    roadmap = (HEAD + FIRST).replace("penetap: Kepala Dinas Kesehatan", "penetap: Bupati")
    roadmap = roadmap.replace("penandatangan:\n", "penandatangan:\n  awalan: a.n.\n")
    _, texts = written(plan(tmp_path, roadmap), rancangan=True)
    assert "a.n. BUPATI LUWU" in texts
    assert "KEPALA DINAS KESEHATAN," in texts


def test_what_was_revoked_that_day_is_left_out_and_told(tmp_path: Path) -> None:
    own = """\
mengingat:
  - Undang-Undang Nomor 36 Tahun 2009 tentang Kesehatan
  - Peraturan Menteri Kesehatan Nomor 43 Tahun 2019 tentang Puskesmas
  - Peraturan Pemerintah Nomor 28 Tahun 2024 tentang Pelaksanaan Undang-Undang Nomor 36 Tahun 2009
  - Peraturan Daerah Kabupaten Luwu Nomor … Tahun …
"""
    result, texts = written(plan(tmp_path, own + HEAD + FIRST), rancangan=True)
    assert not [text for text in texts if text.startswith(("Undang-Undang Nomor 36", "Peraturan Menteri Kesehatan"))]
    assert "Peraturan Pemerintah Nomor 28 Tahun 2024 tentang Pelaksanaan Undang-Undang Nomor 36 Tahun 2009;" in texts
    notes = " ".join(result.catatan)
    assert "tanpa UU 36/2009: dicabut sejak 8 Agustus 2023 oleh UU 17/2023" in notes
    assert "PMK 43/2019" in notes
    assert any("bertitik-titik" in apa for apa in open_of(result))


def test_an_instrument_that_is_not_in_force_yet_is_told(tmp_path: Path) -> None:
    early = FIRST.replace("2025-03-03", "2024-03-04").replace("tahun: 2025", "tahun: 2024")
    own = "mengingat: [Peraturan Pemerintah Nomor 28 Tahun 2024 tentang Kesehatan]\n"
    result, texts = written(plan(tmp_path / "own", own + HEAD + early), rancangan=True)
    assert any(text.startswith("Peraturan Pemerintah Nomor 28") for text in texts)
    assert any("belum berlaku pada 4 Maret 2024" in note and "periksa" in note for note in result.catatan)
    result, texts = written(plan(tmp_path / "general", HEAD + early), rancangan=True)
    assert not any(text.startswith("Peraturan Pemerintah Nomor 28") for text in texts)
    assert any("daftar umum" in note for note in result.catatan)


def test_a_change_has_its_three_lists(tmp_path: Path) -> None:
    folder = plan(tmp_path, HEAD + FIRST + CHANGE)
    result, texts = written(folder, rancangan=True)
    assert result.jenis == "perubahan"
    title = (
        "KEPUTUSAN KEPALA DINAS KESEHATAN KABUPATEN\u00a0LUWU NOMOR 400.7/12/DINKES TAHUN 2025 TENTANG PENETAPAN LOKUS"
    )
    assert f"PERUBAHAN ATAS {title}" in texts
    start = texts.index("menghapus:")
    assert texts[start + 1].startswith("Bua (")
    assert texts[start + 2] == "menambah: tidak ada;"
    assert texts[start + 3].endswith("menjadi:")
    assert texts[start + 4].startswith("Suli (")
    with pytest.raises(Misuse, match="--jenis perubahan"):
        decree(folder, folder / "x.docx", jenis="lokus", pada=PADA, rancangan=True)


def test_a_change_whose_first_decree_is_unknown_is_dotted(tmp_path: Path) -> None:
    result, texts = written(plan(tmp_path, HEAD + "tahap:\n" + CHANGE), rancangan=True)
    assert any("tahap semula" in apa for apa in open_of(result))
    assert any(text.startswith("Mengubah Lampiran") and text.endswith(BLANK) for text in texts)


def test_the_decree_of_kader_counts_who_holds_blocks(tmp_path: Path) -> None:
    out = tmp_path / "sk.docx"
    result = decree(LUWU, out, tahun=2024, jenis="kader", pada=PADA)
    assert result.naskah[0].lampiran[0][0] == "Lampiran III 2024"
    assert any(text.startswith("Menetapkan ") and "kader posyandu beserta wilayah" in text for text in told(out))
    assert any("berkepala SK lokus" in note for note in result.catatan)


def test_the_klaster_are_decreed_by_each_puskesmas(tmp_path: Path) -> None:
    roadmap = (HEAD + FIRST).replace("{nama: Suli,", "{nama: Suli, kepala: {nama: Contoh Kepala, nip: '" + NIP + "'},")
    result, texts = written(plan(tmp_path, roadmap), "klaster", rancangan=True)
    assert [one.judul.partition(":")[0] for one in result.naskah] == [
        "KEPUTUSAN KEPALA PUSKESMAS SULI KABUPATEN LUWU",
        "KEPUTUSAN KEPALA PUSKESMAS BUA KABUPATEN LUWU",
    ]
    assert "Contoh Kepala" in texts
    assert {"nama kepala puskesmas", "Lampiran susunan klaster"} <= open_of(result)
    assert not any("400.7/12" in text for text in texts)


def test_a_change_decrees_the_klaster_of_what_it_adds_only(tmp_path: Path) -> None:
    change = CHANGE.replace("posyandu: [Melati]}", "posyandu: [Melati]}\n      - {puskesmas: Larompong}")
    more = HEAD + "  - {nama: Larompong, kecamatan: Larompong}\n" + FIRST
    result, _ = written(plan(tmp_path / "a", more + change), "klaster", rancangan=True)
    assert [naskah.judul.partition(":")[0] for naskah in result.naskah] == [
        "KEPUTUSAN KEPALA PUSKESMAS LAROMPONG KABUPATEN LUWU"
    ]
    with pytest.raises(Misuse, match="hanya mengubah SK lain dan tidak menambah puskesmas"):
        written(plan(tmp_path / "b", HEAD + FIRST + CHANGE), "klaster", rancangan=True)


def test_the_decree_of_klaster_has_its_people_as_an_annex(tmp_path: Path) -> None:
    roadmap = HEAD + FIRST
    number = "199001012015011001"
    petugas = f"nama,nip,puskesmas,jabatan\nAni,{number},Suli,Bidan Ahli Muda\nBudi,,Suli,Perawat Terampil\n"
    rows = "puskesmas,klaster,kedudukan,nama\nSuli,3,Anggota,Budi\nSuli,2,PJ,Ani\n"
    folder = plan(tmp_path, roadmap, petugas_csv=petugas, kader_csv="nama,puskesmas\n", klaster_csv=rows)
    (folder / "roadmap.yaml").write_text("roster: .\n" + roadmap, encoding="utf-8")
    result, texts = written(folder, "klaster", rancangan=True)
    suli, bua = result.naskah
    assert (len(suli.lembar), len(bua.lembar)) == (1, 0)
    at = texts.index("NAMA DAN NIP")
    assert texts[at + 2 :][:5] == ["1", "Klaster 1 (Manajemen)", "PJ", BLANK, BLANK]
    ani = f"Ani\nNIP. {'*' * 14}1001"
    assert texts[at + 7 :][:5] == ["2", "Klaster 2 (Ibu dan Anak)", "PJ", ani, "Bidan Ahli Muda"]
    assert at < texts.index(ani) < texts.index("Budi")
    assert {"penanggung jawab klaster", "Lampiran susunan klaster"} <= open_of(result)
    assert number not in "".join(texts)
    for nip, line in (("tampil", "NIP. 19900101 201501 1 001"), ("tanpa", None)):
        _, texts = written(folder, "klaster", rancangan=True, nip=nip)
        assert [text for text in texts if text.startswith("Ani")] == [f"Ani\n{line}" if line else "Ani"]


def test_accepted_moves_become_a_nota_dinas(tmp_path: Path) -> None:
    usulan, out = tmp_path / "usulan.yaml", tmp_path / "nota.docx"
    assert ilp("plan", "staffing", LUWU, "--tahun", "2025", "--pada", DAY, "-o", usulan, "-q").returncode == 0
    given = {"tahun": 2025, "jenis": "nota-mutasi", "pada": PADA, "force": True}
    with pytest.raises(Misuse, match="--dengan"):
        decree(LUWU, out, **given)  # type: ignore[arg-type]
    decree(LUWU, out, dengan=usulan, **given)  # type: ignore[arg-type]
    texts = told(out)
    assert any("3 (tiga) orang tenaga kesehatan" in text for text in texts)
    assert len([text for text in texts if re.search(r"\nNIP\. \*{14}\d{4}$", text)]) == 3
    assert not re.search(r"\d{10}", "".join(texts).replace(" ", ""))
    decree(LUWU, out, dengan=usulan, nip="tampil", **given)  # type: ignore[arg-type]
    assert len([text for text in told(out) if re.search(r"\nNIP\. \d{8} \d{6} \d \d{3}$", text)]) == 3
    decree(LUWU, out, dengan=usulan, nip="tanpa", **given)  # type: ignore[arg-type]
    assert "NIP" not in "".join(told(out))


def test_a_nota_is_not_written_by_a_proposal_with_a_misspelt_key(tmp_path: Path) -> None:
    """Its value is read as it was meant, to look further; a letter that moves people does not rest on a guess."""
    usulan, out = tmp_path / "usulan.yaml", tmp_path / "nota.docx"
    assert ilp("plan", "staffing", LUWU, "--tahun", "2025", "--pada", DAY, "-o", usulan, "-q").returncode == 0
    usulan.write_text(usulan.read_text(encoding="utf-8").replace("ke:", "kee:", 1), encoding="utf-8")
    done = ilp("decree", LUWU, "--tahun", "2025", "--jenis", "nota-mutasi", "--pada", DAY, "--dengan", usulan,
               "-o", out)  # fmt: skip
    assert (done.returncode, out.exists()) == (1, False)
    assert "kunci “kee” tidak dikenal; apakah maksudnya “ke”?" in done.stdout
    assert "--rancangan" not in done.stdout


ROSTERED = SULI.replace("nama: Cimpu}", "nama: Cimpu, desa: Kelurahan Cimpu}")


def test_a_desa_that_lacks_kader_gets_a_letter_with_figures_and_article(tmp_path: Path) -> None:
    few = "\n".join(KADER_CSV.splitlines()[:6]) + "\n"  # both of the pustu, three of five at the posyandu
    few = few.replace("Ani,Suli,Cimpu,\n", "")
    result, texts = written(plan(tmp_path, ROSTERED, petugas_csv=PETUGAS_CSV, kader_csv=few), "surat-desa")
    assert (len(result.naskah), result.exit_status()) == (2, 0)
    assert any(text.startswith("Yth. Lurah Cimpu\n") for text in texts)
    assert any(text.startswith(f"Yth. {BLANK}\n") for text in texts)
    start = texts.index("pustu Cimpu")
    assert texts[start : start + 5] == ["pustu Cimpu", "Suli", "1", "2", "1"]
    assert any("2 (dua) kader (KMK" in text for text in texts)
    assert any("mengangkat 2 (dua) orang kader" in text for text in texts)
    assert "desa yang disurati" in open_of(result)


def test_no_letter_is_written_where_nobody_lacks_kader(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    answer = ilp("decree", folder, "--jenis", "surat-desa", "--pada", DAY, "-o", tmp_path / "surat.docx")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "Tidak ada desa yang perlu disurati" in answer.stdout
    assert not (tmp_path / "surat.docx").exists()


def test_a_plan_with_errors_is_written_as_a_marked_draft_only(tmp_path: Path) -> None:
    out = tmp_path / "sk.docx"
    answer = ilp("decree", LUWU, "--tahun", "2025", "--pada", DAY, "-o", out)
    assert answer.returncode == 1
    assert "Tidak ditulis" in answer.stdout
    assert "--rancangan" in answer.stdout
    assert not out.exists()
    answer = ilp("decree", LUWU, "--tahun", "2025", "--pada", DAY, "--rancangan", "-o", out)
    assert (answer.returncode, out.exists()) == (1, True)
    (section,) = docx.Document(str(out)).sections
    assert section.header.paragraphs[1].text.startswith("RANCANGAN: belum memenuhi")
    assert "13 (tiga belas) puskesmas" in "".join(told(out))


def test_the_answer_as_json_has_one_shape(tmp_path: Path) -> None:
    words = ("decree", LUWU, "--pada", DAY, "--format", "json", "-o", tmp_path / "sk.docx")
    clean, refused = (json.loads(ilp(*words, "--tahun", year, "--force").stdout) for year in ("2024", "2025"))
    assert list(clean) == list(refused)
    assert (clean["command"], clean["jenis"], clean["ditulis"], refused["ditulis"]) == ("decree", "lokus", True, False)
    assert {"apa": "sumber biaya", "di": "di Word"} in clean["harus_diisi"]
    assert refused["findings"]


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    contents = set()
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.docx"
        done = process("decree", LUWU, "--tahun", "2024", "--pada", DAY, "-o", out, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        contents.add(out.read_bytes())
    assert len(contents) == 1


NAMES = (
    "Suli & <Bua>",
    'O\'Bua \\"Raya\\"',
    "{nomor} {{7*7}}",
    "Melati 🌸",
    "مركز",
    "Kampuang Tanjuang Koto Mambang Durian",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_naughty_name_stays_what_it_is(tmp_path: Path, name: str) -> None:
    roadmap = f"""\
kabupaten: {{nama: Luwu, ibu_kota: "{name}"}}
penandatangan: {{jabatan: Kepala Dinas Kesehatan, nama: "{name}"}}
puskesmas: [{{nama: "{name}"}}]
tahap: [{{tahun: 2025, sk: {{tentang: "{name}", penetap: Kepala Dinas Kesehatan}}, lokus: [{{puskesmas: "{name}"}}]}}]
"""
    folder, plain = plan(tmp_path, roadmap), name.replace("\\", "")
    _, texts = written(folder, rancangan=True)
    assert {plain, f"Ditetapkan di {plain}"} <= set(texts)
    _, texts = written(folder, "klaster", rancangan=True)
    assert any(plain.upper() in text for text in texts)


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"output": "sk.doc"}, Misuse, "berakhiran .docx"),
        ({"output": "sk.docm"}, Misuse, "berakhiran .docx"),
        ({"output": "tiada/sk.docx"}, OutputBlocked, "buat dulu foldernya"),
        ({"tahun": None}, Misuse, "2024 dan 2025"),
        ({"tahun": 2030}, Misuse, "2030"),
        ({"jenis": "perda"}, Misuse, "“perda” tidak dikenal"),
        ({"jenis": "perubahan"}, Misuse, "tidak mengubah SK lain"),
        ({"kertas": "a5"}, Misuse, "“a5” tidak dikenal"),
        ({"nip": "ya"}, Misuse, "“ya” tidak dikenal"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, given: dict[str, Any], kind: Any, words: str) -> None:
    asked = {"tahun": 2024, "pada": PADA, **given}
    output = tmp_path / asked.pop("output", "sk.docx")
    with pytest.raises(kind, match=words):
        decree(LUWU, output, **asked)
    assert not output.exists()


def test_letters_need_a_roster(tmp_path: Path) -> None:
    folder = plan(tmp_path, HEAD + FIRST)
    with pytest.raises(Unreadable, match="roster belum ada"):
        decree(folder, tmp_path / "surat.docx", jenis="surat-desa", pada=PADA)


def test_letters_are_not_written_of_a_day_without_a_minimum(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    with pytest.raises(Misuse, match="belum ada standar pustu"):
        decree(folder, tmp_path / "surat.docx", jenis="surat-desa", pada=date(2020, 1, 1))


def test_a_roadmap_without_stages_has_nothing_to_decree(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="belum punya tahap"):
        decree(plan(tmp_path, HEAD), tmp_path / "sk.docx", pada=PADA)


def test_an_input_is_never_written_to(tmp_path: Path) -> None:
    folder = plan(tmp_path, HEAD + FIRST)
    before = (folder / "roadmap.yaml").read_bytes()
    with pytest.raises(Misuse):
        decree(folder, folder / "roadmap.yaml", pada=PADA, force=True)
    assert (folder / "roadmap.yaml").read_bytes() == before


def test_a_missing_library_is_one_sentence(tmp_path: Path) -> None:
    program = (
        "import sys\nsys.modules['docx'] = None\nfrom ilp_cli.cli import main\n"
        f"main(['decree', {str(LUWU)!r}, '--tahun', '2024', '-o', {str(tmp_path / 'sk.docx')!r}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("ilp: python-docx")
    assert "pip install python-docx" in done.stderr


def test_every_place_of_the_wording_is_known_or_has_words_for_its_dots() -> None:
    """A word between braces that nobody fills would be printed as dots for ever."""
    badan = naskah()["badan"]
    named = {place for text in strings({**badan, "harus_diisi": None}) for place in blanks((text,), {})}
    known = {
        *("kabupaten", "KABUPATEN", "KEPALA_DAERAH", "PUSKESMAS", "puskesmas", "tahun", "tentang", "kepala_daerah"),
        *("Satuan", "judul_perubahan", "jumlah_orang", "per", "unit_lokus", "kurang", "minimum", "dasar"),
    }
    assert named - known <= set(badan["harus_diisi"])
    assert set(badan["sk"]) | {"nota-mutasi", "surat-desa"} == set(JENIS)
    for wording in badan["sk"].values():
        assert len(wording["diktum"]) <= len(badan["diktum"])


def test_a_fact_is_never_read_as_wording() -> None:
    assert filled("{a} {b} {c}", {"a": "{b}", "b": None}) == f"{{b}} {BLANK} {BLANK}"
    assert blanks(("{a} {b}", "{b} {c}"), {"a": "x"}) == ("b", "c")


@pytest.mark.parametrize(
    ("items", "told"),
    [
        (
            ("KMK HK.01.07/MENKES/2015/2023", "Undang-Undang Nomor 17 Tahun 2023"),
            "“Undang-Undang Nomor 17 Tahun 2023” bia",
        ),
        (("UU No. 17 Tahun 2023", "UU No. 23 Tahun 2014"), "“UU No. 23 Tahun 2014” biasanya ditulis di atas"),
        (("Peraturan Bupati Luwu Nomor 3 Tahun 2020", "Perda Nomor 9 Tahun 2021"), "“Perda Nomor 9 Tahun 2021”"),
        (("Peraturan Pemerintah Nomor 28 Tahun 2024", "Perpu Nomor 2 Tahun 2022"), "“Perpu Nomor 2 Tahun 2022”"),
        (("UU Nomor 23 Tahun 2014", "UU Nomor 17 Tahun 2023", "Perda Nomor … Tahun …", "KMK 2015/2023"), None),
        (("Perda Nomor 9 Tahun 2021", "Surat Edaran Nomor 1 Tahun 2020", "Perbup Nomor 3 Tahun 2020"), None),
    ],
)
def test_what_stands_below_what_it_ranks_above_is_told(
    tmp_path: Path, items: tuple[str, ...], told: str | None
) -> None:
    """The planner's own order is printed as it is; a note says what is against the custom."""
    own = "mengingat:\n" + "".join(f"  - {item}\n" for item in items)
    result, texts = written(plan(tmp_path, own + HEAD + FIRST), rancangan=True)
    assert [text for text in texts if text.rstrip(";.") in items] == [
        *(f"{item};" for item in items[:-1]),
        f"{items[-1]}.",
    ]
    notes = [note for note in result.catatan if "biasanya ditulis di atas" in note]
    assert bool(notes) == (told is not None)
    assert (told or "") in " ".join(notes)


def test_the_general_list_is_in_its_own_order(tmp_path: Path) -> None:
    result, _ = written(plan(tmp_path, HEAD + FIRST), rancangan=True)
    assert not [note for note in result.catatan if "biasanya ditulis di atas" in note]


def test_nobody_decrees_nought(tmp_path: Path) -> None:
    """What a stage names none of is neither counted in the first diktum nor spoken of in the second."""
    bare = FIRST.replace(", posyandu: [Melati]", "").replace(", posyandu: [Mawar]", "")
    _, texts = written(plan(tmp_path, HEAD + bare), rancangan=True)
    said = " ".join(texts)
    assert "nol" not in said
    assert "Menetapkan 2 (dua) puskesmas dan 2 (dua) puskesmas pembantu sebagai lokus" in said
    assert "Puskesmas dan puskesmas pembantu sebagaimana dimaksud dalam diktum KESATU" in said


def test_a_change_in_another_year_does_not_claim_the_year_of_what_it_changes(tmp_path: Path) -> None:
    """Where the first stage is not told, its year is that of the decree that is cited, else it stands dotted."""
    alone = CHANGE.replace("tahun: 2025", "tahun: 2026").replace("2025-09-01", "2026-09-01")
    result, texts = written(plan(tmp_path / "a", HEAD + "tahap:\n" + alone), rancangan=True)
    assert f"Kabupaten Luwu tahun {BLANK} telah ditetapkan" in " ".join(texts)
    assert "tahun lokus yang semula ditetapkan" in open_of(result)
    dated = alone.replace("mengubah: {", "mengubah: {tanggal: 2025-03-03, ")
    _, texts = written(plan(tmp_path / "b", HEAD + "tahap:\n" + dated), rancangan=True)
    assert "Kabupaten Luwu tahun 2025 telah ditetapkan" in " ".join(texts)
