"""The cells of one row of a sheet, read strictly: a count, a day, yes or no, and whether they can all be true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from barometer.coding.columns import COUNTS
from barometer.coding.reading import Coding
from barometer.errors import UsageError
from barometer.months import Month

WINDOW = timedelta(days=89)
"""From the first day of a window to its last: both are counted."""
MOST = 100_000
"""A page has at most so many of anything in 90 days; more is a slip of the keyboard."""
_ISO, _NORSE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ANSWERS = {"ja": True, "j": True, "yes": True, "nei": False, "n": False, "no": False}


class Refused(Exception):
    """A cell cannot be what it must be."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column


def read_cells(
    cells: Mapping[str, str], month: str, country: str, addresses: Mapping[str, tuple[str, str]]
) -> tuple[str, str, Coding]:
    """Return official number, the person's mark and the coding of a filled row.

    Raises:
        Refused: a cell, with its column and what to do.
        UsageError: the row is another month's, and so the whole sheet.
    """
    number, native_id = _page(cells, month, country, addresses)
    start, end = _day(cells, "window_from"), _day(cells, "window_to")
    edition = Month.parse(month)
    if end - start != WINDOW or not edition.first - timedelta(days=1) <= end <= edition.last:
        raise Refused("window_to", f"{start} to {end} is not the sheet's window of 90 days; restore the two dates")
    if not cells["coder"]:
        raise Refused("coder", "is empty; write your mark, such as A or B")
    coded_on = _day(cells, "coded_on")
    if coded_on <= end:
        raise Refused("coded_on", f"{coded_on} is not after the window's end, {end}; read the page when it is over")
    drawn, drawn_of = _count(cells, "drawn"), _count(cells, "drawn_of")
    if not 1 <= drawn <= drawn_of:
        raise Refused("drawn", f"{drawn} of {drawn_of} is no draw; restore both from the sheet as it was handed out")
    is_seen = _answer(cells, "seen")
    if is_seen is None:
        raise Refused("seen", "is empty; write ja or nei")
    coding = Coding(
        month=month, authority_number=number, channel="facebook", native_id=native_id, coder=1, window_from=start,
        window_to=end, coded_on=coded_on, is_seen=False, posts=None, replies=None, last_act_on=None, enquiries=None,
        answered_enquiries=None, threads_with_reply=None, comments_open=None, stratum=cells["stratum"], drawn=drawn,
        drawn_of=drawn_of,
    )  # fmt: skip
    return number, cells["coder"].casefold(), _seen(coding, cells) if is_seen else _unseen(coding, cells)


def _page(
    cells: Mapping[str, str], month: str, country: str, addresses: Mapping[str, tuple[str, str]]
) -> tuple[str, str]:
    match = re.fullmatch(r"([a-z]{2})-(\d{4}-\d{2})-(\d+)", cells["row"])
    if match is None:
        raise Refused("row", f"'{cells['row']}' is no key of a sheet; restore it")
    if (match[1], match[2]) != (country, month):
        raise UsageError(
            f"the sheet is of {match[1]} {match[2]}, not of {country} {month}: give --country {match[1]}"
            f" --month {match[2]}"
        )
    if match[3] not in addresses:
        raise Refused("row", f"{match[3]} has no official Facebook page this month; leave the row out")
    address, native_id = addresses[match[3]]
    if cells["address"] != address:
        raise Refused("address", f"the official page of {match[3]} is {address}; code that page, or leave the row out")
    return match[3], native_id


def _unseen(coding: Coding, cells: Mapping[str, str]) -> Coding:
    for column in (*COUNTS, "last_act_on"):
        if cells[column]:
            raise Refused(column, "is filled in though seen is nei; empty it, or write ja if all could be seen")
    return coding


def _seen(coding: Coding, cells: Mapping[str, str]) -> Coding:
    counts = {column: _count(cells, column) for column in COUNTS}
    last = _day(cells, "last_act_on") if cells["last_act_on"] else None
    acts = counts["posts"] + counts["replies"]
    if (last is None) == (acts > 0):
        raise Refused("last_act_on", f"must be {'filled in' if acts else 'empty'}: posts and replies are {acts}")
    if last is not None and not coding.window_from <= last <= coding.window_to:
        raise Refused("last_act_on", f"{last} is outside {coding.window_from} to {coding.window_to}; mend it")
    for part, whole in (
        ("answered_enquiries", "enquiries"), ("answered_enquiries", "replies"), ("threads_with_reply", "replies"),
    ):  # fmt: skip
        if counts[part] > counts[whole]:
            raise Refused(part, f"{counts[part]} is more than {whole}, {counts[whole]}; count both again")
    if counts["answered_enquiries"] and not counts["threads_with_reply"]:
        raise Refused("threads_with_reply", "is 0 though an enquiry is answered; count again")
    return replace(
        coding, is_seen=True, last_act_on=last, comments_open=_answer(cells, "comments_open"),
        posts=counts["posts"], replies=counts["replies"], enquiries=counts["enquiries"],
        answered_enquiries=counts["answered_enquiries"], threads_with_reply=counts["threads_with_reply"],
    )  # fmt: skip


def _count(cells: Mapping[str, str], column: str) -> int:
    text = cells[column]
    if not text:
        raise Refused(column, "is empty; write 0 when there is none, or seen = nei when it cannot be seen")
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > MOST:
        raise Refused(column, f"'{text[:40]}' is no whole number from 0 to {MOST}; write it in digits only")
    return int(text)


def _day(cells: Mapping[str, str], column: str) -> date:
    text = cells[column]
    iso, norse = _ISO.fullmatch(text), _NORSE.fullmatch(text)
    parts = iso.groups() if iso else norse.groups()[::-1] if norse else None
    try:
        if parts is not None:
            return date(*(int(part) for part in parts))
    except ValueError:
        pass
    raise Refused(column, f"'{text[:40]}' is no day; write it as 2026-10-31 or 31.10.2026")


def _answer(cells: Mapping[str, str], column: str) -> bool | None:
    text = cells[column].casefold()
    if text and text not in _ANSWERS:
        raise Refused(column, f"'{text[:40]}' is neither ja nor nei; write one of them")
    return _ANSWERS.get(text)
