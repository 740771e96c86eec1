"""Følgere måned for måned

Alle følgere på de målte sidene lagt sammen. Summen følger også hvor mange sider som ble målt; antallet står i tabellen.
Én person kan følge flere sider, så summen er ikke et antall personer. Feltet rundt linjen er intervallet der tall er
avrundet. Aksen begynner ikke på null. Der linjen er brutt ved en stiplet strek, kan månedene ikke sammenlignes: en
annen teller (likerklikk eller følgere), eller myndigheter som er slått sammen eller delt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, INK, MIDDLE, PAPER, WARM
from barometer.publishing.retelling import retold

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.follower_series"
EVERY_MONTH = True
UNIT = "følgere i alt"
LEGEND = ((ACCENT, "følgere i alt"), (MIDDLE, "intervall ved avrundede tall"))
COLUMNS = {
    "month": ("Måned", "month"),
    "value": ("Følgere i alt", "whole"),
    "low": ("Lavest mulig", "whole"),
    "high": ("Høyest mulig", "whole"),
    "n_measured": ("Målt", "whole"),
    "n_known": ("Kjent", "whole"),
    "n_all": ("Alle", "whole"),
    "break_reason": ("Brudd", "word"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Return the months in order; empty before the second."""
    return frame.sort_values("month") if len(frame) >= 2 else frame.head(0)


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw a line with a dot per month, parted and marked where it breaks, and the last value named."""
    reasons = frame["break_reason"].astype(object).where(frame["break_reason"].notna(), None)
    base = alt.Chart(frame.assign(on=frame["month"] + "-01", break_words=reasons.map(retold)))
    ticks = min(len(frame), 6)
    x = alt.X("utcyearmonth(on):T", title=None, scale=alt.Scale(padding=28, type="utc")).axis(
        format="%b %y", tickCount=ticks, grid=False, labelOverlap=True
    )
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, nice=True)).axis(grid=True, tickCount=4, format=",d")
    span = base.transform_filter("isValid(datum.low) && isValid(datum.high)")
    area = span.mark_area(color=MIDDLE, opacity=0.35).encode(
        x=x, y=alt.Y("low:Q", title=None, scale=alt.Scale(zero=False)), y2="high:Q", detail="segment:N"
    )
    line = base.mark_line(color=ACCENT, strokeWidth=2.5).encode(x=x, y=y, detail="segment:N")
    dots = base.mark_point(color=ACCENT, fill=PAPER, size=48, strokeWidth=2, opacity=1).encode(x=x, y=y)
    breaks = base.transform_filter("isValid(datum.break_reason)")
    rule = breaks.mark_rule(color=WARM, strokeDash=[4, 4]).encode(x=x)
    reason = breaks.mark_text(color=INK, align="right", baseline="top", dx=-6, y=0).encode(
        x=x, text=alt.Text("break_words:N")
    )
    last = (
        alt.Chart(frame.assign(on=frame["month"] + "-01").tail(1))
        .mark_text(dy=-14, color=INK, fontWeight="bold")
        .encode(x=x, y=y, text=alt.Text("value:Q", format=",d"))
    )
    return alt.layer(area, rule, line, dots, reason, last).properties(height=280)
