"""What is frozen is printed again as it was, whatever the roadmap, the roster and the day say."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import ilp_cli
from ilp_cli.core.names import normal
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.files.table_file import Workbook
from ilp_cli.reading.arsip import resealed
from ilp_cli.reading.load import load
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, of, plan
from tests.running import ilp

SIGNED = """\
kabupaten: {nama: Luwu}
roster: .
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan, nip: "197001012000011001"}
puskesmas:
  - {nama: Suli, kode: "1070670", pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}, {nama: Mawar}]}
tahap:
  - tahun: 2024
    sk: {nomor: 400.7/21/2024, tanggal: 2024-10-16, tentang: Penetapan Lokus, penetap: Kepala Dinas Kesehatan}
    lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati], keterangan: "perintis, tanpa #"}]
"""


def signed(tmp_path: Path, roadmap: str = SIGNED) -> Path:
    return plan(tmp_path / "luwu", roadmap, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)


def annexes(folder: Path, tmp_path: Path, name: str, **options: object) -> bytes:
    given = {"pada": PADA, "lampiran": True, "rancangan": False} | options
    target = tmp_path / name
    assert ilp_cli.export(folder, target, tahun=[2024], **given)  # type: ignore[arg-type]
    return target.read_bytes()


def test_frozen_annexes_are_the_same_bytes_whatever_the_roadmap_says(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    before = annexes(folder, tmp_path, "a.xlsx")
    assert ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    changed = SIGNED.replace("posyandu: [Melati]", "posyandu: [Mawar]").replace("dr. Contoh", "dr. Lain")
    plan(folder, changed, petugas_csv="nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\n")
    assert annexes(folder, tmp_path, "b.xlsx", pada=date(2026, 12, 1)) == before


def test_a_stage_that_is_gone_is_printed_from_its_archive_as_signed(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    before = annexes(folder, tmp_path, "a.xlsx")
    assert ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    gone = SIGNED[: SIGNED.index("  - tahun: 2024")] + "  - {tahun: 2025, target: {puskesmas: 1}}\n"
    plan(folder, gone, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    assert annexes(folder, tmp_path, "b.xlsx", pada=date(2026, 12, 1)) == before
    assert "ILP132" in {finding.code for finding in ilp_cli.check(folder, pada=PADA).findings}
    with pytest.raises(Misuse, match=r"arsip/2024\.yaml.*--lampiran"):
        ilp_cli.export(folder, tmp_path / "c.xlsx", pada=PADA, tahun=[2024])
    with pytest.raises(Misuse, match="tahap 2023 tidak ada"):
        ilp_cli.export(folder, tmp_path / "c.xlsx", pada=PADA, tahun=[2023], lampiran=True)


@pytest.mark.parametrize("rancangan", [False, True])
def test_a_stage_that_is_gone_is_not_printed_from_an_edited_archive(tmp_path: Path, *, rancangan: bool) -> None:
    folder = signed(tmp_path)
    assert ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    kept = folder / "arsip" / "2024.yaml"
    kept.write_text(kept.read_text(encoding="utf-8").replace("Melati", "Mawar"), encoding="utf-8")
    plan(folder, SIGNED.replace("tahun: 2024", "tahun: 2025"), petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    told = ilp_cli.export(folder, tmp_path / "b.xlsx", pada=PADA, tahun=[2024], lampiran=True, rancangan=rancangan)
    assert not told
    assert "ILP130" in {finding.code for finding in told.report.findings}


def test_a_stage_that_is_gone_is_printed_before_those_of_later_years(tmp_path: Path) -> None:
    folder = plan(tmp_path / "luwu", SIGNED.replace("roster: .\n", ""))
    assert ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    later = SIGNED[: SIGNED.index("  - tahun: 2024")] + "  - {tahun: 2025, target: {puskesmas: 0}}\n"
    plan(folder, later.replace("roster: .\n", ""))
    told = ilp_cli.export(folder, tmp_path / "a.xlsx", pada=PADA, tahun=[2025, 2024], lampiran=True)
    names = [name for name, _ in told.sheets]
    assert (names[0], "2024" in names[1], "2025" in names[-1]) == ("Lampiran I 2024", True, True)
    assert told.archives == ("arsip/2024.yaml",)


def test_the_whole_plan_is_the_same_bytes_where_nothing_has_changed(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    for name in ("a.xlsx", "b.xlsx"):
        assert ilp_cli.export(folder, tmp_path / name, tahun=[2024], pada=PADA)
        if name == "a.xlsx":
            assert ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_sheets_of_today_say_so_and_the_annexes_do_not(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    assert ilp_cli.export(folder, tmp_path / "b.xlsx", tahun=[2024], pada=date(2026, 12, 1))
    book = Workbook((tmp_path / "b.xlsx").read_bytes(), "b.xlsx")
    for sheet in book.sheets:
        first = str(book.values(sheet)[0][0])
        assert first.startswith("KEADAAN PER 1 DESEMBER 2026, bukan isi SK tahap 2024") is not ("Lampiran" in sheet)
    assert any("arsip/2024.yaml" in str(row) for row in book.values("Asal"))


def test_an_archive_is_printed_on_its_own_paper_and_type(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    assert ilp_cli.freeze(folder, tahun=2024, pada=PADA, kertas="a4")
    text = (folder / "arsip" / "2024.yaml").read_text(encoding="utf-8")
    assert "lebar_mm: 210" in text
    annexes(folder, tmp_path, "b.xlsx")
    book = load_workbook(tmp_path / "b.xlsx")
    assert {sheet.page_setup.paperSize for sheet in book} == {9}


def test_an_archive_is_printed_in_its_own_type_beside_annexes_of_today(tmp_path: Path) -> None:
    roadmap = SIGNED.replace("roster: .\n", "") + "  - {tahun: 2025, target: {puskesmas: 0}}\n"
    folder = plan(tmp_path / "luwu", roadmap)
    assert ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    kept = folder / "arsip" / "2024.yaml"
    text = kept.read_text(encoding="utf-8").replace("huruf: Bookman Old Style", "huruf: Arial")
    bare = text[: text.index("sidik: ")]
    kept.write_text(f"{bare}sidik: {resealed(bare, 'x')}\n", encoding="utf-8")
    assert ilp_cli.export(folder, tmp_path / "a.xlsx", pada=PADA, lampiran=True)
    fonts = {sheet.title: sheet["A8"].font.name for sheet in load_workbook(tmp_path / "a.xlsx")}
    assert {name: font for name, font in fonts.items() if "2024" in name} == dict.fromkeys(
        ("Lampiran I 2024", "Lampiran II 2024"), "Arial"
    )
    assert {font for name, font in fonts.items() if "2025" in name} == {"Bookman Old Style"}


NAMES = st.text(
    st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"]), min_size=1, max_size=30
).filter(lambda name: any(letter.isalpha() for letter in name))
"""Whatever a planner may type: signs that mean something in YAML, in Excel or to a printer among them."""


@settings(max_examples=25, deadline=None)
@given(st.lists(NAMES, min_size=6, max_size=6, unique_by=normal))
def test_whatever_is_written_is_printed_again(names: list[str]) -> None:
    names[4] = f"Rahma {names[4]}"  # a person is called no yes and no figure
    suli, cimpu, melati, title, signer, note = (json.dumps(name, ensure_ascii=False) for name in names)
    roadmap = (
        "kabupaten: {nama: Luwu}\n"
        f"penandatangan: {{jabatan: Kepala Dinas Kesehatan, nama: {signer}}}\n"
        f"puskesmas: [{{nama: {suli}, pustu: [{{nama: {cimpu}, desa: {note}}}], posyandu: [{{nama: {melati}}}]}}]\n"
        f"tahap:\n  - tahun: 2024\n    sk: {{nomor: 1/2024, tanggal: 2024-10-16, tentang: {title}}}\n"
        f"    lokus: [{{puskesmas: {suli}, pustu: [{cimpu}], posyandu: [{melati}], keterangan: {note}}}]\n"
    )
    with tempfile.TemporaryDirectory() as base:
        folder = plan(Path(base) / "luwu", roadmap)
        frozen = ilp_cli.freeze(folder, tahun=2024, pada=PADA, dry_run=True)
        assert not frozen.blocking
        before = annexes(folder, Path(base), "a.xlsx")
        ilp_cli.freeze(folder, tahun=2024, pada=PADA)
        plan(folder, roadmap.replace("2024-10-16", "2024-10-17"))
        assert annexes(folder, Path(base), "b.xlsx") == before


def test_the_nip_is_kept_only_where_asked_for_and_shown_only_where_asked_for(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    kept = folder / "arsip" / "2024.yaml"
    assert "19700101" not in kept.read_text(encoding="utf-8")
    ilp_cli.freeze(folder, tahun=2024, pada=PADA, nip="tampil", force=True, alasan="NIP tercetak")
    assert "19700101 200001 1 001" in kept.read_text(encoding="utf-8")
    shown = {nip: str(sheets(annexes(folder, tmp_path, f"{nip}.xlsx", nip=nip))) for nip in ("samar", "tampil")}
    assert "19700101" not in shown["samar"]
    assert "19700101 200001 1 001" in shown["tampil"]


def sheets(data: bytes) -> list[object]:
    book = Workbook(data, "x.xlsx")
    return [book.values(sheet) for sheet in book.sheets]


def test_an_archive_is_written_anew_only_with_a_reason_which_it_keeps(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    kept = folder / "arsip" / "2024.yaml"
    before = kept.read_bytes()
    for force in (False, True):
        with pytest.raises(OutputBlocked, match="alasan"):
            ilp_cli.freeze(folder, tahun=2024, pada=PADA, force=force)
    for force, reason in ((False, "lupa"), (True, " ")):
        with pytest.raises(Misuse, match="alasan"):
            ilp_cli.freeze(folder, tahun=2024, pada=PADA, force=force, alasan=reason)
    assert kept.read_bytes() == before
    for reason in ("nomor SK salah ketik", "desa salah"):
        assert ilp_cli.freeze(folder, tahun=2024, pada=PADA, force=True, alasan=reason)
    text = kept.read_text(encoding="utf-8")
    assert text.index("nomor SK salah ketik") < text.index("desa salah")


def test_no_verb_writes_over_an_archive(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    kept = folder / "arsip" / "2024.yaml"
    before = kept.read_bytes()
    for words in (("check", folder), ("plan", "staffing", folder)):
        assert ilp(*words, "-o", kept, "--force", "--pada", PADA.isoformat()).returncode == 4
    assert kept.read_bytes() == before


def test_what_is_no_archive_is_not_written_over(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    other = tmp_path / "catatan.txt"
    other.write_text("- bukan arsip\n", encoding="utf-8")
    for target in (other, folder / "roadmap.yaml", folder / "petugas.csv"):
        before = target.read_bytes()
        with pytest.raises(OutputBlocked):
            ilp_cli.freeze(folder, tahun=2024, pada=PADA, output=target, force=True, alasan="coba")
        assert target.read_bytes() == before


def test_with_errors_nothing_is_frozen(tmp_path: Path) -> None:
    folder = plan(tmp_path / "luwu", SIGNED, petugas_csv="nama,puskesmas\n", kader_csv=KADER_CSV)
    answer = ilp("freeze", folder, "--tahun", "2024", "--pada", PADA.isoformat())
    assert (answer.returncode, (folder / "arsip").exists()) == (1, False)
    assert "Tidak dibekukan" in answer.stdout


def test_a_stage_without_names_and_without_a_roster_is_frozen_too(tmp_path: Path) -> None:
    roadmap = "kabupaten: {nama: Luwu}\npuskesmas: [{nama: Suli}]\ntahap: [{tahun: 2024, target: {puskesmas: 1}}]\n"
    folder = plan(tmp_path / "luwu", roadmap)
    before = annexes(folder, tmp_path, "a.xlsx")
    assert ilp_cli.freeze(folder, tahun=2024, pada=PADA).unsigned == 1
    assert annexes(folder, tmp_path, "b.xlsx") == before
    plan(folder, roadmap.replace("target: {puskesmas: 1}", "target: {puskesmas: 2}"))
    assert [finding.code for finding in of(ilp_cli.check(folder, pada=PADA), "ILP138")] == ["ILP138"]
    assert annexes(folder, tmp_path, "c.xlsx") == before


def test_an_edited_archive_prints_nothing(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    kept = folder / "arsip" / "2024.yaml"
    text = kept.read_text(encoding="utf-8")
    kept.write_text(text.replace("Melati", "Mawar"), encoding="utf-8")
    answer = ilp_cli.export(folder, tmp_path / "b.xlsx", tahun=[2024], pada=PADA, lampiran=True)
    assert (bool(answer), answer.exit_status()) == (False, 1)
    assert of(answer.report, "ILP130")
    dressed = "# catatan dinas\n" + text.replace("tentang: Penetapan Lokus", 'tentang: "Penetapan Lokus"')
    kept.write_text(dressed.replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert not of(ilp_cli.check(folder, pada=PADA), "ILP130")


@pytest.mark.parametrize("broken", ["kabupaten: [", "", "- a\n", "kabupaten: Luwu\ntahun: dua\n", "\x00"])
def test_an_archive_that_cannot_be_read_is_told_and_stops_the_print(tmp_path: Path, broken: str) -> None:
    folder = signed(tmp_path)
    (folder / "arsip").mkdir()
    (folder / "arsip" / "2024.yaml").write_text(broken, encoding="utf-8")
    answer = ilp_cli.export(folder, tmp_path / "b.xlsx", tahun=[2024], pada=PADA)
    assert not answer
    assert any(finding.place.file.endswith("arsip/2024.yaml") for finding in answer.report.findings)


def test_the_same_inputs_make_the_same_archive(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    texts = [ilp_cli.freeze(folder, tahun=2024, pada=PADA, dry_run=True).text for _ in range(2)]
    assert texts[0] == texts[1]
    assert not (folder / "arsip").exists()


def test_a_plan_without_archives_is_checked_as_before(tmp_path: Path) -> None:
    assert not ilp_cli.check(
        plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV), pada=PADA
    ).exit_status()


def test_an_archive_under_another_ending_is_the_one_that_is_there(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    kept = folder / "arsip" / "2024.yaml"
    kept.rename(kept.with_suffix(".yml"))
    with pytest.raises(OutputBlocked, match=r"2024\.yml sudah ada"):
        ilp_cli.freeze(folder, tahun=2024, pada=PADA)


def test_an_archive_elsewhere_is_written_and_said_to_be_unused(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    answer = ilp("freeze", folder, "--tahun", "2024", "--pada", PADA.isoformat(), "-o", tmp_path / "lain.yaml")
    assert (answer.returncode, (tmp_path / "lain.yaml").exists()) == (0, True)
    assert "hanya memakai arsip di folder arsip" in answer.stderr


def test_a_broken_archive_is_not_waived(tmp_path: Path) -> None:
    waiver = "pengecualian: [{kode: ILP130, tempat: kabupaten, alasan: coba, oleh: Kadis, sampai: 2027-01-01}]\n"
    folder = signed(tmp_path, SIGNED + waiver)
    ilp_cli.freeze(signed(tmp_path), tahun=2024, pada=PADA)
    kept = folder / "arsip" / "2024.yaml"
    kept.write_text(kept.read_text(encoding="utf-8").replace("Melati", "Mawar"), encoding="utf-8")
    plan(folder, SIGNED + waiver)
    assert of(ilp_cli.check(folder, pada=PADA), "ILP130")
    assert not ilp_cli.export(folder, tmp_path / "a.xlsx", pada=PADA, tahun=[2024])


def test_an_archive_that_was_broken_can_be_frozen_again_with_a_reason(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    kept = folder / "arsip" / "2024.yaml"
    kept.write_text(kept.read_text(encoding="utf-8").replace("pada: 2026", "padaa: x\npada: 2026", 1), encoding="utf-8")
    assert not ilp_cli.export(folder, tmp_path / "a.xlsx", pada=PADA, tahun=[2024], lampiran=True)
    assert ilp_cli.freeze(folder, tahun=2024, pada=PADA, force=True, alasan="disunting tidak sengaja")
    assert ilp_cli.export(folder, tmp_path / "a.xlsx", pada=PADA, tahun=[2024], lampiran=True)
    kept.write_text("- bukan arsip\n", encoding="utf-8")
    with pytest.raises(OutputBlocked, match="tidak terbaca sebagai arsip"):
        ilp_cli.freeze(folder, tahun=2024, pada=PADA, force=True, alasan="coba")


def test_a_draft_marks_frozen_annexes_too(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    assert ilp_cli.export(folder, tmp_path / "a.xlsx", pada=date(2026, 12, 1), tahun=[2024], rancangan=True)
    book = Workbook((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    assert all("RANCANGAN" in str(book.values(sheet)[:2]) for sheet in book.sheets)


TABLES = {
    "cuti.csv": "nama,puskesmas,dari,sampai,jenis\nIna,Suli,2026-02-01,2026-02-09,tahunan\n",
    "realisasi.csv": "puskesmas,status ilp,sejak\nSuli,berjalan,2025-02-05\n",
    "klaster.csv": "puskesmas,klaster,nama,kedudukan\nSuli,1,Ina,penanggung jawab\n",
    "kesiapan.csv": "puskesmas,kriteria,keadaan,bukti\nSuli,P1,ya,berkas\n",
    "keterampilan.csv": (
        "nama,puskesmas,pustu,kelompok,dilatih,dinilai\nAni,Suli,Cimpu,Bayi dan balita,2024-05-02,2024-06-03\n"
    ),
    "wilayah.csv": "puskesmas,posyandu,blok,kk,lansia\nSuli,Melati,RT 1,40,9\nSuli,Mawar,RT 2,31,4\n",
    "layanan.csv": "puskesmas,pustu,kelompok,layanan,ada\nSuli,Cimpu,Ibu hamil,Pemeriksaan kehamilan,ya\n",
    "keluarga.csv": (
        "id,puskesmas,posyandu,blok,kelompok,pemicu,sejak,kunjungan terakhir,hasil\n"
        "SUL-1,Suli,Melati,RT 1,Ibu hamil,tidak patuh obat,2026-01-05,2026-01-08,\n"
    ),
    "capaian.csv": "puskesmas,indikator,bulan,jumlah\nSuli,K1,2026-02,5\n",
}
KEYS = (
    "rollout: {tahun: [{tahun: 2027, rekrut: 4}], puskesmas: [{nama: Suli, jiwa: 9000}]}\n",
    "libur: [{tanggal: 2026-05-04, nama: Hari jadi}]\n",
    "sasaran: [{tahun: 2026, puskesmas: semua}]\n",
)


def test_the_rows_beside_the_annexes_are_read(tmp_path: Path) -> None:
    folder = signed(tmp_path)
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    district = load(folder, tables=SHEETS_OF_ROSTER)
    told = {name for name, rows in district.isian.items() if rows} | ({"cuti"} if district.cuti else set())
    assert told == {name.removesuffix(".csv") for name in TABLES}


@settings(max_examples=10, deadline=None)
@given(st.sets(st.sampled_from(sorted(TABLES))), st.sets(st.sampled_from(KEYS)), st.sets(st.sampled_from(KEYS)))
def test_whatever_tables_and_keys_stand_beside_the_annexes_are_printed_as_signed(
    tables: set[str], before: set[str], after: set[str]
) -> None:
    """Signed with some of them, printed again when others have come and gone."""
    with tempfile.TemporaryDirectory() as base:
        folder = signed(Path(base), SIGNED + "".join(sorted(before)))
        for name in tables:
            (folder / name).write_text(TABLES[name], encoding="utf-8")
        first = annexes(folder, Path(base), "a.xlsx")
        assert not ilp_cli.freeze(folder, tahun=2024, pada=PADA, dry_run=True).blocking
        assert ilp_cli.freeze(folder, tahun=2024, pada=PADA)
        for name, text in TABLES.items():
            (folder / name).unlink(missing_ok=True)
            if name not in tables:
                (folder / name).write_text(text, encoding="utf-8")
        changed = SIGNED.replace("posyandu: [Melati]", "posyandu: [Mawar]") + "".join(sorted(after))
        (folder / "roadmap.yaml").write_text(changed, encoding="utf-8")
        assert annexes(folder, Path(base), "b.xlsx", pada=date(2026, 12, 1)) == first
