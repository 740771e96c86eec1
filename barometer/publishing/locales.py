"""How d3, which draws the charts, writes numbers and times in the language written in; from Babel's tables."""

from __future__ import annotations

from functools import cache
from typing import Any

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from barometer.publishing.language import current


def numbers() -> dict[str, Any]:
    """Return d3's number locale: decimal mark, thousands, minus, percent."""
    return _numbers(current().locale)


def times() -> dict[str, Any]:
    """Return d3's time locale: names of months and days, and the order of a date."""
    return _times(current().locale)


@cache
def _numbers(locale: str) -> dict[str, Any]:
    return {
        "decimal": get_decimal_symbol(locale),
        "thousands": get_group_symbol(locale),
        "grouping": [3],
        "currency": ["", "\N{NO-BREAK SPACE}kr"],
        "minus": "\N{MINUS SIGN}",
        "percent": Locale.parse(locale).percent_formats[None].suffix[0],
    }


@cache
def _times(locale: str) -> dict[str, Any]:
    """Months and days count from January and from Sunday in d3, from January and from Monday in Babel."""
    tables = Locale.parse(locale)
    months, days = tables.months["format"], tables.days["format"]
    sunday_first = [6, 0, 1, 2, 3, 4, 5]
    return {
        "dateTime": "%A %-d. %B %Y %H:%M",
        "date": "%d.%m.%Y",
        "time": "%H:%M",
        "periods": ["", ""],
        "days": [days["wide"][day] for day in sunday_first],
        "shortDays": [days["abbreviated"][day].rstrip(".") for day in sunday_first],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month].rstrip(".") for month in range(1, 13)],
    }
