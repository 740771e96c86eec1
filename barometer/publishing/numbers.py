"""Numbers and dates as the language written in has them, from Babel's tables: 40 525 and 5,7 %, or 40,525 and 5.7%.

A value that was not observed is a dash, never a nought.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from barometer.publishing.language import current, ngettext

MISSING = "–"


@lru_cache(maxsize=65_536)
def _number(value: float, pattern: str, locale: str) -> str:
    return str(format_decimal(value, format=pattern, locale=locale))


def whole(value: float | None) -> str:
    """Return a whole number: 40 525."""
    return MISSING if value is None else _number(round(value), "#,##0", current().locale)


def decimal(value: float | None, places: int = 1) -> str:
    """Return a number with a fixed count of decimals: 371,6."""
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return MISSING if value is None else _number(float(value), pattern, current().locale)


def plain(value: float | None) -> str:
    """Return a count or a middle between two counts: 3, 2,5."""
    return whole(value) if value is None or float(value).is_integer() else decimal(value)


def percent(value: float | None, places: int = 1) -> str:
    """Return a percentage that is given as such: 5,7 % in Norwegian, 5.7% in English."""
    return MISSING if value is None else f"{decimal(value, places)}{_percent_sign(current().locale)}"


@cache
def _percent_sign(locale: str) -> str:
    """Return the sign with the space before it, if the language has one."""
    return str(Locale.parse(locale).percent_formats[None].suffix[0])


def signed(value: float | None, places: int = 0) -> str:
    """Return a change with its sign: +120, −3,4; nought has none."""
    if value is None:
        return MISSING
    text = decimal(abs(value), places) if places else whole(abs(value))
    if round(value, places) == 0:
        return text
    return ("+" if value > 0 else "\N{MINUS SIGN}") + text


def signed_percent(value: float | None, places: int = 1) -> str:
    """Return a change in percent with its sign: +5,7 %, −3,4 %."""
    return MISSING if value is None else f"{signed(value, places)}{_percent_sign(current().locale)}"


def interval(low: float | None, high: float | None, places: int = 0) -> str:
    """Return a closed interval: 1 150–1 299; one number when its ends look alike."""
    if low is None or high is None:
        return MISSING
    ends = (decimal(low, places), decimal(high, places))
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def percent_within(low: float | None, high: float | None, places: int = 1) -> str:
    """Return a percentage that is known to lie in an interval: 5,7 %, or 5,1–6,3 %."""
    return MISSING if low is None or high is None else f"{interval(low, high, places)}{_percent_sign(current().locale)}"


def size(count: int) -> str:
    """Return a file size: 12 kB, 3,4 MB."""
    if count < 1000:
        return ngettext("%(n)s byte", "%(n)s byte", count) % {"n": count}
    if count < 1_000_000:
        return f"{whole(count / 1000)}\N{NO-BREAK SPACE}kB"
    return f"{decimal(count / 1_000_000)}\N{NO-BREAK SPACE}MB"


def day(value: Any, zone: str = "UTC") -> str:
    """Return a date in words, in the country's own time when it is an instant: 20. oktober 2026, 20 October 2026."""
    if value is None:
        return MISSING
    if isinstance(value, str):
        # A text that is a day has no instant in it that another zone could move to the day before.
        value = date.fromisoformat(value) if len(value) == len("2026-10-20") else datetime.fromisoformat(value)
    if isinstance(value, datetime):
        value = _in_zone(value, zone).date()
    return _date(value, "long", current().locale)


@lru_cache(maxsize=4_096)
def _date(value: date, pattern: str, locale: str) -> str:
    return str(format_date(value, pattern, locale=locale))


def _in_zone(value: datetime, zone: str) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(ZoneInfo(zone))


def month_name(month: Any) -> str:
    """Return a month in words: oktober 2026."""
    year, number = str(month).split("-")
    return _date(date(int(year), int(number), 1), "MMMM y", current().locale)


def shown(value: Any, kind: str) -> str:
    """Return a value of a chart's table as its column's kind says: whole, decimal, ratio, signed, month, text."""
    if value is None:
        return MISSING
    match kind:
        case "whole":
            return whole(value)
        case "decimal":
            return decimal(value)
        case "ratio":
            return decimal(value, 2)
        case "signed":
            return signed(value)
        case "signed_decimal":
            return signed(value, 1)
        case "day":
            return day(value)
        case "month":
            return month_name(value)
    return str(value)
