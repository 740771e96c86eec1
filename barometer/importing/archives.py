"""Web archives: WARC and ARC, plain or compressed record by record, and WACZ, a zip file of WARC files.

Read with warcio, record by record, so that an archive may be larger than the memory. Answers, resources and
conversions (what a browser made of a page) with a web address are pages; requests, revisits, redirects and everything
else are counted as left out.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any

from barometer.encodings import Undecodable, decoded
from barometer.importing import addresses
from barometer.importing.bounds import (
    MAX_ARCHIVE_BYTES,
    MAX_DOCUMENT_BYTES,
    MAX_DOCUMENTS,
    MAX_RECORD_BYTES,
    Gunzipped,
    ImportRefused,
    Source,
    is_gzip,
)
from barometer.importing.kinds import reason_to_leave_out
from barometer.readings import Page

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?Z?)?)?)?")
_HEADER_ROOM = 2**20
_BROKEN = "it is a broken archive{where} ({error}); what came before is in; download or save it again"


def warc(source: Source) -> Iterator[Page]:
    """Yield the pages of a WARC or ARC file, in order.

    Raises:
        ImportRefused: it breaks off or is damaged; raised after the pages before that place.
    """
    with source.path.open("rb") as stream:
        yield from _records(source, stream)


def wacz(source: Source) -> Iterator[Page]:
    """Yield the pages of every WARC file in a WACZ.

    Raises:
        ImportRefused: it is no sound zip file, or holds no WARC file.
    """
    try:
        with zipfile.ZipFile(source.path) as packed:
            names = [name for name in packed.namelist() if re.search(r"\.(?:warc|arc)(?:\.gz)?$", name)]
            if not names:
                raise ImportRefused("it is a zip file without web archives in it; unpack it and import its pages")
            for name in names:
                with packed.open(name) as stream:
                    yield from _records(source, stream)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, EOFError, zlib.error) as error:
        # RuntimeError is zipfile's word for an encrypted member, and for a compression it does not know.
        raise ImportRefused(f"it cannot be unpacked ({error}); download or save it again") from error


def _records(source: Source, stream: IO[bytes]) -> Iterator[Page]:
    # Imported here: only archives need it.
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    count = size = 0
    meter = _Meter(Gunzipped(stream) if is_gzip(stream) else stream)
    records = iter(ArchiveIterator(meter, arc2warc=True))
    try:
        while record := _next(records, meter):
            count, size = count + 1, size + max(record.length or 0, 0)
            if (record.length or 0) > MAX_RECORD_BYTES or size > MAX_ARCHIVE_BYTES or count > 10 * MAX_DOCUMENTS:
                raise ImportRefused("it is larger than any web archive that can be imported; split it")
            page = _page(source, record)
            _drain(record.raw_stream)
            if page is not None:
                yield page
    # What warcio raises on damaged records, beside its own error: found by cutting and altering real archives.
    except (ArchiveLoadFailed, OSError, EOFError, zlib.error, ValueError, LookupError, AttributeError, TypeError) as e:
        where = f" after record {count}" if count else ""
        raise ImportRefused(_BROKEN.format(where=where, error=str(e).strip().partition("\n")[0])) from e
    if not count:
        raise ImportRefused("it is an archive without records; download or save it again")


class _Meter:
    """Lets through so many bytes: warcio looks for the end of a line as far as it takes."""

    def __init__(self, stream: IO[bytes] | Gunzipped) -> None:
        self._stream = stream
        self.left = _HEADER_ROOM

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes; raises ImportRefused when more was read than was let."""
        part = self._stream.read(size)
        self.left -= len(part)
        if self.left < 0:
            raise ImportRefused("a record in it has no end to its headers; download or save it again")
        return part


def _next(records: Iterator[Any], meter: _Meter) -> Any:
    """Return the next record, its content still to be read; None at the end."""
    meter.left = _HEADER_ROOM
    record = next(records, None)
    meter.left = MAX_RECORD_BYTES + _HEADER_ROOM
    return record


def _drain(content: Any) -> None:
    """Read a record to its end, so that one that breaks off is noticed before its page is used."""
    while content.read(2**20):
        pass
    if getattr(content, "limit", 0) > 0:
        raise EOFError(f"a record lacks its last {content.limit} bytes")


def _page(source: Source, record: Any) -> Page | None:
    """Turn a record into a page; None, and a count of the reason, when it is none."""
    if record.rec_type not in ("response", "resource", "conversion"):
        source.left_out[f"{record.rec_type or 'nameless'} record"] += 1
        return None
    url = addresses.web_address((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> "))
    headers = record.http_headers
    status = _status(headers.get_statuscode()) if headers else 200
    content_type = (headers or record.rec_headers).get_header("Content-Type") or ""
    reason = reason_to_leave_out(url, status, content_type, b"<html")
    try:
        body = b"" if reason else _content(record)
        reason = reason or reason_to_leave_out(url, status, content_type, body)
    except Undecodable as error:
        body, reason = b"", f"broken content ({error})"
    if reason or url is None:
        source.left_out[reason or "no web address"] += 1
        return None
    saved_at = _date(record.rec_headers.get_header("WARC-Date"))
    is_rendered = record.rec_type == "conversion"
    return source.page(url, body, saved_at, status=status, content_type=content_type, is_rendered=is_rendered)


def _content(record: Any) -> bytes:
    """Return a record's content without transfer and content encodings, cut a little above the limit of a page."""
    from warcio.bufferedreaders import ChunkedDataReader

    headers = record.http_headers
    stream = record.raw_stream
    if headers and (headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        stream = ChunkedDataReader(stream)
    body: bytes = stream.read(MAX_DOCUMENT_BYTES + 1)
    encoding = headers.get_header("Content-Encoding") if headers else None
    return decoded(body, encoding or "", MAX_DOCUMENT_BYTES)


def _status(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[1-9]\d\d", text) else 0


def _date(text: str | None) -> datetime | None:
    """Read a WARC date; it may stop at the year, month, day or minute."""
    found = _DATE.fullmatch((text or "").strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups())
    try:
        return datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=UTC)
    except ValueError:
        return None
