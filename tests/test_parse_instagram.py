"""Instagram: the description of a profile, business discovery, and what is only a picture's."""

from __future__ import annotations

import pytest

from barometer.parse import instagram
from barometer.readings import Outcome
from tests.saved import PAGES, counted, of_type, outcome_of, page_of, saved

URL = "https://www.instagram.com/fjellvik_kommune/"


def test_followers_following_and_posts_of_the_profile():
    reading = instagram.parse(saved("instagram/profile.html", URL))
    assert counted(reading) == {"followers": (12350, 12499), "following": (450, 450), "posts": (1204, 1204)}
    [profile] = of_type(reading, "profile")
    assert (profile.name, profile.username) == ("Fjellvik kommune", "fjellvik_kommune")


def test_the_english_form():
    text = "12,437 Followers, 450 Following, 120 Posts - See Instagram photos and videos from Fjellvik (@fjellvik)"
    page = page_of(f'<html lang="en"><meta property="og:description" content="{text}"></html>', URL)
    read = counted(instagram.parse(page))
    assert read == {"followers": (12437, 12437), "following": (450, 450), "posts": (120, 120)}


@pytest.mark.parametrize(
    ("language", "said", "expected"),
    [
        ("de", "1,432 Abonnenten, 268 folgen, 468 Beiträge - Sieh dir Instagram-Fotos und -Videos von @fjellvik an",
         {"followers": (1432, 1432)}),  # "268 folgen" is no known label: the run ends there, nothing is guessed.
        ("de", "12,4K Abonnenten, 468 Beiträge - Sieh dir Instagram-Fotos und -Videos von @fjellvik an",
         {"followers": (12350, 12499), "posts": (468, 468)}),
        ("fr", "3,960 abonnés, 843 abonnements, 1,082 publications - Voir les photos et vidéos Instagram de @fjellvik",
         {"followers": (3960, 3960), "following": (843, 843), "posts": (1082, 1082)}),
        ("it", "687M follower, 307 seguiti, 8,617 post - Vedi le foto e i video di Instagram di Fjellvik (@fjellvik)",
         {"followers": (686500000, 687999999), "following": (307, 307), "posts": (8617, 8617)}),
        ("pt", "476.3 mil seguidores, 123 seguindo, 1057 publicações - Veja as fotos e vídeos do Instagram de Fjellvik",
         {"followers": (476250, 476399), "following": (123, 123), "posts": (1057, 1057)}),
    ],
)  # fmt: skip
def test_the_forms_of_other_languages_as_they_are_publicly_quoted(language, said, expected):
    page = page_of(f'<html lang="{language}"><meta property="og:description" content="{said}"></html>', URL)
    assert counted(instagram.parse(page)) == expected


def test_business_discovery_is_exact():
    url = "https://graph.facebook.com/v25.0/17841405309211844?fields=business_discovery.username(fjellvik_kommune)"
    reading = instagram.parse(saved("instagram/business_discovery.json", url))
    assert counted(reading) == {"followers": (12437, 12437), "posts": (120, 120)}
    assert {each.native_id for each in of_type(reading, "counter")} == {"fjellvik_kommune"}
    assert of_type(reading, "profile")[0].website == "https://www.fjellvik.example/"


@pytest.mark.parametrize(
    ("body", "fields", "expected"),
    [
        ((PAGES / "instagram/wall_login.html").read_text(), {}, Outcome.LOGIN_WALL),
        ("<html><title>Instagram</title></html>", {"final_url": "https://www.instagram.com/accounts/login/?next=x"},
         Outcome.LOGIN_WALL),
        ("<html><title>Instagram</title>Page not found</html>", {"status": 404}, Outcome.NOT_FOUND),
        ("<html><title>Instagram</title><h2>Sorry, this page isn't available.</h2></html>", {}, Outcome.UNAVAILABLE),
        ('<html><meta property="og:title" content="A"><meta name="description" content="A on Instagram: 5,000 likes">',
         {}, Outcome.UNPARSABLE),
        ((PAGES / "instagram/error_no_professional.json").read_text(), {"status": 400}, Outcome.UNAVAILABLE),
        ('{"error":{"code":100,"error_subcode":2207013,"message":"x"}}', {"status": 400}, Outcome.UNAVAILABLE),
        ('{"error":{"code":4,"message":"Application request limit reached"}}', {"status": 403}, Outcome.RATE_LIMITED),
        ('{"error":{"code":10,"message":"permission"}}', {"status": 403}, Outcome.NO_PERMISSION),
        ('{"error":{"code":1,"message":"unknown"}}', {"status": 500}, Outcome.HTTP_ERROR),
        ('{"error":{"code":190,"message":"expired"}}', {"status": 400}, Outcome.TOKEN_REFUSED),
        ('{"id":"1"}', {}, Outcome.UNPARSABLE),
    ],
)  # fmt: skip
def test_walls_errors_and_pictures_are_outcomes(body, fields, expected):
    assert outcome_of(instagram, page_of(body, URL, **fields)) is expected


@pytest.mark.parametrize(
    "answer",
    [
        '{"data":{"user":{"id":"7","username":"fjellvik_kommune","edge_followed_by":{"count":12437},'
        '"edge_owner_to_timeline_media":{"count":120,"edges":[{"node":{"edge_liked_by":{"count":3}}}]}}}}',
        '{"user":{"pk":7,"username":"fjellvik_kommune","follower_count":12437,"media_count":120},"status":"ok"}',
        '{"data":{"id":"7","username":"fjellvik_kommune","counts":{"media":120,"followed_by":12437}}}',
        '{"followed_by_count":12437,"media_count":120,"id":"7","username":"fjellvik_kommune"}',
    ],
)
def test_answers_of_every_age_give_the_same_counts(answer):
    reading = instagram.parse(page_of(answer, URL))
    assert counted(reading) == {"followers": (12437, 12437), "posts": (120, 120)}
    assert {each.native_id for each in of_type(reading, "counter")} == {"fjellvik_kommune"}


def test_an_answer_that_repeats_no_name_counts_for_the_name_that_was_asked():
    url = "https://graph.facebook.com/v25.0/17841405309211844?fields=business_discovery.username(fjellvik.k){id}"
    reading = instagram.parse(page_of('{"business_discovery":{"followers_count":12437,"id":"7"},"id":"1"}', url))
    assert [(each.native_id, each.low) for each in of_type(reading, "counter")] == [("fjellvik.k", 12437)]


def test_counts_in_the_pages_json_belong_to_the_one_account_it_is_about():
    user = '{"username":"fjellvik_kommune","id":"7","full_name":"Fjellvik","follower_count":12437,"media_count":120}'
    text = f'<html><title>Instagram</title><script type="application/json">{{"user":{user}}}</script></html>'
    assert counted(instagram.parse(page_of(text, URL))) == {"followers": (12437, 12437), "posts": (120, 120)}
    two = text.replace("</html>", '<script>{"username":"b","follower_count":5}</script></html>')
    assert outcome_of(instagram, page_of(two, URL)) is Outcome.UNPARSABLE
