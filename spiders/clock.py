"""The crawl's own edge to the real clock: an instant to begin at, and the time elapsed since."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class CrawlClock:
    """Tells the time of a crawl: the operator's instant (or the real one) plus what has elapsed since."""

    def __init__(self, start: datetime | None) -> None:
        self._start = start or datetime.now(UTC)
        if self._start.tzinfo is None:
            self._start = self._start.replace(tzinfo=UTC)
        self._began = time.monotonic()

    def now(self) -> datetime:
        """Return the instant, UTC, cut to the millisecond."""
        moment = (self._start + timedelta(seconds=time.monotonic() - self._began)).astimezone(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
