"""One request at a time per site, with its pause; Crawl-delay and Retry-After honoured; what came over the wire.

A site is a registered domain (the country's own public suffixes included), so `www` and `post` of one
municipality share one queue. Scrapy's slots do the queueing; this middleware says which slot, and how slow.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from tldextract import TLDExtract

from barometer.readings import Outcome
from spiders.archive import ArchivedResponse, response_record, revisit_record
from spiders.settings import OPERATOR

if TYPE_CHECKING:
    from scrapy.core.downloader import Downloader
    from scrapy.crawler import Crawler

WIRE = "wire"
"""Key of a request's meta: a list to which each answer on the way to a page is added, redirects included."""
KEPT_HEADERS = ("Content-Type", "Content-Encoding", "Location", "Last-Modified", "ETag", "Retry-After")
"""Headers that replaying or judging a page needs; the rest (cookies among them) is not kept."""

FIRST_PAUSE = 0.2 + 5 * OPERATOR.site_delay_seconds
"""Seconds before a busy site that names no time is asked again; doubled each time."""


class TooBusy(IgnoreRequest):
    """A site asked for a longer pause than the operator allows; nothing more is asked of it in this run."""

    outcome = Outcome.RATE_LIMITED


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """One answer as it came: body still compressed, only the headers that are kept."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    earlier: ArchivedResponse | None = None
    """For a 304 that was asked for: what the address answered last time."""

    def with_only(self, body: bytes) -> WireAnswer:
        """Return it with this body, which is not compressed, and of its headers only the type."""
        kept = tuple(each for each in self.headers if each[0].lower() == "content-type")
        return WireAnswer(self.url, self.status, kept, body)

    def records(self, at: datetime) -> list[bytes]:
        """Return its archive records: for a 304, those of what it stands for, and of its coming again."""
        if self.earlier is None:
            return [response_record(self.url, self.status, self.headers, self.body, at)]
        return [self.earlier.record, revisit_record(self.earlier, self.headers, at)]


def site_finder(extra_suffixes: tuple[str, ...]) -> Callable[[str], str]:
    """Return a function from an address to its site: the registered domain, or the bare host."""
    extract = TLDExtract(suffix_list_urls=(), cache_dir=None, extra_suffixes=extra_suffixes)

    @lru_cache(maxsize=4096)
    def site_of_host(host: str) -> str:
        return extract.extract_str(host).top_domain_under_public_suffix or host

    def site_of(url: str) -> str:
        return site_of_host((urlsplit(url).hostname or "").rstrip("."))

    return site_of


class Pauses:
    """How slow each site wants to be asked, and until when it wants to be left alone."""

    def __init__(self, extra_suffixes: tuple[str, ...]) -> None:
        self.site_of = site_finder(extra_suffixes)
        self._until: dict[str, float] = {}
        self._closed: dict[str, str] = {}
        self._times_busy: dict[str, int] = {}
        self._between: dict[str, float] = {}

    @classmethod
    def of(cls, crawler: Crawler) -> Pauses:
        """Return the crawl's one instance, which its spider holds."""
        pauses: Pauses = cast("Any", crawler.spider).pauses
        return pauses

    def slow_down(self, url: str, seconds: float, downloader: Downloader) -> None:
        """Keep at least this pause between two requests to a site, at most the operator's longest."""
        delay = min(max(seconds, OPERATOR.site_delay_seconds), OPERATOR.longest_pause_seconds)
        site = self.site_of(url)
        self._between[site] = delay
        downloader.per_slot_settings[site] = {"concurrency": 1, "delay": delay}
        if site in downloader.slots:
            downloader.slots[site].delay = delay

    def heed(self, url: str, *, is_busy: bool, asked_pause: float | None) -> bool:
        """Leave a site alone that says it is busy, as long as it asks, else twice as long each time in a row.

        Returns:
            True when it may be asked again after the pause; False when it is not busy, or asks for too long a pause.
        """
        site = self.site_of(url)
        if not is_busy:
            self._times_busy.pop(site, None)
            return False
        times = self._times_busy.get(site, 0)
        self._times_busy[site] = times + 1
        own = min(FIRST_PAUSE * 2**times, OPERATOR.longest_pause_seconds)
        return self._hold(site, own if asked_pause is None else asked_pause)

    def _hold(self, site: str, seconds: float) -> bool:
        if seconds > OPERATOR.longest_pause_seconds:
            self._closed[site] = f"{site} asked to be left alone for {seconds:.0f} s"
            return False
        self._until[site] = max(self._until.get(site, 0.0), time.monotonic() + seconds)
        return True

    def between(self, url: str) -> float:
        """Return the seconds to leave between two requests to a site."""
        return self._between.get(self.site_of(url), OPERATOR.site_delay_seconds)

    async def wait(self, url: str) -> None:
        """Return when a site may be asked again; raise TooBusy when it may not in this run."""
        site = self.site_of(url)
        while (left := self._until.get(site, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(left)
        if site in self._closed:
            raise TooBusy(self._closed[site])


def pause_asked(answer: Response, now: datetime) -> float | None:
    """Return the seconds that an answer asks us to wait: Retry-After, or X's own way to say it; None when it does not.

    X sends no Retry-After but the end of the window, in seconds since 1970, with every answer; only a refused request
    has to wait for it.
    """
    value = (answer.headers.get("Retry-After") or b"").decode("latin-1")
    ends = (answer.headers.get("x-rate-limit-reset") or b"").decode("latin-1")
    if not value and answer.status == 429 and ends.isascii() and ends.isdigit() and len(ends) < 12:
        return max(0.0, int(ends) - now.timestamp())
    return retry_after(value, now)


def retry_after(value: str, now: datetime) -> float | None:
    """Read a Retry-After header, seconds or HTTP date; None when it is neither."""
    text = value.strip()
    # Other digits than these are digits to Python, and no number: `²`.
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


class Politeness:
    """Downloader middleware next to the downloader: chooses the slot. Waiting is in `turns.py`."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Politeness:
        """Make the middleware, as Scrapy asks for it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Set the slot anew: a redirect may lead to another site."""
        request.meta["download_slot"] = Pauses.of(self._crawler).site_of(request.url)
