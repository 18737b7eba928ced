"""The console blocks of README.md, run as printed; `python -m tests.readme` writes their outputs anew."""

from __future__ import annotations

import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.running import ROOT, ilp

README = ROOT / "README.md"
_BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```$")


def workplace(folder: Path) -> Path:
    """A folder as README's reader has it: with `examples/` in it."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def rendered(text: str, folder: Path) -> str:
    """The text with every console block's output as the commands print it now."""
    return _BLOCK.sub(lambda block: "```console\n" + "".join(_outputs(block[1], folder)) + "```", text)


def _outputs(block: str, folder: Path) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ ilp "):
            result = ilp(*shlex.split(line.removeprefix("$ ilp ")), cwd=folder)
            yield f"{line}\n{result.stdout}{result.stderr}"
        elif line.startswith("$ cat "):
            yield f"{line}\n{(folder / line.removeprefix('$ cat ')).read_text(encoding='utf-8')}"


def commands(text: str) -> list[str]:
    """Every `ilp` command line the console blocks show."""
    return [
        line.removeprefix("$ ")
        for block in _BLOCK.findall(text)
        for line in block.splitlines()
        if line.startswith("$ ")
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        content = README.read_text(encoding="utf-8")
        README.write_text(rendered(content, workplace(Path(name))), encoding="utf-8")
