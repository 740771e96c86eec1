"""Reading a month again: archived pages through today's parsers, without a single request.

What was fetched stays as it was; readings and outcomes are made anew, and the accounts judged again. Visits whose
pages were not kept (social media without `archive_social`) keep the readings they have.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from barometer import readings_file
from barometer.bounded import BoundedParser, Limits
from barometer.crawling import judge
from barometer.errors import ReadingsError
from barometer.months import Month
from barometer.parse.page import PARSERS
from barometer.readings import Page, PageRecord, Visit
from barometer.registry import Country
from barometer.storage import DataFolder
from spiders.archive import ArchivedPage, pages_of
from spiders.job import Target
from spiders.visits import Seen, missing, read_document, visit_of

_AHEAD = 8
"""Visits whose pages are held in memory until their turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayReport:
    """What reading a month again came to, by route."""

    read: dict[str, int] = field(default_factory=dict)
    """Visits read again."""
    kept: dict[str, int] = field(default_factory=dict)
    """Visits kept as they were: read by this parser already, or their pages not archived."""
    changed: dict[str, int] = field(default_factory=dict)
    """Visits whose readings or outcome came out differently."""
    accounts: int
    """Accounts judged official."""

    def lines(self) -> list[str]:
        """Return the report for a person, a line per route."""
        said = [
            f"{route}: {self.read[route]} visits read again, {self.changed[route]} differently; {self.kept[route]} kept"
            for route in self.read
        ]
        return [*said, f"{self.accounts} official accounts"]


def parse(
    country: Country, month: Month, folder: DataFolder, *, everything: bool = False, limits: Limits | None = None
) -> ReplayReport:
    """Read a month's archived visits again where the parser is newer than they are, all of them with `everything`.

    `limits` is what parsing one page may cost.

    Raises:
        ReadingsError: an archive does not hold what the visits say it holds.
    """
    with BoundedParser(country, limits) as bounded:
        return _parse(country, month, folder, bounded, everything=everything)


def _parse(
    country: Country, month: Month, folder: DataFolder, bounded: BoundedParser, *, everything: bool
) -> ReplayReport:
    read, kept, changed = dict[str, int](), dict[str, int](), dict[str, int]()
    for route, parser in PARSERS.items():
        path = folder.route(month, route)
        if not path.exists():
            continue
        before = list(readings_file.read(path, Visit))
        is_due = [
            bool(visit.archive) and (everything or visit.parser_version != parser.PARSER_VERSION) for visit in before
        ]
        again = _again_all([visit for visit, due in zip(before, is_due, strict=True) if due], country, folder, bounded)
        after = [next(again) if due else visit for visit, due in zip(before, is_due, strict=True)]
        kept[route] = is_due.count(False)
        read[route] = len(before) - kept[route]
        changed[route] = sum(
            1 for old, new in zip(before, after, strict=True)
            if old.readings != new.readings or old.outcome != new.outcome
        )  # fmt: skip
        if read[route]:
            readings_file.write(path, after)
    accounts = judge(country, month, folder)
    official = sum(1 for account in accounts if account.status == "official" and account.role == "helhetlig")
    return ReplayReport(read=read, kept=kept, changed=changed, accounts=official)


def _again_all(
    visits: Iterable[Visit], country: Country, folder: DataFolder, bounded: BoundedParser
) -> Iterator[Visit]:  # fmt: skip
    """Yield the visits as they are now, in order; the pages of the next ones are unpacked while one is parsed."""
    waiting: deque[Future[Visit]] = deque()
    with ThreadPoolExecutor(max_workers=1) as thread:
        for visit in visits:
            documents = _documents(visit, country.languages[0], folder)
            waiting.append(thread.submit(_again, visit, documents, bounded))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _again(visit: Visit, documents: Sequence[Page | Seen], bounded: BoundedParser) -> Visit:
    seen = [
        each if isinstance(each, Seen) else read_document(each, visit.route, bounded, is_first=not at)
        for at, each in enumerate(documents)
    ]
    target = Target(
        key=visit.target,
        authority_number=visit.authority_number,
        channel=visit.channel,
        native_id=visit.native_id,
        url=visit.url,
    )
    version = PARSERS[visit.route].PARSER_VERSION
    times = (visit.started_at, visit.finished_at)
    return replace(
        visit_of(target, visit.month, visit.route, seen, times, version, visit.viewer),
        archive=visit.archive,
        archive_offset=visit.archive_offset,
        archive_length=visit.archive_length,
    )


def _documents(visit: Visit, language: str, folder: DataFolder) -> list[Page | Seen]:
    """Return the pages of a visit from its archive; of those that could not be fetched, what was noted then."""
    assert visit.archive is not None and visit.archive_offset is not None and visit.archive_length is not None
    path = folder.archive(Month.parse(visit.month)) / visit.archive
    kept = pages_of(path, visit.archive_offset, visit.archive_length)
    return [_document(record, kept, visit, language) for record in visit.pages]


def _document(record: PageRecord, kept: Iterator[ArchivedPage], visit: Visit, language: str) -> Page | Seen:
    if not record.status:
        return missing(record.url, record.outcome, visit.detail, record.fetched_at, is_rendered=record.is_rendered)
    for found in kept:
        # Redirects and answers that were asked for again lie between the pages; only the page has its hash.
        if found.is_rendered != record.is_rendered or hashlib.sha256(found.body).hexdigest() != record.sha256:
            continue
        return Page(
            url=record.url,
            final_url=record.final_url,
            status=record.status,
            content_type=found.content_type,
            body=found.body,
            fetched_at=record.fetched_at,
            language=language,
            viewer=visit.viewer,
            is_rendered=record.is_rendered,
        )
    raise ReadingsError(
        f"the archive {visit.archive} does not hold {record.final_url} as {visit.visit_id} read it: restore the file"
        f" from a copy (manifest.json has its hash), or crawl the month again"
    )
