"""Where the counts of the services in a report come from: what each place says of itself."""

from __future__ import annotations

from ilp_cli.core.finding import Path
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.jejak import Baris, Cara, Jejak, counted, dasar
from ilp_cli.district.layanan import Jawaban, Tawaran, lokus_places, melayani_semua, tawaran
from ilp_cli.law.services import matriks

_RULE = "posyandu.sasaran"


def _kelompok(case: Case, angka: Angka) -> Jejak:
    """How many places of a kind give one answer on a group."""
    group, jenis = map(str, angka.subjek)
    offers = case.of(tawaran)
    own = [offers[unit] for unit in case.of(lokus_places)[jenis] if unit in offers]
    return Jejak(
        angka=angka,
        judul=f"{matriks().kelompok[group].sebutan}: {jenis} lokus, {angka.jenis}",
        nilai=sum(offer.kelompok(group).value == angka.jenis for offer in own),
        satuan=jenis,
        cara=Cara.BARIS,
        langkah=("Menurut pernyataan tempatnya di lembar Layanan; yang tidak ditulis belum diketahui.",),
        aturan=dasar(case, _RULE),
        baris=tuple(_row(case, offer, offer.kelompok(group), angka.jenis, _told(offer, group)) for offer in own),
    )


def _semua(case: Case, angka: Angka) -> Jejak:
    """How many posyandu lokus serve every target group, or how many there are ("")."""
    offers, units = case.of(tawaran), case.of(lokus_places)["posyandu"]
    answers = {unit: melayani_semua(case, unit) for unit in units}
    rows = tuple(
        _row(case, offers[unit], answer, angka.jenis or answer.value, offers[unit].path)
        for unit, answer in answers.items()
    )
    return counted(
        angka=angka,
        judul="Posyandu lokus yang melayani semua sasaran" if angka.jenis else "Posyandu lokus",
        satuan="posyandu",
        langkah=("Ya hanya bila tiap kelompok sasaran dilayani; satu yang tidak membuatnya tidak.",),
        aturan=dasar(case, _RULE),
        baris=rows,
    )


def _told(offer: Tawaran, group: str) -> Path:
    """Where it says so; the place itself where it says nothing."""
    own = [said.path for (kelompok, _), said in offer.kata.items() if kelompok == group]
    return own[0] if own else offer.path


def _row(case: Case, offer: Tawaran, answer: Jawaban, wanted: str, path: Path) -> Baris:
    counts = answer.value == wanted
    return Baris(
        nama=offer.tempat,
        keterangan=answer.value,
        place=case.place(path),
        dihitung=counts,
        sebab="" if counts else answer.value,
    )


FIGURES = {"layanan": _kelompok, "layanan_semua": _semua}
