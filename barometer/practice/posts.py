"""Posts, comments and the page's replies, week by week: the same post in every month in which it can be seen.

What a page does in a week depends only on the seed, the page, the week and the way the page was used in the month
the week lies in, so a month's window is cut out of one history.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from barometer.months import Month
from barometer.practice import draw, phrases
from barometer.practice.audience import month_index
from barometer.practice.life import Behaviour
from barometer.practice.played import PlayedAccount
from barometer.practice.world import World

_MONDAY = datetime(2020, 1, 6, tzinfo=UTC)
WINDOW_DAYS = 95


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedComment:
    """A comment or a reply; `author_id` is the page's own id when the page wrote it."""

    comment_id: str
    at: datetime
    by_page: bool
    author_id: str
    author: str
    text: str
    is_enquiry: bool
    replies: tuple[PlayedComment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedPost:
    """A post as it stands at the month's observation; `threads` are top-level comments with their replies."""

    post_id: str
    at: datetime
    by_page: bool
    author_id: str
    author: str
    text: str
    is_enquiry: bool | None
    comments_open: bool
    reactions: int
    shares: int
    threads: tuple[PlayedComment, ...]

    @property
    def comment_count(self) -> int:
        """Comments and replies by anyone."""
        return sum(1 + len(thread.replies) for thread in self.threads)


def posts_of(world: World, account: PlayedAccount, days: int = WINDOW_DAYS) -> tuple[PlayedPost, ...]:
    """Return the posts of the `days` before the month's observation, newest first."""
    return _posts(world.seed, account, world.now, days)


@lru_cache(maxsize=600)
def _posts(seed: int, account: PlayedAccount, now: datetime, days: int) -> tuple[PlayedPost, ...]:
    start = now - timedelta(days=days)
    weeks = range((start - _MONDAY).days // 7, (now - _MONDAY).days // 7 + 1)
    found = [post for week in weeks for post in _week(seed, account, week, now)]
    return tuple(sorted((post for post in found if start <= post.at <= now), key=lambda post: post.at, reverse=True))


def _week(seed: int, account: PlayedAccount, week: int, now: datetime) -> Iterator[PlayedPost]:
    chance = draw.stream(seed, "week", account.key, week)
    monday = _MONDAY + timedelta(weeks=week)
    behaviour = account.behaviour_in(month_index(Month.of(monday)))
    for index in range(_post_count(seed, account, behaviour, chance)):
        by_page = not (behaviour == "dialog" and chance.random() < 0.03)
        day = chance.choice((0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6))
        at = monday + timedelta(days=day, hours=chance.randint(6, 18), minutes=chance.randint(0, 59))
        inner = draw.stream(seed, "post", account.key, week, index)
        is_open = account.opened_on is None or at.date() >= account.opened_on
        if at <= now and is_open:
            yield _Writer(account, behaviour, inner).post(f"{week:05d}{index:03d}", at, by_page, now)


def _post_count(seed: int, account: PlayedAccount, behaviour: Behaviour, chance: random.Random) -> int:
    size = math.log10(max(10, account.audience))
    pace = math.exp(0.5 * draw.normal(seed, "post pace", account.key))
    if behaviour == "inaktiv":
        # Half of the silent pages say nothing at all, the others a word in some weeks.
        is_mute = draw.happens(0.5, seed, "mute", account.key)
        return 0 if is_mute or chance.random() > 0.08 else 1
    rate = (1.0 + 0.55 * size if behaviour == "dialog" else 0.5 + 0.45 * size) * pace
    return min(12, _poisson(rate, chance))


def _poisson(rate: float, chance: random.Random) -> int:
    """Return a Poisson count from exactly one draw, so that a changed rate leaves later draws alone."""
    term = math.exp(-rate)
    count, left = 0, chance.random() - term
    while left > 0 and count < 40:
        count += 1
        term *= rate / count
        left -= term
    return count


def _seen(thread: PlayedComment, now: datetime) -> PlayedComment | None:
    """Return the thread as it stands now: without what is written later."""
    if thread.at > now:
        return None
    return replace(thread, replies=tuple(reply for reply in thread.replies if reply.at <= now))


class _Writer:
    """Writes one post with its threads; every draw comes from the post's own stream."""

    def __init__(self, account: PlayedAccount, behaviour: Behaviour, chance: random.Random) -> None:
        self.account = account
        self.behaviour = behaviour
        self.chance = chance

    def post(self, stem: str, at: datetime, by_page: bool, now: datetime) -> PlayedPost:
        chance, audience = self.chance, max(12, self.account.audience)
        ripe = min(1.0, (now - at) / timedelta(hours=48))
        liveliness = math.exp(0.8 * chance.gauss(0, 1))
        closed = self.behaviour == "enveis" and chance.random() < 0.10
        pace = (1.1 if self.behaviour == "dialog" else 0.55) * math.log10(audience) / 3
        count = 0 if closed else min(30, _poisson(pace * min(4.0, liveliness), chance))
        reactions, shares = chance.random(), chance.random()
        is_enquiry = None if by_page else chance.random() < 0.8
        text = self._filled(chance.choice(phrases.POSTS)) if by_page else self._citizen_text(bool(is_enquiry))
        post_id = f"{self.account.page_id}_{chance.randint(1, 9)}{stem}{chance.randint(10_000_000, 99_999_999)}"
        number_from = int(not by_page)
        threads = [self._thread(post_id, number, at) for number in range(number_from, number_from + count)]
        if not by_page and chance.random() < 0.7:
            answer = self._comment(f"{post_id}_00", at + timedelta(hours=5), None, chance.choice(phrases.REPLIES))
            threads.insert(0, answer)
        return PlayedPost(
            post_id=post_id,
            at=at,
            by_page=by_page,
            author_id=self.account.page_id if by_page else str(chance.randint(10**14, 10**15)),
            author=self.account.name if by_page else chance.choice(phrases.PEOPLE),
            text=text,
            is_enquiry=is_enquiry,
            comments_open=not closed,
            reactions=round(ripe * reactions * liveliness * audience**0.6),
            shares=max(0, round(ripe * (shares - 0.4) * liveliness * audience**0.35)),
            threads=tuple(seen for thread in threads if (seen := _seen(thread, now)) is not None),
        )

    def _thread(self, post_id: str, number: int, posted: datetime) -> PlayedComment:
        chance = self.chance
        at = posted + timedelta(minutes=round(3 + chance.expovariate(1 / 600.0)))
        is_enquiry = chance.random() < 0.42
        text = self._citizen_text(is_enquiry)
        answered = chance.random() < self._answer_probability(is_enquiry)
        delay = math.exp(math.log(5 * 60) + 1.3 * chance.gauss(0, 1))
        answer = chance.choice(phrases.REPLIES if is_enquiry else phrases.THANKS)
        replies = []
        if answered:
            replies.append(self._comment(f"{post_id}_{number}1", at + timedelta(minutes=delay), None, answer))
        if chance.random() < 0.15:
            later = at + timedelta(minutes=delay + 20 + chance.random() * 400)
            after = "Takk for svar!" if answered else self._citizen_text(False)
            replies.append(self._comment(f"{post_id}_{number}2", later, False, after))
        return self._comment(f"{post_id}_{number}0", at, is_enquiry, text, tuple(replies))

    def _answer_probability(self, is_enquiry: bool) -> float:
        if self.behaviour == "dialog":
            return 0.72 if is_enquiry else 0.10
        # A third of the one-way pages say thanks now and then, which is no dialogue.
        thanks = draw.happens(0.33, 0, "thanks", self.account.key)
        return 0.06 if thanks and not is_enquiry and self.behaviour == "enveis" else 0.0

    def _citizen_text(self, is_enquiry: bool) -> str:
        return self._filled(self.chance.choice(phrases.ENQUIRIES if is_enquiry else phrases.OTHERS))

    def _filled(self, text: str) -> str:
        place, friend = self.chance.choice(phrases.STREETS), self.chance.choice(phrases.PEOPLE)
        return text.replace("{place}", place).replace("{friend}", friend)

    def _comment(
        self,
        comment_id: str,
        at: datetime,
        is_enquiry: bool | None,
        text: str,
        replies: tuple[PlayedComment, ...] = (),
    ) -> PlayedComment:
        """Return one comment; `is_enquiry` None means that the page wrote it."""
        by_page = is_enquiry is None
        return PlayedComment(
            comment_id=comment_id,
            at=at.replace(second=0, microsecond=0),
            by_page=by_page,
            author_id=self.account.page_id if by_page else str(self.chance.randint(10**14, 10**15)),
            author=self.account.name if by_page else self.chance.choice(phrases.PEOPLE),
            text=text,
            is_enquiry=bool(is_enquiry),
            replies=replies,
        )
