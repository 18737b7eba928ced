"""A new plan folder: every key explained, all of it or nothing, --force where it is advised."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ilp_cli.capabilities.start import verb
from ilp_cli.capabilities.start.write.roadmap import starter_roadmap
from ilp_cli.core.outcome import OutputBlocked
from tests.running import ilp


def keys(schema: dict[str, Any], root: dict[str, Any]) -> Iterator[str]:
    """Every key that a schema knows, at any depth."""
    if "$ref" in schema:
        yield from keys(root["$defs"][schema["$ref"].rsplit("/", 1)[-1]], root)
    for name, inner in schema.get("properties", {}).items():
        yield name
        yield from keys(inner, root)
    inside = [schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", ())]
    for part in inside:
        if isinstance(part, dict):
            yield from keys(part, root)


def test_every_key_of_the_roadmap_is_in_the_starter() -> None:
    schema = verb.schema()
    text = starter_roadmap("Uji", "kabupaten", ["senin"])
    # Names with a dot are those of standards, which `ilp standards` lists.
    named = {key for key in keys(schema, schema) if "." not in key}
    missing = {key for key in named if not re.search(rf"\b{key}:", text)}
    assert missing == set()


def test_nothing_is_left_where_one_file_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OutputBlocked("tempat penyimpanan penuh")

    monkeypatch.setattr(verb, "template", full)
    with pytest.raises(OutputBlocked):
        verb.init(tmp_path / "jauh" / "rencana", "Uji")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="a folder that may not be written into")
def test_what_stood_there_stands_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "roadmap.yaml").write_text("kabupaten: {nama: Lama}\n", encoding="utf-8")
    monkeypatch.setattr(verb, "schema_text", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        verb.init(tmp_path, "Uji", force=True)
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [
        ("roadmap.yaml", "kabupaten: {nama: Lama}\n")
    ]


def test_force_is_known_where_it_is_advised(tmp_path: Path) -> None:
    assert ilp("init", tmp_path / "r", "--kabupaten", "Uji").returncode == 0
    again = ilp("init", tmp_path / "r", "--kabupaten", "Baru")
    assert (again.returncode, "--force" in again.stderr) == (4, True)
    assert ilp("init", tmp_path / "r", "--kabupaten", "Baru", "--force").returncode == 0
    assert 'nama: "Baru"' in (tmp_path / "r" / "roadmap.yaml").read_text(encoding="utf-8")


def test_a_roster_with_people_is_never_replaced(tmp_path: Path) -> None:
    ilp("init", tmp_path, "--kabupaten", "Uji")
    (tmp_path / "roster.xlsx").unlink()
    (tmp_path / "roster.xlsx").write_text("nama,puskesmas,profesi\nIna,Suli,Bidan\n", encoding="utf-8")
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert ilp("init", tmp_path, "--kabupaten", "Baru", "--force").returncode == 4
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
