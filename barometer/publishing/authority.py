"""One authority's page: its place among all, its accounts, its months, its peers, and what would raise it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from barometer.publishing import numbers
from barometer.publishing.advice import Advice, advice
from barometer.publishing.edition import Edition
from barometer.publishing.mart import Row
from barometer.publishing.strip import line

PEERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityPage:
    """What one authority's page shows."""

    row: Row
    """Its row of the ranking."""
    accounts: list[Row]
    """Its accounts: the official ones first, then candidates and the rest; each with the months it was seen in."""
    former: list[Row]
    """Rows of the register: accounts that were official, and that its website no longer links to."""
    months: list[Row]
    """Its row of every month so far, oldest first."""
    follower_line: Markup
    """Followers over the months; empty before the second measured one."""
    ends: list[Row]
    """First and last month of that line; empty likewise."""
    strip: Markup
    """The ranking strip with this authority marked; empty when it has no rank."""
    peers: list[Row]
    """Nearest in population within the size class."""
    ahead: Row | None
    """The one next above in the national ranking."""
    needed: int | None
    """Followers that would lift it past that one."""
    ranked_in: dict[str, int]
    """How many have a rank: `country`, `county`, `size_class`."""
    advice: list[Advice]
    """What would raise it."""


class AuthorityPages:
    """Makes the page of each authority of an edition; what they share is worked out once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._accounts, self._former = _histories(edition)
        self._months = _grouped(edition.mart.rows_until_now("ranking"))
        self._all_months = sorted({row["month"] for rows in self._months.values() for row in rows})
        self._place = {row["authority_number"]: place for place, row in enumerate(edition.ranking)}
        self._strip_path = edition.strip.quiet() if edition.ranking else ""
        self._classes: dict[str, list[Row]] = {}
        for row in edition.everyone:
            self._classes.setdefault(row["size_class"], []).append(row)
        self._in_county = Counter(row["county"] for row in edition.ranking)
        self._in_class = Counter(row["size_class"] for row in edition.ranking)

    def page(self, number: str) -> AuthorityPage:
        """Return what the page of one authority shows."""
        row = self._edition.by_number[number]
        ahead = self._ahead(row)
        accounts = sorted(self._accounts.get(number, []), key=_account_order)
        months = self._months[number]
        return AuthorityPage(
            row=row,
            accounts=accounts,
            former=self._former.get(number, []),
            months=months,
            follower_line=self._line(row["authority"], months),
            ends=_ends(months),
            strip=self._strip(row),
            peers=self._peers(row),
            ahead=ahead,
            needed=_needed(row, ahead),
            ranked_in={
                "country": len(self._edition.ranking),
                "county": self._in_county[row["county"]],
                "size_class": self._in_class[row["size_class"]],
            },
            advice=advice(row, accounts),
        )

    def _ahead(self, row: Row) -> Row | None:
        above = [other for other in self._edition.ranking if row["rank"] is not None and other["rank"] < row["rank"]]
        return above[-1] if above else None

    def _peers(self, row: Row) -> list[Row]:
        if row["population"] is None:
            return []
        others = [
            other
            for other in self._classes[row["size_class"]]
            if other is not row and other["population"] is not None and other["kind"] == row["kind"]
        ]
        others.sort(key=lambda other: (abs(other["population"] - row["population"]), other["authority_number"]))
        return sorted([row, *others[:PEERS]], key=lambda each: (-each["population"], each["authority_number"]))

    def _strip(self, row: Row) -> Markup:
        place = self._place.get(row["authority_number"])
        if place is None:
            return Markup()
        label = f"Nummer {row['rank']} av {len(self._place)}: {numbers.percent(row['coverage_percent'])}"
        return self._edition.strip.marking(place, self._strip_path, label)

    def _line(self, name: str, months: list[Row]) -> Markup:
        ends = _ends(months)
        if not ends:
            return Markup()
        known = {row["month"]: row for row in months if row["followers"] is not None}
        points = [_point(known.get(month)) for month in self._all_months if month >= ends[0]["month"]]
        label = f"Følgere av {name}: " + ", ".join(
            f"{numbers.month_name(row['month'])} {numbers.whole(row['followers'])}" for row in ends
        )
        return line(points, label)


def _ends(months: list[Row]) -> list[Row]:
    known = [row for row in months if row["followers"] is not None]
    return [known[0], known[-1]] if len(known) >= 2 else []


def _point(row: Row | None) -> tuple[float, float, float] | None:
    if row is None:
        return None
    followers = float(row["followers"])
    low, high = row["followers_low"], row["followers_high"]
    return (followers if low is None else float(low), followers, followers if high is None else float(high))


def _histories(edition: Edition) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Return the accounts of the month with the months they were seen in, and the accounts that are gone."""
    register = edition.mart.rows("register")
    seen = {(row["authority_number"], row["channel"], row["native_id"]): row for row in register}
    unseen = {"seen_from": None, "last_seen": None, "seen_to": None, "gap_months": 0}
    accounts = [
        {**row, **{name: seen.get((row["authority_number"], row["channel"], row["native_id"]), unseen)[name]
                   for name in unseen}}
        for row in edition.mart.rows("account")
    ]  # fmt: skip
    former = [row for row in register if row["status"] == "official" and not row["is_current"] and row["seen_to"]]
    return _grouped(accounts), _grouped(former)


def _grouped(rows: list[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["authority_number"], []).append(row)
    return groups


def _account_order(row: Row) -> tuple[Any, ...]:
    statuses = ("official", "chosen_not", "kandidat", "rejected")
    status = statuses.index(row["status"]) if row["status"] in statuses else len(statuses)
    return (status, row["role"] != "helhetlig", row["channel"] != "facebook", row["channel"], row["native_id"] or "")


def _needed(row: Row, ahead: Row | None) -> int | None:
    if ahead is None or row["followers"] is None or not row["population"]:
        return None
    goal: float = ahead["coverage_percent"] * row["population"] / 100
    missing: int = int(goal) + 1 - row["followers"]
    return max(missing, 1)
