"""What a written name means in the register, and in words why it means nothing."""

from __future__ import annotations

from dataclasses import dataclass

from ilp_cli.core.finding import Path
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import maksud, normal
from ilp_cli.district.district import District
from ilp_cli.district.place import Posyandu


@dataclass(frozen=True, slots=True, kw_only=True)
class Strange:
    """A name in a proposal that means nothing in the district, or a second time, and why, in words."""

    path: Path
    puskesmas: str
    posyandu: str
    sebab: str


def strange(path: Path, why: str, puskesmas: str = "", posyandu: str = "") -> Strange:
    """A name that is left out; a number somebody typed into it is hidden."""
    own, post, words = (mask_numbers(text) for text in (puskesmas, posyandu, why))
    return Strange(path=path, puskesmas=own, posyandu=post, sebab=words)


def made_for(district: District, kabupaten: str) -> bool:
    """Whether a file was made for this district, by the name it gives; one that gives none is taken for its own."""
    own = district.kabupaten
    return not kabupaten or normal(kabupaten) in (normal(own.nama), normal(own.sebutan))


def unregistered(district: District, name: str) -> str:
    """That no puskesmas is registered under a name, with the one that is likely meant."""
    return f"puskesmas “{name}” tidak terdaftar{maksud(name, [unit.nama for unit in district.puskesmas])}"


def posyandu_named(district: District, puskesmas: str, posyandu: str) -> tuple[Posyandu | None, str]:
    """The posyandu of two written names; None, with the reason in words, where they mean none."""
    induk = district.find(puskesmas)
    if induk is None:
        return None, unregistered(district, puskesmas)
    unit = induk.find_posyandu(posyandu)
    if unit is not None:
        return unit, ""
    near = maksud(posyandu, [post.nama for post in induk.posyandu])
    return None, f"posyandu “{posyandu}” tidak terdaftar di {induk.nama}{near}"
