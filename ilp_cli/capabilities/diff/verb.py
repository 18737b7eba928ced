"""Compare two plans, two archives, or one plan on two days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar

from ilp_cli.capabilities.diff.model.compare import COLUMNS, Perbedaan, compare
from ilp_cli.capabilities.diff.model.side import Sisi, of_archive, of_case
from ilp_cli.core.brief import brief
from ilp_cli.core.given import a_path, some_days
from ilp_cli.core.names import normal
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.tabled import Tabled
from ilp_cli.district.arsip import Arsip
from ilp_cli.district.capaian import CAPAIAN
from ilp_cli.district.district import District
from ilp_cli.district.keluarga import KELUARGA
from ilp_cli.district.kesiapan import KESIAPAN
from ilp_cli.district.keterampilan import KETERAMPILAN
from ilp_cli.district.klaster import KLASTER
from ilp_cli.district.layanan import LAYANAN
from ilp_cli.district.realisasi import REALISASI
from ilp_cli.district.tables import ROSTER
from ilp_cli.district.wilayah import WILAYAH
from ilp_cli.files import writing as writer_file
from ilp_cli.files import yaml_file
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.paths import is_file
from ilp_cli.files.table_file import read_bytes
from ilp_cli.paper.proved import proved, workbook_path
from ilp_cli.reading.arsip import is_archive, read_archive
from ilp_cli.reading.load import case_at, load, uncollected
from ilp_cli.reading.usable import input_files, legible, unread

_TABLES = (REALISASI, WILAYAH, KELUARGA, KETERAMPILAN, LAYANAN, KESIAPAN, KLASTER, CAPAIAN)
"""The tables whose rows are compared besides people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Tabled):
    """A comparison and what it rests on. `warnings` say what of the inputs was not used."""

    TABLES: ClassVar = {"differences": COLUMNS}

    perbedaan: Perbedaan
    warnings: tuple[str, ...] = ()
    inputs: tuple[Path, ...] = field(default=(), repr=False)

    def __repr__(self) -> str:
        beda = self.perbedaan
        return brief(self, lama=beda.lama.nama, baru=beda.baru.nama, beda=len(beda.beda))

    def document(self) -> dict[str, object]:
        """The comparison as JSON has it."""
        return self.perbedaan.document()

    def exit_status(self) -> int:
        """1 where anything differs, else 0."""
        return ExitStatus.FINDINGS if self.perbedaan else ExitStatus.OK


@uncollected()
def diff(
    lama: District | str | Path, baru: District | str | Path | None = None, *, pada: date | Sequence[date] = ()
) -> Compared:
    """Compare what was with what is: plan folders (or districts read from one) and archives of `ilp freeze`.

    `lama` and `baru` are the two. `pada` are the days on which plans are looked at (default: today): one for both, or
    two, that of the first and that of the second. Without `baru` it is the first on these two days. Of a district that
    `load` gave only its people are compared, and it is said: it holds none of the other tables.

    Raises Misuse where there is nothing to compare, Unreadable where an input cannot be read.
    """
    days = some_days("pada", pada)
    if len(days) > 2:
        raise Misuse("--pada paling banyak dua kali: hari yang lama, lalu hari yang baru")
    if baru is None and len(days) != 2:
        raise Misuse("sebut pembandingnya: folder atau arsip kedua, atau dua hari (--pada HARI_LAMA --pada HARI_BARU)")
    ends = [_opened(lama), _opened(lama if baru is None else baru)] if baru is not None else [_opened(lama)] * 2
    days = days or (date.today(),)
    if baru is None and isinstance(ends[0], Arsip):
        raise Misuse(f"{ends[0].file} arsip satu hari saja; sebut folder atau arsip kedua")
    owners = [end.kabupaten if isinstance(end, Arsip) else end.kabupaten.sebutan for end in ends]
    if normal(owners[0]) != normal(owners[1]):
        told = (f"{_place(end)} milik {owner}" for end, owner in zip(ends, owners, strict=True))
        raise Misuse(f"{', '.join(told)}; tidak dapat dibandingkan")
    years = {end.tahun for end in ends if isinstance(end, Arsip)}
    sides = [
        _side(end, source, day, years)
        for end, source, day in zip(ends, (lama, baru or lama), (days[0], days[-1]), strict=True)
    ]
    district = next((end for end in reversed(ends) if isinstance(end, District)), None)
    name = district.kabupaten.nama if district else owners[1].partition(" ")[2]
    inputs = [
        file
        for end, source in zip(ends, (lama, baru), strict=True)
        for file in (
            input_files(None if isinstance(source, District | None) else Path(source), end)
            if isinstance(end, District)
            else (Path(end.file),)
        )
    ]
    partly = [_PEOPLE_ONLY] if any(isinstance(end, District) and not end.menurut for end in (lama, baru)) else []
    warnings = dict.fromkeys([*partly, *(words for end in ends for words in _warnings(end))])
    return Compared(perbedaan=compare(sides[0], sides[1], name), warnings=tuple(warnings), inputs=tuple(inputs))


def plan_only(source: Path) -> Path:
    """What a proposal is to be looked at with. Raises Misuse for an archive, which is as it was signed."""
    if _archived(source):
        words = "arsip tetap seperti ditandatangani; --dengan hanya untuk folder rencana"
        raise Misuse(f"{source.as_posix()}: {words}")
    return source


def _archived(path: Path) -> bool:
    if not is_file(path) or path.suffix.lower() not in (".yaml", ".yml"):
        return False
    name = path.as_posix()
    return is_archive(yaml_file.parse(read_bytes(path, name), name).content)


def _place(end: District | Arsip) -> str:
    """Where it says whose it is."""
    return str(end.text.place(("kabupaten",)) if isinstance(end, Arsip) else end.place(("kabupaten", "nama")))


def _named(source: District | str | Path) -> str:
    if isinstance(source, District):
        return str(source.typed[0]) if source.menurut else source.file
    return Path(source).as_posix()


def _opened(source: District | str | Path) -> District | Arsip:
    """A plan folder or an archive. Raises Unreadable where it is neither."""
    if isinstance(source, District):
        return source
    a_path("lama", source)
    path = Path(source)
    if _archived(path):
        arsip, findings = read_archive(path)
        if arsip is None or findings:
            raise Unreadable(findings)
        return arsip
    return legible(load(path, tables=(*ROSTER, *_TABLES)))


def _side(end: District | Arsip, source: District | str | Path, day: date, years: set[int]) -> Sisi:
    if isinstance(end, Arsip):
        return of_archive(end, _named(source))
    tables = None if isinstance(source, District) or years else _TABLES
    return of_case(case_at(end, day), _named(source), years or None, tables)


_PEOPLE_ONLY = (
    "yang dibandingkan petugas, kader, dan cuti saja: district dari load() tidak memuat tabel lain; sebut foldernya"
)


def _warnings(end: District | Arsip) -> tuple[str, ...]:
    if isinstance(end, District):
        return unread(end)
    edited = f"{end.file}: arsip ini disunting sesudah dibekukan; sidiknya tidak cocok dengan isinya (ILP130)"
    return () if end.intact else (edited,)


def write_diff(
    compared: Compared, output: str | Path, *, kertas: str = "f4", force: bool = False, dry_run: bool = False
) -> Path:
    """Write the comparison as a workbook with one sheet; its name.

    `compared` is what `diff` gives, `output` the workbook (.xlsx), `kertas` f4 or a4. `force` replaces what stands
    there; `dry_run` writes nothing.

    Raises OutputBlocked where it may not be written, Misuse for another kind of file or paper.
    """
    from ilp_cli.capabilities.diff.sheets import diff_book
    from ilp_cli.paper import workbook

    target = workbook_path(output)
    writer_file.refuse_target(target, compared.inputs, force=force)
    content = proved(workbook, diff_book(compared.perbedaan, kertas))
    if not dry_run:
        writer_file.write_file(target, content, compared.inputs, force=force)
    return target
