"""Whom or what a finding speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from ilp_cli.core.finding import Finding, Path
from ilp_cli.core.masking import Written
from ilp_cli.district.district import District


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom or what a finding speaks of, by the names as written; "" where it is none of these."""

    puskesmas: str = ""
    pustu: str = ""
    posyandu: str = ""
    nama: str = ""


def subject(district: District, finding: Finding) -> Subject:
    """What a finding speaks of, from its path: a person, a unit of the register, or a lokus of a stage."""
    path = finding.path
    head = path[0] if path else ""
    if head == "petugas" and len(path) > 1:
        petugas = district.petugas[int(path[1])]
        return Subject(**_names(petugas, "puskesmas", "pustu", "nama"))
    if head == "kader" and len(path) > 1:
        kader = district.kader[int(path[1])]
        return Subject(**_names(kader, "puskesmas", "pustu", "posyandu", "nama"))
    if head == "puskesmas":
        return _registered(district, path)
    if head == "tahap" and path[2:3] == ("lokus",):
        return _named(district, path)
    return Subject(puskesmas=finding.puskesmas or "", pustu=finding.pustu or "")


def _names(row: Written, *fields: str) -> dict[str, str]:
    return {name: row.as_written(name) for name in fields}


def _registered(district: District, path: Path) -> Subject:
    """A puskesmas of the register, or the pustu or posyandu under it."""
    own = next((puskesmas for puskesmas in district.puskesmas if puskesmas.path == path[:2]), None)
    if own is None:
        return Subject()
    pustu = next((unit.nama for unit in own.pustu if unit.path == path[:4]), "")
    posyandu = next((post.nama for post in own.posyandu if post.path == path[:4]), "")
    return Subject(puskesmas=own.nama, pustu=pustu, posyandu=posyandu)


def _named(district: District, path: Path) -> Subject:
    """A lokus of a stage, or the pustu or posyandu named there."""
    every = (lokus for tahap in district.every_stage() for lokus in tahap.lokus)
    lokus = next((lokus for lokus in every if lokus.path == path[:4]), None)
    if lokus is None:
        return Subject()
    kind, index = (path[4], int(path[5])) if len(path) > 5 else ("", 0)
    return Subject(
        puskesmas=lokus.puskesmas.nama,
        pustu=lokus.pustu[index].nama if kind == "pustu" else "",
        posyandu=lokus.posyandu[index].nama if kind == "posyandu" else "",
    )
