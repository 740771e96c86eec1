"""What a crawl process is told: one route of one month, its targets, and where the record lies.

Written by `barometer.crawling` to the standard input of `python -m spiders` as one line of JSON, so
that no list of targets and no country lies about in temporary files. Secrets travel in the environment.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from barometer.months import Month
from barometer.readings import Channel
from barometer.registry import Country
from barometer.storage import DataFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One website or one account, to be visited once."""

    key: str
    """Authority number for a website; `<channel>:<native id>` for an account."""
    authority_number: str | None
    """Authority it is visited for."""
    channel: Channel | None
    """Platform of the account; None for a website."""
    native_id: str | None
    """The account's key on the platform; None for a website."""
    url: str
    """Front page of the website, or an address that opens the account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlJob:
    """One route of one month."""

    route: str
    """Name of the spider."""
    month: str
    """Month of the edition, `YYYY-MM`."""
    root: str
    """The country's data folder."""
    country: Country
    """For its words, vendors and suffixes; its population is not needed and left out."""
    targets: tuple[Target, ...]
    """Everything to visit, visited or not."""

    @property
    def folder(self) -> DataFolder:
        """The country's data folder."""
        return DataFolder(Path(self.root))

    @property
    def edition(self) -> Month:
        """The month as a month."""
        return Month.parse(self.month)

    def encode(self) -> bytes:
        """Return the job as one line of JSON."""
        from pydantic import TypeAdapter

        text: bytes = TypeAdapter(CrawlJob).dump_json(self)
        return text + b"\n"

    @classmethod
    def decode(cls, line: bytes) -> CrawlJob:
        """Read a job from its line of JSON; raises pydantic's ValidationError when it is not one."""
        from pydantic import TypeAdapter

        job: CrawlJob = TypeAdapter(CrawlJob).validate_json(line)
        return job
