"""Why a family is or is not visited in a month: who comes before it, and what would be enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar

from ilp_cli.capabilities.visits.model import document as words
from ilp_cli.capabilities.visits.model.family import Keluarga, due, families, repeated
from ilp_cli.capabilities.visits.model.planned import KaderRencana, Kunjungan, State
from ilp_cli.capabilities.visits.model.problem import routine
from ilp_cli.capabilities.visits.plan import kader_plan
from ilp_cli.capabilities.visits.verb.plan import PlannedVisits, plan_visits
from ilp_cli.capabilities.visits.why import enough
from ilp_cli.core.brief import brief
from ilp_cli.core.names import maksud, normal, sebutan
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.rows import columns
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import tanggal
from ilp_cli.district.district import District
from ilp_cli.law.standard import bases
from ilp_cli.planning.conflict import why_document
from ilp_cli.reading.usable import puskesmas_named


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyVisit(Tabled):
    """What becomes of a family in a month, in sentences. `visit` is None where it is not due, or cannot be placed.

    `cukup` are changes of which each alone is enough for it to be visited in time.
    """

    TABLES: ClassVar = {
        "kunjungan": words.VISITS_TABLES["kunjungan"],
        "kata": columns("kata"),
        "cukup": columns("cukup"),
    }

    planned: PlannedVisits = field(repr=False)
    keluarga: Keluarga
    kader: KaderRencana | None
    visit: Kunjungan | None
    kata: tuple[str, ...]
    cukup: tuple[str, ...] = ()
    dasar: tuple[str, ...] = ()

    def __repr__(self) -> str:
        state = self.visit.state.value if self.visit is not None else "tidak perlu"
        return brief(self, id=self.keluarga.id, keadaan=state)

    def _rows(self) -> Mapping[str, list[dict[str, object]]]:
        visit = [words.row(self.kader, self.visit, self.planned.units)] if self.visit is not None else []
        return {
            "kunjungan": visit,
            "kata": [{"kata": sentence} for sentence in self.kata],
            "cukup": [{"cukup": sentence} for sentence in self.cukup],
        }

    def document(self) -> dict[str, object]:
        """The answer as the JSON contract has it."""
        return why_document(
            self.planned.district.kabupaten.nama,
            pada=self.planned.pada,
            bulan=self.planned.bulan,
            mungkin=self.exit_status() is ExitStatus.OK,
            conflicts=[],
            dasar=self.dasar,
            keluarga={
                "id": self.keluarga.id,
                "kunjungan": words.row(self.kader, self.visit, self.planned.units) if self.visit is not None else None,
                "kata": list(self.kata),
                "cukup": list(self.cukup),
            },
            menurut=[given.row() for given in self.planned.district.menurut],
        )

    def exit_status(self) -> ExitStatus:
        """1 where the family is due and not visited in time, else 0."""
        missed = self.visit is not None and self.visit.state is not State.DIJADWALKAN
        return ExitStatus.FINDINGS if missed else ExitStatus.OK


def why_visit(
    source: District | str | Path,
    keluarga: str,
    bulan: tuple[int, int],
    *,
    puskesmas: str = "",
    roster: str | Path | None = None,
    jadwal: str | Path | None = None,
    pada: date | None = None,
) -> WhyVisit:
    """What becomes of a family in a month, and why.

    `keluarga` is the id of the family in the sheet Keluarga, `puskesmas` the name of its puskesmas where several
    families have it, `bulan` (year, month). `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a
    file or folder read instead of the one it names; `jadwal` a duty roster, `pada` today.

    Raises Misuse where no family, or several, have this id, and as `plan_visits` does.
    """
    planned = plan_visits(source, bulan, roster=roster, jadwal=jadwal, pada=pada)
    family = _named(planned, keluarga, puskesmas)
    plan, visit = next(
        ((plan, visit) for plan, visit in planned.rencana.visits() if visit.perlu.keluarga.path == family.path),
        (None, None),
    )
    rutin = visit is None or routine(visit.perlu)
    basis = ["kunjungan.selang"] if rutin else ["kunjungan.pemicu"]
    dasar = tuple(bases(planned.case.standards, basis))
    if visit is None:
        return WhyVisit(
            planned=planned, keluarga=family, kader=None, visit=None, kata=(_idle(planned, family),), dasar=dasar
        )
    kata = [f"perlu: {words.reason(visit)}; batasnya {tanggal(visit.perlu.batas)}"]
    if visit.hari is not None:
        kata.append(f"dijadwalkan {tanggal(visit.hari)} oleh {plan.kader.nama if plan is not None else ''}")
    if visit.alasan:
        kata.append(visit.alasan)
    if visit.lebih_dahulu:
        kata.append(f"yang lebih dahulu: {', '.join(visit.lebih_dahulu)}")
    if plan is not None and (free := words.free_days(plan)):
        kata.append(f"hari {plan.kader.nama} yang dikosongkan: {free}")
    missed = plan is not None and visit.state is not State.DIJADWALKAN
    cukup = tuple(enough(plan, visit, planned.rencana.kapasitas, kader_plan)) if missed and plan is not None else ()
    return WhyVisit(
        planned=planned, keluarga=family, kader=plan, visit=visit, kata=tuple(kata), cukup=cukup, dasar=dasar
    )


def _named(planned: PlannedVisits, text: str, puskesmas: str) -> Keluarga:
    listed = planned.case.of(families)
    again = repeated(listed)
    induk = puskesmas_named(planned.district, puskesmas) if puskesmas else None
    able = [
        keluarga
        for keluarga in listed
        if normal(keluarga.id) == normal(text)
        and keluarga.path not in again
        and (induk is None or keluarga.puskesmas == induk.path)
    ]
    if len(able) > 1:
        raise Misuse(f"keluarga “{text}” ada di {len(able)} puskesmas; sebut salah satu dengan --puskesmas")
    if not able:
        raise Misuse(f"keluarga “{text}” tidak ada di lembar Keluarga{maksud(text, (row.id for row in listed))}")
    return able[0]


def _idle(planned: PlannedVisits, keluarga: Keluarga) -> str:
    """Why a family stands on no list although nothing keeps it from being visited."""
    if keluarga.posyandu is None:
        return "posyandunya tidak terdaftar, jadi tidak dapat direncanakan; lihat ilp check"
    puskesmas, posyandu, _ = planned.units.units[keluarga.posyandu]
    if not puskesmas.open_on(planned.rencana.mulai):
        return f"{sebutan('puskesmas', puskesmas.nama)} sudah tutup"
    on = due(keluarga.terakhir, planned.soal.selang)
    seen = tanggal(keluarga.terakhir) if keluarga.terakhir is not None else ""
    place = f"{sebutan('posyandu', posyandu.nama)} ({puskesmas.nama})"
    return f"{place}: belum perlu bulan ini; terakhir dikunjungi {seen}, jatuh tempo {tanggal(on)}"
