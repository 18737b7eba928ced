"""Tables with a column for each month, indicator, klaster, group or unit, made long: a row a cell, at its address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path as FilePath
from typing import NamedTuple

from ilp_cli.core.finding import Finding, Path, Place, finding
from ilp_cli.core.names import normal
from ilp_cli.core.spot import column_letters
from ilp_cli.district.table import Holds, Spread, TableSpec
from ilp_cli.files import misfits
from ilp_cli.files.table_file import Table, TableRow
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading.asides import alone
from ilp_cli.reading.heading import SHARE, compared, named, satisfied, titles_of, uncounted
from ilp_cli.reading.units import Units

_DEPTH = 3
"""A header takes at most so many rows: an indicator over a month over sasaran and dilayani."""
_PARTS = 2
"""So many columns at least make a table that stands across."""
_OWNER = 2
"""The length of the path of a puskesmas; that of a unit of it is longer."""
_SAID = 12
"""A title of more words is a sentence."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SEVERAL = re.compile(r"\s*[;\n\r]+\s*")
_ENUMERATED = re.compile(r"^\s*(?:\d{1,2}\s*[.)]|[-•*])\s*")
_ROMAN = re.compile(r"^(?:[A-Z]|[IVX]{1,5})\s*[.)]\s*")
_FIGURES = re.compile(r"[\d.,]+%?")

Said = tuple[tuple[tuple[str, str], ...], str]
"""What a title says: the columns it fills, each with its word, and whose cells stand below it ("" unsaid)."""


class _Part(NamedTuple):
    """The columns of the file that make one row of the long table: what they all say, and which cell stands where."""

    keys: tuple[tuple[str, str], ...]
    cells: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Layout:
    """A header that stands across: its rows, what the other columns are called, and what the titles leave unsaid.

    `constant` has what is said once for the whole table, above it or in the name of its sheet.
    """

    first: int
    last: int
    fixed: tuple[str, ...]
    parts: tuple[_Part, ...]
    hints: Mapping[int, str]
    constant: Mapping[str, str]

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that are filled from titles."""
        return tuple(dict.fromkeys((*self.constant, *(key for part in self.parts for key, _ in part.keys))))

    @property
    def values(self) -> tuple[str, ...]:
        """The columns that stand below these titles."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.cells))

    @property
    def taken(self) -> frozenset[int]:
        """Where they stand in the file."""
        return frozenset(index for part in self.parts for index in part.cells.values())


def may(spec: TableSpec) -> bool:
    """Whether a table may stand otherwise than long."""
    return spec.spread is not None or any(column.lines for column in spec.columns)


def long(
    table: Table, leading: Sequence[TableRow], specs: Iterable[TableSpec], units: Units, *, sure: bool
) -> tuple[str, Table] | None:
    """The name of the table that these rows begin across or under lines, made long; None where they begin none.

    Where it is not `sure` which table it is, most of its cells must hold what they would in that table. `table` still
    has all its rows.
    """
    able = [spec for spec in specs if may(spec)]
    layouts = [
        (spec, layout)
        for spec in able
        if spec.spread
        and (layout := _layout(table, leading, spec, units)) is not None
        and (sure or _holds(spec, layout, leading))
    ]
    if len(layouts) != 1:
        return _lined(table, leading, able) if not layouts else None
    spec, layout = layouts[0]
    return spec.name, _made_long(table, spec, layout)


def said_above(table: Table, leading: Sequence[TableRow], specs: Iterable[TableSpec]) -> tuple[str, int, Table] | None:
    """A table that lacks a column of which the lines above it, or the name of its sheet, say one word for all its rows.

    Its name, how many titles it knows, and itself with that column; None where these rows begin none. `table` still has
    all its rows.
    """
    for spec in specs:
        for first, row in enumerate(leading):
            names = [name for name in named(row, titles_of(spec)) if name]
            if spec.spread is None or len(names) < _PARTS or not set(names).issuperset(spec.spread.values[:1]):
                continue
            if satisfied(spec, names) or satisfied(spec, names, placed=True):
                break
            constant = _constant(_lines(table, leading[:first]), spec, set(names))
            there = {*names, *constant}
            if satisfied(spec, there) or satisfied(spec, there, placed=True):
                return spec.name, len(names), _told_once(table, first, constant)
    return None


def _told_once(table: Table, first: int, constant: Mapping[str, str]) -> Table:
    """The table with a column more for each word that is said once for all its rows."""
    rows = list(table.rows)
    head, width = rows[first], max(len(row.cells) for row in rows[first:])
    titles = [cell.strip() for cell in head.cells if cell.strip()]
    at = {width + number: 0 for number in range(len(constant))}

    def wider(row: TableRow, added: Iterable[str]) -> TableRow:
        return row._replace(cells=(*row.cells, *[""] * (width - len(row.cells)), *added))

    below = [
        wider(row, constant.values())._replace(at=at) if any(row.cells) and not alone(row) else row
        for row in rows[first + 1 :]
        if [cell.strip() for cell in row.cells if cell.strip()] != titles
    ]
    told = [f"{key} “{word}” dari judul di atas tabel" for key, word in constant.items()]
    return replace(
        table,
        rows=chain(rows[:first], [wider(head, constant)], below),
        remarks=(*table.remarks, *told),
        added=len(constant),
    )


def begins(table: Table, rows: Sequence[TableRow], first: int, specs: Iterable[TableSpec], units: Units) -> bool:
    """Whether one of these rows is the header of a table that stands across, or its uppermost row; lines before it."""
    if rows[first].numeric or sum(bool(cell.strip()) for cell in rows[first].cells) < _PARTS:
        return False
    layouts = []
    for spec in specs:
        for last in range(first, first + _DEPTH):
            if len(rows) <= last or any(lower.numeric for lower in rows[first + 1 : last + 1]):
                break
            layout = _read(table, rows, spec, first, last, units)
            if layout is not None and _holds(spec, layout, rows):
                layouts.append((spec, layout))
                break
    return len(layouts) == 1


def begun(table: Table, leading: Sequence[TableRow], specs: Iterable[TableSpec], units: Units) -> bool:
    """Whether these rows begin a table that stands across, lines above it or not."""
    layouts = ((spec, _layout(table, leading, spec, units)) for spec in specs)
    return any(layout is not None and _holds(spec, layout, leading) for spec, layout in layouts)


def head_rows(table: Table, leading: Sequence[TableRow], spec: TableSpec, units: Units) -> frozenset[int]:
    """The numbers of the rows that are the header of a table that stands across; none where it does not."""
    layout = _layout(table, leading, spec, units) if may(spec) else None
    rows = leading[layout.first : layout.last + 1] if layout is not None else ()
    return frozenset(row.number for row in rows)


def _layout(table: Table, leading: Sequence[TableRow], spec: TableSpec, units: Units) -> _Layout | None:
    """The header with the most columns that say something, of the fewest rows."""
    best: _Layout | None = None
    for first, row in enumerate(leading):
        if sum(bool(cell.strip()) for cell in row.cells) < _PARTS:
            continue
        for depth in range(1, _DEPTH + 1):
            rows = leading[first : first + depth]
            if len(rows) < depth or any(lower.numeric for lower in rows[1:]):
                break
            layout = _read(table, leading, spec, first, first + depth - 1, units)
            if layout is not None and not _goes_on(leading, layout):
                best = layout if best is None or _width(layout) > _width(best) else best
    return best


def _goes_on(leading: Sequence[TableRow], layout: _Layout) -> bool:
    """Whether the row below a header divides its columns further, in words that were not understood.

    It names no place and nobody, and has words below a title and in a column beside it that has none of its own. What
    stands below is then no cell of the title.
    """
    below = leading[layout.last + 1] if layout.last + 1 < len(leading) else None
    if below is None or below.numeric or any(below.text(index) for index, name in enumerate(layout.fixed) if name):
        return False
    head = leading[layout.first : layout.last + 1]
    untitled = [index for index in range(len(below.cells)) if not any(row.text(index) for row in head)]
    worded = {index for index in (*untitled, *layout.taken) if any(map(str.isalpha, below.text(index)))}
    return not worded.isdisjoint(untitled) and not worded.isdisjoint(layout.taken)


def _width(layout: _Layout) -> int:
    return sum(len(part.cells) for part in layout.parts)


def _read(
    table: Table, leading: Sequence[TableRow], spec: TableSpec, first: int, last: int, units: Units
) -> _Layout | None:
    """The header that these rows are, taken together; None where they lack what the table needs."""
    spread = spec.spread
    if spread is None:
        return None
    titles = stacked(leading[first : last + 1])
    kept = _alike_dropped(titles)
    said = {index: _meant(words, spec) for index, texts in enumerate(kept) if (words := " ".join(filter(None, texts)))}
    said |= _units_said(kept, said, spec, units, [cell for row in leading[:first] for cell in row.cells])
    fixed = _fixed(titles, said, spec)
    if sum(bool(meanings) and not fixed[index] for index, meanings in said.items()) < _PARTS:
        return None  # as nearly everywhere: what stands above it need not be read
    above = _lines(table, leading[:first])
    constant = _constant(above, spec, {*fixed, *(key for own in said.values() for keys, _ in own for key, _ in keys)})
    parts, hints = _parts(spec, titles, said, fixed, constant, _default(above, spec))
    if sum(len(part.cells) for part in parts) < _PARTS:
        return None
    there = {*fixed, *constant, *spread.values, *(key for part in parts for key, _ in part.keys)} - {""}
    if not satisfied(spec, there) and not satisfied(spec, there, placed=True):
        return None
    return _Layout(first, last, fixed, tuple(parts), hints, constant)


def _parts(
    spec: TableSpec,
    titles: Sequence[tuple[str, ...]],
    said: Mapping[int, frozenset[Said]],
    fixed: Sequence[str],
    constant: Mapping[str, str],
    default: str,
) -> tuple[list[_Part], dict[int, str]]:
    """The columns that make a row each, and why the others that say something of one are not read."""
    values = spec.spread.values if spec.spread is not None else ()
    hints: dict[int, str] = {}
    cells: dict[tuple[tuple[str, str], ...], dict[str, int]] = {}
    for index, meanings in said.items():
        if fixed[index]:
            continue
        if why := next(filter(None, map(uncounted, titles[index])), "") if not _is_share(titles[index]) else "":
            hints[index] = why
            continue
        if _is_share(titles[index]):
            if meanings or _without_share(titles[index], spec):
                hints[index] = SHARE
            continue
        own = {
            (keys, value or default)
            for keys, value in meanings
            if not any(key in fixed for key, _ in keys) and _enough(spec, fixed, keys, constant)
        }
        if len(own) != 1:
            if len(own) > 1:
                hints[index] = "; judulnya dapat berarti dua hal: tulis salah satunya saja"
            continue
        ((keys, value),) = own
        if not value:
            hints[index] = f"; tidak jelas {' atau '.join(values)}: tulis salah satunya di judul kolomnya"
        elif value in cells.setdefault(keys, {}):
            hints[index] = "; sama artinya dengan kolom lain"
            hints[cells[keys][value]] = hints[index]
        else:
            cells[keys][value] = index
    doubled = {index for index, words in hints.items() if "sama artinya" in words}
    parts = [
        _Part(keys, {value: index for value, index in own.items() if index not in doubled})
        for keys, own in cells.items()
    ]
    return [part for part in parts if part.cells], hints


def stacked(rows: Sequence[TableRow]) -> list[tuple[str, ...]]:
    """The titles over each column, the uppermost first: a merged one reaches over all columns that have one below."""
    width = max(len(row.cells) for row in rows)
    grid = [[" ".join(cell.split()) for cell in (*row.cells, *[""] * (width - len(row.cells)))] for row in rows]
    for level in range(len(grid) - 1):
        current = ""
        for column in range(width):
            below = any(grid[lower][column] for lower in range(level + 1, len(grid)))
            current = grid[level][column] or (current if below else "")
            grid[level][column] = current
    return [tuple(texts) for texts in zip(*grid, strict=True)]


def _units_said(
    titles: Sequence[Sequence[str]],
    said: Mapping[int, frozenset[Said]],
    spec: TableSpec,
    units: Units,
    above: Sequence[str],
) -> dict[int, frozenset[Said]]:
    """The columns whose titles name a registered place, and what they say besides; a line above may say whose it is."""
    aliases = titles_of(spec)
    own = any(aliases.get(compared(text)) == "puskesmas" for texts in titles for text in texts if text)
    lines = [*(" ".join(cell.split()) for cell in above if cell and not cell.isspace())]
    owners = {path for line in lines for path in units.every(line) if len(path) == _OWNER}
    owner = next(iter(owners)) if len(owners) == 1 else None
    return {
        index: meanings
        for index, texts in enumerate(titles)
        if index in said and not said[index] and (meanings := _unit_said(texts, spec, units, owner, own=own))
    }


def _unit_said(
    texts: Sequence[str], spec: TableSpec, units: Units, owner: Path | None, *, own: bool
) -> frozenset[Said]:
    """What the titles over a column say where they name a place; `own` where its puskesmas has a column of its own."""
    named = {text: units.every(text, None) for text in texts if text}
    above = {paths[0] for paths in named.values() if len(paths) == 1 and len(paths[0]) == _OWNER}
    owner = next(iter(above)) if len(above) == 1 else owner
    places: set[Path] = set()
    rest: list[str] = []
    for text, paths in named.items():
        within = {path for path in paths if owner is None or path[:_OWNER] == owner} or set(paths)
        kinds = {str(path[_OWNER]) for path in within if len(path) > _OWNER}
        if not paths:
            rest.append(text)
        elif own and len(kinds) == 1 and kinds <= spec.by_name.keys():
            return _joined({kinds.pop(): text}, [word for word in texts if word and word != text], spec)
        elif len(within) == 1:
            places |= within
        else:
            return frozenset()
    units_named = {path for path in places if len(path) > _OWNER} or places
    if len(units_named) != 1 or own:
        return frozenset()
    path = units_named.pop()
    keys = {"puskesmas": units.register.names[path[:_OWNER]]}
    keys |= {str(path[_OWNER]): units.register.names[path]} if len(path) > _OWNER else {}
    return _joined(keys, rest, spec) if keys.keys() <= spec.by_name.keys() else frozenset()


def _joined(keys: Mapping[str, str], rest: Sequence[str], spec: TableSpec) -> frozenset[Said]:
    """A place together with all that the other words over its column may mean."""
    words = tuple(normal(" ".join(rest)).split())
    if not words:
        return frozenset({(tuple(sorted(keys.items())), "")})
    value = _value(" ".join(words), spec, spec.spread) if spec.spread is not None else ""
    meanings = {((), value)} if value else _segments(words, spec)
    return frozenset((tuple(sorted({**dict(own), **keys}.items())), column) for own, column in meanings)


def _alike_dropped(titles: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """The titles of each column, without one that stands over all that have any above them."""
    kept = [list(texts) for texts in titles]
    for level in range(len(titles[0]) - 1 if titles else 0):
        over = {texts[level] for texts in titles if texts[level] and any(texts[level + 1 :])}
        if len(over) == 1:
            for texts in kept:
                if any(texts[level + 1 :]) and not _YEAR.search(texts[level]):
                    texts[level] = ""
    return kept


def _fixed(titles: Sequence[tuple[str, ...]], said: Mapping[int, frozenset[Said]], spec: TableSpec) -> tuple[str, ...]:
    """What each column is called that says nothing of another; "" where it is none of ours."""
    aliases = titles_of(spec)
    names = []
    for index, texts in enumerate(titles):
        filled = [text for text in texts if text]
        whole = aliases.get(compared(" ".join(filled))) if filled else None
        names.append(whole or "" if len(filled) == 1 or not said.get(index) else "")
    return tuple(names)


def _meant(text: str, spec: TableSpec) -> frozenset[Said]:
    """All that a title may say, word for word."""
    words = tuple(normal(text).split())
    return _segments(words, spec) if len(words) <= _SAID else frozenset()


@lru_cache(maxsize=4096)
def _segments(words: tuple[str, ...], spec: TableSpec) -> frozenset[Said]:
    spread = spec.spread
    if spread is None or not words:
        return frozenset()
    meanings: set[Said] = set()

    def go(start: int, keys: Mapping[str, str], value: str) -> None:
        if start == len(words):
            if keys:
                meanings.add((tuple(sorted(keys.items())), value))
            return
        for end in range(start + 1, len(words) + 1):
            text = " ".join(words[start:end])
            for key, means in spread.keys:
                if key not in keys and (word := means(text)):
                    go(end, {**keys, key: word}, value)
            if not value and (column := _value(text, spec, spread)):
                go(end, keys, column)

    go(0, {}, "")
    return frozenset(meanings)


def _value(text: str, spec: TableSpec, spread: Spread) -> str:
    """The column whose cells a word says stand below it."""
    name = titles_of(spec).get(compared(text)) or vocabulary().spread.get(spec.name, {}).get(text, "")
    return name if name in spread.values else ""


def _is_share(texts: Iterable[str]) -> bool:
    """Whether a title speaks of percent."""
    return any("%" in text or not vocabulary().share_titles.isdisjoint(normal(text).split()) for text in texts)


def _without_share(texts: Iterable[str], spec: TableSpec) -> frozenset[Said]:
    words = (word for text in texts for word in normal(text).split())
    return _segments(tuple(word for word in words if word not in vocabulary().share_titles), spec)


def _lines(table: Table, above: Sequence[TableRow]) -> list[str]:
    """What is said of the whole table: the lines above its header, the name of its sheet or of its file."""
    texts = [" ".join(cell.split()) for row in above for cell in row.cells if cell and not cell.isspace()]
    return [*texts, table.sheet or FilePath(table.file).stem]


def _constant(lines: Sequence[str], spec: TableSpec, there: set[str]) -> dict[str, str]:
    """What the lines above a table say for all of it, of the columns that are not there: one thing, or nothing."""
    spread = spec.spread
    constant: dict[str, str] = {}
    for key, means in spread.keys if spread is not None else ():
        if key not in there and any(key in group for group in spec.required):
            said = {word for line in lines for word in _within(line, means)}
            constant |= {key: said.pop()} if len(said) == 1 else {}
    if "tahun" in spec.by_name and "tahun" not in there:
        years = {year for line in lines for year in _YEAR.findall(line)}
        constant |= {"tahun": years.pop()} if len(years) == 1 else {}
    return constant


def _within(line: str, means: Callable[[str], str]) -> set[str]:
    """What the words of a line mean, the longest first; no word is read twice."""
    words = normal(line).split()
    said: set[str] = set()
    for size in range(min(4, len(words)), 0, -1):
        start = 0
        while start + size <= len(words):
            text = " ".join(words[start : start + size])
            meant = means(text) if len(text) > 1 and "\0" not in text else ""
            if meant:
                said.add(meant)
                words[start : start + size] = ["\0"]
            start += 1
    return said


def _default(lines: Sequence[str], spec: TableSpec) -> str:
    """The column whose cells stand below titles that name none; "" where it must be asked for and no line says."""
    spread = spec.spread
    if spread is None or not spread.asked:
        return spread.values[0] if spread is not None else ""
    said = {name for line in lines for word in normal(line).split() if (name := _value(word, spec, spread))}
    return said.pop() if len(said) == 1 else ""


def _enough(
    spec: TableSpec, fixed: Iterable[str], keys: Iterable[tuple[str, str]], constant: Mapping[str, str]
) -> bool:
    """Whether a column with these keys has all that a row needs but its place."""
    there = {*fixed, *constant, *(key for key, _ in keys), *(spec.spread.values if spec.spread else ())}
    return all(there.intersection(group) for group in spec.required if "puskesmas" not in group)


def _holds(spec: TableSpec, layout: _Layout, leading: Sequence[TableRow]) -> bool:
    """Whether the cells below such titles hold, for the most part, what they would have to."""
    words = vocabulary()
    fits: list[bool] = []
    for row in leading[layout.last + 1 :]:
        for part in layout.parts:
            for name, index in part.cells.items():
                text = row.text(index)
                if not text or text in words.blank:
                    continue  # what says none too: it tells of no kind of table
                holds, figures = spec.by_name[name].holds, _FIGURES.fullmatch(text) is not None
                if holds is Holds.COUNT:
                    fits.append(figures)
                elif holds is Holds.TRUTH or figures:
                    fits.append(words.truth_of(text, name) is not None or holds is Holds.IDENTITY)
                else:
                    fits.append(True)
    return bool(fits) and 2 * sum(fits) >= len(fits)


def _made_long(table: Table, spec: TableSpec, layout: _Layout) -> Table:
    """The table with one header of one row, and a row for each part of every row below it."""
    rows = list(table.rows)
    head, below = rows[layout.first : layout.last + 1], rows[layout.last + 1 :]
    titles, taken, added = stacked(head), layout.taken, (*layout.keys, *layout.values)
    width = len(titles)
    shown = [
        "" if index in taken else name or " ".join(filter(None, dict.fromkeys(texts)))
        for index, (texts, name) in enumerate(zip(titles, layout.fixed, strict=True))
    ]
    header = TableRow(number=head[-1].number, cells=(*shown, *added))
    parts = [part for part in layout.parts if any(_filled(row, part, spec) for row in below)]
    hidden = {name for part in parts for name, index in part.cells.items() if index in table.hidden_columns}
    first, last = (" ".join(filter(None, dict.fromkeys(titles[index]))) for index in (min(taken), max(taken)))
    unused = len(layout.parts) - len(parts)
    told = [f"{len(taken)} kolom (“{first}” … “{last}”) dibaca sebagai baris, satu tiap isian"]
    told += [f"{unused} di antaranya kosong di semua baris, dilewati"] if unused else []
    told += [f"{key} “{word}” dari judul di atas tabel" for key, word in layout.constant.items()]
    return replace(
        table,
        rows=chain(
            rows[: layout.first], [header], _body(below, head[-1], spec, replace(layout, parts=tuple(parts)), width)
        ),
        findings=(*table.findings, *([] if parts else _coloured(table, layout, below))),
        remarks=(*table.remarks, *told),
        added=len(added),
        hints={**table.hints, **layout.hints},
        hidden_columns=table.hidden_columns.union(width + added.index(name) for name in hidden),
    )


def _coloured(table: Table, layout: _Layout, below: Iterable[TableRow]) -> Iterator[Finding]:
    """What is to be said of a table that says nothing in words, where its cells differ in colour along a row."""
    told = table.colours()
    for row in below:
        own = told.get(row.number, {})
        if len({own.get(index, frozenset()) for index in layout.taken}) > 1:
            where = Place(file=table.file, sheet=table.sheet, cell=f"{column_letters(min(layout.taken))}{row.number}")
            facts = {
                "apa": f"isi lembar {table.sheet}",
                "sebab": "selnya hanya diwarnai, dan warna tidak dibaca; tulis jawabannya di setiap sel",
            }
            yield finding(misfits.NOT_READ, where, facts)
            return


def _filled(row: TableRow, part: _Part, spec: TableSpec) -> bool:
    """Whether a row says anything in these columns: a mark for blank says nothing, but 0 is none, or no."""
    return any(
        index in row.faulty or _says(row.text(index), name, spec.by_name[name].holds)
        for name, index in part.cells.items()
    )


def _says(text: str, name: str, holds: Holds) -> bool:
    words = vocabulary()
    if text not in words.blank:
        return bool(text)
    none = text[:1] == "0" or (holds is Holds.COUNT and text.lower() in words.none_counted)
    return none and (holds is Holds.COUNT or words.truth_of(text, name) is not None)


def _body(rows: Iterable[TableRow], head: TableRow, spec: TableSpec, layout: _Layout, width: int) -> Iterator[TableRow]:
    """The rows below a header: of one that names a place or somebody a row for each part, any other as it is.

    One in which no part says anything becomes a blank row, where blanks say nothing.
    """
    spread = spec.spread
    names = [index for index, name in enumerate(layout.fixed) if name]
    added = len(layout.keys) + len(layout.values)
    titles = [cell.strip() for cell in head.cells if cell.strip()]
    for row in rows:
        cells = (*row.cells, *[""] * (width - len(row.cells)))
        if [cell.strip() for cell in cells if cell.strip()] == titles:
            continue  # the header again, as on every page of a printed list
        if any(cell.strip() for cell in cells[width:]):
            yield row._replace(cells=(*cells[:width], *[""] * added, *cells[width:]))
        elif not any(cells[index].strip() for index in names):
            yield row
        else:
            parts = [part for part in layout.parts if (spread and spread.blanks) or _filled(row, part, spec)]
            for part in parts:
                for texts in _each(row, part, several=spread is not None and spread.several):
                    yield _of_part(row, cells[:width], part, texts, layout)
            if not parts:
                yield TableRow(number=row.number, cells=("",))


def _of_part(row: TableRow, cells: Sequence[str], part: _Part, texts: Mapping[str, str], layout: _Layout) -> TableRow:
    """The row of the long table that a part of a row makes; what titles say stands at its first cell."""
    width, first, taken = len(cells), min(part.cells.values()), layout.taken
    said = {**layout.constant, **dict(part.keys)}
    at = {width + number: first for number in range(len(layout.keys) + len(layout.values))}
    at |= {width + len(layout.keys) + layout.values.index(name): index for name, index in part.cells.items()}
    own = {new: index for new, index in at.items() if new >= width + len(layout.keys)}
    return TableRow(
        number=row.number,
        cells=(
            *("" if index in taken else cell for index, cell in enumerate(cells)),
            *(said.get(name, "") for name in layout.keys),
            *(texts.get(name, "") for name in layout.values),
        ),
        numeric=(row.numeric - taken).union(
            new for new, index in own.items() if index in row.numeric and index in part.cells.values()
        ),
        faulty={
            **{index: words for index, words in row.faulty.items() if index not in taken},
            **{
                width + len(layout.keys) + layout.values.index(name): row.faulty[index]
                for name, index in part.cells.items()
                if index in row.faulty
            },
        },
        at=at,
    )


def _each(row: TableRow, part: _Part, *, several: bool) -> Iterator[Mapping[str, str]]:
    """What the cells of a part hold; several people in a cell each by themselves, numbers beside them one for one."""
    texts = {name: row.text(index) for name, index in part.cells.items()}
    split = {
        name: [_ENUMERATED.sub("", piece) for piece in _SEVERAL.split(text) if piece] for name, text in texts.items()
    }
    most = max(map(len, split.values())) if several else 0
    if most < _PARTS or any(len(pieces) not in (0, most) for pieces in split.values()):
        yield texts
        return
    for number in range(most):
        yield {name: pieces[number] if pieces else "" for name, pieces in split.items()}


def _lined(table: Table, leading: Sequence[TableRow], specs: Iterable[TableSpec]) -> tuple[str, Table] | None:
    """The name and the rows of a table one of whose columns stands as lines above its rows: KLASTER 2 IBU DAN ANAK.

    None where these rows begin no such table. `table` still has all its rows.
    """
    for spec in specs:
        for column in spec.columns:
            says = column.lines
            if says is None or not any(_line(row, says) for row in leading):
                continue
            for first, row in enumerate(leading):
                names = named(row, titles_of(spec))
                if column.name in names or len(set(names) - {None}) < _PARTS:
                    continue
                there = {*names, column.name}
                if satisfied(spec, there) or satisfied(spec, there, placed=True):
                    return spec.name, _carried_lines(table, first, column.name, says)
    return None


def _line(row: TableRow, says: Callable[[str], bool]) -> str:
    """What a line says for the rows below it, an ordinal before it put aside; "" where it is no such line."""
    text = _ENUMERATED.sub("", _ROMAN.sub("", alone(row)))
    return text if text and says(text) else ""


def _carried_lines(table: Table, first: int, name: str, says: Callable[[str], bool]) -> Table:
    """The table with one column more: what the line above each row says."""
    rows = list(table.rows)
    head = rows[first]
    width = max(len(row.cells) for row in rows[first:])
    titles = [cell.strip() for cell in head.cells if cell.strip()]
    current = next(filter(None, (_line(row, says) for row in reversed(rows[:first]))), "")
    lines = 0
    body: list[TableRow] = []
    for row in rows[first + 1 :]:
        text = _line(row, says)
        lines += bool(text)
        if text or [cell.strip() for cell in row.cells if cell.strip()] == titles:
            current = text or current
            continue
        only = alone(row)
        if only and vocabulary().kind_of_place(only)[0]:
            current = ""  # another puskesmas begins, whose klaster its own lines tell
        tail = "" if only else current
        cells = (*row.cells, *[""] * (width - len(row.cells)), *([tail] if tail else []))
        body.append(row._replace(cells=cells, at={width: 0}) if tail else row)
    head = head._replace(cells=(*head.cells, *[""] * (width - len(head.cells)), name))
    return replace(
        table,
        rows=chain([row for row in rows[:first] if not _line(row, says)], [head], body),
        remarks=(*table.remarks, f"{lines} baris judul {name} berlaku untuk baris di bawahnya"),
        added=1,
    )
