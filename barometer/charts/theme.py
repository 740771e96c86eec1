"""The look all charts share: a small palette that has a light and a dark form, and the Vega configuration.

Charts are drawn with the light colours below. In a page each of them becomes a CSS variable with that colour to fall
back on, so that the same drawing follows the reader's light or dark setting; a downloaded chart keeps the light form.
Neighbouring steps differ in lightness, not only in hue, so that they hold apart without colour vision.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from barometer.publishing.language import gettext

if TYPE_CHECKING:
    from pandas import DataFrame

INK = "#1c1b19"
MUTED = "#5b5a55"
RULE = "#dedcd6"
PAPER = "#fffffe"
ACCENT = "#0b5a62"
MIDDLE = "#6fa9ad"
QUIET = "#b9b6ad"
WARM = "#b4472a"
RAMP = ("#d6e4e2", "#a5c8c9", "#5f9ea3", "#2a757c", "#07434a")
"""Five steps from little to much."""

VARIABLES: dict[str, str] = {
    INK: "ink",
    MUTED: "muted",
    RULE: "rule",
    PAPER: "paper",
    ACCENT: "accent",
    MIDDLE: "middle",
    QUIET: "quiet",
    WARM: "warm",
    **{colour: f"ramp-{step}" for step, colour in enumerate(RAMP, 1)},
}
"""Light colour → name of the CSS variable (`--chart-<name>`) that replaces it in a page."""

FONT = "Helvetica, Arial, Liberation Sans, sans-serif"

COVERAGE_LIMITS = (25, 50, 75, 100)
"""Followers per 100 inhabitants where the five colours of coverage meet."""
COVERAGE_LEGEND = (
    (RAMP[0], "under 25 %"),
    (RAMP[1], "25–50 %"),
    (RAMP[2], "50–75 %"),
    (RAMP[3], "75–100 %"),
    (RAMP[4], "100 % og mer"),
    (PAPER, "ikke målt"),
)

CONFIG: dict[str, Any] = {
    "font": FONT,
    "aria": False,
    "background": None,
    "padding": {"left": 4, "right": 14, "top": 4, "bottom": 4},
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTED,
        "labelFontSize": 13,
        "titleColor": MUTED,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "domainColor": MUTED,
        "gridColor": RULE,
        "tickColor": RULE,
        "labelLimit": 150,
        "labelPadding": 6,
        "titlePadding": 10,
        "ticks": False,
    },
    "axisX": {"domain": False},
    "axisY": {"domain": False, "grid": False},
    "text": {"color": INK, "fontSize": 13},
}

def apart(frame: DataFrame) -> DataFrame:
    """Choose up to five large municipalities to name, none so near another's line that names would collide."""
    chosen: list[int] = []
    height = float(frame["latitude"].max() - frame["latitude"].min())
    for index in frame.sort_values(["population", "authority_number"], ascending=[False, True]).index[:30]:
        gaps = [abs(frame["latitude"][index] - frame["latitude"][other]) for other in chosen]
        if len(chosen) < 5 and all(gap > height / 20 for gap in gaps):
            chosen.append(index)
    return frame.loc[chosen]


LONG_GAP_DAYS = 548
"""Eighteen months: readings that lie further apart are no series."""


def without_figures(frame: DataFrame, x: Any) -> list[Any]:
    """Return layers that show the longest time without figures: a field with its years; none for a series.

    Args:
        frame: rows with `on`, the day as YYYY-MM-DD; two days at least.
        x: the encoding of that axis.
    """
    import altair as alt
    import pandas as pd

    days = sorted({date.fromisoformat(day) for day in frame["on"]})
    longest, begin = max(((after - before).days, before) for before, after in pairwise(days))
    if longest <= LONG_GAP_DAYS:
        return []
    end = begin + timedelta(days=longest)
    words = f"{gettext('ingen tall')}\n{begin.year}–{end.year}"
    field = pd.DataFrame([{"on": str(begin), "until": str(end), "words": words}])
    base = alt.Chart(field)
    rect = base.mark_rect(color=RULE, opacity=0.55).encode(x=x, x2="until:T")
    text = base.mark_text(color=MUTED, align="left", baseline="top", dx=5, dy=8, lineBreak="\n").encode(
        x=x, y=alt.value(0), text="words:N"
    )
    return [rect, text]


def size_order(size_class: str) -> int:
    """Return a key that sorts size classes from small to large, county authorities last."""
    if "fylke" in size_class:
        return 10**9
    digits = re.sub(r"[^0-9–-]", "", size_class).split("–")[0]
    return 0 if "<" in size_class or not digits else int(digits)
