"""Rosters with people in every odd corner: nothing of them is in the copy, in any format, and nobody is lost."""

from __future__ import annotations

import csv
import html
import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from ilp_cli.capabilities.anonim.verb import anonim
from ilp_cli.reading.load import load
from tests.plans import plan, saved
from tests.spoiled import ODS_CELL, ods

ROADMAP = """\
kabupaten: {nama: Luwu}
roster: kosong.yaml
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}], posyandu: [{nama: Melati}]}
  - {nama: Bajo, pustu: [{nama: Rumaju}], posyandu: [{nama: Anggrek}]}
"""
KEY = "8fjw-k2mq-x7rt-p3vz-n5hd-c9sb"
PLACES = (("Suli", "Cimpu"), ("Suli", "Murante"), ("Bajo", "Rumaju"))
PARTS = "zawo kremi tuvax brilo qesta vunor hyxat pelqo drimu fozan gwela jaxin lurvo mezdi nokwe ruzpa".split()


class Strange:
    """What makes one roster, and remembers every word and number of a person that it wrote."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # the same rosters in every run
        self.secrets: set[str] = set()

    def word(self) -> str:
        word = self.chance.choice(PARTS) + self.chance.choice(PARTS) + self.chance.choice("bdgk")
        self.secrets.add(word)
        return word.capitalize()

    def number(self, length: int, start: str) -> str:
        figures = start + "".join(self.chance.choice("23456789") for _ in range(length - len(start)))
        self.secrets.add(figures)
        return figures

    def nama(self) -> str:
        nama = f"{self.word()} {self.word()}"
        ways = (nama, nama.upper(), f"{nama}, A.Md.Keb", f"Hj. {nama}", f"2. {nama}", f"{nama} (pindah)",
                f"{nama} ({self.word()})", f"{nama} NIP. {self.number(18, '1985010120100129')}")  # fmt: skip
        return self.chance.choice(ways)

    def row(self, titles: Sequence[str]) -> list[str]:
        puskesmas, pustu = self.chance.choice(PLACES)
        cells = {
            "Nama": self.nama(),
            "Puskesmas": puskesmas,
            "Pustu": self.chance.choice([pustu, f"Pustu {pustu}"]),
            "Jabatan": self.chance.choice(["Bidan", "Perawat", f"Perawat a.n. {self.word()}", f"Plt. {self.word()}"]),
            "NIP": self.number(18, "1985010120100129"),
            "NIK": self.number(16, "7317014501850"),
            "No HP": self.number(12, "0811"),
            "Tgl Lahir": "05-01-1985",
            "Jenis Kelamin": self.chance.choice(["P", f"P ({self.word()})"]),
            "Status": self.chance.choice(["PNS", f"Honorer {self.word()}", "Kontrak s/d Desember 2026"]),
            "Hari Tugas": self.chance.choice(["Sen-Jum", f"piket {self.word()}"]),
            "Akhir Kontrak": self.chance.choice(["31-12-2026", f"diganti {self.word()}"]),
            "Keterangan": f"istri {self.word()}, HP {self.number(12, '0812')}",
            "Nama Suami": self.word(),
        }
        return [cells[title] for title in titles]

    def rows(self) -> list[list[str]]:
        must = ["Nama", "Puskesmas", "Pustu", "Jabatan"]
        other = ["NIP", "NIK", "No HP", "Tgl Lahir", "Jenis Kelamin", "Status", "Hari Tugas", "Akhir Kontrak",
                 "Keterangan", "Nama Suami"]  # fmt: skip
        titles = must + self.chance.sample(other, self.chance.randrange(2, 9))
        self.chance.shuffle(titles)
        listed = [[f"DAFTAR PETUGAS, disusun {self.word()}, HP {self.number(12, '0813')}"], titles]
        for _ in range(3):
            listed += [[f"PUSTU CIMPU (PJ: {self.word()})"]] if self.chance.random() < 0.3 else []
            listed.append(self.row(titles))
        listed += [
            ["Mengetahui,"],
            ["Kepala Puskesmas"],
            [f"dr. {self.word()}"],
            [f"NIP. {self.number(18, '19700101')}"],
        ]
        listed += [["No", "Nama Kader", "Puskesmas", "Pustu", "No WA"]]
        return [*listed, *(["1", self.nama(), "Suli", "Cimpu", self.number(12, "0814")] for _ in range(2))]


def xlsx(strange: Strange, rows: list[list[str]]) -> bytes:
    """A workbook that hides people in its properties, comments, page lines, sheet names and hidden cells too."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"Petugas {strange.word()}"
    for row in rows:
        sheet.append(row)
    sheet["B2"].comment = Comment(f"kata {strange.word()}", strange.word())
    assert sheet.oddHeader is not None
    sheet.oddHeader.center.text = strange.word()
    sheet.column_dimensions["C"].hidden = True
    sheet.cell(60, 20, f"{strange.word()} jauh")
    other = book.create_sheet(strange.word())
    other["A1"], other.sheet_state = strange.number(16, "7317"), "hidden"
    book.properties.creator, book.properties.title = strange.word(), strange.word()
    return saved(book)


def spreadsheet(_: Strange, rows: list[list[str]]) -> bytes:
    cells = [
        [ODS_CELL.format("", html.escape(cell)) if cell else "<table:table-cell/>" for cell in row] for row in rows
    ]
    return ods("".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells))


def page(strange: Strange, rows: list[list[str]]) -> bytes:
    lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<html><head><title>{strange.word()}</title></head><body><table>{table}</table></body></html>".encode()


def text(mark: str) -> Callable[[Strange, list[list[str]]], bytes]:
    def written(_: Strange, rows: list[list[str]]) -> bytes:
        stream = io.StringIO()
        csv.writer(stream, delimiter=mark, lineterminator="\n").writerows(rows)
        return stream.getvalue().encode()

    return written


FORMATS: Mapping[str, Callable[[Strange, list[list[str]]], bytes]] = {
    "petugas.xlsx": xlsx,
    "petugas.ods": spreadsheet,
    "petugas.html": page,
    "petugas.csv": text(","),
    "petugas.tsv": text("\t"),
}


def shown(data: bytes) -> str:
    """Everything that a copy holds, every part of a package with its name."""
    if not data.startswith(b"PK"):
        return data.decode()
    package = zipfile.ZipFile(io.BytesIO(data))
    return "\n".join(name + package.read(name).decode(errors="replace") for name in package.namelist())


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("seed", range(13))
def test_nothing_of_anybody_is_in_the_copy_and_everybody_is(tmp_path: Path, name: str, seed: int) -> None:
    strange = Strange(seed)
    data = FORMATS[name](strange, strange.rows())
    source = plan(tmp_path, ROADMAP) / name
    source.write_bytes(data)
    copy = tmp_path / ("salinan" + (source.suffix if source.suffix in (".csv", ".tsv") else ".xlsx"))
    anonim(source, copy, kunci=KEY)
    said = html.unescape(shown(copy.read_bytes())).lower()
    figures = re.sub(r"[\s.\-]", "", said)
    assert [secret for secret in sorted(strange.secrets) if secret in said or secret in figures] == []
    before, after = load(tmp_path, source), load(tmp_path, copy)
    assert len(before.petugas) == len(after.petugas) == 3
    assert len(before.kader) == len(after.kader) == 2
    assert [petugas.unit for petugas in before.petugas] == [petugas.unit for petugas in after.petugas]
    assert [petugas.profesi for petugas in before.petugas] == [petugas.profesi for petugas in after.petugas]
