"""Whose website an address lies on, by host; hosts met after redirects count as the authority's too."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit


def bare_host(url: str) -> str:
    """Return an address's host in lower case without `www.`; empty when there is none. A scheme may be missing."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


class SiteOwners:
    """The hosts of every authority's website."""

    def __init__(self, hosts: Mapping[str, set[str]]) -> None:
        """Take authority number → its hosts, without `www.`."""
        self._hosts = hosts
        self._owners = {host: number for number, own in hosts.items() for host in own if host}

    def is_own(self, website: str | None, number: str) -> bool:
        """Tell whether an address lies on the website of one authority, or on a host below it."""
        host = bare_host(website or "")
        return any(host == own or host.endswith(f".{own}") for own in self._hosts.get(number, ()) if host and own)

    def owner(self, website: str | None) -> str | None:
        """Return the authority whose website an address lies on; None when it is nobody's."""
        labels = bare_host(website or "").split(".")
        domains = (".".join(labels[start:]) for start in range(len(labels)))
        return next((self._owners[domain] for domain in domains if domain in self._owners), None)
