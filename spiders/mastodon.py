"""Mastodon accounts by their own instance's open API: `GET /api/v1/accounts/lookup?acct=…`, no token."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from barometer.parse import mastodon
from spiders.base import VisitSpider
from spiders.job import Target


class MastodonSpider(VisitSpider):
    """The account's profile with its counters; `native_id` is `user@instance`."""

    name = "mastodon"
    parser = mastodon
    follows_redirects = False

    def addresses(self, target: Target) -> Iterable[str]:
        """Return the lookup address on the account's instance."""
        user, _, instance = (target.native_id or "").partition("@")
        return (f"https://{instance}/api/v1/accounts/lookup?acct={quote(user)}",)
