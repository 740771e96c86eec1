"""YouTube: counts cut to three figures, in the API and on the page; hidden is not zero."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from barometer.parse import youtube
from barometer.readings import Outcome
from tests.saved import PAGES, counted, of_type, outcome_of, page_of, saved

API = "https://www.googleapis.com/youtube/v3/channels?part=statistics,snippet&"
SITE = "https://www.youtube.com/@FjellvikKommune"


def test_the_api_cuts_to_three_figures():
    reading = youtube.parse(saved("youtube/channel.json", f"{API}forHandle=%40FjellvikKommune"))
    assert counted(reading) == {"subscribers": (1240, 1249), "posts": (337, 337)}
    assert [(each.kind, each.precision, each.source) for each in of_type(reading, "counter")] == [
        ("subscribers", "floored", "subscriberCount"), ("posts", "exact", "videoCount")]  # fmt: skip
    assert {each.native_id for each in of_type(reading, "counter")} == {"@fjellvikkommune"}
    [profile] = of_type(reading, "profile")
    assert (profile.native_id, profile.username) == ("UCabcdefghijklmnopqrstuv", "@fjellvikkommune")
    assert profile.created_at == datetime(2014, 2, 3, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "expected"),
    [("0", (0, 0)), ("999", (999, 999)), ("1000", (1000, 1009)), ("12900", (12900, 12999)),
     ("1250000", (1_250_000, 1_259_999)), ("12345", (12345, 12345))],
)  # fmt: skip
def test_what_a_cut_count_stands_for(count, expected):
    answer = json.loads((PAGES / "youtube/channel.json").read_text())
    answer["items"][0]["statistics"]["subscriberCount"] = count
    read = counted(youtube.parse(page_of(json.dumps(answer), f"{API}id=UCabcdefghijklmnopqrstuv")))
    assert read["subscribers"] == expected


def test_a_hidden_count_is_no_count():
    reading = youtube.parse(saved("youtube/hidden.json", f"{API}id=UCabcdefghijklmnopqrstuv"))
    assert counted(reading) == {"posts": (337, 337)}
    assert of_type(reading, "counter")[0].native_id == "UCabcdefghijklmnopqrstuv"


def test_the_page_shows_the_header_and_nobody_elses_numbers():
    reading = youtube.parse(saved("youtube/channel.html", SITE))
    assert counted(reading) == {"subscribers": (1240, 1249), "posts": (1337, 1337)}
    assert {each.native_id for each in of_type(reading, "counter")} == {"@fjellvikkommune"}
    assert of_type(reading, "profile")[0].username == "@fjellvikkommune"


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("1,2k abonnenter", (1200, 1209)), ("1,24\u00a0k abonnés", (1240, 1249)), ("1,24 tn prenumeranter", (1240, 1249)),
     ("25m subscribers", (25_000_000, 25_099_999)), ("941 subscribers", (941, 941)), ("1,24 mill. abonnenter", None)],
)  # fmt: skip
def test_subscribers_in_the_languages_of_the_page(shown, expected):
    language = "fr" if "abonnés" in shown else "sv" if "prenumeranter" in shown else "nb"
    text = (PAGES / "youtube/channel.html").read_text().replace("1,24k abonnenter", shown)
    read = counted(youtube.parse(page_of(text, SITE, language=language)))
    assert read.get("subscribers") == (expected or (1_240_000, 1_249_999))


@pytest.mark.parametrize(
    ("body", "fields", "expected"),
    [
        ((PAGES / "youtube/error_quota.json").read_text(), {"status": 403}, Outcome.RATE_LIMITED),
        ((PAGES / "youtube/wall_consent.html").read_text(), {}, Outcome.CONSENT_WALL),
        ('{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT"}}', {"status": 400},
         Outcome.TOKEN_REFUSED),
        ('{"error":{"code":403,"message":"The request is missing a valid API key."}}', {"status": 403},
         Outcome.TOKEN_REFUSED),
        ('{"error":{"code":500,"message":"Backend Error"}}', {"status": 500}, Outcome.HTTP_ERROR),
        ('{"kind":"youtube#channelListResponse","pageInfo":{"totalResults":0}}', {}, Outcome.NOT_FOUND),
        ('{"items":[{"id":"UC","snippet":{"title":"Fjellvik"}}]}', {}, Outcome.UNPARSABLE),
        ('{"contents":{"channelAgeGateRenderer":{"channelTitle":"x"}}}', {}, Outcome.RESTRICTED),
        ('{"alerts":[{"alertRenderer":{"type":"ERROR","text":{"simpleText":"This channel does not exist."}}}]}', {},
         Outcome.NOT_FOUND),
        ('{"alerts":[{"alertRenderer":{"type":"ERROR","text":{"simpleText":"Account terminated."}}}]}', {},
         Outcome.UNAVAILABLE),
        ("<html><title>Fjellvik</title><p>1,24k abonnenter</p></html>", {}, Outcome.UNPARSABLE),
        ("<html><title>404 Not Found</title></html>", {"status": 404}, Outcome.NOT_FOUND),
    ],
)  # fmt: skip
def test_errors_walls_and_the_unknown_are_outcomes(body, fields, expected):
    assert outcome_of(youtube, page_of(body, SITE, **fields)) is expected


def test_headers_of_older_pages_and_of_lists():
    about = '"metadata":{"channelMetadataRenderer":{"title":"F","externalId":"UCabcdefghijklmnopqrstuv"}}'
    runs = '{"runs":[{"text":"337"},{"text":" videos"}]}'
    shown = '{"simpleText":"1.24K subscribers"}'
    header = f'"c4TabbedHeaderRenderer":{{"subscriberCountText":{shown},"videosCountText":{runs}}}'
    reading = youtube.parse(page_of(f'{{"header":{{{header}}},{about}}}', SITE, language="en"))
    assert counted(reading) == {"subscribers": (1240, 1249), "posts": (337, 337)}
    playlist = '{"header":{"pageHeaderRenderer":{"text":{"content":"12 videos"}}},"metadata":{"x":{}}}'
    assert outcome_of(youtube, page_of(playlist, SITE)) is Outcome.UNPARSABLE


def test_a_channel_that_youtube_made_itself_has_its_count_in_another_header():
    shown = {"accessibility": {"accessibilityData": {"label": "124 million subscribers"}},
             "simpleText": "124M subscribers"}  # fmt: skip
    panel = {"description": {"runs": [{"text": "Someone"}, {"text": " • "}, {"text": "59K views"}]}}
    state = {
        "header": {"carouselHeaderRenderer": {"contents": [{"carouselItemRenderer": {"carouselItems": [panel]}}, {
            "topicChannelDetailsRenderer": {"subtitle": shown, "subscribeButton": {"subscriberCountText": shown}}}]}},
        "metadata": {"channelMetadataRenderer": {"title": "Music", "externalId": "UC-9-kyTW8ZkZNDHQJ6FgpwQ"}},
    }  # fmt: skip
    assert counted(youtube.parse(page_of(json.dumps(state), SITE))) == {"subscribers": (124_000_000, 124_999_999)}


@pytest.mark.parametrize(
    ("language", "shown"),
    [("de-DE", "1,24 Tsd. Abonnenten"), ("da-DK", "1,24 t abonnenter"), ("fi-FI", "1,24 t. tilaajaa"),
     ("pl-PL", "1,24 tys. subskrybentów"), ("pt-BR", "1,24 mil inscritos")],
)  # fmt: skip
def test_the_pages_own_language_decides(language, shown):
    text = (PAGES / "youtube/channel.html").read_text().replace("1,24k abonnenter", shown)
    text = re.sub(r"<html[^>]*>", f'<html lang="{language}">', text)
    assert counted(youtube.parse(page_of(text, SITE)))["subscribers"] == (1240, 1249)
