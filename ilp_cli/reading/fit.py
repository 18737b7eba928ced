"""A YAML mapping fitted to its shape: what is unknown or does not fit is reported and left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from ilp_cli.core.finding import Code, Finding, Path, finding
from ilp_cli.core.names import maksud, near
from ilp_cli.files import misfits
from ilp_cli.files.yaml_file import YamlFile


class Shape(BaseModel):
    """A mapping of a file: known keys only; what is not known or does not fit is reported and left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # only the whole is ever validated


Fitted = TypeVar("Fitted", bound=Shape)


def shaped(file: YamlFile, shape: type[Fitted]) -> tuple[Fitted | None, list[Finding]]:
    """The content of another file in the shape it should have, as far as it fits, and every misfit."""
    if not isinstance(file.content, dict):
        return None, [wrong_root(file)]
    found: list[Finding] = []
    data = copy(file, file.content, (), found)
    return prune(file, data, found, shape, {}), found


def wrong_root(file: YamlFile) -> Finding:
    """What is said of a file that holds no mapping: it is empty, or of another shape."""
    if file.content is None:
        return finding(misfits.NOTHING, file.place(()), {"apa": "berkas ini"})
    facts = {"kunci": file.name.rsplit("/", 1)[-1], "sebab": "harus berisi pasangan kunci dan nilai"}
    return finding(misfits.WRONG_KIND, file.place(()), facts)


def copy(file: YamlFile, value: Any, path: Path, found: list[Finding]) -> Any:
    """A copy that may be pruned; keys without a value count as not written, list items without one are reported."""
    if isinstance(value, dict):
        return {key: copy(file, item, (*path, key), found) for key, item in value.items() if item is not None}
    if not isinstance(value, list):
        return value
    for index, item in enumerate(value):
        if item is None:
            facts = {"kunci": f"butir {index + 1} dari {path[-1] if path else 'daftar'}"}
            found.append(finding(misfits.MISSING_KEY, file.place((*path, index)), facts))
    return [copy(file, item, (*path, index), found) for index, item in enumerate(value)]


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
    file: YamlFile, data: dict[str, Any], found: list[Finding], shape: type[Fitted], stand_in: Mapping[str, Any]
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
            misspelt = {_meant(shape, tuple(item["loc"])) for item in items if item["type"] == "extra_forbidden"}
            for item in items:
                path: Path = tuple(item["loc"])
                known = path in places or path in reported
                if not known and not (item["type"] == "missing" and path in misspelt):
                    found.append(_misfit(file, shape, path, item))
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


def _misfit(file: YamlFile, shape: type[Shape], path: Path, error: Mapping[str, Any]) -> Finding:
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
    return finding(misfits.WRONG_KIND, file.place(path), {"kunci": key, "sebab": _reason(error)})


def _reason(error: Mapping[str, Any]) -> str:
    kind = error["type"]
    if kind == "literal_error":
        return f"harus salah satu dari {error['ctx']['expected'].replace(' or ', ', ')}"
    if kind in ("tuple_type", "list_type"):
        return "harus berupa daftar: tulis dengan “- ” atau dalam [ ]"
    return "harus berupa pasangan kunci dan nilai"


def _meant(shape: type[Shape], path: Path) -> Path:
    """The path of the key an unknown key most likely stands for."""
    return (*path[:-1], near(str(path[-1]), _keys_at(shape, path[:-1])) or "")


def _keys_at(shape: type[Shape], path: Path) -> Iterator[str]:
    """The keys known at a place of the file, for a suggestion."""
    inner: Any = shape
    for part in path:
        if inner is not None and part in inner.model_fields:
            inner = next(iter(_shapes(inner.model_fields[part].annotation)), None)
    yield from inner.model_fields if inner else ()


def _shapes(annotation: Any) -> Iterator[type[Shape]]:
    """The shapes named inside an annotation: tuple[_Lokus | None, ...] → _Lokus."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for inner in get_args(annotation):
        yield from _shapes(inner)
