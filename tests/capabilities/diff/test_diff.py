"""What came, what went, what changed; nothing between equals, and the mirror from the other side."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ilp_cli
from ilp_cli.capabilities.diff.model.compare import CAME, WENT, Beda
from ilp_cli.capabilities.diff.verb import diff
from ilp_cli.core.outcome import Misuse
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.table_file import Workbook
from ilp_cli.reading.load import load
from tests.plans import KADER_CSV, PADA, plan
from tests.running import LUWU, ilp

ROADMAP = """\
kabupaten: {nama: Luwu}
roster: .
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - nama: Suli
    kode: "1070670"
    kecamatan: Suli
    pustu: [{nama: Cimpu}, {nama: Buntu}]
    posyandu: [{nama: Melati, pustu: Cimpu}, {nama: Mawar}]
  - {nama: Bajo, kode: "1070675"}
tahap:
  - {tahun: 2024, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati], status: berjalan}]}
  - {tahun: 2025, target: {puskesmas: 1}}
"""
PEOPLE = "nama,nip,puskesmas,pustu,profesi,hari_tugas,mulai,sampai\n"
INA = "Ina Batara,198501012010012001,Suli,Cimpu,Bidan,,,\n"
YUSUF = "Yusuf,,Suli,Cimpu,Perawat,,,\n"


def folder(tmp_path: Path, name: str, roadmap: str = ROADMAP, petugas: str = PEOPLE + INA + YUSUF) -> Path:
    return plan(tmp_path / name, roadmap, petugas_csv=petugas, kader_csv=KADER_CSV)


def told(old: Path, new: Path) -> list[tuple[str, str, str, str]]:
    return [(beda.bagian, beda.jenis, beda.apa, beda.unsur) for beda in diff(old, new, pada=[PADA]).perbedaan.beda]


def test_equal_plans_do_not_differ(tmp_path: Path) -> None:
    old, new = folder(tmp_path, "a"), folder(tmp_path, "b")
    assert told(old, new) == []
    assert ilp("diff", old, new, "--pada", PADA.isoformat()).returncode == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("kecamatan: Suli", "kecamatan: Suli Barat"), ("register", "berubah", "puskesmas Suli", "kecamatan")),
        (("{nama: Buntu}]", "{nama: Buntu}, {nama: Riwang}]"), ("register", "datang", "pustu Riwang (Suli)", "")),
        (("tahun: 2024", "tahun: 2025"), ("lokus", "berubah", "puskesmas Suli", "tahap")),
        (("status: berjalan", "status: proses"), ("lokus", "berubah", "puskesmas Suli", "status")),
        (("posyandu: [Melati]", "posyandu: [Mawar]"), ("unit", "datang", "posyandu Mawar (Suli)", "")),
        (("posyandu: [Melati]", "posyandu: [Mawar]"), ("unit", "pergi", "posyandu Melati (Suli)", "")),
        (("target: {puskesmas: 1}", "target: {puskesmas: 2}"), ("tahap", "berubah", "tahap 2025", "target puskesmas")),
        (("dr. Contoh", "dr. Lain"), ("tahap", "berubah", "tahap 2024", "penanda tangan")),
        (("target: {puskesmas: 1}", "lokus: [{puskesmas: Bajo}]"), ("lokus", "datang", "puskesmas Bajo", "")),
        (("target: {puskesmas: 1}", "lokus: [{puskesmas: Suli}]"), ("cakupan", "berubah", "tahun 2025", "puskesmas lokus")),  # noqa: E501
        (("posyandu: [Melati]", "posyandu: [Mawar]"), ("kekurangan", "datang", "posyandu Mawar (Suli)", "")),
        (("roster: .\n", 'roster: .\nstandar: {pustu.bidan: {nilai: 2, dasar: "SK 1"}}\n'), ("standar", "berubah", "pustu.bidan", "nilai")),  # noqa: E501
        (("tahap:\n", "sasaran: [{tahun: 2026, puskesmas: semua}]\ntahap:\n"), ("tahap", "datang", "sasaran 2026", "")),
        (("tahap:\n", "rollout: {tahun: [{tahun: 2027, rekrut: 8}]}\ntahap:\n"), ("isian", "datang", "rollout, tahun 2027", "")),  # noqa: E501
        (("tahap:\n", "rollout: {puskesmas: [{nama: Bajo, rekrut: 2}]}\ntahap:\n"), ("isian", "datang", "rollout, puskesmas Bajo", "")),  # noqa: E501
        (("tahap:\n", "pelatihan: {maks: 25}\ntahap:\n"), ("isian", "datang", "pelatihan", "")),
        (("tahap:\n", "libur: [{tanggal: 2026-05-04, nama: Hari jadi}]\ntahap:\n"), ("isian", "datang", "libur 2026-05-04", "")),  # noqa: E501
        (("{nama: Mawar}]", "{nama: Mawar, pendamping: [{nama: Ina Batara, dari: Cimpu}]}]"), ("register", "berubah", "posyandu Mawar (Suli)", "pendamping")),  # noqa: E501
        (("{nama: Mawar}]", "{nama: Mawar, jam: 08.00-11.00}]"), ("register", "berubah", "posyandu Mawar (Suli)", "jam")),  # noqa: E501
    ],
)  # fmt: skip
def test_what_differs_in_the_roadmap_is_told(
    tmp_path: Path, change: tuple[str, str], said: tuple[str, str, str, str]
) -> None:
    assert change[0] in ROADMAP
    assert said in told(folder(tmp_path, "a"), folder(tmp_path, "b", ROADMAP.replace(*change)))


@pytest.mark.parametrize(
    ("petugas", "said"),
    [
        (YUSUF + INA, None),
        (INA.replace("Ina Batara", "INA  BATARA") + YUSUF, None),
        (INA + YUSUF.replace("Yusuf", '"Yusuf, S.Kep."'), ("berubah", "nama")),
        (INA.replace("Cimpu", "") + YUSUF, ("berubah", "tugas")),
        (INA.replace("Bidan,,", "Bidan,Senin,") + YUSUF, ("berubah", "tugas")),
        (INA, ("pergi", "")),
        (INA + YUSUF + "Rina,,Suli,,Bidan,,,\n", ("datang", "")),
        (INA + YUSUF + INA.replace("Cimpu", ""), ("berubah", "tugas")),
        (INA + YUSUF.replace("Perawat,,,", "Perawat,,,2026-01-01"), ("pergi", "")),
    ],
)
def test_people_are_followed_by_who_they_are(tmp_path: Path, petugas: str, said: tuple[str, str] | None) -> None:
    rows = diff(folder(tmp_path, "a"), folder(tmp_path, "b", petugas=PEOPLE + petugas), pada=[PADA]).perbedaan.beda
    people = {(beda.jenis, beda.unsur) for beda in rows if beda.bagian == "orang"}
    assert people == ({said} if said else set())


def test_what_a_roster_says_of_somebody_is_compared(tmp_path: Path) -> None:
    """How a level is written makes no difference."""

    def people(name: str, sip: str, tetap: str, tingkat: str, terlatih: str) -> Path:
        petugas = (
            "nama,puskesmas,pustu,profesi,sip_sampai,tetap,pj_klaster\n" + f"Ina,Suli,Cimpu,Bidan,{sip},{tetap},\n"
        )
        kader = "nama,puskesmas,pustu,tingkat,terlatih,wilayah\n" + f"Ani,Suli,Cimpu,{tingkat},{terlatih},RT 01\n"
        return plan(tmp_path / name, ROADMAP, petugas_csv=petugas, kader_csv=kader)

    old = people("a", "2027-01-31", "", "Purwa", "tidak")
    rows = diff(old, people("b", "2028-01-31", "ya", "purwa", "ya"), pada=[PADA]).perbedaan.beda
    assert {(beda.apa, beda.unsur, beda.semula, beda.menjadi) for beda in rows} == {
        ("Ina", "SIP sampai", "2027-01-31", "2028-01-31"),
        ("Ina", "tidak diusulkan pindah", "", "ya"),
        ("Ani", "terlatih", "tidak", "ya"),
    }


def test_no_number_is_shown_whole(tmp_path: Path) -> None:
    old, new = folder(tmp_path, "a"), folder(tmp_path, "b", petugas=PEOPLE + INA.replace("Cimpu", "") + YUSUF)
    for form in ("text", "json", "csv"):
        answer = ilp("diff", old, new, "--pada", PADA.isoformat(), "--format", form)
        assert "Ina Batara (NIP …2001)" in answer.stdout
        assert "19850101" not in answer.stdout + answer.stderr


def test_renamed_places_and_moved_rows_are_no_differences(tmp_path: Path) -> None:
    renamed = ROADMAP.replace("nama: Suli\n", "nama: Suli Raya\n").replace("puskesmas: Suli,", "puskesmas: Suli Raya,")
    by_code = folder(tmp_path, "kode", renamed, PEOPLE + (INA + YUSUF).replace("Suli", "Suli Raya"))
    (by_code / "kader.csv").write_text(KADER_CSV.replace("Suli", "Suli Raya"), encoding="utf-8")
    assert told(folder(tmp_path, "a"), by_code) == []
    alias = renamed.replace('kode: "1070670"', 'kode: "1070671"\n    alias: [Suli]')
    assert told(tmp_path / "a", folder(tmp_path, "alias", alias)) == []
    head, _, tail = ROADMAP.partition("  - nama: Suli\n")
    suli, _, rest = tail.partition("  - {nama: Bajo")
    bajo, _, stages = rest.partition("\n")
    moved = f"{head}  - {{nama: Bajo{bajo}\n  - nama: Suli\n{suli}{stages}"
    assert told(tmp_path / "a", folder(tmp_path, "pindah", moved)) == []


def test_one_plan_on_two_days(tmp_path: Path) -> None:
    leaving = folder(tmp_path, "a", petugas=PEOPLE + INA + YUSUF.replace("Perawat,,,", "Perawat,,,2025-06-30"))
    rows = diff(leaving, pada=[date(2025, 6, 30), date(2025, 7, 1)]).perbedaan.beda
    assert [(beda.bagian, beda.jenis) for beda in rows] == [
        ("orang", "pergi"),
        ("kekurangan", "datang"),
        ("kekurangan", "berubah"),
    ]
    words = ("diff", leaving, "--pada", "2025-06-30", "--pada", "2025-07-01")
    assert ilp(*words).returncode == 1


def test_an_archive_beside_a_plan(tmp_path: Path) -> None:
    planned = ROADMAP.replace("berjalan", "rencana")
    old = folder(tmp_path, "a", planned)
    assert ilp_cli.freeze(old, tahun=2024, pada=PADA)
    archive = old / "arsip" / "2024.yaml"
    compared = diff(archive, old, pada=[PADA]).perbedaan
    assert (list(compared.beda), len(compared.catatan)) == ([], 1)
    changed = folder(tmp_path, "b", planned.replace("posyandu: [Melati]", "posyandu: [Mawar]"))
    rows = diff(archive, changed, pada=[PADA]).perbedaan.beda
    assert [(beda.bagian, beda.jenis, beda.apa) for beda in rows][:2] == [
        ("unit", "datang", "posyandu Mawar (Suli)"),
        ("unit", "pergi", "posyandu Melati (Suli)"),
    ]
    back = diff(changed, archive, pada=[PADA]).perbedaan.beda
    assert mirrored(rows) == Counter(back)
    assert not diff(archive, archive).perbedaan
    archive.write_text(archive.read_text(encoding="utf-8").replace("Melati", "Mawar"), encoding="utf-8")
    assert "ILP130" in diff(archive, changed, pada=[PADA]).warnings[0]


def test_the_sheet_holds_every_difference(tmp_path: Path) -> None:
    old = folder(tmp_path, "a")
    new = folder(tmp_path, "b", ROADMAP.replace("posyandu: [Melati]", "posyandu: [Mawar]"))
    target = tmp_path / "beda.xlsx"
    answer = ilp("diff", old, new, "--pada", PADA.isoformat(), "-o", target)
    assert (answer.returncode, "Ditulis" in answer.stderr) == (1, True)
    book = Workbook(target.read_bytes(), "beda.xlsx")
    assert list(book.sheets) == ["Perbedaan"]
    text = str(book.values("Perbedaan"))
    rows = json.loads(ilp("diff", old, new, "--pada", PADA.isoformat(), "--format", "json").stdout)["differences"]
    assert rows
    assert all(str(row["apa"]) in text for row in rows)
    assert ilp("diff", old, new, "-o", old / "roadmap.yaml", "--force").returncode == 4


def test_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    own, other = folder(tmp_path, "a"), folder(tmp_path, "b", ROADMAP.replace("nama: Luwu", "nama: Majene"))
    with pytest.raises(Misuse, match=r"milik Kabupaten Luwu, .* milik Kabupaten Majene"):
        diff(own, other)
    with pytest.raises(Misuse, match="sebut pembandingnya"):
        diff(own)
    with pytest.raises(Misuse, match="paling banyak dua"):
        diff(own, own, pada=[PADA] * 3)
    with pytest.raises(Unreadable):
        diff(own, tmp_path / "tidak-ada")
    (tmp_path / "rusak.yaml").write_text("tahun: dua\nsidik: x\nkabupaten: Luwu\n", encoding="utf-8")
    with pytest.raises(Unreadable):
        diff(tmp_path / "rusak.yaml", own)


NAMES = st.sampled_from(["Suli", "Bajo", "Bua", "Belopa"])
UNITS = st.lists(st.sampled_from(["Melati", "Mawar", "Cimpu", "Soka"]), max_size=4)
"""Units may stand twice: then they are told apart by nothing but their order, which says nothing."""


KEYS = (
    "rollout: {kecamatan: 2028, tahun: [{tahun: 2027, rekrut: %d, anggaran: Rp%d}, {tahun: 2028, rekrut: 4}],\n"
    "  puskesmas: [{nama: %s, jiwa: 9000, rekrut: %d, sesudah: [%s]}]}",
    "pelatihan: {maks: %d, kader: [2, 3], biaya: {angkatan: Rp%d}, "
    "tempat: [{nama: Aula %s, kapasitas: %d}, {nama: %s}]}",
    "libur: [{tanggal: 2026-05-%d, nama: Hari jadi}, {tanggal: 2026-06-%d, nama: %s, buka: ya}]\n#%d %s",
    "kebijakan: {induk_minimum: {bidan: %d, perawat: %d}}\n#%s %d %s",
)
"""Keys of a roadmap besides register and stages, each with two figures, a puskesmas, a figure and a puskesmas."""
TABLES = {
    "cuti.csv": ("nama,puskesmas,dari,sampai,jenis", "Ina,{},2026-0{}-01,2026-0{}-09,tahunan"),
    "realisasi.csv": ("puskesmas,status ilp,sejak,alasan", "{},berjalan,2025-0{}-05,tahap {}"),
    "klaster.csv": ("puskesmas,klaster,nama,kedudukan", "{},{},Ina {},penanggung jawab"),
    "layanan.csv": ("puskesmas,layanan,keadaan,catatan", "{},layanan {},ya,dicatat {}"),
    "kesiapan.csv": ("puskesmas,kriteria,keadaan,bukti", "{},P{},ya,berkas {}"),
    "capaian.csv": ("puskesmas,indikator,bulan,jumlah", "{},K1,2026-0{},{}"),
    "keluarga.csv": ("puskesmas,posyandu,kk,dusun", "{},Melati,Keluarga {},Dusun {}"),
    "keterampilan.csv": ("nama,puskesmas,keterampilan,tanggal", "Ani,{},{},2026-0{}-01"),
    "wilayah.csv": ("puskesmas,posyandu,blok,kk", "{},Melati,RT {},{}"),
}
"""A table of each capability: its head, and a row about a puskesmas with two figures."""


COMPANIONS = (
    "",
    ", hari_buka: selasa ke-2, pendamping: [{nama: Ina, dari: Puskesmas Suli}]",
    ", hari_buka: [selasa ke-2, 2026-04-10], pendamping: [{nama: Yusuf, dari: Puskesmas Bua, tanggal: [2026-04-10]}]",
)
"""Who goes along on the opening days of a posyandu."""


@st.composite
def plans(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    places = draw(st.lists(NAMES, min_size=1, max_size=4))
    lines = ["kabupaten: {nama: Luwu}", "roster: .", "puskesmas:"]
    lokus = []
    for name in places:
        pustu, posyandu = draw(UNITS), draw(UNITS)
        code = draw(st.sampled_from(["", ', kode: "1070670"', ', kode: "1070671"']))
        alias = draw(st.sampled_from(["", ", alias: [Bua]", ", alias: [Suli Kota, Bajo]"]))
        along = draw(st.sampled_from(COMPANIONS))
        units = [f"{key}: [{', '.join(f'{{nama: {unit}{more}}}' for unit in listed)}]"
                 for key, listed, more in (("pustu", pustu, ""), ("posyandu", posyandu, along))]  # fmt: skip
        lines.append(f"  - {{nama: {name}{code}{alias}, {', '.join(units)}}}")
        if draw(st.booleans()):
            status = draw(st.sampled_from(["rencana", "berjalan"]))
            lokus.append((draw(st.sampled_from([2024, 2025])), name, pustu[:1], posyandu[:2], status))
    lines.append("tahap:")
    for year in (2024, 2025):
        own = [
            f"{{puskesmas: {name}, pustu: [{', '.join(pustu)}], posyandu: [{', '.join(posyandu)}], status: {status}}}"
            for at, name, pustu, posyandu, status in lokus
            if at == year
        ]
        lines.append(f"  - {{tahun: {year}, lokus: [{', '.join(own)}]}}")
    for key in draw(st.sets(st.sampled_from(KEYS))):
        told = [draw(st.integers(10, 12)) if kind == "d" else draw(NAMES) for kind in re.findall("%(.)", key)]
        lines.append(key % tuple(told))
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["Ina", "Yusuf", "Rina, S.Keb."]),
                st.sampled_from(["", "198501012010012001", "199002022015021002"]),
                NAMES,
                st.sampled_from(["", "Melati", "Cimpu"]),
                st.sampled_from(["Bidan", "Perawat"]),
                st.sampled_from(["", "Senin"]),
            ),
            max_size=6,
        )
    )
    petugas = "nama;nip;puskesmas;pustu;profesi;hari_tugas\n" + "".join(";".join(row) + "\n" for row in rows)
    files = {"petugas.csv": petugas}
    for name in draw(st.sets(st.sampled_from(sorted(TABLES)))):
        head, row = TABLES[name]
        figures = st.tuples(NAMES, st.integers(1, 3), st.integers(1, 3))
        listed = [row.format(*figure) for figure in draw(st.lists(figures, max_size=3))]
        files[name] = "\n".join([head, *listed]) + "\n"
    return "\n".join(lines) + "\n", files


def mirrored(rows: tuple[Beda, ...]) -> Counter[Beda]:
    """The differences seen from the other side."""
    turned = {CAME: WENT, WENT: CAME}
    return Counter(
        replace(beda, jenis=turned.get(beda.jenis, beda.jenis), semula=beda.menjadi, menjadi=beda.semula)
        for beda in rows
    )


def written(base: str, name: str, roadmap: str, files: dict[str, str]) -> Path:
    """A generated plan as a folder."""
    return plan(Path(base) / name, roadmap, **{file.replace(".", "_"): text for file, text in files.items()})


@settings(max_examples=80, deadline=None)
@given(plans(), plans())
def test_nothing_between_equals_and_the_mirror_from_the_other_side(
    first: tuple[str, dict[str, str]], second: tuple[str, dict[str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as base:
        one, other = (written(base, name, *told) for name, told in (("a", first), ("b", second)))
        for folder, told in ((one, first), (other, second)):
            assert not diff(folder, written(base, "sama", *told), pada=[PADA]).perbedaan
            shutil.rmtree(Path(base) / "sama")
            assert not diff(folder, folder, pada=[PADA]).perbedaan
        there, back = (diff(*pair, pada=[PADA]).perbedaan for pair in ((one, other), (other, one)))
    assert mirrored(there.beda) == Counter(back.beda)
    assert [beda.apa for beda in there.beda] == [beda.apa for beda in back.beda]


EXAMPLES = sorted(path.parent.name for path in LUWU.parent.glob("*/roadmap.yaml"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_equal_to_its_copy(tmp_path: Path, name: str) -> None:
    copy = tmp_path / name
    shutil.copytree(LUWU.parent / name, copy)
    if not (tmp_path / "luwu").exists():
        shutil.copytree(LUWU, tmp_path / "luwu")  # whose roster another example reads
    assert not diff(LUWU.parent / name, copy, pada=[PADA]).perbedaan


def test_the_example_on_two_days(tmp_path: Path) -> None:
    copy = tmp_path / "luwu"
    shutil.copytree(LUWU, copy)
    rows = diff(copy, pada=[PADA, date(2027, 12, 31)]).perbedaan
    assert {beda.bagian for beda in rows.beda} >= {"orang", "kekurangan"}


def test_a_change_by_decree_says_what_it_changes_and_keeps_its_subject() -> None:
    rows = diff(LUWU, LUWU.parent / "luwu-perubahan", pada=[PADA]).perbedaan.beda
    stage = {beda.unsur: beda.menjadi for beda in rows if beda.apa == "tahap 2025"}
    assert stage["mengubah SK"] == "400.7/12/DINKES/2025"
    assert "judul SK" not in stage
    moved = {beda.apa for beda in rows if beda.bagian == "lokus" and beda.unsur == "tahap"}
    assert moved == {"puskesmas Latimojong", "puskesmas Bastem Utara"}
    assert not [beda for beda in rows if beda.bagian in ("register", "orang")]


SHEETS = {
    "realisasi_csv": "puskesmas,pustu,posyandu,status ilp,sejak\n%s,,,berjalan,2025-05-05\n",
    "klaster_csv": "puskesmas,klaster,nama,kedudukan\n%s,1,Ina Batara,penanggung jawab\n",
    "kesiapan_csv": "puskesmas,pustu,posyandu,kriteria,keadaan\n%s,,,P1,ya\n",
    "cuti_csv": "nama,puskesmas,dari,sampai,jenis\nIna Batara,%s,2026-01-05,2026-01-09,tahunan\n",
    "capaian_csv": "puskesmas,indikator,bulan,jumlah\n%s,K1,2025-01,5\n",
}


@pytest.mark.parametrize("name", SHEETS)
def test_rows_of_the_other_sheets_came_and_went_and_are_the_mirror(tmp_path: Path, name: str) -> None:
    old, new = folder(tmp_path, "a"), folder(tmp_path, "b")
    (new / name.replace("_", ".")).write_text(SHEETS[name] % "Suli", encoding="utf-8")
    sheet = f"lembar {name.removesuffix('_csv').capitalize()}, puskesmas Suli"
    assert told(old, new) == [("lembar", "datang", sheet, "")]
    assert told(new, old) == [("lembar", "pergi", sheet, "")]


def test_rows_that_name_their_puskesmas_otherwise_or_stand_elsewhere_do_not_differ(tmp_path: Path) -> None:
    old, new = folder(tmp_path, "a"), folder(tmp_path, "b")
    text = SHEETS["kesiapan_csv"]
    (old / "kesiapan.csv").write_text(text % "Suli" + "Bajo,,,P2,tidak\n", encoding="utf-8")
    head, row = (text % "PKM Suli").splitlines()
    (new / "kesiapan.csv").write_text(f"{head}\nPuskesmas Bajo,,,P2,tidak\n{row}\n", encoding="utf-8")
    assert told(old, new) == []


def test_what_was_told_of_a_lokus_changes_its_status_and_what_runs(tmp_path: Path) -> None:
    stage = "tahap:\n  - tahun: 2025\n    lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]\n"
    register = "puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}]\n"
    rows = "puskesmas,pustu,status ilp,sejak\nSuli,,berjalan,2025-04-10\nSuli,Cimpu,ditunda,2025-06-01\n"
    base = f"kabupaten: {{nama: Luwu}}\nroster: .\n{register}{stage}"
    old = plan(tmp_path / "lama", base, kader_csv=KADER_CSV, petugas_csv=PEOPLE)
    new = plan(tmp_path / "baru", base, kader_csv=KADER_CSV, petugas_csv=PEOPLE, realisasi_csv=rows)
    came = {(beda.apa, beda.unsur, beda.semula, beda.menjadi) for beda in diff(old, new, pada=[PADA]).perbedaan.beda}
    assert ("puskesmas Suli", "status", "rencana", "berjalan") in came
    assert ("pustu Cimpu (Suli)", "status", "", "ditunda") in came
    assert ("tahun 2025", "puskesmas berjalan", "0", "1") in came
    assert ("tahun 2025", "pustu berjalan", "0", "1") not in came
    days = diff(new, pada=[date(2025, 5, 1), PADA]).perbedaan.beda
    assert ("pustu Cimpu (Suli)", "ditunda") in {(beda.apa, beda.menjadi) for beda in days}


def test_one_day_may_be_given_as_it_is(tmp_path: Path) -> None:
    old, new = folder(tmp_path, "a"), folder(tmp_path, "b")
    assert diff(old, new, pada=PADA).perbedaan.beda == diff(old, new, pada=[PADA]).perbedaan.beda


def test_of_districts_that_were_loaded_it_is_said_that_only_people_are_compared(tmp_path: Path) -> None:
    old = folder(tmp_path, "a")
    (told,) = diff(load(old), load(old), pada=PADA).warnings
    assert "petugas, kader, dan cuti saja" in told
    assert not diff(old, old, pada=PADA).warnings
