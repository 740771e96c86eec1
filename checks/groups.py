"""Guards the figures of counties, size classes and channels, and what is said of quality: summed up again."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from checks.national import SUM_AGAIN, is_near
from checks.readings import REBUILD
from checks.result import CRITICAL
from checks.suite import Frames, Suite, answer, filled, holds, rows, unique


def _summed(column: str) -> Callable[[pd.DataFrame, Frames], pd.Series]:
    """Return the rule that a group's authorities, measured and followers are those of the ranking."""

    def sums_are_the_rankings(groups: pd.DataFrame, frames: Frames) -> pd.Series:
        """Sum each group up again from the ranking."""
        ranking = frames["mart.ranking"]
        # A county's figures are its municipalities': the county authority is another kind.
        members = ranking[ranking["kind"] == "kommune"] if column == "county" else ranking
        again = members.groupby(column).agg(
            authorities=("authority_number", "size"), measured=("coverage_percent", "count"),
            followers=("followers", "sum"), mean_coverage_percent=("coverage_percent", "mean"),
        ).reindex(groups[column])  # fmt: skip
        right = pd.Series(True, index=groups.index)
        for name in again.columns:
            made = pd.Series(again[name].to_numpy(), index=groups.index).astype("float64")
            told = groups[name].astype("float64")
            right &= is_near(told.fillna(0) if name == "followers" else told, made)
        return answer(right)

    return sums_are_the_rankings


COUNTIES = Suite(
    name="groups", table="mart.county", key=("county",),
    checks=(
        rows(lambda frames: frames["mart.ranking"].query("kind == 'kommune'")["county"].nunique(), None, CRITICAL,
             "alle fylker", "Et fylke mangler.", REBUILD),
        unique("county", CRITICAL, "hvert fylke står én gang", SUM_AGAIN, REBUILD),
        holds(_summed("county"), CRITICAL, "fylkets tall er summert på nytt fra rangeringen", SUM_AGAIN, REBUILD,
              column="followers"),
    ),
)  # fmt: skip

SIZE_CLASSES = Suite(
    name="groups", table="mart.size_class", key=("size_class",),
    checks=(
        rows(lambda frames: frames["mart.ranking"]["size_class"].nunique(), None, CRITICAL, "alle størrelsesklasser",
             "En størrelsesklasse mangler.", REBUILD),
        unique("size_class", CRITICAL, "hver størrelsesklasse står én gang", SUM_AGAIN, REBUILD),
        holds(_summed("size_class"), CRITICAL, "klassens tall er summert på nytt fra rangeringen", SUM_AGAIN, REBUILD,
              column="followers"),
    ),
)  # fmt: skip


def percent_is_of_all(channels: pd.DataFrame, frames: Frames) -> pd.Series:
    """Divide each channel's authorities by all again."""
    again = 100 * channels["authorities"].astype("float64") / len(frames["registry.authority"])
    return answer(is_near(channels["percent"], again) & (channels["authorities"] <= channels["n_all"]))


CHANNELS = Suite(
    name="groups", table="mart.channel", key=("channel",),
    checks=(
        rows(1, None, CRITICAL, "minst én kanal", "Ingen myndigheter ville være noe sted.", REBUILD),
        unique("channel", CRITICAL, "hver kanal står én gang", SUM_AGAIN, REBUILD),
        holds(percent_is_of_all, CRITICAL, "andelen er av alle myndigheter", SUM_AGAIN, REBUILD, column="percent"),
    ),
)  # fmt: skip


def share_is_a_share(quality: pd.DataFrame, _: Frames) -> pd.Series:
    """Look at the measures in per cent."""
    return answer(quality["value"].between(0, 100), (quality["unit"] == "%") & quality["value"].notna())


QUALITY = Suite(
    name="groups", table="mart.data_quality", key=("measure",),
    checks=(
        rows(1, None, CRITICAL, "minst ett mål på kvalitet", "Tall uten opplysning om kvalitet publiseres ikke.",
             REBUILD),
        unique("measure", CRITICAL, "hvert mål står én gang", SUM_AGAIN, REBUILD),
        filled("name", CRITICAL, "Leserne ser navnet.", REBUILD),
        holds(share_is_a_share, CRITICAL, "andeler er fra 0 til 100 %", SUM_AGAIN, REBUILD, column="value"),
    ),
)  # fmt: skip

SUITES = (COUNTIES, SIZE_CLASSES, CHANNELS, QUALITY)
