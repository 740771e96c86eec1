"""Flere følgere når forsiden viser siden?

Punktet er hvor mange ganger så mange følgere siden har i snitt når forsiden lenker til den, som når den ikke gjør det,
blant myndigheter av samme størrelse. Streken er et 95 prosents intervall; dekker den 1, kan forskjellen være tilfeldig.
Størrelser med færre enn fem på en av sidene er ikke tegnet. Det er en sammenheng, ikke et bevis på hva lenken gjør.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import ACCENT, MIDDLE, MUTED
from barometer.publishing.retelling import retold

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.visibility_effect"
EVERY_MONTH = False
UNIT = "følgere når forsiden lenker til siden, delt på følgere når den ikke gjør det"
LEGEND = ((ACCENT, "forhold"), (MIDDLE, "95 prosents intervall"))
COLUMNS = {
    "size_class": ("Innbyggere", "word"),
    "ratio": ("Forhold", "ratio"),
    "ratio_low": ("Fra", "ratio"),
    "ratio_high": ("Til", "ratio"),
    "n_visible": ("Lenket fra forsiden", "whole"),
    "n_not_visible": ("Ikke lenket", "whole"),
    "followers_visible": ("Følgere når lenket", "whole"),
    "followers_not_visible": ("Følgere når ikke lenket", "whole"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Choose every size class, those with too few as well, if there is one to draw."""
    return frame if frame["ratio"].notna().any() else frame.head(0)


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw a dot with its interval per size class, on a scale where twice and half are as far from one."""
    known = frame[frame["ratio"].notna()]
    known = known.assign(label=known["size_class"].map(retold))
    y = alt.Y("label:N", sort=None, title=None)
    scale = alt.Scale(type="log", nice=False, padding=12)
    base = alt.Chart(known)
    x = alt.X("ratio_low:Q", title=None, scale=scale).axis(values=[0.25, 0.5, 1, 1.5, 2, 3, 5, 10], format=",.1~f")
    alike = alt.Chart().mark_rule(color=MUTED, strokeDash=[3, 3]).encode(x=alt.datum(1, type="quantitative"))
    bars = base.mark_rule(color=MIDDLE, strokeWidth=4).encode(x=x, x2="ratio_high:Q", y=y)
    dots = base.mark_circle(color=ACCENT, size=90, opacity=1).encode(x=alt.X("ratio:Q", scale=scale), y=y)
    return alt.layer(bars, alike, dots, data=known).properties(height=alt.Step(30))
