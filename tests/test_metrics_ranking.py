"""Ranks, bands and lists: competition ranking, ties by number, and bands against a slow count of every pair."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from tests.make_readings import Maker, authority, counter
from warehouse.build import build
from warehouse.read import query

MONTHS = ("2026-09", "2026-10")


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return the ranking rows of sixty authorities with many ties and overlapping intervals."""
    chance = random.Random(7)
    rows = [
        authority(f"{1000 + order}", f"Vik{order}", chance.choice([500, 1000, 3000, 9000, 60000]),
                  county_number=f"{order % 4:02d}", kind="fylkeskommune" if order % 15 == 0 else "kommune")
        for order in range(60)
    ]  # fmt: skip
    world = Maker(tmp_path_factory.mktemp("ranks"), rows)
    sizes = {row.number: chance.randint(1, 20) * figure.inhabitants // 40 for row, figure in rows}
    for month in MONTHS:
        for row, figure in rows[: 55 if month == MONTHS[0] else 60]:
            # Less than a jump that has to be looked at twice before it counts.
            middle = sizes[row.number] * (100 if month == MONTHS[0] else chance.choice([80, 90, 110, 120, 125])) // 100
            width = chance.choice([0, 0, 0, 0, figure.inhabitants // 50, figure.inhabitants // 10])
            low = max(middle - width, 0)
            followers = middle if not width else (low, middle + width)
            talking = counter("x", "talking_about", chance.randint(0, 9))
            world.page(month, row.number, followers=followers, readings=[talking])
    # Random numbers jump: a person has looked at each of them again.
    looks = [f"{MONTHS[1]},facebook,side{row.number},2026-10-21,NN," for row, _ in rows]
    world.folder.root.mkdir(parents=True, exist_ok=True)
    world.folder.quarantine.write_text("\n".join(["month,channel,native_id,looked_on,looked_by,note", *looks]) + "\n")
    build(*world.save())
    answer = query(world.folder.warehouse, "select * from mart.ranking").astype(object)
    lists = query(world.folder.warehouse, "select * from mart.top_list").astype(object)
    return [
        {**row, "table": table} for table, frame in (("ranking", answer), ("list", lists))
        for row in frame.where(frame.notna(), None).to_dict("records")
    ]  # fmt: skip


def _month(ranked: list[dict[str, Any]], month: str, table: str = "ranking") -> list[dict[str, Any]]:
    return [row for row in ranked if row["table"] == table and row["month"] == month]


def _rank(row: dict[str, Any], rows: list[dict[str, Any]], by: str, *same: str) -> int:
    group = [each for each in rows if each[by] is not None and all(each[key] == row[key] for key in same)]
    return 1 + sum(each[by] > row[by] for each in group)


@pytest.mark.parametrize("month", MONTHS)
def test_ranks_count_those_strictly_above(ranked: list[dict[str, Any]], month: str) -> None:
    rows = _month(ranked, month)
    measured = [row for row in rows if row["rank"] is not None]
    assert len(measured) == (55 if month == MONTHS[0] else 60)
    for row in measured:
        assert row["rank"] == _rank(row, rows, "coverage_percent")
        assert row["rank_by_followers"] == _rank(row, rows, "followers")
        assert row["rank_in_size_class"] == _rank(row, rows, "coverage_percent", "size_class")
        assert row["rank_in_county"] == _rank(row, rows, "coverage_percent", "county_number")
    assert len({row["rank"] for row in measured}) < len(measured), "the case has ties"


@pytest.mark.parametrize("month", MONTHS)
def test_bands_are_the_ranks_that_the_intervals_allow(ranked: list[dict[str, Any]], month: str) -> None:
    rows = [row for row in _month(ranked, month) if row["rank"] is not None]
    for row in rows:
        others = [each for each in rows if each is not row]
        low, high = row["coverage_percent_low"], row["coverage_percent_high"]
        assert row["rank_band_low"] == 1 + sum(each["coverage_percent_low"] > high for each in others)
        assert row["rank_band_high"] == 1 + sum(each["coverage_percent_high"] > low for each in others)
        assert row["rank_band_low"] <= row["rank"] <= row["rank_band_high"]
    assert any(row["rank_band_low"] < row["rank_band_high"] for row in rows)


GROUPS = {"rank_in_size_class": "size_class", "rank_in_county": "county_number"}


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("rank", GROUPS)
def test_a_rank_within_a_group_has_the_band_of_that_group(ranked: list[dict[str, Any]], month: str, rank: str) -> None:
    rows = [row for row in _month(ranked, month) if row["rank"] is not None]
    for row in rows:
        others = [each for each in rows if each is not row and each[GROUPS[rank]] == row[GROUPS[rank]]]
        low, high = row["coverage_percent_low"], row["coverage_percent_high"]
        assert row[f"{rank}_band_low"] == 1 + sum(each["coverage_percent_low"] > high for each in others)
        assert row[f"{rank}_band_high"] == 1 + sum(each["coverage_percent_high"] > low for each in others)
        assert row[f"n_ranked_{rank.removeprefix('rank_')}"] == 1 + len(others)
        assert row["n_ranked"] == len(rows)
    assert any(row[f"{rank}_band_low"] < row[rank] < row[f"{rank}_band_high"] for row in rows)


@pytest.mark.parametrize("rank", GROUPS)
def test_change_of_rank_within_a_group_is_told_where_the_group_is_the_same(
    ranked: list[dict[str, Any]], rank: str
) -> None:
    before = {row["authority_number"]: row[rank] for row in _month(ranked, MONTHS[0])}
    changes = []
    for row in _month(ranked, MONTHS[1]):
        earlier = before[row["authority_number"]]
        changes.append(row[f"{rank}_change"])
        assert changes[-1] == (None if earlier is None else earlier - row[rank])
    assert None in changes and min(each for each in changes if each) < 0 < max(each for each in changes if each)


def test_rows_stand_by_rank_and_ties_by_number_and_the_unmeasured_last(ranked: list[dict[str, Any]]) -> None:
    rows = _month(ranked, MONTHS[0])
    assert rows == sorted(rows, key=lambda row: (row["rank"] is None, row["rank"] or 0, row["authority_number"]))
    assert [row["rank"] for row in rows[-5:]] == [None] * 5


def test_change_of_rank_is_positive_upwards(ranked: list[dict[str, Any]]) -> None:
    before = {row["authority_number"]: row["rank"] for row in _month(ranked, MONTHS[0])}
    moved = set()
    for row in _month(ranked, MONTHS[1]):
        assert row["rank_previous"] == before[row["authority_number"]]
        expected = None if row["rank_previous"] is None else row["rank_previous"] - row["rank"]
        assert row["rank_change"] == expected
        moved.add(expected)
    assert None in moved and min(each for each in moved if each) < 0 < max(each for each in moved if each)


LISTS = {
    "følgere": "followers", "følgere per innbygger": "coverage_percent", "snakker om": "talking_about",
    "snakker om per innbygger": "talking_about_percent", "vekst": "growth_persons",
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_first_twenty_of_its_figure(ranked: list[dict[str, Any]], name: str) -> None:
    rows = _month(ranked, MONTHS[1])
    figures = [row for row in rows if row[LISTS[name]] is not None]
    if name == "vekst":
        figures = [row for row in figures if row["growth_state"] == "målt"]
    figures.sort(key=lambda row: (-row[LISTS[name]], row["authority_number"]))
    have = [row for row in _month(ranked, MONTHS[1], "list") if row["list"] == name]
    assert [row["position"] for row in have] == list(range(1, 21))
    assert [row["authority_number"] for row in have] == [row["authority_number"] for row in figures[:20]]
    for row in have:
        assert row["rank"] == 1 + sum(each[LISTS[name]] > row["value"] for each in figures)
        assert row["value_low"] <= row["value"] <= row["value_high"]


def test_growth_per_inhabitant_is_a_list_of_its_own(ranked: list[dict[str, Any]]) -> None:
    figures = {
        row["authority_number"]: 100 * row["growth_persons"] / row["population"]
        for row in _month(ranked, MONTHS[1]) if row["growth_state"] == "målt"
    }  # fmt: skip
    have = [row for row in _month(ranked, MONTHS[1], "list") if row["list"] == "vekst per innbygger"]
    assert [row["value"] for row in have] == pytest.approx(sorted(figures.values(), reverse=True)[:20])


def test_there_are_six_lists(ranked: list[dict[str, Any]]) -> None:
    assert {row["list"] for row in ranked if row["table"] == "list"} == {*LISTS, "vekst per innbygger"}


def test_an_empty_month_has_no_ranks_and_no_lists(tmp_path: Path) -> None:
    world = Maker(tmp_path)
    world.visit("2026-10", "website", "0101")
    build(*world.save())
    assert query(world.folder.warehouse, "select count(rank) as n from mart.ranking")["n"].iloc[0] == 0
    assert len(query(world.folder.warehouse, "from mart.top_list")) == 0
