"""What is public says of itself what a script must know: each parameter, its unit, and the errors it raises."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import typing
from collections.abc import Callable, Iterator

import pytest

import ilp_cli
from ilp_cli.core.tabled import Tabled

UNITS = {
    "pada": r"\bdays?\b|\btoday\b",
    "mulai": r"\bday\b",
    "tahun": r"\byears?\b",
    "sampai": r"\byear\b",
    "bulan": r"\(year, month\)|day of the month|month, 1 to 12",
    "horizon": r"\bmonths\b",
    "jarak_maks": r"\bkm\b",
    "batas_waktu": r"\bseconds\b",
    "afterwards": r"\bseconds\b",
    "rekrut_maks": r"most hires",
    "kertas": r"f4 or a4",
    "kode": r"Kemendagri code|`kode`.* as with `init`",
    "kunci": r"secret text",
}
"""What a docstring says where it has a parameter of this name."""
ERRORS = ("Misuse", "OutputBlocked", "Unreadable")
RAISED_BY = {
    **dict.fromkeys("a_day a_month a_number a_path a_whole one_of several some_days some_years".split(), "Misuse"),
    **dict.fromkeys("case_at lawful not_yet puskesmas_named rows_of workbook_path years_of".split(), "Misuse"),
    **dict.fromkeys("legible read_list staffed unreadable".split(), "Unreadable"),
    **dict.fromkeys("make_folder refuse_target write_file".split(), "OutputBlocked"),
}
"""What the functions raise that the verbs are made of."""
_AS = re.compile(r"as `(\w+)` does")


def functions() -> dict[str, Callable[..., object]]:
    named = {name: getattr(ilp_cli, name) for name in ilp_cli.__all__}
    return {name: value for name, value in named.items() if inspect.isfunction(value)}


def kinds() -> dict[str, type]:
    """The public classes, and those that public functions give."""
    named = {name: getattr(ilp_cli, name) for name in ilp_cli.__all__}
    given = (typing.get_type_hints(function)["return"] for function in functions().values())
    every = [*(value for value in named.values() if inspect.isclass(value)), *filter(inspect.isclass, given)]
    return {kind.__name__: kind for kind in every if kind.__module__.startswith("ilp_cli")} | {"Tabled": Tabled}


def methods() -> Iterator[tuple[str, object]]:
    """The public methods and properties of those classes."""
    for name, kind in kinds().items():
        for attribute, value in vars(kind).items():
            function = value.fget if isinstance(value, property) else getattr(value, "func", value)
            if inspect.isfunction(function) and not attribute.startswith("_"):
                yield f"{name}.{attribute}", function


def told(function: object) -> str:
    """The docstring in one line, with those it points to."""
    text = " ".join((inspect.getdoc(function) or "").split())
    return " ".join([text, *(told(getattr(ilp_cli, name)) for name in _AS.findall(text))])


def raised(function: object) -> set[str]:
    """Which of our refusals a function raises, as far as its own lines tell."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))  # type: ignore[arg-type]
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
    }
    thrown = {
        ast.unparse(node.exc).partition("(")[0] for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc
    }
    return {RAISED_BY[name] for name in called if name in RAISED_BY} | (thrown & set(ERRORS))


@pytest.mark.parametrize(("name", "function"), functions().items(), ids=functions())
def test_a_verb_tells_each_parameter_its_unit_and_what_it_raises(name: str, function: Callable[..., object]) -> None:
    text = told(function)
    parameters = inspect.signature(function).parameters
    assert not [parameter for parameter in parameters if f"`{parameter}`" not in text], "not told of in its docstring"
    unsaid = [key for key, unit in UNITS.items() if key in parameters and not re.search(unit, text)]
    assert not unsaid, "its docstring does not say in which unit"
    if not parameters:
        return
    assert "Raises" in text
    assert not [error for error in raised(function) if error not in text], "raised, and not told of"


@pytest.mark.parametrize(("name", "function"), [*methods()], ids=[name for name, _ in methods()])
def test_a_public_method_says_what_it_gives_and_what_it_raises(name: str, function: object) -> None:
    text = told(function)
    assert text, "has no docstring"
    assert not [error for error in raised(function) if error not in text], "raised, and not told of"


@pytest.mark.parametrize(("name", "kind"), kinds().items(), ids=kinds())
def test_a_public_class_says_what_it_is(name: str, kind: type) -> None:
    own = vars(kind).get("__doc__") or ""
    assert own.strip()
    assert not own.startswith(f"{name}("), "the docstring a dataclass makes itself"


def test_the_check_above_sees_what_is_raised() -> None:
    assert raised(ilp_cli.write_diff) == {"Misuse", "OutputBlocked"}
    assert raised(ilp_cli.risk) == {"Misuse", "Unreadable"}
    assert raised(ilp_cli.District.frame) == {"Misuse"}
