"""Reading the warehouse: answers for analysts, and no way to write, to reach a file or to change a setting."""

from __future__ import annotations

from pathlib import Path

import pytest

from barometer.errors import WarehouseError
from barometer.months import Month
from tests.make_readings import instant, small_world
from warehouse.build import build
from warehouse.read import frame, open_warehouse, query


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, country = small_world(tmp_path_factory.mktemp("world"))
    build(folder, country)
    return folder.warehouse


ASKED = {
    "select": "select authority, followers from mart.ranking where rank <= 10 order by rank",
    "with": "with a as (select * from mart.ranking) select count(*) from a",
    "from first": "from mart.edition",
    "describe": "describe mart.ranking",
    "summarize": "summarize mart.ranking",
    "tables": "show all tables",
    "plan": "explain select * from mart.ranking",
    "a semicolon and a comment": "select 1; -- that is all",
    "the word in a text": "select 'drop table x; attach' as words",
}


@pytest.mark.parametrize("why", ASKED)
def test_a_question_is_answered(path: Path, why: str) -> None:
    assert len(query(path, ASKED[why])) > 0


REFUSED = {
    "insert": "insert into raw.visit select * from raw.visit",
    "update": "update mart.ranking set followers = 1",
    "delete": "delete from mart.ranking",
    "drop": "drop table mart.ranking",
    "create": "create table mart.x as select 1",
    "create temporary": "create temp table x as select 1",
    "insert inside with": "with a as (insert into raw.month select * from raw.month returning *) select * from a",
    "attach file": "attach 'other.duckdb' as other",
    "attach memory": "attach ':memory:' as other",
    "detach": "detach barometer",
    "copy out": "copy mart.ranking to 'out.csv'",
    "copy in": "copy mart.ranking from 'in.csv'",
    "export": "export database 'out'",
    "read text": "select * from read_text('/etc/hostname')",
    "read csv": "select * from read_csv('/etc/hostname')",
    "read parquet by name": "select * from 'x.parquet'",
    "read json": "select * from read_json('/etc/hostname')",
    "list files": "select * from glob('/*')",
    "other database": "select * from 'barometer.duckdb'",
    "network": "select * from 'https://example.org/x.csv'",
    "install": "install httpfs",
    "load": "load httpfs",
    "set": "set threads = 1",
    "unlock": "set lock_configuration = false",
    "pragma": "pragma enable_profiling",
    "call": "call force_checkpoint()",
    "transaction": "begin",
    "two questions": "select 1; select 2",
    "a question and a write": "select 1; drop table mart.ranking",
    "nothing": " ",
    "no SQL": "who leads?",
    "unknown table": "select * from mart.nowhere",
    "unknown column": "select nothing from mart.ranking",
    "python variable": "select * from ASKED",
}


@pytest.mark.parametrize("why", REFUSED)
def test_anything_else_is_refused_with_a_remedy(path: Path, why: str) -> None:
    before = path.read_bytes()
    with pytest.raises(WarehouseError, match="ask with one SELECT") as caught:
        query(path, REFUSED[why])
    assert caught.value.exit_code == 2
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == ["barometer.duckdb", "readings"]


def test_no_warehouse_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="barometer build"):
        query(tmp_path / "barometer.duckdb", "select 1")
    (tmp_path / "barometer.duckdb").write_bytes(b"no database" * 1000)
    with pytest.raises(WarehouseError, match="barometer build"):
        open_warehouse(tmp_path / "barometer.duckdb")


def test_a_frame_is_a_table_or_a_month_of_it(path: Path) -> None:
    with open_warehouse(path) as connection:
        assert len(frame(connection, "mart.edition")) == 2
        one = frame(connection, "mart.edition", month=Month(2026, 10))
        ranking = frame(connection, "mart.ranking", month="2026-10")
        for wrong in ("mart.nowhere", "ranking", "mart.ranking; drop table x", "information_schema.tables"):
            with pytest.raises(WarehouseError):
                frame(connection, wrong)
        with pytest.raises(WarehouseError):
            frame(connection, "core.outcome_state", month="2026-10")
    assert list(one["month"]) == ["2026-10"]
    assert one["observed_to"].iloc[0] == instant("2026-10").replace(tzinfo=None)
    assert str(ranking["followers"].dtype) == "Int64", "whole numbers with gaps are no floats"
    assert list(ranking["rank"].dropna()) == [1, 2, 3]
