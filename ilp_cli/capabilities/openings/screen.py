"""Opening days for the eye: the answer first, then each posyandu with its rhythm, who goes along, and what moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ilp_cli.capabilities.openings.model.plan import Kegiatan, OpeningPlan
from ilp_cli.capabilities.openings.model.words import summary
from ilp_cli.core.words import BULAN, ended
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table, wrapped

_SHOWN = 40
_HEADER = ("Puskesmas", "Posyandu", "Hari buka", "Pendamping", "Digeser")


def openings_lines(plan: OpeningPlan) -> Iterator[Line]:
    """The whole year on a screen or two."""
    yield line((f"Hari buka posyandu {plan.kabupaten}", "bold"), f" · {plan.tahun}")
    yield line()
    for sentence in summary(plan):
        yield from map(line, wrapped(sentence, 100))
    yield line()
    shown = plan.kegiatan[:_SHOWN]
    yield from table(_HEADER, [_row(kegiatan) for kegiatan in shown])
    if len(plan.kegiatan) > _SHOWN:
        yield line(f"… dan {len(plan.kegiatan) - _SHOWN} posyandu lagi; semuanya ada di -o BERKAS dan --format json")
    for kegiatan in plan.changed[:_SHOWN]:
        old = ", ".join(map(str, kegiatan.lama))
        yield line(
            ended(f"Berubah: {kegiatan.pos}, {old} menjadi {', '.join(map(str, kegiatan.irama))}: {kegiatan.alasan}")
        )
    for note in plan.notes:
        yield line(ended(f"Catatan: {note}"))


def _row(kegiatan: Kegiatan) -> tuple[str, ...]:
    names = Counter(bukaan.pendamping.nama for bukaan in kegiatan.bukaan if bukaan.pendamping)
    most = names.most_common(1)
    others = f" (+{len(names) - 1})" if len(names) > 1 else ""
    moved = [f"{bukaan.tanggal.day} {BULAN[bukaan.tanggal.month - 1][:3]}" for bukaan in kegiatan.bukaan if bukaan.dari]
    return (
        kegiatan.pos.puskesmas.nama,
        kegiatan.pos.unit.nama,
        ", ".join(map(str, kegiatan.irama)),
        f"{most[0][0]}{others}" if most else "belum ada",
        ", ".join(moved) or "–",
    )
