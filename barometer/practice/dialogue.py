"""The truth of a page's dialogue: enquiries answered within seven days, and what its last thirteen weeks were.

Everything that happened counts, also what no permitted route shows: replies under old posts, hidden comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from barometer.practice.posts import PlayedPost
from barometer.practice.use import WINDOW

IN_TIME = timedelta(days=7)
WEEKS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueDialogue:
    """How a page truly talked with citizens before an instant."""

    due: int
    """Enquiries of the 90 days whose seven days have passed."""
    answered_in_time: int
    """Of those, answered by the page within seven days."""
    weeks: tuple[str, ...]
    """The last 13 whole ISO weeks, newest first: `dialog` (a reply to a citizen), `enveis` (an act), `inaktiv`."""


def dialogue_of(posts: Iterable[PlayedPost], now: datetime) -> TrueDialogue:
    """Return the dialogue of a page from its posts, any order; they must reach back past the thirteen weeks."""
    every = list(posts)
    waits = [wait for post in every if post.at >= now - WINDOW for wait in _waits(post, now)]
    return TrueDialogue(
        due=len(waits),
        answered_in_time=sum(wait is not None and wait <= IN_TIME for wait in waits),
        weeks=_weeks(every, now),
    )


def _waits(post: PlayedPost, now: datetime) -> Iterator[timedelta | None]:
    """Yield how long each enquiry waited for its first answer, None without one; only those seven days old."""
    asked = [(thread.at, [each.at for each in thread.replies if each.by_page]) for thread in post.threads
             if thread.is_enquiry]  # fmt: skip
    if post.is_enquiry:
        asked.append((post.at, [thread.at for thread in post.threads if thread.by_page]))
    for at, answers in asked:
        if at <= now - IN_TIME:
            yield min(answers) - at if answers else None


def _weeks(posts: list[PlayedPost], now: datetime) -> tuple[str, ...]:
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    acts: set[int] = set()
    replies: set[int] = set()
    for post in posts:
        if post.by_page:
            acts.add((monday - post.at) // timedelta(weeks=1))
        for thread in post.threads:
            for position, each in enumerate((thread, *thread.replies)):
                if each.by_page:
                    week = (monday - each.at) // timedelta(weeks=1)
                    acts.add(week)
                    if not post.by_page or (position > 0 and not thread.by_page):
                        replies.add(week)
    # Week 0 is the last whole one; what is written after Monday 00:00 lies in week -1.
    return tuple("dialog" if week in replies else "enveis" if week in acts else "inaktiv" for week in range(WEEKS))
