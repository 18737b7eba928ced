"""The law is data: every value dated and cited, read again as of any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ilp_cli.files.yaml_file import parse
from ilp_cli.law import configs
from ilp_cli.law.standard import DatedValue, LocalStandard, Nilai, Rank, Standard, cited, in_force
from ilp_cli.manual.verb import standards_table
from ilp_cli.registry import catalogue

LAW = configs.law()


@pytest.mark.parametrize("path", sorted(configs.configs().rglob("*.yaml")), ids=lambda path: path.name)
def test_shipped_files_read_without_findings(path) -> None:  # type: ignore[no-untyped-def]
    assert not parse(path.read_bytes(), path.name).findings


@pytest.mark.parametrize("standard", LAW.standards.values(), ids=lambda standard: standard.kunci)
def test_every_value_is_dated_cited_and_says_what_it_was_checked_against(standard: Standard) -> None:
    assert standard.riwayat
    for value in standard.riwayat:
        assert value.peraturan
        assert value.pasal
        assert value.diperiksa_pada is not None
        assert value.diperiksa_terhadap
        assert standard.on(value.sejak) == value
    days = [value.sejak for value in standard.riwayat]
    assert days == sorted(set(days))
    assert standard.on(days[0] - timedelta(days=1)) is None


def test_every_standard_is_used_by_a_rule_or_says_why_it_is_not() -> None:
    used = {key for code in catalogue() for key in (code.standard, *code.also) if key}
    assert used <= set(LAW.standards)
    silent = {key for key, standard in LAW.standards.items() if not standard.belum_diperiksa}
    assert silent == used


def test_nothing_derived_or_local_is_called_official() -> None:
    ranks = {key: standard.pangkat for key, standard in LAW.standards.items()}
    assert ranks["pustu.bidan"] is ranks["posyandu.kader"] is Rank.RESMI
    assert ranks["puskesmas.jenis_nakes"] is ranks["pustu.hari_layanan"] is Rank.TURUNAN
    assert ranks["lokus.pustu"] is ranks["lokus.posyandu"] is Rank.LOKAL
    assert ranks["pensiun.pppk"] is ranks["pensiun.mulai"] is ranks["sip.berlaku"] is Rank.TURUNAN

    assert ranks["pppk.kontrak"] is Rank.TURUNAN


@pytest.mark.parametrize("standard", LAW.standards.values(), ids=lambda standard: standard.kunci)
def test_what_was_only_read_in_news_is_never_called_official(standard: Standard) -> None:
    read = [value.diperiksa_terhadap for value in standard.riwayat if standard.rank_of(value) is Rank.RESMI]
    assert not [words for words in read if "berita" in words]


@pytest.mark.parametrize(
    ("key", "day", "before", "after"),
    [
        ("cuti.tahunan_pns", "2017-04-07", None, "PP 11/2017, Pasal 311"),
        ("cuti.tahunan_pppk", "2022-04-14", None, "Peraturan BKN 7/2022, Pasal 5 ayat (1)"),
        ("cuti.tahunan", "2023-03-31", "UU 13/2003 jo. Perppu 2/2022, Pasal 79", "UU 13/2003 jo. UU 6/2023, Pasal 79"),
        ("kerja.hari_berturut", "2023-03-31", "UU 13/2003 jo. Perppu 2/2022", "UU 13/2003 jo. UU 6/2023"),
        ("kerja.istirahat_mingguan", "2022-12-30", None, "UU 13/2003 jo. Perppu 2/2022"),
        ("cuti.melahirkan", "2024-07-02", "PP 11/2017, Pasal 325 ayat (3)", "UU 4/2024, Pasal 4 ayat (3)"),
        ("cuti.melahirkan_paling_lama", "2024-07-02", None, "UU 4/2024, Pasal 4 ayat (3)"),
        ("cuti.bersama_pns", "2017-04-07", None, "PP 11/2017, Pasal 333 ayat (3)"),
        ("cuti.bersama_pppk", "2022-04-14", None, "Peraturan BKN 7/2022"),
        ("pensiun.pppk", "2018-11-28", None, "PP 49/2018"),
        ("pppk.kontrak", "2018-11-28", None, "PP 49/2018, Pasal 37 dan Pasal 53"),
        ("puskesmas.pj_klaster_1", "2024-12-31", "KMK HK.01.07/MENKES/2015/2023", "PMK 19/2024"),
        ("puskesmas.klaster", "2023-08-29", None, "KMK HK.01.07/MENKES/2015/2023, Lampiran BAB II.A, teks di bawah"),
    ],
)
def test_the_basis_of_a_value_is_that_of_the_day(key: str, day: str, before: str | None, after: str) -> None:
    since = date.fromisoformat(day)
    earlier, later = (LAW.standards[key].on(at) for at in (since - timedelta(days=1), since))
    assert (earlier.citation if earlier else "").startswith(before or "")
    assert (earlier is None) is (before is None)
    assert later is not None
    assert later.citation.startswith(after)


def test_a_value_may_have_a_rank_of_its_own() -> None:
    """The head of klaster 1 is printed in the KMK; what replaced it is known at second hand only."""
    days = (date(2024, 12, 30), date(2024, 12, 31))
    rows = [next(row for row in standards_table(day)[1] if row["kunci"] == "puskesmas.pj_klaster_1") for day in days]
    assert [row["pangkat"] for row in rows] == ["resmi", "turunan"]
    assert [row["nilai"] for row in rows] == ["kepala tata usaha", "pejabat fungsional yang ditunjuk kepala puskesmas"]
    ranks = [in_force(LAW.standards, (), day)["puskesmas.pj_klaster_1"].rank for day in days]
    assert ranks == [Rank.RESMI, Rank.TURUNAN]


def test_leave_is_shown_with_the_months_of_service_it_asks() -> None:
    shown = {row["kunci"]: row["nilai"] for row in standards_table(date(2026, 1, 1))[1]}
    assert shown["cuti.tahunan_pns"] == "12 hari kerja setiap tahun, sesudah 12 bulan bekerja"
    assert shown["cuti.bersama_pns"] == "1 hari untuk setiap hari cuti bersama"


def test_every_regulation_that_configs_names_is_listed() -> None:
    """A text that names an instrument by number must name one of configs/regulations.yaml."""
    known = {(regulation.jenis, regulation.nomor, regulation.tahun) for regulation in LAW.regulations.values()}
    for path in sorted(configs.configs().rglob("*.yaml")):
        for kind, number, year in cited(path.read_text(encoding="utf-8")):
            assert (kind, number, year) in known, path.name


def test_a_regulation_names_its_successor_and_stands_until_revoked() -> None:
    regulations = LAW.regulations
    assert all(
        regulation.dicabut_oleh is None or regulation.dicabut_oleh in regulations for regulation in regulations.values()
    )
    pokjanal = regulations["permendagri-54-2007"]
    assert [pokjanal.revoked_on(date(2024, 9, day)) for day in (16, 17)] == [False, True]
    asn = regulations["uu-5-2014"]
    assert [asn.revoked_on(date(2023, 10, day)) for day in (30, 31)] == [False, True]
    uu = regulations["uu-36-2009"]
    assert [uu.revoked_on(date(2023, 8, day)) for day in (7, 8)] == [False, True]


def test_a_list_of_standards_in_force_grows_with_the_law() -> None:
    days = (date(2023, 8, 28), date(2023, 8, 29), date(2024, 1, 1))
    before, first, later = (standards_table(day)[1] for day in days)
    assert not [row for row in before if row["kunci"].startswith(("pustu.", "posyandu."))]
    assert len(before) < len(first) < len(later)
    bidan = next(row for row in first if row["kunci"] == "pustu.bidan")
    shown = {key: bidan[key] for key in ("nilai", "sejak", "pangkat", "aturan")}
    assert shown == {"nilai": "1 orang", "sejak": "2023-08-29", "pangkat": "resmi", "aturan": "ILP201"}


def standard(value: Nilai, direction: str = "min") -> Standard:
    dated = [DatedValue(sejak=date(2023, 1, 1), nilai=value, peraturan="KMK", pasal="x")]
    dated.append(DatedValue(sejak=date(2025, 1, 1), nilai=None, peraturan="KMK", pasal="y"))
    return Standard(kunci="k", judul="K", satuan="x", pangkat=Rank.RESMI, arah=direction, riwayat=tuple(dated))


@pytest.mark.parametrize(
    ("direction", "national", "own", "looser"),
    [
        ("min", 2, 1, True),
        ("min", 2, 2, False),
        ("min", 2, 3, False),
        ("min", 2, "banyak", True),
        ("maks", 6, 7, True),
        ("maks", 6, 5, False),
        ("himpunan", ("a", "b"), ("a",), True),
        ("himpunan", ("a", "b"), ("b", "a", "c"), False),
        ("tetap", "bulanan", "bulanan", False),
        ("tetap", "mingguan", "harian", False),
    ],
)
def test_looser_means_asking_less(direction: str, national: Nilai, own: Nilai, looser: bool) -> None:
    nationwide = standard(national, direction)
    assert nationwide.looser(own, date(2024, 1, 1)) is looser
    local = LocalStandard(path=("standar", "k"), kunci="k", nilai=own, dasar="SK")
    applied = in_force({"k": nationwide}, (local,), date(2024, 1, 1))["k"]
    assert applied.nilai == (national if looser else own)


def test_a_revoked_value_asks_nothing() -> None:
    assert standard(2).on(date(2025, 1, 1)) is None
    assert in_force({"k": standard(2)}, (), date(2025, 1, 1)) == {}


def test_a_jabatan_nobody_knows_is_offered_the_profession_it_names() -> None:
    assert configs.professions().likely("Bidan Kampung", 3)[0] == "bidan"
    assert configs.professions().likely("Perwat", 3)[0] == "perawat"
    assert configs.professions().likely("Penyelam", 3) == []
