"""Check results in the warehouse: stored beside the figures they were made for, stale once those have changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from barometer.errors import WarehouseError
from barometer.months import Month
from tests.make_readings import Maker, small_world
from warehouse.build import build
from warehouse.read import open_warehouse, query
from warehouse.results import CheckResult, blocking, store

OCTOBER = Month(2026, 10)


def _result(**changes: object) -> CheckResult:
    row: dict[str, object] = {
        "month": "2026-10", "suite": "ranking", "table_name": "mart.ranking", "check_name": "unique",
        "column_name": None, "severity": "critical", "is_passed": True, "observed": "5 rows", "expected": "5 rows",
        "failing_rows": "", "reason": "it's so", "remedy": "build again",
    }  # fmt: skip
    return CheckResult(**{**row, **changes})  # type: ignore[arg-type]


def test_results_are_stored_in_file_and_warehouse_and_replaced(tmp_path: Path) -> None:
    folder, country = small_world(tmp_path)
    build(folder, country)
    assert blocking(folder, OCTOBER, is_partial=False) is None, "never checked is not passed"
    store(folder, OCTOBER, [_result(is_passed=False, failing_rows="0101"), _result(check_name="size")])
    assert blocking(folder, OCTOBER, is_partial=False) == (["unique"], [])
    store(folder, OCTOBER, [_result().as_row(), _result(severity="warning", is_passed=False)])
    assert blocking(folder, OCTOBER, is_partial=False) == ([], [])
    assert blocking(folder, Month(2026, 9), is_partial=False) is None
    rows = query(folder.warehouse, "select * from mart.check_result")
    assert len(rows) == 2
    assert list(rows["reason"]) == ["it's so"] * 2
    assert [row["severity"] for row in json.loads(folder.checks(OCTOBER).read_text())] == ["critical", "warning"]


def test_results_outlive_a_build_of_the_same_readings_only(tmp_path: Path) -> None:
    folder, country = small_world(tmp_path)
    build(folder, country)
    store(folder, OCTOBER, [_result()])
    build(folder, country)
    assert blocking(folder, OCTOBER, is_partial=False) == ([], [])
    world = Maker(tmp_path)
    world.page("2026-11", "0101", followers=5)
    world.save()
    build(folder, country)
    assert blocking(folder, OCTOBER, is_partial=False) == ([], []), "a later month changes nothing of an earlier one"
    path = folder.route(Month(2026, 9), "facebook")
    path.write_text(path.read_text().replace('"low":500,"high":500', '"low":501,"high":501'))
    build(folder, country)
    assert blocking(folder, OCTOBER, is_partial=False) is None, "growth and moves rest on the month before"
    assert len(query(folder.warehouse, "from raw.check_result")) == 1


def test_what_cannot_be_stored_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    folder, country = small_world(tmp_path)
    with pytest.raises(WarehouseError, match="barometer build"):
        store(folder, OCTOBER, [_result()])
    build(folder, country)
    before = folder.warehouse.read_bytes()
    lacking = {name: value for name, value in _result().as_row().items() if name != "remedy"}
    for rows, message in (([lacking], "lacks remedy"), ([_result(month="2026-09")], "is of month 2026-09")):
        with pytest.raises(WarehouseError, match=message):
            store(folder, OCTOBER, rows)
    with pytest.raises(WarehouseError, match="holds nothing of 2027-01"):
        store(folder, Month(2027, 1), [])
    assert folder.warehouse.read_bytes() == before
    assert not folder.checks(OCTOBER).exists()


def test_a_broken_results_file_is_named(tmp_path: Path) -> None:
    folder, country = small_world(tmp_path)
    folder.checks(OCTOBER).parent.mkdir(parents=True)
    for text in ("no json", '[{"month": "2026-10"}]', '{"a": 1}'):
        folder.checks(OCTOBER).write_text(text)
        with pytest.raises(WarehouseError, match=r"2026-10\.json.*barometer check"):
            build(folder, country)


def test_a_reader_keeps_its_answers_while_results_are_stored(tmp_path: Path) -> None:
    folder, country = small_world(tmp_path)
    build(folder, country)
    with open_warehouse(folder.warehouse) as reader:
        store(folder, OCTOBER, [_result()])
        assert reader.execute("select count(*) from mart.check_result").fetchone() == (0,)
