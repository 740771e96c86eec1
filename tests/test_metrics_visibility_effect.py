"""M20: followers of pages that the front page shows, beside those of pages that it does not."""

from __future__ import annotations

import math
import random
from pathlib import Path
from statistics import geometric_mean, mean, variance
from typing import Any

import pytest

from barometer.readings import Outcome
from tests.make_readings import Maker, authority, counter, link
from warehouse.build import build
from warehouse.read import query

MONTH, LATER, UNMEASURED = "2026-10", "2026-11", "2026-12"
SMALL, LARGE, MIDDLE = "< 2 000", "≥ 50 000", "5 000–9 999"
INHABITANTS = {SMALL: 1000, MIDDLE: 7000, LARGE: 60000}
CHANCE = random.Random(20)

# size class → followers of the pages that the front page shows, and of those that it does not; None is not measured
FOLLOWERS: dict[str, tuple[list[int | None], list[int | None]]] = {
    SMALL: ([CHANCE.randint(300, 1900) for _ in range(22)], [CHANCE.randint(200, 1200) for _ in range(14)]),
    LARGE: ([9000, 12000, 20000, 31000, 8000, 0, 11000], [7000, 8000, 9500, 15000, 10000, None]),
    MIDDLE: ([3000, 4000, 5000, 6000, 7000, 8000], [2000, 3000, 4000, 0]),
}


def _played(root: Path, months: tuple[str, ...]) -> dict[tuple[str, str], dict[str, Any]]:
    """Build the months and return the rows by month and size class."""
    pages = [
        (f"{1000 + 100 * group + 50 * side + place}", name, side, followers)
        for group, (name, sides) in enumerate(FOLLOWERS.items())
        for side, several in enumerate(sides) for place, followers in enumerate(several)
    ]  # fmt: skip
    world = Maker(root, [authority(number, f"Vik{number}", INHABITANTS[name]) for number, name, _, _ in pages])
    for month in months:
        for number, _, side, followers in pages:
            page = f"side{number}"
            world.visit(month, "website", number, readings=[link(page, role="contact" if side else "front")])
            world.account(month, number, page)
            seen = [] if followers is None else [counter(page, "followers", followers)]
            outcome = Outcome.LOGIN_WALL if followers is None else Outcome.OK
            world.visit(month, "facebook", f"facebook:{page}", number=number, outcome=outcome, readings=seen)
    if LATER in months:
        world.visit(UNMEASURED, "website", "1000")
    build(*world.save())
    answer = query(world.folder.warehouse, "from mart.visibility_effect").astype(object)
    rows = answer.where(answer.notna(), None).to_dict("records")
    return {(row["month"], row["size_class"]): row for row in rows}  # type: ignore[misc]


@pytest.fixture(scope="module")
def effects(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], dict[str, Any]]:
    return _played(tmp_path_factory.mktemp("effect"), (MONTH, LATER))


def _logs(name: str) -> tuple[list[float], list[float]]:
    first, second = ([math.log(each) for each in side if each] for side in FOLLOWERS[name])
    return first, second


@pytest.mark.parametrize("name", [SMALL, LARGE])
def test_the_ratio_is_that_of_geometric_means(effects: dict[tuple[str, str], dict[str, Any]], name: str) -> None:
    row = effects[MONTH, name]
    visible, other = ([each for each in side if each] for side in FOLLOWERS[name])
    assert (row["effect_state"], row["n_visible"], row["n_not_visible"]) == ("målt", len(visible), len(other))
    assert row["followers_visible"] == pytest.approx(geometric_mean(visible))
    assert row["followers_not_visible"] == pytest.approx(geometric_mean(other))
    assert row["ratio"] == pytest.approx(geometric_mean(visible) / geometric_mean(other), abs=1e-6)


@pytest.mark.parametrize("name", [SMALL, LARGE])
def test_the_interval_is_as_wide_as_the_spread_says(effects: dict[tuple[str, str], dict[str, Any]], name: str) -> None:
    """Against the textbook standard error of a difference of means; the bootstrap may differ by a sixth."""
    row, (visible, other) = effects[MONTH, name], _logs(name)
    error = math.sqrt(variance(visible) / len(visible) + variance(other) / len(other))
    width = math.log(row["ratio_high"] / row["ratio_low"])
    assert width == pytest.approx(2 * 1.96 * error, rel=1 / 6)
    assert row["ratio_low"] < row["ratio"] < row["ratio_high"]


def test_the_pooled_ratio_weighs_the_classes_that_are_measured(effects: dict[tuple[str, str], dict[str, Any]]) -> None:
    row = effects[MONTH, "alle"]
    weights, differences = [], []
    for name in (SMALL, LARGE):
        visible, other = _logs(name)
        weights.append(len(visible) * len(other) / (len(visible) + len(other)))
        differences.append(mean(visible) - mean(other))
    expected = math.exp(sum(w * d for w, d in zip(weights, differences, strict=True)) / sum(weights))
    assert row["ratio"] == pytest.approx(expected, abs=1e-6)
    assert (row["n_visible"], row["n_not_visible"]) == (22 + 6, 14 + 5)
    assert row["weight_percent"] == 100
    assert effects[MONTH, SMALL]["weight_percent"] == pytest.approx(100 * weights[0] / sum(weights))
    # More pages tell more than those of one class.
    small = effects[MONTH, SMALL]
    assert row["ratio_high"] / row["ratio_low"] < small["ratio_high"] / small["ratio_low"]


def test_four_in_a_group_are_too_few(effects: dict[tuple[str, str], dict[str, Any]]) -> None:
    row = effects[MONTH, MIDDLE]
    assert (row["effect_state"], row["n_visible"], row["n_not_visible"]) == ("for få", 6, 3)
    assert [row[name] for name in ("ratio", "ratio_low", "ratio_high", "weight_percent")] == [None] * 4


def test_m20_zero(effects: dict[tuple[str, str], dict[str, Any]]) -> None:
    """A page with 0 followers is counted as left out: it would make the mean of its group 0."""
    assert effects[MONTH, LARGE]["n_without_followers"] == 1
    assert effects[MONTH, "alle"]["n_without_followers"] == 2


def test_m20_missing(effects: dict[tuple[str, str], dict[str, Any]]) -> None:
    """A page that was not measured is in no group; in a month without any measured page there is no row at all."""
    assert effects[MONTH, LARGE]["n_not_visible"] == 5
    assert {month for month, _ in effects} == {MONTH, LATER}


def test_the_dice_fall_alike_in_each_run_and_whatever_follows(
    effects: dict[tuple[str, str], dict[str, Any]], tmp_path: Path
) -> None:
    again = _played(tmp_path, (MONTH,))
    assert again == {key: row for key, row in effects.items() if key[0] == MONTH}
    assert {key[1]: row["ratio_low"] for key, row in effects.items() if key[0] == LATER} == {
        key[1]: row["ratio_low"] for key, row in again.items()
    }
