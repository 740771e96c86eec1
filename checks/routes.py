"""Guards each way in against the month before: a parser that no longer fits a page shows in its route as a whole.

The drift alarm of METRICS M21: a hit rate that falls, zeros where there were numbers, numbers that stand still. Each
stops publication, because none of them is the authorities' doing.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from checks.change import FEW, STALE_FROM
from checks.readings import PARSE_AGAIN, REBUILD
from checks.result import CRITICAL, WARNING
from checks.suite import Frames, Suite, answer, holds, previous, rows, unique

ENOUGH: Final = 10
"""Visits or numbers of a route from which its shares say something."""
LARGEST_FALL: Final = 10
"""Points by which a route's hit rate may fall."""
MOST_ZEROS: Final = 0.01
MOST_REPEATS: Final = 0.5
"""Of large exact numbers; a few stand still by chance, half of them only where last month's were read again."""
_STATUS: Final = "Finn utfallet som skiller seg ut, med 'barometer status', og se på en av sidene."


def targets_are_the_visits(routes: pd.DataFrame, frames: Frames) -> pd.Series:
    """Count each route's visits again."""
    visits = frames["raw.visit"]
    made, read = visits["route"].value_counts(), visits.loc[visits["outcome"] == "ok", "route"].value_counts()
    right = routes["targets"] == routes["route"].map(made)
    return answer(right & (routes["ok"] == routes["route"].map(read).fillna(0)))


def route_reads_something(routes: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for routes that fail for most of what they visit."""
    return answer(routes["ok"] >= 0.5 * routes["targets"], routes["targets"] >= ENOUGH)


def hit_rate_does_not_fall(routes: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare each route's share of visits that were read with the month before's."""
    before = previous(frames, "mart.route")
    if before.empty:
        return answer(pd.Series(True, index=routes.index), pd.Series(False, index=routes.index))
    known = before[before["targets"] >= ENOUGH].set_index("route")["hit_percent"]
    then = routes["route"].map(known).astype("float64")
    fallen = then - routes["hit_percent"].astype("float64") >= LARGEST_FALL
    return answer(~fallen, then.notna() & (routes["targets"] >= ENOUGH))


def _by_route(counters: pd.DataFrame) -> pd.DataFrame:
    """Return a month's counters with the route that each was read by; a visit's id is month:route:target."""
    named = counters.assign(route=counters["visit_id"].astype(str).str.split(":").str[1])
    return named.drop_duplicates(["route", "channel", "native_id", "kind"])


def numbers_of_both_months(frames: Frames) -> pd.DataFrame:
    """Return a row per route: how many of its numbers were there the month before, became zero, or stand still."""
    names = ["numbers", "zeros", "large", "repeats"]
    now, before = _by_route(frames["raw.counter"]), previous(frames, "raw.counter")
    earlier = _by_route(before) if not before.empty else now.iloc[:0]
    pairs = now.merge(earlier, on=["route", "channel", "native_id", "kind"], suffixes=("", "_before"))
    was_there = pairs["low_before"] >= FEW
    is_persons = pairs["kind"].isin(["followers", "likes", "subscribers"])
    is_large = is_persons & (pairs["precision"] == "exact") & (pairs["low_before"] >= STALE_FROM)
    told = pairs.assign(
        numbers=was_there, zeros=was_there & (pairs["high"] == 0) & (pairs["kind"] != "talking_about"),
        large=is_large, repeats=is_large & (pairs["low"] == pairs["low_before"]),
    )  # fmt: skip
    return told.groupby("route")[names].sum().reindex(sorted(now["route"].unique()), fill_value=0).reset_index()


def numbers_do_not_become_zero(routes: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for routes with zeros where there were numbers; one in a few is somebody's account."""
    return answer(routes["zeros"] <= (MOST_ZEROS * routes["numbers"]).clip(lower=1), routes["numbers"] >= ENOUGH)


def numbers_do_not_stand_still(routes: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for routes that tell last month's numbers again."""
    return answer(routes["repeats"] <= MOST_REPEATS * routes["large"], routes["large"] >= ENOUGH)


ROUTES = Suite(
    name="routes", table="mart.route", key=("route",),
    checks=(
        rows(lambda frames: frames["raw.visit"]["route"].nunique(), None, CRITICAL, "alle veier", "En vei mangler.",
             REBUILD),
        unique("route", CRITICAL, "hver vei står én gang", "Tallene er ikke summen av delene.", REBUILD),
        holds(targets_are_the_visits, CRITICAL, "mål og treff er telt på nytt fra besøkene",
              "Kvalitetssiden sier noe annet enn lesingene.", REBUILD, column="ok"),
        holds(route_reads_something, WARNING, "hver vei leser minst halvparten av det den besøker",
              "En vegg, en sperre eller en endret side står i veien.", _STATUS, column="hit_percent"),
        holds(hit_rate_does_not_fall, CRITICAL, f"ingen veis treffandel faller {LARGEST_FALL} poeng eller mer",
              "Sidene har fått en ny form eller en vegg; det som mangler, er ikke likt fordelt.", _STATUS,
              column="hit_percent"),
    ),
)  # fmt: skip

DRIFT = Suite(
    name="routes", table="raw.counter", key=("route",), subject=numbers_of_both_months,
    checks=(
        rows(1, None, CRITICAL, "en rad per vei", "Sammenligningen er ikke gjort.", REBUILD, name="drift_rows"),
        holds(numbers_do_not_become_zero, CRITICAL, "høyst 1 % av en veis tall går til null",
              "Det som mangler, er ikke null.", PARSE_AGAIN, column="zeros"),
        holds(numbers_do_not_stand_still, CRITICAL, "høyst halvparten av en veis store tall står stille",
              "Forrige måneds sider, eller et mellomlager, er lest på nytt.",
              "Se på sidenes tidspunkter i arkivet, slett de gamle besøkene og kjør 'barometer crawl' på nytt.",
              column="repeats"),
    ),
)  # fmt: skip

SUITES = (ROUTES, DRIFT)
