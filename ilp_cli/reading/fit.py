"""A YAML mapping fitted to its shape: what is unknown or does not fit is reported and left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, ClassVar, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from ilp_cli.core.finding import Code, Finding, Path, finding
from ilp_cli.core.names import maksud, near
from ilp_cli.core.words import angka
from ilp_cli.files import misfits
from ilp_cli.files.yaml_file import YamlFile
from ilp_cli.files.yaml_slips import CURLY, NOT_CURLY, SINGLE_CURLY

_FIGURES = re.compile(r"-?\d+")
_NAMES_A_UNIT = ("puskesmas", "pustu", "posyandu")
"""Keys behind which a comma parts two names rather than cutting one text."""
MANY = 1_000
"""How many unknown keys of one mapping are told one by one; with more it is another file by mistake."""


class Shape(BaseModel):
    """A mapping of a file: known keys only; what is not known or does not fit is reported and left out."""

    contoh: ClassVar[str] = ""
    """How it is written, with %s where what stands there now belongs."""
    guessed: ClassVar[bool] = True
    """Whether a misspelt key in it is read under the key that was meant, so that nothing follows from it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # only the whole is ever validated


Fitted = TypeVar("Fitted", bound=Shape)


def shaped(file: YamlFile, shape: type[Fitted]) -> tuple[Fitted | None, list[Finding]]:
    """The content of another file in the shape it should have, as far as it fits, and every misfit."""
    if not isinstance(file.content, dict):
        return None, [wrong_root(file)]
    faults: list[Finding] = []
    data = copy(file, file.content, (), faults, shape)
    return prune(file, data, faults, shape, {}), faults


def wrong_root(file: YamlFile) -> Finding:
    """What is said of a file that holds no mapping: it is empty, or of another shape."""
    if file.content is None:
        return finding(misfits.NOTHING, file.place(()), {"apa": "berkas ini"})
    facts = {"kunci": file.name.rsplit("/", 1)[-1], "sebab": "harus berisi pasangan kunci dan nilai"}
    return finding(misfits.WRONG_KIND, file.place(()), facts)


def copy(
    file: YamlFile, value: Any, path: Path, faults: list[Finding], shape: type[Shape], origin: Path | None = None
) -> Any:
    """A copy that may be pruned; known keys without a value count as not written, list items without one are reported.

    What was cut at a comma or a `#` is reported here, as is a misspelt key; its value is read under the key that was
    meant, so that nothing follows from it. `origin` is where the value stands in the file under its own keys.
    """
    origin = path if origin is None else origin
    if origin != path:
        file.marks[path] = file.marks[origin]
    if path in file.comments or origin in file.comments:
        faults.extend(_commented(file, value, origin, shape))
    if isinstance(value, dict):
        if value and all((*origin, key) in file.bare for key in value):
            inner = _shape_at(shape, path)
            if inner is None:
                return _listed_in_braces(file, value, path, faults, origin)
            if (
                (needed := _needed(inner))
                and _lists_shapes(shape, path)
                and value.keys().isdisjoint(inner.model_fields)
            ):
                return _named_in_braces(file, value, path, faults, origin, inner, needed)
        return _copied_keys(file, value, path, faults, shape, origin)
    if not isinstance(value, list):
        return value
    for index, item in enumerate(value):
        if item is None:
            facts = {"kunci": f"butir {index + 1} dari {path[-1] if path else 'daftar'}"}
            faults.append(finding(misfits.MISSING_KEY, file.place((*origin, index)), facts))
    return [copy(file, item, (*path, index), faults, shape, (*origin, index)) for index, item in enumerate(value)]


def _listed_in_braces(
    file: YamlFile, value: Mapping[str, Any], path: Path, faults: list[Finding], origin: Path
) -> list[str]:
    """A list that was written in braces: as a list, and reported."""
    names = list(value)
    key = str(next((part for part in reversed(origin) if isinstance(part, str)), ""))
    facts = {"kunci": key, "sebab": f"ditulis dalam {{ }}; daftar ditulis dalam [ ]: tulis [{', '.join(names)}]"}
    faults.append(replace(finding(misfits.WRONG_KIND, file.place(origin), facts), remedy=misfits.AS_SHOWN))
    file.renamed.add(path)
    for index, name in enumerate(names):
        file.marks[(*path, index)] = file.key_marks[(*origin, name)]
    return names


def _named_in_braces(
    file: YamlFile,
    value: Mapping[str, Any],
    path: Path,
    faults: list[Finding],
    origin: Path,
    inner: type[Shape],
    needed: str,
) -> list[dict[str, str]]:
    """Items that were written in braces by their names alone: as items with nothing but a name, and reported."""
    key = str(next((part for part in reversed(origin) if isinstance(part, str)), ""))
    shown = ", lalu ".join(f"“- {inner.contoh % name}”" for name in value)
    facts = {"kunci": key, "sebab": f"ditulis dalam {{ }}; satu butir tiap baris: tulis {shown}"}
    faults.append(replace(finding(misfits.WRONG_KIND, file.place(origin), facts), remedy=misfits.AS_SHOWN))
    for index, name in enumerate(value):
        file.torn.add((*path, index))
        place = file.key_marks[(*origin, name)]
        file.marks[(*path, index)] = file.marks[(*path, index, needed)] = place
    return [{needed: name} for name in value]


def _copied_keys(
    file: YamlFile, value: Mapping[str, Any], path: Path, faults: list[Finding], shape: type[Shape], origin: Path
) -> dict[str, Any]:
    """The keys of a mapping under the names that were meant; a run of keys without a colon is told as one."""
    inner = _shape_at(shape, path)
    known: Collection[str] = inner.model_fields if inner else ()
    if inner is not None and path and isinstance(path[-1], int) and (needed := _named_by_key(inner, value)):
        value = _with_name(file, value, path, origin, faults, inner, needed)
    if len(value) > len(known) + MANY:
        value = _crowded(file, value, origin, known, faults)
    if any((*origin, key) in file.bare for key in value):
        lists = {key for key, field in inner.model_fields.items() if _holds_list(field.annotation)} if inner else set()
        value = rejoined(file, value, origin, known, faults, path, lists)
    copied: dict[str, Any] = {}
    swallowed: Collection[str] = ()
    for key, item in value.items():
        if key in swallowed and key not in known:
            continue
        swallowed = ()
        free = inner is not shape and _shape_at(shape, path[:-1]) is None
        if inner and key not in known and inner is not shape and not free and key in shape.model_fields:
            swallowed = _out_of_place(file, shape, key, item, origin, faults)
            continue
        meant = _meant(inner, key) if inner and key not in known else None
        if meant is not None and meant not in value and (*path, meant) not in file.renamed:
            file.renamed.add((*path, meant))
            file.key_marks[(*path, meant)] = file.key_marks[(*origin, key)]
            facts = {"kunci": key, "maksud": maksud(key, known) or f"; apakah maksudnya “{meant}”?"}
            faults.append(finding(misfits.UNKNOWN_KEY, file.place((*origin, key), key=True), facts))
        else:
            meant = key
        if item is not None or (known and meant not in known):
            copied[meant] = copy(file, item, (*path, meant), faults, shape, (*origin, key))
    return copied


def _named_by_key(inner: type[Shape], value: Mapping[str, Any]) -> str:
    """The key of the name, where an item has its name for its only key: “- Suli: {pustu: […]}”; else ""."""
    needed = _needed(inner)
    if len(value) != 1 or not needed:
        return ""
    ((key, below),) = value.items()
    known = inner.model_fields
    fits = below is None or isinstance(below, str) or (isinstance(below, dict) and set(below) <= set(known) - {needed})
    return needed if fits and key not in known and near(key, known) is None else ""


def _needed(inner: type[Shape]) -> str:
    """The one key that an item cannot do without, by which it is called; "" where it has none, or several."""
    needed = [key for key, field in inner.model_fields.items() if field.is_required()]
    return needed[0] if len(needed) == 1 and inner.contoh.startswith(f"{{{needed[0]}: %s") else ""


def _with_name(
    file: YamlFile,
    value: Mapping[str, Any],
    path: Path,
    origin: Path,
    faults: list[Finding],
    inner: type[Shape],
    needed: str,
) -> Mapping[str, Any]:
    """An item whose only key is its name, as it is written rightly; it is reported."""
    ((name, below),) = value.items()
    facts = {"kunci": name, "sebab": f"ditulis sebagai kunci: tulis {inner.contoh % name}"}
    told = finding(misfits.WRONG_KIND, file.place((*origin, name), key=True), facts)
    faults.append(replace(told, remedy=misfits.AS_SHOWN))
    if not isinstance(below, dict) or not below:
        below = {}
        file.torn.add(path)
    place = file.key_marks[(*origin, name)]
    for marks in (file.marks, file.key_marks):
        marks |= {
            (*origin, *inside): marks[old] for inside in _inside(below) if (old := (*origin, name, *inside)) in marks
        }
    file.marks[(*origin, needed)] = file.key_marks[(*origin, needed)] = place
    return {needed: name, **below}


def _out_of_place(
    file: YamlFile, shape: type[Shape], key: str, item: Any, origin: Path, faults: list[Finding]
) -> Collection[str]:
    """Report a key of the whole that stands inside a part of it; the keys below it, where they stand beside it."""
    advice = " di sini; ia kunci utama: mulai dari awal baris, tanpa lekukan"
    inner = _shape_at(shape, (key,))
    below: Collection[str] = inner.model_fields if inner is not None and item is None else ()
    place = file.place((*origin, key), key=True)
    told = finding(
        misfits.UNKNOWN_KEY, place, {"kunci": key, "maksud": advice + (", begitu juga isinya" if below else "")}
    )
    faults.append(replace(told, remedy="pindahkan seperti yang disebut."))
    return below


def rejoined(
    file: YamlFile,
    value: Mapping[str, Any],
    origin: Path,
    known: Collection[str],
    faults: list[Finding],
    path: Path,
    lists: Collection[str] = (),
) -> dict[str, Any]:
    """A mapping in which a text that commas cut is whole again, as it is reported.

    A run of keys without a colon is told as one. Where they are keys that are known they stay cut off; behind a key of
    `lists` they are the other names of its list.
    """
    kept: dict[str, Any] = {}
    owner = ""
    run: list[str] = []

    def cut() -> None:
        if run and owner in lists and isinstance(kept[owner], str) and not any(key in known for key in run):
            kept[owner] = [kept[owner], *run]
            facts = {"kunci": owner, "sebab": f"harus berupa daftar: tulis [{', '.join(kept[owner])}]"}
            told = finding(misfits.WRONG_KIND, file.place((*origin, owner)), facts)
            faults.append(replace(told, remedy=misfits.AS_SHOWN))
            places = [file.marks[(*origin, owner)], *(file.key_marks[(*origin, key)] for key in run)]
            file.marks.update({(*origin, owner, index): place for index, place in enumerate(places)})
            return
        if not (run and (*origin, owner) in file.renamed and str(kept[owner])[:1] in _QUOTES):
            faults.extend(_cut_at_commas(file, value, origin, known, owner, run))
        whole = owner not in _NAMES_A_UNIT and isinstance(kept.get(owner), str)
        if run and whole and any(key not in known for key in run):
            file.cut[(*path, owner)] = kept[owner]
            kept[owner] = _joined(file, kept[owner], origin, run)
            file.renamed.add((*path, owner))

    for key, item in value.items():
        if (*origin, key) in file.bare:
            run.append(key)
            continue
        cut()
        run, owner = [], key
        kept[key] = item
    cut()
    return kept


_QUOTES = ('"', "'")


def _joined(file: YamlFile, text: str, origin: Path, run: Sequence[str]) -> str:
    """A text with what commas cut off it, without the quotes of a word processor."""
    for key in run:
        line, column = file.key_marks[(*origin, key)]
        written = file.lines[line - 1] if line <= len(file.lines) else ""
        text += f",{key}" if written[column - 2 : column - 1] == "," else f", {key}"
    kept = "".join(sign for sign in text if sign not in CURLY).strip(SINGLE_CURLY)
    return kept[1:-1] if kept[:1] in _QUOTES and kept[-1:] == kept[:1] else kept


def _crowded(
    file: YamlFile, value: Mapping[str, Any], origin: Path, known: Collection[str], faults: list[Finding]
) -> Mapping[str, Any]:
    """A mapping less the unknown keys beyond `MANY`, which are told as one; where keys are free all are kept."""
    unknown = [key for key in value if key not in known]
    beyond = unknown[MANY:]
    if not known or not beyond:
        return value
    rest = f"; begitu juga {angka(len(beyond) - 1)} kunci sesudahnya" if len(beyond) > 1 else ""
    place = file.place((*origin, beyond[0]), key=True)
    faults.append(finding(misfits.UNKNOWN_KEY, place, {"kunci": beyond[0], "maksud": rest}))
    left = set(beyond)
    return {key: item for key, item in value.items() if key not in left}


_CALLED = "nama"
"""The key by which most places and people are called: a lokus by that of its puskesmas."""


def _meant(inner: type[Shape], key: str) -> str | None:
    """The key that an unknown one stands for; None where it is like none, or must not be guessed."""
    if not inner.guessed:
        return None
    meant = near(key, inner.model_fields) or (_needed(inner) or None if key == _CALLED else None)
    held = _shape_at(inner, (meant,)) if meant is not None else None
    return meant if held is None or held.guessed else None


_EQUALS = re.compile(r"\s*(?P<key>\w+)\s*=\s*(?P<value>\S.*)")


def _cut_at_commas(
    file: YamlFile, value: Mapping[str, Any], origin: Path, known: Collection[str], owner: str, run: Sequence[str]
) -> Iterator[Finding]:
    """Keys without a colon behind a key with one: what a comma cut off its text, with the text as it should stand."""
    if not run:
        return
    whole = value.get(owner)
    advice = "; kunci ditulis dengan titik dua, teks berkoma diapit tanda kutip"
    if isinstance(whole, str):
        kept = _joined(file, whole, origin, run)
        curly = any(mark in f"{whole}{''.join(run)}" for mark in CURLY) or whole[:1] in SINGLE_CURLY
        kept = kept.replace('"', "'")
        quotes = f"; {NOT_CURLY}" if curly else "; apit teks berkoma dengan tanda kutip"
        advice = f'{quotes}: {owner}: "{kept}"'
        if all(_FIGURES.fullmatch(part) for part in (whole, *run)):
            advice = (
                f"; {owner} berisi satu angka: tulis {owner}: {whole}, atau dengan titik, {'.'.join((whole, *run))}"
            )
        elif owner in _NAMES_A_UNIT:
            other = "yang lain ditulis sebagai butir “- ” sendiri" if owner == "puskesmas" else "hapus yang lain"
            advice = f"; kunci {owner} di sini menyebut satu nama: {other}; bila memang satu nama, {advice[2:]}"
    place = file.place((*origin, run[0]), key=True)
    equals = _EQUALS.fullmatch(run[0])
    if equals is not None and near(equals["key"], known) == equals["key"]:
        advice = f"; tulis “{equals['key']}: {equals['value']}”, dengan titik dua, bukan “=”"
    if any(key not in known for key in run):
        first = next(key for key in run if key not in known)
        told = finding(misfits.UNKNOWN_KEY, place, {"kunci": first, "maksud": advice})
        yield replace(told, remedy="tulis seperti yang disebut.")
    else:
        facts = {"kunci": owner or run[0], "sebab": f"terpotong pada koma di depan “{run[0]}”{advice}"}
        yield finding(misfits.WRONG_KIND, place, facts if owner else {**facts, "sebab": f"tanpa titik dua{advice}"})


def _commented(file: YamlFile, value: Any, origin: Path, shape: type[Shape]) -> Iterator[Finding]:
    """A free text that stops at a comment, which may be the rest of it."""
    end = max((index for index, part in enumerate(origin) if isinstance(part, str)), default=-1)
    inner = _shape_at(shape, origin[:end]) if end >= 0 else None
    key = str(origin[end])
    field = inner.model_fields.get(key) if inner else None
    if isinstance(value, str) and field is not None and _holds_text(field.annotation):
        place = file.at(*file.comments[origin])
        comment = (place.source or "")[(place.column or 1) - 1 :].strip()
        yield finding(misfits.COMMENT, place, {"kunci": key, "isi": value, "komentar": comment})


def _holds_list(annotation: Any) -> bool:
    """Whether an annotation holds a list of texts or numbers: tuple[str, ...], perhaps among others."""
    if get_origin(annotation) is tuple:
        return not any(_shapes(annotation))
    return any(_holds_list(inner) for inner in get_args(annotation))


def _lists_shapes(shape: type[Shape], path: Path) -> bool:
    """Whether a list of mappings belongs at a place."""
    inner = _shape_at(shape, path[:-1]) if path and isinstance(path[-1], str) else None
    field = inner.model_fields.get(str(path[-1])) if inner else None
    return field is not None and get_origin(field.annotation) is tuple


def _holds_text(annotation: Any) -> bool:
    """Whether an annotation holds free text: str, str | None, tuple[str, ...]."""
    return annotation is str or any(_holds_text(inner) for inner in get_args(annotation))


def close_gaps(file: YamlFile, value: Any, path: Path = ()) -> None:
    """Move the marks of names that stand behind an item left out, so that each still points at its own words."""
    if isinstance(value, dict):
        for key, item in value.items():
            close_gaps(file, item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            close_gaps(file, item, (*path, index))
        kept = [index for index, item in enumerate(value) if isinstance(item, str)]
        if path[-1:] != ("mengingat",):
            for index, old in enumerate(kept):
                file.marks[(*path, index)] = file.marks[(*path, old)]


def prune(
    file: YamlFile, data: dict[str, Any], faults: list[Finding], shape: type[Fitted], stand_in: Mapping[str, Any]
) -> Fitted | None:
    """Validate, report each misfit, take the smallest faulty part out, and validate again until what is left fits.

    `stand_in` holds what takes the place of keys that the whole cannot do without.
    """
    reported: set[Path] = set()
    asked: type[Fitted] = _asked_of(shape, frozenset(shape.model_fields.keys() - data.keys()))
    for _ in range(200):
        try:
            return asked.model_validate(data)
        except ValidationError as error:
            places: set[Path] = set()
            items = error.errors(include_url=False, include_input=False)
            for item in items:
                path: Path = tuple(item["loc"])
                told = path in places or path in reported or path in file.renamed
                if not told and not (item["type"] == "missing" and _misspelt_beside(shape, path, _at(data, path[:-1]))):
                    faults.append(_misfit(file, shape, path, item, _at(data, path)))
                places.add(path)
                if len(path) == 1 and path[0] in stand_in and item["type"] == "missing":
                    data[str(path[0])] = stand_in[str(path[0])]
            mended = {tuple(item["loc"]) for item in items if _mended(file, shape, data, item, reported)}
            reported |= places
            file.torn |= places - mended
            for path in sorted(places - mended, key=len, reverse=True):
                _remove(data, path, stand_in)
    return None


@lru_cache(maxsize=64)
def _asked_of(shape: type[Fitted], absent: Collection[str]) -> type[Fitted]:
    """The shape, in which keys that are not there are not looked at.

    What would check them is not made: a roadmap has five of its twenty keys, and the checks of the others take as long
    to make as those five.
    """
    free: dict[str, Any] = {
        key: (Any, field) for key, field in shape.model_fields.items() if key in absent and not field.is_required()
    }
    return create_model(shape.__name__, __base__=shape, **free) if free else shape


def _mended(
    file: YamlFile, shape: type[Shape], data: Any, error: Mapping[str, Any], reported: Collection[Path]
) -> bool:
    """Give a value of the wrong form the form it was meant to have, so that nothing follows; whether that is certain.

    What is wrong with it is reported already. A second complaint at the same place finds it as it is.
    """
    path: Path = tuple(error["loc"])
    value, inner = _at(data, path), _shape_at(shape, path)
    if path in reported or not path:
        return False
    meant, within = _meant_form(value, inner, error["type"], listed=isinstance(path[-1], int))
    if path[-1] == "tahun" and isinstance(value, str) and len(years := _YEARS.findall(value)) == 1:
        meant = years[0]  # "Tahun 2026"
    if meant is None:
        return False
    if isinstance(value, str) and isinstance(meant, dict):
        file.torn.add(path)  # its name is known, and nothing else of it
        ((needed, _),) = meant.items()
        names, beside = _names_in(value), _at(data, path[:-1])
        meant = {needed: names[0]}
        for name in names[1:]:
            own = (*path[:-1], len(beside))
            file.torn.add(own)
            file.marks[own] = file.marks[(*own, needed)] = file.marks[path]
            beside.append({needed: name})
    if isinstance(meant, list) and inner is not None and (needed := _needed(inner)):
        file.torn |= {(*path, index) for index, item in enumerate(meant) if item.keys() == {needed}}
    for place, old in within.items():
        for marks in (file.marks, file.key_marks):
            if (*path, *old) in marks:
                marks[(*path, *place)] = marks[(*path, *old)]
    for place in _inside(meant):
        file.marks.setdefault((*path, *place), file.marks[path])
    _at(data, path[:-1])[path[-1]] = meant
    return True


_YEARS = re.compile(r"(?<!\d)20\d{2}(?!\d)")


def _meant_form(value: Any, inner: type[Shape] | None, wanted: str, *, listed: bool) -> tuple[Any, dict[Path, Path]]:
    """A value in the form that is wanted, and where each part of it stood before; None where nobody can tell."""
    if wanted in ("tuple_type", "list_type"):
        return _meant_list(value, inner)
    if wanted not in ("model_type", "model_attributes_type", "dict_type"):
        return None, {}
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        merged = {key: inside for item in value for key, inside in item.items()}
        if len(merged) == sum(map(len, value)):
            return merged, {place[1:]: place for place in _inside(value) if len(place) > 1}
    elif isinstance(value, str) and inner is not None and listed and (needed := _needed(inner)):
        return {needed: value}, {}
    return None, {}


def _meant_list(value: Any, inner: type[Shape] | None) -> tuple[Any, dict[Path, Path]]:
    """A list that was written as a text, as its one item, or by the names of its items; None where nobody can tell."""
    if inner is None:
        return (_split(value) if isinstance(value, str) else None), {}
    if isinstance(value, dict) and not value.keys().isdisjoint(inner.model_fields):
        return [value], {(0, *place): place for place in _inside(value)}
    needed = _needed(inner)
    return _called(value, inner, needed) if needed else (None, {})


def _called(value: Any, inner: type[Shape], needed: str) -> tuple[Any, dict[Path, Path]]:
    """Items of which a text or the keys of a mapping give the names: “pustu: Cimpu”, “pustu: {Cimpu: {desa: …}}”."""
    if isinstance(value, str) and value:
        return [{needed: name} for name in _names_in(value)], {}
    if not isinstance(value, dict) or not value:
        return None, {}
    below = [{} if isinstance(inside, str) or inside is None else inside for inside in value.values()]
    if not all(isinstance(inside, dict) and inside.keys() <= inner.model_fields.keys() - {needed} for inside in below):
        return None, {}
    within = {
        (index, *place): (name, *place)
        for index, (name, inside) in enumerate(zip(value, below, strict=True))
        for place in _inside(inside)
    }
    within |= {(index, *end): (name,) for index, name in enumerate(value) for end in ((), (needed,))}
    return [{needed: name, **inside} for name, inside in zip(value, below, strict=True)], within


def _split(text: str) -> list[str]:
    """The names of a list that was written as one text, its brackets put aside."""
    return [item for part in text.strip("[](){} ").split(",") if (item := part.strip())]


def _inside(value: Any) -> Iterator[Path]:
    """The paths within a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (key,)
        yield from ((key, *rest) for rest in _inside(inner))


def _misspelt_beside(shape: type[Shape], path: Path, beside: Any) -> bool:
    """Whether a key that is missing stands there misspelt, which is told already."""
    inner = _shape_at(shape, path[:-1])
    known = inner.model_fields if inner else {}
    return isinstance(beside, dict) and any(near(key, (str(path[-1]),)) for key in beside if key not in known)


def _remove(data: Any, path: Path, stand_in: Mapping[str, Any]) -> None:
    """Take out the value at a path; where a required value is missing, the item that lacks it."""
    parents = [data]
    for part in path[:-1]:
        held = parents[-1]
        inside = (isinstance(held, dict) and part in held) or (isinstance(held, list) and int(part) < len(held))
        if not inside or held[part] is None:
            return
        parents.append(held[part])
    for depth in range(len(path) - 1, -1, -1):
        parent, part = parents[depth], path[depth]
        if isinstance(parent, list):
            parent[int(part)] = None
            return
        if isinstance(parent, dict) and part in parent:
            if part in stand_in and depth == 0:
                parent[part] = stand_in[str(part)]
            else:
                del parent[part]
            return


def _at(data: Any, path: Path) -> Any:
    """What stands at a path; None where nothing does."""
    for part in path:
        inside = (isinstance(data, dict) and part in data) or (isinstance(data, list) and int(part) < len(data))
        if not inside:
            return None
        data = data[part]
    return data


def _misfit(file: YamlFile, shape: type[Shape], path: Path, error: Mapping[str, Any], value: Any) -> Finding:
    """One error of the shape as a finding: unknown key, missing key, or wrong kind."""
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    if error["type"] == "extra_forbidden":
        facts = {"kunci": key, "maksud": maksud(key, _keys_at(shape, path[:-1])) or _home_words(shape, key, path[:-1])}
        return finding(misfits.UNKNOWN_KEY, file.place(path, key=True), facts)
    if error["type"] == "missing":
        return finding(misfits.MISSING_KEY, file.place(path[:-1]), {"kunci": key})
    if error["type"] == "value_error":
        reason = str(error["ctx"]["error"])
        code: Code = misfits.MISSING_KEY if reason == "belum diisi" else misfits.WRONG_KIND
        told = finding(code, file.place(path), {"kunci": key, "sebab": reason})
        return replace(told, remedy=misfits.AS_SAID) if "; " in reason or ": tulis " in reason else told
    if error["type"] == "literal_error":
        reason = f"harus salah satu dari {error['ctx']['expected'].replace(' or ', ', ')}"
        told = finding(misfits.WRONG_KIND, file.place(path), {"kunci": key, "sebab": reason})
        return replace(told, remedy="tulis salah satu yang disebut.")
    listed = error["type"] in ("tuple_type", "list_type")
    reason = _listed(shape, path, value) if listed else _mapped(shape, path, value)
    told = finding(misfits.WRONG_KIND, file.place(path), {"kunci": key, "sebab": reason})
    return replace(told, remedy=misfits.AS_SHOWN)


def _listed(shape: type[Shape], path: Path, value: Any) -> str:
    """That a list is wanted, and what stands there written as one."""
    inner = _shape_at(shape, path)
    if isinstance(value, str) and not (inner and inner.contoh):
        return f"harus berupa daftar: tulis [{', '.join(_split(value))}]"
    if inner and inner.contoh:
        keyed = isinstance(value, dict) and value and value.keys().isdisjoint(inner.model_fields)
        names = list(value)[:_FEW_KEYS] if keyed else _names_in(_first(value)) if _needed(inner) else [_first(value)]
        shown = ", lalu ".join(f"“- {inner.contoh % name}”" for name in names)
        return f"harus berupa daftar: tulis {shown}, satu butir tiap baris"
    return "harus berupa daftar: tulis dengan “- ” atau dalam [ ]"


def _mapped(shape: type[Shape], path: Path, value: Any) -> str:
    """That keys with values are wanted, and what stands there written so."""
    inner = _shape_at(shape, path)
    if inner is None or not inner.contoh:
        keys = list(inner.model_fields)[:_FEW_KEYS] if inner else []
        shown = f": tulis misalnya {{{', '.join(f'{key}: …' for key in keys)}}}" if keys else ""
        return f"harus berupa pasangan kunci dan nilai{shown}"
    names = _names_in(_first(value)) if path and isinstance(path[-1], int) and _needed(inner) else [_first(value)]
    shown = ", lalu ".join(f"“- {inner.contoh % name}”" for name in names)
    more = f"satu butir tiap nama: tulis {shown}" if len(names) > 1 else f"tulis {inner.contoh % names[0]}"
    return f"harus berupa pasangan kunci dan nilai: {more}"


def _names_in(text: str) -> list[str]:
    """The names of a text that lists several with commas between them; the text itself where it lists none."""
    return _split(text) or [text]


def _first(value: Any) -> str:
    """The words to put into an example: what stands there, or its first name."""
    while isinstance(value, (dict, list)) and value:
        value = next(iter(value.values() if isinstance(value, dict) else value))
    return value if isinstance(value, str) and value else "…"


_FEW_HOMES = 2
_FEW_KEYS = 3
"""How many keys are enough to show what form a mapping has."""


def _home_words(shape: type[Shape], key: str, path: Path) -> str:
    """Where a key belongs that stands in the wrong mapping; "" where it belongs nowhere, or in too many."""
    here = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    homes = [name for name in dict.fromkeys(_homes(shape, key, "")) if name not in (here, "")]
    if not homes or len(homes) > _FEW_HOMES:
        return ""
    return f" di sini; ia milik {' atau '.join(f'“{name}”' for name in homes)}: periksa lekukannya"


def _homes(shape: type[Shape], key: str, name: str) -> Iterator[str]:
    """The keys whose value may hold this one."""
    if key in shape.model_fields:
        yield name
    for inner_name, field in shape.model_fields.items():
        for inner in _shapes(field.annotation):
            yield from _homes(inner, key, inner_name)


def _keys_at(shape: type[Shape], path: Path) -> Iterator[str]:
    """The keys known at a place of the file, for a suggestion."""
    inner = _shape_at(shape, path)
    yield from inner.model_fields if inner else ()


def _shape_at(shape: type[Shape], path: Path) -> type[Shape] | None:
    """The shape that a value at a place should have; None where its keys are free, or where it has none."""
    return _shape_along(shape, tuple(part if isinstance(part, str) else 0 for part in path))


@lru_cache(maxsize=4096)
def _shape_along(shape: type[Shape], path: Path) -> type[Shape] | None:
    inner: type[Shape] | None = shape
    free = False
    for part in path:
        known, inside = inner is not None and part in inner.model_fields, free
        free = False
        if isinstance(part, str) and not known and not inside:
            return None  # what stands under a key that nobody knows
        if inner is not None and known:
            annotation = inner.model_fields[str(part)].annotation
            inner, free = next(iter(_shapes(annotation)), None), get_origin(annotation) is dict
    return None if free else inner


def _shapes(annotation: Any) -> Iterator[type[Shape]]:
    """The shapes named inside an annotation: tuple[_Lokus | None, ...] → _Lokus."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for inner in get_args(annotation):
        yield from _shapes(inner)


def as_meant(file: YamlFile, known: Collection[str], wanted: Collection[str]) -> list[Finding]:
    """Read the misspelt among the first keys of a file under the one of `wanted` that each is like, and report them."""
    content: dict[str, Any] = file.content
    faults: list[Finding] = []
    unknown = [key for key in content if key not in known]
    for key in unknown if len(unknown) <= MANY else ():
        meant = near(key, known)
        if meant is not None and meant in wanted and meant not in content:
            content[meant] = content.pop(key)
            place = file.place((key,), key=True)
            faults.append(finding(misfits.UNKNOWN_KEY, place, {"kunci": key, "maksud": maksud(key, known)}))
            moved(file, (key,), (meant,))
    return faults


def moved(file: YamlFile, old: Path, new: Path) -> None:
    """Let what is read under another key than its own point at its own words."""
    for marks in (file.marks, file.key_marks):
        marks |= {(*new, *path[len(old) :]): mark for path, mark in marks.items() if path[: len(old)] == old}
