"""What `barometer inspect` prints, and the one door to the parsers: no page, whatever it holds, ends a run."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from barometer.bounded import BoundedParser
from barometer.errors import UsageError
from barometer.inspecting import inspect_page, inspect_text, inspect_url, saved_page
from barometer.parse.page import PARSERS, guess_channel, read_page
from barometer.readings import Outcome, Page
from barometer.registry import load_country
from tests.shared import REAL, needs_real

PAGES = Path(__file__).parent / "pages" / "website"
COUNTRY = load_country("no")
NOW = datetime(2026, 10, 20, tzinfo=UTC)


def page_of(body: bytes, url: str = "https://www.example.no/", content_type: str = "text/html") -> Page:
    return Page(url=url, final_url=url, status=200, content_type=content_type, body=body, fetched_at=NOW)


def test_an_address_is_one_row():
    url = "https://www.facebook.com/OsloKommune/"
    assert inspect_url(url) == {"url": url, "channel": "facebook", "id": "oslokommune", "kind": "page"}
    share = "https://www.facebook.com/sharer.php?u=x"
    assert inspect_url(share) == {"url": share, "rejected": "share link"}
    assert inspect_url("https://www.oslo.kommune.no/")["rejected"] == "not an address of a social platform"
    assert inspect_url("")["rejected"]


def test_a_saved_page_is_its_links_and_its_outcome():
    rows = list(inspect_page(PAGES / "footer_icons.html", "https://www.eksempelvik.kommune.no/", None, "nb", COUNTRY))
    assert [row["type"] for row in rows[:-1]] == ["link"] * (len(rows) - 1)
    assert rows[-1]["type"] == "outcome"
    assert (rows[-1]["outcome"], rows[-1]["needs_browser"]) == ("ok", False)
    found = {row["native_id"]: (row["channel"], row["place"], row["page_role"]) for row in rows if row.get("native_id")}
    assert found["eksempelvikkommune"] == ("facebook", "footer", "front")
    json.dumps(rows)


def test_a_gzipped_page_is_the_same(tmp_path):
    packed = tmp_path / "page.html.gz"
    packed.write_bytes(gzip.compress((PAGES / "follow_block.html").read_bytes()))
    url = "https://www.eksempelvik.kommune.no/kontakt"
    plain = list(inspect_page(PAGES / "follow_block.html", url, "website", "nb", COUNTRY))
    assert list(inspect_page(packed, url, "website", "nb", COUNTRY)) == plain


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [("gone.html", None, "gone.html"), ("broken.html.gz", b"\x1f\x8bxx", "gzip"), ("folder", "folder", "folder")],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, name, body, said):
    if body == "folder":
        (tmp_path / name).mkdir()
    elif body is not None:
        (tmp_path / name).write_bytes(body)
    with pytest.raises(UsageError, match=said):
        list(inspect_page(tmp_path / name, "https://www.example.no/", None, "nb", COUNTRY))


def test_an_unknown_channel_says_which_there_are():
    with pytest.raises(UsageError, match="website"):
        list(inspect_page(PAGES / "footer_icons.html", "https://x.no/", "myspace", "nb", COUNTRY))


def test_a_text_is_its_labelled_numbers():
    assert list(inspect_text("1,2k følgere", "nb")) == [
        {"low": 1150, "high": 1299, "kind": "followers", "precision": "rounded", "text": "1,2k følgere"}
    ]
    assert list(inspect_text("3 in a row", "en")) == []


@pytest.mark.parametrize(
    ("url", "channel"),
    [
        ("https://www.facebook.com/oslo", "facebook"),
        ("https://nb-no.facebook.com/oslo", "facebook"),
        ("https://graph.facebook.com/v25.0/oslo?fields=id", "graph_api"),
        ("https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor=oslo.no", "bluesky"),
        ("https://social.kommunesky.xx/api/v1/accounts/lookup?acct=oslo", "mastodon"),
        ("https://www.youtube.com/@oslo", "youtube"),
        ("https://www.googleapis.com/youtube/v3/channels?forHandle=oslo", "youtube"),
        ("https://www.instagram.com/oslo/", "instagram"),
        ("https://twitter.com/oslo", "x"),
        ("https://www.linkedin.com/company/oslo", "linkedin"),
        ("https://www.oslo.kommune.no/", "website"),
        ("https://facebook.com.evil.no/oslo", "website"),
        ("https://netflix.com/", "website"),
        ("http://[broken", "website"),
        ("", "website"),
    ],
)
def test_the_parser_is_chosen_by_the_host(url, channel):
    assert guess_channel(url) == channel


HOSTILE_BODIES = {
    "nothing": b"",
    "zeros": b"\x00" * 5_000,
    "noise": bytes(range(256)) * 40,
    "an unclosed tag": b"<html><body><a href='https://www.facebook.com/oslo" + b"x" * 50_000,
    "depth": b"<div>" * 50_000,
    "depth of json": b"[" * 100_000,
    "json cut short": b'{"data": [{"id": "1"',
    "a number too long for a number": b'{"followers_count": ' + b"9" * 5_000 + b"}",
    "half a letter": b'{"name": "\\ud800"}',
    "json-ld of the wrong shape": b'<script type="application/ld+json">{"sameAs": {"a": [1, null]}}</script>x.com',
    "json-ld too deep": b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>https://www.facebook.com/",
    "utf-16": "<a href='https://www.facebook.com/oslo'>x</a>".encode("utf-16"),
}


@pytest.mark.parametrize("channel", sorted(PARSERS))
@pytest.mark.parametrize("body", HOSTILE_BODIES.values(), ids=HOSTILE_BODIES.keys())
def test_no_page_ends_a_run(body, channel):
    url = "https://www.example.no/"
    reading = read_page(page_of(body, url), channel, COUNTRY)
    assert isinstance(reading.outcome, Outcome)
    if reading.outcome is not Outcome.OK:
        assert reading.readings == ()


def test_a_page_of_wide_letters_is_read():
    body = "<body><a href='https://www.facebook.com/oslo'>x</a></body>".encode("utf-16")
    assert [link.native_id for link in read_page(page_of(body), "website", COUNTRY).readings] == ["oslo"]


def test_what_is_not_understood_is_unparsable_with_its_reason():
    body = b"<div>" * 50_000 + b"<a href='https://www.facebook.com/oslo'>x</a>"
    reading = read_page(page_of(body), "website", COUNTRY)
    assert reading.outcome is Outcome.UNPARSABLE
    assert "inside one another" in reading.detail


@needs_real
@pytest.mark.parametrize("folder", ["social", "graph_api", "official_api"])
def test_no_other_real_file_ends_a_run(folder):
    with BoundedParser(COUNTRY) as parser:
        for file in sorted((REAL / folder).iterdir()):
            page = saved_page(file, "https://www.example.no/", "en")
            for channel in PARSERS:
                reading = parser.read_page(page, channel)
                assert "process" not in reading.detail, f"{os.fspath(file)} as {channel}: {reading.detail}"
