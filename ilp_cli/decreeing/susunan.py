"""The annex of a decree on klaster: who leads and who belongs to each, as the sheet Klaster lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ilp_cli.core.masking import nip_grouped
from ilp_cli.core.words import BLANK
from ilp_cli.decreeing.office import closing_block
from ilp_cli.district.klaster import Keanggotaan, Susunan, klaster_title
from ilp_cli.district.place import Kabupaten
from ilp_cli.district.roadmap import SK, Penandatangan
from ilp_cli.paper.annex import heading
from ilp_cli.paper.document import Block, Grid, GridColumn, Paragraph
from ilp_cli.paper.edition import Edition


def annex(
    own: Susunan, sk: SK, signatory: Penandatangan, judul: str, kabupaten: Kabupaten, edition: Edition
) -> tuple[Block, ...]:
    """The pages of the annex, with the head of its decree and its closing block; `judul` is the title in capitals."""
    lines = heading("", sk, kabupaten, edition.naskah["kepala_lampiran"], judul)
    return (
        Paragraph(text="\n".join(lines), style="Kanan"),
        Paragraph(text=judul, style="Judul Jarak"),
        _grid(own, edition.nip),
        *closing_block(signatory, sk, kabupaten, edition.nip),
    )


def told(own: Susunan, nip: str) -> Iterator[Mapping[str, str]]:
    """The rows of the annex by name, for a district's own template."""
    for number, (key, kedudukan, row) in enumerate(own.listed(), 1):
        name, _, digits = (BLANK if row is None else _named(row, nip)).partition("\nNIP. ")
        yield {
            "no": str(number),
            "klaster": klaster_title(key),
            "kedudukan": kedudukan.value if kedudukan is not None else BLANK,
            "nama": name,
            "nip": digits,
            "jabatan": (row.jabatan if row is not None else "") or BLANK,
        }


def lacking(own: Susunan) -> bool:
    """Whether a klaster stands in the annex without who leads it."""
    return any(row is None for _, _, row in own.listed())


def _grid(own: Susunan, nip: str) -> Grid:
    name = "NAMA" if nip == "tanpa" else "NAMA DAN NIP"
    columns = (
        GridColumn(title="NO", weight=10, center=True),
        GridColumn(title="KLASTER", weight=28),
        GridColumn(title="KEDUDUKAN", weight=28, center=True),
        GridColumn(title=name, weight=44),
        GridColumn(title="JABATAN", weight=32),
    )
    return Grid(columns=columns, rows=tuple(_rows(own, nip)))


def _rows(own: Susunan, nip: str) -> Iterator[tuple[str, ...]]:
    for row in told(own, nip):
        name = f"{row['nama']}\nNIP. {row['nip']}" if row["nip"] else row["nama"]
        yield row["no"], row["klaster"], row["kedudukan"], name, row["jabatan"]


def _named(row: Keanggotaan, nip: str) -> str:
    """Somebody as the roster names them, with the NIP as far as it is to be shown."""
    name = row.petugas[0].nama if row.petugas else row.sebutan
    number = row.nip_known
    if nip == "tanpa" or not number:
        return name
    return f"{name}\nNIP. {nip_grouped(number.digits) if nip == 'tampil' else number}"
