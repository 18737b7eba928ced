"""What a roadmap says beside its register and stages, point by point: rollout, pelatihan, libur and so on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from ilp_cli.core.finding import Path
from ilp_cli.core.names import sebutan
from ilp_cli.core.weekdays import days_text
from ilp_cli.district.district import District
from ilp_cli.district.place import Coordinates
from ilp_cli.district.roadmap import Named

KEYS = ("rollout", "pelatihan", "kriteria_kesiapan", "kebijakan", "libur", "pengecualian", "mengingat", "peta")
"""The keys that are compared so; register, stages, targets and standards have parts of their own."""
_NAMES = ("tahun", "tanggal", "kode", "nama", "jenis")
"""What an entry of a list is known by, the first that it has; one about a puskesmas by that puskesmas."""


@dataclass(frozen=True, slots=True)
class Butir:
    """An entry of the roadmap: what it is, in words, and the registered place it is about."""

    apa: str
    unit: Path | None = None
    nomor: int = 0


def told_of(district: District) -> dict[Butir, dict[str, str]]:
    """Every entry with what it says; what is not written is not told."""
    told: dict[Butir, dict[str, str]] = {}
    for key in KEYS:
        words = key.replace("_", " ")
        for butir, facts in _entries(words, getattr(district, key)):
            if facts:
                number = sum(1 for other in told if (other.apa, other.unit) == (butir.apa, butir.unit))
                told[Butir(butir.apa, butir.unit, number)] = facts
    return told


def _entries(words: str, value: Any) -> Iterator[tuple[Butir, dict[str, str]]]:
    """An entry and those below it."""
    if isinstance(value, tuple) and any(map(is_dataclass, value)):
        for entry in sorted(value, key=lambda entry: str(_named(words, entry))):
            yield from _entries_of(_named(words, entry), entry)
    elif is_dataclass(value):
        yield from _entries_of(Butir(words), value)
    elif text := _text(value):
        yield Butir(words), {"isi": text}


def _entries_of(butir: Butir, entry: Any) -> Iterator[tuple[Butir, dict[str, str]]]:
    facts: dict[str, str] = {}
    for name, value in ((own.name, getattr(entry, own.name)) for own in fields(entry) if own.name != "path"):
        words = name.replace("_", " ")
        if isinstance(value, Mapping):
            facts |= {f"{words} {key}": text for key, of in value.items() if (text := _text(of))}
        elif is_dataclass(value) and not isinstance(value, Named | Coordinates):
            yield from _entries_of(Butir(f"{butir.apa}, {words}", butir.unit), value)
        elif isinstance(value, tuple) and value and all(is_dataclass(of) and not isinstance(of, Named) for of in value):
            yield from _entries(f"{butir.apa}, {words}", value)
        elif text := _text(value):
            facts[words] = text
    if butir.unit is not None:
        facts.pop("puskesmas", None)  # known by its place, whatever it is called
    yield butir, facts


def _named(words: str, entry: Any) -> Butir:
    """What an entry of a list is known by."""
    for own in fields(entry):
        value = getattr(entry, own.name)
        if isinstance(value, Named):
            unit = value.unit.path if value.unit is not None else None
            bare = words.removesuffix(f", {own.name}")
            return Butir(bare if unit is not None else f"{bare} {sebutan(own.name, value.nama)}", unit)
    name = next((text for key in _NAMES if (text := _text(getattr(entry, key, None)))), "")
    return Butir(f"{words} {name}".strip())


def _text(value: Any) -> str:
    """A value in words, "" where nothing is written; what is not allowed is as good as not written."""
    if value is None or value is False or isinstance(value, Mapping):
        return ""
    if isinstance(value, Named):
        return str(value.unit.kode or value.unit.nama) if value.unit is not None else str(value.nama)
    if isinstance(value, frozenset) and value and all(isinstance(day, int) for day in value):
        return days_text(value)
    if isinstance(value, tuple | frozenset):
        return ", ".join(filter(None, map(_text, value if isinstance(value, tuple) else sorted(value))))
    return "ya" if value is True else str(value)
