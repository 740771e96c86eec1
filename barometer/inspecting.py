"""What `barometer inspect` shows: what the parsers see in one address, one saved page or one text, as plain rows."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from barometer.errors import UsageError
from barometer.parse.account_url import AccountUrl, account_of
from barometer.readings import Page
from barometer.readings_file import as_row
from barometer.registry import Country


def inspect_url(url: str) -> dict[str, Any]:
    """Return `{"url", "channel", "id", "kind"}`, or `{"url", "rejected"}` with the reason."""
    answer = account_of(url)
    if isinstance(answer, AccountUrl):
        return {"url": url, "channel": answer.channel, "id": answer.native_id, "kind": answer.kind}
    return {"url": url, "rejected": answer.reason if answer else "not an address of a social platform"}


def inspect_page(
    file: Path, url: str, channel: str | None, language: str, country: Country
) -> Iterator[dict[str, Any]]:
    """Yield every reading of a saved page as a row with its `type`, and one row of type `outcome` at the end.

    Args:
        file: HTML or JSON, gzipped or not, as it was saved.
        url: address it was saved from.
        channel: parser to use; None guesses it from `url`.
        language: language of the labels beside numbers.
        country: gives the words of websites.

    Raises:
        UsageError: the file cannot be read, or there is no such channel.
    """
    from barometer.bounded import BoundedParser
    from barometer.parse.page import guess_channel
    from barometer.settings import read_settings

    page = saved_page(file, url, language)
    with BoundedParser(country, read_settings().parse_limits) as parser:
        reading = parser.read_page(page, channel or guess_channel(url))
    for each in reading.readings:
        yield as_row(each)
    yield {
        "type": "outcome", "outcome": str(reading.outcome), "detail": reading.detail,
        "needs_browser": reading.needs_browser, "next_urls": list(reading.next_urls),
    }  # fmt: skip


def saved_page(file: Path, url: str, language: str) -> Page:
    """Return a saved file as a page that was fetched when the file was last written; raises UsageError."""
    try:
        body = file.read_bytes()
        saved_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror or error}; give the path of a saved page") from error
    name = file.name
    if body[:2] == b"\x1f\x8b":
        body, name = _unzipped(file), name.removesuffix(".gz")
    kind = mimetypes.guess_type(name)[0] or ""
    if body.lstrip()[:1] in (b"{", b"["):
        kind = "application/json"
    elif kind not in ("application/json", "application/pdf") and not kind.startswith("image/"):
        kind = "text/html"
    return Page(
        url=url, final_url=url, status=200, content_type=kind, body=body, fetched_at=saved_at, language=language,
        viewer="person",
    )  # fmt: skip


def _unzipped(file: Path) -> bytes:
    import gzip
    import zlib

    from barometer.parse.html import LARGEST

    try:
        # One byte more than the largest page, so that a bomb is seen without being unpacked.
        with gzip.open(file) as unpacked:
            return unpacked.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{file}: not a sound gzip file ({error}); save the page again") from error


def inspect_text(words: str, language: str) -> Iterator[dict[str, Any]]:
    """Yield every labelled number in a text: low, high, counter kind, precision and the characters read."""
    from barometer.parse.text import counters

    for number in counters(words, language):
        yield {
            "low": number.low, "high": number.high, "kind": number.kind, "precision": number.precision,
            "text": number.text,
        }  # fmt: skip
