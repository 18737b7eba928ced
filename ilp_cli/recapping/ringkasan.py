"""What of one district goes into a recap: small tables of figures, and why where there are none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, ClassVar, TypeAlias

from ilp_cli.core.brief import brief
from ilp_cli.core.rows import Columns, Kind, columns, rows_of
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.version import __version__
from ilp_cli.district.people import KINDS
from ilp_cli.district.realisasi import JENIS

Scalar: TypeAlias = str | int | float | bool | None
Row: TypeAlias = Mapping[str, Scalar]

TERBACA, SEBAGIAN, GAGAL = "terbaca", "sebagian", "gagal"
"""What became of a folder: read whole; read but for a part, whose figures stay unknown; not read."""
KEADAAN = (TERBACA, SEBAGIAN, GAGAL)

SHORT = tuple(f"kurang_{kind}" for kind in KINDS)
"""The people missing at pustu lokus, by profession."""
_PUSTU = ("pustu_diperiksa", "pustu_memenuhi", "pustu_hari_kurang", *SHORT)
_POSYANDU = ("posyandu_diperiksa", "posyandu_memenuhi", "kurang_kader_posyandu")
_PLACES = tuple(f"{jenis}_{what}" for what in ("ditetapkan", "berjalan") for jenis in JENIS)

FAKTA = (
    *"tahap_awal tahap_akhir puskesmas puskesmas_lokus persen_lokus pustu posyandu petugas kader".split(),
    *_PLACES, *_PUSTU, *_POSYANDU, "perlu_orang",
    *"pustu_standar persen_pustu_standar kesalahan peringatan catatan dikecualikan".split(),
)  # fmt: skip
"""The figures of a district as a whole. All that are no count of people are of its last stage; None is not known."""

WHOSE = columns("kode:code kabupaten provinsi")
"""Whose a row is; every table of a recap begins with it."""


def figures(*names: str) -> Columns:
    """Columns of figures: percentages, and whole numbers."""
    return {name: Kind.NUMBER if name.startswith("persen") else Kind.WHOLE for name in names}


_CHECKED = figures(*_PUSTU, *_POSYANDU)

TABLES: Mapping[str, Columns] = {
    "tahap": {
        **figures(*"tahun puskesmas pustu posyandu puskesmas_kumulatif puskesmas_total persen".split(), *_PLACES),
        **_CHECKED,
    },
    "kekurangan": columns("tahun:whole tempat profesi lokus:whole lokus_kurang:whole orang_kurang:whole"),
    "realisasi": columns("tahun:whole jenis target:whole tw1:whole tw2:whole tw3:whole tw4:whole di_luar_tahun:whole"),
    "temuan": columns("temuan berat judul jumlah:whole"),
    "puskesmas": {
        **columns("kode_puskesmas:code puskesmas kecamatan tahun_lokus:whole status pustu:whole posyandu:whole"),
        **_CHECKED,
    },
    "pustu": {
        **columns("tahun:whole puskesmas pustu"),
        **figures(*KINDS, *SHORT),
        **columns("hari_kurang memenuhi:truth"),
    },
}
"""The tables of one district and their columns, without those of WHOSE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ringkasan(Tabled):
    """One district in figures, small enough to be sent between computers; nothing in it names a person.

    `keadaan` is "terbaca" where its folder was read whole, "sebagian" where a part of it could not be read (its roster
    is locked, say; then what rests on that part is None), "gagal" where nothing could; `alasan` says why, "" where all
    was read. `fakta` has a figure for each name in FAKTA, None where it is not known; a failed one has none. `tabel`
    has the rows of each of TABLES. `mandiri` tells that all its inputs lie in its folder. `hukum` is the fingerprint of
    the law it was checked with, `program` the version that did it.
    """

    TABLES: ClassVar = {name: {**WHOSE, **own} for name, own in TABLES.items()}

    folder: str
    pada: date
    keadaan: str = TERBACA
    alasan: str = ""
    kode: str | None = None
    kabupaten: str = ""
    provinsi: str | None = None
    fakta: Row = field(default_factory=dict)
    tabel: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    mandiri: bool = True
    hukum: str = ""
    program: str = __version__

    def __repr__(self) -> str:
        return brief(self, folder=self.folder, keadaan=self.keadaan, kabupaten=self.kabupaten, pada=str(self.pada))

    @property
    def readable(self) -> bool:
        """Whether there are figures of it."""
        return self.keadaan != GAGAL

    @property
    def angka_kode(self) -> str:
        """The Kemendagri code by its figures alone, however it is written; "" where there is none."""
        return re.sub(r"\D", "", self.kode or "")

    def whose(self) -> dict[str, Scalar]:
        """The columns that say whose a row is."""
        return {"kode": self.kode, "kabupaten": self.kabupaten or self.folder, "provinsi": self.provinsi}

    def rows(self, name: str) -> list[dict[str, Scalar]]:
        """The rows of one of TABLES, each with whose it is. Raises Misuse for another name."""
        columns = rows_of(TABLES, name)
        whose = self.whose()
        return [{**whose, **{column: row[column] for column in columns}} for row in self.tabel.get(name, ())]

    def _rows(self) -> Mapping[str, list[dict[str, Scalar]]]:
        return {name: self.rows(name) for name in TABLES}

    def document(self) -> dict[str, object]:
        """The whole of it as JSON has it; `ringkasan_of` reads it again."""
        return {
            **{item.name: getattr(self, item.name) for item in fields(self) if item.name not in ("pada", "tabel")},
            "pada": self.pada.isoformat(),
            "tabel": {name: [dict(row) for row in rows] for name, rows in self.tabel.items()},
        }


def failed(folder: str, pada: date, alasan: str, **more: Any) -> Ringkasan:
    """The row of a folder of which there are no figures."""
    return Ringkasan(folder=folder, pada=pada, keadaan=GAGAL, alasan=alasan, **more)


def named(ringkasan: Ringkasan, folder: str, read_as: str) -> Ringkasan:
    """The same under the name a planner knows its folder by; it was read under another."""
    alasan = ringkasan.alasan.replace(read_as, folder) if read_as != folder else ringkasan.alasan
    return replace(ringkasan, folder=folder, alasan=alasan)


def ringkasan_of(document: object) -> Ringkasan:
    """A district read back from its JSON. Raises ValueError where that is not one of ours, whole and unspoilt."""
    if not isinstance(document, dict) or document.keys() != {item.name for item in fields(Ringkasan)}:
        raise ValueError("not a district of a recap")
    texts = {name: document[name] for name in "folder keadaan alasan kabupaten hukum program".split()}
    free = {name: document[name] for name in ("kode", "provinsi")}
    fakta, tabel = document["fakta"], document["tabel"]
    good = (
        all(isinstance(text, str) for text in texts.values())
        and all(text is None or isinstance(text, str) for text in free.values())
        and texts["keadaan"] in KEADAAN
        and isinstance(document["mandiri"], bool)
        and isinstance(fakta, dict)
        and isinstance(tabel, dict)
        and (fakta.keys() == set(FAKTA) and tabel.keys() == TABLES.keys() if texts["keadaan"] != GAGAL else not tabel)
        and all(value is None or _figure(value) for value in fakta.values())
        and all(
            isinstance(rows, list) and all(_fits(row, TABLES[name]) for row in rows) for name, rows in tabel.items()
        )
    )
    if not good:
        raise ValueError("not a district of a recap")
    return Ringkasan(
        **texts,
        **free,
        pada=date.fromisoformat(document["pada"]),
        mandiri=document["mandiri"],
        fakta=fakta,
        tabel={name: tuple(rows) for name, rows in tabel.items()},
    )


def _figure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _fits(row: object, columns: Columns) -> bool:
    """Whether a row has exactly these columns, each with a plain value."""
    return (
        isinstance(row, dict)
        and list(row) == list(columns)
        and all(value is None or isinstance(value, str | int | float) for value in row.values())
    )
