"""Ways to spoil one table of a month, for the tests of the checks: change, drop or add rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

Tables = dict[str, pd.DataFrame]
Spoil = Callable[[Tables], None]


def put(table: str, column: str, value: Any, where: str = "index == 0") -> Spoil:
    """Write a value, or what a function makes of the old ones, into the rows that a condition picks."""

    def spoil(tables: Tables) -> None:
        frame = tables[table]
        picked = frame.eval(where, engine="python")
        assert picked.any(), f"no row of {table} where {where}"
        new = value(frame.loc[picked, column]) if callable(value) else value
        kind = frame[column].dtype
        frame[column] = frame[column].astype(object)
        frame.loc[picked, column] = new
        is_whole = all(pd.isna(each) or float(each).is_integer() for each in frame[column]) if kind == "Int64" else True
        frame[column] = frame[column].astype(kind if is_whole else "Float64")

    return spoil


def drop(table: str, where: str) -> Spoil:
    """Take the rows away that a condition picks."""

    def spoil(tables: Tables) -> None:
        frame = tables[table]
        picked = frame.eval(where, engine="python")
        assert picked.any(), f"no row of {table} where {where}"
        tables[table] = frame[~picked].reset_index(drop=True)

    return spoil


def add(table: str, where: str = "index == 0", **changes: Any) -> Spoil:
    """Add a changed copy of the rows that a condition picks."""

    def spoil(tables: Tables) -> None:
        frame = tables[table]
        tables[table] = pd.concat([frame, frame.query(where, engine="python").assign(**changes)], ignore_index=True)

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """Spoil several things."""

    def spoil(tables: Tables) -> None:
        for each in spoils:
            each(tables)

    return spoil
