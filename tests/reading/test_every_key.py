"""No key of roadmap.yaml is put aside in silence: each is spoilt in three ways, and each time it is named."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from ilp_cli.capabilities.start.verb import schema
from ilp_cli.core.finding import Finding
from ilp_cli.reading.load import load
from tests.plans import plan

SCHEMA = schema()
SAMPLES = ("Suka", 2027, "2027-12-09", 2, ["Suka"], [-3.38, 120.37], {"puskesmas": "Suka"}, {"bidan": 1})
"""Values of which one or another fits every key that an item cannot do without."""

Step = str | int
Steps = tuple[Step, ...]


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema itself, where it only refers to one."""
    while "$ref" in node:
        node = SCHEMA["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    return node


def choices(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a value may be."""
    node = resolved(node)
    for choice in node.get("anyOf", node.get("oneOf", ())):
        yield from choices(choice)
    if "anyOf" not in node and "oneOf" not in node:
        yield node


def keys(node: dict[str, Any], path: Steps = ()) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """Every key of the schema with what it may hold; 0 for the items of a list."""
    for choice in choices(node):
        for key, below in choice.get("properties", {}).items():
            yield (*path, key), below
            yield from keys(below, (*path, key))
        if "items" in choice:
            yield from keys(choice["items"], (*path, 0))


KEYS = list(keys(SCHEMA))


@cache
def sample(key: str, *, place: Steps) -> Any:
    """A value that a key takes."""
    node = next(node for path, node in KEYS if path == (*place, key))
    listed = [value for choice in choices(node) for value in choice.get("enum", ()) if value is not None]
    for value in (*listed, *SAMPLES):
        if jsonschema.Draft202012Validator({**node, "$defs": SCHEMA["$defs"]}).is_valid(value):
            return value
    raise AssertionError((place, key))


def document(path: Steps) -> tuple[dict[str, Any], dict[str, Any]]:
    """A roadmap in which everything on the way to a key is there, and the mapping that holds the key."""
    whole: dict[str, Any] = {"kabupaten": {"nama": "Suka"}}
    held: Any = whole
    for depth, step in enumerate(path[:-1]):
        new: Any = [] if path[depth + 1] == 0 else {}
        if step == 0:
            held.append(new)
        elif step not in held:
            held[step] = new
        held = held[step]
        if isinstance(held, dict):
            place = path[: depth + 1]
            node = next((below for own, below in KEYS if own == place), None) or item_of(place)
            for choice in choices(node):
                needed = choice.get("required", ())
                if path[depth + 1] in choice.get("properties", {}):
                    held.update({key: sample(key, place=place) for key in needed if key not in held})
    return whole, held


def item_of(place: Steps) -> dict[str, Any]:
    """The schema of the items of a list."""
    node = next(below for own, below in KEYS if own == place[:-1])
    return {"anyOf": [choice["items"] for choice in choices(node) if "items" in choice]}


def told(folder: Path, text: str) -> list[Finding]:
    """What reading a roadmap finds."""
    return list(load(plan(folder, text)).misfits)


def written(whole: dict[str, Any]) -> str:
    """A roadmap as people write it, a key a line."""
    return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True)


def named(path: Steps) -> str:
    """A key as the name of its test."""
    return ".".join(map(str, path))


@pytest.mark.parametrize(("path", "node"), KEYS, ids=[named(path) for path, _ in KEYS])
def test_a_key_that_is_misspelt_repeated_or_of_another_form_is_named(
    tmp_path: Path, path: Steps, node: dict[str, Any]
) -> None:
    key = str(path[-1])
    whole, held = document(path)
    held.pop(key, None)
    held["kolomlain"] = "Suka"
    assert any("“kolomlain”" in finding.message for finding in told(tmp_path / "salah-nama", written(whole)))

    del held["kolomlain"]
    for name in ("kolomsatu", "kolomdua"):
        held[name] = None if nested(node) else deepcopy(sample(key, place=path[:-1]))
    text = written(whole).replace("kolomsatu:", f"{key}:").replace("kolomdua:", f"{key}:")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.lstrip(" -").startswith(f"{key}:")]
    twice = told(tmp_path / "dua-kali", text)
    assert any(f"“{key}” sudah ditulis di baris" in item.message and item.place.line in lines for item in twice)

    del held["kolomsatu"], held["kolomdua"]
    held[key] = {"apa": {"saja": [{"x": "y"}]}} if not any("properties" in c for c in choices(node)) else [["Suka"]]
    text = written(whole)
    start = text.splitlines().index(next(line for line in text.splitlines() if line.lstrip(" -") == f"{key}:")) + 1
    wrong = [item for item in told(tmp_path / "salah-bentuk", text) if item.place.line in range(start, start + 5)]
    assert any(f"“{key}”" in item.message or "“apa”" in item.message for item in wrong), [i.message for i in wrong]


def nested(node: dict[str, Any]) -> bool:
    """Whether a key holds keys of its own."""
    return any("properties" in choice or "items" in choice for choice in choices(node))
