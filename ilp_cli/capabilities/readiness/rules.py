"""ILP450 to ILP459: whether what was stated of readiness can be used, and whether it agrees with what is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ilp_cli.capabilities.readiness.model.facts import DERIVE, Answer, Keadaan, places
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud, sebutan
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.dinyatakan import (
    BELUM,
    TIDAK,
    YA,
    Dinyatakan,
    disagreeing,
    kind_of,
    newest,
    statements,
)
from ilp_cli.district.kesiapan import KESIAPAN
from ilp_cli.district.kriteria import Kriteria, criteria
from ilp_cli.rulebook.rule import Hit, hit, rule


def _where(case: Case, unit: Path | None) -> Mapping[str, object]:
    """The names of a place, for a finding."""
    if unit is None:
        return {"tempat": "tempat yang tidak terdaftar"}
    puskesmas, own = case.of(places)[unit]
    kind = kind_of(unit)
    if kind == "puskesmas":
        return {"tempat": own.nama, "puskesmas": own.nama}
    return {"tempat": f"{sebutan(kind, own.nama)} ({puskesmas.nama})", "puskesmas": puskesmas.nama, kind: own.nama}


@rule(
    "ILP450",
    "Kriteria kesiapan tidak dikenal",
    message="“{kode}” bukan kode kriteria kesiapan, jadi barisnya tidak dipakai{maksud}",
    severity=Severity.WARNING,
)
def criterion_unknown(case: Case) -> Iterator[Hit]:
    """Lembar Kesiapan memakai kode: P1–P6 untuk puskesmas, U1–U4 pustu, Y1–Y7 posyandu, ALAT, dan kode daerah sendiri.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kesiapan:
          - {puskesmas: Suli, posyandu: Melati, kriteria: Y9, keadaan: ya}   #! ILP450

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kesiapan:
          - {puskesmas: Suli, posyandu: Melati, kriteria: Y7, keadaan: ya}

    Langkah: pilih kode dari daftar, atau daftarkan kriteria daerah di kriteria_kesiapan: tambahan: di roadmap.yaml.
    """
    known = case.of(criteria).dipakai
    for told in case.of(statements).unknown:
        facts = {"kode": told.kriteria, "maksud": maksud(told.kriteria, known)}
        yield hit((*told.path, "kriteria"), **_where(case, told.unit), **facts)


@rule(
    "ILP451",
    "Kriteria bukan untuk tempat itu",
    message="{tempat}: {kode} ({judul}) untuk {untuk}, bukan untuk {jenis}; barisnya tidak dipakai",
    severity=Severity.WARNING,
)
def criterion_misplaced(case: Case) -> Iterator[Hit]:
    """Setiap kriteria milik satu jenis tempat. Baris tanpa pustu dan posyandu menceritakan puskesmasnya.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kesiapan:
          - {puskesmas: Suli, kriteria: Y7, keadaan: ya}   #! ILP451

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kesiapan:
          - {puskesmas: Suli, posyandu: Melati, kriteria: Y7, keadaan: ya}

    Langkah: isi kolom pustu atau posyandunya, atau pilih kriteria untuk tempat itu.
    """
    for told, kriteria in case.of(statements).misplaced:
        jenis = kind_of(told.unit) if told.unit is not None else ""
        facts = {"kode": kriteria.kode, "judul": kriteria.judul, "untuk": daftar(kriteria.untuk), "jenis": jenis}
        yield hit((*told.path, "kriteria"), **_where(case, told.unit), **facts)


@rule(
    "ILP452",
    "Keadaan tidak dimengerti",
    message="{tempat}, {kode}: keadaan “{keadaan}” tidak dimengerti; barisnya tidak dipakai",
    severity=Severity.WARNING,
)
def answer_unclear(case: Case) -> Iterator[Hit]:
    """Yang dimengerti: ya, tidak, belum diketahui, dan kata yang searti. Persen bukan keadaan: tanpa ambang.

    Salah::

        puskesmas: [{nama: Suli}]
        kesiapan:
          - {puskesmas: Suli, kriteria: ALAT, keadaan: 62 %}   #! ILP452

    Benar::

        puskesmas: [{nama: Suli}]
        kesiapan:
          - {puskesmas: Suli, kriteria: ALAT, keadaan: tidak, bukti: ASPAK 62 %}

    Langkah: tulis ya, tidak, atau belum diketahui; angkanya di kolom bukti.
    """
    for told in case.of(statements).unclear:
        facts = {"kode": told.kriteria, "keadaan": told.keadaan}
        yield hit((*told.path, "keadaan"), **_where(case, told.unit), **facts)


@rule(
    "ILP453",
    "Pernyataan bertentangan dengan hitungan",
    message="{tempat}: {kode} dinyatakan {kata}, tetapi menurut data kabupaten {hitung}; yang dihitung yang dipakai",
    severity=Severity.WARNING,
)
def contradicted(case: Case) -> Iterator[Hit]:
    """Yang dapat dihitung dari roster, lembar lain, atau roadmap menang atas pernyataan di lembar Kesiapan.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        kesiapan:
          - {puskesmas: Suli, posyandu: Melati, kriteria: Y1, keadaan: ya}   #! ILP453

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        kesiapan:
          - {puskesmas: Suli, posyandu: Melati, kriteria: Y1, keadaan: tidak}

    Langkah: betulkan datanya (roster, lembar lain, atau roadmap), atau pernyataannya.
    """
    for unit, kriteria, listed in _stated(case):
        counted = _counted(case, unit, kriteria)
        whole = len(counted) == len(kriteria.bagian) and all(
            answer.keadaan is Keadaan.MEMENUHI for answer in counted.values()
        )
        against: dict[Path, tuple[Dinyatakan, list[str]]] = {}
        for part in kriteria.bagian:
            answer = counted.get(part.kode)
            if answer is None:
                continue
            for stated in newest((other for other in listed if other.meaning.covers(part)), case.pada):
                failed = stated.kata == YA and answer.keadaan is Keadaan.TIDAK
                proven = stated.kata == TIDAK and answer.keadaan is Keadaan.MEMENUHI
                if failed or (proven and (whole or stated.meaning.bagian)):
                    _, words = against.setdefault(stated.pernyataan.path, (stated, []))
                    words.append(answer.kata)
        for path, (stated, words) in against.items():
            facts = {"kode": stated.meaning.kode, "kata": stated.kata, "hitung": "; ".join(words)}
            yield hit((*path, "keadaan"), **_where(case, unit), **facts)


def _stated(case: Case) -> Iterator[tuple[Path, Kriteria, Sequence[Dinyatakan]]]:
    """What was stated of each place and each criterion that the district asks."""
    asked = case.of(criteria).dipakai
    for (unit, kode), listed in case.of(statements).by_place.items():
        if kode in asked:
            yield unit, asked[kode], listed


def _counted(case: Case, unit: Path, kriteria: Kriteria) -> Mapping[str, Answer]:
    """What is counted of a criterion at a place, by the codes of its parts."""
    answers = {part.kode: DERIVE[part.kode](case, unit) for part in kriteria.bagian if part.kode in DERIVE}
    return {
        kode: answer for kode, answer in answers.items() if answer is not None and answer.keadaan is not Keadaan.BELUM
    }


@rule(
    "ILP454",
    "Dua pernyataan sehari bertentangan",
    message="{tempat}: {kode} dinyatakan ya dan tidak {hari}; dianggap belum diketahui",
    severity=Severity.WARNING,
)
def stated_both_ways(case: Case) -> Iterator[Hit]:
    """Yang terbaru yang berlaku. Dua jawaban berlainan dari hari yang sama, atau tanpa hari, tidak dapat dipilih.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kesiapan:
          - {puskesmas: Suli, posyandu: Melati, kriteria: Y7, keadaan: ya, sejak: 2025-03-03}
          - {puskesmas: Suli, posyandu: Melati, kriteria: Y7, keadaan: tidak, sejak: 2025-03-03}   #! ILP454

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kesiapan:
          - {puskesmas: Suli, posyandu: Melati, kriteria: Y7, keadaan: tidak, sejak: 2025-03-03}
          - {puskesmas: Suli, posyandu: Melati, kriteria: Y7, keadaan: ya, sejak: 2025-09-01}

    Langkah: hapus yang keliru, atau tulis tanggalnya masing-masing.
    """
    for unit, kriteria, listed in _stated(case):
        seen: set[Path] = set()
        for part in kriteria.bagian:
            now = newest((stated for stated in listed if stated.meaning.covers(part)), case.pada)
            last = now[-1] if now else None
            if last is None or not disagreeing(now) or last.pernyataan.path in seen:
                continue
            seen.add(last.pernyataan.path)
            day = f"pada {tanggal(last.sejak)}" if last.sejak else "tanpa tanggal"
            facts = {"kode": last.meaning.kode, "hari": day}
            yield hit((*last.pernyataan.path, "keadaan"), **_where(case, unit), **facts)


@rule(
    "ILP455",
    "Pernyataan dari hari yang belum tiba",
    message="{tempat}: {kode} dinyatakan {kata} sejak {sejak}, sesudah {pada}; belum dihitung",
    severity=Severity.NOTE,
)
def not_yet(case: Case) -> Iterator[Hit]:
    """Yang baru berlaku kelak belum memenuhi apa pun pada hari pemeriksaan.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli}]
        kesiapan:
          - {puskesmas: Suli, kriteria: P3, keadaan: ya, sejak: 2027-01-04}   #! ILP455

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli}]
        kesiapan:
          - {puskesmas: Suli, kriteria: P3, keadaan: ya, sejak: 2026-01-05}

    Langkah: periksa tahunnya; bila memang kelak, biarkan: ia dihitung sejak hari itu.
    """
    for unit, _, listed in _stated(case):
        for stated in listed:
            if stated.sejak is not None and stated.sejak > case.pada and stated.kata != BELUM:
                days = {"sejak": tanggal(stated.sejak), "pada": tanggal(case.pada)}
                facts = {"kode": stated.meaning.kode, "kata": stated.kata, **days}
                yield hit((*stated.pernyataan.path, "sejak"), **_where(case, unit), **facts)


@rule(
    "ILP456",
    "Kriteria daerah tidak dapat dipakai",
    message="kriteria_kesiapan: “{kode}” {sebab}",
    severity=Severity.WARNING,
)
def own_criteria(case: Case) -> Iterator[Hit]:
    """Kabupaten boleh tidak memakai kriteria nasional (tanpa) dan menambah kriteria sendiri (tambahan), kodenya baru.

    Salah::

        puskesmas: [{nama: Suli}]
        kriteria_kesiapan:
          tanpa: [P9]   #! ILP456
          tambahan:
            - {kode: Y1, untuk: posyandu, judul: Punya tenda}   #! ILP456

    Benar::

        puskesmas: [{nama: Suli}]
        kriteria_kesiapan:
          tanpa: [P5]
          tambahan:
            - {kode: K1, untuk: posyandu, judul: Punya tenda}

    Langkah: pakai kode P1–P6, U1–U4, Y1–Y7 atau ALAT di tanpa, dan kode yang belum dipakai di tambahan.
    """
    for strange in case.of(criteria).strange:
        yield hit(strange.path, kode=strange.kode, sebab=strange.sebab)


@rule(
    "ILP457",
    "Lembar Kesiapan belum dijawab",
    message="{jumlah} baris lembar Kesiapan belum dijawab: kolom keadaan kosong di semua baris",
    severity=Severity.NOTE,
)
def nothing_answered(case: Case) -> Iterator[Hit]:
    """Baris tanpa keadaan tidak menyatakan apa pun; tempatnya tetap belum diketahui.

    Salah::

        puskesmas: [{nama: Suli}]
        kesiapan:
          - {puskesmas: Suli, kriteria: P1}   #! ILP457
          - {puskesmas: Suli, kriteria: P3}

    Benar::

        puskesmas: [{nama: Suli}]
        kesiapan:
          - {puskesmas: Suli, kriteria: P1, keadaan: ya}
          - {puskesmas: Suli, kriteria: P3}

    Langkah: tanyakan, lalu isi kolom keadaan; periksa juga judul kolomnya (keadaan).
    """
    rows = case.district.isian.get(KESIAPAN.name, ())
    if rows and all(not row.values.get("keadaan") for row in rows):
        yield hit((*rows[0].path, "keadaan"), jumlah=len(rows))


RULES = (
    criterion_unknown,
    criterion_misplaced,
    answer_unclear,
    contradicted,
    stated_both_ways,
    not_yet,
    own_criteria,
    nothing_answered,
)
