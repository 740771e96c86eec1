"""Cells of a published table: figures as intervals and days as periods, read strictly.

A figure that the source marked as rounded ("ca. 155 000"), or that ends in three noughts, stands for every number
that rounds to it; nobody counts exactly 155 000 by chance often enough to call it exact.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from barometer.parse.numerals import number, plain

_HEDGE = re.compile(r"(?:ca|circa|cirka|omtrent|omkring|rundt|om lag|about|around|approximately|[~≈])\.?\s*", re.I)
_PERCENT = re.compile(r"(?P<digits>[0-9]{1,6}(?:[.,][0-9]{1,4})?) ?(?:%|prosent|percent|per cent)", re.I)
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed figure: the figure, the closed interval it stands for, and whether it is a share."""

    value: float
    low: float
    high: float
    is_percent: bool


def figure(text: str, low: str = "", high: str = "") -> Printed:
    """Read a figure; `low` and `high` are the table's own limits, which go before the rule for rounding.

    Raises:
        ValueError: it is no figure that can be given limits.
    """
    cell = plain(text).strip()
    hedge = _HEDGE.match(cell)
    bare = cell[hedge.end() :] if hedge else cell
    read = _percent(bare) or _count(bare, is_hedged=hedge is not None)
    if read is None:
        raise ValueError(
            f"'{text}' is not a figure that can be read; write it like 1 795, ca. 155 000 or 74 %, give limits in low"
            " and high where the source says 'more than', and leave the row out where it has none (missing is not 0)"
        )
    if bool(low) != bool(high):
        raise ValueError("one of low and high is empty; write both or none")
    if not low:
        return read
    limits = Printed(read.value, _limit(low), _limit(high), read.is_percent)
    if not limits.low <= limits.value <= limits.high:
        raise ValueError(f"'{text}' does not lie between {low} and {high}; mend one of them")
    return limits


def _percent(text: str) -> Printed | None:
    match = _PERCENT.fullmatch(text)
    if match is None:
        return None
    shown = Decimal(match["digits"].replace(",", "."))
    exponent = shown.as_tuple().exponent
    half = Decimal(10) ** (exponent if isinstance(exponent, int) else 0) / 2
    return Printed(float(shown), float(max(shown - half, Decimal(0))), float(shown + half), True)


def _count(text: str, *, is_hedged: bool) -> Printed | None:
    read = number(text, "nb")
    if read is None:
        return None
    if read.low != read.high:
        return Printed((read.low + read.high) / 2, read.low, read.high, False)
    unit = 1000 if read.low % 1000 == 0 else 1
    if is_hedged:
        digits = str(read.low)
        unit = 10 ** (len(digits) - len(digits.rstrip("0"))) if read.low else 1
    if unit == 1 or not read.low:
        if is_hedged and read.low:
            raise ValueError(f"'{text}' is said to be rounded, but not to what; write its limits in low and high")
        return Printed(read.low, read.low, read.low, False)
    return Printed(read.low, read.low - unit // 2, read.low + unit // 2 - 1, False)


def _limit(text: str) -> float:
    digits = plain(text).replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,11}(?:\.[0-9]{1,4})?", digits):
        raise ValueError(f"the limit '{text}' is not a number; write digits only")
    return float(digits)


def period(text: str) -> tuple[date, date]:
    """Return the first and last day of "2015-04-13", "13.04.2015", "2010-12", "2010" or "2011-03/2011-05".

    Raises:
        ValueError: it is none of these.
    """
    begin, slash, end = text.partition("/")
    first = _days(begin)
    last = _days(end) if slash else first
    if first is None or last is None or last[1] < first[0]:
        raise ValueError(f"'{text}' is not a date; write YYYY-MM-DD, or YYYY-MM, YYYY or first/last if that is all")
    return first[0], last[1]


def _days(text: str) -> tuple[date, date] | None:
    if match := _DAY_FIRST.fullmatch(text):
        text = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match[1]), match[2], match[3]
    try:
        first = date(year, int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day:
        return first, first
    until = int(month or 12)
    return first, date(year, until, calendar.monthrange(year, until)[1])
