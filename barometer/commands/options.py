"""Options that several commands share, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from barometer.errors import UsageError
from barometer.months import Month
from barometer.storage import DataFolder

if TYPE_CHECKING:
    from barometer.registry import Country

CountryOption = Annotated[
    str, typer.Option("--country", envvar="BAROMETER_COUNTRY", help="Country code: no, or xx for practice.")
]
MonthOption = Annotated[
    str | None, typer.Option("--month", help="Month of the edition, YYYY-MM; this month when left out.")
]
DataOption = Annotated[
    Path, typer.Option("--data", envvar="BAROMETER_DATA", help="Folder for everything that is kept.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port on this machine; 0 takes a free one.")]
SeedOption = Annotated[int, typer.Option("--seed", help="Which practice world, for country xx only.")]

DEFAULT_COUNTRY = "no"
DEFAULT_DATA = Path("data")


@dataclass(frozen=True, slots=True)
class Job:
    """What one command works on."""

    country: Country
    """With its authorities and words."""
    month: Month
    """Month of the edition."""
    folder: DataFolder
    """The country's data folder."""


def job(country: str, month: str | None, root: Path) -> Job:
    """Resolve the shared options; the only place of the command line that asks what day it is."""
    from barometer.registry import REGISTRY, load_country

    loaded = load_country(country, root.resolve() / country / REGISTRY)
    chosen = Month.parse(month) if month else Month.of(datetime.now(ZoneInfo(loaded.time_zone)))
    return Job(loaded, chosen, DataFolder(root.resolve() / loaded.code))


def require_present(work: Job, clock: datetime | None) -> None:
    """Refuse to visit today's web for another month; a practice web plays any month, at a clock of its own.

    Raises:
        UsageError: the month is over, or has not begun.
    """
    today = (clock or datetime.now(UTC)).astimezone(UTC).date()
    first, last = work.month.crawl_days
    if not work.country.is_practice and not first <= today <= last:
        raise UsageError(
            f"the web of {work.month} cannot be visited on {today}: crawl {Month.of(today)}, or give pages that were"
            f" saved in {work.month} to 'barometer import'"
        )


@contextmanager
def locked(country: str, month: str | None, root: Path) -> Iterator[Job]:
    """Resolve the shared options and hold the country's folder for as long as the command writes."""
    work = job(country, month, root)
    with work.folder.lock():
        yield work
