"""Dekning etter størrelse

Søylen og tallet er medianen: den midterste myndigheten i hver størrelsesklasse. Ringen er samlet dekning: alle følgere
delt på alle innbyggere i klassen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, INK, PAPER, WARM, size_order
from barometer.publishing.retelling import retold

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.size_class"
EVERY_MONTH = False
UNIT = "følgere per 100 innbyggere (%)"
LEGEND = ((ACCENT, "median"), (WARM, "samlet"))
COLUMNS = {
    "size_class": ("Innbyggere", "word"),
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
    y = alt.Y("label:N", sort=None, title=None)
    base = alt.Chart(frame.assign(label=frame["size_class"].map(retold)))
    x = alt.X("median_coverage_percent:Q", title=None).axis(tickCount=5)
    bars = base.mark_bar(color=ACCENT, height={"band": 0.62}).encode(x=x, y=y)
    rings = base.mark_point(color=WARM, fill=PAPER, size=70, strokeWidth=2.5, opacity=1).encode(
        x="pooled_coverage_percent:Q", y=y
    )
    # At the foot of the bar: at its end the number would seem to be the ring's.
    text = alt.Text("median_coverage_percent:Q", format=",.1f")
    highest = float(frame[["median_coverage_percent", "pooled_coverage_percent"]].max().max())
    is_long = f"datum.median_coverage_percent > {highest / 4:.3f}"
    inside = base.transform_filter(is_long).mark_text(align="left", dx=6, color=PAPER, fontWeight="bold")
    beside = base.transform_filter(f"!({is_long})").mark_text(align="left", dx=9, color=INK)
    ends = beside.transform_calculate(end="max(datum.median_coverage_percent, datum.pooled_coverage_percent)")
    return alt.layer(
        bars, rings, inside.encode(x=alt.datum(0), y=y, text=text), ends.encode(x="end:Q", y=y, text=text)
    ).properties(height=alt.Step(36))
