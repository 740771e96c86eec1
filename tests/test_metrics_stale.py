"""What was seen long ago, or is told by another figure since: never this month's number, even where it says more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from barometer.readings import Outcome
from tests.make_readings import Maker, authority, counter, instant, link, profile
from warehouse.build import build
from warehouse.read import query

BEFORE, MONTH = "2026-09", "2026-10"
OLD = instant(MONTH) - timedelta(days=400)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = ["rounded", "lastmonth", "talking", "dialogue", "gone", "site", "future", "named"]
    rows = [authority(f"{1000 + order}", name) for order, name in enumerate(names)]
    number = {row.name: row.number for row, _ in rows}
    page = {name: f"side{number[name]}" for name in names}
    world = Maker(tmp_path_factory.mktemp("stale"), rows)

    def old_import(name: str, *readings: Any) -> None:
        world.visit(MONTH, "import", f"facebook:{page[name]}", number=number[name], readings=readings, at=OLD)

    world.page(MONTH, number["rounded"], followers=(1150, 1299))
    old_import("rounded", counter(page["rounded"], "followers", 801))
    world.page(BEFORE, number["lastmonth"], followers=500)
    world.page(MONTH, number["lastmonth"], outcome=Outcome.LOGIN_WALL)
    old_import("lastmonth", counter(page["lastmonth"], "followers", 12))
    world.page(MONTH, number["talking"], followers=100)
    old_import("talking", counter(page["talking"], "talking_about", 7))
    world.page(MONTH, number["dialogue"], followers=100)
    old_import("dialogue", *world.dialogue(page["dialogue"], OLD))
    world.page(MONTH, number["gone"], outcome=Outcome.NOT_FOUND)
    old_import("gone", profile("9", page["gone"], "https://www.gone.kommune.xx/"))
    world.page(BEFORE, number["site"], followers=100)
    world.visit(MONTH, "website", number["site"], outcome=Outcome.TIMEOUT)
    world.visit(MONTH, "import", number["site"], readings=[link("annen", role="contact")], at=OLD)
    world.page(MONTH, number["future"], followers=100)
    world.page(BEFORE, number["named"], followers=500, native_id="123456")
    world.page(MONTH, number["named"], followers=600, native_id="navn", readings=[profile("123456", "navn")])
    folder, country = world.save()
    # Figures of one day may be published again: the later word counts, but only once it has been said.
    first = next(figure for figure in country.population if figure.number == number["future"])
    mended = replace(first, published_on=date(2026, 4, 1), inhabitants=900)
    later = replace(first, published_on=date(2026, 12, 1), inhabitants=5000)
    build(folder, replace(country, population=(*country.population, mended, later)))
    return folder.warehouse


def _row(path: Path, name: str) -> dict[str, Any]:
    answer = query(path, f"select * from mart.ranking where month = '{MONTH}' and authority = '{name}'").astype(object)
    rows = answer.where(answer.notna(), None).to_dict("records")
    assert len(rows) == 1
    return {str(key): value for key, value in rows[0].items()}


def test_an_old_exact_number_does_not_oust_this_months_rounded_one(path: Path) -> None:
    row = _row(path, "rounded")
    assert (row["state"], row["followers_low"], row["followers_high"]) == ("ok", 1150, 1299)


def test_an_old_import_does_not_hide_last_months_number(path: Path) -> None:
    row = _row(path, "lastmonth")
    assert (row["state"], row["followers"]) == ("ok", 500)
    assert row["state_detail"].startswith("sist lest 2026-09-20")


def test_talking_about_counts_one_week_of_this_month(path: Path) -> None:
    assert _row(path, "talking")["talking_about"] is None


def test_use_is_judged_by_posts_of_this_month(path: Path) -> None:
    row = _row(path, "dialogue")
    assert (row["use_class"], row["use_class_reason"], row["page_acts"]) == ("ukjent", "innlegg ikke synlige", None)


def test_a_page_that_is_gone_is_not_brought_back_by_an_old_copy(path: Path) -> None:
    row = _row(path, "gone")
    assert (row["state"], row["state_detail"]) == ("feil", "siden finnes ikke")
    points = query(path, f"select * from metrics.m16_visibility where month = '{MONTH}' and authority_number ="
                         f" '{row['authority_number']}'").iloc[0]  # fmt: skip
    assert (points["backlink_points"], points["works_points"]) == (0, 0)


def test_an_old_copy_of_a_website_is_not_this_months_look_at_it(path: Path) -> None:
    row = _row(path, "site")
    assert (row["account_id"], row["followers"]) == ("side" + row["authority_number"], 100), "carried from last month"
    assert row["visibility_score"] is None


def test_a_population_is_the_latest_word_said_by_then(path: Path) -> None:
    row = _row(path, "future")
    assert (row["population"], round(row["coverage_percent"], 3)) == (900, 11.111)


def test_a_page_known_by_number_that_took_a_name_is_the_same_page(path: Path) -> None:
    row = _row(path, "named")
    assert (row["growth_state"], row["growth_persons"]) == ("målt", 100)
