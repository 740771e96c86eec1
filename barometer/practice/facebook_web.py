"""www.facebook.com, m.facebook.com and the short hosts: finds the account that an address means and answers for it."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import parse_qs, quote, unquote

from barometer.practice import facebook_walls as walls
from barometer.practice.answer import Answer, Asked, html, redirect
from barometer.practice.audience import spaced
from barometer.practice.facebook_page import SITE, page_html
from barometer.practice.played import PlayedAccount
from barometer.practice.world import World

HOSTS = frozenset({"www.facebook.com", "facebook.com", "m.facebook.com", "nb-no.facebook.com", "fb.com", "fb.me"})
_TRAILING_ID = re.compile(r"(\d{10,})/?$")
_ROBOTS = "User-agent: *\nDisallow: /ajax/\n"


def answer(world: World, asked: Asked) -> Answer:
    """Answer for a page's address; the practice platform lets robots read pages."""
    if asked.path == "/robots.txt":
        return Answer(200, {"content-type": "text/plain"}, _ROBOTS.encode())
    if asked.host != "www.facebook.com":
        return redirect(SITE + asked.target, 301)
    if asked.path.startswith("/login"):
        return html(walls.LOGIN)
    if asked.path.startswith("/plugins/page.php"):
        return _plugin(world, asked)
    account = account_at(world, asked)
    if account is None or not account.exists or not account.is_public:
        return html(walls.UNAVAILABLE, 404 if account is None else 200)
    wall = walls.wall_of(world.seed, account, world.month)
    if wall == "login":
        return redirect(walls.login_path(account.path), 302)
    if wall == "consent":
        return html(walls.CONSENT)
    if wall == "rate":
        return Answer(429, {"content-type": "text/html; charset=utf-8", "retry-after": "1"}, walls.TOO_MANY.encode())
    if unquote(asked.path).rstrip("/").lower() != unquote(account.path.split("?")[0]).rstrip("/").lower():
        return redirect(SITE + account.path, 302)
    return html(page_html(world, account))


def account_at(world: World, asked: Asked) -> PlayedAccount | None:
    """Return the account that an address of www.facebook.com means; None when nobody has it."""
    first, *rest = [part for part in unquote(asked.path).split("/") if part] or [""]
    if first == "profile.php":
        return world.account("facebook", parse_qs(asked.query).get("id", [""])[0])
    if first in ("pages", "p", "people") and rest:
        found = _TRAILING_ID.search("/".join(rest))
        return world.account("facebook", found[1]) if found else None
    if first == "groups" and rest:
        return world.account("facebook", rest[0])
    return world.account("facebook", first)


def _plugin(world: World, asked: Asked) -> Answer:
    """Answer with the page plugin's header; the frame stays empty for a page that a stranger may not see."""
    href = parse_qs(asked.query).get("href", [""])[0]
    account = account_at(world, Asked.of(href))
    if account is None or not account.exists or not account.is_public:
        return html('<!DOCTYPE html><html lang="nb"><head><title></title></head><body class="plugin"></body></html>')
    address = escape(SITE + account.path)
    share = escape(f"{SITE}/sharer/sharer.php?u={quote(SITE + account.path, safe='')}")
    return html(
        f"""<!DOCTYPE html><html lang="nb" id="facebook"><head><meta charset="utf-8" />
<title>{escape(account.name)}</title><script>window._btldr={{}};</script></head>
<body class="plugin _4mn chrome webkit"><div class="_li"><div class="_2p3a">
<a href="{address}" target="_blank" aria-label=""><img src="about:blank" alt="" /></a>
<div><a href="{address}" title="{escape(account.name)}" target="_blank">{escape(account.name)}</a>
<div class="_1drq">{spaced(account.followers, chr(0xA0))} følgere</div></div></div>
<div><button type="button">Følg side</button><a href="{share}">Del</a></div></div></body></html>
"""
    )
