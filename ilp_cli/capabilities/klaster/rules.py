"""ILP440 to ILP449, ILP460: whether every klaster has who leads it and members, and whether they serve there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ilp_cli.capabilities.klaster.model import (
    MANAJEMEN,
    JabatanPJ,
    adapting,
    contents,
    estranged,
    in_words,
    jabatan_of,
    leading,
    least,
    names_of,
    puskesmas_names,
    unstated,
)
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.klaster import (
    Keanggotaan,
    Kedudukan,
    Susunan,
    klaster_name,
    memberships,
    noted,
    susunan,
    words,
)
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.rulebook.rule import Hit, hit, rule


@rule(
    "ILP440",
    "Klaster tanpa penanggung jawab",
    message="{puskesmas}: {klaster} belum ada {apa}",
    severity=Severity.WARNING,
    standard="puskesmas.klaster",
)
def without_leader(case: Case) -> Iterator[Hit]:
    """Setiap klaster, juga lintas klaster, punya penanggung jawab (PJ) dan anggota.

    Hanya puskesmas yang ada di lembar Klaster yang diperiksa. Bila tenaga terbatas, petugas klaster lain yang kompeten
    dapat merangkap; tulis ia di kedua klaster.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 1, kedudukan: PJ, nama: Ina}   #! ILP440
          - {puskesmas: Suli, klaster: 1, kedudukan: Anggota, nama: Yusuf}
          - {puskesmas: Suli, klaster: 2, kedudukan: Anggota, nama: Rahma}   #! ILP440

    Benar::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 1, kedudukan: PJ, nama: Ina}
          - {puskesmas: Suli, klaster: 1, kedudukan: Anggota, nama: Yusuf}
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Rahma}
          - {puskesmas: Suli, klaster: 2, kedudukan: Anggota, nama: Ina}
          - {puskesmas: Suli, klaster: 3, kedudukan: PJ, nama: Yusuf}
          - {puskesmas: Suli, klaster: 3, kedudukan: Anggota, nama: Ina}
          - {puskesmas: Suli, klaster: 4, kedudukan: PJ, nama: Lia}
          - {puskesmas: Suli, klaster: 4, kedudukan: Anggota, nama: Ina}
          - {puskesmas: Suli, klaster: lintas, kedudukan: PJ, nama: Mia}
          - {puskesmas: Suli, klaster: lintas, kedudukan: Anggota, nama: Ina}

    Langkah: tambahkan baris PJ (dan anggota) klaster itu di lembar Klaster; bila belum ada, tetapkan dulu.
    """
    for own in case.of(susunan).values():
        empty = [key for key in words().names if not own.of(key)]
        if empty and own.sure(empty[0]):
            facts = {"klaster": in_words(empty), "apa": "PJ maupun anggotanya"}
            yield hit((*own.rows[0].path, "klaster"), puskesmas=own.puskesmas.nama, **facts)
        for key in words().names:
            rows = own.of(key)
            if rows and own.sure(key) and not own.of(key, Kedudukan.PJ):
                facts = {"klaster": klaster_name(key), "apa": "PJ-nya"}
                yield hit((*rows[0].path, "kedudukan"), puskesmas=own.puskesmas.nama, **facts)


@rule(
    "ILP441",
    "Klaster kekurangan anggota",
    message="{puskesmas}: {klaster} {apa}",
    severity=Severity.NOTE,
    standard="puskesmas.klaster_orang",
    also=("puskesmas.klaster",),
)
def too_few(case: Case) -> Iterator[Hit]:
    """Klaster berisi PJ dan anggota; PJ yang sendirian, atau anggota yang kurang, dicatat.

    Yang tercetak hanya “penanggung jawab dan anggota”; bahwa itu berarti dua orang adalah bacaan program (turunan).

    Salah::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Ina}   #! ILP441

    Benar::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Ina}
          - {puskesmas: Suli, klaster: 2, kedudukan: Anggota, nama: Yusuf}

    Langkah: tambahkan anggotanya; bila tenaga terbatas, petugas klaster lain yang kompeten.
    """
    wanted = least(case)
    for isi in case.of(contents):
        there = isi.susunan.of(isi.klaster)
        people = isi.susunan.people(isi.klaster)
        if not there or people >= wanted or not isi.susunan.sure(isi.klaster):
            continue
        if not isi.anggota:
            told = "hanya berisi PJ, belum ada anggota"
        else:
            told = f"berisi {people} orang, paling sedikit {wanted}"
        facts = {"klaster": klaster_name(isi.klaster), "apa": told}
        yield hit(there[0].path, puskesmas=isi.susunan.puskesmas.nama, **facts)


@rule("ILP442", "Dua penanggung jawab satu klaster", message="{puskesmas}: {klaster} punya {jumlah} PJ: {nama}")
def two_leaders(case: Case) -> Iterator[Hit]:
    """Satu klaster dipimpin satu PJ; bila berganti, isi sampai yang lama dan mulai yang baru.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Ina}
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Yusuf}   #! ILP442

    Benar::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Ina, sampai: 2025-06-30}
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Yusuf, mulai: 2025-07-01}
          - {puskesmas: Suli, klaster: 2, kedudukan: Anggota, nama: Ina, mulai: 2025-07-01}

    Langkah: jadikan salah satunya anggota, atau isi tanggalnya.
    """
    for own in case.of(susunan).values():
        for key in words().names:
            people = _by_person(own.of(key, Kedudukan.PJ))
            if len(people) > 1:
                rows = [listed[0] for listed in people.values()]
                facts = {"klaster": klaster_name(key), "jumlah": len(rows), "nama": daftar(row.sebutan for row in rows)}
                yield hit((*rows[1].path, "kedudukan"), puskesmas=own.puskesmas.nama, **facts)


def _by_person(rows: tuple[Keanggotaan, ...]) -> Mapping[object, list[Keanggotaan]]:
    """Rows by whom they name, in their order."""
    people: dict[object, list[Keanggotaan]] = defaultdict(list)
    for row in rows:
        people[row.person].append(row)
    return people


@rule("ILP443", "Bukan petugas puskesmas itu", message="{puskesmas}: {nama}, {kedudukan} {klaster}, {sebab}{maksud}")
def stranger(case: Case) -> Iterator[Hit]:
    """PJ dan anggota klaster adalah petugas puskesmasnya yang masih bertugas. Dicocokkan menurut NIP, lalu nama.

    Salah::

        puskesmas: [{nama: Suli}, {nama: Bua}]
        petugas:
          - {nama: Rahmawati, puskesmas: Suli, profesi: Bidan}
          - {nama: Lia, puskesmas: Bua, profesi: Bidan}
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Rahmawatty}   #! ILP443
          - {puskesmas: Suli, klaster: 2, kedudukan: Anggota, nama: Lia}   #! ILP443

    Benar::

        puskesmas: [{nama: Suli}, {nama: Bua}]
        petugas:
          - {nama: Rahmawati, puskesmas: Suli, profesi: Bidan}
          - {nama: Lia, puskesmas: Suli, profesi: Bidan}
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: "Rahmawati, S.Tr.Keb"}
          - {puskesmas: Suli, klaster: 2, kedudukan: Anggota, nama: Lia}

    Langkah: betulkan nama atau NIP-nya, tambahkan ke lembar Petugas, atau isi sampai bila sudah tidak di klaster itu.
    """
    here: dict[Path, list[str]] = defaultdict(list)
    for petugas in case.district.petugas:
        if petugas.induk is not None:
            here[petugas.induk].append(petugas.nama_polos or petugas.nama)
    for own in case.of(susunan).values():
        for row in own.rows:
            why = estranged(case, row)
            if not why:
                continue
            unknown = row.who is None and not row.alike and row.other is None
            hint = maksud(vocabulary().bare_name(row.nama), here[row.puskesmas]) if unknown and row.nama else ""
            hint = "" if "NIP" in why else hint
            facts = {
                "nama": row.sebutan,
                "kedudukan": row.kedudukan.value if row.kedudukan else "bagian",
                "klaster": klaster_name(row.klaster) if row.klaster else "klaster",
                "sebab": why,
                "maksud": hint,
            }
            column = "nama" if row.nama else "nip"
            yield hit((*row.path, column), puskesmas=own.puskesmas.nama, **facts)


@rule(
    "ILP444",
    "Seorang PJ lebih dari satu klaster",
    message="{puskesmas}: {nama} PJ {klaster}",
    severity=Severity.NOTE,
)
def leads_several(case: Case) -> Iterator[Hit]:
    """Merangkap diperbolehkan bila tenaga terbatas dan petugasnya kompeten; dicatat supaya diketahui.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Ina}
          - {puskesmas: Suli, klaster: 3, kedudukan: PJ, nama: Ina}   #! ILP444

    Benar::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Ina}
          - {puskesmas: Suli, klaster: 3, kedudukan: PJ, nama: Yusuf}

    Langkah: biarkan bila memang merangkap; bila ada petugas lain yang kompeten, tunjuk ia.
    """
    led: dict[object, list[tuple[Susunan, Keanggotaan]]] = defaultdict(list)
    for own, row in leading(case):
        same = row.who or row.nip or (row.puskesmas, row.person)
        if row.klaster not in {other.klaster for place, other in led[same] if place is own}:
            led[same].append((own, row))
    for held in led.values():
        if len(held) > 1:
            by_place: dict[str, list[str]] = defaultdict(list)
            for own, row in held:
                by_place[own.puskesmas.nama].append(row.klaster)
            told = [f"{in_words(keys)}{f' {place}' if len(by_place) > 1 else ''}" for place, keys in by_place.items()]
            own, row = held[1]
            facts = {"nama": row.sebutan, "klaster": daftar(told)}
            yield hit(row.path, puskesmas=own.puskesmas.nama, **facts)


@rule(
    "ILP445",
    "Orang yang sama dua kali di satu klaster",
    message="{puskesmas}: {nama} tercatat {jumlah} kali di {klaster}{apa}",
    severity=Severity.WARNING,
)
def twice(case: Case) -> Iterator[Hit]:
    """Satu orang satu baris di satu klaster; yang tercatat dua kali dihitung satu orang.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Ina}
          - {puskesmas: Suli, klaster: 2, kedudukan: Anggota, nama: Ina}   #! ILP445

    Benar::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Ina}
          - {puskesmas: Suli, klaster: 2, kedudukan: Anggota, nama: Yusuf}

    Langkah: hapus salah satunya, atau betulkan namanya.
    """
    for own in case.of(susunan).values():
        for key in words().names:
            for rows in _by_person(own.of(key)).values():
                if len(rows) > 1:
                    roles = dict.fromkeys(row.kedudukan.value for row in rows if row.kedudukan is not None)
                    told = f", sebagai {daftar(roles)}" if len(roles) > 1 else ""
                    facts = {"nama": rows[0].sebutan, "jumlah": len(rows), "klaster": klaster_name(key), "apa": told}
                    yield hit(rows[1].path, puskesmas=own.puskesmas.nama, **facts)


@rule(
    "ILP446",
    "Petugas di luar klaster",
    message="{puskesmas}: {jumlah} dari {semua} petugas tidak tercatat di klaster mana pun: {nama}",
    severity=Severity.NOTE,
)
def outside(case: Case) -> Iterator[Hit]:
    """Setiap petugas puskesmas, juga yang di pustu, bertugas di suatu klaster. Kepala puskesmas tidak ditanyakan.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
          - {nama: Yusuf, puskesmas: Suli, profesi: Perawat}
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Ina}   #! ILP446

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
          - {nama: Yusuf, puskesmas: Suli, profesi: Perawat}
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Ina}
          - {puskesmas: Suli, klaster: 2, kedudukan: Anggota, nama: Yusuf}

    Langkah: tambahkan mereka ke klaster tempatnya bertugas.
    """
    for own in case.of(susunan).values():
        if own.luar:
            names = [petugas.nama for petugas in own.luar.values()]
            facts = {"jumlah": len(names), "semua": own.semua, "nama": names_of(names)}
            yield hit(own.rows[0].path, puskesmas=own.puskesmas.nama, **facts)


@rule(
    "ILP447",
    "Jabatan PJ klaster 1",
    message="{puskesmas}: PJ klaster 1, {nama} ({jabatan}), {sebab}",
    severity=Severity.NOTE,
    standard="puskesmas.pj_klaster_1",
)
def management_leader(case: Case) -> Iterator[Hit]:
    """PJ klaster 1 semula kepala tata usaha (KMK 2015/2023); menurut PMK 19/2024 pejabat fungsional yang ditunjuk.

    Naskah PMK 19/2024 belum dibaca; selama masa penyesuaiannya keduanya dijumpai. Paling-paling catatan, bukan
    kesalahan. Jabatan yang tidak menyebut jenjangnya tidak dinilai.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 1, kedudukan: PJ, nama: Ina, jabatan: Kasubag TU}   #! ILP447
          - {puskesmas: Suli, klaster: 1, kedudukan: Anggota, nama: Yusuf}

    Benar (2024-10-01)::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 1, kedudukan: PJ, nama: Ina, jabatan: Kasubag TU}
          - {puskesmas: Suli, klaster: 1, kedudukan: Anggota, nama: Yusuf}

    Langkah: siapkan penunjukan pejabat fungsional oleh kepala puskesmas; bila sudah ditunjuk, perbarui barisnya.
    """
    standard = case.standards.get("puskesmas.pj_klaster_1")
    if standard is None:
        return
    until = f"; masa penyesuaian sampai {tanggal(words().penyesuaian_sampai)}" if adapting(case.pada) else ""
    head = JabatanPJ.TATA_USAHA.value
    for own, row in leading(case):
        held = jabatan_of(row)
        if row.klaster != MANAJEMEN or held is JabatanPJ.BELUM_DIKETAHUI:
            continue
        old = standard.nilai == head
        if held is (JabatanPJ.TATA_USAHA if old else JabatanPJ.FUNGSIONAL):
            continue
        why = f"bukan {standard.nilai}" if old else f"bukan {standard.nilai}{until}"
        facts = {"nama": row.sebutan, "jabatan": row.jabatan, "sebab": why}
        yield hit(row.path, puskesmas=own.puskesmas.nama, **facts)


@rule(
    "ILP448",
    "Susunan klaster belum dinyatakan",
    message="{puskesmas}: susunan klasternya belum dinyatakan di lembar Klaster",
    severity=Severity.NOTE,
)
def not_stated(case: Case) -> Iterator[Hit]:
    """Puskesmas lokus yang tidak ada di lembar Klaster tidak diperiksa; belum dinyatakan bukan berarti belum ada.

    Hanya disebut bila puskesmas lain sudah mengisi lembar itu.

    Salah::

        puskesmas: [{nama: Suli}, {nama: Bua}]
        petugas: []
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli}
              - {puskesmas: Bua}   #! ILP448
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Ina}

    Benar::

        puskesmas: [{nama: Suli}, {nama: Bua}]
        petugas: []
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli}
              - {puskesmas: Bua}
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Ina}
          - {puskesmas: Bua, klaster: 2, kedudukan: PJ, nama: Lia}

    Langkah: minta susunan klasternya dari puskesmas itu, lalu isi lembar Klaster.
    """
    for path, puskesmas in case.of(unstated):
        yield hit(path, puskesmas=puskesmas.nama)


@rule("ILP449", "Isian lembar Klaster tidak dikenal", message="{puskesmas}: {kolom} {apa}{maksud}")
def not_known(case: Case) -> Iterator[Hit]:
    """Klaster ditulis 1 sampai 4 atau lintas (juga namanya, atau 5), kedudukan PJ atau Anggota.

    Baris yang tidak dikenal tidak dihitung, dan klaster puskesmasnya tidak dinyatakan kosong selama belum dibetulkan.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: 6, kedudukan: PJ, nama: Ina}   #! ILP449
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Yusuf, mulai: 2025-07-01, sampai: 2025-06-30}   #! ILP449

    Benar::

        puskesmas: [{nama: Suli}]
        petugas: []
        klaster:
          - {puskesmas: Suli, klaster: Klaster II (Ibu dan Anak), kedudukan: Penanggung Jawab, nama: Ina}
          - {puskesmas: Suli, klaster: 2, kedudukan: Anggota, nama: Yusuf}

    Langkah: pilih dari daftar di templat.
    """
    names = case.of(puskesmas_names)
    for row in case.of(memberships):
        name = names[row.puskesmas]
        written, role = row.tertulis["klaster"], row.tertulis["kedudukan"]
        if written and not row.klaster:
            facts = {"kolom": "klaster", "apa": f"“{written}” tidak dikenal", "maksud": words().klaster_meant(written)}
            yield hit((*row.path, "klaster"), puskesmas=name, **facts)
        if role and row.kedudukan is None:
            hint = maksud(role, [kedudukan.value for kedudukan in Kedudukan])
            facts = {"kolom": "kedudukan", "apa": f"“{role}” tidak dikenal", "maksud": hint}
            yield hit((*row.path, "kedudukan"), puskesmas=name, **facts)
        if row.mulai is not None and row.sampai is not None and row.sampai < row.mulai:
            told = f"{tanggal(row.sampai)} mendahului mulai, {tanggal(row.mulai)}"
            yield hit((*row.path, "sampai"), puskesmas=name, kolom="sampai", apa=told, maksud="")


@rule(
    "ILP460",
    "Dua sumber berbeda tentang penanggung jawab klaster",
    message="{puskesmas}: menurut lembar Petugas {nama} penanggung jawab {klaster}, menurut lembar Klaster {lain}",
    severity=Severity.WARNING,
)
def two_sources(case: Case) -> Iterator[Hit]:
    """Kolom penanggung jawab klaster di lembar Petugas dan lembar Klaster harus menyebut orang yang sama.

    Kolom yang kosong tidak bertentangan dengan apa pun. Selama berbeda, keduanya dianggap penanggung jawab: tidak
    diusulkan pindah.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, pj_klaster: 2}   #! ILP460
          - {nama: Yusuf, puskesmas: Suli, profesi: Perawat}
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Yusuf}
          - {puskesmas: Suli, klaster: 2, kedudukan: Anggota, nama: Ina}

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
          - {nama: Yusuf, puskesmas: Suli, profesi: Perawat, pj_klaster: 2}
        klaster:
          - {puskesmas: Suli, klaster: 2, kedudukan: PJ, nama: Yusuf}
          - {puskesmas: Suli, klaster: 2, kedudukan: Anggota, nama: Ina}

    Langkah: betulkan yang tertinggal; bila lembar Klaster dipakai, kolom di lembar Petugas boleh dikosongkan.
    """
    identities = case.district.identities
    for path, listed in case.of(noted).items():
        own = case.of(susunan).get(path)
        if own is None:
            continue
        for key, people in listed.items():
            pj = own.of(key, Kedudukan.PJ)
            if not own.sure(key) or any(row.who is None for row in pj):
                continue  # who is meant there is told by other rules
            instead = daftar(dict.fromkeys(row.sebutan for row in pj)) or "belum ada"
            for petugas in people:
                if identities[petugas.path] not in {row.who for row in pj}:
                    facts = {"nama": petugas.nama, "klaster": klaster_name(key), "lain": instead}
                    yield hit((*petugas.path, "pj_klaster"), puskesmas=own.puskesmas.nama, **facts)


RULES = (
    without_leader,
    too_few,
    two_leaders,
    stranger,
    leads_several,
    twice,
    outside,
    management_leader,
    not_stated,
    not_known,
    two_sources,
)
