"""What a rule may ask of: the district on a day, for some years, under the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.capabilities.duty.model.serving import Served
from ilp_cli.capabilities.outlook.model.outlook import PustuOutlook
from ilp_cli.core.finding import Waiver
from ilp_cli.district.calendar import Holiday
from ilp_cli.district.district import District
from ilp_cli.district.fulfilment import PosyanduState, PustuState
from ilp_cli.law.standard import InForce, Regulation, Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What rules may look at: the district, the day, the years asked for, and the law of that day.

    `professions` gives the printed name of each profession, `codes` are all codes there are; `met` says beside each
    waiver how many findings it speaks of. `career` is the law on when people stop serving, `outlook` what will become
    of each pustu lokus within the horizon of the check; empty where nobody wants to know. `served` are the rows of a
    duty roster whose person is known, and `closed` the closed days of its time.
    """

    district: District
    pada: date
    years: tuple[int, ...]
    standards: Mapping[str, InForce]
    national: Mapping[str, Standard]
    regulations: Mapping[str, Regulation]
    pustu: tuple[PustuState, ...]
    posyandu: tuple[PosyanduState, ...]
    professions: Mapping[str, str]
    career: Mapping[str, InForce] = field(default_factory=dict)
    outlook: tuple[PustuOutlook, ...] = ()
    codes: frozenset[str] = frozenset()
    met: tuple[tuple[Waiver, int], ...] = ()
    served: tuple[Served, ...] = ()
    closed: Mapping[date, Holiday] = field(default_factory=dict)
