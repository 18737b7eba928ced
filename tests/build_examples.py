"""The people of examples/luwu: invented, repeatable, complete but for five shortages and four who leave, on purpose.

The register is read from the example's roadmap.yaml. No clock and no chance: the same rows every time. Each row is
keyed by the column names of the roster, all values text, dates ISO.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ilp_cli.capabilities.roster.sheets.template import template_book
from ilp_cli.law.configs import professions
from ilp_cli.paper.workbook import render
from ilp_cli.reading.load import load
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests.build_wilayah import keluarga, wilayah

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PETUGAS_COLUMNS = (
    "nama",
    "nip",
    "nik",
    "puskesmas",
    "pustu",
    "profesi",
    "jabatan",
    "status",
    "hari_tugas",
    "mulai",
    "sampai",
    "sip_sampai",
    "keterangan",
)
KADER_COLUMNS = tuple("nama nik puskesmas pustu posyandu desa wilayah hari_tugas tingkat terlatih mulai sampai".split())
SHORTAGES: dict[str, tuple[str, str]] = {
    "ILP201": ("Latimojong", "Boneposi"),
    "ILP202": ("Bastem Utara", "Pantilang"),
    "ILP203": ("Suli Barat", "Poringan"),
    "ILP204": ("Walenrang Barat", "Ilan Batu"),
    "ILP205": ("Lamasi Timur", "Edelweis"),
}
"""The five lokus of 2025 that fall short: code → (puskesmas, pustu), for ILP205 (puskesmas, posyandu).

In order: no bidan, no perawat, one kader, the only bidan away on Fridays, four kader at the posyandu.
"""

LEAVING: dict[tuple[str, str], dict[str, str]] = {
    ("Balubu", "Bidan"): {"born": "19691117"},
    ("Kadong-Kadong", "Perawat"): {"status": "Kontrak Daerah", "mulai": "2024-01-02", "sampai": "2028-06-30"},
    ("Kalibamamase", "Bidan"): {"born": "19700409"},
    ("Awo' Gading", "Perawat"): {"sip_sampai": "2028-02-15"},
}
"""Who leaves, by pustu and profesi (the first listed there), and why: two retire, a contract ends, a SIP lapses."""
SUCCESSOR = ("Kalibamamase", "2028-08-01")
"""Where the second bidan succeeds the first, and from which day on."""

PEREMPUAN = (
    "Nurhayati,Andi Tenri,Rosmini,Hasnawati,Sitti Aminah,Nurlaela,Rahmawati,Jumriani,Kasmawati,Hartina,Mirnawati,"
    "Nuraeni,Darmawati,Sulfiana,Risma,Husniati,Marwah,Irmayanti,Suriani,Yuliana,Fitriani,Asriani,Salmiati,Erniwati,"
    "Hasmira,Nirwana,Besse Tenri,Indo Tang,Misrawati,Ratnasari,Hadijah,Rabiah,Sahriani,Wahyuni,Ernawati,Mardiana,"
    "Nasriah,Selviana,Yunita,Sukmawati,Hajrah,Lisdayanti,Mutmainnah,Nurfadillah,Rosdiana,Sanawiah,Sumpala,Harlina"
).split(",")
LAKI_LAKI = (
    "Muhammad Yusran,Andi Baso,Ambo Tuo,Syamsul,Rusdi,Hamzah,Ardiansyah,Irfan,Jumadil,Lukman,Mansur,Nasrullah,Rustam,"
    "Suparman,Takdir,Umar,Wahid,Zulkifli,Abdul Rahman,Burhan,Darwis,Fajar,Haeruddin,Idris,Jafar,Kamaruddin,Sudirman,"
    "Asdar"
).split(",")
MARGA = (
    "Mappeasse,Patiroi,Sulolipu,Pallawa,Tenriola,Mangkona,Palaguna,Tonrang,Sappewali,Paewa,Makkuraga,Lallo,Parenrengi,"
    "Massalinri,Pabeangi,Sanusi,Baharuddin,Tahir,Mustamin,Hasanuddin,Rahim,Lanto,Duppa,Pasande,Rantetondok,Batara,"
    "Toding,Sampe,Palinggi,Bunga,Kadir,Usman,Syarif,Amiruddin,Mattola,Tandi,Pasau,Saleng,Nurdin,Manrapi"
).split(",")

PROFESI: dict[str, tuple[tuple[str, str], ...]] = {
    "Dokter": (("Dokter Ahli Pertama", "dr. {}"), ("Dokter Ahli Muda", "dr. {}")),
    "Dokter Gigi": (("Dokter Gigi Ahli Pertama", "drg. {}"), ("Dokter Gigi Ahli Muda", "drg. {}")),
    "Bidan": (
        ("Bidan Terampil", "{}, A.Md.Keb."),
        ("Bidan Ahli Pertama", "{}, S.Tr.Keb."),
        ("Bidan Mahir", "{}, Amd. Keb"),
        ("Bidan Ahli Muda", "{}, S.Keb., Bdn."),
        ("Bidan Penyelia", "{}"),
    ),
    "Perawat": (
        ("Perawat Terampil", "{}, A.Md.Kep."),
        ("Perawat Ahli Pertama", "{}, S.Kep., Ns."),
        ("Perawat Mahir", "{}, AMK"),
        ("Perawat Ahli Muda", "{}, S.Kep., Ns."),
    ),
    "ATLM": (
        ("Pranata Laboratorium Kesehatan Terampil", "{}, A.Md.AK."),
        ("Pranata Laboratorium Kesehatan Ahli Pertama", "{}, S.Tr.Kes."),
    ),
    "Nutrisionis": (("Nutrisionis Terampil", "{}, A.Md.Gz."), ("Nutrisionis Ahli Pertama", "{}, S.Gz.")),
    "Sanitarian": (("Tenaga Sanitasi Lingkungan Terampil", "{}, A.Md.Kes."),),
    "Terapis Gigi dan Mulut": (("Terapis Gigi dan Mulut Terampil", "{}, AMKG"),),
    "Tata Usaha": (("Pengadministrasi Perkantoran", "{}"),),
}
"""Profesi → its jabatan, junior first, each with the degree its holders write beside their name."""
INDUK = "Dokter,Dokter Gigi,Bidan,Bidan,Perawat,Perawat,ATLM,Nutrisionis,Sanitarian,Tata Usaha".split(",")
STATUS = ("PNS", "PPPK", "PNS", "Honorer", "PNS", "PPPK", "Kontrak Daerah")
TINGKAT = ("Purwa", "Madya", "Purwa", "Utama", "")

Row = dict[str, str]


def names(first: list[str], last: list[str]) -> Iterator[str]:
    """First and last names combined, every pair once; len(first) + 1 and len(last) must share no divisor."""
    for number in range(len(first) * len(last)):
        yield f"{first[number % len(first)]} {last[(number // len(first) + number) % len(last)]}"


class People:
    """Invents people one after another; no two share a name or a NIP."""

    def __init__(self, women: list[str] = PEREMPUAN, men: list[str] = LAKI_LAKI, family: list[str] = MARGA) -> None:
        self.women, self.men = names(women, family), names(men, family)
        self.number = 0

    def petugas(self, profesi: str, puskesmas: str, pustu: str = "", hari_tugas: str | None = None) -> Row:
        """One health worker; the status decides whether there is a NIP, a jabatan, and an end of contract."""
        self.number += 1
        number = self.number
        man = profesi != "Bidan" and number % 3 == 0
        status = STATUS[number % len(STATUS)]
        asn = status in ("PNS", "PPPK")
        clerk = profesi == "Tata Usaha"
        year = 1975 + number * 7 % 25
        ranks = PROFESI[profesi]
        jabatan, shape = ranks[number % (len(ranks) if year < 1987 else max(1, len(ranks) // 2))]
        start = 2021 + number % 4 if status == "PPPK" else min(year + 24 + number % 5, 2023)
        month = "21" if status == "PPPK" else f"{1 + number % 12:02d}"
        birth = f"{year}{1 + number * 5 % 12:02d}{1 + number * 11 % 28:02d}"
        return dict.fromkeys(PETUGAS_COLUMNS, "") | {
            "nama": shape.format(next(self.men if man else self.women)),
            "nip": f"{birth}{start}{month}{1 if man else 2}9{number % 100:02d}" if asn else "",
            "puskesmas": puskesmas,
            "pustu": pustu,
            "profesi": "" if clerk or (asn and number % 6 == 1) else profesi,
            "jabatan": jabatan if asn or clerk else "",
            "status": status,
            "hari_tugas": ("Sen-Jum" if number % 8 == 3 else "") if hari_tugas is None else hari_tugas,
            "mulai": "2024-01-02" if status == "Kontrak Daerah" or number % 5 == 2 else "",
            "sampai": "2028-12-31" if status == "Kontrak Daerah" else "",
            "sip_sampai": "" if clerk else f"{2030 + number % 2}-{1 + number % 12:02d}-28",
            "keterangan": "rekaan",
        }

    def kader(self, puskesmas: str, desa: str, *, pustu: str = "", posyandu: str = "") -> Row:
        """One kader, of a pustu or of a posyandu, never of both."""
        self.number += 1
        number = self.number
        return dict.fromkeys(KADER_COLUMNS, "") | {
            "nama": next(self.men if number % 13 == 0 else self.women),
            "puskesmas": puskesmas,
            "pustu": pustu,
            "posyandu": posyandu,
            "desa": desa,
            "hari_tugas": "setiap hari" if pustu and number % 3 == 0 else "",
            "tingkat": TINGKAT[number % len(TINGKAT)],
            "terlatih": "ya" if TINGKAT[number % len(TINGKAT)] else "tidak",
            "mulai": ("", "2023-01-02", "", "2024-07-01")[number % 4],
        }


def staff_of_pustu(people: People, puskesmas: str, pustu: str, order: int) -> Iterator[Row]:
    """One bidan and one perawat, now and then one more, less what the pustu is made to lack."""
    place = (puskesmas, pustu)
    if place != SHORTAGES["ILP201"]:
        bidan = people.petugas("Bidan", puskesmas, pustu, "Sen-Kam" if place == SHORTAGES["ILP204"] else None)
        yield leaving(bidan, pustu, "Bidan")
    if place != SHORTAGES["ILP202"]:
        yield leaving(people.petugas("Perawat", puskesmas, pustu), pustu, "Perawat")
    if place not in SHORTAGES.values() and order % 4 == 1:
        more = people.petugas("Bidan" if order % 8 == 1 else "Perawat", puskesmas, pustu)
        yield more | ({"mulai": SUCCESSOR[1]} if pustu == SUCCESSOR[0] else {})


def leaving(row: Row, pustu: str, profesi: str) -> Row:
    """The row with what makes its person leave, for those who do; a day of birth goes into the NIP."""
    changes = dict(LEAVING.get((pustu, profesi), {}))
    born = changes.pop("born", "")
    if born:
        changes["nip"] = f"{born}{int(born[:4]) + 25}{row['nip'][12:]}"
    return row | changes


def roster(register: list[dict[str, Any]]) -> tuple[list[Row], list[Row]]:
    """Petugas and kader for every puskesmas, pustu and posyandu of a register."""
    people = People()
    petugas: list[Row] = []
    kader: list[Row] = []
    order = 0
    for index, puskesmas in enumerate(register):
        name = puskesmas["nama"]
        petugas += [people.petugas(profesi, name) for profesi in INDUK]
        if index % 2 == 0:
            petugas.append(people.petugas("Terapis Gigi dan Mulut", name))
        for pustu in puskesmas.get("pustu", []):
            order += 1
            petugas += staff_of_pustu(people, name, pustu["nama"], order)
            heads = 1 if (name, pustu["nama"]) == SHORTAGES["ILP203"] else 2
            kader += [people.kader(name, pustu["desa"], pustu=pustu["nama"]) for _ in range(heads)]
        for posyandu in puskesmas.get("posyandu", []):
            heads = 4 if (name, posyandu["nama"]) == SHORTAGES["ILP205"] else 5
            kader += [people.kader(name, posyandu["desa"], posyandu=posyandu["nama"]) for _ in range(heads)]
    return petugas, kader


@lru_cache(maxsize=1)
def _luwu() -> tuple[list[Row], list[Row]]:
    roadmap = yaml.safe_load((EXAMPLES / "luwu" / "roadmap.yaml").read_text(encoding="utf-8"))
    return roster(roadmap["puskesmas"])


def luwu_petugas() -> list[dict[str, str]]:
    """Rows of the sheet Petugas."""
    return copy.deepcopy(_luwu()[0])


def luwu_kader() -> list[dict[str, str]]:
    """Rows of the sheet Kader."""
    return copy.deepcopy(_luwu()[1])


NOTE = (
    "Contoh: semua orang di berkas ini rekaan, dibuat oleh program; bila sama dengan yang sebenarnya, itu kebetulan. "
    "Pustu dan posyandu juga rekaan."
)


def roster_workbook() -> bytes:
    """The template of the district, filled with the rows above."""
    kader = luwu_kader()
    filled = {"petugas": luwu_petugas(), "kader": kader, "wilayah": wilayah(kader), "keluarga": keluarga(kader)}
    names = tuple(professions().names.values())
    return render(
        template_book(
            load(EXAMPLES / "luwu"), [table.only(table.offered) for table in SHEETS_OF_ROSTER], names, filled, NOTE
        )
    )


def main() -> None:
    """Write examples/luwu/roster.xlsx."""
    (EXAMPLES / "luwu" / "roster.xlsx").write_bytes(roster_workbook())


if __name__ == "__main__":
    main()
