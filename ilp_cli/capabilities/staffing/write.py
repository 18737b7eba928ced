"""usulan.yaml as text: to be read, edited by hand and read again; the reasons stand beside it as comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from ilp_cli.capabilities.staffing.model.plan import StaffingPlan
from ilp_cli.capabilities.staffing.model.usulan import Hire, Move, Spot
from ilp_cli.core.shell import command
from ilp_cli.core.weekdays import hari_names
from ilp_cli.core.words import daftar, ended, tanggal
from ilp_cli.files.yaml_text import comment, scalar


def proposal_text(plan: StaffingPlan, typed: Sequence[str | PurePath], name: str | PurePath) -> str:
    """The whole file; `typed` is what the planner types to name the plan, `name` to name this file."""
    proposal = plan.proposal
    lines = [*comment(_head(plan, typed, name)), f"kabupaten: {scalar(proposal.kabupaten)}"]
    if proposal.pada is not None:
        lines.append(f"pada: {proposal.pada.isoformat()}")
    lines.append(f"tahun: [{', '.join(map(str, proposal.tahun))}]")
    lines += ["", "pindah:" if proposal.pindah else "pindah: []"]
    for move in proposal.pindah:
        lines += _move(move)
    lines += ["", "rekrut:" if proposal.rekrut else "rekrut: []"]
    for hire in proposal.rekrut:
        lines += _hire(hire)
    if plan.unmet:
        lines.append("")
        lines += comment(
            ["Tetap kosong:", *(f"- {gap.di}: {gap.jumlah} {gap.profesi}, tahap {gap.tahun}" for gap in plan.unmet)]
        )
    return "\n".join(lines) + "\n"


def _head(plan: StaffingPlan, typed: Sequence[str | PurePath], name: str | PurePath) -> Iterator[str]:
    proposal = plan.proposal
    day = f" dari keadaan per {tanggal(proposal.pada)}" if proposal.pada else ""
    years = daftar(map(str, proposal.tahun))
    yield f"Usulan pemenuhan tenaga {proposal.kabupaten}, tahap {years}; disusun ilp plan staffing{day}."
    yield "Ini usulan, bukan keputusan: belum ada yang dipindahkan atau diangkat. Boleh disunting, lalu periksa lagi:"
    yield f"  {command('check', *typed, '--dengan', name)}"
    yield ""
    yield (
        f"{plan.posts} pos kosong: {plan.people} orang dipindahkan, {plan.hired} direkrut, "
        f"{plan.unmet_posts} tetap kosong. {verdict(plan)}"
    )
    certificate = plan.certificate
    yield f"Sertifikat: {certificate}."
    for proof in certificate.proofs:
        yield f"- {proof}"
    if certificate.n and not certificate.exact:
        yield "Hitungan di atas belum menjelaskan seluruhnya; yang terbukti batas dari pemecah programnya."
    for note in plan.notes:
        yield ended(f"Catatan: {note}")
    if plan.excluded:
        words = "; ".join(f"{count} {reason}" for reason, count in plan.excluded.items())
        yield ended(f"Bidan dan perawat yang tidak ikut ditimbang: {words}")


def verdict(plan: StaffingPlan) -> str:
    """Whether less would do, in one sentence."""
    gap = f": {plan.unproven}" if plan.unproven else ""
    if plan.interrupted:
        return f"Pencarian dihentikan; belum terbukti optimal{gap}."
    return "Terbukti optimal." if plan.proven else f"Belum terbukti optimal{gap}."


def _move(move: Move) -> Iterator[str]:
    yield from comment([move.alasan], "  ")
    yield f"  - nama: {scalar(move.nama)}"
    if move.nip:
        yield f'    nip: "…{move.nip}"'
    yield f"    profesi: {move.profesi}"
    yield f"    dari: {_spot(move.dari)}"
    yield f"    ke: {_spot(move.ke)}"
    if move.hari:
        yield f"    hari: [{', '.join(hari_names(move.hari))}]"


def _hire(hire: Hire) -> Iterator[str]:
    yield from comment([hire.alasan], "  ")
    year = f", tahun: {hire.tahun}" if hire.tahun else ""
    yield f"  - {{profesi: {hire.profesi}, jumlah: {hire.jumlah}{year}, di: {_spot(hire.di)}}}"


def _spot(spot: Spot) -> str:
    return "{" + ", ".join(f"{key}: {scalar(str(name))}" for key, name in spot.row().items()) + "}"
