"""The declared tables: each column says what it holds and whose data it is, and its other headings stand in configs."""

from __future__ import annotations

import dataclasses

import pytest

from ilp_cli.core.names import normal
from ilp_cli.district.district import DISTRICT_TABLES
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.table import UNIT, Holds, Privacy, TableSpec
from ilp_cli.district.tables import LISTS, PEOPLE, ROSTER
from ilp_cli.law import configs
from ilp_cli.registry import SHEETS_OF_ROSTER, TABLES

EVERY_TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def test_the_registry_lists_those_of_every_roster_first() -> None:
    assert TABLES[: len(ROSTER)] == ROSTER
    assert [table.name for table in TABLES if table not in SHEETS_OF_ROSTER] == ["jadwal"]
    assert len({table.name for table in TABLES}) == len(TABLES)


@EVERY_TABLE
def test_a_table_is_known_by_the_name_of_its_sheet(table: TableSpec) -> None:
    assert normal(table.sheet) == table.name
    assert table.required
    assert len(table.by_name) == len(table.columns)


def test_every_other_heading_belongs_to_a_column_and_every_column_is_in_the_list() -> None:
    headings = configs.headers()
    assert set(headings) == {table.name for table in TABLES}
    for table in TABLES:
        assert set(headings[table.name].values()) == set(table.by_name), table.name
        for title, name in headings[table.name].items():
            assert title not in table.by_name or title == name, f"{title} is a column of its own"


@EVERY_TABLE
def test_a_person_and_a_number_never_stay_in_a_copy(table: TableSpec) -> None:
    private = table.holding(Holds.NAME, Holds.IDENTITY, Holds.BIRTH)
    assert {table.by_name[name].privacy for name in private} <= {Privacy.REPLACED, Privacy.DROPPED}
    for column in table.columns:
        if column.privacy is Privacy.REPLACED:
            assert column.name in private, "nothing can be invented for it"


@EVERY_TABLE
def test_every_column_of_the_template_says_how_it_is_filled_in(table: TableSpec) -> None:
    for column in table.columns:
        assert column.help.endswith("."), column.name
        assert bool(column.digits) == (column.holds is Holds.IDENTITY), column.name
        assert column.offered or not column.required
        assert (column.choices is not None) <= (column.holds is Holds.CHOICE), column.name


def test_a_list_of_choices_is_one_list_wherever_it_is_named() -> None:
    known = {choices.name: choices for choices in LISTS}
    assert len(known) == len(LISTS)
    for choices in (column.list for table in TABLES for column in table.columns):
        assert choices is None or known.setdefault(choices.name, choices) == choices


def test_a_frame_of_people_shows_columns_that_are_declared() -> None:
    for table, value in zip(PEOPLE, (Petugas, Kader), strict=True):
        assert set(DISTRICT_TABLES[table.name]) - {"file"} <= set(table.by_name)
        fields = {field.name for field in dataclasses.fields(value)}
        assert set(DISTRICT_TABLES[table.name]) - {"file"} <= fields


def test_a_unit_stands_for_what_it_names() -> None:
    for table in PEOPLE:
        assert UNIT in table.by_name
        assert UNIT not in (*table.offered, *table.beyond)
