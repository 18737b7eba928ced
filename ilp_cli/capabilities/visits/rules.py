"""ILP520 to ILP529: whether every family can be visited, was visited in time, and is written so that it can be used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ilp_cli.capabilities.visits.model.family import Keluarga, due, families, interval, repeated
from ilp_cli.capabilities.visits.model.problem import Register, register
from ilp_cli.capabilities.visits.model.terms import terms
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud, sebutan
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.calendar import Holiday, closed_days, days_between, months_after
from ilp_cli.district.case import Case
from ilp_cli.district.wilayah import blocks_of, by_posyandu, holders_of, meant
from ilp_cli.law.standard import figure
from ilp_cli.reading.load import closed_in
from ilp_cli.rulebook.rule import Hit, hit, rule

_NAMED = 5
"""So many families are named in one finding."""


def _placed(case: Case) -> Iterator[Keluarga]:
    """The families of a registered posyandu that is open on the day, each once."""
    again = repeated(case.of(families))
    units = case.of(register).units
    for keluarga in case.of(families):
        posyandu = keluarga.posyandu
        if posyandu is None or not keluarga.id or keluarga.hidden or keluarga.path in again:
            continue
        if units[posyandu][0].open_on(case.pada):
            yield keluarga


def _where(case: Case, posyandu: Path) -> Mapping[str, object]:
    """The names of a posyandu and of its puskesmas, for a finding."""
    units: Register = case.of(register)
    puskesmas, unit, _ = units.units[posyandu]
    return {"tempat": sebutan("posyandu", unit.nama), "posyandu": unit.nama, "puskesmas": puskesmas.nama}


def _ids(listed: Sequence[Keluarga]) -> str:
    more = f" dan {len(listed) - _NAMED} lagi" if len(listed) > _NAMED else ""
    return f"{', '.join(keluarga.id for keluarga in listed[:_NAMED])}{more}"


@rule(
    "ILP520",
    "Keluarga tanpa blok yang dikenal",
    message="{tempat} ({puskesmas}): blok {jumlah} keluarga {sebab} ({nama}){maksud}",
    severity=Severity.WARNING,
)
def without_block(case: Case) -> Iterator[Hit]:
    """Blok menentukan kader yang mengunjungi. Keluarga tanpa blok tidak masuk daftar kader mana pun.

    Blok ditulis seperti di lembar Wilayah posyandu yang sama; “RT 02” cukup bila di sana hanya ada satu RT 02.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah: [{puskesmas: Suli, posyandu: Melati, blok: RT 01, kader: Ani}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati, blok: RT 01}
          - {id: ML-002, puskesmas: Suli, posyandu: Melati, blok: RT 10}   #! ILP520

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah: [{puskesmas: Suli, posyandu: Melati, blok: RT 01, kader: Ani}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati, blok: RT 01}
          - {id: ML-002, puskesmas: Suli, posyandu: Melati, blok: RT 1}

    Langkah: tulis bloknya seperti di lembar Wilayah, atau tambahkan bloknya di sana.
    """
    listed = by_posyandu(case.of(blocks_of))
    groups: dict[tuple[Path, str], list[Keluarga]] = defaultdict(list)
    for keluarga in _placed(case):
        if keluarga.blok is None and keluarga.posyandu is not None:
            known = keluarga.posyandu in listed
            groups[keluarga.posyandu, keluarga.blok_tertulis if known else ""].append(keluarga)
    for (posyandu, text), own in groups.items():
        blocks = listed.get(posyandu, ())
        hint = maksud(text, (block.nama for block in blocks)) if text else ""
        yield hit(
            (*own[0].path, "blok"),
            jumlah=len(own),
            nama=_ids(own),
            sebab=_fault_of(text, known=bool(blocks), several=len(meant(text, blocks)) > 1),
            maksud=hint,
            **_where(case, posyandu),
        )


def _fault_of(text: str, *, known: bool, several: bool) -> str:
    if not known:
        return "tidak dikenal: posyandu ini belum ada di lembar Wilayah"
    if not text:
        return "tidak ditulis"
    return f"“{text}” dapat berarti beberapa blok" if several else f"“{text}” tidak ada di lembar Wilayah"


@rule(
    "ILP521",
    "Kunjungan rutin lewat waktunya",
    message="{tempat} ({puskesmas}): {kata} per {hari}, paling lama {selang} bulan sekali",
    severity=Severity.WARNING,
    standard="kunjungan.selang",
)
def routine_late(case: Case) -> Iterator[Hit]:
    """Setiap keluarga dikunjungi rutin. Selangnya tidak tercetak di KMK; dua sumber sekunder menyebut setahun sekali.

    Daerah menulis selangnya sendiri di kebijakan.selang_kunjungan.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah: [{puskesmas: Suli, posyandu: Melati, blok: RT 01, kader: Ani}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati, blok: RT 01, kunjungan_terakhir: 2025-08-01}   #! ILP521

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah: [{puskesmas: Suli, posyandu: Melati, blok: RT 01, kader: Ani}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati, blok: RT 01, kunjungan_terakhir: 2026-02-01}

    Langkah: jadwalkan dengan `ilp plan visits FOLDER [--roster BERKAS] --bulan BULAN`, atau isi kunjungan terakhirnya
    bila sudah dikunjungi.
    """
    months = interval(case)
    if not months:
        return
    groups: dict[Path, list[Keluarga]] = defaultdict(list)
    for keluarga in _placed(case):
        known = keluarga.terakhir is None or _believed(case, keluarga) is not None
        if known and keluarga.posyandu is not None and due(_believed(case, keluarga), months) < case.pada:
            groups[keluarga.posyandu].append(keluarga)
    for posyandu, own in groups.items():
        never = [keluarga for keluarga in own if _believed(case, keluarga) is None]
        late = sorted(
            (keluarga for keluarga in own if _believed(case, keluarga) is not None),
            key=lambda keluarga: keluarga.terakhir or date.min,
        )
        words = []
        if late:
            first = late[0].terakhir or date.min
            words.append(f"{len(late)} keluarga lewat waktunya, yang terlama {tanggal(first)} ({_ids(late)})")
        if never:
            words.append(f"{len(never)} keluarga belum pernah dikunjungi ({_ids(never)})")
        yield hit(
            (*own[0].path, "kunjungan_terakhir"),
            kata=daftar(words),
            hari=tanggal(case.pada),
            selang=months,
            **_where(case, posyandu),
        )


def _believed(case: Case, keluarga: Keluarga) -> date | None:
    """The last visit of a family, if it lies not behind the day of the check."""
    return keluarga.terakhir if keluarga.terakhir is not None and keluarga.terakhir <= case.pada else None


def _closed(case: Case) -> Mapping[date, Holiday]:
    years = {keluarga.sejak.year for keluarga in case.of(families) if keluarga.sejak is not None}
    return closed_in(case.district, {*years, *(year + 1 for year in years)}) if years else {}


def _limit(since: date, service_days: int | None, weekdays: frozenset[int], closed: Mapping[date, Holiday]) -> date:
    """The last day in time: so many service days from the first on, or a month where the trigger names none."""
    month = months_after(since, 1)
    if service_days is None:
        return month
    days = (day for day in days_between(since, month) if day.weekday() in weekdays and day not in closed)
    return next((day for number, day in enumerate(days, 1) if number == service_days), month)


@rule(
    "ILP522",
    "Keluarga yang didahulukan belum dikunjungi pada waktunya",
    message="{tempat} ({puskesmas}): {jumlah} keluarga lewat batas per {hari}: {keluarga}",
    severity=Severity.WARNING,
    standard="kunjungan.pemicu",
)
def trigger_late(case: Case) -> Iterator[Hit]:
    """Tanda bahaya diberitahukan kepada nakes pustu hari itu juga; gejala TBC dan tidak patuh obat dalam seminggu.

    Berapa hari “segera” tidak tercetak; hari itu bacaan program dan ada di configs/visits.yaml. Disebut satu kali
    setiap posyandu, yang batasnya paling dahulu lewat di depan.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah: [{puskesmas: Suli, posyandu: Melati, blok: RT 01, kader: Ani}]
        keluarga:
          - id: ML-001
            puskesmas: Suli
            posyandu: Melati
            blok: RT 01
            kunjungan_terakhir: 2026-08-01
            pemicu: gejala TBC
            sejak: 2026-11-02   #! ILP522

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah: [{puskesmas: Suli, posyandu: Melati, blok: RT 01, kader: Ani}]
        keluarga:
          - id: ML-001
            puskesmas: Suli
            posyandu: Melati
            blok: RT 01
            kunjungan_terakhir: 2026-11-05
            pemicu: gejala TBC
            sejak: 2026-11-02
            hasil: kontrol ulang

    Langkah: kunjungi sekarang bersama nakes pustu; isi kunjungan terakhirnya bila sudah.
    """
    late: dict[Path, list[tuple[date, Keluarga, str]]] = defaultdict(list)
    for keluarga, posyandu, limit, words in _late(case):
        late[posyandu].append((limit, keluarga, words))
    for posyandu, own in late.items():
        ordered = sorted(own, key=lambda row: row[0])
        named = [f"{keluarga.id} ({words})" for _, keluarga, words in ordered[:_NAMED]]
        more = [f"{len(own) - _NAMED} lagi"] if len(own) > _NAMED else []
        yield hit(
            (*ordered[0][1].path, "sejak"),
            jumlah=len(own),
            keluarga=daftar([*named, *more]),
            hari=tanggal(case.pada),
            **_where(case, posyandu),
        )


def _late(case: Case) -> Iterator[tuple[Keluarga, Path, date, str]]:
    """Who was not visited in time for a trigger: the family, its posyandu, the last day, and why in words."""
    own = closed_days((), case.district.libur, case.district.kebijakan)
    units = case.of(register).units
    for keluarga in _placed(case):
        since, trigger, posyandu = keluarga.sejak, keluarga.pemicu, keluarga.posyandu
        if trigger is None or since is None or since > case.pada or posyandu is None:
            continue
        seen = _believed(case, keluarga)
        if seen is not None and seen >= since:
            continue
        weekdays = case.district.service_days(units[posyandu][2])
        limit = _limit(since, trigger.hari_layanan, weekdays, own)
        if limit < case.pada:  # holidays put it off at most, so the calendar is only looked at here
            limit = _limit(since, trigger.hari_layanan, weekdays, case.of(_closed))
        if limit < case.pada:
            yield keluarga, posyandu, limit, f"{trigger.nama} sejak {tanggal(since)}, batas {tanggal(limit)}"


@rule(
    "ILP523",
    "Tanggal kunjungan atau pemicu belum tiba",
    message="{siapa}: {kolom} sampai {tanggal}, sesudah hari pemeriksaan ({hari})",
    severity=Severity.WARNING,
)
def in_the_future(case: Case) -> Iterator[Hit]:
    """Kunjungan yang belum terjadi bukan kunjungan terakhir. Tanggal seperti itu tidak dipakai.

    Keluarganya direncanakan seperti belum pernah dikunjungi, jadi tidak hilang dari daftar. Disebut satu kali setiap
    posyandu.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati, kunjungan_terakhir: 2027-03-01}   #! ILP523

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati, kunjungan_terakhir: 2026-03-01}

    Langkah: betulkan tahunnya, atau kosongkan; rencana kunjungan tidak ditulis di kolom ini.
    """
    groups: dict[tuple[Path | None, str], list[tuple[date, Keluarga]]] = defaultdict(list)
    for keluarga in case.of(families):
        for column, day in (("kunjungan_terakhir", keluarga.terakhir), ("sejak", keluarga.sejak)):
            if day is not None and day > case.pada:
                groups[keluarga.posyandu, column].append((day, keluarga))
    for (_, column), own in groups.items():
        listed = [keluarga for _, keluarga in own]
        yield hit(
            (*listed[0].path, column),
            siapa=f"keluarga {listed[0].id}" if len(own) == 1 else f"{len(own)} keluarga ({_ids(listed)})",
            kolom=column.replace("_", " "),
            tanggal=tanggal(max(day for day, _ in own)),
            hari=tanggal(case.pada),
        )


@rule("ILP524", "Kode keluarga dua kali", message="kode keluarga {id} sudah ada di {pertama}; baris ini tidak dipakai")
def listed_twice(case: Case) -> Iterator[Hit]:
    """Satu keluarga satu baris dan satu kode di puskesmasnya. Baris kedua tidak dipakai, supaya kunjungannya satu.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati}
          - {id: ml 001, puskesmas: Suli, posyandu: Melati}   #! ILP524

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati}
          - {id: ML-002, puskesmas: Suli, posyandu: Melati}

    Langkah: hapus salah satu, atau beri kode lain bila memang dua keluarga.
    """
    for path, first in repeated(case.of(families)).items():
        again = case.of(families)[int(path[1])]
        yield hit((*path, "id"), id=again.id, pertama=case.place((*first.path, "id")))


@rule(
    "ILP525",
    "Sasaran, pemicu atau hasil tidak dikenal",
    message="keluarga {id}: {kolom} “{kata}” tidak dikenal, jadi tidak dipakai{maksud}",
    severity=Severity.WARNING,
    standard="kunjungan.pemicu",
)
def strange_word(case: Case) -> Iterator[Hit]:
    """Pemicu menentukan siapa yang didahulukan. Yang tidak dikenal tidak ditebak; keluarganya menunggu giliran rutin.

    Kelompoknya menurut umur di formulir kunjungan rumah, bukan menurut tabel KMK.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati, pemicu: tandabahaya}   #! ILP525

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati, pemicu: tanda bahaya}

    Langkah: pilih dari daftarnya; kata lain ditambahkan di configs/visits.yaml.
    """
    words = terms()
    known = {"kelompok": words.kelompok, "pemicu": words.pemicu, "hasil": words.hasil}
    for keluarga in case.of(families):
        for column, strange in keluarga.asing.items():
            listed: Mapping[str, object] = known[column]
            hint = maksud(strange[0], listed)
            yield hit((*keluarga.path, column), id=keluarga.id, kolom=column, kata="; ".join(strange), maksud=hint)


@rule(
    "ILP526",
    "Keluarga di blok tanpa kader",
    message="{tempat} ({puskesmas}): blok {blok} {sebab}; {jumlah} keluarga di sana tidak masuk daftar siapa pun",
    severity=Severity.WARNING,
)
def block_without_kader(case: Case) -> Iterator[Hit]:
    """Keluarga dikunjungi kader yang memegang bloknya. Blok tanpa kader tidak dikunjungi siapa pun.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah: [{puskesmas: Suli, posyandu: Melati, blok: RT 01}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati, blok: RT 01}   #! ILP526

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah: [{puskesmas: Suli, posyandu: Melati, blok: RT 01, kader: Ani}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati, blok: RT 01}

    Langkah: isi kader blok itu di lembar Wilayah dengan nama seorang kader posyandunya.
    """
    groups: dict[Path, list[Keluarga]] = defaultdict(list)
    for keluarga in _placed(case):
        if keluarga.blok is not None and case.of(holders_of)[keluarga.blok.path].who is None:
            groups[keluarga.blok.path].append(keluarga)
    for path, own in groups.items():
        holder = case.of(holders_of)[path]
        written = f"dipegang “{holder.blok.kader}”, yang bukan satu kader posyandu ini"
        yield hit(
            (*own[0].path, "blok"),
            blok=holder.blok.nama,
            sebab=written if holder.nama else "belum ada kadernya",
            jumlah=len(own),
            **_where(case, own[0].posyandu or ()),
        )


@rule(
    "ILP527",
    "Hasil kunjungan tanpa tanggalnya",
    message="keluarga {id}: hasilnya {hasil}, tetapi kunjungan terakhirnya kosong; dihitung belum pernah dikunjungi",
    severity=Severity.WARNING,
)
def result_without_day(case: Case) -> Iterator[Hit]:
    """Tanpa tanggal tidak diketahui kapan kunjungan berikutnya jatuh; harinya tidak pernah dikira-kira.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati, hasil: dikunjungi}   #! ILP527

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati, hasil: dikunjungi, kunjungan_terakhir: 2026-03-12}

    Langkah: isi kunjungan terakhirnya dari catatan kader.
    """
    for keluarga in case.of(families):
        if keluarga.hasil is not None and keluarga.hasil.bertemu and keluarga.terakhir is None:
            yield hit((*keluarga.path, "hasil"), id=keluarga.id, hasil=keluarga.hasil.nama)


@rule(
    "ILP528",
    "Selang kunjungan lebih lama daripada bacaan nasional",
    message="selang kunjungan rumah {ada} bulan, lebih lama daripada {standar} bulan",
    severity=Severity.WARNING,
    standard="kunjungan.selang",
)
def interval_too_long(case: Case) -> Iterator[Hit]:
    """Dua sumber sekunder menyebut setiap keluarga sedikitnya setahun sekali; tidak ada angka yang tercetak di KMK.

    Selang daerah tetap dipakai; ini hanya peringatan.

    Salah::

        puskesmas: [{nama: Suli}]
        kebijakan: {selang_kunjungan: 24}   #! ILP528

    Benar::

        puskesmas: [{nama: Suli}]
        kebijakan: {selang_kunjungan: 6}

    Langkah: pendekkan selangnya, atau tulis alasannya di pengecualian.
    """
    own, standard = case.district.kebijakan.selang_kunjungan, figure(case.standards.get("kunjungan.selang"))
    if own is not None and standard is not None and own > standard:
        yield hit(("kebijakan", "selang_kunjungan"), ada=own, standar=standard)


@rule(
    "ILP529",
    "Kode keluarga memuat nomor panjang",
    message="kode {jumlah} keluarga {puskesmas} memuat nomor panjang (NIK atau nomor KK?), yang tidak ditampilkan; "
    "keluarganya tidak direncanakan",
)
def number_as_id(case: Case) -> Iterator[Hit]:
    """Daftar kunjungan dicetak dan dibawa kader, jadi nomor identitas tidak boleh berada di sana (UU 27/2022).

    Nomor sepuluh angka atau lebih disamarkan di mana pun; dengan itu keluarga tidak dapat dibedakan satu sama lain.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        keluarga:
          - {id: "7317012001850001", puskesmas: Suli, posyandu: Melati}   #! ILP529

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        keluarga:
          - {id: ML-001, puskesmas: Suli, posyandu: Melati}

    Langkah: beri kode pendek, misalnya singkatan posyandu dan nomor urut; simpan daftar padanannya di puskesmas.
    """
    groups: dict[Path | None, list[Keluarga]] = defaultdict(list)
    for keluarga in case.of(families):
        if keluarga.hidden:
            groups[keluarga.puskesmas].append(keluarga)
    names = {puskesmas.path: puskesmas.nama for puskesmas in case.district.puskesmas}
    for induk, own in groups.items():
        yield hit((*own[0].path, "id"), jumlah=len(own), puskesmas=names.get(induk or (), ""))


RULES = (
    without_block,
    routine_late,
    trigger_late,
    in_the_future,
    listed_twice,
    strange_word,
    block_without_kader,
    result_without_day,
    interval_too_long,
    number_as_id,
)
