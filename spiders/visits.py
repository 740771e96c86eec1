"""From the documents of one visit to the visit: its outcome, its readings without repeats. Used again by replay."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime

from barometer.bounded import BoundedParser
from barometer.readings import Feed, Outcome, Page, PageReading, PageRecord, Reading, Visit
from spiders.comment_pages import joined
from spiders.job import Target


@dataclass(frozen=True, slots=True)
class Seen:
    """One document of a visit: what is kept of fetching it, and what was read."""

    record: PageRecord
    reading: PageReading


def record_of(page: Page, outcome: Outcome) -> PageRecord:
    """Return what is kept of a fetched document."""
    return PageRecord(
        url=page.url,
        final_url=page.final_url,
        status=page.status,
        outcome=outcome,
        fetched_at=page.fetched_at,
        is_rendered=page.is_rendered,
        size=len(page.body),
        sha256=hashlib.sha256(page.body).hexdigest(),
    )


def read_document(page: Page, route: str, parser: BoundedParser, *, is_first: bool) -> Seen:
    """Read a fetched document; the first of a website is its front page, wherever a redirect led."""
    is_front = route == "website" and (is_first or page.is_rendered)
    reading = parser.read_page(page, route, "front" if is_front else None)
    return Seen(record_of(page, reading.outcome), reading)


class DocumentReader:
    """Reads the documents of a crawl, one after another, while the event loop goes on with other sites."""

    def __init__(self, parser: BoundedParser) -> None:
        self._parser = parser
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader")

    async def read(self, page: Page, route: str, *, is_first: bool) -> Seen:
        """Read a document as `read_document` does."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._thread, lambda: read_document(page, route, self._parser, is_first=is_first)
        )

    def close(self) -> None:
        """Wait for the document in hand, and end the parsing process."""
        self._thread.shutdown(cancel_futures=True)
        self._parser.close()


def missing(url: str, outcome: Outcome, detail: str, at: datetime, *, is_rendered: bool = False) -> Seen:
    """Return the entry of a document that could not be fetched."""
    record = PageRecord(
        url=url, final_url=url, status=0, outcome=outcome, fetched_at=at, is_rendered=is_rendered, size=0, sha256=""
    )
    return Seen(record, PageReading(outcome=outcome, detail=detail))


def verdict(seen: Sequence[Seen]) -> tuple[Outcome, str]:
    """Return the outcome of a visit: its first document's, or that of rendering it where it was rendered."""
    rendered = [each for each in seen if each.record.is_rendered]
    decisive = rendered[-1] if rendered else seen[0]
    return decisive.reading.outcome, decisive.reading.detail


def merged(seen: Sequence[Seen]) -> tuple[Reading, ...]:
    """Return the readings of a visit in order, without repeats.

    A rendered document stands in for the plain one of its address. Feeds of one account that were read page by page
    become one, which reaches as far back as the pages together, and shows threads where no comment is missing.
    """
    rendered = {each.record.url for each in seen if each.record.is_rendered and each.reading.outcome is Outcome.OK}
    kept: dict[object, Reading] = {}
    feeds: dict[str, list[Feed]] = {}
    read = [each for each in seen if each.record.is_rendered or each.record.url not in rendered]
    for readings in joined([each.reading.readings for each in read]):
        for reading in readings:
            if reading.type == "feed":
                feeds.setdefault(reading.native_id, []).append(reading)
                kept.setdefault(("feed", reading.native_id), reading)
            elif reading.type == "post":
                kept.setdefault(("post", reading.native_id, reading.post_id), reading)
            else:
                kept.setdefault(reading, reading)
    for native_id, parts in feeds.items():
        kept["feed", native_id] = _one_feed(parts, shows_all=_shows_all(kept.values()))
    return tuple(kept.values())


def _shows_all(readings: Iterable[Reading]) -> bool:
    """Say whether every post shows as many comments as it counts, where it counts them."""
    listed = list(readings)
    shown = Counter(each.post_id for each in listed if each.type == "comment")
    return all(shown[each.post_id] >= (each.comments_low or 0) for each in listed if each.type == "post")


def _one_feed(parts: list[Feed], *, shows_all: bool) -> Feed:
    starts = [part.covers_from for part in parts if part.covers_from is not None]
    return replace(
        parts[0],
        covers_from=min(starts, default=None),
        post_count=sum(part.post_count for part in parts),
        threads_visible=shows_all and all(part.threads_visible for part in parts),
    )


def visit_of(
    target: Target, month: str, route: str, seen: Sequence[Seen], times: tuple[datetime, datetime], version: str,
    viewer: str,
) -> Visit:  # fmt: skip
    """Return the visit that these documents make; readings only where it ended `ok`."""
    outcome, detail = verdict(seen)
    return Visit(
        visit_id=f"{month}:{route}:{target.key}",
        month=month,
        route=route,
        target=target.key,
        authority_number=target.authority_number,
        channel=target.channel,
        native_id=target.native_id,
        url=seen[0].record.url,
        started_at=times[0],
        finished_at=times[1],
        outcome=outcome,
        detail="" if outcome is Outcome.OK else detail,
        viewer=viewer,
        parser_version=version,
        archive=None,
        archive_offset=None,
        archive_length=None,
        pages=() if outcome is Outcome.NO_PERMISSION and not seen[0].record.status else tuple(s.record for s in seen),
        readings=merged(seen) if outcome is Outcome.OK else (),
    )


def found_accounts(seen: Iterable[Seen], vendors: Iterable[str]) -> bool:
    """Say whether any document names an account that can be the site's own.

    A supplier's cannot, nor one in the running text of another page than the list of accounts: it is somebody's who
    is written about.
    """
    known = set(vendors)
    links = (reading for each in seen for reading in each.reading.readings if reading.type == "link")
    return any(
        link.native_id is not None
        and f"{link.channel}:{link.native_id}" not in known
        and (link.place != "main" or link.page_role == "overview")
        for link in links
    )
