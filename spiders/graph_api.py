"""Facebook's Graph API: pages' own figures, fifty at a time, then each page's feed of the last 95 days with comments.

The token travels in the Authorization header only. Facebook repeats tokens in the addresses of next pages, so these
are cleaned, and followed on the same origin only. A refused token or a removed version ends the route at once: the
first page is visited alone, so that one visit says it, not hundreds. Allowances are honoured as `graph_usage.py`
reads them. The answer about fifty pages is kept in parts, each under the address that asks for that page by itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from scrapy.http import Response
from w3lib.url import url_query_cleaner

from barometer.parse import graph_api, graph_batch, graph_posts
from barometer.readings import Outcome, Page
from spiders.archive import response_record
from spiders.base import Conversation, VisitSpider
from spiders.graph_usage import HEADERS, usage_of
from spiders.job import Target
from spiders.politeness import FIRST_PAUSE, WireAnswer
from spiders.record import RouteRecord
from spiders.settings import API_SETTINGS, OPERATOR
from spiders.visits import Seen

_HOST = f"https://graph.facebook.com/{OPERATOR.graph_version}"
_JSON = "application/json; charset=UTF-8"
_PASSING = {Outcome.TIMEOUT, Outcome.UNREACHABLE, Outcome.RATE_LIMITED}
_ENDING = {Outcome.TOKEN_REFUSED, Outcome.VERSION_REMOVED}


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
        feed = f"{_HOST}/{target.native_id}/feed?fields={graph_api.FEED_FIELDS}&since={since}&limit=50"
        return _fields_of(target), feed

    def follow(self, seen: Seen, conversation: Conversation) -> Iterable[str]:
        """Return next pages of the feed and of comments, without the token that Facebook writes into them."""
        found = super().follow(seen, conversation)
        return (url_query_cleaner(url, ("access_token", "appsecret_proof"), remove=True) for url in found)

    async def _visit_all(self, targets: Sequence[Target], record: RouteRecord) -> None:
        most = graph_batch.MOST
        batches = [targets[start : start + most] for start in range(0, len(targets), most)]
        self._batches = {_fields_of(target): batch for batch in batches for target in batch}
        self._parts: dict[str, Page] = {}
        self._gathering = asyncio.Lock()
        self._is_refused = False
        await super()._visit_all(targets[:1], record)
        if not self._is_refused:
            await super()._visit_all(targets[1:], record)

    async def _visit(self, target: Target) -> Conversation:
        talk = await super()._visit(target)
        ends = [each for each in talk.seen if each.reading.outcome in _ENDING]
        if ends:
            # Also where the page's own figures came before: when this is mended, the visit is made again as a whole.
            talk.seen = ends[:1]
            self._is_refused = True
            self.line.end()
        elif any(each.reading.outcome in _PASSING for each in talk.seen[1:]):
            # Figures without posts: once more at the end, with the same figures.
            talk.may_pass = True
        return talk

    async def _fetch(self, url: str, talk: Conversation) -> tuple[Page, float | None] | Seen:
        async with self._gathering:
            batch = self._batches.get(url, ())
            for target in batch:
                del self._batches[_fields_of(target)]
            if len(batch) > 1 and not self._is_refused:
                await self._gather(batch)
        part = self._parts.get(url)
        if part is None:
            return await super()._fetch(url, talk)
        if self.keeps_archive():
            talk.records.append(response_record(url, 200, (("Content-Type", _JSON),), part.body, part.fetched_at))
        return part, None

    async def _gather(self, targets: Sequence[Target]) -> None:
        """Ask for several pages at once; where one of them fails all, each is asked for by itself in its turn."""
        ids = ",".join(quote(target.native_id or "", safe="") for target in targets)
        answer = await super()._fetch(f"{_HOST}/?ids={ids}&fields={graph_api.FIELDS}", Conversation(targets[0]))
        if isinstance(answer, Seen):
            return
        page, asked_pause = answer
        parts = graph_batch.parts_of(page)
        if not parts:
            seen = await self.reader.read(page, self.name, is_first=False)
            is_limited = seen.reading.outcome is Outcome.RATE_LIMITED
            self.pauses.heed(page.url, is_busy=is_limited, asked_pause=asked_pause)
        for target in targets:
            part = parts.get((target.native_id or "").lower())
            if part is not None:
                url = _fields_of(target)
                self._parts[url] = Page(
                    url=url, final_url=url, status=200, content_type=_JSON, body=part, fetched_at=page.fetched_at,
                    language=page.language, viewer=self.viewer,
                )  # fmt: skip

    def _page(self, url: str, response: Response, talk: Conversation, wire: list[WireAnswer]) -> Page:
        told = ((response.headers.get(name) or b"").decode("latin-1") for name in HEADERS)
        pause = usage_of(told).pause(FIRST_PAUSE, OPERATOR.longest_pause_seconds)
        if pause:
            self.pauses.heed(url, is_busy=True, asked_pause=pause)
        return super()._page(url, response, talk, wire)


def _fields_of(target: Target) -> str:
    return f"{_HOST}/{target.native_id}?fields={graph_api.FIELDS}"
