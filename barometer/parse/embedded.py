"""The meta tags, JSON and lines of text inside a document: what every channel's parser looks at.

Pages of the big platforms carry their answers as JSON in script tags. A key is looked for wherever it lies,
because the wrapping changes monthly and the key does not; what is found must then be one thing, or nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from barometer.errors import ParseError
from barometer.parse.html import decode
from barometer.parse.labels import language_of
from barometer.readings import Page

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "button", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "option", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
))  # fmt: skip
_START = re.compile(r"(?:^|[=(,:]\s*)(?=[\[{])")
_MOST_STARTS = 40
"""Places of a script that are tried as the beginning of JSON; those found are jumped over whole."""
_HIDDEN = frozenset(("script", "style", "noscript", "template", "head", "title"))


def meta(tree: etree._Element, *names: str) -> list[str]:
    """Return the contents of meta tags whose name or property is one of `names`, in the order of `names`."""
    tags = [(tag.get("property") or tag.get("name") or "", tag.get("content") or "") for tag in tree.iter("meta")]
    return [content.strip() for name in names for given, content in tags if given.lower() == name and content.strip()]


def language_shown(root: etree._Element, page: Page) -> str:
    """Return the page's own language where its labels are known, else the one it was asked to be read in."""
    for code in (root.get("lang") or "", *meta(root, "og:locale")):
        key = language_of(code)
        if key != "en" or code.lower().startswith("en"):
            return key
    return page.language


def elements(root: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements that an XPath expression finds, in order."""
    found = root.xpath(path)
    return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []


def json_body(page: Page) -> Any:
    """Return an answer that is JSON, also one inside a recorded exchange; raises ParseError when it is not."""
    try:
        value = json.loads(decode(page))
        recorded = isinstance(value, dict) and set(value) == {"request", "response"} and value["response"]
        if isinstance(recorded, dict) and isinstance(recorded.get("responseBody"), str):
            value = json.loads(recorded["responseBody"])
    except (ValueError, RecursionError) as error:
        raise ParseError(f"the answer is not JSON ({error}); fetch or save it again") from error
    return value


def json_scripts(root: etree._Element, *keys: str) -> Iterator[Any]:
    """Yield the JSON in script tags that name one of `keys`: the whole script, or what a call or variable is given."""
    for script in root.iter("script"):
        text = (script.text or "").strip()
        if any(f'"{key}"' in text for key in keys):
            yield from _values_in(text, keys)


def _values_in(text: str, keys: tuple[str, ...]) -> Iterator[Any]:
    decoder = json.JSONDecoder()
    position = 0
    for _ in range(_MOST_STARTS):
        start = _START.search(text, position)
        if start is None:
            return
        try:
            value, position = decoder.raw_decode(text, start.end())
        except (ValueError, RecursionError):
            position = start.end() + 1
            continue
        if any(f'"{key}"' in text[start.end() : position] for key in keys):
            yield value


def holders(value: Any, key: str) -> Iterator[dict[str, Any]]:
    """Yield every mapping, however deep, that has `key`, in the order of the document."""
    rest = [value]
    while rest:
        each = rest.pop()
        if isinstance(each, dict):
            if key in each:
                yield each
            rest.extend(reversed(each.values()))
        elif isinstance(each, list):
            rest.extend(reversed(each))


def held(value: Any, key: str) -> Iterator[Any]:
    """Yield the values of `key`, however deep."""
    return (each[key] for each in holders(value, key))


def inside(value: Any, *path: str) -> Any:
    """Return what lies at a path of keys, or None where the path ends early."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def visible_lines(root: etree._Element, skip: Iterable[etree._Element] = ()) -> Iterator[str]:
    """Yield the text of a tree, a line for each block, white space folded; without scripts and what is in `skip`."""
    skipped = set(skip)
    line: list[str] = []
    # Events, not recursion: hostile pages nest ten thousand deep.
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if element.tag in _BLOCKS:
            yield from _folded(line)
        text = element.text if event == "start" else element.tail if element is not root else None
        if event == "start" and (element in skipped or element.tag in _HIDDEN):
            walker.skip_subtree()
        elif text:
            line.append(text)
    yield from _folded(line)


def _folded(line: list[str]) -> Iterator[str]:
    text = re.sub(r"[ \t\r\n\f]+", " ", " ".join(line)).strip()
    line.clear()
    if text:
        yield text
