"""The Facebook-like pages: what they show is true, and the saved samples are what they show."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from barometer.months import Month
from barometer.practice import facebook_web
from barometer.practice.answer import Asked
from barometer.practice.audience import abbreviated, floored, three_figures
from barometer.practice.posts import posts_of
from barometer.practice.world import world

MONTH = Month(2026, 10)
SAMPLES = Path(__file__).parent / "pages" / "facebook"
SAVED = {
    "practice_dialog.html": "https://www.facebook.com/glitreadalenkommune",
    "practice_profile_id.html": "https://www.facebook.com/profile.php?id=141864436388229",
    "practice_enveis.html": "https://www.facebook.com/dvergasen.no",
    "practice_login_wall.html": "https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fpilheiakom",
    "practice_unavailable.html": "https://www.facebook.com/finnes.ikke",
}


def page(url: str) -> str:
    return facebook_web.answer(world(MONTH), Asked.of(url)).body.decode()


@pytest.mark.parametrize(
    ("count", "shown"),
    [(941, "941"), (1_000, "1k"), (1_049, "1k"), (1_299, "1,2k"), (9_999, "9,9k"), (12_950, "12k"),
     (1_250_000, "1,2 mill.")],
)  # fmt: skip
def test_shortened_numbers_are_cut_as_the_platform_cuts_them(count, shown):
    assert abbreviated(count) == shown


def test_the_saved_samples_are_what_the_practice_web_answers():
    for name, url in SAVED.items():
        assert (SAMPLES / name).read_text("utf-8") == page(url), f"{name}: save {url} again"


def found(value, key):
    """Return every value of a key, however deep."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key:
                yield inner
            yield from found(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from found(inner, key)


def blocks(text):
    return [json.loads(each) for each in re.findall(r"<script type=.application/json.[^>]*>(.*?)</script>", text, re.S)]


def test_a_page_tells_the_truth_about_its_account():
    account = world(MONTH).account("facebook", "glitreadalenkommune")
    text = page(SAVED["practice_dialog.html"])
    described = unescape(re.search(r'property="og:description" content="([^"]*)"', text)[1])
    likes = re.search(r"\. ([\d\s]+) liker", described)
    assert int(re.sub(r"\D", "", likes[1])) == account.likes
    shown = [each for block in blocks(text) for each in found(block, "profile_social_context")]
    assert [item["text"]["text"] for item in shown[0]["content"]] == [
        f"{abbreviated(account.likes)} liker", f"{abbreviated(account.followers)} følgere"
    ]  # fmt: skip
    stories = next(each for block in blocks(text) for each in found(block, "timeline_list_feed_units"))["edges"]
    truth = [post for post in posts_of(world(MONTH), account) if post.by_page][:10]
    assert [edge["node"]["post_id"] for edge in stories] == [post.post_id.split("_")[1] for post in truth]
    counts = [next(found(edge, "total_count")) for edge in stories]
    assert counts == [post.comment_count for post in truth]


def test_other_counts_are_cut_too():
    assert [three_figures(count) for count in (941, 1_249, 12_990, 1_259_999)] == ["941", "1.24K", "12.9K", "1.25M"]
    assert [floored(count) for count in (7, 1_249, 128_999)] == [7, 1_240, 128_000]
