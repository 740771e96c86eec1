"""Guards the places in the ranking: each is recomputed from the published figures and must come out the same."""

from __future__ import annotations

import pandas as pd

from barometer.months import Month
from checks.readings import REBUILD
from checks.result import CRITICAL
from checks.suite import Frames, Suite, answer, column_of, holds, previous, rows


def competition_rank(values: pd.Series, groups: list[pd.Series] | None = None) -> pd.Series:
    """Return places by falling value: 1, 2, 2, 4; missing where the value is."""
    numbers = values.astype("float64").round(9)
    if groups is None:
        return numbers.rank(method="min", ascending=False)
    return numbers.groupby(groups).rank(method="min", ascending=False)


def _same(told: pd.Series, again: pd.Series) -> pd.Series:
    return answer(told.astype("float64") == again, told.notna() | again.notna())


def _coverage(ranking: pd.DataFrame) -> pd.Series:
    # From followers and inhabitants, not from the shown percentage, which may be rounded.
    return ranking["followers"].astype("float64") / ranking["population"].astype("float64")


def rank_follows_coverage(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Rank by coverage again."""
    return _same(ranking["rank"], competition_rank(_coverage(ranking)))


def rank_in_size_class_follows_coverage(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Rank by coverage again within each size class."""
    return _same(ranking["rank_in_size_class"], competition_rank(_coverage(ranking), [ranking["size_class"]]))


def rank_in_county_follows_coverage(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Rank by coverage again within each county, the county authority among its municipalities."""
    return _same(ranking["rank_in_county"], competition_rank(_coverage(ranking), [ranking["county_number"]]))


def rank_by_followers_follows_followers(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Rank by followers again."""
    return _same(ranking["rank_by_followers"], competition_rank(ranking["followers"]))


def rank_lies_in_its_band(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare the place with the places that the intervals allow."""
    inside = (ranking["rank_band_low"] <= ranking["rank"]) & (ranking["rank"] <= ranking["rank_band_high"])
    return answer(inside, ranking["rank"].notna())


def previous_rank_is_what_was_published(ranking: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare the place of the calendar month before with that month's own ranking."""
    before, month = previous(frames, "mart.ranking"), Month.parse(str(ranking["month"].iloc[0]))
    if len(before) and before["month"].iloc[0] != str(month.shift(-1)):
        before = before.iloc[:0]
    numbers = before.astype({"rank": "float64"}) if len(before) else before
    published = ranking["authority_number"].map(column_of(numbers, "rank", "authority_number"))
    return _same(ranking["rank_previous"], published.astype("float64"))


def rank_change_is_the_difference(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Subtract the two places again: positive has moved up."""
    return _same(ranking["rank_change"], (ranking["rank_previous"] - ranking["rank"]).astype("float64"))


SUITES = (
    Suite(
        name="ranks", table="mart.ranking", key=("authority_number",),
        checks=(
            rows(1, None, CRITICAL, "minst én plassering", "En rangering uten plasser er ingen rangering.", REBUILD,
                 name="ranked_rows"),
            holds(rank_follows_coverage, CRITICAL, "plassen følger dekningsgraden (1, 2, 2, 4)",
                  "Hovedlisten er feil ordnet.", REBUILD, column="rank"),
            holds(rank_lies_in_its_band, CRITICAL, "plassen ligger i sitt plasseringsbånd",
                  "Båndet strider mot plassen.", REBUILD, column="rank_band_low"),
            holds(rank_in_size_class_follows_coverage, CRITICAL, "plassen i størrelsesklassen følger dekningsgraden",
                  "Listen for en størrelsesklasse er feil ordnet.", REBUILD, column="rank_in_size_class"),
            holds(rank_in_county_follows_coverage, CRITICAL, "plassen i fylket følger dekningsgraden",
                  "Listen for et fylke er feil ordnet.", REBUILD, column="rank_in_county"),
            holds(rank_by_followers_follows_followers, CRITICAL, "plassen etter følgere følger følgertallet",
                  "Listen etter følgere er feil ordnet.", REBUILD, column="rank_by_followers"),
            holds(previous_rank_is_what_was_published, CRITICAL, "forrige plass er den som ble vist forrige måned",
                  "Oppgang og nedgang ville være oppdiktet.", REBUILD, column="rank_previous"),
            holds(rank_change_is_the_difference, CRITICAL, "endringen er forrige plass minus denne",
                  "Oppgang og nedgang ville være oppdiktet.", REBUILD, column="rank_change"),
        ),
        subject=lambda frames: frames["mart.ranking"][frames["mart.ranking"]["state"] == "ok"],
    ),
)  # fmt: skip
