"""What a page must not hide: a tie, the rounding behind a place, a month that was skipped, whose wall it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree, html

from barometer.months import Month
from barometer.publishing import cards
from barometer.publishing.advice import VISIBILITY_ADVICE, advice
from barometer.publishing.authority import AuthorityPages
from barometer.publishing.badge import badge
from barometer.publishing.edition import Edition
from barometer.publishing.groups import groups
from barometer.publishing.language import LANGUAGES, speaking
from barometer.publishing.mart import read_mart
from barometer.publishing.pages import addresses, environment
from barometer.publishing.past import Pasts
from barometer.publishing.standings import Place
from barometer.publishing.words import STATES
from barometer.registry import load_country
from tests.make_edition import make_edition, rows_of

MONTH = Month.parse("2026-10")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """August and October; September was skipped."""
    few = rows_of(load_country("xx"), MONTH)[:4]
    folder, country = make_edition(tmp_path_factory.mktemp("few"), months=("2026-08", "2026-10"), rows=few)
    return Edition(country=country, mart=read_mart(folder.warehouse, MONTH), contact="post@barometer.xx")


def written(edition: Edition, template: str, **context: Any) -> str:
    with speaking("nb"):
        engine = environment("Europe/Oslo")
        page = engine.get_template(template) if template.endswith(".html") else engine.from_string(template)
        made = page.render(edition=edition, **context, **addresses(LANGUAGES[0], "index.html"))
    return " ".join(html.fromstring(f"<div>{made}</div>").text_content().split()).replace("\N{NO-BREAK SPACE}", " ")


def first_places(edition: Edition, values: Mapping[str, Any]) -> Edition:
    """Return the edition with the first two of the ranking in one county and size class, changed alike."""
    ranking = edition.mart.history["ranking"].copy()
    two = [row["authority_number"] for row in edition.ranking[:2]]
    shared = {name: edition.ranking[0][name] for name in ("county", "county_number", "size_class")}
    for column, value in {**shared, **values}.items():
        ranking.loc[ranking["authority_number"].isin(two) & (ranking["month"] == str(MONTH)), column] = value
    frames = {**edition.mart.history, "ranking": ranking}
    for name in ("county", "size_class"):
        frames[name] = frames[name][frames[name][name] == shared[name]]
    return replace(edition, mart=replace(edition.mart, history=frames))


@pytest.mark.parametrize("worst", [1, 2], ids=["the same to a follower", "the same as rounded"])
def test_a_shared_first_place_names_both_and_says_when_it_is_rounded(edition: Edition, worst: int) -> None:
    places = {f"rank{group}{end}": value for group in ("", "_in_county", "_in_size_class")
              for end, value in (("", 1), ("_band_low", 1), ("_band_high", worst))}  # fmt: skip
    changed = first_places(edition, {**places, "is_exact": worst == 1})
    names = [row["authority"] for row in changed.ranking[:2]]
    place = groups(changed)[0]
    assert [row["authority"] for row in place.leaders] == names and place.is_open == (worst == 2)
    deck = written(changed, "gruppe.html", place=place, here="gruppe", cards={}, front=None)
    said = f"{names[0]} og {names[1]} ligger øverst med "
    assert said in deck and ("men plassene er usikre fordi tall er avrundet" in deck) == (worst == 2)
    assert (f"{said}ca. " in deck) == (worst == 2)
    for drawn in (cards._edition_card(changed), cards._county_card(changed, changed.mart.rows("county")[0])):
        assert ("Øverst i" in drawn) == (worst == 1)


@pytest.mark.parametrize("is_about", [True, False])
def test_what_it_takes_to_outgrow_another_is_about_when_counts_are_rounded(edition: Edition, is_about: bool) -> None:
    place = Place(kind="growth_percent_per_30_days", rank=2, low=1, high=2, of=4, ahead=edition.everyone[0], needed=7,
                  is_about=is_about)  # fmt: skip
    text = written(edition, '{% import "_places.html" as p with context %}{{ p.take(place) }}', place=place)
    assert text.startswith("Omtrent 7 følgere" if is_about else "7 følgere") and is_about == ("avrundet" in text)


@pytest.mark.parametrize(("low", "high", "said"), [(8.0, 8.0, False), (-1.5, 17.2, True)], ids=["exact", "rounded"])
def test_growth_between_rounded_counts_stands_with_its_interval(
    edition: Edition, low: float, high: float, said: bool
) -> None:
    grown = {"growth_state": "målt", "growth_persons": 80, "growth_percent": 8.0, "growth_percent_per_30_days": 8.0,
             "window_days": 30.0}  # fmt: skip
    page = AuthorityPages(edition).page(edition.ranking[0]["authority_number"])
    own = replace(edition)
    own.growth = {page.row["authority_number"]: {"low": low, "high": high}}
    template = '{% import "_figures.html" as f with context %}{{ f.followers() }}'
    text = written(own, template, page=page, row={**page.row, **grown})
    assert "+8,0 % på 30 dager" in text and ("mellom \N{MINUS SIGN}1,5 og +17,2 %" in text) == said


def test_a_skipped_month_is_a_gap_as_long_as_it_was(edition: Edition) -> None:
    row = edition.ranking[0]
    drawn = html.fromstring(str(Pasts(edition).of(row).followers))
    paths = {each.get("class"): each.get("d") for each in drawn}
    assert re.findall(r"([ML])([\d.]+)", paths["stroke"]) == [("M", "0.0"), ("M", "300.0")]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
@pytest.mark.parametrize("state", [state for state in STATES if state != "ok"])
def test_every_state_fits_a_badge(edition: Edition, language: Any, state: str) -> None:
    row = {**edition.everyone[0], "rank": None, "state": state}
    with speaking(language.code):
        root = etree.fromstring(badge(edition, row, "x.html").encode())
    for text in root.iter("{*}text"):
        assert len(text.text) * float(text.get("font-size")) * 0.6 <= 302, text.text
        assert float(text.get("y")) < 112 and not text.text.endswith("…")


def test_a_badge_tells_a_rounded_count_from_an_exact_one(edition: Edition) -> None:
    said = {exact: badge(edition, {**edition.ranking[0], "is_exact": exact}, "x.html") for exact in (True, False)}
    assert ">ca. " in said[False] and ">ca. " not in said[True]


ASKED = {
    **{f"visibility_{part}_points": None for part in VISIBILITY_ADVICE}, "use_class": None, "use_class_reason": None,
    "enquiries": None, "answered_enquiries": None, "is_exact": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "account_status", "wanted", "unwanted"),
    [
        ("utilgjengelig", "official", "uten innlogging", "nettsted"),
        ("utilgjengelig", None, "Nettstedet slapp ikke roboten vår inn", "innlogging"),
        ("robots", "official", "Plattformen ber roboter", "nettsted"),
        ("robots", None, "robots.txt på nettstedet", "Plattformen"),
        ("feil", None, "svarte ikke som ventet", "innlogging"),
    ],
)
def test_advice_asks_of_an_authority_only_what_is_its_own(
    state: str, account_status: str | None, wanted: str, unwanted: str
) -> None:
    [asked] = advice({**ASKED, "state": state, "account_status": account_status}, None, [])
    assert wanted in asked.text and unwanted not in asked.text


def test_a_candidate_is_not_told_that_its_website_failed() -> None:
    account = {"channel": "facebook", "status": "kandidat"}
    [asked] = advice({**ASKED, "state": "feil", "account_status": "kandidat"}, None, [account])
    assert asked.text.startswith("En side er funnet, men ikke bekreftet")
