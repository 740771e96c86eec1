"""What was fetched, as WARC: one file per route and month, each record a gzip member of its own.

Records are made in memory and appended per visit, then forced to disk; only then is the visit's line written
(see `record.py`). Bodies stay as the server compressed them: compressing again would cost more than fetching.
ISO 28500: `response` records for answers, `conversion` records for what a browser made of a page. A page that its
server called unchanged has the `response` record of when it was last sent, byte for byte, and behind it a `revisit`
record of today that refers to it: both lie in the same file, so no month needs another.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import uuid
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from barometer.encodings import Undecodable, decoded
from barometer.errors import ReadingsError
from barometer.parse.html import LARGEST

_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found"}
_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_ANSWER = "application/http; msgtype=response"
_DATE = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """One document read back from the archive."""

    url: str
    status: int
    content_type: str
    location: str | None
    """Where a redirect leads; None for a document."""
    body: bytes
    """Content after decompression."""
    is_rendered: bool


@dataclass(frozen=True, slots=True)
class ArchivedResponse:
    """One answer read back as it came over the wire, with its record."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """Content as it was compressed by its server."""
    fetched_at: datetime
    """When it came, UTC."""
    record_id: str
    record: bytes
    """Its record as it lies in the file."""

    def header(self, name: str) -> str:
        """Return a header's value; empty when there is none."""
        return next((value for each, value in self.headers if each.lower() == name.lower()), "")


def response_record(url: str, status: int, headers: Iterable[tuple[str, str]], body: bytes, at: datetime) -> bytes:
    """Return a `response` record, compressed; `body` as it came over the wire, `headers` the ones to keep."""
    kept = list(headers)
    is_compressed = any(name.lower() == "content-encoding" for name, _ in kept)
    return _record("response", url, body, at, _ANSWER, _head(status, kept), 0 if is_compressed else 1)


def conversion_record(url: str, body: bytes, at: datetime) -> bytes:
    """Return a `conversion` record, compressed: a rendered document, UTF-8 HTML."""
    return _record("conversion", url, body, at, "text/html; charset=utf-8", b"", 1)


def revisit_record(earlier: ArchivedResponse, headers: Iterable[tuple[str, str]], at: datetime) -> bytes:
    """Return a `revisit` record, compressed: on `at`, the server answered 304 for what `earlier` holds."""
    refers = {
        "WARC-Profile": _UNCHANGED,
        "WARC-Refers-To": earlier.record_id,
        "WARC-Refers-To-Target-URI": earlier.url,
        "WARC-Refers-To-Date": earlier.fetched_at.strftime(_DATE),
    }
    return _record("revisit", earlier.url, b"", at, _ANSWER, _head(304, headers), 1, refers)


def _head(status: int, headers: Iterable[tuple[str, str]]) -> bytes:
    lines = [f"HTTP/1.1 {status} {_REASONS.get(status, 'Status')}", *(f"{name}: {value}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _record(
    kind: str, url: str, body: bytes, at: datetime, content_type: str, head: bytes, level: int,
    more: Mapping[str, str] = MappingProxyType({}),
) -> bytes:  # fmt: skip
    """Return a record as a gzip member. Written out: warcio's writer takes a third of what fetching a page does."""
    block = head + body
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<{uuid.uuid4().urn}>",
        "WARC-Target-URI": url,
        "WARC-Date": at.strftime(_DATE),
        **more,
        "WARC-Payload-Digest": _digest(body),
        "WARC-Block-Digest": _digest(block),
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    # A member per record is what readers expect; level 9, as is usual, would cost more than the fetch.
    member = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    parts = (f"WARC/1.1\r\n{lines}\r\n".encode(), block, b"\r\n\r\n")
    return b"".join([*(member.compress(part) for part in parts), member.flush()])


def _digest(content: bytes) -> str:
    found = hashlib.sha1(content, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(found).decode()}"


def append(path: Path, records: Iterable[bytes]) -> tuple[int, int]:
    """Add records to an archive file and force them to disk; return their first byte and their length."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = b"".join(records)
    with path.open("ab") as out:
        offset = out.tell()
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return offset, len(content)


def cut(path: Path, end: int) -> int:
    """Cut an archive file after byte `end`; return the bytes dropped."""
    size = path.stat().st_size if path.exists() else 0
    if size > end:
        os.truncate(path, end)
    return max(0, size - end)


def pages_of(path: Path, offset: int, length: int) -> Iterator[ArchivedPage]:
    """Yield the documents of one visit in order, redirects left out.

    Raises:
        ReadingsError: the archive is missing, shorter than the visit says, or broken inside.
    """
    with _damage_named(path):
        for record in ArchiveIterator(BytesIO(_slice(path, offset, length))):
            url = record.rec_headers.get_header("WARC-Target-URI")
            if record.rec_type == "conversion":
                kind = record.rec_headers.get_header("Content-Type") or ""
                yield ArchivedPage(url, 200, kind, None, _body(record), is_rendered=True)
            elif record.rec_type == "response":
                head = record.http_headers
                yield ArchivedPage(
                    url,
                    int(head.get_statuscode()),
                    head.get_header("Content-Type") or "",
                    head.get_header("Location"),
                    _content(_body(record), head.get_header("Content-Encoding") or ""),
                    is_rendered=False,
                )


def responses_of(path: Path, offset: int, length: int) -> Iterator[ArchivedResponse]:
    """Yield the answers of one visit in order, each with its record; raises as `pages_of` does."""
    content = _slice(path, offset, length)
    with _damage_named(path):
        records = ArchiveIterator(BytesIO(content))
        for record in records:
            if record.rec_type != "response":
                continue
            head, about = record.http_headers, record.rec_headers
            body = _body(record)
            at = records.get_record_offset()
            yield ArchivedResponse(
                about.get_header("WARC-Target-URI"),
                int(head.get_statuscode()),
                tuple(head.headers),
                body,
                datetime.strptime(about.get_header("WARC-Date"), _DATE).replace(tzinfo=UTC),
                about.get_header("WARC-Record-ID"),
                content[at : at + records.get_record_length()],
            )


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    try:
        yield
    # What warcio raises on damaged records, beside its own error: found by altering archives byte by byte.
    except (ArchiveLoadFailed, OSError, EOFError, zlib.error, ValueError, AttributeError, TypeError) as error:
        raise ReadingsError(
            f"{path} is damaged ({str(error).partition(chr(10))[0]}): restore it from a copy (manifest.json has its"
            " hash), or crawl the month again"
        ) from error


def _body(record: ArcWarcRecord) -> bytes:
    """Return what a record holds behind its headers, whole: warcio takes damaged gzip for the end of a record."""
    body: bytes = record.raw_stream.read()
    if record.rec_headers.get_header("WARC-Payload-Digest") != _digest(body):
        raise ValueError("a record is not what was written")
    return body


def _slice(path: Path, offset: int, length: int) -> bytes:
    try:
        with path.open("rb") as source:
            source.seek(offset)
            content = source.read(length)
    except FileNotFoundError:
        content = b""
    if len(content) < length:
        raise ReadingsError(f"{path} ends before byte {offset + length}: restore it, or crawl the month again")
    return content


def _content(body: bytes, codings: str) -> bytes:
    """Undo the content codings of an answer, just as the crawl did; what it refused, for size or faults, is empty."""
    try:
        content = decoded(body, codings, LARGEST)
    except Undecodable:
        return b""
    return content if len(content) <= LARGEST else b""


def write_manifest(folder: Path) -> dict[str, tuple[int, int]]:
    """Write `manifest.json` beside a month's archive files: bytes, records and SHA-256 of each, whole or not at all.

    `unchanged` is how many of the records say that a server did not send a page again.

    Returns:
        By route, the pages that were not sent again, and all pages, redirects left out.
    """
    files, pages = dict[str, dict[str, int | str]](), dict[str, tuple[int, int]]()
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
            source.seek(0)
            kinds = Counter(_kind(record) for record in ArchiveIterator(source))
        files[path.name] = {
            "bytes": path.stat().st_size,
            "records": kinds.total(),
            "unchanged": kinds["revisit"],
            "sha256": digest,
        }
        pages[path.name.removesuffix(".warc.gz")] = kinds["revisit"], kinds["response"]
    if not files:
        return pages
    aside = folder / ".manifest.json.new"
    with aside.open("w") as out:
        json.dump({"files": files}, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(folder / "manifest.json")
    return pages


def _kind(record: ArcWarcRecord) -> str:
    """Return the type of a record; `bodiless` for a response of status 3xx."""
    is_bodiless = record.rec_type == "response" and record.http_headers.get_statuscode().startswith("3")
    kind: str = "bodiless" if is_bodiless else record.rec_type
    return kind
