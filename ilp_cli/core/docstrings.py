"""Keeps our docstrings where Python is told to drop them: they are the manual pages and the help."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType

_PACKAGE = __name__.partition(".")[0] + "."


class _Whole(SourceFileLoader):
    """Compiles a module with its docstrings, past the compiled files that have none."""

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        whole: CodeType = compile(self.get_data(path), path, "exec", dont_inherit=True, optimize=0)
        return whole


class _Finder:
    """Finds our own modules, from where Python finds them."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(_PACKAGE):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader) and spec.origin is not None:
            spec.loader = _Whole(spec.loader.name, spec.origin)
        return spec


def keep() -> None:
    """Read what is still to be imported of this program with its docstrings."""
    sys.meta_path.insert(0, _Finder())
