"""Addresses that stand as whole quoted texts in scripts, in handlers, and in the JSON that pages carry for scripts.

Addresses put together from parts are left alone: nobody can tell from the source what they become.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from barometer.parse.scan import Script
from barometer.parse.tags import attributes_of

_QUOTED = re.compile(
    r"""(?:["']|&quot;|&#34;|\\u0022)"""
    r"""(?P<url>(?:https?:)?(?:\\{0,3}/){2}[^"'<>\s&;{}|`]+(?:&(?!quot|\#34)[^"'<>\s&;{}|`]*)*)"""
)
_FOLLOWED = re.compile(r"\\{0,3}(?:[\"']|&quot;|&#34;|\\u0022)\s*\+?")
# Characters that scripts write by their code: & " ' / < = >
_CODED = tuple((f"\\u00{code:{form}}", chr(code)) for code in b"\"&'/<=>" for form in ("02x", "02X"))
_BEFORE, _AFTER = 600, 1_500
"""Bytes of a script around a platform's name that may belong to one address."""


def addresses_in(text: str) -> list[str]:
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


def addresses_in_script(script: Script) -> list[str]:
    """Return the quoted addresses around the places of a script where a platform is named."""
    stretches: list[list[int]] = []
    for hit in script.hits:
        if stretches and hit - _BEFORE <= stretches[-1][1]:
            stretches[-1][1] = hit + _AFTER
        else:
            stretches.append([max(0, hit - _BEFORE), hit + _AFTER])
    texts = (script.text[start:stop].decode("utf-8", "ignore") for start, stop in stretches)
    return [address for text in texts for address in addresses_in(text)]


def is_linked_data(script: Script) -> bool:
    """Tell whether a script is JSON-LD."""
    return b"ld+json" in script.attributes and "ld+json" in attributes_of(script.attributes).get("type", "").lower()


def same_as(script: Script) -> list[str]:
    """Return the `sameAs` addresses of a JSON-LD block; of a broken one, every address after that word."""
    text = script.text.decode("utf-8", "replace")
    if "sameAs" not in text:
        return []
    try:
        waiting: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return addresses_in(text[text.find("sameAs") :])
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
