"""Where the published line of followers breaks: another counter, authorities merged or split; and M4's edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from barometer.months import Month
from barometer.publishing.drawing import chart_modules
from barometer.publishing.mart import read_mart
from barometer.registry import Change
from tests.make_readings import Maker, authority, counter, instant
from warehouse.build import build
from warehouse.read import query

MONTHS = ("2026-07", "2026-08", "2026-09", "2026-10")
TURN = date(2026, 9, 1)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """July and August count likes; in September two authorities became one; October counts followers."""
    rows = [authority(number, f"gammel{number}", 1000, valid_to=TURN, website=None) for number in ("0301", "0302")]
    rows += [authority("1301", "ny1301", 2000, valid_from=TURN), authority("0601", "alltid", 3000)]
    made = Maker(tmp_path_factory.mktemp("breaks"), rows)
    changes = [Change(on=TURN, from_number=old, to_number="1301", kind="merged", weight=None, source="test")
               for old in ("0301", "0302")]  # fmt: skip
    made.country = replace(made.country, changes=tuple(changes))
    for order, month in enumerate(MONTHS):
        for number in ("0301", "0302") if month < "2026-09" else ("1301",):
            made.page(month, number, readings=[counter("x", "likes" if order < 3 else "followers", 400 + order)],
                      native_id=f"side{number}")  # fmt: skip
        kind = "likes" if order < 3 else "followers"
        low, high = (500, 599) if order == 0 else (700 + order, None)
        made.page(month, "0601", readings=[counter("x", kind, low, high)])
    build(*made.save())
    return made


def _series(world: Maker) -> pd.DataFrame:
    return query(world.folder.warehouse, "select * from mart.follower_series order by month")


def test_a_new_counter_and_a_merger_break_the_line(world: Maker) -> None:
    series = _series(world).astype(object)
    rows = series.where(series.notna(), None).to_dict("records")
    assert [(row["month"], row["counter_kind"], row["break_reason"], row["segment"]) for row in rows] == [
        ("2026-07", "likes", None, 0), ("2026-08", "likes", None, 0), ("2026-09", "likes", "nye myndigheter", 1),
        ("2026-10", "followers", "ny teller", 2),
    ]  # fmt: skip
    assert (rows[0]["low"], rows[0]["high"], rows[1]["value"]) == (1300, 1399, 1503)
    assert [row["n_measured"] for row in rows] == [3, 3, 2, 2]


def test_the_line_is_drawn_in_parts_with_a_mark_at_each_break(world: Maker) -> None:
    mart = read_mart(world.folder.warehouse, Month.parse(MONTHS[-1]))
    chart = chart_modules()["follower_history"]
    frame = chart.rows(mart.history["follower_series"])
    spec = chart.draw(frame).to_dict()
    line = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    assert line["encoding"]["detail"]["field"] == "segment"
    rule = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rule")
    assert rule["transform"] == [{"filter": "isValid(datum.break_reason)"}]
    assert list(frame["break_reason"].dropna()) == ["nye myndigheter", "ny teller"]
    assert "break_reason" in chart.COLUMNS, "the table behind the chart says so too"


def test_the_reason_stands_with_the_authority(world: Maker) -> None:
    columns = "month, authority_number, growth_state, growth_break_reason"
    answer = query(world.folder.warehouse, f"select {columns} from mart.ranking order by all").astype(object)
    told = {(row.month, row.authority_number): (row.growth_state, row.growth_break_reason)
            for row in answer.where(answer.notna(), None).itertuples()}  # fmt: skip
    assert told["2026-09", "1301"] == ("brudd", "ny myndighet")
    assert told["2026-10", "1301"] == told["2026-10", "0601"] == ("brudd", "ny teller")
    assert told["2026-08", "0601"] == ("målt", None), "[500, 599] to 701 do not overlap"


WINDOWS = {19: "utenfor vindu", 20: "målt", 45: "målt", 46: "utenfor vindu"}


def test_only_20_to_45_days_are_a_month(tmp_path: Path) -> None:
    made = Maker(tmp_path, [authority(f"{1000 + days}", f"{days}") for days in WINDOWS])
    for days in WINDOWS:
        now = instant("2026-10") + timedelta(days=6)
        made.page("2026-09", f"{1000 + days}", followers=1000, at=now - timedelta(days=days))
        made.page("2026-10", f"{1000 + days}", followers=1100, at=now)
    build(*made.save())
    path = made.folder.warehouse
    answer = query(path, "select window_days, growth_state from metrics.m04_growth where month = '2026-10'")
    assert dict(answer.itertuples(index=False)) == WINDOWS
    listed = query(path, "select authority from mart.top_list where list = 'vekst' and month = '2026-10'")
    assert sorted(listed["authority"]) == ["20", "45"]
