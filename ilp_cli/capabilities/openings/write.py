"""bukaan.yaml as text, to be edited by hand and read again, and the openings as one csv table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath

from ilp_cli.capabilities.openings.model.plan import Kegiatan, OpeningPlan
from ilp_cli.capabilities.openings.model.words import TITLES, rows, summary
from ilp_cli.core.shell import command
from ilp_cli.core.words import tanggal
from ilp_cli.files.yaml_text import comment, scalar
from ilp_cli.screen.machine import COMMA, csv_text


def openings_text(
    plan: OpeningPlan, typed: Sequence[str | PurePath], name: str | PurePath, menurut: Sequence[str] = ()
) -> str:
    """The whole file; `typed` is what the planner types to name the plan, `name` to name this file.

    `menurut` are sentences on what it rests on that nobody has carried out.
    """
    lines = [
        *comment(_head(plan, typed, name, menurut)),
        f"kabupaten: {scalar(plan.kabupaten)}",
        f"tahun: {plan.tahun}",
    ]
    lines.append("hari_buka:")
    for kegiatan in plan.kegiatan:
        if kegiatan.alasan:
            lines += comment([f"sebelumnya {', '.join(map(str, kegiatan.lama))}: {kegiatan.alasan}"], "  ")
        opened = str(kegiatan.hari_buka)
        unit = f"puskesmas: {scalar(kegiatan.pos.puskesmas.nama)}, posyandu: {scalar(kegiatan.pos.unit.nama)}"
        going = "".join(f",\n       {{{words}}}" for words in _companions(kegiatan)).removeprefix(",")
        pendamping = f",\n     pendamping: [{going.lstrip()}]" if going else ""
        lines.append(f"  - {{{unit}, hari_buka: [{opened}]{pendamping}}}")
    return "\n".join(lines) + "\n"


def _companions(kegiatan: Kegiatan) -> Iterator[str]:
    """Who goes along: who goes on most days for all, the others with their days; all with days where some lack one."""
    going: dict[tuple[str, str], list[date]] = {}
    for bukaan in kegiatan.bukaan:
        if bukaan.pendamping is not None and bukaan.team is not None:
            going.setdefault((bukaan.pendamping.nama, bukaan.team.nama), []).append(bukaan.tanggal)
    usual = max(going, key=lambda who: len(going[who]), default=None)
    alone = any(bukaan.pendamping is None for bukaan in kegiatan.bukaan)
    for who, days in going.items():
        told = f", tanggal: [{', '.join(map(str, days))}]" if alone or who != usual else ""
        yield f"nama: {scalar(who[0])}, dari: {scalar(who[1])}{told}"


def _head(
    plan: OpeningPlan, typed: Sequence[str | PurePath], name: str | PurePath, menurut: Sequence[str]
) -> Iterator[str]:
    yield f"Hari buka posyandu {plan.kabupaten} tahun {plan.tahun}; disusun ilp plan openings per {tanggal(plan.pada)}."
    yield "Ini usulan: sepakati dengan kepala desa dan kader. Boleh disunting, lalu pakai:"
    yield f"  {command('check', *typed, '--dengan', name)}"
    yield "Tanggal sesudah iramanya berlaku untuk bulan tanggal itu saja."
    yield ""
    yield from (f"Disusun {sentence}." for sentence in menurut)
    yield from summary(plan)


def openings_csv(plan: OpeningPlan, pemisah: str = COMMA) -> str:
    """Every opening as one row."""
    return csv_text(TITLES, rows(plan), pemisah)
