"""A YAML mapping fitted to its shape: what is unknown or does not fit is reported and left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, ClassVar, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from ilp_cli.core.finding import Code, Finding, Path, finding
from ilp_cli.core.names import maksud, near
from ilp_cli.core.words import angka
from ilp_cli.files import misfits
from ilp_cli.files.yaml_file import YamlFile
from ilp_cli.files.yaml_slips import CURLY, NOT_CURLY

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
        return _copied_keys(file, value, path, faults, shape, origin)
    if not isinstance(value, list):
        return value
    for index, item in enumerate(value):
        if item is None:
            facts = {"kunci": f"butir {index + 1} dari {path[-1] if path else 'daftar'}"}
            faults.append(finding(misfits.MISSING_KEY, file.place((*origin, index)), facts))
    return [copy(file, item, (*path, index), faults, shape, (*origin, index)) for index, item in enumerate(value)]


def _copied_keys(
    file: YamlFile, value: Mapping[str, Any], path: Path, faults: list[Finding], shape: type[Shape], origin: Path
) -> dict[str, Any]:
    """The keys of a mapping under the names that were meant; a run of keys without a colon is told as one."""
    inner = _shape_at(shape, path)
    known: Collection[str] = inner.model_fields if inner else ()
    if len(value) > len(known) + MANY:
        value = _crowded(file, value, origin, known, faults)
    copied: dict[str, Any] = {}
    owner = ""
    run: list[str] = []
    for key, item in value.items():
        if (*origin, key) in file.bare:
            run.append(key)
            continue
        if run:
            faults.extend(_cut_at_commas(file, value, origin, known, owner, run))
            run = []
        owner = key
        meant = _meant(inner, key) if inner and key not in known else None
        if meant is not None and meant not in value and (*path, meant) not in file.renamed:
            file.renamed.add((*path, meant))
            file.key_marks[(*path, meant)] = file.key_marks[(*origin, key)]
            facts = {"kunci": key, "maksud": maksud(key, known)}
            faults.append(finding(misfits.UNKNOWN_KEY, file.place((*origin, key), key=True), facts))
        else:
            meant = key
        if item is not None or (known and meant not in known):
            copied[meant] = copy(file, item, (*path, meant), faults, shape, (*origin, key))
    faults.extend(_cut_at_commas(file, value, origin, known, owner, run))
    return copied


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


def _meant(inner: type[Shape], key: str) -> str | None:
    """The key that an unknown one stands for; None where it is like none, or must not be guessed."""
    if not inner.guessed:
        return None
    meant = near(key, inner.model_fields)
    held = _shape_at(inner, (meant,)) if meant is not None else None
    return meant if held is None or held.guessed else None


def _cut_at_commas(
    file: YamlFile, value: Mapping[str, Any], origin: Path, known: Collection[str], owner: str, run: Sequence[str]
) -> Iterator[Finding]:
    """Keys without a colon behind a key with one: what a comma cut off its text, with the text as it should stand."""
    if not run:
        return
    whole = value.get(owner)
    advice = "; kunci ditulis dengan titik dua, teks berkoma diapit tanda kutip"
    if isinstance(whole, str):
        text = ", ".join([whole, *run])
        curly = any(mark in text for mark in CURLY)
        kept = "".join(mark for mark in text if mark not in CURLY).replace('"', "'")
        quotes = f"; {NOT_CURLY}" if curly else "; apit teks berkoma dengan tanda kutip"
        advice = f'{quotes}: {owner}: "{kept}"'
        if owner == "puskesmas":
            advice += "; puskesmas lain ditulis sebagai butir “- ” sendiri"
    place = file.place((*origin, run[0]), key=True)
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
    for _ in range(200):
        try:
            return shape.model_validate(data)
        except ValidationError as error:
            places: set[Path] = set()
            items = error.errors(include_url=False, include_input=False)
            for item in items:
                path: Path = tuple(item["loc"])
                if path not in places and path not in reported and path not in file.renamed:
                    faults.append(_misfit(file, shape, path, item, _at(data, path)))
                places.add(path)
                if len(path) == 1 and path[0] in stand_in and item["type"] == "missing":
                    data[str(path[0])] = stand_in[str(path[0])]
            reported |= places
            for path in sorted(places, key=len, reverse=True):
                _remove(data, path, stand_in)
    return None


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
        facts = {"kunci": key, "maksud": maksud(key, _keys_at(shape, path[:-1]))}
        return finding(misfits.UNKNOWN_KEY, file.place(path, key=True), facts)
    if error["type"] == "missing":
        return finding(misfits.MISSING_KEY, file.place(path[:-1]), {"kunci": key})
    if error["type"] == "value_error":
        reason = str(error["ctx"]["error"])
        code: Code = misfits.MISSING_KEY if reason == "belum diisi" else misfits.WRONG_KIND
        return finding(code, file.place(path), {"kunci": key, "sebab": reason})
    if error["type"] == "literal_error":
        reason = f"harus salah satu dari {error['ctx']['expected'].replace(' or ', ', ')}"
        return finding(misfits.WRONG_KIND, file.place(path), {"kunci": key, "sebab": reason})
    listed = error["type"] in ("tuple_type", "list_type")
    reason = _listed(shape, path, value) if listed else _mapped(shape, path, value)
    told = finding(misfits.WRONG_KIND, file.place(path), {"kunci": key, "sebab": reason})
    return replace(told, remedy="tulis dengan bentuk yang disebut; `ilp schema` memuat semua kunci.")


def _listed(shape: type[Shape], path: Path, value: Any) -> str:
    """That a list is wanted, and what stands there written as one."""
    inner = _shape_at(shape, path)
    if isinstance(value, str) and not (inner and inner.contoh):
        return f"harus berupa daftar: tulis [{value}]"
    if inner and inner.contoh:
        return f"harus berupa daftar: tulis “- {inner.contoh % _first(value)}”, satu butir tiap baris"
    return "harus berupa daftar: tulis dengan “- ” atau dalam [ ]"


def _mapped(shape: type[Shape], path: Path, value: Any) -> str:
    """That keys with values are wanted, and what stands there written so."""
    inner = _shape_at(shape, path)
    if inner is None or not inner.contoh:
        return "harus berupa pasangan kunci dan nilai"
    return f"harus berupa pasangan kunci dan nilai: tulis {inner.contoh % _first(value)}"


def _first(value: Any) -> str:
    """The words to put into an example: what stands there, or its first name."""
    while isinstance(value, (dict, list)) and value:
        value = next(iter(value))
    return value if isinstance(value, str) and value else "…"


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
        free = False
        if inner is not None and part in inner.model_fields:
            annotation = inner.model_fields[str(part)].annotation
            inner, free = next(iter(_shapes(annotation)), None), get_origin(annotation) is dict
    return None if free else inner


def _shapes(annotation: Any) -> Iterator[type[Shape]]:
    """The shapes named inside an annotation: tuple[_Lokus | None, ...] → _Lokus."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for inner in get_args(annotation):
        yield from _shapes(inner)
