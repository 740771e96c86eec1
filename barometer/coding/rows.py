"""Reading a filled sheet: each row becomes a coding, or a refusal that names file, row, column and remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from barometer.coding.cells import Refused, read_cells
from barometer.coding.columns import COLUMNS, COUNTS
from barometer.coding.reading import Coding
from barometer.errors import UsageError
from barometer.spreadsheets import read_table

LARGEST = 5_000_000
"""Bytes of a sheet; a thousand pages take a fiftieth of it."""
_FILLED = ("seen", *COUNTS, "last_act_on", "comments_open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One filled row that was understood."""

    place: str
    """File and row, for a person."""
    mark: str
    """The person's mark; compared with the other sheet's, never stored."""
    coding: Coding
    """What the person read, as coder 1."""


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One filled sheet."""

    path: Path
    """The file."""
    rows: dict[str, Row] = field(default_factory=dict)
    """By official number."""
    refused: list[str] = field(default_factory=list)
    """Rows that were not taken: file, row, column, why and what to do."""
    empty: int = 0
    """Rows that nobody filled in."""


def read_sheet(path: Path, month: str, country: str, addresses: Mapping[str, tuple[str, str]]) -> Sheet:
    """Read one sheet; goes on past a bad row.

    Args:
        addresses: official number → (address, native id) of every page that the month's sheets may hold.

    Raises:
        UsageError: the file cannot be read as a sheet at all, or is another month's.
    """
    sheet = Sheet(path=path)
    places: dict[str, int] = {}
    for number, cells in _lines(path):
        where = f"{path.name}, row {number}"
        if not any(cells[column] for column in _FILLED):
            sheet.empty += 1
            continue
        try:
            authority, mark, coding = read_cells(cells, month, country, addresses)
        except Refused as error:
            sheet.refused.append(f"{where}, {error.column}: {error}")
            continue
        if authority in places:
            sheet.rows.pop(authority, None)
            sheet.refused.append(f"{where}, row: stands in row {places[authority]} too; keep one, neither is taken")
            continue
        places[authority] = number
        sheet.rows[authority] = Row(place=where, mark=mark, coding=coding)
    return sheet


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (number as a spreadsheet counts, column → cell without outer space) of every row."""
    names, table = read_table(path, LARGEST, "sheet")
    if missing := [column for column in COLUMNS if column not in names and column != "note"]:
        raise UsageError(f"{path}: has no column {', '.join(missing)}; keep the first row as 'coding sheet' wrote it")
    if twice := sorted({name for name in names if name in COLUMNS and names.count(name) > 1}):
        raise UsageError(f"{path}: has column {', '.join(twice)} twice; keep one")
    for number, row in table:
        cells = dict(zip(names, row, strict=False))
        if any(cells.values()):
            yield number, cells
