"""Progress of long work: bars when a person watches, plain log lines otherwise."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import typer

_SECONDS_BETWEEN_LINES = 5.0


class Progress(Protocol):
    """Told how far a stage has come; `total` is its number of targets."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Report that `done` of `total` are finished."""


class PlainProgress:
    """A log line per stage at most every five seconds, and one at its end."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}
        self._ended: set[str] = set()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Print a line when the stage ends, or when the last line is old enough."""
        now = time.monotonic()
        if stage in self._ended:
            return
        if done < total and now - self._last.setdefault(stage, now) < _SECONDS_BETWEEN_LINES:
            return
        self._last[stage] = now
        if done >= total:
            self._ended.add(stage)
        say(f"{stage}: {done} of {total}")


@contextmanager
def progress() -> Iterator[Progress]:
    """Yield a way to report progress that fits where standard error goes."""
    if not sys.stderr.isatty():
        yield PlainProgress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks = {}

        def draw(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield draw


def say(line: str) -> None:
    """Print a line of log on standard error, so that standard output stays an answer."""
    typer.echo(line, err=True)
