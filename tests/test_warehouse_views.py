"""Plain names for analysts: six views that say what the layers say, described, and with nothing personal in them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from barometer.errors import WarehouseError
from barometer.months import Month
from barometer.registry import load_country
from barometer.storage import DataFolder
from tests.make_edition import make_edition, rows_of
from tests.make_readings import country
from warehouse.build import build
from warehouse.header import HERE, Model, models
from warehouse.read import query

VIEWS = sorted((HERE / "views").glob("*.sql"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Two months of sixty authorities."""
    rows = rows_of(load_country("xx"), Month(2026, 10))[:60]
    made, _ = make_edition(tmp_path_factory.mktemp("edition"), rows=rows)
    return made


def _one(folder: DataFolder, sql: str) -> tuple[object, ...]:
    return tuple(query(folder.warehouse, sql).iloc[0])


def test_the_names_are_the_promised_ones() -> None:
    assert [path.stem for path in VIEWS] == ["accounts", "national", "observations", "posts", "quality", "ranking"]


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.stem)
def test_a_view_is_a_view_of_one_select_and_described(folder: DataFolder, path: Path) -> None:
    code = re.sub(r"--[^\n]*|'[^']*'", "", path.read_text())
    assert ";" not in code
    assert code.lstrip().startswith(("select", "with"))
    kinds = query(folder.warehouse, f"select comment from duckdb_views() where view_name = '{path.stem}'")
    assert len(kinds) == 1 and str(kinds["comment"].iloc[0]).startswith("One row per ")
    columns = query(
        folder.warehouse,
        f"select column_name, comment from duckdb_columns() where schema_name = 'main' and table_name = '{path.stem}'",
    )
    _, described = Model(path, path.read_text()).descriptions
    assert dict(zip(columns["column_name"], columns["comment"], strict=True)) == described
    assert _one(folder, f"select count(*) > 0 from {path.stem}") == (True,)


SAME_ROWS = {
    "ranking": "mart.ranking",
    "observations": "core.observation",
    "accounts": "mart.register",
    "posts": 'core.post_seen where "by" = \'page\'',
    "national": "mart.national",
    "quality": "mart.data_quality",
}


@pytest.mark.parametrize("view", SAME_ROWS)
def test_a_view_loses_no_row_and_doubles_none(folder: DataFolder, view: str) -> None:
    view_rows, rows = _one(folder, f"select (select count(*) from {view}), (select count(*) from {SAME_ROWS[view]})")
    assert view_rows == rows


def test_the_ranking_says_what_is_published(folder: DataFolder) -> None:
    differing = _one(
        folder,
        "select count(*) from ranking as v inner join mart.ranking as m using (month, authority_number)"
        " where v.rank is distinct from m.rank or v.followers is distinct from m.followers"
        " or v.coverage_percent is distinct from m.coverage_percent or v.state <> m.state",
    )
    assert differing == (0,)


def test_one_reading_an_account_and_kind_is_chosen_and_it_is_the_published_one(folder: DataFolder) -> None:
    chosen = _one(
        folder,
        "select count(*) = (select count(*) from core.best_observation) from observations where is_chosen",
    )
    assert chosen == (True,)
    pages = _one(
        folder,
        "select count(*) as pages, count(*) filter (o.value <> r.followers) as differing from ranking as r"
        " inner join observations as o on o.month = r.month and o.authority_number = r.authority_number"
        " and o.is_chosen and o.counter_kind = r.counter_kind and o.channel = 'facebook' and o.role = 'helhetlig'"
        " where r.followers is not null",
    )
    assert pages[0] > 40 and pages[1] == 0


def test_hidden_comments_are_missing_and_not_zero(folder: DataFolder) -> None:
    seen, hidden = _one(
        folder,
        "select count(*) filter (w.is_thread_visible and p.citizen_comments is null),"
        " count(*) filter (not w.is_thread_visible and p.citizen_comments is not null)"
        " from posts as p inner join core.page_window as w on w.month = p.month and w.channel = p.channel"
        " and w.authority_number = p.authority_number and w.native_id = p.account_id",
    )
    assert (seen, hidden) == (0, 0)


def test_posts_hold_no_text_and_nobodys_but_the_accounts_own(folder: DataFolder) -> None:
    answer = query(folder.warehouse, "describe posts")
    texts = set(answer.loc[answer["column_type"] == "VARCHAR", "column_name"])
    assert texts == {"month", "authority_number", "authority", "channel", "account_id", "post_id"}
    visitors = _one(
        folder,
        "select count(*) from posts as v inner join core.post_seen as p on p.month = v.month"
        " and p.channel = v.channel and p.native_id = v.account_id and p.post_id = v.post_id"
        " and p.authority_number = v.authority_number where p.by = 'visitor'",
    )
    assert visitors == (0,)


def test_a_layer_that_reads_a_view_is_refused(tmp_path: Path) -> None:
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "late.sql").write_text("-- One row.\n-- x: x\nselect 1 as x")
    (tmp_path / "mart").mkdir()
    (tmp_path / "mart" / "early.sql").write_text("-- One row.\n-- x: x\nselect x from main.late")
    with pytest.raises(WarehouseError, match=r"early\.sql: reads main\.late, a later layer"):
        models(tmp_path)


def test_a_view_that_is_described_wrongly_stops_the_build(folder: DataFolder, tmp_path: Path) -> None:
    root = tmp_path / "sql"
    shutil.copytree(HERE, root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (root / "views" / "quality.sql").write_text("-- One row.\n-- x: x\nselect 1 as y")
    with pytest.raises(WarehouseError, match=r"views/quality\.sql: y has no description; x is described but"):
        build(DataFolder(tmp_path / "xx"), country(), root=root)
