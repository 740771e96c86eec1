"""De tjue med høyest dekning

Følgere på den offisielle Facebook-siden per 100 innbyggere. Den tynne streken viser intervallet når plattformen bare
oppgir et avrundet tall; myndigheter med overlappende intervaller kan ikke skilles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, INK, MIDDLE, WARM

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.ranking"
EVERY_MONTH = False
UNIT = "følgere per 100 innbyggere (%)"
LEGEND = ((ACCENT, "dekningsgrad"), (WARM, "intervall ved avrundet tall"))
COLUMNS = {
    "rank": ("Plass", "whole"),
    "authority": ("Myndighet", "text"),
    "coverage_percent": ("Dekningsgrad, %", "decimal"),
    "coverage_percent_low": ("Lavest mulig, %", "decimal"),
    "coverage_percent_high": ("Høyest mulig, %", "decimal"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Choose the first twenty of the ranking."""
    ranked = frame[frame["rank"].notna()].sort_values(["rank", "authority_number"]).head(20)
    # Two authorities may bear the same name: the number keeps their bars apart.
    same = ranked["authority"].duplicated(keep=False)
    return ranked.assign(label=ranked["authority"].where(~same, ranked["authority"] + " " + ranked["authority_number"]))


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw bars with the value at their foot and the interval at their end."""
    y = alt.Y("label:N", sort=None, title=None)
    base = alt.Chart(frame)
    x = alt.X("coverage_percent:Q", title=None).axis(tickCount=5)
    bars = base.mark_bar(color=ACCENT, height={"band": 0.72}).encode(x=x, y=y)
    rounded = base.transform_filter("datum.coverage_percent_low < datum.coverage_percent_high")
    spans = rounded.mark_rule(color=WARM, strokeWidth=2).encode(
        x="coverage_percent_low:Q", x2="coverage_percent_high:Q", y=y
    )
    values = base.mark_text(align="left", dx=4, color=INK).encode(
        x="coverage_percent_high:Q", y=y, text=alt.Text("coverage_percent:Q", format=",.1f")
    )
    track = base.mark_bar(color=MIDDLE, opacity=0.0).encode(x=x, y=y)
    return alt.layer(track, bars, spans, values).properties(height=alt.Step(22))
