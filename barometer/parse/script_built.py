"""Whether a page is built by script in the browser, so that its plain HTML cannot answer for its links."""

from __future__ import annotations

import re
from itertools import islice

from barometer.parse.nesting import tags
from barometer.parse.outline import Outline
from barometer.parse.scan import Scan, Script
from barometer.parse.tags import attributes_of, tag_at

_ROOT_IDS = frozenset(("root", "app", "__next", "__nuxt", "main-app", "react-root", "svelte", "gatsby-focus-wrapper"))
_LITTLE_TEXT = 250
_FEW_LINKS = 8
_WAITING = re.compile(r"\b(?:laster|lastar|loading|vennligst vent|please wait|henter innhold)\b", re.IGNORECASE)
_NEEDS_SCRIPT = re.compile(rb"javascript", re.IGNORECASE)
_FOOTER = re.compile(r"(?:^|[\s_-])(?:footer|bunn|bunntekst|sidefot)(?:$|[\s_-])", re.IGNORECASE)
_FOOTER_WORDS = (b"footer", b"bunn", b"sidefot")
_SLASH = ord("/")
_LENGTHS = (4_000, 40_000)
_BODY = re.compile(rb"<body[\s>]", re.IGNORECASE)
_LINK = re.compile(rb"<a[\s>]", re.IGNORECASE)
_NOSCRIPT = re.compile(rb"<noscript[^>]*>(.{0,500})", re.IGNORECASE | re.DOTALL)
_KEPT = tags("a img form")
_FILLED = tags("div main section")


def is_script_built(page: Scan) -> bool:
    """Tell whether scripts fill an empty page, or an empty footer, in the browser."""
    if not any(map(_is_code, page.scripts)):
        return False
    start = _BODY.search(page.markup)
    body = page.markup[start.start() if start else 0 :]
    if sum(1 for _ in islice(_LINK.finditer(body), _FEW_LINKS)) < _FEW_LINKS:
        outline = Outline(body)
        text = outline.text(-1, len(outline.names), 2 * _LITTLE_TEXT)
        is_empty = _has_empty_root(outline)
        if is_empty or (len(text) < _LITTLE_TEXT and (len(text) < 40 or _asks_for_script(page.markup))):
            return True
    return _footer_is_empty(body)


def _is_code(script: Script) -> bool:
    attributes = attributes_of(script.attributes)
    kind = attributes.get("type", "").lower()
    return ("json" not in kind and "template" not in kind) and bool(attributes.get("src") or script.text.strip())


def _has_empty_root(body: Outline) -> bool:
    """Tell whether the element that an application fills is there, and empty."""
    for element, name in enumerate(body.names):
        if name in _FILLED:
            attributes = body.attributes(element)
            if attributes.get("id", "").lower() in _ROOT_IDS or "data-reactroot" in attributes:
                return len(body.text_of(element, 100)) < 60
    tops = (-1, 0) if body.names and body.names[0] == b"<body" else (-1,)
    custom = (each for each, name in enumerate(body.names) if b"-" in name and name[1] != _SLASH)
    custom = (each for each in custom if body.parents[each] in tops)
    return any(len(body.text_of(each, 100)) < 60 for each in custom)


def _asks_for_script(markup: bytes) -> bool:
    return any(_NEEDS_SCRIPT.search(each) for each in _NOSCRIPT.findall(markup))


def _footer_is_empty(body: bytes) -> bool:
    """Tell whether the page has a footer, or a place for one, and none that holds a link or a text of its own."""
    found, passed = False, 0
    for place in _places(body.lower()):
        tag = tag_at(body, place, passed) if place >= passed else None
        passed = max(passed, tag.end() if tag else place)
        if tag is None or not _is_footer(tag):
            continue
        footer = _element(body, tag.start())
        text = footer.text_of(0, 100)
        if not _KEPT.isdisjoint(footer.names) or (len(text) >= 12 and not _WAITING.search(text)):
            return False
        # An empty <div id="footer"> may be just that; one that is to be filled says so.
        has_state = any(key.startswith("data-") for each in range(len(footer.names)) for key in footer.attributes(each))
        is_marked = tag[1].lower() == b"<footer" or b"-" in tag[1]
        found = found or is_marked or bool(text) or has_state
    return found


def _element(body: bytes, start: int) -> Outline:
    """Return the outline of the element that begins at a place, or of as much of it as tells."""
    for length in _LENGTHS:
        stretch = Outline(body[start : start + length])
        if stretch.closes[0] < len(stretch.names):
            return Outline(body[start : start + stretch.begins(stretch.closes[0])])
        if not _KEPT.isdisjoint(stretch.names):
            break
    return stretch


def _places(lower: bytes) -> list[int]:
    """Return where a footer may be named."""
    found = []
    for word in _FOOTER_WORDS:
        place = lower.find(word)
        while place >= 0:
            found.append(place)
            place = lower.find(word, place + 1)
    return sorted(found)


def _is_footer(tag: re.Match[bytes]) -> bool:
    name = tag[1].lower()
    is_custom = b"-" in name
    if name == b"<footer" or (name not in (b"<div", b"<section") and not is_custom):
        return name == b"<footer"
    attributes = attributes_of(tag[2])
    said = [attributes.get("id", ""), attributes.get("data-component", "")]
    said.append(name[1:].decode("utf-8", "replace") if is_custom else "")
    return not name.startswith(b"</") and _FOOTER.search(" ".join(said)) is not None
