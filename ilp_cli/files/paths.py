"""Paths in full, names that every system takes, and paths longer than Windows opens."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath, PureWindowsPath

from ilp_cli.core.words import daftar

LONGEST = 259
"""The letters of the longest path that Windows opens where nobody has told it to open longer ones."""
_EXCEL = 218
"""The letters of the longest path that Excel opens."""
_BYTES = 200
"""How long a name that we make may be; file systems take 255 bytes, and a number or an ending may follow."""
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?=\.|$)", re.IGNORECASE)
"""The devices of Windows, which are no files whatever ending they bear."""
_INSTEAD = str.maketrans({'"': "'", "<": "(", ">": ")", ":": "-", "/": "-", "\\": "-", "|": "-", "?": "", "*": ""})
"""What stands in a name for a letter that Windows takes for something else."""
_REFUSED = re.compile(r'[<>:"/\\|?*]')


def resolved(path: Path) -> Path:
    """A path by which two ways to write it are one; a path the system refuses stays as it is."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):  # up to Python 3.12 a circular link is the last of these
        return path


def absolute(path: Path) -> Path:
    """A path from the root; one that starts in a folder that is gone stays as it is."""
    try:
        return path.absolute()
    except OSError:
        return path


def stands(path: Path) -> bool:
    """Whether anything stands there; nothing does where the system refuses the name (too long, say)."""
    return os.path.exists(path)  # noqa: PTH110  # Path.exists raises what this takes for an answer


def is_file(path: Path) -> bool:
    """Whether a file stands there; none does where the system refuses the name."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Whether a folder stands there; none does where the system refuses the name."""
    return os.path.isdir(path)  # noqa: PTH112


def too_long(path: PurePath) -> str:
    """What is to be said of a path that Windows does not open for its length; "" of any other."""
    length = len(str(path))
    if not isinstance(path, PureWindowsPath) or length <= LONGEST:
        return ""
    words = f"jalurnya {length} huruf, sedangkan Windows membuka paling panjang {LONGEST} (Excel {_EXCEL})"
    return f"{words}; pindahkan foldernya lebih dekat ke pangkal (misalnya D:/ilp) atau pendekkan namanya"


def unfit(name: str) -> str:
    """Why Windows takes no file or folder of this name, in words; "" where it does."""
    if device := _DEVICE.match(name):
        return f"{device[1].upper()} adalah nama perangkat"
    if refused := sorted(set(_REFUSED.findall(name))):
        return f"namanya memuat {daftar(f'“{letter}”' for letter in refused)}"
    if any(ord(letter) < 32 for letter in name):
        return "namanya memuat huruf kendali"
    if name.endswith((".", " ")) and name.strip("."):
        return "namanya berakhir dengan titik" if name.endswith(".") else "namanya berakhir dengan spasi"
    return ""


def file_name(parts: Sequence[str], ending: str, taken: Iterable[str] = ()) -> str:
    """A name that every system takes and that still tells its parts: "Suli - Cimpu.ics".

    It is unlike those taken, also where capitals and the way accents are stored are put aside; where it would be too
    long each part gives way alike.
    """
    stem = " - ".join(filter(None, _shortened([_plain(part) for part in parts]))) or "tanpa nama"
    stem = _DEVICE.sub(lambda device: f"{device[1]}_", stem, count=1) if _DEVICE.match(stem) else stem
    used = {_alike(name) for name in taken}
    name, number = f"{stem}{ending}", 1
    while _alike(name) in used:
        number += 1
        name = f"{stem} ({number}){ending}"
    return name


def fitting(name: str) -> str:
    """The name of a file as it is where every system takes it, else the nearest that does."""
    path = PurePath(name.rstrip(". "))
    return file_name((path.stem,), path.suffix) if unfit(name) else name


def _plain(part: str) -> str:
    """A part of a name in letters that every system takes, without blanks and dots at its ends."""
    text = unicodedata.normalize("NFC", part).translate(_INSTEAD)
    shown = "".join(letter if letter.isprintable() else " " if letter.isspace() else "" for letter in text)
    return " ".join(shown.split()).strip(" .")


def _shortened(parts: Sequence[str]) -> Iterator[str]:
    """The parts of a name, each cut to its share where together they are too long."""
    share = _BYTES // max(1, len(parts))
    whole = sum(len(part.encode()) for part in parts) <= _BYTES
    for part in parts:
        yield part if whole else part.encode()[:share].decode(errors="ignore").strip(" .")


def _alike(name: str) -> str:
    """A name as a system sees it that puts capitals and the way accents are stored aside."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
