"""A plan of training in words, as rows, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ilp_cli.capabilities.training.model.plan import Biaya, Bukti, TrainingPlan, YearPlan, cost_of
from ilp_cli.capabilities.training.model.problem import BUKA, CUTI, MASA, Angkatan, hindered, way_known
from ilp_cli.core.rows import columns, envelope
from ilp_cli.core.words import angka, daftar, ended, rentang
from ilp_cli.district.district import District
from ilp_cli.district.keterampilan import kelompok
from ilp_cli.law.configs import professions
from ilp_cli.planning.patience import why_ended

BIAYA_WORDS = {"peserta_hari": "peserta × hari", "angkatan": "angkatan", "perjalanan": "perjalanan peserta"}
"""What each unit cost is counted in."""
COLUMNS = columns(
    "tahun:whole angkatan:whole kelompok tempat hari:parts nama sebagai unit puskesmas tahun_lokus:whole km:number "
    "keadaan"
)
"""The columns of the csv: a row for every person and group, those left over too."""


def group_name(key: str) -> str:
    """A group of skills as it is printed."""
    return kelompok().nama[key]


def kind_name(jenis: str) -> str:
    """Kader, or a profession by its name."""
    return professions().names.get(jenis, jenis).lower()


def days(year: YearPlan, batch: Angkatan) -> str:
    """The days of a batch: 3–5 Maret 2027."""
    return rentang(year.problem.slots[batch.slot])


def km(metres: int) -> str:
    """Metres as kilometres with one decimal."""
    return f"{angka(metres / 1000, 1)} km"


def summary(plan: TrainingPlan) -> Iterator[str]:
    """The answer in a few sentences, year by year."""
    for year in plan.tahun:
        yield from _year(year)
        if year.cut:
            why = why_ended(stopped=plan.interrupted)
            yield f"{why} sebelum susunan {year.problem.tahun} selesai diperbaiki; ini yang terbaik sejauh itu."
        yield cost_words(cost_of(year, plan.biaya))


def _year(year: YearPlan) -> Iterator[str]:
    problem, proof = year.problem, year.bukti
    pairs = sum(1 for _ in problem.pairs())
    if not pairs:
        yield f"{problem.tahun}: tidak ada yang perlu dilatih."
        return
    if not year.angkatan:
        yield f"{problem.tahun}: tidak satu pun dari {angka(pairs)} kebutuhan (orang × kelompok) mendapat tempat."
        return
    people = len({person for batch in year.angkatan for person in batch.peserta})
    yield (
        f"{problem.tahun}: {len(year.angkatan)} angkatan untuk {angka(people)} orang; {angka(proof.tempat_terisi)} "
        f"dari {angka(pairs)} kebutuhan (orang × kelompok) mendapat tempat."
    )
    if proof.penuh and not year.sisa:
        told = "Semua mendapat tempat"
    elif proof.penuh:
        told = "Terbukti tidak ada susunan yang menempatkan lebih banyak"
    else:
        told = f"Belum terbukti terbanyak: mungkin sampai {angka(proof.paling_banyak)} yang mendapat tempat"
    if proof.tersedikit:
        told += f"; terbukti tidak dapat dengan kurang dari {proof.angkatan} angkatan"
    elif proof.paling_sedikit is not None:
        told += f"; mungkin cukup {proof.paling_sedikit} angkatan, itu belum terbukti"
    else:
        told += "; jumlah angkatan belum terbukti tersedikit"
    yield ended(f"{told}")
    yield f"{way_words(year)}."


def way_words(year: YearPlan) -> str:
    """How far people go, one way, by what is known of where they live, and how far that is proven."""
    problem, proof = year.problem, year.bukti
    gone = [way for batch in year.angkatan for way in _ways(year, batch)]
    points = any(way[1] for ways in problem.jauh for way in ways)
    crossing = any(way[0] for ways in problem.jauh for way in ways)
    parts = []
    if points:
        measured = [way[1] for way in gone if way[1]]
        mean = f", rata-rata {km(round(sum(measured) / len(measured)))}" if measured else ""
        parts.append(f"jarak garis lurus sekali jalan {km(proof.meter)} seluruhnya{mean}")
    if crossing or not points:
        parts.append(f"{angka(proof.kecamatan)} kali ke kecamatan lain (tanpa koordinat dihitung kecamatannya)")
    known = [_known(year, batch, person) for batch in year.angkatan for person in batch.peserta]
    if known and not any(known):
        return "Perjalanan: belum diketahui, letak tempatnya atau puskesmas pesertanya belum ditulis"
    words = f"Perjalanan: {daftar(parts)}"
    if proof.terdekat:
        told = "" if all(known) else ", sejauh letaknya ditulis"
        if crossing and points:
            least = "tidak dapat lebih jarang ke kecamatan lain, dan dengan sejarang itu tidak dapat lebih dekat"
            return f"{words}; dengan angkatan sesedikit itu terbukti {least}{told}"
        return f"{words}; terbukti tidak dapat lebih dekat dengan angkatan sesedikit itu{told}"
    return f"{words}{_least_words(proof, crossing=crossing, points=points)}; belum terbukti terdekat"


def _least_words(proof: Bukti, *, crossing: bool, points: bool) -> str:
    """What the ways cannot be less than; the metres only of plans that cross as few kecamatan as can be."""
    words = ""
    if (crossing or not points) and proof.kecamatan_batas is not None:
        words = f"; tidak dapat kurang dari {angka(proof.kecamatan_batas)} kali ke kecamatan lain"
    if points and proof.meter_batas is not None:
        words += f"; {'dengan sesedikit itu ' if crossing else ''}tidak dapat kurang dari {km(proof.meter_batas)}"
    return words


def _known(year: YearPlan, batch: Angkatan, person: int) -> bool:
    return way_known(year.problem.peserta[person], year.problem.tempat[batch.tempat])


def _ways(year: YearPlan, batch: Angkatan) -> Iterator[tuple[int, int]]:
    return (year.problem.jauh[person][batch.tempat] for person in batch.peserta)


def cost_words(biaya: Biaya) -> str:
    """What a year costs, and which unit costs are not written."""
    if biaya.jumlah is None:
        return "Biaya: biaya satuan belum ditulis."
    parts = daftar(f"{angka(count)} {BIAYA_WORDS[key]} × Rp{angka(each)}"
                   for key, (count, each) in biaya.rincian.items())  # fmt: skip
    missing = daftar(BIAYA_WORDS[key] for key in biaya.belum)
    more = f"; belum termasuk {missing}: biaya satuannya belum ditulis" if missing else ""
    return f"Biaya menurut biaya satuan kabupaten: Rp{angka(biaya.jumlah)} ({parts}){more}."


def batch_rows(year: YearPlan) -> list[tuple[int, str, str, str, int, str]]:
    """Every batch of a year: number, days, group, place, people, where they come from."""
    rows = []
    for batch, number in year.nomor().items():
        homes = Counter(year.problem.peserta[person].puskesmas.nama for person in batch.peserta)
        rows.append((
            number, days(year, batch), group_name(batch.kelompok), year.problem.tempat[batch.tempat].nama,
            len(batch.peserta), ", ".join(f"{name} {count}" for name, count in sorted(homes.items())),
        ))  # fmt: skip
    return rows


def left_rows(year: YearPlan) -> list[tuple[str, str, str, str, int, str, str]]:
    """Who has no place: name, kind, unit, puskesmas, year of the lokus, groups, reason; one row for each reason."""
    groups: dict[tuple[int, str], list[str]] = {}
    for sisa in year.sisa:
        groups.setdefault((sisa.peserta, sisa.sebab), []).append(group_name(sisa.kelompok))
    rows = []
    for (number, sebab), own in groups.items():
        person = year.problem.peserta[number]
        rows.append((person.nama, kind_name(person.jenis), person.unit, person.puskesmas.nama, person.tahun,
                     "; ".join(own), sebab))  # fmt: skip
    return rows


def rows(plan: TrainingPlan) -> Iterator[dict[str, object]]:
    """Every person and group of every year, batch by batch, then those left over."""
    for year in plan.tahun:
        yield from _rows(year)


def _rows(year: YearPlan) -> Iterator[dict[str, object]]:
    for batch, number in year.nomor().items():
        for person in batch.peserta:
            yield _row(year, person, batch.kelompok, "mendapat tempat", batch, number)
    for sisa in year.sisa:
        yield _row(year, sisa.peserta, sisa.kelompok, sisa.sebab)


def _row(
    year: YearPlan, person: int, group: str, state: str, batch: Angkatan | None = None, number: int | None = None
) -> dict[str, object]:
    who = year.problem.peserta[person]
    metres = year.problem.jauh[person][batch.tempat][1] if batch else 0
    known = batch is not None and who.titik is not None and year.problem.tempat[batch.tempat].koordinat is not None
    return {
        "tahun": year.problem.tahun,
        "angkatan": number,
        "kelompok": group_name(group),
        "tempat": year.problem.tempat[batch.tempat].nama if batch else None,
        "hari": [day.isoformat() for day in year.problem.slots[batch.slot]] if batch else [],
        "nama": who.nama,
        "sebagai": kind_name(who.jenis),
        "unit": who.unit,
        "puskesmas": who.puskesmas.nama,
        "tahun_lokus": who.tahun,
        "km": round(metres / 1000, 1) if known else None,
        "keadaan": state,
    }


def document(plan: TrainingPlan, district: District) -> dict[str, object]:
    """The plan as the JSON contract has it."""
    return envelope(
        "plan training",
        district.kabupaten.nama,
        pada=plan.pada,
        tahun=[year.problem.tahun for year in plan.tahun],
        lengkap=plan.complete,
        dihentikan=plan.interrupted,
        rencana=[_document(year, cost_of(year, plan.biaya)) for year in plan.tahun],
        catatan=list(plan.notes),
    )


def _document(year: YearPlan, biaya: Biaya) -> dict[str, object]:
    proof = year.bukti
    listed: dict[object, list[dict[str, object]]] = {None: []}
    for row in _rows(year):
        listed.setdefault(row["angkatan"], []).append(row)
    return {
        "tahun": year.problem.tahun,
        "kebutuhan": sum(1 for _ in year.problem.pairs()),
        "mendapat_tempat": proof.tempat_terisi,
        "paling_banyak": proof.paling_banyak,
        "angkatan": len(year.angkatan),
        "angkatan_batas": proof.paling_sedikit,
        "angkatan_terbukti": proof.tersedikit,
        "kecamatan_lain": proof.kecamatan,
        "km": round(proof.meter / 1000, 1),
        "km_batas": None if proof.meter_batas is None else round(proof.meter_batas / 1000, 1),
        "perjalanan_terbukti": proof.terdekat,
        "pencarian_selesai": not year.cut,
        "biaya": biaya.jumlah,
        "biaya_belum_ditulis": list(biaya.belum),
        "daftar_angkatan": [
            {
                "angkatan": number,
                "kelompok": group_name(batch.kelompok),
                "tempat": year.problem.tempat[batch.tempat].nama,
                "hari": [day.isoformat() for day in year.problem.slots[batch.slot]],
                "peserta": [_named(row) for row in listed.get(number, ())],
            }
            for batch, number in year.nomor().items()
        ],
        "tidak_mendapat_tempat": [
            {**_named(row), "kelompok": row["kelompok"], "sebab": row["keadaan"]} for row in listed[None]
        ],
    }


def _named(row: dict[str, object]) -> dict[str, object]:
    return {key: row[key] for key in ("nama", "sebagai", "unit", "puskesmas", "tahun_lokus", "km")}


def notes(years: Sequence[YearPlan], district: District) -> Iterator[str]:
    """What a reader must know to judge the plan: what was taken for granted, and what it does not cover."""
    key = district.pelatihan
    if not years or key is None:
        return
    first = years[0].problem
    unknown = sum(len(person.belum_diketahui) for person in first.peserta)
    if unknown:
        people = sum(bool(person.belum_diketahui) for person in first.peserta)
        yield (
            f"{angka(people)} orang belum diketahui sudah dilatih atau belum ({angka(unknown)} kebutuhan); "
            "direncanakan seperti yang belum. Isi lembar Keterampilan, atau tulis pelatihan: {belum_diketahui: tidak}"
        )
    last_year = years[-1].problem
    stuck = [
        person
        for person in dict.fromkeys(sisa.peserta for sisa in years[-1].sisa)
        if any(reason not in (BUKA, CUTI, MASA) for reason in hindered(last_year, person))
    ]
    if stuck:
        yield (
            f"{angka(len(stuck))} orang tidak dapat meninggalkan pustunya pada hari layanan; latih pada hari lain "
            "dengan hari_pelatihan, misalnya [sabtu], atau tambah dulu tenaganya"
        )
    yield from _unmeasured(years)
    if not key.kader:
        yield "kelompok untuk kader belum ditulis; dipakai kelima kelompok 25 keterampilan (turunan, bukan aturan)"
    if key.min is None:
        yield "peserta paling sedikit belum ditulis; satu angkatan boleh berisi satu orang"
    if len(years) > 1:
        yield "setiap tahun disusun tersendiri; yang tidak mendapat tempat ikut ke tahun berikutnya"
    last = max(year.problem.tahun for year in years)
    later = sorted({stage.tahun for stage in district.tahap if stage.tahun > last + 1})
    if later:
        words = daftar(map(str, later))
        yield f"tahap {words} belum ikut: pesertanya dilatih paling lambat pada tahun sebelum tahapnya mulai"


def _unmeasured(years: Sequence[YearPlan]) -> Iterator[str]:
    """The ways of which nothing tells how far they are, by the place they lead to."""
    ways: Counter[str] = Counter()
    for year in years:
        for batch in year.angkatan:
            place = year.problem.tempat[batch.tempat]
            ways[place.nama] += sum(not _known(year, batch, person) for person in batch.peserta)
    for place_name, count in (+ways).items():
        yield (
            f"{angka(count)} perjalanan ke {place_name} tidak dihitung: koordinat atau kecamatan tempat itu, atau "
            "puskesmas pesertanya, belum ditulis"
        )
