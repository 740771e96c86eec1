"""From the pages of an import to visits: read by the parsers, gathered by target, tied to authorities.

Uses the same joining of documents into a visit as the spiders do, so that an imported month and a crawled one differ
in their route only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from barometer.bounded import BoundedParser
from barometer.importing.bounds import ImportRefused
from barometer.importing.report import FileResult
from barometer.importing.targets import Names, Sites, asked_account, names_in, owner_of, platform_of
from barometer.months import Month
from barometer.parse.page import PARSERS, guess_channel
from barometer.readings import Account, Outcome, Page, PageReading, Visit
from barometer.registry import Authority
from spiders.job import Target
from spiders.visits import Seen, record_of, visit_of

ROUTE = "import"


@dataclass(frozen=True, slots=True)
class Fragment:
    """One page of an import, read: everything of it but its bytes."""

    file: FileResult
    """The file it came from."""
    channel: str
    """Parser that read it."""
    seen: Seen
    """What is kept of it."""
    viewer: str
    """Who saw it."""


@dataclass(slots=True)
class Gathering:
    """All pages of an import, and the knowledge by which they are told apart."""

    parser: BoundedParser
    """Reads pages within limits, with the words of the country."""
    month: Month
    """Month of the edition."""
    authority: Authority | None
    """Authority that every page is of, when the person said so."""
    sites: Sites
    """Websites of the authorities in force."""
    fragments: list[Fragment] = field(default_factory=list)
    """Pages read so far."""

    def read(self, page: Page, file: FileResult, channel: str | None) -> None:
        """Read a page with its channel's parser and keep what it says."""
        name = channel or guess_channel(page.url, page.content_type)
        reading = self.parser.read_page(page, name)
        if reading.needs_browser and not page.is_rendered and reading.outcome is Outcome.OK:
            detail = "built by script: save it from a browser, as MHTML or in a web archive of the finished page"
            reading = PageReading(outcome=Outcome.NEEDS_BROWSER, detail=detail)
        file.pages += 1
        file.outcomes[reading.outcome] += 1
        file.readings += len(reading.readings)
        self.fragments.append(Fragment(file, name, Seen(record_of(page, reading.outcome), reading), page.viewer))

    def visits(self, accounts: Sequence[Account]) -> list[tuple[Visit, list[FileResult]]]:
        """Return one visit per target, with the files it was made from, in order of the first page of each.

        A page whose target contradicts what is known is not taken: its file gets the error.
        """
        names = Names(accounts)
        for each in self.fragments:
            platform = platform_of(each.channel)
            if platform:
                asked = asked_account(each.seen.record.final_url)
                names.join(platform, [*names_in(each.seen.reading.readings, platform), *([asked] if asked else [])])
        gathered: dict[Target, list[Fragment]] = {}
        for each in self.fragments:
            try:
                gathered.setdefault(self._target(each, names, accounts), []).append(each)
            except ImportRefused as error:
                each.file.error = str(error)
        made = []
        for target, fragments in gathered.items():
            target = replace(target, url=fragments[0].seen.record.url)
            files = list({id(each.file): each.file for each in fragments}.values())
            made.append((_visit(target, self.month, fragments), files))
        return made

    def _target(self, fragment: Fragment, names: Names, accounts: Iterable[Account]) -> Target:
        record, number = fragment.seen.record, self.authority.number if self.authority else None
        platform = platform_of(fragment.channel)
        if platform is None:
            found = self.sites.authority(record.final_url)
            if found and self.authority and found.number != number:
                raise ImportRefused(
                    f"{record.final_url} is on the website of {found.number} {found.name}, not of"
                    f" {number} {self.authority.name}; leave out --authority or give the right one"
                )
            number = number or (found.number if found else None)
            return Target(key=number or record.sha256, authority_number=number, channel=None, native_id=None, url="")
        own = names_in(fragment.seen.reading.readings, platform)
        asked = asked_account(record.final_url) or (own[0] if own else None)
        if asked is None:
            return Target(
                key=record.sha256, authority_number=number, channel=platform, native_id=None, url=""
            )
        native_id = names.chosen(platform, asked)
        owner = owner_of(accounts, platform, native_id)
        if owner and number and owner != number:
            raise ImportRefused(
                f"{platform}:{native_id} is an account of {owner} this month, not of {number}; leave out --authority,"
                " or decide whose it is in accounts.csv"
            )
        return Target(
            key=f"{platform}:{native_id}", authority_number=number or owner, channel=platform, native_id=native_id,
            url="",
        )  # fmt: skip


def _visit(target: Target, month: Month, fragments: Sequence[Fragment]) -> Visit:
    """Make the visit of one target; of pages with the same address the last saved counts."""
    latest: dict[tuple[str, bool], Fragment] = {}
    for each in sorted(fragments, key=lambda each: each.seen.record.fetched_at):
        latest[each.seen.record.final_url, each.seen.record.is_rendered] = each
    kept = list(latest.values())
    seen = [each.seen for each in kept]
    readable = [each for each in seen if each.reading.outcome is Outcome.OK]
    times = seen[0].record.fetched_at, seen[-1].record.fetched_at
    versions = sorted({PARSERS[each.channel].PARSER_VERSION for each in kept})
    viewers = [each.viewer for each in kept]
    visit = visit_of(target, str(month), ROUTE, readable or seen, times, "+".join(versions), viewers[0])
    return replace(visit, pages=tuple(each.record for each in seen))
