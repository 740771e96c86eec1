"""Turns: one request at a time per address, fairness among neighbours, silent hosts, pauses; a crawl without proxy."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import pytest
from scrapy.exceptions import DownloadTimeoutError

from barometer.crawling import crawl
from barometer.months import Month
from barometer.readings import Outcome, Visit
from barometer.readings_file import read
from barometer.storage import DataFolder
from spiders.addresses import Rules
from spiders.clock import CrawlClock
from spiders.egress import Egress
from spiders.job import Target
from spiders.line import Line
from spiders.politeness import FIRST_PAUSE, Pauses, TooBusy
from spiders.turns import Silent, Turns
from tests.crawl_web import Answer, invented_country, loopback_web, page

SERVERS = {
    # Two sites of one supplier's server (its name server gives its addresses in any order), and one on its own.
    "www.storvik.no": ["93.184.216.34", "93.184.216.99"],
    "www.lillevik.no": ["93.184.216.99", "93.184.216.34"],
    "www.fjernvik.no": ["93.184.216.50"],
}


async def _look_up(host: str, port: int) -> list[str]:
    if host not in SERVERS:
        raise OSError("no such host")
    return SERVERS[host]


def _turns(folder: Path, *, upstream: str | None = None, longest_wait: float = 5, rest: float = 60) -> Turns:
    egress = Egress(
        Rules(), now=CrawlClock(None).now, record=folder / "refused.jsonl", upstream=upstream, resolve=_look_up
    )
    return Turns(Pauses(()), egress, "website", at_once=1, longest_wait=longest_wait, rest=rest)


class _Wire:
    """Requests that each take a while: in which order they went, and how many were under way at most."""

    def __init__(self, turns: Turns, seconds: float = 0.02) -> None:
        self.turns, self.seconds = turns, seconds
        self.order: list[str] = []
        self.waits: list[float] = []
        self.most = self._now = 0

    async def ask(self, host: str) -> None:
        async with self.turns.turn(f"http://{host}/", 9.0) as seconds:
            self.waits.append(seconds)
            self.order.append(host)
            self._now += 1
            self.most = max(self.most, self._now)
            await asyncio.sleep(self.seconds)
            self._now -= 1


async def _site(wire: _Wire, host: str, pages: int) -> None:
    """Ask for pages one after another, as a slot lets a site."""
    for _ in range(pages):
        await wire.ask(host)


def test_neighbours_at_one_address_take_turns(tmp_path: Path) -> None:
    async def crawl_both() -> _Wire:
        wire = _Wire(_turns(tmp_path))
        await asyncio.gather(_site(wire, "www.storvik.no", 4), _site(wire, "www.lillevik.no", 4))
        return wire

    wire = asyncio.run(crawl_both())
    assert wire.most == 1
    assert wire.order == ["www.storvik.no", "www.lillevik.no"] * 4


@pytest.mark.parametrize(
    ("hosts", "upstream"),
    [
        (("www.storvik.no", "www.fjernvik.no"), None),
        # No address is known behind a proxy, nor of a host that nobody knows: its own request will say so.
        (("www.storvik.no", "www.lillevik.no"), "http://proxy.example.org:3128"),
        (("www.storvik.no", "www.unknown.no"), None),
    ],
)
def test_others_are_not_waited_for(tmp_path: Path, hosts: tuple[str, str], upstream: str | None) -> None:
    async def crawl_both() -> _Wire:
        wire = _Wire(_turns(tmp_path, upstream=upstream))
        await asyncio.gather(*(_site(wire, host, 2) for host in hosts))
        return wire

    assert asyncio.run(crawl_both()).most == 2


def test_a_site_waits_for_its_neighbours_no_longer_than_for_an_answer(tmp_path: Path) -> None:
    async def wait() -> float:
        turns = _turns(tmp_path, longest_wait=0.1)
        slow = asyncio.create_task(_Wire(turns, seconds=1.0).ask("www.storvik.no"))
        await asyncio.sleep(0)
        began = time.monotonic()
        await _Wire(turns, seconds=0).ask("www.lillevik.no")
        waited = time.monotonic() - began
        slow.cancel()
        return waited

    assert 0.09 <= asyncio.run(wait()) < 0.9


async def _time_out(turns: Turns, host: str) -> None:
    async with turns.turn(f"http://{host}/", 9.0):
        await asyncio.sleep(0.01)
        raise DownloadTimeoutError("no answer")


def _run(asked: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asked())  # type: ignore[arg-type]


def test_a_silent_host_costs_one_time_out_however_many_wait_for_it(tmp_path: Path) -> None:
    async def asked() -> None:
        turns = _turns(tmp_path)
        ends = await asyncio.gather(*(_time_out(turns, "www.storvik.no") for _ in range(9)), return_exceptions=True)
        assert [type(each) for each in ends] == [DownloadTimeoutError] + [Silent] * 8
        assert ends[1].outcome is Outcome.TIMEOUT  # type: ignore[union-attr]
        # The server's other host is another matter.
        await _Wire(turns).ask("www.lillevik.no")
        # In the pass at the end, one request tries again; the rest need not.
        turns.mend("http://www.storvik.no/a")
        with pytest.raises(DownloadTimeoutError):
            await _time_out(turns, "www.storvik.no")
        turns.mend("http://www.storvik.no/b")
        with pytest.raises(Silent):
            await _time_out(turns, "www.storvik.no")

    _run(asked)


def test_a_silent_host_is_tried_again_after_a_rest(tmp_path: Path) -> None:
    async def asked() -> None:
        turns = _turns(tmp_path, rest=0.1)
        with pytest.raises(DownloadTimeoutError):
            await _time_out(turns, "www.fjernvik.no")
        with pytest.raises(Silent):
            await _Wire(turns).ask("www.fjernvik.no")
        await asyncio.sleep(0.12)
        wire = _Wire(turns)
        await _site(wire, "www.fjernvik.no", 2)
        # Waited for a third as long the next time, until it has answered.
        assert wire.waits == [3.0, 9.0]

    _run(asked)


def test_a_host_that_has_answered_may_fail_twice(tmp_path: Path) -> None:
    async def asked() -> None:
        turns = _turns(tmp_path)
        host = "www.fjernvik.no"
        for _ in range(2):
            await _Wire(turns).ask(host)
            for _ in range(2):
                with pytest.raises(DownloadTimeoutError):
                    await _time_out(turns, host)
        with pytest.raises(DownloadTimeoutError):
            await _time_out(turns, host)
        with pytest.raises(Silent):
            await _Wire(turns).ask(host)

    _run(asked)


def test_a_pause_that_a_site_asks_for_holds_what_waits_in_line(tmp_path: Path) -> None:
    async def asked() -> None:
        turns = _turns(tmp_path)
        pauses = turns._pauses
        first = asyncio.create_task(_Wire(turns, seconds=0.1).ask("www.storvik.no"))
        await asyncio.sleep(0.02)
        queued = asyncio.create_task(_Wire(turns).ask("www.storvik.no"))
        assert pauses.heed("http://storvik.no/", is_busy=True, asked_pause=0.5)
        began = time.monotonic()
        await asyncio.gather(first, queued)
        assert time.monotonic() - began >= 0.45
        assert not pauses.heed("http://storvik.no/", is_busy=True, asked_pause=9000)
        with pytest.raises(TooBusy, match=r"storvik\.no asked to be left alone for 9000 s"):
            await _Wire(turns).ask("www.storvik.no")

    _run(asked)


def test_a_busy_site_that_names_no_time_is_left_alone_twice_as_long_each_time() -> None:
    pauses = Pauses(())

    def busy(url: str) -> float:
        assert pauses.heed(url, is_busy=True, asked_pause=None)
        return pytest.approx(pauses._until[pauses.site_of(url)] - time.monotonic(), abs=0.5)

    held = [busy("http://www.storvik.no/") for _ in range(3)]
    assert held == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert busy("http://www.lillevik.no/") == FIRST_PAUSE
    for _ in range(20):
        longest = busy("http://www.storvik.no/")
    assert longest == 300
    assert not pauses.heed("http://www.lillevik.no/", is_busy=False, asked_pause=None)
    assert busy("http://www.lillevik.no/") == FIRST_PAUSE


def test_a_crawl_without_a_proxy_asks_one_server_for_one_page_at_a_time(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "zz")
    month = Month(2026, 10)
    with loopback_web() as web:
        hosts = ("127.0.0.1", "localhost")
        web.hosts = dict.fromkeys(hosts, lambda path: Answer(page("storvikkommune"), wait=0.3))
        country = invented_country({f"900{at}": f"http://{host}:{web.port}/" for at, host in enumerate(hosts)})
        allowed = ",".join(f"{host}:{web.port}" for host in hosts)
        settings = web.settings(proxy=None, egress_allow=allowed)
        crawl(country, month, folder, settings, {}, routes=["website"])
        assert {each.outcome for each in read(folder.route(month, "website"), Visit)} == {Outcome.OK}
        times = sorted(each.at for each in web.asked)
    # robots.txt and a front page each: four answers of 0.3 s, none begun before the one before has ended.
    assert len(times) == 4
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(times))
    assert {each.headers["User-Agent"] for each in web.asked} == {"Barometer/0.1.0 (+mailto:test@example.org)"}


def _targets(count: int) -> list[Target]:
    return [
        Target(key=str(at), authority_number=None, channel=None, native_id=None, url=f"http://www.s{at}.no/")
        for at in range(count)
    ]


def test_a_silent_site_gives_its_place_to_the_next() -> None:
    ended: list[str] = []
    silent = {"0", "1", "2"}
    running = most = 0

    async def crawl_all() -> None:
        line = Line(_targets(20), 2, patience=0.05)

        async def visit(target: Target, is_second: bool) -> bool:
            nonlocal running, most
            running += 1
            most = max(most, running)
            if target.key not in silent:
                line.hear(target)
            await asyncio.sleep(1.0 if target.key in silent else 0.06)
            running -= 1
            ended.append(target.key)
            return False

        await line.visit_all(visit)

    began = time.monotonic()
    asyncio.run(crawl_all())
    assert sorted(ended, key=int) == [str(at) for at in range(20)]
    # Two silent ones may stand aside at once, and sites that have been heard never do.
    assert most == 4
    # Without it, the two places would be taken for a second by the first two.
    assert ended.index("3") < ended.index("0")
    assert time.monotonic() - began < 2.5


def test_who_failed_is_visited_once_more_among_the_others_or_at_the_end() -> None:
    made: list[tuple[str, bool]] = []

    async def crawl_all() -> None:
        line = Line(_targets(8), 1, second_after=0.05)

        async def visit(target: Target, is_second: bool) -> bool:
            made.append((target.key, is_second))
            await asyncio.sleep(0.02)
            return target.key in ("0", "7")

        await line.visit_all(visit)

    asyncio.run(crawl_all())
    assert [key for key, is_second in made if not is_second] == [str(at) for at in range(8)]
    assert [key for key, is_second in made if is_second] == ["0", "7"]
    assert made[-1] == ("7", True)
    assert made.index(("0", True)) < len(made) - 2, "half a minute later, not at the end"
