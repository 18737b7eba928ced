"""The file of a proposal: a YAML file in a shape of its own, read as far as it can be, with where its values stand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from ilp_cli.core.finding import Finding, finding
from ilp_cli.district.district import Source
from ilp_cli.district.document import Marks
from ilp_cli.files import misfits, yaml_file
from ilp_cli.files.paths import absolute
from ilp_cli.files.table_file import read_bytes
from ilp_cli.files.yaml_file import YamlFile
from ilp_cli.reading.fit import Shape, shaped

Shaped = TypeVar("Shaped", bound=Shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A file as it was parsed, before anybody asks for a shape; `file` is None where it could not be read at all."""

    name: str
    file: YamlFile | None = None
    source: Source | None = None
    findings: tuple[Finding, ...] = ()

    def names(self, key: str) -> bool:
        """Whether the file has a key, be there anything under it or not."""
        return self.file is not None and isinstance(self.file.content, dict) and key in self.file.content

    def lists(self, key: str) -> bool:
        """Whether the file has a list under a key, be it empty: whoever writes that says that there is nothing."""
        return (
            self.file is not None
            and isinstance(self.file.content, dict)
            and isinstance(self.file.content.get(key), list)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFile(Parsed, Generic[Shaped]):
    """A file as it was opened: `name` as the planner knows it, what it holds in its shape, and every misfit.

    `shape` is None where nothing could be made of it.
    """

    shape: Shaped | None = None

    @property
    def marks(self) -> Marks:
        """Where its values stand."""
        if self.file is None:
            return Marks(file=self.name)
        return Marks(file=self.name, marks=self.file.marks, lines=self.file.lines)

    def nothing(self, what: str) -> list[Finding]:
        """That there is nothing in it, at its first line."""
        return [finding(misfits.NOTHING, self.file.place(()), {"apa": what})] if self.file is not None else []


def parsed(path: Path) -> Parsed:
    """A file whose shape is not known yet: its keys tell it."""
    name = path.as_posix()
    try:
        data = read_bytes(path, name)
        file = yaml_file.parse(data, name)
    except misfits.Unreadable as error:
        return Parsed(name=name, findings=tuple(error.findings))
    source = Source(name=path.name, sha256=hashlib.sha256(data).hexdigest(), location=str(absolute(path)))
    return Parsed(name=name, file=file, source=source, findings=tuple(file.findings))


def opened(given: Path | Parsed, shape: type[Shaped]) -> ProposalFile[Shaped]:
    """A file in this shape; nothing in it stops the reading."""
    read = given if isinstance(given, Parsed) else parsed(given)
    if read.file is None:
        return ProposalFile(name=read.name, findings=read.findings)
    content, findings = shaped(read.file, shape)
    return ProposalFile(
        name=read.name, shape=content, file=read.file, source=read.source, findings=(*read.findings, *findings)
    )
