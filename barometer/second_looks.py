"""The operator's second looks, from `quarantine.csv`: numbers that were held back, seen again by a person and true.

A number that cannot be believed on one reading is held back (core.quarantine) until a later visit or another way in
agrees, or until a line here says that somebody opened the page and saw it:

    month,channel,native_id,looked_on,looked_by,note
    2026-10,facebook,storgardkommune,2026-10-22,NN,merged with the page of the old municipality
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast, get_args

from barometer.errors import UsageError
from barometer.months import Month
from barometer.readings import Channel
from barometer.spreadsheets import read_table

LARGEST = 1_000_000
"""Bytes that are read at most."""
COLUMNS = ("month", "channel", "native_id", "looked_on", "looked_by", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLook:
    """One line of `quarantine.csv`: a person opened an account whose number was held back, and saw the number."""

    month: str
    """Month whose number is confirmed, `YYYY-MM`."""
    channel: Channel
    """Platform."""
    native_id: str
    """Account, canonical form, as in the list of what is held back."""
    looked_on: date
    """Day of the second look."""
    looked_by: str
    """Who looked."""
    note: str
    """What was seen, or why the number changed."""


def read_second_looks(path: Path) -> tuple[SecondLook, ...]:
    """Return the second looks in a file, in order; none when there is no file.

    Raises:
        UsageError: a row cannot be meant; the message names file, line and remedy.
    """
    if not path.exists():
        return ()
    names, rows = read_table(path, LARGEST, "list of second looks")
    if tuple(names) != COLUMNS:
        raise UsageError(f"{path}, line 1: the columns must be {', '.join(COLUMNS)}: write them in that order")
    return tuple(_second_look(cells, f"{path}, line {number}") for number, cells in rows)


def _second_look(cells: list[str], where: str) -> SecondLook:
    if len(cells) != len(COLUMNS):
        raise UsageError(f"{where}: needs {len(COLUMNS)} fields: quote a note that holds a comma")
    given = dict(zip(COLUMNS, cells, strict=True))
    for column in COLUMNS[:-1]:
        if not given[column]:
            raise UsageError(f"{where}: {column} is empty: fill it in")
    if given["channel"] not in get_args(Channel):
        raise UsageError(f"{where}: channel '{given['channel']}' is not one of {', '.join(get_args(Channel))}")
    try:
        looked_on = date.fromisoformat(given["looked_on"])
    except ValueError:
        raise UsageError(f"{where}: looked_on '{given['looked_on']}' is no date: write it as YYYY-MM-DD") from None
    try:
        month = str(Month.parse(given["month"]))
    except UsageError as error:
        raise UsageError(f"{where}: month '{given['month']}': {error}") from None
    return SecondLook(
        month=month, channel=cast(Channel, given["channel"]), native_id=given["native_id"], looked_on=looked_on,
        looked_by=given["looked_by"], note=given["note"],
    )  # fmt: skip
