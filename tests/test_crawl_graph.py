"""The Graph API's route over TLS on loopback: batches, comments page by page, allowances, errors that end it."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from barometer.crawling import CrawlReport, crawl
from barometer.decisions import COLUMNS
from barometer.errors import UsageError
from barometer.months import Month
from barometer.readings import Outcome, Visit
from barometer.readings_file import read
from barometer.replaying import parse
from barometer.storage import DataFolder
from spiders.archive import pages_of
from tests.crawl_web import Answer, Host, Web, invented_country, loopback_web

MONTH = Month(2026, 10)
TOKEN = "EAAB-very-secret-token"
SETTINGS = {
    "BAROMETER_GRAPH_TOKEN": TOKEN, "BAROMETER_ARCHIVE_SOCIAL": "true", "BAROMETER_CLOCK": "2026-10-20T04:00:00+00:00",
    "BAROMETER_LONGEST_PAUSE_SECONDS": "1",
}  # fmt: skip
PAGES = {f"storvik{letter}": 1001 + at for at, letter in enumerate("abcd")}


def _json(value: object, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Answer(json.dumps(value), status, named, content_type="application/json; charset=utf-8")


def _error(code: int, status: int = 400, **more: object) -> Answer:
    error = {"message": f"(#{code}) no {TOKEN}", "type": "OAuthException", "code": code, **more}
    return _json({"error": error}, status)


def _fields(name: str) -> dict[str, object]:
    return {"id": str(PAGES[name]), "name": "Storvik kommune", "fan_count": 900, "followers_count": PAGES[name]}


def graph(path: str) -> Answer:
    """Play the four pages, alone and at once, with empty feeds."""
    parts = urlsplit(path)
    ids = parse_qs(parts.query).get("ids", [""])[0]
    if ids:
        return _json({name: _fields(name) for name in ids.split(",")})
    _, _, name, *edge = parts.path.split("/")
    return _json({"data": []} if edge else _fields(name))


def _crawl(root: Path, answer: Host, **settings: str) -> tuple[DataFolder, CrawlReport, Web]:
    folder = DataFolder(root / "zz")
    folder.root.mkdir(parents=True, exist_ok=True)
    names = list(PAGES)
    rows = [f"{9001 + at},facebook,{name},attested,helhetlig,2026-01-15,test," for at, name in enumerate(names)]
    folder.accounts.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n")
    country = invented_country({str(9001 + at): f"https://www.{name}.no/" for at, name in enumerate(names)})
    with loopback_web() as web:
        web.hosts = {"graph.facebook.com": answer}
        operator = web.settings(timeout_seconds=20.0)
        report = crawl(country, MONTH, folder, operator, {**SETTINGS, **settings}, routes=["graph_api"])
    return folder, report, web


def _visits(folder: DataFolder) -> list[Visit]:
    return sorted(read(folder.route(MONTH, "graph_api"), Visit), key=lambda each: each.target)


def _followers(folder: DataFolder) -> dict[str, int]:
    return {
        each.native_id: each.low
        for visit in _visits(folder)
        for each in visit.readings
        if each.type == "counter" and each.kind == "followers"
    }


def _asked(web: Web) -> list[str]:
    """Return what was asked for, short: ids in batches, names alone."""
    parts = [urlsplit(path) for path in web.paths("graph.facebook.com")]
    return [parse_qs(each.query).get("ids", [unquote(each.path.split("/", 2)[2])])[0] for each in parts]


def _commented(path: str) -> Answer:
    """Play the pages; storvika has a post with 120 comments in 60 threads, each answered by the page."""
    parts, asked = urlsplit(path), parse_qs(urlsplit(path).query)
    again = f"https://graph.facebook.com{path}&access_token={TOKEN}"
    if parts.path.endswith("/storvika/feed"):
        rows = [_comment(at, parent=None if at % 2 == 0 else at - 1) for at in range(100)]
        comments = {"data": rows, "summary": {"total_count": 120}, "paging": {"next": f"{again}&after=100"}}
        author = {"id": "1001", "name": "Storvik kommune"}
        return _json({"data": [{"id": "1001_7", "created_time": _time(0), "from": author, "comments": comments}]})
    if parts.path.endswith("/1001_7/comments"):
        first = int(asked.get("after", ["0"])[0])
        threads = [{**_comment(at), "comments": {"data": [_comment(at + 1)]}} for at in range(first, first + 60, 2)]
        return _json({"data": threads, "paging": {"next": f"{again}&after=60"} if not first else {}})
    return graph(path)


def _comment(at: int, parent: int | None = None) -> dict[str, object]:
    author = {"id": "1001" if at % 2 else str(5_000 + at), "name": "Somebody"}
    row = {"id": f"7_{at}", "created_time": _time(at), "from": author, "message": "Når åpner hallen?"}
    return row if parent is None else {**row, "parent": {"id": f"7_{parent}"}}


def _time(minutes: int) -> str:
    return f"2026-10-18T{8 + minutes // 60:02d}:{minutes % 60:02d}:00+0000"


def test_pages_are_asked_for_at_once_and_comments_to_their_end(tmp_path: Path) -> None:
    clock = "2026-11-25T04:00:00+00:00"
    folder, report, web = _crawl(tmp_path, _commented, BAROMETER_GRAPH_VERSION="v21.0", BAROMETER_CLOCK=clock)
    assert _followers(folder) == PAGES
    assert _asked(web)[0] == ",".join(PAGES)
    assert sorted(_asked(web)[1:]) == ["1001_7/comments"] * 2 + [f"{name}/feed" for name in PAGES]
    assert not any(TOKEN in each.path for each in web.asked)
    visits = _visits(folder)
    assert [len(each.pages) for each in visits] == [4, 2, 2, 2] and "ids=" not in visits[0].pages[0].url
    comments = [each for each in visits[0].readings if each.type == "comment"]
    assert {(each.thread, each.position, each.by) for each in comments} == {
        (thread, position, by) for thread in range(60) for position, by in enumerate(("citizen", "page"))
    }  # fmt: skip
    assert len(comments) == 120 and {each.native_id for each in comments} == {"storvika"}
    assert [each.threads_visible for each in visits[0].readings if each.type == "feed"] == [True]
    assert report.lines()[0].startswith("graph_api: 4 of 4 ok; the Graph API's v21.0 ends on 2027-01-21, in 57 days")
    _is_kept_apart(folder)


def _is_kept_apart(folder: DataFolder) -> None:
    """Check that what was kept of each page answers again, holds nothing of the others, and no token is on disk."""
    again = parse(invented_country({}), MONTH, folder, everything=True)
    assert (again.read["graph_api"], again.changed["graph_api"]) == (4, 0)
    kept = b""
    for each in _visits(folder):
        held = pages_of(folder.archive(MONTH) / str(each.archive), each.archive_offset or 0, each.archive_length or 0)
        bodies = b"".join(page.url.encode() + page.body for page in held)
        assert not any(str(PAGES[name]).encode() in bodies for name in PAGES if f"facebook:{name}" != each.target)
        kept += bodies
    assert b"fan_count" in kept
    kept += b"".join(path.read_bytes() for path in folder.root.rglob("*") if path.is_file())
    assert TOKEN.encode() not in kept and b"Somebody" not in b"".join(
        path.read_bytes() for path in folder.root.rglob("*.jsonl")
    )


def test_a_batch_that_fails_is_asked_for_page_by_page_and_what_passes_costs_no_page(tmp_path: Path) -> None:
    passing = {"": _error(4, 403), "storvika": _error(17), "storvikd": _error(2, 500, is_transient=True)}
    lasting = {"": _error(803, 404), "storvikb": _error(803, 404), "storvikc": _error(200, 403)}

    def answer(path: str) -> Answer:
        name = urlsplit(path).path.split("/")[2]
        return passing.pop(name, None) or lasting.get(name) or graph(path)

    folder, _, web = _crawl(tmp_path, answer)
    assert [each.outcome for each in _visits(folder)] == [
        Outcome.OK, Outcome.NOT_FOUND, Outcome.NO_PERMISSION, Outcome.OK,
    ]  # fmt: skip
    assert not passing and [name for name in _asked(web) if "," in name] == [",".join(PAGES)], "once"
    assert not any(TOKEN in each.detail for each in _visits(folder))


def test_a_refused_token_or_a_removed_version_ends_the_route_at_its_first_page(tmp_path: Path) -> None:
    for answer, outcome, said in (
        (_error(190, error_subcode=463), Outcome.TOKEN_REFUSED, "renew BAROMETER_GRAPH_TOKEN"),
        (_error(2635), Outcome.VERSION_REMOVED, "v25.0 is no more; set BAROMETER_GRAPH_VERSION"),
    ):
        folder, report, web = _crawl(tmp_path, lambda path, answer=answer: answer)
        assert [each.outcome for each in _visits(folder)] == [outcome]
        assert len(web.asked) == 2, "the batch, and the first page"
        assert report.lines()[0].startswith(f"graph_api: 0 of 4 ok (1 {outcome.value}); ended early: ")
        assert said in report.lines()[0]
    # Mended, the next crawl makes all visits.
    folder, _, _ = _crawl(tmp_path, graph)
    assert _followers(folder) == PAGES


def test_a_token_that_ends_on_the_way_ends_the_route_there(tmp_path: Path) -> None:
    folder, report, web = _crawl(tmp_path, lambda path: _error(190) if "/storvikc/feed" in path else graph(path))
    ended = [each for each in _visits(folder) if each.outcome is not Outcome.OK]
    assert [(each.target, each.outcome, each.readings) for each in ended] == [
        ("facebook:storvikc", Outcome.TOKEN_REFUSED, ())
    ]
    assert "renew BAROMETER_GRAPH_TOKEN" in report.routes[0].note
    assert len(web.asked) <= 5


def _usage(percent: int, minutes: int | None = None) -> dict[str, str]:
    meter = {"call_count": percent, "total_cputime": 3, "total_time": 4}
    if minutes is None:
        return {"X_App_Usage": json.dumps(meter)}
    return {"X_Business_Use_Case_Usage": json.dumps({"1": [{**meter, "estimated_time_to_regain_access": minutes}]})}


def test_requests_are_spaced_as_the_allowance_fills_held_when_it_is_full_and_left_when_it_comes_back_late(
    tmp_path: Path,
) -> None:
    told = {"ids": _usage(100), "storvika/feed": _usage(85), "storvikb/feed": _usage(100, 12)}

    def answer(path: str) -> Answer:
        found = _json(json.loads(graph(path).body))
        usage = next((each for mark, each in told.items() if mark in path), {})
        return _json(json.loads(found.body), **usage)

    folder, _, web = _crawl(tmp_path, answer, BAROMETER_SITES_AT_ONCE="1")
    assert _asked(web)[1:] == ["storvika/feed", "storvikb/feed"]
    times = [each.at for each in web.asked]
    assert times[1] - times[0] >= 1.0 and times[2] - times[1] >= 0.2
    # The figures came with the batch before; two feeds are missing, and nothing is zero.
    assert _followers(folder) == PAGES
    assert [sum(each.type == "feed" for each in visit.readings) for visit in _visits(folder)] == [1, 1, 0, 0]


def test_a_version_that_ended_stops_the_run_before_its_first_request(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"v20\.0 ended on 2026-09-24"):
        _crawl(tmp_path, graph, BAROMETER_GRAPH_VERSION="v20.0")
