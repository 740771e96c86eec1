"""What an authority's page compares with: common values, ranks with bands, weeks, lineage and the published past."""

from __future__ import annotations

import statistics
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from barometer.registry import Population, load_country
from tests.make_edition import Published, published
from tests.make_readings import Maker, authority
from warehouse.build import build
from warehouse.read import query

MONTH = "2026-10"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published(tmp_path_factory)


def rows(path: Path, sql: str) -> list[dict[str, Any]]:
    answer = query(path, sql).astype(object)
    return answer.where(answer.notna(), None).to_dict("records")  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse of eleven municipalities of one size class and one of another; one of them without a page."""
    world = Maker(tmp_path_factory.mktemp("typical"), [authority(f"01{each:02}", f"Vik{each}", 1000 + each)
                  for each in range(12)] + [authority("0201", "Storvik", 9000)])  # fmt: skip
    for each in range(11):
        world.page(MONTH, f"01{each:02}", followers=100 * each)
    world.visit(MONTH, "website", "0111", readings=[])
    world.page(MONTH, "0201", followers=4000)
    build(*world.save())
    return world.folder.warehouse


def test_common_values_of_a_small_country(small: Path) -> None:
    found = {(row["name"], row["measure"]): row for row in rows(small, f"from mart.typical where month = '{MONTH}'")}
    everyone, own = found["alle", "followers"], found["< 2 000", "followers"]
    # Counts 0, 100 … 1000 and 4000: a page with nought counts, an authority without a page does not.
    assert (everyone["low"], everyone["median"], everyone["high"]) == (100, 550, 1000)
    assert (everyone["measured"], everyone["authorities"]) == (12, 13)
    assert (own["low"], own["median"], own["high"], own["measured"], own["authorities"]) == (100, 500, 900, 11, 12)


def test_one_alone_has_nothing_common(small: Path) -> None:
    [row] = rows(small, f"from mart.typical where month = '{MONTH}' and measure = 'followers' and name like '5 000%'")
    assert (row["low"], row["median"], row["high"], row["measured"]) == (None, None, None, 1)


def test_what_nobody_was_seen_to_have_has_no_median(small: Path) -> None:
    sql = "from mart.typical where measure in ('response_percent', 'talking_about', 'dialog_percent')"
    for row in rows(small, sql):
        assert (row["median"], row["measured"]) == (None, 0)


def test_medians_are_those_of_the_ranking(edition: Published) -> None:
    path = edition.folder.warehouse
    ranking = rows(path, f"select size_class, coverage_percent, channels from mart.ranking where month = '{MONTH}'")
    sql = f"from mart.typical where month = '{MONTH}' and measure in ('coverage_percent', 'channels')"
    for row in rows(path, sql):
        members = [each for each in ranking if row["name"] in ("alle", each["size_class"])]
        values = [each[row["measure"]] for each in members if each[row["measure"]] is not None]
        assert (row["measured"], row["authorities"]) == (len(values), len(members))
        if len(values) >= 3:
            assert row["median"] == pytest.approx(statistics.median(values))


def test_ranks_and_bands_are_those_that_counting_gives(edition: Published) -> None:
    found = rows(edition.folder.warehouse, f"from mart.measure_rank where month = '{MONTH}'")
    assert {row["measure"] for row in found} == {
        "followers", "growth_percent_per_30_days", "response_percent", "visibility_score",
    }  # fmt: skip
    for row in found[::13]:
        group = [each for each in found if each["measure"] == row["measure"]]
        assert row["low"] <= row["value"] <= row["high"] and row["n_ranked"] == len(group)
        assert row["rank"] == 1 + sum(each["value"] > row["value"] for each in group)
        assert row["rank_band_low"] == 1 + sum(each["low"] > row["high"] for each in group)
        others = [each for each in group if each is not row]
        assert row["rank_band_high"] == 1 + sum(each["high"] > row["low"] for each in others)


def test_the_unmeasured_have_no_rank(edition: Published) -> None:
    path = edition.folder.warehouse
    ranked = {row["authority_number"] for row in rows(path, f"from mart.measure_rank where month = '{MONTH}'"
              " and measure = 'followers'")}  # fmt: skip
    missing = rows(path, f"from mart.ranking where month = '{MONTH}' and followers is null")
    assert missing and not ranked & {row["authority_number"] for row in missing}


def test_weeks_are_those_of_the_composition(edition: Published) -> None:
    path = edition.folder.warehouse
    weeks = rows(path, f"from mart.week where month = '{MONTH}'")
    for row in rows(path, f"from metrics.m10_composition where month = '{MONTH}'")[::23]:
        own = [each for each in weeks if each["authority_number"] == row["authority_number"]]
        assert len(own) == 13 and sum(each["is_covered"] for each in own) == row["observed_weeks"]
        assert sum(each["week_use"] == "dialog" for each in own) == row["dialog_weeks"]


def test_norways_published_figures_are_told_of_the_authorities_of_today(tmp_path: Path) -> None:
    norway = load_country("no")
    wanted = {"3201": "Bærum", "3401": "Kongsvinger", "3205": "Lillestrøm", "0301": "Oslo"}
    own = [each for each in norway.authorities if each.number in wanted and each.valid_to is None]
    assert {each.number: each.name for each in own} == wanted
    figures = {each.number: each for each in norway.population if each.number in wanted}
    pairs: list[tuple[Any, Population]] = [(each, figures[each.number]) for each in own]
    world = Maker(tmp_path, pairs)
    world.country = replace(norway, code="xx", is_practice=True)
    world.page(MONTH, "3201", followers=30_000)
    build(*world.save())
    found = rows(world.folder.warehouse, f"from mart.published_past where month = '{MONTH}'")
    past = {(each["authority_number"], each["number_then"]): each for each in reversed(found)}
    baerum = [(str(each["on_from"])[:7], each["persons"]) for each in found if each["number_then"] == "0219"]
    assert baerum == [("2010-12", 1918), ("2015-04", 7082)], "now 3201, between them 3024"
    kongsvinger = past["3401", "0402"]
    assert (kongsvinger["persons"], kongsvinger["population"], round(kongsvinger["coverage_percent"], 1)) == (
        990, 17377, 5.7,
    )  # fmt: skip
    # What was said of Skedsmo is not said of Lillestrøm, which it became with others.
    assert ("3205", "0231") not in past and ("0301", "0301") not in past
    assert all(each["counter_kind"] == "likes" for each in found)


def test_a_series_goes_on_through_a_new_number(small: Path) -> None:
    [row] = rows(small, f"from mart.lineage where month = '{MONTH}' and authority_number = '0101'")
    assert (row["series"], row["previous_number"]) == ("0101 2024-01-01", "0101")
