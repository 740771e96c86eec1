"""Uke for uke: svar, bare innlegg, eller stille

Snitt av sidenes siste 13 hele uker (minst ti av dem lest): uker der siden svarte en innbygger, uker med innlegg uten
svar, og uker uten noe. Sider der noe kan være skjult, er ikke med. Den stiplede linjen er landets snitt for uker med
svar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, INK, MIDDLE, PAPER, QUIET, WARM, size_order
from barometer.publishing.retelling import retold
from barometer.publishing.words import SCOPES

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.composition"
EVERY_MONTH = False
UNIT = "prosent av ukene"
LEGEND = ((ACCENT, "svar"), (MIDDLE, "bare innlegg"), (QUIET, "stille"), (WARM, "landets snitt for svar"))
ORDER = ("dialog", "enveis", "inaktiv")
COLUMNS = {
    "group": ("Innbyggere", "word"),
    "part": ("Uker", "word"),
    "percent": ("Prosent", "whole"),
    "pages": ("Sider (n)", "whole"),
    "known": ("Kjente sider", "whole"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Choose the whole country and each size class, in fixed order."""
    shown = frame[((frame["grouping"] == "size_class") | (frame["name"] == "alle")) & frame["percent"].notna()]
    ordered = shown.assign(
        group=shown["name"].replace({"alle": SCOPES["alle"]}),
        group_order=shown["name"].map(lambda name: -1 if name == "alle" else size_order(name)),
        order=shown["part"].map(ORDER.index),
    )
    return ordered.sort_values(["group_order", "order"])


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw one whole bar per group, split in three, and the mean of all as a line."""
    frame = frame.assign(end=frame.groupby("group", sort=False)["percent"].cumsum())
    frame = frame.assign(begin=frame["end"] - frame["percent"], middle=frame["end"] - frame["percent"] / 2)
    frame = frame.assign(label=frame["group"].map(retold) + "|n = " + frame["pages"].astype(str))
    y = alt.Y("label:N", sort=None, title=None).axis(labelExpr="split(datum.label, '|')", labelOffset=-7)
    colour = alt.Color("part:N", legend=None).scale(domain=ORDER, range=[ACCENT, MIDDLE, QUIET])
    base = alt.Chart(frame)
    x = alt.X("begin:Q", title=None, scale=alt.Scale(domain=[0, 100])).axis(values=[0, 25, 50, 75, 100], grid=False)
    bars = base.mark_bar(height={"band": 0.66}, stroke=PAPER).encode(x=x, x2="end:Q", y=y, color=colour)
    is_dialogue = alt.datum.part == "dialog"
    numbers = (
        base.transform_filter("datum.percent >= 8")
        .mark_text(fontWeight="bold")
        .encode(x="middle:Q", y=y, text="percent:Q", color=alt.condition(is_dialogue, alt.value(PAPER), alt.value(INK)))
    )
    mean = base.transform_filter("datum.name == 'alle' && datum.part == 'dialog'")
    line = mean.mark_rule(color=WARM, strokeWidth=2, strokeDash=[4, 3]).encode(x="mean_percent:Q")
    return alt.layer(bars, line, numbers).properties(height=alt.Step(46))
