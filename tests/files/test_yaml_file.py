"""YAML is read as text with positions; nothing in it is turned into something else."""

from __future__ import annotations

import pytest

from ilp_cli.files import yaml_file
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law.configs import configs


@pytest.mark.parametrize(
    "text", ["012", "10:30", "no", "yes", "1e3", "0x1F", "2024-02-30", "1_000", ".nan", "=", "TRUE", "9.0"]
)
def test_a_plain_scalar_stays_the_text_that_was_written(text: str) -> None:
    assert yaml_file.parse(f"a: {text}\n".encode(), "r").content == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("~", None), ("null", None), ('""', ""), ("'null'", "null"), ("NA", "NA"), ("None", "None")],
)
def test_only_what_yaml_calls_null_is_nothing(text: str, value: str | None) -> None:
    assert yaml_file.parse(f"a: {text}\n".encode(), "r").content == {"a": value}


def test_every_value_and_key_knows_its_line_and_column() -> None:
    file = yaml_file.parse(b"tahap:\n  - {tahun: 2024, lokus: [Suli]}\n  - tahun: 2025\n", "r")
    assert str(file.place(("tahap", 0, "lokus", 0))) == "r:2:27"
    assert str(file.place(("tahap", 0, "lokus"), key=True)) == "r:2:19"
    assert str(file.place(("tahap", 1, "sk", "nomor"))) == "r:3:5"
    assert file.place(("tahap", 1)).source == "  - tahun: 2025"


def test_of_a_repeated_key_the_first_counts_and_every_other_is_reported() -> None:
    file = yaml_file.parse(b"a: 1\nb: {c: [1, {d: 2}], c: [3]}\na: {x: [y]}\na: 3\n", "r")
    assert file.content == {"a": "1", "b": {"c": ["1", {"d": "2"}]}}
    assert [(finding.code, str(finding.place)) for finding in file.findings] == [
        ("ILP005", "r:2:21"),
        ("ILP005", "r:3:1"),
        ("ILP005", "r:4:1"),
    ]


def test_depth_is_allowed_up_to_the_limit_and_refused_beyond() -> None:
    deep = yaml_file.MAX_DEPTH
    yaml_file.parse(b"[" * deep + b"]" * deep, "r")
    with pytest.raises(Unreadable, match="terlalu dalam"):
        yaml_file.parse(b"[" * (deep + 2) + b"]" * (deep + 2), "r")
    with pytest.raises(Unreadable, match="terlalu dalam"):
        yaml_file.parse(b"a: 1\na: " + b"[" * 200, "r")


def test_a_file_beyond_the_limit_of_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_file, "MAX_BYTES", 10)
    with pytest.raises(Unreadable, match="berkas lebih besar"):
        yaml_file.parse(b"kabupaten: {}", "r")


def test_windows_line_ends_do_not_shift_positions() -> None:
    file = yaml_file.parse(b"a: 1\r\nb:\r\n  - c\r\n", "r")
    assert str(file.place(("b", 0))) == "r:3:5"
    assert file.place(("b", 0)).source == "  - c"


def test_the_programs_own_files_hold_the_same_however_they_are_read() -> None:
    """`content_of` asks for no places and reports nothing, so these files must also be without faults of form."""
    every = sorted(configs().rglob("*.yaml"))
    assert len(every) > 5
    for path in every:
        parsed = yaml_file.parse(path.read_bytes(), path.name)
        assert not parsed.findings
        assert yaml_file.content_of(path.read_bytes()) == parsed.content


def test_what_is_quoted_is_never_nothing() -> None:
    assert yaml_file.content_of(b'a: ~\nb: ""\nc:\nd: "null"\ne: [null, x]\nf: {g: 1}\n') == {
        "a": None,
        "b": "",
        "c": None,
        "d": "null",
        "e": [None, "x"],
        "f": {"g": "1"},
    }
