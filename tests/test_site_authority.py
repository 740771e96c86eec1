"""An authority's page: every place, figure and drawing of it is what the tables hold."""

from __future__ import annotations

import re
from datetime import timedelta
from fractions import Fraction

import pytest
from lxml import html

from barometer.publishing import numbers
from barometer.publishing.activity import calendar
from barometer.publishing.authority import AuthorityPages
from barometer.publishing.edition import Edition
from barometer.publishing.standings import answers_to_pass, followers_to_outgrow, followers_to_pass, points_to_pass
from barometer.publishing.strip import line, rank_line
from tests.authority_pages import edition, made, page_of, pages, text_of
from tests.make_edition import Published

PAGE_LIMIT = 60_000
"""Bytes of HTML that a page should keep below."""

__all__ = ["edition", "made", "pages"]


# What it would take


@pytest.mark.parametrize(("own", "ahead", "needed"), [
    ((100, 1000), (200, 2000), 1),  # level: one more is enough
    ((100, 1000), (201, 2000), 1),  # 101 per 1000 is more than 100.5
    ((100, 1000), (202, 2000), 2),  # 101 would only be level
    ((0, 300), (1, 3), 101),  # a third of 300 is 100 exactly, though no float says so
    ((990, 17377), (701, 1381), 7831),
])  # fmt: skip
def test_followers_to_pass(own: tuple[int, int], ahead: tuple[int, int], needed: int) -> None:
    row, other = ({"followers": followers, "population": people} for followers, people in (own, ahead))
    assert followers_to_pass(row, other) == needed
    assert Fraction(own[0] + needed, own[1]) > Fraction(*ahead)
    assert needed == 1 or Fraction(own[0] + needed - 1, own[1]) <= Fraction(*ahead)


@pytest.mark.parametrize(("own", "ahead", "needed"), [
    ((7, 10), (8, 10), 2), ((7, 10), (15, 20), 1), ((0, 12), (1, 2), 7), ((9, 10), (19, 20), 1),
    ((9, 10), (10, 10), None),  # nobody answers more than everything
])  # fmt: skip
def test_answers_to_pass(own: tuple[int, int], ahead: tuple[int, int], needed: int | None) -> None:
    row, other = ({"answered_in_time": answered, "due_enquiries": due} for answered, due in (own, ahead))
    assert answers_to_pass(row, other) == needed


def test_followers_to_outgrow() -> None:
    # 500 → 550 in 30 days is 10 %; the one ahead grew 12 %, so 560 would be level and 561 more.
    row = {"followers": 550, "growth_persons": 50, "window_days": 30}
    assert followers_to_outgrow(row, {"growth_percent_per_30_days": 12.0}) == 11
    assert points_to_pass({"visibility_score": 55}, {"visibility_score": 70}) == 16


def test_every_place_is_the_table_s_and_what_it_takes_is_enough(edition: Edition, pages: AuthorityPages) -> None:
    lifted = 0
    for number, row in edition.by_number.items():
        places = {place.kind: place for place in pages.page(number).places}
        assert ("country" in places) == (row["rank"] is not None)
        for kind in ("country", "county", "size_class"):
            if kind not in places:
                continue
            place, suffix = places[kind], "" if kind == "country" else f"_in_{kind}"
            assert (place.rank, place.low, place.high) == tuple(
                row[f"rank{suffix}{end}"] for end in ("", "_band_low", "_band_high")
            )
            assert (place.ahead is None) == (place.rank == 1)
            if place.ahead is not None:
                assert place.ahead[f"rank{suffix}"] < place.rank and place.needed is not None
                other = Fraction(int(place.ahead["followers"]), int(place.ahead["population"]))
                assert Fraction(int(row["followers"]) + place.needed, int(row["population"])) > other
                lifted += 1
    assert lifted > 900


def test_the_page_tells_every_place_with_its_band(made: Published, edition: Edition, pages: AuthorityPages) -> None:
    for number in list(edition.by_number)[::29]:
        places = pages.page(number).places
        cells = page_of(made, number).xpath("//section[@aria-labelledby='plasser']/dl/div")
        assert len(cells) == len(places)
        for cell, place in zip(cells, places, strict=True):
            said = text_of(cell.find("dd"))
            assert said.startswith(str(place.rank)) and f"av {place.of} " in said
            assert (f"{place.low}–{place.high}" in said) == (place.low != place.high)
            assert place.ahead is None or place.ahead["authority"] in said


# Figures beside the common ones


def test_figures_stand_beside_the_medians(made: Published, edition: Edition) -> None:
    typical = {(row["name"], row["measure"]): row for row in edition.mart.rows("typical")}
    number = next(row["authority_number"] for row in edition.ranking)
    row = edition.by_number[number]
    country, own = typical["alle", "coverage_percent"], typical[row["size_class"], "coverage_percent"]
    said = text_of(page_of(made, number).xpath("//section[@aria-labelledby='tall']")[0])
    assert numbers.percent(row["coverage_percent"]).replace("\N{NO-BREAK SPACE}", " ") in said
    wanted = (
        f"Midten: landet {numbers.percent(country['median'])} ({country['measured']} målt), klassen"
        f" {numbers.percent(own['median'])} ({own['measured']})"
    )
    assert wanted.replace("\N{NO-BREAK SPACE}", " ") in said


def test_the_unmeasured_get_words_and_no_figure(made: Published, edition: Edition) -> None:
    for row in edition.unranked[::5]:
        page = page_of(made, row["authority_number"])
        followers = text_of(page.xpath("//section[@aria-labelledby='tall']//dd")[0])
        assert followers == "–ikke målt"
        # Its website may have been read though its page was not: then there is a place by visibility.
        cells = page.xpath("//section[@aria-labelledby='plasser']/dl/div/dt")
        assert {text_of(each) for each in cells} <= {"Etter synlighet"} and not page.xpath("//*[@class='strip']")


def test_what_others_published_stands_apart_with_its_source(made: Published, edition: Edition) -> None:
    past = {row["authority_number"]: row for row in edition.mart.rows("published_past")}
    assert len(past) >= 5
    for number in edition.by_number:
        sections = page_of(made, number).xpath("//section[@aria-labelledby='for']")
        assert bool(sections) == (number in past)
        if sections:
            said, row = text_of(sections[0]), past[number]
            assert row["value_printed"] in said and row["source"] in said and "likes" in said
            assert "de er ikke målt av oss" in said


def test_every_metric_of_one_authority_has_its_card(made: Published, edition: Edition) -> None:
    number = next(row["authority_number"] for row in edition.ranking if row["use_class"] == "dialog")
    named = {text_of(each) for each in page_of(made, number).xpath("//dl/div/dt")}
    assert named >= {
        "Følgere", "Dekningsgrad", "Vekst", "Snakker om", "Sidens alder", "Synlighet", "Plattformer",
        "Sider på Facebook", "Henvendelser besvart", "Svarandel", "Svartid, median", "Besvart innen 24 timer",
        "Dialogtråder", "Uker med svar", "Innlegg og svar per 30 dager", "Engasjement per innlegg",
        "Engasjement per 1 000 innbyggere",
    }  # fmt: skip
    assert page_of(made, number).xpath("//section[@aria-labelledby='karakter']//tbody/tr")


def test_a_page_is_small(made: Published) -> None:
    sizes = {path.name: path.stat().st_size for path in made.site.rglob("kommune/*.html")}
    assert len(sizes) == 371 and max(sizes.values()) < PAGE_LIMIT


# Drawings


def test_the_weeks_and_days_drawn_are_those_of_the_tables(made: Published, edition: Edition) -> None:
    weeks, days = edition.mart.rows("week"), edition.mart.rows("activity_day_of_page")
    drawn = 0
    for number in edition.by_number:
        own = [row for row in weeks if row["authority_number"] == number and row["week_use"] is not None]
        squares = page_of(made, number).xpath("//*[@class='squares weeks']/*")
        counted = {each.get("class"): each.get("d").count("M") for each in squares}
        for use in ("dialog", "enveis", "inaktiv") if own else ():
            assert counted.get(f"week-{use}", 0) == sum(row["week_use"] == use for row in own)
        assert bool(squares) == bool(own)
        drawn += bool(own)
        seen = sum(row["authority_number"] == number for row in days)
        paths = page_of(made, number).xpath("//*[@class='squares days']/*/@d")
        assert sum(path.count("M") for path in paths) == seen
        if drawn > 12:
            return
    raise AssertionError("fewer than a dozen pages have weeks")


def test_a_calendar_tells_hidden_replies_from_none(edition: Edition) -> None:
    row = edition.mart.rows("activity_day_of_page")[0]
    days = [(row["day"].date(), 2, 1), (row["day"].date(), 0, 0)]
    shown = calendar(days)  # type: ignore[arg-type]
    hidden = calendar([(day, posts, None) for day, posts, _ in days])
    assert shown is not None and "2 innlegg og 1 svar" in shown.svg and "1 dager uten noe" in shown.svg
    assert hidden is not None and "ikke alle svar er synlige" in hidden.svg and "uten noe" not in hidden.svg
    assert hidden.is_whole is False and shown.is_whole
    monday = row["day"].date()
    some = calendar([(monday, 0, 9), (monday + timedelta(days=1), 0, None)])
    assert some is not None and "shade-3" not in some.svg, "replies are drawn for every day or for none"
    assert calendar([]) is None


def test_a_line_stops_at_a_break_and_at_a_gap() -> None:
    points = [(10.0, 10.0, 10.0), (12.0, 12.0, 12.0), None, (5.0, 6.0, 7.0), (8.0, 8.0, 8.0)]
    drawn = html.fromstring(str(line(points, "x", breaks=frozenset({4}))))
    paths = {each.get("class"): each.get("d") for each in drawn}
    assert re.findall("[ML]", paths["stroke"]) == ["M", "L", "M", "M"] and paths["dots"].count("M") == 4
    assert paths["cut"].count("M") == 1 and paths["span"].count("M") == 1
    best = html.fromstring(str(rank_line([(1.0, 1.0, 1.0), (30.0, 30.0, 30.0)], "x")))
    first, last = (float(each) for each in re.findall(r"[ML][\d.]+ ([\d.]+)", best[0].get("d")))
    assert first < last, "the first place stands at the top"
