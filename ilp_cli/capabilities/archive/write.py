"""arsip/2024.yaml as text: what signed annexes said, to be read by people and printed from again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ilp_cli.core.shell import command
from ilp_cli.core.words import tanggal
from ilp_cli.district.arsip import SEAL, Arsip, Cetakan, Isi, LokusArsip, TahapArsip, Tata, UnitArsip
from ilp_cli.district.roadmap import SK
from ilp_cli.files.yaml_text import comment, scalar
from ilp_cli.reading.arsip import resealed


def archive_text(arsip: Arsip, folder: str) -> str:
    """The whole file with its fingerprint; `folder` is what the planner types to print from it."""
    lines = list(_lines(arsip, folder))
    sealed = resealed("\n".join(lines), arsip.file)
    lines += ["", *comment(["Sidik isi di atas; komentar dan tanda kutip tidak ikut dihitung."]), f"{SEAL}: {sealed}"]
    return "\n".join(lines) + "\n"


def _lines(arsip: Arsip, folder: str) -> Iterator[str]:
    yield from comment(_head(arsip, folder))
    yield from _pairs("", {"kabupaten": arsip.kabupaten, "tahun": arsip.tahun, "pada": str(arsip.pada)})
    yield f"versi: {_quoted(arsip.versi)}"
    if arsip.tulis_ulang:
        yield from ["", *comment(["Mengapa arsip ini pernah ditulis ulang."]), "tulis_ulang:"]
        for again in arsip.tulis_ulang:
            yield f"  - {_flow({'pada': str(again.pada), 'alasan': again.alasan, 'sidik_lama': again.sidik})}"
    for number, tahap in enumerate(arsip.tahap):
        yield from ["", *([] if number else [*comment(["Yang ditetapkan."]), "tahap:"])]
        yield from _tahap(tahap)
    yield from ["", *comment(["Kertas dan huruf Lampirannya."])]
    yield from _tata(arsip.tata) if arsip.tata else ()
    yield from ["", *comment(["Standar yang berlaku pada hari itu."]), "standar:" if arsip.standar else "standar: []"]
    for own in arsip.standar:
        yield f"  - {_flow({'kunci': own.kunci, 'nilai': own.nilai, 'dasar': own.dasar})}"
    yield from ["", *comment(["Berkas asalnya."]), "masukan:" if arsip.masukan else "masukan: []"]
    for source in arsip.masukan:
        yield f"  - {_flow({'berkas': source.name, 'sha256': source.sha256})}"


def _head(arsip: Arsip, folder: str) -> Iterator[str]:
    day = f" dari keadaan per {tanggal(arsip.pada)}" if arsip.pada else ""
    yield f"Arsip Lampiran SK tahap {arsip.tahun}, {arsip.kabupaten}; dibekukan ilp freeze{day}."
    yield "Lampiran tahap ini dicetak dari sini, apa pun isi roadmap.yaml dan roster kemudian:"
    year = str(arsip.tahun)
    yield f"  {command('export', folder, '--tahun', year, '--lampiran', '-o', f'lampiran-{year}.xlsx')}"
    yield "Jangan disunting: sidiknya lalu tidak cocok dan arsip ini tidak dipakai (ILP130). Menulis ulang:"
    yield f'  {command("freeze", folder, "--tahun", year)} --force --alasan "…"'


def _tahap(tahap: TahapArsip) -> Iterator[str]:
    counts = tahap.jumlah
    known = {kind: getattr(counts, kind) for kind in ("puskesmas", "pustu", "posyandu")}
    yield f"  - jumlah: {_flow(known)}"
    yield from _sk(tahap.sk) if tahap.sk else ()
    yield "    lokus:" if tahap.lokus else "    lokus: []"
    for lokus in tahap.lokus:
        yield from _lokus(lokus)
    yield ""
    yield from comment(["Lampirannya, sel demi sel, seperti tercetak."], "    ")
    yield "    lampiran:"
    for frozen in tahap.lampiran:
        yield from _cetakan(frozen)


def _sk(sk: SK) -> Iterator[str]:
    yield "    sk:"
    day = str(sk.tanggal) if sk.tanggal else None
    told = {"nomor": sk.nomor, "tanggal": day, "tentang": sk.tentang, "penetap": sk.penetap}
    yield from _pairs("      ", told)
    signer = sk.penandatangan
    if signer:
        names = {key: getattr(signer, key) for key in ("awalan", "jabatan", "nama", "pangkat")}
        yield f"      penandatangan: {_flow(names)}"


def _lokus(lokus: LokusArsip) -> Iterator[str]:
    yield f"      - puskesmas: {_quoted(lokus.puskesmas)}"
    told = {key: getattr(lokus, key) for key in ("kode", "kecamatan", "status", "keterangan")}
    yield from _pairs("        ", told)
    for kind, units in (("pustu", lokus.pustu), ("posyandu", lokus.posyandu)):
        if units:
            yield f"        {kind}:"
            yield from (f"          - {_flow(_unit(unit))}" for unit in units)


def _unit(unit: UnitArsip) -> Mapping[str, Isi]:
    return {"nama": unit.nama, "desa": unit.desa, **unit.tenaga, "status": unit.status}


def _cetakan(frozen: Cetakan) -> Iterator[str]:
    figures = [any(isinstance(row[place], int) for row in frozen.isi) for place in range(len(frozen.kolom))]
    yield f"      - nama: {_quoted(frozen.nama)}"
    yield f"        judul: {_listed(frozen.judul.split(chr(10)))}"
    yield f"        kepala: {_listed(frozen.kepala)}"
    yield "        kolom:"
    for (title, weight, center), counted in zip(frozen.kolom, figures, strict=True):
        marks = (", tengah: ya" if center else "") + (", angka: ya" if counted else "")
        yield f"          - {{judul: {_quoted(title)}, lebar: {_figure(weight)}{marks}}}"
    yield "        isi:" if frozen.isi else "        isi: []"
    yield from (f"          - {_listed(row)}" for row in frozen.isi)
    if frozen.pernyataan:
        yield f"        pernyataan: {_quoted(frozen.pernyataan)}"
    yield f"        jumlah: {_listed(frozen.jumlah)}"
    yield f"        kalimat: {_quoted(frozen.kalimat)}"
    signed = frozen.tertanda
    yield "        tertanda:"
    yield f"          atas: {_listed(signed.atas)}"
    yield f"          nama: {_quoted(signed.nama)}"
    yield f"          bawah: {_listed(signed.bawah)}"
    yield "          tanpa_nip: ya" if signed.nip is None else f"          nip: {_quoted(signed.nip)}"
    yield f"        mendatar: {'ya' if frozen.mendatar else 'tidak'}"


def _tata(tata: Tata) -> Iterator[str]:
    yield "cetak:"
    width, height = map(_figure, tata.ukuran_mm)
    above, below, left, right = map(_figure, tata.margin_mm)
    yield f"  kertas: {{nama: {_quoted(tata.kertas)}, kode: {tata.kode}, lebar_mm: {width}, tinggi_mm: {height}}}"
    yield f"  margin_mm: {{atas: {above}, bawah: {below}, kiri: {left}, kanan: {right}}}"
    yield f"  huruf: {_quoted(tata.huruf)}"
    yield f"  ukuran: {_figure(tata.ukuran)}"
    yield f"  nomor_kolom: {'ya' if tata.nomor_kolom else 'tidak'}"
    yield f"  nomor_halaman: {_quoted(tata.nomor_halaman)}"


def _figure(number: float) -> str:
    return repr(int(number) if number == int(number) else float(number))


def _pairs(indent: str, facts: Mapping[str, Isi]) -> Iterator[str]:
    yield from (f"{indent}{key}: {_quoted(value)}" for key, value in facts.items() if value is not None)


def _flow(facts: Mapping[str, Isi]) -> str:
    return "{" + ", ".join(f"{key}: {_quoted(value)}" for key, value in facts.items() if value is not None) + "}"


def _listed(cells: Iterable[Isi]) -> str:
    return f"[{', '.join(_quoted('' if cell is None else cell) for cell in cells)}]"


def _quoted(value: Isi) -> str:
    """A value on one line; figures and days bare, text bare where nothing in it can be misread."""
    text = str(value)
    return text if isinstance(value, int) or _bare_day(text) else scalar(text)


def _bare_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdecimal()
