"""The checks: a clean month passes, every spoilt one is stopped with its rows, and results land where readers look."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from barometer.errors import WarehouseError
from barometer.months import Month
from barometer.publishing import words
from barometer.registry import Country
from barometer.storage import DataFolder
from checks.result import CRITICAL, MOST_ROWS, critical_failures, name_rows, summary
from checks.run import all_suites, check_frames, run
from tests.checks_corruptions import CORRUPTIONS, INFO, WARNINGS, Spoil, Tables, drop, put
from tests.checks_month import MONTH, WALLED, clean_month
from warehouse.build import build
from warehouse.read import frame, open_warehouse
from warehouse.results import BANNER, WAIVABLE

SUITES = all_suites()
PLAIN = [(suite, check) for suite in SUITES for check in suite.checks if suite.subject is None and not check.rule]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, Country]:
    folder, country = clean_month(tmp_path_factory.mktemp("checks"))
    build(folder, country)
    return folder, country


@pytest.fixture(scope="module")
def clean(month: tuple[DataFolder, Country]) -> Tables:
    from checks.frames import frames_of

    return frames_of(*month, MONTH)


@pytest.fixture
def tables(clean: Tables) -> Tables:
    return {name: table.copy() for name, table in clean.items()}


def test_a_clean_month_passes(clean: Tables) -> None:
    failed = [result for result in check_frames(clean, MONTH) if not result.is_passed]
    assert summary(failed)[1:] == []


def test_a_first_month_passes_without_anything_to_compare_with(tables: Tables) -> None:
    first = {name: table for name, table in tables.items() if not name.startswith("previous")}
    for column in ("rank_previous", "rank_change"):
        first["mart.ranking"][column] = pd.array([None] * len(first["mart.ranking"]), dtype="Int64")
    assert summary(critical_failures(check_frames(first, MONTH)))[1:] == []


def _severity(check: str) -> str:
    return "warning" if check in WARNINGS else "info" if check in INFO else CRITICAL


@pytest.mark.parametrize(("what", "table", "check", "spoil"), CORRUPTIONS, ids=[each[0] for each in CORRUPTIONS])
def test_a_corruption_is_stopped(tables: Tables, what: str, table: str, check: str, spoil: Spoil) -> None:
    spoil(tables)
    suites = [
        replace(suite, checks=tuple(each for each in suite.checks if each.name == check))
        for suite in SUITES
        if suite.table == table and check in {each.name for each in suite.checks}
    ]
    found = check_frames(tables, MONTH, suites)
    assert [(each.is_passed, each.severity) for each in found] == [(False, _severity(check))], what
    assert "kunne ikke prøves" not in str(found[0].observed), found[0].observed


def test_every_rule_has_a_corruption_that_it_stops() -> None:
    special = {
        (suite.table, check.name)
        for suite in SUITES
        for check in suite.checks
        if (suite.table, check.name) not in {(plain.table, each.name) for plain, each in PLAIN}
    }
    rules = {(table, name) for table, name in special if not name.endswith(("_is_filled", "_is_unique", "_rows"))}
    rules -= {("mart.edition", "rows")}
    assert rules - {(table, check) for _, table, check, _ in CORRUPTIONS} == set()


@pytest.mark.parametrize(("suite", "check"), PLAIN, ids=[f"{suite.table} {check.name}" for suite, check in PLAIN])
def test_a_plain_expectation_fails_when_it_should(tables: Tables, suite, check) -> None:
    table = tables[suite.table]
    column = check.column.split(", ")[0]
    if check.name.endswith("_is_filled"):
        table[column] = table[column].astype(object)
        table.loc[0, column] = None
    elif check.name.endswith("_is_unique"):
        kept = table[table[check.column.split(", ")].notna().all(axis="columns")]
        tables[suite.table] = pd.concat([table, kept.head(1)], ignore_index=True)
    elif check.name.endswith("_is_known"):
        table[column] = table[column].astype(object)
        table.loc[0, column] = "noe helt annet"
    elif check.name.endswith("rows"):
        tables[suite.table] = table.iloc[:0]
    else:
        assert (suite.table, check.name) in {(where, name) for _, where, name, _ in CORRUPTIONS}
        return
    [result] = check_frames(tables, MONTH, [replace(suite, checks=(check,))])
    assert not result.is_passed and "kunne ikke prøves" not in str(result.observed)
    assert result.failing_rows or "rows" in check.name


def test_every_suite_has_a_size_expectation_and_every_check_its_own_name(clean: Tables) -> None:
    for suite in SUITES:
        size = suite.checks[0].expectation(clean)
        assert type(size).__name__ == "ExpectTableRowCountToBeBetween" and size.min_value, suite.table
    names = [(suite.table, check.name) for suite in SUITES for check in suite.checks]
    assert len(names) == len(set(names))
    for suite in SUITES:
        for check in suite.checks:
            assert check.expected and check.reason and check.remedy
            for sentence in (check.reason, check.remedy):
                assert sentence[0].isupper() and sentence.endswith("."), (check.name, sentence)
                words = set(re.findall(r"[a-zæøå]+", re.sub(r"'[^']*'", "", sentence.lower())))
                assert not words & {"the", "is", "it", "and", "of", "a", "an", "again", "then"}, (check.name, sentence)


@pytest.mark.parametrize("table", ["mart.ranking", "raw.visit", "mart.national", "mart.account", "mart.top_list"])
def test_an_empty_or_absent_table_is_stopped(tables: Tables, table: str) -> None:
    tables[table] = tables[table].iloc[:0]
    suites = [suite for suite in SUITES if suite.table == table and suite.subject is None]
    empty = {each.check_name for each in critical_failures(check_frames(tables, MONTH, suites))}
    assert "rows" in empty
    del tables[table]
    absent = check_frames(tables, MONTH, suites)
    assert not any(each.is_passed for each in absent) and "mangler" in str(absent[0].observed)


def test_a_missing_column_fails_its_checks_and_no_others(tables: Tables) -> None:
    tables["mart.ranking"] = tables["mart.ranking"].drop(columns="talking_about")
    suites = [suite for suite in SUITES if suite.name == "ranking"]
    failed = {each.check_name: each.observed for each in check_frames(tables, MONTH, suites) if not each.is_passed}
    assert failed == {"talking_about_is_per_inhabitant": "kunne ikke prøves: talking_about mangler"}


def test_a_failure_names_its_rows_at_most_twenty_and_counts_them(tables: Tables) -> None:
    put("mart.ranking", "rank", 7, "state == 'ok'")(tables)
    results = check_frames(tables, MONTH, [suite for suite in SUITES if suite.name == "ranks"])
    [failure] = [each for each in critical_failures(results) if each.check_name == "rank_follows_coverage"]
    measured = tables["mart.ranking"].query("state == 'ok' and index != 6")["authority_number"]
    assert failure.failing_rows == ", ".join(measured[:MOST_ROWS]) + f" … ({len(measured)} i alt)"
    assert failure.observed == f"{len(measured)} av {len(measured) + 1} rader feiler"
    [line] = [line for line in summary(results) if "rank_follows_coverage" in line]
    assert line.startswith("critical: mart.ranking") and failure.failing_rows in line and failure.remedy in line


def test_a_share_that_falls_names_the_authorities_behind_it(tables: Tables) -> None:
    put("mart.ranking", "state", "feil", "authority_number in ['0101', '0103']")(tables)
    results = check_frames(tables, MONTH, [suite for suite in SUITES if suite.table == "mart.edition"])
    [failure] = [each for each in results if each.check_name == "pages_are_measured"]
    assert set(failure.failing_rows.split(", ")) == {"0101", "0103", WALLED}
    assert failure.observed == "87,5"


def test_the_same_empty_answer_to_many_accounts_is_no_wall(tables: Tables) -> None:
    records = tables["raw.page_record"]
    records.loc[records["visit_id"].str.contains("facebook:side"), "sha256"] = "f" * 64
    suites = [suite for suite in SUITES if suite.table == "raw.counter" and suite.name == "readings"]
    assert critical_failures(check_frames(tables, MONTH, suites)) == []


def test_names_of_rows_are_distinct() -> None:
    assert name_rows(["a", "a", "b"]) == "a, b"
    assert name_rows(str(each) for each in range(21)).endswith("19 … (21 i alt)")
    assert name_rows([]) == ""


def test_results_land_in_the_warehouse_and_beside_it(month: tuple[DataFolder, Country]) -> None:
    folder, country = month
    results = run(folder, country, MONTH)
    assert critical_failures(results) == []
    with open_warehouse(folder.warehouse) as connection:
        kept = frame(connection, "mart.check_result", month=MONTH)
    assert list(kept["check_name"]) == [each.check_name for each in results]
    assert list(kept["is_passed"]) == [each.is_passed for each in results]
    stored = json.loads(folder.checks(MONTH).read_text())
    assert [(row["table_name"], row["check_name"], row["remedy"]) for row in stored] == [
        (each.table_name, each.check_name, each.remedy) for each in results
    ]


def test_a_spoilt_readings_file_is_stopped_end_to_end(tmp_path: Path) -> None:
    folder, country = clean_month(tmp_path, months=("2026-10",))
    path = folder.route(MONTH, "website")
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if ":website:0101" not in line))
    build(folder, country)
    failures = {each.check_name: each.failing_rows for each in critical_failures(run(folder, country, MONTH))}
    assert failures == {"website_was_visited": "0101"}


def test_a_month_that_is_not_built_is_refused(month: tuple[DataFolder, Country]) -> None:
    with pytest.raises(WarehouseError, match="holds nothing of 2025-01"):
        run(*month, Month.parse("2025-01"))


def test_dropping_a_row_from_the_ranking_stops_publication(tables: Tables) -> None:
    drop("mart.ranking", "authority_number == '0101'")(tables)
    failed = {(each.table_name, each.check_name) for each in critical_failures(check_frames(tables, MONTH))}
    assert {("mart.ranking", "rows"), ("raw.visit", "has_its_row_in_the_ranking")} <= failed


def test_only_checks_of_how_much_was_reached_are_waived_and_one_warning_is_a_banner() -> None:
    severities = {check.name: check.severity for suite in SUITES for check in suite.checks}
    assert {severities.get(name) for name in WAIVABLE} == {CRITICAL} and severities[BANNER] == "warning"
    tables = {suite.table for suite in SUITES for check in suite.checks if check.name in WAIVABLE}
    assert tables == {"mart.edition", "mart.route"}


def test_every_suite_has_a_name_that_readers_see() -> None:
    assert {suite.name for suite in SUITES} == set(words.SUITES)
