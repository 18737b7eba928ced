"""Copies of rosters to share, with invented people."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from ilp_cli.core.brief import brief
from ilp_cli.core.given import a_path
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.rows import columns
from ilp_cli.core.steps import step
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import daftar
from ilp_cli.district.table import TableSpec
from ilp_cli.district.tables import ROSTER
from ilp_cli.files import writing as writer_file
from ilp_cli.files.paths import fitting, is_folder
from ilp_cli.paper.proved import proved

if TYPE_CHECKING:
    from ilp_cli.capabilities.anonim.model.pseudonym import Pseudonyms
    from ilp_cli.capabilities.anonim.read import RawRoster

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a random key is made of: nothing that looks like something else, for it may be written down by hand."""
_GROUPS, _IN_GROUP = 6, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymised(Tabled):
    """What a copy with invented names came to: its files, rows by table, and what was left out of it.

    `left` are the sheets that are no roster, `beside` the files of a folder that are none. `kunci` is the random key,
    where none was given: it is nowhere else.
    """

    TABLES: ClassVar = {"rows": columns("tabel rows:whole"), "files": columns("file")}

    path: Path
    files: tuple[Path, ...] = ()
    rows: tuple[tuple[str, int], ...]
    emptied: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    kunci: str = field(default="", repr=False)

    def __repr__(self) -> str:
        return brief(self, path=self.path.as_posix(), files=len(self.files), rows=sum(count for _, count in self.rows))

    def _rows(self) -> Mapping[str, list[dict[str, object]]]:
        return {
            "rows": [{"tabel": table, "rows": count} for table, count in self.rows],
            "files": [{"file": file.as_posix()} for file in self.files],
        }


def anonim(
    source: str | Path,
    output: str | Path,
    *,
    kunci: str = "",
    force: bool = False,
    dry_run: bool = False,
    tables: Sequence[TableSpec] = ROSTER,
) -> Anonymised:
    """Copy a roster, a file or a folder of them, with invented people: every value in its place, findings as before.

    `source` is a workbook, csv, yaml or a folder of them, `output` the copy, of the same kind. Without `kunci` (a
    secret text) the key is random, and told in the result: who keeps it gives the same people the same names again.
    `tables` are those that are looked for. `force` replaces what stands there; `dry_run` writes nothing.

    Raises Unreadable where the source is no roster or holds what cannot be copied, Misuse for a weak key or an output
    of another kind, OutputBlocked where the copy cannot be written.
    """
    from ilp_cli.capabilities.anonim import read
    from ilp_cli.capabilities.anonim.model import pseudonym
    from ilp_cli.capabilities.anonim.model.copy import (
        places_of_listed,
        words_of_listed,
        words_of_names,
        words_of_places,
    )
    from ilp_cli.law.vocabulary import vocabulary

    if kunci and (why := pseudonym.weak(kunci)):
        raise Misuse(f"kunci {why}; biarkan kosong supaya dibuat acak, atau pakai kunci acak yang pernah dicetak")
    a_path("source", source)
    a_path("output", output)
    path, target = Path(source), Path(output)
    rosters, beside = read.read_raw(path, tables)
    folder = path.is_dir()
    targets = _targets(rosters, target) if folder else [_target(rosters[0], target)]
    inputs = [path / name for name in beside] + [raw.path for raw in rosters]
    for copy in targets:
        if is_folder(copy.parent):
            writer_file.refuse_target(copy, inputs, force=force)
    random = "" if kunci or dry_run else _random_key()
    words = vocabulary()
    step("menyamarkan orang")
    people = frozenset[str]().union(
        *(words_of_names(table) for raw in rosters for table in raw.tables),
        *(words_of_listed(listed) for raw in rosters for listed in raw.lists),
    )
    places = frozenset[str]().union(
        *(words_of_places(table) for raw in rosters for table in raw.tables),
        *(places_of_listed(listed) for raw in rosters for listed in raw.lists),
    )
    hidden = pseudonym.Words(
        usual=read.usual_words(),
        people=people,
        places=places,
        kinds=words.kinds,
        offices=read.offices(),
        before=words.before_people,
        plainly=words.before_people_plainly,
    )
    names = pseudonym.Pseudonyms(
        pseudonym.stretched(kunci or random), words.bare_name, words.errors, hidden, words.compared_name
    )
    contents = [_content(raw, names) for raw in rosters]
    if not dry_run:
        copies = dict(zip(targets, contents, strict=True))
        writer_file.write_files(copies, inputs, folder=target if folder else None, force=force)
    counts: Counter[str] = Counter()
    for raw in rosters:
        for table in raw.tables:
            counts.update(table.counted)
        counts.update({listed.key: len(listed.items) for listed in raw.lists})
    return Anonymised(
        path=target,
        files=tuple(targets),
        rows=tuple(counts.items()),
        emptied=tuple(dict.fromkeys(title for raw in rosters for table in raw.tables for title in table.emptied)),
        left=tuple(f"{raw.path.name}:{sheet}" if folder else sheet for raw in rosters for sheet in raw.left),
        beside=beside,
        kunci=random,
    )


def _random_key() -> str:
    """A key nobody can guess: 24 signs, 118 bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))


def _endings(raw: RawRoster) -> list[str]:
    """How the name of a copy may end."""
    from ilp_cli.capabilities.anonim import read

    return [suffix for suffix, kind in read.KINDS.items() if kind == raw.kind] or [".xlsx"]


def _target(raw: RawRoster, target: Path) -> Path:
    """The copy of a single file. Raises Misuse where its name is of another kind."""
    endings = _endings(raw)
    if writer_file.to_stdout(target):
        return target
    if target.suffix.lower() not in endings:
        raise Misuse(f"salinan {raw.path.name} harus berakhiran {daftar(endings).replace(' dan ', ' atau ')}")
    return target


def _targets(rosters: Sequence[RawRoster], folder: Path) -> list[Path]:
    """The copies of a folder, each under the name of its file. Raises Misuse where that cannot be."""
    from ilp_cli.capabilities.anonim import read

    if folder.suffix.lower() in (*read.KINDS, ".xlsx") or writer_file.to_stdout(folder):
        raise Misuse(f"{writer_file.named(folder)}: salinan sebuah folder adalah folder; sebut nama folder")
    names = [
        fitting(raw.path.name if raw.path.suffix.lower() in _endings(raw) else f"{raw.path.stem}{_endings(raw)[0]}")
        for raw in rosters
    ]
    twice = [name for name, count in Counter(name.casefold() for name in names).items() if count > 1]
    if twice:
        raise Misuse(f"dua berkas folder ini bersalinan {daftar(twice)}; ubah nama salah satunya")
    return [folder / name for name in names]


def _content(raw: RawRoster, names: Pseudonyms) -> bytes:
    """The bytes of one copy."""
    from ilp_cli.capabilities.anonim import read, write
    from ilp_cli.capabilities.anonim.model.copy import anonymous_list, anonymous_table
    from ilp_cli.paper import workbook

    usual = read.usual()
    copies = [anonymous_table(table, names, usual) for table in raw.tables]
    if raw.kind == "workbook":
        return proved(workbook, write.roster_book(copies))
    if raw.kind == "csv":
        return write.roster_csv(copies[0], raw.delimiter).encode("utf-8-sig" if raw.marked else "utf-8")
    return write.roster_yaml([anonymous_list(listed, names) for listed in raw.lists]).encode()
