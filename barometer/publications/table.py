"""The rows of a table by its columns' names: every column there, each once, and none unknown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from barometer.errors import UsageError
from barometer.spreadsheets import read_table

LARGEST = 20_000_000
"""Bytes of a table; every authority of the country, monthly for ten years, takes a third of it."""


def rows(path: Path, columns: tuple[str, ...], optional: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row as a spreadsheet counts, column → cell without outer space); empty rows are passed over.

    Raises:
        UsageError: the file is no CSV, or lacks a column, or has one that is not known.
    """
    names, table = read_table(path, LARGEST, "table")
    _check_header(path, names, columns, optional)
    for count, cells in table:
        if len(cells) > len(names):
            raise UsageError(f"{path}, row {count}: {len(cells)} fields, the first row {len(names)}; quote them")
        yield count, dict.fromkeys((*columns, *optional), "") | dict(zip(names, cells, strict=True))


def _check_header(path: Path, names: list[str], columns: tuple[str, ...], optional: tuple[str, ...]) -> None:
    missing = [name for name in columns if name not in names]
    unknown = [name or "one without a name" for name in names if name not in (*columns, *optional)]
    if missing or unknown or len(set(names)) != len(names):
        raise UsageError(
            f"{path}, row 1: missing columns: {', '.join(missing) or 'none'}; unknown: {', '.join(unknown) or 'none'};"
            f" the columns are {', '.join(columns)} and, where needed, {', '.join(optional)}, each once"
        )
