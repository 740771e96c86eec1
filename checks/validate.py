"""Runs one suite over one table with Great Expectations (pandas, ephemeral context: nothing is written or sent)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import great_expectations as gx
import pandas as pd
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.data_context.types.base import ProgressBarsConfig

from checks.result import name_rows
from checks.suite import Check, Frames, Suite
from warehouse.results import CheckResult

UNFIT: Final = (AttributeError, KeyError, TypeError, ValueError)
"""What pandas raises on a table of another shape than the rule expects: one such check must not hide the others."""


@cache
def _batch_definition() -> BatchDefinition[Any]:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("warehouse").add_dataframe_asset("table")
    return asset.add_batch_definition_whole_dataframe("month")


def validate(suite: Suite, frames: Frames, month: str) -> list[CheckResult]:
    """Return one result per check of a suite, in its order.

    A check that cannot be made, because what it needs is missing or of another kind, has failed.
    """
    broken: dict[str, str] = {}
    table = pd.DataFrame()
    try:
        table = suite.subject(frames) if suite.subject else frames[suite.table]
    except UNFIT as error:
        broken = {check.name: _why(error) for check in suite.checks}
    table = table.reset_index(drop=True)
    answers: dict[str, pd.Series] = {}
    expectations = []
    for check in suite.checks:
        if check.name in broken:
            continue
        try:
            if check.rule:
                answers[check.name] = check.rule(table, frames) if len(table) else pd.Series(dtype=object)
            expectation = check.expectation(frames)
        except UNFIT as error:
            broken[check.name] = _why(error)
            continue
        expectation.meta = {"check": check.name}
        expectations.append(expectation)
    seen = _results(table.assign(**answers), expectations)
    return [_judge(suite, check, frames, month, table, seen.get(check.name), broken) for check in suite.checks]


def _why(error: Exception) -> str:
    return f"kunne ikke prøves: {f'{error.args[0]} mangler' if isinstance(error, KeyError) else error}"


def _results(table: pd.DataFrame, expectations: list[Any]) -> dict[str, Any]:
    if not expectations:
        return {}
    batch = _batch_definition().get_batch({"dataframe": table})
    answer = batch.validate(
        gx.ExpectationSuite(name="checks", expectations=expectations), result_format={"result_format": "COMPLETE"}
    )
    return {each.expectation_config.meta["check"]: each for each in answer.results if each.expectation_config}


def _judge(
    suite: Suite,
    check: Check,
    frames: Frames,
    month: str,
    table: pd.DataFrame,
    seen: Any,
    broken: Mapping[str, str],
) -> CheckResult:
    found: dict[str, Any] = (seen.result or {}) if seen is not None else {}
    is_passed = seen is not None and bool(seen.success)
    is_made = check.name not in broken
    failing = ""
    if not is_passed and is_made:
        failing = name_rows(check.keys(frames) if check.keys else _keys(suite, found, table))
    return CheckResult(
        month=month, suite=suite.name, table_name=suite.table, check_name=check.name, column_name=check.column or None,
        severity=check.severity, is_passed=is_passed,
        observed=_observed(check, found, table) if is_made else broken[check.name],
        expected=check.expected, failing_rows=failing, reason=check.reason, remedy=check.remedy,
    )  # fmt: skip


def _observed(check: Check, found: Mapping[str, Any], table: pd.DataFrame) -> str:
    if "observed_value" in found:
        count = found["observed_value"]
        return f"{count} {'rad' if count == 1 else 'rader'}"
    if "unexpected_count" not in found:
        return f"kunne ikke prøves: {check.column} mangler"
    if check.keys:
        value = table[check.column].iloc[0] if len(table) else None
        return "ikke målt" if value is None or pd.isna(value) else f"{float(value):.1f}".replace(".", ",")
    concerned = found["element_count"] - found.get("missing_count", 0)
    return f"{found['unexpected_count']} av {concerned} rader feiler"


def _keys(suite: Suite, found: Mapping[str, Any], table: pd.DataFrame) -> list[str]:
    failing = found.get("unexpected_index_list") or []
    keys = [column for column in suite.key if column in table]
    return [" ".join(str(value) for value in row) for row in table.loc[failing, keys].itertuples(index=False)]
