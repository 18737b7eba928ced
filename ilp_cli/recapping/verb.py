"""Many plan folders on one page: `ringkas` one, `recap` all of them, and write what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ilp_cli.core.given import a_day, a_path, a_whole, one_of, several
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.steps import step
from ilp_cli.files import writing
from ilp_cli.files.paths import absolute, is_folder, resolved, stands
from ilp_cli.law import configs
from ilp_cli.recapping import workers
from ilp_cli.recapping.district import attempted, in_figures
from ilp_cli.recapping.folders import Found, search, shown
from ilp_cli.recapping.parts import ENDING, Part, read_part
from ilp_cli.recapping.rekap import TABLES, Rekap, gathered
from ilp_cli.recapping.ringkasan import Ringkasan, failed, named
from ilp_cli.recapping.store import Store, fingerprint, refuse_inside, usual_folder
from ilp_cli.screen.machine import table_csv


def ringkas(folder: str | Path, *, pada: date | None = None) -> Ringkasan:
    """One plan folder in figures, as it stands on a day (default: today).

    `folder` is the plan folder, `pada` the day. It prints nothing, knows nothing of other folders, and gives back a
    small value that can be sent between processes and machines.

    A folder that cannot be read is no error: the value says why. Raises Misuse for what is no path or day.
    """
    a_path("folder", folder)
    return in_figures(Path(folder), a_day("pada", pada) or date.today())


def recap(
    folders: Sequence[str | Path] | str | Path,
    *,
    pada: date | None = None,
    pekerja: int | None = None,
    simpanan: str | Path | None = None,
    tanpa_simpanan: bool = False,
    dask: str | None = None,
) -> Rekap:
    """Every district at and below these folders on a day (default: today), and every part among them (*.json).

    `folders` is one or a list, `pada` the day. `pekerja` is how many processes read (default: one for each processor),
    `dask` the address of a cluster that reads in their stead. What has not changed since an earlier run of that day is
    taken from the folder `simpanan` (default: the user's cache), unless `tanpa_simpanan`. The result is the same
    however it was come by.

    Raises Misuse for parts that do not fit together, and for a `simpanan` within a district's folder.
    """
    paths = _paths(folders)
    a_whole("pekerja", pekerja, 4)
    if pekerja is not None and pekerja < 1:
        raise Misuse("pekerja harus paling sedikit 1")
    day = a_day("pada", pada)
    parts = _parts([path for path in paths if _is_part(path)], day)
    day = day or next((part.pada for part in parts if part.pada), None) or date.today()
    step("mencari folder kabupaten")
    found = search(path for path in paths if not _is_part(path))
    kabar: list[str] = []
    store = None if tanpa_simpanan else _store(simpanan, found, kabar)
    items = [*_all(found, day, pekerja or os.cpu_count() or 1, dask, store, kabar), *_given(parts, day)]
    items += [failed(name, day, why) for name, why in found.refused]
    again = [*found.twice, *(pair for part in parts for pair in part.dua_kali)]
    without = [*found.without, *(name for part in parts for name in part.tanpa_roadmap)]
    return gathered(items, day, dua_kali=again, tanpa_roadmap=without, kabar=kabar)


def _paths(folders: Sequence[str | Path] | str | Path) -> list[Path]:
    listed = [folders] if isinstance(folders, str | Path) else folders
    several("folders", listed, "kabupaten")
    for folder in listed:
        a_path("folders", folder)
    if not listed:
        raise Misuse("sebut paling sedikit satu folder, atau bagian rekap (*.json)")
    return [Path(folder) for folder in listed]


def _is_part(path: Path) -> bool:
    return path.suffix.lower() == ENDING and not is_folder(path)


def _parts(paths: Iterable[Path], day: date | None) -> list[Part]:
    """The parts, all of one day."""
    parts: list[Part] = []
    for path in dict.fromkeys(paths):
        part = read_part(path, day)
        day = day or part.pada
        parts.append(part)
    return parts


def _given(parts: Iterable[Part], day: date) -> Iterator[Ringkasan]:
    for part in parts:
        yield from part.ringkasan if part.pada else (replace(item, pada=day) for item in part.ringkasan)


def _store(simpanan: str | Path | None, found: Found, kabar: list[str]) -> Store | None:
    """Where unchanged districts are kept; None, with a word, where the usual place will not do."""
    try:
        folder = Path(simpanan) if simpanan is not None else usual_folder()
        refuse_inside(folder, found.districts)
    except (Misuse, RuntimeError):  # the latter where nobody knows the user's home
        if simpanan is not None:
            raise
        kabar.append("simpanan tidak dipakai: folder bawaannya terletak di dalam folder kabupaten, atau tidak dikenal")
        return None
    if stands(folder) and not is_folder(folder):
        if simpanan is not None:
            raise Misuse(f"--simpanan {folder.as_posix()} adalah berkas; sebut folder")
        return None
    return Store(folder)


def _all(
    found: Found, day: date, count: int, dask: str | None, store: Store | None, kabar: list[str]
) -> Iterator[Ringkasan]:
    """Every district found, from the store where it has not changed, else read."""
    total, done = len(found.districts), 0
    names = {absolute(path): shown(path) for path in found.districts.values()}
    keys: dict[Path, str | None] = {}
    for path, name in names.items():
        step(f"membandingkan dengan simpanan, {done} dari {total} kabupaten")
        keys[path] = fingerprint(path, day.isoformat()) if store else None
        key = keys[path]
        kept = store.get(key) if store and key else None
        if kept is not None:
            del keys[path]
            done += 1
            yield named(kept, name, kept.folder)
    step(f"membaca, {done} dari {total} kabupaten selesai")
    for path, answer in _read(list(keys), day, count, dask, kabar):
        done += 1
        step(f"membaca, {done} dari {total} kabupaten selesai")
        key = keys[path]
        if store and key and fingerprint(path, day.isoformat()) == key:  # nobody has changed it meanwhile
            store.put(key, answer)
        yield named(answer, names[path], shown(path))
    if store and store.trouble:
        kabar.append(
            f"simpanan {store.folder.as_posix()} tidak dapat ditulis ({store.trouble}); hasilnya tetap lengkap"
        )
    elif store:
        store.tidy(total)


def _read(
    paths: Sequence[Path], day: date, count: int, dask: str | None, kabar: list[str]
) -> Iterator[tuple[Path, Ringkasan]]:
    """Every one of these folders, in the order in which they come to an end."""
    if dask is not None:
        from ilp_cli.recapping import cluster

        yield from cluster.answers(paths, day, dask)
        return
    waiting = dict.fromkeys(paths)
    try:
        for path, answer in workers.answers(paths, day, count):
            waiting.pop(path, None)
            yield path, answer
    except workers.CannotStart:
        kabar.append("proses pekerja tidak dapat dimulai; dibaca satu per satu oleh proses ini")
        yield from ((path, attempted(path, day)) for path in list(waiting))


def write_recap(
    rekap: Rekap, output: str | Path, *, kertas: str = "f4", force: bool = False, dry_run: bool = False
) -> tuple[tuple[str, int], ...]:
    """Write a recap as a workbook, read back before it takes its name; its sheets and how many rows each has.

    `rekap` is what `recap` gives, `output` the workbook (.xlsx), `kertas` f4 or a4. `force` replaces what stands there;
    `dry_run` writes nothing.

    Raises OutputBlocked where it may not be written, Misuse for another kind of file or paper.
    """
    from ilp_cli.paper import workbook
    from ilp_cli.paper.proved import proved, workbook_path
    from ilp_cli.recapping.sheets import recap_book

    one_of("kertas", kertas, configs.naskah()["kertas"])
    target = workbook_path(output)
    inputs = inputs_of(rekap)
    refuse_output(target, rekap, force=force)
    book = recap_book(rekap, kertas)
    if not dry_run:
        writing.write_file(target, proved(workbook, book), inputs, force=force)
    return tuple((sheet.name, len(sheet.rows)) for sheet in book.sheets)


def inputs_of(rekap: Rekap) -> tuple[Path, ...]:
    """The files that were read: no output takes their place."""
    return tuple(path for item in rekap.ringkasan for path in _files(Path(item.folder)))


def _files(folder: Path) -> list[Path]:
    """The files of a folder; none where it cannot be looked into, for then nothing of it was read."""
    try:
        return [path for path in folder.iterdir() if path.is_file()]
    except OSError:
        return []


def refuse_output(target: Path, rekap: Rekap, *, force: bool) -> None:
    """Raise OutputBlocked where a file may not be written, Misuse where it would change the folder of a district."""
    writing.refuse_target(target, inputs_of(rekap), force=force)
    refuse_within(target, rekap)


def refuse_within(target: Path, rekap: Rekap) -> None:
    """Raise Misuse where an output would lie in the folder of a district, which it would change."""
    if writing.to_stdout(target):
        return
    place = resolved(target)
    for item in rekap.ringkasan:
        district = resolved(Path(item.folder))
        if item.readable and (place == district or district in place.parents):
            raise Misuse(f"{target.as_posix()} terletak di dalam folder kabupaten {item.folder}; pilih folder lain")


def write_tables(
    rekap: Rekap,
    folder: str | Path,
    *,
    pemisah: str = ",",
    parquet: bool = False,
    force: bool = False,
    dry_run: bool = False,
) -> tuple[Path, ...]:
    """Write every table of a recap into a folder, as csv, or as Parquet where pyarrow is installed.

    Raises Misuse where Parquet is asked for and pyarrow is not there, OutputBlocked where a file may not be written.
    """
    a_path("folder", folder)
    base = Path(folder)
    refuse_within(base, rekap)
    if parquet:
        can_parquet()
        files = {base / f"{name}.parquet": _as_parquet(rekap, name) for name in TABLES}
    else:
        files = {
            base / f"{name}.csv": ("\ufeff" + table_csv(columns, rekap.rows(name), pemisah)).encode("utf-8", "replace")
            for name, columns in TABLES.items()
        }
    if not dry_run:
        writing.write_files(files, folder=base, force=force)
    return tuple(files)


def write_parquet(
    rekap: Rekap, output: str | Path, *, tabel: str = "kabupaten", force: bool = False, dry_run: bool = False
) -> Path:
    """Write one table of a recap as Parquet, where pyarrow is installed.

    `rekap` is what `recap` gives, `output` the file (.parquet), `tabel` the name of a table. `force` replaces what
    stands there; `dry_run` writes nothing.

    Raises Misuse for another table or without pyarrow, OutputBlocked where the file may not be written.
    """
    one_of("tabel", tabel, TABLES)
    a_path("output", output)
    can_parquet()
    target = Path(output)
    refuse_output(target, rekap, force=force)
    if not dry_run:
        writing.write_file(target, _as_parquet(rekap, tabel), inputs_of(rekap), force=force)
    return target


def can_parquet() -> None:
    """Look whether Parquet can be written. Raises Misuse where pyarrow is not there."""
    try:
        import pyarrow  # type: ignore[import-not-found,unused-ignore]  # noqa: F401
    except ImportError:
        words = "Parquet memerlukan pyarrow, yang belum terpasang (pip install pyarrow); tanpa itu ada csv"
        raise Misuse(words) from None


def _as_parquet(rekap: Rekap, name: str) -> bytes:
    content: bytes = rekap.frame(name).to_parquet(engine="pyarrow", index=False)
    return content
