"""Where the figures of a proposal come from: its lines, and the people before and after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilp_cli.capabilities.staffing.model.applied import Applied, SettledHire
from ilp_cli.capabilities.staffing.model.ukuran import UKURAN, Ukuran, signed
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import PosyanduState, PustuState
from ilp_cli.district.jejak import Baris, Cara, Jejak, Nilai
from ilp_cli.district.looked import people, unit_words
from ilp_cli.law import configs

_WHEN = {"sekarang": "sekarang", "usulan": "menurut usulan"}


def _at(case: Case, angka: Angka) -> Jejak:
    """The people of a unit now or as the proposal has it: "bidan sekarang", "bidan usulan", "bidan selisih"."""
    kind, _, when = angka.jenis.rpartition(" ")
    sides = {"sekarang": case.as_is, "usulan": case}
    rows = {side: tuple(people(own, angka.subjek, kind)) for side, own in sides.items()}
    counts = {side: sum(row.dihitung for row in own) for side, own in rows.items()}
    where = case.of(unit_words)[angka.subjek]
    if when == "selisih":
        return _difference(angka, f"Selisih {kind} di {where}", counts)
    return Jejak(
        angka=angka,
        judul=f"{kind[0].upper()}{kind[1:]} di {where}, {_WHEN[when]}",
        nilai=counts[when],
        satuan="orang",
        cara=Cara.BARIS,
        langkah=("Dihitung orang, seperti pada pemeriksaan; menurut usulan: setelah semua barisnya dijalankan.",),
        baris=rows[when],
    )


def _difference(angka: Angka, judul: str, counts: dict[str, int]) -> Jejak:
    old, new = counts["sekarang"], counts["usulan"]
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=signed(new - old),
        langkah=(f"{new} menurut usulan − {old} sekarang.",),
        bagian=(("sekarang", old), ("menurut usulan", new)),
    )


def _ukuran(case: Case, angka: Angka) -> Jejak:
    """A figure that a head of office compares: "kunci sekarang", "kunci usulan", "kunci selisih"."""
    key, _, when = angka.jenis.partition(" ")
    ukuran: Ukuran = UKURAN[key]
    counts = {"sekarang": ukuran.total(case.as_is), "usulan": ukuran.total(case)}
    if when == "selisih":
        return _difference(angka, f"{ukuran.judul}: selisih", counts)
    own = case.as_is if when == "sekarang" else case
    return Jejak(
        angka=angka,
        judul=f"{ukuran.judul}, {_WHEN[when]}",
        nilai=counts[when],
        satuan=ukuran.satuan,
        cara=Cara.BARIS,
        langkah=("Jumlah dari semua lokus tahap yang diminta.",),
        baris=tuple(_states(own, ukuran.states(own), ukuran)),
    )


def _states(case: Case, states: Sequence[PustuState | PosyanduState], ukuran: Ukuran) -> Iterator[Baris]:
    for state in states:
        number = ukuran.number(state)
        yield Baris(
            nama=case.of(unit_words)[state.unit],
            keterangan=f"tahap {state.tahun}: {state.words}",
            place=case.place(state.path),
            dihitung=bool(number),
            jumlah=number or 1,
            sebab="" if number else state.words,
        )


def _rekrut(case: Case, angka: Angka) -> Jejak:
    """One line of hires (its path), those of a year and a profession, or all."""
    usulan = case.beside(Applied)
    hires = usulan.hires if usulan is not None else ()
    names = configs.professions().names
    chosen = [settled for settled in hires if _meant(settled, angka)]
    name = names.get(angka.jenis, angka.jenis.capitalize()) if angka.jenis else "Semua profesi"
    year = f" tahap {angka.tahun[0] or 'tanpa tahun'}" if angka.tahun else ""
    return Jejak(
        angka=angka,
        judul=f"Kebutuhan {name}{year}",
        nilai=sum(settled.hire.jumlah for settled in chosen),
        satuan="orang",
        cara=Cara.BARIS,
        langkah=("Baris rekrut: di berkas usulan.",),
        baris=tuple(
            Baris(
                nama=names.get(settled.hire.profesi, settled.hire.profesi),
                keterangan=f"untuk {settled.hire.di}" + ("" if settled.unit else ", tidak terdaftar"),
                place=case.place(settled.hire.path),
                dihitung=True,
                jumlah=settled.hire.jumlah,
            )
            for settled in chosen
        ),
    )


def _meant(settled: SettledHire, angka: Angka) -> bool:
    if angka.subjek:
        return settled.hire.path == angka.subjek
    own = (settled.hire.tahun or 0, settled.hire.profesi)
    return (not angka.tahun or own[0] == angka.tahun[0]) and (not angka.jenis or own[1] == angka.jenis)


def _pindah(case: Case, angka: Angka) -> Jejak:
    """How many people move."""
    usulan = case.beside(Applied)
    moves = usulan.moves if usulan is not None else ()
    value: Nilai = usulan.moved if usulan is not None else None
    done = set[object]()
    rows = []
    for settled in moves:
        who = settled.person.path if settled.person else None
        counts = who is not None and settled.fault is None and who not in done
        done |= {who} if counts else set()
        again = "orang yang sama sudah dihitung" if settled.fault is None else "tidak dapat dijalankan, atau sudah"
        rows.append(
            Baris(
                nama=settled.move.nama,
                keterangan=f"dari {settled.move.dari} ke {settled.move.ke}",
                place=case.place(settled.move.path),
                dihitung=counts,
                sebab="" if counts else again,
            )
        )
    return Jejak(angka=angka, judul="Diusulkan pindah", nilai=value, satuan="orang", cara=Cara.BARIS,
                 langkah=("Baris pindah: di berkas usulan, tiap orang sekali.",), baris=tuple(rows))  # fmt: skip


FIGURES = {"usulan_orang": _at, "usulan_ukuran": _ukuran, "usulan_rekrut": _rekrut, "usulan_pindah": _pindah}
