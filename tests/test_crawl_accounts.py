"""Routes to accounts, over TLS on loopback: permissions, secrets, busy interfaces, and what of it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from barometer.crawling import CrawlReport, crawl
from barometer.decisions import COLUMNS
from barometer.months import Month
from barometer.readings import Account, Outcome, Visit
from barometer.readings_file import read
from barometer.storage import DataFolder
from spiders.archive import pages_of
from tests.crawl_web import Answer, Web, invented_country, loopback_web, page, site

MONTH = Month(2026, 10)
CLOCK = "2026-10-20T04:00:00+00:00"
TOKEN = "EAAB-very-secret-token"
KEY = "AIza-very-secret-key"
OPEN = {
    "BAROMETER_GRAPH_TOKEN": TOKEN, "BAROMETER_YOUTUBE_KEY": KEY,
    "BAROMETER_PERMISSIONS": str(Path(__file__).parent / "permissions.toml"),
    "BAROMETER_ARCHIVE_SOCIAL": "true", "BAROMETER_CLOCK": CLOCK,
}  # fmt: skip
PAGE = ("facebook", "storvikkommune")
"""Found on the website where that is crawled, attested where only the routes to it are of interest."""
ATTESTED = (
    ("bluesky", "storvik.bsky.social"), ("mastodon", "storvik@social.storvik.no"), ("youtube", "@storvikkommune"),
)  # fmt: skip
PUBLIC_PAGE = (
    '<html lang="en"><head><title>Storvik kommune</title><meta property="og:title" content="Storvik kommune">'
    '<meta name="description" content="Storvik kommune, Storvik. 5,941 likes &#xb7; 7 talking about this &#xb7;'
    ' 12 were here. Hei"></head><body><div id="content">Storvik kommune</div></body></html>'
)
PLUGIN = (
    '<html lang="nb"><body><a href="https://www.facebook.com/storvikkommune">Storvik kommune</a>'
    "<div>6 002 følgere</div></body></html>"
)


def _json(value: object, status: int = 200, **headers: str) -> Answer:
    return Answer(json.dumps(value), status, headers, content_type="application/json; charset=utf-8")


def _post(number: int) -> dict[str, object]:
    return {
        "id": f"1001_{number}", "created_time": f"2026-10-{number:02d}T08:00:00+0000", "message": "Møte på torsdag",
        "from": {"id": "1001", "name": "Storvik kommune"}, "reactions": {"data": [], "summary": {"total_count": 4}},
        "comments": {"data": [], "summary": {"total_count": 0}},
    }  # fmt: skip


def _graph(path: str) -> Answer:
    """Play a page with a feed of two pages; next page's address carries the token, as Facebook's does."""
    parts = urlsplit(path)
    if not parts.path.endswith("/feed"):
        return _json({"id": "1001", "name": "Storvik kommune", "fan_count": 900, "followers_count": 950})
    if "after" in parse_qs(parts.query):
        return _json({"data": [_post(3)], "paging": {}})
    following = f"https://graph.facebook.com{path}&access_token={TOKEN}&after=two"
    return _json({"data": [_post(18), _post(11)], "paging": {"next": following}})


def _hosts(web: Web) -> None:
    web.hosts = {
        "www.storvik.no": site({"/": page("storvikkommune")}),
        "graph.facebook.com": _graph,
        "www.facebook.com": lambda path: Answer(PLUGIN) if path.startswith("/plugins/page.php?") else site(
            {"/storvikkommune": PUBLIC_PAGE}
        )(path),
        "public.api.bsky.app": lambda path: _json(
            {"did": "did:plc:x", "handle": "storvik.bsky.social", "displayName": "Storvik kommune",
             "followersCount": 321, "followsCount": 2, "postsCount": 40}
        ) if path.startswith("/xrpc/") else Answer(status=404),
        "social.storvik.no": lambda path: _json(
            {"id": "1", "username": "storvik", "acct": "storvik", "display_name": "Storvik kommune",
             "url": "https://social.storvik.no/@storvik", "followers_count": 77, "following_count": 1,
             "statuses_count": 9, "last_status_at": "2026-10-18", "fields": []}
        ) if path.startswith("/api/") else Answer(status=404),
        "www.googleapis.com": lambda path: _json(
            {"kind": "youtube#channelListResponse", "echo": KEY, "pageInfo": {"totalResults": 1, "resultsPerPage": 5},
             "items": [{"kind": "youtube#channel", "id": "UC" + "a" * 22,
                        "snippet": {"title": "Storvik kommune", "customUrl": "@storvikkommune"},
                        "statistics": {"subscriberCount": "1240", "hiddenSubscriberCount": False,
                                       "videoCount": "12", "viewCount": "9"}}]}
        ),
    }  # fmt: skip


def _unchanged(web: Web) -> None:
    """Leave the hosts as they are."""


def _crawl(
    root: Path,
    environment: dict[str, str],
    change: Callable[[Web], None] = _unchanged,
    routes: list[str] | None = None,
) -> tuple[DataFolder, CrawlReport, Web]:
    folder = DataFolder(root / "zz")
    folder.root.mkdir(parents=True, exist_ok=True)
    attested = [*ATTESTED, PAGE] if routes else ATTESTED
    rows = [f"9001,{channel},{key},attested,helhetlig,2026-01-15,test," for channel, key in attested]
    folder.accounts.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n")
    with loopback_web() as web:
        _hosts(web)
        change(web)
        country = invented_country({"9001": "https://www.storvik.no/"})
        report = crawl(country, MONTH, folder, web.settings(), environment, routes=routes)
    return folder, report, web


def _visits(folder: DataFolder, route: str) -> list[Visit]:
    return list(read(folder.route(MONTH, route), Visit))


def _counters(visit: Visit) -> dict[str, tuple[int, int]]:
    return {each.kind: (each.low, each.high) for each in visit.readings if each.type == "counter"}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, CrawlReport, Web]:
    return _crawl(tmp_path_factory.mktemp("accounts"), OPEN)


def test_every_route_reads_its_counters(opened: tuple[DataFolder, CrawlReport, Web]) -> None:
    folder, report, _ = opened
    assert {each.route: each.outcomes for each in report.routes if each.targets} == {
        route: {"ok": 1}
        for route in ("website", "facebook", "facebook_plugin", "graph_api", "bluesky", "mastodon", "youtube")
    }
    routes = ("graph_api", "bluesky", "mastodon", "youtube", "facebook", "facebook_plugin")
    counters = {route: _counters(_visits(folder, route)[0]) for route in routes}
    assert counters["graph_api"] == {"likes": (900, 900), "followers": (950, 950)}
    assert counters["bluesky"]["followers"] == (321, 321)
    assert counters["mastodon"]["followers"] == (77, 77)
    assert counters["youtube"]["subscribers"] == (1240, 1249)
    assert counters["facebook"]["likes"] == (5941, 5941)
    assert counters["facebook_plugin"] == {"followers": (6002, 6002)}


def test_interfaces_are_asked_under_the_one_agent_string(opened: tuple[DataFolder, CrawlReport, Web]) -> None:
    _, _, web = opened
    assert {"graph.facebook.com", "www.googleapis.com", "public.api.bsky.app"} <= {each.host for each in web.asked}
    agents = {each.headers.get("User-Agent", "").split("/")[0] for each in [*web.asked, *web.tunnels]}
    assert agents == {"Barometer"}


def test_a_feed_of_several_pages_is_one_feed_that_reaches_the_window(
    opened: tuple[DataFolder, CrawlReport, Web],
) -> None:
    folder, _, _ = opened
    (visit,) = _visits(folder, "graph_api")
    feeds = [each for each in visit.readings if each.type == "feed"]
    assert [(each.post_count, str(each.covers_from)) for each in feeds] == [(3, "2026-07-17 04:00:00+00:00")]
    assert sum(1 for each in visit.readings if each.type == "post") == 3
    assert visit.viewer == "app_token" and str(visit.started_at).startswith("2026-10-20 04:00")


def test_no_secret_lies_on_disk_or_goes_anywhere_else(opened: tuple[DataFolder, CrawlReport, Web]) -> None:
    folder, _, web = opened
    asked = [each for each in web.asked if each.host in ("graph.facebook.com", "www.googleapis.com")]
    assert len(asked) == 4
    assert not any(TOKEN in each.path or KEY in each.path for each in asked)
    assert [each.headers.get("Authorization") for each in asked if "graph" in each.host] == [f"Bearer {TOKEN}"] * 3
    assert not any("Authorization" in each.headers for each in web.asked if each not in asked)

    files = [path for path in folder.root.rglob("*") if path.is_file()]
    kept = b"".join(path.read_bytes() for path in files)
    for route in ("graph_api", "youtube"):
        for each in _visits(folder, route):
            assert each.archive and each.archive_offset is not None and each.archive_length
            held = pages_of(folder.archive(MONTH) / each.archive, each.archive_offset, each.archive_length)
            kept += b"".join(page.body + page.url.encode() for page in held)
    assert b"Storvik kommune" in kept
    assert TOKEN.encode() not in kept and KEY.encode() not in kept


def test_without_permission_no_request_is_made_and_the_report_says_what_is_missing(tmp_path: Path) -> None:
    routes = ["facebook", "facebook_plugin", "graph_api", "youtube", "bluesky"]
    folder, report, web = _crawl(tmp_path, {"BAROMETER_CLOCK": CLOCK}, routes=routes)
    assert {each.host for each in web.asked} == {"public.api.bsky.app"}
    for route in ("facebook", "facebook_plugin", "youtube"):
        (visit,) = _visits(folder, route)
        assert (visit.outcome, visit.pages, visit.readings) == (Outcome.NO_PERMISSION, (), ())
    said = "\n".join(report.lines())
    for route in ("facebook", "facebook_plugin"):
        assert f"{route}: 0 of 1 ok (1 no_permission); needs a recorded permission (permissions.toml)" in said
    assert "graph_api: 0 of 1 ok; skipped: needs a Graph API token (BAROMETER_GRAPH_TOKEN)" in said
    assert "youtube: 0 of 1 ok (1 no_permission); needs BAROMETER_YOUTUBE_KEY or a recorded permission" in said
    assert not (folder.archive(MONTH) / "bluesky.warc.gz").exists(), "social pages are kept only when asked for"
    # With the permission the refused visits are made, once.
    folder, _, _ = _crawl(tmp_path, OPEN, routes=["facebook"])
    assert [each.outcome for each in _visits(folder, "facebook")] == [Outcome.OK]


def test_a_busy_interface_is_asked_again_and_a_token_is_not_sent_elsewhere(tmp_path: Path) -> None:
    calls: list[str] = []

    def busy(path: str) -> Answer:
        calls.append(path)
        if len(calls) == 1:
            error = {"message": "(#4) Application request limit reached", "type": "OAuthException", "code": 4}
            return _json({"error": error}, 400)
        answer = _graph(path)
        body = str(answer.body).replace("https://graph.facebook.com/", "https://graph.facebook.com.storvik.no/")
        return Answer(body, content_type=answer.content_type)

    def change(web: Web) -> None:
        web.hosts["graph.facebook.com"] = busy

    folder, _, web = _crawl(tmp_path, OPEN, change, routes=["graph_api"])
    (visit,) = _visits(folder, "graph_api")
    assert visit.outcome is Outcome.OK and _counters(visit)["followers"] == (950, 950)
    times = [each.at for each in web.asked if each.host == "graph.facebook.com"]
    assert len(times) == 3 and times[1] - times[0] >= 0.2
    assert web.paths("graph.facebook.com.storvik.no") == []
    # What was asked for once more is no page of the visit, and replaying it does not stumble over it.
    assert len(visit.pages) == 2


def test_an_interface_that_stays_busy_ends_as_rate_limited(tmp_path: Path) -> None:
    def change(web: Web) -> None:
        web.hosts["graph.facebook.com"] = lambda path: Answer("Slow down", 429, {"Retry-After": "0"})

    folder, _, web = _crawl(tmp_path, OPEN, change, routes=["graph_api"])
    (visit,) = _visits(folder, "graph_api")
    assert (visit.outcome, visit.readings) == (Outcome.RATE_LIMITED, ())
    assert len(web.paths("graph.facebook.com")) == 4


def test_accounts_are_judged_before_and_after_the_account_routes(opened: tuple[DataFolder, CrawlReport, Web]) -> None:
    folder, report, _ = opened
    accounts = list(read(folder.month_accounts(MONTH), Account))
    assert {each.channel for each in accounts if each.status == "official"} == {
        "facebook", "bluesky", "mastodon", "youtube",
    }  # fmt: skip
    assert report.accounts == 4
