"""What table 07459 says of the inhabitants, as differences from the table in use.

A figure that is there already is never overwritten: a new word on the same day is another row with a later day of
publication, so that an old edition keeps the figure that was in force.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from barometer.registers.proposal import Proposal
from barometer.registers.pxweb import NATION, TABLE, Figure
from barometer.registers.reform import Row

FILE = "population.csv"
_LARGEST_CHANGE = 0.20
_SOURCE = f"Statistics Norway table {TABLE}"


def propose_population(proposal: Proposal, figures: Iterable[Figure]) -> None:
    """Add the figures that are missing or new, and refuse what shrinks or jumps."""
    latest: dict[tuple[str, str], Row] = {}
    for row in sorted(proposal.tables[FILE], key=lambda row: row["published_on"]):
        latest[row["number"], row["on"]] = row
    by_year: dict[int, dict[str, int]] = defaultdict(dict)
    for figure in figures:
        by_year[figure.year][figure.number] = figure.inhabitants
    for year in sorted(by_year):
        _propose_year(proposal, year, by_year[year], latest)
    if by_year:
        _check_shrinking(proposal, max(by_year), latest)
    proposal.tables[FILE].sort(key=lambda row: (row["on"], len(row["number"]), row["number"], row["published_on"]))


def _propose_year(proposal: Proposal, year: int, counted: dict[str, int], latest: dict[tuple[str, str], Row]) -> None:
    on = date(year, 1, 1)
    in_force = proposal.in_force(on)
    for number in sorted(in_force.keys() & counted.keys()):
        known, inhabitants = latest.get((number, str(on))), counted[number]
        if known is not None and int(known["inhabitants"]) == inhabitants:
            continue
        before = known or latest.get((number, str(date(year - 1, 1, 1))))
        _check_change(proposal, number, year, inhabitants, before)
        published = proposal.read_on if known else min(_published(year), proposal.read_on)
        row = {"number": number, "on": str(on), "published_on": str(published), "inhabitants": str(inhabitants),
               "source": f"{_SOURCE}, read {proposal.read_on}"}  # fmt: skip
        text = f"{known['inhabitants']} → {inhabitants}" if known else f"{inhabitants}"
        proposal.differ(FILE, "changed" if known else "added", number, f"{on}: {text}", _SOURCE)
        proposal.tables[FILE].append(row)
        latest[number, str(on)] = row
    municipalities = [number for number, row in in_force.items() if row["kind"] == "kommune"]
    if NATION in counted and all(number in counted for number in municipalities):
        total = sum(counted[number] for number in municipalities)
        if total != counted[NATION]:
            text = f"the municipalities of {on} have {total} inhabitants, and the nation {counted[NATION]}"
            proposal.refuse("population", f"{text}; {_SOURCE} does not add up")


def _published(year: int) -> date:
    """Return the day a year's figures are taken as published: the last of February."""
    return date(year, 2, monthrange(year, 2)[1])


def _check_change(proposal: Proposal, number: str, year: int, inhabitants: int, before: Row | None) -> None:
    if before is not None and abs(inhabitants / int(before["inhabitants"]) - 1) > _LARGEST_CHANGE:
        text = f"{number} on {year}-01-01: {inhabitants}, and {before['inhabitants']} on {before['on']}"
        proposal.refuse("population-change", text)


def _check_shrinking(proposal: Proposal, newest: int, latest: dict[tuple[str, str], Row]) -> None:
    """Refuse a newest year without a figure for those who had one the year before, under any number."""
    on, earlier = date(newest, 1, 1), str(date(newest - 1, 1, 1))
    came_from = {row["to_number"]: row["from_number"] for row in proposal.tables["changes.csv"] if row["on"] == str(on)}
    for number in sorted(proposal.in_force(on)):
        had = (number, earlier) in latest or (came_from.get(number, ""), earlier) in latest
        if had and (number, str(on)) not in latest:
            proposal.refuse("population", f"{number} had a figure on {earlier} and has none on {on}")
