"""Where a link stands on a page: its region, its own name, and the heading or label above it.

Regions follow HTML's landmarks (header, nav, main, footer and their ARIA roles); pages without them are read by
the ids and class names that content systems give to the same blocks.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from barometer.parse.html import fold, text_of
from barometer.parse.platforms.address import names
from barometer.readings import Place

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
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption", "summary", "dt")
_LABEL_TAGS = frozenset((*_HEADINGS, "strong", "b", "p", "span", "label", "div", "li", "th", "td"))
_PLATFORM = re.compile(
    r"facebook|instagram|twitter|youtube|linkedin|tiktok|snapchat|bluesky|mastodon|threads|flickr|vimeo|issuu|pinterest|"
    r"(?:^|[-_#])(?:fb|x|rss|insta|yt)(?:$|[-_.])", re.IGNORECASE
)  # fmt: skip
_PLATFORM_ONLY = re.compile(rf"\W*(?:{_PLATFORM.pattern})\W*", re.IGNORECASE)
_HIGHEST = 40
_FARTHEST = 12


def place_of(element: etree._Element) -> Place:
    """Return the region that an element stands in; `main` where no ancestor says otherwise."""
    found: Place | None = None
    for ancestor in _upwards(element):
        region = _region(ancestor)
        if region == "main":
            # The header and footer of an article are the article's; a page's own lie outside it.
            if found in (None, "navigation") or ancestor.tag == "article":
                return "main"
        elif region is not None and found in (None, "navigation"):
            found = region
    return found or "main"


def _region(element: etree._Element) -> Place | None:
    by_role = _REGIONS.get((element.get("role") or "").lower())
    if by_role is not None:
        return by_role
    tag = element.tag
    if isinstance(tag, str) and tag in _REGIONS:
        return _REGIONS[tag]
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    return _named_region(names) if len(names) > 2 and tag not in ("body", "html", "a") else None


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


def _upwards(element: etree._Element) -> list[etree._Element]:
    """Return the element's ancestors, nearest first, as far as a page's own blocks reach."""
    found = []
    for ancestor in element.iterancestors():
        found.append(ancestor)
        if len(found) >= _HIGHEST:
            break
    return found


def label_of(element: etree._Element) -> str:
    """Return an element's name for those who do not see it: ARIA label, title, alternative text, else its icon."""
    for name in ("aria-label", "title", "data-original-title"):
        if (element.get(name) or "").strip():
            return fold(element.get(name) or "")
    icon = _icon_in(element.get("class") or "")
    for count, child in enumerate(element.iterdescendants()):
        if count > 30:
            break
        text = child.get("alt") or child.get("aria-label") or child.get("title") or ""
        if child.tag == "title" and not text:
            text = child.text or ""
        if text.strip():
            return fold(text)
        for name in ("class", "href", "xlink:href", "src", "data-icon"):
            icon = icon or _icon_in(child.get(name) or "")
    return fold(icon)


def _icon_in(names: str) -> str:
    """Return the part of class names, or of an icon's address, that says which platform the icon is of."""
    return next((part for part in re.split(r"[\s/]", names) if _PLATFORM.search(part)), "")


def contexts_of(element: etree._Element) -> list[str]:
    """Return the labels above an element, nearest first, up to and with the nearest heading; at most five."""
    found: list[str] = []
    for height, ancestor in enumerate([element, *_upwards(element)]):
        if ancestor.tag in ("body", "html") or height > _FARTHEST or len(found) >= 5:
            break
        named = (ancestor.get("aria-label") or _labelled_by(ancestor)) if height else ""
        if named and named.strip():
            found.append(fold(named))
        labels, is_heading = _labels_before(ancestor)
        found += labels
        # A heading for each platform ("Facebook" above its link) stands below the heading of the block.
        if is_heading and not _PLATFORM_ONLY.fullmatch(found[-1] if found else ""):
            break
    return found[:5]


def _labelled_by(element: etree._Element) -> str:
    key = (element.get("aria-labelledby") or "").split(" ")[0]
    if not key or '"' in key:
        return ""
    found = element.getroottree().getroot().xpath("//*[@id=$key]", key=key)
    return text_of(found[0]) if isinstance(found, list) and found and isinstance(found[0], etree._Element) else ""


def _labels_before(element: etree._Element) -> tuple[list[str], bool]:
    """Return the short lines just before an element among its siblings, and whether the last one is a heading."""
    found: list[str] = []
    for distance, sibling in enumerate(element.itersiblings(preceding=True)):
        if distance >= _FARTHEST:
            break
        tag = sibling.tag
        if not isinstance(tag, str):
            continue
        headings = [sibling] if tag in _HEADINGS else list(sibling.iter(*_HEADINGS))
        if headings:
            text = text_of(headings[-1])
            return ([*found, text], True) if text else (found, False)
        if tag in _LABEL_TAGS and not found and next(sibling.iter("a"), None) is None:
            text = text_of(sibling, 80)
            if 2 < len(text) < 60:
                found.append(text)
    parent = element.getparent()
    text = fold(parent.text or "") if parent is not None else ""
    return ([*found, text] if 2 < len(text) < 60 else found), False
