"""What an editor refuses by the schema, a check refuses too, and the other way round."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from ilp_cli.capabilities.start.verb import schema
from ilp_cli.core.finding import Severity
from ilp_cli.reading.load import load
from tests.plans import plan
from tests.running import EXAMPLES

VALIDATOR = jsonschema.Draft202012Validator(schema())
SHAPE = {"ILP002", "ILP003", "ILP004"}
"""What is said of keys and values alone."""


class Editor(yaml.SafeLoader):
    """Types the plain scalars as YAML 1.2 does, which is what editors do: yes and 2024-01-15 are text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), first)

HEAD = "kabupaten: {nama: Suka}\n"
UNIT = HEAD + "puskesmas: [{nama: Suli, %s}]\n"
POST = UNIT % "posyandu: [{nama: Melati, hari_buka: %s}]"
STAGE = HEAD + "tahap: [{tahun: 2025, %s}]\n"
ORDER = HEAD + "rollout: {tahun: [{tahun: 2027, anggaran: %s}]}\n"

GOOD = {
    "a code in figures": UNIT % "kode: 1079901",
    "a code with a point": "kabupaten: {nama: Suka, kode: 73.17}\n",
    "a year in quotes": HEAD + 'tahap: [{tahun: "2025"}]\n',
    "keys without a value": HEAD + "libur:\nkebijakan:\nstandar:\ntahap:\npuskesmas:\npenandatangan:\nroster:\n",
    "yes as others write it": HEAD + "kebijakan: {libur_nasional_buka: true, cuti_bersama_buka: Ya}\n",
    "no in capitals": HEAD + "kebijakan: {libur_nasional_buka: TIDAK}\n",
    "a name that is a number": UNIT % "alias: [2024]",
    "a leap day": UNIT % "tutup: 2024-02-29",
    "a day in words": UNIT % "tutup: 16 oktober 2024",
    "a day with slashes": UNIT % "tutup: 31/12/2024",
    "a day with a clock": UNIT % 'tutup: "2024-12-31 00:00:00"',
    "service days as a run": HEAD + "hari_layanan: Senin-Sabtu\n",
    "service days with commas": HEAD + 'hari_layanan: "Sen, Rab & Jum\'at"\n',
    "service days to the end": HEAD + "hari_layanan: [senin s/d kamis, sabtu]\n",
    "every working day": HEAD + "hari_layanan: setiap hari kerja\n",
    "an opening by its date": POST % "12",
    "an opening in words": POST % "Rabu pekan kalender kedua",
    "an opening and a day of its own": POST % "[rabu ke-2, 2025-04-17]",
    "a week of openings": HEAD + "kebijakan: {minggu_berkumpul: [1, 2], bobot: {kk: 1, bumil: 2}, batas_ubah: 10}\n",
    "an opening at the end": POST % "kamis terakhir",
    "a point": UNIT % "koordinat: [-3.38, 120.37]",
    "a point in one text": UNIT % 'koordinat: "-3.38, 120.37"',
    "a point in quotes": UNIT % 'koordinat: ["-3.38", "120.37"]',
    "a promise of all": HEAD + "sasaran: [{tahun: 2027, puskesmas: Semua}]\n",
    "a promise in quotes": HEAD + 'sasaran: [{tahun: 2027, puskesmas: "12"}]\n',
    "a promise by names": HEAD + "sasaran: [{tahun: 2027, puskesmas: [Suli]}]\n",
    "a decree that is to come": STAGE % "sk: {nomor: menyusul, tanggal: belum ada, tentang: , penetap: -}",
    "a target in quotes": STAGE % 'target: {puskesmas: "2", pustu: }',
    "a local standard": HEAD + 'standar: {pustu.kader: {nilai: 3, dasar: "SK 1"}}\n',
    "a local standard of days": HEAD + 'standar: {pustu.hari_layanan: {nilai: Senin-Sabtu, dasar: "SK 1"}}\n',
    "a profession in two words": HEAD + "kebijakan: {induk_minimum: {Bidan: 2, dokter gigi: 1}}\n",
    "a waiver of the district": HEAD
    + "pengecualian: [{kode: ILP101, tempat: Kabupaten, alasan: a, oleh: b, sampai: 2027-01-31}]\n",
    "an amount of money": ORDER % '"Rp1.234.500,00"',
    "an amount of money without cents": ORDER % '"Rp 1.234.500,-"',
    "an amount of money as the advice of a cut one has it": ORDER % '"Rp1.234.500, 00"',
    "an amount in millions": ORDER % "Rp 600 juta",
    "an amount with points": ORDER % "1.234.500",
    "an amount with blanks": ORDER % "12 000",
    "an amount in billions": ORDER % '"1,5 Miliar"',
    "an amount in figures": ORDER % "1234500",
    "an amount with its letter": ORDER % '"Rp 1,2 M"',
    "an amount with its words in brackets": ORDER % '"Rp650.000.000,00 (enam ratus lima puluh juta rupiah)"',
    "an amount of rupiah in words": ORDER % "650 juta rupiah",
    "an amount with what is counted": ORDER % "60 peserta",
    "an order without a value": HEAD + "rollout: {tahun: [{tahun: 2027, rekrut: }], puskesmas: }\n",
    "a roster by its name": HEAD + "roster: roster.xlsx\n",
    "rosters": HEAD + "roster: [suli.xlsx, bua]\n",
}
BAD = {
    "a day that is none": UNIT % "tutup: 2024-02-31",
    "an amount of something unknown": ORDER % "60 ekor",
    "an amount whose figures are not grouped": ORDER % '"Rp12.34.500"',
    "a leap day in a common year": UNIT % "tutup: 29/02/2023",
    "a month that is none": UNIT % "tutup: 1 Oktobr 2024",
    "the 31st of a short month": UNIT % "tutup: 31 April 2024",
    "a misspelt standard": HEAD + 'standar: {pustu.kadr: {nilai: 3, dasar: "SK 1"}}\n',
    "a standard without a basis": HEAD + "standar: {pustu.kader: {nilai: 3}}\n",
    "a bare standard": HEAD + "standar: {pustu.kader: 3}\n",
    "words where a standard counts": HEAD + 'standar: {pustu.kader: {nilai: tiga, dasar: "SK 1"}}\n',
    "a ninth tuesday": POST % "selasa ke-9",
    "a 32nd": POST % "tanggal 32",
    "a point the wrong way round": UNIT % "koordinat: [120.37, -3.38]",
    "a point in one text the wrong way round": UNIT % 'koordinat: "120.37, -3.38"',
    "a point abroad": UNIT % "koordinat: [-3.38, 12.036]",
    "half a point": UNIT % "koordinat: [-3.38]",
    "a year in two figures": HEAD + "tahap: [{tahun: 25}]\n",
    "a year in another century": HEAD + "tahap: [{tahun: 1925}]\n",
    "no year": HEAD + "tahap: [{tahun: }]\n",
    "yes in English": HEAD + "kebijakan: {libur_nasional_buka: yes}\n",
    "an unknown weekday": HEAD + "hari_layanan: [senin, slasa]\n",
    "a run without an end": HEAD + "hari_layanan: senin-\n",
    "no weekday": HEAD + "hari_layanan: []\n",
    "a negative target": STAGE % "target: {puskesmas: -1}",
    "a blank name": HEAD + 'puskesmas: [{nama: "  "}]\n',
    "no name": HEAD + "puskesmas: [{kode: 1079901}]\n",
    "an item without a value": HEAD + "puskesmas: [{nama: Suli, alias: [Lama, ]}, ]\nmengingat:\n  -\n",
    "a name where a list belongs": UNIT % "alias: Lama",
    "an unknown status": STAGE % "lokus: [{puskesmas: Suli, status: selesai}]",
    "a place of another kind": HEAD
    + "pengecualian: [{kode: ILP101, tempat: Suli, alasan: a, oleh: b, sampai: 2027-01-31}]\n",
    "an unknown profession": HEAD + "kebijakan: {induk_minimum: {bidn: 2}}\n",
    "a name that says another kind": "kabupaten: {nama: Kabupaten Suka, jenis: kota}\n",
    "an unknown key": HEAD + "penandatanganan: {}\n",
    "a promise in words": HEAD + "sasaran: [{tahun: 2027, puskesmas: banyak}]\n",
    "a negative limit": ORDER % "-3",
    "a negative amount of money": ORDER % '"Rp-5.000"',
    "an amount in words": ORDER % "banyak",
    "an amount with a strange word": ORDER % "5 lusin",
    "an amount with too many points": ORDER % '"1.23.456"',
    "no district": "tahap: []\n",
}


def read(folder: Path, text: str) -> set[str]:
    """The codes by which the reader refuses keys and values of a roadmap."""
    found = load(plan(folder, text)).misfits
    return {fault.code for fault in found if fault.severity is Severity.ERROR and fault.code in SHAPE}


def edited(text: str) -> list[str]:
    """What an editor says of a roadmap."""
    return [error.message for error in VALIDATOR.iter_errors(yaml.load(text, Loader=Editor))]


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_what_is_read_is_accepted_by_an_editor(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == set()
    assert edited(text) == []


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_what_is_refused_is_marked_by_an_editor(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text)
    assert edited(text)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_the_examples_are_accepted_as_an_editor_types_them(folder: Path) -> None:
    assert edited((folder / "roadmap.yaml").read_text(encoding="utf-8")) == []


def test_every_pattern_is_one_for_both_languages() -> None:
    """ECMAScript knows no inline flags, no named groups of Python, and no escape that says nothing."""
    patterns = re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', json.dumps(schema()))
    assert patterns
    for pattern in patterns:
        text = pattern.replace("\\\\", "\\")
        assert "(?P" not in text
        assert not re.search(r"\(\?[a-z]", text)
        assert not re.search(r"\\[^sSwWbBdDnrtu./\\()\[\]{}*+?^$|]", text), text
