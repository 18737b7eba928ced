"""What units say they offer: yes, no, and unknown, which is neither; the newest word holds, of two of one day none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.district.case import Case
from ilp_cli.district.layanan import (
    LAYANAN,
    Jawaban,
    melayani,
    melayani_semua,
    services_of,
    targets,
    tawaran,
    told,
)
from ilp_cli.district.tables import ROSTER
from ilp_cli.law.services import Nilai, matriks
from ilp_cli.reading.load import case_at, load
from tests.plans import plan

PADA = date(2025, 12, 1)
HEAD = """\
kabupaten: {nama: Luwu}
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, pustu: Cimpu}, {nama: Mawar}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}]
"""
MELATI = ("puskesmas", 0, "posyandu", 0)


def case_of(folder: Path, rows: Sequence[str], pada: date = PADA, head: str = HEAD) -> Case:
    """A case with rows of the table, each of the posyandu Melati unless it says of whom."""
    listed = "".join(
        f"  - {{puskesmas: Suli, {row if 'pustu:' in row else f'posyandu: Melati, {row}'}}}\n" for row in rows
    )
    return case_at(load(plan(folder, head + ("layanan:\n" + listed if rows else "")), tables=(*ROSTER, LAYANAN)), pada)


def test_without_a_word_everything_is_unknown(tmp_path: Path) -> None:
    case = case_of(tmp_path, ())
    assert {melayani(case, MELATI, group) for group in case.of(targets)} == {Jawaban.BELUM}
    assert melayani_semua(case, MELATI) is Jawaban.BELUM
    assert melayani_semua(case, ("puskesmas", 9)) is Jawaban.BELUM


ANSWERS = {
    "a group by its word": (["kelompok: balita, ada: ya"], "bayi", Jawaban.YA),
    "a group that is not served": (["kelompok: usia lanjut, ada: tidak"], "lansia", Jawaban.TIDAK),
    "all of them in one word": (["kelompok: semua sasaran, ada: ya"], "sekolah", Jawaban.YA),
    "the same with commas": (['kelompok: "ibu hamil, balita dan remaja", ada: ya'], "sekolah", Jawaban.YA),
    "in a list of yaml": (["kelompok: [ibu hamil, balita], ada: ya"], "bayi", Jawaban.YA),
    "a name with commas of its own": (['kelompok: "Ibu hamil, bersalin, nifas", ada: ya'], "bumil", Jawaban.YA),
    "one service is enough": (["layanan: tensi; gula darah, kelompok: dewasa, ada: ya"], "dewasa", Jawaban.YA),
    "one service that is missing is not": (["layanan: imunisasi, kelompok: balita, ada: tidak"], "bayi", Jawaban.BELUM),
    "every service that belongs here": (["kelompok: lansia, layanan: geriatri, ada: tidak"], "lansia", Jawaban.TIDAK),
    "the newest word": (
        ["kelompok: lansia, ada: tidak, sejak: 2024-01-01", "kelompok: lansia, ada: ya, sejak: 2025-01-01"],
        "lansia",
        Jawaban.YA,
    ),
    "a dated word over an undated one": (
        ["kelompok: lansia, ada: ya, sejak: 2025-01-01", "kelompok: lansia, ada: tidak"],
        "lansia",
        Jawaban.YA,
    ),
    "a word that is to come": (["kelompok: lansia, ada: ya, sejak: 2026-01-01"], "lansia", Jawaban.BELUM),
    "two of one day": (["kelompok: lansia, ada: ya", "kelompok: lansia, ada: tidak"], "lansia", Jawaban.BELUM),
    "a service beside its group that is not": (
        ["kelompok: balita, ada: tidak", "kelompok: balita, layanan: gizi, ada: ya"],
        "bayi",
        Jawaban.BELUM,
    ),
    "a group given up later": (
        ["kelompok: balita, layanan: gizi, ada: ya", "kelompok: balita, ada: tidak, sejak: 2025-05-01"],
        "bayi",
        Jawaban.TIDAK,
    ),
    "a group begun again by a service": (
        ["kelompok: balita, ada: tidak", "kelompok: balita, layanan: gizi, ada: ya, sejak: 2025-05-01"],
        "bayi",
        Jawaban.YA,
    ),
    "no word for a service": (["kelompok: balita, layanan: imunisassi, ada: ya"], "bayi", Jawaban.BELUM),
    "another unit": (["pustu: Cimpu, kelompok: balita, ada: ya"], "bayi", Jawaban.BELUM),
    "a posyandu that is not registered": (
        ["pustu: '', posyandu: Anggrek, kelompok: balita, ada: ya"],
        "bayi",
        Jawaban.BELUM,
    ),
    "tidak ada is no": (["kelompok: lansia, ada: tidak ada"], "lansia", Jawaban.TIDAK),
    "belum is no": (["kelompok: lansia, ada: belum ada"], "lansia", Jawaban.TIDAK),
}


@pytest.mark.parametrize(("rows", "group", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_a_group_is_served_or_not_or_nobody_knows(
    tmp_path: Path, rows: Sequence[str], group: str, answer: Jawaban
) -> None:
    assert melayani(case_of(tmp_path, rows), MELATI, group) is answer


def test_all_five_are_served_only_where_each_is(tmp_path: Path) -> None:
    four = ["kelompok: ibu hamil; balita; remaja; usia dewasa, ada: ya"]
    assert melayani_semua(case_of(tmp_path / "four", four), MELATI) is Jawaban.BELUM
    no = [*four, "kelompok: usia lanjut, ada: tidak"]
    assert melayani_semua(case_of(tmp_path / "no", no), MELATI) is Jawaban.TIDAK
    five = [*four, "kelompok: usia lanjut, ada: ya"]
    assert melayani_semua(case_of(tmp_path / "five", five), MELATI) is Jawaban.YA
    before = case_of(tmp_path / "before", five, date(2020, 1, 1))
    assert melayani_semua(before, MELATI) is Jawaban.BELUM, "no standard asked for them then"


STRANGE = {
    "kelompok: balitta, ada: ya": "kelompok “balitta” tidak dikenal, jadi tidak dihitung; apakah maksudnya “balita”?",
    "kelompok: balita, layanan: imunisassi, ada: ya": (
        "layanan “imunisassi” tidak dikenal, jadi tidak dihitung; apakah maksudnya “imunisasi”?"
    ),
    "kelompok: usia lanjut, layanan: mtbs, ada: ya": (
        "layanan “mtbs” bukan layanan kelompok “Lanjut usia”, melainkan “Bayi sampai anak prasekolah”; tidak dihitung"
    ),
    "layanan: malaria, ada: ya": (
        "layanan “malaria” ada pada kelompok “Usia sekolah dan remaja” dan “Usia dewasa”, jadi tidak dihitung; "
        "isi kelompoknya"
    ),
}


@pytest.mark.parametrize(("row", "words"), STRANGE.items())
def test_words_that_mean_nothing_are_told_with_what_is_near(tmp_path: Path, row: str, words: str) -> None:
    statements, strange = case_of(tmp_path, [row]).of(told)
    assert [item.sebab for item in strange] == [words]
    assert not statements


def test_an_alias_and_a_bare_name_mean_the_same(tmp_path: Path) -> None:
    statements, strange = case_of(tmp_path, ["kelompok: dewasa, layanan: Tensi; HT; skrining hipertensi, ada: ya"]).of(
        told
    )
    assert not strange
    assert {said.kunci for said in statements} == {("dewasa", "dewasa.hipertensi")}


SERVICES = sorted(key for key, service in matriks().layanan.items() if service.at("posyandu") is Nilai.YA)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(SERVICES), st.booleans(), max_size=12))
def test_every_service_that_belongs_here_has_just_one_answer(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[str, bool]
) -> None:
    rows = [
        f'kelompok: {key.partition(".")[0]}, layanan: "{matriks().layanan[key].nama}", ada: {"ya" if ada else "tidak"}'
        for key, ada in answers.items()
    ]
    case = case_of(tmp_path_factory.mktemp("plan"), rows)
    own = case.of(tawaran)[MELATI]
    yes, no, unknown = ({service.kunci for service in services_of(own, answer)} for answer in Jawaban)
    assert yes == {key for key, ada in answers.items() if ada}
    assert no == {key for key, ada in answers.items() if not ada}
    assert unknown == set(SERVICES) - set(answers)
    for group in matriks().kelompok:
        said = [ada for key, ada in answers.items() if key.startswith(f"{group}.")]
        belonging = [key for key in SERVICES if key.startswith(f"{group}.")]
        expected = Jawaban.YA if any(said) else Jawaban.BELUM
        expected = Jawaban.TIDAK if said and not any(said) and len(said) == len(belonging) else expected
        assert melayani(case, MELATI, group) is expected
