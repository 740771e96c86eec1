"""One authority's page: its places among all, its figures beside the common ones, its accounts, months and peers."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from barometer.publishing import numbers
from barometer.publishing.activity import Activity, Drawn
from barometer.publishing.advice import Advice, advice
from barometer.publishing.compared import Compared
from barometer.publishing.edition import Edition
from barometer.publishing.grade import Line, grade_lines
from barometer.publishing.language import gettext
from barometer.publishing.mart import Row
from barometer.publishing.past import Past, Pasts
from barometer.publishing.standings import Place, Standings

PEERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityPage:
    """What one authority's page shows."""

    row: Row
    """Its row of the ranking."""
    talk: Row | None
    """Its row of `mart.dialogue`; None without an official page."""
    beside: dict[str, Markup]
    """Measure → what is common for it."""
    places: list[Place]
    """Its place in each ranking; empty when it was not measured."""
    grade: list[Line]
    """What its grade is made of; empty without an official page."""
    held: Row | None
    """Row of `mart.quarantine` of a number that is held back, so that there is none; else None."""
    accounts: list[Row]
    """Its accounts: the official ones first, then candidates and the rest; each with the months it was seen in."""
    former: list[Row]
    """Rows of the register: accounts that were official, and that its website no longer links to."""
    past: Past
    """Its months so far and what others published before."""
    weeks: Drawn | None
    """Its page's last 13 weeks; None when none was seen."""
    days: Drawn | None
    """The days of its page's window; None when none was seen."""
    strip: Markup
    """The ranking strip with this authority marked; empty when it has no rank."""
    peers: list[Row]
    """Nearest in population within the size class."""
    advice: list[Advice]
    """What would raise it."""


class AuthorityPages:
    """Makes the page of each authority of an edition; what they share is worked out once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._accounts, self._former = _histories(edition)
        self._held = {row["authority_number"]: row for row in edition.mart.rows("quarantine") if row["is_page_held"]}
        self._indicators = grouped(edition.mart.rows("grade_indicator"))
        self._place = {row["authority_number"]: place for place, row in enumerate(edition.ranking)}
        self._strip_path = edition.strip.quiet() if edition.ranking else ""
        self._classes = _by_population(edition.everyone)
        self._compared = Compared(edition.mart)
        self._standings = Standings(edition)
        self._pasts = Pasts(edition)
        self._activity = Activity(edition.mart)

    def page(self, number: str) -> AuthorityPage:
        """Return what the page of one authority shows."""
        row = self._edition.by_number[number]
        talk = self._edition.dialogue.by_number.get(number)
        accounts = sorted(self._accounts.get(number, []), key=_account_order)
        return AuthorityPage(
            row=row,
            talk=talk,
            beside=self._compared.of(row, talk),
            places=self._standings.of(row),
            held=self._held.get(number),
            grade=grade_lines(self._indicators.get(number, [])),
            accounts=accounts,
            former=self._former.get(number, []),
            past=self._pasts.of(row),
            weeks=self._activity.weeks(number),
            days=self._activity.days(number),
            strip=self._strip(row),
            peers=self._peers(row),
            advice=advice(row, talk, accounts),
        )

    def _peers(self, row: Row) -> list[Row]:
        if row["population"] is None:
            return []
        members = self._classes[row["size_class"], row["kind"]]
        here = bisect_left([_size(each) for each in members], _size(row))
        others = [each for each in members[max(here - PEERS, 0) : here + PEERS + 1] if each is not row]
        others.sort(key=lambda other: (abs(other["population"] - row["population"]), other["authority_number"]))
        return sorted([row, *others[:PEERS]], key=_size, reverse=True)

    def _strip(self, row: Row) -> Markup:
        place = self._place.get(row["authority_number"])
        if place is None:
            return Markup()
        label = gettext("Nummer %(rank)s av %(n)s: %(coverage)s") % {
            "rank": numbers.whole(row["rank"]),
            "n": numbers.whole(len(self._place)),
            "coverage": numbers.percent(row["coverage_percent"]),
        }
        return self._edition.strip.marking(place, self._strip_path, label)


def _size(row: Row) -> tuple[int, str]:
    return row["population"], row["authority_number"]


def _by_population(everyone: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Return size class and kind → its authorities with known population, smallest first."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in everyone:
        if row["population"] is not None:
            groups.setdefault((row["size_class"], row["kind"]), []).append(row)
    return {key: sorted(members, key=_size) for key, members in groups.items()}


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
    return grouped(accounts), grouped(former)


def grouped(rows: list[Row]) -> dict[str, list[Row]]:
    """Return authority number → its rows, in their order."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["authority_number"], []).append(row)
    return groups


def _account_order(row: Row) -> tuple[Any, ...]:
    statuses = ("official", "chosen_not", "kandidat", "rejected")
    status = statuses.index(row["status"]) if row["status"] in statuses else len(statuses)
    return (status, row["role"] != "helhetlig", row["channel"] != "facebook", row["channel"], row["native_id"] or "")
