"""M22: the grade is the mean of standard deviations within the size class, and says what it rests on."""

from __future__ import annotations

from datetime import timedelta
from statistics import mean, pstdev
from typing import Any

import pytest

from barometer.readings import Outcome, Reading
from tests.make_readings import Maker, authority, comment, counter, feed, instant, link, post, profile
from warehouse.build import build
from warehouse.read import query

BEFORE, MONTH, VISITED = "2026-09", "2026-10", "2027-04"
# number → followers before (None: not shown) and now, and where the website links to the page
PLAYED: dict[str, tuple[int | None, int, str]] = {
    f"{1000 + order}": (400 + 37 * order, 405 + 38 * order, "front" if order % 3 else "contact")
    for order in range(11)
}
PLAYED["1011"] = (1000, 1290, "front")
PLAYED["1012"] = (None, 0, "other")
WALLED, WITHOUT_PAGE, FEW = "1050", "1051", tuple(f"{2000 + order}" for order in range(9))


def _pages(world: Maker, month: str, number: str, followers: int | None, role: str) -> None:
    page = f"side{number}"
    world.visit(month, "website", number, readings=[link(page, role=role)])
    world.account(month, number, page)
    own = profile(page, page, f"https://www.vik{number}.kommune.xx/")
    seen = [] if followers is None else [own, counter(page, "followers", followers)]
    outcome = Outcome.LOGIN_WALL if followers is None else Outcome.OK
    world.visit(month, "facebook", f"facebook:{page}", number=number, outcome=outcome, readings=seen)


def _visited(world: Maker) -> None:
    """Play a month of ten pages with visitors' posts only: enquiries that were answered, and no thread of their own."""
    at = instant(VISITED)
    for answered, number in enumerate(list(PLAYED)[:10]):
        page = f"side{number}"
        made: list[Reading] = [feed(page, at - timedelta(days=95))]
        for asked in range(10):
            when = at - timedelta(days=20 + asked)
            made.append(post(page, f"v{asked}", when, by="visitor", is_enquiry=True))
            if asked < answered:
                made.append(comment(page, f"v{asked}", when + timedelta(hours=3), by="page"))
        world.page(VISITED, number, readings=made)


def _rows(world: Maker, table: str, month: str = MONTH) -> list[dict[str, Any]]:
    answer = query(world.folder.warehouse, f"from {table} where month = '{month}'").astype(object)
    return answer.where(answer.notna(), None).to_dict("records")  # type: ignore[return-value]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    numbers = [*PLAYED, WALLED, WITHOUT_PAGE]
    rows = [authority(number, f"Vik{number}", 1000) for number in numbers]
    rows += [authority(number, f"By{number}", 60000) for number in FEW]
    world = Maker(tmp_path_factory.mktemp("grades"), rows)
    for order, month in enumerate((BEFORE, MONTH)):
        for number, (*followers, role) in PLAYED.items():
            _pages(world, month, number, followers[order], role)
        for number in FEW:
            _pages(world, month, number, 5000 + 100 * int(number) + 900 * order, "front")
        _pages(world, month, WALLED, None, "front")
        world.visit(month, "website", WITHOUT_PAGE)
    _visited(world)
    build(*world.save())
    return world


@pytest.fixture(scope="module")
def grades(graded: Maker) -> dict[str, dict[str, Any]]:
    return {row["authority_number"]: row for row in _rows(graded, "metrics.m22_grade")}


@pytest.fixture(scope="module")
def indicators(graded: Maker) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["authority_number"], row["indicator"]): row for row in _rows(graded, "mart.grade_indicator")}


def _z(values: dict[str, float]) -> dict[str, float]:
    middle, deviation = mean(values.values()), pstdev(values.values())
    return {number: max(-3.0, min(3.0, (value - middle) / deviation)) for number, value in values.items()}


@pytest.fixture(scope="module")
def expected(graded: Maker) -> dict[str, list[float]]:
    """Return the z of every authority as they follow from what was played, worked out apart from the warehouse."""
    coverage = {number: now / 10 for number, (_, now, _) in PLAYED.items()}
    # Thirty days between the two months' visits; of a page that showed none before there is no growth.
    growth = {number: 100 * (now / was - 1) for number, (was, now, _) in PLAYED.items() if was}
    points = {"front": 55.0, "contact": 35.0, "other": 20.0}
    visibility = {number: points[role] for number, (*_, role) in PLAYED.items()}
    assert (instant(MONTH) - instant(BEFORE)).days == 30
    every = [_z(each) for each in (coverage, growth, visibility)]
    return {number: [each[number] for each in every if number in each] for number in PLAYED}


def test_the_grade_is_the_mean_of_what_was_measured(
    grades: dict[str, dict[str, Any]], indicators: dict[tuple[str, str], dict[str, Any]]
) -> None:
    for number in PLAYED:
        z = [row["z"] for (owner, _), row in indicators.items() if owner == number and row["z"] is not None]
        row = grades[number]
        assert row["indicators"] == len(z)
        if len(z) < 3:
            assert (row["grade_state"], row["grade"], row["grade_low"], row["mean_z"]) == ("for få", None, None, None)
            continue
        assert row["mean_z"] == pytest.approx(mean(z), abs=1e-8)
        assert row["grade"] == pytest.approx(max(1, min(6, 3.5 + 1.25 * mean(z))), abs=0.0501)
        assert row["grade_low"] <= row["grade"] <= row["grade_high"]


def test_z_is_told_within_the_size_class(
    indicators: dict[tuple[str, str], dict[str, Any]], expected: dict[str, list[float]]
) -> None:
    for number, values in expected.items():
        have = [indicators[number, name]["z"] for name in ("coverage", "growth", "visibility")]
        assert [each for each in have if each is not None] == pytest.approx(values, abs=1e-6)


def test_one_odd_figure_counts_three_deviations_at_most(indicators: dict[tuple[str, str], dict[str, Any]]) -> None:
    row = indicators["1011", "growth"]
    assert (row["value"] - row["class_mean"]) / row["class_deviation"] > 3
    assert row["z"] == 3


def test_contributions_add_up_to_the_grade(
    grades: dict[str, dict[str, Any]], indicators: dict[tuple[str, str], dict[str, Any]]
) -> None:
    number = next(number for number, row in grades.items() if row["grade_state"] == "målt")
    parts = [row for (owner, _), row in indicators.items() if owner == number and row["weight_percent"] is not None]
    assert sum(row["weight_percent"] for row in parts) == pytest.approx(100)
    assert 3.5 + sum(row["contribution"] for row in parts) == pytest.approx(grades[number]["grade"], abs=0.0501)


def test_nine_of_a_class_are_too_few(
    grades: dict[str, dict[str, Any]], indicators: dict[tuple[str, str], dict[str, Any]]
) -> None:
    row = indicators[FEW[0], "coverage"]
    assert (row["indicator_state"], row["n_in_class"], row["z"]) == ("for få", 9, None)
    assert row["value"] is not None
    assert (grades[FEW[0]]["grade_state"], grades[FEW[0]]["indicators"]) == ("for få", 0)


def test_m22_zero(indicators: dict[tuple[str, str], dict[str, Any]]) -> None:
    """No followers is a value, far below the mean, and stands in it."""
    row = indicators["1012", "coverage"]
    assert (row["value"], row["indicator_state"]) == (0, "målt")
    assert row["z"] < 0
    assert row["n_in_class"] == len(PLAYED)


def test_m22_missing(
    grades: dict[str, dict[str, Any]], indicators: dict[tuple[str, str], dict[str, Any]], graded: Maker
) -> None:
    """A wall is no figure and no zero; an authority without a page is not graded at all."""
    walled = indicators[WALLED, "coverage"]
    assert (walled["indicator_state"], walled["value"], walled["z"]) == ("ikke målt", None, None)
    assert walled["n_in_class"] == len(PLAYED)
    assert grades[WALLED]["grade"] is None
    assert WITHOUT_PAGE not in grades
    shown = {row["authority_number"]: row for row in _rows(graded, "mart.ranking")}
    assert (shown[WALLED]["grade"], shown[WALLED]["grade_indicators"]) == (None, 0)
    assert (shown[WITHOUT_PAGE]["grade"], shown[WITHOUT_PAGE]["grade_indicators"]) == (None, None)


def test_the_response_rate_stands_in_where_no_thread_can_be_told(graded: Maker) -> None:
    every = _rows(graded, "metrics.m22_indicator", VISITED)
    rows = {row["authority_number"]: row for row in every if row["indicator"] == "dialogue"}
    assert {row["metric_id"] for row in rows.values()} == {"M7"}
    z = _z({number: 10.0 * answered for answered, number in enumerate(list(PLAYED)[:10])})
    assert {number: row["z"] for number, row in rows.items()} == pytest.approx(z, abs=1e-6)
