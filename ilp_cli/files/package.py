"""A package of parts, as Office files are: its bytes depend on its parts alone, not on a clock or a system."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The parts by name, in the order given, under a date that is always the same."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as target:
        for name, content in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(info, content)
    return result.getvalue()
