"""Dekning etter folketall

Hvert punkt er en målt myndighet: folketall bortover (logaritmisk skala), dekningsgrad oppover. Streken viser 100 %,
der siden har like mange følgere som kommunen har innbyggere. Loddrette streker er intervaller ved avrundede tall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, INK, MIDDLE, MUTED, WARM
from barometer.publishing.language import gettext

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.ranking"
EVERY_MONTH = False
UNIT = "følgere per 100 innbyggere (%)"
LEGEND = ((ACCENT, "kommune"), (MIDDLE, "fylkeskommune"), (WARM, "100 %"))
COLUMNS = {
    "authority": ("Myndighet", "text"),
    "population": ("Innbyggere", "whole"),
    "coverage_percent": ("Dekningsgrad, %", "decimal"),
    "coverage_percent_low": ("Lavest mulig, %", "decimal"),
    "coverage_percent_high": ("Høyest mulig, %", "decimal"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Choose the measured authorities, highest coverage first."""
    measured = frame[frame["coverage_percent"].notna() & (frame["population"] > 0)]
    return measured.sort_values(["coverage_percent", "authority_number"], ascending=[False, True])


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw a scatter with the extremes named."""
    named = frame.loc[frame.index[:1].union(frame["population"].nlargest(1).index)]
    x = alt.X("population:Q", title=gettext("Innbyggere"), scale=alt.Scale(type="log", nice=False, padding=12)).axis(
        values=[200, 1000, 5000, 20000, 100000, 500000], format=",d"
    )
    y = alt.Y("coverage_percent:Q", title=None, scale=alt.Scale(zero=True)).axis(grid=True, tickCount=5)
    kind = alt.Color("kind:N", legend=None).scale(domain=["kommune", "fylkeskommune"], range=[ACCENT, MIDDLE])
    points = alt.Chart(frame).mark_circle(size=42, opacity=0.62).encode(x=x, y=y, color=kind)
    rounded = alt.Chart(frame).transform_filter("datum.coverage_percent_low < datum.coverage_percent_high")
    spans = rounded.mark_rule(color=MUTED, strokeWidth=1, opacity=0.7).encode(
        x=x, y="coverage_percent_low:Q", y2="coverage_percent_high:Q"
    )
    names = (
        alt.Chart(named).mark_text(dy=-12, color=INK, fontWeight="bold", limit=120).encode(x=x, y=y, text="authority:N")
    )
    line = alt.Chart(frame.head(1).assign(limit=100)).mark_rule(color=WARM, strokeDash=[4, 3]).encode(y="limit:Q")
    return alt.layer(line, spans, points, names).properties(height=360)
