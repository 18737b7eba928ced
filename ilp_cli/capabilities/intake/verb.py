"""Turn the files a planner has into a roster of ours, and account for every row of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.intake import read as reader
from ilp_cli.capabilities.intake.model.decide import intake
from ilp_cli.capabilities.intake.model.intake import Imported, ImportedVisits
from ilp_cli.core.finding import Path as RegisteredPath
from ilp_cli.core.given import a_day, several
from ilp_cli.core.names import maksud
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.core.shell import command, options
from ilp_cli.core.steps import step
from ilp_cli.core.words import daftar
from ilp_cli.district.district import District
from ilp_cli.district.lent import coded
from ilp_cli.district.table import TableSpec
from ilp_cli.district.tables import ROSTER
from ilp_cli.files import writing as writer_file
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.paths import is_file, resolved, stands
from ilp_cli.law import configs
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.paper.proved import proved, workbook_path
from ilp_cli.reading.folder import read_district
from ilp_cli.reading.load import load, uncollected
from ilp_cli.reading.roster import folder_files, is_folder
from ilp_cli.reading.units import Register, Units

_TARGET = "roster.xlsx"
_FAMILIES = "keluarga"
"""The table whose rows a filled list of visits changes."""


@uncollected()
def import_roster(
    sources: Sequence[str | Path],
    folder: str | Path,
    output: str | Path | None = None,
    *,
    pencocokan: str | Path | None = None,
    puskesmas: str | None = None,
    force: bool = False,
    dry_run: bool = False,
    tables: Sequence[TableSpec] = ROSTER,
) -> Imported:
    """Read files and folders, and write their people as the roster of a plan folder (default: its roster.xlsx).

    What the planner chose in the sheet Pencocokan of `pencocokan`, or of the roster that is to be replaced, is used.
    Rows that `ilp template --per-puskesmas` sent out get back what stayed in the roster of the plan. Nothing is written
    where a source, or a table of people in it, cannot be read.

    `sources` are the files and folders, `folder` the plan folder, `output` the workbook (.xlsx); `puskesmas` is that of
    tables which name none; `tables` are those that are looked for. `force` replaces what stands there; `dry_run` writes
    nothing.

    Raises Unreadable where the plan cannot be read, Misuse for a name that does not fit, OutputBlocked where the target
    cannot be written.
    """
    from ilp_cli.capabilities.intake.sheets import intake_book
    from ilp_cli.paper import workbook

    several("sources", sources, "data.xlsx")
    tables = [coded(table) for table in tables]
    plan = _plan(Path(folder))
    base = Path(plan.file).parent
    target = workbook_path(output if output is not None else base / _TARGET)
    replaced = _replaced(plan, target, tables)
    earlier = replaced if pencocokan is None else _chosen(plan, Path(pencocokan))
    files = list(dict.fromkeys(Path(source) for source in sources))
    induk = _named(plan, puskesmas)
    district, ledger = reader.read_sources(plan, base, files, earlier.choices, tables, induk)
    if reader.came_back(ledger):
        home = reader.read_home(Path(plan.file), tables)
        district, ledger = reader.read_sources(plan, base, files, earlier.choices, tables, induk, home)
    inputs = [Path(source.location) for source in district.sources]
    _refuse_target(target, [*inputs, Path(plan.file)], force=force, of=Path(plan.file), edited=replaced.edited)
    _refuse_twice(_named_files(files))
    professions = configs.professions().names
    step("mencocokkan nama dan isian")
    result = intake(
        district,
        ledger,
        earlier.choices,
        professions,
        reader.suggester(plan),
        vocabulary().dispensable,
        earlier.findings,
        tables,
    )
    nobody = any(district.isian.values()) and not (district.petugas or district.kader)
    if nobody:
        _refuse_nobody(Path(plan.file), target, tables)
    if dry_run or not result.writable:
        return Imported(kabupaten=plan.kabupaten.nama, path=writer_file.named(target), intake=result)
    book = intake_book(district, result, professions, [source.name for source in district.sources])
    writer_file.write_file(target, proved(workbook, book), [*inputs, Path(plan.file)], force=force, of=Path(plan.file))
    hints = tuple(_hints(Path(plan.file), target, inputs, tables, nobody=nobody))
    return Imported(
        kabupaten=plan.kabupaten.nama, path=writer_file.named(target), intake=result, written=True, hints=hints
    )


@uncollected()
def import_visits(
    filled: Sequence[str | Path],
    folder: str | Path,
    output: str | Path | None = None,
    *,
    roster: str | Path | None = None,
    pada: date | None = None,
    force: bool = False,
    dry_run: bool = False,
    tables: Sequence[TableSpec] = ROSTER,
) -> ImportedVisits:
    """Read filled lists of visits, and write the roster of a plan folder anew with the families as they now are.

    `filled` are the workbooks, or folders of them, `folder` the plan folder, `roster` a roster read instead of the one
    it names, `pada` the day they came back (default: today), `output` the new workbook (default: beside the old one,
    which is not written to), `tables` those of the roster. `force` replaces what stands there; `dry_run` writes
    nothing.

    Raises Unreadable for the plan and the lists, Misuse where the roster has no families, OutputBlocked where the
    target cannot be written.
    """
    from ilp_cli.capabilities.intake.sheets import intake_book
    from ilp_cli.capabilities.visits.verb.returned import returned
    from ilp_cli.paper import workbook

    several("filled", filled, "kunjungan-maret")
    day = a_day("pada", pada) or date.today()
    plan = _plan(Path(folder))
    people = load(folder, roster, tables=tables)
    sources = [Path(source.location) for source in people.sources if not _same(Path(source.location), Path(plan.file))]
    if not sources:
        raise Misuse(f"{plan.file}: rosternya ditulis di dalamnya; pindahkan dulu ke workbook atau csv")
    district, ledger = reader.read_sources(plan, Path(plan.file).parent, sources, (), tables)
    if not district.isian.get(_FAMILIES):
        raise Misuse(f"{plan.file}: roster belum memuat lembar Keluarga; lihat ilp template")
    kembali, changed = returned(district, filled, day)
    month = f"-{max(kembali.bulan):%Y-%m}" if kembali.bulan else ""
    target = workbook_path(output if output is not None else Path(plan.file).parent / f"roster-sesudah{month}.xlsx")
    inputs = [*sources, Path(plan.file), *map(Path, kembali.files)]
    writer_file.refuse_target(target, inputs, force=force)
    professions = configs.professions().names
    dispensable = vocabulary().dispensable
    result = intake(district, ledger, (), professions, reader.suggester(plan), dispensable, (), tables)
    anew = [{**row, **changed.cells.get(number, {})} for number, row in enumerate(result.rows[_FAMILIES])]
    result = replace(result, rows={**result.rows, _FAMILIES: anew})
    writable = result.writable and not dry_run
    if writable:
        book = intake_book(district, result, professions, [source.name for source in district.sources])
        writer_file.write_file(target, proved(workbook, book), inputs, force=force)
    return ImportedVisits(
        kabupaten=plan.kabupaten.nama,
        path=writer_file.named(target),
        files=kembali.files,
        bulan=kembali.bulan,
        hasil=changed.hasil,
        belum=changed.belum,
        berubah=sum(map(bool, changed.cells.values())),
        findings=(*result.unreadable, *changed.findings),
        written=writable,
        hints=tuple(_hints(Path(plan.file), target, sources, tables)) if writable else (),
    )


def _same(path: Path, other: Path) -> bool:
    return resolved(path) == resolved(other)


def _plan(folder: Path) -> District:
    """The register of a plan folder. Raises Unreadable where there is none."""
    plan = read_district(folder, people=False)
    if not plan.readable:
        raise Unreadable(plan.misfits)
    if not plan.puskesmas:
        raise Unreadable(reason=f"{plan.file} belum memuat puskesmas; isi dulu, supaya tempat tugas dapat dicocokkan")
    return plan


def _named(plan: District, puskesmas: str | None) -> RegisteredPath | None:
    """The path of a puskesmas the planner names. Raises Misuse where it is not registered."""
    if puskesmas is None:
        return None
    induk = Units(Register.of(plan.puskesmas)).puskesmas(puskesmas)
    if induk is None:
        known = [registered.nama for registered in plan.puskesmas]
        raise Misuse(f"puskesmas “{puskesmas}” tidak ada di {plan.file}{maksud(puskesmas, known)}")
    return induk


def _replaced(plan: District, target: Path, tables: Sequence[TableSpec]) -> reader.EarlierImport:
    """What was chosen in the workbook that is to be replaced; nothing where none of ours is there.

    Raises Unreadable where it has a sheet Pencocokan that cannot be read: what was chosen in it would be lost.
    """
    try:
        there = is_file(target) and not writer_file.to_stdout(target)
        return reader.read_earlier(target, plan, needed=False, tables=tables) if there else reader.EarlierImport()
    except Unreadable as error:
        if not any(finding.place.sheet for finding in error.findings):
            return reader.EarlierImport()
        raise


def _chosen(plan: District, path: Path) -> reader.EarlierImport:
    """What was chosen in a workbook the planner names. Raises Unreadable where it cannot tell."""
    return reader.read_earlier(path, plan, needed=True)


def _refuse_target(target: Path, inputs: Sequence[Path], *, force: bool, of: Path, edited: bool) -> None:
    """Raise OutputBlocked where the target is a source, is there already, or holds work that would be lost.

    `of` is the roadmap whose roster it may be.
    """
    if (
        not writer_file.to_stdout(target)
        and stands(target)
        and any(stands(item) and item.samefile(target) for item in inputs)
    ):
        raise OutputBlocked(
            f"{target.as_posix()} ikut terbaca sebagai sumber dan tidak akan ditimpa; "
            "sebut berkas sumbernya satu per satu, atau tulis ke nama lain dengan -o"
        )
    writer_file.refuse_target(target, inputs, force=force, of=of)
    if edited:
        raise OutputBlocked(
            f"lembar Petugas atau Kader di {target.as_posix()} sudah diubah sesudah impor terakhir, dan perubahannya "
            "akan hilang; betulkan sumbernya, "
            f"atau tulis ke nama lain: {options('-o', 'LAIN.xlsx', '--pencocokan', target)}"
        )


def _named_files(sources: Sequence[Path]) -> list[Path]:
    """Every file the sources name, by itself or by its folder."""
    return [
        path
        for source in sources
        for path in (folder_files(source, source.as_posix()) if is_folder(source) else [source])
    ]


def _refuse_twice(inputs: Sequence[Path]) -> None:
    """Raise Misuse where one file was read twice, as by a folder and by its own name."""
    seen = [resolved(path) for path in inputs]
    twice = sorted({path.name for path in seen if seen.count(path) > 1})
    if twice:
        raise Misuse(f"{daftar(twice)} terbaca dua kali; sebut setiap sumber satu kali, folder atau berkasnya")


def _refuse_nobody(roadmap: Path, target: Path, tables: Sequence[TableSpec]) -> None:
    """Raise OutputBlocked where a workbook without people would take the place of a roster that has some."""
    if writer_file.to_stdout(target) or not is_file(target):
        return
    plan = load(roadmap, tables=tables)
    there = any(resolved(Path(source.location)) == resolved(target) for source in plan.sources)
    if there and (plan.petugas or plan.kader):
        raise OutputBlocked(
            f"sumber tidak memuat petugas dan kader, sedangkan {target.as_posix()} adalah roster rencana ini, yang "
            f"orangnya akan hilang; tulis ke nama lain: {options('-o', 'LAIN.xlsx')}"
        )


def _hints(
    roadmap: Path, target: Path, inputs: Sequence[Path], tables: Sequence[TableSpec], *, nobody: bool = False
) -> Iterator[str]:
    """What keeps a check from reading the new roster, or makes it read its people twice."""
    if writer_file.to_stdout(target):
        return
    if resolved(target).parent != resolved(roadmap).parent:
        yield f"Periksa dengan: {command('check', roadmap.parent, '--roster', target)}"
        return
    read = {resolved(Path(source.location)) for source in load(roadmap, tables=tables).sources}
    if nobody and resolved(target) not in read:
        yield (
            "tidak memuat petugas dan kader, jadi tidak menggantikan roster yang ada; tambahkan namanya di samping "
            f"roster itu di roadmap.yaml: roster: [roster yang ada, {target.name}]"
        )
    elif resolved(target) not in read:
        yield f"roadmap.yaml belum memakai roster ini; tulis di sana: roster: {target.name}"
    elif again := sorted({path.name for path in inputs if resolved(path) in read}):
        yield f"roadmap.yaml juga membaca {daftar(again)}: orangnya terhitung dua kali; tulis roster: {target.name}"
