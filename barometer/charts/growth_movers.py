"""Størst vekst og størst fall

De ti sidene som vokste mest, og de ti som falt mest, siden forrige måling. Bare endringer som er større enn
usikkerheten i tallene, er med.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, INK, WARM

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.ranking"
EVERY_MONTH = False
UNIT = "endring i antall følgere, prosent"
LEGEND = ((ACCENT, "vekst"), (WARM, "fall"))
COLUMNS = {
    "authority": ("Myndighet", "text"),
    "growth_persons": ("Endring, personer", "signed"),
    "growth_percent": ("Endring, %", "signed_decimal"),
    "window_days": ("Dager mellom målingene", "whole"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Choose the ten largest rises and the ten largest falls, largest rise first."""
    measured = frame[(frame["growth_state"] == "målt") & frame["growth_percent"].notna()]
    ordered = measured.sort_values(["growth_percent", "authority_number"], ascending=[False, True])
    up = ordered[ordered["growth_percent"] > 0].head(10)
    down = ordered[ordered["growth_percent"] < 0].tail(10)
    chosen = ordered.loc[up.index.append(down.index)]
    same = chosen["authority"].duplicated(keep=False)
    return chosen.assign(label=chosen["authority"].where(~same, chosen["authority"] + " " + chosen["authority_number"]))


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw bars to both sides of zero."""
    y = alt.Y("label:N", sort=None, title=None)
    base = alt.Chart(frame)
    x = alt.X("growth_percent:Q", title=None, scale=alt.Scale(padding=44)).axis(tickCount=5)
    bars = base.mark_bar(height={"band": 0.72}).encode(
        x=x, y=y, color=alt.condition(alt.datum.growth_percent > 0, alt.value(ACCENT), alt.value(WARM))
    )
    text = alt.Text("growth_percent:Q", format="+,.1f")
    up = base.transform_filter("datum.growth_percent > 0").mark_text(align="left", dx=4, color=INK)
    down = base.transform_filter("datum.growth_percent < 0").mark_text(align="right", dx=-4, color=INK)
    return alt.layer(
        bars, up.encode(x="growth_percent:Q", y=y, text=text), down.encode(x="growth_percent:Q", y=y, text=text)
    ).properties(height=alt.Step(22))
