"""Why a posyandu does not open on the day of its rhythm, or opens with nobody along: one month, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ilp_cli.capabilities.openings.model.plan import Bukaan, Kegiatan, SitePlan
from ilp_cli.capabilities.openings.model.site import Team
from ilp_cli.core.words import BULAN, HARI, daftar, tanggal
from ilp_cli.district.calendar import month_days
from ilp_cli.planning.conflict import Conflict, Fact


def conflicts(plan: SitePlan, kegiatan: Kegiatan, month: int) -> Iterator[Conflict]:
    """What cannot be in one month of a posyandu; nothing where it opens as its rhythm says, with somebody along."""
    own = [bukaan for bukaan in kegiatan.bukaan if bukaan.tanggal.month == month]
    for bukaan in own:
        if bukaan.dari is not None:
            yield _moved(plan, kegiatan, bukaan, bukaan.dari)
        if bukaan.pendamping is None:
            yield _alone(plan, kegiatan, bukaan)
    if not own:
        yield _nothing(plan, kegiatan, month)


def _day(day: date) -> str:
    return f"{HARI[day.weekday()]} {tanggal(day)}"


def _moved(plan: SitePlan, kegiatan: Kegiatan, bukaan: Bukaan, wanted: date) -> Conflict:
    step = abs((bukaan.tanggal - wanted).days)
    nearer = [day for day in month_days(wanted.year, wanted.month) if 0 < abs((day - wanted).days) < step]
    facts = [Fact(kind="irama", text=_rhythm(kegiatan, wanted), path=(*kegiatan.pos.unit.path, "hari_buka"))]
    facts += [_barred(plan, kegiatan, day) for day in (wanted, *nearer)]
    who = f", didampingi {bukaan.pendamping.nama}" if bukaan.pendamping else ""
    preferred = bukaan.team is kegiatan.pos.team and any(_from_induk(plan, kegiatan, day) for day in (wanted, *nearer))
    nearest = "hari terdekat yang nakes pustunya dapat pergi" if preferred else "hari terdekat yang masih ada"
    return Conflict(
        subject=f"{kegiatan.pos}: hari buka {_day(wanted)}",
        facts=tuple(facts),
        repairs=(f"buka pada {_day(bukaan.tanggal)}{who}: {nearest}",),
    )


def _rhythm(kegiatan: Kegiatan, day: date) -> str:
    own = next((irama for irama in kegiatan.irama if irama.on(day.year, day.month) == day), None)
    return f"iramanya {own or ', '.join(map(str, kegiatan.irama))}: {_day(day)}"


def _barred(plan: SitePlan, kegiatan: Kegiatan, day: date) -> Fact:
    """Why a day is not to be had: closed, no day of service, or everybody who could go is needed elsewhere."""
    site, pos = plan.site, kegiatan.pos
    if day in site.closed:
        return Fact(kind="libur", text=f"{_day(day)}: {site.closed[day]}")
    if day.weekday() not in pos.weekdays:
        return Fact(kind="hari layanan", text=f"{_day(day)}: bukan hari layanan")
    if not site.opens(pos, day):
        return Fact(kind="pekan", text=f"{_day(day)}: di luar pekan yang ditetapkan kebijakan minggu_berkumpul")
    free = "; yang dari puskesmas masih dapat, tetapi nakes pustu sendiri didahulukan"
    told = f"{_there(plan, kegiatan, day)}{free if _from_induk(plan, kegiatan, day) else ''}"
    return Fact(kind="pendamping", text=f"{_day(day)}: {told}")


def _from_induk(plan: SitePlan, kegiatan: Kegiatan, day: date) -> bool:
    """Whether somebody of the puskesmas itself could still go on a day."""
    return plan.site.opens(kegiatan.pos, day) and _left(plan, plan.site.induk, day) > 0


def _left(plan: SitePlan, team: Team, day: date) -> int:
    """How many of a team could still go on a day."""
    return team.lends(day) - sum(bukaan.tanggal == day and bukaan.team is team for _, bukaan in plan.openings())


def _there(plan: SitePlan, kegiatan: Kegiatan, day: date) -> str:
    """How many of each team are there, how many may go, and with whom they go on that day."""
    words = []
    for team in plan.site.lenders(kegiatan.pos):
        busy = [
            other.pos.unit.nama for other, bukaan in plan.openings() if bukaan.tanggal == day and bukaan.team is team
        ]
        taken = f", dipakai posyandu {daftar(busy)}" if busy else ""
        words.append(f"{team.nama} {len(team.present(day))} nakes, dapat melepas {team.lends(day)}{taken}")
    return "; ".join(words)


def _alone(plan: SitePlan, kegiatan: Kegiatan, bukaan: Bukaan) -> Conflict:
    """Nobody can go on the day it opens, nor on any other on which it might open in that month."""
    day, pos = bukaan.tanggal, kegiatan.pos
    teams = plan.site.lenders(pos)
    facts = [Fact(kind="pendamping", text=f"{_day(day)}: {_there(plan, kegiatan, day)}")]
    others = [other for other in month_days(day.year, day.month) if other != day and plan.site.opens(pos, other)]
    if day in pos.kept.tanggal:
        words = f"{_day(day)} ditulis sendiri di hari_buka, jadi tidak dipindah"
        facts.append(Fact(kind="tanggal", text=words, path=(*pos.unit.path, "hari_buka")))
    elif others:
        idle = not any(team.lends(other) for other in others for team in teams)
        why = "tidak seorang pun dapat dilepas" if idle else "semua yang dapat dilepas sudah mendampingi posyandu lain"
        facts.append(Fact(kind="pendamping", text=f"{len(others)} hari buka lain yang mungkin bulan itu: {why}"))
    return Conflict(
        subject=f"{pos}: pendamping pada {_day(day)}",
        facts=tuple(facts),
        repairs=tuple(f"{_more(team, day)} nakes lagi di {team.nama} pada hari itu" for team in teams),
    )


def _more(team: Team, day: date) -> int:
    """How many more of one class a team needs before another of them can go: first those who have to stay."""
    there = Counter(nakes.kelas for nakes in team.present(day))
    stays = team.stays if team.opens(day) else dict.fromkeys(team.stays, 0)
    return min(max(1, kept - there[kelas] + 1) for kelas, kept in stays.items())


def _nothing(plan: SitePlan, kegiatan: Kegiatan, month: int) -> Conflict:
    days = month_days(plan.site.year, month)
    closed = sum(day in plan.site.closed for day in days if day.weekday() in kegiatan.pos.weekdays)
    text = f"{closed} hari layanan bulan ini libur; tidak ada yang tersisa untuk dibuka"
    return Conflict(
        subject=f"{kegiatan.pos}: hari buka pada {BULAN[month - 1]} {plan.site.year}",
        facts=(Fact(kind="libur", text=text),),
        repairs=("buka satu hari libur dengan libur: {tanggal: …, buka: ya}",),
    )
