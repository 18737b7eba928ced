"""Values as JSON and csv text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from ilp_cli.core.masking import FORMULA_SIGNS, Number


def to_json(document: object) -> str:
    """Any document as JSON text, keys in the order of the contract."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=_masked) + "\n"


def _masked(value: object) -> str:
    """An identity number as JSON may have it; nothing else is no JSON of its own accord."""
    if isinstance(value, Number):
        return str(value)
    raise TypeError(f"not a value of JSON: {type(value).__name__}")


def table_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows with these columns; lists joined, counts spelt out, text never a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_cell(row[column]) for column in columns])
    return stream.getvalue()


def _csv_cell(value: object) -> object:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{item} {key}" for key, item in value.items() if item)
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return "" if value is None else value
