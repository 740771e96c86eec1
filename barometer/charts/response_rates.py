"""Svarandel, med usikkerhet

Henvendelser som siden svarte på innen sju dager, for de 20 sidene med flest henvendelser. Streken er et
95 prosents intervall (Wilson): med få henvendelser kan andelen like gjerne ha vært en annen. Sider med færre enn ti
henvendelser, eller der ikke alle kommentarene kunne leses, er ikke med.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, MIDDLE

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.dialogue"
EVERY_MONTH = False
UNIT = "prosent av henvendelsene, besvart innen sju dager"
LEGEND = ((ACCENT, "svarandel"), (MIDDLE, "95 prosents intervall"))
MOST = 20
COLUMNS = {
    "authority": ("Myndighet", "text"),
    "response_percent": ("Svarandel, %", "decimal"),
    "response_percent_low": ("Fra, %", "decimal"),
    "response_percent_high": ("Til, %", "decimal"),
    "answered_in_time": ("Besvart", "whole"),
    "due_enquiries": ("Henvendelser", "whole"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Choose the pages asked most, highest response rate first."""
    known = frame[frame["response_percent"].notna()]
    asked = known.sort_values(["due_enquiries", "authority_number"], ascending=[False, True]).head(MOST)
    return asked.sort_values(["response_percent", "authority_number"], ascending=[False, True])


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw a dot with its interval per page."""
    # Two authorities may share a name.
    names = frame["authority"].where(~frame["authority"].duplicated(keep=False),
                                     frame["authority"] + " (" + frame["authority_number"] + ")")  # fmt: skip
    frame = frame.assign(label=names)
    y = alt.Y("label:N", sort=None, title=None)
    base = alt.Chart(frame)
    x = alt.X("response_percent_low:Q", title=None, scale=alt.Scale(domain=[0, 100])).axis(values=[0, 25, 50, 75, 100])
    bars = base.mark_rule(color=MIDDLE, strokeWidth=4).encode(x=x, x2="response_percent_high:Q", y=y)
    dots = base.mark_circle(color=ACCENT, size=90, opacity=1).encode(x="response_percent:Q", y=y)
    return alt.layer(bars, dots).properties(height=alt.Step(26))
