"""The shape of roadmap.yaml as JSON Schema, for editors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ilp_cli.district.table import TableSpec
from ilp_cli.district.tables import ROSTER
from ilp_cli.law.configs import law, professions
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading.roadmap_shape import with_tables
from ilp_cli.reading.shape import (
    FORM,
    LATITUDES,
    LONGITUDES,
)


def json_schema(tables: Sequence[TableSpec] = ROSTER) -> dict[str, Any]:
    """JSON Schema of roadmap.yaml, for editors: what it refuses is what `decode` reports, as far as it can say so."""
    from ilp_cli.reading import patterns  # who reads a roadmap does without

    shape = with_tables(tuple(tables)).model_json_schema(ref_template="#/$defs/{model}")
    schema: dict[str, Any] = patterns.referring(shape, FORM)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "roadmap.yaml"
    for definition in [schema, *schema["$defs"].values()]:
        properties = definition.get("properties", {})
        for key, value in properties.items():
            value.pop("title", None)
            filled = patterns.filled_items(value)
            properties[key] = filled if key in definition.get("required", ()) else patterns.nullable(filled)
    own = schema["$defs"]
    own["Kabupaten"]["allOf"] = [_other_kind(kind) for kind in ("kabupaten", "kota")]
    described = schema["properties"]["standar"].get("description", "")
    schema["properties"]["standar"] = {
        **patterns.standards(law().standards, own.pop("Standar")), "description": described,
    }  # fmt: skip
    minimum = {name: patterns.one_of_words([name.replace("_", " ")]) for name in professions().names}
    own["Kebijakan"]["properties"]["induk_minimum"] = {
        "type": ["object", "null"],
        "patternProperties": {pattern: patterns.nullable(patterns.ref("Bilangan")) for pattern in minimum.values()},
        "additionalProperties": False,
        "description": own["Kebijakan"]["properties"]["induk_minimum"].get("description", ""),
    }
    words = vocabulary()
    own.update(patterns.forms(words.later, words.multiples, sorted(words.counted), LATITUDES, LONGITUDES))
    return schema


def _other_kind(kind: str) -> dict[str, Any]:
    """That a district of one kind has no name which says the other."""
    begins = r"^\s*(?:[Kk][Oo][Tt][Aa]|[Kk][Oo][Tt][Aa] ?[Mm][Aa][Dd][Yy][Aa])\s+\S"
    if kind == "kota":
        begins = r"^\s*(?:[Kk][Aa][Bb]\.?|[Kk][Aa][Bb][Uu][Pp][Aa][Tt][Ee][Nn])\s+\S"
    return {
        "if": {"properties": {"jenis": {"const": kind}}, "required": ["jenis"]},
        "then": {"properties": {"nama": {"not": {"type": "string", "pattern": begins}}}},
    }
