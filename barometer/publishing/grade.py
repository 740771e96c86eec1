"""What an authority's grade (M22) is made of, line by line, as its page tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from barometer.publishing import numbers
from barometer.publishing.language import N_, gettext
from barometer.publishing.mart import Row

NAMES = {
    "coverage": N_("Dekningsgrad"),
    "growth": N_("Vekst per 30 dager"),
    "dialogue": N_("Dialogtråder"),
    "engagement": N_("Engasjement per innlegg"),
    "visibility": N_("Synlighet"),
}
"""Indicator → what it is called, in the order of the page; an unknown one is shown as it stands, last."""
OTHER_METRIC = {("dialogue", "M7"): N_("Svarandel")}
"""Indicator and metric that it is taken from, where that is not the usual one."""
SHOWN: dict[str, Callable[[float], str]] = {
    "coverage": numbers.percent,
    "growth": numbers.signed_percent,
    "dialogue": numbers.percent,
    "engagement": numbers.decimal,
    "visibility": numbers.decimal,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of the grade."""

    name: str
    """What it is called."""
    state: str
    """målt, ikke målt or for få."""
    value: str
    """Its value here."""
    mean: str
    """The mean of its size class."""
    in_class: int
    """How many of the class that is the mean of."""
    contribution: float | None
    """Grades that it adds to 3.5; None when it is not in the grade."""


def grade_lines(indicators: list[Row]) -> list[Line]:
    """Return the lines of a grade in the order of the page.

    Args:
        indicators: rows of `mart.grade_indicator` of one authority.
    """
    order = {name: place for place, name in enumerate(NAMES)}
    return [_line(row) for row in sorted(indicators, key=lambda row: order.get(row["indicator"], len(order)))]


def _line(row: Row) -> Line:
    indicator: str = row["indicator"]
    name = OTHER_METRIC.get((indicator, row["metric_id"])) or NAMES.get(indicator, indicator)
    shown = SHOWN.get(indicator, numbers.decimal)
    value, mean = (numbers.MISSING if row[each] is None else shown(row[each]) for each in ("value", "class_mean"))
    return Line(gettext(name), row["indicator_state"], value, mean, int(row["n_in_class"] or 0), row["contribution"])
