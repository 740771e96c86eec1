"""What the checks' answers say: severities, the rows at fault, and the lines a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from warehouse.results import CheckResult

Severity = Literal["critical", "warning", "info"]
"""`critical` stops publication; `warning` is published with the edition; `info` is worth a look."""

CRITICAL: Final = "critical"
WARNING: Final = "warning"
INFO: Final = "info"

MOST_ROWS: Final = 20
"""Failing rows named in one result; the rest are only counted."""


def name_rows(keys: Iterable[str]) -> str:
    """Return at most 20 distinct keys, and how many there are in all when that is more."""
    distinct = list(dict.fromkeys(keys))
    named = ", ".join(distinct[:MOST_ROWS])
    return named if len(distinct) <= MOST_ROWS else f"{named} … ({len(distinct)} i alt)"


def critical_failures(results: Sequence[CheckResult]) -> list[CheckResult]:
    """Return the results that stop publication."""
    return [each for each in results if each.severity == CRITICAL and not each.is_passed]


def summary(results: Sequence[CheckResult]) -> list[str]:
    """Return the answer in lines for an operator: the count first, then each failure, critical ones first.

    The frame is English like the command line; what was seen, why it matters and the remedy are as published.
    """
    failed = [each for each in results if not each.is_passed]
    count = {level: sum(each.severity == level for each in failed) for level in (CRITICAL, WARNING, INFO)}
    lines = [
        f"{len(results)} checks: {len(results) - len(failed)} passed, {count[CRITICAL]} critical,"
        f" {count[WARNING]} warning, {count[INFO]} info"
    ]
    for level in (CRITICAL, WARNING, INFO):
        for each in failed:
            if each.severity == level:
                rows = f" [{each.failing_rows}]" if each.failing_rows else ""
                lines.append(
                    f"{level}: {each.table_name} {each.check_name}: {each.observed}{rows}."
                    f" {each.reason} Remedy: {each.remedy}"
                )
    return lines
