"""A series follows an authority through a new number and a new name, and ends where authorities merge or split."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from barometer.registry import Change, ChangeKind
from tests.make_readings import Maker, authority
from warehouse.build import build
from warehouse.read import query

FIRST, SECOND = "2026-09", "2026-10"
TURN = date(2026, 10, 1)


def change(old: str, new: str, kind: ChangeKind) -> Change:
    return Change(on=TURN, from_number=old, to_number=new, kind=kind, weight=None, source="test")


CHANGES = (
    change("0101", "1101", "renumbered"), change("0201", "0201", "renamed"),
    change("0301", "1301", "merged"), change("0302", "1301", "merged"),
    change("0401", "0401", "merged"), change("0402", "0401", "merged"),
    change("0501", "1501", "split"), change("0501", "1502", "split"), change("0601", "0701", "part moved"),
)  # fmt: skip
ENDED = ("0101", "0201", "0301", "0302", "0401", "0402", "0501")
BEGUN = ("1101", "0201", "1301", "0401", "1501", "1502")
ALWAYS = ("0601", "0701")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [authority(each, f"gammel{each}", 1000, valid_to=TURN, website=None, latitude=None, longitude=None,
                      language=None) for each in ENDED]  # fmt: skip
    rows += [authority(each, f"ny{each}", 2000, valid_from=TURN) for each in BEGUN]
    rows += [authority(each, f"alltid{each}", 3000) for each in ALWAYS]
    world = Maker(tmp_path_factory.mktemp("lineage"), rows)
    figures = {(each.number, each.on, each.published_on): each for each in world.country.population}
    world.country = replace(world.country, changes=CHANGES, population=tuple(figures.values()))
    for number in (*ENDED, *ALWAYS):
        world.page(FIRST, number, followers=500, native_id=f"side{number}")
    for number in (*BEGUN, *ALWAYS):
        world.page(SECOND, number, followers=560, native_id="side0101" if number == "1101" else f"side{number}")
    build(*world.save())
    return world.folder.warehouse


def rows(path: Path, sql: str) -> dict[str, dict[str, Any]]:
    answer = query(path, sql).astype(object)
    return {str(row["authority_number"]): row for row in answer.where(answer.notna(), None).to_dict("records")}  # type: ignore[misc]


GROWTH = {
    "1101": ("målt", None, 60),  # another number
    "0201": ("målt", None, 60),  # another name
    "1301": ("brudd", "ny myndighet", None),  # two became one
    "0401": ("brudd", "ny myndighet", None),  # one took in another and kept its number
    "1501": ("brudd", "ny myndighet", None),  # one became two
    "1502": ("brudd", "ny myndighet", None),
    "0601": ("målt", None, 60),  # gave some of its area away
    "0701": ("målt", None, 60),
}


@pytest.mark.parametrize("number", GROWTH)
def test_growth_over_a_reform(path: Path, number: str) -> None:
    row = rows(path, f"select * from metrics.m04_growth where month = '{SECOND}'")[number]
    assert (row["growth_state"], row["break_reason"], row["persons"]) == GROWTH[number]


def test_a_lineage_names_what_it_continues(path: Path) -> None:
    lineage = rows(path, f"select * from core.authority_lineage where valid_from = '{TURN}'")
    assert {number: (row["began_as"], row["earlier_number"]) for number, row in lineage.items()} == {
        "1101": ("renumbered", "0101"), "0201": ("renamed", "0201"), "1301": ("merged", None),
        "0401": ("merged", None), "1501": ("split", None), "1502": ("split", None),
    }  # fmt: skip
    assert (lineage["1101"]["series"], str(lineage["1101"]["series_from"])[:10]) == ("0101 2024-01-01", "2024-01-01")
    assert lineage["0401"]["series"] == "0401 2026-10-01"


def test_the_number_of_the_month_before(path: Path) -> None:
    months = rows(path, f"select authority_number, previous_number from core.authority_month where month = '{SECOND}'")
    assert {number: row["previous_number"] for number, row in months.items()} == {
        "1101": "0101", "0201": "0201", "1301": None, "0401": None, "1501": None, "1502": None,
        "0601": "0601", "0701": "0701",
    }  # fmt: skip


def test_every_authority_in_force_stands_once(path: Path) -> None:
    for month, numbers in ((FIRST, (*ENDED, *ALWAYS)), (SECOND, (*BEGUN, *ALWAYS))):
        stand = query(path, f"select authority_number from core.authority_month where month = '{month}' order by all")
        assert list(stand["authority_number"]) == sorted(numbers)


def test_the_rank_before_follows_a_new_number(path: Path) -> None:
    ranking = rows(path, f"select authority_number, rank_previous from mart.ranking where month = '{SECOND}'")
    assert ranking["1101"]["rank_previous"] == 1
    assert ranking["0201"]["rank_previous"] == 6  # twice the inhabitants, behind five
    assert ranking["1301"]["rank_previous"] is None
    assert ranking["0401"]["rank_previous"] is None


def test_figures_years_old_are_nobodys(tmp_path: Path) -> None:
    """2014 has everybody's figure and 2016 some: 2016's are used for those, and none for the rest."""
    world = Maker(tmp_path, [authority(number, f"vik{number}") for number in ("0101", "0102", "0103")])
    old = [replace(each, on=date(2024, 1, 1), published_on=date(2024, 2, 29)) for each in world.country.population]
    world.country = replace(world.country, population=(*old, world.country.population[0]))
    world.visit(SECOND, "website", "0101")
    build(*world.save())
    have = rows(world.folder.warehouse, "select authority_number, population from core.authority_month")
    assert [row["population"] for row in have.values()] == [1000, None, None]


def test_a_figure_from_before_a_merger_is_not_the_new_authoritys(path: Path) -> None:
    months = rows(path, f"select authority_number, population from core.authority_month where month = '{SECOND}'")
    assert months["0401"]["population"] is None
    assert months["0201"]["population"] == 2000  # a new name only
    assert months["1301"]["population"] == 2000  # a new number, and a figure that somebody wrote down for it
