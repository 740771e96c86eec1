"""The one gate to the outside: it looks hosts up, hands on only checked addresses, and writes down what it refused.

Scrapy's downloader asks it before every request and resolves by it (`download.py`); Chromium reaches the web only
through the proxy that asks it (`proxy.py`). Whoever connects is given addresses, not names, so that a second answer
of the name server cannot swap what was checked. Behind an upstream proxy, which looks names up itself, names and
numbers are judged as they are written.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from barometer.parse.html import LARGEST
from barometer.readings import Outcome
from barometer.settings import Settings
from spiders.addresses import Rules, canonical
from spiders.clock import CrawlClock
from spiders.job import CrawlJob

LONGEST_HEAD = 64 * 1024
"""Bytes of an answer's status line and headers together; most servers send less than 2 KiB."""
LARGEST_TUNNEL = 64 * 1024 * 1024
"""Bytes a browser's encrypted connection may bring. One carries a whole page with its scripts (HTTP/2), so the limit
of a single body does not fit: real pages without images stay below 20 MiB, and a tab reuses it for some pages."""
CONNECT_SECONDS = 10.0
"""Longest wait for a connection, by the spiders and by the browser's proxy."""
MOST_REFUSALS = 10_000
"""Lines a crawl process writes; a page that makes up host names shall not fill the disk."""

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""From a host and a port to its addresses; raises OSError when there are none."""

log = logging.getLogger("barometer")


class EgressRefused(IgnoreRequest):
    """A request that leads inside, or an answer beyond the limits: the same again would end the same."""

    is_final = True

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing refused."""

    at: datetime
    """When, UTC."""
    asked_by: str
    """Route of the spider, or `browser`."""
    host: str
    """Host that was asked for, as written."""
    port: int
    """Port that was asked for."""
    address: str
    """Address it leads to; empty when it was not looked up."""
    reason: str
    """Why, for a person."""

    def line(self) -> str:
        """Return the refusal as one line of JSON."""
        fields = {name: getattr(self, name) for name in ("asked_by", "host", "port", "address", "reason")}
        return json.dumps({"at": self.at.isoformat(), **fields}, ensure_ascii=False)


class Egress:
    """Judges, resolves and records for one crawl process."""

    def __init__(
        self, rules: Rules, *, now: Callable[[], datetime], record: Path, upstream: str | None = None,
        resolve: Resolve | None = None,
    ) -> None:  # fmt: skip
        self.upstream = upstream
        self.refusals: list[Refusal] = []
        self._rules = rules
        self._now = now
        self._record = record
        self._resolve = resolve or _look_up
        self._written: set[tuple[str, str, int, str]] = set()
        self._excepted: set[tuple[str, int]] = set()
        self._last: dict[tuple[str, str | tuple[str, int]], EgressRefused] = {}

    def check(self, host: str, port: int, asked_by: str) -> None:
        """Judge a host by how it is written.

        Raises:
            EgressRefused: it is inside, or no host.
        """
        if reason := self._rules.refuse_host(host, port):
            raise self.refuse(asked_by, host, port, reason)

    async def addresses(self, host: str, port: int, asked_by: str) -> list[str]:
        """Return the checked addresses of a host, in the order to try them.

        Raises:
            EgressRefused: not one of them may be used.
            OSError: the host is not known.
        """
        self.check(host, port, asked_by)
        found = await self._resolve(canonical(host) or host, port)
        if self._rules.excepts(host, port):
            self._excepted |= {(address, port) for address in found}
            return found
        reasons = {address: self._rules.refuse_address(address, port) for address in found}
        refused = [self.refuse(asked_by, host, port, why, address) for address, why in reasons.items() if why]
        checked = [address for address, why in reasons.items() if not why]
        if refused and not checked:
            raise refused[0]
        return checked

    def may_connect(self, address: str, port: int) -> bool:
        """Say whether a connection to an address may be made: the last look before it is."""
        return (address, port) in self._excepted or self._rules.refuse_address(address, port) is None

    def refuse(
        self, asked_by: str, host: str, port: int, reason: str, address: str = "",
        outcome: Outcome = Outcome.UNREACHABLE, url: str = "",
    ) -> EgressRefused:  # fmt: skip
        """Write down a refusal, each once a run, and return it as an error; with `url`, of that address alone."""
        key = (asked_by, host, port, reason)
        if key not in self._written and len(self._written) < MOST_REFUSALS:
            self._written.add(key)
            refusal = Refusal(self._now(), asked_by, host, port, address, reason)
            self.refusals.append(refusal)
            self._record.parent.mkdir(parents=True, exist_ok=True)
            with self._record.open("a", encoding="utf-8") as out:
                out.write(refusal.line() + "\n")
            log.warning("refused %s to %s:%s: %s", asked_by, host, port, reason)
        error = EgressRefused(outcome, f"{reason}: refused" if outcome is Outcome.UNREACHABLE else reason)
        if key in self._written:
            self._last[asked_by, url or (host, port)] = error
        return error

    def refused(self, asked_by: str, url: str) -> EgressRefused | None:
        """Return what this asker was refused last of an address or its host; None when nothing was."""
        parts = urlsplit(url)
        host = (parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
        return self._last.get((asked_by, url)) or self._last.get((asked_by, host))

    def too_large(self, asked_by: str, host: str, port: int, what: str, url: str = "") -> EgressRefused:
        """Write down that an answer broke a limit, and return it as an error."""
        return self.refuse(asked_by, host, port, what, outcome=Outcome.TOO_LARGE, url=url)


def egress_of(operator: Settings, job: CrawlJob, clock: CrawlClock) -> Egress:
    """Return the gate of one crawl process; what it refuses is written beside the route's log."""
    return Egress(
        Rules(operator.egress_allow, operator.proxy),
        now=clock.now,
        record=job.folder.logs / f"{job.month}-{job.route}.refused.jsonl",
        upstream=operator.proxy,
    )


HEAD_TOO_LARGE = f"the headers are larger than {LONGEST_HEAD // 1024} KiB"
BODY_TOO_LARGE = f"the body is larger than {LARGEST // 1024**2} MiB"
TUNNEL_TOO_LARGE = f"one connection brought more than {LARGEST_TUNNEL // 1024**2} MiB"


async def _look_up(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))
