"""The printed sheet Realisasi that comes back filled in: how many places of each puskesmas began in each quarter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ilp_cli.core.finding import Path
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import normal
from ilp_cli.core.words import quarter_number
from ilp_cli.district.isian import Filled, Isian
from ilp_cli.district.origin import Origin
from ilp_cli.district.realisasi import JENIS, QUARTERS, TRIWULAN
from ilp_cli.district.tables import PEOPLE
from ilp_cli.files.table_file import Table, TableRow
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading.asides import alone
from ilp_cli.reading.heading import compared, titles_of
from ilp_cli.reading.units import Units

_SECTION = re.compile(rf"Tahap (20\d\d)\s*\W\s*({'|'.join(JENIS)})", re.IGNORECASE)
_FEWEST = 2
"""So many quarters at least make a header."""
_SUM = "jumlah"


def counted(leading: Sequence[TableRow]) -> bool:
    """Whether rows begin such a sheet: a line that tells stage and kind, and below it a header of quarters."""
    told = any(_SECTION.fullmatch(alone(row)) for row in leading)
    return told and any(len(_quarters(row)) >= _FEWEST for row in leading)


def counts(table: Table, rows: Iterable[TableRow], units: Units, start: int) -> Iterator[Isian]:
    """The rows of such a sheet, numbered from `start`; sums and rows that name nothing are none."""
    section: tuple[int, str] | None = None
    columns: Mapping[str, int] = {}
    number = start
    for row in rows:
        line = _SECTION.fullmatch(alone(row))
        quarters = _quarters(row)
        if line is not None:
            section, columns = (int(line[1]), line[2].lower()), {}
        elif len(quarters) >= _FEWEST:
            columns = quarters | _name_column(row)
        elif section is not None and "puskesmas" in columns:
            name = row.text(columns["puskesmas"])
            if name and normal(name) != _SUM:
                origin = Origin(file=table.file, kind=table.kind, sheet=table.sheet, columns=columns)
                values = _values(row, columns) | {"puskesmas": mask_numbers(name)}
                values |= {"tahun": section[0], "jenis": section[1]}
                path: Path = (TRIWULAN, number)
                yield Isian(path=path, row=row.number, origin=origin, values=values, induk=units.puskesmas(name))
                number += 1


def _quarters(row: TableRow) -> dict[str, int]:
    """Where the quarters stand in a header, each by its name."""
    numbers = ((quarter_number(cell), index) for index, cell in enumerate(row.cells) if cell)
    return {QUARTERS[number - 1]: index for number, index in numbers if number is not None}


def _name_column(row: TableRow) -> dict[str, int]:
    """Where the puskesmas stands in a header."""
    titles = titles_of(PEOPLE[0])
    return {name: index for index, cell in enumerate(row.cells) if (name := titles.get(compared(cell))) == "puskesmas"}


def _values(row: TableRow, columns: Mapping[str, int]) -> dict[str, Filled]:
    """The counts of the quarters that are filled in; what is no count stays as it is written."""
    blank = vocabulary().blank
    texts = {name: row.text(columns[name]) for name in QUARTERS if name in columns}
    return {
        name: int(text) if text.isdecimal() else mask_numbers(text)
        for name, text in texts.items()
        if text and (text.isdecimal() or text not in blank)
    }
