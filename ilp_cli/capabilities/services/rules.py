"""ILP430 to ILP437: whether what units say they offer is what belongs there, and whether referral arrives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ilp_cli.capabilities.services.model import bound, breaks, misplaced, refused
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.layanan import Jawaban, Tawaran, given, targets, tawaran, told
from ilp_cli.law.services import TEMPAT, Layanan, Nilai, matriks
from ilp_cli.rulebook.rule import Basis, Hit, hit, rule


def _named(own: Tawaran) -> dict[str, object]:
    """The facts that say which unit a finding is about."""
    facts: dict[str, object] = {"tempat": own.tempat, "puskesmas": own.puskesmas.nama}
    return facts if own.jenis == "puskesmas" else {**facts, own.jenis: own.unit.nama}


def _read(services: Iterable[Layanan], place: str) -> Basis:
    """The figures and tables behind the cells of some services at a place; that they bind a unit is our reading."""
    matrix = matriks()
    sources = dict.fromkeys(service.sel[place].sumber for service in services if place in service.sel)
    return Basis(", ".join((matrix.peraturan, *sources)), matrix.pangkat.value)


@rule(
    "ILP430",
    "Kelompok sasaran tidak dilayani",
    message="{tempat}: {kelompok} tidak dilayani",
    severity=Severity.WARNING,
    standard="posyandu.sasaran",
)
def group_not_served(case: Case) -> Iterator[Hit]:
    """Hari buka posyandu melayani kelima sasaran; juga pustu dan puskesmas melayani semua siklus hidup (turunan).

    Hanya lokus yang menyatakan layanannya di lembar Layanan yang diperiksa. Satu kelompok tidak dilayani bila tertulis
    demikian, atau bila semua layanannya yang tempatnya di situ dinyatakan tidak ada.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, pustu: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: ibu hamil; balita; remaja; usia dewasa, ada: ya}
          - {puskesmas: Suli, posyandu: Melati, kelompok: usia lanjut, ada: tidak}   #! ILP430

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, pustu: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: semua sasaran, ada: ya}

    Langkah: layani kelompok itu pada hari buka, boleh terjadwal; bila sudah, betulkan barisnya.
    """
    for own in bound(case):
        for group in case.of(targets):
            if own.kelompok(group) is Jawaban.TIDAK:
                said = own.kata.get((group, ""))
                rows = [word.path for (key, _), word in own.kata.items() if key == group]
                path = (*said.path, "kelompok") if said is not None else (*rows[0], "layanan")
                facts = {"kelompok": matriks().kelompok[group].sebutan, **_named(own)}
                # Of the other places the standard says nothing.
                yield hit(path, **facts, **({} if own.jenis == "posyandu" else {"basis": _read((), own.jenis)}))


@rule(
    "ILP431",
    "Sasaran hari buka belum lengkap dinyatakan",
    message="{tempat}: belum diketahui apakah {kelompok} dilayani",
    severity=Severity.NOTE,
    standard="posyandu.sasaran",
)
def group_not_told(case: Case) -> Iterator[Hit]:
    """Posyandu lokus yang menyatakan layanannya menyebut kelima sasaran; yang tidak disebut belum diketahui.

    Yang belum diketahui tidak dihitung dilayani dan tidak dihitung gagal.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, pustu: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: ibu hamil; balita, ada: ya}   #! ILP431

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, pustu: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: ibu hamil; balita, ada: ya}
          - {puskesmas: Suli, posyandu: Melati, kelompok: remaja; usia dewasa; usia lanjut, ada: ya}

    Langkah: tambahkan baris untuk kelompok itu, ya atau tidak.
    """
    for own in bound(case):
        clashed = {said.kunci[0] for pair in own.bertentangan for said in (pair.kini, pair.lalu)}
        unknown = [
            matriks().kelompok[group].sebutan
            for group in case.of(targets)
            if own.kelompok(group) is Jawaban.BELUM and group not in clashed
        ]
        if own.jenis == "posyandu" and unknown and own.kata:
            yield hit(next(iter(own.kata.values())).path, kelompok=daftar(unknown), **_named(own))


@rule(
    "ILP432",
    "Layanan yang tempatnya di sini tidak ada",
    message="{tempat}: {layanan} dinyatakan tidak ada, padahal tempatnya di {jenis}",
    severity=Severity.WARNING,
)
def service_refused(case: Case) -> Iterator[Hit]:
    """Matriks layanan (lihat `ilp services`) menyebut layanan apa di puskesmas, pustu, posyandu, dan rumah.

    Hanya sel yang gambar dan tabelnya sejalan diperiksa; yang tidak seragam tidak pernah menjadi temuan. Bahwa setiap
    unit wajib menyediakannya adalah bacaan program (turunan).

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, pustu: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: semua sasaran, ada: ya}
          - {puskesmas: Suli, posyandu: Melati, kelompok: balita, layanan: imunisasi, ada: tidak}   #! ILP432

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, pustu: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: semua sasaran, ada: ya}
          - {puskesmas: Suli, posyandu: Melati, kelompok: balita, layanan: imunisasi, ada: ya}

    Langkah: rencanakan layanan itu dengan tenaga dan alatnya, atau sebut unit terdekat yang menerimanya.
    """
    for own in bound(case):
        for path, services in _by_row(own, refused(own, case.of(targets))).items():
            names = daftar(service.sebutan for service in services)
            yield hit((*path, "ada"), layanan=names, jenis=own.jenis, basis=_read(services, own.jenis), **_named(own))


@rule(
    "ILP433",
    "Layanan bukan untuk tempat ini",
    message="{tempat}: {layanan} dinyatakan ada, padahal tempatnya {lain}",
    severity=Severity.WARNING,
)
def service_misplaced(case: Case) -> Iterator[Hit]:
    """Layanan yang menurut matriks bukan untuk tempat itu, misalnya persalinan di posyandu.

    Hanya sel yang gambar dan tabelnya sejalan diperiksa; yang tidak seragam, atau yang tidak terbaca, tidak disebut.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, pustu: Cimpu}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, layanan: persalinan, ada: ya}   #! ILP433

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, pustu: Cimpu}]}]
        layanan:
          - {puskesmas: Suli, layanan: persalinan, ada: ya}

    Langkah: periksa barisnya; bila memang dilayani di sana, pastikan pelaksananya dan rujukannya.
    """
    for own in case.of(tawaran).values():
        for path, services in _by_row(own, misplaced(own) if own.kata else ()).items():
            for service in services:
                places = [place for place in TEMPAT if service.at(place) is Nilai.YA]
                lain = f"di {daftar(places)}" if places else f"bukan di {own.jenis}"
                basis = _read((service,), own.jenis)
                yield hit((*path, "layanan"), layanan=service.sebutan, lain=lain, basis=basis, **_named(own))


def _by_row(own: Tawaran, services: Iterable[Layanan]) -> dict[Path, list[Layanan]]:
    """Services by the row in which a unit tells of them."""
    rows: dict[Path, list[Layanan]] = {}
    for service in services:
        rows.setdefault(own.kata[service.kelompok, service.kunci].path, []).append(service)
    return rows


@rule("ILP434", "Layanan atau kelompok tidak dikenal", message="{sebab}")
def service_unknown(case: Case) -> Iterator[Hit]:
    """Nama layanan dan kelompok ditulis seperti di `ilp services`; yang tidak dikenal tidak dihitung sebagai apa pun.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: balita, layanan: imunisassi, ada: ya}   #! ILP434

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: balita, layanan: imunisasi, ada: ya}

    Langkah: betulkan namanya; daftarnya ada di `ilp services FOLDER [--roster BERKAS]`.
    """
    for strange in case.of(told)[1] if given(case) else ():
        yield hit(strange.path, sebab=strange.sebab, **_named_of(case, strange.unit))


def _named_of(case: Case, unit: Path) -> dict[str, object]:
    own = case.of(tawaran).get(unit)
    return _named(own) if own is not None else {}


@rule(
    "ILP435",
    "Layanan dinyatakan dua kali, jawabannya berbeda",
    message="{tempat}: {apa} dinyatakan {kini}, padahal {lalu}",
)
def told_twice(case: Case) -> Iterator[Hit]:
    """Dua baris tentang hal yang sama, dengan hari yang sama, tidak mungkin ya dan tidak; keduanya tidak dihitung.

    Baris yang bertanggal menggantikan yang lebih lama, jadi perubahan ditulis sebagai baris baru dengan `sejak`.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: usia lanjut, ada: ya}
          - {puskesmas: Suli, posyandu: Melati, kelompok: usia lanjut, ada: tidak}   #! ILP435

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: usia lanjut, ada: tidak}
          - {puskesmas: Suli, posyandu: Melati, kelompok: usia lanjut, ada: ya, sejak: 2025-03-01}

    Langkah: hapus baris yang keliru, atau isi sejak kapan masing-masing berlaku.
    """
    for own in case.of(tawaran).values():
        for pair in own.bertentangan:
            words = {said.path: "ada" if said.ada else "tidak ada" for said in (pair.kini, pair.lalu)}
            what = [_said(said.kunci) for said in (pair.kini, pair.lalu)]
            same = pair.kini.kunci == pair.lalu.kunci
            place = case.place(pair.lalu.path)
            where = f"baris {place.cell or place.line}" if place.cell or place.line else "baris lain"
            lalu = f"{where} menyatakan {'' if same else f'{what[1]} '}{'ada' if pair.lalu.ada else 'tidak ada'}"
            yield hit((*pair.kini.path, "ada"), apa=what[0], kini=words[pair.kini.path], lalu=lalu, **_named(own))


def _said(key: tuple[str, str]) -> str:
    matrix = matriks()
    return matrix.layanan[key[1]].sebutan if key[1] else f"pelayanan {matrix.kelompok[key[0]].sebutan}"


@rule(
    "ILP436",
    "Rujukan tidak ada penerimanya",
    message="{tempat} merujuk ke {tujuan} ({untuk}), tetapi {sebab}",
    severity=Severity.WARNING,
)
def referral_broken(case: Case) -> Iterator[Hit]:
    """Yang ditemukan di posyandu diterima pustu pembinanya, lalu puskesmas; di rantai itu tidak boleh ada celah.

    Diperiksa untuk layanan yang menurut matriks dirujuk: gizi anak, TBC, hipertensi, diabetes, dan K1–K5 ibu hamil.
    Penerima yang belum menyatakan layanannya belum diketahui, jadi bukan temuan. Arah rujukan bacaan program (turunan).

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, pustu: Cimpu}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: usia dewasa, layanan: hipertensi, ada: ya}
          - {puskesmas: Suli, pustu: Cimpu, kelompok: usia dewasa, layanan: hipertensi, ada: tidak}   #! ILP436

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, pustu: Cimpu}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: usia dewasa, layanan: hipertensi, ada: ya}
          - {puskesmas: Suli, pustu: Cimpu, kelompok: usia dewasa, layanan: hipertensi, ada: ya}

    Langkah: sebut pustu pembina dengan kunci `pustu` di posyandunya, atau sepakati siapa yang menerima rujukannya.
    """
    for broken in case.of(breaks):
        facts = {**_named(broken.dari), "tujuan": broken.tempat, "sebab": broken.sebab}
        words = daftar(dict.fromkeys(service.rujukan[broken.tempat] for service in broken.layanan))
        yield hit(broken.path, untuk=words, basis=_read(broken.layanan, broken.dari.jenis), **facts)


@rule(
    "ILP437",
    "Layanan bertanggal sesudah hari pemeriksaan",
    message="{tempat}: {apa} sejak {sejak}, sesudah hari pemeriksaan {pada}; belum dihitung",
    severity=Severity.NOTE,
)
def not_yet(case: Case) -> Iterator[Hit]:
    """Yang baru akan ada belum dihitung; tahunnya mungkin salah ketik.

    Salah (2025-12-01)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: usia lanjut, ada: ya, sejak: 2026-01-05}   #! ILP437

    Benar (2025-12-01)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        layanan:
          - {puskesmas: Suli, posyandu: Melati, kelompok: usia lanjut, ada: ya, sejak: 2025-01-05}

    Langkah: betulkan tanggalnya, atau biarkan sampai harinya tiba.
    """
    for said in case.of(told)[0] if given(case) else ():
        if said.sejak is not None and said.sejak > case.pada:
            facts = {"apa": _said(said.kunci), "sejak": tanggal(said.sejak), "pada": tanggal(case.pada)}
            yield hit((*said.path, "sejak"), **facts, **_named_of(case, said.unit))


RULES = (
    group_not_served,
    group_not_told,
    service_refused,
    service_misplaced,
    service_unknown,
    told_twice,
    referral_broken,
    not_yet,
)
