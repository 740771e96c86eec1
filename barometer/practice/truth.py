"""The truth of a practice month: every authority's accounts, counts and use, and what could be seen of them.

What no permitted route can show is part of the truth and marked as such, so that a score never asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from barometer.months import Month
from barometer.practice.audience import floored
from barometer.practice.manner import Manner
from barometer.practice.mentions import Mention, linked_page, mentions_of
from barometer.practice.observable import is_class_observable, routes_of
from barometer.practice.open_apis import follows_of, hides_subscribers
from barometer.practice.played import PlayedAccount
from barometer.practice.posts import posts_of
from barometer.practice.sites import Sites
from barometer.practice.snares import snare_of
from barometer.practice.use import Use, use_of
from barometer.practice.world import World, world

_CLOSED_SITES = frozenset(
    {"never answers", "no such host", "front 404", "front 500", "wrong certificate", "redirect loop", "robots 500",
     "robots disallow all"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueAccount:
    """One account and whether the barometer could have found and read it."""

    account: PlayedAccount
    """With its exact counts."""
    hidden: str
    """Why a permitted visit cannot find it; empty when it can."""
    routes: tuple[str, ...]
    """Facebook: routes that give its counters."""
    use: Use | None
    """Facebook's own page: what it did in 90 days; None for the others."""
    is_class_observable: bool
    """Some route shows enough to tell its use class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueAuthority:
    """One authority's truth."""

    number: str
    """Official number."""
    name: str
    """Name."""
    family: str
    """Family of markup of its website."""
    closed: str
    """Why its website cannot be read; empty when it can."""
    accounts: tuple[TrueAccount, ...]
    """Every account, closed ones included."""

    @property
    def page(self) -> TrueAccount | None:
        """The living Facebook page that stands for the whole authority; None when there is none."""
        own = (each for each in self.accounts if each.account.channel == "facebook" and each.use is not None)
        return next(own, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Everything that is true of country xx in one month."""

    month: Month
    """Month."""
    seed: int
    """Seed of the world."""
    authorities: dict[str, TrueAuthority]
    """By official number."""

    def account(self, channel: str, native_id: str) -> PlayedAccount | None:
        """Return the account that an id means; None when there is none."""
        return world(self.month, self.seed).account(channel, native_id)  # type: ignore[arg-type]


@lru_cache(maxsize=4)
def truth(month: Month, seed: int = 1) -> Truth:
    """Return the truth of a month; about two seconds of work, then remembered."""
    here = world(month, seed)
    sites = Sites(here)
    return Truth(
        month=month,
        seed=seed,
        authorities={number: _authority(here, number, sites.manners[number]) for number in here.authorities},
    )


def _authority(here: World, number: str, manner: Manner) -> TrueAuthority:
    closed = manner.fault if manner.fault in _CLOSED_SITES else ""
    mentions = mentions_of(here, number, manner)
    return TrueAuthority(
        number=number,
        name=here.authorities[number].name,
        family=manner.family,
        closed=closed,
        accounts=tuple(
            _account(here, account, closed or _hidden(here, account, mentions, manner))
            for account in here.accounts[number]
        ),
    )


def _account(here: World, account: PlayedAccount, hidden: str) -> TrueAccount:
    is_own = account.channel == "facebook" and account.role == "helhetlig" and account.exists
    return TrueAccount(
        account=account,
        hidden=hidden if account.exists else "closed",
        routes=routes_of(here, account) if account.channel == "facebook" else (),
        use=use_of(posts_of(here, account), here.now) if is_own else None,
        is_class_observable=is_own and is_class_observable(here, account),
    )


def _hidden(here: World, account: PlayedAccount, mentions: tuple[Mention, ...], manner: Manner) -> str:
    """Return why the site does not lead to an account; empty when it does."""
    places = {each.where for each in mentions if each.account is not None and each.account.key == account.key}
    is_posing = any(each.poses and each.account is not None and each.account.key == account.key for each in mentions)
    if (account.role == "helhetlig" or is_posing) and places and manner.overview_path:
        places.add("overview")
    is_short = snare_of(here.seed, account.authority_number) == "short" and manner.family != "skript"
    if not places and is_short and account.role == "helhetlig" and account.channel == "facebook":
        return "linked by a short address only"
    if not places:
        linked = linked_page(here, account.authority_number)
        return "not linked" if linked is None or account.channel != "facebook" else "website links another page"
    if manner.fault == "robots disallow contact" and places == {"contact"}:
        return "linked only where robots.txt forbids"
    if manner.family == "skript" and manner.variant < 2 and "site" not in places:
        return "not linked"
    return ""


def exact_count(account: PlayedAccount, kind: str, seed: int) -> int | None:
    """Return the true value of a counter kind, as the platform gives it out; None when it hides it."""
    if kind == "subscribers":
        return None if hides_subscribers(seed, account) else floored(account.followers)
    counts = {
        "followers": account.followers,
        "likes": account.likes,
        "talking_about": account.talking_about,
        "were_here": account.were_here,
        "posts": account.post_total,
        "following": follows_of(account, seed),
    }
    return counts.get(kind)
