"""A calendar month, the period that every edition covers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from barometer.errors import UsageError

_FORM = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month; prints as `2026-10`, sorts by time."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `YYYY-MM`; raises UsageError for anything else."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise UsageError(f"'{text}' is not a month: write it as YYYY-MM, for example 2026-10")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, moment: date) -> Month:
        """Return the month that a date or an instant lies in."""
        return cls(moment.year, moment.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def shift(self, months: int) -> Month:
        """Return the month that lies `months` later (earlier when negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    @property
    def first(self) -> date:
        """The month's first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The month's last day."""
        return self.shift(1).first - timedelta(days=1)

    @property
    def crawl_days(self) -> tuple[date, date]:
        """First and last day, UTC, on which its visits may be made.

        A crawl may begin in the month's first hours by another clock, and end a little after the month does.
        """
        return self.first - timedelta(days=1), self.last + timedelta(days=3)

    def at(self, day: int, hour: int) -> datetime:
        """Return the instant of a day and hour of this month, UTC."""
        return datetime(self.year, self.number, day, hour, tzinfo=UTC)
