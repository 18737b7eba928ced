"""The tables of examples/majene: invented, repeatable, each with one thing to show; `python -m tests.build_majene`."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tests.build_examples import EXAMPLES, INDUK, KADER_COLUMNS, PETUGAS_COLUMNS, People, Row
from tests.build_tables import COLUMNS, capaian, klaster, layanan, register, table

FOLDER = EXAMPLES / "majene"
SHORTAGES: dict[str, tuple[str, str]] = {
    "ILP202": ("Ulumanda", "Tandeallo"),
    "ILP205": ("Salutambung", "Harapan"),
}
"""The two lokus of 2026 that fall short: no perawat at the pustu; four kader at the posyandu."""
WITHOUT_LEADER, UNSTATED, OFFICE, TWICE = "Totoli", "Ulumanda", "Malunda", "Salutambung"
"""Klaster: no PJ of klaster 3; nothing handed in; the head of the office leads klaster 1; one person leads two."""
PEMENANG = (
    ("Banggae I", "Pangali Ali", "Melati"),
    ("Lembang", "Tande Timur", "Leppe Indah"),
    ("Pamboang", "Bonde", "Nurul Hidayah"),
)
"""The three lokus of 2024, with the posyandu that won prizes; where these stand is invented."""
LATER = (
    ("Totoli", "Rangas", "Mawar"),
    ("Banggae II", "Labuang Utara", "Flamboyan"),
    ("Sendana I", "Binanga", "Sakura"),
    ("Malunda", "Mekkatta", "Mutiara"),
)
"""The four lokus of 2025."""
SINCE = {2024: "2024-10-01", 2025: "2025-07-01"}
INDIKATOR = {"K1": (24, 44, True), "IDL": (22, 40, True), "D/S": (60, 130, False)}
BULAN = [f"2026-{month:02d}" for month in range(1, 5)]
TERTINGGAL = {
    ("Sejahtera", "K1"): 0.45,
    ("Bina Sehat", "K1"): 0.5,
    ("Bina Sehat", "IDL"): 0.6,
    ("Nurul Hidayah", "IDL"): 0.7,
}
"""Who is behind, and how much of the usual pace they keep."""
DIAM = [("Sumber Sehat", name) for name in INDIKATOR]
"""The posyandu that has reported nothing."""
EARLY = "Nurul Hidayah"
"""The posyandu whose families were all visited in December 2025, and so are due together a year later."""
UNTRAINED = "Kamboja"
"""The posyandu lokus of 2026 whose kader are said to be untrained; of the others nothing is said."""
DUSUN = ("Tangnga", "Baruga", "Salabose", "Lutang", "Pullewani")
"""The blocks of each winner, one for each kader."""

PEREMPUAN = (
    "Hasniah,Nurlina,Sitti Hajar,Kasmah,Sumiati,Rahmatia,Masnah,Harlina,Nurhidayah,Suriati,Jumiati,Rosdiah,Nahda,"
    "Saenab,Marhumah,Fatimah Azis,Halijah,Nuraidah,Sahnun,Wahidah,Asmira,Hardianti,Mardiah,Salmah"
).split(",")
LAKI_LAKI = "Abdul Wahab,Syahrir,Muhammad Ilham,Ridwan,Basri,Nurdin,Akbar,Hamka,Sabri,Ansar,Zainuddin,Rahmat".split(",")
MARGA = (
    "Tammalele,Daeng Manera,Puang Lembang,Mandra,Todilaling,Pattalo,Tomakaka,Sandeq,Lopi,Passalle,Kalimuang,Tandi Malo,"
    "Sirajang,Pallayar,Manggabarani,Tambora,Saharuna"
).split(",")


def people(listed: Sequence[Mapping[str, Any]]) -> tuple[list[Row], list[str], list[Row]]:
    """Petugas, the profesi of each, and kader: ten at each puskesmas; a bidan, a perawat and two kader a pustu; five
    kader a posyandu.
    """
    crowd = People(PEREMPUAN, LAKI_LAKI, MARGA)
    petugas: list[Row] = []
    profesi: list[str] = []
    kader: list[Row] = []
    for puskesmas in listed:
        nama = puskesmas["nama"]
        petugas += [crowd.petugas(kind, nama) for kind in INDUK]
        profesi += INDUK
        for pustu in puskesmas["pustu"]:
            for kind in ("Bidan", "Perawat"):
                if kind == "Bidan" or SHORTAGES["ILP202"] != (nama, pustu["nama"]):
                    petugas.append(crowd.petugas(kind, nama, pustu["nama"]))
                    profesi.append(kind)
            kader += [crowd.kader(nama, pustu["desa"], pustu=pustu["nama"]) for _ in range(2)]
        for posyandu in puskesmas["posyandu"]:
            heads = 4 if SHORTAGES["ILP205"] == (nama, posyandu["nama"]) else 5
            kader += [_trained(crowd.kader(nama, posyandu["desa"], posyandu=posyandu["nama"])) for _ in range(heads)]
    return petugas, profesi, kader


def _trained(row: Row) -> Row:
    """A kader as the table Keterampilan tells of them, where it does."""
    if row["posyandu"] in {posyandu for *_, posyandu in PEMENANG}:
        return row | {"terlatih": "ya", "tingkat": row["tingkat"] or "Purwa"}
    return row | {"terlatih": "tidak", "tingkat": ""} if row["posyandu"] == UNTRAINED else row


def _klaster(petugas: Sequence[Row], profesi: Sequence[str]) -> Iterator[Row]:
    """Every puskesmas but one, with what is to be shown of it."""
    leader = ""
    for row in klaster(petugas, profesi):
        puskesmas, key = row["puskesmas"], row["klaster"]
        if puskesmas == TWICE and row["kedudukan"] == "PJ":
            leader = row["nama"] if key == "3" else leader
            if key == "4":  # the doctor leads this one too, and who would is a member
                yield row | {"nama": leader, "nip": _nip(petugas, leader)}
                yield row | {"kedudukan": "Anggota", "uraian_tugas": ""}
                continue
        if puskesmas == WITHOUT_LEADER and key == "3" and row["kedudukan"] == "PJ":
            yield row | {"kedudukan": "Anggota", "uraian_tugas": ""}
        elif puskesmas == OFFICE and key == "1":
            clerk = row["kedudukan"] == "Anggota"
            task = TASKS_OF_OFFICE if clerk else ""
            yield row | {
                "kedudukan": "PJ" if clerk else "Anggota",
                "jabatan": "Kepala Tata Usaha" if clerk else "",
                "uraian_tugas": task,
            }
        elif puskesmas != UNSTATED:
            yield row


TASKS_OF_OFFICE = "Perencanaan, tenaga, mutu, dan dasbor PWS"


def _nip(petugas: Sequence[Row], nama: str) -> str:
    return next(row["nip"] for row in petugas if row["nama"] == nama)


def _layanan() -> Iterator[Row]:
    """The winners, their pustu and puskesmas service by service; the others in a row or two each."""
    for puskesmas, pustu, posyandu in PEMENANG:
        unit = {"puskesmas": puskesmas}
        yield from layanan(unit, "puskesmas", sejak=SINCE[2024])
        yield from layanan(unit | {"pustu": pustu}, "pustu", sejak=SINCE[2024])
        yield from layanan(unit | {"posyandu": posyandu}, "posyandu", sejak=SINCE[2024])
    for puskesmas, pustu, posyandu in LATER:
        unit, since = {"puskesmas": puskesmas}, {"ada": "ya", "sejak": SINCE[2025]}
        yield unit | {"kelompok": "semua sasaran"} | since
        yield unit | {"pustu": pustu, "kelompok": "semua sasaran"} | since
        yield unit | {"posyandu": posyandu, "kelompok": "semua sasaran"} | since
    yield {"puskesmas": "Totoli", "posyandu": "Mawar", "kelompok": "remaja", "ada": "tidak", "sejak": "2026-01-05"}
    pressure = {"puskesmas": "Malunda", "kelompok": "usia dewasa", "layanan": "Skrining hipertensi"}
    yield pressure | {"posyandu": "Mutiara", "ada": "ya", "sejak": SINCE[2025]}
    yield pressure | {"pustu": "Mekkatta", "ada": "tidak", "sejak": SINCE[2025]}


def _keterampilan(kader: Sequence[Row]) -> Iterator[Row]:
    """The winners' kader trained and assessed in all five groups; those of one lokus of 2026 in none."""
    groups = ("posyandu", "bayi_balita", "ibu_hamil", "remaja", "lansia")
    for row in kader:
        own = {"nama": row["nama"], "puskesmas": row["puskesmas"], "posyandu": row["posyandu"]}
        for number, group in enumerate(groups):
            if row["posyandu"] in {posyandu for *_, posyandu in PEMENANG}:
                days = date(2024, 8, 12) + timedelta(number), date(2024, 11, 18) + timedelta(number)
                yield own | {"kelompok": WORDS[group], "dilatih": days[0].isoformat(), "dinilai": days[1].isoformat()}
            elif row["posyandu"] == UNTRAINED:
                yield own | {"kelompok": WORDS[group], "dilatih": "tidak"}


WORDS = {
    "posyandu": "pengelolaan posyandu",
    "bayi_balita": "bayi dan balita",
    "ibu_hamil": "ibu hamil dan menyusui",
    "remaja": "usia sekolah dan remaja",
    "lansia": "usia dewasa dan lansia",
}


def _kesiapan() -> Iterator[Row]:
    """What no other table tells of the lokus of 2024: all of the first; of the others something is open or missing."""
    said = {
        "": {
            "P1": "SK susunan klaster",
            "P3": "Bagan alur pelayanan",
            "P4": "Notula lokakarya mini bulanan",
            "P5a": "Berita acara 10 Februari 2026",
            "P5b": "SK Target Kinerja 2026",
            "ALAT": "ASPAK",
        },
        "pustu": {"U1b": "SISDMK", "U2b": "", "U4": "Buku evaluasi mingguan", "ALAT": "ASPAK"},
        "posyandu": {"Y3": "Jadwal pendamping", "Y5b": "Form Rekapitulasi", "Y7": "Perdes", "ALAT": "ASPAK"},
    }
    for puskesmas, pustu, posyandu in PEMENANG:
        for kind, listed in said.items():
            for kriteria, bukti in listed.items():
                keadaan = OTHERWISE.get((puskesmas, kriteria), "ya")
                if keadaan:
                    yield {
                        "puskesmas": puskesmas,
                        "pustu": pustu if kind == "pustu" else "",
                        "posyandu": posyandu if kind == "posyandu" else "",
                        "kriteria": kriteria,
                        "keadaan": keadaan,
                        "sejak": "2026-02-10",
                        "bukti": bukti if keadaan == "ya" else "",
                    }


OTHERWISE = {("Lembang", "P5b"): "tidak", ("Lembang", "U4"): "", ("Pamboang", "Y7"): "", ("Pamboang", "U2b"): "tidak"}
"""What is not met, or not told, and where."""


def _wilayah(listed: Sequence[Mapping[str, Any]], kader: Sequence[Row]) -> list[Row]:
    """A block for each kader of the winners."""
    rows: list[Row] = []
    for puskesmas, _, posyandu in PEMENANG:
        chance = random.Random(posyandu)
        own = [row for row in kader if (row["puskesmas"], row["posyandu"]) == (puskesmas, posyandu)]
        place = next(item for item in listed if item["nama"] == puskesmas)
        desa = next(item["desa"] for item in place["posyandu"] if item["nama"] == posyandu)
        lintang, bujur = place["koordinat"]
        for number, (dusun, holder) in enumerate(zip(DUSUN, own, strict=True)):
            rows.append(
                {
                    "puskesmas": puskesmas,
                    "posyandu": posyandu,
                    "desa": desa,
                    "dusun": dusun,
                    "kk": str(chance.randint(6, 8)),
                    "bumil": str(chance.randint(0, 2)),
                    "balita": str(chance.randint(2, 4)),
                    "lansia": str(chance.randint(1, 3)),
                    "hipertensi": str(chance.randint(0, 3)),
                    "lintang": f"{lintang + 0.003 * (number % 3 - 1):.4f}",
                    "bujur": f"{bujur + 0.003 * (number // 3):.4f}",
                    "kader": holder["nama"],
                }
            )
    return rows


def _keluarga(wilayah: Sequence[Row]) -> Iterator[Row]:
    """The families of these blocks, all visited within the year before November 2026; two are to be seen first."""
    chance, number = random.Random(7605), 0
    groups = ("bumil", "bayi", "balita", "balita; sekolah", "remaja", "dewasa", "dewasa", "lansia", "lansia")
    for row in wilayah:
        for _ in range(int(row["kk"])):
            number += 1
            trigger, since = {20: ("tanda bahaya", "2026-11-20"), 60: ("tidak patuh obat", "2026-11-17")}.get(
                number, ("", "")
            )
            span = 25 if row["posyandu"] == EARLY else 330
            visited = date(2025, 12, 8) + timedelta(chance.randrange(span))
            yield {
                "id": f"MJN-{number:03d}",
                "puskesmas": row["puskesmas"],
                "posyandu": row["posyandu"],
                "blok": f"Dusun {row['dusun']}",
                "kelompok": chance.choice(groups),
                "pemicu": trigger,
                "sejak": since,
                "kunjungan_terakhir": visited.isoformat(),
                "hasil": "dikunjungi",
            }


def files() -> dict[str, str]:
    """The files of the roster by name."""
    listed = register(FOLDER)
    petugas, profesi, kader = people(listed)
    places = [
        {"puskesmas": item["nama"], "desa": posyandu["desa"], "posyandu": posyandu["nama"]}
        for item in listed
        for posyandu in item["posyandu"]
    ]
    wilayah = _wilayah(listed, kader)
    rows = {
        "klaster": _klaster(petugas, profesi),
        "layanan": _layanan(),
        "capaian": capaian(places, INDIKATOR, BULAN, tertinggal=TERTINGGAL, diam=DIAM),
        "keterampilan": _keterampilan(kader),
        "kesiapan": _kesiapan(),
        "wilayah": iter(wilayah),
        "keluarga": _keluarga(wilayah),
    }
    return {
        "petugas.csv": table([column for column in PETUGAS_COLUMNS if column != "nik"], petugas),
        "kader.csv": table([column for column in KADER_COLUMNS if column != "nik"], kader),
        **{f"{name}.csv": table(COLUMNS[name], listed) for name, listed in rows.items()},
    }


def main() -> None:
    """Write the roster of examples/majene."""
    for name, text in files().items():
        (FOLDER / "roster" / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
