"""rollout.yaml as text, to be edited by hand and read again, and the order as one csv table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from ilp_cli.capabilities.rollout.model.plan import RolloutPlan
from ilp_cli.capabilities.rollout.model.words import TITLES, needs, peak_sentence, rows, summary
from ilp_cli.core.shell import command
from ilp_cli.core.words import angka, tanggal
from ilp_cli.files.yaml_text import comment, scalar
from ilp_cli.screen.machine import COMMA, csv_text


def rollout_text(
    plan: RolloutPlan, typed: Sequence[str | PurePath], name: str | PurePath, menurut: Sequence[str] = ()
) -> str:
    """The whole file; `typed` is what the planner types to name the plan, `name` to name this file."""
    lines = [*comment(_head(plan, typed, name, menurut)), f"kabupaten: {scalar(plan.kabupaten)}"]
    lines += [f"pada: {plan.pada.isoformat()}", "urutan:"]
    for year in plan.problem.tahun:
        decreed = plan.ditetapkan(year.tahun)
        if decreed:
            lines += comment([f"sudah ditetapkan untuk {year.tahun}: {', '.join(c.nama for c in decreed)}"], "  ")
        planned = plan.urutan(year.tahun)
        lines.append(f"  - tahun: {year.tahun}")
        lines.append("    puskesmas:" if planned else "    puskesmas: []")
        for calon in planned:
            people = f"{angka(calon.jiwa)} jiwa; " if calon.jiwa is not None else ""
            lines.append(f"      - {scalar(calon.nama)}  # {people}{needs(calon)}")
    if plan.belum:
        lines += comment(["belum dapat:"], "  ")
        for number in plan.belum:
            words = f"{plan.problem.calon[number].nama}: {plan.sebab.get(number, 'tidak termuat')}"
            lines += comment([f"- {words}"], "  ")
    return "\n".join(lines) + "\n"


def _head(
    plan: RolloutPlan, typed: Sequence[str | PurePath], name: str | PurePath, menurut: Sequence[str]
) -> Iterator[str]:
    yield f"Urutan puskesmas {plan.kabupaten}; disusun ilp plan rollout per {tanggal(plan.pada)}."
    yield "Ini usulan, bukan keputusan. Boleh disunting, lalu periksa lagi:"
    yield f"  {command('check', *typed, '--dengan', name)}"
    yield ""
    yield from (f"Disusun {sentence}." for sentence in menurut)
    yield from summary(plan)
    yield from (peak_sentence(plan, peak) for peak in plan.puncak)


def rollout_csv(plan: RolloutPlan, pemisah: str = COMMA) -> str:
    """Every puskesmas as one row."""
    return csv_text(TITLES, rows(plan), pemisah)
