"""A unit as a finding names it."""

from __future__ import annotations

from ilp_cli.core.names import sebutan
from ilp_cli.district.people import Kader, Petugas


def where(person: Petugas | Kader) -> str:
    """The unit a person is listed at, in words."""
    if person.pustu:
        return f"{sebutan('pustu', person.pustu)} ({person.puskesmas})"
    if isinstance(person, Kader) and person.posyandu:
        return f"{sebutan('posyandu', person.posyandu)} ({person.puskesmas})"
    return sebutan("puskesmas", person.puskesmas)
