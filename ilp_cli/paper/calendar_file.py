"""Duty rosters as calendars for phones (RFC 5545): one file a pustu, one event a service day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_OCTETS = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A whole day: what it is in a line, and more below it; `uid` is the same whenever it is the same event."""

    day: date
    title: str
    text: str
    place: str
    uid: str


def calendar(name: str, events: Iterable[Event], stamp: date) -> bytes:
    """A calendar with these events; `stamp` is the day it was made on, never the clock."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ilp_cli//jadwal tugas pustu//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(event.title)}",
            f"DESCRIPTION:{_text(event.text)}",
            f"LOCATION:{_text(event.place)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def uid(*names: str) -> str:
    """An identifier that tells an event from every other, and nothing about anybody."""
    return f"{hashlib.sha256(chr(31).join(names).encode()).hexdigest()[:32]}@ilp-cli"


def _text(text: str) -> str:
    """Text as a property holds it; control characters would break the file."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(letter for letter in escaped if letter.isprintable())


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, no letter cut in two; all but the first begin with a blank."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    yield piece
