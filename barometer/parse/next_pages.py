"""Which page of a website a page is, and which to read next: the contact page and the overview of social media.

The words are the country's (`country.toml`); they are looked for in link texts and in addresses.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest
from operator import itemgetter
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from barometer.parse import landmarks
from barometer.parse.html import text_of
from barometer.readings import PageRole
from barometer.registry import Country

MOST = 5
"""Candidates returned for one page."""
_NO_PAGE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|svg|zip|ics|mp[34]|xml|rss|json|js|css)$", re.I)
_MARKS = re.compile(r"[^\wæøåäöáčđŋšŧžï]+")
_LETTERS = str.maketrans("øåäöáčđšï", "oaaoacdsi") | {ord("æ"): "ae"}
_LONGEST_TEXT = 60
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
    words = country.words
    if _score(path, _plain_all(words.overview)):
        return "overview"
    last = path.rsplit("/", 1)[-1]
    contact = _score(last, _plain_all(words.contact))
    return "contact" if contact else "other"


def is_front(url: str, country: Country) -> bool:
    """Tell whether an address is the front page of an authority of the country, or the root of any site."""
    websites = tuple(each.website for each in country.authorities if each.website)
    return _key(url) in _fronts(country.code, websites) or not _path(url)


@lru_cache(maxsize=8)
def _fronts(code: str, websites: tuple[str, ...]) -> frozenset[tuple[str, str, str]]:
    return frozenset(_key(website) for website in websites)


def next_urls(root: etree._Element, page_url: str, country: Country) -> tuple[str, ...]:
    """Return up to five addresses on the same site, best first: overviews of social media and contact pages."""
    overviews: dict[str, tuple[int, int]] = {}
    contacts: dict[str, tuple[int, int]] = {}
    hint = _hints(country.words.contact + country.words.overview)
    for order, anchor in enumerate(root.iter("a")):
        href = (anchor.get("href") or "").strip()
        if not href or href.startswith(("#", "mailto:", "tel:", "javascript:", "data:")):
            continue
        if not hint.search(_plain_quickly(anchor, href)):
            continue
        overview, contact = _worth(anchor, href, country)
        url = _absolute(page_url, href) if overview or contact else ""
        if url and not _same_page(url, page_url):
            found, score = (overviews, overview) if overview >= contact else (contacts, contact)
            found[url] = max(found.get(url, (0, 0)), (score, -order))
    # One of each kind in turn: a site may have many pages that only look like one of them.
    best = itemgetter(1)
    ranked = [[url for url, _ in sorted(each.items(), key=best, reverse=True)] for each in (overviews, contacts)]
    in_turn = [url for pair in zip_longest(*ranked) for url in pair if url]
    return tuple(dict.fromkeys([*_refreshed(root, page_url), *in_turn]))[:MOST]


def _refreshed(root: etree._Element, page_url: str) -> list[str]:
    """Return where a page sends its reader at once by a meta refresh, on the same site."""
    for element in root.iter("meta"):
        match = _REFRESH.fullmatch(element.get("content") or "")
        if match and (element.get("http-equiv") or "").lower() == "refresh":
            url = _absolute(page_url, match["url"])
            return [url] if url and not _same_page(url, page_url) else []
    return []


def _worth(anchor: etree._Element, href: str, country: Country) -> tuple[int, int]:
    """Return how surely a link leads to an overview of social media, and to the contact page; 0: not at all."""
    text = text_of(anchor, _LONGEST_TEXT + 1) or landmarks.label_of(anchor)
    line, path = _plain(text if len(text) <= _LONGEST_TEXT else ""), _path(href)
    overviews, contacts = _plain_all(country.words.overview), _plain_all(country.words.contact)
    overview = max(2 * _score(line, overviews), _score(path, overviews))
    contact = max(2 * _score(line, contacts), _score(path.rsplit("/", 1)[-1], contacts))
    if (overview or contact) and any(_score(line, _plain_all(words)) for words in country.words.sector.values()):
        # "Contact the library" is not the authority's contact page.
        overview, contact = overview // 3, contact // 3
    depth = 5 * path.count("/")
    return max(0, overview - depth), max(0, contact - depth)


def _plain_quickly(anchor: etree._Element, href: str) -> str:
    """Return all words of a link run together, for a first look."""
    said = "".join(map(str, anchor.itertext())) + (anchor.get("aria-label") or "") + (anchor.get("title") or "")
    image = next(anchor.iter("img"), None)
    alternative = (image.get("alt") or "") if image is not None else ""
    return f"{said} {alternative} {unquote(href)}".lower().translate(_LETTERS)


@lru_cache(maxsize=8)
def _hints(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for the first word of every term: what none of them fits is no page to read next."""
    return re.compile("|".join(sorted({re.escape(plain.split()[0]) for plain in _plain_all(words) if plain})))


def _score(line: str, words: tuple[str, ...]) -> int:
    """Return 100 where a line is one of the words, down to 1 where a long line only contains one; 0 where none fits."""
    best = 0
    for order, word in enumerate(words):
        if word in line and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", line):
            best = max(best, 100 - min(60, 2 * (len(line) - len(word))) - min(order, 30))
    return best


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Return words in lower case, letters as addresses write them, everything between them one blank."""
    return _MARKS.sub(" ", text.lower()).translate(_LETTERS).strip()


@lru_cache(maxsize=64)
def _plain_all(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(word) for word in words))


def _path(url: str) -> str:
    """Return an address's path in plain words, its parts still divided by slashes."""
    path = unquote(urlsplit(url).path)
    parts = [re.sub(r"\.(?:html?|aspx?|php)$", "", part, flags=re.IGNORECASE) for part in path.split("/")]
    return "/".join(_plain(part) for part in parts if part)


def _absolute(page_url: str, href: str) -> str:
    """Return a page of the same site as an absolute address without fragment; empty for any other place."""
    try:
        url = urljoin(page_url, href)
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
