"""Where the figures of Prakiraan come from: every pustu lokus, and who leaves it when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ilp_cli.capabilities.outlook.model.outlook import JATUH, PUSTU, Outlook, PustuOutlook, last_day, outlook
from ilp_cli.core.finding import Path
from ilp_cli.core.words import tanggal
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import measurable
from ilp_cli.district.jejak import Baris, Cara, Jejak, counted
from ilp_cli.district.looked import unit_words


def ahead(case: Case) -> Outlook | None:
    """The outlook of a plan workbook and of a report; None where people cannot be counted."""
    return outlook(case, last_day(case.pada)) if case.of(measurable) else None


def _pustu(case: Case, angka: Angka) -> Jejak:
    """How many pustu lokus fare so: sudah, jatuh, aman, or all of them ("")."""
    known = case.of(ahead)
    wanted = angka.jenis
    titles = {"sudah": " yang sudah di bawah minimum", "jatuh": " yang akan jatuh di bawah minimum"}
    judul = f"Pustu lokus{titles.get(wanted, '')}"
    if known is None:
        return _unknown(angka, judul)
    rows = [
        Baris(
            nama=case.of(unit_words)[case.of(_units)[pustu.path]],
            keterangan=f"tahap {pustu.tahun}: {_words(pustu)}",
            place=case.place(pustu.path),
            dihitung=not wanted or pustu.nama_keadaan == wanted,
            sebab="" if not wanted or pustu.nama_keadaan == wanted else _words(pustu),
        )
        for pustu in known.pustu
    ]
    return counted(
        angka=angka,
        judul=f"{judul}, sampai {tanggal(known.sampai)}",
        satuan="pustu",
        langkah=("Tiap orang dianggap pergi pada hari yang diketahui; yang tidak diketahui dianggap tetap bertugas.",),
        aturan=tuple(known.bases),
        baris=rows,
    )


def _units(case: Case) -> Mapping[Path, Path]:
    """The pustu lokus by where the roadmap names them."""
    return {path: unit.path for *_, path, unit in case.district.lokus_pustu(case.years, case.pada)}


def _words(pustu: PustuOutlook) -> str:
    if pustu.sudah:
        return f"sudah di bawah minimum, {pustu.kekurangan.words}"
    return f"jatuh {pustu.when(dated=False)}, {pustu.kekurangan.words}" if pustu.jatuh else "tetap memenuhi"


def _jatuh(case: Case, angka: Angka) -> Jejak:
    """On which day a pustu falls below a minimum, and who leaves it."""
    known = case.of(ahead)
    pustu = next((own for own in (known.pustu if known else ()) if own.path == angka.subjek), None)
    if known is None or pustu is None:
        return _unknown(angka, "Prakiraan")
    told = [_words(pustu), *([pustu.lanjutan] if pustu.sudah or pustu.jatuh else [])]
    return Jejak(
        angka=angka,
        judul=f"Kapan pustu {pustu.pustu} ({pustu.puskesmas}) jatuh di bawah minimum",
        nilai="sudah" if pustu.sudah else _day(pustu),
        langkah=tuple(f"{words[0].upper()}{words[1:]}." for words in told),
        aturan=tuple(known.bases),
        baris=tuple(_leaving(pustu)),
    )


def _day(pustu: PustuOutlook) -> str | int | None:
    """The day of a fall as its cell has it; where somebody retires then, the year alone."""
    if pustu.jatuh is None:
        return None
    return pustu.jatuh.year if pustu.falls[0].retires else pustu.jatuh.isoformat()


def _leaving(pustu: PustuOutlook) -> Iterator[Baris]:
    for end in pustu.pergi:
        causes = end in pustu.sebab
        yield Baris(
            nama=end.row.nama,
            keterangan=f"{end.profesi}: {end.year_words}",
            place=end.row.place(end.kolom),
            dihitung=causes,
            sebab="" if causes else "bukan kepergian yang membuatnya jatuh pertama kali",
        )


def _unknown(angka: Angka, judul: str) -> Jejak:
    words = "Tenaga belum dapat dihitung, atau unit ini bukan lokus tahap yang diminta."
    return Jejak(angka=angka, judul=judul, nilai=None, cara=Cara.TEKS, langkah=(words,))


FIGURES = {PUSTU: _pustu, JATUH: _jatuh}
