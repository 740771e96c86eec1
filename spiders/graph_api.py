"""Facebook's Graph API: a page's own figures, then its feed of the last 95 days with comments and who replied.

The token travels in the Authorization header only. Facebook repeats tokens in the addresses of next pages, so these
are cleaned, and followed on the same origin only.
"""

from __future__ import annotations

from collections.abc import Iterable

from w3lib.url import url_query_cleaner

from barometer.parse import graph_api, graph_posts
from spiders.base import Conversation, VisitSpider
from spiders.job import Target
from spiders.settings import API_SETTINGS, OPERATOR
from spiders.visits import Seen

_HOST = f"https://graph.facebook.com/{OPERATOR.graph_version}"


class GraphApiSpider(VisitSpider):
    """One page a visit: its fields, then its feed as far as the window reaches."""

    name = "graph_api"
    parser = graph_api
    page_limit = 60
    obeys_robots = False
    follows_redirects = False
    viewer = "app_token"
    custom_settings = API_SETTINGS

    def secret(self) -> str:
        """Return the token."""
        return OPERATOR.graph_token.get_secret_value() if OPERATOR.graph_token else ""

    def headers(self) -> dict[str, str]:
        """Return the token's header."""
        return {"Authorization": f"Bearer {self.secret()}"}

    def addresses(self, target: Target) -> Iterable[str]:
        """Return the page's fields, then the first page of its feed."""
        since = int((self.clock.now() - graph_posts.WINDOW).timestamp())
        page = f"{_HOST}/{target.native_id}"
        return f"{page}?fields={graph_api.FIELDS}", f"{page}/feed?fields={graph_api.FEED_FIELDS}&since={since}&limit=50"

    def follow(self, seen: Seen, conversation: Conversation) -> Iterable[str]:
        """Return the next page of the feed, without the token that Facebook writes into it."""
        found = super().follow(seen, conversation)
        return (url_query_cleaner(url, ("access_token", "appsecret_proof"), remove=True) for url in found)
