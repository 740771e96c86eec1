"""One authority's places, and what it would take to pass the next one in each of them.

What it would take is exact arithmetic on whole counts: a coverage is a fraction of two of them, and the last digit of a
float must not decide whether one follower more is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from barometer.publishing.edition import Edition
from barometer.publishing.mart import Row

COVERAGE = ("country", "county", "size_class")
"""Groups in which coverage is ranked."""
KINDS = (*COVERAGE, "followers", "growth_percent_per_30_days", "response_percent", "visibility_score")
"""Every place an authority can have: by coverage in three groups, then by four other measures in the country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place in one ranking."""

    kind: str
    """Which ranking, one of KINDS."""
    rank: int
    """Its place."""
    low: int
    """Best place that fits the intervals."""
    high: int
    """Worst place that fits."""
    of: int
    """How many are ranked."""
    ahead: Row | None
    """The one next above; None on the first place."""
    needed: int | None
    """What would lift it past that one: followers, answers or points; None when nothing can."""
    is_about: bool
    """True when its own number or the other's is rounded, so that what is needed is too."""

    @property
    def is_sure(self) -> bool:
        """True when the intervals allow no other place."""
        return self.low == self.high


class Standings:
    """The places of every authority of an edition; who stands above whom is worked out once."""

    def __init__(self, edition: Edition) -> None:
        self._rows = edition.by_number
        self._talk = edition.dialogue.by_number
        self._measured = {(row["measure"], row["authority_number"]): row for row in edition.mart.rows("measure_rank")}
        self._ahead: dict[tuple[str, str], str] = {}
        self._add("country", ((row["authority_number"], row["rank"]) for row in edition.ranking))
        for group, key in (("county", "county_number"), ("size_class", "size_class")):
            for members in _grouped(edition.ranking, key).values():
                self._add(group, ((row["authority_number"], row[f"rank_in_{group}"]) for row in members))
        for measure, found in _grouped(list(self._measured.values()), "measure").items():
            self._add(measure, ((row["authority_number"], row["rank"]) for row in found))

    def _add(self, kind: str, ranked: Iterable[tuple[str, int]]) -> None:
        """Note who stands next above each; of equals the last one."""
        above: str | None = None
        here: tuple[int, str] | None = None
        for number, rank in ranked:
            if here is not None and rank != here[0]:
                above = here[1]
            if above is not None:
                self._ahead[kind, number] = above
            here = (rank, number)

    def of(self, row: Row) -> list[Place]:
        """Return every place an authority has; empty when it was not measured.

        Args:
            row: its row of the ranking.
        """
        found = [self._place(kind, row) for kind in KINDS]
        return [place for place in found if place is not None]

    def _place(self, kind: str, row: Row) -> Place | None:
        number = row["authority_number"]
        suffix = "" if kind not in COVERAGE or kind == "country" else f"_in_{kind}"
        source = row if kind in COVERAGE else self._measured.get((kind, number))
        if source is None or source[f"rank{suffix}"] is None:
            return None
        names = (f"rank{suffix}", f"rank{suffix}_band_low", f"rank{suffix}_band_high", f"n_ranked{suffix}")
        rank, low, high, count = (int(source[name]) for name in names)
        above = self._ahead.get((kind, number))
        ahead = None if above is None else self._rows[above]
        is_counted = kind not in ("response_percent", "visibility_score")
        return Place(
            kind=kind, rank=rank, low=low, high=high, of=count, ahead=ahead,
            needed=None if ahead is None else self._needed(kind, row, ahead),
            is_about=is_counted and ahead is not None and False in (row["is_exact"], ahead["is_exact"]),
        )  # fmt: skip

    def _needed(self, kind: str, row: Row, ahead: Row) -> int | None:
        if kind == "response_percent":
            return answers_to_pass(self._talk[row["authority_number"]], self._talk[ahead["authority_number"]])
        return NEEDED[kind](row, ahead)


def followers_to_pass(row: Row, ahead: Row) -> int | None:
    """Return how many followers more give a higher coverage than another's; at least 1."""
    if not row["population"] or not ahead["population"]:
        return None
    goal = Fraction(int(ahead["followers"]) * int(row["population"]), int(ahead["population"]))
    return max(floor(goal) + 1 - int(row["followers"]), 1)


def followers_to_outnumber(row: Row, ahead: Row) -> int | None:
    """Return how many followers more than it has give more than another has; at least 1."""
    return max(int(ahead["followers"]) + 1 - int(row["followers"]), 1)


def followers_to_outgrow(row: Row, ahead: Row) -> int | None:
    """Return how many followers more this month would have given a higher growth per 30 days than another's."""
    before = int(row["followers"]) - int(row["growth_persons"])
    factor: float = (1 + ahead["growth_percent_per_30_days"] / 100) ** (row["window_days"] / 30)
    return max(floor(before * factor) + 1 - int(row["followers"]), 1)


def answers_to_pass(talk: Row, ahead: Row) -> int | None:
    """Return how many more answers within seven days would have given a higher response rate; None when none could."""
    due, answered = int(talk["due_enquiries"]), int(talk["answered_in_time"])
    goal = Fraction(int(ahead["answered_in_time"]), int(ahead["due_enquiries"]))
    needed = max(floor(goal * due) + 1 - answered, 1)
    return needed if answered + needed <= due else None


def points_to_pass(row: Row, ahead: Row) -> int | None:
    """Return how many points of visibility more than it has give more than another has."""
    return max(int(ahead["visibility_score"]) + 1 - int(row["visibility_score"]), 1)


NEEDED: dict[str, Callable[[Row, Row], int | None]] = {
    "country": followers_to_pass,
    "county": followers_to_pass,
    "size_class": followers_to_pass,
    "followers": followers_to_outnumber,
    "growth_percent_per_30_days": followers_to_outgrow,
    "visibility_score": points_to_pass,
}


def _grouped(rows: list[Row], key: str) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups
