"""A roster with a row for each place, and the names of its people beside it: which of its columns name whom.

"Puskesmas | Pustu | Bidan | Perawat | Kader 1 | Kader 2": what such a title means, what stands below it says as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ilp_cli.core.names import normal
from ilp_cli.core.words import daftar
from ilp_cli.district.table import UNIT, Holds, named
from ilp_cli.district.tables import PEOPLE
from ilp_cli.files.table_file import TableRow
from ilp_cli.law import configs
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading.asides import alone
from ilp_cli.reading.heading import LEADING_ROWS, compared, titles_of
from ilp_cli.reading.lengthwise import stacked
from ilp_cli.reading.nobody import each_name, nobody, only_counts

_DEPTH = 3
"""A header takes at most so many rows: Tenaga Kesehatan over Bidan over Nama and NIP."""
_TITLE = 6
"""A title of more words is a sentence."""
_ROMAN = frozenset("i ii iii iv v vi vii viii ix x".split())
_PLACES = ("puskesmas", UNIT, "pustu", "posyandu")
_OF_PLACES = frozenset((*_PLACES, "desa", "wilayah", "hari_tugas"))
"""Columns that are the same for everybody of a row."""
_KEPT_APART = "tidak jelas milik siapa dalam barisnya: tulis tepat di sebelah kanan namanya, atau satu orang satu baris"
_COUNTS = "isinya jumlah atau tanda, bukan nama: tulis namanya, satu orang satu baris, supaya terhitung"
_NO_UNIT = "; petugas tidak bertugas di posyandu: tulis pustu atau puskesmasnya di kolom sendiri"


class Post(NamedTuple):
    """Whom a column names: people of which table, of which profession, and how they are employed where it says so."""

    kind: str
    profesi: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The header of such a table: its rows, its titles, the columns of names, and what stands beside each of them.

    `beside` gives for a column of names the columns that belong to it, by what they hold; `places` what each column of
    places is called. `hints` says of other columns why they are not read.
    """

    first: int
    last: int
    titles: Sequence[tuple[str, ...]]
    people: Mapping[int, Post]
    beside: Mapping[int, Mapping[str, int]]
    places: Mapping[int, str]
    hints: Mapping[int, str] = field(default_factory=dict)

    @property
    def taken(self) -> frozenset[int]:
        """The columns of people, and those beside them."""
        return frozenset((*self.people, *(index for own in self.beside.values() for index in own.values())))

    def title(self, index: int) -> str:
        """What stands over a column, from the word on that says whom it names."""
        texts = [*filter(None, dict.fromkeys(self.titles[index]))]
        first = max((level for level, text in enumerate(texts) if post_of(text)), default=0)
        return " ".join(texts[first:])

    def of(self, kind: str) -> list[int]:
        """The columns that name people of one table."""
        return [index for index, post in self.people.items() if post.kind == kind]


def layout_of(rows: Sequence[TableRow]) -> Layout | None:
    """The header of a roster with a row for each place, where these rows begin one and names stand below it."""
    headed = _headed(rows)
    if headed is None:
        return None
    below = rows[headed.last + 1 :]
    held = {index: _held(below, index) for index in headed.people}
    people = {index: post for index, post in headed.people.items() if not held[index].counts}
    if not any(held[index].names for index in people) or not _row_a_place(headed, below, people):
        return None
    hints = {**headed.hints, **{index: _COUNTS for index in headed.people if index not in people}}
    if "posyandu" in headed.places.values() and not {"pustu", UNIT} & set(headed.places.values()):
        of_posyandu = [index for index, post in people.items() if post.kind == "petugas" and held[index].names]
        hints |= {index: f"berisi {held[index].names} nama{_NO_UNIT}" for index in of_posyandu}
        people = {index: post for index, post in people.items() if index not in hints}
    beside = {index: own for index, own in headed.beside.items() if index in people}
    made = Layout(headed.first, headed.last, headed.titles, people, beside, headed.places, hints)
    return _hinted(made, below) if people and not _ordinary(made, below) else None


def header_of(rows: Sequence[TableRow]) -> int | None:
    """Which of these rows begins the header of such a table, whatever stands below it; None where none does."""
    headed = _headed(rows)
    return headed.first if headed is not None else None


def begins(rows: Sequence[TableRow], first: int) -> bool:
    """Whether one of these rows is the header of such a table, or its uppermost row; lines before it."""
    layout = (
        layout_of(rows) if any(cell and post_of(cell) for row in rows[:LEADING_ROWS] for cell in row.cells) else None
    )
    return layout is not None and layout.first == first


def counted(rows: Sequence[TableRow]) -> str:
    """Why a table that counts the people of each place is not read; "" where it is none."""
    headed = _headed(rows)
    if headed is None:
        return ""
    below = rows[headed.last + 1 :]
    counting = [index for index in headed.people if _held(below, index).counts]
    if not counting or len(counting) < len(headed.people):
        return ""
    titles = daftar(f"“{headed.title(index)}”" for index in counting)
    return f"kolom {titles} berisi jumlah atau tanda, bukan nama; tulis nama orangnya, satu orang satu baris"


@lru_cache(maxsize=4096)
def post_of(title: str) -> Post | None:
    """Whom the cells below a title name: "Nama Bidan 2", "Kader Posyandu"; None where it does not say."""
    words = normal(title).split()
    if not words or len(words) > _TITLE or "%" in title or _meant(title) not in (None, "nama"):
        return None
    rest, known = [word for word in words if not _passed(word)], vocabulary()
    if rest and known.people_kader.intersection(rest) and known.people_kader | known.people_kader_more >= set(rest):
        return Post("kader")
    professions = configs.professions()
    key = professions.find("", " ".join(rest)) if rest else None
    if key is None:
        return None
    status = next((word for word in rest if professions.employment(word) in ("pns", "pppk")), "")
    return Post("petugas", professions.names[key], status.upper())


def _passed(word: str) -> bool:
    """Whether a word of a title says nothing of whom it names: Nama, an ordinal, a letter."""
    return len(word) == 1 or word.isdigit() or word in _ROMAN or word in vocabulary().people_passed


def _meant(title: str) -> str | None:
    """The column of a table of people that a title means by itself."""
    return next((name for spec in PEOPLE if (name := titles_of(spec).get(compared(title)))), None)


def _headed(rows: Sequence[TableRow]) -> Layout | None:
    """The header with the most columns of names, of the fewest rows; what stands below it is not looked at yet."""
    best: Layout | None = None
    leading = rows[:LEADING_ROWS]
    for first, row in enumerate(leading):
        if not any(cell and post_of(cell) for lower in leading[first : first + _DEPTH] for cell in lower.cells):
            continue
        for depth in range(1, _DEPTH + 1):
            head = leading[first : first + depth]
            if len(head) < depth or (depth > 1 and head[-1].numeric) or not any(row.cells):
                break
            made = _read(head, first)
            if made is not None and not _goes_on(leading, made) and not (first and _began(leading[first - 1], head)):
                best = made if best is None or _worth(made) > _worth(best) else best
    return best


def _worth(layout: Layout) -> tuple[int, int]:
    """The more columns of names the better; of two alike the one of fewer rows."""
    return len(layout.people), layout.first - layout.last


def _began(above: TableRow, head: Sequence[TableRow]) -> bool:
    """Whether the row above is one of the header too: it names a place over a column that has no title below."""
    untitled = (index for index in range(len(above.cells)) if not any(row.text(index) for row in head))
    return any(_meant(above.text(index)) in _PLACES for index in untitled)


def _goes_on(leading: Sequence[TableRow], layout: Layout) -> bool:
    """Whether the row below is one of the header too: Nama and NIP below Bidan, 1 and 2 below Kader."""
    below = leading[layout.last + 1] if layout.last + 1 < len(leading) else None
    if below is None or any(below.text(index) for index in layout.places):
        return False
    texts = [text for index in layout.people if (text := below.text(index))]
    return bool(texts) and all(
        _meant(text) or post_of(text) or all(map(_passed, normal(text).split())) for text in texts
    )


def _read(head: Sequence[TableRow], first: int) -> Layout | None:
    """The header that these rows are, taken together; None where they name no place, or nobody."""
    titles = stacked(head)
    people: dict[int, Post] = {}
    places: dict[int, str] = {}
    others: dict[int, str] = {}
    for index, texts in enumerate(titles):
        filled = [text for text in texts if text]
        if not filled:
            continue
        name = _meant(filled[-1]) or _meant(" ".join(filled))
        if post := _post(filled):
            if any(_meant(text) not in (None, "nama") for text in filled[:-1]):
                return None  # a row of a plain table, below its header
            people[index] = post
        elif name in _OF_PLACES:
            if len(filled) > 1 and not _spans(titles, index) and _meant(" ".join(filled)) != name:
                return None  # a row of the table above it, whose place stands there
            places[index] = str(name)
        elif name is not None:
            others[index] = name
    if not people or not set(_PLACES) & set(places.values()) or not _divided(places):
        return None
    if len(head) > 1 and alone(head[0]) and any(map(str.strip, head[0].cells[: min(places) + 1])):
        return None  # a title of the whole table
    beside, apart = _beside(titles, people, others)
    if any(others[index] == "nama" for index in apart):
        return None  # who has a row of their own there
    hints = dict.fromkeys(apart, _KEPT_APART)
    return Layout(first, first + len(head) - 1, titles, people, beside, places, hints)


def _spans(titles: Sequence[tuple[str, ...]], index: int) -> bool:
    """Whether what stands over a title stands over the one beside it too."""
    beside = [titles[near][0] for near in (index - 1, index + 1) if 0 <= near < len(titles)]
    return titles[index][0] in beside


def _divided(places: Mapping[int, str]) -> bool:
    """Whether each column of a place stands there once."""
    names = list(places.values())
    return len(names) == len(set(names))


def _post(filled: Sequence[str]) -> Post | None:
    """Whom the titles over one column name; a bare Nama, 1 or II stands below the word that says it."""
    if (post := post_of(filled[-1])) is not None:
        return post
    if len(filled) > 1 and all(map(_passed, normal(filled[-1]).split())):
        return next((post for text in reversed(filled[:-1]) if (post := post_of(text))), None)
    if len(filled) > 1 and vocabulary().people_kader_more.issuperset(normal(filled[-1]).split()):
        return post_of(f"{filled[-2]} {filled[-1]}")  # Pustu and Posyandu below Kader
    return None


def _beside(
    titles: Sequence[tuple[str, ...]], people: Mapping[int, Post], others: Mapping[int, str]
) -> tuple[dict[int, dict[str, int]], list[int]]:
    """What stands beside each column of names: below one title with it, or to the right of it; and what does not."""
    specs = named(PEOPLE)
    beside: dict[int, dict[str, int]] = {}
    apart: list[int] = []
    times = {name: list(others.values()).count(name) for name in others.values()}
    for index, name in others.items():
        above = next((post for text in reversed(titles[index][:-1]) if text and (post := post_of(text))), None)
        left = [person for person in people if person < index]
        owner = next((person for person in reversed(left) if above in (None, people[person])), None)
        identity = any(name in spec.holding(Holds.IDENTITY) for spec in PEOPLE)
        near = owner is not None and all(between in others for between in range(owner + 1, index))
        own = (
            above is not None
            or (near and identity and (times[name] > 1 or len(people) == 1))
            or (near and times[name] > 1)
        )
        if owner is None or not own or name not in specs[people[owner].kind].by_name or name in beside.get(owner, {}):
            apart.append(index)
        else:
            beside.setdefault(owner, {})[name] = index
    return beside, apart


class _Held(NamedTuple):
    """What the cells of a column hold: how many names, how many cells name several, and whether they rather count."""

    names: int
    several: int
    counts: bool


def _held(rows: Iterable[TableRow], index: int) -> _Held:
    words = vocabulary()
    people = several = others = 0
    for row in islice(rows, _LOOKED):
        text = row.text(index)
        if not text or text in words.blank:
            continue
        if only_counts(text) or words.truth_of(text, "") is not None:
            others += 1
            continue
        names = [name for name in each_name(text) if nobody(name) is None]
        people += len(names)
        several += len(names) > 1
    return _Held(people, several, others > people)


_LOOKED = 2000
"""So many rows below a header tell what its columns hold."""


def _row_a_place(layout: Layout, rows: Sequence[TableRow], people: Iterable[int]) -> bool:
    """Whether a row is of a place: the same ones do not come again with the same people, as on duty rosters."""
    people, places, names = list(people), list[tuple[str, ...]](), list[str]()
    for row in islice(rows, _LOOKED):
        place = tuple(normal(row.text(index)) for index in layout.places)
        here = [normal(text) for index in people if (text := row.text(index))]
        if here and any(place):
            places.append(place)
            names += here
    again = 2 * len(set(places)) <= len(places) and len(places) > 1
    return not again or 2 * len(set(names)) > len(names)


def _ordinary(layout: Layout, rows: Sequence[TableRow]) -> bool:
    """Whether it is a plain list of kader after all: one column of their names, one name a row."""
    if len(layout.people) > 1:
        return len(layout.of("kader")) == 1 and _repeated(layout, rows)
    ((index, post),) = layout.people.items()
    held = _held(rows, index)
    return post.kind == "kader" and 2 * held.several < max(held.names - held.several, 1)


def _repeated(layout: Layout, rows: Sequence[TableRow]) -> bool:
    """Whether most places come again and again, a row for each of their kader."""
    (kader,) = layout.of("kader")
    places = [
        tuple(normal(row.text(index)) for index in layout.places) for row in islice(rows, _LOOKED) if row.text(kader)
    ]
    filled = [place for place in places if any(place)]
    return len(filled) > 1 and 2 * len(set(filled)) <= len(filled)


def _hinted(layout: Layout, rows: Sequence[TableRow]) -> Layout:
    """The layout, with a hint at each other column that seems to name people too, without saying who they are."""
    hints = dict(layout.hints)
    for index, texts in enumerate(layout.titles):
        words = set(normal(" ".join(texts)).split())
        if index in hints or index in layout.taken or index in layout.places or not words:
            continue
        held = _held(rows, index) if words & vocabulary().people_words or _professional(words) else None
        if held is not None and held.names:
            hints[index] = (
                f"berisi {held.names} nama, tetapi judulnya tidak menyebut siapa mereka: beri judul profesinya"
                " (Bidan, Perawat, …), Kader 1, Kader 2, …"
            )
    return Layout(layout.first, layout.last, layout.titles, layout.people, layout.beside, layout.places, hints)


def _professional(words: Iterable[str]) -> bool:
    return not configs.professions().openers.isdisjoint(words)


def posts_of(layout: Layout, kind: str) -> Iterator[tuple[int, Post, Mapping[str, int]]]:
    """The columns of names of one table, each with its post and with what stands beside it."""
    for index in layout.of(kind):
        yield index, layout.people[index], layout.beside.get(index, {})
