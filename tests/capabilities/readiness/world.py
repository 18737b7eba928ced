"""Invented districts of any shape, as the rows somebody would type, and readiness counted from those rows alone.

Nothing here asks the program: each criterion is counted once more, in another way.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.plans import plan

PADA = date(2026, 11, 21)
GOOD, BAD, OPEN = "memenuhi", "tidak memenuhi", "belum diketahui"
CODES = {
    "puskesmas": "P1 P2 P3 P4 P5 P6 ALAT".split(),
    "pustu": "U1 U2 U3 U4 ALAT".split(),
    "posyandu": "Y1 Y2 Y3 Y4 Y5 Y6 Y7 ALAT".split(),
}
PARTS = {"P1": "ab", "P4": "ab", "P5": "ab", "U1": "ab", "U2": "ab", "Y2": "ab", "Y4": "ab", "Y5": "ab", "Y6": "ab"}
FIVE = ["Dokter", "Dokter Gigi", "Bidan", "Perawat", "ATLM"]
GROUPS = ["ibu hamil", "balita", "remaja", "usia dewasa", "lansia"]
SKILLS = ["pengelolaan posyandu", "bayi dan balita", "bumil", "remaja", "lansia"]
DAYS = ["", "2024-03-04", "2026-02-10", "2026-02-20", "2026-05-04", "2027-01-04"]
"""No day, one of another year, three of this year around the days of P5, and one that has not come."""


@dataclass
class World:
    """Rows as they are typed: a place is named by its kind and two numbers."""

    puskesmas: int
    pustu: list[tuple[int, str, str | None]] = field(default_factory=list)
    """Puskesmas, name, and its own days as written."""
    posyandu: list[tuple[int, str, str | None]] = field(default_factory=list)
    """Puskesmas, name, and its opening day as written."""
    petugas: list[dict[str, str]] = field(default_factory=list)
    kader: list[dict[str, str]] = field(default_factory=list)
    wilayah: list[dict[str, str]] = field(default_factory=list)
    keluarga: list[dict[str, str]] = field(default_factory=list)
    kesiapan: list[dict[str, str]] = field(default_factory=list)
    klaster: list[dict[str, str]] = field(default_factory=list)
    layanan: list[dict[str, str]] = field(default_factory=list)
    capaian: list[dict[str, str]] = field(default_factory=list)
    keterampilan: list[dict[str, str]] = field(default_factory=list)
    days: str | None = None

    def places(self) -> Iterable[tuple[str, int, str]]:
        yield from (("puskesmas", number, f"Pkm {number}") for number in range(self.puskesmas))
        yield from (("pustu", number, name) for number, name, _ in self.pustu)
        yield from (("posyandu", number, name) for number, name, _ in self.posyandu)


def world(seed: int) -> World:
    """A small district of this seed."""
    dice = random.Random(seed)
    made = World(puskesmas=dice.randint(1, 3), days=dice.choice([None, "Sen-Jum", "Sen-Kam", "Sen-Sab"]))
    for number in range(made.puskesmas):
        here = f"Pkm {number}"
        for index in range(dice.randint(0, 2)):
            made.pustu.append((number, f"Tu {number}{index}", dice.choice([None, None, "Sen-Jum", "Sen-Kam"])))
        for index in range(dice.randint(0, 3)):
            opening = dice.choice([None, "tanggal 12", "tanggal 31", "selasa ke-2", "kamis terakhir"])
            made.posyandu.append((number, f"Yandu {number}{index}", opening))
        for kind in FIVE:
            if dice.random() < 0.8:
                klaster = dice.choice(["", "", "1", "klaster II", "3", "4 (penyakit menular)", "lintas klaster"])
                made.petugas.append({"puskesmas": here, "pustu": "", "profesi": kind, "pj_klaster": klaster})
    _people(made, dice)
    for rows, prefix in ((made.petugas, "Petugas"), (made.kader, "Kader")):
        for index, row in enumerate(rows):
            row.setdefault("nama", f"{prefix} {_letters(index)}")
    for number in range(made.puskesmas):
        _klaster(made, dice, f"Pkm {number}")
        _capaian(made, dice, number)
    for number, name, _ in made.posyandu:
        _layanan(made, dice, {"puskesmas": f"Pkm {number}", "posyandu": name})
    _keterampilan(made, dice)
    for kind, number, name in made.places():
        _statements(made, dice, kind, number, name)
    return made


def _klaster(made: World, dice: random.Random, here: str) -> None:
    """Rows of Klaster of a puskesmas: mostly all of its people, now and then a stranger or a klaster nobody knows."""
    if dice.random() < 0.4:
        return
    sparse, words = dice.random() < 0.4, ["1", "Klaster II", "3 (usia dewasa dan lansia)", "P2M", "lintas klaster"]
    for index, row in enumerate(row for row in made.petugas if row["puskesmas"] == here):
        if not sparse or dice.random() < 0.6:
            leads = index < len(words)
            word = words[index] if leads else dice.choice(words)
            made.klaster.append(
                {"puskesmas": here, "klaster": word, "kedudukan": "Ketua" if leads else "anggota", "nama": row["nama"]}
            )
    if dice.random() < 0.2:
        made.klaster.append({"puskesmas": here, "klaster": "2", "kedudukan": "Anggota", "nama": "Orang Luar"})
    if dice.random() < 0.15:
        made.klaster.append({"puskesmas": here, "klaster": "klaster 9", "kedudukan": "Anggota", "nama": "Entah Siapa"})


def _layanan(made: World, dice: random.Random, unit: dict[str, str]) -> None:
    if dice.random() < 0.4:
        return
    if dice.random() < 0.3:
        made.layanan.append({**unit, "kelompok": "semua sasaran", "ada": "ya"})
        return
    for group in GROUPS:
        said = dice.choice(["ya", "ya", "ya", "ya", "tidak", ""])
        if said:
            made.layanan.append({**unit, "kelompok": group, "ada": said})


def _capaian(made: World, dice: random.Random, number: int) -> None:
    unit = {"puskesmas": f"Pkm {number}", "desa": "", "posyandu": "", "indikator": "K1"}
    by_desa = dice.random() < 0.3
    names = [desa_of(number, name) if by_desa else name for owner, name, _ in made.posyandu if owner == number]
    for name in dict.fromkeys(names) if dice.random() < 0.7 else ():
        month = dice.choice(["2026-03", "2026-10", "2026-10", "2025-10"])
        row = {**unit, "bulan": month, "sasaran": "40", "dilayani": dice.choice(["0", "5", "5", ""])}
        made.capaian.append({**row, "desa" if by_desa else "posyandu": name})


def _keterampilan(made: World, dice: random.Random) -> None:
    for kader in made.kader:
        if "posyandu" not in kader or dice.random() < 0.5:
            continue
        groups = SKILLS if dice.random() < 0.8 else SKILLS[:3]
        for group in groups:
            answers = {fact: dice.choice(["ya", "ya", "2026-01-05", "tidak", ""]) for fact in ("dilatih", "dinilai")}
            if dice.random() < 0.8:
                answers = {"dilatih": "ya", "dinilai": "2026-02-07"}
            row = {name: kader[name] for name in ("nama", "puskesmas", "posyandu")}
            made.keterampilan.append({**row, "kelompok": group, **answers})


def desa_of(number: int, posyandu: str) -> str:
    """The desa in which a posyandu is: the first two of a puskesmas share one."""
    return f"Desa {number}{'b' if posyandu.endswith('2') else 'a'}"


def _people(made: World, dice: random.Random) -> None:
    for number, name, _ in made.pustu:
        for kind in ("Bidan", "Perawat"):
            for _ in range(dice.choice([0, 1, 1, 1, 2])):
                days = dice.choice(["", "", "Sen-Kam", "Senin, Jumat"])
                row = {"puskesmas": f"Pkm {number}", "pustu": name, "profesi": kind, "hari_tugas": days}
                made.petugas.append(row)
        for _ in range(dice.choice([0, 1, 2, 2, 3])):
            made.kader.append({"puskesmas": f"Pkm {number}", "pustu": name})
    for number, name, _ in made.posyandu:
        _posyandu(made, dice, number, name)


def _statements(made: World, dice: random.Random, kind: str, number: int, name: str) -> None:
    for code in CODES[kind]:
        for _ in range(dice.choice([0, 0, 1, 1, 2])):
            letter = dice.choice(["", "", "", *PARTS.get(code, "")])
            row = {"puskesmas": f"Pkm {number}", "pustu": "", "posyandu": "", "kriteria": code + letter}
            if kind != "puskesmas":
                row[kind] = name
            answers = ["ya", "ya", "sudah", "tidak", "belum diketahui", ""]
            made.kesiapan.append({**row, "keadaan": dice.choice(answers), "sejak": dice.choice(DAYS)})


def _letters(index: int) -> str:
    """A name without figures, one for each number."""
    first, second = divmod(index, 26)
    return f"{chr(65 + first)}{chr(97 + second)}ra"


def _posyandu(made: World, dice: random.Random, number: int, name: str) -> None:
    unit = {"puskesmas": f"Pkm {number}", "posyandu": name}
    known = dice.random() < 0.7
    own = []
    for _ in range(dice.choice([0, 3, 5, 5, 6])):
        row = {
            **unit,
            "nama": f"Kader {_letters(len(made.kader))}",
            "terlatih": "ya" if known else dice.choice(["ya", "tidak", ""]),
            "tingkat": dice.choice(["Purwa", "Madya"]) if known else dice.choice(["", "Utama"]),
            "wilayah": dice.choice(["RT 01", "RT 02", ""]),
        }
        made.kader.append(row)
        own.append(row["nama"])
    if dice.random() < 0.6:
        whole = dice.random() < 0.5
        for index in range(max(len(own), 1) if whole else dice.randint(1, 5)):
            holder = own[index % len(own)] if own and whole else dice.choice([*own, ""])
            made.wilayah.append({**unit, "blok": f"RT {index + 1:02}", "kader": holder})
    for index in range(dice.choice([0, 0, 3, 6])):
        day = dice.choice(["2026-08-01", "2026-01-05", "2026-03-03"] if dice.random() < 0.9 else ["", "2025-01-05"])
        made.keluarga.append({**unit, "id": f"{name[-2:]}-{index:03}", "kunjungan_terakhir": day})


def folder(made: World, place: Path) -> Path:
    """The plan folder of a district; every place of it is a lokus."""
    lines = ["kabupaten: {nama: Luwu}", "roster: ."]
    lines += [f"hari_layanan: {made.days}"] if made.days else []
    lines.append("puskesmas:")
    stages = []
    for number in range(made.puskesmas):
        units = []
        for kind, listed, key in (("pustu", made.pustu, "hari_layanan"), ("posyandu", made.posyandu, "hari_buka")):
            names = [
                f"{{nama: {name}{f', {key}: {said}' if said else ''}{_desa(kind, number, name)}}}"
                for owner, name, said in listed
                if owner == number
            ]
            own = [name for owner, name, _ in listed if owner == number]
            units.append((kind, names, own))
        lines.append(f"  - {{nama: Pkm {number}, " + ", ".join(f"{k}: [{', '.join(n)}]" for k, n, _ in units) + "}")
        named = ", ".join(f"{kind}: [{', '.join(own)}]" for kind, _, own in units)
        stages.append(f"{{puskesmas: Pkm {number}, {named}}}")
    lines.append(f"tahap: [{{tahun: 2026, lokus: [{', '.join(stages)}]}}]")
    tables = {
        "petugas": ("nama puskesmas pustu profesi hari_tugas pj_klaster", made.petugas),
        "kader": ("nama puskesmas pustu posyandu terlatih tingkat wilayah", made.kader),
        "wilayah": ("puskesmas posyandu blok kader", made.wilayah),
        "keluarga": ("id puskesmas posyandu kunjungan_terakhir", made.keluarga),
        "kesiapan": ("puskesmas pustu posyandu kriteria keadaan sejak", made.kesiapan),
        "klaster": ("puskesmas klaster kedudukan nama", made.klaster),
        "layanan": ("puskesmas posyandu kelompok ada", made.layanan),
        "capaian": ("puskesmas desa posyandu indikator bulan sasaran dilayani", made.capaian),
        "keterampilan": ("nama puskesmas posyandu kelompok dilatih dinilai", made.keterampilan),
    }
    files = {f"{name}_csv": csv(columns.split(), rows) for name, (columns, rows) in tables.items()}
    return plan(place, "\n".join(lines) + "\n", **{name: text for name, text in files.items() if text.count("\n") > 1})


def _desa(kind: str, number: int, name: str) -> str:
    return f", desa: {desa_of(number, name)}" if kind == "posyandu" else ""


def csv(columns: list[str], rows: Iterable[dict[str, str]]) -> str:
    """Rows as text; a comma in a cell is quoted."""
    cells = ([f'"{row.get(column, "")}"' for column in columns] for row in rows)
    return "\n".join([",".join(columns), *(",".join(row) for row in cells)]) + "\n"


def recount(made: World) -> dict[tuple[str, str, str], str]:
    """The state of every criterion at every place: (puskesmas, place, code)."""
    states = {}
    for kind, number, name in made.places():
        for code in CODES[kind]:
            parts = [_part(made, kind, number, name, code + letter, code) for letter in PARTS.get(code, "a")]
            states[f"Pkm {number}", name, code] = BAD if BAD in parts else OPEN if OPEN in parts else GOOD
    return states


def _part(made: World, kind: str, number: int, name: str, part: str, code: str) -> str:
    counted = _facts(made, number, name, part)
    return counted if counted != OPEN else _told(made, kind, number, name, part, code)


def _told(made: World, kind: str, number: int, name: str, part: str, code: str) -> str:
    answers = {"ya": True, "sudah": True, "tidak": False, "belum diketahui": None}
    rows = [
        (row["sejak"], answers[row["keadaan"]])
        for row in made.kesiapan
        if row["puskesmas"] == f"Pkm {number}"
        and (kind == "puskesmas" or row[kind] == name)
        and (kind != "puskesmas" or not (row["pustu"] or row["posyandu"]))
        and row["kriteria"] in (code, part)
        and row["keadaan"]
        and row["sejak"] <= PADA.isoformat()
    ]
    due = {"P5a": "2026-02-14", "P5b": "2026-02-28"}.get(part)
    if due:
        rows = [row for row in rows if row[0].startswith("2026")]
    if not rows:
        return OPEN
    last = {answer for day, answer in rows if day == max(day for day, _ in rows)} - {None}
    if len(last) != 1:
        return OPEN
    if last == {False}:
        return BAD
    return BAD if due and min(day for day, answer in rows if answer) > due else GOOD


def _facts(made: World, number: int, name: str, part: str) -> str:
    """What the other tables tell of a part; every place is a lokus, so the roster is held to list it."""
    pkm = f"Pkm {number}"
    staff = [row for row in made.petugas if row["puskesmas"] == pkm]
    at_pustu = [row for row in staff if row["pustu"] == name]
    kader = [row for row in made.kader if row["puskesmas"] == pkm and name in (row.get("pustu"), row.get("posyandu"))]
    staffed = bool(made.petugas and made.kader)  # without one of its two tables a roster is not complete
    if part in ("P1b", "P2a"):
        return _klaster_facts(made, pkm, part, staff, staffed=staffed)
    if part == "P4a":
        return _desa_told(made, number)
    if part == "Y2b":
        said = [(row["kelompok"], row["ada"]) for row in made.layanan if row["posyandu"] == name]
        if any(answer == "tidak" for _, answer in said):
            return BAD
        return GOOD if said in ([("semua sasaran", "ya")], [(group, "ya") for group in GROUPS]) else OPEN
    if part == "P6a" and staffed:
        return GOOD if {row["profesi"] for row in staff} == set(FIVE) else BAD
    if part == "U1a" and staffed:
        return GOOD if {"Bidan", "Perawat"} <= {row["profesi"] for row in at_pustu} else BAD
    if part == "U2a" and staffed:
        return GOOD if len(kader) >= 2 else BAD
    if part == "U3a":
        return _open_days(made, number, name, at_pustu, staffed=staffed)
    if part == "Y1a" and staffed:
        return GOOD if len(kader) >= 5 else BAD
    if part == "Y2a":
        opening = next(said for owner, unit, said in made.posyandu if (owner, unit) == (number, name))
        return OPEN if opening is None else BAD if opening == "tanggal 31" else GOOD
    return _kader_facts(made, pkm, name, part, kader) if staffed or part == "Y5a" else OPEN


def _kader_facts(made: World, pkm: str, name: str, part: str, kader: list[dict[str, str]]) -> str:
    blocks = [row for row in made.wilayah if row["puskesmas"] == pkm and row["posyandu"] == name]
    divided = any(row["kader"] for row in blocks)
    if part == "Y4a" and kader:
        if divided:
            return GOOD if {row["nama"] for row in kader} <= {row["kader"] for row in blocks} else BAD
        return GOOD if all(row["wilayah"] for row in kader) else OPEN
    if part == "Y4b" and divided:
        return GOOD if all(row["kader"] for row in blocks) else BAD
    if part == "Y5a":
        days = [
            row["kunjungan_terakhir"] for row in made.keluarga if (row["puskesmas"], row["posyandu"]) == (pkm, name)
        ]
        return OPEN if not days else BAD if min(days) < "2025-11-21" else GOOD
    if part in ("Y6a", "Y6b") and kader:
        said = [_skilled(made, row, "dilatih" if part == "Y6a" else "dinilai") for row in kader]
        return BAD if BAD in said else OPEN if OPEN in said else GOOD
    return OPEN


def _skilled(made: World, kader: dict[str, str], fact: str) -> str:
    """One kader in all skills: what the sheet says of each group, else what the row of the kader says of all."""
    rows = {row["kelompok"]: row[fact] for row in made.keterampilan if row["nama"] == kader["nama"]}
    told = [rows.get(group, "") for group in SKILLS]
    whole = kader["terlatih"] if fact == "dilatih" else "ya" if kader["tingkat"] else ""
    if "tidak" in told:
        return BAD
    if all(told):
        return GOOD
    return {"ya": GOOD, "tidak": BAD, "": OPEN}[whole]


def _klaster_facts(made: World, pkm: str, part: str, staff: list[dict[str, str]], *, staffed: bool) -> str:
    rows = [row for row in made.klaster if row["puskesmas"] == pkm]
    names = {row["nama"] for row in staff}
    odd = any(row["klaster"] == "klaster 9" for row in rows)
    if part == "P1b":
        if not rows or not staffed or not staff:
            return OPEN
        outside, strangers = names - {row["nama"] for row in rows}, {row["nama"] for row in rows} - names
        return BAD if len(outside) > len(strangers) else OPEN if outside or odd else GOOD
    said = " ".join(row.get("pj_klaster", "") for row in staff)
    states = []
    words = [("1", "1"), ("II", "Klaster II"), ("3", "3 (usia"), ("4", "P2M"), ("lintas", "lintas")]
    for in_column, in_sheet in words:
        led = any(row["klaster"].startswith(in_sheet) and row["kedudukan"] == "Ketua" for row in rows)
        by_sheet = OPEN if not rows else GOOD if led else OPEN if odd else BAD
        states.append(GOOD if in_column in said else by_sheet)
    return BAD if BAD in states else OPEN if OPEN in states else GOOD


def _desa_told(made: World, number: int) -> str:
    known = {desa_of(number, name) for owner, name, _ in made.posyandu if owner == number}
    told = {
        row["desa"] or desa_of(number, row["posyandu"])
        for row in made.capaian
        if row["puskesmas"] == f"Pkm {number}" and row["dilayani"] and row["bulan"].startswith("2026")
    }
    return GOOD if told and told == known else OPEN


def _open_days(made: World, number: int, name: str, at_pustu: list[dict[str, str]], *, staffed: bool) -> str:
    own = next(said for owner, unit, said in made.pustu if (owner, unit) == (number, name))
    written = own or made.days
    if written == "Sen-Kam":
        return BAD
    if not staffed:
        return OPEN
    served = {"Sen-Kam": {0, 1, 2, 3}, "Senin, Jumat": {0, 4}}
    days = set().union(*(served.get(row["hari_tugas"], {0, 1, 2, 3, 4}) for row in at_pustu)) if at_pustu else set()
    if days < {0, 1, 2, 3, 4}:
        return BAD
    return GOOD if written else OPEN
