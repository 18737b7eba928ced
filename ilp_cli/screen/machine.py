"""Values as JSON and csv text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache

from ilp_cli.core.masking import FORMULA_SIGNS, Number


def to_json(document: object) -> str:
    """Any document as JSON text, keys in the order of the contract."""
    return f"{_indented(document, 0)}\n"


_PLAIN = frozenset({str, int, float, bool, type(None)})
"""What holds nothing."""


def _indented(value: object, depth: int) -> str:
    """A value as `json.dumps(…, indent=2)` writes it so deep in a document.

    With an indent, json encodes value by value in Python; what holds no lists or objects is left to its quick encoder
    whole, with the indent as part of the comma, and so is a list of such objects, the rows of a table. No text of JSON
    holds a line break, so the ones between two rows are known by theirs.
    """
    if not isinstance(value, (dict, list, tuple)) or not value:
        return _encoder(depth)(value)
    inner = "  " * (depth + 1)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, list) and all(type(row) is dict and row and _flat(row.values()) for row in value):
        deeper = f"{inner}  "
        between = f"\n{inner}}},\n{inner}{{\n{deeper}"
        rows = _encoder(depth + 2)(value)[2:-2].replace(f"}},\n{deeper}{{", between)
        held = f"{{\n{deeper}{rows}\n{inner}}}"
    elif _flat(value.values() if isinstance(value, dict) else value):
        held = _encoder(depth + 1)(value)[1:-1]
    elif isinstance(value, dict):
        held = f",\n{inner}".join([f"{_key(key)}: {_indented(item, depth + 1)}" for key, item in value.items()])
    else:
        held = f",\n{inner}".join([_indented(item, depth + 1) for item in value])
    return f"{opening}\n{inner}{held}\n{inner[2:]}{closing}"


def _flat(values: Iterable[object]) -> bool:
    return _PLAIN.issuperset(map(type, values))


def _key(key: object) -> str:
    text = _encoder(0)(key)
    return text if isinstance(key, str) else f'"{text}"'


@cache
def _encoder(depth: int) -> Callable[[object], str]:
    """What writes values on lines of their own, so deep in a document."""
    separators = (",\n" + "  " * depth, ": ")
    return json.JSONEncoder(ensure_ascii=False, default=_masked, separators=separators).encode


def _masked(value: object) -> str:
    """An identity number as JSON may have it; nothing else is no JSON of its own accord."""
    if isinstance(value, Number):
        return str(value)
    raise TypeError(f"not a value of JSON: {type(value).__name__}")


COMMA, SEMICOLON = ",", ";"
"""What stands between the columns of a csv: the comma of programs, the semicolon of an Excel that writes 1.234,5."""


def table_csv(columns: Collection[str], rows: Iterable[Mapping[str, object]], pemisah: str = COMMA) -> str:
    """Rows with these columns; each cell as `csv_text` writes it."""
    return csv_text(columns, ([row[column] for column in columns] for row in rows), pemisah)


def csv_text(header: Iterable[str], rows: Iterable[Sequence[object]], pemisah: str = COMMA) -> str:
    """A header and rows with this mark between the columns; lists joined, counts spelt out, text never a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n", delimiter=pemisah)
    writer.writerow(header)
    writer.writerows([_cell(value, pemisah) for value in row] for row in rows)
    return stream.getvalue()


def _cell(value: object, pemisah: str) -> object:
    if isinstance(value, float) and pemisah == SEMICOLON:  # with a point that Excel would read 40.9 as a time of day
        return str(value).replace(".", ",")
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{item} {key}" for key, item in value.items() if item)
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return "" if value is None else value
