"""The outline of a stretch of a page: its tags in order, each with the element it stands in, and no more.

What a tree is needed for here (whose child, what stands before, what text is inside) at a fraction of its cost:
the markup is split at its tags in one step, and attributes and texts stay bytes until somebody asks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import accumulate

from barometer.parse.html import fold
from barometer.parse.nesting import nested, tags
from barometer.parse.tags import TAG, attributes_of

_HIDDEN = tags("noscript template svg title head script style")
_SLASH = ord("/")


class Outline:
    """The tags of a page; an element is the number of its start tag."""

    __slots__ = ("_attributes", "_ends", "_written", "closes", "memory", "names", "parents", "texts")

    def __init__(self, markup: bytes) -> None:
        """Split markup at its tags and find which stands inside which.

        Raises:
            ParseError: it is nested too deeply, or most of its end tags end nothing.
        """
        parts = TAG.split(markup)
        self.texts = parts[0::3]
        """Text before each tag, and after the last one."""
        self._written = parts[2::3]
        self.names: list[bytes] = b"\0".join(parts[1::3]).lower().split(b"\0") if len(parts) > 1 else []
        """Each tag's name with what opens it, lower case: `<div`, `</div`."""
        self._ends = list(accumulate(map(len, parts)))
        self._attributes: dict[int, Mapping[str, str]] = {}
        self.memory: dict[int, tuple[list[str], bool]] = {}
        """What `landmarks` saw before an element, so that it need not look twice."""
        self.parents, self.closes = nested(self.names)

    def tag_at(self, place: int) -> int:
        """Return the tag at a place of the markup; -1 when that is text between tags."""
        part = bisect_right(self._ends, place)
        return part // 3 if part % 3 else -1

    def begins(self, tag: int) -> int:
        """Return where a tag begins, or for the number after the last one, where the stretch ends."""
        return self._ends[3 * tag]

    def written(self, element: int) -> bytes:
        """Return the attributes of an element as they are written."""
        return self._written[element]

    def attributes(self, element: int) -> Mapping[str, str]:
        """Return the attributes of an element; names in lower case, of two with one name the first."""
        known = self._attributes.get(element)
        if known is None:
            known = self._attributes[element] = attributes_of(self._written[element])
        return known

    def get(self, element: int, name: str) -> str:
        """Return an attribute's value; empty where there is none."""
        return self.attributes(element).get(name, "")

    def inside(self, element: int) -> Iterator[int]:
        """Yield the elements inside an element, in order."""
        names = self.names
        return (each for each in range(element + 1, self.closes[element]) if names[each][1] != _SLASH)

    def ancestors(self, element: int, most: int) -> list[int]:
        """Return the elements that an element stands in, nearest first."""
        found: list[int] = []
        parent = self.parents[element]
        while parent >= 0 and len(found) < most:
            found.append(parent)
            parent = self.parents[parent]
        return found

    def siblings_before(self, element: int, most: int) -> list[int]:
        """Return the elements of the same parent that stand before an element, nearest first."""
        found: list[int] = []
        parents, parent, at = self.parents, self.parents[element], element - 1
        while at > parent and len(found) < most:
            # An end tag's parent is the element it ends; what was left open lies deeper.
            while at >= 0 and parents[at] != parent:
                at = parents[at]
            if at <= parent:
                break
            if self.names[at][1] != _SLASH:
                found.append(at)
            at -= 1
        return found

    def text(self, start: int, stop: int, limit: int) -> str:
        """Return the texts between two tags, without what nobody sees, white space folded, cut to `limit`."""
        pieces = self.texts[start + 1 : stop + 1]
        if not _HIDDEN.isdisjoint(self.names[start + 1 : stop]):
            pieces = self._seen(start, stop)
        found = b" ".join(pieces)[: 8 * limit + 4000].decode("utf-8", "ignore")
        return fold(unescape(found) if "&" in found else found, limit)

    def _seen(self, start: int, stop: int) -> list[bytes]:
        found = [self.texts[start + 1]]
        at = start + 1
        while at < stop:
            if self.names[at] in _HIDDEN:
                at = max(at, min(self.closes[at], stop - 1))
            found.append(self.texts[at + 1])
            at += 1
        return found

    def text_of(self, element: int, limit: int = 200) -> str:
        """Return the visible text of an element, white space folded, at most `limit` characters."""
        return self.text(element, self.closes[element], limit) if self.closes[element] > element else ""

    def text_after(self, tag: int) -> str:
        """Return the text between a tag and the next one."""
        return fold(unescape(self.texts[tag + 1].decode("utf-8", "ignore")))

    def text_of_id(self, key: str) -> str:
        """Return the text of the element with an id; empty where there is none."""
        sought = key.encode()
        for number, written in enumerate(self._written):
            if sought in written and self.names[number][1] != _SLASH and self.get(number, "id") == key:
                return self.text_of(number)
        return ""

    def text_before(self, element: int) -> str:
        """Return the text between the start of an element's parent and the first element in it."""
        parent = self.parents[element]
        return self.text_after(parent) if parent >= 0 else ""
