"""The one door to the parsers: any page to its reading, and whatever a parser cannot take to an outcome.

`ParseError` is caught here and nowhere else. Beside it only the bounded failures that foreign input can cause in
the libraries below are caught, each by name: a page must never end a crawl, and never pass as "no account". What
cannot be caught – endless work, a crash, memory without end – is for `barometer.bounded`, which calls this.
"""

from __future__ import annotations

import re
from types import ModuleType
from urllib.parse import urlsplit

from lxml import etree

from barometer.errors import ParseError, UsageError
from barometer.parse import (
    bluesky,
    content_library,
    facebook,
    facebook_insights,
    facebook_plugin,
    graph_api,
    instagram,
    linkedin,
    mastodon,
    website,
    x,
    youtube,
)
from barometer.parse.html import decode
from barometer.readings import Outcome, Page, PageReading, PageRole
from barometer.registry import Country

PARSERS: dict[str, ModuleType] = {
    "website": website,
    "facebook": facebook,
    "facebook_plugin": facebook_plugin,
    "facebook_insights": facebook_insights,
    "content_library": content_library,
    "graph_api": graph_api,
    "instagram": instagram,
    "youtube": youtube,
    "x": x,
    "mastodon": mastodon,
    "bluesky": bluesky,
    "linkedin": linkedin,
}
"""Every channel a page can be read as, with its parser: `parse` and `PARSER_VERSION`."""

_HOSTS = {
    "graph.facebook.com": "graph_api", "public.api.bsky.app": "bluesky", "api.bsky.app": "bluesky",
    "www.googleapis.com": "youtube", "youtube.googleapis.com": "youtube",
}  # fmt: skip
_DOMAINS = {
    "facebook.com": "facebook", "fb.com": "facebook", "instagram.com": "instagram", "youtube.com": "youtube",
    "twitter.com": "x", "x.com": "x", "linkedin.com": "linkedin", "bsky.app": "bluesky",
}  # fmt: skip
_PLUGIN = re.compile(r"/plugins/page(?:\.php)?/?$")
_NO_HTML = PageReading(outcome=Outcome.NOT_HTML, detail="what came as a page is no HTML")
_TAG = re.compile(r"<[a-zA-Z]")
_SNIFFED = 1_445
"""Bytes that browsers look at to tell what content is; the control characters below are those of the same standard."""
_BINARY = bytes({*range(1, 9), 11, *range(14, 27), *range(28, 32)})


def read_page(page: Page, channel: str, country: Country, role: PageRole | None = None) -> PageReading:
    """Return what a channel's parser sees on a page; a page it cannot take is `unparsable`, with the reason.

    Args:
        page: a fetched or saved page.
        channel: a key of `PARSERS`.
        country: gives the words of websites.
        role: for a website, which page of it this is; None tells it from the address.

    Raises:
        UsageError: there is no such channel.
    """
    if channel not in PARSERS:
        raise UsageError(f"there is no parser '{channel}': choose one of {', '.join(PARSERS)}")
    try:
        if channel == "website":
            links = website.parse(page, country, role)
            return links if links.outcome is not Outcome.OK or links.readings or _is_html(page) else _NO_HTML
        reading: PageReading = PARSERS[channel].parse(page)
        return reading
    except ParseError as error:
        return _unparsable(str(error))
    except (etree.LxmlError, UnicodeError, ValueError, RecursionError, OverflowError) as error:
        # ValueError covers broken JSON and addresses; all of them come from the page, none ends the run.
        return _unparsable(f"{type(error).__name__}: {error}")


def _is_html(page: Page) -> bool:
    """Tell whether a page that shows no link is HTML at all: pictures and packed files also come as `text/html`."""
    start = page.body[:_SNIFFED]
    is_binary = len(start) - len(start.translate(None, _BINARY)) > len(start) // 100
    return not is_binary and _TAG.search(decode(page)) is not None


def _unparsable(detail: str) -> PageReading:
    return PageReading(outcome=Outcome.UNPARSABLE, detail=" ".join(detail.split())[:300])


def guess_channel(url: str, content_type: str = "") -> str:
    """Return the channel whose parser reads an address: a platform's by its host, else `website`.

    An export says in its content type which layout it has, whatever its address.
    """
    _, _, layout = content_type.partition("; layout=")
    if layout in PARSERS:
        return layout
    try:
        split = urlsplit(url)
        host = (split.hostname or "").lower()
    except ValueError:
        return "website"
    if host in _HOSTS:
        return _HOSTS[host]
    if host.endswith("facebook.com") and _PLUGIN.search(split.path):
        return "facebook_plugin"
    if "/api/v1/accounts/" in split.path:
        return "mastodon"
    return next((name for domain, name in _DOMAINS.items() if host == domain or host.endswith(f".{domain}")), "website")
