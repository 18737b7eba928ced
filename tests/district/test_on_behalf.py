"""For whom one signs and one's own office are told apart, whichever key holds them; what is not said stays dotted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.district.office import decreed_by, taken_apart
from ilp_cli.paper.annex import closing
from ilp_cli.reading.load import load
from tests.plans import PADA, of, plan

DINAS = "Kepala Dinas Kesehatan"
DOTS = "…………………"


@pytest.mark.parametrize(
    ("awalan", "jabatan", "parts"),
    [
        (None, f"a.n. Bupati Luwu {DINAS}", ("a.n. Bupati Luwu", DINAS)),
        (None, f"A.n. Bupati, {DINAS}", ("a.n. Bupati", DINAS)),
        (None, f"atas nama Bupati Luwu Plt. {DINAS}", ("a.n. Bupati Luwu", f"Plt. {DINAS}")),
        (None, f"an. {DINAS} Sekretaris", (f"a.n. {DINAS}", "Sekretaris")),
        (None, "a.n. Bupati", ("a.n. Bupati", None)),
        (None, f"a.n. Bupati, Sekretaris Daerah u.b. {DINAS}", ("a.n. Bupati u.b. Sekretaris Daerah", DINAS)),
        (None, f"a.n. Bupati u.b. {DINAS}", (f"a.n. Bupati u.b. {DOTS}", DINAS)),
        ("Plt.", f"a.n. Bupati {DINAS}", ("a.n. Bupati", f"Plt. {DINAS}")),
        (f"a.n. Bupati Luwu {DINAS}", None, ("a.n. Bupati Luwu", DINAS)),
        ("a.n. Bupati Sekretaris Daerah", DINAS, ("a.n. Bupati u.b. Sekretaris Daerah", DINAS)),
        (f"a.n. Bupati {DINAS}", DINAS, ("a.n. Bupati", DINAS)),
        ("a.n. Bupati u.b. Sekda", DINAS, ("a.n. Bupati u.b. Sekda", DINAS)),
        ("a.n.", DINAS, ("a.n.", DINAS)),
        ("Plt.", DINAS, ("Plt.", DINAS)),
        (None, "Analis Kesehatan", (None, "Analis Kesehatan")),
        (None, None, (None, None)),
    ],
)
def test_whom_one_signs_for_and_ones_own_office(
    awalan: str | None, jabatan: str | None, parts: tuple[str | None, str | None]
) -> None:
    assert taken_apart(awalan, jabatan) == parts


def test_a_decree_set_on_behalf_is_that_of_whom_it_is_set_for() -> None:
    assert decreed_by(f"a.n. Bupati Luwu {DINAS}") == "Bupati Luwu"
    assert decreed_by(DINAS) == DINAS


@pytest.mark.parametrize(
    ("jabatan", "lines", "asked"),
    [
        (f"a.n. Bupati Luwu {DINAS}", ("a.n. BUPATI LUWU", "KEPALA DINAS KESEHATAN,"), []),
        (
            "a.n. Bupati",
            ("a.n. BUPATI LUWU", f"{DOTS},"),
            ["jabatan penanda tangan yang bertindak a.n. Bupati belum diisi; di Lampiran tercetak titik-titik"],
        ),
        (
            f"a.n. Bupati u.b. {DINAS}",
            ("a.n. BUPATI LUWU", DOTS, "u.b.", "KEPALA DINAS KESEHATAN,"),
            [
                "pejabat di depan u.b. penanda tangan yang bertindak a.n. Bupati belum diisi; di Lampiran tercetak "
                "titik-titik"
            ],
        ),
    ],
)
def test_the_closing_block_has_a_line_for_each_and_what_is_not_known_is_asked_for(
    tmp_path: Path, jabatan: str, lines: tuple[str, ...], asked: list[str]
) -> None:
    roadmap = f"""\
kabupaten: {{nama: Luwu}}
penandatangan: {{jabatan: "{jabatan}", nama: dr. Contoh Rekaan}}
puskesmas: [{{nama: Suli}}]
tahap:
  - tahun: 2025
    sk: {{nomor: "1/2025", tanggal: 2025-03-03, penetap: Bupati}}
    target: {{puskesmas: 1}}
"""
    folder = plan(tmp_path, roadmap)
    district = load(folder)
    block = closing(district.penandatangan, district.tahap[0].sk, district.kabupaten, "tanpa")
    assert block.above == lines
    report = check(folder, pada=PADA)
    assert [finding.message for finding in of(report, "ILP802")] == asked
    assert of(report, "ILP805") == []
