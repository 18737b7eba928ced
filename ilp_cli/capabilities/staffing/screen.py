"""A staffing plan for the eye: who goes where, what must be recruited, and why less will not do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ilp_cli.capabilities.staffing.model.plan import StaffingPlan
from ilp_cli.core.weekdays import days_text
from ilp_cli.core.words import daftar, ended, tanggal
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table

_SHOWN = 30
_PROOF = 400


def plan_lines(plan: StaffingPlan) -> Iterator[Line]:
    """The whole plan on a screen or two; all of it is in usulan.yaml."""
    proposal = plan.proposal
    years = daftar(map(str, proposal.tahun))
    day = f" · keadaan per {tanggal(proposal.pada)}" if proposal.pada else ""
    yield line((f"Usulan tenaga {proposal.kabupaten}", "bold"), f" · tahap {years}{day}")
    yield line()
    left = ("0 tetap kosong", "green") if not plan.unmet else (f"{plan.unmet_posts} tetap kosong", "bold red")
    yield line(f"{plan.posts} pos kosong: {plan.people} orang dipindahkan, {plan.hired} direkrut, ", left)
    yield from _moves(plan)
    yield from _hires(plan)
    yield from _unmet(plan)
    yield line()
    yield from _certificate(plan)
    for note in plan.notes:
        yield line(ended(f"Catatan: {note}"))
    if plan.excluded:
        words = "; ".join(f"{count} {reason}" for reason, count in plan.excluded.items())
        yield line(ended(f"Bidan dan perawat yang tidak ikut ditimbang: {words}"))
    if plan.interrupted or not plan.proven:
        gap = f": {plan.unproven}" if plan.unproven else ""
        stopped = "Dihentikan: inilah" if plan.interrupted else "Inilah"
        yield line((f"{stopped} yang terbaik sejauh ini, belum terbukti optimal{gap}.", "bold yellow"))


def _moves(plan: StaffingPlan) -> Iterator[Line]:
    if not plan.moves:
        return
    yield line()
    rows = [
        (
            facts.move.nama + (f" (NIP …{facts.move.nip})" if facts.move.nip else ""),
            facts.move.profesi,
            str(facts.move.dari),
            str(facts.move.ke),
            days_text(facts.move.hari) if facts.move.hari else "semua hari",
            facts.jarak,
        )
        for facts in plan.moves[:_SHOWN]
    ]
    yield from table(("Pindah", "Profesi", "Dari", "Ke", "Hari", "Jarak"), rows)
    yield from _more(len(plan.moves))


def _hires(plan: StaffingPlan) -> Iterator[Line]:
    hires = plan.proposal.rekrut
    if not hires:
        return
    yield line()
    rows = [
        (str(hire.jumlah), hire.profesi, str(hire.di), str(hire.tahun or ""), hire.alasan) for hire in hires[:_SHOWN]
    ]
    yield from table(("Rekrut", "Profesi", "Untuk", "Tahap", "Sebab"), rows)
    yield from _more(len(hires))
    total: dict[int, Counter[str]] = {}
    for hire in hires:
        total.setdefault(hire.tahun or 0, Counter())[hire.profesi] += hire.jumlah
    words = "; ".join(
        f"{year}: {daftar(f'{count} {profesi}' for profesi, count in sorted(posts.items()))}"
        for year, posts in sorted(total.items())
    )
    yield line(f"Formasi menurut tahap: {words}")


def _unmet(plan: StaffingPlan) -> Iterator[Line]:
    if not plan.unmet:
        return
    yield line()
    rows = [
        (str(gap.jumlah), gap.profesi, str(gap.di), str(gap.tahun), days_text(gap.hari) if gap.hari else "")
        for gap in plan.unmet[:_SHOWN]
    ]
    yield from table(("Kosong", "Profesi", "Di", "Tahap", "Hari"), rows)
    yield from _more(len(plan.unmet))


def _more(count: int) -> Iterator[Line]:
    if count > _SHOWN:
        yield line(f"… dan {count - _SHOWN} lagi; semuanya ada di usulan.yaml dan --format json")


def _certificate(plan: StaffingPlan) -> Iterator[Line]:
    """The claim, and the sums that prove it."""
    certificate = plan.certificate
    more = f"usulan ini merekrut {plan.hired + plan.unmet_posts}; belum terbukti bahwa sebanyak itu perlu"
    how = "terbukti" if certificate.proven else more
    yield line(("Sertifikat: ", "bold"), f"{certificate} ({how})")
    for proof in certificate.proofs:
        words = str(proof)
        yield line(f"  {words if len(words) <= _PROOF else words[:_PROOF] + '…'}")
    if certificate.n and not certificate.exact:
        yield line("  Hitungan ini belum menjelaskan seluruhnya; yang terbukti batas dari pemecah programnya.")
