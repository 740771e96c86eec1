"""One authority's figures held against what is common: the median of the country and of its size class.

The words are worked out once per size class and measure, since hundreds of pages share them. A drawing beside them
shows where the figure lies between the lowest and the highest tenth of the country.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from barometer.publishing import numbers
from barometer.publishing.language import gettext
from barometer.publishing.mart import Mart, Row

SHOWN: dict[str, Callable[[float], str]] = {
    "followers": numbers.whole,
    "coverage_percent": numbers.percent,
    "growth_percent_per_30_days": numbers.signed_percent,
    "talking_about": numbers.whole,
    "talking_about_percent": numbers.decimal,
    "visibility_score": numbers.whole,
    "facebook_pages": numbers.plain,
    "channels": numbers.plain,
    "acts_per_30_days": numbers.decimal,
    "enquiries": numbers.plain,
    "response_percent": numbers.percent,
    "median_hours": numbers.decimal,
    "within_24_hours_percent": numbers.percent,
    "threads_percent": numbers.percent,
    "dialog_percent": lambda value: numbers.percent(value, 0),
    "engagement": numbers.decimal,
    "interactions_per_1000": numbers.decimal,
}
"""Measure of `mart.typical` → how its median is written."""

WIDTH = 100


class Compared:
    """What is common for every measure, ready to stand beside an authority's own figure."""

    def __init__(self, mart: Mart) -> None:
        self._typical: dict[tuple[str, str], Row] = {}
        for row in mart.rows("typical"):
            if row["grouping"] == "size_class" or row["name"] == "alle":
                self._typical[row["name"], row["measure"]] = row
        self._words: dict[tuple[str, str], str] = {}

    def of(self, row: Row, talk: Row | None) -> dict[str, Markup]:
        """Return measure → drawing and words, for every measure that is compared.

        Args:
            row: its row of the ranking.
            talk: its row of `mart.dialogue`; None without an official page.
        """
        figures = {**(talk or {}), **row}
        if row["growth_state"] != "målt":
            figures["growth_percent_per_30_days"] = None
        return {measure: self._beside(measure, row["size_class"], figures.get(measure)) for measure in SHOWN}

    def _beside(self, measure: str, size_class: str | None, value: float | None) -> Markup:
        country = self._typical.get(("alle", measure))
        if country is None or country["median"] is None:
            return Markup()
        key = (size_class or "", measure)
        if key not in self._words:
            self._words[key] = self._said(country, self._typical.get(key), SHOWN[measure])
        drawing = Markup() if value is None else dial(float(value), country)
        return drawing + Markup('<span class="fine beside">{}</span>').format(self._words[key])

    def _said(self, country: Row, own: Row | None, shown: Callable[[float], str]) -> str:
        values = {"country": shown(country["median"]), "n": numbers.whole(country["measured"])}
        if own is None or own["measured"] == 0:
            return gettext("Midten: landet %(country)s (%(n)s målt)") % values
        if own["median"] is None:
            return gettext("Midten: landet %(country)s (%(n)s målt); for få målt i klassen") % values
        values |= {"own": shown(own["median"]), "n_own": numbers.whole(own["measured"])}
        return gettext("Midten: landet %(country)s (%(n)s målt), klassen %(own)s (%(n_own)s)") % values


def dial(value: float, country: Row) -> Markup:
    """Return where a value lies between the country's lowest and highest tenth; empty when they are not known.

    Args:
        value: in the measure's unit; beyond the tenths it stands at the end.
        country: row of `mart.typical` with low, median and high.
    """
    if country["low"] is None or country["high"] is None or country["low"] >= country["high"]:
        return Markup()
    low, span = float(country["low"]), float(country["high"] - country["low"])

    def place(each: float) -> int:
        return round(min(max((each - low) / span, 0.0), 1.0) * WIDTH)

    middle = place(country["median"])
    return Markup(
        '<svg class="dial" viewBox="-3 0 106 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<path class="all" d="M0 5H{WIDTH}"/><path class="middle" d="M{middle} 1V9"/>'
        f'<path class="own" d="M{place(value)} 5h0"/></svg>'
    )
