"""Facebook's public pages, logged out: only with a recorded permission, one account a visit."""

from __future__ import annotations

from collections.abc import Sequence

from barometer.parse import facebook
from barometer.readings import Outcome
from spiders.base import VisitSpider
from spiders.settings import OPERATOR
from spiders.visits import Seen


class FacebookSpider(VisitSpider):
    """The account's public page and what its parser asks for beside it."""

    name = "facebook"
    parser = facebook
    page_limit = 3

    def refusal(self) -> tuple[Outcome, str] | None:
        """Refuse every visit unless the operator has recorded a permission."""
        if OPERATOR.facebook_pages:
            return None
        return Outcome.NO_PERMISSION, "public pages are not read without a recorded permission (facebook_pages)"

    def wants_browser(self, seen: Sequence[Seen]) -> bool:
        """Render a page whose plain form says it is built by script."""
        return seen[0].reading.needs_browser
