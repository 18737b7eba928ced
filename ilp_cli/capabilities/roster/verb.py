"""A blank roster for a district, its names offered in drop-downs; and the roster sent out, a workbook a puskesmas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Path as RegisteredPath
from ilp_cli.core.finding import Severity
from ilp_cli.core.given import a_path, one_of
from ilp_cli.core.names import normal, sebutan
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.core.rows import columns
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import daftar
from ilp_cli.district.district import District
from ilp_cli.district.isian import Isian
from ilp_cli.district.leave import people_by_name, whose
from ilp_cli.district.lent import KODE, coded, kept_home, sent, with_codes
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.reading import Ledger
from ilp_cli.district.table import TableSpec
from ilp_cli.district.tables import ROSTER
from ilp_cli.files import writing as writer_file
from ilp_cli.files.misfits import NOTHING, Unreadable
from ilp_cli.files.paths import file_name, is_folder, resolved, stands
from ilp_cli.law import configs
from ilp_cli.paper.proved import proved, workbook_path
from ilp_cli.reading.folder import read_district
from ilp_cli.reading.load import load, uncollected
from ilp_cli.reading.own_rows import columns_used, names_of, roster_rows
from ilp_cli.reading.usable import input_files, legible, staffed, unread

NOWHERE = "Tanpa puskesmas terdaftar"
"""The workbook of the rows that name no registered puskesmas: nothing of a roster is lost on its way."""
_AT_HOME = "Kosong = tetap seperti di roster kabupaten."


def template(
    source: str | Path,
    output: str | Path,
    *,
    kertas: str = "f4",
    force: bool = False,
    dry_run: bool = False,
    tables: Sequence[TableSpec] = ROSTER,
) -> tuple[str, ...]:
    """Write the blank roster of a district; returns the names of its sheets.

    `source` is a plan folder or its roadmap.yaml, `output` the workbook (.xlsx), `kertas` f4 or a4, `tables` are its
    sheets. A roster in which nobody stands yet may be replaced by it with `force`; any other input may not. `dry_run`
    writes nothing.

    Raises Unreadable where the plan cannot be read, OutputBlocked where the target cannot be written, Misuse for
    another kind of file or paper.
    """
    from ilp_cli.capabilities.roster.sheets.template import template_book
    from ilp_cli.paper import workbook

    one_of("kertas", kertas, configs.naskah()["kertas"])
    district = load(source, tables=tables)
    if not district.readable:
        raise Unreadable(district.misfits)
    names = tuple(configs.professions().names.values())
    book = template_book(district, [table.only(table.offered) for table in tables], names, kertas=kertas, ruled=True)
    target = workbook_path(output)
    blank = _blank(district)
    inputs = (Path(district.file),) if blank else input_files(Path(source), district)
    own = Path(district.file) if blank else None
    writer_file.refuse_target(target, inputs, force=force, of=own)
    if not dry_run:
        writer_file.write_file(target, proved(workbook, book), inputs, force=force, of=own)
    return tuple(sheet.name for sheet in book.sheets)


def _blank(district: District) -> bool:
    """Whether a district has a roster that was read whole and lists nothing: another may take its place."""
    told = [misfit for misfit in district.misfits if misfit.place.file != district.file]
    whole = all(misfit.code == NOTHING.code or misfit.severity is Severity.NOTE for misfit in told)
    listed = district.petugas or district.kader or any(district.isian.values())
    return len(district.sources) > 1 and whole and not listed


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOut(Tabled):
    """The workbooks of a yearly data call: each by its name, with how many rows of each table are in it.

    `unread` says what of the roster could not be read, and is therefore in none of them.
    """

    TABLES: ClassVar = {"files": columns("file rows:parts"), "unread": columns("apa")}

    files: tuple[tuple[str, Mapping[str, int]], ...]
    unread: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return brief(self, files=len(self.files), unread=len(self.unread))

    def _rows(self) -> Mapping[str, list[dict[str, object]]]:
        return {
            "files": [{"file": name, "rows": dict(counts)} for name, counts in self.files],
            "unread": [{"apa": words} for words in self.unread],
        }

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.files)


@uncollected()
def template_per_puskesmas(
    source: str | Path,
    folder: str | Path,
    *,
    nip: bool = False,
    kertas: str = "f4",
    force: bool = False,
    dry_run: bool = False,
    tables: Sequence[TableSpec] = ROSTER,
) -> SentOut:
    """Write a workbook for each puskesmas with its rows of the roster, to be checked there and taken back by an import.

    Where nobody stands in the roster yet, they are blank.

    `source` is a plan folder or its roadmap.yaml, `folder` where the workbooks go, `kertas` f4 or a4, `tables` are
    their sheets. Identity numbers, days of birth and telephones stay at home; with `nip` that number leaves. All are
    written or none. `force` replaces what stands there; `dry_run` writes nothing.

    Raises Unreadable where there is no roster, OutputBlocked where a workbook cannot be written, Misuse for another
    paper.
    """
    from ilp_cli.capabilities.roster.sheets.template import template_book
    from ilp_cli.paper import workbook

    a_path("source", source)
    one_of("kertas", kertas, configs.naskah()["kertas"])
    target = _target(folder)
    tables, ledger = [coded(table) for table in tables], Ledger()
    district = legible(read_district(Path(source), tables=tables, ledger=ledger))
    first_year = _blank(district)  # all that goes out is to be filled in
    if not first_year:
        staffed(district)
    inputs = input_files(Path(source), district)
    if any(resolved(item).parent == resolved(target) for item in inputs if not item.is_dir()):
        words = "berisi masukan rencana ini; salinan di situ dapat ikut terbaca sebagai roster. Sebut folder lain"
        raise OutputBlocked(f"folder {target.as_posix()} {words}")
    by_place = _by_puskesmas(district, ledger, tables, nip=nip)
    every = {table.name: [row for rows in by_place.values() for row in rows[table.name]] for table in tables}
    sheets = [_sheet(table.only(columns_used(table, every[table.name])), nip=nip) for table in tables]
    professions = tuple(configs.professions().names.values())
    files: dict[str, bytes] = {}
    counts: list[tuple[str, Mapping[str, int]]] = []
    for name, rows in by_place.items():
        file = file_name((name,), ".xlsx", files)
        last = f"simpan dengan nama yang sama ({file}) dan kirim kembali ke dinas kesehatan."
        book = template_book(
            district, sheets, professions, rows, _note(rows, nip=nip), kertas=kertas, about=name, ruled=True, last=last
        )
        files[file] = proved(workbook, book)
        counts.append((file, {table: len(own) for table, own in rows.items() if own}))
    paths = {target / file: data for file, data in files.items()}
    for path in paths if stands(target) else ():
        writer_file.refuse_target(path, inputs, force=force)
    if not dry_run:
        writer_file.write_files(paths, inputs, folder=target, force=force)
    return SentOut(files=tuple(counts), unread=() if first_year else unread(district))


def _target(folder: str | Path) -> Path:
    """Where the workbooks go. Raises Misuse for what is no folder, OutputBlocked where a file stands there."""
    a_path("folder", folder)
    target = Path(folder)
    if writer_file.to_stdout(target) or target.suffix.lower() == ".xlsx":
        raise Misuse(f"{writer_file.named(target)}: satu workbook tiap puskesmas; sebut folder")
    if stands(target) and not is_folder(target):
        raise OutputBlocked(f"{target.as_posix()} adalah berkas; sebut nama folder")
    return target


def _by_puskesmas(
    district: District, ledger: Ledger, tables: Sequence[TableSpec], *, nip: bool
) -> dict[str, dict[str, list[dict[str, str]]]]:
    """What is sent to each puskesmas, by table; every puskesmas is there, also one in which nobody is listed."""
    names = names_of(district, configs.professions().names)
    places = _places(district)
    called = {puskesmas.path: _called(puskesmas.nama) for puskesmas in district.puskesmas}
    given: dict[RegisteredPath | None, dict[str, list[dict[str, str]]]] = {
        path: {table.name: [] for table in tables} for path in (*called, None)
    }
    for table in tables:
        rows = roster_rows(district, ledger, tables, names)[table.name]
        own = with_codes(table, [row for _, row in rows])
        for (path, _), row in zip(rows, own, strict=True):
            given[places.get(path)][table.name].append(sent(table, row, nip=nip))
    result = {name: given[path] for path, name in called.items()}
    return result | ({NOWHERE: given[None]} if any(given[None].values()) else {})


def _called(nama: str) -> str:
    words = sebutan("puskesmas", nama)
    return words[:1].upper() + words[1:]


def _places(district: District) -> dict[RegisteredPath, RegisteredPath]:
    """The puskesmas of every row that has one; a leave belongs to that of its person."""
    listed: list[Petugas | Kader | Isian] = [*district.petugas, *district.kader]
    listed += [row for rows in district.isian.values() for row in rows]
    places = {row.path: row.induk for row in listed if row.induk is not None}
    index = people_by_name(district)
    by_name = {normal(puskesmas.nama): puskesmas.path for puskesmas in district.puskesmas}
    for cuti in district.cuti:
        people = [person for rows in whose(district, index, cuti).values() for person in rows]
        owners = [places[person.path] for person in people if person.path in places]
        induk = by_name.get(normal(cuti.puskesmas)) or (owners[0] if len(set(owners)) == 1 else None)
        if induk is not None:
            places[cuti.path] = induk
    return places


def _sheet(table: TableSpec, *, nip: bool) -> TableSpec:
    """The table as it is sent: what stays at home says so."""
    columns = [
        replace(column, help=f"{column.help} {_AT_HOME}") if kept_home(column, nip=nip) else column
        for column in table.columns
    ]
    return replace(table, columns=tuple(replace(column, offered=True) for column in columns))


def _note(rows: Mapping[str, Sequence[object]], *, nip: bool) -> str:
    """What the first sheet says of where these rows come from, and what to do with them."""
    counts = daftar(f"{len(own)} baris {table}" for table, own in rows.items() if own)
    if not counts:
        return (
            "Belum ada baris menurut roster kabupaten. Tulis setiap petugas dan kader, satu baris satu orang; lembar "
            "lain boleh kosong."
        )
    hidden = "NIK, tanggal lahir, dan nomor telepon" if nip else "NIP, NIK, tanggal lahir, dan nomor telepon"
    return (
        f"{counts[:1].upper()}{counts[1:]} menurut roster kabupaten. Betulkan yang salah, tulis yang baru di bawahnya,"
        f" hapus baris yang sudah tidak bertugas. {hidden} sengaja tidak ikut; kosong berarti tetap. Jangan menulis"
        f" orang lain di baris orang lama: hapus barisnya, tulis orang baru di baris baru tanpa {KODE.title.lower()}."
    )
