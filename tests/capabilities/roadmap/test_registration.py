"""A posyandu has a national number of its own, apart from the code of its puskesmas."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.district.place import registration_of
from tests.plans import PADA, of, plan


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("73.17.10.2001.001", "73.17.10.2001.001"),
        (" 73.17.10.2001. 001 ", "73.17.10.2001.001"),
        ("73.17.10.2001", ""),
        ("7317102001001", ""),
        ("P7317010101", ""),
        ("73.17.10.2001.0010", ""),
        ("", ""),
    ],
)
def test_the_shape_of_a_registration_number(text: str, number: str) -> None:
    assert registration_of(text) == number


@pytest.mark.parametrize(
    ("melati", "mawar", "codes"),
    [
        ("73.17.10.2001.001", "73.17.10.2001.002", []),
        ("73.17.10.2001.001", "73.17.10.2001.001", ["ILP128"]),
        ("73.17.10.2001.001", "73.17.10.2001 .001", ["ILP128"]),
        ("73.17.10.2001.001", "7317102001002", ["ILP127"]),
        ("bukan nomor", "bukan nomor", ["ILP127", "ILP127"]),
        ("73.71.10.2001.001", "73.17.10.2001.001", ["ILP129"]),
        ("", "", []),
    ],
)
def test_registration_numbers_are_held_against_shape_one_another_and_the_district(
    tmp_path: Path, melati: str, mawar: str, codes: list[str]
) -> None:
    text = f"""\
kabupaten: {{nama: Luwu, kode: "73.17"}}
puskesmas:
  - nama: Suli
    posyandu: [{{nama: Melati, nomor_registrasi: "{melati}"}}, {{nama: Mawar, nomor_registrasi: "{mawar}"}}]
"""
    findings = of(check(plan(tmp_path, text), pada=PADA), "ILP127", "ILP128", "ILP129", "ILP001", "ILP002")
    assert [finding.code for finding in findings] == codes
    severities = {"ILP127": "warning", "ILP128": "error", "ILP129": "note"}
    assert all(finding.severity == severities[finding.code] for finding in findings)


@pytest.mark.parametrize(("kode", "told"), [("107067", 1), ("01070670", 1), ("1070670", 0), ("P7317010101", 0)])
def test_a_code_with_a_figure_too_few_or_too_many_is_told(tmp_path: Path, kode: str, told: int) -> None:
    folder = plan(tmp_path, f'puskesmas: [{{nama: Suli, kode: "{kode}"}}]\n')
    assert len([found for found in check(folder, pada=PADA).findings if found.code == "ILP125"]) == told
