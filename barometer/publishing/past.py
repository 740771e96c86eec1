"""An authority's months so far, through every new name and number, and what others published of it before them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from barometer.months import Month
from barometer.publishing import numbers
from barometer.publishing.edition import Edition
from barometer.publishing.history import COUNTERS, when
from barometer.publishing.language import gettext
from barometer.publishing.mart import Row
from barometer.publishing.retelling import retold
from barometer.publishing.strip import Point, line, rank_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of an authority from before."""

    months: list[Row]
    """Its row of every month so far, oldest first, its own month last."""
    followers: Markup
    """Followers over the months; empty before the second measured one."""
    ranks: Markup
    """Rank over the months; empty likewise."""
    ends: list[Row]
    """First and last month with followers; empty likewise."""
    breaks: list[tuple[str, str]]
    """Month and why its figures can't be compared with those before it."""
    published: list[Row]
    """What others published, oldest first, each with `when` and `counter` in words."""


class Pasts:
    """The past of every authority of an edition."""

    def __init__(self, edition: Edition) -> None:
        mart = edition.mart
        series = {(row["month"], row["authority_number"]): row["series"] for row in mart.rows_until_now("lineage")}
        self._series = {number: of for (month, number), of in series.items() if month == str(edition.month)}
        self._months: dict[str, list[Row]] = {}
        for row in mart.rows_until_now("ranking"):
            self._months.setdefault(series[row["month"], row["authority_number"]], []).append(row)
        self._published: dict[str, list[Row]] = {}
        for row in mart.rows("published_past"):
            counter = gettext(COUNTERS.get(row["counter_kind"], str(row["counter_kind"])))
            self._published.setdefault(row["authority_number"], []).append(
                {**row, "when": when(row), "counter": counter}
            )
        self._month = edition.month

    def of(self, row: Row) -> Past:
        """Return the past of one authority.

        Args:
            row: its row of the ranking.
        """
        months = self._months[self._series[row["authority_number"]]]
        known = {each["month"]: each for each in months if each["followers"] is not None}
        ends = [known[min(known)], known[max(known)]] if len(known) >= 2 else []
        published = self._published.get(row["authority_number"], [])
        return Past(
            months=months, ends=ends, breaks=_breaks(months), published=published,
            followers=self._line(row["authority"], known, ends), ranks=self._ranks(row["authority"], known, ends),
        )  # fmt: skip

    def _shown(self, ends: list[Row]) -> list[str]:
        """Return every calendar month since the first: one that was skipped leaves a gap as long as it was."""
        months = [Month.parse(ends[0]["month"])]
        while months[-1] < self._month:
            months.append(months[-1].shift(1))
        return [str(month) for month in months]

    def _line(self, name: str, known: dict[str, Row], ends: list[Row]) -> Markup:
        if not ends:
            return Markup()
        months = self._shown(ends)
        points = [_point(known.get(month), ("followers_low", "followers", "followers_high")) for month in months]
        label = gettext("Følgere av %(authority)s: %(first_month)s %(first)s, %(last_month)s %(last)s") % {
            "authority": name, "first_month": numbers.month_name(ends[0]["month"]),
            "first": numbers.whole(ends[0]["followers"]), "last_month": numbers.month_name(ends[1]["month"]),
            "last": numbers.whole(ends[1]["followers"]),
        }  # fmt: skip
        return line(points, label, breaks=_cuts(months, known))

    def _ranks(self, name: str, known: dict[str, Row], ends: list[Row]) -> Markup:
        ranked = {month: row for month, row in known.items() if row["rank"] is not None}
        if len(ranked) < 2:
            return Markup()
        months = self._shown(ends)
        points = [_point(ranked.get(month), ("rank_band_low", "rank", "rank_band_high")) for month in months]
        first, last = ranked[min(ranked)], ranked[max(ranked)]
        label = gettext("Plass i landet for %(authority)s: %(first_month)s %(first)s, %(last_month)s %(last)s") % {
            "authority": name, "first_month": numbers.month_name(first["month"]), "first": numbers.whole(first["rank"]),
            "last_month": numbers.month_name(last["month"]), "last": numbers.whole(last["rank"]),
        }  # fmt: skip
        return rank_line(points, label)


def _breaks(months: list[Row]) -> list[tuple[str, str]]:
    """Return the months that begin anew, with why."""
    broken = [row for row in months if row["growth_state"] == "brudd"]
    return [(row["month"], retold(row["growth_break_reason"] or "brudd")) for row in broken]


def _cuts(months: list[str], known: dict[str, Row]) -> frozenset[int]:
    return frozenset(
        order for order, month in enumerate(months) if month in known and known[month]["growth_state"] == "brudd"
    )


def _point(row: Row | None, names: tuple[str, str, str]) -> Point | None:
    if row is None:
        return None
    low, middle, high = (row[name] for name in names)
    return (float(middle if low is None else low), float(middle), float(middle if high is None else high))
