"""What a petugas is employed as and since when, as far as the roster and the NIP tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ilp_cli.district.identity import nip_faults, nip_start
from ilp_cli.district.numbers import Nip
from ilp_cli.district.people import ASN, Petugas
from ilp_cli.district.retirement import UNKNOWN, employed_as


def civil_servant(rows: Sequence[Petugas]) -> str:
    """Whether the person of these rows is "pns" or "pppk"; "" where they are neither, or it is not known.

    The status decides; where it is blank, unknown or only says ASN, the NIP tells. An ASN of whom nothing tells more
    is taken for a PNS, as for retirement.
    """
    status = employed_as(rows)
    if status in ASN - {"asn"}:
        return status
    started = _started(rows) if status in ("", "asn", UNKNOWN) else None
    if started is None:
        return "pns" if status == "asn" else ""
    return "pns" if started[1] else "pppk"


def serving_since(rows: Sequence[Petugas]) -> date | None:
    """The earliest day on which the person of these rows can have begun to serve; None where it is not known.

    A NIP says since when somebody is a civil servant; an NI PPPK only the year, within which `mulai` of a row may tell
    the day. Without either, the first `mulai` where every row has one: a row without it is of somebody long there.
    """
    begun = [row.mulai for row in rows]
    known = [day for day in begun if day is not None]
    started = _started(rows) if civil_servant(rows) else None
    if started is None:
        return min(known) if known and len(known) == len(begun) else None
    first, exact = started
    return first if exact else min((day for day in known if day.year == first.year), default=first)


def _started(rows: Sequence[Petugas]) -> tuple[date, bool] | None:
    """The first day that the plausible NIP of these rows allows, and whether it says the month."""
    nips: list[Nip] = [row.nip for row in rows if row.nip.shaped]
    return next((nip_start(nip) for nip in nips if not nip_faults(nip)), None)
