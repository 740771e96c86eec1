"""The practice world in one month: every authority with its accounts, found by number or by address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from barometer.months import Month
from barometer.practice.facebook_accounts import facebook_accounts
from barometer.practice.life import PageLife, life_of
from barometer.practice.other_accounts import other_accounts
from barometer.practice.played import PlayedAccount
from barometer.readings import Channel
from barometer.registry import Authority, load_country

_SIZE_YEAR = 2025


class World:
    """Country xx as it truly is in one month. Nothing in it depends on the order of asking."""

    def __init__(self, month: Month, seed: int = 1) -> None:
        self.month = month
        self.seed = seed
        self.now: datetime = month.at(20, 4)
        self.country = load_country("xx")
        self.authorities: dict[str, Authority] = {
            each.number: each for each in self.country.in_force(self.now.date())
        }
        # One figure for the whole history, so that a new census moves neither followers nor stories.
        self.inhabitants = {
            each.number: each.inhabitants for each in self.country.population if each.on.year == _SIZE_YEAR
        }
        self.accounts: dict[str, tuple[PlayedAccount, ...]] = {
            number: tuple(self._accounts(authority)) for number, authority in self.authorities.items()
        }
        self._by_id: dict[tuple[str, str], PlayedAccount] = {}
        for account in (each for listed in self.accounts.values() for each in listed):
            for native_id in account.ids:
                # A live account wins a name over a closed one.
                if account.exists or (account.channel, native_id.lower()) not in self._by_id:
                    self._by_id[account.channel, native_id.lower()] = account

    def _accounts(self, authority: Authority) -> Iterable[PlayedAccount]:
        inhabitants = self.inhabitants[authority.number]
        yield from facebook_accounts(self.seed, authority, inhabitants, self.month)
        yield from other_accounts(self.seed, authority, inhabitants, self.month)

    def account(self, channel: Channel, native_id: str) -> PlayedAccount | None:
        """Return the account that an id means, whatever its case; None when nobody has it."""
        return self._by_id.get((channel, native_id.lower()))

    def life(self, number: str) -> PageLife:
        """Return the story of one authority's Facebook page."""
        return life_of(self.seed, self.authorities[number], self.inhabitants[number])

    def own_page(self, number: str) -> PlayedAccount | None:
        """Return the authority's own living Facebook page; None when it has none."""
        for account in self.accounts.get(number, ()):
            if account.channel == "facebook" and account.role == "helhetlig" and account.exists:
                return account
        return None


@lru_cache(maxsize=4)
def world(month: Month, seed: int = 1) -> World:
    """Return the world of a month, made once."""
    return World(month, seed)
