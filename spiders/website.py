"""Websites of authorities: front page, then the contact page and the page that lists social media."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from barometer.parse import website
from spiders.base import VisitSpider
from spiders.settings import OPERATOR
from spiders.visits import Seen, found_accounts


class WebsiteSpider(VisitSpider):
    """At most `pages_per_site` pages a site; a browser only where no plain page shows an account."""

    name = "website"
    parser = website
    page_limit: ClassVar[int] = OPERATOR.pages_per_site
    asks_what_changed = True

    def keeps_archive(self) -> bool:
        """Keep the pages: they are an authority's own publication."""
        return True

    def wants_browser(self, seen: Sequence[Seen]) -> bool:
        """Render a front page that is built by script, where nothing was found plainly."""
        return seen[0].reading.needs_browser and not found_accounts(seen, self.job.country.vendors)
