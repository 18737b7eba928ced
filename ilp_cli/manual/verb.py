"""The law as data, for people: standards on a day and their articles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ilp_cli.core.given import a_day
from ilp_cli.law import configs
from ilp_cli.law.services import matriks
from ilp_cli.law.standard import DatedValue, Standard
from ilp_cli.registry import catalogue


def standard_basis(key: str) -> str | None:
    """The article and rank of a standard's latest value, in one phrase."""
    standard = configs.law().standards.get(key)
    if standard is None:
        return None
    value = standard.riwayat[-1]
    return f"{value.citation} ({standard.rank_of(value).value}); sejak {value.sejak.isoformat()}"


def services_lost(key: str) -> str:
    """What a pustu without the profession of a standard has nobody for, by the matrix of services; "" if nothing."""
    profesi = key.removeprefix("pustu.")
    lost = matriks().lost(profesi) if profesi != key else ""
    if not lost:
        return ""
    return (
        f"Tanpa {profesi}, pustu tidak punya pelaksana untuk {lost}; daftarnya di "
        f"`ilp services FOLDER --tempat pustu`. Pembagian itu bacaan program ({matriks().pangkat.value})."
    )


def standards_table(pada: date | None) -> tuple[date, list[Mapping[str, str]]]:
    """The standards in force on a day as flat rows of text."""
    day = a_day("pada", pada) or date.today()
    rows = [
        _standard_row(standard, value)
        for standard in configs.law().standards.values()
        if (value := standard.on(day)) is not None
    ]
    return day, rows


def standards_rows(day: date) -> list[dict[str, object]]:
    """The standards in force on a day as the JSON contract has them: the words of the table, then each part alone."""
    in_force = ((standard, standard.on(day)) for standard in configs.law().standards.values())
    return [
        {
            **_standard_row(standard, value),
            "value": list(value.nilai) if isinstance(value.nilai, tuple) else value.nilai,
            "satuan": standard.satuan or None,
            "codes": _used_by(standard),
            "diperiksa_terhadap": value.diperiksa_terhadap or None,
            "diperiksa_pada": value.diperiksa_pada.isoformat() if value.diperiksa_pada else None,
            "belum_diperiksa": standard.belum_diperiksa or None,
        }
        for standard, value in in_force
        if value is not None
    ]


def _used_by(standard: Standard) -> list[str]:
    """The codes of the rules that rest on a standard."""
    return [code.code for code in catalogue() if standard.kunci in (code.standard, *code.also)]


def _standard_row(standard: Standard, value: DatedValue) -> Mapping[str, str]:
    used = _used_by(standard)
    number = ", ".join(value.nilai) if isinstance(value.nilai, tuple) else str(value.nilai)
    counted = f"{number} {standard.satuan}" if isinstance(value.nilai, int) else number
    return {
        "kunci": standard.kunci,
        "judul": standard.judul,
        "nilai": f"{counted}, sesudah {value.sesudah_bulan} bulan bekerja" if value.sesudah_bulan else counted,
        "sejak": value.sejak.isoformat(),
        "dasar": value.citation,
        "pangkat": standard.rank_of(value).value,
        "diperiksa": f"{value.diperiksa_terhadap}, {value.diperiksa_pada or 'tanpa tanggal'}",
        "aturan": ", ".join(used) or f"belum diperiksa program: {standard.belum_diperiksa}",
        "catatan": standard.catatan,
    }


def law_summary() -> tuple[Path, int, int]:
    """Where the standards are read from, and how many standards and regulations there are."""
    law = configs.law()
    return configs.configs(), len(law.standards), len(law.regulations)


def configs_folder() -> Path:
    """Where the standards and vocabularies are read from."""
    return configs.configs()
