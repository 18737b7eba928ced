"""A whole report of a case: the first screen, which answers in half a minute, and the parts below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ilp_cli.capabilities.outlook.model.outlook import Outlook, last_day, outlook
from ilp_cli.capabilities.risk.model.risk import Risk, risk
from ilp_cli.core.finding import Severity
from ilp_cli.core.words import angka, daftar, ended, tanggal
from ilp_cli.district.angka import Angka as Hitungan
from ilp_cli.district.calendar import CALENDAR
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import measurable
from ilp_cli.district.people import KINDS
from ilp_cli.district.peta import Peta
from ilp_cli.reading.load import closed_in
from ilp_cli.reading.usable import unread
from ilp_cli.reporting.ability import able_figures, able_parts
from ilp_cli.reporting.lokus import lokus_part
from ilp_cli.reporting.proposal import assumptions, proposal_part
from ilp_cli.reporting.sections import (
    FOLDER,
    basis_part,
    coverage_chart,
    coverage_part,
    findings_part,
    outlook_chart,
    outlook_part,
    realisation_part,
    risk_part,
    staff_part,
    untold,
)
from ilp_cli.reporting.values import Angka, Laporan
from ilp_cli.rulebook.report import Report

_PROMISES = "ILP103"
"""A promise of the roadmap that is not kept."""


def laporan_of(
    case: Case, report: Report, peta: Peta | None, options: Mapping[str, str], *, dated: bool = False
) -> Laporan:
    """The report of a case; `options` are those of the run, to be told at its end.

    With `dated` it tells the day on which somebody retires, which is the year without.
    """
    district = case.district
    counted = case.of(measurable)
    ahead = outlook(case, last_day(case.pada)) if counted else None
    exposed = risk(case, closed_in(district, {case.pada.year})) if counted and case.pada.year in CALENDAR else None
    places, drawing = lokus_part(case, peta)
    charts = (coverage_chart(case, report), outlook_chart(ahead, dated=dated) if ahead else None)
    assumed = assumptions(case)
    marks = [ended(f"MENURUT USULAN: {daftar(assumed)}")] if assumed else []
    marks += [f"{words[0].upper()}{words[1:]}." for words in unread(replace(district, typed=(FOLDER,)))]
    return Laporan(
        judul=f"Laporan ILP {district.kabupaten.sebutan}",
        kabupaten=district.kabupaten.sebutan,
        provinsi=f"Provinsi {district.kabupaten.provinsi}" if district.kabupaten.provinsi else "",
        keadaan=f"Keadaan per {tanggal(case.pada)}",
        tanda=tuple(marks),
        jawaban=tuple(_answer(case, report)),
        angka=tuple(_figures(case, report, exposed, ahead)),
        putusan=tuple(_decisions(case, report, exposed, ahead, dated=dated)),
        gambar=tuple(filter(None, charts)),
        peta=drawing,
        bagian=(
            coverage_part(case, report),
            places,
            staff_part(report),
            proposal_part(case),
            risk_part(exposed),
            outlook_part(ahead, dated=dated),
            realisation_part(case),
            *able_parts(case),
            findings_part(report),
            basis_part(case, report, options),
        ),
        kaki=f"{district.kabupaten.sebutan} · keadaan per {tanggal(case.pada)}",
    )


def _answer(case: Case, report: Report) -> Iterator[str]:
    last = report.coverage[-1] if report.coverage else None
    if last is None:
        yield "Roadmap belum memuat tahap."
        return
    unknown = untold(case)
    if unknown and not last.puskesmas_kumulatif:
        years = daftar(map(str, unknown))
        yield f"Cakupan belum diketahui: tahap {years} belum menyebut lokus maupun target."
    else:
        least = "Paling sedikit " if unknown else ""
        yield (
            f"{least}{last.puskesmas_kumulatif} dari {last.puskesmas_total} puskesmas menjadi lokus sampai "
            f"{last.tahun} menurut roadmap."
        )
    if not report.roster_given:
        yield "Pemenuhan tenaga belum diketahui."
        return
    good = sum(state.memenuhi for state in report.pustu)
    posts = sum(not state.kurang for state in report.posyandu)
    yield (
        f"Menurut roster, {good} dari {len(report.pustu)} pustu lokus dan {posts} dari {len(report.posyandu)} posyandu "
        "lokus memenuhi minimum."
    )


def _figures(case: Case, report: Report, exposed: Risk | None, ahead: Outlook | None) -> Iterator[Angka]:
    """The figures of the first screen, each with the table it comes from."""
    last = report.coverage[-1] if report.coverage else None
    total = last.puskesmas_total if last else None
    least = " (paling sedikit)" if untold(case) else ""
    year = f"sampai {last.tahun}, roadmap{least}" if last else ""

    counts = (last.puskesmas_kumulatif, last.ditetapkan, last.berjalan) if last else (None, None, None)
    lokus, decreed, running = ((count or None) if least else count for count in counts)
    total_of = Hitungan("cakupan", jenis="puskesmas_total", tahun=(last.tahun,)) if last else None
    told = (
        ("lokus", "Puskesmas lokus", lokus, "puskesmas_kumulatif", year, "tabel-cakupan"),
        ("ditetapkan", "Ditetapkan", decreed, "ditetapkan", f"puskesmas, dengan SK{least}", "tabel-ditetapkan"),
        ("berjalan", "Berjalan", running, "berjalan", f"puskesmas{least}", "tabel-ditetapkan"),
    )
    for kunci, judul, nilai, name, uraian, ke in told:
        of = Hitungan("cakupan", jenis=name, tahun=(last.tahun,)) if last else None
        yield Angka(
            id=f"angka-{kunci}", judul=judul, nilai=nilai, dari=total, uraian=uraian, ke=ke, hitungan=of,
            hitungan_dari=total_of,
        )  # fmt: skip
    known, years = report.roster_given, report.tahun
    good = sum(state.memenuhi for state in report.pustu)
    yield Angka(
        id="angka-pustu", judul="Pustu memenuhi", nilai=good if known else None,
        dari=len(report.pustu) if known else None, uraian="pustu lokus, minimum tenaga",
        ke="tabel-minimum" if known else "tenaga", buruk=good < len(report.pustu),
        hitungan=Hitungan("semua_pustu", jenis="memenuhi", tahun=years),
        hitungan_dari=Hitungan("semua_pustu", jenis="lokus", tahun=years),
    )  # fmt: skip
    posts = sum(not state.kurang for state in report.posyandu)
    yield Angka(
        id="angka-posyandu", judul="Posyandu memenuhi", nilai=posts if known else None,
        dari=len(report.posyandu) if known else None, uraian="posyandu lokus, minimum kader",
        ke="tabel-minimum" if known else "tenaga", buruk=posts < len(report.posyandu),
        hitungan=Hitungan("semua_posyandu", jenis="memenuhi", tahun=years),
        hitungan_dari=Hitungan("semua_posyandu", jenis="lokus", tahun=years),
    )  # fmt: skip
    broken, watched = exposed.pustu if exposed else (None, None)
    yield Angka(
        id="angka-rawan", judul="Bergantung pada satu orang", nilai=broken, dari=watched, uraian="pustu lokus",
        ke="tabel-rawan" if exposed else "rawan", buruk=bool(broken),
        hitungan=Hitungan("pustu_rawan", jenis="rawan"), hitungan_dari=Hitungan("pustu_rawan", jenis="semua"),
    )  # fmt: skip
    falling = len(ahead.having("jatuh")) if ahead else None
    already = len(ahead.having("sudah")) if ahead else 0
    below = f"; {already} sudah di bawah" if already else ""
    yield Angka(
        id="angka-jatuh", judul="Akan jatuh", nilai=falling, dari=len(ahead.pustu) if ahead else None,
        uraian=f"pustu lokus, sampai {ahead.sampai.year}{below}" if ahead else "pustu lokus",
        ke="tabel-prakiraan" if ahead else "prakiraan", buruk=bool(falling),
        hitungan=Hitungan("prakiraan", jenis="jatuh"), hitungan_dari=Hitungan("prakiraan"),
    )  # fmt: skip
    yield from able_figures(case)
    errors = report.count(Severity.ERROR)
    yield Angka(
        id="angka-temuan", judul="Kesalahan", nilai=errors, uraian="temuan pemeriksaan", ke="tabel-temuan",
        buruk=bool(errors), hitungan=Hitungan("temuan", jenis=Severity.ERROR.value),
    )  # fmt: skip


def _decisions(
    case: Case, report: Report, exposed: Risk | None, ahead: Outlook | None, *, dated: bool
) -> Iterator[tuple[str, str]]:
    """What waits for the head of the office, the heaviest first, each with the id of where it is told."""
    if untold(case):
        years = daftar(map(str, untold(case)))
        yield f"Sebut lokus atau target tahap {years}: cakupannya belum diketahui.", "tabel-cakupan"
    promises = [finding for finding in report.findings if finding.code == _PROMISES]
    if promises:
        more = f" (dan {len(promises) - 1} lagi)" if len(promises) > 1 else ""
        yield ended(f"Sasaran belum terpenuhi: {promises[0].message}{more}"), "tabel-temuan"
    if not report.roster_given:
        yield "Tenaga belum diketahui: lengkapi roster, lalu buat laporan ini lagi.", "tenaga"
    short = {f"{kind} pustu": sum(state.kurang[kind] for state in report.pustu) for kind in KINDS}
    short["kader posyandu"] = sum(state.kurang for state in report.posyandu)
    wanted = [f"{angka(count)} {kind}" for kind, count in short.items() if count]
    gaps = sum(bool(state.absences) for state in report.pustu)
    if wanted:
        units = sum(not state.memenuhi for state in report.pustu)
        yield (
            ended(f"Tempatkan atau rekrut {daftar(wanted)}"),
            ("tabel-pustu" if units else "tabel-posyandu"),
        )
    if gaps:
        yield f"Atur ulang hari tugas di {angka(gaps)} pustu: orangnya cukup, harinya belum.", "tabel-pustu"
    falling = ahead.having("jatuh") if ahead else []
    if falling:
        first = falling[0]
        day = first.when(dated=dated)
        yield (
            f"Siapkan pengganti bagi {len(falling)} pustu yang akan jatuh; pertama {first.pustu} ({first.puskesmas}), "
            f"{day}.",
            "tabel-prakiraan",
        )
    lacking = [pool for pool in exposed.pools if not pool.available] if exposed else []
    if lacking:
        people = sum(pool.orang for pool in lacking)
        yield (
            f"Cadangan bersama: {people} orang di {len({pool.puskesmas for pool in lacking})} puskesmas belum tersedia "
            "penuh.",
            "tabel-cadangan",
        )
    last = report.coverage[-1] if report.coverage else None
    if last is not None and last.ditetapkan is not None and last.ditetapkan < last.puskesmas_kumulatif:
        waiting = last.puskesmas_kumulatif - last.ditetapkan
        yield f"Tetapkan dengan SK {waiting} puskesmas roadmap sampai {last.tahun}.", "tabel-ditetapkan"
