"""What surrounds the links of a page: outlines of the stretches they stand in, one for links close together."""

from __future__ import annotations

import re
from bisect import bisect_right

from barometer.parse.outline import Outline
from barometer.parse.regions import Regions

_BEFORE = 6_000
"""Bytes of the page before a link that are searched for what stands above it."""
_LITTLE = 2_000
"""Bytes before a link that are searched in any case."""
_AFTER = 4_000
_NEAR = 2_000
"""Bytes between two links up to which one stretch serves both."""
_LONGEST = 30_000
_ANCHOR = re.compile(rb"<a[\s>]", re.IGNORECASE)
_ANCHOR_END = re.compile(rb"</?a[\s>]", re.IGNORECASE)


class Surroundings:
    """The stretches of a page around its links."""

    def __init__(self, markup: bytes, regions: Regions, places: list[int]) -> None:
        """Divide a page around `places`, each the beginning of a tag, into stretches."""
        self._markup = markup
        self._regions = regions
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        for place in sorted(set(places)):
            if self._firsts and place - self._lasts[-1] < _NEAR and place - self._firsts[-1] < _LONGEST:
                self._lasts[-1] = place
            else:
                self._firsts.append(place)
                self._lasts.append(place)
        self._outlines: dict[int, tuple[int, Outline]] = {}

    def at(self, place: int) -> tuple[Outline, int]:
        """Return the outline that has the tag at a place of the markup, and that tag's number in it."""
        number = bisect_right(self._firsts, place) - 1
        if number not in self._outlines:
            first, last = self._firsts[number], self._lasts[number]
            begin = self._begin(first)
            self._outlines[number] = begin, Outline(self._markup[begin : end_of(self._markup, last)])
        begin, outline = self._outlines[number]
        return outline, outline.tag_at(place - begin + 1)

    def _begin(self, place: int) -> int:
        """Return where the outermost container begins that is not too far before a place, or what is close before it.

        A stretch that begins with a container has the nesting of the page; what lies before it is of another block.
        """
        begin = place
        above = 0
        for at, _ in self._regions.around(place):
            if place - at > _BEFORE:
                above = at
                break
            begin = at
        if place - begin < _LITTLE:
            begin = self._markup.find(b"<", max(above, place - _LITTLE))
        return begin


def end_of(markup: bytes, place: int) -> int:
    """Return where the element ends whose tag begins at a place; of any but an anchor, where enough of it is seen."""
    stop = min(len(markup), place + _AFTER)
    if _ANCHOR.match(markup, place):
        end = _ANCHOR_END.search(markup, place + 2, stop)
        return end.start() if end else stop
    return stop
