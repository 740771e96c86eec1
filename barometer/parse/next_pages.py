"""Which page of a website a page is, and which to read next: the contact page and the overview of social media.

The words are the country's (`country.toml`); they are looked for in link texts and in addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import zip_longest
from operator import itemgetter
from urllib.parse import unquote, urljoin, urlsplit

from barometer.parse import landmarks
from barometer.parse.html import fold
from barometer.parse.outline import Outline
from barometer.parse.scan import Scan
from barometer.parse.sought_words import LETTERS, SoughtWords
from barometer.parse.surroundings import end_of
from barometer.parse.tags import TAG, attributes_of, tag_at
from barometer.readings import PageRole
from barometer.registry import Country

MOST = 5
"""Candidates returned for one page."""
_NO_PAGE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|svg|zip|ics|mp[34]|xml|rss|json|js|css)$", re.I)
_SUFFIX = re.compile(r"\.(?:html?|aspx?|php)$", re.IGNORECASE)
_MARKS = re.compile(r"[^\wæøåäöáčđŋšŧžï]+")
_LONGEST_TEXT = 60
_TRIES = 5
_MOST_COUNTRIES = 8
_FARTHEST = 4_000
"""Bytes from the beginning of an anchor to a word in it."""
_REFRESH = re.compile(r"\s*[0-5](?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?(?P<url>[^\"']+?)[\"']?\s*", re.IGNORECASE)


def page_role(page_url: str, front_url: str | None, country: Country) -> PageRole:
    """Return which page of its website an address is.

    Args:
        page_url: the page.
        front_url: the site's front page; None takes a bare path for it.
        country: gives the words.
    """
    path = _path(page_url)
    if (front_url is not None and _same_page(page_url, front_url)) or path in ("", "index", "default", "forside"):
        return "front"
    terms = _terms(country)
    if _score(path, terms.overview):
        return "overview"
    last = path.rsplit("/", 1)[-1]
    return "contact" if _score(last, terms.contact) else "other"


def is_front(url: str, country: Country) -> bool:
    """Tell whether an address is the front page of an authority of the country, or the root of any site."""
    return not _path(url) or _key(url) in _terms(country).fronts


@dataclass(frozen=True, slots=True, eq=False)
class _Terms:
    """A country's words and front pages, in the form in which they are compared."""

    country: Country
    contact: tuple[str, ...]
    overview: tuple[str, ...]
    sectors: tuple[tuple[str, ...], ...]
    fronts: frozenset[tuple[str, str, str]]
    words: SoughtWords


_KNOWN: dict[int, _Terms] = {}


def _terms(country: Country) -> _Terms:
    """Return a country's words; they are prepared once, as comparing two countries costs more than reading a link."""
    known = _KNOWN.get(id(country))
    if known is None:
        words = country.words
        sectors = tuple(_plain_all(each) for each in words.sector.values())
        fronts = frozenset(_key(each.website) for each in country.authorities if each.website)
        contact, overview = _plain_all(words.contact), _plain_all(words.overview)
        known = _Terms(country, contact, overview, sectors, fronts, SoughtWords(words.contact + words.overview))
        if len(_KNOWN) >= _MOST_COUNTRIES:
            _KNOWN.clear()
        _KNOWN[id(country)] = known
    return known


def sought(country: Country) -> tuple[str, ...]:
    """Return patterns of which a page's source fits one wherever it has one of the country's words for pages to read.

    They fit every way in which a source, or an address in it, writes the letters beyond ASCII and parts words.
    """
    return _terms(country).words.patterns


def next_urls(page: Scan, page_url: str, country: Country) -> tuple[str, ...]:
    """Return up to five addresses on the same site, best first: overviews of social media and contact pages.

    `page`: what a pass over its source found, with the words of `sought`.
    """
    overviews: dict[str, tuple[int, int]] = {}
    contacts: dict[str, tuple[int, int]] = {}
    base, refreshed = _heads(page, page_url)
    terms = _terms(country)
    for start, stop in _anchors(page, terms.words):
        href, said = _href_and_text(page.markup[start:stop])
        if not href or href.startswith(("#", "mailto:", "tel:", "javascript:", "data:")):
            continue
        overview, contact = _worth(said, href, terms)
        url = _absolute(page_url, base, href) if overview or contact else ""
        if url and not _same_page(url, page_url):
            found, score = (overviews, overview) if overview >= contact else (contacts, contact)
            found[url] = max(found.get(url, (0, 0)), (score, -start))
    # One of each kind in turn: a site may have many pages that only look like one of them.
    best = itemgetter(1)
    ranked = [[url for url, _ in sorted(each.items(), key=best, reverse=True)] for each in (overviews, contacts)]
    in_turn = [url for pair in zip_longest(*ranked) for url in pair if url]
    return tuple(dict.fromkeys([*refreshed, *in_turn]))[:MOST]


def _anchors(page: Scan, words: SoughtWords) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the anchors that have one of the sought words in their text or their attributes."""
    markup, passed = page.markup, 0
    opens = (b"<a", b"<A") if b"<A" in markup else (b"<a",)
    for place in page.words:
        if place < passed or not words.stand_at(markup, place):
            continue
        start = place
        for _ in range(_TRIES):
            start = max(markup.rfind(each, max(passed, place - _FARTHEST), start) for each in opens)
            if start < 0 or markup[start + 2 : start + 3].isspace():
                break
        stop = end_of(markup, start) if start >= 0 else 0
        # What ended before this word, or begins nowhere before it, need not be looked at for the next.
        passed = max(passed, stop) if start >= 0 else place
        if stop > place:
            yield start, stop


def _href_and_text(anchor: bytes) -> tuple[str, str]:
    """Return an anchor's address, and its text or else its label."""
    tag = TAG.match(anchor)
    if tag is None:
        return "", ""
    href = attributes_of(tag[2]).get("href", "").strip()
    if b"<" not in anchor[tag.end() :]:
        text = anchor[tag.end() :].decode("utf-8", "ignore")
        text = fold(unescape(text) if "&" in text else text, _LONGEST_TEXT + 1)
        if text:
            return href, text
    outline = Outline(anchor)
    return href, outline.text_of(0, _LONGEST_TEXT + 1) or landmarks.label_of(outline, 0)


def _heads(page: Scan, page_url: str) -> tuple[str, list[str]]:
    """Return what a page's addresses are relative to, and where on the same site it sends its reader at once."""
    base, passed = page_url, 0
    refreshed: list[str] = []
    for place in page.heads:
        tag = tag_at(page.markup, place, passed) if place >= passed else None
        passed = max(passed, tag.end() if tag else place)
        if tag is None:
            continue
        name, attributes = tag[1].lower(), attributes_of(tag[2])
        if name == b"<base" and base == page_url:
            # One of another site is a copy's; taken at its word, the page would have no pages beside it.
            base = _absolute(page_url, page_url, attributes.get("href", "")) or page_url
        elif name == b"<meta" and attributes.get("http-equiv", "").lower() == "refresh" and not refreshed:
            match = _REFRESH.fullmatch(attributes.get("content", ""))
            url = _absolute(page_url, base, match["url"]) if match else ""
            refreshed = [url] if url and not _same_page(url, page_url) else []
    return base, refreshed


@lru_cache(maxsize=4096)
def _worth(said: str, href: str, terms: _Terms) -> tuple[int, int]:
    """Return how surely a link leads to an overview of social media, and to the contact page; 0: not at all."""
    line, path = _plain(said if len(said) <= _LONGEST_TEXT else ""), _path(href)
    overview = max(2 * _score(line, terms.overview), _score(path, terms.overview))
    contact = max(2 * _score(line, terms.contact), _score(path.rsplit("/", 1)[-1], terms.contact))
    if (overview or contact) and any(_score(line, words) for words in terms.sectors):
        # "Contact the library" is not the authority's contact page.
        overview, contact = overview // 3, contact // 3
    depth = 5 * path.count("/")
    return max(0, overview - depth), max(0, contact - depth)


def _score(line: str, words: tuple[str, ...]) -> int:
    """Return 100 where a line is one of the words, down to 1 where a long line only contains one; 0 where none fits."""
    best = 0
    for order, word in enumerate(words):
        if word in line and _stands_in(word, line):
            best = max(best, 100 - min(60, 2 * (len(line) - len(word))) - min(order, 30))
    return best


def _stands_in(word: str, line: str) -> bool:
    """Tell whether a word stands in a line with no letter, digit or underscore beside it."""
    at = line.find(word)
    while at >= 0:
        before, after = line[max(0, at - 1) : at], line[at + len(word) : at + len(word) + 1]
        if not (before.isalnum() or after.isalnum() or "_" in (before, after)):
            return True
        at = line.find(word, at + 1)
    return False


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Return words in lower case, letters as addresses write them, everything between them one blank."""
    return _MARKS.sub(" ", text.lower()).translate(LETTERS).strip()


def _plain_all(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(word) for word in words))


def _path(url: str) -> str:
    """Return an address's path in plain words, its parts still divided by slashes."""
    path = unquote(urlsplit(url).path)
    parts = [_SUFFIX.sub("", part) if "." in part else part for part in path.split("/")]
    return "/".join(_plain(part) for part in parts if part)


def _absolute(page_url: str, base: str, href: str) -> str:
    """Return a page of the same site as an absolute address without fragment; empty for any other place."""
    try:
        url = urljoin(base, href)
        target, own = urlsplit(url), urlsplit(page_url)
        port = target.port
    except ValueError:
        return ""
    host, home = target.hostname or "", own.hostname or ""
    if target.scheme not in ("http", "https") or port not in (None, own.port) or _NO_PAGE.search(target.path):
        return ""
    return url.split("#", 1)[0] if host.removeprefix("www.") == home.removeprefix("www.") else ""


def _same_page(one: str, other: str) -> bool:
    return _key(one) == _key(other)


def _key(url: str) -> tuple[str, str, str]:
    """Return what two addresses of one page have in common: scheme, `www.` and a last slash do not count."""
    try:
        split = urlsplit(url)
        host = split.hostname or ""
    except ValueError:
        return "", url, ""
    return host.removeprefix("www."), split.path.rstrip("/"), split.query
