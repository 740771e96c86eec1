"""Reading a month again: archived pages through today's parsers, without a single request.

What was fetched stays as it was; readings and outcomes are made anew, and the accounts judged again. Visits whose
pages were not kept (social media without `archive_social`) keep the readings they have.
"""

from __future__ import annotations

from collections.abc import Iterator
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
from spiders.visits import Seen, missing, read_document, record_of, visit_of


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
        after = [
            _again(visit, country, month, folder, bounded)
            if visit.archive and (everything or visit.parser_version != parser.PARSER_VERSION)
            else visit
            for visit in before
        ]
        kept[route] = sum(1 for old, new in zip(before, after, strict=True) if old is new)
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


def _again(visit: Visit, country: Country, month: Month, folder: DataFolder, bounded: BoundedParser) -> Visit:
    assert visit.archive is not None and visit.archive_offset is not None and visit.archive_length is not None
    path = folder.archive(month) / visit.archive
    kept = pages_of(path, visit.archive_offset, visit.archive_length)
    language = country.languages[0]
    seen = [_read(record, kept, visit, language, bounded, is_first=not at) for at, record in enumerate(visit.pages)]
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


def _read(
    record: PageRecord, kept: Iterator[ArchivedPage], visit: Visit, language: str, bounded: BoundedParser, *,
    is_first: bool,
) -> Seen:  # fmt: skip
    if not record.status:
        return missing(record.url, record.outcome, visit.detail, record.fetched_at, is_rendered=record.is_rendered)
    for found in kept:
        page = Page(
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
        again = record_of(page, record.outcome)
        # Redirects and answers that were asked for again lie between the pages; only the page has its hash.
        if again.sha256 == record.sha256 and found.is_rendered == record.is_rendered:
            return read_document(page, visit.route, bounded, is_first=is_first)
    raise ReadingsError(
        f"the archive {visit.archive} does not hold {record.final_url} as {visit.visit_id} read it: restore the file"
        f" from a copy (manifest.json has its hash), or crawl the month again"
    )
