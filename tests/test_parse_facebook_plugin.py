"""The page plugin: one labelled count beside the page that was asked for, or no number at all."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from barometer.errors import ParseError
from barometer.months import Month
from barometer.parse import facebook_plugin
from barometer.parse.page import guess_channel
from barometer.practice import facebook_web
from barometer.practice.answer import Asked
from barometer.practice.world import world
from barometer.readings import Outcome, PageReading
from tests.saved import PAGES, counted, of_type, outcome_of, page_of, saved

PLUGIN = "https://www.facebook.com/plugins/page.php?href="
HEADER = (
    '<html lang="en"><body><div><a href="https://www.facebook.com/fjellvik">Fjellvik 2030</a><div>%s</div></div></body>'
)
SAVED = {
    "practice.html": "https://www.facebook.com/glitreadalenkommune",
    "practice_unavailable.html": "https://www.facebook.com/finnes.ikke",
}


def shown(markup: str, account: str = "fjellvik") -> PageReading:
    return facebook_plugin.parse(page_of(markup, PLUGIN + quote(f"https://www.facebook.com/{account}", safe="")))


def test_the_header_gives_its_one_count_and_the_pages_name():
    url = PLUGIN + "https%3A%2F%2Fwww.facebook.com%2Ffjellvik.kommune"
    reading = facebook_plugin.parse(saved("facebook_plugin/norwegian.html", url))
    assert counted(reading) == {"followers": (5941, 5941)}
    [counter], [profile] = of_type(reading, "counter"), of_type(reading, "profile")
    assert (counter.native_id, counter.source) == ("fjellvik.kommune", "page_plugin")
    assert (profile.native_id, profile.name) == ("fjellvik.kommune", "Fjellvik kommune 2030")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("5,941 followers", {"followers": (5941, 5941)}),
        ("1,234 likes", {"likes": (1234, 1234)}),
        ("12K followers", {"followers": (11_500, 12_999)}),
        ("0 followers", {"followers": (0, 0)}),
    ],
)
def test_counts_as_they_are_written(line, expected):
    assert counted(shown(HEADER % line)) == expected


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (HEADER % "5,941 fans of the place", "0 counts"),
        (HEADER % "3 i rad", "0 counts"),
        (HEADER % "We have 5,941 followers and more to come", "0 counts"),
        (HEADER % "5,941 followers</div><div>6,000 followers", "2 counts"),
        (HEADER % "5,941 likes</div><div>6,000 followers", "2 counts"),
        ((HEADER % "5,941 followers").replace("facebook.com/fjellvik", "facebook.com/other"), "shows other"),
        ("<html><body><div>5,941 followers</div></body></html>", "no link"),
    ],
)
def test_what_is_not_one_labelled_count_of_that_page_is_no_number(markup, reason):
    with pytest.raises(ParseError, match=reason):
        shown(markup)


def test_posts_below_the_header_are_nobodys_count():
    post = '<div role="article"><div>77 likes</div></div><div id="timeline_pager"><p>12 followers</p></div>'
    assert counted(shown((HEADER % "5,941 followers") + post)) == {"followers": (5941, 5941)}


def test_an_empty_frame_is_an_outcome_and_one_built_by_script_is_rendered():
    assert shown("<html><body class='plugin'></body></html>").outcome is Outcome.UNAVAILABLE
    script = "<html><body><script>render()</script></body></html>"
    plain = shown(script)
    assert (plain.outcome, plain.needs_browser, plain.readings) == (Outcome.OK, True, ())
    rendered = page_of(script, PLUGIN + "https://www.facebook.com/fjellvik", is_rendered=True)
    assert facebook_plugin.parse(rendered).outcome is Outcome.UNAVAILABLE


@pytest.mark.parametrize(
    ("status", "name", "expected"),
    [
        (404, "practice_unavailable.html", Outcome.NOT_FOUND),
        (429, "practice_unavailable.html", Outcome.RATE_LIMITED),
        (200, "wall_login.html", Outcome.LOGIN_WALL),
    ],
)
def test_walls_and_statuses(status, name, expected):
    url = PLUGIN + "https://www.facebook.com/fjellvik"
    assert outcome_of(facebook_plugin, saved(f"facebook_plugin/{name}", url, status=status)) is expected


def test_the_practice_web_serves_the_plugin_and_the_saved_ones_are_what_it_answers():
    for name, url in SAVED.items():
        body = facebook_web.answer(world(Month(2026, 10)), Asked.of(PLUGIN + quote(url, safe=""))).body
        assert (PAGES / "facebook_plugin" / name).read_bytes() == body, f"{name}: save the plugin of {url} again"
    account = world(Month(2026, 10)).account("facebook", "glitreadalenkommune")
    reading = facebook_plugin.parse(saved("facebook_plugin/practice.html", PLUGIN + quote(SAVED["practice.html"])))
    assert account and counted(reading) == {"followers": (account.followers, account.followers)}


def test_an_imported_plugin_is_read_as_one():
    assert guess_channel(f"{PLUGIN}https://www.facebook.com/oslo") == "facebook_plugin"
    assert guess_channel("https://www.facebook.com/v19.0/plugins/page.php?href=x") == "facebook_plugin"
    assert guess_channel("https://www.facebook.com/plugins") == "facebook"
