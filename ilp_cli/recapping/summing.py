"""A checked district as the figures of a recap: counted once, here, from what `ilp check` counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from ilp_cli.capabilities.realisation.model import quarters
from ilp_cli.core.finding import SEVERITY_WORDS, Finding, Path, Severity
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.district.case import Case
from ilp_cli.district.coverage import Coverage
from ilp_cli.district.district import District
from ilp_cli.district.fulfilment import PosyanduState, PustuState, fulfilment, measurable, minimums
from ilp_cli.district.people import KINDS
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.presence import present
from ilp_cli.district.realisasi import JENIS, reported
from ilp_cli.files.misfits import BLOCKING
from ilp_cli.files.paths import absolute, resolved
from ilp_cli.recapping.ringkasan import SEBAGIAN, TERBACA, Ringkasan, Row, Scalar, failed
from ilp_cli.registry import catalogue
from ilp_cli.rulebook.report import Report

_SAID = 2
"""How many of the faults that kept a folder from being read are told in its row."""


def summed(case: Case, report: Report, folder: str, hukum: str) -> Ringkasan:
    """What of a case and its report goes into a recap."""
    district = case.district
    blocking = [finding for finding in report.findings if _kept_out(finding, district)]
    empty = not district.puskesmas
    if not district.readable or empty:
        told = blocking or [finding for finding in report.findings if finding.severity is Severity.ERROR]
        alasan = _told(told, district.file) or "daftar puskesmasnya kosong"
        return failed(folder, case.pada, alasan, hukum=hukum, **_whose(case))
    return Ringkasan(
        folder=folder,
        pada=case.pada,
        keadaan=SEBAGIAN if blocking else TERBACA,
        alasan=_told(blocking, district.file),
        **_whose(case),
        fakta=_facts(case, report),
        tabel={
            "tahap": tuple(_stages(report)),
            "kekurangan": tuple(_shortages(report)),
            "realisasi": tuple(_realised(case)),
            "temuan": tuple(_findings(report)),
            "puskesmas": tuple(_puskesmas(case, report)),
            "pustu": tuple(map(_pustu_row, report.pustu)),
        },
        mandiri=_alone(district),
        hukum=hukum,
    )


def _kept_out(finding: Finding, district: District) -> bool:
    """Whether a finding says why figures stay unknown: an input is unreadable, or a roster lacks a table of people."""
    return finding.status == ExitStatus.INPUT or (not district.roster_given and finding.code in BLOCKING)


def _whose(case: Case) -> dict[str, Any]:
    kabupaten = case.district.kabupaten
    name = kabupaten.sebutan if kabupaten.nama else ""
    return {"kode": kabupaten.kode, "kabupaten": name, "provinsi": kabupaten.provinsi}


def _alone(district: District) -> bool:
    """Whether all that was read lies in the folder of the district."""
    home = resolved(absolute(FilePath(district.file).parent))
    return all(home in resolved(FilePath(source.location)).parents for source in district.sources)


def _told(findings: Sequence[Finding], roadmap: str) -> str:
    """The first faults in one sentence, files without the folder of the district."""
    home = f"{roadmap.removesuffix('/roadmap.yaml')}/"
    said = [f"{finding.place}: {finding.message}".replace(home, "") for finding in findings[:_SAID]]
    more = len(findings) - len(said)
    return "; ".join(dict.fromkeys(said)) + (f"; dan {more} lagi" if more > 0 else "")


def _of_pustu(states: Iterable[PustuState], *, known: bool) -> dict[str, Scalar]:
    """Pustu lokus beside their minimums; nothing is known where nobody could be counted."""
    listed = list(states)
    figures: dict[str, Scalar] = {
        "pustu_diperiksa": len(listed),
        "pustu_memenuhi": sum(state.memenuhi for state in listed),
        "pustu_hari_kurang": sum(bool(state.absences) for state in listed),
        **{f"kurang_{kind}": sum(state.kurang[kind] for state in listed) for kind in KINDS},
    }
    return figures if known else dict.fromkeys(figures)


def _of_posyandu(states: Iterable[PosyanduState], *, known: bool) -> dict[str, Scalar]:
    listed = list(states)
    figures: dict[str, Scalar] = {
        "posyandu_diperiksa": len(listed),
        "posyandu_memenuhi": sum(not state.kurang for state in listed),
        "kurang_kader_posyandu": sum(state.kurang for state in listed),
    }
    return figures if known else dict.fromkeys(figures)


def _open(case: Case) -> list[Puskesmas]:
    return [puskesmas for puskesmas in case.district.puskesmas if puskesmas.open_on(case.pada)]


def _facts(case: Case, report: Report) -> Row:
    district, known, here = case.district, report.roster_given, _open(case)
    last = report.coverage[-1] if report.coverage else None
    pustu = sum(len(puskesmas.pustu) for puskesmas in here)
    of_pustu = _of_pustu(report.pustu, known=known)
    of_posyandu = _of_posyandu(report.posyandu, known=known)
    short = [*(of_pustu[f"kurang_{kind}"] for kind in KINDS), of_posyandu["kurang_kader_posyandu"]]
    standard = _to_standard(case, here)
    facts: dict[str, Scalar] = {
        "tahap_awal": report.tahun[0] if report.tahun else None,
        "tahap_akhir": report.tahun[-1] if report.tahun else None,
        "puskesmas": last.puskesmas_total if last else len(here),
        "puskesmas_lokus": last.puskesmas_kumulatif if last else 0,
        "persen_lokus": last.persen if last else 0.0,
        "pustu": pustu,
        "posyandu": sum(len(puskesmas.posyandu) for puskesmas in here),
        "petugas": len({district.identities[row.path] for row in district.petugas}) if district.roster_given else None,
        "kader": len({district.identities[row.path] for row in district.kader}) if district.roster_given else None,
        **_reached(last),
        **of_pustu,
        **of_posyandu,
        "perlu_orang": sum(int(number or 0) for number in short) if known else None,
        "pustu_standar": standard,
        "persen_pustu_standar": None if standard is None or not pustu else round(100 * standard / pustu, 1),
        **{word: report.count(severity) for severity, word in SEVERITY_WORDS.items()},
        "dikecualikan": len(report.waived),
    }
    return facts


def _to_standard(case: Case, here: Sequence[Puskesmas]) -> int | None:
    """How many registered pustu have the people the standard asks for, lokus or not; None where nobody is counted."""
    if not case.of(measurable):
        return None
    who, minimum = case.of(present), minimums(case.standards)
    return sum(
        fulfilment(who, pustu.path, case.district.service_days(pustu), minimum).memenuhi
        for puskesmas in here
        for pustu in puskesmas.pustu
    )


def _reached(coverage: Coverage | None) -> dict[str, Scalar]:
    """What is set by decree and what is running, by kind of place."""
    names = {f"{jenis}_{what}": what if jenis == "puskesmas" else f"{jenis}_{what}"
             for what in ("ditetapkan", "berjalan") for jenis in JENIS}  # fmt: skip
    return {name: getattr(coverage, told) if coverage else None for name, told in names.items()}


def _stages(report: Report) -> Iterator[Row]:
    known = report.roster_given
    for coverage in report.coverage:
        own = coverage.row()
        names = "tahun puskesmas pustu posyandu puskesmas_kumulatif puskesmas_total persen".split()
        plain: dict[str, Scalar] = {name: getattr(coverage, name) for name in names if name in own}
        year = coverage.tahun
        yield {
            **plain,
            **_reached(coverage),
            **_of_pustu((state for state in report.pustu if state.tahun == year), known=known),
            **_of_posyandu((state for state in report.posyandu if state.tahun == year), known=known),
        }


def _shortages(report: Report) -> Iterator[Row]:
    """Who is missing, by year, place and profession; nothing where nobody could be counted."""
    for year in report.tahun if report.roster_given else ():
        pustu = [state for state in report.pustu if state.tahun == year]
        posyandu = [state for state in report.posyandu if state.tahun == year]
        counts = [("pustu", kind, [state.kurang[kind] for state in pustu]) for kind in KINDS]
        counts.append(("posyandu", "kader", [state.kurang for state in posyandu]))
        for tempat, profesi, short in counts:
            yield {
                "tahun": year,
                "tempat": tempat,
                "profesi": profesi,
                "lokus": len(short),
                "lokus_kurang": sum(map(bool, short)),
                "orang_kurang": sum(short),
            }


def _realised(case: Case) -> Iterator[Row]:
    """Promise and deed of each stage and kind by quarter, where anything was told of them."""
    if not reported(case.district):
        return
    groups: dict[tuple[int, str], list[tuple[int | None, tuple[int | None, ...], int]]] = defaultdict(list)
    for baris in case.of(quarters):
        groups[baris.tahap.tahun, baris.jenis].append((baris.target, baris.triwulan, baris.lain))
    for (year, jenis), rows in groups.items():
        columns = list(zip(*(triwulan for _, triwulan, _ in rows), strict=True))
        yield {
            "tahun": year,
            "jenis": jenis,
            "target": _sum([target for target, _, _ in rows]),
            **{f"tw{number}": _sum(column) for number, column in enumerate(columns, 1)},
            "di_luar_tahun": sum(lain for *_, lain in rows),
        }


def _sum(figures: Iterable[int | None]) -> int | None:
    """The sum of what is known; None where nothing is."""
    told = [figure for figure in figures if figure is not None]
    return sum(told) if told else None


def _findings(report: Report) -> Iterator[Row]:
    titles = {code.code: code.title for code in catalogue()}
    counts = Counter((finding.code, finding.severity) for finding in report.findings)
    for (code, severity), number in sorted(counts.items()):
        yield {"temuan": code, "berat": SEVERITY_WORDS[severity], "judul": titles.get(code, ""), "jumlah": number}


def _puskesmas(case: Case, report: Report) -> Iterator[Row]:
    pustu: dict[Path, list[PustuState]] = defaultdict(list)
    posyandu: dict[Path, list[PosyanduState]] = defaultdict(list)
    for state in report.pustu:
        pustu[state.unit[:2]].append(state)
    for place in report.posyandu:
        posyandu[place.unit[:2]].append(place)
    status: Mapping[Path, str] = {
        unit.unit: unit.on(case.pada).status.value for unit in case.district.units if unit.jenis == "puskesmas"
    }
    known = report.roster_given
    for puskesmas in _open(case):
        yield {
            "kode_puskesmas": puskesmas.kode,
            "puskesmas": puskesmas.nama,
            "kecamatan": puskesmas.kecamatan,
            "tahun_lokus": case.district.since.get(puskesmas.path),
            "status": status.get(puskesmas.path),
            "pustu": len(puskesmas.pustu),
            "posyandu": len(puskesmas.posyandu),
            **_of_pustu(pustu[puskesmas.path], known=known),
            **_of_posyandu(posyandu[puskesmas.path], known=known),
        }


def _pustu_row(state: PustuState) -> Row:
    return {
        "tahun": state.tahun,
        "puskesmas": state.puskesmas,
        "pustu": state.pustu,
        **state.ada,
        **{f"kurang_{kind}": number for kind, number in state.kurang.items()},
        "hari_kurang": ", ".join(state.hari_kurang),
        "memenuhi": state.memenuhi,
    }
