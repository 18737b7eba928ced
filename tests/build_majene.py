"""The people of examples/majene: invented, repeatable, short of one perawat and one kader on purpose."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from tests.build_examples import EXAMPLES, INDUK, KADER_COLUMNS, PETUGAS_COLUMNS, People, Row

FOLDER = EXAMPLES / "majene"
SHORTAGES: dict[str, tuple[str, str]] = {
    "ILP202": ("Ulumanda", "Tandeallo"),
    "ILP205": ("Salutambung", "Harapan"),
}
"""The two lokus of 2026 that fall short: no perawat at the pustu; four kader at the posyandu."""

PEREMPUAN = (
    "Hasniah,Nurlina,Sitti Hajar,Kasmah,Sumiati,Rahmatia,Masnah,Harlina,Nurhidayah,Suriati,Jumiati,Rosdiah,Nahda,"
    "Saenab,Marhumah,Fatimah Azis,Halijah,Nuraidah,Sahnun,Wahidah,Asmira,Hardianti,Mardiah,Salmah"
).split(",")
LAKI_LAKI = "Abdul Wahab,Syahrir,Muhammad Ilham,Ridwan,Basri,Nurdin,Akbar,Hamka,Sabri,Ansar,Zainuddin,Rahmat".split(",")
MARGA = (
    "Tammalele,Daeng Manera,Puang Lembang,Mandra,Todilaling,Pattalo,Tomakaka,Sandeq,Lopi,Passalle,Kalimuang,Tandi Malo,"
    "Sirajang,Pallayar,Manggabarani,Tambora,Saharuna"
).split(",")


def _register() -> Sequence[Mapping[str, Any]]:
    read: Sequence[Mapping[str, Any]] = yaml.safe_load((FOLDER / "roadmap.yaml").read_text(encoding="utf-8"))[
        "puskesmas"
    ]
    return read


def people() -> tuple[list[Row], list[Row]]:
    """Petugas and kader: ten at each puskesmas; a bidan, a perawat and two kader a pustu; five kader a posyandu."""
    crowd = People(PEREMPUAN, LAKI_LAKI, MARGA)
    petugas: list[Row] = []
    kader: list[Row] = []
    for puskesmas in _register():
        nama = puskesmas["nama"]
        petugas += [crowd.petugas(profesi, nama) for profesi in INDUK]
        for pustu in puskesmas["pustu"]:
            petugas.append(crowd.petugas("Bidan", nama, pustu["nama"]))
            if SHORTAGES["ILP202"] != (nama, pustu["nama"]):
                petugas.append(crowd.petugas("Perawat", nama, pustu["nama"]))
            kader += [crowd.kader(nama, pustu["desa"], pustu=pustu["nama"]) for _ in range(2)]
        for posyandu in puskesmas["posyandu"]:
            heads = 4 if SHORTAGES["ILP205"] == (nama, posyandu["nama"]) else 5
            kader += [crowd.kader(nama, posyandu["desa"], posyandu=posyandu["nama"]) for _ in range(heads)]
    return petugas, kader


def table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """The rows as csv with these columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def files() -> dict[str, str]:
    """The files of the roster by name."""
    petugas, kader = people()
    return {
        "petugas.csv": table([column for column in PETUGAS_COLUMNS if column != "nik"], petugas),
        "kader.csv": table([column for column in KADER_COLUMNS if column != "nik"], kader),
    }


def main() -> None:
    """Write the roster of examples/majene."""
    for name, text in files().items():
        (FOLDER / "roster" / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
