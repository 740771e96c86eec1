"""Results of the checks: kept as `checks/<month>.json` beside the readings, and as rows in the warehouse."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from barometer.errors import WarehouseError
from barometer.months import Month
from barometer.storage import DataFolder

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check of one month: what was expected, what was seen, and what to do about it."""

    month: str
    """Month that was checked, YYYY-MM."""
    suite: str
    """Suite the check belongs to."""
    table_name: str
    """Table that was looked at, with its schema."""
    check_name: str
    """The check: an expectation's name."""
    column_name: str | None
    """Column it looks at; NULL for the table as a whole."""
    severity: Literal["critical", "warning", "info"]
    """`critical` stops publication."""
    is_passed: bool
    """True when what was seen is what was expected."""
    observed: str | None
    """What was seen, as text."""
    expected: str
    """What was expected, as text."""
    failing_rows: str
    """Keys of the rows at fault, at most 20, joined; empty when it passed."""
    reason: str
    """Why the check stands."""
    remedy: str
    """What to do when it fails."""

    def as_row(self) -> dict[str, Any]:
        """Return the result as a plain mapping."""
        return asdict(self)


COLUMNS = tuple(field.name for field in fields(CheckResult))
WAIVABLE: Final = frozenset(
    {
        "pages_are_measured", "values_are_fresh", "fresh_or_explained", "websites_answer", "measured_does_not_collapse",
        "hit_rate_does_not_fall",
    }
)  # fmt: skip
"""Critical checks of how much was reached (checks/coverage.py, routes.py): an edition published as partial may fail
them, and says so on every page. What says that a number is wrong is never waived."""
BANNER: Final = "fresh_or_explained_is_high"
"""The check between 90 and 95 %: the edition is published, with a banner on every page."""


def store(folder: DataFolder, month: Month, rows: Iterable[Mapping[str, Any] | CheckResult]) -> None:
    """Replace the month's check results, in the file and in the warehouse; a reader sees the old or the new.

    Raises:
        WarehouseError: there is no warehouse, it lacks the month, or a row lacks a column.
    """
    plain = [_plain(row, month) for row in rows]
    target = folder.warehouse
    if not target.exists():
        raise WarehouseError(f"there is no warehouse at {target}: run 'barometer build' first")
    aside = target.with_name(f".{target.name}.checked")
    shutil.copyfile(target, aside)
    try:
        _write_file(folder.checks(month), _with_fingerprint(aside, month, plain))
        replace_file(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def counts(folder: DataFolder, month: Month) -> dict[str, int] | None:
    """Return how many checks of a month passed, and how many failed by severity; None when it was never checked."""
    from warehouse.read import open_warehouse

    with open_warehouse(folder.warehouse) as connection:
        rows = connection.execute(
            "select case when is_passed then 'passed' else severity end, count(*)"
            " from mart.check_result where month = ? group by all",
            [str(month)],
        ).fetchall()
    return {"passed": 0} | {str(name): int(count) for name, count in rows} if rows else None


def blocking(folder: DataFolder, month: Month, *, is_partial: bool) -> tuple[list[str], list[str]] | None:
    """Return the critical checks that the month failed: those that block it, and those that are waived.

    Nothing is waived unless the edition is published as partial; None when the present figures were never checked.
    """
    failed = _failed(folder, month)
    if failed is None:
        return None
    critical = [name for name, severity, _ in failed if severity == "critical"]
    waived = [name for name in critical if is_partial and name in WAIVABLE]
    return [name for name in critical if name not in waived], waived


def banner(folder: DataFolder, month: Month) -> str | None:
    """Return the share of known pages that is fresh or explained, as text in per cent, when every page must say it."""
    return next((observed for name, _, observed in _failed(folder, month) or () if name == BANNER), None)


def _failed(folder: DataFolder, month: Month) -> list[tuple[str, str, str]] | None:
    from warehouse.read import open_warehouse

    with open_warehouse(folder.warehouse) as connection:
        rows = connection.execute(
            "select check_name, severity, coalesce(observed, ''), is_passed from mart.check_result where month = ?"
            " order by suite, table_name, check_name",
            [str(month)],
        ).fetchall()
    return [(name, level, seen) for name, level, seen, is_passed in rows if not is_passed] if rows else None


def read_files(folder: DataFolder) -> list[dict[str, Any]]:
    """Return every stored result, all months, each with the fingerprint it was made for.

    Raises:
        WarehouseError: a file is not what `store` wrote.
    """
    rows: list[dict[str, Any]] = []
    for path in sorted((folder.root / "checks").glob("*.json")):
        try:
            rows += [{name: row[name] for name in ("fingerprint", *COLUMNS)} for row in json.loads(path.read_bytes())]
        except (ValueError, KeyError, TypeError) as error:
            raise WarehouseError(f"{path}: {error!r}; delete it and run 'barometer check' again") from error
    return rows


def insert(connection: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> None:
    """Add results to raw.check_result."""
    if rows:
        names = ("fingerprint", *COLUMNS)
        marks = ", ".join("?" for _ in names)
        connection.executemany(
            f"insert into raw.check_result ({', '.join(names)}) values ({marks})",
            [[row[name] for name in names] for row in rows],
        )


def replace_file(aside: Path, target: Path) -> None:
    """Put a finished file in another's place, durably."""
    with aside.open("rb") as written:
        os.fsync(written.fileno())
    aside.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _plain(row: Mapping[str, Any] | CheckResult, month: Month) -> dict[str, Any]:
    mapping = row.as_row() if isinstance(row, CheckResult) else row
    missing = [name for name in COLUMNS if name not in mapping]
    if missing or mapping["month"] != str(month):
        wrong = f"lacks {', '.join(missing)}" if missing else f"is of month {mapping['month']}, not {month}"
        raise WarehouseError(f"check result {dict(mapping)} {wrong}: mend the suite that made it")
    return {name: mapping[name] for name in COLUMNS}


def _with_fingerprint(database: Path, month: Month, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write the rows into a database and return them with the month's fingerprint."""
    import duckdb

    with duckdb.connect(str(database)) as connection:
        found = connection.execute("select fingerprint from raw.month where month = ?", [str(month)]).fetchone()
        if found is None:
            raise WarehouseError(f"the warehouse holds nothing of {month}: run 'barometer build' first")
        marked = [{"fingerprint": found[0], **row} for row in rows]
        connection.begin()
        for table in ("raw.check_result", "mart.check_result"):
            connection.execute(f"delete from {table} where month = ?", [str(month)])
        insert(connection, marked)
        names = ", ".join(COLUMNS)
        connection.execute(
            f"insert into mart.check_result ({names}) select {names} from raw.check_result where month = ?",
            [str(month)],
        )
        connection.commit()
        connection.execute("checkpoint")
    return marked


def _write_file(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    replace_file(aside, path)
