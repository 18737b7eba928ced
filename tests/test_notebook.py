"""Results in scripts and notebooks: their tables as DataFrames, how they show themselves, and the names to import."""

from __future__ import annotations

import ast
import inspect
import re
import shutil
import typing
from collections.abc import Callable, Mapping
from datetime import date
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pandas
import pytest

import ilp_cli
from ilp_cli.core.rows import Columns, Kind, columns, frame
from ilp_cli.core.tabled import Tabled, in_words
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests.capabilities.pws import reports
from tests.capabilities.training import world as training
from tests.plans import KADER_CSV, PETUGAS_CSV, SULI, plan
from tests.running import LUWU, ROOT

DAY = date(2026, 11, 21)
DECEMBER = (2025, 12)
LISTED = "Kabupaten,Puskesmas,Pustu,Bidan\nLuwu,Suli,Cimpu,1\nLuwu,Belopa,,3\n"
DTYPES = {
    Kind.TEXT: "string",
    Kind.CODE: "string",
    Kind.WHOLE: "Int64",
    Kind.NUMBER: "Float64",
    Kind.TRUTH: "boolean",
    Kind.DAY: "datetime64[s]",
    Kind.PARTS: "object",
}


def official(folder: Path) -> Path:
    (folder / "daftar.csv").write_text(LISTED, encoding="utf-8")
    return folder / "daftar.csv"


def applied(folder: Path) -> Tabled:
    short = plan(
        folder / "suli", SULI, petugas_csv="nama,puskesmas,pustu,profesi\nIna,Suli,,Bidan\n", kader_csv=KADER_CSV
    )
    proposal = folder / "usulan.yaml"
    ilp_cli.write_proposal(ilp_cli.plan_staffing(short, pada=DAY), ilp_cli.load(short), short, proposal)
    return ilp_cli.apply_proposal(short, proposal, folder / "baru.xlsx", mulai=DAY)


def returned(folder: Path) -> Tabled:
    planned = ilp_cli.plan_visits(LUWU, DECEMBER, posyandu=["Dahlia"], pada=date(2025, 11, 30))
    (folder / "daftar").mkdir()
    ilp_cli.write_visits(planned, folder / "daftar", bentuk="xlsx")
    target = folder / "sesudah.xlsx"
    return ilp_cli.import_visits([folder / "daftar"], LUWU, target, dry_run=True, tables=SHEETS_OF_ROSTER)


def family(folder: Path) -> Tabled:
    planned = ilp_cli.plan_visits(LUWU, DECEMBER, pada=date(2025, 11, 30))
    return ilp_cli.why_visit(planned.district, str(planned.rows()[0]["id"]), DECEMBER, puskesmas="Larompong")


def covered(folder: Path) -> Tabled:
    reported = [reports.row("Melati", month, 2 * month) for month in (1, 2, 4)]
    return ilp_cli.pws(reports.folder(folder, [*reported, reports.row("Mawar", 1)]), pada=DAY)


def trained(folder: Path) -> Tabled:
    return ilp_cli.plan_training(training.folder(folder, 2, 20, 1, "2, 3"), pada=DAY)


def decreed(folder: Path) -> Tabled:
    return ilp_cli.decree(LUWU, folder / "sk.docx", tahun=2024, pada=DAY, rancangan=True, dry_run=True)


def recapped(folder: Path) -> Tabled:
    plan(folder / "suli", SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    plan(folder / "kosong", "kabupaten: {nama: 'x\n")
    return ilp_cli.recap(folder, pada=DAY, pekerja=1, tanpa_simpanan=True)


def frozen(folder: Path) -> Tabled:
    return ilp_cli.freeze(shutil.copytree(LUWU, folder / "luwu"), tahun=2024, pada=DAY, dry_run=True)


RESULTS: Mapping[str, Callable[[Path], Tabled]] = {
    "load": lambda _: ilp_cli.load(LUWU),
    "check": lambda _: ilp_cli.check(LUWU, pada=DAY),
    "outlook": lambda _: ilp_cli.outlook(LUWU, pada=DAY),
    "risk": lambda _: ilp_cli.risk(LUWU, pada=DAY),
    "diff": lambda _: ilp_cli.diff(LUWU, ROOT / "examples" / "luwu-perubahan", pada=[DAY]),
    "match": lambda folder: ilp_cli.match(LUWU, official(folder)),
    "services": lambda _: ilp_cli.services(LUWU, pada=DAY),
    "readiness": lambda _: ilp_cli.readiness(LUWU, pada=DAY, tahun=[2024]),
    "pws": covered,
    "plan_training": trained,
    "decree": decreed,
    "recap": recapped,
    "ringkas": lambda _: ilp_cli.ringkas(LUWU, pada=DAY),
    "plan_staffing": lambda _: ilp_cli.plan_staffing(LUWU, pada=DAY),
    "plan_duty": lambda _: ilp_cli.plan_duty(LUWU, bulan=(2025, 3), puskesmas=["Suli"]),
    "plan_openings": lambda _: ilp_cli.plan_openings(LUWU, tahun=2027, puskesmas=["Suli"]),
    "plan_areas": lambda _: ilp_cli.plan_areas(LUWU, pada=DAY, posyandu=["Dahlia"]),
    "plan_visits": lambda _: ilp_cli.plan_visits(LUWU, DECEMBER, pada=date(2025, 11, 30)),
    "plan_rollout": lambda _: ilp_cli.plan_rollout(ROOT / "examples" / "tolitoli", pada=DAY, coba=False),
    "why": lambda _: ilp_cli.why(LUWU, date(2025, 3, 1), puskesmas="Suli"),
    "why_hires": lambda _: ilp_cli.why_hires(LUWU, pada=DAY),
    "why_areas": lambda _: ilp_cli.why_areas(LUWU, ["Dahlia"], pada=DAY),
    "why_openings": lambda _: ilp_cli.why_openings(LUWU, "Dahlia", (2027, 3)),
    "why_visit": family,
    "import_roster": lambda folder: ilp_cli.import_roster(
        [LUWU / "roster.xlsx"], LUWU, folder / "r.xlsx", dry_run=True
    ),
    "import_visits": returned,
    "export": lambda folder: ilp_cli.export(LUWU, folder / "x.xlsx", pada=DAY, dry_run=True, rancangan=True),
    "report": lambda folder: ilp_cli.report(LUWU, folder / "x.html", pada=DAY, dry_run=True),
    "freeze": frozen,
    "apply_proposal": applied,
    "anonim": lambda folder: ilp_cli.anonim(LUWU / "roster.xlsx", folder / "a.xlsx", dry_run=True),
    "init_listed": lambda folder: ilp_cli.init_listed(folder / "baru", "Luwu", official(folder)),
    "init_next": lambda folder: ilp_cli.init_next(folder / "baru", LUWU),
    "template_per_puskesmas": lambda folder: ilp_cli.template_per_puskesmas(LUWU, folder / "isian", dry_run=True),
}
"""One result of each verb that gives one."""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Tabled]:
    return {name: make(tmp_path_factory.mktemp(name)) for name, make in RESULTS.items()}


def functions() -> dict[str, Callable[..., object]]:
    """The public functions by their names."""
    named = {name: getattr(ilp_cli, name) for name in ilp_cli.__all__}
    return {name: value for name, value in named.items() if inspect.isfunction(value)}


def answers() -> dict[str, type]:
    """What each public function gives back, where that is a value of ours."""
    given = {name: typing.get_type_hints(function)["return"] for name, function in functions().items()}
    return {name: kind for name, kind in given.items() if getattr(kind, "__module__", "").startswith("ilp_cli.")}


def declared(result: Tabled) -> dict[str, Columns]:
    return {name: told() if callable(told) else told for name, told in type(result).TABLES.items()}


@pytest.mark.parametrize(("name", "kind"), answers().items(), ids=list(answers()))
def test_what_a_verb_gives_has_frames(name: str, kind: type) -> None:
    assert issubclass(kind, Tabled), f"{kind.__name__} has no .frame: inherit core.tabled.Tabled and declare TABLES"
    assert kind.TABLES
    assert name in RESULTS, "show one result of it in RESULTS above"


@pytest.mark.parametrize("name", RESULTS)
def test_every_table_has_the_columns_of_its_rows_in_their_types(results: Mapping[str, Tabled], name: str) -> None:
    result = results[name]
    assert result.tables == tuple(type(result).TABLES)
    for table, told in declared(result).items():
        given = result.frame(table)
        rows = list(result._rows()[table])
        assert {column: str(dtype) for column, dtype in given.dtypes.items()} == {
            column: DTYPES[kind] for column, kind in told.items()
        }
        assert list(given.columns) == list(told)
        assert len(given) == len(rows)
        flat = {column for column in told if "." not in column and column not in ("pustu", "posyandu")}
        assert not [column for column in flat for row in rows if column not in row], table


@pytest.mark.parametrize("name", RESULTS)
def test_an_unknown_table_is_refused_with_those_there_are(results: Mapping[str, Tabled], name: str) -> None:
    with pytest.raises(ilp_cli.Misuse, match="tabel “tiada” tidak ada; yang ada: ") as refused:
        results[name].frame("tiada")
    assert all(table in str(refused.value) for table in results[name].tables)


class Seen(HTMLParser):
    """The tags and texts of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        assert {key for key, _ in attrs} <= {"style"}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def shown(result: object) -> str:
    """The HTML that a notebook shows: as IPython asks for it where it is installed."""
    if find_spec("IPython") is None:
        return str(result._repr_html_())  # type: ignore[attr-defined]
    told, _ = import_module("IPython.core.formatters").DisplayFormatter().format(result)
    assert told["text/plain"] == repr(result)
    return str(told["text/html"])


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_shows_itself_short_masked_and_without_a_script(results: Mapping[str, Tabled], name: str) -> None:
    result = results[name]
    assert "\n" not in repr(result)
    assert len(repr(result)) < 300
    seen = Seen(shown(result))
    assert not seen.open
    assert set(seen.tags) <= {"div", "p", "code", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert seen.tags.count("tr") <= 11
    text = "\n".join(seen.texts)
    assert not [run for run in re.findall(r"\d{10,}", text) if run not in "".join(official_codes())]
    assert all(table in text for table in result.tables)


def official_codes() -> list[str]:
    return [puskesmas.kode or "" for puskesmas in ilp_cli.load(LUWU).puskesmas]


def test_what_people_wrote_is_escaped_and_numbers_are_hidden(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script> & 0812-3456-7890"
    folder = plan(
        tmp_path,
        SULI.replace("Cimpu", f'"{evil}"'),
        petugas_csv=PETUGAS_CSV.replace("Cimpu", evil),
        kader_csv=KADER_CSV.replace("Cimpu", evil),
    )
    district = ilp_cli.load(folder)
    for result in (district, ilp_cli.check(district, pada=DAY), ilp_cli.outlook(district, pada=DAY)):
        text = shown(result)
        assert "<script" not in text
        assert "3456" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; ****-****-****" in shown(ilp_cli.outlook(district, pada=DAY))


def test_what_is_left_out_is_counted() -> None:
    class Long(Tabled):
        TABLES: typing.ClassVar = {
            "banyak": columns("nomor:whole kosong nama " + " ".join(f"k{n}" for n in range(20))),
            "nol": columns("x"),
        }

        def __repr__(self) -> str:
            return "Long()"

        def _rows(self) -> Mapping[str, list[dict[str, object]]]:
            more = {f"k{n}": "x" * 500 for n in range(20)}
            return {"banyak": [{"nomor": n, "kosong": None, "nama": "a", **more} for n in range(25)], "nol": []}

    seen = Seen(Long()._repr_html_())
    assert (
        seen.texts[1]
        == '.frame("banyak"): 10 baris; dan 15 baris lagi; dan 8 kolom lagi; 1 kolom kosong tidak ditampilkan'
    )
    assert max(map(len, seen.texts[2:])) == 90
    assert seen.texts[-1] == "Tabel lain: nol (0)"


def test_values_in_words_are_those_of_people() -> None:
    values = (None, True, False, 3, 40.9, 2.0, {"bidan": 1, "kader": 0}, ["senin", "jumat"])
    words = ["", "ya", "tidak", "3", "40,9", "2", "1 bidan", "senin, jumat"]
    assert [in_words(value) for value in values] == words


def test_what_is_not_known_is_missing_and_no_row_keeps_the_types() -> None:
    told = columns("nama n:whole x:number ada:truth hari:day isi:parts dari.pustu")
    rows: list[dict[str, object]] = [
        {"nama": "Ina", "n": 7, "x": 0.5, "ada": True, "hari": "2025-03-01", "isi": [1], "dari": {"pustu": "Cimpu"}},
        {"nama": None, "n": None, "x": None, "ada": None, "hari": None, "isi": None, "dari": {}},
    ]
    full = frame(rows, told)
    assert full.loc[0, "hari"] == pandas.Timestamp(2025, 3, 1)
    assert full.loc[0, "dari.pustu"] == "Cimpu"
    assert full.loc[1].isna().all()
    assert [str(kind) for kind in frame([], told).dtypes] == [str(kind) for kind in full.dtypes]
    far = frame([{"hari": "9999-12-31"}], columns("hari:day"))
    assert far["hari"].dt.year.tolist() == [9999]


def test_every_name_that_may_be_imported_is_listed_typed_and_there() -> None:
    tree = ast.parse(Path(ilp_cli.__file__ or "").read_text(encoding="utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    typed = {
        alias.name: node.module for node in guarded.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert set(ilp_cli.__all__) == {*typed, "__version__"}
    assert ilp_cli.__all__ == sorted(ilp_cli.__all__)
    assert {name: f"ilp_cli.{home}" for name, home in ilp_cli._HOME_OF.items()} == typed
    assert {name for name in dir(ilp_cli) if not name.startswith("_")} == set(typed)
    space: dict[str, object] = {}
    exec("from ilp_cli import *", space)
    assert set(ilp_cli.__all__) <= set(space)


@pytest.mark.skipif(find_spec("IPython") is None, reason="IPython is not installed")
def test_a_notebook_completes_the_names() -> None:
    rooms = import_module("IPython.core.completer")
    with rooms.provisionalcompleter():
        completer = rooms.IPCompleter(namespace={"ilp_cli": ilp_cli}, use_jedi=False)
        offered = {found.text.lstrip(".") for found in completer.completions("ilp_cli.plan_", len("ilp_cli.plan_"))}
    assert {"plan_staffing", "plan_duty"} <= offered
