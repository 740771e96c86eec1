"""X API v2, `users/by/username`: one account a visit. The bearer token goes in a header, never in an address.

Up to a hundred accounts could be asked for at once. They are not: a token may ask 300 times in 15 minutes, which is
more than the accounts of a country's authorities, and a visit of its own keeps each account's answer and outcome apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from barometer.parse import x
from spiders.by_token import TokenSpider
from spiders.job import Target
from spiders.settings import API_SETTINGS, OPERATOR


class XSpider(TokenSpider):
    """One account a visit, by name."""

    name = "x"
    parser = x
    obeys_robots = False
    follows_redirects = False
    custom_settings = API_SETTINGS
    viewer = "app_token"

    def secret(self) -> str:
        """Return the token."""
        return OPERATOR.x_token.get_secret_value() if OPERATOR.x_token else ""

    def headers(self) -> dict[str, str]:
        """Return the token's header."""
        return {"Authorization": f"Bearer {self.secret()}"}

    def addresses(self, target: Target) -> Iterable[str]:
        """Return the address of the account's figures."""
        name = quote(target.native_id or "", safe="")
        return (f"https://api.x.com/2/users/by/username/{name}?user.fields={x.FIELDS}",)
