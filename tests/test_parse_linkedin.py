"""LinkedIn: the organisation's own followers, not those of whoever posts beside it."""

from __future__ import annotations

import pytest

from barometer.parse import linkedin
from barometer.readings import Outcome
from tests.saved import PAGES, counted, of_type, outcome_of, page_of, saved

URL = "https://www.linkedin.com/company/fjellvik-kommune/"


def test_followers_of_the_top_card():
    reading = linkedin.parse(saved("linkedin/company.html", URL))
    assert counted(reading) == {"followers": (5750, 5750)}
    [profile] = of_type(reading, "profile")
    assert (profile.native_id, profile.website) == ("company/fjellvik-kommune", "https://www.fjellvik.example/")


def test_without_a_description_the_top_card_is_read():
    text = (PAGES / "linkedin/company.html").read_text().replace("og:description", "og:other")
    assert counted(linkedin.parse(page_of(text, URL))) == {"followers": (5750, 5750)}


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("nb", "Fjellvik | LinkedIn", "Fjellvik | 5 750 følgere på LinkedIn. Om"),
        ("fr", "Fjellvik | LinkedIn", "Fjellvik | 5 750 abonnés sur LinkedIn. À"),
        ("de", "Fjellvik | LinkedIn", "Fjellvik | 5.750 Follower:innen auf LinkedIn. Über"),
        ("en", "Fjellvik: About | LinkedIn", "Fjellvik | 5,750 followers on LinkedIn. About 3 followers"),
        ("en", "Fjellvik | LinkedIn", "5,750 followers on LinkedIn. About"),
    ],
)
def test_the_description_in_several_languages_and_below_the_first_page(language, title, said):
    head = f'<meta property="og:title" content="{title}"><meta property="og:description" content="{said}">'
    assert counted(linkedin.parse(page_of(f'<html lang="{language}"><head>{head}</head></html>', URL))) == {
        "followers": (5750, 5750)}  # fmt: skip


@pytest.mark.parametrize(
    ("body", "fields", "expected"),
    [
        ((PAGES / "linkedin/wall_login.html").read_text(), {}, Outcome.LOGIN_WALL),
        ("<html></html>", {"status": 999}, Outcome.CHALLENGE),
        ("<html><title>F</title></html>", {"final_url": "https://www.linkedin.com/authwall"}, Outcome.LOGIN_WALL),
        ("<html><title>Fjellvik</title></html>", {"status": 404}, Outcome.NOT_FOUND),
        ('<html><meta property="og:title" content="F | LinkedIn"><p>99 followers</p></html>', {}, Outcome.UNPARSABLE),
    ],
)
def test_walls_and_the_unknown_are_outcomes(body, fields, expected):
    assert outcome_of(linkedin, page_of(body, URL, **fields)) is expected
