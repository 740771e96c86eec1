"""Likes og følgere siden 2010

Alle likes eller følgere på kommunenes helhetlige Facebook-sider lagt sammen. Likes er telt og publisert av andre,
følgere er målt av barometeret. Det er to forskjellige tellere, så ingen linje går fra den ene til den andre, og
forskjellen er ikke vekst. Streken viser når Facebook skiftet teller, i januar 2021. I det grå feltet finnes det ingen
tall. Åpne ringer er kommuner og fylkeskommuner samlet. Kilden til hvert punkt står i tabellen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, MUTED, PAPER, RULE, WARM, without_figures

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.history"
EVERY_MONTH = True
UNIT = "likes eller følgere i alt"
LEGEND = ((WARM, "likes, publisert av andre"), (ACCENT, "følgere, målt"), (RULE, "ingen tall"))
COLUMNS = {
    "month": ("Måned", "month"), "scope": ("Omfang", "word"), "counter_kind": ("Teller", "word"),
    "value": ("I alt", "whole"), "low": ("Lavest mulig", "whole"), "high": ("Høyest mulig", "whole"),
    "n_pages": ("Sider", "whole"), "origin": ("Opphav", "word"), "source": ("Kilde", "text"),
}  # fmt: skip


def rows(frame: DataFrame) -> DataFrame:
    """Choose the sums of municipalities, and of all where nothing else was published; empty below two."""
    total = frame[(frame["figure"] == "i alt") & (frame["scope"] != "fylkeskommune")]
    chosen = total[(total["scope"] == "kommune") | (total["origin"] == "publisert")].sort_values(["day", "scope"])
    # The column is told to readers as it stands: by the word for the counter, not by the key of the tables.
    told = chosen.assign(counter_kind=chosen["counter_kind"].replace("followers", "følgere"))
    return told if len(told) >= 2 else told.head(0)


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw a line per counter, the months without figures as a field between them, and both counters by name."""
    frame = frame.assign(on=frame["day"].astype("str").str[:10])
    x = alt.X("on:T", title=None, scale=alt.Scale(type="utc")).axis(
        format="%Y", tickCount=6, grid=False, labelOverlap=True, labelSeparation=10
    )
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=True)).axis(grid=True, tickCount=4, format=",d")
    colour = alt.Color("counter_kind:N", legend=None).scale(domain=["likes", "følgere"], range=[WARM, ACCENT])
    base = alt.Chart(frame)
    line = base.transform_filter("datum.scope == 'kommune'").mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour)
    span = base.mark_rule(strokeWidth=2).encode(x=x, y="low:Q", y2="high:Q", color=colour)
    dots = base.mark_point(size=52, strokeWidth=2, opacity=1, filled=False).encode(
        x=x, y=y, color=colour, fill=alt.condition("datum.scope == 'kommune'", colour, alt.value(PAPER))
    )
    return alt.layer(*without_figures(frame, x), *_change(frame), line, span, dots).properties(height=280)


def _change(frame: DataFrame) -> list[alt.Chart]:
    """Return a line at the month in which pages began to count followers; none where one counter stands alone."""
    if set(frame["counter_kind"]) != {"likes", "følgere"}:
        return []
    rule = alt.Chart(frame.head(1)).mark_rule(color=MUTED, strokeDash=[5, 4], strokeWidth=1.5)
    return [rule.encode(x=alt.X("change:T")).transform_calculate(change="utc(2021, 0, 1)")]
