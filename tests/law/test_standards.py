"""The law is data: every value dated and cited, read again as of any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ilp_cli.files.yaml_file import parse
from ilp_cli.law import configs
from ilp_cli.law.standard import DatedValue, LocalStandard, Nilai, Rank, Standard, in_force
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


def test_a_regulation_names_its_successor_and_stands_until_revoked() -> None:
    regulations = LAW.regulations
    assert all(
        regulation.dicabut_oleh is None or regulation.dicabut_oleh in regulations for regulation in regulations.values()
    )
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
