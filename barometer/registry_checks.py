"""What the rows of a country's tables must be to each other: checked once, before anything is built on them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from barometer.errors import RegistryError
from barometer.registry import Authority, Change, Population

_ENDINGS = ("renamed", "renumbered", "merged", "split")
_ROUNDING = 0.001
"""Weights are written with four decimals."""

_Rows = Mapping[tuple[str, date | None], Authority]
"""Number and day → the row that ended, or began, then."""


def check_validity(path: Path, authorities: list[Authority]) -> None:
    """Refuse two authorities of one number on one day."""
    ordered = sorted(authorities, key=lambda each: (each.number, each.valid_from))
    for earlier, later in pairwise(ordered):
        if earlier.number == later.number and (earlier.valid_to is None or later.valid_from < earlier.valid_to):
            raise RegistryError(
                f"{path}: number {later.number} is in force twice from {later.valid_from}"
                f" ({earlier.name}, {later.name}); give the earlier row its valid_to, or delete one"
            )


def check_population(path: Path, population: list[Population], authorities: list[Authority]) -> None:
    """Refuse a figure of nobody, and a second figure of one day and one publication."""
    numbers, seen = {each.number for each in authorities}, set()
    for line, figure in enumerate(population, start=2):
        key = (figure.number, figure.on, figure.published_on)
        if figure.number not in numbers:
            raise RegistryError(
                f"{path}, line {line}: number {figure.number} is not in authorities.csv; add it there or delete the row"
            )
        if key in seen:
            raise RegistryError(
                f"{path}, line {line}: a second figure for {figure.number} on {figure.on}; delete one of the two"
            )
        seen.add(key)


def check_changes(path: Path, changes: list[Change], authorities: list[Authority]) -> None:
    """Refuse a change of authorities that are not there, and an end without a successor where changes are kept."""
    ended: _Rows = {(each.number, each.valid_to): each for each in authorities if each.valid_to}
    begun: _Rows = {(each.number, each.valid_from): each for each in authorities}
    seen: set[tuple[date, str, str]] = set()
    for line, change in enumerate(changes, start=2):
        key = (change.on, change.from_number, change.to_number)
        if key in seen:
            raise RegistryError(f"{path}, line {line}: the change stands twice; delete one of the two")
        seen.add(key)
        wrong = _wrong_ends(change, ended, begun, authorities)
        if wrong:
            raise RegistryError(f"{path}, line {line}: {wrong}")
    _check_completeness(path, changes, ended, begun)
    _check_weights(path, changes)


def _wrong_ends(change: Change, ended: _Rows, begun: _Rows, authorities: list[Authority]) -> str | None:
    """Return what is wrong with the two ends of a change; None when nothing is."""
    if change.kind == "part moved":
        for number in (change.from_number, change.to_number):
            rows = [each for each in authorities if each.number == number]
            if not any(each.is_in_force(change.on) or each.valid_to == change.on for each in rows):
                return f"number {number} was not in force around {change.on}; mend the number or the day"
        return None
    if (change.from_number, change.on) not in ended:
        return f"no authority {change.from_number} ended on {change.on}; write that as its valid_to, or mend the row"
    if (change.to_number, change.on) not in begun:
        return f"no authority {change.to_number} began on {change.on}; add it to authorities.csv, or mend the row"
    if (change.kind == "renamed") != (change.from_number == change.to_number) and change.kind != "merged":
        return f"'{change.kind}' does not fit the numbers {change.from_number} and {change.to_number}; mend one of them"
    return None


def _check_completeness(path: Path, changes: list[Change], ended: _Rows, begun: _Rows) -> None:
    if not changes:
        return
    first = min(each.on for each in changes)
    leaves = {(each.from_number, each.on) for each in changes if each.kind in _ENDINGS}
    enters = {(each.to_number, each.on) for each in changes if each.kind in _ENDINGS}
    for (number, on), row in ended.items():
        if on is not None and on >= first and (number, on) not in leaves:
            raise RegistryError(f"{path}: nothing says what became of {number} ({row.name}) on {on}; add the change")
    for (number, on), row in begun.items():
        if on is not None and on >= first and (number, on) not in enters:
            raise RegistryError(f"{path}: nothing says what {number} ({row.name}) came from on {on}; add the change")


def _check_weights(path: Path, changes: list[Change]) -> None:
    """Where all shares of a divided authority are given they must add up to the whole."""
    parts: dict[tuple[date, str], list[Change]] = defaultdict(list)
    for change in changes:
        parts[change.on, change.from_number].append(change)
    for (on, number), listed in parts.items():
        kinds = {each.kind for each in listed}
        if "split" not in kinds and "part moved" not in kinds and len(listed) > 1:
            raise RegistryError(f"{path}: {number} has {len(listed)} successors on {on}: say which were split off")
        shares = [each.weight for each in listed if each.weight is not None]
        whole = kinds == {"split"} and len(shares) == len(listed)
        if whole and not math.isclose(sum(shares), 1, abs_tol=_ROUNDING):
            raise RegistryError(f"{path}: the weights of {number} on {on} add up to {sum(shares):.4f}; mend them")
