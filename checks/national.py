"""Guards the figures for the whole country: each headline is made again from the ranking (mart.national and on)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd

from checks.readings import REBUILD
from checks.result import CRITICAL
from checks.suite import Frames, Suite, answer, filled, holds, one_of, rows, unique

SLACK: Final = 1e-6
UNITS: Final = ("%", "‰", "personer", "antall", "poeng", "timer", "dager", "forhold", "per 30 dager")
CLASSES: Final = ("dialog", "enveis", "inaktiv")
SUM_AGAIN: Final = "To sider i samme utgave strider mot hverandre."


def _percent(part: float, whole: float) -> float | None:
    return 100.0 * part / whole if whole else None


def _pooled(ranking: pd.DataFrame) -> float | None:
    measured = ranking[ranking["coverage_percent"].notna()]
    return _percent(float(measured["followers"].sum()), float(measured["population"].sum()))


AGAIN: Final[dict[str, Callable[[pd.DataFrame], float | None]]] = {
    "M1": lambda ranking: _percent(int((ranking["account_status"] == "official").sum()), len(ranking)),
    "M2 total": lambda ranking: float(ranking["followers"].sum()) if ranking["followers"].notna().any() else None,
    "M3 mean": lambda ranking: ranking["coverage_percent"].mean(),
    "M3 median": lambda ranking: ranking["coverage_percent"].median(),
    "M3 pooled": _pooled,
    "M16 mean": lambda ranking: ranking["visibility_score"].astype("float64").mean(),
    "M18 mean": lambda ranking: ranking["channels"].astype("float64").mean(),
}
"""Headline figure → how it is made from the published ranking."""


def scopes(frames: Frames) -> dict[str, pd.DataFrame]:
    """Return the ranking of each scope: everybody, and each kind of authority."""
    ranking = frames["mart.ranking"]
    return {"alle": ranking} | {str(kind): part for kind, part in ranking.groupby("kind")}


def is_near(told: pd.Series, again: pd.Series) -> pd.Series:
    """Tell where two figures are the same but for the last digits, or are both missing."""
    both = (told.astype("float64") - again.astype("float64")).abs() <= SLACK * again.abs().clip(lower=1)
    return both | (told.isna() & again.isna())


def figure_is_made_from_the_ranking(national: pd.DataFrame, frames: Frames) -> pd.Series:
    """Make the headline figures again from the ranking."""
    parts = scopes(frames)
    again = [
        AGAIN[metric](parts[scope]) if metric in AGAIN and scope in parts else None
        for metric, scope in zip(national["metric_id"], national["scope"], strict=True)
    ]
    made = pd.Series(again, index=national.index, dtype="float64")
    return answer(is_near(national["value"], made), national["metric_id"].isin(AGAIN))


def value_lies_in_its_interval(national: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare each value with its interval, where it has one."""
    value = national["value"]
    inside = (national["low"].fillna(value) <= value + SLACK) & (value <= national["high"].fillna(value) + SLACK)
    return answer(inside, value.notna())


def counts_are_in_order(national: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare measured with all, and known with all: a part is never more than the whole."""
    part = national[["n_measured", "n_known"]].fillna(0).max(axis="columns")
    return answer((part >= 0) & (part <= national["n_all"]))


def nothing_measured_has_no_value(national: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for national figures that rest on nobody; of a share of quality, n is the share's own part."""
    is_quality = national["metric_id"].str.startswith("M21 ")
    return answer(national["value"].isna(), (national["n_measured"] == 0) & ~is_quality)


def all_is_the_scope(national: pd.DataFrame, frames: Frames) -> pd.Series:
    """Count each scope's authorities again."""
    sizes = {scope: len(part) for scope, part in scopes(frames).items()}
    return answer(national["n_all"] == national["scope"].map(sizes))


NATIONAL = Suite(
    name="national", table="mart.national", key=("scope", "metric_id"),
    checks=(
        rows(lambda frames: len(scopes(frames)) * len(AGAIN), None, CRITICAL, "hvert hovedtall for hvert utvalg",
             "Et hovedtall mangler.", REBUILD),
        unique(("scope", "metric_id"), CRITICAL, "hvert tall står én gang", "Ett tall ville ha to verdier.",
               REBUILD),
        one_of("unit", UNITS, CRITICAL, "Et tall trenger sin enhet.", REBUILD),
        filled("name", CRITICAL, "Leserne ser navnet.", REBUILD),
        holds(all_is_the_scope, CRITICAL, "n er antallet myndigheter i utvalget", SUM_AGAIN, REBUILD, column="n_all"),
        holds(counts_are_in_order, CRITICAL, "målte og kjente er aldri flere enn alle", SUM_AGAIN, REBUILD,
              column="n_measured"),
        holds(nothing_measured_has_no_value, CRITICAL, "et tall uten målinger er tomt",
              "Det som mangler, er ikke null.", REBUILD,
              column="value"),
        holds(value_lies_in_its_interval, CRITICAL, "tallet ligger i sitt intervall",
              "Verdien som vises, strider mot det som er lest.", REBUILD, column="value"),
        holds(figure_is_made_from_the_ranking, CRITICAL, "hovedtallene er regnet ut på nytt fra rangeringen",
              SUM_AGAIN, REBUILD, column="value"),
    ),
)  # fmt: skip


def percents_sum_to_100(split: pd.DataFrame, _: Frames) -> pd.Series:
    """Sum each scope's published percentages, and the weighted ones."""
    groups = split.groupby("scope")
    whole = groups["percent"].transform("sum") == 100
    for column in ("percent_exact", "percent_by_inhabitants"):
        whole &= (groups[column].transform("sum").astype("float64") - 100).abs() <= 0.001
    return answer(whole)


def percent_is_the_share_rounded(split: pd.DataFrame, _: Frames) -> pd.Series:
    """Divide pages by the base again; largest remainder moves a value by less than one."""
    again = 100 * split["pages"].astype("float64") / split["base"].astype("float64")
    near = (split["percent_exact"].astype("float64") - again).abs() <= SLACK
    return answer(near & ((split["percent"].astype("float64") - again).abs() < 1))


def base_is_the_sum(split: pd.DataFrame, _: Frames) -> pd.Series:
    """Sum each scope's pages."""
    return answer(split.groupby("scope")["pages"].transform("sum") == split["base"])


def pages_are_the_rankings(split: pd.DataFrame, frames: Frames) -> pd.Series:
    """Count the pages of each class in the ranking again."""
    counts = {scope: part["use_class"].value_counts() for scope, part in scopes(frames).items()}
    keys = zip(split["scope"], split["use_class"], strict=True)
    again = [int(counts[scope].get(name, 0)) if scope in counts else None for scope, name in keys]
    return answer(split["pages"] == pd.Series(again, index=split.index))


def unknown_is_the_rankings(split: pd.DataFrame, frames: Frames) -> pd.Series:
    """Count the pages that could not be classified in the ranking again."""
    counts = {scope: int((part["use_class"] == "ukjent").sum()) for scope, part in scopes(frames).items()}
    return answer(split["unknown"] == split["scope"].map(counts))


def _least_split(frames: Frames) -> int:
    return len(CLASSES) * sum(bool(part["use_class"].isin(CLASSES).any()) for part in scopes(frames).values())


SPLIT = Suite(
    name="national", table="mart.use_class_split", key=("scope", "use_class"),
    checks=(
        rows(_least_split, _least_split, CRITICAL, "tre klasser for hvert utvalg med klassifiserte sider",
             "En klasse uten sider er 0; den mangler ikke.", REBUILD),
        unique(("scope", "use_class"), CRITICAL, "hver klasse står én gang per utvalg", SUM_AGAIN, REBUILD),
        one_of("use_class", CLASSES, CRITICAL, "Bare klassifiserte sider er med i grunnlaget.", REBUILD),
        holds(percents_sum_to_100, CRITICAL, "prosentene summerer til 100", "Fordelingen går ikke opp.", REBUILD,
              column="percent"),
        holds(percent_is_the_share_rounded, CRITICAL, "prosenten er andelen, avrundet", "Fordelingen er feil.", REBUILD,
              column="percent"),
        holds(base_is_the_sum, CRITICAL, "grunnlaget er summen av klassene", "Fordelingen går ikke opp.", REBUILD,
              column="base"),
        holds(pages_are_the_rankings, CRITICAL, "klassene er telt på nytt i rangeringen", SUM_AGAIN, REBUILD,
              column="pages"),
        holds(unknown_is_the_rankings, CRITICAL, "ukjente er telt på nytt i rangeringen",
              "Det som ikke kan observeres, er aldri enveis, og det blir alltid oppgitt.", REBUILD, column="unknown"),
    ),
)  # fmt: skip


def series_is_the_national_sum(series: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare the month's point of the followers' line with the sum of all measured pages, its interval and n."""
    national = frames["mart.national"]
    total = national[(national["metric_id"] == "M2 total") & (national["scope"] == "alle")]
    figures = ["value", "low", "high", "n_measured", "n_known", "n_all"]
    told = total.iloc[0] if len(total) else pd.Series(index=figures, dtype="float64")
    right = pd.Series(True, index=series.index)
    for figure in figures:
        again = pd.Series(told[figure], index=series.index, dtype="float64")
        right &= is_near(series[figure], again).fillna(False)
    return answer(right)


def _points(frames: Frames) -> int:
    return int(frames["mart.ranking"]["followers"].notna().any())


SERIES = Suite(
    name="national", table="mart.follower_series", key=("month",),
    checks=(
        rows(_points, _points, CRITICAL, "ett punkt på linjen når en side er målt",
             "En måned uten måling er ikke null.", REBUILD),
        holds(series_is_the_national_sum, CRITICAL, "punktet er landets sum, med intervall og antall", SUM_AGAIN,
              REBUILD, column="value"),
    ),
)  # fmt: skip


SUITES = (NATIONAL, SPLIT, SERIES)
