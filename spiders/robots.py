"""robots.txt by RFC 9309: fetched once per origin and day, and obeyed by every request, redirects included.

The browser asks here too, before every document that a page leads it to. 404 and other 4xx, and more than five
redirects: no rules. 5xx, 429, a time-out, no connection, a body that cannot be read whole: the site may not be read
this time. Scrapy's own middleware takes those as permission, so this one stands in its place. Matching is
gpyrobotstxt's, a port of Google's parser; the file is cut into lines once and matched per address.
"""

from __future__ import annotations

import asyncio
import codecs
import contextlib
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from gpyrobotstxt.robots_cc import RobotsMatcher, get_path_params_query
from gpyrobotstxt.robotstxtparser import RobotsTxtParser
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.robotstxt import RobotParser
from scrapy.utils.misc import load_object

from barometer.readings import Outcome
from spiders.download import CUT_AT
from spiders.failures import FETCH_ERRORS, failure_of
from spiders.politeness import WIRE, Pauses, WireAnswer, retry_after
from spiders.robots_cache import LARGEST_FILE, RobotsAnswer, RobotsCache
from spiders.settings import BOT_NAME, request_meta

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from spiders.base import VisitSpider

__all__ = ["LARGEST_FILE", "Refused", "RobotsGate", "Rules"]


class Refused(IgnoreRequest):
    """A request that robots.txt, or its absence of an answer, keeps from being made."""

    def __init__(self, outcome: Outcome, detail: str, *, lacks_answer: bool = False) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.lacks_answer = lacks_answer
        self.is_final = not lacks_answer


class _Recorder:
    """Notes the lines of one robots.txt, so that they can be matched against many addresses."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, int, str]] = []
        self.delays: dict[str, float] = {}
        self._agents: list[str] = []
        self._rules_seen = False

    def handle_robots_start(self) -> None:
        """Nothing to note."""

    def handle_robots_end(self) -> None:
        """Nothing to note."""

    def handle_user_agent(self, line: int, value: str) -> None:
        """Begin a group, or add an agent to the one that has begun."""
        if self._rules_seen:
            self._agents, self._rules_seen = [], False
        self._agents.append(value.strip().lower())
        self.lines.append(("handle_user_agent", line, value))

    def handle_allow(self, line: int, value: str) -> None:
        """Note a rule."""
        self._rules_seen = True
        self.lines.append(("handle_allow", line, value))

    def handle_disallow(self, line: int, value: str) -> None:
        """Note a rule."""
        self._rules_seen = True
        self.lines.append(("handle_disallow", line, value))

    def handle_sitemap(self, line: int, value: str) -> None:
        """Sitemaps stand outside the groups and are not used."""

    def handle_unknown_action(self, line: int, action: str, value: str) -> None:
        """Note a Crawl-delay, which is no part of RFC 9309 and is honoured all the same."""
        if action.strip().lower() != "crawl-delay":
            return
        self._rules_seen = True
        with contextlib.suppress(ValueError):
            delay = float(value.strip().replace(",", "."))
            if 0 <= delay < float("inf"):
                self.delays |= dict.fromkeys(self._agents, delay)


class Rules(RobotParser):
    """The rules of one robots.txt, behind Scrapy's ROBOTSTXT_PARSER setting."""

    def __init__(self, body: bytes) -> None:
        # gpyrobotstxt trips over lines without a colon, as in a page of HTML served with status 200.
        whole = _utf8(body[:LARGEST_FILE]).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        kept = b"\n".join(line for line in whole.split(b"\n") if b":" in line.split(b"#", 1)[0])
        recorder = _Recorder()
        RobotsTxtParser(kept, recorder).parse()
        self._lines = recorder.lines
        self._delays = recorder.delays

    @classmethod
    def from_crawler(cls, crawler: Crawler | None, robotstxt_body: bytes) -> Rules:
        """Read a robots.txt."""
        return cls(robotstxt_body)

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Say whether the rules let this agent (its product token) read this address."""
        address = url.decode() if isinstance(url, bytes) else url
        agent = user_agent.decode() if isinstance(user_agent, bytes) else user_agent
        matcher = RobotsMatcher()
        matcher.init_user_agents_and_path([agent], get_path_params_query(address))
        for name, line, value in self._lines:
            getattr(matcher, name)(line, value)
        return not matcher.disallow()

    def delay(self, user_agent: str) -> float | None:
        """Return the Crawl-delay for this agent, seconds; None when none is asked for."""
        return self._delays.get(user_agent.lower(), self._delays.get("*"))


class RobotsGate:
    """Downloader middleware: no request passes that its origin's robots.txt forbids."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._parser: type[Rules] = load_object(crawler.settings["ROBOTSTXT_PARSER"])
        self._origins: dict[str, asyncio.Task[Rules | Refused]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsGate:
        """Make the middleware, as Scrapy asks for it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass, or raise Refused."""
        if not request.meta.get("dont_obey_robotstxt") and (refused := await self.refusal(request.url)):
            raise refused

    async def refusal(self, url: str) -> Refused | None:
        """Return why an address may not be read; None when it may."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._origins:
            self._origins[origin] = asyncio.ensure_future(self._rules(origin))
        rules = await asyncio.shield(self._origins[origin])
        if isinstance(rules, Refused):
            return Refused(rules.outcome, rules.detail, lacks_answer=rules.lacks_answer)
        if rules.allowed(url, BOT_NAME):
            return None
        return Refused(Outcome.ROBOTS, f"robots.txt of {parts.hostname} forbids {parts.path or '/'}")

    def forget(self, url: str) -> None:
        """Drop a refusal for want of an answer, so that the site's robots.txt is asked for again."""
        parts = urlsplit(url)
        task = self._origins.get(f"{parts.scheme}://{parts.netloc}")
        if task and task.done() and isinstance(task.result(), Refused):
            del self._origins[f"{parts.scheme}://{parts.netloc}"]

    async def _rules(self, origin: str) -> Rules | Refused:
        cache = RobotsCache(self._spider().job.folder.robots)
        answer = cache.get(origin, self._now())
        if answer is None:
            found = await self._fetched(origin)
            if isinstance(found, Refused):
                return found
            answer = RobotsAnswer(found.status, self._now(), found.body)
            cache.put(origin, answer)
        rules = self._parser(answer.body)
        delay = rules.delay(BOT_NAME)
        if delay:
            assert self._crawler.engine is not None
            Pauses.of(self._crawler).slow_down(origin, delay, self._crawler.engine.downloader)
        return rules

    def _spider(self) -> VisitSpider:
        return cast("VisitSpider", self._crawler.spider)

    def _now(self) -> datetime:
        return self._spider().clock.now()

    async def _fetched(self, origin: str) -> WireAnswer | Refused:
        """Ask an origin for its robots.txt; the body is empty unless the answer is a success."""
        wire: list[WireAnswer] = []
        meta: dict[str, Any] = {"dont_obey_robotstxt": True, WIRE: wire, CUT_AT: LARGEST_FILE, **request_meta()}
        # A small file, and the first thing asked of a host: one that is dead shows it here.
        meta["download_timeout"] *= 2 / 3
        engine = self._crawler.engine
        assert engine is not None
        asked = Request(f"{origin}/robots.txt", meta=meta)
        try:
            answer = await engine.download_async(asked)
        except FETCH_ERRORS as error:
            failure = failure_of(error)
            if failure.is_redirect_loop:
                # RFC 9309, 2.3.1.2: more than five redirects may be taken as "not there".
                return WireAnswer(asked.url, wire[-1].status, (), b"")
            # An address that is refused is refused to the page as well: the file is not the reason.
            said = failure.detail if failure.is_final else f"robots.txt: {failure.detail}, taken as a refusal"
            return Refused(failure.outcome, said, lacks_answer=not failure.is_final)
        if answer.status in (304, 429) or answer.status >= 500:
            # 304 without our asking says that there are rules, and not which.
            said = f"robots.txt answered {answer.status}, taken as a refusal"
            asked_pause = retry_after((answer.headers.get("Retry-After") or b"").decode("latin-1"), self._now())
            is_busy = answer.status in (429, 503)
            Pauses.of(self._crawler).heed(origin, is_busy=is_busy, asked_pause=asked_pause)
            return Refused(Outcome.ROBOTS, said, lacks_answer=True)
        is_success = 200 <= answer.status < 300
        return WireAnswer(answer.url, answer.status, (), answer.body if is_success else b"")


def _utf8(body: bytes) -> bytes:
    """Return a file that some editor saved as UTF-16 as the UTF-8 it should be; any other as it is."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace").encode()
    return body
