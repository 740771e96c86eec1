"""Kommuner med egen side siden 2010

Andelen av landets kommuner som hadde en helhetlig offisiell Facebook-side. Punktene til venstre er publisert av
andre, som hver hadde sin definisjon; punktene til høyre er målt av barometeret, med streken fra det sikre til det
mulige. I det grå feltet finnes det ingen tall. Kilden til hvert punkt står i tabellen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, RULE, WARM, without_figures

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.history"
EVERY_MONTH = True
UNIT = "% av kommunene"
LEGEND = ((WARM, "publisert av andre"), (ACCENT, "målt"), (RULE, "ingen tall"))
COLUMNS = {
    "month": ("Måned", "month"), "value": ("Andel, %", "decimal"), "low": ("Sikkert, %", "decimal"),
    "high": ("Mulig, %", "decimal"), "n_all": ("Kommuner", "whole"), "origin": ("Opphav", "word"),
    "source": ("Kilde", "text"),
}  # fmt: skip


def rows(frame: DataFrame) -> DataFrame:
    """Choose the municipalities' adoption; empty below two."""
    chosen = frame[(frame["figure"] == "adopsjon") & (frame["scope"] == "kommune")].sort_values("day")
    return chosen if len(chosen) >= 2 else chosen.head(0)


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw a line per origin, and the months without figures as a field between them."""
    frame = frame.assign(on=frame["day"].astype("str").str[:10])
    x = alt.X("on:T", title=None, scale=alt.Scale(type="utc")).axis(
        format="%Y", tickCount=6, grid=False, labelOverlap=True, labelSeparation=10
    )
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, 100])).axis(grid=True, tickCount=4)
    colour = alt.Color("origin:N", legend=None).scale(domain=["publisert", "målt"], range=[WARM, ACCENT])
    base = alt.Chart(frame)
    line = base.mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour)
    span = base.mark_rule(strokeWidth=2).encode(x=x, y="low:Q", y2="high:Q", color=colour)
    dots = base.mark_point(size=52, opacity=1, filled=True).encode(x=x, y=y, color=colour)
    return alt.layer(*without_figures(frame, x), line, span, dots).properties(height=240)
