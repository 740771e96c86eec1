"""Dekning på kartet

Hvert punkt er en kommune, plassert midt i kommunen og farget etter dekningsgrad. Hele ringer uten farge er kommuner
som ikke ble målt.
"""

from __future__ import annotations

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
    "state": ("Tilstand", "text"),
}


def rows(frame: DataFrame) -> DataFrame:
    """Choose the municipalities that have a place, by county and number."""
    placed = frame[(frame["kind"] == "kommune") & frame["latitude"].notna() & frame["longitude"].notna()]
    return placed.sort_values(["county_number", "authority_number"])


def draw(frame: DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw a point per municipality in a projection that keeps the shape of a long, northern country."""
    middle = float(frame["longitude"].min() + frame["longitude"].max()) / 2
    south, north = float(frame["latitude"].quantile(0.2)), float(frame["latitude"].quantile(0.8))
    place = {"latitude": "latitude:Q", "longitude": "longitude:Q"}
    missing = (
        alt.Chart(frame[frame["coverage_percent"].isna()])
        .mark_point(color=QUIET, filled=False, size=44, strokeWidth=1.5, opacity=1)
        .encode(**place)
    )
    colour = alt.Color("coverage_percent:Q", legend=None).scale(
        type="threshold", domain=list(COVERAGE_LIMITS), range=list(RAMP)
    )
    measured = (
        alt.Chart(frame[frame["coverage_percent"].notna()])
        .mark_circle(size=62, opacity=1, stroke=MUTED, strokeWidth=0.6)
        .encode(**place, color=colour)
    )
    names = alt.Chart(apart(frame)).encode(**place, text="authority:N")
    halo = names.mark_text(align="left", dx=9, fontWeight="bold", color=PAPER, stroke=PAPER, strokeWidth=4)
    words = names.mark_text(align="left", dx=9, fontWeight="bold", color=INK)
    return (
        alt.layer(missing, measured, halo, words)
        .project("conicConformal", rotate=[-middle, 0, 0], parallels=[south, north])
        .properties(height=680)
    )
