"""Every link on a page that names a social platform, wherever HTML can carry one.

Anchors and areas, frames and plugins, JSON-LD `sameAs`, meta and `rel=me`, `data-` attributes and `onclick`,
templates, and addresses written as whole texts in scripts' JSON. Comments are left out: nobody sees them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from barometer.parse.account_url import AccountUrl, Rejected, account_of, is_platform_host
from barometer.parse.forwarding import archived, forwarded
from barometer.parse.platforms.address import clean, names
from barometer.readings import Place

TOKENS = (
    "facebook.", "fb.com", "fb.me", "fb.watch", "instagr", "twitter.com", "x.com", "youtu", "linkedin.", "tiktok.",
    "threads.", "bsky", "snapchat.", "flickr.", "vimeo.", "issuu.", "pinterest.", "wordpress.com", "blogspot.",
    "tumblr.com", "substack.com", "feedburner", "medium.com", "mastodon", "/@", "lnkd.in", "flic.kr",
)  # fmt: skip
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SAID: Any = etree.XPath(
    "//a[@href and (contains(concat(' ', @rel, ' '), ' me ') or contains(@type, 'rss+xml')"
    " or contains(@type, 'atom+xml') or contains(@href, 'rss') or contains(@href, 'feed') or contains(@href, 'atom'))]"
)
# Widgets that name an account without an address: follow buttons and timelines, and Facebook's first fan boxes.
_WIDGET_MARKS = ("data-screen-name", "g-ytsubscribe", "profile_id=")
_WIDGETS: Any = etree.XPath(
    "//*[(@data-screen-name and contains(@class, 'twitter-')) or contains(@class, 'g-ytsubscribe') or @profile_id]"
)
_META = names(
    "og:see_also article:publisher article:author me facebook instagram twitter youtube linkedin og:profile sameas"
)
_META_OF_X = names("twitter:site twitter:site:id")
_LINK_RELATIONS = names("me publisher author")
# Attributes that hold words, pictures or somebody else's text, never a place to go to.
_NO_ADDRESS = names("alt title aria-label placeholder summary label style srcset class id xmlns content value name")
# Elements whose attributes name resources of the page, or texts to copy.
_NO_LINKS = names("form link meta script img source style base video audio track input textarea html head")
_WHOLE = re.compile(r"(?:https?:)?//[^\s\"'<>]+")
_QUOTED = re.compile(
    r"""(?:["']|&quot;|&#34;|\\u0022)"""
    r"""(?P<url>(?:https?:)?(?:\\{0,3}/){2}[^"'<>\s&;{}|`]+(?:&(?!quot|\#34)[^"'<>\s&;{}|`]*)*)"""
)
_FOLLOWED = re.compile(r"\\{0,3}(?:[\"']|&quot;|&#34;|\\u0022)\s*\+?")
# Characters that scripts write by their code: & " ' / < = >
_CODED = tuple((f"\\u00{code:{form}}", chr(code)) for code in b"\"&'/<=>" for form in ("02x", "02X"))


@dataclass(frozen=True, slots=True)
class Found:
    """One link, before its surroundings are described."""

    url: str
    """As an absolute address."""
    answer: AccountUrl | Rejected
    """What it names."""
    place: Place | None
    """Where it stands; None: to be seen from the element's ancestors."""
    element: etree._Element | None
    """The element that carries it."""


def tokens_in(text: str) -> tuple[str, ...]:
    """Return the parts of platforms' names that occur in a source in lower case; usually few of them."""
    return tuple(token for token in TOKENS if token in text)


@lru_cache(maxsize=256)
def _attributes(tokens: tuple[str, ...], is_lower: bool) -> Any:
    value = "." if is_lower else f"translate(., '{_ALPHABET}', '{_ALPHABET.lower()}')"
    # Every address has a dot; asking for it first spares most attributes the rest.
    return etree.XPath("//@*[contains(., '.') and (" + " or ".join(f"contains({value}, '{t}')" for t in tokens) + ")]")


def links_in(root: etree._Element, text: str, page_url: str) -> Iterator[Found]:
    """Yield every link to a platform, in the order of the page, scripts last; the same address may come twice.

    Args:
        root: the page's tree.
        text: its source, to look only for what occurs in it.
        page_url: address of the page.
    """
    host = (urlsplit(page_url).hostname or "").lower()
    lower = text.lower()
    tokens = tokens_in(lower)
    if tokens:
        is_lower = all(text.count(token) == lower.count(token) for token in tokens)
        for value in _attributes(tokens, is_lower)(root):
            yield from _in_attribute(value.getparent(), str(value.attrname), str(value), host)
    for element in _SAID(root):
        yield from _in_anchor(element, element.get("href") or "", host)
    for element in root.iter("meta"):
        yield from _in_meta(element)
    if any(mark in lower for mark in _WIDGET_MARKS):
        for element in _WIDGETS(root):
            yield from _in_widget(element, host)
    if tokens:
        for element in root.iter("script"):
            yield from _in_script(element, tokens, host)


def _in_attribute(element: etree._Element, name: str, value: str, host: str) -> Iterator[Found]:
    tag = element.tag
    if tag in ("a", "area") and name == "href":
        yield from _in_anchor(element, value, host)
    elif tag in ("iframe", "embed", "object", "frame") and name in ("src", "data", "data-src", "data-lazy-src"):
        yield from _one(value, element, "iframe", host, keeps_rejected=name in ("src", "data"))
    elif tag in _NO_LINKS:
        relations = set((element.get("rel") or "").lower().split())
        is_same = (element.get("itemprop") or "").lower() == "sameas"
        if tag == "link" and name == "href" and (relations & _LINK_RELATIONS or is_same):
            yield from _one(value, element, "meta", host, said="mastodon" if "me" in relations else "")
    elif name == "data-href" and "fb-" in (element.get("class") or ""):
        yield from _one(value, element, "iframe", host)
    elif isinstance(tag, str) and (name not in _NO_ADDRESS or tag == "option") and not name.startswith("xmlns"):
        place: Place | None = None if name in ("href", "xlink:href") else "attribute"
        addresses = [value] if _WHOLE.fullmatch(clean(value)) else _addresses_in(value)
        for address in addresses:
            yield from _one(address, element, place, host)


def _in_anchor(element: etree._Element, value: str, host: str) -> Iterator[Found]:
    """Yield what an anchor leads to; script links carry the address as a quoted text."""
    if value.lstrip()[:11].lower() == "javascript:":
        for address in _addresses_in(value):
            yield from _one(address, element, "attribute", host)
        return
    yield from _one(value, element, None, host, said=_said(element), keeps_rejected=True)


def _said(element: etree._Element) -> str:
    """Return what a link says it is, where its address alone would not do."""
    if "me" in (element.get("rel") or "").lower().split():
        return "mastodon"
    if "xml" in (element.get("type") or ""):
        return "rss"
    words = [element.text or "", *(element.get(name) or "" for name in ("aria-label", "title", "class"))]
    for child in element.iter("i", "span", "svg", "use", "img", "title"):
        words += [child.text or "", *(str(child.get(name) or "") for name in ("class", "alt", "title", "href", "src"))]
    line = " ".join(words).lower()
    if "mastodon" in line:
        return "mastodon"
    return "rss" if re.search(r"\b(?:fa-)?rss\b|\brss-|atom feed|nyhetsstrøm", line) else ""


def _in_widget(element: etree._Element, host: str) -> Iterator[Found]:
    """Yield the account that a widget's attributes name."""
    ways = (
        ("data-screen-name", "https://x.com/"), ("data-channelid", "https://www.youtube.com/channel/"),
        ("data-channel", "https://www.youtube.com/user/"), ("profile_id", "https://www.facebook.com/"),
    )  # fmt: skip
    for name, opens in ways:
        value = (element.get(name) or "").strip()
        if value:
            yield from _one(opens + value, element, "iframe", host)


def _in_meta(element: etree._Element) -> Iterator[Found]:
    name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
    content = clean(element.get("content") or "")
    if name in _META_OF_X and content.startswith("@") and len(content) > 1:
        content = f"https://x.com/{content[1:]}"
    elif name not in _META:
        return
    answer = account_of(content)
    if isinstance(answer, AccountUrl):
        yield Found(content, answer, "meta", element)


def _in_script(element: etree._Element, tokens: tuple[str, ...], host: str) -> Iterator[Found]:
    text = element.text or ""
    if not text or not any(token in text for token in tokens):
        return
    is_json_ld = "ld+json" in (element.get("type") or "").lower()
    if is_json_ld:
        addresses, place = _same_as(text), "json_ld"
    else:
        addresses, place = _addresses_in(text), "script"
    for address in addresses:
        yield from _one(address, element, "json_ld" if place == "json_ld" else "script", host)


def _same_as(text: str) -> list[str]:
    """Return the `sameAs` addresses of a JSON-LD block; of a broken one, every address after that word."""
    try:
        waiting: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return _addresses_in(text[text.find("sameAs") :]) if "sameAs" in text else []
    found: list[str] = []
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            same = value.get("sameAs") or []
            found += [each for each in ([same] if isinstance(same, str) else same) if isinstance(each, str)]
            waiting += [each for each in value.values() if isinstance(each, list | dict)]
    return found


def _addresses_in(text: str) -> list[str]:
    """Return the addresses that stand as whole quoted texts in a script or an attribute, not those put together."""
    found = []
    if "\\u00" in text:
        for code, character in _CODED:
            text = text.replace(code, character)
    for match in _QUOTED.finditer(text):
        end = _FOLLOWED.match(text, match.end())
        if end is None or end[0].endswith("+"):
            continue
        found.append(unescape(re.sub(r"\\+/", "/", match["url"].rstrip("\\"))))
    return found


def _one(
    value: str, element: etree._Element, place: Place | None, host: str, *, said: str = "", keeps_rejected: bool = False
) -> Iterator[Found]:
    url = clean(value)
    # An archive's copy first: its own address may look like an account or a feed.
    url = archived(url)
    answer = account_of(url, said=said)
    if answer is None:
        url = forwarded(url, host)
        answer = account_of(url, said=said) if url else None
    if answer is None or answer.channel is None or (isinstance(answer, Rejected) and not keeps_rejected):
        return
    if "//" not in url[:8]:
        url = f"https://{url}"
    elif url.startswith("//"):
        url = f"https:{url}"
    if not (is_platform_host(host) or urlsplit(url).hostname != host):
        return
    yield Found(url, answer, place, element)
