"""Meta refresh followed like a redirect, and looked for in pages that can hold one only."""

from __future__ import annotations

import re

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import BaseRedirectMiddleware
from scrapy.http import Response
from w3lib.html import get_meta_refresh

_READ = 4096
"""As far into a page as a refresh is looked for: it stands in the head."""
_SIGN = re.compile(rb"http-equiv", re.IGNORECASE)


class MetaRefresh(BaseRedirectMiddleware):
    """In place of Scrapy's, which decodes every page whole to look at its first 4 096 characters."""

    enabled_setting = "METAREFRESH_ENABLED"

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the request that a refresh within ten seconds leads to, or the response."""
        head = response.body[:_READ]
        if request.meta.get("dont_redirect") or not _SIGN.search(head) or b"html" not in _kind(response):
            return response
        interval, address = get_meta_refresh(head.decode("utf-8", "replace"), response.url)
        if not address or interval is None or interval >= self.crawler.settings.getint("METAREFRESH_MAXDELAY"):
            return response
        redirected = self._build_redirect_request(request, response, url=address)
        if not redirected.url.startswith(("http://", "https://")):
            return response
        return self._redirect(redirected, request, "meta refresh")


def _kind(response: Response) -> bytes:
    return (response.headers.get("Content-Type") or b"text/html").lower()
