"""What a verification is given, and the inputs of then beside those of now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from ilp_cli.checking.verb import as_proposed, opened
from ilp_cli.core.finding import Finding
from ilp_cli.core.names import normal
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.version import __version__
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.files.misfits import NOT_READ, Unreadable
from ilp_cli.files.paths import is_file, is_folder, stands
from ilp_cli.files.table_file import read_bytes
from ilp_cli.paper.provenance import COMMAND
from ilp_cli.paper.sheet import Book
from ilp_cli.paper.tables import base_name, shown_name
from ilp_cli.reading.load import load
from ilp_cli.reading.usable import input_files, legible
from ilp_cli.registry import SHEETS_OF_ROSTER, book_again
from ilp_cli.verifying.model import Kind, Lembar, Masukan, Verified
from ilp_cli.verifying.read import Asal, read_book

_ROADMAP = "roadmap.yaml"


@dataclass(frozen=True, slots=True)
class Given:
    """What was given to a verification: the file, and the plan and the files beside it where they were named."""

    path: Path
    plan: str | Path | None
    roster: str | Path | None
    dengan: tuple[str | Path, ...]

    def district(self, owner: str) -> District | None:
        """The district of the plan, None where none was found. Raises Misuse where a named one is another's."""
        folder = self.plan if self.plan is not None else folder_of(self.path)
        if folder is None:
            return None
        district = load(folder, self.roster, tables=SHEETS_OF_ROSTER)
        if district.readable and owner and normal(district.kabupaten.sebutan) != normal(owner):
            if self.plan is None:
                return None
            own = district.kabupaten.sebutan
            raise Misuse(f"{self.path.as_posix()} milik {owner}; rencana {Path(folder).as_posix()} milik {own}")
        return legible(district)

    def beside(self, name: str, plan: str) -> Path | None:
        """The file or folder of a name beside the plan or the file itself."""
        places = (Path(plan).parent / name, self.path.parent / name)
        return next((place for place in places if stands(place)), None)


def folder_of(path: Path) -> Path | None:
    """The plan folder a file lies in, or in a folder of."""
    own = path.parent
    above = own.parent if own.name not in ("", "..") else own / ".."
    return next((folder for folder in (own, above) if is_file(folder / _ROADMAP)), None)


def as_then(asal: Asal, given: Given, district: District) -> tuple[Case | None, str]:
    """The case a workbook was made from, with today's inputs; None, with the reason, where one of them is missing."""
    roster, files, lacking = _files(asal, given, district)
    if lacking:
        return None, lacking
    if asal.roster and given.roster is None:
        district = legible(load(district.file, roster, tables=SHEETS_OF_ROSTER))
    years = [year for year in asal.tahun if year in district.years()]
    if asal.tahun and not years:
        return None, f"roadmap tidak memuat lagi tahap {daftar(map(str, asal.tahun))}"
    return opened(district, dengan=files, pada=asal.pada, tahun=years), ""


def book_then(asal: Asal, given: Given, district: District) -> tuple[Book | None, str]:
    """The workbook of a command with today's inputs; None, with the reason, where these do not give it any more."""
    roster, files, lacking = _files(asal, given, district)
    if lacking or asal.pada is None:
        return None, lacking
    source = Path(district.file)
    try:
        proposed = as_proposed(source, roster, files, pada=asal.pada, tahun=()) if files else source
        return book_again(asal.perintah, proposed, roster, asal.pada, asal.opsi), ""
    except (Misuse, Unreadable) as reason:
        return None, str(reason)


def given_of(source: District | str | Path, file: str, roster: str | Path | None, dengan: Sequence[Path]) -> Given:
    """What is given where a file is named: by its path, else by its name beside the plan."""
    plan = Path(source.file if isinstance(source, District) else source)
    folder = plan if is_folder(plan) else plan.parent
    path = Path(file) if is_file(Path(file)) else folder / file
    return Given(path, plan, roster, tuple(dengan))


def book_case(given: Given) -> tuple[Case, Book, Mapping[str, Sequence[Sequence[object]]]]:
    """The case of the workbook of a command, the workbook as today's inputs give it, and what its file holds.

    Raises Misuse for a plan workbook and where the inputs do not give it any more, Unreadable where it is none of ours.
    """
    name = given.path.as_posix()
    told = read_book(read_bytes(given.path, name), name)
    if told.asal is None or told.asal.perintah == COMMAND:
        raise Misuse(f"{name} workbook rencana: sebut lembar dan selnya saja, misalnya “Pemenuhan SDM!F12”")
    district = given.district(told.asal.kabupaten)
    if district is None:
        raise Misuse(f"{name}: rencananya tidak ditemukan")
    asal = replace(told.asal, tahun=tuple(year for year in told.asal.tahun if year in district.years()))
    book, lacking = book_then(asal, given, district)
    case, gone = as_then(asal, given, district)
    if book is None or case is None:
        raise Misuse(f"{name}: {lacking or gone}")
    return case, book, told.sheets


def _files(asal: Asal, given: Given, district: District) -> tuple[Path | None, list[Path], str]:
    """The roster and the proposals that a file says were given beside the plan; what of them is not there, in words."""
    roster = Path(given.roster) if given.roster is not None else None
    if asal.roster and roster is None:
        roster = given.beside(asal.roster, district.file)
        if roster is None:
            return None, [], f"roster {asal.roster} tidak ditemukan; sebut dengan --roster"
    named = {shown_name(str(file)): Path(file) for file in given.dengan}
    files = {name: named.get(name) or given.beside(name, district.file) for name in asal.dengan}
    gone = [name for name, file in files.items() if file is None]
    lacking = f"{daftar(gone)} tidak ditemukan; sebut dengan --dengan" if gone else ""
    return roster, [file for file in files.values() if file], lacking


def without_outputs(case: Case, path: Path) -> Iterator[Case]:
    """The case without what a check says of workbooks that are no roster and lie beside it, and as it is.

    The file that is verified came into the folder after its export, or replaced an earlier one; so may others.
    """
    misfits = case.district.misfits
    own = tuple(item for item in misfits if not _unread(item) or base_name(item.place.file) != path.name)
    none = tuple(item for item in misfits if not _unread(item))
    for kept in dict.fromkeys((own, none, misfits)):
        yield replace(case, district=replace(case.district, misfits=kept))


def _unread(item: Finding) -> bool:
    """Whether a finding says of a whole file that it was not read."""
    return item.code == NOT_READ.code and not (item.place.sheet or item.place.cell or item.place.line)


def inputs_of(then: Asal, now: Asal | None) -> Iterator[Masukan]:
    """Every input of then and of now, by its name; where two have one name, in their order."""
    old, new = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for hashes, asal in ((old, then), (new, now)):
        for name, text in (*asal.masukan, *asal.arsip) if asal else ():
            hashes[name].append(text)
    for name in dict.fromkeys((*old, *new)):
        before = [text for text in old[name] if text not in new[name]]
        after = [text for text in new[name] if text not in old[name]]
        for text in old[name]:
            if text in new[name]:
                yield Masukan(berkas=name, lama=text, kini=text)
        for pair in zip_longest(before, after):
            yield Masukan(berkas=name, lama=pair[0], kini=pair[1], compared=now is not None)


NO_PLAN = "rencananya tidak ditemukan di dekat berkas ini; sebut foldernya dengan --plan"
"""Why a file is not derived again where nobody knows the plan it was made of."""


def verified_of(
    jenis: Kind,
    given: Given,
    asal: Asal,
    district: District | None,
    kini: Asal | None,
    lembar: Sequence[Lembar],
    *,
    read: District | None,
) -> Verified:
    """The answer about a file that says what it was made of, without its sentences.

    `district` is the plan that was found, `kini` what is known of its inputs today, None where the file could not be
    derived again; `read` is the district whose files were read for that.
    """
    return Verified(
        file=given.path.as_posix(),
        jenis=jenis,
        kabupaten=bare(asal.kabupaten),
        pada=asal.pada,
        tahun=asal.tahun,
        versi=asal.versi,
        versi_kini=__version__,
        rencana=district.file if district else "",
        compared=kini is not None,
        asal=asal.utuh,
        masukan=tuple(inputs_of(asal, kini)),
        lembar=tuple(lembar),
        inputs=(given.path, *(input_files(None, read) if read else ())),
    )


def bare(owner: str) -> str:
    """The bare name of a district, as every answer has it."""
    return owner.partition(" ")[2] or owner
