"""Values as JSON and csv text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from ilp_cli.core.masking import FORMULA_SIGNS, Number


def to_json(document: object) -> str:
    """Any document as JSON text, keys in the order of the contract."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=_masked) + "\n"


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
