"""The whole practice web as one function: a request for any host goes in, an answer comes out.

A host that nobody has gives None, which the server turns into 502; no part of this module opens a connection.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

from barometer.practice import facebook_web, graph, open_apis
from barometer.practice.answer import Answer, Asked, html, redirect
from barometer.practice.manner import VENDORS
from barometer.practice.other_accounts import FEDIVERSE_HOST
from barometer.practice.sites import Sites
from barometer.practice.token_apis import X_HOST, TokenApis
from barometer.practice.world import World

_CLOSED_PLATFORMS = frozenset(
    {"x.com", "twitter.com", "www.linkedin.com", "no.linkedin.com", "www.tiktok.com", "www.threads.net",
     "www.threads.com", "www.snapchat.com", "www.flickr.com", "vimeo.com", "issuu.com", "bsky.app"}
)  # fmt: skip
"""Platforms that show a stranger nothing here: a log-in page at every address."""
_OPEN_HOSTS = frozenset(
    {"public.api.bsky.app", FEDIVERSE_HOST, "www.youtube.com", "consent.youtube.com", "www.instagram.com"}
)
"""Platforms whose robots.txt forbids nothing here."""


class Internet:
    """Answers for every host of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sites = Sites(world)
        pages, tokens = graph.Graph(world), TokenApis(world)
        self._hosts: dict[str, Callable[[Asked], Answer]] = {
            **dict.fromkeys(facebook_web.HOSTS, lambda asked: facebook_web.answer(world, asked)),
            **dict.fromkeys(_CLOSED_PLATFORMS, _log_in),
            **{vendor.host: _vendor for vendor in VENDORS},
            **dict.fromkeys(("www.instagram.com", "instagram.com"), lambda asked: open_apis.instagram(world, asked)),
            "l.facebook.com": _wrapped,
            "bit.ly": self._short,
            graph.HOST: lambda asked: (tokens.instagram if tokens.asks_instagram(asked) else pages.answer)(asked),
            X_HOST: tokens.x,
            "public.api.bsky.app": lambda asked: open_apis.bluesky(world, asked),
            FEDIVERSE_HOST: lambda asked: open_apis.mastodon(world, asked),
            "www.googleapis.com": lambda asked: open_apis.youtube_api(world, asked),
            "www.youtube.com": lambda asked: open_apis.youtube_page(world, asked),
            "consent.youtube.com": lambda asked: open_apis.youtube_consent(),
        }

    def _short(self, asked: Asked) -> Answer:
        page = self.world.own_page(asked.path.removeprefix("/fb-"))
        return redirect(f"https://www.facebook.com{page.path}", 301) if page else html("", 404)

    def knows(self, host: str) -> bool:
        """Return True when somebody has the host."""
        return host in self._hosts or self.sites.knows(host)

    def certificate_host(self, host: str) -> str:
        """Return the name to put on a host's certificate."""
        return self.sites.certificate_host(host)

    def answer(self, asked: Asked) -> Answer | None:
        """Return the answer; None when there is no such host."""
        if self.sites.knows(asked.host):
            return self.sites.answer(asked)
        host = self._hosts.get(asked.host)
        if host is not None and asked.path == "/robots.txt" and asked.host in _OPEN_HOSTS:
            return Answer(200, {"content-type": "text/plain"}, b"User-agent: *\nAllow: /\n")
        return host(asked) if host else None


def _log_in(asked: Asked) -> Answer:
    if asked.path == "/robots.txt":
        return Answer(200, {"content-type": "text/plain"}, b"User-agent: *\nDisallow: /\n")
    return html(f"<!DOCTYPE html><html><head><title>{asked.host}</title></head><body><h1>Sign in</h1></body></html>")


def _vendor(asked: Asked) -> Answer:
    return html(f"<!DOCTYPE html><html lang='nb'><body><h1>{asked.host}</h1><p>Vi lager nettsteder.</p></body></html>")


def _wrapped(asked: Asked) -> Answer:
    return redirect(parse_qs(asked.query).get("u", ["https://www.facebook.com/"])[0])
