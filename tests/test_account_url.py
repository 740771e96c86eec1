"""Any address to an account: true forms by platform, refusals by reason, and tricks that must never pass."""

import csv
import json

import pytest

from barometer.parse.account_url import AccountUrl, Rejected, account_address, account_of
from tests.account_url_cases import KEY, REFUSED, TRICKS, TRUE_FORMS
from tests.shared import HOSTILE, REAL, needs_hostile, needs_real


@pytest.mark.parametrize(
    ("url", "expected"),
    [(url, AccountUrl(*rest)) for rows in TRUE_FORMS.values() for url, *rest in rows],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_true_form_names_its_account_and_opens_again(url, expected):
    found = account_of(url)
    assert found == expected
    again = account_of(account_address(expected.channel, expected.native_id))
    assert (again.channel, again.native_id) == (expected.channel, expected.native_id)


def test_there_are_enough_true_forms():
    assert len({url for rows in TRUE_FORMS.values() for url, *_ in rows}) >= 60


@pytest.mark.parametrize(("kind", "url"), [(kind, url) for kind, urls in REFUSED.items() for url in urls])
def test_what_names_no_account_says_what_it_is(kind, url):
    found = account_of(url)
    assert isinstance(found, Rejected)
    assert found.kind == kind
    assert found.reason
    assert found.channel


@pytest.mark.parametrize("url", TRICKS)
def test_a_trick_is_nobodys_account(url):
    assert not isinstance(account_of(url), AccountUrl)


def test_what_a_link_says_of_itself_opens_any_instance_and_feed():
    assert account_of("https://toot.oslo.no/@by", said="mastodon") == AccountUrl("mastodon", "by@toot.oslo.no",
    "account")
    assert account_of("https://oslo.no/@by", said="mastodon") == AccountUrl("mastodon", "by@oslo.no", "account")
    assert account_of("https://medium.com/@by", said="mastodon") == AccountUrl("blog", "medium.com/@by", "account")
    assert account_of("https://oslo.no/nyheter/rss.xml", said="rss") == AccountUrl("rss", "oslo.no/nyheter/rss.xml",
    "feed")
    assert account_of("https://oslo.no/nyheter/", said="rss") is None
    for path in ("/2020/01/en-sak/feed/", "/en-lang-sak/5805/feed"):
        assert isinstance(account_of(f"https://oslo.no{path}", said="rss"), Rejected)


def test_wrapping_without_end_ends():
    url = "https://www.facebook.com/l.php?u=x"
    for _ in range(6):
        url = f"https://www.facebook.com/l.php?u={url.replace('&', '%26').replace('?', '%3F')}"
    assert not isinstance(account_of(url), AccountUrl)


@needs_hostile
def test_no_lookalike_host_is_accepted():
    hosts = set((HOSTILE / "lookalike-hosts.txt").read_text().split())
    own = {"facebook.com", "instagram.com", "x.com"}
    assert own < hosts, "the list holds the three originals that it was made from"
    paths = ("/oslo", "/@oslo", f"/channel/{KEY}", "/web/@oslo", "/rss")
    wrong = [
        url
        for host in sorted(hosts - own)
        for url in (*(f"https://{host}{path}" for path in paths), f"{host}/oslo")
        if isinstance(account_of(url), AccountUrl)
    ]
    assert wrong == []


@needs_hostile
def test_no_conformance_case_is_an_account():
    cases = [case for case in json.loads((HOSTILE / "whatwg-urls.json").read_text()) if isinstance(case, dict)]
    assert len(cases) > 400
    assert [case["input"] for case in cases if isinstance(account_of(case["input"]), AccountUrl)] == []


@needs_real
def test_official_accounts_of_a_government_get_their_platform():
    rows = list(csv.DictReader((REAL / "accounts_canada.csv").open(encoding="utf-8-sig")))
    spelled = {"intagram": "instagram"}
    wrong = []
    for row in rows:
        platform = row["Platform"].lower()
        found = account_of(row["URL"])
        if not isinstance(found, AccountUrl) or found.channel != spelled.get(platform, platform):
            wrong.append(row["URL"])
    # Both are filed under another platform than the one they lead to.
    assert wrong == [
        "https://www.flickr.com/photos/66821901@N06/", "https://www.youtube.com/channel/UCmTy_tW98KaJN-48OMQEfOg",
    ]
    assert len(rows) == 922


@needs_real
def test_real_facebook_forms_are_told_apart():
    urls = sorted({row["url"] for row in csv.DictReader((REAL / "facebook_url_forms.csv").open())})
    found = [account_of(url) for url in urls]
    kinds = [answer.kind if answer else None for answer in found]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "page": 5, "profile": 3, "group": 2, "post": 13, "photo": 7, "video": 3, None: 1,
    }
