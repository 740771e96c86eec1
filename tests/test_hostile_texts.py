"""Texts made to harm whoever reads them, in every field that a parser looks at: bounded, and nothing made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import pytest

from barometer.bounded import BoundedParser, Limits
from barometer.readings import PageReading
from barometer.registry import load_country
from tests.saved import page_of
from tests.shared import HOSTILE, needs_hostile

ADDRESSES = {
    "website": "https://www.storvik.kommune.no/", "facebook": "https://www.facebook.com/storvik/",
    "instagram": "https://www.instagram.com/storvik/", "x": "https://x.com/storvik",
    "linkedin": "https://www.linkedin.com/company/storvik/", "youtube": "https://www.youtube.com/@storvik",
    "mastodon": "https://toot.no/@storvik",
}  # fmt: skip
ANSWERS = {
    "graph_api": "https://graph.facebook.com/v25.0/storvik?fields=fan_count",
    "mastodon": "https://toot.no/api/v1/accounts/lookup?acct=storvik",
    "bluesky": "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor=storvik.no",
    "youtube": "https://www.googleapis.com/youtube/v3/channels?forHandle=storvik",
    "instagram": "https://graph.facebook.com/v25.0/178?fields=business_discovery",
}
COUNT = 5_941
NAUGHTY = 250
OURS = "storvikkommune"
FIELDS = 12
LENGTH = 5_000
"""Characters of a bait in each of a page's fields; what takes quadratic time takes seconds for them."""


@pytest.fixture(scope="module")
def parser() -> Iterator[BoundedParser]:
    with BoundedParser(load_country("no"), Limits(seconds=1)) as parser:
        yield parser


def in_script(value: object) -> str:
    """Return JSON that does not end the script it stands in."""
    return json.dumps(value).replace("</", "<\\/").replace("<!", "<\\u0021")


def page(texts: Sequence[str]) -> str:
    """Return a page with texts in the fields that parsers read, one each; it counts `COUNT` likes and followers."""
    raw = (list(texts) * FIELDS)[:FIELDS]
    title, name, about, heading, line, link, label, context, json_name, alt, onclick, path = map(escape, raw)
    state = in_script({"profile_social_context": {"text": raw[8]}, "edge_followed_by": raw[8], "name": json_name})
    linked = in_script({"@type": "Organization", "name": raw[8], "interactionStatistic": raw[9], "sameAs": raw[8]})
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta property="og:title" content="{name}">
    <meta property="og:description" content="{name}. {COUNT:,} likes · {COUNT:,} followers. {about}">
    <meta name="description" content="{about}">
    <script type="application/ld+json">{linked}</script></head><body>
    <div class="top-card-layout__card"><h1>{heading}</h1></div><p>{line}</p>
    <article data-ft="{json_name}">{line}</article>
    <h2>Følg oss {context}</h2><p onclick="{onclick}">{line}</p><a href="/{path}" rel="me" title="{label}">{link}</a>
    <a href="https://www.facebook.com/{OURS}" aria-label="{label}"><img alt="{alt}">{link}</a>
    <script type="application/json">{state}</script></body></html>"""


def answer(channel: str, text: str) -> str:
    """Return an API's answer of one account with a text in each field that holds words."""
    if channel == "youtube":
        snippet = {"title": text, "customUrl": text, "description": text, "publishedAt": text}
        statistics = {"subscriberCount": str(COUNT), "hiddenSubscriberCount": False}
        return json.dumps({"items": [{"id": "UC1", "snippet": snippet, "statistics": statistics}]})
    words = dict.fromkeys(("name", "display_name", "displayName", "website", "category", "description", "url", "link",
                           "verification_status", "last_status_at", "note", "about"), text)  # fmt: skip
    counted = dict.fromkeys(("fan_count", "followers_count", "followersCount"), COUNT)
    own: dict[str, Any] = {"username": "storvik", "handle": "storvik.no", "did": "did:plc:1", "id": "12"}
    fields = {"fields": [{"name": text, "value": text}], "engagement": {"social_sentence": text}}
    account = {**words, **counted, **own, **fields}
    return json.dumps({"business_discovery": account, "id": "1"} if channel == "instagram" else account)


def nothing_was_made_up(reading: PageReading, channel: str) -> None:
    assert "process" not in reading.detail and "took more" not in reading.detail, reading.detail
    for each in reading.readings:
        if each.type == "counter":
            assert each.low <= COUNT <= each.high, each
        elif each.type == "link" and each.native_id:
            assert (each.channel, each.native_id) == ("facebook", OURS), each
        assert each.type in (("link",) if channel == "website" else ("counter", "profile", "feed")), each


BAITS = (
    "1", "1 ", "1.", "1,", "1 000 ", "1 likes ", "1 likes · ", "1 people like this ", "1 likes\n", "1,2k ", "12 mill. ",
    "personer ", "mellom 1 og ", "followers ", " ", "\t", "\n", "\u00a0", "\u200b", ".", "-", "–", '"', "'", "(", "/",
    "@", "#", "%25", "&amp;", "&#", "\\", "\\/", "\\u0022", "=[", "[", "[{", '{"a":', "://", "https://", "e\u0301",
    "\u0301\u0327", "Aa ", "A. ", "is ", "kl. 1 ", "<", "<a href=", "<code><!--", "<!--x--></code>", "bevor sie ",
    "content ", 'pageID:"12345"', 'ft_ent_identifier:"1",comment_count:1,share_count:1',
    '"comment_count":{"total_count":1}', "javascript:", "/posts/1", "/web/1/", "http//", "storvik ",
)  # fmt: skip
"""What an expression might try again and again; runs of them, or of something like them, took minutes."""


@pytest.mark.parametrize("channel", ADDRESSES)
def test_no_run_of_one_thing_keeps_a_parser_busy(parser: BoundedParser, channel: str) -> None:
    for bait in BAITS:
        text = (bait * LENGTH)[:LENGTH]
        reading = parser.read_page(page_of(page([text]), ADDRESSES[channel], content_type="text/html"), channel)
        assert "process" not in reading.detail and "took more" not in reading.detail, (bait, reading.detail)


@pytest.mark.parametrize("channel", ANSWERS)
def test_no_run_of_one_thing_keeps_an_answer_s_parser_busy(parser: BoundedParser, channel: str) -> None:
    for bait in BAITS:
        text = (bait * LENGTH)[:LENGTH]
        body = answer(channel, text)
        nothing_was_made_up(parser.read_page(page_of(body, ANSWERS[channel]), channel), channel)


def test_accents_piled_on_one_letter_are_not_sorted_for_minutes(parser: BoundedParser) -> None:
    reading = parser.read_page(page_of(page(["a" + "\u0301\u0327" * 10_000]), ADDRESSES["facebook"]), "facebook")
    assert "took more" not in reading.detail


def strings() -> list[str]:
    """Return all hostile strings."""
    lines = [line for name in ("xss", "sql", "paths")
             for line in (HOSTILE / f"{name}.txt").read_text(errors="replace").splitlines()]  # fmt: skip
    naughty: list[str] = json.loads((HOSTILE / "naughty-strings.json").read_text())
    return [*naughty, *dict.fromkeys(lines)]


@needs_hostile
@pytest.mark.parametrize("channel", ADDRESSES)
def test_hostile_strings_in_every_field_of_a_page_stay_text(parser: BoundedParser, channel: str) -> None:
    texts = strings()
    assert len(texts) > 7_000
    found = 0
    for at in range(0, len(texts), FIELDS):
        body = page(texts[at : at + FIELDS])
        reading = parser.read_page(page_of(body, ADDRESSES[channel], content_type="text/html"), channel)
        nothing_was_made_up(reading, channel)
        found += bool(reading.readings)
    # The account and the counts of the page itself are seen among them, or nothing was tested.
    assert found > 500 or channel in ("youtube", "x", "mastodon", "linkedin", "instagram")


@needs_hostile
@pytest.mark.parametrize("channel", ANSWERS)
def test_hostile_strings_in_every_field_of_an_answer_stay_text(parser: BoundedParser, channel: str) -> None:
    # Each string for one of them, the naughty ones for all: an answer costs no less than a page of twelve.
    texts = strings()[list(ANSWERS).index(channel) :: len(ANSWERS)] + strings()[:NAUGHTY]
    found = 0
    for text in texts:
        reading = parser.read_page(page_of(answer(channel, text), ANSWERS[channel]), channel)
        nothing_was_made_up(reading, channel)
        found += bool(reading.readings)
    assert found == len(texts)
