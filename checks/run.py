"""Checks one month's warehouse: `run` for the command line, `check_frames` for frames at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from barometer.months import Month
from barometer.registry import Country
from barometer.storage import DataFolder
from checks.result import critical_failures, summary
from warehouse.results import CheckResult, store

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CheckResult", "check_frames", "critical_failures", "run", "summary"]


def run(folder: DataFolder, country: Country, month: Month) -> list[CheckResult]:
    """Check a month, keep the results in the warehouse and in `checks/<month>.json`, and return them.

    Raises:
        WarehouseError: nothing is built, or it lacks the month.
    """
    from checks.frames import frames_of

    results = check_frames(frames_of(folder, country, month), month)
    store(folder, month, results)
    return results


def check_frames(frames: Mapping[str, pd.DataFrame], month: Month) -> list[CheckResult]:
    """Return the result of every check, suite by suite, on frames keyed by table (see `checks.suite`)."""
    # Imported here: Great Expectations takes six seconds, and only this step needs it.
    from checks import accounts, change, coverage, groups, lists, national, posts, ranking, ranks, readings
    from checks.validate import validate

    parts = (readings, posts, coverage, change, ranking, ranks, lists, accounts, national, groups)
    suites = [suite for part in parts for suite in part.SUITES]
    results: list[CheckResult] = []
    for suite in suites:
        results += validate(suite, frames, str(month))
    return results


def critical_rows(results: Sequence[CheckResult]) -> dict[str, str]:
    """Return the critical checks that failed, by name, each with the rows at fault."""
    return {f"{each.table_name} {each.check_name}": each.failing_rows for each in critical_failures(results)}
