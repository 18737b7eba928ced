"""A row as a value: petugas, kader, cuti, or a row of any other table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from ilp_cli.core.finding import Path
from ilp_cli.core.masking import Written, as_shown, mask_numbers
from ilp_cli.core.names import normal
from ilp_cli.core.weekdays import parse_hari
from ilp_cli.district.identity import nip_birthday
from ilp_cli.district.isian import Filled, Isian
from ilp_cli.district.numbers import Nip, digits_of
from ilp_cli.district.people import ASN, Cuti, Kader, Pergi, Petugas
from ilp_cli.district.reading import JOB, name_of
from ilp_cli.district.retirement import day_of
from ilp_cli.district.tables import SKILLS
from ilp_cli.files import misfits
from ilp_cli.files.table_file import TableRow
from ilp_cli.law.configs import Professions
from ilp_cli.reading.cells import CellReader
from ilp_cli.reading.leaving import leaving, leaving_of_name, may_say_gone
from ilp_cli.reading.marks import Marks
from ilp_cli.reading.placing import Places
from ilp_cli.reading.roster_read import RosterRead

Kept = TypeVar("Kept", bound=Written)

_NONE: Mapping[str, Filled] = {}
_NO_SKILLS: Mapping[str, str] = {}
_BESIDE_NAME = re.compile(r"[(\[*/;,–-]")
"""A mark behind which something may be said of a person's going."""


class Values:
    """The rows of one table as values, added to what was read; `last` is the person added last, and their row."""

    def __init__(
        self, roster: RosterRead, cell: CellReader, places: Places, marks: Marks, professions: Professions
    ) -> None:
        self.roster = roster
        self.cell = cell
        self.places = places
        self.marks = marks
        self.professions = professions
        self.spec = cell.spec
        self.sheet = cell.spec.name
        self.counts = cell.counts
        self.words = cell.words
        self.last: tuple[Path, int] | None = None
        self.skills = [name for name in SKILLS if name in cell.names]
        self.leaves = [name for name in ("status", "keaktifan", "keterangan") if name in cell.names]
        self.personal = not cell.names.isdisjoint(("tanggal_lahir", "jenis_kelamin"))
        adders: Mapping[str, Callable[[TableRow, dict[str, str]], None]]
        adders = {"petugas": self._petugas, "kader": self._kader, "cuti": self._cuti}
        self.add = adders.get(self.sheet, self._isian)

    def _petugas(self, row: TableRow, cells: dict[str, str]) -> None:
        """Add a row of Petugas."""
        cell = self.cell
        path = ("petugas", len(self.roster.petugas))
        self.last = path, row.number
        self._note(row, cells, path)
        induk, unit = self.places.unit_of(row, cells)
        shared = self._shared(row, cells, path, induk)
        profesi, jabatan, status = cells.get("profesi", ""), cells.get("jabatan", ""), cells.get("status", "")
        kind, jenjang = self.professions.employment(status), self.professions.jenjang(jabatan or profesi)
        _keep(
            self.roster.petugas,
            Petugas(
                **shared,
                pustu=cells.get("pustu", ""),
                unit=unit if "pustu" in cells else induk,
                profesi=self.professions.find(profesi, jabatan) or self._chosen_job(path, profesi or jabatan),
                profesi_tertulis=profesi,
                jabatan=jabatan,
                status=status,
                kepegawaian=kind,
                jenjang=jenjang,
                pensiun=retires(kind, jenjang, shared.get("lahir"), shared["nip"]),
                sip_sampai=cell.day(row, cells, "sip_sampai"),
                tetap="tetap" in cells and cell.truth(row, cells, "tetap") == "ya",
                pj_klaster=cells.get("pj_klaster", ""),
                lain=cell.filled(row, cells) if cell.others else _NONE,
            ),
        )

    def _kader(self, row: TableRow, cells: dict[str, str]) -> None:
        """Add a row of Kader."""
        cell, places = self.cell, self.places
        path = ("kader", len(self.roster.kader))
        self._note(row, cells, path)
        induk, pustu = places.unit_of(row, cells)
        posyandu = cells.get("posyandu", "")
        post = places.register.posyandu.get((induk, normal(posyandu))) if induk and posyandu else None
        if posyandu and induk and post is None:
            post, posyandu = places.units.posyandu(posyandu, induk) or (None, posyandu)
            self.counts["awalan"] += post is not None
        shared = self._shared(row, cells, path, induk)
        skills = [name for name in self.skills if name in cells] if self.skills else ()
        _keep(
            self.roster.kader,
            Kader(
                **shared,
                pustu=cells.get("pustu", ""),
                posyandu=posyandu,
                pustu_path=pustu,
                posyandu_path=post,
                desa=cells.get("desa", ""),
                wilayah=cells.get("wilayah", ""),
                tingkat=cells.get("tingkat", ""),
                terlatih=cell.truth(row, cells, "terlatih") if "terlatih" in cells else "",
                keterampilan={name: mask_numbers(cell.truth(row, cells, name)) for name in skills} or _NO_SKILLS,
                lain=cell.filled(row, cells) if cell.others else _NONE,
            ),
        )

    def _cuti(self, row: TableRow, cells: dict[str, str]) -> None:
        """Add a row of Cuti; whose leave it is, the rules ask."""
        cell = self.cell
        damaged = "nip" in cells and cell.damaged(row, "nip", cells["nip"])
        if damaged:
            cell.fault(misfits.WRONG_KIND, row, "nip", kunci="nip", sebab="tersimpan sebagai angka; digitnya hilang")
        path: Path = ("cuti", len(self.roster.cuti))
        if self.roster.ledger is not None:
            self.roster.ledger.written[path] = dict(cells)
        _keep(
            self.roster.cuti,
            Cuti(
                path=path,
                row=row.number,
                origin=cell.origin,
                nama=cells.get("nama", ""),
                nip=Nip("" if damaged else digits_of(cells.get("nip", ""))),
                puskesmas=cells.get("puskesmas", ""),
                pustu=cells.get("pustu", ""),
                dari=cell.day(row, cells, "dari"),
                sampai=cell.day(row, cells, "sampai"),
                jenis=cells.get("jenis", ""),
                keterangan=cells.get("keterangan", ""),
                lain=cell.filled(row, cells) if cell.others else _NONE,
            ),
        )

    def _isian(self, row: TableRow, cells: dict[str, str]) -> None:
        """Add a row of any other table: each cell by what its column holds."""
        listed = self.roster.isian.setdefault(self.sheet, [])
        path: Path = (self.sheet, len(listed))
        if self.roster.ledger is not None:
            self.roster.ledger.written[path] = dict(cells)
        induk, unit = self.places.placed(row, cells)
        self.marks.see(row)
        values = self.cell.filled(row, cells)
        listed.append(Isian(path=path, row=row.number, origin=self.cell.origin, values=values, induk=induk, unit=unit))

    def _note(self, row: TableRow, cells: dict[str, str], path: Path) -> None:
        """Keep the row as it was written, and put in what the planner chose, where anybody asks for either."""
        ledger = self.roster.ledger
        if ledger is None:
            return
        ledger.written[path] = dict(cells)
        chosen = self.places.put_chosen(row, cells)
        if chosen:
            ledger.chosen.setdefault(path, []).extend(chosen)

    def _chosen_job(self, path: Path, text: str) -> str | None:
        """The profession that the planner chose for words nobody else understands."""
        name = name_of(JOB, None, text, self.cell.origin.file)
        target = self.places.register.chosen.get(name) if text else None
        if target is None:
            return None
        if self.roster.ledger is not None:
            self.roster.ledger.chosen.setdefault(path, []).append(name)
        return str(target[1])

    def _shared(self, row: TableRow, cells: Mapping[str, str], path: Path, induk: Path | None) -> dict[str, Any]:
        cell = self.cell
        hari = cells.get("hari_tugas", "")
        nama = cells.get("nama", "")
        bare = self.words.compared_name(nama)
        if bare is not nama:
            self.counts["gelar"] += bare != nama and self.words.bare_name(nama) != nama
        self.marks.see(row)
        pergi = self._leaving(cells)
        if (said := self.marks.commented) is not None:
            self.marks.carry(path, said.kata)
            if said.pasti and (pergi is None or not pergi.pasti):
                pergi = said
        sampai = cell.day(row, cells, "sampai") if "sampai" in cells else None
        if "pensiun" in cells and (retired := cell.day(row, cells, "pensiun")) is not None:
            last = retired - timedelta(days=1)
            sampai = min(sampai or last, last)
        if pergi is not None and pergi.pasti and pergi.sejak is not None:
            last = pergi.sejak - timedelta(days=1)
            sampai = min(sampai or last, last)
        nip, nik, damaged = cell.numbers(row, cells)
        return {
            "path": path,
            "row": row.number,
            "origin": cell.origin,
            "nama": nama,
            "nama_polos": bare,
            "puskesmas": cells.get("puskesmas", ""),
            "induk": induk,
            "nip": nip,
            "nik": nik,
            "rusak": damaged,
            "hari": parse_hari(hari),
            "hari_tugas": hari,
            "mulai": cell.day(row, cells, "mulai") if "mulai" in cells else None,
            "sampai": sampai,
            "pergi": pergi,
            "keterangan": cells.get("keterangan", ""),
            **(cell.birth_and_sex(row, cells) if self.personal else {}),
        }

    def _leaving(self, cells: Mapping[str, str]) -> Pergi | None:
        """What a row says of its person's going: by name, status, activity or remark, what is certain first."""
        nama = cells.get("nama", "")
        told = [leaving(cells[name], name) for name in self.leaves if name in cells] if self.leaves else []
        if nama[:3].lower() == "alm" or _BESIDE_NAME.search(nama) or may_say_gone(nama):
            told.append(leaving_of_name(nama))
        if not any(told):  # as of nearly everybody
            return None
        own = [normal(cells[name]) for name in ("pustu", "posyandu", "puskesmas") if name in cells]
        said = [pergi for pergi in told if pergi is not None and not any(name in normal(pergi.kata) for name in own)]
        return next((pergi for pergi in said if pergi.pasti), next(iter(said), None))


def retires(kind: str, jenjang: str, lahir: date | None, nip: Nip) -> date | None:
    """The first day of retirement as a row alone tells it."""
    born = (lahir or nip_birthday(nip)) if kind in ASN else None
    return day_of(kind, jenjang, born) if born is not None else None


def _keep(people: list[Kept], person: Kept) -> None:
    """Add a row to those that were read, fit to be shown."""
    people.append(as_shown(person))
