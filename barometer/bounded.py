"""Pages from outside are parsed in a process of their own, under limits of CPU time and of memory.

A page can make a library loop, swell or crash; none of that may end a crawl, or pass for a page without accounts.
The process reads page after page, and one that a page ended is replaced. It gets no secrets, and what it answers is
checked like any other reading: whoever took it over by a flaw in a C library could only tell lies about that page.
Its side of the conversation is `bounded_worker.py`. (pebble was measured and left: twice the cost per page.)
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from dataclasses import dataclass
from multiprocessing import Pipe
from types import TracebackType

from barometer.bounded_worker import OUT_OF_MEMORY
from barometer.errors import BarometerError, ReadingsError, UsageError
from barometer.readings import Outcome, Page, PageReading, PageRole
from barometer.readings_file import decode_page_reading
from barometer.registry import Country

_PATIENCE = 6
"""Seconds on the clock for each second of CPU time: a busy machine is slow, but a stuck process is not waited for."""
_LONGEST_START = 60.0
_LONGEST_END = 5.0


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What parsing one page may cost; an ordinary one takes 20 ms and 60 MB."""

    seconds: float = 10.0
    """CPU time for one page."""
    megabytes: int = 512
    """Address space of the process, its libraries (60 MB) included."""


class _Ended(Exception):
    """The process is no more; the message says why, as the detail of an outcome."""

    def __init__(self, why: str, *, is_slow: bool) -> None:
        super().__init__(why)
        self.is_slow = is_slow


class BoundedParser:
    """Parses pages, one at a time, in a process that is started with the first one. Not for several threads at once."""

    def __init__(self, country: Country, limits: Limits | None = None) -> None:
        self._country = country
        self._limits = limits or Limits()
        self._worker: _Worker | None = None

    def __enter__(self) -> BoundedParser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read_page(self, page: Page, channel: str, role: PageRole | None = None) -> PageReading:
        """Return what `barometer.parse.page.read_page` sees on a page; `unparsable` where it ended its process.

        Raises:
            UsageError: there is no such channel.
            BarometerError: the process cannot be started; no page is to blame.
        """
        from barometer.parse.page import PARSERS

        if channel not in PARSERS:
            raise UsageError(f"there is no parser '{channel}': choose one of {', '.join(PARSERS)}")
        is_first = self._worker is None
        try:
            return self._ask(page, channel, role)
        except _Ended as end:
            if is_first or end.is_slow:
                return PageReading(outcome=Outcome.UNPARSABLE, detail=str(end))
        # The pages before it may have filled or harmed the process; what counts is how a fresh one fares.
        try:
            return self._ask(page, channel, role)
        except _Ended as end:
            return PageReading(outcome=Outcome.UNPARSABLE, detail=str(end))

    def _ask(self, page: Page, channel: str, role: PageRole | None) -> PageReading:
        if self._worker is None:
            self._worker = _Worker(self._country, self._limits)
        try:
            answer = self._worker.ask(pickle.dumps((page, channel, role), pickle.HIGHEST_PROTOCOL))
        except _Ended:
            self.close()
            raise
        try:
            return decode_page_reading(answer)
        except ReadingsError as error:
            return PageReading(outcome=Outcome.UNPARSABLE, detail=f"the parser's answer is no reading: {error}"[:300])

    @property
    def pid(self) -> int | None:
        """The process's number; None while there is none."""
        return self._worker.pid if self._worker else None

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None


class _Worker:
    """One process, ready for pages."""

    def __init__(self, country: Country, limits: Limits) -> None:
        self._limits = limits
        self._connection, theirs = Pipe()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BAROMETER_")}
        nothing = subprocess.DEVNULL
        self._process = subprocess.Popen(
            [sys.executable, "-m", "barometer.bounded_worker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()], env=environment, stdin=nothing, stdout=nothing,
        )  # fmt: skip
        theirs.close()
        try:
            self._ask(pickle.dumps((country, limits.seconds, limits.megabytes)), _LONGEST_START)
        except _Ended as end:
            self.end()
            raise BarometerError(
                f"pages cannot be parsed: the process for it does not start ({end}); above stands why, if not, try"
                f" 'python -m barometer.bounded_worker' by itself"
            ) from end

    def ask(self, request: bytes) -> bytes:
        """Send one request and return its answer; raises _Ended."""
        return self._ask(request, _PATIENCE * self._limits.seconds)

    def _ask(self, request: bytes, seconds: float) -> bytes:
        try:
            self._connection.send_bytes(request)
            if self._connection.poll(seconds):
                return self._connection.recv_bytes()
        except (EOFError, ConnectionError) as error:
            raise self._ending() from error
        raise _Ended(f"took more than {seconds:g} s to parse", is_slow=True)

    def _ending(self) -> _Ended:
        try:
            code = self._process.wait(_LONGEST_END)
        except subprocess.TimeoutExpired:
            return _Ended("the parser's process fell silent", is_slow=False)
        if code == -signal.SIGPROF:
            return _Ended(f"took more than {self._limits.seconds:g} s of CPU to parse", is_slow=True)
        if code == OUT_OF_MEMORY:
            return _Ended(f"needs more than {self._limits.megabytes} MB to parse", is_slow=False)
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return _Ended(f"the parser's process crashed ({how})", is_slow=False)

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def end(self) -> None:
        """End the process; it holds nothing that could be lost."""
        self._process.kill()
        self._process.wait()
        self._connection.close()
