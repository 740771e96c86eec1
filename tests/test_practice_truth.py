"""The truth is honest: what it calls observable is on a page a visitor may read, and it moves with the months."""

from __future__ import annotations

import json
from collections import Counter
from html import unescape
from urllib.parse import unquote

import pytest

from barometer.months import Month
from barometer.practice.answer import Asked
from barometer.practice.internet import Internet
from barometer.practice.mentions import mentions_of
from barometer.practice.snares import snare_of
from barometer.practice.truth import truth
from barometer.practice.world import world

FIRST, MONTH = Month(2025, 11), Month(2026, 10)


def texts(internet, number):
    """Return what a visitor who obeys robots.txt may read of a site: front, contact and overview page."""
    manner = internet.sites.manners[number]
    front = {"subpath": "/nb/", "meta refresh": "/hjem/"}.get(manner.entry, "/")
    paths = [front, manner.overview_path] if manner.fault == "robots disallow contact" else [
        front, manner.contact_path, manner.overview_path
    ]  # fmt: skip
    if manner.family == "skript":
        paths.append("/api/bunn.json")
    scheme = "http" if manner.entry == "downgrade" else "https"
    base = f"{scheme}://{internet.sites.serving_host(number)}"
    answers = [internet.answer(Asked.of(base + path)) for path in paths if path]
    return "\n".join(answer.body.decode("utf-8", "replace") for answer in answers if answer.status == 200)


def readable(text):
    return unquote(unescape(text))


def test_every_observable_account_stands_on_a_page_and_no_other_does():
    internet, here = Internet(world(MONTH)), world(MONTH)
    checked = Counter()
    for number, authority in truth(MONTH).authorities.items():
        if authority.closed:
            assert all(each.hidden for each in authority.accounts)
            continue
        manner = internet.sites.manners[number]
        text = readable(texts(internet, number))
        mentions = mentions_of(here, number, manner)
        for each in authority.accounts:
            own = [mention for mention in mentions if mention.account and mention.account.key == each.account.key]
            as_state = json.dumps(each.account.path.lstrip("/")) if manner.family == "skript" else "\0"
            written = [readable(mention.url) for mention in own]
            stands = as_state in text or any(url in text or url[:60] in text for url in written)
            if each.account.exists:
                assert stands == (not each.hidden), (number, each.account.native_id, each.hidden, manner)
                checked[not each.hidden] += 1
    assert checked[True] > 900 and checked[False] > 300


@pytest.mark.parametrize("month", [FIRST, MONTH], ids=str)
def test_use_classes_come_out_like_those_found_by_hand(month):
    classes = Counter(each.page.use.use_class for each in truth(month).authorities.values() if each.page)
    total = sum(classes.values())
    assert 320 <= total <= 350
    assert 0.40 <= classes["dialog"] / total <= 0.50
    assert 0.40 <= classes["enveis"] / total <= 0.50
    assert 0.05 <= classes["inaktiv"] / total <= 0.12


def test_followers_grow_and_fall_from_month_to_month():
    changes = []
    for number, authority in truth(MONTH).authorities.items():
        before = truth(MONTH.shift(-1)).authorities[number].page
        if authority.page and before and authority.page.account.key == before.account.key:
            changes.append(authority.page.account.followers / before.account.followers - 1)
    assert len(changes) > 300
    assert 0.05 < sum(change < 0 for change in changes) / len(changes) < 0.4
    assert 0.002 < sorted(changes)[len(changes) // 2] < 0.012
    assert max(changes) > 0.03


def test_pages_are_born_closed_renamed_and_moved_within_the_year():
    here = {month: world(FIRST.shift(month)) for month in range(13)}
    seen = Counter()
    for number in here[0].authorities:
        course = here[0].life(number).course
        first, last = here[0].own_page(number), here[12].own_page(number)
        assert here[12].life(number).course == course
        if course == "born":
            assert first is None and last is not None
        elif course == "closed":
            assert first is not None and last is None
        elif course == "renamed":
            assert first.page_id == last.page_id and first.native_id in last.ids
        elif course == "moved":
            assert first.page_id != last.page_id
        seen[course] += 1
    assert all(seen[course] >= 3 for course in ("born", "closed", "renamed", "moved", "two", "never", "unlinked"))


def test_the_same_posts_are_seen_from_two_months():
    earlier, later = world(Month(2026, 9)), world(MONTH)
    from barometer.practice.posts import posts_of

    number = next(each for each in later.authorities if later.own_page(each) and later.life(each).course == "steady")
    old = {post.post_id: post for post in posts_of(earlier, earlier.own_page(number))}
    new = {post.post_id: post for post in posts_of(later, later.own_page(number))}
    shared = old.keys() & new.keys()
    assert len(shared) > 5 and new.keys() - old.keys() and old.keys() - new.keys()
    for key in shared:
        assert old[key].at == new[key].at and old[key].text == new[key].text
        assert old[key].comment_count <= new[key].comment_count


def test_every_snare_is_set_for_someone():
    snares = Counter(snare_of(1, number) for number in world(MONTH).authorities)
    assert len(snares) == 10 and all(count >= 2 for count in snares.values())
