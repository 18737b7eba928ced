"""Where a written place stands in the register: exactly, once the words before its name are put aside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from ilp_cli.core.finding import Path
from ilp_cli.core.names import maksud_tempat, nearest_places, normal, numbered
from ilp_cli.core.words import daftar
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.reading import Name, file_of
from ilp_cli.district.table import UNIT
from ilp_cli.law.vocabulary import Vocabulary, bracketed, vocabulary


@dataclass(frozen=True, slots=True)
class Register:
    """The registered names a roster may use, as they are compared, each with its path; and every name as registered.

    `chosen` says what the planner means by names that are not registered.
    """

    puskesmas: Mapping[str, Path]
    pustu: Mapping[tuple[Path, str], Path]
    posyandu: Mapping[tuple[Path, str], Path]
    names: Mapping[Path, str] = field(default_factory=dict)
    chosen: Mapping[Name, Path] = field(default_factory=dict)

    @classmethod
    def of(cls, register: Iterable[Puskesmas]) -> Register:
        """Index a register; a name beats an alias, the first registered a repeated name."""
        names: dict[str, Path] = {}
        pustu: dict[tuple[Path, str], Path] = {}
        posyandu: dict[tuple[Path, str], Path] = {}
        written: dict[Path, str] = {}
        listed = tuple(register)
        for puskesmas in listed:
            names.setdefault(normal(puskesmas.nama), puskesmas.path)
        for puskesmas in listed:
            written[puskesmas.path] = puskesmas.nama
            for name in puskesmas.names():
                names.setdefault(name, puskesmas.path)
            for unit in puskesmas.pustu:
                pustu.setdefault((puskesmas.path, normal(unit.nama)), unit.path)
                written[unit.path] = unit.nama
            for post in puskesmas.posyandu:
                posyandu.setdefault((puskesmas.path, normal(post.nama)), post.path)
                written[post.path] = post.nama
            for unit in puskesmas.pustu:
                for name in unit.alias:
                    pustu.setdefault((puskesmas.path, normal(name)), unit.path)
            for post in puskesmas.posyandu:
                for name in post.alias:
                    posyandu.setdefault((puskesmas.path, normal(name)), post.path)
        return cls(names, pustu, posyandu, written)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFound:
    """The place a text names; without `induk`, `fault` says why it names none and `hint` what may be meant.

    `said` tells that the text itself says what kind of place it names.
    """

    induk: Path | None = None
    puskesmas: str = ""
    pustu: str | None = None
    posyandu: str | None = None
    said: bool = False
    fault: str = ""
    hint: str = ""


_MEANT = {
    "puskesmas": ("puskesmas", "pustu"),
    "pustu": ("pustu", "puskesmas"),
    "posyandu": ("posyandu", "pustu"),
    UNIT: ("puskesmas", "pustu", "posyandu"),
}
"""What kinds of places a name may mean by the column it stands in, if it is registered in just these letters."""

_UNKNOWN = "bukan puskesmas atau pustu yang terdaftar"
_STEPS = re.compile(r"\s+[-–—]+\s+|\s*(?:->|=>|[>»→/|\\])\s*|\s*[,;:]\s+")
"""What stands between a puskesmas and its pustu where both are written in one text."""
_LONGEST = 6
"""A name has at most so many words."""


class Units:
    """Finds written places in a register, each text once."""

    def __init__(self, register: Register, *, figures: bool = True) -> None:
        """For one table; its indexes are made only when a name is not registered as it is written.

        With `figures` BANGGAE 2 is Banggae II, where nothing else has that name.
        """
        self.register = register
        self.figures = figures
        self._words: Vocabulary = vocabulary()
        self._index: dict[str, Mapping[str, frozenset[Path]]] = {}
        self._plain_names: dict[Path, str] = {}
        self._known: dict[tuple[str, Path | None, bool], PlaceFound] = {}

    def place(self, text: str, induk: Path | None = None, *, posyandu: bool = False) -> PlaceFound:
        """The puskesmas, or the pustu with its puskesmas, that a text names; `induk` is given where it is known."""
        key = (text, induk, posyandu)
        if key not in self._known:
            self._known[key] = self._place(text, induk, posyandu=posyandu)
        return self._known[key]

    def pustu(self, text: str, induk: Path) -> tuple[Path, str] | None:
        """The pustu of a puskesmas that a text names with words around it; the puskesmas itself where it names that."""
        if normal(text) in self._words.induk:
            return induk, self.register.names[induk]
        place = self.place(text, induk)
        if place.induk != induk:
            return None
        if place.pustu is None:
            return (induk, place.puskesmas) if place.said else None
        return self.register.pustu[induk, normal(place.pustu)], place.pustu

    def posyandu(self, text: str, induk: Path) -> tuple[Path, str] | None:
        """The posyandu of a puskesmas that a text names with a word before it."""
        paths = self._units("posyandu", text, induk)
        return (paths[0], self.register.names[paths[0]]) if len(paths) == 1 else None

    def listed(self, kind: str, text: str, induk: Path) -> Path | None:
        """The pustu or posyandu of a puskesmas that a text names, as written or with words before it."""
        units = self.register.pustu if kind == "pustu" else self.register.posyandu
        exact = units.get((induk, normal(text)))
        if exact is not None:
            return exact
        paths = self._units(kind, text, induk)
        return paths[0] if len(paths) == 1 else None

    def bare(self, text: str) -> str:
        """A name as it is written, without the words before it that say what kind of place it is."""
        words = text.split()
        bare = self._words.kind_of_place(text)[1]
        return next((" ".join(words[n:]) for n in range(len(words)) if normal(" ".join(words[n:])) == bare), text)

    def knows(self, column: str, text: str, induk: Path | None, *, alone: bool) -> bool:
        """Whether a text in this column is read without anybody's help; `alone` where no pustu stands beside it."""
        if column in ("pustu", "posyandu"):
            if induk is None:
                return True  # nothing can be said of it before its puskesmas is known
            listed = self.register.pustu if column == "pustu" else self.register.posyandu
            find = self.pustu if column == "pustu" else self.posyandu
            return (induk, normal(text)) in listed or find(text, induk) is not None
        if column == "puskesmas":
            place = self.place(text)
            exact = normal(text) in self.register.puskesmas
            return exact or (place.induk is not None and (place.pustu is None or (place.said and alone)))
        return self.place(text, induk, posyandu=True).induk is not None

    def _place(self, text: str, induk: Path | None, *, posyandu: bool) -> PlaceFound:
        pair = bracketed(text)
        if pair is not None and self._words.kind_of_place(f"{pair[1]} x") == (normal(pair[1]), "x"):
            return self._place(f"{pair[1]} {pair[0]}", induk, posyandu=posyandu)  # Sampano (Pustu)
        owner = self.puskesmas(pair[1]) if pair is not None else None
        if pair is not None and owner is not None:
            if induk is not None and owner != induk:
                return PlaceFound(fault="menyebut puskesmas lain daripada kolom puskesmas")
            bracket = self._units("pustu", pair[0], owner)
            if len(bracket) == 1:
                return self._found(bracket[0], said=True)
        return self._plainly(text, induk, posyandu=posyandu)

    def _plainly(self, text: str, induk: Path | None, *, posyandu: bool) -> PlaceFound:
        """The place that a text names by itself, or in steps from a puskesmas to its unit."""
        puskesmas = self.puskesmas(text)
        units = self._units("pustu", text, induk)
        posts = self._units("posyandu", text, induk) if posyandu else ()
        said = self._words.kind_of_place(text)[0] is not None
        options = [*([puskesmas] if puskesmas is not None and induk in (None, puskesmas) else []), *units, *posts]
        step = None if options or puskesmas is not None else self._stepwise(text, induk, posyandu=posyandu)
        step = step or (None if options or puskesmas is not None else self._both_said(text, induk, posyandu=posyandu))
        if step is not None:
            return self._found(step, said=True)
        if len(options) == 1:
            return self._found(options[0], said=said)
        if options:
            return PlaceFound(fault=f"dapat berarti {daftar(sorted({self._called(option) for option in options}))}")
        return PlaceFound(fault=_UNKNOWN, hint=self._hint(text, induk))

    def _stepwise(self, text: str, induk: Path | None, *, posyandu: bool) -> Path | None:
        """The unit of a text that names it and its puskesmas: "Pustu Karang - PKM Tanjung", "Tanjung > Karang"."""
        parts = [part for part in _STEPS.split(text) if part]
        if len(parts) != 2:
            return None
        kinds = ("pustu", "posyandu") if posyandu else ("pustu",)
        pairs = ((self.puskesmas(owner), unit) for owner, unit in (parts, reversed(parts)))
        paths = {
            path
            for owner, unit in pairs
            if owner is not None and induk in (None, owner)
            for kind in kinds
            for path in self._units(kind, unit, owner)
        }
        return next(iter(paths)) if len(paths) == 1 else None

    def _both_said(self, text: str, induk: Path | None, *, posyandu: bool) -> Path | None:
        """The unit of a text that says both a puskesmas and a unit of it, in any order and without a mark between."""
        named = list(self._named_within(normal(text).split()))
        owners = {path for kind, paths in named if kind == "puskesmas" for path in paths}
        kinds = ("pustu", "posyandu") if posyandu else ("pustu",)
        units = {path for kind, paths in named if kind in kinds for path in paths if path[:2] in owners}
        fits = {unit for unit in units if induk in (None, unit[:2])}
        return next(iter(fits)) if len(fits) == 1 and len(owners) == 1 else None

    def within(self, text: str, *, posyandu: bool = False) -> PlaceFound:
        """The place that some words of a longer text name, as those of a title: "DAFTAR PETUGAS PUSTU SUNGAI BIRU".

        Only words behind one that says what kind of place it is are looked at.
        """
        whole = self.place(text, posyandu=posyandu)
        if whole.induk is not None:
            return whole
        kinds = ("puskesmas", "pustu", "posyandu") if posyandu else ("puskesmas", "pustu")
        named = [(kind, paths) for kind, paths in self._named_within(normal(text).split()) if kind in kinds]
        owners = {path for kind, paths in named if kind == "puskesmas" for path in paths}
        units = {
            path for kind, paths in named if kind != "puskesmas" for path in paths if not owners or path[:2] in owners
        }
        said = any(kind != "puskesmas" for kind, _ in named)
        options = units if said else owners
        if len(options) == 1:
            return self._found(next(iter(options)), said=True)
        if options:
            words = daftar(sorted(self._called(option) for option in options))
            return PlaceFound(said=True, fault=f"dapat berarti {words}")
        starts = self._words.kind_of_place(text)[0] in kinds
        return PlaceFound(said=starts, fault=whole.fault, hint=whole.hint)

    def _named_within(self, words: list[str]) -> Iterator[tuple[str, tuple[Path, ...]]]:
        """The kinds of places said in a text, each with the places of the longest name behind it, if any."""
        start = 0
        while start < len(words):
            kind, bare = self._words.kind_of_place(" ".join(words[start:]))
            if kind is None:
                start += 1
                continue
            first = len(words) - len(bare.split())
            ends = range(min(len(words), first + _LONGEST), first, -1)
            named = next(((end, paths) for end in ends if (paths := self._all(kind, " ".join(words[first:end])))), None)
            yield kind, named[1] if named else ()
            start = named[0] if named else first

    def _all(self, kind: str, bare: str) -> tuple[Path, ...]:
        """Every place of a kind that has this name, which comes without a word before it."""
        return tuple(sorted(self._bare(kind).get(bare, frozenset()), key=str))

    def _found(self, path: Path, *, said: bool) -> PlaceFound:
        names = self.register.names
        if len(path) == 2:
            return PlaceFound(induk=path, puskesmas=names[path], said=said)
        unit = {str(path[2]): names[path]}
        return PlaceFound(induk=path[:2], puskesmas=names[path[:2]], said=said, **unit)

    def _called(self, path: Path) -> str:
        names = self.register.names
        if len(path) == 2:
            return f"puskesmas {names[path]}"
        return f"{path[2]} {names[path]} ({names[path[:2]]})"

    def puskesmas(self, text: str) -> Path | None:
        """The one puskesmas of this name, as written or without the words before it."""
        exact = self.register.puskesmas.get(normal(text))
        if exact is not None:
            return exact
        kind, bare = self._words.kind_of_place(text)
        paths = self._called_so("puskesmas", bare) if kind in (None, "puskesmas") else frozenset()
        if not paths and kind == "puskesmas":
            paths = self._called_so("puskesmas", self._without_manner(bare))
        return next(iter(paths)) if len(paths) == 1 else None

    def _without_manner(self, bare: str) -> str:
        """The name of a puskesmas without what says how it works, before or behind it: "suli rawat inap"."""
        for words in self._words.manners:
            rest = bare.removeprefix(f"{words} ").removesuffix(f" {words}")
            if rest != bare:
                return rest
        return bare

    def every(self, text: str, induk: Path | None = None) -> tuple[Path, ...]:
        """Every place a text names as it is registered, or with the words before it; nothing near is looked for."""
        own = self.puskesmas(text)
        named = (own,) if own is not None and induk in (None, own) else ()
        return (*named, *self._units("pustu", text, induk), *self._units("posyandu", text, induk))

    def _units(self, kind: str, text: str, induk: Path | None) -> tuple[Path, ...]:
        """The pustu or posyandu of this name, under one puskesmas or anywhere."""
        said, bare = self._words.kind_of_place(text)
        if said not in (None, kind):
            return ()
        paths = self._called_so(kind, bare)
        return tuple(sorted((path for path in paths if induk is None or path[:2] == induk), key=str))

    def _called_so(self, kind: str, bare: str) -> frozenset[Path]:
        """The places of a kind that have this name; where none has, those whose number is only written otherwise."""
        named, words = self._bare(kind), numbered(bare)
        if bare in named or not (self.figures and any(word.isdigit() for word in words)):
            return named.get(bare, frozenset())
        return frozenset(path for name, paths in named.items() if numbered(name) == words for path in paths)

    def _bare(self, kind: str) -> Mapping[str, frozenset[Path]]:
        """Every registered name of a kind without the words before it, with all places of that name."""
        if kind not in self._index:
            index: dict[str, set[Path]] = defaultdict(set)
            listed: Iterable[tuple[str, Path]]
            if kind == "puskesmas":
                listed = self.register.puskesmas.items()
            else:
                units = self.register.pustu if kind == "pustu" else self.register.posyandu
                listed = ((name, path) for (_, name), path in units.items())
            for name, path in listed:
                said, bare = self._words.kind_of_place(name)
                index[bare if said == kind else name].add(path)
            self._index[kind] = {name: frozenset(paths) for name, paths in index.items()}
        return self._index[kind]

    def likely(self, name: Name, text: str, count: int) -> tuple[Path, ...]:
        """What an unregistered name may mean: places of just this name elsewhere, then the nearest of its own kind."""
        column, induk, _ = name
        if file := file_of(name):
            place = self.within(FilePath(file).stem, posyandu=True)
            return (place.induk,) if place.induk is not None else ()
        written = (bracketed(text) or (text, ""))[0]
        said, bare = self._words.kind_of_place(written)
        own = said or column
        exact: list[Path] = []
        nearby: dict[str, list[Path]] = defaultdict(list)
        for path in self.register.names:
            kind, plain = self._kind(path), self._plain(path)
            if plain == bare and kind in (_MEANT[own] if said is None else (said,)):
                exact.append(path)
            elif kind in (own, *(_MEANT[own] if own == UNIT else ())) and induk in (None, path[:2]):
                nearby[plain].append(path)
        close = [path for plain in nearest_places(bare, nearby, count, written) for path in nearby[plain]]
        return tuple([*exact, *close][:count])

    def named(self, kind: str, induk: Path) -> list[str]:
        """The registered names of a puskesmas' pustu, or of its posyandu."""
        return [name for path, name in self.register.names.items() if path[:3] == (*induk, kind)]

    @staticmethod
    def _kind(path: Path) -> str:
        return "puskesmas" if len(path) == 2 else str(path[2])

    def _plain(self, path: Path) -> str:
        """A registered name as it is compared, without the word for what it is."""
        if path not in self._plain_names:
            name = self.register.names[path]
            said, bare = self._words.kind_of_place(name)
            self._plain_names[path] = bare if said == self._kind(path) else normal(name)
        return self._plain_names[path]

    def _hint(self, text: str, induk: Path | None) -> str:
        """The nearest registered name, by the kind of place the text says it is."""
        written = (bracketed(text) or (text, ""))[0]
        kind, bare = self._words.kind_of_place(written)
        names = self.register.names
        fitting = [
            name
            for path, name in names.items()
            if (kind is None or kind == ("puskesmas" if len(path) == 2 else path[2]))
            and (induk is None or path[:2] == induk)
        ]
        return maksud_tempat(bare, fitting, written)
