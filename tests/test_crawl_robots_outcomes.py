"""What a site's robots.txt may answer, over real HTTP and TLS: whether the site is read, and what is kept for a day."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from barometer.crawling import crawl
from barometer.months import Month
from barometer.readings import Outcome, Visit
from barometer.readings_file import read
from barometer.storage import DataFolder
from spiders.robots_cache import LARGEST_FILE, RobotsAnswer, RobotsCache
from tests.crawl_web import Answer, Host, Web, invented_country, loopback_web, page

MONTH = Month(2026, 10)
CLOCK = MONTH.at(20, 4)
SHUT = "User-agent: *\nDisallow: /\n"
FILLER = "# fyll\n" * (LARGEST_FILE // 7)
OK, ROBOTS, TIMEOUT, UNREACHABLE = Outcome.OK, Outcome.ROBOTS, Outcome.TIMEOUT, Outcome.UNREACHABLE
HTTP_ERROR = Outcome.HTTP_ERROR


def _text(body: str | bytes, **more: object) -> Answer:
    return Answer(body, content_type="text/plain", **more)  # type: ignore[arg-type]


def _moved(status: int, to: str | None) -> Answer:
    return Answer(status=status, headers={} if to is None else {"Location": to})


def _chain(status: int, length: int, last: Answer) -> dict[str, Answer]:
    steps = {f"/r{at}": _moved(status, f"/r{at + 1}") for at in range(1, length)}
    return {"/robots.txt": _moved(status, "/r1"), **steps, f"/r{length}": last}


@dataclass(frozen=True)
class Case:
    robots: Answer | dict[str, Answer]
    outcome: Outcome
    words: str = ""
    kept: int | None = None
    """Status that is kept for 24 hours; None where the origin is asked again."""
    scheme: str = "http"


CASES: dict[str, Case] = {
    # An answer: it is obeyed, and kept.
    "empty": Case(_text(""), OK, kept=200),
    "open": Case(_text("User-agent: *\nDisallow: /intern\n"), OK, kept=200),
    "shut": Case(_text(SHUT), ROBOTS, "forbids /", kept=200),
    "status-203": Case(_text(SHUT, status=203), ROBOTS, "forbids /", kept=203),
    "status-204": Case(_text("", status=204), OK, kept=204),
    "html": Case(Answer(page()), OK, kept=200),
    "bom": Case(_text("\ufeff" + SHUT), ROBOTS, "forbids /", kept=200),
    "latin": Case(_text("User-agent: *\nDisallow: /søk\nDisallow: /\n".encode("latin-1")), ROBOTS, kept=200),
    "utf-16": Case(_text(SHUT.encode("utf-16")), ROBOTS, "forbids /", kept=200),
    "says-latin": Case(Answer(SHUT, content_type="text/plain; charset=iso-8859-1"), ROBOTS, kept=200),
    "gzip": Case(_text(gzip.compress(SHUT.encode()), headers={"Content-Encoding": "gzip"}), ROBOTS, kept=200),
    # Redirects: five are followed, to other hosts too; more count as "there is none" (RFC 9309, 2.3.1.2).
    "moved-301": Case(_chain(301, 1, _text(SHUT)), ROBOTS, "forbids /", kept=200),
    "moved-302": Case(_chain(302, 1, _text(SHUT)), ROBOTS, "forbids /", kept=200),
    "moved-307": Case(_chain(307, 1, _text(SHUT)), ROBOTS, "forbids /", kept=200),
    "moved-308": Case(_chain(308, 1, _text(SHUT)), ROBOTS, "forbids /", kept=200),
    "moved-5": Case(_chain(301, 5, _text(SHUT)), ROBOTS, "forbids /", kept=200),
    "moved-6": Case(_chain(301, 6, _text(SHUT)), OK, kept=301),
    "moved-away": Case(_moved(302, "http://www.shut.no/robots.txt"), ROBOTS, "of www.moved-away.no", kept=200),
    "moved-to-404": Case(_chain(302, 1, Answer(status=404)), OK, kept=404),
    "moved-to-500": Case(_chain(302, 1, Answer(status=500)), ROBOTS, "answered 500"),
    "loop": Case(_moved(302, "/robots.txt"), OK, kept=302),
    "no-location": Case(_moved(301, None), OK, kept=301),
    # "There is none" (2.3.1.3): the site may be read, and is not asked again today.
    "status-401": Case(Answer(status=401), OK, kept=401),
    "status-403": Case(Answer(SHUT, status=403), OK, kept=403),
    "status-404": Case(Answer(page(), status=404), OK, kept=404),
    "status-410": Case(Answer(status=410), OK, kept=410),
    # No answer (2.3.1.4): nothing may be read now, and the origin is asked again next time.
    "status-304": Case(Answer(status=304), ROBOTS, "answered 304"),
    "status-429": Case(Answer(status=429), ROBOTS, "answered 429"),
    "status-500": Case(Answer(SHUT, status=500), ROBOTS, "answered 500"),
    "status-503": Case(Answer(status=503, headers={"Retry-After": "1"}), ROBOTS, "answered 503"),
    "late": Case(_text("", wait=20), TIMEOUT, "robots.txt: no answer in time"),
    "slow": Case(_text(FILLER[:4096], drip=True), TIMEOUT, "robots.txt: no answer in time"),
    "hangs-up": Case(Answer(status=0), UNREACHABLE, "robots.txt: the connection was cut"),
    "cut": Case(_text(SHUT, cut=True), UNREACHABLE, "robots.txt: the connection was cut"),
    "refused": Case({}, UNREACHABLE, "robots.txt: the proxy could not reach it", scheme="https"),
    "untrusted": Case(_text(""), UNREACHABLE, "robots.txt: its certificate does not hold", scheme="https"),
    "not-gzip": Case(_text("not gzip", headers={"Content-Encoding": "gzip"}), HTTP_ERROR, "not compressed as it says"),
    "half-gzip": Case(
        _text(gzip.compress(SHUT.encode() * 9)[:-12], headers={"Content-Encoding": "gzip"}), HTTP_ERROR, "compressed"
    ),
    "large-head": Case(_text("", headers={"X-Large": "x" * 70_000}), Outcome.TOO_LARGE, "the headers are larger"),
    # More than 500 KiB: what stands within is obeyed, the rest not read, however long it goes on.
    "rule-before-cut": Case(_text(SHUT + FILLER), ROBOTS, "forbids /", kept=200),
    "rule-after-cut": Case(_text(FILLER + "#" * 10 + "\n" + SHUT), OK, kept=200),
    "endless": Case(_text(SHUT + FILLER[:70_000], endless=True), ROBOTS, "forbids /", kept=200),
    "bomb": Case(
        _text(gzip.compress(SHUT.encode() * (1 << 20)), headers={"Content-Encoding": "gzip"}), ROBOTS, kept=200
    ),
}  # fmt: skip


def _host(case: Case) -> Host:
    front = Answer(page("storvikkommune"))
    held = case.robots if isinstance(case.robots, dict) else {"/robots.txt": case.robots}
    return lambda path: front if path == "/" else held.get(path, Answer(status=404))


def _origin(name: str) -> str:
    return f"{CASES[name].scheme}://www.{name}.no"


@dataclass(frozen=True)
class Crawled:
    web: Web
    visits: dict[str, Visit]
    cache: RobotsCache
    folder: DataFolder


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = DataFolder(tmp_path_factory.mktemp("robots") / "zz")
    names = list(CASES)
    with loopback_web() as web:
        web.hosts = {f"www.{name}.no": _host(case) for name, case in CASES.items() if name != "refused"}
        web.certificates = {"www.untrusted.no": "www.another.no"}
        country = invented_country({f"9{at:03d}": f"{_origin(name)}/" for at, name in enumerate(names)})
        settings = web.settings(sites_at_once=len(names), clock=CLOCK, timeout_seconds=1.5)
        crawl(country, MONTH, folder, settings, {}, routes=["website"])
        found = read(folder.route(MONTH, "website"), Visit)
        visits = {names[int(each.target) - 9000]: each for each in found}
        yield Crawled(web, visits, RobotsCache(folder.robots), folder)


@pytest.mark.parametrize("name", CASES)
def test_a_site_is_read_or_not_as_its_robots_txt_answers(crawled: Crawled, name: str) -> None:
    case, visit = CASES[name], crawled.visits[name]
    assert visit.outcome is case.outcome, visit.detail
    assert case.words in visit.detail
    front_was_asked = "/" in crawled.web.paths(f"www.{name}.no")
    assert front_was_asked is (case.outcome is OK)


def test_robots_txt_is_asked_for_under_the_one_agent_string(crawled: Crawled) -> None:
    own = "Barometer/0.1.0 (+mailto:test@example.org)"
    assert {each.headers["User-Agent"] for each in crawled.web.asked} == {own}
    # Nor does a proxy that opens a tunnel hear of another: aiohttp's own, or none.
    assert {each.headers.get("User-Agent") for each in crawled.web.tunnels} == {own}


@pytest.mark.parametrize("name", CASES)
def test_answers_are_kept_for_a_day_and_refusals_are_not(crawled: Crawled, name: str) -> None:
    kept = crawled.cache.get(_origin(name), CLOCK + timedelta(hours=23, minutes=59))
    assert (kept and kept.status) == CASES[name].kept
    assert kept is None or len(kept.body) <= LARGEST_FILE
    assert crawled.cache.get(_origin(name), CLOCK + timedelta(hours=24, minutes=1)) is None


def test_what_is_kept_is_obeyed_by_the_next_run_and_the_rest_asked_for_again(crawled: Crawled) -> None:
    chosen = ["shut", "open", "status-403", "loop", "status-500", "hangs-up"]
    before = len(crawled.web.asked)
    # Another month's visits on the same day, as another route on the same machine makes them.
    month = Month(2026, 11)
    country = invented_country({f"9{at:03d}": f"{_origin(name)}/" for at, name in enumerate(chosen)})
    settings = crawled.web.settings(clock=CLOCK + timedelta(hours=20), timeout_seconds=1.5)
    crawl(country, month, crawled.folder, settings, {}, routes=["website"])
    visits = [each.outcome for each in sorted(read(crawled.folder.route(month, "website"), Visit), key=_target)]
    assert visits == [ROBOTS, OK, OK, OK, ROBOTS, UNREACHABLE]
    asked = {(each.host, each.path) for each in crawled.web.asked[before:]}
    robots = {host for host, path in asked if path == "/robots.txt"}
    assert robots == {"www.status-500.no", "www.hangs-up.no"}


def _target(visit: Visit) -> str:
    return visit.target


def test_a_damaged_file_is_ignored_and_written_anew(tmp_path: Path) -> None:
    cache = RobotsCache(tmp_path / "robots")
    answer = RobotsAnswer(200, CLOCK, SHUT.encode())
    origin = "https://www.storvik.no"
    cache.put(origin, answer)
    path = cache.path(origin)
    whole = path.read_bytes()
    assert cache.get(origin, CLOCK) == answer
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    damaged = [
        b"", b"\0" * 200, whole[:40], whole[:-1], whole.replace(b"Disallow", b"Dismallow"), b"[]\n", b"{}\n",
        whole.replace(b"www.storvik.no", b"www.another.no"), whole.replace(b"2026-10-20T", b"2026-10-20t\xff"),
        whole.replace(b"+00:00", b""), whole.replace(b'"status": 200', b'"status": "200"'),
    ]  # fmt: skip
    for content in damaged:
        path.write_bytes(content)
        assert cache.get(origin, CLOCK) is None, content[:80]
        cache.put(origin, answer)
        assert cache.get(origin, CLOCK) == answer


def test_a_file_of_another_time_is_not_used(tmp_path: Path) -> None:
    cache = RobotsCache(tmp_path)
    cache.put("http://www.storvik.no", RobotsAnswer(404, CLOCK, b""))
    # A practice month before is played after: what was fetched later says nothing of then.
    for age, is_used in [(timedelta(0), True), (timedelta(hours=24), False), (timedelta(seconds=-1), False)]:
        assert (cache.get("http://www.storvik.no", CLOCK + age) is not None) is is_used


def test_a_folder_that_cannot_be_written_costs_requests_only(tmp_path: Path) -> None:
    (tmp_path / "robots").write_text("a file where the folder should be")
    cache = RobotsCache(tmp_path / "robots")
    cache.put("http://www.storvik.no", RobotsAnswer(200, CLOCK, b""))
    assert cache.get("http://www.storvik.no", CLOCK) is None
