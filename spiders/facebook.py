"""Facebook's public pages, logged out: only with a recorded permission, one account a visit."""

from __future__ import annotations

from collections.abc import Sequence

from barometer.parse import facebook
from spiders.base import VisitSpider
from spiders.visits import Seen


class FacebookSpider(VisitSpider):
    """The account's public page and what its parser asks for beside it."""

    name = "facebook"
    parser = facebook
    page_limit = 3
    public_pages_of = "www.facebook.com"

    def wants_browser(self, seen: Sequence[Seen]) -> bool:
        """Render a page whose plain form says it is built by script."""
        return seen[0].reading.needs_browser
