"""Content codings undone, strictly and bounded: a body that is cut off or broken is an error, never half a page.

Scrapy's own middleware returns what it got of a gzip stream that ends early, which would pass as a page with fewer
links. It also guesses a class for every response, which nothing here needs.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from barometer.encodings import Undecodable, decoded
from barometer.parse.html import LARGEST
from barometer.readings import Outcome
from spiders.download import CUT_AT


class NotDecoded(IgnoreRequest):
    """A body that cannot be read as what it says it is; `outcome` says how that counts."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome


class Decoding:
    """Downloader middleware: gives the content in place of what came over the wire."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Undo the content codings.

        Raises:
            NotDecoded: the body ends early, is not in that coding, or is more than 10 MiB.
        """
        codings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        if not codings or not response.body:
            return response
        cut: int | None = request.meta.get(CUT_AT)
        most = LARGEST if cut is None else cut
        try:
            body = decoded(response.body, codings, most)
        except Undecodable:
            raise NotDecoded(Outcome.HTTP_ERROR, "the body is not compressed as it says") from None
        if cut is None and len(body) > most:
            raise NotDecoded(Outcome.TOO_LARGE, "the body is larger than 10 MiB when decompressed")
        return response.replace(body=body)
