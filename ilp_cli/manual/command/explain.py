"""ilp explain: the manual page of one code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import typer

from ilp_cli.core.finding import SEVERITY_WORDS, Code
from ilp_cli.core.names import maksud
from ilp_cli.core.outcome import Misuse
from ilp_cli.manual.verb import services_lost, standard_basis
from ilp_cli.registry import catalogue
from ilp_cli.screen import stream
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.options import Debug
from ilp_cli.screen.text import wrapped

app = command_app()


def _begun(incomplete: str) -> list[tuple[str, str]]:
    """The codes that begin as what is typed so far, with their titles; also by their figures alone."""
    start = len("ILP") if incomplete.isdigit() else 0
    codes = [(code.code[start:], code.title) for code in catalogue()]
    if incomplete != incomplete.upper():  # a shell keeps what is typed already
        codes = [(code.lower(), title) for code, title in codes]
    return [(code, title) for code, title in codes if code.startswith(incomplete)]


@app.command(cls=IndonesianCommand)
def explain(
    kode: Annotated[str, typer.Argument(metavar="KODE", help="Kode temuan, misalnya ILP202.", autocompletion=_begun)],
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Jelaskan satu kode: mengapa penting, contoh salah dan benar, langkah, dan pasalnya.

    \b
    Contoh:
      ilp explain ILP202
    """  # noqa: D301
    wanted = kode.upper() if kode.upper().startswith("ILP") else f"ILP{kode}"
    known = {code.code: code for code in catalogue()}
    if wanted not in known:
        raise Misuse(f"kode “{kode}” tidak ada{maksud(wanted, known)}. Lihat daftarnya dengan ilp rules")
    stream.say(_page(known[wanted]))


def _page(code: Code) -> Iterator[stream.Line]:
    yield stream.line((f"{code.code} {code.title}", "bold"), f" ({SEVERITY_WORDS[code.severity]})")
    yield stream.line()
    for row in wrapped(code.page.why):
        yield stream.line(row)
    for row in wrapped(services_lost(code.standard or "")):
        yield stream.line(row)
    for example in code.page.examples:
        day = f", diperiksa per {example.pada.isoformat()}" if example.pada else ""
        yield stream.line()
        yield stream.line((f"{example.kind.capitalize()} ({example.file}{day}):", "bold"))
        for row in example.text.splitlines():
            yield stream.line("    ", (re.sub(r" *#! (ILP\d+)", r"   # ← \1", row), ""))
    yield stream.line()
    for row in wrapped(f"Langkah: {code.page.remedy}"):
        yield stream.line(row)
    for key in (code.standard, *code.also):
        basis = standard_basis(key) if key else None
        for row in wrapped(f"Dasar: {basis}") if basis else ():
            yield stream.line(row)
