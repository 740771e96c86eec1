"""Fylke for fylke

Median dekningsgrad blant de målte kommunene i fylket (fylt punkt) og samlet dekning, alle følgere delt på alle
innbyggere (ring). Avrundede tall er regnet med midten av intervallet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, PAPER, RULE, WARM

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.county"
EVERY_MONTH = False
UNIT = "følgere per 100 innbyggere (%)"
LEGEND = ((ACCENT, "median"), (WARM, "samlet"))
COLUMNS = {
    "county": ("Fylke", "text"),
    "median_coverage_percent": ("Median, %", "decimal"),
    "mean_coverage_percent": ("Snitt, %", "decimal"),
    "pooled_coverage_percent": ("Samlet, %", "decimal"),
    "adoption_percent": ("Adopsjon, %", "decimal"),
    "measured": ("Målt", "whole"),
    "authorities": ("Alle", "whole"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Choose the counties with something measured, highest median first."""
    known = frame[frame["median_coverage_percent"].notna()]
    return known.sort_values(["median_coverage_percent", "county"], ascending=[False, True])


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw a dumb-bell per county."""
    y = alt.Y("county:N", sort=None, title=None)
    base = alt.Chart(frame)
    x = alt.X("median_coverage_percent:Q", title=None, scale=alt.Scale(zero=True)).axis(tickCount=5)
    bars = base.mark_rule(color=RULE, strokeWidth=4).encode(x=x, x2="pooled_coverage_percent:Q", y=y)
    rings = base.mark_point(color=WARM, fill=PAPER, size=70, strokeWidth=2.5, opacity=1).encode(
        x="pooled_coverage_percent:Q", y=y
    )
    dots = base.mark_circle(color=ACCENT, size=110, opacity=1).encode(x=x, y=y)
    return alt.layer(bars, rings, dots).properties(height=alt.Step(30))
