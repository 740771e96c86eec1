"""Bluesky's public AppView, no token: `app.bsky.actor.getProfile`."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from barometer.parse import bluesky
from spiders.base import VisitSpider
from spiders.job import Target
from spiders.settings import API_SETTINGS

_API = "https://public.api.bsky.app/xrpc"


class BlueskySpider(VisitSpider):
    """The account's profile with its counters."""

    name = "bluesky"
    parser = bluesky
    page_limit = 1
    follows_redirects = False
    custom_settings = API_SETTINGS

    def addresses(self, target: Target) -> Iterable[str]:
        """Return the profile's address; `actor` is a handle or a DID."""
        return (f"{_API}/app.bsky.actor.getProfile?actor={quote(target.native_id or '', safe=':')}",)
