"""Which region of a page a place lies in: header, footer, navigation, main.

Regions follow HTML's landmarks (header, nav, main, footer and their ARIA roles); pages without them are read by
the ids and class names that content systems give to the same blocks. Only the elements that regions are made of
are looked at, in the page's source: a tenth of its tags.
"""

from __future__ import annotations

import re
from functools import lru_cache

from barometer.errors import ParseError
from barometer.parse.nesting import DEEPEST, MOST_STRAYS, tags
from barometer.parse.platforms.address import names
from barometer.parse.tags import TAG, attributes_of
from barometer.readings import Place

_NAMES_OF_CONTAINERS = r"(?:div|section|header|footer|nav|main|article|aside|ul|table|td)(?=[\s/>])"
# Elements with names of the page's own, such as <site-footer>, are few and cost a third more to look for.
_OWN_NAME = r"[a-z][a-z0-9]*+-[^\s/>]*+"
_OWN_END = re.compile(rf"</{_OWN_NAME}".encode())
# Start and end apart are found faster than with a slash that may be there.
_CONTAINERS = re.compile(rf"(<(?:/{_NAMES_OF_CONTAINERS}|{_NAMES_OF_CONTAINERS}))".encode())
_CONTAINERS_AND_OWN = re.compile(rf"(</?(?:{_NAMES_OF_CONTAINERS}|{_OWN_NAME}))".encode())
_SLASH = ord("/")
_TABLES = frozenset((b"<td", b"<table"))
# What open elements are looked through for the one that an end tag means; more are not left open by mistake.
_FARTHEST = 100
_HIGHEST = 40
_START_OF = {b"</" + name[1:]: name for name in tags("div section header footer nav main article aside ul table td")}
_REGIONS: dict[str, Place] = {
    "header": "header", "banner": "header", "footer": "footer", "contentinfo": "footer", "nav": "navigation",
    "navigation": "navigation", "main": "main", "article": "main",
}
# Parts of names that content systems give to a whole region, in English and the Scandinavian languages.
_NAMES: tuple[tuple[Place, frozenset[str]], ...] = (
    ("footer", names("footer foot bottom bunn bunntekst sidefot colophon fot footerarea")),
    ("header", names("header masthead topbar toppbar topp sidehode hode sitetop utility")),
    ("navigation", names("nav navbar navigation menu meny hovedmeny breadcrumb megamenu")),
)
# A card, an article or a comment has a header and a footer of its own, and those are content.
_PARTS = names(
    "card article post entry content modal panel node comment item section dialog table widget block box accordion"
    " event news view calendar list"
)
_WORD = re.compile(r"[a-zæøå]+|[A-ZÆØÅ][a-zæøå]*|[A-ZÆØÅ]+")


class Regions:
    """The containers around some places of a page, and what regions they are."""

    __slots__ = ("_around", "_kinds", "_markup")

    def __init__(self, markup: bytes, places: list[int]) -> None:
        """Find the containers that each of some places of a page's markup lies in.

        Raises:
            ParseError: they are nested too deeply, or too many end tags end nothing.
        """
        self._markup = markup
        self._kinds: dict[int, Place | None] = {}
        self._around: dict[int, list[tuple[int, bytes]]] = {}
        waiting = sorted(set(places), reverse=True)
        lower = markup[: waiting[0] + 1].lower() if waiting else b""
        parts = (_CONTAINERS_AND_OWN if _OWN_END.search(markup) else _CONTAINERS).split(lower)
        opened: list[tuple[int, bytes]] = []
        at = strays = 0
        for text, tag in zip(parts[0::2], parts[1::2], strict=False):
            at += len(text)
            while at >= waiting[-1]:
                self._around[waiting.pop()] = opened[: -_HIGHEST - 1 : -1]
                if not waiting:
                    return
            ends = _START_OF.get(tag) or (b"<" + tag[2:] if tag[1] == _SLASH else None)
            if ends is None:
                if tag == b"<td" and opened and opened[-1][1] == tag:
                    opened.pop()
                opened.append((at, tag))
                if len(opened) > DEEPEST:
                    raise ParseError(f"more than {DEEPEST} elements inside one another")
            elif opened and opened[-1][1] == ends:
                opened.pop()
            else:
                meant = _meant(ends, opened)
                del opened[meant:]
                strays += meant == len(opened)
                if strays > MOST_STRAYS:
                    raise ParseError(f"more than {MOST_STRAYS} end tags that end nothing")
            at += len(tag)
        for place in waiting:
            self._around[place] = opened[: -_HIGHEST - 1 : -1]

    def around(self, place: int) -> list[tuple[int, bytes]]:
        """Return the containers that one of the places lies in, nearest first: where each begins, and its start tag."""
        return self._around[place]

    def place_of(self, place: int) -> Place:
        """Return the region that one of the places lies in; `main` where nothing says otherwise."""
        found: Place | None = None
        for at, tag in self._around[place]:
            if at not in self._kinds:
                self._kinds[at] = self._region(at, tag)
            region = self._kinds[at]
            if region == "main":
                # The header and footer of an article are the article's; a page's own lie outside it.
                if found in (None, "navigation") or tag == b"<article":
                    return "main"
            elif region is not None and found in (None, "navigation"):
                found = region
        return found or "main"

    def _region(self, at: int, start_tag: bytes) -> Place | None:
        tag = TAG.match(self._markup, at)
        return _region_of(start_tag[1:].decode("utf-8", "replace"), tag[2] if tag else b"")


def _region_of(name: str, written: bytes) -> Place | None:
    """Return which region an element is, from its name and its attributes as they are written."""
    attributes = attributes_of(written)
    by_role = _REGIONS.get(attributes.get("role", "").lower())
    if by_role is not None or name in _REGIONS:
        return by_role or _REGIONS[name]
    return _named_region(f"{attributes.get('id', '')} {attributes.get('class', '')}")


def _meant(start_tag: bytes, opened: list[tuple[int, bytes]]) -> int:
    """Return how many containers stay open after an end tag that is not the nearest one's."""
    for left in range(len(opened) - 1, max(-1, len(opened) - _FARTHEST), -1):
        each = opened[left][1]
        if each == start_tag:
            return left
        if each in _TABLES and start_tag not in _TABLES:
            break
    return len(opened)


@lru_cache(maxsize=4096)
def _named_region(names: str) -> Place | None:
    for name in names.split():
        words = {word.lower() for word in _WORD.findall(name)}
        if words & _PARTS:
            continue
        for place, known in _NAMES:
            if words & known:
                return place
    return None
