"""What the routes share that ask an interface by a token: one refusal of the token is enough.

The first account is visited alone. Where the token is refused, or its allowance is used up after all the waiting that
is reasonable, nobody else is visited: the next crawl makes those visits, when the operator has mended it or the
allowance is there again.
"""

from __future__ import annotations

from collections.abc import Sequence

from barometer.readings import Outcome
from spiders.base import Conversation, VisitSpider
from spiders.job import Target
from spiders.record import RouteRecord

ENDING = frozenset({Outcome.TOKEN_REFUSED, Outcome.VERSION_REMOVED, Outcome.RATE_LIMITED})


class TokenSpider(VisitSpider):
    """A route that ends when its token does."""

    is_ended = False

    async def _visit_all(self, targets: Sequence[Target], record: RouteRecord) -> None:
        await super()._visit_all(targets[:1], record)
        if not self.is_ended:
            await super()._visit_all(targets[1:], record)

    async def _visit(self, target: Target) -> Conversation:
        talk = await super()._visit(target)
        if talk.seen[0].reading.outcome in ENDING:
            self.is_ended = True
            self.line.end()
        return talk
