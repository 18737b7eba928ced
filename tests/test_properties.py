"""What must hold for any input, not only for the examples somebody thought of."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.core.masking import mask, mask_numbers
from ilp_cli.core.names import normal
from ilp_cli.core.weekdays import hari_names, hari_text, parse_hari
from ilp_cli.core.words import parse_date, romawi, tanggal, terbilang
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.fulfilment import posyandu_states, pustu_states
from ilp_cli.district.numbers import Nik, Nip, digits_of
from ilp_cli.district.origin import Origin
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.place import Kabupaten, Posyandu, Puskesmas, Pustu, register_of
from ilp_cli.district.roadmap import Tahap, lokus_of
from ilp_cli.district.tables import PETUGAS
from ilp_cli.files import yaml_file
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.table_file import Workbook, csv_table
from ilp_cli.law import configs
from ilp_cli.reading import people, units
from ilp_cli.reading.roster_read import RosterRead
from tests.plans import KADER_TABLE, PADA, PETUGAS_TABLE, workbook

some = settings(deadline=None, max_examples=80)
few = settings(deadline=None, max_examples=40)
days = st.frozensets(st.integers(0, 6), min_size=1)


@some
@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back_as_it_is_printed(day: date) -> None:
    assert parse_date(tanggal(day)) == parse_date(day.isoformat()) == parse_date(f"{day:%d/%m/%Y}") == day


@some
@given(days)
def test_weekdays_are_read_back_as_they_are_printed(chosen: frozenset[int]) -> None:
    assert parse_hari(hari_text(chosen)) == parse_hari(", ".join(hari_names(chosen)).upper()) == chosen


@some
@given(st.text())
def test_no_text_stops_a_reader_of_words(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    parse_date(text)
    parse_hari(text)
    assert digits_of(digits_of(text)) == digits_of(text) or not digits_of(text).isdigit()


@some
@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_two_counts_are_never_spelt_alike(first: int, second: int) -> None:
    assert (terbilang(first) == terbilang(second)) is (first == second)
    assert "  " not in terbilang(first)


@some
@given(st.integers(1, 88))
def test_a_roman_numeral_adds_up_to_its_number(number: int) -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    figures = [values[letter] for letter in romawi(number)]
    following = [*figures[1:], 0]
    assert (
        sum(-figure if figure < after else figure for figure, after in zip(figures, following, strict=True)) == number
    )


@some
@given(st.text(alphabet="0123456789 .-", min_size=9, max_size=30))
def test_a_masked_number_keeps_its_length_and_at_most_four_figures(text: str) -> None:
    assert len(mask(text)) == len(mask_numbers(text)) == len(text)
    assert sum(character.isdigit() for character in mask(text)) <= 4
    assert parse_hari(mask(text)) is None or not text.strip()


CELLS = {"nama": "Ina", "puskesmas": "Suli", "pustu": "Cimpu", "profesi": "Bidan", "hari_tugas": "Sen-Rab", "nip": "-"}
REGISTER = units.Register.of(
    [Puskesmas(path=("puskesmas", 0), nama="Suli", pustu=(Pustu(path=("puskesmas", 0, "pustu", 0), nama="Cimpu"),))]
)


@few
@given(st.permutations(list(CELLS)), st.lists(st.integers(0, 4), min_size=3, max_size=3))
def test_the_order_of_columns_and_blank_rows_never_change_who_is_read(order: list[str], gaps: list[int]) -> None:
    rows = [",".join(order), *(",".join({**CELLS, "nama": f"Orang {n}"}[key] for key in order) for n in range(2))]
    text = "".join("\n" * gap + row + "\n" for row, gap in zip(rows, gaps, strict=True))
    roster = RosterRead()
    table = csv_table(text.encode(), "petugas.csv")
    people.add_table(roster, PETUGAS, table, REGISTER, configs.professions())
    assert not roster.findings
    assert [
        (petugas.nama, petugas.unit, petugas.profesi, petugas.hari, petugas.nip.digits) for petugas in roster.petugas
    ] == [(f"Orang {n}", ("puskesmas", 0, "pustu", 0), "bidan", frozenset({0, 1, 2}), "") for n in range(2)]


SULI = ("puskesmas", 0)
UNITS = [(*SULI, "pustu", 0), (*SULI, "pustu", 1)]
POSTS = [(*SULI, "posyandu", 0)]
ORIGIN = Origin(file="petugas.csv", kind="csv")


StaffRow = tuple[int, str, int, frozenset[int]]
"""unit, profesi, person, days"""
KaderRow = tuple[int, int, frozenset[int]]
"""unit, person, days"""


def shortages(staff: list[StaffRow], kader: list[KaderRow]) -> list[int]:
    """What every unit is short of, in heads and in days."""
    suli = Puskesmas(
        path=SULI,
        nama="Suli",
        pustu=tuple(Pustu(path=unit, nama=f"P{index}") for index, unit in enumerate(UNITS)),
        posyandu=(Posyandu(path=POSTS[0], nama="Melati"),),
    )
    lokus = lokus_of(register_of([suli]), ("tahap", 0, "lokus", 0), "Suli", ("P0", "P1"), ("Melati",))
    district = District(
        file="roadmap.yaml",
        kabupaten=Kabupaten(nama="Luwu"),
        hari_layanan=frozenset(range(5)),
        puskesmas=(suli,),
        tahap=(
            Tahap(
                path=("tahap", 0),
                tahun=2025,
                lokus=(lokus,),
            ),
        ),
        petugas=tuple(
            Petugas(
                path=("petugas", row),
                nama="x",
                puskesmas="Suli",
                induk=SULI,
                row=row,
                origin=ORIGIN,
                nip=Nip(f"{person:018d}"),
                hari=worked,
                unit=UNITS[unit],
                profesi=profesi,
            )
            for row, (unit, profesi, person, worked) in enumerate(staff)
        ),
        kader=tuple(
            Kader(
                path=("kader", row),
                nama="y",
                puskesmas="Suli",
                induk=SULI,
                row=row,
                origin=ORIGIN,
                nik=Nik(f"{person:016d}"),
                hari=worked,
                pustu_path=UNITS[unit] if unit < 2 else None,
                posyandu_path=POSTS[0] if unit == 2 else None,
            )
            for row, (unit, person, worked) in enumerate(kader)
        ),
    )
    case = Case(district=replace(district, roster_given=True), pada=PADA, years=(2025,), law=configs.law())
    pustu = [short for state in case.of(pustu_states) for short in state.kurang.values()]
    gaps = [len(state.gaps) for state in case.of(pustu_states)]
    assert pustu
    return [*pustu, *gaps, *(state.kurang for state in case.of(posyandu_states))]


served = st.frozensets(st.integers(0, 6))
professions = st.sampled_from(["bidan", "perawat"])
staff_rows = st.lists(st.tuples(st.integers(0, 1), professions, st.integers(1, 5), served), max_size=7)
kader_rows = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 9), served), max_size=9)


@few
@given(staff_rows, kader_rows, st.integers(0, 1), professions, st.integers(0, 2), served)
def test_one_more_person_never_makes_anything_shorter(
    staff: list[StaffRow],
    kader: list[KaderRow],
    unit: int,
    profesi: str,
    post: int,
    worked: frozenset[int],
) -> None:
    before = shortages(staff, kader)
    for after in (
        shortages([*staff, (unit, profesi, 99, worked)], kader),
        shortages(staff, [*kader, (post, 99, worked)]),
    ):
        assert all(now <= then for now, then in zip(after, before, strict=True))


@some
@given(st.binary(max_size=300) | st.text(alphabet="{}[]:-,&*!|>'\"%@`#?~ \n\tab1", max_size=120).map(str.encode))
def test_no_bytes_make_the_yaml_reader_raise_anything_but_unreadable(data: bytes) -> None:
    with suppress(Unreadable):
        yaml_file.parse(data, "roadmap.yaml")


@some
@given(st.binary(max_size=300))
def test_no_bytes_make_the_csv_reader_raise_anything_but_unreadable(data: bytes) -> None:
    with suppress(Unreadable):
        assert all(row.number > 0 for row in csv_table(data, "petugas.csv").rows)


GOOD = workbook(Petugas=PETUGAS_TABLE, Kader=KADER_TABLE)
MAGIC = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", GOOD[:2000]]


@some
@given(st.sampled_from(MAGIC), st.binary(max_size=2000))
def test_no_bytes_make_the_workbook_reader_raise_anything_but_unreadable(magic: bytes, data: bytes) -> None:
    with pytest.raises(Unreadable):
        Workbook(magic + data, "roster.xlsx")


@few
@given(st.integers(), st.integers(1, 30))
def test_a_damaged_workbook_is_refused_or_read(seed: int, wounds: int) -> None:
    chance = random.Random(seed)
    damaged = bytearray(GOOD)
    for _ in range(wounds):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    with suppress(Unreadable):
        book = Workbook(bytes(damaged), "roster.xlsx")
        for sheet in book.sheets:
            list(book.table(sheet).rows)
