"""Totals cross-foot, agree with a recount, and say who is behind them; the silent are never zero."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.capabilities.pws.verb import pws
from ilp_cli.district.capaian import DESA, POSYANDU, PUSKESMAS, month_of
from tests.capabilities.pws import reports
from tests.capabilities.pws.reports import Row, folder, recount, row

DAY = date(2026, 1, 5)

ROWS = st.lists(
    st.builds(
        lambda name, month, served, people, kind: row(
            name[1], month, served, people, indikator=kind, puskesmas=name[0]
        ),
        st.sampled_from(list(reports.POSYANDU)),
        st.integers(1, 12),
        st.integers(0, 9),
        st.integers(0, 60),
        st.sampled_from(["K1", "D/S"]),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda cells: (cells[0], cells[2], cells[4], cells[6]),
)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(1, 12))
def test_every_level_agrees_with_a_recount(rows: list[Row], bulan: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        for kind, summed in (("K1", True), ("D/S", False)):
            months = [cells[6] for cells in rows if cells[4] == kind]
            if not months or min(months) > bulan:
                continue
            answer = pws(folder(Path(place), rows), indikator=[kind], bulan=bulan, pada=DAY)
            until = min(bulan, max(months))
            expected = recount(rows, kind, until, summed=summed)
            for cells in answer.rows():
                key = tuple(str(cells[level]) for level in (PUSKESMAS, DESA, POSYANDU) if cells[level] is not None)
                if key and key[0] not in {name for name, *_ in rows}:
                    continue
                people, served = expected.get(key, (None, None))
                assert (cells["dilayani"], cells["sasaran"]) == (served, people), key


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_parts_sum_up_and_reporters_are_counted(rows: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as place:
        for series in pws(folder(Path(place), rows), pada=DAY).pws.deret:
            for kunci, parts in series.bagian.items():
                for month in range(1, 13):
                    total, below = series.at(kunci, month), [series.at(part, month) for part in parts]
                    assert total.dilayani == (
                        sum(figures.dilayani or 0 for figures in below) if total.melapor else None
                    )
                    assert total.melapor == sum(figures.melapor for figures in below)
                    assert total.dari == sum(figures.dari for figures in below)
                    assert total.lengkap <= total.melapor <= total.dari


def test_the_silent_are_named_and_the_total_says_of_whom_it_is(tmp_path: Path) -> None:
    rows = [row("Melati", month, 2, 20) for month in (1, 2, 3)]
    rows += [row("Mawar", month, 1, 10) for month in (1, 3)]
    answer = pws(folder(tmp_path, rows), pada=DAY)
    named = {(cells["puskesmas"], cells["posyandu"]): cells["bulan"] for cells in answer.rows("kosong")}
    assert named == {("Suli", "Mawar"): [2], ("Suli", "Kenanga"): [1, 2, 3], ("Bajo", None): [1, 2, 3]}
    levels = {(cells["tingkat"], cells["posyandu"] or cells["puskesmas"]): cells for cells in answer.rows()}
    suli = levels["puskesmas", "Suli"]
    assert (suli["dilayani"], suli["sasaran"], suli["melapor"], suli["dari"], suli["lengkap"]) == (8, 30, 2, 3, 1)
    assert levels["puskesmas", "Bajo"]["dilayani"] is None
    assert levels["puskesmas", "Bajo"]["keadaan"] == "belum melapor"


def test_an_areas_own_figure_stands_where_its_parts_are_silent(tmp_path: Path) -> None:
    rows = [row("Melati", 1, 2, 20), row("", 1, 9, 60)]
    suli = next(cells for cells in pws(folder(tmp_path, rows), pada=DAY).rows() if cells["tingkat"] == "puskesmas")
    assert (suli["dilayani"], suli["sasaran"], suli["sendiri"]) == (9, 60, True)


def test_gap_in_people_and_state_are_exact(tmp_path: Path) -> None:
    rows = [row("Melati", month, 2, 20) for month in range(1, 7)]
    rows += [row("Mawar", month, 1, 20) for month in range(1, 7)]
    rows += [row("Melati", 6, 3, 21, indikator="stunting"), row("Mawar", 6, 2, 21, indikator="stunting")]
    found = {
        (cells["posyandu"], cells["indikator"]): (cells["keadaan"], cells["kurang"])
        for cells in pws(folder(tmp_path, rows), pada=DAY).rows()
        if cells["tingkat"] == "posyandu"
    }
    assert found["Melati", "k1"] == ("di jalur", 6)  # 12 of 18; by June 9 are expected
    assert found["Mawar", "k1"] == ("tertinggal", 12)
    assert found["Melati", "stunting"] == ("belum tercapai", 1)  # 14 % of 21 are 2
    assert found["Mawar", "stunting"] == ("tercapai", 0)


def test_without_target_coverage_has_no_verdict(tmp_path: Path) -> None:
    bare = reports.ROADMAP.replace("{target_capaian: {k1: 90, d/s: 80, stunting: 14}}", "{}")
    answer = pws(folder(tmp_path, [row("Melati", 1, 2, 20)], bare), pada=DAY)
    melati = next(cells for cells in answer.rows() if cells["posyandu"] == "Melati")
    assert (melati["cakupan"], melati["keadaan"], melati["kurang"]) == (10.0, "tanpa target", None)


def test_two_figures_are_both_left_out(tmp_path: Path) -> None:
    rows = [row("Melati", 1, 2, 20), row("Melati", 1, 5, 20), row("Melati", 2, 1, 20)]
    melati = next(cells for cells in pws(folder(tmp_path, rows), pada=DAY).rows() if cells["posyandu"] == "Melati")
    assert (melati["dilayani"], melati["lengkap"]) == (1, 1)


def test_months_are_read_as_people_write_them() -> None:
    for text in ("3", "03", "Maret", "mar", "2025-03", "03/2025", "Maret 2025", "2025-03-31", "31/03/2025", "3.0"):
        assert month_of(text)[1] == 3, text
    assert [month_of(text)[1] for text in ("13", "0", "xyz", "me", "")] == [None] * 5


def test_ranks_share_a_place(tmp_path: Path) -> None:
    rows = [row("Melati", 1, 2, 20), row("Mawar", 1, 2, 20), row("Kenanga", 1, 1, 20)]
    ranks = {
        cells["posyandu"]: cells["peringkat"]
        for cells in pws(folder(tmp_path, rows), pada=DAY).rows()
        if cells["tingkat"] == "posyandu"
    }
    assert ranks == {"Melati": 1, "Mawar": 1, "Kenanga": 3}
