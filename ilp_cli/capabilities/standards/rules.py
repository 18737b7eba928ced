"""ILP9xx: whether a district's own standards are only ever stricter."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.district.case import Case
from ilp_cli.law.standard import Nilai
from ilp_cli.rulebook.rule import Hit, hit, rule


def _words(value: Nilai | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


@rule(
    "ILP901",
    "Standar daerah lebih longgar",
    message="standar daerah {kunci} = {nilai} lebih longgar daripada {nasional} ({sumber})",
)
def local_looser(case: Case) -> Iterator[Hit]:
    """Daerah boleh meminta lebih, tidak boleh kurang. Nilai yang lebih longgar tidak dipakai; yang nasional berlaku.

    Salah::

        kabupaten: {nama: Luwu}
        standar:
          pustu.kader: {nilai: 1, dasar: SK Kepala Dinas}   #! ILP901

    Benar::

        kabupaten: {nama: Luwu}
        standar:
          pustu.kader: {nilai: 3, dasar: SK Kepala Dinas}

    Langkah: naikkan nilainya sampai sedikitnya sama dengan nilai nasional, atau hapus.
    """
    for own in case.district.standar:
        standard = case.law.standards.get(own.kunci)
        day = max(own.sejak or case.pada, case.pada)
        national = standard.on(day) if standard else None
        if standard is not None and national is not None and standard.looser(own.nilai, day):
            facts = {"kunci": own.kunci, "nilai": _words(own.nilai), "nasional": _words(national.nilai)}
            yield hit((*own.path, "nilai"), sumber=national.citation, **facts)


RULES = (local_looser,)
