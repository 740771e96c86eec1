"""Tags and their attributes in a page's source, understood as the HTML standard's tokenizer does; in UTF-8."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape

TAG = re.compile(
    rb"(<(?:/?[a-zA-Z][^\s/>]*+|[!?]))"
    rb"([^>=]*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+'|)[^>=]*+)*+(?:>|\Z))"
)
"""A tag of any kind: its name with what opens it, then all that stands up to and with its end."""
_ATTRIBUTE = re.compile(rb"([^\s=/>][^\s=/>]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\s>]++)))?")
# In an attribute a name without its semicolon is no entity: `?a=1&copy=2`.
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*;|amp(?![a-zA-Z0-9=]))")
_MOST_INSIDE = 8
_SHORT = 600
"""Bytes of a tag's attributes up to which they are remembered."""


def tag_at(markup: bytes, place: int, after: int) -> re.Match[bytes] | None:
    """Return the tag that a place of the markup lies in; None when it lies in text between tags.

    `after` is known to lie before that tag: the place asked for last, or the end of the tag found there.
    """
    found = None
    start = place + 1
    for _ in range(_MOST_INSIDE):
        start = markup.rfind(b"<", after, start)
        tag = TAG.match(markup, start) if start >= 0 else None
        if tag is not None and tag.end() > place:
            # It may itself stand in an attribute of the one before: <div data-html="<a href=…">.
            found, place = tag, start
        elif start < 0 or found is not None:
            break
    return found


def attributes_of(written: bytes) -> Mapping[str, str]:
    """Return the attributes that a tag is written with; names in lower case, of two with one name the first."""
    # Pages of one site share most of their tags.
    return _known(written) if len(written) <= _SHORT else _read(written)


@lru_cache(maxsize=8192)
def _known(written: bytes) -> Mapping[str, str]:
    return _read(written)


def _read(written: bytes) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        value = (double or single or bare).decode("utf-8", "replace")
        if "&" in value:
            value = _ENTITY.sub(_character, value)
        found.setdefault(name.decode("utf-8", "replace").lower(), value)
    return found


def _character(entity: re.Match[str]) -> str:
    return unescape(entity[0])
