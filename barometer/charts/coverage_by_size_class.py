"""Dekning etter størrelse

Medianen er den midterste myndigheten i hver størrelsesklasse. Ringen er samlet dekning: alle følgere delt på alle
innbyggere i klassen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, INK, PAPER, WARM, size_order

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.size_class"
EVERY_MONTH = False
UNIT = "følgere per 100 innbyggere (%)"
LEGEND = ((ACCENT, "median"), (WARM, "samlet"))
COLUMNS = {
    "size_class": ("Innbyggere", "text"),
    "median_coverage_percent": ("Median, %", "decimal"),
    "mean_coverage_percent": ("Snitt, %", "decimal"),
    "pooled_coverage_percent": ("Samlet, %", "decimal"),
    "measured": ("Målt", "whole"),
    "authorities": ("Alle", "whole"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Choose the size classes with something measured, small to large."""
    known = frame[frame["median_coverage_percent"].notna()]
    return known.sort_values("size_class", key=lambda column: column.map(size_order))


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw a bar for the median and a ring for the pooled coverage."""
    y = alt.Y("size_class:N", sort=None, title=None)
    base = alt.Chart(frame)
    x = alt.X("median_coverage_percent:Q", title=None).axis(tickCount=5)
    bars = base.mark_bar(color=ACCENT, height={"band": 0.62}).encode(x=x, y=y)
    rings = base.mark_point(color=WARM, fill=PAPER, size=70, strokeWidth=2.5, opacity=1).encode(
        x="pooled_coverage_percent:Q", y=y
    )
    values = (
        base.mark_text(align="left", dx=9, color=INK)
        .encode(x=alt.X("end:Q"), y=y, text=alt.Text("median_coverage_percent:Q", format=",.1f"))
        .transform_calculate(end="max(datum.median_coverage_percent, datum.pooled_coverage_percent)")
    )
    return alt.layer(bars, rings, values).properties(height=alt.Step(36))
