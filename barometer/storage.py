"""Where everything lies in the data folder (`--data`): one folder per country, the record beside the warehouse.

    data/no/
        accounts.csv               the operator's decisions, kept for ever
        quarantine.csv             the operator's second looks at numbers that were held back
        registry/                  the operator's own tables of authorities, instead of the program's
        proposals/2026-10-20/      what the official registers would change
        archive/2026-10/           what was fetched: WARC files and manifest.json
        readings/2026-10/          what was read: <route>.jsonl, codings.jsonl, accounts.jsonl, and their Parquet
        checks/2026-10.json        results of the checks
        barometer.duckdb           built from the readings
        logs/2026-10-<route>.log   what the crawl processes said
        cache/robots/              robots.txt of every origin, for a day; may be deleted at any time
        editions/2026-10/          published, frozen; editions/latest points at the newest
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from barometer.errors import LockedError, ReadingsError, UsageError
from barometer.months import Month


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Paths of one country's data. Nothing is created until it is written."""

    root: Path
    """The country's folder, `<data>/<country>`."""

    @property
    def accounts(self) -> Path:
        """The operator's decisions on accounts: attested, wrong, chose not to be there."""
        return self.root / "accounts.csv"

    @property
    def quarantine(self) -> Path:
        """The operator's second looks at numbers that were held back."""
        return self.root / "quarantine.csv"

    @property
    def warehouse(self) -> Path:
        """The DuckDB database."""
        return self.root / "barometer.duckdb"

    @property
    def editions(self) -> Path:
        """Published editions, one folder per month."""
        return self.root / "editions"

    @property
    def logs(self) -> Path:
        """Logs of the crawl processes, and their locks."""
        return self.root / "logs"

    @property
    def robots(self) -> Path:
        """robots.txt of the origins asked last, shared by all routes."""
        return self.root / "cache" / "robots"

    def archive(self, month: Month) -> Path:
        """Folder of the month's WARC files."""
        return self.root / "archive" / str(month)

    def readings(self, month: Month) -> Path:
        """Folder of the month's readings."""
        return self.root / "readings" / str(month)

    def route(self, month: Month, route: str) -> Path:
        """The file of visits made by one route in one month."""
        return self.readings(month) / f"{route}.jsonl"

    def visit_files(self, month: Month) -> list[Path]:
        """The month's files of visits, one per route that was used, in alphabetical order."""
        others = {self.month_accounts(month), self.codings(month)}
        return sorted(path for path in self.readings(month).glob("*.jsonl") if path not in others)

    def month_accounts(self, month: Month) -> Path:
        """The month's judgement on accounts, made from all its visits."""
        return self.readings(month) / "accounts.jsonl"

    def codings(self, month: Month) -> Path:
        """What people read on pages of the month's sample: `barometer coding import`."""
        return self.readings(month) / "codings.jsonl"

    def checks(self, month: Month) -> Path:
        """The month's check results."""
        return self.root / "checks" / f"{month}.json"

    def months(self) -> list[Month]:
        """Months that have readings, oldest first.

        Raises:
            ReadingsError: a folder among them is no month's.
        """
        folder = self.root / "readings"
        if not folder.is_dir():
            return []
        found = [entry for entry in folder.iterdir() if any(entry.glob("*.jsonl"))]
        try:
            return sorted(Month.parse(entry.name) for entry in found)
        except UsageError as error:
            raise ReadingsError(f"{folder} holds a folder that is no month's ({error}): move it elsewhere") from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the folder for one writing run; released by the system even when the run is killed.

        Raises:
            LockedError: another run holds it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        path = self.root / ".lock"
        with path.open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise LockedError(
                    f"another run is working on {self.root}: wait for it, or choose another folder with --data"
                ) from None
            yield
