"""Pages made to harm whoever reads them: each is read in bounded time, in whole, or not at all. Never in part."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import pytest

from barometer.bounded import BoundedParser, Limits
from barometer.readings import Outcome, PageReading
from barometer.readings_file import decode_page_reading, encode
from barometer.registry import load_country
from tests.saved import page_of

URL = "https://www.storvik.kommune.no/"
OURS = "storvikkommune"
LINK = f'<footer><a href="https://www.facebook.com/{OURS}">Facebook</a></footer>'
MIB = 1 << 20


@pytest.fixture(scope="module")
def parser() -> Iterator[BoundedParser]:
    with BoundedParser(load_country("no"), Limits(seconds=3)) as parser:
        yield parser


def accounts(reading: PageReading) -> set[str]:
    return {each.native_id for each in reading.readings if each.type == "link" and each.native_id}


def attributes(count: int, form: str) -> str:
    return "<div " + " ".join(form.format(at) for at in range(count)) + ">"


BOMBS = {
    # A browser shows the link of each of these pages, and nothing else.
    "one inside another": "<div>" * 100_000 + LINK + "</div>" * 100_000,
    "one inside another, never closed": "<b>" * 100_000 + LINK,
    "the same after the link": LINK + "<div>" * 100_000,
    "tables inside tables": "<table><tr><td>" * 30_000 + LINK,
    "lists inside lists": "<ul><li>" * 50_000 + LINK,
    "40 000 attributes": attributes(40_000, "a{}=1") + LINK,
    "40 000 attributes without values": attributes(40_000, "a{}") + LINK,
    "40 000 attributes with the end of a tag in each": attributes(40_000, 'a{}=">"') + LINK,
    "1 000 000 attributes": attributes(1_000_000, "a{}=1") + LINK,
    "an attribute of 9 MiB": f'<div data-x="{"x" * (9 * MIB)}">{LINK}',
    "an attribute of 9 MiB of a platform's name": f'<div data-x="{"facebook.com/ " * (9 * MIB // 14)}">{LINK}',
    "9 MiB of the beginning of a tag": LINK + "<" * (9 * MIB),
    "9 MiB of the beginning of an entity": "&" * (9 * MIB) + LINK,
    "9 MiB of entities": "&amp;" * (9 * MIB // 5) + LINK,
    "spaces": " " * (2 * MIB) + LINK,
    "headings before it": "<h2>Følg oss</h2>" * 30_000 + LINK,
    "formatting that is opened again and again": "<b><p>" * 20_000 + LINK,
    "comments": "<!-- -->" * 200_000 + LINK,
    "a comment that does not end, after it": LINK + "<!-- " + "x" * MIB,
    "a script that does not end, after it": LINK + "<script>" + "x(" * (MIB // 2),
    "entities of characters that are not there": "&#x110000;&#xd800;&#99999999999999999999;" + LINK,
    "nul bytes": LINK.replace(" ", "\0 "),
    "larger than is read": LINK + "x" * (10 * MIB),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_in_whole_or_not_at_all(parser: BoundedParser, name: str) -> None:
    reading = parser.read_page(page_of(BOMBS[name], URL, content_type="text/html; charset=utf-8"), "website")
    assert (reading.outcome, accounts(reading)) in ((Outcome.OK, {OURS}), (Outcome.UNPARSABLE, set())), reading.detail
    assert "crashed" not in reading.detail


HIDING = {
    # A browser shows no link: what it would be, were the page whole, is nobody's account.
    "10 MiB of <": "<" * (10 * MIB),
    "10 MiB of &": "&" * (10 * MIB),
    "10 MiB of <a href=": "<a href=" * (10 * MIB // 8),
    "a comment that does not end": f"<p>Hei</p><!-- {LINK * 500}",
    "an attribute that does not end": '<p>Hei</p><a href="https://www.facebook.com/' + "x" * 5_000,
    "text that does not end": f"<p>Hei</p><textarea>{LINK}",
    "a style that does not end": f"<p>Hei</p><style>{LINK}",
}


@pytest.mark.parametrize("name", HIDING)
def test_what_no_reader_sees_is_no_account(parser: BoundedParser, name: str) -> None:
    reading = parser.read_page(page_of(HIDING[name], URL, content_type="text/html; charset=utf-8"), "website")
    assert reading.outcome in (Outcome.OK, Outcome.UNPARSABLE, Outcome.NOT_HTML)
    assert accounts(reading) == set()


PAGE = (
    '<!DOCTYPE html><html lang="nb"><head><title>Storvik kommune</title></head><body><h1>Rådhuset på Ås</h1><p>'
    + "Kommunestyret møtes på torsdag. " * 30 + f"</p><h2>Følg oss på nett, så ofte du får tid</h2>{LINK}</body></html>"
)  # fmt: skip
SEVENTH = PAGE.replace("<", "+ADw-").replace(">", "+AD4-")
SHOWN, HIDDEN = (Outcome.OK, {OURS}), (Outcome.NOT_HTML, set[str]())
CHARSETS = {
    "utf-8, undeclared": (PAGE.encode(), "text/html", SHOWN),
    "utf-16 without a mark, little end first": (PAGE.encode("utf-16-le"), "text/html", SHOWN),
    "utf-16 without a mark, big end first": (PAGE.encode("utf-16-be"), "text/html", SHOWN),
    "utf-16 declared, without a mark": (PAGE.encode("utf-16-le"), "text/html; charset=utf-16", SHOWN),
    "utf-16 declared as utf-8": (PAGE.encode("utf-16-le"), "text/html; charset=utf-8", SHOWN),
    "declared utf-8, written in latin-1": (PAGE.encode("latin-1"), "text/html; charset=utf-8", SHOWN),
    "declared latin-1, written in utf-8": (PAGE.encode(), "text/html; charset=iso-8859-1", SHOWN),
    "nonsense": (PAGE.encode(), "text/html; charset=nonsense", SHOWN),
    "half a quotation": (PAGE.encode(), 'text/html; charset="', SHOWN),
    # Encodings that Python has and the web has not.
    **{name: (PAGE.encode(), f"text/html; charset={name}", SHOWN)
       for name in ("zlib", "base64", "rot13", "hex", "idna", "punycode", "undefined", "bz2")},
    "zlib in the page": (b"<meta charset=zlib>" + PAGE.encode(), "text/html", SHOWN),
    "utf-7": (SEVENTH.encode(), "text/html; charset=utf-7", HIDDEN),
    "utf-7 in the page": (b"<meta charset=utf-7>" + SEVENTH.encode(), "text/html", (Outcome.OK, set[str]())),
    "escapes": (PAGE.replace("<", "\\x3c").encode(), "text/html; charset=unicode_escape", HIDDEN),
    "EBCDIC": (PAGE.encode("cp037"), "text/html; charset=cp037", HIDDEN),
    # What is not what it says.
    "a page declared a PDF": (PAGE.encode(), "application/pdf", HIDDEN),
    "a page declared a picture": (PAGE.encode(), "image/png", HIDDEN),
    "a PDF declared a page": (b"%PDF-1.7\n" + bytes(range(256)) * 100, "text/html", HIDDEN),
    "a picture declared a page": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100, "text/html", HIDDEN),
    "gzip inside gzip": (gzip.compress(PAGE.encode() * 9), "text/html", HIDDEN),
    "a zip file": (b"PK\x03\x04" + bytes(range(256)) * 100, "text/html", HIDDEN),
    "JSON": (b'{"error": "not here"}', "text/html", HIDDEN),
    "a sentence": (b"Ikke tilgjengelig", "text/plain", HIDDEN),
    "nothing": (b"", "text/html", (Outcome.UNPARSABLE, set[str]())),
    "only nul bytes": (b"\0" * 5_000, "text/html", (Outcome.UNPARSABLE, set[str]())),
}  # fmt: skip


@pytest.mark.parametrize("name", CHARSETS)
def test_characters_are_what_a_browser_takes_them_for(parser: BoundedParser, name: str) -> None:
    body, content_type, (outcome, shown) = CHARSETS[name]
    reading = parser.read_page(page_of(body, URL, content_type=content_type), "website")
    assert (reading.outcome, accounts(reading)) == (outcome, shown), reading.detail


APIS = {
    "graph_api": ("https://graph.facebook.com/v25.0/storvik?fields=fan_count", '{"id": "12", "fan_count": %s}'),
    "instagram": ("https://www.instagram.com/storvik/", '{"username": "storvik", "followers_count": %s}'),
    "mastodon": (
        "https://toot.no/api/v1/accounts/lookup?acct=storvik", '{"username": "storvik", "followers_count": %s}',
    ),
    "bluesky": (
        "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor=storvik.no",
        '{"did": "did:plc:1", "handle": "storvik.no", "followersCount": %s}',
    ),
    "youtube": (
        "https://www.googleapis.com/youtube/v3/channels?forHandle=storvik",
        '{"items": [{"id": "UC123", "snippet": {"title": "Storvik"}, "statistics": {"subscriberCount": "%s"}}]}',
    ),
}  # fmt: skip
NO_COUNT = {
    "nested": "[" * 1_000_000, "nested mappings": '{"a":' * 200_000, "nested and closed": "[" * 9_000 + "]" * 9_000,
    "4 000 digits": "9" * 4_000, "400 000 digits": "9" * 400_000, "more than anybody can count": "99999999999999999999",
    "NaN": "NaN", "Infinity": "Infinity", "1e999": "1e999", "negative": "-5", "a fraction": "5.5", "true": "true",
    "a list": "[5]", "null": "null",
}  # fmt: skip


@pytest.mark.parametrize("channel", APIS)
@pytest.mark.parametrize("name", NO_COUNT)
def test_what_is_no_count_is_never_counted(parser: BoundedParser, channel: str, name: str) -> None:
    url, form = APIS[channel]
    reading = parser.read_page(page_of(form % NO_COUNT[name], url, content_type="application/json"), channel)
    assert reading.outcome is Outcome.UNPARSABLE, reading
    assert "process" not in reading.detail


@pytest.mark.parametrize("channel", APIS)
def test_the_same_answers_with_a_count_are_read(parser: BoundedParser, channel: str) -> None:
    url, form = APIS[channel]
    reading = parser.read_page(page_of(form % 1234, url, content_type="application/json"), channel)
    assert [each.low for each in reading.readings if each.type == "counter"] == [1234]


def test_half_a_character_in_a_name_is_replaced_and_can_be_stored(parser: BoundedParser) -> None:
    url, _ = APIS["mastodon"]
    body = json.dumps({"username": "storvik", "display_name": "Storvik \ud83d kommune", "followers_count": 5})
    reading = parser.read_page(page_of(body, url, content_type="application/json"), "mastodon")
    assert [each.name for each in reading.readings if each.type == "profile"] == ["Storvik \ufffd kommune"]
    assert decode_page_reading(encode(reading).encode()) == reading


@pytest.mark.parametrize("count", ["9" * 30, "-1", "1.5", '"5"', "null"])
def test_a_post_counts_no_more_than_can_be(parser: BoundedParser, count: str) -> None:
    url = "https://graph.facebook.com/v25.0/12/feed?fields=from,shares"
    body = (
        '{"data": [{"id": "12_3", "created_time": "2026-10-01T10:00:00+0000", "from": {"id": "12"}, "shares": {"count":'
        f' {count}}}, "comments": {{"data": [], "summary": {{"total_count": {count}}}}}}}]}}'
    )
    reading = parser.read_page(page_of(body, url, content_type="application/json"), "graph_api")
    posts = [each for each in reading.readings if each.type == "post"]
    assert [(each.comments_high, each.shares_high) for each in posts] in ([(None, None)], [(None, 0)])
