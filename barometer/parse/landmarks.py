"""What a link is called and what stands above it: its own name, and the heading or label of its block.

Looked for in the stretch of the page before the link; a heading farther up than that is not its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from barometer.parse.html import fold
from barometer.parse.nesting import tags
from barometer.parse.outline import Outline

_HEADINGS = tags("h1 h2 h3 h4 h5 h6 legend caption summary dt")
_LABEL_TAGS = _HEADINGS | tags("strong b p span label div li th td")
_PLATFORM = re.compile(
    r"facebook|instagram|twitter|youtube|linkedin|tiktok|snapchat|bluesky|mastodon|threads|flickr|vimeo|issuu|pinterest|"
    r"(?:^|[-_#])(?:fb|x|rss|insta|yt)(?:$|[-_.])", re.IGNORECASE
)  # fmt: skip
_PLATFORM_ONLY = re.compile(rf"\W*(?:{_PLATFORM.pattern})\W*", re.IGNORECASE)
_NAMED = ("aria-label", "title", "data-original-title")
_ICON_NAMES = ("class", "href", "xlink:href", "src", "data-icon")
_HIGHEST = 12
_FARTHEST = 12
_MOST = 5
_LONGEST = 80


def label_of(outline: Outline, element: int) -> str:
    """Return an element's name for those who do not see it: ARIA label, title, alternative text, else its icon."""
    own = outline.attributes(element)
    for name in _NAMED:
        if own.get(name, "").strip():
            return fold(own[name])
    icon = _icon_in(own.get("class", ""))
    for child in islice(outline.inside(element), 31):
        attributes = outline.attributes(child)
        text = attributes.get("alt") or attributes.get("aria-label") or attributes.get("title") or ""
        if not text and outline.names[child] == b"<title":
            text = outline.text_after(child)
        if text.strip():
            return fold(text)
        for name in _ICON_NAMES:
            icon = icon or _icon_in(attributes.get(name, ""))
    return fold(icon)


@lru_cache(maxsize=4096)
def _icon_in(names: str) -> str:
    """Return the part of class names, or of an icon's address, that says which platform the icon is of."""
    return next((part for part in re.split(r"[\s/]", names) if _PLATFORM.search(part)), "")


def contexts_of(outline: Outline, element: int) -> list[str]:
    """Return the labels above an element, nearest first, up to and with the nearest heading; at most five."""
    found: list[str] = []
    for height, ancestor in enumerate([element, *outline.ancestors(element, _HIGHEST)]):
        if outline.names[ancestor] in (b"<body", b"<html") or len(found) >= _MOST:
            break
        named = _named(outline, ancestor) if height else ""
        if named.strip():
            found.append(fold(named))
        known = outline.memory.get(ancestor)
        if known is None:
            known = outline.memory[ancestor] = _labels_before(outline, ancestor)
        labels, is_heading = known
        found += labels
        # A heading for each platform ("Facebook" above its link) stands below the heading of the block.
        if is_heading and not _PLATFORM_ONLY.fullmatch(found[-1] if found else ""):
            break
    return found[:_MOST]


def _named(outline: Outline, element: int) -> str:
    """Return what an element is labelled as by ARIA, in words of its own or by those of another element."""
    if b"aria-label" not in outline.written(element).lower():
        return ""
    key = (outline.get(element, "aria-labelledby")).split(" ")[0]
    return outline.get(element, "aria-label") or (outline.text_of_id(key) if key and '"' not in key else "")


def _labels_before(outline: Outline, element: int) -> tuple[list[str], bool]:
    """Return the short lines just before an element among its siblings, and whether the last one is a heading."""
    found: list[str] = []
    names = outline.names
    for sibling in outline.siblings_before(element, _FARTHEST):
        inside = names[sibling : outline.closes[sibling]] or names[sibling : sibling + 1]
        if not _HEADINGS.isdisjoint(inside):
            heading = sibling + max(at for at, name in enumerate(inside) if name in _HEADINGS)
            text = outline.text_of(heading if names[sibling] not in _HEADINGS else sibling)
            return ([*found, text], True) if text else (found, False)
        if names[sibling] in _LABEL_TAGS and not found and b"<a" not in inside:
            text = outline.text_of(sibling, _LONGEST)
            if 2 < len(text) < 60:
                found.append(text)
    text = outline.text_before(element)
    return ([*found, text] if 2 < len(text) < 60 else found), False
