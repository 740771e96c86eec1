"""What a reader needs to judge a figure: how many it rests on, and a headline no surer than the numbers behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from markupsafe import Markup

from barometer.months import Month
from barometer.publishing import counts
from barometer.publishing.drawing import Figure, chart_modules
from barometer.publishing.edition import Edition
from barometer.publishing.front import front
from barometer.publishing.language import LANGUAGES
from barometer.publishing.mart import Mart, read_mart
from barometer.publishing.pages import addresses, environment
from barometer.registry import load_country
from tests.make_edition import published

MONTH = Month.parse("2026-10")


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Mart:
    return read_mart(published(tmp_path_factory).folder.warehouse, MONTH)


def edition_of(mart: Mart, first: Mapping[str, Any]) -> Edition:
    """Return the edition with other values on its first place."""
    ranking = mart.history["ranking"].copy()
    leader = (ranking["month"] == str(MONTH)) & (ranking["rank"] == 1)
    assert leader.sum() == 1
    for column, value in first.items():
        ranking.loc[leader, column] = value
    changed = replace(mart, history={**mart.history, "ranking": ranking})
    return Edition(country=load_country("xx"), mart=changed, contact="post@barometer.xx")


def front_page(edition: Edition) -> tuple[str, str]:
    """Return headline and deck of the front page, drawn without charts."""
    figure = Figure(
        name="", title="", caption="", unit="", source="", legend=(), wide=Markup(), narrow=Markup(), headings=(),
        table=(), file_name="", file_text="",
    )  # fmt: skip
    page = html.fromstring(
        environment("Europe/Oslo")
        .get_template("index.html")
        .render(
            edition=edition,
            figures=dict.fromkeys(chart_modules(), figure),
            downloads=[],
            front=front(edition),
            **addresses(LANGUAGES[0], "index.html"),
            here="index",
        )
    )
    head = page.xpath("//div[@class='head']")[0]
    return head.find("h1").text_content(), " ".join(head.xpath("p[@class='deck']")[0].text_content().split())


def test_a_sure_first_place_is_said_plainly(mart: Mart) -> None:
    edition = edition_of(mart, {"rank_band_low": 1, "rank_band_high": 1, "is_exact": True})
    headline, deck = front_page(edition)
    assert headline == f"{edition.ranking[0]['authority']} har flest følgere per innbygger"
    assert f"Deretter følger {edition.ranking[1]['authority']}" in deck and "spenn" not in deck


def test_a_first_place_that_rests_on_a_rounded_number_is_said_with_its_interval(mart: Mart) -> None:
    rounded = {"rank_band_high": 35, "is_exact": False, "coverage_percent_low": 1.04, "coverage_percent_high": 900.2}
    edition = edition_of(mart, rounded)
    headline, deck = front_page(edition)
    surest = next(row for row in edition.ranking if row["is_exact"])
    assert headline == f"{edition.ranking[0]['authority']} ligger øverst, men plassen er usikker"
    assert "fra 1,0 til 900,2" in deck and "fra 1 til 35" in deck
    assert f"Høyest med nøyaktig tall er {surest['authority']}" in deck


def test_an_exact_first_place_that_others_may_reach_says_who(mart: Mart) -> None:
    edition = edition_of(mart, {"rank_band_high": 2, "is_exact": True})
    headline, deck = front_page(edition)
    assert "plassen er usikker" in headline and "fra 1 til 2" in deck and "avrundet" not in deck


@pytest.mark.parametrize(
    ("worst", "headline"),
    [(1, "2 deler førsteplassen i følgere per innbygger"), (2, "2 ligger likt øverst, men plassene er usikre")],
    ids=["equal to the last follower", "equal as far as rounded counts tell"],
)
def test_two_on_first_place_are_both_named_and_share_it_only_when_that_is_sure(
    mart: Mart, worst: int, headline: str
) -> None:
    ranking = mart.history["ranking"].copy()
    leaders = (ranking["month"] == str(MONTH)) & (ranking["rank"] <= 2)
    ranking.loc[leaders, ["rank", "rank_band_low", "rank_band_high", "is_exact"]] = [1, 1, worst, worst == 1]
    edition = replace(edition_of(mart, {}), mart=replace(mart, history={**mart.history, "ranking": ranking}))
    said, deck = front_page(edition)
    assert said == headline and ("fra 1 til 2" in deck) == (worst == 2)
    assert all(row["authority"] in deck for row in edition.ranking[:2])


def test_who_follows_is_said_only_where_it_is_sure(mart: Mart) -> None:
    sure = edition_of(mart, {"rank_band_low": 1, "rank_band_high": 1, "is_exact": True})
    ranking = sure.mart.history["ranking"].copy()
    second = (ranking["month"] == str(MONTH)) & (ranking["rank"] == 2)
    ranking.loc[second, ["rank_band_low", "rank_band_high"]] = [2, 5]
    open_second = replace(sure, mart=replace(mart, history={**mart.history, "ranking": ranking}))
    assert "Deretter følger" not in front_page(open_second)[1]


PLACES = [
    {"county": "Nord", "size_class": "< 2 000", "kind": "kommune", "account_status": "official"},
    {"county": "Nord", "size_class": "< 2 000", "kind": "kommune", "account_status": None},
    {"county": "Nord", "size_class": "fylkeskommune", "kind": "fylkeskommune", "account_status": "official"},
    {"county": "Sør", "size_class": "< 2 000", "kind": "kommune", "account_status": "official"},
]


@pytest.mark.parametrize(
    ("column", "value", "known"),
    [
        ("county", "Nord", 1),
        ("county", "Sør", 1),
        ("county", "Øst", 0),
        ("size_class", "< 2 000", 2),
        ("size_class", "fylkeskommune", 1),
    ],
)
def test_known_pages_are_counted_as_the_groups_are_made(column: str, value: str, known: int) -> None:
    assert counts.known_in(PLACES, column, value) == known


def test_a_list_is_drawn_from_those_that_have_its_figure() -> None:
    rows = [
        {"growth_state": "målt", "growth_persons": 0, "followers": 10},
        {"growth_state": "ikke målbar", "growth_persons": 3, "followers": 0},
        {"growth_state": "mangler", "growth_persons": None, "followers": None},
    ]
    assert (counts.rankable(rows, "followers"), counts.rankable(rows, "growth_persons")) == (2, 1)


def test_metrics_come_by_their_number_and_everybody_before_the_kinds() -> None:
    rows = [
        {"metric_id": metric, "name": metric, "scope": scope}
        for metric in ("M15 total", "M2 total", "M1")
        for scope in ("alle", "fylkeskommune", "kommune")
    ]
    groups = counts.by_metric(rows)
    assert [(id, [row["scope"] for row in part]) for _, id, part in groups] == [
        (each, ["alle", "kommune", "fylkeskommune"]) for each in ("M1", "M2", "M15")
    ]


def test_failing_rows_are_named_and_nothing_else_is_taken_for_a_number() -> None:
    by_number = {"21": {"authority": "Fylket"}, "6101": {"authority": "Måsevik"}}
    assert counts.named("6101, website:6101 … (21 i alt)", by_number) == "6101 Måsevik, website:6101 … (21 i alt)"
    assert counts.named("", by_number) == ""


@pytest.mark.parametrize("page", ["index", "dialog", "synlighet", "kanaler", "lister"])
def test_headline_figures_say_how_many_they_rest_on(tmp_path_factory: pytest.TempPathFactory, page: str) -> None:
    site: Path = published(tmp_path_factory).site
    text = html.fromstring((site / f"{page}.html").read_text())
    figures = text.xpath("//dl[@class='figures']/div") or text.xpath("//section[@class='toplist']")
    shown = [" ".join(each.text_content().split()) for each in figures] or [
        " ".join(each.text_content().split()) for each in text.xpath("//tr[@class='group']")
    ]
    assert shown
    for each in shown:
        assert "kjent" in each and "i alt" in each and ("målt" in each or "klassifisert" in each), each
