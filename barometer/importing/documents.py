"""Files that hold one page: HTML, MHTML, an API's answer in JSON."""

from __future__ import annotations

import email.message
import email.policy
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import CloseBoundaryNotFoundDefect
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import Any

from barometer.importing import addresses
from barometer.importing.bounds import MAX_DOCUMENT_BYTES, ImportRefused, Source, read_whole
from barometer.readings import Page

_NO_ADDRESS = "it does not say where it was saved from; give its address with --url"


def html(source: Source) -> Iterator[Page]:
    """Yield the page of an HTML file, as it was saved.

    Raises:
        ImportRefused: no address is known, or the page is too large.
    """
    body = read_whole(source.path, MAX_DOCUMENT_BYTES)
    found, saved_at, is_rendered = addresses.of_html(body)
    url = source.url or found
    if url is None:
        raise ImportRefused(_NO_ADDRESS)
    yield source.page(url, body, saved_at, is_rendered=is_rendered)


def mhtml(source: Source) -> Iterator[Page]:
    """Yield the page of an MHTML file: the part that its first Content-Location names, or its first HTML part.

    Raises:
        ImportRefused: it holds no page, its encoding is broken, or no address is known.
    """
    message = BytesParser(policy=email.policy.compat32).parsebytes(read_whole(source.path))
    root = _root_part(message)
    if root is None:
        raise ImportRefused("it is MHTML without an HTML part; save the page again")
    body = root.get_payload(decode=True)
    is_cut = any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)
    if not isinstance(body, bytes) or not body.strip() or is_cut:
        # Half a page would be read as a page with fewer links.
        raise ImportRefused("its HTML part is empty or breaks off; save the page again")
    if len(body) > MAX_DOCUMENT_BYTES:
        raise ImportRefused(f"its page is larger than {MAX_DOCUMENT_BYTES // 2**20} MB; save a smaller page")
    said = [message.get("Snapshot-Content-Location"), root.get("Content-Location"), message.get("Content-Location")]
    found = (addresses.web_address(str(each)) for each in said if each)
    url = next((each for each in found if each), None) or source.url or addresses.of_html(body)[0]
    if url is None:
        raise ImportRefused(_NO_ADDRESS)
    charset = root.get_content_charset()
    content_type = f"text/html; charset={charset}" if charset else "text/html"
    yield source.page(url, body, mail_date(message.get("Date")), content_type=content_type, is_rendered=True)


def _root_part(message: email.message.Message) -> email.message.Message | None:
    parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = message.get_param("start")
    named = [part for part in parts if part.get("Content-ID") == start] if isinstance(start, str) else []
    return next(iter(named + parts), None)


def mail_date(text: object) -> datetime | None:
    """Return the instant of a Date header of mail or HTTP; None when it is absent or not one."""
    try:
        found = parsedate_to_datetime(str(text)) if text else None
    except (ValueError, OverflowError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)) if found else None


def answer(source: Source, content: bytes, parsed: Any) -> Iterator[Page]:
    """Yield an API's answer that was saved to a file.

    Raises:
        ImportRefused: it names no account, and no address was given.
    """
    url = source.url or addresses.of_answer(parsed)
    if url is None:
        raise ImportRefused(
            "it is JSON that does not say which account it is about; give the address it was asked from with --url"
        )
    viewer = "app_token" if "graph.facebook.com" in url else "logged_out"
    yield source.page(url, content, None, viewer=viewer, content_type="application/json")
