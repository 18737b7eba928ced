"""Where the counts of skilled kader in a report come from: each kader, and what the table Keterampilan says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ilp_cli.core.finding import Path
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.identity import Who
from ilp_cli.district.jejak import Baris, Jejak, counted
from ilp_cli.district.keterampilan import Fakta, baris, fakta, kelompok, skilled
from ilp_cli.district.looked import unit_words
from ilp_cli.district.people import Kader
from ilp_cli.district.wilayah import serving

_At = tuple[Path, Who, Kader]
_ANSWERS: dict[bool | None, str] = {True: "ya", False: "tidak", None: "belum"}
_WORDS = {"ya": "ya", "tidak": "tidak", "belum": "belum diketahui"}


def _kelompok(case: Case, angka: Angka) -> Jejak:
    """How many kader of posyandu are trained or assessed in a group: "dilatih ya"."""
    group = str(angka.subjek[0])
    what, _, wanted = angka.jenis.partition(" ")
    known = case.of(fakta)
    rows = tuple(
        _row(case, at, _ANSWERS[getattr(known.get((at[1], group), Fakta()), what)], wanted, group)
        for at in _people(case)
    )
    return _counted(angka, f"{kelompok().nama[group]}: kader yang {what}, {_WORDS[wanted]}", rows)


def _dasar(case: Case, angka: Angka) -> Jejak:
    """How many kader are trained or assessed in all groups of the 25 skills; "" is how many kader there are."""
    what, _, wanted = angka.jenis.partition(" ")
    answers = case.of(skilled)
    rows = tuple(
        _row(case, at, _ANSWERS[getattr(answers[at[:2]], what or "dilatih")], wanted, "") for at in _people(case)
    )
    titles = {"": "Kader posyandu"}
    return _counted(angka, titles.get(what, f"Kader {what} dalam kelima kelompok keterampilan dasar"), rows)


def _counted(angka: Angka, judul: str, rows: tuple[Baris, ...]) -> Jejak:
    return counted(
        angka=angka,
        judul=judul,
        satuan="kader",
        langkah=("Kader posyandu menurut roster, tiap orang sekali di tiap posyandu; yang tidak ditulis di lembar "
                 "Keterampilan belum diketahui.",),
        baris=rows,
    )  # fmt: skip


def _told(case: Case) -> Mapping[tuple[Who, str], Path]:
    """The first row of the table on each person and group; on any group under ""."""
    rows: dict[tuple[Who, str], Path] = {}
    for row in case.of(baris):
        if row.who is not None:
            rows.setdefault((row.who, row.kelompok or ""), row.path)
            rows.setdefault((row.who, ""), row.path)
    return rows


def _people(case: Case) -> Iterator[_At]:
    for posyandu, own in case.of(serving).items():
        for who, kader in own.items():
            yield posyandu, who, kader


def _row(case: Case, at: _At, answer: str, wanted: str, group: str) -> Baris:
    posyandu, who, kader = at
    counts = not wanted or answer == wanted
    told = case.of(_told).get((who, group))
    return Baris(
        nama=kader.nama,
        keterangan=f"kader {case.of(unit_words)[posyandu]}: {_WORDS[answer]}",
        place=case.place(told) if told else kader.place("nama"),
        dihitung=counts,
        sebab="" if counts else _WORDS[answer],
    )


FIGURES = {"keterampilan": _kelompok, "keterampilan_dasar": _dasar}
