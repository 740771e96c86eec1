"""The record of a route: archive first, then the visit's line. What has a line is done; the rest is made again.

A kill between the two leaves bytes in the archive that no visit names: they are cut off at the next start.
"""

from __future__ import annotations

import fcntl
from collections.abc import Sequence
from dataclasses import replace

from barometer import readings_file
from barometer.readings import Outcome, Visit
from spiders import archive
from spiders.job import CrawlJob, Target

_PASSING = {
    Outcome.RATE_LIMITED, Outcome.TIMEOUT, Outcome.UNREACHABLE, Outcome.NEEDS_BROWSER,
    # Mended by the operator, who then crawls again.
    Outcome.TOKEN_REFUSED, Outcome.VERSION_REMOVED,
}  # fmt: skip


class RouteRecord:
    """Readings file and archive file of one route and month, written by one process at a time."""

    def __init__(self, job: CrawlJob, *, keeps_archive: bool) -> None:
        self.readings = job.folder.route(job.edition, job.route)
        self.archive = job.folder.archive(job.edition) / f"{job.route}.warc.gz"
        self._keeps_archive = keeps_archive
        lock = job.folder.logs / f".{job.month}-{job.route}.lock"
        lock.parent.mkdir(parents=True, exist_ok=True)
        # Waits for a crawl process whose command was killed and which has not noticed yet.
        self._lock = lock.open("a")
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def close(self) -> None:
        """Let another process write."""
        self._lock.close()

    def resume(self, *, drop_refused: bool) -> set[str]:
        """Mend both files after an interruption; return the targets that are done.

        Visits that failed for a reason that passes (no answer, too busy, no browser yet) are dropped, to be made
        again; with `drop_refused` also those that were not made for want of a permission.
        """
        readings_file.drop_unfinished(self.readings)
        visits = list(readings_file.read(self.readings, Visit))
        kept = [visit for visit in visits if is_final(visit) and not (drop_refused and _was_refused(visit))]
        if len(kept) < len(visits):
            readings_file.write(self.readings, kept)
        ends = [(visit.archive_offset or 0) + (visit.archive_length or 0) for visit in visits]
        archive.cut(self.archive, max(ends, default=0))
        return {visit.target for visit in kept}

    def commit(self, visit: Visit, records: Sequence[bytes]) -> Visit:
        """Write a visit for good: its archive records, then its line; return it as written."""
        if records and self._keeps_archive:
            offset, length = archive.append(self.archive, records)
            visit = replace(visit, archive=self.archive.name, archive_offset=offset, archive_length=length)
        readings_file.append(self.readings, visit)
        return visit

    def left(self, targets: Sequence[Target], done: set[str]) -> list[Target]:
        """Return the targets that have no visit yet."""
        return [target for target in targets if target.key not in done]


def is_final(visit: Visit) -> bool:
    """Say whether a visit stands: one that failed for a reason that passes is made again by the next crawl."""
    return visit.outcome not in _PASSING


def _was_refused(visit: Visit) -> bool:
    return visit.outcome is Outcome.NO_PERMISSION and not visit.pages
