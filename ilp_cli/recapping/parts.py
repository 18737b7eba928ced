"""Parts of a recap, written by other runs as JSON, read back to be joined."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ilp_cli.core.outcome import Misuse
from ilp_cli.core.version import __version__
from ilp_cli.core.words import tanggal
from ilp_cli.files.content import content_of
from ilp_cli.recapping.folders import shown
from ilp_cli.recapping.ringkasan import Ringkasan, failed, ringkasan_of
from ilp_cli.recapping.store import law_print

ENDING = ".json"
_MOST = 1 << 30
"""The bytes of the largest part that is read: the whole nation is a twentieth of it."""


class Part(NamedTuple):
    """What one part holds."""

    pada: date | None
    ringkasan: tuple[Ringkasan, ...]
    dua_kali: tuple[tuple[str, str], ...] = ()
    tanpa_roadmap: tuple[str, ...] = ()


def read_part(path: Path, pada: date | None) -> Part:
    """The districts of a part; one that cannot be read is a failed one, for nobody knows what it held.

    Raises Misuse where it was made for another day than `pada`, or by another program or law: such figures are no sum.
    """
    name = shown(path)
    try:
        content = json.loads(content_of(path, _MOST) or b"")
        if not isinstance(content, dict) or content.get("command") != "recap":
            raise ValueError("no recap")
        day = date.fromisoformat(content["pada"])
        items = tuple(ringkasan_of(item) for item in content["ringkasan"])
        again = tuple((str(row["folder"]), str(row["sama_dengan"])) for row in content["dua_kali"])
        without = tuple(str(folder) for folder in content["tanpa_roadmap"])
        program = str(content["program"])
    except OSError as error:
        return _unread(name, pada, "berkas ini tidak ada" if isinstance(error, FileNotFoundError) else "tidak terbaca")
    except (ValueError, KeyError, TypeError, RecursionError):
        return _unread(name, pada, "bukan bagian rekap yang utuh (ditulis dengan `ilp recap … --format json -o`)")
    if pada is not None and day != pada:
        raise Misuse(f"{name}: bagian ini untuk {tanggal(day)}, bukan {tanggal(pada)}; buat ulang untuk satu hari")
    if program != __version__ or any(item.hukum not in ("", law_print()) for item in items):
        raise Misuse(f"{name}: bagian ini dibuat ilp_cli {program} atau dengan configs yang lain; buat ulang")
    return Part(day, items, again, without)


def _unread(name: str, pada: date | None, why: str) -> Part:
    return Part(None, (failed(name, pada or date.min, why),))
