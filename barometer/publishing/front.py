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
class Happened:
    """What happened since the month before, among everybody or in one county."""

    largest: list[Row]
    """Most followers in absolute numbers; several with the same count."""
    large_rivals: list[Row]
    """Others whose interval reaches that count, so that they might have as many."""
    is_growth_known: bool
    """True when the change of some page could be measured, be it too small to tell."""
    grew_most: list[Row]
    """Largest measured rise in percent."""
    growth_rivals: list[Row]
    """Others whose growth per 30 days may be as large, since counts are rounded."""
    gained_most: list[Row]
    """Largest measured rise in persons."""
    fell_most: list[Row]
    """Largest measured fall in percent."""
    climbed_most: list[Row]
    """Largest rise in rank that rounded counts can't explain."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Who leads, and what happened in the whole country."""

    leaders: list[Row]
    """Everybody on first place by coverage."""
    is_open: bool
    """True when the intervals of somebody on first place and of another overlap, be it another who shares it: those
    that are exactly equal are sure of their place, those that rounding makes equal are not."""
    surest: Row | None
    """Highest coverage of those whose number is exact."""
    tied: list[Row]
    """Others whose interval overlaps the leader's, so that they might be first."""
    runner_up: Row | None
    """The one that surely is next after the leaders; None where several may be."""
    happened: Happened
    """What happened this month."""


def front(edition: Edition) -> Front:
    """Return the facts of an edition's month."""
    ranking = edition.ranking
    leaders = [row for row in ranking if row["rank"] == 1]
    return Front(
        leaders=leaders,
        is_open=is_open(leaders),
        surest=next((row for row in ranking if row["is_exact"]), None),
        tied=[row for row in ranking if row["rank"] != 1 and row["rank_band_low"] == 1],
        runner_up=_next_after(ranking, len(leaders)),
        happened=happened(edition, edition.everyone),
    )


def is_open(leaders: list[Row], column: str = "rank") -> bool:
    """Return whether rounding leaves it open who is first.

    Args:
        leaders: everybody on first place.
        column: of that rank; its band lies beside it.
    """
    return any((row[f"{column}_band_high"] or 1) > 1 for row in leaders)


def _next_after(ranking: list[Row], leaders: int) -> Row | None:
    following = [row for row in ranking if row["rank"] == leaders + 1]
    is_sure = len(following) == 1 and (following[0]["rank_band_high"] or 0) <= leaders + 1
    return following[0] if is_sure else None


def happened(edition: Edition, rows: list[Row]) -> Happened:
    """Return what happened among some of an edition's authorities.

    Args:
        edition: the month and the one before it.
        rows: rows of the ranking, ranked or not.
    """
    grown = [row for row in rows if row["growth_state"] == "målt" and row["growth_percent"] is not None]
    largest = _most(rows, "followers")
    before = edition.before
    among = {row["authority_number"] for row in rows}
    return Happened(
        largest=largest,
        large_rivals=_rivals(rows, largest),
        is_growth_known=any(row["growth_state"] in ("målt", "ikke målbar") for row in rows),
        grew_most=(fastest := _most(grown, "growth_percent")),
        growth_rivals=_growth_rivals(grown, fastest, edition.growth),
        gained_most=_most(grown, "growth_persons"),
        fell_most=_most(grown, "growth_percent", sign=-1),
        climbed_most=_most([row for row in rows if _surely_climbed(row, before)], "rank_change"),
        came=_changed(rows, before, _has_none, _has_page),
        left=_changed(rows, before, _has_page, _has_none),
        woke=_changed(rows, before, _is_silent, _is_active),
        fell_silent=_changed(rows, before, _is_active, _is_silent),
        unmeasured=by_state([row for row in edition.unranked if row["authority_number"] in among]),
    )


def _most(rows: list[Row], column: str, sign: int = 1) -> list[Row]:
    """Return everybody with the largest rise (or fall, by the sign), by number; nobody where nothing rose."""
    known = [row for row in rows if row[column] is not None and row[column] * sign > 0]
    most = max((row[column] * sign for row in known), default=None)
    return sorted((row for row in known if row[column] * sign == most), key=lambda row: str(row["authority_number"]))


def _rivals(rows: list[Row], largest: list[Row]) -> list[Row]:
    least = min((row["followers_low"] or 0 for row in largest), default=None)
    return [
        row for row in rows if least is not None and row not in largest and (row["followers_high"] or -1) >= least
    ]  # fmt: skip


def _growth_rivals(grown: list[Row], fastest: list[Row], intervals: dict[str, Row]) -> list[Row]:
    least = min((intervals[row["authority_number"]]["low"] for row in fastest
                 if row["authority_number"] in intervals), default=None)  # fmt: skip
    others = [row for row in grown if row not in fastest and row["authority_number"] in intervals]
    return [row for row in others if least is not None and intervals[row["authority_number"]]["high"] >= least]


def _surely_climbed(row: Row, before: dict[str, Row]) -> bool:
    """Return whether a rise in rank is more than a place that was open before, or is open now."""
    earlier = before.get(row["authority_number"])
    if earlier is None or earlier["rank"] is None or (row["rank_change"] or 0) <= 0:
        return False
    return bool((row["rank_band_high"] or row["rank"]) < (earlier["rank_band_low"] or earlier["rank"]))


def _changed(
    rows: list[Row], before: dict[str, Row], then: Callable[[Row], bool], now: Callable[[Row], bool]
) -> list[Row]:
    """Return those of whom one thing was true in the month before, and another is now; both have to be known."""
    known = [(row, before.get(row["authority_number"])) for row in rows]
    return [row for row, earlier in known if earlier is not None and then(earlier) and now(row)]


def _has_page(row: Row) -> bool:
    # A page that could not be read is a page.
    return bool(row["account_status"] == "official")


def _has_none(row: Row) -> bool:
    return row["state"] in ("ingen side", "valgt bort")


def _is_active(row: Row) -> bool:
    return row["use_class"] in ACTIVE


def _is_silent(row: Row) -> bool:
    return bool(row["use_class"] == "inaktiv")


def by_state(rows: list[Row]) -> list[Unmeasured]:
    """Return authorities without a rank by their state, largest group first, and by what was seen within it."""
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
