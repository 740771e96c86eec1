"""What happened this month, as facts for the front page's sentences. The sentences themselves stand in the template.

Every fact is a row of the mart or a comparison of two of its rows; nothing is measured here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from barometer.publishing.edition import Edition
from barometer.publishing.mart import Row

ACTIVE = ("dialog", "enveis")


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """Everybody in one state that gives no rank."""

    state: str
    """The state, as in `mart.ranking`."""
    count: int
    """How many."""
    groups: list[tuple[str, list[Row]]]
    """What was seen, and where: those that share a detail together, the others under the empty detail, last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The facts of the month."""

    leaders: list[Row]
    """Everybody on first place by coverage."""
    is_open: bool
    """True when somebody else may be first: the intervals of the first place and another overlap."""
    surest: Row | None
    """Highest coverage of those whose number is exact."""
    tied: list[Row]
    """Others whose interval overlaps the leader's, so that they might be first."""
    runner_up: Row | None
    """Next after the leaders."""
    largest: Row | None
    """Most followers in absolute numbers."""
    grew_most: Row | None
    """Largest measured rise in percent."""
    gained_most: Row | None
    """Largest measured rise in persons."""
    fell_most: Row | None
    """Largest measured fall in percent."""
    climbed_most: Row | None
    """Largest rise in rank."""
    came: list[Row]
    """No official page in the month before, one now."""
    left: list[Row]
    """An official page in the month before, none now."""
    woke: list[Row]
    """Silent before, active now."""
    fell_silent: list[Row]
    """Active before, silent now."""
    unmeasured: list[Unmeasured]
    """Those without a rank, by state; largest group first."""


def front(edition: Edition) -> Front:
    """Return the facts of an edition's month."""
    ranking = edition.ranking
    leaders = [row for row in ranking if row["rank"] == 1]
    grown = [row for row in edition.everyone if row["growth_state"] == "målt" and row["growth_percent"] is not None]
    return Front(
        leaders=leaders,
        is_open=any((row["rank_band_high"] or 1) > len(leaders) for row in leaders),
        surest=next((row for row in ranking if row["is_exact"]), None),
        tied=[row for row in ranking if row["rank"] != 1 and row["rank_band_low"] == 1],
        runner_up=next((row for row in ranking if row["rank"] != 1), None),
        largest=_most(edition.everyone, "followers"),
        grew_most=_only(_most(grown, "growth_percent"), "growth_percent", 1),
        gained_most=_only(_most(grown, "growth_persons"), "growth_persons", 1),
        fell_most=_only(_most(grown, "growth_percent", sign=-1), "growth_percent", -1),
        climbed_most=_only(_most(ranking, "rank_change"), "rank_change", 1),
        came=_changed(edition, "state", ("ingen side", "valgt bort"), ("ok",)),
        left=_changed(edition, "state", ("ok",), ("ingen side", "valgt bort")),
        woke=_changed(edition, "use_class", ("inaktiv",), ACTIVE),
        fell_silent=_changed(edition, "use_class", ACTIVE, ("inaktiv",)),
        unmeasured=_by_state(edition.unranked),
    )


def _most(rows: list[Row], column: str, sign: int = 1) -> Row | None:
    known = [row for row in rows if row[column] is not None]
    return min(known, key=lambda row: (-sign * row[column], row["authority_number"]), default=None)


def _only(row: Row | None, column: str, sign: int) -> Row | None:
    return row if row is not None and row[column] * sign > 0 else None


def _changed(edition: Edition, column: str, before: tuple[str, ...], now: tuple[str, ...]) -> list[Row]:
    earlier = edition.before
    return [
        row
        for row in edition.everyone
        if row[column] in now and (earlier.get(row["authority_number"]) or {}).get(column) in before
    ]


def _by_state(rows: list[Row]) -> list[Unmeasured]:
    states = _grouped(rows, lambda row: row["state"] or "feil")
    return [Unmeasured(state, len(group), _by_detail(group)) for state, group in states]


def _by_detail(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    details = Counter(row["state_detail"] for row in rows)
    shared = [row for row in rows if row["state_detail"] and (details[row["state_detail"]] > 1 or len(rows) == 1)]
    others = [row for row in rows if row not in shared]
    groups = _grouped(shared, lambda row: str(row["state_detail"]))
    return [*groups, ("", others)] if others else groups


def _grouped(rows: list[Row], key: Callable[[Row], str]) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
