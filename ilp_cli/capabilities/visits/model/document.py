"""A planned month of visits in words and rows: what the screen, the papers and the programs are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ilp_cli.capabilities.visits.model.planned import PLANNED, KaderRencana, Kunjungan, Rencana, State
from ilp_cli.capabilities.visits.model.problem import Register, Soal, routine
from ilp_cli.capabilities.visits.model.terms import terms
from ilp_cli.core.finding import Path
from ilp_cli.core.names import sebutan
from ilp_cli.core.rows import columns
from ilp_cli.core.words import daftar, rentang, tanggal
from ilp_cli.district.district import District

VISITS_TABLES = {
    "kunjungan": columns(
        "puskesmas posyandu pustu kader blok id kelompok:parts sebab sejak:day batas:day keadaan hari:day alasan "
        "lebih_dahulu:parts"
    ),
    "kader": columns(
        "kader posyandu:parts hari:parts libur:parts perlu:whole dijadwalkan:whole hari_kurang:whole "
        "hari_kurang_sampai:day bila_sempat:parts"
    ),
}
"""The tables of a plan of visits and their columns, the same in JSON and csv; a csv has the first."""
_SHOWN = 8
_LISTED = 20


def row(plan: KaderRencana | None, visit: Kunjungan, units: Register) -> dict[str, object]:
    """A family that is due as one flat row."""
    keluarga = visit.perlu.keluarga
    puskesmas, posyandu, pustu = units.units[keluarga.posyandu or ()]
    return {
        "puskesmas": puskesmas.nama,
        "posyandu": posyandu.nama,
        "pustu": pustu.nama if pustu is not None else None,
        "kader": plan.kader.nama if plan is not None else None,
        "blok": keluarga.blok.nama if keluarga.blok is not None else keluarga.blok_tertulis or None,
        "id": keluarga.id,
        "kelompok": list(keluarga.kelompok),
        "sebab": visit.perlu.sebab.nama,
        "sejak": None if visit.perlu.sejak == date.min else visit.perlu.sejak.isoformat(),
        "batas": visit.perlu.batas.isoformat(),
        "keadaan": visit.state.value,
        "hari": visit.hari.isoformat() if visit.hari is not None else None,
        "alasan": visit.alasan or None,
        "lebih_dahulu": list(visit.lebih_dahulu),
    }


def reason(visit: Kunjungan) -> str:
    """What calls for a visit, in words: "gejala TBC sejak 3 Maret 2025", "rutin, terakhir 12 Februari 2024"."""
    perlu = visit.perlu
    seen = perlu.keluarga.terakhir
    if routine(perlu):
        never = perlu.sejak == date.min
        words = "rutin, belum pernah" if never or seen is None else f"rutin, terakhir {tanggal(seen)}"
        return f"{words}; pemicu wilayah: {', '.join(map(str, perlu.wilayah))}" if perlu.wilayah else words
    return f"{perlu.sebab.nama} sejak {tanggal(perlu.sejak)}"


def groups(keys: Sequence[str]) -> str:
    """The groups of a family in words."""
    names = terms().names
    return ", ".join(names[key].partition(" (")[0] for key in keys)


def summary(rencana: Rencana) -> Iterator[str]:
    """What came out, in a few sentences; the arithmetic first."""
    total = sum(1 for _ in rencana.visits())
    able = sum(len(plan.kader.days) for plan in rencana.kader)
    figures = f"{total} keluarga perlu dikunjungi; {len(rencana.kader)} kader punya {able} hari kunjungan"
    yield f"{figures}, {rencana.kapasitas} kunjungan sehari: {able * rencana.kapasitas} kunjungan"
    counts = [(rencana.count(state), words) for state, words in _WORDS.items()]
    yield f"{daftar(f'{number} {words}' for number, words in counts if number or words == _IN_TIME)}"
    short = sum(plan.kurang for plan in rencana.kader)
    if short:
        who = sum(1 for plan in rencana.kader if plan.kurang)
        yield f"Hari kader yang kurang supaya semua pada waktunya: {short} (pada {who} kader)"
    if rencana.count(State.TIDAK, State.TERLAMBAT):
        yield (
            "Terbukti dengan hitungan, kader demi kader: selama setiap keluarga dikunjungi pemegang bloknya pada hari "
            "dan dengan kapasitas ini, tidak ada susunan yang menjangkau lebih banyak, kelas demi kelas"
        )


_IN_TIME = "dijadwalkan pada waktunya"
_WORDS: Mapping[State, str] = {
    State.DIJADWALKAN: _IN_TIME,
    State.TERLAMBAT: "dijadwalkan sesudah batasnya",
    State.PUSTU: "diberitahukan kepada nakes pustu",
    State.TIDAK: "tidak terjangkau",
    State.TANPA_KADER: "belum ada kadernya",
}


def notes(soal: Soal, district: District, *, duty_given: bool) -> Iterator[str]:
    """What the plan rests on and does not know, in sentences."""
    policy = district.kebijakan
    if policy.kapasitas_kunjungan is None:
        yield (
            f"Kapasitas {soal.kapasitas} kunjungan sehari pilihan program, bukan angka hukum; "
            "tulis kebijakan.kapasitas_kunjungan"
        )
    if policy.selang_kunjungan is None:
        yield (
            f"Selang {soal.selang} bulan bacaan dari sumber sekunder (turunan), bukan angka yang tercetak di peraturan"
        )
    if soal.mulai > soal.bulan:
        yield f"Direncanakan mulai {tanggal(soal.mulai)}; hari sebelumnya sudah lewat"
    if not duty_given and _at_pustu(soal, district):
        yield "Hari tugas kader di pustu tidak diketahui; beri jadwal tugasnya dengan --jadwal"
    if soal.terlambat_tahu:
        yield (
            f"Pemicu {_ids(soal.terlambat_tahu)} baru diketahui sesudah {tanggal(soal.mulai)}, jadi belum dihitung; "
            "rencanakan lagi dengan --pada hari itu"
        )
    yield from _area_notes(soal, district)
    if soal.kemudian:
        yield (
            f"Kunjungan terakhir {_ids(soal.kemudian)} sesudah bulan ini, jadi tidak dipakai; "
            "keluarganya dihitung belum pernah dikunjungi"
        )
    if soal.tanpa_tempat:
        yield f"{len(soal.tanpa_tempat)} baris Keluarga tidak direncanakan: kode atau posyandunya tidak terbaca"
    if soal.ganda:
        yield f"{_ids(soal.ganda)} tertulis lebih dari satu kali; hanya baris pertamanya yang dipakai"


def _area_notes(soal: Soal, district: District) -> Iterator[str]:
    """Which posyandu are behind in the PWS, and how many families come first for it: a figure names nobody."""
    if not soal.wilayah:
        return
    names = {unit.path: unit.nama for puskesmas in district.puskesmas for unit in puskesmas.posyandu}
    listed = [
        f"{sebutan('posyandu', names[posyandu])}, {gap}: {number} keluarga" for posyandu, gap, number in soal.wilayah
    ]
    more = f"; dan {len(listed) - _SHOWN} lagi" if len(listed) > _SHOWN else ""
    yield (
        "Pemicu wilayah dari lembar Capaian: angka wilayah tidak menyebut siapa orangnya, jadi di antara kunjungan "
        "rutin didahulukan keluarga bersasaran itu yang belum dikunjungi tahun ini, paling banyak sejumlah "
        f"kekurangannya; tidak ada kunjungan yang ditambah. {'; '.join(listed[:_SHOWN])}{more}"
    )


def _at_pustu(soal: Soal, district: District) -> bool:
    visiting = {month.who for month in soal.kader}
    return any(kader.pustu_path is not None and district.identities[kader.path] in visiting for kader in district.kader)


def _ids(listed: Sequence[object]) -> str:
    ids = [getattr(keluarga, "id", "") for keluarga in listed]
    more = f" dan {len(ids) - _SHOWN} lagi" if len(ids) > _SHOWN else ""
    return f"keluarga {', '.join(ids[:_SHOWN])}{more}"


def free_days(plan: KaderRencana) -> str:
    """Which days of a kader are left free for something else, and for what."""
    kinds: dict[str, list[date]] = {}
    for day, kind in plan.kader.libur.items():
        kinds.setdefault(kind, []).append(day)
    return "; ".join(f"{kind} {rentang(days)}" for kind, days in kinds.items())


def told(visit: Kunjungan, units: Register) -> str:
    """A family that is not visited in time, as a sentence without its end."""
    keluarga = visit.perlu.keluarga
    puskesmas, posyandu, pustu = units.units[keluarga.posyandu or ()]
    place = f"{sebutan('posyandu', posyandu.nama)} ({puskesmas.nama})"
    head = f"{keluarga.id}, {place}: {reason(visit)}"
    if visit.state is State.PUSTU:
        who = f"nakes {sebutan('pustu', pustu.nama)}" if pustu is not None else f"nakes puskesmas {puskesmas.nama}"
        return f"{head}; beri tahu {who} hari ini juga; {visit.alasan}"
    if visit.state is State.TERLAMBAT and visit.hari is not None:
        return f"{head}; batasnya {tanggal(visit.perlu.batas)}, dijadwalkan {tanggal(visit.hari)}; {visit.alasan}"
    return f"{head}; {visit.alasan}"


def together(listed: Iterable[tuple[KaderRencana | None, Kunjungan]], units: Register) -> Iterator[str]:
    """Families that are not visited in time in sentences; those of one kader with one reason in one of them."""
    same: dict[tuple[object, ...], list[Kunjungan]] = {}
    plans: dict[tuple[object, ...], KaderRencana | None] = {}
    key: tuple[object, ...]
    for plan, visit in listed:
        own = "" if visit.state in (State.TIDAK, State.TANPA_KADER) else visit.perlu.keluarga.path
        key = plan.kader.who if plan is not None else None, visit.perlu.keluarga.posyandu, visit.alasan, own
        same.setdefault(key, []).append(visit)
        plans[key] = plan
    for key, visits in same.items():
        plan = plans[key]
        if len(visits) == 1:
            yield told(visits[0], units)
            continue
        puskesmas, posyandu, _ = units.units[visits[0].perlu.keluarga.posyandu or ()]
        ids = ", ".join(visit.perlu.keluarga.id for visit in visits[:_LISTED])
        more = f" dan {len(visits) - _LISTED} lagi" if len(visits) > _LISTED else ""
        who = f"{plan.kader.nama}, " if plan is not None else ""
        place = f"{who}{sebutan('posyandu', posyandu.nama)} ({puskesmas.nama})"
        yield f"{place}: {visits[0].alasan}: {ids}{more}"


def told_short(visit: Kunjungan) -> str:
    """What calls for a visit and why no kader makes it, for a list on which the place stands already."""
    if visit.hari is not None:
        return f"{reason(visit)} (kader berkunjung {tanggal(visit.hari)})"
    words = {State.PUSTU: "segera", State.TANPA_KADER: "tanpa kader"}.get(visit.state, "tidak terjangkau kader")
    return f"{reason(visit)} ({words})"


def missing(rencana: Rencana) -> Iterator[tuple[KaderRencana | None, Kunjungan]]:
    """The families that are not visited in time: told to the pustu first, then by class."""
    listed = [(plan, visit) for plan, visit in rencana.visits() if visit.state is not State.DIJADWALKAN]
    return iter(sorted(listed, key=lambda item: (_ORDER.index(item[1].state), item[1].perlu.rank)))


_ORDER = (State.PUSTU, State.TIDAK, State.TANPA_KADER, State.TERLAMBAT)


def by_state(rencana: Rencana) -> dict[str, int]:
    """How many families came to each state."""
    counts = Counter(visit.state for _, visit in rencana.visits())
    return {state.value: counts[state] for state in State}


def kader_row(plan: KaderRencana, units: Register) -> dict[str, object]:
    """A kader's month as one flat row."""
    posts: Sequence[Path] = plan.kader.posyandu
    return {
        "kader": plan.kader.nama,
        "posyandu": [units.units[path][1].nama for path in posts],
        "hari": [day.isoformat() for day in plan.kader.days],
        "libur": {day.isoformat(): kind for day, kind in plan.kader.libur.items()},
        "perlu": len(plan.kader.perlu),
        "dijadwalkan": sum(visit.state in PLANNED for visit in plan.kunjungan),
        "hari_kurang": plan.kurang,
        "hari_kurang_sampai": plan.kurang_batas.isoformat() if plan.kurang_batas else None,
        "bila_sempat": [keluarga.id for keluarga, _ in plan.kader.sempat],
    }
