"""The warehouse opens in the DuckDB that analysts have: each older one, installed beside ours, reads all of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from barometer.months import Month
from tests.make_readings import small_world
from warehouse.build import build
from warehouse.results import store

TOOLS = Path(__file__).resolve().parents[1] / ".tools"
VERSIONS = ("1.2", "1.5")
"""The oldest that opens the file, and the newest before 2."""

CHECK = {
    "month": "2026-10", "suite": "rangering", "table_name": "mart.ranking", "check_name": "rows", "column_name": None,
    "severity": "warning", "is_passed": True, "observed": "5", "expected": "5", "failing_rows": "", "reason": "r",
    "remedy": "s",
}  # fmt: skip

READ_ALL = """
import json, sys
import duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
names = connection.execute(
    "select schema_name, table_name, 'table', comment from duckdb_tables()"
    " union all select schema_name, view_name, 'view', comment from duckdb_views() where not internal order by all"
).fetchall()
rows = {f"{schema}.{name}": len(connection.execute(f'from "{schema}"."{name}"').fetchall())
        for schema, name, _, _ in names}
columns = connection.execute("select count(*), count(nullif(comment, '')) from duckdb_columns() where not internal")
print(json.dumps({
    "version": duckdb.__version__, "rows": rows, "columns": columns.fetchone(),
    "views": [name for schema, name, kind, _ in names if kind == "view"],
    "undescribed": [name for _, name, _, comment in names if not comment],
    "percent": connection.execute("select percent(990, 17377)").fetchone()[0],
}))
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse as it is published: built, and written to once more by the checks."""
    folder, country = small_world(tmp_path_factory.mktemp("world"))
    build(folder, country)
    store(folder, Month(2026, 10), [CHECK])
    return folder.warehouse


def _read(path: Path, beside: Path | None) -> dict[str, Any]:
    environment = {**os.environ, "PYTHONPATH": str(beside)} if beside else dict(os.environ)
    made = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(path)], capture_output=True, text=True, check=False, env=environment
    )
    assert made.returncode == 0, made.stderr
    answer: dict[str, Any] = json.loads(made.stdout)
    return answer


@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_duckdb_reads_every_table_view_and_description(path: Path, version: str) -> None:
    beside = TOOLS / f"duckdb-{version}"
    if not (beside / "duckdb").exists():
        pytest.skip(f"DuckDB {version} is not installed beside ours: 'make old-duckdb' installs it")
    ours, theirs = _read(path, None), _read(path, beside)
    assert theirs["version"].startswith(f"{version}.")
    assert theirs["views"] == ["accounts", "national", "observations", "posts", "quality", "ranking"]
    assert len(theirs["rows"]) > 90
    assert theirs["undescribed"] == []
    assert theirs["columns"][0] == theirs["columns"][1] > 900
    assert round(theirs["percent"], 1) == 5.7
    assert {**theirs, "version": ours["version"]} == ours
