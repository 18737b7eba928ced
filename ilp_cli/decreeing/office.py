"""Whose paper it is, and who signs it: head, closing block, and what of both is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ilp_cli.core.words import BLANK
from ilp_cli.decreeing.wording import Facts
from ilp_cli.district.office import lines_of, office_of
from ilp_cli.district.place import Kabupaten
from ilp_cli.district.roadmap import SK, Penandatangan
from ilp_cli.paper.annex import closing
from ilp_cli.paper.document import Paragraph

_KEPALA = "KEPALA "


def whose(wording: Mapping[str, Any], office: str | None, kabupaten: Kabupaten) -> tuple[str, dict[str, str | None]]:
    """The kind of head an office has on its papers, and the facts that stand in it."""
    held = office_of(office or "", kabupaten)
    first = lines_of(held, kabupaten)[0]
    facts: dict[str, str | None] = {
        "KABUPATEN": kabupaten.sebutan.upper(),
        "PROVINSI": (kabupaten.provinsi or "").upper() or None,
        "KEPALA_DAERAH": first,
        "DINAS": first.removeprefix(_KEPALA) if first.startswith(f"{_KEPALA}DINAS") else None,
    }
    if held.heads and held.key == "kepala daerah":
        return "kepala_daerah", facts
    return "dinas", facts if office else {**facts, "DINAS": wording["dinas"]}


def closing_block(
    signatory: Penandatangan | None,
    sk: SK | None,
    kabupaten: Kabupaten,
    nip: str,
    *,
    above: tuple[str, ...] = (),
    penetap: str | None = None,
) -> tuple[Paragraph, ...]:
    """The closing block, kept together on its page; the lines `above` stand before it."""
    block = closing(signatory, sk or SK(path=(), penetap=penetap), kabupaten, nip)
    starts = ["Penutup Jarak", *["Penutup"] * (len(above) + len(block.above))]
    head = [Paragraph(text=text, style=style) for text, style in zip((*above, *block.above), starts, strict=False)]
    if above:
        head[len(above)] = Paragraph(text=block.above[0], style="Penutup Jabatan")
    name = Paragraph(text=block.name, style="Nama" if block.below else "Nama Akhir")
    *between, last = block.below or ("",)
    tail = [Paragraph(text=text, style="Penutup") for text in between]
    tail += [Paragraph(text=last, style="Penutup Akhir")] if last else []
    return (*head, name, *tail)


def unsigned(signatory: Penandatangan | None, sk: SK | None, kabupaten: Kabupaten, nip: str) -> tuple[str, ...]:
    """What of a closing block stays dotted, by the names of `harus_diisi`."""
    own = (sk.penandatangan if sk else None) or signatory
    block = closing(signatory, sk, kabupaten, nip)
    missing = ["jabatan"] if any(BLANK in line for line in block.above) else []
    missing += ["nama"] if block.name == BLANK else []
    missing += ["pangkat"] if block.below and block.below[0] == BLANK else []
    if any(line.endswith(BLANK) for line in block.below[1:]):
        missing.append("nip_samar" if own and own.nip and nip != "tampil" else "nip")
    return tuple(missing)


def dated(facts: Facts) -> tuple[str, str]:
    """Where and when something is set, as the lines above a closing block say it."""
    return f"Ditetapkan di {facts.get('tempat') or BLANK}", f"pada tanggal {facts.get('tanggal') or BLANK}"
