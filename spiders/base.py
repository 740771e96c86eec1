"""What every spider shares: one coroutine per target fetches its pages in turn, reads them, commits the visit.

Requests go straight to the downloader with its middlewares (`download_async`), not through Scrapy's scheduler: a
visit is a short conversation with one site, and whoever asks the next question must have read the last answer.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, ClassVar
from urllib.parse import urldefrag, urlsplit

import scrapy
from scrapy.http import Response

from barometer.bounded import BoundedParser
from barometer.permissions import permitted, read_permissions
from barometer.readings import Outcome, Page, Visit
from spiders.archive import ArchivedResponse, conversion_record
from spiders.browser import Browser, RenderFailed
from spiders.clock import CrawlClock
from spiders.earlier import EARLIER, EarlierPages
from spiders.egress import egress_of
from spiders.failures import FETCH_ERRORS, failure_of
from spiders.job import CrawlJob, Target
from spiders.line import Line
from spiders.politeness import WIRE, Pauses, TooBusy, WireAnswer, pause_asked
from spiders.record import RouteRecord
from spiders.robots import Refused, RobotsGate
from spiders.settings import OPERATOR, USER_AGENT, request_meta
from spiders.turns import Turns
from spiders.visits import DocumentReader, Seen, missing, visit_of

_PASSING = {Outcome.TIMEOUT, Outcome.UNREACHABLE}
_SILENT = {*_PASSING, Outcome.RATE_LIMITED}
_TRIES_WHEN_BUSY = 4


@dataclass(slots=True)
class Conversation:
    """What one visit has gathered so far."""

    target: Target
    seen: list[Seen] = field(default_factory=list)
    records: list[bytes] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    earlier: dict[str, ArchivedResponse] = field(default_factory=dict)
    """What its addresses answered last time."""
    may_pass: bool = False
    """True when it failed for a reason that may be gone in a minute: it is made once more at the end."""


class VisitSpider(scrapy.Spider):
    """Visits every target of a job once. A subclass names its parser, its first addresses and its limits."""

    parser: ModuleType
    page_limit: ClassVar[int] = 1
    obeys_robots: ClassVar[bool] = True
    follows_redirects: ClassVar[bool] = True
    asks_what_changed: ClassVar[bool] = False
    """Asks by ETag and Last-Modified; not where counts are read, which are to be of today."""
    viewer: ClassVar[str] = "logged_out"
    public_pages_of: ClassVar[str] = ""
    """Host whose public pages this route reads: only with the operator's recorded permission. Empty: needs none."""

    def __init__(self, job: CrawlJob) -> None:
        super().__init__()
        self.job = job
        self.clock = CrawlClock(OPERATOR.clock)
        self.is_finished = False
        self.egress = egress_of(OPERATOR, job, self.clock)
        self.browser: Browser = Browser(OPERATOR, USER_AGENT, self.egress)
        self.pauses = Pauses(job.country.extra_suffixes)
        at_once: int = (self.custom_settings or {}).get("CONCURRENT_REQUESTS_PER_DOMAIN", 1)
        self.turns = Turns(self.pauses, self.egress, self.name, at_once=at_once)
        self.earlier = EarlierPages(job) if self.asks_what_changed else None
        self.permissions = read_permissions(OPERATOR.permissions)
        self.reader = DocumentReader(BoundedParser(job.country, OPERATOR.parse_limits))
        self._done = 0

    def addresses(self, target: Target) -> Iterable[str]:
        """Return the first addresses of a visit, most telling first."""
        return (target.url,)

    def refusal(self) -> tuple[Outcome, str] | None:
        """Return why this route may not be used at all; None when it may."""
        host = self.public_pages_of
        if not host or permitted(self.permissions, host, self.clock.now().date()):
            return None
        said = f"public pages of {host} are read only with a recorded permission ({OPERATOR.permissions})"
        return Outcome.NO_PERMISSION, said

    def headers(self) -> dict[str, str]:
        """Return headers to send beside the common ones."""
        return {}

    def secret(self) -> str:
        """Return what must never lie on disk, even where a site sends it back; empty for nothing."""
        return ""

    def keeps_archive(self) -> bool:
        """Say whether what is fetched may be kept: social-media pages may show persons."""
        return OPERATOR.archive_social

    def follow(self, seen: Seen, conversation: Conversation) -> Iterable[str]:
        """Return the addresses to read after a document: what its parser asks for, on the same site.

        Where a secret is sent along, only on the same origin: an answer must not choose who gets it.
        """
        same = _origin_of if self.secret() else self.pauses.site_of
        home = same(conversation.seen[0].record.final_url)
        return (url for url in seen.reading.next_urls if same(url) == home)

    def wants_browser(self, seen: Sequence[Seen]) -> bool:
        """Say whether the visit's first address must be rendered to answer."""
        return False

    async def start(self) -> AsyncIterator[Any]:
        """Visit all targets, and once more those that failed for a passing reason."""
        record = RouteRecord(self.job, keeps_archive=self.keeps_archive())
        done = record.resume(drop_refused=self.refusal() is None)
        self._done = len(done)
        self._report()
        await self._visit_all(record.left(self.job.targets, done), record)
        await self.browser.close()
        self.reader.close()
        self.is_finished = True
        for nothing in tuple[Any, ...]():
            yield nothing

    async def _visit_all(self, targets: Sequence[Target], record: RouteRecord) -> None:
        self.line = Line(targets, OPERATOR.sites_at_once)

        async def made(target: Target, is_second: bool) -> bool:
            if is_second:
                self.turns.mend(target.url)
            began = self.clock.now()
            talk = await self._visit(target)
            if talk.may_pass and not is_second:
                return True
            times = (began, self.clock.now())
            visit = visit_of(
                target, self.job.month, self.name, talk.seen, times, self.parser.PARSER_VERSION, self.viewer
            )
            self._committed(record.commit(visit, talk.records))
            return False

        await self.line.visit_all(made)

    async def _visit(self, target: Target) -> Conversation:
        talk = Conversation(target)
        refusal = self.refusal()
        if refusal:
            talk.seen.append(missing(target.url, *refusal, self.clock.now()))
            return talk
        if self.earlier:
            talk.earlier = self.earlier.of(target.key, self.clock.now())
        await self._ask(talk, self.addresses(target))
        if self.wants_browser(talk.seen):
            seen = await self._render(talk)
            talk.seen.append(seen)
            await self._ask(talk, self.follow(seen, talk))
        return talk

    async def _ask(self, talk: Conversation, addresses: Iterable[str]) -> None:
        queue = deque(addresses)
        while queue and len(talk.seen) < self.page_limit:
            url = urldefrag(queue.popleft()).url
            if url in talk.asked:
                continue
            talk.asked.add(url)
            seen = await self._read(url, talk)
            talk.seen.append(seen)
            self.line.hear(talk.target)
            # A host that does not answer costs one time-out, not one for each of its pages; a page that may not be
            # read, or is too large, costs itself alone.
            if seen.record.outcome in _SILENT or talk.seen[0].reading.outcome is not Outcome.OK:
                return
            queue.extend(self.follow(seen, talk))

    async def _read(self, url: str, talk: Conversation) -> Seen:
        is_first = not talk.seen
        for tries_left in reversed(range(_TRIES_WHEN_BUSY)):
            answer = await self._fetch(url, talk)
            if isinstance(answer, Seen):
                return answer
            page, asked_pause = answer
            seen = await self.reader.read(page, self.name, is_first=is_first)
            is_limited = seen.reading.outcome is Outcome.RATE_LIMITED
            may_ask = self.pauses.heed(url, is_busy=is_limited or page.status == 503, asked_pause=asked_pause)
            # A 503 that names no time is left to the end of the route.
            if not may_ask or not tries_left or not (is_limited or asked_pause is not None):
                break
        talk.may_pass = talk.may_pass or (is_first and page.status >= 500)
        return seen

    async def _fetch(self, url: str, talk: Conversation) -> tuple[Page, float | None] | Seen:
        """Fetch a document with everything that comes before it; return it with the pause its server asks for."""
        wire: list[WireAnswer] = []
        meta = {
            **request_meta(),
            WIRE: wire,
            EARLIER: talk.earlier,
            "dont_obey_robotstxt": not self.obeys_robots,
            "dont_redirect": not self.follows_redirects,
        }
        try:
            asked = scrapy.Request(url, headers=self.headers(), meta=meta)
            assert self.crawler.engine is not None
            response = await self.crawler.engine.download_async(asked)
        except FETCH_ERRORS as error:
            failure = failure_of(error)
            may_answer = failure.outcome in _PASSING and not failure.is_final
            lacks_answer = may_answer or (isinstance(error, Refused) and error.lacks_answer)
            talk.may_pass = talk.may_pass or (not talk.seen and lacks_answer)
            if lacks_answer:
                self._robots().forget(url)
            return missing(url, failure.outcome, failure.detail, self.clock.now())
        page = self._page(url, response, talk, wire)
        return page, pause_asked(response, page.fetched_at)

    def _page(self, url: str, response: Response, talk: Conversation, wire: list[WireAnswer]) -> Page:
        at, body = self.clock.now(), response.body
        secret = self.secret().encode()
        if secret:
            body = body.replace(secret, b"-")
            wire = [each.with_only(body) for each in wire[-1:]]
        if self.keeps_archive():
            talk.records += [record for each in wire for record in each.records(at)]
        return Page(
            url=url,
            final_url=response.url,
            status=response.status,
            content_type=_header(response, "Content-Type"),
            body=body,
            fetched_at=at,
            language=self.job.country.languages[0],
            viewer=self.viewer,
        )

    async def _render(self, talk: Conversation) -> Seen:
        first = talk.seen[0].record
        try:
            # As a slot would have it wait. A page's own parts the browser then loads as browsers do.
            await asyncio.sleep(self.pauses.between(first.final_url))
            await self.pauses.wait(first.final_url)
            rendered = await self.browser.render(first.final_url, self.pauses.site_of, self._robots().refusal)
        except (RenderFailed, TooBusy) as error:
            return missing(first.url, error.outcome, str(error), self.clock.now(), is_rendered=True)
        page = Page(
            url=first.url,
            final_url=rendered.url,
            status=rendered.status,
            content_type="text/html; charset=utf-8",
            body=rendered.html.encode(),
            fetched_at=self.clock.now(),
            language=self.job.country.languages[0],
            viewer=self.viewer,
            is_rendered=True,
        )
        if self.keeps_archive():
            talk.records.append(conversion_record(page.final_url, page.body, page.fetched_at))
        return await self.reader.read(page, self.name, is_first=False)

    def _robots(self) -> RobotsGate:
        gate = self.crawler.get_downloader_middleware(RobotsGate)
        assert gate is not None
        return gate

    def _committed(self, visit: Visit) -> None:
        self._done += 1
        seconds = (visit.finished_at - visit.started_at).total_seconds()
        detail = f": {visit.detail}" if visit.detail else ""
        logging.getLogger("barometer").info(
            "%s %s%s, %d pages, %d readings, %.1f s",
            visit.target, visit.outcome.value, detail, len(visit.pages), len(visit.readings), seconds,
        )  # fmt: skip
        self._report()

    def _report(self) -> None:
        sys.stdout.write(json.dumps({"done": self._done, "total": len(self.job.targets)}) + "\n")
        sys.stdout.flush()


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")
