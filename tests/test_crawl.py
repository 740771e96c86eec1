"""Every way a visit to a website can end, over real HTTP on loopback: one crawl of hosts that each behave otherwise."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from barometer.crawling import CrawlReport, crawl
from barometer.errors import BarometerError, UnreachableError, UsageError
from barometer.months import Month
from barometer.readings import Outcome, Visit
from barometer.readings_file import read
from barometer.settings import Settings
from barometer.storage import DataFolder
from tests.crawl_web import CONTACT, Answer, Host, Web, invented_country, loopback_web, page, site, zipped

MONTH = Month(2026, 10)
FRONT = page("storvikkommune", CONTACT)
ZIPPED = {"Content-Encoding": "gzip"}
ALL = "User-agent: *\nDisallow: /\n"


def _in_turn(*answers: Answer, at: str = "/", rest: str = "") -> Host:
    """Return a host that answers differently each time at one path, by default its front page; the last one stays."""
    left = list(answers)

    def answer(path: str) -> Answer:
        if path != at:
            return Answer(rest) if rest else Answer(status=404)
        return left.pop(0) if len(left) > 1 else left[0]

    return answer


HOSTS: dict[str, tuple[Host, Outcome, str]] = {
    # name: (host, outcome of the visit, words of its detail)
    "plain": (
        site({"/": FRONT, "/kontakt": page("storvikkommune"), "/late": Answer(status=404, wait=0.7)}), Outcome.OK, "",
    ),
    "gzip": (site({"/": zipped(FRONT), "/kontakt": zipped(page())}), Outcome.OK, ""),
    "slow": (site({"/": Answer(FRONT, wait=0.5)}), Outcome.OK, ""),
    "redirect": (
        site({"/": Answer(status=302, headers={"Location": "/forside"}), "/forside": FRONT}), Outcome.OK, "",
    ),
    # Letters in the address as servers send them: UTF-8, and Latin-1.
    "redirect-utf-8": (
        site({"/": Answer(status=302, headers={"Location": "/p\u00c3\u00a5"}), "/p%C3%A5": FRONT}), Outcome.OK, "",
    ),
    "redirect-latin": (
        site({"/": Answer(status=302, headers={"Location": "/p\u00e5"}), "/p%C3%A5": FRONT}), Outcome.OK, "",
    ),
    "refresh": (
        site({"/": '<html><head><meta http-equiv="refresh" content="0; url=/forside"></head></html>',
              "/forside": FRONT}), Outcome.OK, "",
    ),
    # Silent at first, so the next wait for it is short; not so the wait for the host that it then leads to.
    "woken": (
        _in_turn(Answer(wait=30), Answer(status=302, headers={"Location": "http://www.plain.no/late"}),
                 at="/robots.txt", rest=FRONT), Outcome.OK, "",
    ),
    "moved": (site({"/": Answer(status=301, headers={"Location": "http://www.plain.no/"})}), Outcome.OK, ""),
    "circle": (site({"/": Answer(status=302, headers={"Location": "/"})}), Outcome.HTTP_ERROR, "5 redirects"),
    "missing": (site({"/": Answer(page(), status=404)}), Outcome.NOT_FOUND, ""),
    "broken": (site({"/": Answer("<html>Feil</html>", status=500)}), Outcome.HTTP_ERROR, ""),
    "mended": (_in_turn(Answer("<html>Feil</html>", status=503), Answer(FRONT)), Outcome.OK, ""),
    "busy": (
        _in_turn(Answer("Vent", status=429, headers={"Retry-After": "1"}), Answer(FRONT)), Outcome.OK, "",
    ),
    "closed": (site({"/": Answer("Vent", status=429, headers={"Retry-After": "9000"})}), Outcome.RATE_LIMITED, ""),
    "dead": (site({"/": Answer(FRONT, wait=30), "/robots.txt": Answer(wait=30)}), Outcome.TIMEOUT, "robots.txt"),
    "drip": (site({"/": Answer(FRONT, drip=True)}), Outcome.TIMEOUT, "no answer in time"),
    "half": (site({"/": FRONT, "/kontakt": Answer(page(), wait=30)}), Outcome.OK, ""),
    "hangs-up": (site({"/": Answer(status=0)}), Outcome.UNREACHABLE, ""),
    "large": (site({"/": Answer(b"x" * (11 << 20))}), Outcome.TOO_LARGE, "10 MiB"),
    "bomb": (
        site({"/": Answer(gzip.compress(b"\0" * (64 << 20)), headers={"Content-Encoding": "gzip"})}),
        Outcome.TOO_LARGE, "decompressed",
    ),
    "untrue": (
        site({"/": Answer("not gzip at all", headers={"Content-Encoding": "gzip"})}), Outcome.HTTP_ERROR, "compressed",
    ),
    # A page that was cut off, or is in two parts, is never half a page.
    "half-gzip": (
        site({"/": Answer(gzip.compress(FRONT.encode())[:-9], headers=ZIPPED)}), Outcome.HTTP_ERROR, "compressed",
    ),
    "two-gzips": (
        site({"/": Answer(gzip.compress(FRONT[:900].encode()) + gzip.compress(FRONT[900:].encode()), headers=ZIPPED)}),
        Outcome.OK, "",
    ),
    "many-gzips": (
        site({"/": Answer(gzip.compress(b"") * 1000, headers=ZIPPED)}), Outcome.HTTP_ERROR, "compressed",
    ),
    "pdf": (site({"/": Answer(b"%PDF-1.7 x", content_type="application/pdf")}), Outcome.NOT_HTML, ""),
    "forbidden": (site({"/": FRONT}, robots=ALL), Outcome.ROBOTS, "forbids /"),
    "other-agent": (site({"/": FRONT}, robots="User-agent: GPTBot\nDisallow: /\n"), Outcome.OK, ""),
    "named": (site({"/": FRONT}, robots="User-agent: barometer\nDisallow: /\n"), Outcome.ROBOTS, "forbids /"),
    "no-contact": (site({"/": FRONT, "/kontakt": page()}, robots="User-agent: *\nDisallow: /kontakt"), Outcome.OK, ""),
    # What may not be read, or is no page, costs itself alone.
    "past-forbidden": (
        site({"/": page(None, f'{CONTACT} <a href="/sosiale-medier">Sosiale medier</a>'), "/kontakt": FRONT},
             robots="User-agent: *\nDisallow: /sosiale-medier"), Outcome.OK, "",
    ),
    "past-large": (
        site({"/": page(None, f'{CONTACT} <a href="/sosiale-medier">Sosiale medier</a>'),
              "/kontakt": page("storvikkommune"), "/sosiale-medier": Answer(b"x" * (11 << 20))}), Outcome.OK, "",
    ),
    "robots-500": (site({"/": FRONT}, robots=Answer(status=500)), Outcome.ROBOTS, "answered 500"),
    "robots-429": (site({"/": FRONT}, robots=Answer(status=429)), Outcome.ROBOTS, "answered 429"),
    "robots-403": (site({"/": FRONT}, robots=Answer(status=403)), Outcome.OK, ""),
    "robots-late": (site({"/": FRONT}, robots=Answer(wait=30)), Outcome.TIMEOUT, "robots.txt"),
    "robots-html": (site({"/": FRONT}, robots=page()), Outcome.OK, ""),
    "robots-moved": (
        site({"/": FRONT, "/r": Answer(ALL, content_type="text/plain")},
             robots=Answer(status=301, headers={"Location": "/r"})), Outcome.ROBOTS, "forbids /",
    ),
    "unhurried": (site({"/": FRONT, "/kontakt": page()}, robots="User-agent: *\nCrawl-delay: 1"), Outcome.OK, ""),
}  # fmt: skip


@dataclass(frozen=True)
class Crawled:
    web: Web
    report: CrawlReport
    visits: dict[str, Visit]
    folder: DataFolder
    told: list[tuple[str, int, int]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = DataFolder(tmp_path_factory.mktemp("crawl") / "zz")
    told: list[tuple[str, int, int]] = []
    names = list(HOSTS)
    with loopback_web() as web:
        web.hosts = {f"www.{name}.no": HOSTS[name][0] for name in names}
        country = invented_country({f"9{at:03d}": f"http://www.{name}.no/" for at, name in enumerate(names)})
        settings = web.settings(sites_at_once=len(names), longest_pause_seconds=60)
        report = crawl(
            country, MONTH, folder, settings, {}, routes=["website"], progress=lambda *step: told.append(step)
        )
        found = read(folder.route(MONTH, "website"), Visit)
        yield Crawled(web, report, {names[int(each.target) - 9000]: each for each in found}, folder, told)


@pytest.mark.parametrize("name", HOSTS)
def test_a_visit_ends_as_its_host_makes_it(crawled: Crawled, name: str) -> None:
    visit = crawled.visits[name]
    assert visit.outcome is HOSTS[name][1], visit.detail
    assert HOSTS[name][2] in visit.detail
    accounts = {each.native_id for each in visit.readings if each.type == "link"}
    assert accounts == ({"storvikkommune"} if visit.outcome is Outcome.OK else set())


def test_each_target_has_one_visit_and_progress_counts_them(crawled: Crawled) -> None:
    assert len(crawled.visits) == len(HOSTS)
    assert crawled.told[0] == ("website", 0, len(HOSTS))
    assert crawled.told[-1] == ("website", len(HOSTS), len(HOSTS))
    assert sum(crawled.report.routes[0].outcomes.values()) == len(HOSTS)
    assert f"of {len(HOSTS)} ok" in crawled.report.lines()[0]


def test_the_contact_page_is_read_and_a_forbidden_one_is_not(crawled: Crawled) -> None:
    assert crawled.web.paths("www.gzip.no") == ["/robots.txt", "/", "/kontakt"]
    assert "/kontakt" not in crawled.web.paths("www.no-contact.no")
    assert [each.outcome for each in crawled.visits["no-contact"].pages] == [Outcome.OK, Outcome.ROBOTS]


def test_a_silent_host_costs_one_time_out_each_time_it_is_tried(crawled: Crawled) -> None:
    # Once, and once more in the pass at the end; never for the pages behind an unanswered robots.txt.
    assert crawled.web.paths("www.dead.no") == ["/robots.txt"] * 2
    assert crawled.web.paths("www.half.no") == ["/robots.txt", "/", "/kontakt"]
    assert [each.outcome for each in crawled.visits["half"].pages] == [Outcome.OK, Outcome.TIMEOUT]


def test_a_robots_refusal_means_no_page_is_asked_for(crawled: Crawled) -> None:
    for name in ("forbidden", "named", "robots-500", "robots-429", "robots-late"):
        assert set(crawled.web.paths(f"www.{name}.no")) == {"/robots.txt"}, name


def test_retry_after_is_waited_for_or_ends_the_visit(crawled: Crawled) -> None:
    times = [each.at for each in crawled.web.asked if each.host == "www.busy.no" and each.path == "/"]
    assert len(times) == 2 and times[1] - times[0] >= 1.0
    assert crawled.web.paths("www.closed.no") == ["/robots.txt", "/"]


def test_crawl_delay_is_kept_between_all_requests(crawled: Crawled) -> None:
    times = [each.at for each in crawled.web.asked if each.host == "www.unhurried.no"]
    assert len(times) == 3
    # Arrival is what is measured, and a busy machine may hold up the earlier one.
    assert all(later - earlier >= 0.6 for earlier, later in pairwise(times))


def test_one_agent_string_with_a_contact_and_no_cookies(crawled: Crawled) -> None:
    agents = {each.headers["User-Agent"] for each in crawled.web.asked}
    assert agents == {"Barometer/0.1.0 (+mailto:test@example.org)"}
    assert not any("Cookie" in each.headers or "Referer" in each.headers for each in crawled.web.asked)


def test_a_redirect_is_recorded_as_where_it_led(crawled: Crawled) -> None:
    assert crawled.visits["redirect"].pages[0].url == "http://www.redirect.no/"
    assert crawled.visits["redirect"].pages[0].final_url == "http://www.redirect.no/forside"
    assert crawled.visits["refresh"].pages[0].final_url == "http://www.refresh.no/forside"


def test_when_nothing_answers_nothing_is_kept(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "zz")
    with loopback_web() as web:
        country = invented_country({"9001": "http://www.nobody.no/", "9002": "https://www.nobody.no/"})
        with pytest.raises(UnreachableError, match="none of 2 websites answered"):
            crawl(country, MONTH, folder, web.settings(), {})
    assert not folder.route(MONTH, "website").exists()


def test_an_unknown_route_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no route 'myspace'.*website, facebook"):
        crawl(invented_country({}), MONTH, DataFolder(tmp_path), Settings(), {}, routes=["myspace"])


def test_a_crawl_process_that_fails_shows_its_last_lines(tmp_path: Path) -> None:
    with loopback_web() as web:
        web.hosts["www.plain.no"] = HOSTS["plain"][0]
        folder = DataFolder(tmp_path / "zz")
        folder.readings(MONTH).mkdir(parents=True)
        # A folder where the record should be: the process cannot write, whoever runs it.
        folder.route(MONTH, "website").mkdir()
        with pytest.raises(BarometerError, match=r"(?s)website crawl ended early.*IsADirectoryError"):
            crawl(invented_country({"9001": "http://www.plain.no/"}), MONTH, folder, web.settings(), {})
