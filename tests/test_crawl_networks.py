"""Instagram, X and YouTube by token or by page: what is asked, how refusals end, and that tokens stay in headers."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from scrapy.http import Response

from barometer.crawling import CrawlReport, crawl
from barometer.decisions import COLUMNS
from barometer.months import Month
from barometer.readings import Outcome, Visit
from barometer.readings_file import read
from barometer.storage import DataFolder
from spiders.politeness import pause_asked
from tests.crawl_web import Answer, Host, Web, invented_country, loopback_web, page, site

MONTH = Month(2026, 10)
CLOCK = "2026-10-20T04:00:00+00:00"
NOW = 1_792_468_800
"""The same instant in seconds since 1970."""
TOKEN, X_TOKEN = "EAAB-very-secret-token", "AAAA-very-secret-bearer"
TOKENS = {"BAROMETER_CLOCK": CLOCK, "BAROMETER_GRAPH_TOKEN": TOKEN, "BAROMETER_X_TOKEN": X_TOKEN,
          "BAROMETER_INSTAGRAM_USER_ID": "17841400000000001", "BAROMETER_YOUTUBE_KEY": "AIza-very-secret-key",
          "BAROMETER_ARCHIVE_SOCIAL": "true"}  # fmt: skip
NETWORKS = ["instagram", "x", "youtube"]
CHANNEL = "UC" + "a" * 22
ATTESTED = ("9001,instagram,storvik.kommune", "9001,x,storvikkommune", f"9001,youtube,{CHANNEL}")
PROFILE = (
    '<html lang="en"><head><title>Storvik (@storvik.kommune)</title><meta property="og:description" content="12.4K'
    ' Followers, 45 Following, 1,204 Posts - See Instagram photos and videos from Storvik (@storvik.kommune)">'
    '<meta property="og:url" content="https://www.instagram.com/storvik.kommune/"></head></html>'
)
CHANNEL_PAGE = (Path(__file__).parent / "pages/youtube/channel.html").read_text()


def _json(value: object, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(json.dumps(value), status, named, content_type="application/json; charset=utf-8")


def _x(path: str) -> Answer:
    user = {"id": "22", "name": "Storvik", "username": "StorvikKommune", "public_metrics": {"followers_count": 842}}
    return _json({"data": user, "echo": X_TOKEN})


def _busy(until: int) -> Answer:
    return _json({"title": "Too Many Requests"}, 429, x_rate_limit_reset=str(until))


def _discovery(path: str) -> Answer:
    found = {"username": "storvik.kommune", "followers_count": 12_437, "media_count": 1_204, "id": "7"}
    return _json({"business_discovery": found, "id": "17841400000000001"})


def _hosts() -> dict[str, Host]:
    return {
        "www.storvik.no": site({"/": page()}),
        "graph.facebook.com": _discovery,
        "api.x.com": _x,
        "www.googleapis.com": lambda path: _json({"items": [{
            "id": CHANNEL, "snippet": {"title": "Storvik kommune"},
            "statistics": {"subscriberCount": "0", "hiddenSubscriberCount": True, "videoCount": "12"}}]}),
        "www.instagram.com": site({"/storvik.kommune/": PROFILE}, robots="User-agent: *\nAllow: /\n"),
        "www.youtube.com": site({f"/channel/{CHANNEL}": CHANNEL_PAGE}, robots="User-agent: *\nAllow: /\n"),
    }  # fmt: skip


def _crawl(
    root: Path, environment: dict[str, str], routes: list[str] = NETWORKS,
    attested: tuple[str, ...] = ATTESTED, **changed: Host,
) -> tuple[DataFolder, CrawlReport, Web]:
    folder = DataFolder(root / "zz")
    folder.root.mkdir(parents=True, exist_ok=True)
    rows = [f"{each},attested,helhetlig,2026-01-15,test," for each in attested]
    folder.accounts.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n")
    with loopback_web() as web:
        web.hosts = {**_hosts(), **{name.replace("_", "."): host for name, host in changed.items()}}
        country = invented_country({"9001": "https://www.storvik.no/", "9002": "https://www.nesset.no/"})
        report = crawl(country, MONTH, folder, web.settings(), environment, routes=routes)
    return folder, report, web


def _visit(folder: DataFolder, route: str) -> Visit:
    (visit,) = read(folder.route(MONTH, route), Visit)
    return visit


def _counters(visit: Visit) -> dict[str, tuple[int, int]]:
    return {each.kind: (each.low, each.high) for each in visit.readings if each.type == "counter"}


def test_by_token_every_figure_is_exact_and_a_hidden_one_is_absent(tmp_path: Path) -> None:
    folder, report, web = _crawl(tmp_path, TOKENS)
    assert _counters(_visit(folder, "instagram")) == {"followers": (12_437, 12_437), "posts": (1_204, 1_204)}
    assert _counters(_visit(folder, "x")) == {"followers": (842, 842)}
    assert _counters(_visit(folder, "youtube")) == {"posts": (12, 12)}, "hidden is not zero"
    assert {_visit(folder, route).viewer for route in NETWORKS} == {"app_token"}

    (asked,) = (each for each in web.asked if each.host == "graph.facebook.com")
    fields = unquote(parse_qs(urlsplit(asked.path).query)["fields"][0])
    assert urlsplit(asked.path).path == "/v25.0/17841400000000001"
    assert fields == (
        "business_discovery.username(storvik.kommune){id,username,name,website,followers_count,media_count}"
    )
    (x_asked,) = (each for each in web.asked if each.host == "api.x.com")
    assert x_asked.path == "/2/users/by/username/storvikkommune?user.fields=public_metrics,verified,entities,created_at"
    sent = {each.host: each.headers.get("Authorization") for each in web.asked}
    assert (sent["graph.facebook.com"], sent["api.x.com"]) == (f"Bearer {TOKEN}", f"Bearer {X_TOKEN}")
    assert not any("secret" in each.path for each in web.asked)
    kept = b"".join(path.read_bytes() for path in folder.root.rglob("*") if path.is_file() and path.suffix != ".gz")
    assert b"StorvikKommune".lower() in kept and b"very-secret" not in kept
    assert [each.note for each in report.routes] == ["", "", ""]


def test_by_page_only_with_a_permission(tmp_path: Path) -> None:
    folder, report, web = _crawl(tmp_path, {"BAROMETER_CLOCK": CLOCK})
    assert web.asked == []
    for route in ("instagram", "youtube"):
        assert (_visit(folder, route).outcome, _visit(folder, route).pages) == (Outcome.NO_PERMISSION, ())
    said = "\n".join(report.lines())
    permission = "or a recorded permission (permissions.toml)"
    assert f"youtube: 0 of 1 ok (1 no_permission); needs BAROMETER_YOUTUBE_KEY {permission}" in said
    assert f"needs BAROMETER_GRAPH_TOKEN and BAROMETER_INSTAGRAM_USER_ID {permission}" in said
    assert "x: 0 of 1 ok; skipped: needs an X API bearer token (BAROMETER_X_TOKEN)" in said

    permissions = tmp_path / "permissions.toml"
    entry = '[[permission]]\nhost = "{}"\ngiven_by = "test"\ngiven_on = 2026-01-01\nscope = "test"\n'
    permissions.write_text(entry.format("www.instagram.com") + entry.format("www.youtube.com"))
    folder, _, web = _crawl(tmp_path, {"BAROMETER_CLOCK": CLOCK, "BAROMETER_PERMISSIONS": str(permissions)})
    instagram, youtube = _visit(folder, "instagram"), _visit(folder, "youtube")
    assert _counters(instagram) == {"followers": (12_350, 12_499), "following": (45, 45), "posts": (1_204, 1_204)}
    assert _counters(youtube)["subscribers"] == (1_240, 1_249), "cut to three figures"
    assert (instagram.viewer, youtube.viewer) == ("logged_out", "logged_out")
    assert {each.path for each in web.asked} == {"/robots.txt", "/storvik.kommune/", f"/channel/{CHANNEL}"}
    assert not any("Authorization" in each.headers or "X-Goog-Api-Key" in each.headers for each in web.asked)


def test_a_refusal_is_an_outcome_and_no_remedy_is_named_that_would_not_help(tmp_path: Path) -> None:
    folder, report, web = _crawl(
        tmp_path, TOKENS, attested=(*ATTESTED, "9002,instagram,nesset.kommune", "9002,x,nesset"),
        graph_facebook_com=lambda path: _json({"error": {"code": 110, "error_subcode": 2207013}}, 400),
        api_x_com=lambda path: _json({"title": "Forbidden", "status": 403}, 403),
        www_googleapis_com=lambda path: _json({"error": {"code": 403, "errors": [{"reason": "forbidden"}]}}, 403),
    )  # fmt: skip
    refused = {visit.route: visit.outcome for route in NETWORKS for visit in read(folder.route(MONTH, route), Visit)}
    assert refused == {
        "instagram": Outcome.UNAVAILABLE, "x": Outcome.TOKEN_REFUSED, "youtube": Outcome.NO_PERMISSION,
    }  # fmt: skip
    assert len(web.asked) == 4, "a refused token is not tried on the second account"
    said = "\n".join(report.lines())
    assert "permission (" not in said
    assert "ended early: BAROMETER_X_TOKEN is refused; renew it and run 'barometer crawl' again" in said


def test_the_end_of_xs_window_is_waited_for(tmp_path: Path) -> None:
    calls: list[str] = []

    def hurried(path: str) -> Answer:
        calls.append(path)
        return _x(path) if len(calls) > 1 else _busy(NOW + 1)

    folder, _, web = _crawl(tmp_path, TOKENS, ["x"], api_x_com=hurried)
    assert _visit(folder, "x").outcome is Outcome.OK
    first, second = [each.at for each in web.asked]
    # The crawl's clock had run on a little when the answer came.
    assert 0.2 < second - first < 10


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (429, {"x-rate-limit-reset": str(NOW + 900)}, 900),
        (429, {"x-rate-limit-reset": str(NOW - 5)}, 0),
        (429, {"x-rate-limit-reset": str(NOW + 900), "Retry-After": "7"}, 7),
        (429, {"x-rate-limit-reset": "soon"}, None),
        (429, {"x-rate-limit-reset": "9" * 20}, None),
        (200, {"x-rate-limit-reset": str(NOW + 900)}, None),  # Stands on every answer.
        (404, {}, None),
    ],
)
def test_the_pause_that_an_answer_asks_for(status: int, headers: dict[str, str], expected: float | None) -> None:
    answer = Response("https://api.x.com/2/users/by/username/a", status, headers=dict(headers))
    assert pause_asked(answer, datetime.fromtimestamp(NOW, UTC)) == expected
