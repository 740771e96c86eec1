"""How many follow an account, month by month, and how a platform shows such a number.

Coverage is log-normal and falls with size: a village's page reaches most of its people, a city's a third.
Shown numbers are truthful shortenings: the true count always lies in the interval METRICS section 1 gives them.
"""

from __future__ import annotations

import math

from barometer.months import Month
from barometer.practice import draw

FIRST_MONTH = Month(2025, 11)
"""Month 0 of the practice history."""


def month_index(month: Month) -> int:
    """Return months since the first month of the history; negative before it."""
    return (month.year - FIRST_MONTH.year) * 12 + month.number - FIRST_MONTH.number


def coverage(seed: int, key: str, inhabitants: int) -> float:
    """Return followers per inhabitant at month 0."""
    middle = math.log(0.70) - 0.16 * math.log(inhabitants / 2_000)
    return math.exp(middle + 0.38 * draw.normal(seed, "coverage", key))


def followers(seed: int, key: str, inhabitants: int, month: Month, scale: float = 1.0, born: int | None = None) -> int:
    """Return the exact count of followers in a month.

    Most accounts grow by about half a per cent a month; some lose, a few jump after an event or fall when the
    platform removes false accounts. An account born during the history starts low and fills within a year.
    """
    index = month_index(month)
    pace = 0.005 + 0.006 * draw.normal(seed, "pace", key)
    log_size = math.log(max(3.0, coverage(seed, key, inhabitants) * inhabitants * scale))
    step = 1 if index >= 0 else -1
    for each in range(0, index, step):
        at = each if step > 0 else each - 1
        change = pace + 0.003 * draw.normal(seed, "month", key, at)
        if draw.happens(0.012, seed, "jump", key, at):
            change += 0.03 + 0.12 * draw.share(seed, "jump size", key, at)
        if draw.happens(0.008, seed, "purge", key, at):
            change -= 0.02 + 0.04 * draw.share(seed, "purge size", key, at)
        log_size += step * change
    if born is not None:
        log_size += math.log(max(0.02, 1.0 - math.exp(-(index - born + 0.7) / 4.0)))
    return max(2, round(math.exp(log_size)))


def spaced(count: int, space: str = " ") -> str:
    """Return a whole number with thousands apart: "5 941"."""
    return f"{count:,}".replace(",", space)


def abbreviated(count: int) -> str:
    """Return a count as Norwegian Facebook pages show it: "941", "5,9k", "12k", "1,2 mill."; always cut, never up."""
    if count < 1_000:
        return str(count)
    if count < 1_000_000:
        size, unit = count / 1_000, "k"
    else:
        size, unit = count / 1_000_000, " mill."
    if size >= 10:
        return f"{math.floor(size)}{unit}"
    tenths = math.floor(size * 10)
    return f"{tenths // 10},{tenths % 10}{unit}" if tenths % 10 else f"{tenths // 10}{unit}"


def three_figures(count: int) -> str:
    """Return a count as YouTube shows it in English: cut to three figures, "1.24K"."""
    if count < 1_000:
        return str(count)
    for limit, unit in ((1_000_000, "M"), (1_000, "K")):
        if count >= limit:
            kept = 10 ** (len(str(count)) - 3)
            return f"{count // kept * kept / limit:g}{unit}"
    raise AssertionError(count)


def floored(count: int) -> int:
    """Return a count cut to its first three figures, as YouTube's API gives it."""
    kept: int = 10 ** max(0, len(str(count)) - 3)
    return count // kept * kept
