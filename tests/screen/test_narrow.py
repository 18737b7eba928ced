"""What is said is readable on any terminal: narrow or wide, with few letters or all of them."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys

import pytest

from ilp_cli.checking.screen import excerpt
from ilp_cli.core.finding import Place
from ilp_cli.screen import stream
from ilp_cli.screen.narrow import fitted
from ilp_cli.screen.text import table
from tests.running import DAY, LUWU, environment, process

pty = pytest.importorskip("pty")


def said(lines: list[stream.Line], width: int) -> list[str]:
    """The lines as a terminal of this width shows them."""
    return stream.plain(fitted(lines, width)).splitlines()


def test_a_long_line_breaks_between_words_and_hangs_below_its_text() -> None:
    told = stream.line(("    Langkah: ", "dim"), "minta desa mengangkat kader pustu; kader direkrut dari desa itu")
    assert said([told], 40) == [
        "    Langkah: minta desa mengangkat kader",
        "             pustu; kader direkrut dari",
        "             desa itu",
    ]
    assert said([told], 200) == ["".join(text for text, _ in told)]
    assert [text for pieces in fitted([told], 40) for text, style in pieces if style == "dim"] == ["    Langkah: "]


@pytest.mark.parametrize("before", ["lihat ", "Periksa dengan: ", "      tempel: "])
def test_what_is_pasted_is_never_broken(before: str) -> None:
    command = 'ilp check "Data Dinas (Kes) & ILP" --roster "Data Dinas (Kes) & ILP/roster baru.xlsx"'
    quoted = f"`{command}`" if before == "lihat " else command
    assert quoted in "".join(row for row in said([stream.line(f"{before}{quoted}")], 40) if "ilp check" in row)


def test_a_table_that_is_too_wide_is_a_list_and_one_that_fits_stays_a_table() -> None:
    lines = list(table(("Pindah", "Dari", "Ke"), [("Ina, S.Keb", "puskesmas Latimojong", "pustu Boneposi")]))
    assert said(lines, 80) == [
        "Pindah      Dari                  Ke",
        "Ina, S.Keb  puskesmas Latimojong  pustu Boneposi",
    ]
    assert said(lines, 36) == ["Pindah: Ina, S.Keb", "  Dari: puskesmas Latimojong", "  Ke: pustu Boneposi"]
    assert stream.plain(lines).splitlines() == said(lines, 80)


def test_the_last_column_of_a_table_breaks_where_it_stands() -> None:
    words = "perlu 2, kurang 1; kader diangkat dari desanya, tidak dipindahkan"
    shown = said(list(table(("Rekrut", "Sebab"), [("1", words)])), 48)
    assert shown == [
        "Rekrut  Sebab",
        "1       perlu 2, kurang 1; kader diangkat dari",
        "        desanya, tidak dipindahkan",
    ]


class Encoded(io.StringIO):
    """A stream whose letters are written in another encoding."""

    coded = "utf-8"

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """What its letters are written in."""
        return self.coded


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "✓ ▼ ┌─┐ ≠ “Désa” ½ 3–5 × 字"),
        ("cp1252", 'v v +-+ != "Désa" ½ 3-5 x 字'),
        ("ascii", 'v v +-+ != "Desa" 12 3-5 x 字'),
        ("cp850", 'v v +-+ != "Désa" ½ 3-5 x 字'),
    ],
)
def test_a_letter_that_a_stream_lacks_has_another_in_its_place(encoding: str, shown: str) -> None:
    target = Encoded()
    target.coded = encoding
    assert stream.fitting("✓ ▼ ┌─┐ ≠ “Désa” ½ 3–5 × 字", target) == shown


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_an_answer_is_readable_on_a_console_with_few_letters(encoding: str) -> None:
    for words in (("check", LUWU), ("risk", LUWU), ("match", LUWU, LUWU / "daftar-kemenkes.csv", "--semua")):
        ran = process(*words, "--pada", DAY, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
        assert ran.returncode in (0, 1)
        assert not re.search(r"\\[ux][0-9a-f]{2}", ran.stdout + ran.stderr)


@pytest.mark.parametrize(("encoding", "cut"), [("utf-8", "…"), ("ascii", "...")])
def test_a_caret_stands_below_its_letter_in_any_letters(
    encoding: str, cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cuts a line, and a sign in it, take more room where a stream has no such letters."""
    source = "  - {puskesmas: Suli → Barat dan seterusnya dan seterusnya, pustu: [Poringan], status: rencana}"
    target = Encoded()
    target.coded = encoding
    monkeypatch.setattr("sys.stdout", target)
    place = Place(file="roadmap.yaml", line=373, column=source.index("Poringan") + 1, source=source)
    told, caret = ("".join(text for text, _ in pieces) for pieces in excerpt(place, 80))
    told = stream.fitting(told, target)
    assert told.startswith(f"    373 | {cut}")
    assert told[caret.index("^") :].startswith("Poringan")
    assert len(told) <= 80


@pytest.mark.parametrize("width", [60, 200])
def test_a_terminal_of_any_width_shows_no_line_that_is_broken_within_a_word(width: int) -> None:
    rows = on_terminal(width, "check", str(LUWU), "--pada", DAY)
    assert any("Kekurangan: 1 bidan" in row for row in rows)
    for row in rows:
        assert len(row) <= width or " " not in row.strip()
    carets = [number for number, row in enumerate(rows) if row.strip() == "^"]
    assert carets
    for number in carets:
        assert re.match(r" +\d+ \| ", rows[number - 1])
        assert rows[number - 1][rows[number].index("^")] not in " …"


def on_terminal(width: int, *words: str) -> list[str]:
    """What a run shows on a terminal of so many columns, without its colours."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "ilp_cli", *words]
    with subprocess.Popen(
        command, stdout=slave, stderr=slave, stdin=slave, env=environment(COLUMNS=str(width), TERM="xterm")
    ) as run:
        os.close(slave)
        shown = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not piece:
                break
            shown += piece
        os.close(master)
        assert run.wait(60) in (0, 1)
    text = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).replace("\r\n", "\n")
    return [row.split("\r")[-1].rstrip() for row in text.split("\n")]
