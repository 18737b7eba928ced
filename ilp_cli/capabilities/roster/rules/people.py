"""ILP3xx: whether the people of the roster are who and where they are said to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import contained, maksud_tempat, normal
from ilp_cli.core.weekdays import EVERY_DAY, hari_text
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.doubtful import Pair, doubtful, may_be_one, shaky
from ilp_cli.district.identity import Who, same_name, surely_others
from ilp_cli.district.numbers import NIK_LENGTH, NIP_LENGTH, letters_in
from ilp_cli.district.people import Kader, Pergi, Person, Petugas
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.presence import gone
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.rulebook.rule import Hit, hit, rule
from ilp_cli.rulebook.where import where

_NAMED = 5
"""So many people are named in one finding."""


def _everyone(case: Case) -> Iterator[Petugas | Kader]:
    return chain(case.district.petugas, case.district.kader)


@rule(
    "ILP301",
    "NIP salah bentuk",
    message="NIP {nip} terdiri atas {ada} tanda, seharusnya {panjang} angka{sebab}",
)
def nip_misshaped(case: Case) -> Iterator[Hit]:
    """NIP dan NI PPPK terdiri atas 18 angka. Yang lain bentuknya tidak dapat mengenali orang. Kosong atau “-” boleh.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: 19850101 201001 2 90}   #! ILP301

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: 19850101 201001 2 901}

    Langkah: salin NIP dari SK pengangkatan; kosongkan bila bukan PNS atau PPPK.
    """
    decrees = (tahap.sk for tahap in case.district.tahap if tahap.sk)
    heads = (puskesmas.kepala for puskesmas in case.district.puskesmas)
    for signer in (case.district.penandatangan, *(sk.penandatangan for sk in decrees), *heads):
        if signer is None or not signer.nip or signer.nip.shaped:
            continue
        facts = {"nip": signer.nip, "ada": len(signer.nip), "panjang": NIP_LENGTH, "sebab": letters_in(signer.nip)}
        yield hit((*signer.path, "nip"), **facts)
    for petugas in case.district.petugas:
        if petugas.nip and not petugas.nip.shaped:
            facts = {"nip": petugas.nip, "ada": len(petugas.nip), "panjang": NIP_LENGTH}
            facts["sebab"] = letters_in(petugas.nip)
            yield hit((*petugas.path, "nip"), puskesmas=petugas.puskesmas, **facts)


@rule(
    "ILP302",
    "NIP atau NIK tersimpan sebagai angka",
    message="{kolom} tersimpan sebagai angka, bukan teks; digit belakangnya tidak dapat dipercaya",
)
def number_damaged(case: Case) -> Iterator[Hit]:
    """Excel hanya menyimpan 15 angka; NIP (18) dan NIK (16) yang diketik sebagai angka kehilangan digit belakangnya.

    Nomor seperti itu tidak dipakai dan tidak pernah ditebak.

    Salah petugas.csv::

        nama,puskesmas,profesi,nip
        Ina,Suli,Bidan,1.98501E+17   #! ILP302

    Benar petugas.csv::

        nama,puskesmas,profesi,nip
        Ina,Suli,Bidan,198501012010012901

    Langkah: ubah format kolomnya menjadi Teks, lalu ketik ulang nomornya dari dokumen asli.
    """
    for person in _everyone(case):
        for column in sorted(person.rusak):
            yield hit((*person.path, column), kolom=column.upper(), puskesmas=person.puskesmas)


@rule(
    "ILP303",
    "Satu orang di dua tempat pada hari yang sama",
    message="“{nama}” tercatat di {pertama}{sebagai} ({letak}) dan di {kedua} pada {hari}",
)
def two_places(case: Case) -> Iterator[Hit]:
    """Orang yang sama hanya dihitung sekali per hari, di tempat yang ditulis lebih dulu.

    Sama berarti NIP-nya sama, atau NIK-nya sama; baris yang hanya ber-NIK dikenali juga dari baris lain yang memuat
    NIK itu bersama NIP. Kader pustu yang juga kader posyandu bukan bentrok; lihat ILP207.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nip: 198501012010012901}
          - {nama: Ina, puskesmas: Suli, pustu: Murante, profesi: Bidan, nip: 198501012010012901}   #! ILP303

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nip: 198501012010012901, hari_tugas: Sen-Rab}
          - {nama: Ina, puskesmas: Suli, pustu: Murante, profesi: Bidan, nip: 198501012010012901, hari_tugas: Kam-Jum}

    Langkah: bagi hari tugasnya, batasi masanya dengan mulai dan sampai, atau hapus salah satu baris.
    """
    for listed in case.district.listed_again.values():
        before: dict[tuple[object, ...], Petugas | Kader] = {}  # rows that differ in nothing looked at stand for one
        for second in listed:
            for first in before.values():
                days = _clash(case, first, second)
                if days:
                    yield hit(
                        second.path,
                        nama=second.nama,
                        sebagai="" if normal(first.nama) == normal(second.nama) else f" sebagai “{first.nama}”",
                        pertama=where(first),
                        letak=str(first.place("nama")),
                        kedua=where(second),
                        hari=hari_text(days),
                        puskesmas=second.puskesmas,
                        pustu=second.pustu,
                    )
                    break
            key = (type(second), unit_of(second), bool(second.pustu), second.hari, second.mulai, second.sampai)
            before.setdefault(key, second)


def _clash(case: Case, first: Petugas | Kader, second: Petugas | Kader) -> frozenset[int]:
    """The weekdays on which two rows of one person put them in two places, from the day of the check on."""
    ends = [end for end in (first.sampai, second.sampai) if end]
    starts = [start for start in (first.mulai, second.mulai) if start]
    if ends and (min(ends) < case.pada or (starts and max(starts) > min(ends))):
        return frozenset()
    days: frozenset[int] = frozenset()
    first_post, second_post = _post(first), _post(second)
    if first_post and second_post and first_post != second_post:
        days |= _days(case, first, first_post[0]) & _days(case, second, second_post[0])
    if isinstance(first, Kader) and isinstance(second, Kader):
        posts = first.posyandu_path, second.posyandu_path
        if None not in posts and posts[0] != posts[1]:
            days |= (first.hari or EVERY_DAY) & (second.hari or EVERY_DAY)
    return days


def _post(person: Petugas | Kader) -> tuple[Path, str] | None:
    """Where and as what a row is counted day by day; a kader of a posyandu alone is not."""
    if isinstance(person, Kader):
        return (person.pustu_path, "kader") if person.pustu_path else None
    return (person.unit, person.profesi or "") if person.unit else None


def unit_of(person: Petugas | Kader) -> Path | None:
    """The path of the unit a row lists its person at; None where it is not registered."""
    if isinstance(person, Kader):
        return person.pustu_path or person.posyandu_path or person.induk
    return person.unit


def _days(case: Case, person: Person, unit: Path) -> frozenset[int]:
    """The weekdays a row claims; without any, every service day of its unit."""
    return person.hari or case.district.days_of(unit)


@rule(
    "ILP304",
    "Tempat tugas tidak terdaftar",
    message="{jenis} “{nama}” tidak terdaftar{petunjuk}",
)
def unit_unknown(case: Case) -> Iterator[Hit]:
    """Orang yang tempatnya tidak dikenal tidak dihitung di mana pun. Nama yang mirip hanya diusulkan.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpo, profesi: Bidan}   #! ILP304

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}

    Langkah: betulkan nama di roster, atau daftarkan tempat itu di roadmap.yaml.
    """
    district = case.district
    names = [name for puskesmas in district.puskesmas for name in (puskesmas.nama, *puskesmas.alias)]
    hints: dict[tuple[str, str, str], str] = {}
    for person in _everyone(case):
        if person.puskesmas and person.induk is None:
            key = ("puskesmas", "", person.puskesmas)
            if key not in hints:
                hints[key] = _hint_of_puskesmas(case, person.puskesmas, names)
            path = (*person.path, "puskesmas")
            yield hit(path, jenis="puskesmas", nama=person.puskesmas, petunjuk=hints[key])
        if person.induk is None:
            continue
        for kind, name in _unknown_units(person):
            key = (kind, person.puskesmas, name)
            if key not in hints:
                hints[key] = _hint(case, kind, name, person)
            facts = {"jenis": kind, "nama": name, "petunjuk": hints[key], "puskesmas": person.puskesmas}
            yield hit((*person.path, kind), **facts)


def _unknown_units(person: Petugas | Kader) -> Iterator[tuple[str, str]]:
    if isinstance(person, Petugas):
        if person.pustu and person.unit is None:
            yield "pustu", person.pustu
        return
    if person.pustu and person.pustu_path is None:
        yield "pustu", person.pustu
    if person.posyandu and person.posyandu_path is None:
        yield "posyandu", person.posyandu


def _hint_of_puskesmas(case: Case, name: str, names: Sequence[str]) -> str:
    """The nearest puskesmas; else the pustu whose name stands in the text, each with its puskesmas."""
    if likely := maksud_tempat(name, names):
        return likely
    units = [(unit.nama, puskesmas.nama) for puskesmas in case.district.puskesmas for unit in puskesmas.pustu]
    inside = contained(name, {nama for nama, _ in units})
    owners = sorted(
        f"{nama} ({puskesmas})" for nama, puskesmas in units if normal(nama) in (normal(name), normal(inside or ""))
    )
    return f"; ada pustu {daftar(owners)}" if owners else ""


def _hint(case: Case, kind: str, name: str, person: Person) -> str:
    """Where the name is registered instead, or the nearest name under the person's own puskesmas."""
    finder = Puskesmas.find_pustu if kind == "pustu" else Puskesmas.find_posyandu
    bare = vocabulary().kind_of_place(name)[1]
    owners = [
        puskesmas.nama
        for puskesmas in case.district.puskesmas
        if finder(puskesmas, name) or (finder(puskesmas, bare) and puskesmas.path != person.induk)
    ]
    if owners:
        return f" di {person.puskesmas}; terdaftar di {', '.join(owners)}"
    own = next(puskesmas for puskesmas in case.district.puskesmas if puskesmas.path == person.induk)
    units = own.pustu if kind == "pustu" else own.posyandu
    if kind == "pustu" and normal(name) in own.names():
        return f" di {person.puskesmas}; kosongkan bila yang dimaksud puskesmas induknya"
    return f" di {person.puskesmas}" + maksud_tempat(name, [unit.nama for unit in units])


@rule(
    "ILP305",
    "Profesi tidak dikenali",
    message="profesi atau jabatan “{tertulis}” tidak dikenali",
)
def profession_unknown(case: Case) -> Iterator[Hit]:
    """Profesi menentukan siapa dihitung sebagai bidan dan siapa perawat; yang tidak dikenali tidak dihitung.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidann}   #! ILP305

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}

    Langkah: pilih profesi dari lembar Referensi roster (`ilp template FOLDER -o roster-kosong.xlsx`): Bidan, Perawat,
    Dokter, ATLM, ….
    """
    for petugas in case.district.petugas:
        written = petugas.profesi_tertulis or petugas.jabatan
        if written and petugas.profesi is None:
            column = "profesi" if petugas.profesi_tertulis else "jabatan"
            facts = {"tertulis": written, "puskesmas": petugas.puskesmas, "pustu": petugas.pustu}
            yield hit((*petugas.path, column), **facts)


@rule(
    "ILP306",
    "Baris sama ditulis dua kali",
    message="baris “{nama}” sama dengan baris “{lain}” di {letak}{akibat}",
)
def same_row_twice(case: Case) -> Iterator[Hit]:
    """Nama yang sama di unit yang sama tanpa NIP dan NIK dihitung sebagai satu orang, dan disebut di sini.

    Gelar, huruf besar, spasi dan nomor urut dikesampingkan. Satu orang yang tertulis dua kali tidak mengisi dua tempat.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        kader:
          - {nama: Ani, puskesmas: Suli, pustu: Cimpu}
          - {nama: Ani, puskesmas: Suli, pustu: Cimpu}   #! ILP306

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        kader:
          - {nama: Ani, puskesmas: Suli, pustu: Cimpu}
          - {nama: Tuti, puskesmas: Suli, pustu: Cimpu}

    Langkah: hapus baris yang kedua; bila memang dua orang, bedakan namanya atau isi NIK-nya.
    """
    twins = _twins(case.district.listed_again)
    named = [(person, person.all_as_written(("nama",))[0].casefold()) for person in _everyone(case) if person.nama]
    times = Counter(nama for _, nama in named)
    first: dict[tuple[object, ...], Petugas | Kader] = {}
    for person, nama in named:
        if times[nama] == 1 and person.path not in twins:
            continue
        own = ("profesi_tertulis", "jabatan") if isinstance(person, Petugas) else ("posyandu", "desa")
        texts = person.all_as_written(("puskesmas", "pustu", "hari_tugas", *own))
        key = (
            type(person),
            nama,
            person.nip,
            person.nik,
            person.rusak,
            person.mulai,
            person.sampai,
            *texts,
        )
        before = first.setdefault(key, person)
        same = before is not person and not surely_others(before, person)
        alike = twins.get(person.path)
        if same or alike is not None:
            earlier = before if same else alike or before
            facts = {"nama": person.nama, "lain": earlier.nama, "letak": str(earlier.place("nama"))}
            facts["akibat"] = "; dihitung sebagai satu orang" if alike is not None else ""
            yield hit((*person.path, "nama"), puskesmas=person.puskesmas, pustu=person.pustu, **facts)


@rule(
    "ILP330",
    "Dua nama yang mungkin satu orang",
    message="“{nama}” dan “{lain}” ({letak}) di {tempat} mungkin satu orang: {sebab}; keduanya dihitung{akibat}",
    severity=Severity.WARNING,
)
def perhaps_one(case: Case) -> Iterator[Hit]:
    """Dua nama yang mirip di satu unit ditanyakan, sebab satu orang tidak boleh mengisi dua tempat.

    Mirip berarti: ejaannya lain (Rahmah, Rahma), urutannya lain, satu disingkat (S. Rahma), satu memakai nama ayah,
    atau satu huruf di tengah kata berbeda; di dua profesi hanya nama yang sama. Tidak ada yang digabungkan. Yang NIP
    atau NIK-nya berbeda, atau tanggal lahir atau jenis kelaminnya berbeda, tidak ditanyakan.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        kader:
          - {nama: Siti Rahmah, puskesmas: Suli, pustu: Cimpu}
          - {nama: Siti Rahma, puskesmas: Suli, pustu: Cimpu}   #! ILP330

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        kader:
          - {nama: Siti Rahmah, puskesmas: Suli, pustu: Cimpu, tanggal_lahir: 1985-02-01}
          - {nama: Siti Rahma, puskesmas: Suli, pustu: Cimpu, tanggal_lahir: 1991-07-09}

    Langkah: bila satu orang, hapus satu barisnya; bila dua orang, isi NIK atau tanggal lahir keduanya.
    """
    said = set[Path]()
    for pair in case.of(may_be_one):
        person, other = pair.second, pair.first
        if person.path not in said:
            said.add(person.path)
            facts = {"nama": person.nama, "lain": other.nama, "letak": str(other.place("nama")), "sebab": pair.sebab}
            facts |= {"tempat": where(person), "puskesmas": person.puskesmas, "pustu": person.pustu}
            facts["akibat"] = _with_one(case, pair)
            yield hit((*person.path, "nama"), **facts)


def _with_one(case: Case, pair: Pair) -> str:
    """What the unit of two names lacks if they are one person, where it meets its minimum only with both."""
    unit = case.of(shaky).get(pair.unit)
    return f"; bila satu orang, minimumnya tidak terpenuhi: {unit.kurang}" if unit is not None else ""


def _twins(again: Mapping[Who, Sequence[Petugas | Kader]]) -> dict[Path, Petugas | Kader]:
    """The rows that only their name makes one with an earlier row of the same unit and kind, with that row."""
    twins: dict[Path, Petugas | Kader] = {}
    for rows in again.values():
        posts: dict[tuple[object, ...], Petugas | Kader] = {}
        for person in rows:
            named = [(*post, same_name(person)) for post in person.posts]
            twin = next((posts[post] for post in named if post in posts), None)
            if twin is not None and _unnumbered(twin, person):
                twins[person.path] = twin
            for post in named:
                posts.setdefault(post, person)
    return twins


def _unnumbered(first: Person, second: Person) -> bool:
    """Whether one of two rows of a name has no number of its own, and both may stand for one time."""
    meet = not (first.sampai and second.mulai and first.sampai < second.mulai) and not (
        second.sampai and first.mulai and second.sampai < first.mulai
    )
    meet = meet and not (first.hari and second.hari and not first.hari & second.hari)
    return meet and not ((first.nip.own or first.nik.own) and (second.nip.own or second.nik.own))


@rule("ILP307", "Hari tugas tidak dimengerti", message="hari tugas “{tertulis}” tidak dimengerti")
def days_unknown(case: Case) -> Iterator[Hit]:
    """Hari tugas ditulis sebagai nama hari, rentang, atau “setiap hari”; kosong berarti setiap hari layanan.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, hari_tugas: piket}   #! ILP307

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, hari_tugas: "Sen-Rab, Jumat"}

    Langkah: tulis misalnya Senin-Jumat, “Senin, Rabu”, atau setiap hari.
    """
    for person in _everyone(case):
        if person.hari is None:
            facts = {"tertulis": person.hari_tugas, "puskesmas": person.puskesmas, "pustu": person.pustu}
            yield hit((*person.path, "hari_tugas"), **facts)


@rule(
    "ILP308",
    "NIK salah bentuk",
    message="NIK terdiri atas {ada} tanda, seharusnya {panjang} angka",
)
def nik_misshaped(case: Case) -> Iterator[Hit]:
    """NIK terdiri atas 16 angka. Kolom ini boleh kosong; NIK tidak pernah ditampilkan atau diekspor.

    Salah::

        puskesmas: [{nama: Suli}]
        kader:
          - {nama: Ani, puskesmas: Suli, nik: 73170145019000}   #! ILP308

    Benar::

        puskesmas: [{nama: Suli}]
        kader:
          - {nama: Ani, puskesmas: Suli, nik: "-"}

    Langkah: salin NIK dari kartu keluarga, atau kosongkan.
    """
    for person in _everyone(case):
        if person.nik and not person.nik.shaped:
            facts = {"ada": len(person.nik), "panjang": NIK_LENGTH}
            yield hit((*person.path, "nik"), puskesmas=person.puskesmas, **facts)


@rule("ILP309", "Selesai sebelum mulai", message="sampai {sampai} lebih awal daripada mulai {mulai}")
def ends_before_start(case: Case) -> Iterator[Hit]:
    """Masa tugas yang berakhir sebelum mulai membuat orang itu tidak pernah dihitung.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, mulai: 2025-03-01, sampai: 2024-03-01}   #! ILP309

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, mulai: 2025-03-01, sampai: 2026-03-01}

    Langkah: betulkan tanggal mulai atau sampai.
    """
    for person in _everyone(case):
        if person.mulai and person.sampai and person.sampai < person.mulai:
            facts = {"mulai": person.mulai.isoformat(), "sampai": person.sampai.isoformat()}
            yield hit((*person.path, "sampai"), puskesmas=person.puskesmas, **facts)


@rule(
    "ILP324",
    "Tidak dihitung karena sudah keluar",
    message="“{nama}” ({tempat}) tidak dihitung: {kolom} “{kata}”",
    severity=Severity.WARNING,
)
def has_left(case: Case) -> Iterator[Hit]:
    """Roster sendiri mengatakan orang ini sudah pergi atau bukan petugas: pensiun, meninggal, pindah, magang.

    Kata-kata di kolom status, keaktifan, keterangan, dalam kurung di belakang nama, di komentar sel, dan di keterangan
    warna yang selnya berwarna sama dibaca; daftarnya di configs/reading.yaml. Bila kata itu menyebut tanggal, orangnya
    dihitung sampai hari sebelumnya; sesudah “tugas belajar s/d …” ia dihitung lagi.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, status: Pensiun}   #! ILP324
          - {nama: Budi (alm.), puskesmas: Suli, profesi: Perawat}   #! ILP324

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, status: PNS, sampai: 2025-12-31}

    Langkah: hapus barisnya, atau isi sampai; bila masih bertugas, betulkan kata itu.
    """
    for person in _everyone(case):
        if person.pergi is not None and gone(person, case.pada):
            facts = {"nama": person.nama, "tempat": where(person), "kolom": person.pergi.kolom}
            facts |= {"kata": person.pergi.kata, "puskesmas": person.puskesmas, "pustu": person.pustu}
            yield hit((*person.path, _column(person.pergi)), **facts)


@rule(
    "ILP325",
    "Mungkin sudah keluar",
    message="“{nama}” ({tempat}) masih dihitung, padahal {kolom} menyebut “{kata}”",
    severity=Severity.WARNING,
)
def may_have_left(case: Case) -> Iterator[Hit]:
    """Catatan menyebut pensiun, pindah atau cuti, tetapi tidak dengan pasti: rencana, atau di tengah kalimat.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, keterangan: "usul pindah ke RSUD"}   #! ILP325

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, sampai: 2027-01-31, keterangan: ke RSUD}

    Cuti dan sakit ditulis di lembar Cuti, dengan hari pertama dan terakhirnya; yang ada di sana tidak ditanyakan lagi.

    Langkah: bila sudah pergi, isi sampai atau hapus barisnya; bila belum, isi sampai dengan hari terakhirnya, dan
    cutinya di lembar Cuti.
    """
    doubts = case.of(doubtful)
    for person in _everyone(case):
        pergi = person.pergi
        if pergi is not None and not pergi.pasti and person.path in doubts:
            facts = {"nama": person.nama, "tempat": where(person), "kolom": pergi.kolom, "kata": pergi.kata}
            yield hit((*person.path, _column(pergi)), puskesmas=person.puskesmas, pustu=person.pustu, **facts)


def _column(pergi: Pergi) -> str:
    """The column that what is said of a going stands in; a comment or a colour is that of the name."""
    return pergi.kolom if pergi.kolom in ("status", "keaktifan", "keterangan") else "nama"


@rule(
    "ILP326",
    "Status kepegawaian tidak dikenal",
    message="status “{status}” ({jumlah} baris) tidak dikenal; pensiun dan akhir kontraknya tidak dapat diperkirakan",
    severity=Severity.NOTE,
)
def status_unknown(case: Case) -> Iterator[Hit]:
    """Status menentukan siapa pensiun pada umur berapa dan siapa bertugas dengan kontrak. Orangnya tetap dihitung.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, status: Golongan D}   #! ILP326

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, status: PNS}

    Langkah: tulis PNS, CPNS, PPPK, PPPK Paruh Waktu, BLUD, Kontrak, Honorer, atau Sukarela.
    """
    strangers: dict[str, list[Petugas]] = {}
    for petugas in case.district.petugas:
        if petugas.status and not petugas.kepegawaian and petugas.pergi is None:
            strangers.setdefault(normal(petugas.status), []).append(petugas)
    for rows in strangers.values():
        yield hit((*rows[0].path, "status"), status=rows[0].status, jumlah=len(rows), puskesmas=rows[0].puskesmas)


@rule(
    "ILP327",
    "NIP PNS atau PPPK kosong",
    message="{jumlah} PNS atau PPPK {puskesmas} tanpa NIP: {nama}",
    severity=Severity.NOTE,
)
def asn_without_nip(case: Case) -> Iterator[Hit]:
    """Tanpa NIP orang hanya dikenali dari namanya, pensiunnya tidak dapat dihitung, dan NIP-nya tidak tercetak di SK.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, status: PNS}   #! ILP327

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, status: PNS, nip: 198501052010012901}

    Langkah: salin NIP dari SK pengangkatan.
    """
    missing: dict[str, list[Petugas]] = {}
    for petugas in case.district.petugas:
        if petugas.asn and not petugas.nip and "nip" not in petugas.rusak and petugas.nama:
            missing.setdefault(petugas.puskesmas, []).append(petugas)
    for puskesmas, rows in missing.items():
        named = [petugas.nama for petugas in rows[:_NAMED]]
        more = [f"{len(rows) - _NAMED} lagi"] if len(rows) > _NAMED else []
        yield hit((*rows[0].path, "nip"), jumlah=len(rows), puskesmas=puskesmas, nama=daftar([*named, *more]))


RULES = (
    nip_misshaped,
    number_damaged,
    two_places,
    unit_unknown,
    profession_unknown,
    same_row_twice,
    days_unknown,
    nik_misshaped,
    ends_before_start,
    has_left,
    may_have_left,
    status_unknown,
    asn_without_nip,
    perhaps_one,
)
