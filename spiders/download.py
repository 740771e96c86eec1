"""Fetching by aiohttp under Scrapy's downloader: about two thirds of the CPU of Twisted's own client, half with TLS.

Scrapy calls its aiohttp handler experimental. What is changed here: header fields up to 64 KiB (aiohttp's 8 KiB is
less than some sites' Content-Security-Policy), no limit of connections beside the one of sites at once, and every
request asks the egress. That is done here and not by the proxy that Chromium goes through: passing a page through a
second connection in this process costs 0.6 ms (0.8 ms with TLS), asking the same rules first costs nothing to
measure, and both connect to checked addresses only.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, ClassVar, cast

import aiohttp
import yarl
from aiohttp.http_exceptions import LineTooLong
from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler, _ClientResponse
from scrapy.core.downloader.handlers._base_streaming import BaseStreamingDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, ResponseDataLossError
from scrapy.http import Headers, Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.utils.ssl import _make_ssl_context

from spiders.connections import connector
from spiders.decoding import content_of
from spiders.egress import BODY_TOO_LARGE, HEAD_TOO_LARGE, LONGEST_HEAD, EgressRefused
from spiders.politeness import KEPT_HEADERS, WIRE, WireAnswer
from spiders.settings import request_headers

if TYPE_CHECKING:
    from scrapy import Spider

    from spiders.base import VisitSpider

_MOST_HEADERS = 1024
_KEPT = frozenset(name.lower() for name in KEPT_HEADERS)
CUT_AT = "cut_at"
"""Key of a request's meta: bytes after which its body is cut; without it, a body that is too large is refused."""


class DownloadHandler(AiohttpDownloadHandler):
    """Scrapy's handler with a session of our own."""

    experimental: ClassVar[bool] = False

    def __init__(self, crawler: Crawler) -> None:
        BaseStreamingDownloadHandler.__init__(self, crawler)
        self._ssl_context = _make_ssl_context(crawler.settings)
        spider = cast("VisitSpider", crawler.spider)
        self._egress, self._route, self._turns = spider.egress, spider.name, spider.turns
        self._session = aiohttp.ClientSession(
            connector=connector(self._egress, self._route),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            response_class=_ClientResponse,
            max_line_size=LONGEST_HEAD,
            max_field_size=LONGEST_HEAD,
            max_headers=_MOST_HEADERS,
            headers=request_headers(),
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
        )

    async def download_request(self, request: Request) -> Response:
        """Fetch when it is the request's turn; waiting for it is not counted as waiting for the answer."""
        # The limit of this turn is not written into the meta, which a redirect takes along to another host.
        async with (
            self._turns.turn(request.url, request.meta["download_timeout"]) as seconds,
            self._make_request(request, seconds) as response,
        ):
            return await self._read_response(response, request)

    @asynccontextmanager
    async def _make_request(self, request: Request, timeout: float) -> AsyncIterator[_ClientResponse]:
        url = yarl.URL(request.url)
        self._egress.check(url.raw_host or "", url.port or 0, self._route)
        try:
            async with super()._make_request(request, timeout) as response:
                if sum(len(name) + len(value) + 4 for name, value in response.raw_headers) > LONGEST_HEAD:
                    raise self._too_large(request, HEAD_TOO_LARGE)
                yield response
        except DownloadFailedError as error:
            if any(isinstance(each, LineTooLong) for each in _causes(error)):
                raise self._too_large(request, HEAD_TOO_LARGE) from None
            raise

    def _too_large(self, request: Request, what: str) -> EgressRefused:
        url = yarl.URL(request.url)
        return self._egress.too_large(self._route, url.raw_host or "", url.port or 0, what)

    async def _read_response(self, response: _ClientResponse, request: Request) -> Response:
        """Read a body as far as it may go. Nothing here listens to Scrapy's signals for headers and parts of bodies."""
        cut: int | None = request.meta.get(CUT_AT)
        most = self._default_maxsize if cut is None else cut
        parts: list[bytes] = []
        size = 0
        try:
            if cut is None and (response.content_length or 0) > most:
                raise self._too_large(request, BODY_TOO_LARGE)
            async for part in response.content.iter_any():
                parts.append(part)
                size += len(part)
                if size > most:
                    if cut is not None:
                        break
                    raise self._too_large(request, BODY_TOO_LARGE)
        except aiohttp.ClientPayloadError as error:
            raise ResponseDataLossError(str(error)) from error
        body = b"".join(parts)[: most + 1]
        headers = [(name.decode(), _text(value)) for name, value in response.raw_headers]
        kept = tuple(each for each in headers if each[0].lower() in _KEPT)
        if WIRE in request.meta:
            request.meta[WIRE].append(WireAnswer(request.url, response.status, kept, body))
        codings = ",".join(value for name, value in kept if name.lower() == "content-encoding")
        return Response(request.url, response.status, Headers(headers), content_of(body, codings, cut))


def _text(value: bytes) -> str:
    """Return a header's value: by the standard ASCII, in fact UTF-8 or Latin-1, as in addresses of redirects."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


class QuietFormatter(LogFormatter):
    """Words no line for a page: a visit has its own, and Scrapy's would be made for each page and thrown away."""

    def crawled(self, request: Request, response: Response, spider: Spider) -> LogFormatterResult | None:  # type: ignore[override]
        """Return nothing, which is logged nowhere."""
        return None
