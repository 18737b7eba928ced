"""roadmap.yaml on its way into a District: what does not fit is left out with a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ilp_cli.core.finding import Finding, finding
from ilp_cli.core.names import maksud, near, normal
from ilp_cli.core.weekdays import hari_names, parse_hari
from ilp_cli.core.words import HARI
from ilp_cli.district.place import kind_and_name
from ilp_cli.district.table import TableSpec, named
from ilp_cli.district.tables import ROSTER
from ilp_cli.district.wilayah import KELOMPOK
from ilp_cli.files import misfits
from ilp_cli.files.yaml_file import YamlFile
from ilp_cli.law.configs import professions
from ilp_cli.law.indicators import meant, names
from ilp_cli.law.standard import NATIONAL, LocalStandard, Standard
from ilp_cli.reading.fit import as_meant, close_gaps, copy, moved, prune, wrong_root
from ilp_cli.reading.roadmap_fields import fields_of, profession_key
from ilp_cli.reading.roadmap_shape import Kabupaten, with_tables

UNNAMED = "(nama kabupaten belum disebut)"


def decode(
    file: YamlFile, standards: Mapping[str, Standard], tables: Sequence[TableSpec] = ROSTER
) -> tuple[dict[str, Any], tuple[str, ...], list[Finding]]:
    """The content of roadmap.yaml as fields of District, the rosters it names, and every misfit.

    A part that cannot be read is left out with a finding; the rest is read all the same. The rows of `tables` that it
    may list are not decoded here.
    """
    content = file.content
    if not isinstance(content, dict):
        return {}, (), [wrong_root(file)]
    faults: list[Finding] = []
    people: dict[str, list[Any]] = {key: [] for key in named(tables) if isinstance(content.get(key), list)}
    whole = with_tables(tuple(tables))
    data = copy(file, content | people, (), faults, whole)
    for key in list(data.get("standar") or {}) if isinstance(data.get("standar"), dict) else []:
        if key not in standards:
            meant = near(key, standards)
            if meant is not None and meant not in data["standar"]:
                data["standar"][meant] = data["standar"][key]
                moved(file, ("standar", key), ("standar", meant))
            below = data["standar"].pop(key)
            dotted = [
                name for sub in (below if isinstance(below, dict) else ()) if (name := f"{key}.{sub}") in standards
            ]
            meant_so = f"; ditulis dalam satu kunci: {dotted[0]}: {{nilai: …, dasar: …}}" if dotted else ""
            facts = {"kunci": key, "maksud": meant_so or maksud(key, standards)}
            faults.append(finding(misfits.UNKNOWN_KEY, file.place(("standar", key), key=True), facts))
    faults += _strange_professions(file, data)
    faults += _strange_weights(file, data)
    faults += _strange_targets(file, data)
    shape = prune(file, data, faults, whole, {"kabupaten": {"nama": UNNAMED}})
    faults.sort(key=lambda fault: (fault.place.line or 0, fault.place.column or 0))
    if shape is None:
        return {}, (), faults
    faults += _kind_twice(file, shape.kabupaten)
    close_gaps(file, data)
    fields = fields_of(shape, file.cut)
    fields["standar"] = tuple(_fitting(file, fields["standar"], standards, faults))
    return fields, shape.roster, faults


def table_keys(file: YamlFile, tables: Sequence[TableSpec] = ROSTER) -> list[Finding]:
    """Read misspelt keys of tables that the roadmap lists as they were meant, and report them."""
    if not isinstance(file.content, dict):
        return []
    return as_meant(file, with_tables(tuple(tables)).model_fields, named(tables))


def _fitting(
    file: YamlFile, local: Iterable[LocalStandard], standards: Mapping[str, Standard], faults: list[Finding]
) -> Iterator[LocalStandard]:
    """The local standards whose value is of the standard's kind; the others are reported."""
    for own in local:
        standard = standards[own.kunci]
        days = _listed_days(own, standard)
        strange = [text for text in _texts(own) if parse_hari(text) is None] if days is not None else []
        for text in strange:
            facts = {"kunci": "nilai", "sebab": f"bukan nama hari (senin … minggu); tertulis “{text}”"}
            faults.append(finding(misfits.WRONG_KIND, file.place((*own.path, "nilai")), facts))
        if strange and not days:
            continue
        if standard.fits(own.nilai):
            yield own if days is None else replace(own, nilai=days)
        else:
            counted = isinstance(standard.riwayat[-1].nilai, int)
            wanted = "bilangan bulat" if counted else "nama, bukan bilangan"
            why = f"harus {wanted}; tertulis “{own.nilai}”"
            if standard.arah == NATIONAL:
                why = f"{own.kunci} ditetapkan nasional, bukan oleh daerah; hapus"
            facts = {"kunci": "nilai", "sebab": why}
            faults.append(finding(misfits.WRONG_KIND, file.place((*own.path, "nilai")), facts))


def _listed_days(own: LocalStandard, standard: Standard) -> tuple[str, ...] | None:
    """The weekdays of a standard that lists them, however written; None for a standard of another kind."""
    national = standard.riwayat[-1].nilai
    if not isinstance(national, tuple) or not set(national) <= set(HARI) or isinstance(own.nilai, int):
        return None
    days = [parse_hari(text) for text in _texts(own)]
    if days == [frozenset()]:
        return national  # setiap hari kerja
    return hari_names(frozenset().union(*(day or frozenset() for day in days)))


def _texts(own: LocalStandard) -> tuple[str, ...]:
    return own.nilai if isinstance(own.nilai, tuple) else (str(own.nilai),)


def _strange_professions(file: YamlFile, data: Mapping[str, Any]) -> Iterator[Finding]:
    """The keys of `induk_minimum` that name no profession."""
    policy = data.get("kebijakan")
    told = policy.get("induk_minimum") if isinstance(policy, dict) else None
    known = professions().names
    for name in told if isinstance(told, dict) else ():
        if profession_key(name) not in known:
            facts = {"kunci": name, "maksud": maksud(name, known)}
            yield finding(misfits.UNKNOWN_KEY, file.place(("kebijakan", "induk_minimum", name), key=True), facts)


def _strange_weights(file: YamlFile, data: Mapping[str, Any]) -> Iterator[Finding]:
    """The keys of `bobot` that are neither kk nor a group that blocks count; they weigh nothing."""
    policy = data.get("kebijakan")
    told = policy.get("bobot") if isinstance(policy, dict) else None
    known = ("kk", *KELOMPOK)
    weights = told if isinstance(told, dict) else {}
    for name in list(weights):
        if normal(name) not in known:
            facts = {"kunci": name, "maksud": maksud(name, known)}
            yield finding(misfits.UNKNOWN_KEY, file.place(("kebijakan", "bobot", name), key=True), facts)
            del weights[name]


def _strange_targets(file: YamlFile, data: Mapping[str, Any]) -> Iterator[Finding]:
    """The keys of `target_capaian` that name no indicator, or one again; none is used."""
    policy = data.get("kebijakan")
    told = policy.get("target_capaian") if isinstance(policy, dict) else None
    targets = told if isinstance(told, dict) else {}
    seen: dict[str, str] = {}
    for name in list(targets):
        path = ("kebijakan", "target_capaian", name)
        known = meant(str(name))
        if known is None:
            facts = {"kunci": str(name), "maksud": maksud(str(name), names())}
            yield finding(misfits.UNKNOWN_KEY, file.place(path, key=True), facts)
        elif known.kunci in seen:
            words = f"indikator yang sama dengan “{seen[known.kunci]}”; tulis satu target"
            yield finding(misfits.WRONG_KIND, file.place(path, key=True), {"kunci": str(name), "sebab": words})
        else:
            seen[known.kunci] = str(name)
            continue
        del targets[name]


def _kind_twice(file: YamlFile, shape: Kabupaten) -> Iterator[Finding]:
    """A name that says another kind than `jenis`: every print of the decree would be wrong."""
    kind, name = kind_and_name(shape.nama)
    if shape.jenis and kind and kind != shape.jenis:
        why = (
            f"menyebut {kind}, padahal jenis: {shape.jenis}; tulis nama: {name}, dan jenis: {kind} bila itu yang benar"
        )
        told = finding(misfits.WRONG_KIND, file.place(("kabupaten", "nama")), {"kunci": "nama", "sebab": why})
        yield replace(told, remedy=misfits.AS_SAID)
