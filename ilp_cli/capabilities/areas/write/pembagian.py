"""wilayah.yaml as text: to be read, edited by hand and read again; the reasons stand beside it as comments."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.areas.model.division import Area, AreaPlan, Division
from ilp_cli.capabilities.areas.model.pembagian import KEY, name_for
from ilp_cli.capabilities.areas.model.problem import piece_names
from ilp_cli.core.words import angka, daftar, kalimat, tanggal
from ilp_cli.district.menurut import sentences
from ilp_cli.files.yaml_text import comment, scalar


def pembagian_text(plan: AreaPlan, folder: str, name: str) -> str:
    """The whole file; `folder` and `name` are what the planner types to check it."""
    lines = [*comment(_head(plan, folder, name)), f"kabupaten: {scalar(plan.district.kabupaten.nama)}"]
    lines += [f"pada: {plan.pada.isoformat()}", "", f"{KEY}:" if plan.divisions else f"{KEY}: []"]
    for division in plan.divisions:
        lines += _posyandu(division)
    if plan.undivided:
        lines.append("")
        told = [
            f"- {item.problem.posyandu.nama} ({item.problem.puskesmas.nama}): {item.sebab}" for item in plan.undivided
        ]
        lines += comment(["Tidak dibagi:", *told])
    return "\n".join(lines) + "\n"


def _head(plan: AreaPlan, folder: str, name: str) -> Iterator[str]:
    yield (
        f"Pembagian wilayah kerja kader {plan.district.kabupaten.nama}; disusun ilp plan areas dari keadaan per "
        f"{tanggal(plan.pada)}."
    )
    yield "Ini usulan, bukan keputusan. Boleh disunting, lalu periksa lagi:"
    yield f"  ilp check {folder} --dengan {name}"
    yield ""
    yield from (f"Disusun {sentence}." for sentence in sentences(plan.district.menurut))
    summary = plan.summary
    yield (
        f"{summary['dibagi']} dari {summary['posyandu']} posyandu dibagi: {summary['blok']} blok, "
        f"{summary['kader']} kader; {summary['kk_pindah']} KK berganti kader."
    )


def _posyandu(division: Division) -> Iterator[str]:
    problem = division.problem
    yield from comment(_told(division), "  ")
    yield f"  - puskesmas: {scalar(problem.puskesmas.nama)}"
    yield f"    posyandu: {scalar(problem.posyandu.nama)}"
    yield "    kader:"
    for area in division.areas:
        yield from _area(division, area)


def _told(division: Division) -> Iterator[str]:
    problem = division.problem
    yield (
        f"{problem.posyandu.nama}: terberat {division.heaviest} {problem.satuan}, rata-rata "
        f"{angka(division.mean, 1)}; {division.moved} KK berganti kader. {kalimat(division.proof)}."
    )
    if problem.pieces:
        yield f"Wilayahnya {len(problem.pieces)} bagian yang tidak bersambung: {' | '.join(piece_names(problem))}."
    for change in division.given_up:
        giver = f"{change.dari.nama} → " if change.dari else ""
        yield f"- {change.blok.nama}: {giver}{change.ke.nama}, {change.sebab}"
    if division.first_held:
        yield f"- Belum ada pemegangnya sampai kini: {daftar(change.blok.nama for change in division.first_held)}"
    for kader in division.idle:
        yield f"- {kader.nama}: tanpa wilayah, kader lebih banyak daripada blok"


def _area(division: Division, area: Area) -> Iterator[str]:
    names = ", ".join(scalar(name_for(block, division.problem.blocks)) for block in area.blocks)
    yield f"      - nama: {scalar(area.kader.nama)}"
    yield f"        blok: [{names}]   # {area.load} {division.problem.satuan}"
