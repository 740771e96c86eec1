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

    from checks.suite import Suite

__all__ = ["CheckResult", "all_suites", "check_frames", "critical_failures", "run", "summary"]


def run(folder: DataFolder, country: Country, month: Month) -> list[CheckResult]:
    """Check a month, keep the results in the warehouse and in `checks/<month>.json`, and return them.

    Raises:
        WarehouseError: nothing is built, or it lacks the month.
    """
    from checks.frames import frames_of

    results = check_frames(frames_of(folder, country, month), month)
    store(folder, month, results)
    return results


def all_suites() -> tuple[Suite, ...]:
    """Return every suite, in the order the quality page shows them."""
    # Imported here: Great Expectations takes six seconds, and only this step needs it.
    from checks import (
        accounts,
        change,
        conversations,
        coverage,
        dialogue,
        groups,
        held,
        identity,
        lists,
        national,
        official,
        posts,
        published,
        ranking,
        ranks,
        readings,
        routes,
    )

    parts = (
        official, readings, identity, posts, coverage, change, held, ranking, ranks, lists, accounts, national,
        dialogue, conversations, groups, routes, published,
    )  # fmt: skip
    return tuple(suite for part in parts for suite in part.SUITES)


def check_frames(
    frames: Mapping[str, pd.DataFrame], month: Month, suites: Sequence[Suite] | None = None
) -> list[CheckResult]:
    """Return the result of every check on frames keyed by table (see `checks.suite`), all suites or some."""
    from checks.validate import validate

    chosen = all_suites() if suites is None else suites
    return [result for suite in chosen for result in validate(suite, frames, str(month))]
