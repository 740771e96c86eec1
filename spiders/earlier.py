"""What was fetched last time: asked about by ETag and Last-Modified, so that an unchanged page is not sent again.

Validators and bodies are taken from the archive of the last month crawled, found through its visits. A page answered
by 304 is read again from there, by today's parser, and its record is copied into this month's archive as it lies,
with a `revisit` record behind it: every month's archive is complete without the one before it.

Not asked about: a page that was not read `ok`, one whose archive is gone or broken, and one last sent in full more
than 100 days ago, so that a server which wrongly says "unchanged" is believed for three months at most.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Headers, Response

from barometer.errors import ReadingsError
from spiders.archive import ArchivedResponse, responses_of
from spiders.decoding import content_of
from spiders.job import CrawlJob
from spiders.politeness import WIRE

EARLIER = "earlier"
"""Key of a request's meta: address → what it answered last time."""
LONGEST_TRUST = timedelta(days=100)
_CONDITIONS = (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))

log = logging.getLogger("barometer")


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where one visit of last time lies in its archive, and which of its addresses were read `ok`."""

    offset: int
    length: int
    urls: frozenset[str]


class EarlierPages:
    """The pages of a route's last month, by target."""

    def __init__(self, job: CrawlJob) -> None:
        self._archive: Path | None = None
        self._kept: dict[str, _Kept] = {}
        try:
            months = [month for month in job.folder.months() if month < job.edition]
        except ReadingsError:
            # A stray folder among the months: the stages that need all of them name it.
            months = []
        for month in reversed(months):
            if (readings := job.folder.route(month, job.route)).exists():
                self._archive = job.folder.archive(month) / f"{job.route}.warc.gz"
                self._kept = _kept(readings)
                break

    def of(self, target: str, now: datetime) -> dict[str, ArchivedResponse]:
        """Return what a target's pages answered last time, by address; empty where that is not to be had."""
        kept = self._kept.get(target)
        if kept is None or self._archive is None:
            return {}
        try:
            found = list(responses_of(self._archive, kept.offset, kept.length))
        except ReadingsError as error:
            log.warning("%s is fetched whole: its earlier pages cannot be read (%s)", target, error)
            return {}
        return {
            each.url: each
            for each in found
            if each.url in kept.urls and each.status == 200 and now - each.fetched_at < LONGEST_TRUST
            and any(each.header(name) for _, name in _CONDITIONS)
        }  # fmt: skip


def _kept(readings: Path) -> dict[str, _Kept]:
    found: dict[str, _Kept] = {}
    for line in readings.read_bytes().splitlines():
        try:
            visit: dict[str, Any] = json.loads(line)
            urls = frozenset(page["final_url"] for page in visit["pages"] if page["outcome"] == "ok")
            if visit["archive"] and urls:
                found[visit["target"]] = _Kept(visit["archive_offset"], visit["archive_length"], urls)
        except (ValueError, KeyError, TypeError):
            # Cut off or mended by hand: the stages that read that month name the line; here it costs a full fetch.
            continue
    return found


class Revalidation:
    """Downloader middleware: asks whether a page has changed, and answers 304 with what it was."""

    def process_request(self, request: Request) -> None:
        """Set the conditions anew: a redirect carries headers along, and each address has its own."""
        known = _known(request)
        for condition, validator in _CONDITIONS:
            request.headers.pop(condition, None)
            if known and (value := known.header(validator)):
                request.headers[condition] = value

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Give what the page was for a 304 that we asked for; ask for it whole where the 304 is about another page."""
        known = _known(request)
        if response.status != 304 or known is None:
            return response
        tag = (response.headers.get("ETag") or b"").decode("latin-1")
        if tag and _strong(tag) != _strong(known.header("ETag")):
            return request.replace(meta={**request.meta, EARLIER: {}})
        wire = request.meta.get(WIRE)
        if wire:
            wire[-1] = replace(wire[-1], earlier=known)
        content = content_of(known.body, known.header("Content-Encoding"))
        return response.replace(status=200, headers=Headers(known.headers), body=content)


def _known(request: Request) -> ArchivedResponse | None:
    known: ArchivedResponse | None = request.meta.get(EARLIER, {}).get(request.url)
    return known


def _strong(tag: str) -> str:
    """Return an entity tag without the mark of a weak one: for If-None-Match both are compared alike."""
    return tag.strip().removeprefix("W/")
