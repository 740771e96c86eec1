"""Dialog, enveis eller stille

Andel av sidene der bruken kunne avgjøres. De andre er ikke med i grunnlaget: det som ikke kan observeres, er aldri
«enveis».
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, INK, MIDDLE, PAPER, QUIET
from barometer.publishing.words import SCOPES, said

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.use_class_split"
EVERY_MONTH = False
UNIT = "prosent av klassifiserte sider"
LEGEND = ((ACCENT, "dialog"), (MIDDLE, "enveis"), (QUIET, "inaktiv"))
ORDER = ("dialog", "enveis", "inaktiv")
COLUMNS = {
    "scope_name": ("Hvem", "text"),
    "use_class": ("Bruksklasse", "word"),
    "pages": ("Sider", "whole"),
    "percent": ("Prosent", "whole"),
    "base": ("Klassifisert (n)", "whole"),
    "unknown": ("Ukjent", "whole"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Choose the scopes that have classified pages, in fixed order."""
    known = frame[(frame["base"] > 0) & frame["use_class"].isin(ORDER) & frame["scope"].isin(list(SCOPES))]
    ordered = known.assign(
        order=known["use_class"].map(ORDER.index),
        scope_order=known["scope"].map(list(SCOPES).index),
        scope_name=[said(scope, "scope") for scope in known["scope"]],
    )
    return ordered.sort_values(["scope_order", "order"])


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw one whole bar per scope, split in three."""
    frame = frame.assign(end=frame.groupby("scope_name", sort=False)["percent"].cumsum())
    frame = frame.assign(begin=frame["end"] - frame["percent"], middle=frame["end"] - frame["percent"] / 2)
    frame = frame.assign(label=frame["scope_name"] + "|n = " + frame["base"].astype(str))
    y = alt.Y("label:N", sort=None, title=None).axis(labelExpr="split(datum.label, '|')", labelOffset=-7, minExtent=100)
    colour = alt.Color("use_class:N", legend=None).scale(domain=ORDER, range=[ACCENT, MIDDLE, QUIET])
    base = alt.Chart(frame)
    x = alt.X("begin:Q", title=None, scale=alt.Scale(domain=[0, 100])).axis(values=[0, 25, 50, 75, 100], grid=False)
    bars = base.mark_bar(height={"band": 0.7}, stroke=PAPER).encode(x=x, x2="end:Q", y=y, color=colour)
    numbers = (
        base.transform_filter("datum.percent >= 4")
        .mark_text(fontWeight="bold", fontSize=14)
        .encode(
            x="middle:Q",
            y=y,
            text="percent:Q",
            color=alt.condition(alt.datum.use_class == "dialog", alt.value(PAPER), alt.value(INK)),
        )
    )
    return alt.layer(bars, numbers).properties(height=alt.Step(52))
