"""A recap: every district with its figures, which of them are counted, and what is said of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ilp_cli.core.brief import brief
from ilp_cli.core.names import normal
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.rows import Columns, columns, envelope, rows_of
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.version import __version__
from ilp_cli.core.words import daftar
from ilp_cli.district.people import KINDS
from ilp_cli.recapping import ringkasan as of_one
from ilp_cli.recapping.ringkasan import FAKTA, GAGAL, SEBAGIAN, TERBACA, WHOSE, Ringkasan, Scalar, figures

GANDA = "ganda"
"""A district that is there twice: nobody can know which of its folders counts, so none does."""

KABUPATEN = {**WHOSE, **columns("folder keadaan dijumlahkan:truth"), **figures(*FAKTA), **columns("alasan")}
TIDAK_UTUH = columns("kode:code kabupaten folder keadaan alasan")
PROVINSI = {
    **columns("provinsi"),
    **figures(
        *"kabupaten_ada kabupaten_dijumlahkan kabupaten_tanpa_tenaga puskesmas puskesmas_lokus persen_lokus".split(),
        *"puskesmas_berjalan pustu pustu_diperiksa pustu_memenuhi posyandu posyandu_diperiksa".split(),
        *("posyandu_memenuhi", *of_one.SHORT),
        *"kurang_kader_posyandu perlu_orang pustu_standar persen_pustu_standar".split(),
    ),
}
TABLES: Mapping[str, Columns] = {
    "kabupaten": KABUPATEN,
    "provinsi": PROVINSI,
    **{name: {**WHOSE, **own} for name, own in of_one.TABLES.items()},
    "tidak_utuh": TIDAK_UTUH,
}
"""The tables of a recap and their columns, the same in csv, Parquet and DataFrame."""

SUMMED = tuple(name for name in FAKTA if not name.startswith(("persen", "tahap")))
"""The figures of a district that add up."""
_AS_ONE = {"persen_lokus": ("puskesmas_lokus", "puskesmas"), "persen_pustu_standar": ("pustu_standar", "pustu")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rekap(Tabled):
    """All districts of a recap, by Kemendagri code and folder.

    `ganda` says of a folder with which others it is one district; `dua_kali` are folders met again with the name they
    have already, `tanpa_roadmap` those beside districts that hold none. `kabar` is what a planner should hear of the
    run itself; it is no part of the result.
    """

    TABLES: ClassVar = TABLES

    pada: date
    ringkasan: tuple[Ringkasan, ...] = ()
    ganda: Mapping[str, str] = field(default_factory=dict)
    dua_kali: tuple[tuple[str, str], ...] = ()
    tanpa_roadmap: tuple[str, ...] = ()
    kabar: tuple[str, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        return brief(self, pada=self.pada.isoformat(), **self.summary)

    @property
    def counted(self) -> tuple[Ringkasan, ...]:
        """The districts whose figures are summed."""
        return tuple(item for item in self.ringkasan if item.readable and item.folder not in self.ganda)

    def keadaan(self, item: Ringkasan) -> str:
        """What became of a district here."""
        return GANDA if item.folder in self.ganda else item.keadaan

    def alasan(self, item: Ringkasan) -> str:
        """Why a district is not whole, in one sentence; "" where it is."""
        return "; ".join(filter(None, (self.ganda.get(item.folder, ""), item.alasan)))

    @property
    def summary(self) -> dict[str, int]:
        """How many districts there are, how many are summed, and what became of the others."""
        states = [self.keadaan(item) for item in self.ringkasan]
        return {
            "kabupaten": len(states),
            "dijumlahkan": len(self.counted),
            **{state: states.count(state) for state in (TERBACA, SEBAGIAN, GANDA, GAGAL)},
        }

    @property
    def said(self) -> str:
        """How many of those named are in the figures: "501 dari 514 kabupaten/kota"."""
        return f"{len(self.counted)} dari {len(self.ringkasan)} kabupaten/kota"

    @property
    def jumlah(self) -> dict[str, Scalar]:
        """The sum of every figure over the districts that are counted, those left out of which it is not known."""
        return sums(self.counted)

    def exit_status(self) -> int:
        """0 where every folder was read whole and counted, 3 where not one could be, else 1."""
        if not any(item.readable for item in self.ringkasan):
            return ExitStatus.INPUT
        whole = all(self.keadaan(item) == TERBACA for item in self.ringkasan)
        return ExitStatus.OK if whole else ExitStatus.FINDINGS

    def rows(self, name: str) -> list[dict[str, Scalar]]:
        """The rows of one of TABLES. Raises Misuse for another name."""
        own: dict[str, Callable[[], Iterable[dict[str, Scalar]]]] = {
            "kabupaten": self._kabupaten,
            "provinsi": self._provinsi,
            "tidak_utuh": self._not_whole,
            **{table: lambda table=table: self._long(table) for table in of_one.TABLES},  # type: ignore[misc]
        }
        return list(rows_of(own, name)())

    def _rows(self) -> Mapping[str, list[dict[str, Scalar]]]:
        return {name: self.rows(name) for name in TABLES}

    def document(self) -> dict[str, object]:
        """The whole recap as the JSON contract has it; it is also the part that other recaps are made of."""
        return envelope(
            "recap",
            pada=self.pada,
            program=__version__,
            summary=self.summary,
            jumlah=self.jumlah,
            ganda=[{"folder": folder, "alasan": words} for folder, words in self.ganda.items()],
            dua_kali=[{"folder": folder, "sama_dengan": first} for folder, first in self.dua_kali],
            tanpa_roadmap=list(self.tanpa_roadmap),
            ringkasan=[item.document() for item in self.ringkasan],
        )

    def _kabupaten(self) -> Iterator[dict[str, Scalar]]:
        counted = {item.folder for item in self.counted}
        for item in self.ringkasan:
            yield {
                **item.whose(),
                "folder": item.folder,
                "keadaan": self.keadaan(item),
                "dijumlahkan": item.folder in counted,
                **{name: item.fakta.get(name) for name in FAKTA},
                "alasan": self.alasan(item),
            }

    def _not_whole(self) -> Iterator[dict[str, Scalar]]:
        rows = (row for row in self._kabupaten() if row["keadaan"] != TERBACA)
        return ({name: row[name] for name in TIDAK_UTUH} for row in rows)

    def _long(self, table: str) -> Iterator[dict[str, Scalar]]:
        for item in self.counted:
            yield from item.rows(table)

    def _provinsi(self) -> Iterator[dict[str, Scalar]]:
        for name, items in provinces(self.ringkasan).items():
            counted = [item for item in items if item.readable and item.folder not in self.ganda]
            total = sums(counted)
            extra: dict[str, Scalar] = {
                "provinsi": name,
                "kabupaten_ada": len(items),
                "kabupaten_dijumlahkan": len(counted),
                "kabupaten_tanpa_tenaga": without_staff(counted),
            }
            yield {**extra, **{column: total[column] for column in PROVINSI if column not in extra}}


def without_staff(items: Iterable[Ringkasan]) -> int:
    """In how many districts nobody can be counted: no roster yet, or none that could be read."""
    return sum(item.fakta["perlu_orang"] is None for item in items)


def sums(items: Iterable[Ringkasan]) -> dict[str, Scalar]:
    """Every figure over some districts: what is known of it; None where nothing is, and shares of the sums."""
    listed = list(items)
    total: dict[str, Scalar] = {}
    for name in SUMMED:
        known = [int(value) for item in listed if (value := item.fakta.get(name)) is not None]
        total[name] = sum(known) if known else None
    for name, (part, whole) in _AS_ONE.items():
        told = [item for item in listed if item.fakta.get(part) is not None]
        of_all = sum(int(item.fakta[whole] or 0) for item in told)
        total[name] = round(100 * sum(int(item.fakta[part] or 0) for item in told) / of_all, 1) if of_all else None
    return total


def provinces(items: Iterable[Ringkasan]) -> dict[str, list[Ringkasan]]:
    """The districts by province: one by the first two figures of its code, else by the name it is told to lie in."""
    listed = list(items)
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    for item in listed:
        code = item.angka_kode[:2]
        if item.provinsi and code:
            names.setdefault(code, item.provinsi)
            codes.setdefault(normal(item.provinsi), code)
    groups: dict[str, list[Ringkasan]] = defaultdict(list)
    for item in listed:
        written = normal(item.provinsi or "")
        code = item.angka_kode[:2] or codes.get(written, "")
        name = names.get(code) or item.provinsi or (f"provinsi berkode {code}" if code else UNKNOWN_PROVINCE)
        groups[name].append(item)
    return dict(sorted(groups.items(), key=lambda group: group[0] == UNKNOWN_PROVINCE))  # the others stay as they are


UNKNOWN_PROVINCE = "(provinsi belum disebut)"


def gathered(
    items: Iterable[Ringkasan],
    pada: date,
    *,
    dua_kali: Iterable[tuple[str, str]] = (),
    tanpa_roadmap: Iterable[str] = (),
    kabar: Iterable[str] = (),
) -> Rekap:
    """A recap of these districts, in the order that does not depend on who was read first."""
    again = list(dua_kali)
    kept: dict[str, Ringkasan] = {}
    for item in sorted(items, key=lambda item: (item.folder, item.keadaan == GAGAL, item.alasan)):
        if item.folder in kept:
            again.append((item.folder, item.folder))
        kept.setdefault(item.folder, item)
    listed = sorted(kept.values(), key=lambda item: (not item.angka_kode, item.angka_kode, item.folder))
    return Rekap(
        pada=pada,
        ringkasan=tuple(listed),
        ganda=_doubles(listed),
        dua_kali=tuple(sorted(set(again))),
        tanpa_roadmap=tuple(sorted(set(tanpa_roadmap))),
        kabar=tuple(kabar),
    )


def _doubles(items: list[Ringkasan]) -> dict[str, str]:
    """Which folders are one district: of one Kemendagri code, or of one name where one of them has no code."""
    words: dict[str, str] = {}
    read = [item for item in items if item.readable]
    by_code: dict[str, list[Ringkasan]] = defaultdict(list)
    by_name: dict[str, list[Ringkasan]] = defaultdict(list)
    for item in read:
        if item.angka_kode:
            by_code[item.angka_kode].append(item)
        if item.kabupaten:
            by_name[normal(item.kabupaten)].append(item)
    for same in by_code.values():
        for item in same if len(same) > 1 else ():
            words[item.folder] = _double(f"kode {item.kode} juga dipakai", item, same)
    for same in by_name.values():
        for item in same if len(same) > 1 else ():
            others = [other for other in same if other is not item and _alike(item, other)]
            if others and item.folder not in words:
                words[item.folder] = _double("namanya juga dipakai", item, [item, *others])
    return {item.folder: words[item.folder] for item in items if item.folder in words}


def _alike(item: Ringkasan, other: Ringkasan) -> bool:
    """Whether two districts of one name cannot be told apart: a code is missing, and the provinces do not differ."""
    if item.angka_kode and other.angka_kode:
        return False
    here, there = normal(item.provinsi or ""), normal(other.provinsi or "")
    return not here or not there or here == there


def _double(why: str, item: Ringkasan, same: list[Ringkasan]) -> str:
    others = daftar(f"{other.kabupaten or '(tanpa nama)'} ({other.folder})" for other in same if other is not item)
    return f"{why} {others}, jadi tidak dijumlahkan; sebut satu folder saja, atau betulkan kodenya"


def unknown(rekap: Rekap) -> str:
    """How many districts are left out of every figure of people, in a sentence; "" where none is."""
    blind = without_staff(rekap.counted)
    return f"{blind} kabupaten/kota tanpa roster yang terbaca tidak ikut dalam angka orang" if blind else ""


SHORTAGE = (
    "Jumlah kekurangan orang adalah hitungan, bukan usulan rekrut: sebagian dapat dipenuhi dengan memindahkan orang, "
    "yang dihitung per kabupaten dengan `ilp plan staffing`"
)


def head_figures(rekap: Rekap) -> list[tuple[str, Scalar]]:
    """The figures that are told first, each with its label."""
    total = rekap.jumlah
    return [
        ("puskesmas", total["puskesmas"]),
        ("puskesmas lokus menurut roadmap", total["puskesmas_lokus"]),
        ("puskesmas lokus yang ditetapkan", total["puskesmas_ditetapkan"]),
        ("puskesmas lokus yang berjalan", total["puskesmas_berjalan"]),
        ("pustu lokus yang rosternya terbaca", total["pustu_diperiksa"]),
        ("di antaranya memenuhi minimum", total["pustu_memenuhi"]),
        ("posyandu lokus yang rosternya terbaca", total["posyandu_diperiksa"]),
        ("di antaranya memenuhi minimum", total["posyandu_memenuhi"]),
        *((f"{kind} kurang di pustu lokus", total[f"kurang_{kind}"]) for kind in KINDS),
        ("kader kurang di posyandu lokus", total["kurang_kader_posyandu"]),
        ("jumlah kekurangan orang", total["perlu_orang"]),
        ("pustu terdaftar yang tenaganya sesuai standar", total["pustu_standar"]),
    ]
