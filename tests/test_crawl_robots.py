"""robots.txt rules: the published expectations of RFC 9309's parsers, and what our own reading of a file adds."""

from __future__ import annotations

import base64
import json
import time
from datetime import UTC, datetime

import pytest

from spiders.politeness import retry_after, site_finder
from spiders.robots import LARGEST_FILE, Rules
from tests.crawl_web import page
from tests.shared import HOSTILE, needs_hostile


@needs_hostile
def test_every_published_expectation_holds() -> None:
    cases = json.loads((HOSTILE / "robots-expectations.json").read_text())
    assert len(cases) > 100
    wrong = [
        (case["file"], case["test"], case["url"], case["expect"])
        for case in cases
        if Rules(base64.b64decode(case["robots_b64"])).allowed(case["url"], case["ua"]) != (case["expect"] == "allow")
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        # Nothing said is permission.
        ("", "/", True),
        ("Sitemap: http://www.s.no/kart.xml", "/", True),
        (page(), "/", True),
        ("<!DOCTYPE html><title>404</title>\nDisallow\nsiden finnes ikke", "/", True),
        # The most specific group is ours alone, whatever the case and the order.
        ("User-agent: *\nDisallow: /\n\nUser-agent: Barometer\nAllow: /", "/", True),
        ("User-agent: BAROMETER\nDisallow: /intern\n\nUser-agent: *\nDisallow: /", "/kontakt", True),
        ("User-agent: BAROMETER\nDisallow: /intern\n\nUser-agent: *\nDisallow: /", "/intern/x", False),
        ("User-agent: barometer-bot\nDisallow: /", "/", True),
        # Norwegian letters, written or escaped.
        ("User-agent: *\nDisallow: /søk", "/s%C3%B8k?q=a", False),
        ("User-agent: *\nDisallow: /s%c3%b8k", "/s%C3%B8k", False),
        # The longest rule wins; $ and * mean what they say; a tie allows.
        ("User-agent: *\nDisallow: /\nAllow: /$", "/", True),
        ("User-agent: *\nDisallow: /\nAllow: /$", "/kontakt", False),
        ("User-agent: *\nDisallow: /*.aspx$", "/kontakt.aspx", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        # Windows line ends, a byte order mark, comments.
        ("\ufeffUser-agent: *\r\nDisallow: / # alt\r\n", "/", False),
        ("User-agent: *\rDisallow: /", "/", False),
    ],
)
def test_a_rule_means_what_the_standard_says(robots: str, path: str, allowed: bool) -> None:
    assert Rules(robots.encode()).allowed(f"http://www.s.no{path}", "Barometer") is allowed


@pytest.mark.parametrize(
    ("robots", "seconds"),
    [
        ("User-agent: *\nDisallow: /x", None),
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nCrawl-delay: 2,5", 2.5),
        ("User-agent: *\nCrawl-delay: 10\n\nUser-agent: barometer\nCrawl-delay: 1", 1.0),
        ("User-agent: GPTBot\nUser-agent: Barometer\nCrawl-delay: 4\nUser-agent: *\nDisallow: /x", 4.0),
        ("User-agent: GPTBot\nCrawl-delay: 4", None),
        ("User-agent: *\nCrawl-delay: mye", None),
        ("User-agent: *\nCrawl-delay: -3", None),
        ("User-agent: *\nCrawl-delay: inf", None),
    ],
)
def test_crawl_delay_is_read_for_our_group(robots: str, seconds: float | None) -> None:
    assert Rules(robots.encode()).delay("Barometer") == seconds


def test_a_huge_file_is_cut_and_read_in_bounded_time() -> None:
    filler = b"Disallow: /" + b"a" * 89 + b"\n"
    began = time.process_time()
    rules = Rules(b"User-agent: *\n" + filler * (LARGEST_FILE // 50) + b"Disallow: /sist\n")
    assert rules.allowed("http://www.s.no/sist", "Barometer"), "what stands after 500 KiB is not read"
    assert not rules.allowed("http://www.s.no/" + "a" * 100, "Barometer")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120.0), (" 0 ", 0.0), ("Tue, 20 Oct 2026 04:02:00 GMT", 120.0), ("Tue, 20 Oct 2026 03:00:00 GMT", 0.0),
     ("soon", None), ("", None), ("-5", None), ("\u00b2", None), ("\u0661", None), ("9" * 400, float("inf")),
     ("Tue, 20 Oct 2026 04:02:00 +99999999999999999999", None), ("Tue, 20 Oct 99999999999999999999 04:02:00", None)],
)  # fmt: skip
def test_retry_after_has_two_forms(value: str, seconds: float | None) -> None:
    assert retry_after(value, datetime(2026, 10, 20, 4, tzinfo=UTC)) == seconds


def test_a_site_is_a_registered_domain_and_municipalities_are_not_one_site() -> None:
    site_of = site_finder(("kommune.xx",))
    assert site_of("https://www.storvik.kommune.xx/a") == "storvik.kommune.xx"
    assert site_of("https://post.storvik.kommune.xx/") == "storvik.kommune.xx"
    assert site_of("https://www.storvik.kommune.xx/") != site_of("https://www.lillevik.kommune.xx/")
    assert site_of("https://www.oslo.kommune.no/") == "oslo.kommune.no"
    assert site_of("http://127.0.0.1:8000/") == "127.0.0.1"
    assert site_of("http://localhost/") == "localhost"
