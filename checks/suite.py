"""What a check is, and the words the lists of checks are written in.

A suite guards one table with a plain list; each line is a Great Expectations expectation, or a rule in pandas whose
answer (true, false or "does not concern this row") becomes a column with an expectation on it. Frames are keyed by
table: `mart.ranking`, `raw.visit`, `registry.authority`, and `previous mart.ranking` for the month before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

# Read by Great Expectations when it is imported: nothing may leave the machine.
os.environ["GX_ANALYTICS_ENABLED"] = "false"

from great_expectations.expectations.core.expect_column_values_to_be_between import ExpectColumnValuesToBeBetween
from great_expectations.expectations.core.expect_column_values_to_be_in_set import ExpectColumnValuesToBeInSet
from great_expectations.expectations.core.expect_column_values_to_be_unique import ExpectColumnValuesToBeUnique
from great_expectations.expectations.core.expect_column_values_to_not_be_null import ExpectColumnValuesToNotBeNull
from great_expectations.expectations.core.expect_compound_columns_to_be_unique import ExpectCompoundColumnsToBeUnique
from great_expectations.expectations.core.expect_table_row_count_to_be_between import ExpectTableRowCountToBeBetween
from great_expectations.expectations.expectation import Expectation

from checks.result import Severity

Frames = Mapping[str, pd.DataFrame]
Rule = Callable[[pd.DataFrame, Frames], pd.Series]
Keys = Callable[[Frames], Sequence[str]]
Count = int | Callable[[Frames], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of a suite."""

    name: str
    """Unique within the suite."""
    column: str
    """Column it looks at; empty for the whole table."""
    severity: Severity
    """What a failure means."""
    expected: str
    """What should be seen, in Norwegian."""
    reason: str
    """What a failure means to a reader of the edition, a sentence in Norwegian."""
    remedy: str
    """What the operator does about it, in Norwegian; names of commands and files as they are."""
    expectation: Callable[[Frames], Expectation]
    """Makes the expectation; some limits come from other tables."""
    rule: Rule | None = None
    """Makes the column `name` that the expectation is on; one answer per row, missing where it does not concern."""
    keys: Keys | None = None
    """Names the rows behind a failing figure; by default the keys of the failing rows of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """The checks of one table."""

    name: str
    """File name under `checks/`."""
    table: str
    """Table that is guarded."""
    key: tuple[str, ...]
    """Columns that name a row."""
    checks: tuple[Check, ...]
    """In the order they are published."""
    subject: Callable[[Frames], pd.DataFrame] | None = None
    """Makes the frame that is looked at; by default the table itself."""


def rows(
    low: Count, high: Count | None, severity: Severity, expected: str, reason: str, remedy: str, *, name: str = "rows"
) -> Check:
    """Expect a number of rows: an expectation on values passes on an empty table, this one does not."""

    def expectation(frames: Frames) -> Expectation:
        least = low(frames) if callable(low) else low
        most = high(frames) if callable(high) else high
        return ExpectTableRowCountToBeBetween(min_value=least, max_value=most)

    return Check(
        name=name, column="", severity=severity, expected=expected, reason=reason, remedy=remedy,
        expectation=expectation,
    )  # fmt: skip


def filled(column: str, severity: Severity, reason: str, remedy: str) -> Check:
    """Expect a value in every row."""
    return Check(
        name=f"{column}_is_filled", column=column, severity=severity, expected=f"feltet {column} er fylt ut i hver rad",
        reason=reason, remedy=remedy, expectation=lambda _: ExpectColumnValuesToNotBeNull(column=column),
    )  # fmt: skip


def unique(columns: str | tuple[str, ...], severity: Severity, expected: str, reason: str, remedy: str) -> Check:
    """Expect every value (or combination of values) once; missing values are not compared."""
    names = (columns,) if isinstance(columns, str) else columns

    def expectation(_: Frames) -> Expectation:
        if len(names) == 1:
            return ExpectColumnValuesToBeUnique(column=names[0])
        return ExpectCompoundColumnsToBeUnique(column_list=list(names), ignore_row_if="any_value_is_missing")

    return Check(
        name=f"{'_'.join(names)}_is_unique", column=", ".join(names), severity=severity, expected=expected,
        reason=reason, remedy=remedy, expectation=expectation,
    )  # fmt: skip


def one_of(column: str, values: Sequence[str], severity: Severity, reason: str, remedy: str) -> Check:
    """Expect one of the known values; an unknown category is a signal, never a default."""
    return Check(
        name=f"{column}_is_known", column=column, severity=severity,
        expected=f"feltet {column} har en av verdiene {', '.join(values)}", reason=reason, remedy=remedy,
        expectation=lambda _: ExpectColumnValuesToBeInSet(column=column, value_set=list(values)),
    )  # fmt: skip


def between(
    column: str,
    low: float | None,
    high: float | None,
    severity: Severity,
    expected: str,
    reason: str,
    remedy: str,
    *,
    name: str = "",
    keys: Keys | None = None,
) -> Check:
    """Expect values within closed limits; None is no limit."""
    return Check(
        name=name or f"{column}_is_within_limits", column=column, severity=severity, expected=expected, reason=reason,
        remedy=remedy, keys=keys,
        expectation=lambda _: ExpectColumnValuesToBeBetween(column=column, min_value=low, max_value=high),
    )  # fmt: skip


def holds(rule: Rule, severity: Severity, expected: str, reason: str, remedy: str, *, column: str = "") -> Check:
    """Expect a rule to hold for every row it concerns; the rule's name is the check's."""
    name: str = rule.__name__
    return Check(
        name=name, column=column, severity=severity, expected=expected, reason=reason, remedy=remedy, rule=rule,
        expectation=lambda _: ExpectColumnValuesToBeInSet(column=name, value_set=[True]),
    )  # fmt: skip


def answer(holds: pd.Series, concerns: pd.Series | None = None) -> pd.Series:
    """Return a rule's answer: true or false where it concerns the row, missing elsewhere."""
    told = holds.fillna(False).astype(bool).astype(object)
    return told if concerns is None else told.where(concerns.fillna(False).astype(bool), None)


def previous(frames: Frames, table: str) -> pd.DataFrame:
    """Return a table as it was the month before; without rows when there is no earlier month."""
    return frames.get(f"previous {table}", pd.DataFrame())


def column_of(frame: pd.DataFrame, name: str, index: str) -> dict[Any, Any]:
    """Return one column keyed by another; empty when the frame is."""
    return {} if frame.empty else dict(zip(frame[index], frame[name], strict=True))
