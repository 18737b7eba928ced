"""Who may ask for the figures of a number and for a text as it was written; whoever else prints one shows neither."""

from __future__ import annotations

import ast
import copy
import csv
import io
import json
import pickle
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.core.masking import Hidden, Number
from ilp_cli.district.numbers import Nik, Nip
from ilp_cli.files import yaml_file
from ilp_cli.paper.cells import stored
from ilp_cli.reading.load import load
from ilp_cli.screen.machine import table_csv, to_json
from tests.plans import PADA, plan
from tests.running import ROOT

NIP, NIK, PHONE = "198501052010012901", "7317014501850001", "081234567890"

ASKING: Mapping[str, Mapping[str, str]] = {
    "digits": {
        "capabilities/duty/sheets/wall.py": "the NIP of a kepala puskesmas, where asked for with --nip tampil",
        "capabilities/klaster/sheets.py": "who is in a klaster, in the annex, where asked for with --nip tampil",
        "reading/official/belonging.py": "the figures of a district, not of a person",
        "capabilities/roster/sheets/template.py": "how many figures a column takes, not the figures of anybody",
        "capabilities/staffing/sheets/usulan.py": "whom a proposal moves, where asked for with --nip tampil",
        "decreeing/susunan.py": "who is in a klaster, in the annex of its decree, where asked for with --nip tampil",
        "decreeing/surat.py": "whom a nota dinas moves, where asked for with --nip tampil",
        "district/identity.py": "the parts of a number tell birth and sex, and whether they can be",
        "district/leave.py": "a leave may give the NIP where the name is asked for",
        "district/numbers.py": "the shape of a number",
        "reading/own_rows.py": "the rows of the planner's own workbook, in the form of ours",
        "reading/cells.py": "how many figures a column takes, not the figures of anybody",
        "paper/annex.py": "the signatory's NIP in the annex, where the planner asks for it with --nip tampil",
    },
    "as_written": {
        "capabilities/duty/model/serving.py": "whose row of a duty roster it is, by name",
        "capabilities/roster/rules/identity.py": "whether two rows are at one unregistered unit",
        "capabilities/waivers/model.py": "whom a waiver names",
        "district/identity.py": "whether two names are one",
        "district/leave.py": "whose leave it is, by name",
        "district/subject.py": "whom a finding speaks of, for waivers and for the next check",
        "reading/own_rows.py": "the rows of the planner's own workbook, in the form of ours",
    },
    "all_as_written": {
        "capabilities/roster/rules/people.py": "whether two rows are the same",
        "core/masking.py": "one text is the first of several",
    },
    "as_shown": {
        "capabilities/duty/read.py": "the rows of a duty roster",
        "reading/row_values.py": "the rows of a roster",
        "reading/roadmap_fields.py": "waivers",
    },
    "mask_numbers": {
        "capabilities/anonim/model/pseudonym.py": "the cells and titles of a copy that goes to others",
        "capabilities/areas/read/pembagian.py": "the kader and blocks of a division",
        "capabilities/duty/read.py": "marks of a duty roster that are none of ours, for they are quoted",
        "capabilities/intake/model/decide.py": "cells as a decision quotes them",
        "capabilities/intake/read.py": "what was chosen for a name",
        "reading/official/header.py": "titles that are none of ours, for they are quoted",
        "reading/official/rows.py": "the rows of a list from the ministry",
        "capabilities/staffing/read.py": "whom a proposal moves",
        "capabilities/visits/read.py": "what is typed into a list of visits",
        "core/finding.py": "the facts of every finding",
        "core/tabled.py": "the cells that a notebook shows of a result",
        "district/bukaan.py": "what names a posyandu that is none, for it is quoted",
        "district/looked.py": "words of a row that say why somebody does not count",
        "district/naming.py": "what names a place that is none, for it is quoted",
        "reading/peta.py": "the property names of a map, which come from a file",
        "reading/pendamping.py": "who goes along on an opening day",
        "tracing/ask.py": "what was asked, for it is said again",
        "tracing/verb.py": "the cell that is asked for",
        "capabilities/rollout/model/applied.py": "the district an order names, for it is quoted",
        "reading/quarters.py": "words of a printed sheet that came back, for they are quoted",
        "verifying/model.py": "the cells of a workbook that may have been edited by hand",
        "reporting/map.py": "the words of a map, which come from a file",
        "paper/html.py": "every text of a page",
        "paper/tables.py": "the names of the files a plan was read from",
        "district/lent.py": "rows that are sent out to be filled in",
        "files/yaml_file.py": "the lines of a file, which are shown around a finding",
        "freezing/verb.py": "why an archive was written anew",
        "reading/own_rows.py": "whether a text was read as anything else than it says",
        "reading/leaving.py": "words of a row that say somebody has left",
        "reading/cells.py": "answers that are neither yes nor no",
        "reading/row_values.py": "answers on skills that are neither yes nor no",
        "reading/rows.py": "a name that no longer is that of its row, for it is quoted",
        "reading/roadmap_fields.py": "notes on a stage and a lokus",
    },
    "mask_birth": {"files/yaml_file.py": "the lines of a file, which are shown around a finding"},
    "mask": {"capabilities/intake/model/decide.py": "cells as a decision quotes them"},
    "_text": {"core/masking.py": "what is hidden is kept here"},
}
"""Every place that asks for what is hidden, or hides it, with its reason. A new one is added with a reason, or not."""


def asking(word: str) -> Iterator[str]:
    """The modules that ask a value for it by this name, or import the function of this name."""
    for path in sorted((ROOT / "ilp_cli").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            imported = isinstance(node, ast.ImportFrom) and word in {alias.name for alias in node.names}
            if imported or (isinstance(node, ast.Attribute) and node.attr == word):
                yield path.relative_to(ROOT / "ilp_cli").as_posix()


@pytest.mark.parametrize("word", ASKING)
def test_what_is_hidden_is_asked_for_in_few_places(word: str) -> None:
    assert set(asking(word)) == set(ASKING[word])


def test_a_number_prints_its_last_four_figures_whoever_prints_it() -> None:
    for number, masked in ((Nip(NIP), "**************2901"), (Nik(NIK), "************0001"), (Nip("123"), "***")):
        assert str(number) == f"{number}" == f"{number!s}" == "%s" % number == stored(number) == masked  # noqa: UP031
        assert repr(number) == f"{number!r}" == f"{type(number).__name__}('{masked}')"
        assert f"{number:>20}" == masked.rjust(20)
        assert json.loads(to_json({"nip": number, "rows": [{"nip": number}]}))["rows"] == [{"nip": masked}]
        assert list(csv.reader(io.StringIO(table_csv(["nip"], [{"nip": number}])))) == [["nip"], [masked]]
        assert (number.last, len(number)) == (number.digits[-4:], len(number.digits))
    with pytest.raises(TypeError):
        json.dumps(Nip(NIP))
    with pytest.raises(TypeError, match="not a value of JSON: date"):
        to_json({"pada": PADA})


def test_a_number_is_one_of_its_kind_and_its_figures() -> None:
    assert Nip(NIP) == Nip(NIP) != Nip(NIK)
    assert Nip(NIK) != Nik(NIK) != NIK
    assert {Nip(NIP), Nip(NIP), Number(NIP), Hidden(NIP)} == {Nip(NIP), Number(NIP), Hidden(NIP)}
    assert sorted([Nip(NIP), Nik(NIK), Nip("1")]) == [Nip("1"), Nip(NIP), Nik(NIK)]
    assert not Nip()
    assert stored(Nip()) is None
    assert copy.deepcopy(Nip(NIP)) == pickle.loads(pickle.dumps(Nip(NIP))) == Nip(NIP)
    assert (Nip(NIP).shaped, Nip(NIK).shaped, Nik(NIK).own, Nik("0" * 16).own) == (True, False, True, False)


ROADMAP = f"""\
kabupaten: {{nama: Luwu}}
penandatangan: {{jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan, nip: "{NIP}"}}
puskesmas: [{{nama: Suli, pustu: [{{nama: Cimpu}}]}}]
tahap: [{{tahun: 2025, keterangan: {PHONE}, lokus: [{{puskesmas: Suli, pustu: [Cimpu], keterangan: hp {PHONE}}}]}}]
pengecualian:
  - kode: ILP305
    tempat: {{puskesmas: Suli, nama: "Umi {PHONE}"}}
    alasan: lihat NIP {NIP}
    oleh: Kepala Dinas {PHONE}
    sampai: 2027-06-30
petugas:
  - {{nama: "Ina {NIP}", puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nip: "{NIP}", nik: "{NIK}"}}
  - {{nama: "Umi {PHONE}", puskesmas: Suli, profesi: Bidann {PHONE}, jabatan: "hp {PHONE}", status: "{PHONE}"}}
kader: [{{nama: "Ani {PHONE}", puskesmas: Suli, pustu: Cimpu, nik: "{NIK}", terlatih: "{PHONE}"}}]
cuti: [{{nama: "Ina {NIP}", dari: 2026-03-02, sampai: 2026-03-06, keterangan: "{PHONE}"}}]
"""


def test_nothing_made_of_a_plan_prints_a_number(tmp_path: Path) -> None:
    folder = plan(tmp_path, ROADMAP)
    district, report = load(folder), check(folder, pada=PADA)
    petugas, umi = district.petugas
    assert (petugas.nama, umi.nama) == ("Ina", f"Umi {'*' * len(PHONE)}")
    assert (umi.profesi_tertulis, umi.jabatan) == (f"Bidann {'*' * 12}", f"hp {'*' * 12}")
    assert [found.code for found in report.waived] == ["ILP305"]
    assert asdict(petugas)["nip"] == petugas.nip
    rows = [asdict(person) for person in (*district.petugas, *district.kader, *district.cuti, *district.pengecualian)]
    printed = [
        *map(repr, (petugas, district, district.kader, report, report.findings, *report.waived)),
        *map(str, (petugas, district, report, rows, *district.pengecualian)),
        f"{petugas} {district} {report}",
        json.dumps([{**row, "origin": ""} for row in rows], default=str),
        to_json(report.document()),
        district.frame("petugas").to_csv(),
        district.frame("kader").to_json(date_format="iso"),
        district._repr_html_(),
        report._repr_html_(),
    ]
    for text in printed:
        assert not {number for number in (NIP, NIK, PHONE) if number in text}, text
    assert not re.search(r"\d{10}", repr(petugas) + repr(district.kader) + repr(report))


def test_what_was_written_stays_to_be_asked_for(tmp_path: Path) -> None:
    district = load(plan(tmp_path, ROADMAP))
    petugas, umi = district.petugas
    assert (umi.as_written("nama"), petugas.as_written("pustu")) == (f"Umi {PHONE}", "Cimpu")
    assert (petugas.nip.digits, petugas.nik.digits) == (NIP, NIK)
    assert district.penandatangan is not None
    assert district.penandatangan.nip.digits == NIP
    assert repr(umi.tertulis["nama"]) == f"Hidden('Umi {'*' * len(PHONE)}')"


def test_a_line_of_yaml_is_shown_without_numbers_and_days_of_birth() -> None:
    line = 'petugas: [{nama: Ina 0812-3456-7890, tanggal_lahir: 1985-01-05, nip: "%s", mulai: 2020-01-02}]'
    file = yaml_file.parse((line % NIP).encode(), "roadmap.yaml")
    shown = 'petugas: [{nama: Ina ****-****-****, tanggal_lahir: ****-**-**, nip: "%s", mulai: 2020-01-02}]'
    assert file.lines == (shown % ("*" * 18),)
    assert file.at(1, 1).source == file.lines[0]
    assert file.content["petugas"][0]["nip"] == NIP
