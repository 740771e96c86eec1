"""The answer of one check, as it is stored, printed and published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

Severity = Literal["critical", "warning", "info"]
"""`critical` stops publication; `warning` is published with the edition; `info` is worth a look."""

CRITICAL: Final = "critical"
WARNING: Final = "warning"
INFO: Final = "info"

MOST_ROWS = 20
"""Failing rows named in one result; the rest are only counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check of one month: a row of `mart.check_result`."""

    month: str
    """Month that was checked, `YYYY-MM`."""
    suite: str
    """The list it stands in: file name under `checks/`."""
    table_name: str
    """Table it guards."""
    check_name: str
    """What is checked, unique within its table."""
    column_name: str
    """Column that is looked at; empty when it is the whole table."""
    severity: Severity
    """What a failure means."""
    is_passed: bool
    """True when nothing failed."""
    observed: str
    """What was seen, in Norwegian: a value, or how many of how many rows failed."""
    expected: str
    """What should be seen, in Norwegian, for the quality page."""
    failing_rows: str
    """At most 20 keys of failing rows, then how many there are in all; empty when it passed."""
    reason: str
    """Why it matters, for the operator."""
    remedy: str
    """What to do about it, for the operator."""

    def as_row(self) -> dict[str, Any]:
        """Return it as a plain mapping, column to value."""
        return asdict(self)


def name_rows(keys: Iterable[str]) -> str:
    """Return at most 20 distinct keys, and how many there are in all when that is more."""
    distinct = list(dict.fromkeys(keys))
    named = ", ".join(distinct[:MOST_ROWS])
    return named if len(distinct) <= MOST_ROWS else f"{named} … ({len(distinct)} in all)"


def critical_failures(results: Sequence[CheckResult]) -> list[CheckResult]:
    """Return the results that stop publication."""
    return [each for each in results if each.severity == CRITICAL and not each.is_passed]


def summary(results: Sequence[CheckResult]) -> list[str]:
    """Return the answer in lines for a person: the count first, then each failure, critical ones first."""
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
                    f"{level}: {each.table_name} {each.check_name}: {each.observed}{rows};"
                    f" {each.reason}; remedy: {each.remedy}"
                )
    return lines
