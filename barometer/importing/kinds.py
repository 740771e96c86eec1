"""Which of the documents in a recording are pages to read, and which only came along with them."""

from __future__ import annotations

import re

from barometer.importing.bounds import MAX_DOCUMENT_BYTES
from barometer.parse.page import guess_channel

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|!--)", re.IGNORECASE)


def reason_to_leave_out(url: str | None, status: int, content_type: str, body: bytes) -> str | None:
    """Return why a document is no page to read, as a phrase for the report; None when it is one."""
    if url is None:
        return "no web address"
    if 300 <= status < 400:
        return "redirect"
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == "application/json" or media_type.endswith("+json"):
        if guess_channel(url) == "website":
            return "JSON of a website"
    elif media_type not in ("text/html", "application/xhtml+xml") and (media_type or not _MARKUP.match(body.lstrip())):
        return media_type or "unnamed type"
    if len(body) > MAX_DOCUMENT_BYTES:
        return f"larger than {MAX_DOCUMENT_BYTES // 2**20} MB"
    if not body.strip() and status < 400:
        return "empty"
    return None
