"""Instagram: `business_discovery` with a token of one's own professional account, else the public profile page.

The page is read only with a recorded permission for www.instagram.com. Which of the two it is, is chosen once for a
crawl: figures of one month are all exact or all as the page shows them.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from barometer.parse import instagram
from spiders.by_token import TokenSpider
from spiders.job import Target
from spiders.settings import API_SETTINGS, OPERATOR

_TOKEN = OPERATOR.graph_token.get_secret_value() if OPERATOR.graph_token and OPERATOR.instagram_user_id else ""


class InstagramSpider(TokenSpider):
    """One account a visit, by name."""

    name = "instagram"
    parser = instagram
    public_pages_of = "" if _TOKEN else "www.instagram.com"
    obeys_robots = not _TOKEN
    follows_redirects = not _TOKEN
    custom_settings = API_SETTINGS if _TOKEN else None
    viewer = "app_token" if _TOKEN else "logged_out"

    def secret(self) -> str:
        """Return the token."""
        return _TOKEN

    def headers(self) -> dict[str, str]:
        """Return the token's header, where it is used."""
        return {"Authorization": f"Bearer {_TOKEN}"} if _TOKEN else {}

    def addresses(self, target: Target) -> Iterable[str]:
        """Return the question about the account to our own, or the account's page."""
        name = quote(target.native_id or "", safe="")
        if not _TOKEN:
            return (f"https://www.instagram.com/{name}/",)
        own = f"https://graph.facebook.com/{OPERATOR.graph_version}/{OPERATOR.instagram_user_id}"
        return (f"{own}?fields=business_discovery.username({name}){{{instagram.FIELDS}}}",)
