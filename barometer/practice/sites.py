"""The municipal web: which host belongs to which site, and what each site answers, faults and oddities included."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote

from barometer.practice.answer import Answer, Asked, as_json, html, redirect
from barometer.practice.life import label_of
from barometer.practice.manner import Manner, manners
from barometer.practice.mentions import mentions_of
from barometer.practice.site_page import FAMILIES, SiteFrame, render, script_state
from barometer.practice.world import World
from barometer.readings import PageRole

_FRONT_ALIASES = {"subpath": "/nb/", "meta refresh": "/hjem/"}
_MISSING = re.compile(r"^/(arkiv|wp-login|sitemap|feed|rss|favicon|apple-touch|.*\.(png|jpg|gif|ico|svg|css|map)$)")


class Sites:
    """Every municipal site of a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.manners = manners(world.seed, tuple(world.authorities.values()))
        self._numbers: dict[str, str] = {}
        for number, authority in world.authorities.items():
            if self.manners[number].fault != "no such host":
                host = authority.front_page.split("/")[2]
                for each in (host, host.removeprefix("www."), self._new_host(number)):
                    self._numbers.setdefault(each, number)

    def knows(self, host: str) -> bool:
        """Return True when a municipality has the host."""
        return host in self._numbers

    def certificate_host(self, host: str) -> str:
        """Return the name on the host's certificate: the wrong one for a site of that fault."""
        number = self._numbers.get(host)
        is_wrong = number is not None and self.manners[number].fault == "wrong certificate"
        return "webhotell.nettsmia.xx" if is_wrong else host

    def serving_host(self, number: str) -> str:
        """Return the host that serves an authority's pages, after redirects."""
        manner, host = self.manners[number], self.world.authorities[number].front_page.split("/")[2]
        if manner.entry == "new domain":
            return self._new_host(number)
        return host.removeprefix("www.") if manner.entry == "apex" else host

    def _new_host(self, number: str) -> str:
        label = label_of(self.world.authorities[number])
        return f"www.nye-{label}.kommune.xx"

    def answer(self, asked: Asked) -> Answer:
        """Answer for one of the sites."""
        number = self._numbers[asked.host]
        manner = self.manners[number]
        if manner.fault == "never answers":
            return Answer(200, {}, never=True)
        plain = self._plain(number, manner, asked)
        if not manner.delay:
            return plain
        return Answer(plain.status, plain.headers, plain.body, delay=manner.delay, compression=plain.compression)

    def _plain(self, number: str, manner: Manner, asked: Asked) -> Answer:
        scheme = "http" if manner.entry == "downgrade" else "https"
        host = self.serving_host(number)
        if asked.path == "/robots.txt":
            return _robots(manner)
        if (asked.host, asked.scheme) != (host, scheme):
            return redirect(f"{scheme}://{host}{asked.target}", 301)
        if manner.fault == "redirect loop":
            return redirect(f"{scheme}://{host}/{'a' if asked.path == '/b/' else 'b'}/", 302)
        if asked.path == "/" and manner.fault in ("front 404", "front 500"):
            return html("<html><body><h1>Feil</h1><p>Siden kan ikke vises.</p></body></html>", int(manner.fault[-3:]))
        return self._page(number, manner, asked)

    def _page(self, number: str, manner: Manner, asked: Asked) -> Answer:
        path = unquote(asked.path)
        front = _FRONT_ALIASES.get(manner.entry, "/")
        if path == "/" and manner.entry == "subpath":
            return redirect(front, 302)
        if path == "/" and manner.entry == "meta refresh":
            return html(f'<html><head><meta http-equiv="refresh" content="0; url={front}"></head><body></body></html>')
        frame = self.frame(number)
        if manner.family == "skript" and path == "/api/bunn.json":
            return as_json(script_state(frame))
        if manner.family == "skript" and path == "/static/app.4f1c.js":
            script = (FAMILIES / "skript.js").read_bytes()
            return Answer(200, {"content-type": "text/javascript; charset=utf-8"}, script)
        if _MISSING.match(path):
            return html("<html><body><h1>404</h1><p>Fant ikke siden.</p></body></html>", 404)
        roles: dict[str | None, PageRole] = {
            front: "front", manner.contact_path: "contact", manner.overview_path: "overview",
        }  # fmt: skip
        return _written(render(frame, roles.get(path, "other"), path), manner, asked)

    def frame(self, number: str) -> SiteFrame:
        """Return what the pages of one site share."""
        manner = self.manners[number]
        return SiteFrame(
            world=self.world,
            authority=self.world.authorities[number],
            manner=manner,
            host=self.serving_host(number),
            mentions=mentions_of(self.world, number, manner),
        )


def _written(text: str, manner: Manner, asked: Asked) -> Answer:
    """Return a page in the site's encoding, or 304 when the visitor has it already."""
    latin = manner.charset.startswith("latin-1")
    body = text.encode("iso-8859-1", "xmlcharrefreplace") if latin else text.encode()
    said = {"utf-8": "utf-8", "latin-1": "ISO-8859-1", "latin-1 said to be utf-8": "UTF-8"}.get(manner.charset)
    headers = {"content-type": f"text/html; charset={said}" if said else "text/html", "cache-control": "max-age=60"}
    if manner.has_etag:
        headers["etag"] = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        if asked.headers.get("if-none-match") == headers["etag"]:
            return Answer(304, headers)
    return Answer(200, headers, body, compression=manner.compression)


def _robots(manner: Manner) -> Answer:
    if manner.fault == "robots 500":
        return html("<html><body>Server Error</body></html>", 500)
    if manner.fault == "robots disallow all":
        return _text("User-agent: *\nDisallow: /\n")
    if manner.fault == "robots disallow contact":
        return _text(f"User-agent: *\nDisallow: {manner.contact_path}\nDisallow: /intern/\n")
    texts = {
        "allow": "User-agent: *\nAllow: /\nSitemap: /sitemap.xml\n",
        "section": "User-agent: *\nDisallow: /intern/\nDisallow: /sok\n\nUser-agent: BadBot\nDisallow: /\n",
        "delay": "User-agent: *\nCrawl-delay: 1\nDisallow: /intern/\n",
        "letters": "User-agent: *\nDisallow: /søk\nDisallow: /språk/\n",
        "moved": "",
    }
    if manner.robots == "moved":
        return redirect("/", 302)
    if manner.robots == "none":
        return html("<html><body><h1>404</h1></body></html>", 404)
    return _text(texts[manner.robots])


def _text(text: str) -> Answer:
    return Answer(200, {"content-type": "text/plain; charset=utf-8"}, text.encode())
