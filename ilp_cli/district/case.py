"""A case: a district on a day, for some years, under the law, and what was given beside its folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Path, Place
from ilp_cli.district.district import District
from ilp_cli.district.document import Document
from ilp_cli.law.standard import InForce, Law, in_force

Fact = TypeVar("Fact")


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """What rules, planners and sheets may ask of.

    `given` is what was put beside the plan folder: a proposal, a duty roster, how far to look ahead; each capability
    knows its own by its type. `before` is the case without the proposal, where there is one. Whatever follows from all
    this is asked for with `of`, and derived once.
    """

    district: District
    pada: date
    years: tuple[int, ...] = ()
    law: Law
    given: tuple[object, ...] = ()
    before: Case | None = None
    _facts: dict[Callable[[Any], object], object] = field(default_factory=dict, init=False, repr=False)

    def of(self, derive: Callable[[Case], Fact]) -> Fact:
        """What a function makes of this case, worked out when it is first asked for."""
        if derive not in self._facts:
            self._facts[derive] = derive(self)
        fact: Any = self._facts[derive]
        return fact  # type: ignore[no-any-return]

    def beside(self, kind: type[Fact]) -> Fact | None:
        """What of this type was given beside the plan folder; None where nothing was."""
        return next((thing for thing in self.given if isinstance(thing, kind)), None)

    def __repr__(self) -> str:
        return brief(self, district=self.district, pada=self.pada.isoformat(), years=self.years)

    @property
    def as_is(self) -> Case:
        """The case as things stand: itself, or the one before a proposal where it is looked at with one."""
        return self.before or self

    @cached_property
    def standards(self) -> Mapping[str, InForce]:
        """Every standard in force on the day; a stricter local value replaces the national one."""
        return in_force(self.law.standards, self.district.standar, self.pada)

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        return {document.head: document for document in self.given if isinstance(document, Document)}

    def place(self, path: Path) -> Place:
        """Where a value stands in the planner's files, those given beside the folder among them."""
        document = self._documents.get(str(path[0])) if path else None
        return document.place(path) if document is not None else self.district.place(path)
