"""How well an edition meets the truth: accounts, counters, use classes and contents, over what could be observed.

What no permitted route can show is never counted as missed; it is counted apart, by reason. A page that is closed but
still linked is counted as `gone`, neither right nor wrong: the website says it is the authority's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from barometer.months import Month
from barometer.practice.score_contents import score_contents, score_counters, score_use
from barometer.practice.score_dialogue import dialogue_lines, score_dialogue
from barometer.practice.truth import TrueAccount, Truth, truth

if TYPE_CHECKING:
    import pandas

Row = dict[str, Any]


def score(warehouse: Path, month: Month, seed: int = 1) -> dict[str, Any]:
    """Compare a month of a warehouse with the truth of the practice web.

    Returns: a plain mapping, fit for JSON: `accounts` per channel, `families`, `roles`, `counters`, `use_class`,
    `contents`, `dialogue`. Shares are in per cent, one decimal, None where there is nothing to divide by.

    Raises:
        WarehouseError: there is no warehouse, or it lacks a table.
    """
    from warehouse.read import frame, open_warehouse

    true = truth(month, seed)
    with open_warehouse(warehouse) as connection:
        accounts = _rows(frame(connection, "mart.account", month))
        ranking = {row["authority_number"]: row for row in _rows(frame(connection, "mart.ranking", month))}
        counters = _rows(frame(connection, "raw.counter", month))
        talks = {row["authority_number"]: row for row in _rows(frame(connection, "mart.dialogue", month))}
    tallies = _accounts(true, accounts)
    return {
        "month": str(month),
        "seed": seed,
        "accounts": {channel: tally.summary() for channel, tally in sorted(tallies.items())},
        "families": _families(true, tallies["facebook"]),
        "roles": _roles(true, accounts),
        "counters": score_counters(true, ranking, counters),
        "use_class": score_use(true, ranking),
        "contents": score_contents(true, ranking),
        "dialogue": score_dialogue(true, talks),
    }


def percent(part: int, whole: int) -> float | None:
    """Return a share in per cent, one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


@dataclass(slots=True)
class _Tally:
    """Accounts that stand for a whole authority on one channel."""

    observable: set[str] = field(default_factory=set)
    found: set[str] = field(default_factory=set)
    candidate: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    beyond: set[str] = field(default_factory=set)
    hidden: Counter[str] = field(default_factory=Counter)

    def summary(self) -> Row:
        """Return the tally as plain values; `found` counts what was observable and found."""
        missed = self.observable - self.found - self.candidate
        named = len(self.found | self.beyond)
        return {
            "observable": len(self.observable),
            "found": len(self.found),
            "found_as_candidate": len(self.candidate),
            "missed": len(missed),
            "wrong": len(self.wrong),
            "gone": len(self.gone),
            "found_beyond_observable": len(self.beyond),
            "precision_percent": percent(named, named + len(self.wrong)),
            "recall_percent": percent(len(self.found), len(self.observable)),
            "not_observable": dict(sorted(self.hidden.items())),
            "missed_accounts": sorted(missed),
            "candidate_accounts": sorted(self.candidate),
            "wrong_accounts": sorted(self.wrong),
        }


def _accounts(true: Truth, rows: list[Row]) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = {"facebook": _Tally()}
    for number, authority in true.authorities.items():
        for each in authority.accounts:
            if each.account.role == "helhetlig" and each.account.exists:
                tally = tallies.setdefault(each.account.channel, _Tally())
                if each.hidden:
                    tally.hidden[each.hidden] += 1
                else:
                    tally.observable.add(_label(number, each.account.native_id))
    for row in rows:
        # A site's own feed is part of its markup here, and no account that the world plays.
        is_account = row["native_id"] and row["channel"] != "rss"
        if row["role"] == "helhetlig" and row["status"] in ("official", "kandidat") and is_account:
            _judge(true, tallies.setdefault(row["channel"], _Tally()), row)
    return tallies


def _judge(true: Truth, tally: _Tally, row: Row) -> None:
    number = row["authority_number"]
    match = _match(true.authorities[number].accounts, row) if number in true.authorities else None
    is_own = match is not None and match.account.role == "helhetlig"
    if match is not None and is_own and match.account.exists:
        label = _label(number, match.account.native_id)
        kind = tally.found if row["status"] == "official" else tally.candidate
        (tally.beyond if match.hidden and row["status"] == "official" else kind).add(label)
    elif row["status"] == "official":
        label = _label(number, row["native_id"])
        (tally.gone if is_own else tally.wrong).append(label)


def _match(accounts: Iterable[TrueAccount], row: Row) -> TrueAccount | None:
    """Return the authority's own account that a row names, by any of its ids."""
    wanted = row["native_id"].lower().lstrip("@")
    for each in accounts:
        if each.account.channel == row["channel"] and wanted in {key.lower().lstrip("@") for key in each.account.ids}:
            return each
    return None


def _families(true: Truth, facebook: _Tally) -> dict[str, Row]:
    """Return, per family of markup, sites and the Facebook accounts found of those observable."""
    families: dict[str, Row] = {}
    for number, authority in sorted(true.authorities.items()):
        row = families.setdefault(authority.family, {"sites": 0, "observable": 0, "found": 0})
        row["sites"] += 1
        row["observable"] += any(label.startswith(f"{number} ") for label in facebook.observable)
        row["found"] += any(label.startswith(f"{number} ") for label in facebook.found)
    for row in families.values():
        row["recall_percent"] = percent(row["found"], row["observable"])
    return dict(sorted(families.items()))


def _roles(true: Truth, rows: list[Row]) -> Row:
    """Return how often the role given to an authority's Facebook account is its true one."""
    pairs: Counter[str] = Counter()
    right = total = 0
    for row in rows:
        authority = true.authorities.get(row["authority_number"])
        match = _match(authority.accounts, row) if authority and row["channel"] == "facebook" else None
        if match is not None and match.account.exists:
            total += 1
            right += match.account.role == row["role"]
            if match.account.role != row["role"]:
                pairs[f"{match.account.role} → {row['role']}"] += 1
    return {"accounts": total, "right": right, "right_percent": percent(right, total), "confused": dict(pairs)}


def _label(number: str, native_id: str) -> str:
    return f"{number} {native_id}"


def _rows(table: pandas.DataFrame) -> list[Row]:
    """Return a frame as plain rows, every kind of missing as None."""
    plain = table.astype(object).where(table.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def score_lines(result: dict[str, Any]) -> list[str]:
    """Return a score as lines for a person."""
    facebook, counters, use = result["accounts"]["facebook"], result["counters"], result["use_class"]
    lines = [f"Practice score of {result['month']}, seed {result['seed']}", "", "Accounts (whole authority):"]
    for channel, row in result["accounts"].items():
        lines.append(
            f"  {channel:<10} {row['found']:>4} of {row['observable']} observable found"
            f" (recall {row['recall_percent']} %), {row['wrong']} wrong (precision {row['precision_percent']} %),"
            f" {row['found_as_candidate']} as candidate, {row['gone']} gone"
        )
    lines += ["", "Facebook by family of markup:"]
    lines += [f"  {name:<12} {row['found']:>3} of {row['observable']}" for name, row in result["families"].items()]
    lines.append(f"  not observable: {facebook['not_observable']}")
    lines.append(f"  roles right: {result['roles']['right']} of {result['roles']['accounts']}")
    lines += ["", "Followers of the ranking:"]
    lines.append(
        f"  {counters['right']} right, {counters['wrong']} wrong, {counters['missing']} missing of"
        f" {counters['observable']} observable ({counters['right_percent']} % right)"
    )
    for kind, row in counters["every_counter"].items():
        lines.append(f"  {kind:<24} {row['right']} of {row['read']} within their interval")
    lines += ["", f"Use classes, {use['right']} of {use['observable']} observable right ({use['right_percent']} %):"]
    for name in ("confusion", "not_observable"):
        lines.append(f"  {name}:")
        lines += [f"    true {true:<8} {told}" for true, told in use[name].items()]
    lines += ["", "Contents of 90 days (pages whose threads are open to us), counted of true:"]
    for name, row in result["contents"]["counts"].items():
        lines.append(f"  {name:<20} {row['counted']} of {row['true']}")
    lines.append(f"  pages counted exactly: {result['contents']['exact']} of {result['contents']['pages']}")
    return [*lines, *dialogue_lines(result["dialogue"])]
