"""JSON is written as json itself would with an indent, whatever a document holds."""

import json
from datetime import date
from typing import NamedTuple

import pytest

from ilp_cli.district.capaian import Keadaan
from ilp_cli.district.numbers import Nip
from ilp_cli.screen.machine import to_json


class Pair(NamedTuple):
    """Two figures as json takes them: a list."""

    left: int
    right: float


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        None,
        "Suli",
        {"kosong": [], "tidak_ada": {}, "null": None, "pecahan": 9.3, "ya": True},
        {"baris": [{"nama": "Suli", "n": 1}, {"nama": "a },\n      { b", "n": None}, {"nama": '"},', "n": 2}]},
        {"baris": [{"nama": "Suli"}, {}], "satu": [{"nama": "Suli"}], "campur": [{"nama": "Suli"}, 3]},
        {"baris": [{"bulan": [1, 2], "nama": "Suli"}, {"bulan": [], "nama": "Bua"}]},
        {"baris": [{"keadaan": Keadaan.BELUM}, {"keadaan": Keadaan.TERCAPAI}]},
        {2025: {"jumlah": 3}, True: {"x": [None]}, None: [[1], [[]]]},
        {"pasangan": [Pair(1, 2.0), (3, 4)], "dalam": Pair(5, 6.5)},
        [[{"a": 1}, {"b": {"c": [{"d": "é\u2028"}]}}]],
    ],
)
def test_text_is_that_of_json_itself(document: object) -> None:
    assert to_json(document) == json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def test_a_number_is_masked_wherever_it_stands() -> None:
    nip = Nip("198705142010012003")
    text = to_json({"nip": nip, "baris": [{"nip": nip}], "daftar": [nip]})
    assert "2003" in text
    assert "19870514" not in text


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError, match="date"):
        to_json({"hari": [date(2025, 6, 30)]})
