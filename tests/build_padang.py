"""The tables of examples/padang-pariaman/roster: invented, repeatable; `python -m tests.build_padang`.

The people of the two lokus of 2025, with the leave that makes a month impossible, are written by hand in roster.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from tests.build_examples import EXAMPLES, INDUK, KADER_COLUMNS, PETUGAS_COLUMNS, PROFESI, People, Row
from tests.build_tables import COLUMNS, capaian, klaster, layanan, register, table

FOLDER = EXAMPLES / "padang-pariaman"
BY_HAND = ("Sintuk", "Ulakan")
"""The lokus of 2025, whose people stand in roster.yaml."""
LOKUS = (*BY_HAND, "Lubuk Alung", "Kayu Tanam", "Sei Limau", "Sungai Geringging")
UNLED = ("Kayu Tanam", "4")
"""The klaster that nobody leads; a service of it is also what the pustu there does not offer."""
LACKING = "Pengendalian vektor"
INDIKATOR = {
    "K1": (30, 60, True),
    "IDL": (28, 55, True),
    "Skrining lansia": (80, 150, True),
    "Skrining TB": (120, 260, True),
}
BULAN = [f"2026-{month:02d}" for month in range(1, 10)]
TERTINGGAL = {
    ("Guguak Sakato", "Skrining TB"): 0.5,
    ("Pilubang Sakato", "IDL"): 0.7,
    ("Sunua Sakato", "Skrining lansia"): 0.8,
}
"""Who is behind, and how much of the usual pace they keep."""
DIAM = [("Malai III Koto Sakato", "Skrining TB")]
"""The posyandu that has reported nothing of one programme."""
PEREMPUAN = (
    "Gadih,Yulidar,Ermawati,Zuraida,Nurhasni,Ratnawilis,Darmalis,Asnimar,Misrawati,Rosnida,Yarnis,Eliwarti,Syamsinar,"
    "Nofriyenti,Ratih Kumala,Warnida,Hafnizar,Marlina,Zulbaidah"
).split(",")
LAKI_LAKI = (
    "Bustanul,Amrizal,Edison,Zulkarnaini,Nasrul,Firdaus,Masrizal,Yulizar,Arnaldi,Rafles,Hasbullah,Syahrial,Dasril"
).split(",")
SUKU = (
    "Pitopang,Kutianyia,Mandahiliang,Bodi,Simabua,Sipanjang,Dalimo,Pisang,Salayan,Banuhampu,Patopang,Sumagek,"
    "Tanjuang Bungo"
).split(",")


def people(listed: Sequence[Mapping[str, Any]]) -> tuple[list[Row], list[str], list[Row]]:
    """Petugas, the profesi of each, and kader of the puskesmas that are not written by hand."""
    crowd = People(PEREMPUAN, LAKI_LAKI, SUKU)
    crowd.number = 40  # the numbers before stand in the NIP of those by hand
    petugas: list[Row] = []
    profesi: list[str] = []
    kader: list[Row] = []
    for puskesmas in listed:
        if "pustu" not in puskesmas or puskesmas["nama"] in BY_HAND:
            continue
        nama = puskesmas["nama"]
        petugas += [crowd.petugas(kind, nama) for kind in INDUK]
        profesi += INDUK
        for pustu in puskesmas["pustu"]:
            petugas += [crowd.petugas(kind, nama, pustu["nama"]) for kind in ("Bidan", "Perawat")]
            profesi += ["Bidan", "Perawat"]
            kader += [crowd.kader(nama, pustu["desa"], pustu=pustu["nama"]) for _ in range(2)]
        for posyandu in puskesmas["posyandu"]:
            kader += [crowd.kader(nama, posyandu["desa"], posyandu=posyandu["nama"]) for _ in range(5)]
    return petugas, profesi, kader


def _by_hand() -> tuple[list[Row], list[str]]:
    """The petugas of roster.yaml with the profesi of each."""
    rows = yaml.safe_load((FOLDER / "roster.yaml").read_text(encoding="utf-8"))["petugas"]
    petugas = [{key: str(row.get(key, "")) for key in ("puskesmas", "pustu", "nama", "nip")} for row in rows]
    return petugas, [row.get("profesi") or _of_jabatan(row["jabatan"]) for row in rows]


def _of_jabatan(jabatan: str) -> str:
    return next(profesi for profesi, ranks in PROFESI.items() if jabatan in {rank for rank, _ in ranks})


def _klaster(petugas: Sequence[Row], profesi: Sequence[str]) -> Iterator[Row]:
    for row in klaster(petugas, profesi):
        unled = (row["puskesmas"], row["klaster"]) == UNLED and row["kedudukan"] == "PJ"
        if row["puskesmas"] in LOKUS:
            yield row | ({"kedudukan": "Anggota", "uraian_tugas": ""} if unled else {})


def _layanan(listed: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """The lokus service by service, so that the four programmes stand side by side; one lacks."""
    for puskesmas in listed:
        nama = puskesmas["nama"]
        if nama not in LOKUS:
            continue
        since = "2025-07-01" if nama in BY_HAND else "2026-03-02"
        unit = {"puskesmas": nama}
        yield from layanan(unit, "puskesmas", sejak=since)
        for pustu in puskesmas["pustu"]:
            own = unit | {"pustu": pustu["nama"]}
            yield from layanan(own, "pustu", kecuali=[LACKING] if nama == UNLED[0] else [], sejak=since)
        for posyandu in puskesmas["posyandu"]:
            yield from layanan(unit | {"posyandu": posyandu["nama"]}, "posyandu", sejak=since)


def files() -> dict[str, str]:
    """The files of the folder roster by name."""
    listed = register(FOLDER)
    petugas, profesi, kader = people(listed)
    hand, kinds = _by_hand()
    places = [
        {"puskesmas": item["nama"], "desa": posyandu["desa"], "posyandu": posyandu["nama"]}
        for item in listed
        for posyandu in item.get("posyandu", [])
    ]
    rows = {
        "klaster": _klaster([*hand, *petugas], [*kinds, *profesi]),
        "layanan": _layanan(listed),
        "capaian": capaian(places, INDIKATOR, BULAN, tertinggal=TERTINGGAL, diam=DIAM),
    }
    return {
        "petugas.csv": table([column for column in PETUGAS_COLUMNS if column != "nik"], petugas),
        "kader.csv": table([column for column in KADER_COLUMNS if column != "nik"], kader),
        **{f"{name}.csv": table(COLUMNS[name], items) for name, items in rows.items()},
    }


def main() -> None:
    """Write the folder roster of examples/padang-pariaman."""
    (FOLDER / "roster").mkdir(exist_ok=True)
    for name, text in files().items():
        (FOLDER / "roster" / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
