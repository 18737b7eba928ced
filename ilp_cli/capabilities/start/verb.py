"""A new plan folder, and the schema of its roadmap.yaml."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from ilp_cli.capabilities.roster.verb import template
from ilp_cli.capabilities.start.model import Register, is_code, kabupaten_of, registered
from ilp_cli.capabilities.start.write.next_year import next_roadmap
from ilp_cli.capabilities.start.write.roadmap import register_text, starter_roadmap
from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Place, Severity
from ilp_cli.core.given import a_path, one_of
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.rows import columns
from ilp_cli.core.shell import command
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import angka
from ilp_cli.core.words import daftar as daftar_kata
from ilp_cli.district.district import District
from ilp_cli.district.table import TableSpec, named
from ilp_cli.district.tables import ROSTER
from ilp_cli.files import writing, yaml_file
from ilp_cli.files.misfits import Unreadable, unreadable
from ilp_cli.files.paths import stands
from ilp_cli.files.table_file import read_bytes
from ilp_cli.files.yaml_file import YamlFile
from ilp_cli.law import configs
from ilp_cli.reading import roadmap_schema, units
from ilp_cli.reading.arsip import read_archive
from ilp_cli.reading.folder import read_district
from ilp_cli.reading.official.list_file import read_list
from ilp_cli.reading.official.titles import wilayah
from ilp_cli.reading.roster import ROADMAP
from ilp_cli.reading.units import Units
from ilp_cli.reading.usable import archive_files

ROSTER_FILE = "roster.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class FromList(Tabled):
    """A plan folder begun with the register of an official list: its files, roadmap.yaml first, and what was taken."""

    TABLES: ClassVar = {
        "puskesmas": columns("nama kode:code kecamatan"),
        "tersisa": columns("nama sebab file sheet cell line:whole"),
    }

    files: tuple[Path, ...]
    register: Register

    def __repr__(self) -> str:
        return brief(
            self, files=len(self.files), puskesmas=len(self.register.puskesmas), tersisa=len(self.register.tersisa)
        )

    def _rows(self) -> Mapping[str, list[dict[str, object]]]:
        return {
            "puskesmas": [
                {"nama": listed.nama, "kode": listed.kode or None, "kecamatan": listed.kecamatan or None}
                for listed in self.register.puskesmas
            ],
            "tersisa": [
                {
                    "nama": left.nama,
                    "sebab": left.sebab,
                    "file": left.place.file,
                    "sheet": left.place.sheet,
                    "cell": left.place.cell,
                    "line": left.place.line,
                }
                for left in self.register.tersisa
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYear(Tabled):
    """A plan folder carried on from an older one: its files, roadmap.yaml first; `left` says what was not copied.

    `pendataan` is the command with which its roster is begun.
    """

    TABLES: ClassVar = {"files": columns("file"), "left": columns("apa")}

    files: tuple[Path, ...]
    tahun: int
    left: tuple[str, ...]
    pendataan: str

    def __repr__(self) -> str:
        return brief(self, tahun=self.tahun, files=len(self.files), left=len(self.left))

    def _rows(self) -> Mapping[str, list[dict[str, object]]]:
        return {
            "files": [{"file": file.as_posix()} for file in self.files],
            "left": [{"apa": words} for words in self.left],
        }


def init(
    folder: str | Path,
    kabupaten: str,
    *,
    jenis: str = "kabupaten",
    kode: str | None = None,
    force: bool = False,
    dry_run: bool = False,
    tables: Sequence[TableSpec] = ROSTER,
) -> tuple[Path, ...]:
    """Write a new plan folder; returns its files, roadmap.yaml first.

    `folder` is the new folder, `kabupaten` the name of the district, `jenis` kabupaten or kota, `kode` its Kemendagri
    code as 73.17; `tables` are the sheets of its roster. `force` replaces what stands there, but never a roster in
    which people stand; `dry_run` writes nothing.

    Raises Misuse for a blank name, OutputBlocked where one of the files cannot be written, or is there already without
    `force`: the folder is then as it was.
    """
    name, kind = _named(kabupaten, jenis, kode)
    files = _files(Path(folder), (), force=force)
    if not dry_run:
        roadmap = starter_roadmap(name, kind, _service_days(), kode=kode)
        _write(Path(folder), files, roadmap, {}, force=force, tables=tables)
    return files


def init_listed(
    folder: str | Path,
    kabupaten: str,
    daftar: str | Path,
    *,
    jenis: str = "kabupaten",
    kode: str | None = None,
    force: bool = False,
    dry_run: bool = False,
    tables: Sequence[TableSpec] = ROSTER,
) -> FromList:
    """Write a new plan folder with the puskesmas that an official list has for this district.

    `daftar` is the list: a workbook, csv, HTML or text of the ministry; `folder`, `kabupaten`, `jenis`, `kode`,
    `force`, `dry_run` and `tables` are as with `init`.

    Raises Unreadable where the list cannot be read or has none of this district, Misuse for a blank name, OutputBlocked
    where a file cannot be written.
    """
    name, kind = _named(kabupaten, jenis, kode)
    a_path("daftar", daftar)
    source = Path(daftar)
    files = _files(Path(folder), (source,), force=force)
    listed = read_list(source)
    meant = kabupaten_of(name, kind, kode, wilayah())
    register = registered(listed, meant, wilayah(), Units(units.Register.of(())).bare)
    if not register.puskesmas:
        raise unreadable(Place(file=listed.file), _nothing(register))
    if not dry_run:
        text = register_text(register, source.name)
        roadmap = starter_roadmap(name, kind, _service_days(), kode=register.kabupaten.kode, register=text)
        _write(Path(folder), files, roadmap, {}, force=force, tables=tables)
    return FromList(files=files, register=register)


def init_next(
    folder: str | Path,
    dari: str | Path,
    *,
    force: bool = False,
    dry_run: bool = False,
    tables: Sequence[TableSpec] = ROSTER,
) -> NextYear:
    """Write a plan folder that carries an older one on: its roadmap.yaml as it is, its archives, and a blank roster.

    An archive that is broken, edited, of another district or one of two of a year is not copied, and `left` says so.

    `folder` is the new folder, `dari` the older one; `tables` are the sheets of the roster. The people of the old
    roster are not copied. `force` replaces what stands there; `dry_run` writes nothing.

    Raises Unreadable where the old roadmap.yaml cannot be read, Misuse where it has no stage or cannot be carried on by
    lines, OutputBlocked where a file cannot be written.
    """
    a_path("dari", dari)
    base = Path(folder)
    old = read_district(Path(dari), people=False, tables=tables)
    if not old.readable:
        raise Unreadable(old.misfits)
    if not old.years():
        raise Misuse(f"{old.file} belum punya tahap, jadi belum ada tahun yang diteruskan; isi dulu tahapnya")
    roadmap = Path(old.file)
    data = read_bytes(roadmap, old.file)
    file = yaml_file.parse(data, old.file)
    year = max(old.years()) + 1
    archives, faulty = _sound_archives(old, roadmap)
    beside = {base / archive.parent.name / archive.name: archive for archive in archives}
    _refuse_unknown(file, tables)
    people_left = [*_roster_words(file, roadmap, named(tables))]
    left = [*people_left, *faulty]
    if old.peta:
        outline = roadmap.parent / old.peta
        if Path(old.peta).is_absolute() or ".." in Path(old.peta).parts or not outline.is_file():
            left.append(f"peta {old.peta} tidak disalin; betulkan letaknya di kunci peta")
        else:
            beside[base / old.peta] = outline
    where = roadmap.parent if roadmap.name == ROADMAP else roadmap
    asking = command("template", where, "--per-puskesmas", "-o", f"isian-{year}")
    blank = command("template", base, "-o", base / ROSTER_FILE, "--force")
    remarks = [f"Diteruskan dari {roadmap.as_posix()}.", *(f"{words[:1].upper()}{words[1:]}." for words in left)]
    if people_left:
        back = command("import", f"isian-{year}", "--ke", where, "-o", base / ROSTER_FILE, "--force")
        words = "Pendataan ulang per puskesmas, lalu rosternya ditulis sesudah semua kembali:"
        remarks += [words, f"  {asking}", f"  {back}"]
    files = (*_files(base, (roadmap, *beside.values()), force=force), *beside)
    for target in beside:
        if stands(target.parent):
            writing.refuse_target(target, beside.values(), force=force, of=base / ROADMAP)
    text = next_roadmap(yaml_file.text_of(data, old.file), file, named(tables), ROSTER_FILE, remarks, year)
    if not dry_run:
        copies = {target: source.read_bytes() for target, source in beside.items()}
        _write(base, files, text, copies, force=force, tables=tables)
    return NextYear(files=files, tahun=year, left=tuple(left), pendataan=asking if people_left else blank)


def _named(kabupaten: str, jenis: str, kode: str | None) -> tuple[str, str]:
    """The bare name of a district and its kind. Raises Misuse for a blank name and a code of another shape."""
    one_of("jenis", jenis, ("kabupaten", "kota"))
    name = " ".join(kabupaten.split())
    for kind in ("kabupaten", "kota"):
        if name.lower().startswith(f"{kind} "):
            jenis, name = kind, name[len(kind) + 1 :]
    if not name:
        raise Misuse("nama kabupaten kosong; tulis --kabupaten NAMA")
    if kode is not None and not is_code(kode):
        raise Misuse(f"kode “{kode}” bukan kode Kemendagri kabupaten/kota; tulis seperti --kode 76.05")
    return name, jenis


def _files(base: Path, inputs: Iterable[Path], *, force: bool) -> tuple[Path, ...]:
    """The files of a new plan folder. Raises OutputBlocked where one may not be written."""
    files = (base / ROADMAP, base / ROSTER_FILE, base / "roadmap.schema.json")
    if stands(base):
        for file in files:
            writing.refuse_target(file, inputs, force=force, of=files[0])
    return files


def _service_days() -> tuple[str, ...]:
    days = configs.law().standards["pustu.hari_layanan"].riwayat[-1].nilai
    return days if isinstance(days, tuple) else ()


def _write(
    base: Path,
    files: Sequence[Path],
    roadmap: str,
    copies: Mapping[Path, bytes],
    *,
    force: bool,
    tables: Sequence[TableSpec],
) -> None:
    """Write roadmap.yaml, a blank roster with its names, the schema and what is copied; all of it or nothing."""
    with contextlib.ExitStack() as stack:
        targets = (*files[:3], *copies)
        for parent in dict.fromkeys(target.parent for target in targets):
            own = [target for target in targets if target.parent == parent]
            stack.enter_context(writing.all_or_nothing(parent, own))
        writing.make_folder(base)
        writing.write_file(files[0], roadmap.encode(), force=force, of=files[0])
        template(base, files[1], force=force, tables=tables)
        writing.write_file(files[2], schema_text(tables).encode(), force=force, of=files[0])
        for target, data in copies.items():
            writing.make_folder(target.parent)
            writing.write_file(target, data, force=force, of=files[0])


def _nothing(register: Register) -> str:
    """Why a list gives no register."""
    shown = register.kabupaten.sebutan
    words = f"daftar ini tidak memuat puskesmas yang pasti milik {shown}, jadi tidak ada yang ditulis"
    reasons = Counter(row.sebab for row in register.tersisa)
    told = [f"{angka(count)} baris: {why}" for why, count in reasons.most_common(3)]
    told += [f"{angka(register.lain)} baris milik kabupaten lain"] if register.lain else []
    return "; ".join([words, *told, *register.notes])


def _sound_archives(old: District, roadmap: Path) -> tuple[list[Path], list[str]]:
    """The archives beside a roadmap that may be printed from, and of each of the others why it is not copied."""
    read = [(path, *read_archive(path, number)) for number, path in enumerate(archive_files(roadmap))]
    years = Counter(arsip.tahun for _, arsip, _ in read if arsip is not None)
    sound: list[Path] = []
    left: list[str] = []
    for path, arsip, faults in read:
        errors = [fault for fault in faults if fault.severity is Severity.ERROR]
        why = ""
        if arsip is None or errors:
            why = f"tidak terbaca sebagai arsip ({errors[0].place}: {errors[0].message})" if errors else "kosong"
        elif not arsip.of(old):
            why = f"milik {arsip.kabupaten}, bukan {old.kabupaten.sebutan}"
        elif not arsip.intact:
            why = "sidiknya tidak cocok dengan isinya, jadi isinya bukan lagi yang ditandatangani"
        elif years[arsip.tahun] > 1:
            why = f"tahun {arsip.tahun} punya lebih dari satu arsip"
        if why:
            mend = "kembalikan dari cadangannya, lalu salin sendiri"
            left.append(f"berkas {path.parent.name}/{path.name} tidak disalin: {why}; {mend}")
        else:
            sound.append(path)
    return sound, left


def _roster_words(file: YamlFile, roadmap: Path, people: Collection[str]) -> Iterator[str]:
    """What of the people of an old folder is not copied."""
    content = file.content
    roster = content.get("roster")
    names = roster if isinstance(roster, list) else [roster] if roster else []
    if names:
        yield f"roster lama ({daftar_kata(map(str, names))} di {roadmap.parent.as_posix()}) tidak disalin"
    inside = [key for key in content if key in people and content[key]]
    if inside:
        yield f"{daftar_kata(inside)} di {roadmap.as_posix()} tidak disalin"


def _refuse_unknown(file: YamlFile, tables: Sequence[TableSpec]) -> None:
    """Raise Misuse for a key that is none of a roadmap: people may stand under one that is misspelt."""
    unknown = [key for key in file.content if key not in schema(tables)["properties"]]
    if unknown:
        words = f"kunci {daftar_kata(unknown)} tidak dikenal, jadi tidak jelas apakah memuat orang"
        raise Misuse(f"{file.name}: {words}; betulkan dulu di sana (`{command('check', Path(file.name))}`)")


def schema(tables: Sequence[TableSpec] = ROSTER) -> dict[str, Any]:
    """The JSON Schema of roadmap.yaml.

    `tables` are those that may stand within it. Raises nothing.
    """
    return roadmap_schema.json_schema(tables)


def schema_text(tables: Sequence[TableSpec] = ROSTER) -> str:
    """The JSON Schema of roadmap.yaml as text."""
    return json.dumps(schema(tables), ensure_ascii=False, indent=2) + "\n"
