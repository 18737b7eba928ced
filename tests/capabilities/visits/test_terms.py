"""The words of a visit: those offered in the sheet Keluarga are those that are understood."""

from __future__ import annotations

import pytest

from ilp_cli.capabilities.visits.model.terms import result_words, terms
from ilp_cli.core.names import normal
from ilp_cli.district.keluarga import HASIL, PEMICU
from ilp_cli.law import configs


def test_what_the_template_offers_is_what_is_understood() -> None:
    known = terms()
    assert tuple(configs.visits()["pemicu"]) == PEMICU.words
    assert result_words() == HASIL.words
    assert all(known.pemicu[normal(word)].nama == word for word in PEMICU.words)
    assert all(known.hasil[normal(word)].nama == word for word in HASIL.words)


def test_danger_comes_first_and_the_routine_last() -> None:
    known = terms()
    classes = [known.pemicu[normal(word)].kelas for word in PEMICU.words]
    assert classes == [1, 2, 2, 3]
    assert (known.wilayah.kelas, known.rutin.kelas) == (4, 5)
    assert [trigger.pustu for trigger in known.pemicu.values() if trigger.kelas == 1].count(False) == 0


@pytest.mark.parametrize(
    ("text", "groups", "strange"),
    [
        ("bumil; lansia", ("bumil", "lansia"), ()),
        ("Ibu Hamil, apras dan remaja", ("bumil", "balita", "sekolah"), ()),
        ("balita/lansia; gajah", ("balita", "lansia"), ("gajah",)),
        ("", (), ()),
    ],
)
def test_groups_are_read_by_the_ages_of_the_form(text: str, groups: tuple[str, ...], strange: tuple[str, ...]) -> None:
    assert terms().groups(text) == (groups, strange)
