"""Dekning på kartet

Hvert punkt er en kommune, plassert midt i kommunen og farget etter dekningsgrad. Åpne ringer er kommuner som ikke
ble målt. Avrundede tall er farget etter midten av intervallet.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import altair as alt

from barometer.charts.theme import COVERAGE_LEGEND, COVERAGE_LIMITS, INK, MUTED, PAPER, QUIET, RAMP, apart

if TYPE_CHECKING:
    from pandas import DataFrame

TABLE = "mart.ranking"
EVERY_MONTH = False
UNIT = "følgere per 100 innbyggere (%)"
LEGEND = COVERAGE_LEGEND
COLUMNS = {
    "county": ("Fylke", "text"),
    "authority": ("Kommune", "text"),
    "coverage_percent": ("Dekningsgrad, %", "decimal"),
    "coverage_percent_low": ("Lavest mulig, %", "decimal"),
    "coverage_percent_high": ("Høyest mulig, %", "decimal"),
    "state": ("Tilstand", "word"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Choose the municipalities that have a place, by county and number."""
    placed = frame[(frame["kind"] == "kommune") & frame["latitude"].notna() & frame["longitude"].notna()]
    return placed.sort_values(["county_number", "authority_number"])


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw a point per municipality in a projection that keeps the shape of a long, northern country."""
    west, east = float(frame["longitude"].min()), float(frame["longitude"].max())
    south, north = float(frame["latitude"].min()), float(frame["latitude"].max())
    breadth = (east - west) * math.cos(math.radians((south + north) / 2))
    shape = min(max((north - south) / max(breadth, 0.01), 0.8), 1.25)
    place = {"latitude": "latitude:Q", "longitude": "longitude:Q"}
    missing = alt.Chart(frame[frame["coverage_percent"].isna()]).mark_point(
        color=QUIET, filled=False, size=44, strokeWidth=1.5, opacity=1
    )
    colour = alt.Color("coverage_percent:Q", legend=None).scale(
        type="threshold", domain=list(COVERAGE_LIMITS), range=list(RAMP)
    )
    measured = alt.Chart(frame[frame["coverage_percent"].notna()]).mark_circle(
        size=62, opacity=1, stroke=MUTED, strokeWidth=0.6
    )
    # A name stands on the side where there is room for it.
    is_east = f"datum.longitude > {(west + 2 * east) / 3:.3f}"
    side, gap = alt.expr(f"{is_east} ? 'right' : 'left'"), alt.expr(f"{is_east} ? -9 : 9")
    names = alt.Chart(apart(frame)).encode(**place, text="authority:N")
    halo = names.mark_text(align=side, dx=gap, fontWeight="bold", color=PAPER, stroke=PAPER, strokeWidth=4)
    words = names.mark_text(align=side, dx=gap, fontWeight="bold", color=INK)
    return (
        alt.layer(missing.encode(**place), measured.encode(**place, color=colour), halo, words)
        .project("conicConformal", rotate=[-(west + east) / 2, 0, 0], parallels=[south, north])
        .properties(width=1000, height=round(1000 * shape))
    )
