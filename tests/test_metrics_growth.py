"""M4: what can be said of the change between two months, one authority a case."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from barometer.readings import Outcome
from tests.make_readings import Maker, authority, counter, instant, profile
from warehouse.build import build
from warehouse.read import query

FIRST, SECOND = "2026-09", "2026-10"
Count = int | tuple[int, int]

CASES: dict[str, tuple[Count, Count, str, int | None]] = {
    "up": (1000, 1100, "målt", 100),
    "down": (1100, 1000, "målt", -100),
    "same": (1000, 1000, "ikke målbar", None),
    "overlap": ((1150, 1299), (1250, 1349), "ikke målbar", None),
    "apart": ((1150, 1249), (1250, 1349), "målt", 100),
    "tiny": (100000, 100019, "ikke målbar", None),
    "large": (100000, 100020, "målt", 20),
    "fromzero": (0, 5, "målt", 5),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    others = ["newpage", "newkind", "samekind", "renamed", "missedonce", "close", "carried", "firstseen", "lost",
              "oldimport", "nopage"]  # fmt: skip
    names = [*CASES, *others]
    rows = [authority(f"{1000 + order}", name) for order, name in enumerate(names)]
    rows.append(authority("2000", "newcomer", valid_from=date(2026, 10, 1)))
    number = {row.name: row.number for row, _ in rows}
    world = Maker(tmp_path_factory.mktemp("growth"), rows)
    for name, (before, after, *_) in CASES.items():
        world.page(FIRST, number[name], followers=before)
        world.page(SECOND, number[name], followers=after)
    world.page(FIRST, number["newpage"], followers=500, native_id="gammel")
    world.page(SECOND, number["newpage"], followers=100, native_id="ny")
    world.page(FIRST, number["newkind"], readings=[counter("x", "likes", 500)])
    world.page(SECOND, number["newkind"], followers=550)
    world.page(FIRST, number["samekind"], followers=500, readings=[counter("x", "likes", 400)])
    world.page(SECOND, number["samekind"], followers=510, readings=[counter("x", "likes", 800)])
    world.page(FIRST, number["renamed"], followers=500, native_id="før", readings=[profile("77", "før")])
    world.page(SECOND, number["renamed"], followers=600, native_id="etter", readings=[profile("77", "etter")])
    world.page("2026-08", number["missedonce"], followers=500)
    world.page(SECOND, number["missedonce"], followers=600)
    world.page(FIRST, number["close"], followers=500, at=instant(FIRST) + timedelta(days=11))
    world.page(SECOND, number["close"], followers=600)
    world.page(FIRST, number["carried"], followers=500)
    world.page(SECOND, number["carried"], outcome=Outcome.LOGIN_WALL)
    world.page(SECOND, number["firstseen"], followers=5)
    world.page(FIRST, number["lost"], followers=5)
    world.visit(SECOND, "website", number["lost"])
    world.page(FIRST, number["oldimport"], followers=500)
    world.page(SECOND, number["oldimport"], followers=5, route="import", at=instant(SECOND) - timedelta(days=400))
    world.visit(SECOND, "website", number["nopage"])
    world.page(SECOND, "2000", followers=50)
    build(*world.save())
    return world.folder.warehouse


def _growth(path: Path) -> dict[str, dict[str, Any]]:
    answer = query(path, "select authority, g.* from metrics.m04_growth as g inner join core.authority_month as a"
                         f" using (month, authority_number) where month = '{SECOND}'").astype(object)  # fmt: skip
    return {str(row["authority"]): row for row in answer.where(answer.notna(), None).to_dict("records")}  # type: ignore[misc]


@pytest.mark.parametrize("name", CASES)
def test_growth(path: Path, name: str) -> None:
    row, (_, _, state, persons) = _growth(path)[name], CASES[name]
    assert (row["growth_state"], row["persons"], row["window_days"]) == (state, persons, 30)
    assert (row["percent"] is None) == (state != "målt" or name == "fromzero"), "of nothing, no percentage"


OTHERS = {
    "newpage": ("brudd", "ny side", None), "newkind": ("brudd", "ny teller", None), "samekind": ("målt", None, 10),
    "renamed": ("målt", None, 100), "missedonce": ("utenfor vindu", None, 100), "close": ("utenfor vindu", None, 100),
    "firstseen": ("mangler", None, None), "newcomer": ("brudd", "ny myndighet", None),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_breaks_and_windows(path: Path, name: str) -> None:
    row = _growth(path)[name]
    assert (row["growth_state"], row["break_reason"], row["persons"]) == OTHERS[name]


def test_m04_zero(path: Path) -> None:
    """The same number twice is a change that cannot be told, between the bounds it has."""
    row = _growth(path)["same"]
    assert (row["growth_state"], row["persons"], row["persons_low"], row["persons_high"]) == ("ikke målbar", None, 0, 0)


def test_m04_missing(path: Path) -> None:
    """Not seen this month, carried, or seen long ago: no row; the ranking says that growth is missing."""
    assert not {"carried", "lost", "oldimport", "nopage"} & set(_growth(path))
    states = query(path, "select authority, growth_state, growth_persons from mart.ranking where authority in"
                         f" ('carried', 'lost', 'oldimport', 'nopage') and month = '{SECOND}'")  # fmt: skip
    assert set(states["growth_state"]) == {"mangler"}
    assert states["growth_persons"].isna().all()


def test_growth_has_bounds_and_a_30_day_rate(path: Path) -> None:
    row = _growth(path)["apart"]
    assert (row["persons_low"], row["persons_high"]) == (1, 199)
    up, late = _growth(path)["up"], _growth(path)["missedonce"]
    assert (up["percent"], round(up["percent_per_30_days"], 9)) == (10.0, 10.0)
    assert late["window_days"] == 61
    assert late["percent_per_30_days"] == pytest.approx(100 * (1.2 ** (30 / 61) - 1))


def test_only_measured_growth_is_ranked(path: Path) -> None:
    answer = query(path, "select authority, position, rank, value, value_low, value_high from mart.top_list"
                         f" where list = 'vekst' and month = '{SECOND}' order by position")  # fmt: skip
    assert [tuple(row) for row in answer.to_numpy()] == [
        ("up", 1, 1, 100.0, 100.0, 100.0), ("apart", 2, 1, 100.0, 1.0, 199.0), ("renamed", 3, 1, 100.0, 100.0, 100.0),
        ("large", 4, 4, 20.0, 20.0, 20.0), ("samekind", 5, 5, 10.0, 10.0, 10.0), ("fromzero", 6, 6, 5.0, 5.0, 5.0),
        ("down", 7, 7, -100.0, -100.0, -100.0),
    ]  # fmt: skip
    total = query(path, f"select * from mart.national where month = '{SECOND}' and scope = 'alle'"
                        " and metric_id = 'M4 total'").iloc[0]  # fmt: skip
    assert (total["value"], total["n_measured"]) == (235, 7)


def test_growth_per_30_days_has_the_interval_of_its_counts(path: Path) -> None:
    """1150–1249 to 1250–1349 in thirty days; a change that cannot be told has no interval either."""
    rows = query(path, f"select * from metrics.m04_growth where month = '{SECOND}'").set_index("authority_number")
    number = {name: f"{1000 + order}" for order, name in enumerate(CASES)}
    row = rows.loc[number["apart"]]
    assert row["percent_per_30_days_low"] == pytest.approx(100 * (1250 / 1249 - 1))
    assert row["percent_per_30_days_high"] == pytest.approx(100 * (1349 / 1150 - 1))
    assert row["percent_per_30_days_low"] < row["percent_per_30_days"] < row["percent_per_30_days_high"]
    assert rows.loc[[number["overlap"]], "percent_per_30_days_high"].isna().all()
