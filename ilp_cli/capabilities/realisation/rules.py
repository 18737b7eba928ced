"""ILP140 to ILP149, ILP155, ILP156: whether what was done agrees with what was promised, decreed, and told before."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.realisation.model import OUTSIDE, began, quarters
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import measurable, posyandu_states, pustu_states
from ilp_cli.district.realisasi import JENIS, QUARTERS, TRIWULAN, Unit, newest, reported, rows, units_of
from ilp_cli.district.roadmap import Kabar, Status
from ilp_cli.rulebook.rule import Hit, hit, rule

_BACK = {
    Status.BERJALAN: (Status.RENCANA, Status.DITETAPKAN, Status.PROSES),
    Status.PROSES: (Status.RENCANA,),
    Status.DITETAPKAN: (Status.RENCANA,),
    Status.BATAL: (Status.RENCANA, Status.DITETAPKAN, Status.PROSES, Status.BERJALAN, Status.DITUNDA),
}
"""What no status becomes again: one goes on, is put off, or is cancelled. Proses and ditetapkan come in any order."""


def _asked(case: Case) -> Iterator[Unit]:
    """The places of the stages asked for."""
    return (unit for unit in case.of(units_of) if unit.tahap.tahun in case.years)


def _told(case: Case) -> Iterator[tuple[Unit, Kabar]]:
    """Every word of every place of the stages asked for, each once, with the first place it was told of."""
    seen: set[Path] = set()
    for unit in _asked(case):
        for kabar in unit.history:
            if kabar.path not in seen:
                seen.add(kabar.path)
                yield unit, kabar


@rule(
    "ILP140",
    "Lokus terlambat berjalan",
    message="{siapa}: tahap {tahun} sudah lewat, {apa}",
    severity=Severity.WARNING,
)
def late(case: Case) -> Iterator[Hit]:
    """Lokus suatu tahun berjalan dalam tahun itu; yang tidak, terlambat, sampai berjalan, ditunda, atau batal.

    Hanya diperiksa bila roadmap atau lembar Realisasi sudah menceritakan pelaksanaan (sejak, realisasi).

    Salah (2026-02-01)::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, status: proses, sejak: 2025-06-02}   #! ILP140

    Benar (2026-02-01)::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-03-03}
            lokus:
              - {puskesmas: Suli, status: berjalan, sejak: 2025-09-01}

    Langkah: catat sejak kapan berjalan; bila bergeser, tulis ditunda dengan alasan, atau pindahkan dengan SK perubahan.
    """
    if not reported(case.district):
        return
    waiting: dict[Path, list[Unit]] = {}
    for unit in _asked(case):
        status = unit.on(case.pada).status
        if unit.tahap.tahun < case.pada.year and status is not Status.BERJALAN and not status.halted:
            waiting.setdefault(unit.lokus.path, []).append(unit)
    for late_ones in waiting.values():
        first = late_ones[0]
        names = daftar(unit.sebutan if unit.jenis != "puskesmas" else "puskesmasnya" for unit in late_ones)
        now = first.on(case.pada)
        since = f" sejak {tanggal(now.sejak)}" if now.sejak else ""
        words = f"{names} belum berjalan (status {now.status.value}{since})"
        name = first.lokus.nama
        yield hit(first.lokus.puskesmas.path, siapa=name, puskesmas=name, tahun=first.tahap.tahun, apa=words)
    for tahap in case.district.tahap:
        if tahap.lokus or tahap.target is None or tahap.tahun not in case.years or tahap.tahun >= case.pada.year:
            continue
        behind = [
            f"{there} dari {target} {jenis}"
            for jenis in JENIS
            if (target := getattr(tahap.target, jenis)) is not None
            and (there := newest(tahap, Status.BERJALAN, jenis, case.pada)) is not None
            and there < target
        ]
        if behind:
            words = f"yang berjalan baru {daftar(behind)}"
            yield hit((*tahap.path, "target"), siapa=case.district.kabupaten.sebutan, tahun=tahap.tahun, apa=words)


@rule(
    "ILP141",
    "Berjalan sebelum ditetapkan",
    message="{nama} ({puskesmas}) berjalan sejak {sejak}, padahal SK yang menetapkannya bertanggal {sk}",
    severity=Severity.WARNING,
)
def begun_before_decreed(case: Case) -> Iterator[Hit]:
    """Lokus berjalan sesudah SK-nya ditetapkan; yang mendahului SK tidak punya dasar pada hari itu.

    Salah (2025-12-01)::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-03-03}
            lokus:
              - {puskesmas: Suli, status: berjalan, sejak: 2025-02-01}   #! ILP141

    Benar (2025-12-01)::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-03-03}
            lokus:
              - {puskesmas: Suli, status: berjalan, sejak: 2025-04-01}

    Langkah: cocokkan kedua tanggalnya; bila memang mendahului, catat itu di keterangan laporan, jangan ubah tanggal SK.
    """
    for unit, kabar in _told(case):
        if kabar.status is Status.BERJALAN and kabar.sejak and unit.sk and kabar.sejak < unit.sk:
            facts = {"sejak": tanggal(kabar.sejak), "sk": tanggal(unit.sk)}
            yield hit((*kabar.path, "sejak"), nama=unit.sebutan, puskesmas=unit.lokus.nama, **facts)


@rule(
    "ILP142",
    "Berjalan tanpa tenaga minimum",
    message="{jenis} {nama} ({puskesmas}) berstatus berjalan, tetapi {kurang}",
    severity=Severity.WARNING,
)
def running_without_minimum(case: Case) -> Iterator[Hit]:
    """Pustu dan posyandu yang dilaporkan berjalan seharusnya sudah memenuhi tenaga minimumnya.

    Kekurangannya sendiri ada di ILP2xx; temuan ini menandai laporan yang mendahului kenyataan.

    Salah (2025-12-01)::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-03-03}
            lokus:
              - puskesmas: Suli
                pustu: [Cimpu]   #! ILP142
                posyandu: [Melati]   #! ILP142
                status: berjalan
                sejak: 2025-04-01
        petugas: [{nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}]
        kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}]

    Benar (2025-12-01)::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-03-03}
            lokus:
              - puskesmas: Suli
                pustu: [Cimpu]
                posyandu: [Melati]
                status: proses
                sejak: 2025-04-01
        petugas: [{nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}]
        kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}]

    Langkah: penuhi tenaganya, atau tulis status sebenarnya (proses).
    """
    if not case.of(measurable):
        return
    pustu = {state.unit: state.words for state in case.of(pustu_states) if not state.memenuhi}
    posyandu = {state.unit: state.words for state in case.of(posyandu_states) if state.kurang}
    short = {**pustu, **posyandu}
    for unit in _asked(case):
        now = unit.on(case.pada)
        if unit.unit in short and now.status is Status.BERJALAN:
            facts = {"jenis": unit.jenis, "nama": unit.nama, "kurang": short[unit.unit], unit.jenis: unit.nama}
            yield hit(unit.path, puskesmas=unit.lokus.nama, **facts)


@rule(
    "ILP143",
    "Ditunda atau batal tanpa alasan",
    message="{nama} berstatus {status}, tetapi alasannya belum ditulis",
)
def ended_without_reason(case: Case) -> Iterator[Hit]:
    """Lokus yang ditunda atau dibatalkan harus dapat dipertanggungjawabkan: tulis sebabnya.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, status: ditunda, sejak: 2025-08-01}   #! ILP143

    Benar::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, status: ditunda, sejak: 2025-08-01, alasan: gedung direhabilitasi}

    Langkah: isi alasan.
    """
    for unit, kabar in _told(case):
        if kabar.status.halted and not kabar.alasan:
            yield hit(kabar.place, nama=kabar.sebutan or unit.nama, status=kabar.status.value)


@rule(
    "ILP144",
    "Status mundur",
    message="{nama}: {kini} sejak {sejak}, padahal {lalu}{sebelum}",
)
def goes_back(case: Case) -> Iterator[Hit]:
    """Status berjalan tidak kembali menjadi rencana, ditetapkan atau proses, dan yang batal tidak hidup lagi.

    Yang berhenti untuk sementara berstatus ditunda; dari sana ia boleh berjalan lagi. Dua status pada hari yang sama
    juga disebut: mana yang berlaku tidak diketahui; yang ditulis terakhir yang dihitung.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - puskesmas: Suli
                realisasi:
                  - {status: berjalan, sejak: 2025-04-01}
                  - {status: proses, sejak: 2025-07-01}   #! ILP144

    Benar::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - puskesmas: Suli
                realisasi:
                  - {status: proses, sejak: 2025-04-01}
                  - {status: berjalan, sejak: 2025-07-01}

    Langkah: betulkan tanggal atau status salah satunya; yang berhenti sementara ditulis ditunda, dengan alasan.
    """
    seen: set[Path] = set()
    for unit in _asked(case):
        for before, now in zip(unit.history, unit.history[1:], strict=False):
            if now.unit != before.unit:
                continue  # what its puskesmas was told to be takes back nothing of what it was itself
            back = now.status in _BACK.get(before.status, ())
            at_once = now.sejak is not None and now.sejak == before.sejak and now.status is not before.status
            if (back or at_once) and now.path not in seen:
                seen.add(now.path)
                since = f" sejak {tanggal(before.sejak)}" if before.sejak else ""
                facts = {"kini": now.status.value, "lalu": f"sudah {before.status.value}", "sebelum": since}
                if at_once:
                    facts |= {"lalu": f"tertulis {before.status.value}", "sebelum": " sejak hari yang sama"}
                day = tanggal(now.sejak) if now.sejak else "hari yang tidak disebut"
                yield hit(now.place, nama=now.sebutan or unit.nama, sejak=day, **facts)


@rule(
    "ILP145",
    "Realisasi bukan lokus",
    message="realisasi menyebut {nama}, yang {sebab}",
)
def not_a_lokus(case: Case) -> Iterator[Hit]:
    """Yang dilaporkan harus lokus salah satu tahap; yang lain tidak pernah terhitung.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}]}]
        tahap:
          - tahun: 2025
            lokus:
              - puskesmas: Suli
                pustu: [Cimpu]
                realisasi:
                  - {pustu: Murante, status: proses, sejak: 2025-04-01}   #! ILP145

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}]}]
        tahap:
          - tahun: 2025
            lokus:
              - puskesmas: Suli
                pustu: [Cimpu]
                realisasi:
                  - {pustu: Cimpu, status: proses, sejak: 2025-04-01}

    Langkah: betulkan namanya, atau sebut pustu dan posyandu itu sebagai lokus.
    """
    named = {unit.unit for unit in case.of(units_of)}
    for tahap in case.district.every_stage():
        for lokus in tahap.lokus if tahap.tahun in case.years else ():
            own = {place.unit.path for _, place in lokus.units() if place.unit is not None}
            for kabar in lokus.kabar[1:]:
                key = next((key for key in ("pustu", "posyandu") if kabar.unit and key in kabar.unit), "")
                if kabar.unit is None and lokus.puskesmas.unit is not None:
                    yield hit(kabar.path, nama=f"“{kabar.sebutan}”", sebab=f"tidak terdaftar di {lokus.nama}")
                elif key and kabar.unit not in own:
                    words = "bukan lokus tahap ini" if kabar.unit in named else "bukan lokus"
                    yield hit((*kabar.path, key), nama=f"{key} {kabar.sebutan}", sebab=words)
    for row, kabar in rows(case.district):
        if kabar.unit is not None and kabar.unit not in named:
            kind = next((key for key in ("posyandu", "pustu") if key in kabar.unit), "puskesmas")
            yield hit((*row.path, kind), nama=f"{kind} {kabar.sebutan}", sebab="bukan lokus tahap mana pun")


@rule(
    "ILP146",
    "Realisasi bertanggal sesudah hari pemeriksaan",
    message="{nama}: {status} sejak {sejak}, sesudah hari pemeriksaan {pada}; belum dihitung",
    severity=Severity.WARNING,
)
def not_yet(case: Case) -> Iterator[Hit]:
    """Yang belum terjadi bukan realisasi; tahunnya mungkin salah ketik.

    Salah (2025-12-01)::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, status: proses, sejak: 2026-06-02}   #! ILP146

    Benar (2025-12-01)::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, status: proses, sejak: 2025-06-02}

    Langkah: betulkan tanggalnya; yang masih direncanakan cukup di tahap.
    """
    for unit, kabar in _told(case):
        if kabar.sejak is not None and kabar.sejak > case.pada:
            facts = {"status": kabar.status.value, "sejak": tanggal(kabar.sejak), "pada": tanggal(case.pada)}
            yield hit((*kabar.path, "sejak"), nama=kabar.sebutan or unit.nama, **facts)
    for tahap in case.district.tahap:
        for capaian in tahap.realisasi if tahap.tahun in case.years else ():
            if capaian.per > case.pada:
                facts = {"status": capaian.status.value, "sejak": tanggal(capaian.per), "pada": tanggal(case.pada)}
                yield hit((*capaian.path, "per"), nama=f"tahap {tahap.tahun}", **facts)


@rule(
    "ILP147",
    "Status lokus berbeda dari realisasinya",
    message="{nama} tertulis {status}, padahal menurut realisasi {kini}{sejak}",
    severity=Severity.WARNING,
)
def told_otherwise(case: Case) -> Iterator[Hit]:
    """Status di samping lokus dan baris realisasi terakhir menceritakan hal yang sama; yang dihitung yang bertanggal.

    Salah (2025-12-01)::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-03-03}
            lokus:
              - puskesmas: Suli
                status: berjalan   #! ILP147
                realisasi: [{status: proses, sejak: 2025-04-01}]

    Benar (2025-12-01)::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-03-03}
            lokus:
              - puskesmas: Suli
                realisasi: [{status: proses, sejak: 2025-04-01}]

    Langkah: hapus status di samping lokus, atau tambahkan baris realisasi yang belum ada.
    """
    for unit in _asked(case):
        written = unit.lokus.kabar[0] if unit.lokus.kabar else None
        if unit.jenis != "puskesmas" or written is None or written.sejak or written.status is Status.RENCANA:
            continue
        now = unit.on(case.pada)
        if written not in unit.history and now.status is not written.status:
            since = f" sejak {tanggal(now.sejak)}" if now.sejak else ""
            facts = {"status": written.status.value, "kini": now.status.value, "sejak": since}
            yield hit((*unit.lokus.path, "status"), nama=unit.nama, **facts)


@rule(
    "ILP148",
    "Jumlah realisasi tidak mungkin",
    message="tahap {tahun}: {jenis} {status} {ada} per {per}, {sebab}",
)
def impossible_numbers(case: Case) -> Iterator[Hit]:
    """Jumlah realisasi berlaku sampai harinya: tidak berkurang, dan tidak melebihi target maupun daftar puskesmas.

    Salah::

        puskesmas: [{nama: Suli}, {nama: Bua}, {nama: Bajo}]
        tahap:
          - tahun: 2024
            target: {puskesmas: 2}
            realisasi:
              - {per: 2024-06-30, puskesmas: 2}
              - {per: 2024-09-30, puskesmas: 1}   #! ILP148
              - {per: 2024-12-31, puskesmas: 3}   #! ILP148

    Benar::

        puskesmas: [{nama: Suli}, {nama: Bua}, {nama: Bajo}]
        tahap:
          - tahun: 2024
            target: {puskesmas: 2}
            realisasi:
              - {per: 2024-06-30, puskesmas: 1}
              - {per: 2024-12-31, puskesmas: 2}

    Langkah: tulis jumlah seluruhnya sampai hari itu, bukan tambahannya; bila melebihi target, betulkan salah satunya.
    """
    for tahap in case.district.tahap:
        if tahap.tahun not in case.years:
            continue
        highest: dict[tuple[Status, str], int] = {}
        for capaian in sorted(tahap.realisasi, key=lambda item: item.per):
            for jenis in JENIS:
                there, target = getattr(capaian.jumlah, jenis), getattr(tahap.target, jenis, None)
                if there is None:
                    continue
                before = highest.get((capaian.status, jenis), 0)
                highest[capaian.status, jenis] = max(before, there)
                total = len(case.district.puskesmas) if jenis == "puskesmas" else None
                why = ""
                if there < before:
                    why = f"padahal sebelumnya sudah {before}"
                elif target is not None and there > target and capaian.status is not Status.PROSES:
                    why = f"melebihi target {target}"
                elif total and there > total:
                    why = f"melebihi jumlah puskesmas, {total}"
                if why:
                    facts = {"jenis": jenis, "status": capaian.status.value, "ada": there, "per": tanggal(capaian.per)}
                    yield hit((*capaian.path, jenis), tahun=tahap.tahun, sebab=why, **facts)


@rule(
    "ILP149",
    "Realisasi tanpa bukti",
    message="{puskesmas}: {jumlah} yang berjalan belum berbukti: {nama}",
    severity=Severity.NOTE,
)
def without_evidence(case: Case) -> Iterator[Hit]:
    """Yang dilaporkan berjalan sebaiknya menyebut buktinya: berita acara, surat, atau laporan.

    Salah (2025-12-01)::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, status: berjalan, sejak: 2025-09-01}   #! ILP149

    Benar (2025-12-01)::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, status: berjalan, sejak: 2025-09-01, bukti: Berita acara 1 September 2025}

    Langkah: isi bukti.
    """
    bare: dict[Path, list[Unit]] = {}
    for unit in _asked(case):
        now = unit.on(case.pada)
        if now.status is Status.BERJALAN and now.sejak is not None and not now.bukti:
            bare.setdefault(now.path, []).append(unit)
    for path, units in bare.items():
        names = daftar(unit.sebutan for unit in units)
        yield hit(path, puskesmas=units[0].lokus.nama, jumlah=len(units), nama=names)


@rule(
    "ILP155",
    "Hitungan triwulan berbeda dari yang tercatat",
    message="realisasi triwulan {nama}, tahap {tahun}, {jenis}: {beda}{sisa}",
    severity=Severity.WARNING,
)
def counted_otherwise(case: Case) -> Iterator[Hit]:
    """Lembar cetak Realisasi yang kembali berisi jumlah tiap triwulan, bukan nama dan tanggal: hanya dibandingkan.

    Cakupan dihitung dari lembar Realisasi isian (satu baris satu perubahan status) dan roadmap.yaml. Dari jumlah saja
    tidak diketahui tempat mana yang mulai, dan sejak tanggal berapa.

    Salah realisasi.csv::

        Tahap 2025: puskesmas
        No,Puskesmas,Target,TW I,TW II,TW III,TW IV
        1,Suli,1,,1,,   #! ILP155

    Benar realisasi.csv::

        puskesmas,status ilp,sejak,bukti
        Suli,berjalan,2025-05-12,Berita acara 12 Mei 2025

    Langkah: tulis satu baris tiap tempat di lembar Realisasi isian, atau jumlahnya di realisasi tahap tanpa nama.
    """
    groups: dict[tuple[int, str, Path | None], list[Unit]] = {}
    for unit in _asked(case):
        groups.setdefault((unit.tahap.tahun, unit.jenis, unit.unit[:2]), []).append(unit)
    by_number = {(row.tahap.tahun, row.jenis): row for row in case.of(quarters) if not row.tahap.lokus}
    for row in case.district.isian.get(TRIWULAN, ()):
        tahun, jenis = int(str(row.values["tahun"])), str(row.values["jenis"])
        nameless = by_number.get((tahun, jenis)) if row.induk is None else None
        units = groups.get((tahun, jenis, row.induk), [])
        when = [began(unit, tahun, case.pada)[0] for unit in units]
        different: list[str] = []
        for place, quarter in enumerate(QUARTERS):
            written = row.values.get(quarter)
            known = (nameless.triwulan[place] or 0) if nameless else when.count(place)
            if isinstance(written, str):
                different.append(f"{quarter} ditulis “{written}”, yang bukan jumlah")
            elif written is not None and written != known:
                different.append(f"{quarter} ditulis {written}, tercatat {known}")
        if different:
            first = next(quarter for quarter in QUARTERS if f"{quarter} ditulis" in different[0])
            waiting = [
                unit.sebutan
                for unit, quarter in zip(units, when, strict=True)
                if quarter is None or (quarter == OUTSIDE and unit.on(case.pada).sejak is None)
            ]
            rest = f"; belum tercatat sejak kapan berjalan: {daftar(waiting)}" if waiting else ""
            rest = rest or ("" if units or nameless else "; tidak ada lokusnya di tahap ini")
            facts = {"tahun": tahun, "jenis": jenis, "beda": "; ".join(different), "sisa": rest}
            yield hit((*row.path, first), nama=str(row.values["puskesmas"]), **facts)


@rule(
    "ILP156",
    "Status yang sama bertanggal dua",
    message="{nama}: {status} sejak {sejak}, padahal sudah {status} sejak {sebelum}; yang pertama yang dihitung",
    severity=Severity.WARNING,
)
def told_twice(case: Case) -> Iterator[Hit]:
    """Satu baris adalah satu perubahan: status yang sama dengan tanggal lain berarti salah satu tanggalnya keliru.

    Yang tetap berjalan tidak dilaporkan lagi setiap triwulan.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - puskesmas: Suli
                realisasi:
                  - {status: berjalan, sejak: 2025-04-01}
                  - {status: berjalan, sejak: 2025-07-01}   #! ILP156

    Benar::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - puskesmas: Suli
                realisasi: [{status: berjalan, sejak: 2025-04-01}]

    Langkah: hapus baris yang tanggalnya keliru.
    """
    seen: set[Path] = set()
    for unit in _asked(case):
        for before, now in zip(unit.history, unit.history[1:], strict=False):
            again = now.unit == before.unit and now.status is before.status and now.path not in seen
            if again and now.sejak and before.sejak and now.sejak != before.sejak:
                seen.add(now.path)
                facts = {"status": now.status.value, "sejak": tanggal(now.sejak), "sebelum": tanggal(before.sejak)}
                yield hit(now.place, nama=now.sebutan or unit.nama, **facts)


RULES = (
    late,
    begun_before_decreed,
    running_without_minimum,
    ended_without_reason,
    goes_back,
    not_a_lokus,
    not_yet,
    told_otherwise,
    impossible_numbers,
    without_evidence,
    counted_otherwise,
    told_twice,
)
