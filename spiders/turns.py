"""Whose turn it is: one request at a time per address, a host that is silent left alone, pauses waited out.

Scrapy's slots keep requests of one site (registered domain) apart, with their delay. A turn is taken after that, when
a request is about to leave. Many municipalities' sites stand on one supplier's server: they are different sites, and
one address. Waiting is first come, first served, and a site has one request in the line at most, so neighbours take
turns; a site whose neighbours are slow waits for them no longer than for an answer of its own, then goes ahead.

Behind an upstream proxy there is no address to be known: there, only the slots hold.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest

from barometer.readings import Outcome
from spiders.egress import Egress, EgressRefused
from spiders.politeness import Pauses
from spiders.settings import OPERATOR

REST_SECONDS = 60.0
"""How long a silent host is left alone before one request may try it again."""
_PATIENCE = 3
"""Time-outs in a row after which a host that has answered in this run counts as silent; any other, after the first."""


class Silent(IgnoreRequest):
    """A host did not answer a moment ago; asking it for every waiting page would cost a time-out each."""

    outcome = Outcome.TIMEOUT


@dataclass(slots=True)
class _Standing:
    """What a host's answers in this run say of it."""

    has_answered: bool = False
    timeouts: int = 0
    silent_until: float = 0.0
    was_mended: bool = False


class Turns:
    """The turns of one crawl process."""

    def __init__(
        self, pauses: Pauses, egress: Egress, asked_by: str, *, at_once: int,
        longest_wait: float = OPERATOR.timeout_seconds, rest: float = REST_SECONDS,
    ) -> None:  # fmt: skip
        self._pauses = pauses
        self._egress = egress
        self._asked_by = asked_by
        self._at_once = at_once
        self._longest_wait = longest_wait
        self._rest = rest
        self._addresses: dict[str, asyncio.Task[str | None]] = {}
        self._places: dict[str, asyncio.Semaphore] = {}
        self._standing: dict[str, _Standing] = {}

    @asynccontextmanager
    async def turn(self, url: str, seconds: float) -> AsyncIterator[float]:
        """Wait for a turn at the host of an address, and give it back after the request.

        Yields how long to wait for the answer: `seconds`, or a third of it for a host that was silent the last time.

        Raises:
            TooBusy: the site asked for a longer pause than the operator allows.
            Silent: the host did not answer a moment ago.
        """
        host = urlsplit(url).netloc
        standing = self._standing.setdefault(host, _Standing())
        await self._may_ask(url, host, standing)
        place = await self._place(url, host)
        try:
            if place is not None:
                # While it waited, the host may have gone silent or asked for a pause.
                await self._may_ask(url, host, standing)
            yield seconds / 3 if standing.silent_until else seconds
        except DownloadTimeoutError:
            standing.timeouts += 1
            if standing.timeouts >= (_PATIENCE if standing.has_answered else 1):
                standing.silent_until = time.monotonic() + self._rest
            raise
        else:
            standing.has_answered, standing.timeouts, standing.silent_until = True, 0, 0.0
        finally:
            if place is not None:
                place.release()

    def mend(self, url: str) -> None:
        """Let a silent host be asked again at once: once a run, however many visits wait for it."""
        standing = self._standing.get(urlsplit(url).netloc)
        if standing and not standing.was_mended:
            standing.was_mended = True
            standing.silent_until = min(standing.silent_until, time.monotonic())

    async def _may_ask(self, url: str, host: str, standing: _Standing) -> None:
        await self._pauses.wait(url)
        if standing.silent_until > time.monotonic():
            raise Silent(f"{host} did not answer a moment ago")

    async def _place(self, url: str, host: str) -> asyncio.Semaphore | None:
        """Return the place at a host's address, taken; None where there is none to take or waiting was too long."""
        if self._egress.upstream:
            return None
        if host not in self._addresses:
            self._addresses[host] = asyncio.ensure_future(self._address(url))
        address = await asyncio.shield(self._addresses[host])
        if address is None:
            return None
        place = self._places.setdefault(address, asyncio.Semaphore(self._at_once))
        if not place.locked():
            await place.acquire()
            return place
        try:
            await asyncio.wait_for(place.acquire(), self._longest_wait)
        except TimeoutError:
            return None
        return place

    async def _address(self, url: str) -> str | None:
        parts = urlsplit(url)
        try:
            # The smallest, because name servers give several in any order.
            port = parts.port or (443 if parts.scheme == "https" else 80)
            return min(await self._egress.addresses(parts.hostname or "", port, self._asked_by), default=None)
        except (OSError, EgressRefused, ValueError):
            # The request itself will say so.
            return None
