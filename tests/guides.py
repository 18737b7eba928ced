"""The guides: README and those beside the examples; `python -m tests.guides` writes all they show of a run anew."""

from __future__ import annotations

import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.running import ROOT, ilp

README = ROOT / "README.md"
_ROOMS = ("configs", "examples", "ilp_cli")
GUIDES = (README, *(path for room in _ROOMS for path in sorted((ROOT / room).rglob("*.md"))))
"""Every page that a planner or a maintainer reads, README first."""

_CONSOLE = re.compile(r"(?ms)^```console\n(.*?)^```$")
_HEADING = re.compile(r"(?m)^#+ +(.+?) *$")
_LINK = re.compile(r"\[[^\]]*\]\((?:<([^>]+)>|([^)\s]+))\)")


def name(guide: Path) -> str:
    """A guide by its place in the project, for the names of tests."""
    return guide.relative_to(ROOT).as_posix()


def read(guide: Path) -> str:
    """The text of a guide."""
    return guide.read_text(encoding="utf-8")


def workplace(folder: Path) -> Path:
    """A folder as the reader of a guide has it: with `examples/` in it."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", text)


def rendered(text: str, folder: Path) -> str:
    """The text with every console block's output as the commands print it now."""
    return _CONSOLE.sub(lambda block: "```console\n" + "".join(_outputs(block[1], folder)) + "```", text)


def _outputs(block: str, folder: Path) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ ilp "):
            result = ilp(*shlex.split(line.removeprefix("$ ilp ")), cwd=folder)
            yield f"{line}\n{result.stdout}{result.stderr}"
        elif line.startswith("$ cat "):
            yield f"{line}\n{(folder / line.removeprefix('$ cat ')).read_text(encoding='utf-8')}"


def commands(text: str) -> list[str]:
    """Every command line the console blocks show."""
    return [
        line.removeprefix("$ ")
        for block in blocks(text, "console")
        for line in block.splitlines()
        if line.startswith("$ ")
    ]


def columns(text: str) -> dict[str, tuple[list[str], list[str]]]:
    """The table of the sheets of a roster, if it is there: by its sheet the columns it must have, and may have."""
    table = text.partition("| lembar | wajib | boleh |\n")[2].partition("\n\n")[0]
    rows = re.findall(r"(?m)^\| (\w+)(?: \([^|]*\))? \| ([^|]*) \| ([^|]*) \|$", table)
    return {sheet: (re.findall(r"`(\w+)`", must), re.findall(r"`(\w+)`", may)) for sheet, must, may in rows}


def links(text: str) -> list[str]:
    """Where the links and pictures of a guide lead."""
    return [bracketed or plain for bracketed, plain in _LINK.findall(_prose(text))]


def anchors(text: str) -> set[str]:
    """What a link into a guide may name: its headings, as GitHub turns them into anchors."""
    found: set[str] = set()
    for heading in _HEADING.findall(_prose(text)):
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        again = sum(known == anchor or re.fullmatch(rf"{re.escape(anchor)}-\d+", known) is not None for known in found)
        found.add(f"{anchor}-{again}" if again else anchor)
    return found


def _prose(text: str) -> str:
    """A guide without its fenced blocks."""
    return re.sub(r"(?ms)^```.*?^```$", "", text)


def write(guide: Path) -> None:
    """Write what a guide shows of its commands anew, from a run in a workplace of its own."""
    with tempfile.TemporaryDirectory() as folder:
        guide.write_text(rendered(read(guide), workplace(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    for page in GUIDES:
        write(page)
