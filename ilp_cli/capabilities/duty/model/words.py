"""A duty roster in words and rows: the answer in a few lines, how it was read, and the tables for other programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ilp_cli.capabilities.duty.model.jadwal import LIBUR
from ilp_cli.capabilities.duty.model.post import Gap, Post
from ilp_cli.capabilities.duty.model.roster import DutyRoster, Truth
from ilp_cli.core.finding import Path
from ilp_cli.core.names import sebutan
from ilp_cli.core.rows import columns, envelope
from ilp_cli.core.words import daftar, rentang, tanggal
from ilp_cli.district.calendar import Holiday
from ilp_cli.district.people import KINDS
from ilp_cli.district.place import Kabupaten
from ilp_cli.law.standard import InForce

DUTY_TABLES = {
    "tugas": columns("tanggal:day puskesmas pustu nama profesi posyandu"),
    "kurang": columns("puskesmas pustu tanggal:day jenis ada:whole minimum:whole sebab"),
    "tanpa_pendamping": columns("puskesmas pustu tanggal:day posyandu"),
    "mustahil": columns("puskesmas pustu jenis sebab"),
    "libur": columns("tanggal:day nama jenis perkiraan:truth"),
    "belum_direncanakan": columns("puskesmas pustu"),
}
"""The tables of a duty roster and their columns, as in its JSON but the first: a row for each person and day."""
_UNPROVEN = ", belum terbukti optimal"
_LISTED = 12
"""Days that are listed one by one in a sentence."""


def summary(roster: DutyRoster) -> Iterator[str]:
    """The answer in a few sentences."""
    posts = roster.problem.posts
    if roster.unplanned:
        first, left = roster.unplanned[0], len(roster.unplanned)
        yield (
            f"Waktu habis: {left} dari {len(posts) + left} pustu lokus belum direncanakan, mulai "
            f"{sebutan('pustu', first.pustu)} ({first.puskesmas}); yang berikut ini hanya tentang {len(posts)} pustu "
            "lainnya. Tambah --batas-waktu, atau rencanakan sebagian dengan --puskesmas."
        )
    open_units = {gap.unit for gap in roster.gaps}
    good = f"{len(posts) - len(open_units)} dari {len(posts)} pustu terpenuhi pada setiap hari layanan"
    if roster.missing:
        least = "terbukti paling sedikit" if roster.missing == roster.open_bound else _not_proven(roster.open_bound)
        good += f"; {roster.missing} orang-hari di bawah minimum ({least})"
    yield f"Minimum: {good}."
    yield f"Keadilan: {_fairness(roster)}."
    missed = sum(len(names) for post in posts for names in post.missed.values())
    helped = sum(len(told) for post in posts for told in post.helped.values())
    if roster.escorts or missed or helped:
        counts = [f"{len(roster.escorts) - len(roster.alone)} didampingi"]
        counts += [f"{helped} didampingi unit lain"] if helped else []
        counts += [f"{len(roster.alone)} tanpa pendamping"] if roster.alone else []
        counts += [f"{missed} jatuh pada hari tutup"] if missed else []
        only = "; pendamping dari unit lain dihitung hanya bila disebut di kunci pendamping" if roster.alone else ""
        yield f"Hari buka posyandu: {daftar(counts)}{only}."
    if roster.change is not None:
        change = roster.change
        least = "terbukti paling sedikit" if change.changed <= change.bound else _not_proven(change.bound)
        yield f"Jadwal sebelumnya: {change.changed} dari {change.compared} orang-hari berubah ({least})."
    if roster.interrupted:
        yield f"Pencarian dihentikan; ini jadwal terbaik yang sudah ditemukan{'' if roster.proven else _UNPROVEN}."
    elif not roster.proven and not roster.unplanned:
        yield f"Ini jadwal terbaik yang sudah ditemukan{_UNPROVEN}."


def _not_proven(bound: int) -> str:
    return f"belum terbukti optimal; tidak mungkin kurang dari {bound}"


def _fairness(roster: DutyRoster) -> str:
    """The sum of the spreads, which is what was made least, and the widest of them; each with what is proven of it."""
    compared = [fairness for fairness in roster.fairness if fairness.people > 1]
    if not compared:
        return "tidak ada dua orang sejenis di satu pustu, jadi tidak ada yang dibandingkan"
    total, widest = sum(fairness.spread for fairness in compared), max(fairness.spread for fairness in compared)
    bound = max(fairness.bound for fairness in compared)
    summed = "terbukti paling kecil" if total <= roster.spread_bound else _not_proven(roster.spread_bound)
    if widest <= bound and total <= roster.spread_bound:
        more = f", jumlahnya {total} hari" if total > widest else ""
        return f"selisih beban sejenis di satu pustu paling besar {widest} hari{more} ({summed})"
    words = f"jumlah selisih beban sejenis di satu pustu {total} hari ({summed}); paling besar {widest} hari"
    return f"{words} (terbukti paling kecil)" if widest <= bound else words


def truth_lines(roster: DutyRoster) -> Iterator[str]:
    """What no roster can mend, pustu by pustu."""
    truths: dict[Path, list[Truth]] = defaultdict(list)
    for truth in roster.truths:
        truths[truth.unit].append(truth)
    for post in roster.problem.posts:
        known = [_truth(truth, post) for truth in truths[post.unit]]
        if known:
            yield f"{sebutan('pustu', post.pustu)} ({post.puskesmas}): {'; '.join(known)}"


def _truth(truth: Truth, post: Post) -> str:
    """A truth with its days, where they are not all and not too many."""
    if truth.days in ((), post.days):
        return truth.text
    if len(truth.days) > _LISTED:
        return f"{truth.text} ({len(truth.days)} hari, {tanggal(truth.days[0])} sampai {tanggal(truth.days[-1])})"
    return f"{truth.text} ({rentang(truth.days)})"


def notes(
    roster: DutyRoster, standards: Mapping[str, InForce], closed: Iterable[Holiday], kader_limit: int | None
) -> Iterator[str]:
    """How the roster was read and made, with the articles it rests on and their rank."""
    cited = [f"{standards[f'pustu.{kind}'].nilai} {kind}" for kind in KINDS]
    basis = standards["pustu.bidan"]
    yield f"Minimum setiap hari layanan: {daftar(cited)} ({basis.citation}; dibaca sebagai hadir setiap hari: turunan)."
    run, rest = standards["kerja.hari_berturut"], standards["kerja.istirahat_mingguan"]
    yield (
        f"Petugas paling banyak {run.nilai} hari berturut-turut dan {rest.nilai} hari istirahat seminggu "
        f"({rest.citation}; {rest.rank.value})."
    )
    if kader_limit is not None:
        yield f"Kader paling banyak {kader_limit} hari seminggu (kebijakan daerah)."
    yield (
        "Pendamping posyandu (P) nakes pustu pembinanya, satu untuk tiap posyandu; ia dihitung bertugas karena "
        "pelayanan pustu di dalam dan di luar gedung, dan sedikitnya satu nakes lain tinggal di pustu "
        "(bacaan program: turunan)."
    )
    yield (
        "Selisih beban: hari tugas terbanyak dikurangi yang paling sedikit di antara orang sejenis. Hari layanan "
        "ketika seseorang tidak ada (cuti, di luar hari atau masa tugasnya, mendampingi posyandu lain) "
        "dihitung sebagai bagian rata-ratanya, dibulatkan ke bawah, jadi cuti tidak perlu diganti."
    )
    fill = "nakes setiap hari layanan selama batasnya mengizinkan, kader secukupnya" if roster.full else (
        "tidak lebih dari minimum; yang tidak dijadwalkan bekerja di tempat lain, misalnya di puskesmas induk"
    )  # fmt: skip
    yield f"Pengisian: {fill}."
    yield f"Libur: {'; '.join(f'{tanggal(day.tanggal)} {day}' for day in closed) or 'tidak ada'}."


def grid_header(roster: DutyRoster) -> list[str]:
    """The columns of the roster as one table."""
    return ["puskesmas", "pustu", "nama", "profesi", *(day.isoformat() for day in roster.problem.days)]


def grid(roster: DutyRoster) -> Iterator[list[str]]:
    """The roster as one table: a row for each person at each pustu, a column for each day."""
    for post in roster.problem.posts:
        for kind in KINDS:
            for worker in post.of(kind):
                marks = [
                    LIBUR if day in post.closed else roster.mark(worker, day) if day in post.days else ""
                    for day in roster.problem.days
                ]
                yield [post.puskesmas, post.pustu, worker.nama, kind, *marks]


def document(
    roster: DutyRoster, kabupaten: Kabupaten, pada: date, years: Iterable[int], closed: Iterable[Holiday]
) -> dict[str, object]:
    """The whole roster of a month or a year as JSON has it, for the lokus of the stages of some years."""
    first, last = roster.problem.days[0], roster.problem.days[-1]
    names = {post.unit: {"puskesmas": post.puskesmas, "pustu": post.pustu} for post in roster.problem.posts}
    return envelope(
        "plan duty",
        kabupaten.nama,
        pada=pada,
        tahun=years,
        wilayah=kabupaten.sebutan,
        dari=first.isoformat(),
        sampai=last.isoformat(),
        isi="penuh" if roster.full else "minimum",
        terbukti=roster.proven,
        dihentikan=roster.interrupted,
        orang_hari_kurang=roster.missing,
        batas_orang_hari_kurang=roster.open_bound,
        jumlah_selisih=sum(fairness.spread for fairness in roster.fairness),
        batas_jumlah_selisih=roster.spread_bound,
        libur=[
            {"tanggal": day.tanggal.isoformat(), "nama": day.nama, "jenis": day.jenis, "perkiraan": day.perkiraan}
            for day in closed
        ],
        pustu=[_pustu(roster, post) for post in roster.problem.posts],
        kurang=[
            {
                **names[gap.unit],
                "tanggal": gap.day.isoformat(),
                "jenis": gap.kind,
                "ada": gap.ada,
                "minimum": gap.minimum,
                "sebab": roster.reason(gap.unit, gap.kind, gap.day),
            }
            for gap in roster.gaps
        ],
        tanpa_pendamping=[
            {**names[escort.unit], "tanggal": escort.day.isoformat(), "posyandu": escort.posyandu}
            for escort in roster.alone
        ],
        didampingi_unit_lain=[
            {**names[post.unit], "tanggal": day.isoformat(), "kata": words}
            for post in roster.problem.posts
            for day, told in post.helped.items()
            for words in told
        ],
        di_luar_pustu=[
            {**names[post.unit], "tanggal": day.isoformat(), "kata": words}
            for post in roster.problem.posts
            for day, told in post.lent.items()
            for words in told
        ],
        mustahil=[{**names[truth.unit], "jenis": truth.kind, "sebab": truth.text} for truth in roster.truths],
        perubahan={"dibandingkan": roster.change.compared, "berubah": roster.change.changed} if roster.change else None,
        bulan=f"{first:%Y-%m}" if first.month == last.month else None,
        belum_direncanakan=[{"puskesmas": post.puskesmas, "pustu": post.pustu} for post in roster.unplanned],
    )


def _pustu(roster: DutyRoster, post: Post) -> dict[str, object]:
    return {
        "puskesmas": post.puskesmas,
        "pustu": post.pustu,
        "hari_layanan": [day.isoformat() for day in post.days],
        "orang": [
            {
                "nama": worker.nama,
                "profesi": kind,
                "hari": [day.isoformat() for day in sorted(roster.days_of(worker))],
                "posyandu": {
                    day.isoformat(): name
                    for day in sorted(roster.days_of(worker))
                    if (name := roster.posyandu_of(worker, day))
                },
                "cuti": [day.isoformat() for day in sorted(worker.cuti)],
            }
            for kind in KINDS
            for worker in post.of(kind)
        ],
        "selisih": [
            {
                "jenis": fairness.kind,
                "orang": fairness.people,
                "paling_sedikit": fairness.least,
                "paling_banyak": fairness.most,
                "selisih": fairness.spread,
                "batas": fairness.bound,
                "terbukti": fairness.proven,
            }
            for fairness in roster.fairness_at(post)
        ],
    }


def duty_rows(roster: DutyRoster) -> Iterator[dict[str, object]]:
    """A row for each person and day of duty, by pustu, kind and person."""
    for post in roster.problem.posts:
        for kind in KINDS:
            for worker in post.of(kind):
                for day in sorted(roster.days_of(worker)):
                    yield {
                        "tanggal": day.isoformat(),
                        "puskesmas": post.puskesmas,
                        "pustu": post.pustu,
                        "nama": worker.nama,
                        "profesi": kind,
                        "posyandu": roster.posyandu_of(worker, day) or None,
                    }


def on_duty(roster: DutyRoster, post: Post, day: date) -> str:
    """Who serves at a pustu on a day, in one line."""
    words = []
    for kind in KINDS:
        for worker in post.of(kind):
            if day in roster.days_of(worker):
                posyandu = roster.posyandu_of(worker, day)
                words.append(f"{worker.nama} ({kind}{f', posyandu {posyandu}' if posyandu else ''})")
    return ", ".join(words) or "tidak ada"


def open_lines(roster: DutyRoster, post: Post, day: date) -> Iterator[str]:
    """What stays open at a pustu on a day."""
    for gap in roster.gaps_at(post):
        if gap.day == day:
            yield f"{gap.ada} dari {gap.minimum} {gap.kind}"
    for escort in roster.alone_at(post):
        if escort.day == day:
            yield f"posyandu {escort.posyandu} tanpa pendamping"


def open_days(gaps: Sequence[Gap]) -> str:
    """Days below the minimum in one phrase, kind by kind; "" where there is none."""
    words = [f"{kind} {rentang(days)}" for kind in KINDS if (days := [gap.day for gap in gaps if gap.kind == kind])]
    return "; ".join(words)
