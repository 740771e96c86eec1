"""Synlig fra forsiden?

Hvor på myndighetens nettsted den rette Facebook-siden er lenket: fra forsiden, bare et annet sted, eller ikke i det
hele tatt. Delingsknapper og plattformens egen forside teller ikke.
Tallet ved søylen er hvor mange i størrelsesklassen som har en kjent side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, INK, MIDDLE, QUIET, size_order
from barometer.publishing.retelling import retold

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.ranking"
EVERY_MONTH = False
UNIT = "antall myndigheter"
LEGEND = ((ACCENT, "forside"), (MIDDLE, "annet sted"), (QUIET, "ingen"))
ORDER = ("forside", "annet sted", "ingen")
COLUMNS = {
    "size_class": ("Innbyggere", "word"),
    "visibility_class": ("Synlighet", "word"),
    "authorities": ("Myndigheter", "whole"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Count the rows of each size class and visibility class."""
    known = frame[frame["visibility_class"].isin(ORDER)]
    counted = known.groupby(["size_class", "visibility_class"]).size().rename("authorities").reset_index()
    counted = counted.assign(order=counted["visibility_class"].map(ORDER.index))
    return counted.sort_values(["size_class", "order"], key=lambda c: c.map(size_order) if c.name != "order" else c)


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw stacked bars per size class."""
    frame = frame.assign(end=frame.groupby("size_class", sort=False)["authorities"].cumsum())
    frame = frame.assign(begin=frame["end"] - frame["authorities"], middle=frame["end"] - frame["authorities"] / 2)
    frame = frame.assign(label=frame["size_class"].map(retold))
    y = alt.Y("label:N", sort=None, title=None)
    colour = alt.Color("visibility_class:N", legend=None).scale(domain=ORDER, range=[ACCENT, MIDDLE, QUIET])
    base = alt.Chart(frame)
    x = alt.X("begin:Q", title=None).axis(tickCount=5)
    bars = base.mark_bar(height={"band": 0.66}).encode(x=x, x2="end:Q", y=y, color=colour)
    totals = (
        base.transform_aggregate(total="max(end)", groupby=["label"])
        .mark_text(align="left", dx=5, color=INK)
        .encode(x="total:Q", y=y, text="total:Q")
    )
    return alt.layer(bars, totals).properties(height=alt.Step(36))
