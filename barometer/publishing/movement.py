"""What changed from the edition before: who came and went, what is another state, page or figure, and why a rank moved.

The edition before is the newest earlier month that the warehouse holds, by today's method: not what was published then,
so that the same readings give the same comparison in any folder. A move is split into the places that others gave or
took, those of a new number of inhabitants and those of the page's own figure, one after the other, so that the three
sum to the whole: the old coverage is ranked among the others of today, then with today's inhabitants, then as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from barometer.publishing.language import N_, gettext
from barometer.publishing.mart import Mart, Row
from barometer.registry import Country

CAME, LEFT, CHANGED = N_("ny"), N_("borte"), N_("endret")

TRACKED = (
    "authority_number", "authority", "kind", "county", "size_class", "population", "website", "state", "account_id",
    "account_status", "counter_kind", "is_exact", "followers", "followers_low", "followers_high", "coverage_percent",
    "rank", "use_class", "use_class_reason", "visibility_class", "visibility_score", "facebook_pages", "channels",
)  # fmt: skip
"""Columns of `mart.ranking` whose change is told."""
ACCOUNT_KEY = ("authority_number", "channel", "native_id")
ACCOUNT_TRACKED = ("role", "status", "last_outcome")

NEWLY_MEASURED = N_("målt nå, ikke forrige gang")
NOT_MEASURED = N_("ikke målt nå")
OTHER_ACCOUNT = N_("en annen konto teller nå")
OTHER_COUNTER = N_("en annen teller leses nå")
NOW_ROUNDED = N_("plattformen viser nå et avrundet tall")
NOW_EXACT = N_("plattformen viser nå et eksakt tall")
UNCERTAIN = N_("tallet er endret mindre enn usikkerheten")
GREW = N_("egen vekst")
SHRANK = N_("egen nedgang")
INHABITANTS = N_("nytt folketall")
OTHERS = N_("andre har flyttet seg")
RENUMBERED = N_("nytt nummer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One authority whose rank is another, with the places each cause gave (positive is up)."""

    row: Row
    """Its row of this month."""
    before: Row
    """Its row of the month before."""
    places: int | None
    """Places in all; None when it has a rank in one of the two months only."""
    by_others: int
    """Of them, because others' coverage is another, or others came or went."""
    by_inhabitants: int
    """Because its number of inhabitants is another."""
    by_followers: int
    """Because its own count is another."""
    reasons: tuple[str, ...]
    """Why, in bokmål, most telling first."""

    @property
    def said(self) -> str:
        """The reasons in the language that is written in."""
        return ", ".join(gettext(reason) for reason in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """One cell that is another: of an authority, or of one of its accounts."""

    change: str
    """`ny`, `borte` or `endret`; the first two tell a row's key only."""
    row: Row
    """The row, the earlier one when it is gone."""
    column: str = ""
    """The column; empty for a row that came or went."""
    old: object = None
    """What stood there."""
    new: object = None
    """What stands there now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Everything that changed."""

    against: str | None
    """Month it is compared with; None for the first."""
    authorities: tuple[Alteration, ...] = ()
    """Cells of the ranking, by number."""
    accounts: tuple[Alteration, ...] = ()
    """Accounts that came, went, or are judged or read otherwise."""
    moves: tuple[Move, ...] = ()
    """Every rank that is another, most places first."""

    def of(self, column: str) -> list[Alteration]:
        """Return the authorities in which one column is another."""
        return [each for each in self.authorities if each.column == column]

    def rows(self, change: str) -> list[Row]:
        """Return the authorities that came, or that are gone."""
        return [each.row for each in self.authorities if each.change == change]

    @property
    def accounts_by_channel(self) -> list[tuple[str, int, int, int]]:
        """Channel, accounts that came, went, and changed; most first."""
        counts = Counter((each.row["channel"], each.change) for each in set_of_rows(self.accounts))
        channels = sorted({channel for channel, _ in counts})
        lines = [(channel, *(counts[channel, change] for change in (CAME, LEFT, CHANGED))) for channel in channels]
        return sorted(lines, key=lambda line: -sum(line[1:]))


def set_of_rows(alterations: Iterable[Alteration]) -> list[Alteration]:
    """Return one alteration per account, however many of its columns are another."""
    return list({tuple(each.row[name] for name in ACCOUNT_KEY): each for each in alterations}.values())


def movement(mart: Mart, country: Country) -> Movement:
    """Return what changed from the newest month before the edition's."""
    months = sorted({str(row["month"]) for row in mart.rows_until_now("edition")} - {str(mart.month)})
    if not months:
        return Movement(against=None)
    against = months[-1]
    earlier = {row["authority_number"]: row for row in mart.rows_until_now("ranking") if row["month"] == against}
    now = mart.rows("ranking")
    renumbered = _renumbered(earlier, now, country)
    earlier = {renumbered.get(number, number): row for number, row in earlier.items()}
    # Its accounts are the same accounts: none of them came or went for a new number.
    accounts = [
        {**row, "authority_number": renumbered.get(row["authority_number"], row["authority_number"])}
        for row in mart.rows_until_now("account")
        if row["month"] == against
    ]
    return Movement(
        against=against,
        authorities=tuple(_altered(earlier, {row["authority_number"]: row for row in now}, TRACKED)),
        accounts=tuple(_altered(_by_account(accounts), _by_account(mart.rows("account")), ACCOUNT_TRACKED)),
        moves=tuple(_moves(earlier, now)),
    )


def _renumbered(earlier: dict[str, Row], now: list[Row], country: Country) -> dict[str, str]:
    """Return number before → number today of the authorities of which only the number is another."""
    present = {row["authority_number"] for row in now}
    renumbered = {each.from_number: each.to_number for each in country.changes if each.kind == "renumbered"}
    return {
        old: new for old, new in renumbered.items()
        if old in earlier and old not in present and new in present and new not in earlier
    }  # fmt: skip


def _by_account(rows: list[Row]) -> dict[tuple[str, ...], Row]:
    # Judged twice in one month only where two authorities claim it; the last, an official one, is told.
    return {tuple(row[name] for name in ACCOUNT_KEY): row for row in sorted(rows, key=lambda row: _strength(row))}


def _strength(row: Row) -> bool:
    return bool(row["status"] == "official")


def _altered(earlier: Mapping[Any, Row], now: Mapping[Any, Row], columns: tuple[str, ...]) -> Iterable[Alteration]:
    for key in sorted({*earlier, *now}, key=str):
        if key not in now:
            yield Alteration(change=LEFT, row=earlier[key])
        elif key not in earlier:
            yield Alteration(change=CAME, row=now[key])
        else:
            old, new = earlier[key], now[key]
            for column in columns:
                if old[column] != new[column]:
                    yield Alteration(change=CHANGED, row=new, column=column, old=old[column], new=new[column])


def _moves(earlier: Mapping[str, Row], now: list[Row]) -> list[Move]:
    ranked = sorted(float(row["coverage_percent"]) for row in now if row["rank"] is not None)
    found = [
        _move(earlier[row["authority_number"]], row, ranked)
        for row in now
        if row["authority_number"] in earlier and earlier[row["authority_number"]]["rank"] != row["rank"]
    ]
    return sorted(found, key=lambda move: (move.places is None, -abs(move.places or 0), move.row["authority_number"]))


def _move(before: Row, row: Row, ranked: list[float]) -> Move:
    """Split one move; `ranked` holds the coverage of everybody ranked now, smallest first."""
    if before["rank"] is None or row["rank"] is None:
        reason = NEWLY_MEASURED if before["rank"] is None else NOT_MEASURED
        return Move(row=row, before=before, places=None, by_others=0, by_inhabitants=0, by_followers=0,
                    reasons=(reason,))  # fmt: skip
    own = float(row["coverage_percent"])

    def rank_with(coverage: float) -> int:
        # Competition rank among the others of today: it does not stand above itself.
        return 1 + len(ranked) - bisect_right(ranked, coverage) - (own > coverage)

    kept = float(before["coverage_percent"])
    is_recounted = before["population"] != row["population"]
    recounted = 100 * float(before["followers"]) / float(row["population"]) if is_recounted else kept
    by_others = int(before["rank"]) - rank_with(kept)
    by_inhabitants = rank_with(kept) - rank_with(recounted)
    by_followers = rank_with(recounted) - int(row["rank"])
    parts = {
        _own_reason(before, row): by_followers,
        INHABITANTS: by_inhabitants,
        OTHERS: by_others,
    }
    reasons = sorted((reason for reason in parts if parts[reason]), key=lambda reason: -abs(parts[reason]))
    if before["authority_number"] != row["authority_number"]:
        reasons.append(RENUMBERED)
    return Move(
        row=row, before=before, places=int(before["rank"]) - int(row["rank"]), by_others=by_others,
        by_inhabitants=by_inhabitants, by_followers=by_followers, reasons=tuple(reasons),
    )  # fmt: skip


def _own_reason(before: Row, row: Row) -> str:
    """Return why its own count is another, as far as the two rows tell."""
    if before["account_id"] != row["account_id"]:
        return OTHER_ACCOUNT
    if before["counter_kind"] != row["counter_kind"]:
        return OTHER_COUNTER
    if before["is_exact"] != row["is_exact"]:
        return NOW_EXACT if row["is_exact"] else NOW_ROUNDED
    if before["followers_low"] <= row["followers_high"] and row["followers_low"] <= before["followers_high"]:
        return UNCERTAIN
    return GREW if row["followers"] > before["followers"] else SHRANK
