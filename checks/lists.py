"""Guards the six lists: each is the top of the ranking by its own figure, in its order (mart.top_list)."""

from __future__ import annotations

from typing import Final

import pandas as pd

from checks.ranks import competition_rank
from checks.readings import REBUILD
from checks.result import CRITICAL
from checks.suite import Frames, Suite, answer, filled, holds, one_of, rows, unique

LENGTH: Final = 20
FIGURE_OF: Final = {
    "følgere": "followers",
    "følgere per innbygger": "coverage_percent",
    "snakker om": "talking_about",
    "snakker om per innbygger": "talking_about_percent",
    "vekst": "growth_persons",
    "vekst per innbygger": "growth_percent_of_inhabitants",
}
"""List → column of the ranking that it is the top of."""


def eligible(frames: Frames, name: str) -> pd.Series:
    """Return the figures that a list is made of, keyed by authority, highest first."""
    ranking = frames["mart.ranking"].set_index("authority_number")
    if name.startswith("vekst"):
        ranking = ranking[ranking["growth_state"] == "målt"]
    if name == "vekst per innbygger":
        values = 100 * ranking["growth_persons"].astype("float64") / ranking["population"].astype("float64")
    else:
        values = ranking[FIGURE_OF[name]].astype("float64")
    return values.dropna().sort_values(ascending=False)


def _per_list(table: pd.DataFrame, frames: Frames, column: str, index: int) -> pd.Series:
    """Return, for every row, its authority's figure (0) or place (1) in its list, computed again."""
    again: dict[tuple[str, str], float] = {}
    for name in set(table["list"]) & set(FIGURE_OF):
        values = eligible(frames, name)
        answers = values if index == 0 else competition_rank(values)
        again |= {(name, str(number)): float(value) for number, value in answers.items()}
    keys = zip(table["list"], table["authority_number"], strict=True)
    return pd.Series([again.get(key) for key in keys], index=table.index, dtype="float64")


def value_is_the_rankings(table: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare every value with the authority's own in the ranking."""
    return answer((_per_list(table, frames, "value", 0) - table["value"].astype("float64")).abs() <= 1e-6)


def rank_is_recomputed(table: pd.DataFrame, frames: Frames) -> pd.Series:
    """Rank everybody again by the list's figure."""
    return answer(_per_list(table, frames, "rank", 1) == table["rank"].astype("float64"))


def positions_run_from_one(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Count the positions of each list."""
    size = table.groupby("list")["position"].transform("size")
    return answer((table["position"] >= 1) & (table["position"] <= size) & (size <= LENGTH))


def values_fall_with_position(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare each value with the one above it."""
    ordered = table.sort_values(["list", "position"])
    above = ordered.groupby("list")["value"].shift()
    return answer((ordered["value"] <= above) | above.isna()).reindex(table.index)


def value_lies_in_its_interval(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare each value with its interval."""
    value, slack = table["value"], 1e-6
    inside = (table["value_low"] <= value + slack) & (value <= table["value_high"] + slack)
    return answer(inside, table["value_low"].notna())


def _length(frames: Frames) -> int:
    return sum(min(LENGTH, len(eligible(frames, name))) for name in FIGURE_OF)


SUITES = (
    Suite(
        name="lists", table="mart.top_list", key=("list", "authority_number"),
        checks=(
            rows(_length, _length, CRITICAL, "hver liste har de 20 øverste, eller alle når det er færre",
                 "En myndighet som hører hjemme på en liste, mangler der.", REBUILD),
            one_of("list", tuple(FIGURE_OF), CRITICAL, "En ukjent liste kan ikke kontrolleres.", REBUILD),
            unique(("list", "authority_number"), CRITICAL, "hver myndighet står én gang i hver liste",
                   "Én myndighet ville ta to plasser.", REBUILD),
            unique(("list", "position"), CRITICAL, "hver plass i en liste er brukt én gang",
                   "To myndigheter ville dele en linje.", REBUILD),
            filled("value", CRITICAL, "En linje uten tall sier ingenting.", REBUILD),
            filled("unit", CRITICAL, "Personer og prosent ville bli blandet.", REBUILD),
            holds(positions_run_from_one, CRITICAL, "plassene går fra 1 til 20", "En linje mangler eller er for mye.",
                  REBUILD, column="position"),
            holds(values_fall_with_position, CRITICAL, "listen er ordnet", "Listen er feil ordnet.", REBUILD,
                  column="value"),
            holds(value_lies_in_its_interval, CRITICAL, "verdien ligger i sitt intervall",
                  "Verdien som vises, strider mot det som er lest.", REBUILD, column="value"),
            holds(value_is_the_rankings, CRITICAL, "verdien er den samme som i rangeringen",
                  "To sider i samme utgave strider mot hverandre.", REBUILD, column="value"),
            holds(rank_is_recomputed, CRITICAL, "plasseringen er regnet ut på nytt (1, 2, 2, 4)",
                  "Listen kårer feil vinner.", REBUILD, column="rank"),
        ),
    ),
)  # fmt: skip
