"""Hvor kommunene er

Andel av alle myndigheter med en offisiell konto på hver plattform, funnet fra myndighetens eget nettsted.
Kontoer som har vært tause i mer enn 180 dager, er ikke regnet med.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, INK
from barometer.publishing.words import said

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.channel"
EVERY_MONTH = False
UNIT = "prosent av alle myndigheter"
LEGEND = ()
COLUMNS = {
    "channel_name": ("Plattform", "text"),
    "authorities": ("Myndigheter med konto", "whole"),
    "percent": ("Andel, %", "decimal"),
    "n_all": ("Av alle", "whole"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Choose every platform that some authority is on, most used first."""
    used = frame[frame["authorities"] > 0]
    named = used.assign(channel_name=[said(each, "channel") for each in used["channel"]])
    return named.sort_values(["percent", "channel"], ascending=[False, True])


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw bars with their values."""
    y = alt.Y("channel_name:N", sort=None, title=None)
    base = alt.Chart(frame)
    x = alt.X("percent:Q", title=None, scale=alt.Scale(domain=[0, 100])).axis(values=[0, 25, 50, 75, 100])
    bars = base.mark_bar(color=ACCENT, height={"band": 0.62}).encode(x=x, y=y)
    values = base.mark_text(align="left", dx=5, color=INK).encode(
        x="percent:Q", y=y, text=alt.Text("percent:Q", format=",.1f")
    )
    return alt.layer(bars, values).properties(height=alt.Step(30))
