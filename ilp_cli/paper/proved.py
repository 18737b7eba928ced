"""A workbook as drawn is read back by another library before it takes its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ilp_cli.core.given import a_path
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.steps import step
from ilp_cli.files import table_file, writing


def workbook_path(output: str | Path) -> Path:
    """Where a workbook shall go: a file, or standard output where that is no screen.

    Raises Misuse where its name says it is something else, OutputBlocked for a screen.
    """
    a_path("output", output)
    path = Path(output)
    if writing.to_stdout(path):
        writing.refuse_screen()
        return writing.STDOUT
    if path.suffix.lower() != ".xlsx":
        raise Misuse(f"{path.as_posix()}: nama workbook harus berakhiran .xlsx")
    return path


def written(
    book: Callable[[], Any], output: str | Path, inputs: Iterable[Path], *, force: bool = False, dry_run: bool = False
) -> str:
    """Write a workbook; the name of what is written. It is drawn and read back also where nothing is to be written.

    Raises Misuse for a name that is no workbook's, OutputBlocked where the target may not be written.
    """
    from ilp_cli.paper import workbook  # noqa: PLC0415  # openpyxl is heavy, and only who writes needs it

    target, inputs = workbook_path(output), tuple(inputs)
    writing.refuse_target(target, inputs, force=force)
    content = proved(workbook, book())
    if not dry_run:
        writing.write_file(target, content, inputs, force=force)
    return target.as_posix()


def proved(workbook: Any, book: Any) -> bytes:
    """The drawn workbook, read back by another library and found to hold what was meant.

    Raises RuntimeError, a fault of ours, where it does not.
    """
    step("menyusun workbook")
    content: bytes = workbook.render(book)
    step("membaca kembali workbook")
    opened = table_file.Workbook(content, book.title, ours=True)
    differences = workbook.differences(book, {sheet: opened.values(sheet) for sheet in opened.sheets})
    if differences:
        raise RuntimeError(f"workbook differs from what was meant: {differences[0]}")
    return content
