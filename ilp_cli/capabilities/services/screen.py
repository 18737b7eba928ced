"""Services for the eye: the units with what they say, what is missing and what is unknown; then the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ilp_cli.capabilities.services.model import (
    NOT_READ,
    Putus,
    Served,
    Unit,
    groups,
    misplaced,
    program_answers,
    refused,
    some,
)
from ilp_cli.core.words import daftar, ended, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.layanan import Jawaban, given, services_of, targets
from ilp_cli.law.services import TEMPAT, Layanan, Nilai, matriks
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table, wrapped

SHORT = {Jawaban.YA: "ya", Jawaban.TIDAK: "tidak", Jawaban.BELUM: "belum"}
_NAMED = 5
"""So many services are named in a line; the others are counted."""
_TOLD = 40
"""So many units are told of one by one."""


def services_lines(served: Served) -> Iterator[Line]:
    """The answer on the screen; of one place that is asked for alone, what is done there and where that stands.

    Where units tell of themselves, the matrix of all places is left to who asks for it.
    """
    case = served.case
    yield line((case.district.kabupaten.sebutan, "bold"), f" · layanan per {tanggal(case.pada)}")
    yield line()
    yield from _units(case, served.unit)
    for item in served.putus:
        yield from map(line, wrapped(_broken(item), 100))
    if served.putus:
        yield line()
    if served.tempat == TEMPAT and any(unit.tawaran.dinyatakan for unit in served.unit):
        yield line("Layanan apa yang tempatnya di mana: --tempat puskesmas, pustu, posyandu, atau rumah.")
    else:
        yield from _one_place(served.tempat[0]) if len(served.tempat) == 1 else _every_place(served.tempat)
    yield line()
    matrix = matriks()
    words = (
        f"Dasar: {matrix.peraturan}, dibaca dari {matrix.terhadap}, bukan salinan resmi; yang tidak terbaca tidak "
        f"berarti tidak ada. Bahwa setiap unit wajib menyediakannya bacaan program ({matrix.pangkat.value})."
    )
    for row in wrapped(words, 100):
        yield line((row, "dim"))


def _units(case: Case, units: Iterable[Unit]) -> Iterator[Line]:
    listed = tuple(units)
    said = [unit for unit in listed if unit.tawaran.dinyatakan]
    silent = len(listed) - len(said)
    if not said:
        where = "lembar Layanan kosong" if given(case) else "tidak ada lembar Layanan"
        yield line(f"Belum ada unit yang menyatakan layanannya ({where}): layanan {silent} unit belum diketahui.")
        yield line()
        return
    listed_groups = [matriks().kelompok[key] for key in groups()]
    header = ("Puskesmas", "Unit", *(group.pendek for group in listed_groups), "Sasaran hari buka")
    yield line(("Kelompok yang dilayani", "bold"), f": {len(said)} unit menyatakan, {silent} unit belum")
    yield from table(header, [_row(case, unit) for unit in said[:_TOLD]])
    yield line()
    programs = matriks().program
    yield line(("Empat program", "bold"), ": layanan yang ada / dari yang tempatnya di situ")
    yield from table(
        ("Puskesmas", "Unit", *(program.nama for program in programs.values())),
        [_program_row(unit) for unit in said[:_TOLD]],
    )
    if len(said) > _TOLD:
        yield line(f"… dan {len(said) - _TOLD} unit lagi; semuanya ada di --format json dan csv")
    yield line()
    for unit in said[:_TOLD]:
        yield from _details(case, unit)
    yield line()


def _row(case: Case, unit: Unit) -> tuple[str, ...]:
    own = unit.tawaran
    whole = SHORT[own.semua(case.of(targets))] if own.jenis == "posyandu" else ""
    return (own.puskesmas.nama, own.sebutan, *(SHORT[own.kelompok(group)] for group in groups()), whole)


def _program_row(unit: Unit) -> tuple[str, ...]:
    return (unit.tawaran.puskesmas.nama, unit.tawaran.sebutan, *program_words(unit))


def program_words(unit: Unit) -> Iterator[str]:
    """For each programme how many of its services a unit has, of how many, and what it has not said."""
    for program in matriks().program.values():
        counts = program_answers(unit.tawaran, program.layanan)
        yes, no, unknown = (counts[answer.value] for answer in Jawaban)
        total = yes + no + unknown
        yield f"{yes}/{total}" + (f", {unknown} belum" if unknown else "") if total else "–"


def _details(case: Case, unit: Unit) -> Iterator[Line]:
    own = unit.tawaran
    told = (
        ("tidak ada", refused(own, case.of(targets))),
        ("bukan untuk tempat ini", misplaced(own)),
        ("belum diketahui", services_of(own, Jawaban.BELUM)),
    )
    words = [f"{what}: {some(services, _NAMED)}" for what, services in told if services]
    for row in wrapped(f"{own.tempat}: {'; '.join(words) or 'semua layanan yang tempatnya di situ ada'}.", 100):
        yield line(row)


def _broken(item: Putus) -> str:
    words = daftar(dict.fromkeys(service.rujukan[item.tempat] for service in item.layanan))
    return ended(f"Rujukan putus: {item.dari.tempat} ke {item.tempat} ({words}): {item.sebab}")


def _every_place(places: Iterable[str]) -> Iterator[Line]:
    matrix = matriks()
    listed = list(places)
    yield line(("Layanan menurut tempat", "bold"))
    rows = [
        (matrix.kelompok[service.kelompok].pendek, service.nama, *(_value(service, place) for place in listed))
        for service in matrix.layanan.values()
    ]
    yield from table(("Kelompok", "Layanan", *listed), rows)
    yield line(f"-: {NOT_READ}. di sekolah: kolomnya “Posyandu atau Sekolah”. tidak seragam: gambar dan tabel berbeda.")
    for group in matrix.kelompok.values():
        counts = [f"{place} {group.jumlah[place]}" for place in TEMPAT if place in group.jumlah]
        unread = [f"{number} di {place}" for place in group.jumlah if (number := matrix.unread(group, place))]
        if counts:
            more = f"; {daftar(unread)} tidak terbaca namanya" if unread else ""
            yield line(f"{group.pendek}: gambarnya menghitung {daftar(counts)} layanan{more}.")


def _value(service: Layanan, place: str) -> str:
    value = service.at(place)
    return "-" if value is None else value.value


def _one_place(place: str) -> Iterator[Line]:
    matrix = matriks()
    yield line((f"Layanan di {place}", "bold"))
    rows = []
    for service in matrix.layanan.values():
        cell = service.sel.get(place)
        if cell is not None:
            tenaga = " atau ".join(service.tenaga) if place == "pustu" and cell.nilai is Nilai.YA else ""
            group = matrix.kelompok[service.kelompok].pendek
            rows.append((group, service.nama, cell.nilai.value, tenaga, cell.sumber, cell.isi))
    header = ("Kelompok", "Layanan", "Ada", "Tenaga (turunan)", "Sumber", "Isi")
    keep = [index for index in range(len(header)) if header[index][:6] != "Tenaga" or place == "pustu"]
    yield from table([header[index] for index in keep], [[row[index] for index in keep] for row in rows])
    others = sum(place not in service.sel for service in matrix.layanan.values())
    if others:
        yield line(ended(f"{others} layanan lain: {NOT_READ} untuk {place}"))
