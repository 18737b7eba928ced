"""A template to start from: what `ilp decree` writes, with the variables in place of the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ilp_cli.decreeing.keputusan import KADER, KLASTER, LOKUS, PERUBAHAN
from ilp_cli.decreeing.surat import NOTA, SURAT
from ilp_cli.paper.document import Block, Document, Fields, Grid, GridColumn, Item, Kop, Labelled, Listing, Paragraph
from ilp_cli.paper.edition import Edition

_SEVERAL = {KLASTER: "n.", SURAT: "n."}
"""The kinds of which there may be several in one document: each stands in a loop."""
_WIDE, _WIDE_LETTER = 33.0, 28.0
_LOOP_END = "{%p endfor %}"


def contoh(jenis: str, edition: Edition) -> Document:
    """The template of a kind."""
    badan, of = edition.naskah["badan"], _SEVERAL.get(jenis, "")
    makers = {NOTA: _nota, SURAT: _surat}
    body: list[Block] = [Kop(**_head(of, badan["logo"]))]
    body += makers[jenis](of, badan) if jenis in makers else _decree(of, jenis, edition.nip)
    if of:
        body = [
            Paragraph(text="{%p for n in naskah %}"),
            Paragraph(text="{%p if not loop.first %}"),
            Paragraph(text="", style="Halaman Baru"),
            Paragraph(text="{%p endif %}"),
            *body,
            Paragraph(text=_LOOP_END),
        ]
    return Document(
        title=f"Templat {jenis}",
        paper=edition.paper,
        font=edition.font,
        size=float(badan["ukuran"]),
        number=str(edition.naskah["nomor_halaman"]),
        parts=(tuple(body),),
    )


def _head(of: str, logo: str) -> dict[str, Any]:
    def lines(name: str) -> tuple[str, ...]:
        return (f"{{%p for baris in {of}kop.{name} %}}", "{{ baris }}", _LOOP_END)

    return {"logo": logo, "above": lines("atas"), "main": _tag(of, "kop.besar"), "below": lines("bawah")}


def _tag(of: str, name: str) -> str:
    return f"{{{{ {of}{name} }}}}"


def _each(of: str, name: str, style: str = "Isi") -> Iterator[Paragraph]:
    """Every item of a list as a paragraph."""
    for text in (f"{{%p for butir in {of}{name} %}}", "{{ butir }}", _LOOP_END):
        yield Paragraph(text=text, style=style)


def _listed(of: str, name: str, kind: Any) -> Listing:
    """Every item of a list, counted."""
    texts = (f"{{%p for butir in {of}{name} %}}", "{{ butir }}", _LOOP_END)
    return Listing(kind=kind, items=tuple(Item(text=text) for text in texts), together=True)


def _rows(of: str, name: str) -> tuple[Labelled, ...]:
    """A row for each item of a list of labels and texts."""
    return (
        Labelled(label=f"{{%tr for baris in {of}{name} %}}", body=()),
        Labelled(label="{{ baris.label }}", body=(Paragraph(text="{{ baris.isi }}", style="Isi Rapat"),)),
        Labelled(label="{%tr endfor %}", body=()),
    )


def _grid(of: str, name: str, columns: Sequence[GridColumn], cells: Sequence[str]) -> Grid:
    """A row of a table for each item of a list."""
    blank = [""] * (len(cells) - 1)
    return Grid(
        columns=tuple(columns),
        rows=((f"{{%tr for baris in {of}{name} %}}", *blank), tuple(cells), ("{%tr endfor %}", *blank)),
    )


def _signed(of: str, *above: str) -> Iterator[Paragraph]:
    starts = ["Penutup Jarak", *["Penutup"] * len(above)]
    for text, style in zip((*above, f"{_tag(of, 'penandatangan.jabatan')},"), starts, strict=True):
        yield Paragraph(text=text, style=style)
    yield Paragraph(text=_tag(of, "penandatangan.nama"), style="Nama")
    yield Paragraph(text=f"{{%p if {of}penandatangan.pangkat %}}", style="Penutup")
    yield Paragraph(text=_tag(of, "penandatangan.pangkat"), style="Penutup")
    yield Paragraph(text="{%p endif %}", style="Penutup")
    yield Paragraph(text=f"{{%p if {of}penandatangan.nip %}}", style="Penutup Akhir")
    yield Paragraph(text=f"NIP. {_tag(of, 'penandatangan.nip')}", style="Penutup Akhir")
    yield Paragraph(text="{%p endif %}", style="Penutup Akhir")


def _decree(of: str, jenis: str, nip: str) -> Iterator[Block]:
    penetap, title = _tag(of, "penetap"), _tag(of, "TENTANG")
    yield Paragraph(text=f"KEPUTUSAN {penetap}", style="Judul")
    yield Paragraph(text=f"NOMOR {_tag(of, 'nomor')}", style="Judul")
    yield Paragraph(text="TENTANG", style="Judul Jarak")
    yield Paragraph(text=title, style="Judul")
    yield Paragraph(text=f"{penetap},", style="Judul Jarak")
    yield Fields(
        rows=(
            Labelled(label="Menimbang", body=(_listed(of, "menimbang", "huruf"),)),
            Labelled(label="Mengingat", body=(_listed(of, "mengingat", "angka"),)),
        ),
        label_mm=_WIDE,
    )
    yield Paragraph(text="MEMUTUSKAN:", style="Judul Jarak")
    named = Paragraph(text=f"KEPUTUSAN {penetap} TENTANG {title}.", style="Isi Tebal")
    yield Fields(rows=(Labelled(label="Menetapkan", body=(named,)), *_rows(of, "diktum")), label_mm=_WIDE)
    dated = f"Ditetapkan di {_tag(of, 'tempat')}", f"pada tanggal {_tag(of, 'tanggal')}"
    yield from _signed(of, *dated)
    yield Paragraph(text="Tembusan:", style="Tembusan")
    yield _listed(of, "tembusan", "angka")
    if jenis == KLASTER:
        yield Paragraph(text=f"{{%p if {of}susunan %}}")
        yield Paragraph(text="", style="Halaman Baru")
        yield from _each(of, "kepala_lampiran", "Penutup")
        yield Paragraph(text=title, style="Judul Jarak")
        columns = (
            GridColumn(title="NO", weight=10, center=True), GridColumn(title="KLASTER", weight=28),
            GridColumn(title="KEDUDUKAN", weight=28, center=True),
            GridColumn(title="NAMA" if nip == "tanpa" else "NAMA DAN NIP", weight=44),
            GridColumn(title="JABATAN", weight=32),
        )  # fmt: skip
        name = "{{ baris.nama }}{% if baris.nip %}, NIP. {{ baris.nip }}{% endif %}"
        cells = ("{{ baris.no }}", "{{ baris.klaster }}", "{{ baris.kedudukan }}", name, "{{ baris.jabatan }}")
        yield _grid(of, "susunan", columns, cells)
        yield from _signed(of)
        yield Paragraph(text="{%p endif %}")


def _nota(of: str, badan: Mapping[str, Any]) -> Iterator[Block]:
    wording = badan["nota"]
    yield Paragraph(text=wording["judul"], style="Judul Jarak")
    yield Fields(rows=_rows(of, "kepala"), label_mm=_WIDE_LETTER)
    yield from _each(of, "isi", "Isi Awal")
    titles = wording["kolom"]
    shares = {"nomor": 9, "nama_nip": 47, "profesi": 19, "dari": 23, "ke": 25, "hari": 16}
    columns = tuple(GridColumn(title=titles[key], weight=share, center=key == "nomor") for key, share in shares.items())
    name = "{{ baris.nama }}{% if baris.nip %}, NIP. {{ baris.nip }}{% endif %}"
    cells = ("{{ baris.no }}", name, *(f"{{{{ baris.{key} }}}}" for key in ("profesi", "dari", "ke", "hari")))
    yield _grid(of, "pindah", columns, cells)
    yield from _each(of, "penutup")
    yield from _signed(of)


def _surat(of: str, badan: Mapping[str, Any]) -> Iterator[Block]:
    wording = badan["surat"]
    yield Paragraph(text=f"{_tag(of, 'tempat')}, …………………", style="Kanan")
    yield Fields(rows=_rows(of, "kepala"), label_mm=_WIDE_LETTER)
    yield Paragraph(text=_tag(of, "tujuan"), style="Kanan")
    yield from _each(of, "isi")
    titles, centred = wording["kolom"], ("nomor", "ada", "minimum", "kurang")
    shares = {"nomor": 8, "unit": 30, "puskesmas": 26, "ada": 14, "minimum": 14, "kurang": 12}
    columns = tuple(GridColumn(title=titles[key], weight=share, center=key in centred) for key, share in shares.items())
    names = ("no", "unit", "puskesmas", "ada", "minimum", "kurang")
    yield _grid(of, "unit", columns, [f"{{{{ baris.{name} }}}}" for name in names])
    yield from _each(of, "dasar")
    yield from _each(of, "penutup")
    yield from _signed(of)


JENIS = (LOKUS, PERUBAHAN, KADER, KLASTER, NOTA, SURAT)
"""Every kind there is a template of."""
