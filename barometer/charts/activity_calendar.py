"""Når kommunene legger ut

En rute for hver av de siste 90 dagene: hvor stor del av de leste sidene som la ut noe den dagen. Uke for uke bortover,
mandag øverst. Sider leses på ulike dager, så de første og siste dagene bygger på færre; antallet står i tabellen. Dager
ingen side kunne leses, har ingen rute.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import altair as alt
from babel.dates import format_skeleton, get_day_names

from barometer.charts.theme import PAPER, RAMP
from barometer.publishing.language import current

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.activity_day"
EVERY_MONTH = False
UNIT = "prosent av sidene som la ut noe"
LIMITS = (10, 20, 30, 40)
LEGEND = tuple(zip(RAMP, ("under 10 %", "10–20 %", "20–30 %", "30–40 %", "40 % og mer"), strict=True))
COLUMNS = {
    "on": ("Dag", "day"), "active_percent": ("La ut noe, %", "decimal"), "pages_active": ("La ut noe", "whole"),
    "pages_observed": ("Sider lest", "whole"), "posts": ("Innlegg", "whole"),
}  # fmt: skip


def rows(frame: DataFrame) -> DataFrame:
    """Choose every day on which some page was read, oldest first."""
    known = frame[frame["active_percent"].notna()].sort_values("day")
    return known.assign(on=known["day"].astype("str").str[:10])


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw a square per day: weeks across, days of the week down."""
    days = [date.fromisoformat(day) for day in frame["on"]]
    mondays = [day - timedelta(days=day.weekday()) for day in days]
    locale = current().locale
    frame = frame.assign(
        weekday=[day.weekday() for day in days], week=[format_skeleton("MMMd", day, locale=locale) for day in mondays]
    )
    # "stand-alone" is an alias in Babel's tables, and nynorsk gets bokmål's once that was looked up first.
    names = get_day_names("short", context="format", locale=locale)
    words = ", ".join(f"'{names[number]}'" for number in range(7))
    y = alt.Y("weekday:O", title=None, scale=alt.Scale(domain=list(range(7)))).axis(labelExpr=f"[{words}][datum.value]")
    x = alt.X("week:O", sort=None, title=None).axis(labelAngle=0, labelOverlap=True, labelSeparation=8)
    colour = alt.Color("active_percent:Q", legend=None).scale(type="threshold", domain=list(LIMITS), range=list(RAMP))
    squares = alt.Chart(frame).mark_rect(stroke=PAPER, strokeWidth=2).encode(x=x, y=y, color=colour)
    return alt.layer(squares).properties(height=alt.Step(32))
