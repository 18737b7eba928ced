"""The parts of a report below its first screen: each with its sentences, drawings and tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from ilp_cli.capabilities.outlook.model.outlook import Outlook, PustuOutlook
from ilp_cli.capabilities.realisation.model import CAPAIAN, PARTS, quarters
from ilp_cli.capabilities.realisation.model import Baris as Triwulan
from ilp_cli.capabilities.risk.model.risk import Exposure, Risk
from ilp_cli.core.finding import SEVERITY_WORDS, Finding, Path, Severity
from ilp_cli.core.shell import command
from ilp_cli.core.version import __version__
from ilp_cli.core.words import angka, daftar, ended, kalimat, persen, romawi, tanggal
from ilp_cli.district.angka import Angka as Hitungan
from ilp_cli.district.case import Case
from ilp_cli.district.coverage import Coverage, left_out
from ilp_cli.district.fulfilment import PosyanduState, PustuState
from ilp_cli.district.people import KINDS
from ilp_cli.district.realisasi import reported
from ilp_cli.law.standard import InForce
from ilp_cli.paper.chart import bars
from ilp_cli.registry import catalogue, rules_of
from ilp_cli.reporting.values import Bagian, Baris, Gambar, Kolom, Sel, Tabel
from ilp_cli.rulebook.report import Report

UNKNOWN = "belum diketahui"
FOLDER = "FOLDER"
"""The plan in a command on the page: it goes to others, who need not know where it lies on this machine."""
MOST = 80
"""So many rows of a list stand on the page; what goes beyond is told with the command that shows it."""
_SAID = ("roadmap", "archive", "staffing", "realisation", "change", "rollout")
"""The capabilities whose findings are shown in their own words; those of others may tell of people."""
_RESTS_ON = ("pustu.bidan", "pustu.perawat", "pustu.kader", "pustu.hari_layanan", "posyandu.kader")
_WEIGHT = {severity: place for place, severity in enumerate(Severity)}
_EXAMPLES = 2
"""Findings of one code that are shown in words."""


def number(value: int | None, look: str = "", *, of: Hitungan) -> Sel:
    """A figure, and which it is; a word where nobody has told it."""
    return Sel(UNKNOWN, "redup", of) if value is None else Sel(angka(value), look, of)


def short(value: int, *, of: Hitungan) -> Sel:
    """How many are missing; a sign besides its colour where any are."""
    return Sel(f"▼ {angka(value)}", "buruk", of) if value else Sel("0", "", of)


def untold(case: Case) -> tuple[int, ...]:
    """The stages asked for that tell neither their lokus nor how many there shall be."""
    stages = (tahap for tahap in case.district.tahap if tahap.tahun in case.years and not tahap.lokus)
    return tuple(tahap.tahun for tahap in stages if tahap.target is None or tahap.target.puskesmas is None)


def at_least(value: int | None, *, sure: bool, of: Hitungan) -> Sel:
    """A figure to which unknown ones are still to be added, unless it is sure."""
    if sure or value is None:
        return number(value, of=of)
    return Sel(f"≥ {angka(value)}", "", of) if value else number(None, of=of)


def _reached(name: str, year: int) -> Hitungan:
    return Hitungan("cakupan", jenis=name, tahun=(year,))


def columns(words: str) -> tuple[Kolom, ...]:
    """The columns of a table by their titles, apart by "|"; those of figures begin with "#"."""
    return tuple(Kolom(title.lstrip("#"), angka=title.startswith("#")) for title in words.split("|"))


def limited(rows: Sequence[Baris], see: str) -> tuple[tuple[Baris, ...], tuple[str, ...]]:
    """As many rows as a page takes, and the sentence on the others."""
    if len(rows) <= MOST:
        return tuple(rows), ()
    return tuple(rows[:MOST]), (f"… dan {angka(len(rows) - MOST)} lagi; semuanya: {see}",)


def coverage_part(case: Case, report: Report) -> Bagian:
    """How far the roadmap has come: as written, and what of it is decreed and running."""
    rows, unknown = report.coverage, untold(case)
    known = {row.tahun: not any(year <= row.tahun for year in unknown) for row in rows}
    written = Tabel(
        id="tabel-cakupan",
        judul="Cakupan menurut roadmap",
        kolom=columns(
            "Tahun|#Puskesmas lokus baru|#Pustu lokus baru|#Posyandu lokus baru|#Puskesmas kumulatif|#Dari|#Cakupan"
        ),
        baris=tuple(
            Baris(
                sel=(
                    Sel(str(row.tahun)),
                    *(
                        at_least(getattr(row, name), sure=row.tahun not in unknown, of=_reached(name, row.tahun))
                        for name in ("puskesmas", "pustu", "posyandu")
                    ),
                    at_least(
                        row.puskesmas_kumulatif, sure=known[row.tahun], of=_reached("puskesmas_kumulatif", row.tahun)
                    ),
                    number(row.puskesmas_total, of=_reached("puskesmas_total", row.tahun)),
                    Sel(persen(row.persen), "", _reached("persen", row.tahun))
                    if known[row.tahun]
                    else number(None, of=_reached("persen", row.tahun)),
                )
            )
            for row in rows
        ),
        kosong="Roadmap belum memuat tahap.",
        catatan=tuple(filter(None, [left_out(case.district, report.tahun)])),
        asal=(("angka-lokus", "Puskesmas lokus"), *((("gambar-cakupan", "Grafik"),) if _charted(case, report) else ())),
    )  # fmt: skip
    done = Tabel(
        id="tabel-ditetapkan",
        judul=f"Ditetapkan dengan SK dan berjalan per {tanggal(report.pada)}, kumulatif",
        kolom=columns(
            "Sampai tahap|#Puskesmas ditetapkan|#Puskesmas berjalan|#Pustu ditetapkan|#Pustu berjalan|"
            "#Posyandu ditetapkan|#Posyandu berjalan"
        ),
        baris=tuple(
            Baris(
                sel=(
                    Sel(str(row.tahun)),
                    *(
                        at_least(getattr(row, name), sure=known[row.tahun], of=_reached(name, row.tahun))
                        for name in (
                            "ditetapkan", "berjalan", "pustu_ditetapkan", "pustu_berjalan", "posyandu_ditetapkan",
                            "posyandu_berjalan",
                        )
                    ),
                )
            )
            for row in rows
        ),
        kosong="Roadmap belum memuat tahap.",
        asal=(("angka-ditetapkan", "Ditetapkan"), ("angka-berjalan", "Berjalan")),
    )  # fmt: skip
    waiting = [
        f"Masih diproses dalam tahap {year}: {_counts(counts)}; namanya belum diketahui."
        for year, counts in report.proses
    ]
    if unknown:
        years = daftar(map(str, unknown))
        waiting.append(f"Tahap {years} belum menyebut lokus maupun target; ≥: paling sedikit, tanpa tahap itu.")
    return Bagian(id="cakupan", judul="Cakupan menurut tahun", kalimat=tuple(waiting), tabel=(written, done))


def _counts(counts: object) -> str:
    told = ((getattr(counts, kind), kind) for kind in ("puskesmas", "pustu", "posyandu"))
    return daftar(f"{count} {kind}" for count, kind in told if count is not None)


def _charted(case: Case, report: Report) -> list[Coverage]:
    """The years of which something is known that can be drawn."""
    unknown = untold(case)
    return [row for row in report.coverage if row.puskesmas_kumulatif or not any(y <= row.tahun for y in unknown)]


def coverage_chart(case: Case, report: Report) -> Gambar | None:
    """Puskesmas by the end of each year: as the roadmap says, set by decree, running."""
    rows, unsure = _charted(case, report), bool(untold(case))
    if not rows:
        return None
    total = max(row.puskesmas_total for row in rows)
    series: dict[str, Sequence[int | None]] = {
        "Roadmap": [row.puskesmas_kumulatif for row in rows],
        "Ditetapkan": [(row.ditetapkan or None) if unsure else row.ditetapkan for row in rows],
        "Berjalan": [(row.berjalan or None) if unsure else row.berjalan for row in rows],
    }
    told = "; ".join(
        f"sampai {row.tahun}: {daftar(f'{name.lower()} {_told(figures[number])}' for name, figures in series.items())}"
        for number, row in enumerate(rows)
    )
    title = f"Puskesmas lokus sampai akhir tahap, dari {total} puskesmas"
    return Gambar(
        id="gambar-cakupan",
        judul=title,
        svg=bars(title, kalimat(told), [str(row.tahun) for row in rows], series),
        uraian=f"Ditetapkan dan berjalan: keadaan per {tanggal(report.pada)}. Tanpa batang: {UNKNOWN}."
        if None in (*series["Ditetapkan"], *series["Berjalan"])
        else f"Ditetapkan dan berjalan: keadaan per {tanggal(report.pada)}.",
        ke="tabel-cakupan",
    )


def _told(value: int | None) -> str:
    return UNKNOWN if value is None else str(value)


def staff_part(report: Report) -> Bagian:
    """Who meets the minimums, and who fails which, under which rule and article."""
    if not report.roster_given:
        see = command("check", FOLDER)
        words = "Pemenuhan tenaga belum diketahui: roster atau standar yang berlaku belum ada."
        return Bagian(id="tenaga", judul="Pemenuhan tenaga", kalimat=(words,), perintah=see)
    found = _by_path(report, rules_of("staffing"))
    see = command("check", FOLDER)
    pustu = [state for state in report.pustu if not state.memenuhi]
    posyandu = [state for state in report.posyandu if state.kurang]
    good = len(report.pustu) - len(pustu), len(report.posyandu) - len(posyandu)
    words = (
        f"Pustu lokus yang memenuhi minimum menurut roster: {good[0]} dari {len(report.pustu)}; "
        f"posyandu lokus: {good[1]} dari {len(report.posyandu)}. Di bawah ini hanya yang belum memenuhi."
    )
    return Bagian(
        id="tenaga",
        judul="Pemenuhan tenaga",
        kalimat=(words,),
        tabel=(
            _totals(report),
            _failing("pustu", [(s.tahun, s.pustu, s.puskesmas, s.words, s.path) for s in pustu], found, see),
            _failing("posyandu", [(s.tahun, s.posyandu, s.puskesmas, s.words, s.path) for s in posyandu], found, see),
        ),
    )


def _by_path(report: Report, rules: Iterable[object]) -> Mapping[Path, list[Finding]]:
    codes = {rule.code.code for rule in rules}  # type: ignore[attr-defined]
    found: dict[Path, list[Finding]] = defaultdict(list)
    for finding in (*report.findings, *report.waived):
        if finding.code in codes and finding.severity is Severity.ERROR:
            found[finding.path].append(finding)
    return found


def _totals(report: Report) -> Tabel:
    years: list[tuple[str, tuple[int, ...]]] = [(str(year), (year,)) for year in report.tahun]
    years += [("Jumlah", report.tahun)] if len(report.tahun) > 1 else []
    return Tabel(
        id="tabel-minimum",
        judul="Ringkasan menurut tahap",
        kolom=columns(
            "Tahap|#Pustu lokus|#Memenuhi|#Kurang bidan|#Kurang perawat|#Kurang kader|#Pustu dengan hari kosong|"
            "#Posyandu lokus|#Posyandu memenuhi|#Posyandu kurang kader"
        ),
        baris=tuple(
            _total(
                name,
                wanted,
                [state for state in report.pustu if state.tahun in wanted],
                [state for state in report.posyandu if state.tahun in wanted],
            )
            for name, wanted in years
        ),
        asal=(("angka-pustu", "Pustu memenuhi"), ("angka-posyandu", "Posyandu memenuhi")),
        catatan=(
            "Kurang: orang. Hari kosong: jumlah orangnya cukup, tetapi pada suatu hari layanan di bawah minimum.",
        ),
    )


def _total(name: str, years: tuple[int, ...], pustu: Sequence[PustuState], posyandu: Sequence[PosyanduState]) -> Baris:
    def of(place: str, jenis: str) -> Hitungan:
        return Hitungan(f"semua_{place}", jenis=jenis, tahun=years)

    return Baris(
        jumlah=name == "Jumlah",
        sel=(
            Sel(name),
            number(len(pustu), of=of("pustu", "lokus")),
            number(sum(state.memenuhi for state in pustu), of=of("pustu", "memenuhi")),
            *(short(sum(state.kurang[kind] for state in pustu), of=of("pustu", f"kurang {kind}")) for kind in KINDS),
            short(sum(bool(state.absences) for state in pustu), of=of("pustu", "hari_kosong")),
            number(len(posyandu), of=of("posyandu", "lokus")),
            number(sum(not state.kurang for state in posyandu), of=of("posyandu", "memenuhi")),
            short(sum(state.kurang for state in posyandu), of=of("posyandu", "kurang kader")),
        ),
    )


def _failing(
    jenis: str,
    failing: Sequence[tuple[int, str, str, str, Path]],
    found: Mapping[Path, Sequence[Finding]],
    see: str,
) -> Tabel:
    rows = []
    for tahun, nama, puskesmas, kurang, path in failing:
        findings = found.get(path, ())
        waived = [finding.waived for finding in findings if finding.waived]
        state = f"▼ {kurang}" + (f" (dikecualikan sampai {tanggal(waived[0].sampai)})" if waived else "")
        rows.append(
            Baris(
                sel=(
                    Sel(str(tahun)), Sel(nama), Sel(puskesmas), Sel(state, "buruk"),
                    Sel(daftar(f"{finding.code} {_TITLES[finding.code]}" for finding in findings)),
                    Sel("; ".join(dict.fromkeys(finding.citation or UNKNOWN for finding in findings))),
                    Sel("; ".join(dict.fromkeys(finding.rank or UNKNOWN for finding in findings))),
                )
            )
        )  # fmt: skip
    kept, more = limited(rows, see)
    return Tabel(
        id=f"tabel-{jenis}",
        judul=f"{kalimat(jenis)} lokus yang belum memenuhi minimum ({len(rows)})",
        kolom=columns(f"Tahap|{kalimat(jenis)}|Puskesmas|Kekurangan|Aturan|Dasar|Pangkat"),
        baris=kept,
        kosong=f"Semua {jenis} lokus yang terdaftar memenuhi minimum menurut roster.",
        catatan=more,
        asal=((f"angka-{jenis}", f"{kalimat(jenis)} memenuhi"),),
    )


_TITLES = {code.code: code.title for code in catalogue()}


def risk_part(risk: Risk | None) -> Bagian:
    """Which pustu one absence puts below its minimum, and the pool that would prevent it."""
    see = command("risk", FOLDER)
    if risk is None:
        words = "Titik rawan belum diketahui: tenaga atau kalender tahun ini belum dapat dihitung."
        return Bagian(id="rawan", judul="Titik rawan", kalimat=(words,))
    broken, total = risk.pustu
    words = (
        f"Satu orang tidak hadir membuat {broken} dari {total} pustu lokus di bawah minimum pada sebagian hari layanan "
        f"{risk.kalender}. Angka: hari layanan, tanpa hari libur. Ini hitungan program atas standar (turunan)."
    )
    by_pustu: dict[Path, list[Exposure]] = defaultdict(list)
    for exposure in risk.exposures:
        by_pustu[exposure.unit].append(exposure)
    exposed = [own for own in by_pustu.values() if any(item.rawan or item.kurang for item in own)]
    exposed.sort(key=lambda own: -max(item.kurang + item.rawan for item in own))
    kept, more = limited([_exposed(own) for own in exposed], see)
    pools = [
        Baris(
            sel=(
                Sel(pool.puskesmas), Sel(pool.kind),
                number(pool.orang, of=Hitungan("cadangan", pool.path, f"{pool.kind} orang")),
                number(pool.hari, of=Hitungan("cadangan", pool.path, f"{pool.kind} hari")),
                Sel(kalimat(pool.words), "baik" if pool.available else ""),
            )
        )
        for pool in sorted(risk.pools, key=lambda pool: pool.available)
    ]  # fmt: skip
    kept_pools, more_pools = limited(pools, see)
    return Bagian(
        id="rawan",
        judul="Titik rawan",
        kalimat=(words,),
        tabel=(
            Tabel(
                id="tabel-rawan",
                judul=f"Pustu lokus yang rawan atau sudah kurang ({len(exposed)})",
                kolom=columns("Puskesmas|Pustu|#Hari layanan|#Hari sudah kurang|#Hari rawan|Bila tidak hadir"),
                baris=kept,
                kosong="Tidak ada pustu lokus yang jatuh karena satu orang.",
                catatan=more,
                asal=(("angka-rawan", "Bergantung pada satu orang"),),
            ),
            Tabel(
                id="tabel-cadangan",
                judul="Cadangan bersama terkecil tiap puskesmas",
                kolom=columns("Puskesmas|Tenaga|#Orang|#Untuk hari|Tersedia"),
                baris=kept_pools,
                kosong="Tidak ada cadangan yang diperlukan.",
                catatan=more_pools,
            ),
        ),
        perintah=see,
    )


def _exposed(own: Sequence[Exposure]) -> Baris:
    first = own[0]
    who = "; ".join(f"{item.kind} {daftar(item.orang)}: {item.rawan} hari" for item in own if item.rawan)
    return Baris(
        sel=(
            Sel(first.puskesmas),
            Sel(first.pustu),
            number(first.hari_layanan, of=Hitungan("rawan", first.unit, "hari")),
            short(max(item.kurang for item in own), of=Hitungan("rawan", first.unit, "kurang")),
            number(max(item.rawan for item in own), of=Hitungan("rawan", first.unit, "rawan")),
            Sel(who or "–"),
        )
    )


def outlook_part(outlook: Outlook | None, *, dated: bool) -> Bagian:
    """Which pustu fall below their minimum, when, and because of whom; of a retirement the year, unless it is `dated`.

    No age stands beside its day.
    """
    see = command("outlook", FOLDER)
    if outlook is None:
        unknown = "Prakiraan belum diketahui: tenaga belum dapat dihitung."
        return Bagian(id="prakiraan", judul="Prakiraan", kalimat=(unknown,))
    falling, below = outlook.having("jatuh"), outlook.having("sudah")
    words = [
        f"Sampai {tanggal(outlook.sampai)}: {len(falling)} dari {len(outlook.pustu)} pustu lokus jatuh di bawah "
        f"minimum; {len(below)} sudah di bawah minimum sekarang.",
    ]
    if outlook.tidak_diketahui:
        words.append(ended(f"Akhir tugasnya {UNKNOWN}, dianggap tetap bertugas: {'; '.join(outlook.gaps)}"))
    kept, more = limited([_falling(pustu, dated=dated) for pustu in falling], see)
    basis = tuple(ended(f"{line}") for line in outlook.bases)
    return Bagian(
        id="prakiraan",
        judul="Prakiraan",
        kalimat=tuple(words),
        tabel=(
            Tabel(
                id="tabel-prakiraan",
                judul=f"Pustu lokus yang akan jatuh di bawah minimum ({len(falling)})",
                kolom=columns("Mulai|Pustu|Puskesmas|Kekurangan|Sebab|Dasar|Pangkat|Kelanjutan"),
                baris=kept,
                kosong="Tidak ada yang diketahui akan jatuh.",
                catatan=(*more, *(("Ketentuan yang dipakai:", *basis) if falling and basis else ())),
                asal=(("angka-jatuh", "Akan jatuh"), *((("gambar-prakiraan", "Grafik"),) if outlook.pustu else ())),
            ),
        ),
        perintah=see,
    )


def _falling(pustu: PustuOutlook, *, dated: bool) -> Baris:
    causes = [f"{end.row.nama}, {end.profesi}: {end.bare_words if dated else end.year_words}" for end in pustu.sebab]
    return Baris(
        sel=(
            Sel(pustu.when(dated=dated)),
            Sel(pustu.pustu),
            Sel(pustu.puskesmas),
            Sel(f"▼ {pustu.kekurangan.words}", "buruk"),
            Sel("; ".join(causes) or UNKNOWN),
            Sel("; ".join(dict.fromkeys(end.dasar or "roster" for end in pustu.sebab)) or UNKNOWN),
            Sel("; ".join(dict.fromkeys(end.pangkat or "isian daerah" for end in pustu.sebab)) or UNKNOWN),
            Sel(pustu.lanjutan),
        )
    )


def outlook_chart(outlook: Outlook, *, dated: bool) -> Gambar | None:
    """How many pustu lokus are below a minimum at each end of a year, if nobody is replaced; `dated`, of a quarter."""
    ends = [day for day in _quarter_ends(outlook) if dated or day.month == 12]
    if not outlook.pustu or not ends:
        return None
    short_ones = [sum(not _state_at(pustu, day) for pustu in outlook.pustu) for day in ends]
    labels = [f"I ’{day.year % 100:02d}" if day.month == 3 else "" for day in ends] if dated else [
        str(day.year) for day in ends
    ]  # fmt: skip
    title = f"Pustu lokus di bawah minimum pada akhir {'triwulan' if dated else 'tahun'}, dari {len(outlook.pustu)}"
    told = "; ".join(f"{tanggal(day)}: {count}" for day, count in zip(ends, short_ones, strict=True))
    return Gambar(
        id="gambar-prakiraan",
        judul=title,
        svg=bars(title, told, labels, {"Di bawah minimum": short_ones}, stacked=True),
        uraian="Bila tidak ada yang diganti selain yang sudah tertulis di roster.",
        ke="tabel-prakiraan",
    )


def _quarter_ends(outlook: Outlook) -> Iterator[date]:
    year, quarter = outlook.pada.year, (outlook.pada.month - 1) // 3
    while year < date.max.year:
        last = date(year + quarter // 3, (3 * quarter + 3) % 12 + 1, 1) - timedelta(days=1)
        if last > outlook.sampai:
            return
        yield last
        year, quarter = last.year + (last.month == 12), (last.month // 3) % 4


def _state_at(pustu: PustuOutlook, day: date) -> bool:
    """Whether all minimums are met on a day."""
    states = [state for begin, state in pustu.keadaan if begin <= day]
    return (states[-1] if states else pustu.awal).memenuhi


def realisation_part(case: Case) -> Bagian:
    """Target and what began, by quarter, for each stage and kind."""
    if not reported(case.district):
        words = (
            f"Realisasi {UNKNOWN}: belum ada laporan kapan lokus mulai berjalan (lembar Realisasi atau roadmap.yaml)."
        )
        return Bagian(id="realisasi", judul="Realisasi menurut triwulan", kalimat=(words,))
    sums = _sums(case.of(quarters))
    rows = []
    for (tahun, jenis), own in sums.items():
        reached = sum(item.realisasi for item in own)
        target = None if any(item.target is None for item in own) else sum(item.target or 0 for item in own)
        of = {part: Hitungan("realisasi", (), f"{jenis} {part}", (tahun,)) for part in PARTS}
        rows.append(
            Baris(
                sel=(
                    Sel(str(tahun)), Sel(jenis), number(target, of=of["target"]),
                    *(_quarter(own, place, of[f"tw{place + 1}"]) for place in range(4)),
                    number(reached, of=of["b"]),
                    Sel(persen(100 * reached / target) if target else "–", "", of[CAPAIAN]),
                    number(sum(item.lain for item in own), of=of["lain"]),
                )
            )
        )  # fmt: skip
    chart = _realisation_chart(sums)
    return Bagian(
        id="realisasi",
        judul="Realisasi menurut triwulan",
        gambar=(chart,) if chart else (),
        tabel=(
            Tabel(
                id="tabel-realisasi",
                judul=f"Yang mulai berjalan, per {tanggal(case.pada)}",
                kolom=columns("Tahap|Jenis|#Target|#TW I|#TW II|#TW III|#TW IV|#Realisasi|#Capaian|#Di luar tahun"),
                baris=tuple(rows),
                kosong="Belum ada lokus bernama dalam tahap yang diminta.",
                catatan=(
                    "TW: yang mulai berjalan pada triwulan itu; –: belum tiba atau belum dilaporkan. Di luar tahun: "
                    "berjalan sebelum atau sesudah tahun tahapnya, atau tanpa tanggal; tidak dihitung dalam realisasi.",
                ),
            ),
        ),
    )


def _sums(rows: Iterable[Triwulan]) -> Mapping[tuple[int, str], list[Triwulan]]:
    sums: dict[tuple[int, str], list[Triwulan]] = defaultdict(list)
    for row in rows:
        sums[row.tahap.tahun, row.jenis].append(row)
    return sums


def _quarter(own: Sequence[Triwulan], place: int, of: Hitungan) -> Sel:
    known = _known(own, place)
    return Sel("–", "redup", of) if known is None else Sel(angka(known), "", of)


def _known(own: Iterable[Triwulan], place: int) -> int | None:
    """What is told to have begun in a quarter; None where nothing is told of it yet."""
    told = [count for item in own if (count := item.triwulan[place]) is not None]
    return sum(told) if told else None


def _realisation_chart(sums: Mapping[tuple[int, str], Sequence[Triwulan]]) -> Gambar | None:
    years = sorted({tahun for tahun, _ in sums})[-2:]
    kinds = ("puskesmas", "pustu", "posyandu")
    series: dict[str, Sequence[int | None]] = {
        kalimat(kind): [_known(sums.get((tahun, kind), ()), place) for tahun in years for place in range(4)]
        for kind in kinds
    }
    if not any(figure for figures in series.values() for figure in figures):
        return None
    labels = [f"{romawi(place + 1)} ’{tahun % 100:02d}" for tahun in years for place in range(4)]
    title = f"Lokus yang mulai berjalan menurut triwulan, {daftar(map(str, years))}"
    told = "; ".join(
        f"{label}: {_begun({kind: figures[number] for kind, figures in series.items()})}"
        for number, label in enumerate(labels)
    )
    svg = bars(title, told, labels, series, stacked=True)
    return Gambar(id="gambar-realisasi", judul=title, svg=svg, ke="tabel-realisasi")


def _begun(counts: Mapping[str, int | None]) -> str:
    """What began in a quarter, in words; a quarter of which nothing is told is not one in which nothing began."""
    if all(count is None for count in counts.values()):
        return "belum tiba atau belum dilaporkan"
    return daftar(f"{_told(count)} {kind.lower()}" for kind, count in counts.items())


def findings_part(report: Report) -> Bagian:
    """Every code that was found, with how often; in words only where no word can tell of a person."""
    said = {rule.code.code for capability in _SAID for rule in rules_of(capability)}
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        grouped[finding.code].append(finding)
    rows = []
    for code, findings in sorted(grouped.items(), key=lambda item: (_WEIGHT[item[1][0].severity], item[0])):
        first = findings[0]
        look = {Severity.ERROR: "buruk", Severity.WARNING: ""}.get(first.severity, "redup")
        basis = dict.fromkeys(f"{f.citation} ({f.rank})" for f in findings if f.citation)
        rows.append(
            Baris(
                sel=(
                    Sel(code), Sel(_TITLES.get(code, code)), Sel(SEVERITY_WORDS[first.severity], look),
                    number(len(findings), of=Hitungan("temuan_kode", jenis=code)),
                    Sel(_said(findings) if code in said else "–"),
                    Sel("; ".join(basis) or "–"),
                )
            )
        )  # fmt: skip
    counts = daftar(f"{report.count(severity)} {word}" for severity, word in SEVERITY_WORDS.items())
    aside = f"; {len(report.waived)} dikecualikan" if report.waived else ""
    see = command("check", FOLDER)
    return Bagian(
        id="temuan",
        judul="Temuan pemeriksaan",
        kalimat=(f"{counts}{aside}.",),
        tabel=(
            Tabel(
                id="tabel-temuan",
                judul="Temuan menurut kode",
                kolom=columns("Kode|Temuan|Berat|#Jumlah|Yang pertama|Dasar (pangkat)"),
                baris=tuple(rows),
                kosong="Tidak ada temuan.",
                asal=(("angka-temuan", "Kesalahan"),),
            ),
        ),
        perintah=see,
    )


def _said(findings: Sequence[Finding]) -> str:
    words = "; ".join(finding.message for finding in findings[:_EXAMPLES])
    return words + (f"; … dan {len(findings) - _EXAMPLES} lagi" if len(findings) > _EXAMPLES else "")


def basis_part(case: Case, report: Report, options: Mapping[str, str]) -> Bagian:
    """The standards behind the figures with their articles and ranks, and the inputs."""
    used: list[InForce] = [case.standards[key] for key in _RESTS_ON if key in case.standards]
    rows = tuple(
        Baris(sel=(Sel(item.standard.judul), Sel(_value(item)), Sel(item.citation), Sel(item.rank.value)))
        for item in used
    )
    files = daftar(dict.fromkeys(source.name for source in case.district.sources)) or "–"
    asked = "; ".join(f"{name} {value}" for name, value in options.items() if value)
    return Bagian(
        id="dasar",
        judul="Dasar dan asal",
        kalimat=(
            f"Dibaca dari: {files}. Keadaan per {tanggal(report.pada)}{f'; {asked}' if asked else ''}. "
            f"ilp_cli {__version__}.",
            "Dari mana sebuah angka: tanyakan tabel, kolom dan barisnya (judul kolom baris 1), atau angka di atas "
            "halaman, misalnya “laporan!tabel-cakupan.E2” atau “laporan!angka-lokus”.",
        ),
        tabel=(
            Tabel(
                id="tabel-dasar",
                judul="Standar yang dipakai",
                kolom=columns("Standar|Nilai|Dasar|Pangkat"),
                baris=rows,
                kosong="Pada hari itu belum ada standar yang berlaku.",
                catatan=(
                    "Pangkat: resmi, tercetak di peraturan; turunan, dibaca dari peraturan; lokal, diputuskan daerah.",
                ),
            ),
        ),
        perintah=command("trace", FOLDER, "laporan!tabel-cakupan.E2"),
    )


def _value(item: InForce) -> str:
    return daftar(item.nilai) if isinstance(item.nilai, tuple) else f"{item.nilai} {item.standard.satuan}".strip()
