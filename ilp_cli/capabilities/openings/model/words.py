"""Opening days in words and in rows: what the screen, the file, JSON and csv say alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilp_cli.capabilities.openings.model.plan import Bukaan, Kegiatan, OpeningPlan, SitePlan
from ilp_cli.core.rows import columns, envelope
from ilp_cli.core.words import BULAN, HARI, daftar
from ilp_cli.district.district import District
from ilp_cli.planning.patience import why_ended

TITLES = (
    "bulan", "puskesmas", "posyandu", "desa", "tanggal", "hari", "jam", "tempat", "pendamping", "dari", "irama",
    "semula", "sebab",
)  # fmt: skip
"""The columns of the table of openings."""
OPENINGS_TABLES = {
    "hari_buka": columns(
        "bulan:whole puskesmas posyandu desa tanggal:day hari jam tempat pendamping dari irama semula:day sebab"
    ),
    "posyandu": columns("puskesmas posyandu irama:parts irama_lama:parts alasan bulan_kosong:parts"),
}
"""The tables of a plan and their columns, as in its JSON; a csv has the first."""

_NAMED = 5
"""So many puskesmas are named that are not proven; of the others there is the number."""


def rows(plan: OpeningPlan) -> Iterator[tuple[object, ...]]:
    """Every opening, by puskesmas and day."""
    for site in plan.sites:
        for kegiatan, bukaan in site.openings():
            yield _row(kegiatan, bukaan)


def _row(kegiatan: Kegiatan, bukaan: Bukaan) -> tuple[object, ...]:
    unit = kegiatan.pos.unit
    return (
        bukaan.tanggal.month,
        kegiatan.pos.puskesmas.nama,
        unit.nama,
        unit.desa,
        bukaan.tanggal.isoformat(),
        HARI[bukaan.tanggal.weekday()],
        unit.jam,
        unit.tempat,
        bukaan.pendamping.nama if bukaan.pendamping else None,
        bukaan.team.nama if bukaan.team else None,
        ", ".join(map(str, kegiatan.irama)),
        bukaan.dari.isoformat() if bukaan.dari else None,
        bukaan.sebab or None,
    )


def summary(plan: OpeningPlan) -> Iterator[str]:
    """The answer in a few sentences: counts, what is proven, and what nobody can go along with."""
    kept = len(plan.kegiatan) - len(plan.changed) - len(plan.new)
    yield (
        f"{len(plan.kegiatan)} posyandu, {len(plan.bukaan)} hari buka: {kept} irama tetap, {len(plan.changed)} "
        f"berubah, {len(plan.new)} baru; {len(plan.moved)} hari digeser dalam bulannya."
    )
    told = [f"{len(plan.alone)} hari buka tanpa pendamping" if plan.alone else "setiap hari buka didampingi nakes"]
    told += [f"{plan.lost} bulan tanpa hari buka" if plan.lost else "setiap posyandu buka setiap bulan"]
    yield f"{'; '.join(told).capitalize()}."
    yield from _proof(plan)
    for site in plan.sites:
        yield from (f"{sentence.rstrip('.')}." for sentence in site.lacking)
    for kegiatan in plan.kegiatan:
        if kegiatan.kosong:
            months = ", ".join(BULAN[month - 1] for month in kegiatan.kosong)
            yield f"{kegiatan.pos}: tidak mendapat hari pada {months}."


def _proof(plan: OpeningPlan) -> Iterator[str]:
    """What is proven, and of which puskesmas it is not."""
    left = plan.unproven
    if left:
        why = why_ended(stopped=plan.interrupted)
        whose = "semua puskesmas" if len(left) == len(plan.sites) else _named(left)
        yield (
            f"{why}: hari buka {whose} disusun satu per satu; belum terbukti tidak ada susunan yang lebih lengkap "
            "didampingi atau mengubah lebih sedikit."
        )
    if len(left) == len(plan.sites):
        return
    where = "" if not left else "di puskesmas lain, "
    yield (
        f"Terbukti: {where}di antara irama lama dan hari layanan pekan ke-1 sampai ke-4 tidak ada pilihan dengan lebih "
        "banyak irama yang dapat didampingi setiap bulan (cuti dan hari libur dikesampingkan), lalu mengubah lebih "
        "sedikit irama; dan untuk irama ini tidak ada bulan yang dapat didampingi lebih lengkap, lalu dengan lebih "
        "sedikit hari digeser."
    )


def _named(sites: Sequence[SitePlan]) -> str:
    """Some puskesmas by name, the others by their number."""
    names = [site.site.puskesmas.nama for site in sites]
    more = [f"{len(names) - _NAMED} puskesmas lain"] if len(names) > _NAMED else []
    return daftar([*names[:_NAMED], *more])


def document(plan: OpeningPlan, district: District) -> dict[str, object]:
    """The plan as JSON has it."""
    return envelope(
        "plan openings",
        district.kabupaten.nama,
        pada=plan.pada,
        tahun=[plan.tahun],
        ringkasan={
            "posyandu": len(plan.kegiatan),
            "hari_buka": len(plan.bukaan),
            "irama_berubah": len(plan.changed),
            "irama_baru": len(plan.new),
            "digeser": len(plan.moved),
            "tanpa_pendamping": len(plan.alone),
            "bulan_kosong": plan.lost,
        },
        terbukti=not plan.unproven,
        belum_terbukti=[site.site.puskesmas.nama for site in plan.unproven],
        dihentikan=plan.interrupted,
        posyandu=[
            {
                "puskesmas": kegiatan.pos.puskesmas.nama,
                "posyandu": kegiatan.pos.unit.nama,
                "irama": list(map(str, kegiatan.irama)),
                "irama_lama": list(map(str, kegiatan.lama)),
                "alasan": kegiatan.alasan or None,
                "bulan_kosong": list(kegiatan.kosong),
            }
            for kegiatan in plan.kegiatan
        ],
        hari_buka=[dict(zip(TITLES, row, strict=True)) for row in rows(plan)],
        penjelasan=[sentence for site in plan.sites for sentence in site.lacking],
        catatan=list(plan.notes),
    )
