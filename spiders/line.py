"""The line of targets: who is visited next, how many at a time, and who is visited a second time.

A crawl takes as long as its slowest places. A site that is silent at first gives its place to the next one while it
is waited for, and a visit that failed for a passing reason is made again half a minute later, among the others; what
failed shortly before the end is made again at the end.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from spiders.job import Target

Made = Callable[[Target, bool], Awaitable[bool]]
"""Makes a visit, the bool says whether for the second time; returns whether it failed for a passing reason."""

PATIENCE = 3.0
"""Seconds after which a site that has shown no document yet stands aside."""
SECOND_AFTER = 30.0
"""Seconds after which a visit is made again."""


class Line:
    """Targets in their order, `at_once` of them visited at a time, and at most as many again that are silent."""

    def __init__(
        self, targets: Iterable[Target], at_once: int, *, patience: float = PATIENCE, second_after: float = SECOND_AFTER
    ) -> None:
        self._first = deque(targets)
        self._second: deque[tuple[float, Target]] = deque()
        self._at_once = at_once
        self._patience = patience
        self._second_after = second_after
        self._heard: set[str] = set()
        self._places = self._aside = 0

    def hear(self, target: Target) -> None:
        """Note that a site has shown a document: it does not stand aside."""
        self._heard.add(target.key)

    def end(self) -> None:
        """Visit nobody else: the visits in hand are made to their end."""
        self._first.clear()
        self._second.clear()

    async def visit_all(self, visit: Made) -> None:
        """Visit every target, and once more those whose visit says so."""
        async with asyncio.TaskGroup() as group:
            for _ in range(min(self._at_once, len(self._first))):
                self._open(group, visit)

    def _open(self, group: asyncio.TaskGroup, visit: Made) -> None:
        self._places += 1
        group.create_task(self._work(group, visit))

    async def _work(self, group: asyncio.TaskGroup, visit: Made) -> None:
        while (chosen := self._next()) is not None:
            target, is_second = chosen
            made = asyncio.ensure_future(visit(target, is_second))
            await asyncio.wait({made}, timeout=self._patience)
            stands_aside = not made.done() and target.key not in self._heard and self._aside < self._at_once
            if stands_aside:
                self._aside += 1
                self._open(group, visit)
            if await made and not is_second:
                self._second.append((asyncio.get_running_loop().time() + self._second_after, target))
            if stands_aside:
                self._aside -= 1
                if self._places > self._at_once:
                    # Somebody has this place; whoever is still at work looks at the line again afterwards.
                    break
        self._places -= 1

    def _next(self) -> tuple[Target, bool] | None:
        is_due = self._second and self._second[0][0] <= asyncio.get_running_loop().time()
        if is_due or not self._first:
            return (self._second.popleft()[1], True) if self._second else None
        return self._first.popleft(), False
