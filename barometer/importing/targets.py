"""Whose page is it? The account or the authority's website that an imported page was made of.

An account is known by its address, by the address of the API that was asked, or by what the page says of itself; the
same account may have a number and a name (Facebook) or an id and a handle (YouTube), so names are joined first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast, get_args
from urllib.parse import parse_qs, urlsplit

import tldextract

from barometer.errors import UsageError
from barometer.parse.account_url import AccountUrl, account_of
from barometer.readings import Account, Channel, Profile, Reading
from barometer.registry import Authority, Country

_FACEBOOK = frozenset(("graph_api", "facebook_plugin", "facebook_insights", "content_library"))
"""Parsers of Facebook beside that of its pages."""
_VERSION = re.compile(r"v\d+\.\d+")


def platform_of(channel: str) -> Channel | None:
    """Return the platform that a parser's channel reads; None for `website`."""
    name = "facebook" if channel in _FACEBOOK else channel
    return cast(Channel, name) if name in get_args(Channel) else None


def asked_account(url: str) -> str | None:
    """Return the account that an address asks for, a page's or an API's, in canonical form."""
    found = account_of(url)
    if isinstance(found, AccountUrl):
        return found.native_id
    address = urlsplit(url)
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    host = (address.hostname or "").lower()
    if host == "graph.facebook.com":
        path = [part for part in address.path.split("/") if part and not _VERSION.fullmatch(part)]
        # A post's own key holds the page's before the first underscore.
        return path[0].partition("_")[0].lower() if path else None
    if host == "public.api.bsky.app":
        return asked.get("actor", "").lower() or None
    if address.path == "/api/v1/accounts/lookup" and "acct" in asked:
        name, _, instance = asked["acct"].lower().lstrip("@").partition("@")
        return f"{name}@{instance or host}"
    if host.endswith("googleapis.com"):
        return asked.get("id", asked.get("channelId")) or asked.get("forHandle", "").lower() or None
    return None


def names_in(readings: Iterable[Reading], platform: str) -> list[str]:
    """Return every name under which a page's own profile on a platform is known, the readable one first.

    A page that shows several profiles says of none that it is its own. On Mastodon a name without its instance is
    not one account's.
    """
    profiles = {each for each in readings if isinstance(each, Profile) and each.channel == platform}
    if len(profiles) != 1:
        return []
    profile = profiles.pop()
    names = (profile.username, profile.native_id)
    return [name for name in names if name and (platform != "mastodon" or "@" in name)]


class Names:
    """Accounts with more than one name: joins them, and picks the one that the month's accounts are kept under."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._known = {(each.channel, each.native_id) for each in accounts}
        self._groups: dict[tuple[str, str], list[str]] = {}

    def join(self, platform: str, names: Iterable[str]) -> None:
        """Learn that these names are one account's."""
        groups = [self._groups.get((platform, name), [name]) for name in names]
        joined = list(dict.fromkeys(name for group in groups for name in group))
        self._groups |= {(platform, name): joined for name in joined}

    def chosen(self, platform: str, name: str) -> str:
        """Return the name to keep: one that is known already, else one that can be read, else the one given."""
        names = self._groups.get((platform, name), [name])
        known = [each for each in names if (platform, each) in self._known]
        readable = [each for each in names if not each.isdigit() and not re.fullmatch(r"UC[\w-]{22}", each)]
        return (known or readable or names)[0]


@dataclass(frozen=True, slots=True)
class Sites:
    """Registered domain → the authority whose website lies there."""

    extract: tldextract.TLDExtract
    authorities: dict[str, Authority]

    @classmethod
    def of(cls, country: Country, authorities: Iterable[Authority]) -> Sites:
        """Index the websites of authorities; domains are told apart without asking the network."""
        extract = tldextract.TLDExtract(
            suffix_list_urls=(), cache_dir=None, extra_suffixes=country.extra_suffixes, include_psl_private_domains=True
        )
        return cls(extract, {_site(extract, each.website): each for each in authorities if each.website})

    def authority(self, url: str) -> Authority | None:
        """Return the authority whose website an address lies on."""
        return self.authorities.get(_site(self.extract, url))


def _site(extract: tldextract.TLDExtract, url: str) -> str:
    found = extract(url)
    return f"{found.domain}.{found.suffix}"


def owner_of(accounts: Iterable[Account], platform: str, native_id: str) -> str | None:
    """Return the number of the one authority that an account stands for; None when there is none, or more than one."""
    numbers = {
        each.authority_number
        for each in accounts
        if (each.channel, each.native_id) == (platform, native_id) and each.status != "rejected"
    }
    return numbers.pop() if len(numbers) == 1 else None


def authority_named(authorities: Iterable[Authority], number: str) -> Authority:
    """Return the authority with a number; raises UsageError when there is none in force."""
    for each in authorities:
        if each.number == number:
            return each
    raise UsageError(f"there is no authority '{number}' in force that month: give its official number, such as 0301")
