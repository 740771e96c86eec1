"""Recorded pages and answers that nobody here wrote: each expected value was read on the page by a person.

Where the folder is absent the tests are skipped; pages of our own cover every parser everywhere.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from barometer.importing import pages_in
from barometer.parse import bluesky, facebook, graph_api, instagram, linkedin, mastodon, x, youtube
from barometer.readings import Outcome, Page
from tests.saved import counted, of_type, outcome_of, page_of, recorded
from tests.shared import REAL, needs_real

pytestmark = needs_real
SOCIAL = REAL / "social"
GRAPH = "https://graph.facebook.com/v16.0/"
YOUTUBE = "https://www.youtube.com/@kurzgesagt"


@pytest.mark.parametrize(
    ("parser", "name", "url", "expected"),
    [
        (facebook, "facebook_m_posts_en_2021-06-08_1.html.gz", "https://m.facebook.com/Nintendo/posts/",
         {"likes": (5_411_563, 5_411_563), "talking_about": (25_177, 25_177)}),
        (facebook, "fb-log-adwokatburtowy.html.gz", "https://www.facebook.com/adwokatburtowy/",
         {"likes": (392, 392), "talking_about": (14, 14), "followers": (408, 408)}),
        (instagram, "instagram_post_2017.html.gz", "https://www.instagram.com/p/BWUDBntl3_Z/",
         {"followers": (8_808_002, 8_808_002), "posts": (683, 683)}),
        (linkedin, "linkedin_company.html.gz", "https://uk.linkedin.com/company/audiense", {"followers": (5750, 5750)}),
        (youtube, "newpipe_yt__kurzgesagt__generated_mock_2.json.gz", YOUTUBE,
         {"subscribers": (25_000_000, 25_099_999), "posts": (337, 337)}),
    ],
)  # fmt: skip
def test_what_a_person_reads_on_a_page(parser, name, url, expected):
    assert counted(parser.parse(recorded(SOCIAL / name, url))) == expected


@pytest.mark.parametrize(
    ("parser", "name", "url", "expected"),
    [
        (youtube, "newpipe_yt__agerestrictedchannel__generated_mock_2.json.gz", YOUTUBE, Outcome.RESTRICTED),
        (youtube, "newpipe_yt__notavailable__generated_mock_2.json.gz", YOUTUBE, Outcome.UNAVAILABLE),
        (youtube, "newpipe_yt__captaindisillusion__generated_mock_0.json.gz", YOUTUBE, Outcome.UNPARSABLE),
        (x, "x_post_2023.html.gz", "https://twitter.com/UaSmart/status/934106870834454529", Outcome.UNPARSABLE),
        (bluesky, "bluesky_get_follows.json", "https://public.api.bsky.app/xrpc/app.bsky.graph.getFollows?actor=a.b",
         Outcome.UNPARSABLE),
    ],
)  # fmt: skip
def test_a_page_without_a_figure_of_the_account_is_an_outcome(parser, name, url, expected):
    assert outcome_of(parser, recorded(SOCIAL / name, url)) is expected


def test_posts_of_the_mobile_site():
    page = recorded(SOCIAL / "facebook_m_posts_en_2021-06-08_1.html.gz", "https://m.facebook.com/Nintendo/posts/")
    reading = facebook.parse(page)
    assert [
        (each.post_id, f"{each.posted_at:%Y-%m-%d %H:%M}", each.reactions_high, each.comments_high, each.shares_high)
        for each in of_type(reading, "post")
    ] == [("4194934713924283", "2021-06-05 00:33", 466, 73, 17), ("4193752747375813", "2021-06-04 15:11", 290, 44, 25)]
    assert (of_type(reading, "profile")[0].native_id, of_type(reading, "profile")[0].username) == (
        "119240841493711", "nintendo")  # fmt: skip


def test_posts_of_the_old_desktop():
    page = recorded(SOCIAL / "fb-log-adwokatburtowy.html.gz", "https://www.facebook.com/adwokatburtowy/")
    assert [
        (f"{each.posted_at:%Y-%m-%d %H:%M}", each.reactions_high, each.comments_high, each.shares_high)
        for each in of_type(facebook.parse(page), "post")
    ] == [("2020-09-03 09:18", 5, 0, 0), ("2020-08-11 09:49", 3, 2, 1)]


@cache
def pages(name: str) -> tuple[Page, ...]:
    return tuple(pages_in(SOCIAL / name, language="en"))


def test_recorded_visits_to_one_page_minutes_apart_differ_and_are_both_read():
    found = [page for page in pages("facebook-scraper__TestGetPosts.test_smoketest.yaml.gz") if "Nintendo" in page.url]
    likes = [counted(facebook.parse(page)).get("likes") for page in found if outcome_of(facebook, page) is Outcome.OK]
    assert likes == [(5_411_563, 5_411_563), (5_411_130, 5_411_130), (5_411_563, 5_411_563), (5_411_563, 5_411_563)]
    # The rest are single posts and videos whose description is the post's own text.
    rest = [page for page in found if outcome_of(facebook, page) is not Outcome.OK]
    assert rest
    assert all(re.search(r"/(?:posts|videos|photos)/", page.url) for page in rest)


def test_recorded_photos_show_the_pages_likes_not_their_own():
    found = pages("facebook-scraper__TestGetPosts.test_get_posts.yaml.gz")
    photos = [counted(facebook.parse(page)) for page in found if "/photos/" in page.url]
    assert photos == [{"likes": (5_411_352, 5_411_352), "talking_about": (25_236, 25_236)}] * 4


def test_recorded_mastodon_answers():
    found = pages("mastodon__test_account_lookup.yaml")
    outcomes = [outcome_of(mastodon, page) for page in found]
    assert outcomes == [Outcome.OK, Outcome.NOT_FOUND, Outcome.OK, Outcome.OK]
    zero = {"followers": (0, 0), "following": (0, 0), "posts": (0, 0)}
    assert [counted(mastodon.parse(page)) for page in found if page.status == 200] == [zero] * 3
    own = pages("mastodon__test_account.yaml")
    assert [counted(mastodon.parse(page)) for page in own] == [zero] * 2


NODES = {
    "restfb__v1_0__page": {"likes": 87_740_037, "talking_about": 784_255, "were_here": 0},
    "restfb__v2_3__page-engagement": {"likes": 37},
    "restfb__v2_5__page-with-likes": {"likes": 3},
    "restfb__v2_6__page-with-fancount": {"likes": 3},
    "restfb__v2_6__page-with-likes": {"likes": 1_089_005},
    "spring__organization-page": {"likes": 33, "talking_about": 19},
    "spring__page-with-extra-data": {"likes": 12_843, "talking_about": 8, "were_here": 0},
    "spring__place-page": {"likes": 1_052, "talking_about": 15_062},
    "spring__place-with-hours-page": {"likes": 3_078, "talking_about": 68, "were_here": 2_825},
    "spring__product-page": {"likes": 5_083_988, "talking_about": 32_597},
}
FEEDS = {  # file: posts, of them the page's own, comments told apart, is there a next page
    "restfb__v2_1__feed-got": (25, 0, 48, True),
    "spring__feed-with-unknown-type": (1, 1, 0, True),
    "spring__feed": (5, 5, 0, True),
    "spring__feedPage1": (2, 2, 0, True),
    "spring__feedPage2": (2, 2, 0, True),
    "spring__feedPage3": (1, 1, 0, True),
}
POSTS = ("restfb__v2_1__post-story", "restfb__v2_1__post-with-likes-totalcount", "spring__post",
         "spring__post_nolikes", "spring__post_preSept2012")  # fmt: skip
COMMENTS = ("spring__comments",)


def answer(name: str, path: str) -> Page:
    return recorded(REAL / "graph_api" / f"{name}.json", GRAPH + path)


@pytest.mark.parametrize(("name", "expected"), NODES.items())
def test_figures_of_graph_api_pages_of_many_versions(name, expected):
    assert counted(graph_api.parse(answer(name, "page"))) == {kind: (value, value) for kind, value in expected.items()}


@pytest.mark.parametrize(("name", "expected"), FEEDS.items())
def test_feeds_of_many_versions(name, expected):
    reading = graph_api.parse(answer(name, "page/feed"))
    posts = of_type(reading, "post")
    assert (
        len(posts), sum(post.by == "page" for post in posts), len(of_type(reading, "comment")), bool(reading.next_urls)
    ) == expected  # fmt: skip
    assert not any("token" in url.replace("__paging_token", "") for url in reading.next_urls)


@pytest.mark.parametrize("name", POSTS)
def test_single_posts(name):
    reading = graph_api.parse(answer(name, "1_2"))
    assert len(of_type(reading, "post")) == 1
    assert of_type(reading, "feed") == []


def test_a_comments_edge():
    reading = graph_api.parse(answer("spring__comments", "1533260333_122829644452184/comments"))
    assert [(each.thread, each.by) for each in of_type(reading, "comment")] == [(0, "page"), (1, "citizen")]


def test_what_is_no_page_and_no_feed_is_an_outcome():
    known = {*NODES, *FEEDS, *POSTS, *COMMENTS}
    rest = sorted(path.stem for path in (REAL / "graph_api").iterdir() if path.stem not in known)
    assert {outcome_of(graph_api, answer(name, "page")) for name in rest} == {Outcome.UNPARSABLE}
    assert len(rest) == 33 - len(known)


READ_BY_A_PERSON = list(csv.DictReader((Path(__file__).parent / "real_facebook.csv").read_text().splitlines()))


@pytest.mark.parametrize("row", READ_BY_A_PERSON, ids=lambda row: row["file"])
def test_every_graph_answer_gives_what_a_person_reads_there(row):
    page = answer(row["file"], row["asked"])
    assert outcome_of(graph_api, page) == row["outcome"]
    if row["outcome"] != "ok":
        return
    reading = graph_api.parse(page)
    shown = " ".join(f"{kind} {low}" for kind, (low, _) in sorted(counted(reading).items()))
    posts = of_type(reading, "post")
    first = [
        f"{each.post_id} {each.posted_at:%Y-%m-%d %H:%M} {each.by} "
        + " ".join("-" if n is None else str(n) for n in (each.reactions_high, each.comments_high, each.shares_high))
        for each in posts[:1]
    ]
    found = (shown, str(len(posts)), str(len(of_type(reading, "comment"))), "".join(first))
    assert found == (row["counters"], row["posts"], row["comments"], row["first_post"])


def test_the_table_names_every_graph_answer():
    assert {row["file"] for row in READ_BY_A_PERSON} == {path.stem for path in (REAL / "graph_api").iterdir()}


def test_every_mocked_graph_answer_gives_an_outcome():
    text = (SOCIAL / "koala_mock_facebook_responses.yml").read_text()
    bodies = re.findall(r"(?:with_token|no_token|body): '(.*)'$", text, re.MULTILINE)
    assert len(bodies) > 60
    ended = [outcome_of(graph_api, page_of(body.replace("''", "'"), f"{GRAPH}page/feed")) for body in bodies]
    assert Outcome.TOKEN_REFUSED in ended, "an access token is required"
    feeds = [body for body, outcome in zip(bodies, ended, strict=True) if outcome is Outcome.OK]
    assert all('"data":[]' in body.replace(" ", "") for body in feeds), "only empty feeds are read as seen"


@pytest.mark.parametrize("folder", ["sites", "hard", "social", "graph_api", "official_api"])
def test_no_parser_crashes_on_any_file(folder):
    everywhere = (facebook, graph_api, youtube, instagram, linkedin, x, bluesky, mastodon)
    for path in sorted((REAL / folder).iterdir()):
        # What is no page of a platform goes through one of them: they share all that could fail.
        for parser in everywhere if folder in ("social", "graph_api") and path.stat().st_size < 10**5 else (facebook,):
            read = outcome_of(parser, recorded(path, "https://www.facebook.com/somebody"))
            assert isinstance(read, Outcome), path
