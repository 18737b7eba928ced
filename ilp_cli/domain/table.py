"""Rows as a pandas DataFrame: pandas is imported only when somebody asks for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas


def frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pandas.DataFrame:
    """The rows as a DataFrame with exactly these columns, also where there is no row."""
    import pandas

    return pandas.DataFrame(list(rows), columns=list(columns))
