"""What `reading.shape` reads, as JSON Schema can say it: an editor then refuses what a check would refuse.

An editor sees typed values (1070668, true, null), the reader their text; a pattern serves both Python and ECMAScript,
so it has no flags, and a letter stands in both cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ilp_cli.core.finding import DISTRICT
from ilp_cli.core.weekdays import ALWAYS, DAY_NAMES, ORDINALS
from ilp_cli.core.words import BULAN, HARI
from ilp_cli.law.standard import NATIONAL, Standard

Json = dict[str, Any]

_DIGIT = "[0-9]"
_AROUND = r"[\W_]*"
"""What is put aside round a name as it is compared."""


def either_case(words: str) -> str:
    """A pattern of words in any case, whatever stands between them."""
    letters = [f"[{sign.upper()}{sign.lower()}]" if sign.isalpha() else re.escape(sign) for sign in words]
    return "".join(letters).replace("\\ ", r"[\W_]+").replace(" ", r"[\W_]+")


def _longest_first(words: Iterable[str]) -> list[str]:
    """Words so that none hides a longer one that begins like it; a set has no order of its own."""
    return sorted(words, key=lambda word: (-len(word), word))


def one_of_words(words: Iterable[str]) -> str:
    """A pattern of one of some words or phrases, as `normal` compares them."""
    return f"^{_AROUND}(?:{'|'.join(map(either_case, _longest_first(words)))}){_AROUND}$"


def _dates() -> str:
    """A day that exists: 2024-10-16, 16/10/2024 or 16 Oktober 2024; a 29 February in leap years only."""
    year = rf"(?!0000){_DIGIT}{{4}}"
    leap = r"(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
    lengths = (
        ((1, 3, 5, 7, 8, 10, 12), "(?:0?[1-9]|[12][0-9]|3[01])", year),
        ((4, 6, 9, 11), "(?:0?[1-9]|[12][0-9]|30)", year),
        ((2,), "(?:0?[1-9]|1[0-9]|2[0-8])", year),
        ((2,), "29", leap),
    )
    shapes = []
    for months, day, of_year in lengths:
        numbers = f"(?:{'|'.join(f'0?{month}' if month < 10 else str(month) for month in months)})"
        names = "|".join(either_case(name) for month in months for name in (BULAN[month - 1], BULAN[month - 1][:3]))
        shapes += [
            f"{of_year}-{numbers}-{day}(?:[T ]00:00(?::00)?)?",
            f"{day}[-/.]{numbers}[-/.]{of_year}",
            f"{day} +(?:{names}) +{of_year}",
        ]
    return rf"^\s*(?:{'|'.join(shapes)})\s*$"


_DAY_NAME = "(?:" + "|".join(
    either_case(name).replace("[Mm][Aa][Tt]", "[Mm]['’`]?[Aa][Tt]") for name in _longest_first(DAY_NAMES)
) + r")\.?"  # fmt: skip
_UP_TO = "".join((
    r"\s*(?:-|–|—|[Ss]\s*/\s*[Dd]|[Ss]\.[Dd]\.?|",
    r"[Ss][Aa][Mm][Pp][Aa][Ii](?: [Dd][Ee][Nn][Gg][Aa][Nn])?|[Hh][Ii][Nn][Gg][Gg][Aa])\s*",
))  # fmt: skip
_AND = r"\s*(?:[,;+&/]|\b[Dd][Aa][Nn]\b)\s*"


def _weekdays() -> str:
    """Weekdays as `parse_hari` reads them: Sen-Jum; Senin, Rabu; setiap hari."""
    run = f"{_DAY_NAME}(?:{_UP_TO}{_DAY_NAME})?"
    always = "|".join(map(either_case, _longest_first(ALWAYS)))
    return rf"^\s*(?:{run}(?:{_AND}{run})*|{always})\s*$"


def _openings() -> str:
    """A rhythm as `parse_irama` reads it: tanggal 12; selasa ke-2; rabu pekan kalender ke-1; kamis terakhir."""
    nth = rf"(?:[Kk][Ee]\s*-?\s*[1-5]|{'|'.join(map(either_case, ORDINALS))})"
    by_calendar = r"(?:[Mm][Ii][Nn][Gg][Gg][Uu]|[Pp][Ee][Kk][Aa][Nn])\s+[Kk][Aa][Ll][Ee][Nn][Dd][Ee][Rr]\s+"
    weeks = "|".join(map(either_case, (word for word, number in ORDINALS.items() if number)))
    second_week = rf"{either_case('minggu')}\s+{nth}\s*$"
    return (
        rf"^\s*(?!{second_week})(?:(?:[Tt][Aa][Nn][Gg][Gg][Aa][Ll]|[Tt][Gg][Ll])?\s*(?:0?[1-9]|[12][0-9]|3[01])"
        rf"|(?:[Hh][Aa][Rr][Ii]\s+)?{_DAY_NAME}\s+"
        rf"(?:{nth}|{by_calendar}(?:[Kk][Ee]\s*-?\s*[1-5]|{weeks})))\s*$"
    )


def _amounts(words: Iterable[str], counted: Iterable[str]) -> str:
    """A whole amount as `reading.shape` reads it, with or without words that multiply it and say of what it is."""
    whole = r"(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3}){2,})"
    times = "|".join(map(either_case, _longest_first(words)))
    part = r"[0-9]{1,6}(?:[.,][0-9]{1,2})?"
    money = r"(?:[Rr][Pp]\.?|[Ii][Dd][Rr])? ?"
    of_what = "|".join(map(either_case, _longest_first(counted)))
    cents = r"(?:, ?0{1,2}|,-{1,2}|\.00)?"
    alone, behind = rf"{whole}{cents}(?: ?(?:{of_what}))?", rf" ?(?:{times})(?: (?:{of_what}))?"
    return rf"^\s*{money}(?:{alone}|{whole}{cents}{behind}|{part}{behind})(?: \([A-Za-z ]+\))?\s*$"


def forms(
    later: Iterable[str],
    multiples: Iterable[str],
    counted: Iterable[str],
    latitudes: tuple[float, float],
    longitudes: tuple[float, float],
) -> dict[str, Json]:
    """Every form of a scalar by its name.

    `later` are the words by which a decree says that something is to come, `multiples` those that multiply a figure,
    `counted` those that say of what it is.
    """
    whole: list[Json] = [
        {"type": "integer", "minimum": 0, "maximum": 999999999},
        {"type": "string", "pattern": "^(?:0|[1-9][0-9]{0,8})$"},
    ]
    percent: list[Json] = [
        {"type": "integer", "minimum": 0, "maximum": 100},
        {"type": "string", "pattern": r"^\s*(?:0?0?[0-9]|0?[1-9][0-9]|100)(?:[.,]0{1,2})? ?%?\s*$"},
    ]
    day: Json = {"type": "string", "pattern": _dates()}
    week: Json = {
        "anyOf": [{"type": "integer", "minimum": 1, "maximum": 5}, {"type": "string", "pattern": "^\\s*[1-5]\\s*$"}]
    }
    names = "|".join(map(either_case, BULAN))
    month: Json = {
        "anyOf": [
            {"type": "integer", "minimum": 1, "maximum": 12},
            {"type": "string", "pattern": rf"^\s*(?:0?[1-9]|1[0-2]|{names})\s*$"},
        ]
    }
    truths = "|".join(map(either_case, ("ya", "tidak", "true", "false")))
    return {
        "Teks": {"type": ["string", "number", "boolean"], "pattern": rf"^{_VISIBLE}*$"},
        "TeksTerisi": {"type": ["string", "number", "boolean"], "pattern": rf"^{_VISIBLE}*\S"},
        "Bilangan": {"anyOf": whole},
        "Persen": {"anyOf": percent},
        "Tahun": {
            "anyOf": [
                {"type": "integer", "minimum": 2000, "maximum": 2099},
                {"type": "string", "pattern": "^20[0-9]{2}$"},
            ]
        },
        "Tanggal": day,
        "TanggalMenyusul": {
            "anyOf": [ref("Tanggal"), {"type": "string", "pattern": rf"{one_of_words(later)}|^[\W_]*$"}]
        },
        "YaTidak": {
            "anyOf": [{"type": "boolean"}, {"enum": ["ya", "tidak"]}, {"type": "string", "pattern": f"^(?:{truths})$"}]
        },
        "NamaHari": {"anyOf": [{"enum": list(HARI)}, {"type": "string", "pattern": _weekdays()}]},
        "HariLayanan": {"anyOf": [ref("NamaHari"), {"type": "array", "items": ref("NamaHari"), "minItems": 1}]},
        "SatuHariBuka": {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 31},
                {"type": "string", "pattern": _openings()},
                ref("Tanggal"),
            ]
        },
        "HariBuka": {"anyOf": [ref("SatuHariBuka"), {"type": "array", "items": ref("SatuHariBuka"), "minItems": 1}]},
        "Sedikit": {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 999},
                {"type": "string", "pattern": "^[1-9][0-9]{0,2}$"},
            ]
        },
        "Jumlah": {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1e15},
                {"type": "string", "pattern": _amounts(multiples, counted)},
            ]
        },
        "BulanTahun": {"anyOf": [month, {"type": "array", "items": month, "minItems": 1}]},
        "PekanBulan": {"anyOf": [week, {"type": "array", "items": week, "minItems": 1}]},
        "Titik": _point(latitudes, longitudes),
        "Janji": {
            "anyOf": [
                {"const": "semua"},
                {"type": "string", "pattern": rf"^\s*{either_case('semua')}\s*$"},
                ref("Bilangan"),
                {"type": "array", "items": ref("TeksTerisi")},
            ]
        },
        "DaftarNama": {"anyOf": [ref("Teks"), {"type": "array", "items": ref("TeksTerisi")}]},
        "KataKabupaten": {"anyOf": [{"const": DISTRICT}, {"type": "string", "pattern": one_of_words([DISTRICT])}]},
    }


_VISIBLE = r"[^\u0000-\u0008\u000e-\u001f\u007f]"


def ref(name: str) -> Json:
    """A form by its name."""
    return {"$ref": f"#/$defs/{name}"}


def referring(schema: Any, key: str) -> Any:
    """A schema in the making, in which every `key` has become a reference to the form it names."""
    if isinstance(schema, list):
        return [referring(item, key) for item in schema]
    if not isinstance(schema, dict):
        return schema
    rest = {name: referring(value, key) for name, value in schema.items() if name != key}
    return {**rest, **ref(schema[key])} if isinstance(schema.get(key), str) else rest


def _point(latitudes: tuple[float, float], longitudes: tuple[float, float]) -> Json:
    """Latitude and longitude between these bounds; in one text, at least the right way round."""

    def between(bounds: tuple[float, float], text: str) -> Json:
        number = {"type": "number", "minimum": bounds[0], "maximum": bounds[1]}
        return {"anyOf": [number, {"type": "string", "pattern": rf"^\s*{text}\s*$"}]}

    lat, lon = r"-?[0-9]{1,2}(?:\.[0-9]+)?", r"(?:9[4-9]|1[0-4][0-9])(?:\.[0-9]+)?"
    pair = [between(latitudes, lat), between(longitudes, lon)]
    return {
        "anyOf": [
            {"type": "array", "prefixItems": pair, "minItems": 2, "maxItems": 2},
            {"type": "string", "pattern": rf"^\s*{lat}\s*,\s*{lon}\s*$"},
        ]
    }


def standards(known: Mapping[str, Standard], shape: Json) -> Json:
    """The standards a district may set, each with a value of its kind; `shape` is what surrounds the value."""
    keys = {
        key: {
            **shape,
            "description": f"{standard.judul} ({standard.satuan})" if standard.satuan else standard.judul,
            "properties": {**shape["properties"], "nilai": _value(standard)},
        }
        for key, standard in known.items()
        if standard.arah != NATIONAL
    }
    return {
        "type": ["object", "null"],
        "properties": {key: {"anyOf": [own, {"type": "null"}]} for key, own in keys.items()},
        "additionalProperties": False,
    }


def _value(standard: Standard) -> Json:
    """The value of one standard: a figure where it counts, weekdays where it lists those, else words."""
    national = standard.riwayat[-1].nilai
    if isinstance(national, int):
        return {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": 999999999},
                {"type": "string", "pattern": "^[0-9]{1,9}$"},
            ]
        }
    if isinstance(national, tuple) and set(national) <= set(HARI):
        return ref("HariLayanan")
    return {
        "anyOf": [{"type": "string", "pattern": r"^(?![0-9]{1,9}$).*\S"}, {"type": "array", "items": ref("TeksTerisi")}]
    }


def nullable(schema: Json) -> Json:
    """A schema that also lets the value be blank: a known key without a value counts as not written."""
    if "anyOf" in schema and "$ref" not in schema:
        options = schema["anyOf"]
        return schema if {"type": "null"} in options else {**schema, "anyOf": [*options, {"type": "null"}]}
    rest = {key: value for key, value in schema.items() if key not in ("description", "default")}
    kept = {key: value for key, value in schema.items() if key in ("description", "default")}
    return {"anyOf": [rest, {"type": "null"}], **kept}


def filled_items(schema: Json) -> Json:
    """A list whose items are not blank: an item without a value is a fault."""
    items = schema.get("items")
    if not isinstance(items, dict) or "anyOf" not in items:
        return schema
    options = [option for option in items["anyOf"] if option != {"type": "null"}]
    rest = {key: value for key, value in items.items() if key != "anyOf"}
    return {**schema, "items": {**options[0], **rest} if len(options) == 1 else {**items, "anyOf": options}}
