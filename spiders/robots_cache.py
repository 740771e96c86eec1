"""robots.txt on disk for a day, one file per origin: what an origin answered last, shared by all routes.

Kept is what RFC 9309 calls an answer: rules (2.3.1.1) and "there is none" (2.3.1.3, 4xx but 429), at most 24 hours
(2.4). A 5xx, 429, time-out or broken connection (2.3.1.4) is a refusal that may be gone in a minute: kept for a day,
one bad minute of a server would cost its municipality the month. Nor does an older file speak in its place.

The first line of a file is JSON, the body follows as it came. A file that is not whole, not of this origin, too old
or from the future is ignored, and the origin is asked again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

LARGEST_FILE = 500 * 1024
"""RFC 9309, 2.5: a crawler must read at least 500 KiB; more is cut."""
LONGEST_KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """What an origin answered for its robots.txt."""

    status: int
    """HTTP status after redirects: 200, another 2xx or 3xx, or a 4xx that means "there is none"."""
    fetched_at: datetime
    """When, by the crawl's clock, UTC."""
    body: bytes
    """First 500 KiB of the content; empty unless the status is a success."""


class RobotsCache:
    """The folder of robots.txt files. Reading or writing it never fails a crawl."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, origin: str) -> Path:
        """Return the file of an origin: its name hashed, because a host may be longer than a file name."""
        return self._folder / f"{hashlib.blake2b(origin.encode(), digest_size=16).hexdigest()}.robots"

    def get(self, origin: str, now: datetime) -> RobotsAnswer | None:
        """Return what an origin answered in the last 24 hours; None when it must be asked."""
        try:
            line, _, body = self.path(origin).read_bytes().partition(b"\n")
            head = json.loads(line)
            answer = RobotsAnswer(head["status"], datetime.fromisoformat(head["fetched_at"]), body)
            is_whole = head["origin"] == origin and head["sha256"] == hashlib.sha256(body).hexdigest()
            is_fresh = timedelta(0) <= now - answer.fetched_at < LONGEST_KEPT
        except (OSError, ValueError, KeyError, TypeError):
            # Not there, or not what was written: asking again mends both.
            return None
        return answer if is_whole and is_fresh and isinstance(answer.status, int) else None

    def put(self, origin: str, answer: RobotsAnswer) -> None:
        """Keep an answer, whole or not at all. Not forced to disk: losing it costs one request."""
        body = answer.body[:LARGEST_FILE]
        head = {
            "origin": origin,
            "status": answer.status,
            "fetched_at": answer.fetched_at.isoformat(),
            "sha256": hashlib.sha256(body).hexdigest(),
        }
        path = self.path(origin)
        # The process number keeps two routes that asked at once out of each other's file.
        aside = path.with_suffix(f".{os.getpid()}")
        # A full disk, or a folder that belongs to somebody else: the origin is asked again, nothing worse.
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(json.dumps(head).encode() + b"\n" + body)
            aside.replace(path)
