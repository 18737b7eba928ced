"""ILP8xx: whether a stage is ready to be set by decree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import normal
from ilp_cli.core.words import BLANK, daftar
from ilp_cli.district.case import Case
from ilp_cli.district.office import office_of, on_behalf
from ilp_cli.district.roadmap import SK, Penandatangan, Tahap, number_key
from ilp_cli.rulebook.rule import Hit, hit, rule

CODES = {"kabupaten": (1, 40), "kota": (71, 79)}
"""The figures behind the point of the Kemendagri codes in use, by the kind of district."""


def _texts(case: Case) -> Iterator[tuple[Path, str, date]]:
    """Every text that cites regulations, with the day on which they have to be in force."""
    district = case.district
    for index, text in enumerate(district.mengingat):
        yield ("mengingat", index), text, case.pada
    for tahap in district.every_stage():
        if tahap.sk and tahap.tahun in case.years:
            for index, text in enumerate(tahap.sk.mengingat):
                yield (*tahap.sk.path, "mengingat", index), text, tahap.sk.tanggal or case.pada
    for sasaran in district.sasaran:
        yield (*sasaran.path, "dasar"), sasaran.dasar or "", case.pada
    for own in district.standar:
        yield (*own.path, "dasar"), own.dasar, case.pada


@rule(
    "ILP801",
    "Mengutip peraturan yang sudah dicabut",
    message="{peraturan} sudah dicabut oleh {pengganti}",
    severity=Severity.WARNING,
)
def cites_revoked(case: Case) -> Iterator[Hit]:
    """SK yang mengutip peraturan yang sudah dicabut pada hari penetapannya harus diperbaiki sebelum ditandatangani.

    Salah::

        tahap:
          - tahun: 2025
            target: {puskesmas: 13}
            sk:
              tanggal: 2025-03-03
              mengingat:
                - Peraturan Menteri Kesehatan Nomor 43 Tahun 2019 tentang Puskesmas   #! ILP801

    Benar::

        tahap:
          - tahun: 2025
            target: {puskesmas: 13}
            sk:
              tanggal: 2025-03-03
              mengingat:
                - Peraturan Menteri Kesehatan Nomor 19 Tahun 2024 tentang Penyelenggaraan Puskesmas

    Langkah: ganti dengan peraturan penggantinya; `ilp standards` memuat yang berlaku.
    """
    for path, text, day in _texts(case):
        for regulation in case.law.named_in(text):
            if regulation is not None and regulation.revoked_on(day):
                yield hit(path, peraturan=regulation.singkat, pengganti=case.law.successor(regulation))


@rule(
    "ILP802",
    "Penanda tangan belum ada",
    message="{apa} penanda tangan{atas_nama} belum diisi; di Lampiran tercetak titik-titik",
    severity=Severity.WARNING,
)
def no_signatory(case: Case) -> Iterator[Hit]:
    """Halaman terakhir setiap Lampiran memuat jabatan dan nama penanda tangan. Yang belum diketahui dibiarkan kosong.

    Yang menandatangani atas nama pejabat lain menyebut keduanya: awalan a.n. Bupati, jabatan Kepala Dinas Kesehatan. Di
    antara a.n. dan u.b. berdiri pejabat yang dilimpahi: a.n. Bupati u.b. Sekretaris Daerah.

    Salah::

        kabupaten: {nama: Luwu}
        penandatangan: {jabatan: Kepala Dinas Kesehatan}   #! ILP802

    Benar::

        kabupaten: {nama: Luwu}
        penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: "dr. Contoh Rekaan"}

    Langkah: isi penandatangan: jabatan, nama, pangkat, nip.
    """
    own = [sk.penandatangan for _, sk, _ in _signed(case) if sk.penandatangan]
    general = not own or len(own) < sum(1 for tahap in case.district.tahap if tahap.tahun in case.years)
    for signer in [*([case.district.penandatangan] if general else []), *own]:
        missing = [key for key in ("jabatan", "nama") if not getattr(signer, key, None)]
        prefix = (signer.awalan if signer else None) or ""
        behalf = on_behalf(prefix)
        if behalf and BLANK in behalf[1]:
            missing = ["pejabat di depan u.b.", *missing]
        if missing:
            whom = f" yang bertindak a.n. {behalf[0]}".rstrip() if behalf else ""
            path = signer.path if signer else ("penandatangan",)
            yield hit(path, apa=daftar(missing), atas_nama=whom)


@rule(
    "ILP803",
    "Nomor atau tanggal SK kosong",
    message="SK tahap {tahun}: {apa} belum diisi; di Lampiran tercetak titik-titik",
    severity=Severity.NOTE,
)
def sk_blank(case: Case) -> Iterator[Hit]:
    """Nomor dan tanggal baru ada sesudah SK ditetapkan; sebelum itu Lampiran memuat titik-titik, bukan tebakan.

    Salah::

        tahap:
          - tahun: 2025
            target: {puskesmas: 13}
            sk: {tentang: Penetapan Lokus ILP Tahun 2025}   #! ILP803

    Benar::

        tahap:
          - tahun: 2025
            target: {puskesmas: 13}
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-03-03}

    Langkah: isi sesudah SK bernomor dan bertanggal.
    """
    for tahap in case.district.tahap:
        if tahap.tahun in case.years:
            number, day = (tahap.sk.nomor, tahap.sk.tanggal) if tahap.sk else (None, None)
            missing = ["nomor"] if not number_key(number) else []
            missing += ["tanggal"] if day is None else []
            if missing:
                yield hit((*tahap.path, "sk"), tahun=tahap.tahun, apa=daftar(missing))


def _signed(case: Case) -> Iterator[tuple[Tahap, SK, Penandatangan | None]]:
    """The decrees of the years asked for, each with who signs it."""
    for tahap in case.district.tahap:
        if tahap.sk and tahap.tahun in case.years:
            yield tahap, tahap.sk, tahap.sk.penandatangan or case.district.penandatangan


def _offices(case: Case) -> Iterator[tuple[Path, str]]:
    """Every office that is printed in a decree, with where it is written; an office once for each place."""
    seen: set[Path] = set()
    for _, sk, signer in [*_signed(case), (None, None, case.district.penandatangan)]:
        behalf = on_behalf(signer.awalan or "") if signer else None
        for path, text in (
            ((*sk.path, "penetap") if sk else (), sk.penetap if sk else None),
            ((*signer.path, "jabatan") if signer else (), signer.jabatan if signer else None),
            ((*signer.path, "awalan") if signer else (), behalf[0] if behalf else None),
        ):
            if text and path not in seen:
                seen.add(path)
                yield path, text


@rule("ILP804", "Kabupaten atau kota bertentangan", message="{masalah}")
def kind_contradicts(case: Case) -> Iterator[Hit]:
    """Kabupaten atau kota tercetak di setiap Lampiran; bupati memimpin kabupaten, wali kota memimpin kota.

    Kode Kemendagri sebuah kota berangka 71 sampai 79 di belakang titik.

    Salah::

        kabupaten: {nama: Pasuruan, jenis: kabupaten}
        penandatangan:
          jabatan: Wali Kota   #! ILP804
          nama: Contoh Rekaan

    Benar::

        kabupaten: {nama: Pasuruan, jenis: kota}
        penandatangan:
          jabatan: Wali Kota
          nama: Contoh Rekaan

    Langkah: betulkan jabatan, kode, atau jenis kabupaten.
    """
    kabupaten = case.district.kabupaten
    own = kabupaten.sebutan
    tail = (kabupaten.kode or "").partition(".")[2]
    kind = next((kind for kind, (low, high) in CODES.items() if tail.isdigit() and low <= int(tail) <= high), None)
    if kind is not None and kind != kabupaten.jenis:
        words = f"kode {kabupaten.kode} adalah kode {kind}, padahal jenisnya {kabupaten.jenis}"
        yield hit(("kabupaten", "kode"), masalah=words)
    for path, text in _offices(case):
        held = office_of(text, kabupaten)
        if held.heads and held.heads != kabupaten.jenis:
            words = f"“{text}” memimpin {held.heads}, padahal roadmap ini milik {own}"
            yield hit(path, masalah=words)
        elif held.kind and held.kind != kabupaten.jenis:
            yield hit(path, masalah=f"“{text}” menyebut {held.kind}, padahal roadmap ini milik {own}")


@rule(
    "ILP805",
    "Penetap dan penanda tangan berbeda",
    message="SK tahap {tahun} ditetapkan {penetap}, tetapi ditandatangani {jabatan}",
    severity=Severity.WARNING,
)
def signed_by_another(case: Case) -> Iterator[Hit]:
    """Yang menetapkan SK juga yang menandatanganinya, kecuali ditandatangani atas namanya (a.n.).

    Salah::

        tahap:
          - tahun: 2025
            target: {puskesmas: 1}
            sk:
              penetap: Bupati
              penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: Contoh Rekaan}   #! ILP805

    Benar::

        tahap:
          - tahun: 2025
            target: {puskesmas: 1}
            sk:
              penetap: Bupati
              penandatangan: {awalan: a.n. Bupati, jabatan: Kepala Dinas Kesehatan, nama: Contoh Rekaan}

    Langkah: tulis penandatangan di dalam sk ini, awalan a.n., atau betulkan penetap.
    """
    kabupaten = case.district.kabupaten
    for tahap, sk, signer in _signed(case):
        if not sk.penetap or signer is None or not signer.jabatan:
            continue
        decreed, held = office_of(sk.penetap, kabupaten), office_of(signer.jabatan, kabupaten)
        behalf = on_behalf(signer.awalan or "")
        for_whom = office_of(behalf[0], kabupaten) if behalf and behalf[0] else None
        if not (held.same(decreed) or (behalf and (for_whom is None or for_whom.same(decreed)))):
            words = f"a.n. {behalf[0]}" if behalf else signer.jabatan
            path = (*signer.path, "jabatan") if sk.penandatangan else (*sk.path, "penetap")
            yield hit(path, tahun=tahap.tahun, penetap=sk.penetap, jabatan=words)


@rule(
    "ILP806",
    "Jabatan menyebut daerah lain",
    message="“{jabatan}” menyebut {daerah}, padahal roadmap ini milik {sebutan}",
    severity=Severity.WARNING,
)
def office_elsewhere(case: Case) -> Iterator[Hit]:
    """Jabatan tercetak seperti ditulis; daerah lain di dalamnya biasanya sisa salinan dari kabupaten tetangga.

    Salah::

        kabupaten: {nama: Luwu}
        penandatangan:
          jabatan: Kepala Dinas Kesehatan Kabupaten Majene   #! ILP806
          nama: Contoh Rekaan

    Benar::

        kabupaten: {nama: Luwu}
        penandatangan:
          jabatan: Kepala Dinas Kesehatan
          nama: Contoh Rekaan

    Langkah: tulis jabatannya saja; nama kabupaten ditambahkan sendiri.
    """
    kabupaten = case.district.kabupaten
    own = normal(kabupaten.nama)
    for path, text in _offices(case):
        place = normal(office_of(text, kabupaten).place)
        if own and place and place != own and not place.startswith(f"{own} "):
            shown = office_of(text, kabupaten).place
            yield hit(path, jabatan=text, daerah=shown, sebutan=kabupaten.sebutan)


@rule(
    "ILP807",
    "Dasar hukum ditulis dua kali",
    message="dasar hukum ini sudah ditulis di butir {butir}; di SK tercetak dua kali",
    severity=Severity.WARNING,
)
def cited_twice(case: Case) -> Iterator[Hit]:
    """Setiap butir mengingat menjadi satu nomor di SK; butir yang sama tercetak dua kali.

    Salah::

        kabupaten: {nama: Luwu}
        mengingat:
          - Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan
          - Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan   #! ILP807

    Benar::

        kabupaten: {nama: Luwu}
        mengingat:
          - Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan
          - Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah

    Langkah: hapus salah satunya.
    """
    decrees = ((sk.path, sk.mengingat) for _, sk, _ in _signed(case))
    for head, texts in [((), case.district.mengingat), *decrees]:
        first: dict[str, int] = {}
        for index, text in enumerate(texts):
            known = first.setdefault(normal(text), index)
            if text and known != index:
                yield hit((*head, "mengingat", index), butir=known + 1)


RULES = (cites_revoked, no_signatory, sk_blank, kind_contradicts, signed_by_another, office_elsewhere, cited_twice)
