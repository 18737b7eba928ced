"""Columns of a spreadsheet: letters and positions."""

from __future__ import annotations


def column_letters(index: int) -> str:
    """Spreadsheet letters of a 0-based column: 0 → A, 27 → AB."""
    letters = ""
    while index >= 0:
        letters = chr(65 + index % 26) + letters
        index = index // 26 - 1
    return letters


def column_index(letters: str) -> int:
    """The 0-based column of spreadsheet letters: A → 0, AB → 27."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
