"""The vectors of METRICS section 4, computed by the warehouse's own formulas."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement

import duckdb
import pytest

from warehouse.header import HERE


@pytest.fixture(scope="module")
def formulas() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute((HERE / "macros.sql").read_text())
        yield connection


def _value(connection: duckdb.DuckDBPyConnection, formula: str) -> object:
    row = connection.execute(f"select {formula}").fetchone()
    assert row is not None
    return row[0]


SHARES = [
    ("Kongsvinger, likes of inhabitants", 990, 17377, 5.7), ("Utsira: above 100 is not cut", 810, 218, 371.6),
    ("Fyresdal", 701, 1381, 50.8), ("coverage above 100", 2000, 1842, 108.6), ("adoption 2013", 223, 428, 52.1),
    ("adoption 2011", 120, 430, 27.9), ("two pages or more", 130, 210, 61.9), ("service level", 11, 20, 55.0),
    ("responses", 477478, 1574775, 30.3), ("nothing of something", 0, 428, 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("why", "part", "whole", "percent"), SHARES)
def test_a_share_in_per_cent(
    formulas: duckdb.DuckDBPyConnection, why: str, part: int, whole: int, percent: float
) -> None:
    assert _value(formulas, f"round(percent({part}, {whole}), 1)") == percent, why


def test_a_share_of_nothing_is_missing(formulas: duckdb.DuckDBPyConnection) -> None:
    assert _value(formulas, "percent(0, 0)") is None
    assert _value(formulas, "percent(null, 5)") is None
    assert _value(formulas, "percent(5, null)") is None


def test_means_per_page_and_per_authority(formulas: duckdb.DuckDBPyConnection) -> None:
    assert _value(formulas, "round(213000 / 223)::integer") == 955
    assert _value(formulas, "round(426 / 130, 2)::text") == "3.28"


REMAINDERS = [
    ("Areca 2010", [51, 67, 6], [41, 54, 5]), ("a third each: ties to the first", [1, 1, 1], [34, 33, 33]),
    ("one class only", [0, 0, 7], [0, 0, 100]), ("halves", [1, 1, 0], [50, 50, 0]),
    ("sevenths", [3, 2, 2], [43, 29, 28]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "counts", "percents"), REMAINDERS)
def test_largest_remainder(
    formulas: duckdb.DuckDBPyConnection, why: str, counts: list[int], percents: list[int]
) -> None:
    assert _value(formulas, f"largest_remainder({counts})") == percents, why


def test_largest_remainder_always_sums_to_100(formulas: duckdb.DuckDBPyConnection) -> None:
    cases = [list(case) for case in combinations_with_replacement(range(12), 3) if sum(case)]
    formulas.execute("create temp table cases as select unnest(?) as counts", [cases])
    wrong = formulas.execute(
        "select counts from cases where list_sum(largest_remainder(counts)) <> 100 or len(list_filter("
        "list_zip(counts, largest_remainder(counts)), lambda p: abs(p[2] - 100.0 * p[1] / list_sum(counts)) >= 1)) > 0"
    ).fetchall()
    assert wrong == []
    assert _value(formulas, "largest_remainder([0, 0, 0])") is None


def test_growth_is_compound_per_period(formulas: duckdb.DuckDBPyConnection) -> None:
    assert _value(formulas, "round(growth_percent_per(500, 2000, 14, 7), 9)") == 100.0
    assert _value(formulas, "round(growth_percent_per(1000, 1100, 30, 30), 9)") == 10.0
    assert _value(formulas, "growth_percent_per(0, 5, 30, 30)") is None


GROWTH = [
    ("measured", (1000, 1000), (1010, 1010), 30, "målt"),
    ("falling is measured too", (1010, 1010), (1000, 1000), 30, "målt"),
    ("the same number", (1000, 1000), (1000, 1000), 30, "ikke målbar"),
    ("intervals overlap", (1150, 1299), (1250, 1349), 30, "ikke målbar"),
    ("intervals touch", (1150, 1249), (1249, 1349), 30, "ikke målbar"),
    ("intervals apart", (1150, 1249), (1250, 1349), 30, "målt"),
    ("below 0.02 %", (100000, 100000), (100019, 100019), 30, "ikke målbar"),
    ("exactly 0.02 %", (100000, 100000), (100020, 100020), 30, "målt"),
    ("20 days are ranked", (1000, 1000), (1010, 1010), 20, "målt"),
    ("45 days are ranked", (1000, 1000), (1010, 1010), 45, "målt"),
    ("less than 20 days", (1000, 1000), (1010, 1010), 19.9, "utenfor vindu"),
    ("more than 45 days", (1000, 1000), (1010, 1010), 45.1, "utenfor vindu"),
    ("overlap outside the window", (1000, 1000), (1000, 1010), 61, "ikke målbar"),
    ("from nothing", (0, 0), (5, 5), 30, "målt"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "before", "after", "days", "state"), GROWTH)
def test_what_growth_can_be_told(
    formulas: duckdb.DuckDBPyConnection, why: str, before: tuple[int, int], after: tuple[int, int], days: float,
    state: str,
) -> None:  # fmt: skip
    assert _value(formulas, f"growth_state({before[0]}, {before[1]}, {after[0]}, {after[1]}, {days})") == state, why


def test_wilson_interval(formulas: duckdb.DuckDBPyConnection) -> None:
    # Newcombe 1998, table I: 81 of 263 is 0.2553 to 0.3662, 0 of 20 is 0 to 0.1611.
    cases = [(81, 263, 25.53, 36.62), (0, 20, 0.0, 16.11), (1, 29, 0.61, 17.18), (29, 29, 88.30, 100.0)]
    for part, whole, low, high in cases:
        assert _value(formulas, f"round(wilson_low({part}, {whole}), 2)") == pytest.approx(low, abs=0.006)
        assert _value(formulas, f"round(wilson_high({part}, {whole}), 2)") == pytest.approx(high, abs=0.006)
    assert _value(formulas, "wilson_low(0, 0)") is None


def test_size_classes_begin_where_they_say(formulas: duckdb.DuckDBPyConnection) -> None:
    edges = [0, 1999, 2000, 4999, 5000, 9999, 10000, 19999, 20000, 49999, 50000, 700000]
    classes = [_value(formulas, f"size_class_order('kommune', {each})") for each in edges]
    assert classes == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]
    assert _value(formulas, "size_class_order('fylkeskommune', 100)") == 7
    assert _value(formulas, "size_class_name(size_class_order('kommune', null))") is None


def test_the_month_before_and_the_host_of_an_address(formulas: duckdb.DuckDBPyConnection) -> None:
    assert _value(formulas, "previous_month('2026-01')") == "2025-12"
    hosts = {
        "https://www.Askvik.kommune.no/kontakt": "askvik.kommune.no", "askvik.kommune.no": "askvik.kommune.no",
        "//askvik.kommune.no:443/x": "askvik.kommune.no", "http://user:p@askvik.kommune.no?x": "askvik.kommune.no",
        "": None,
    }  # fmt: skip
    assert {address: _value(formulas, f"host_of('{address}')") for address in hosts} == hosts
