"""Whether a page is built by script in the browser, so that its plain HTML cannot answer for its links."""

from __future__ import annotations

import re

from lxml import etree

from barometer.parse.html import text_of

_ROOT_IDS = frozenset(("root", "app", "__next", "__nuxt", "main-app", "react-root", "svelte", "gatsby-focus-wrapper"))
_LITTLE_TEXT = 250
_WAITING = re.compile(r"\b(?:laster|lastar|loading|vennligst vent|please wait|henter innhold)\b", re.IGNORECASE)
_NEEDS_SCRIPT = re.compile(r"javascript", re.IGNORECASE)
_FOOTER = re.compile(r"(?:^|[\s_-])(?:footer|bunn|bunntekst|sidefot)(?:$|[\s_-])", re.IGNORECASE)


def is_script_built(root: etree._Element) -> bool:
    """Tell whether scripts fill an empty page, or an empty footer, in the browser."""
    body = next(root.iter("body"), root)
    if next((True for script in root.iter("script") if _is_code(script)), False) is False:
        return False
    text = text_of(body, 2 * _LITTLE_TEXT)
    links = sum(1 for _ in body.iter("a"))
    if len(text) < _LITTLE_TEXT and links < 8 and (_has_empty_root(body) or _asks_for_script(root) or len(text) < 40):
        return True
    return (links < 8 and _has_empty_root(body)) or _footer_is_empty(body)


def _is_code(script: etree._Element) -> bool:
    kind = (script.get("type") or "").lower()
    return ("json" not in kind and "template" not in kind) and bool(script.get("src") or (script.text or "").strip())


def _has_empty_root(body: etree._Element) -> bool:
    """Tell whether the element that an application fills is there, and empty."""
    for element in body.iter("div", "main", "section"):
        if (element.get("id") or "").lower() in _ROOT_IDS or element.get("data-reactroot") is not None:
            return len(text_of(element, 100)) < 60
    custom = (each for each in body.iterchildren() if isinstance(each.tag, str) and "-" in each.tag)
    return any(len(text_of(each, 100)) < 60 for each in custom)


def _asks_for_script(root: etree._Element) -> bool:
    return any(_NEEDS_SCRIPT.search("".join(str(t) for t in each.itertext())[:500]) for each in root.iter("noscript"))


def _footer_is_empty(body: etree._Element) -> bool:
    """Tell whether the page has a footer, or a place for one, and none that holds a link or a text of its own."""
    found = False
    for element in body.iter(etree.Element):
        tag = str(element.tag)
        is_custom = "-" in tag
        if tag not in ("footer", "div", "section") and not is_custom:
            continue
        names = " ".join([element.get("id") or "", element.get("data-component") or "", tag if is_custom else ""])
        if tag != "footer" and not _FOOTER.search(names):
            continue
        text = text_of(element, 100)
        if next(element.iter("a", "img", "form"), None) is not None or (len(text) >= 12 and not _WAITING.search(text)):
            return False
        # An empty <div id="footer"> may be just that; one that is to be filled says so.
        found = found or tag == "footer" or is_custom or bool(text) or any(
            str(name).startswith("data-") for each in element.iter() for name in each.attrib
        )
    return found
