"""Content codings undone, strictly and bounded: a body that is cut off or broken is an error, never half a page.

Scrapy's own middleware returns what it got of a gzip stream that ends early, which would pass as a page with fewer
links. It also guesses a class for every response, which nothing here needs.
"""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from barometer.encodings import Undecodable, decoded
from barometer.parse.html import LARGEST
from barometer.readings import Outcome


class NotDecoded(IgnoreRequest):
    """A body that cannot be read as what it says it is; `outcome` says how that counts."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome


def content_of(body: bytes, codings: str, cut: int | None = None) -> bytes:
    """Return what came over the wire without its content codings; with `cut`, the first so many bytes of it.

    Raises:
        NotDecoded: the body ends early, is not in that coding, or is more than 10 MiB.
    """
    if not codings or not body:
        return body
    most = LARGEST if cut is None else cut
    try:
        content = decoded(body, codings, most)
    except Undecodable:
        raise NotDecoded(Outcome.HTTP_ERROR, "the body is not compressed as it says") from None
    if cut is None and len(content) > most:
        raise NotDecoded(Outcome.TOO_LARGE, "the body is larger than 10 MiB when decompressed")
    return content
