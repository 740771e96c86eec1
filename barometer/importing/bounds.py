"""How much of a file is read at most, so that a broken or hostile one costs a line of the report and nothing else."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from barometer.errors import UsageError
from barometer.parse.html import LARGEST
from barometer.readings import Page

MAX_DOCUMENT_BYTES = LARGEST
"""One page: as much as the crawler takes."""
MAX_WHOLE_BYTES = 256 * 2**20
"""A file that has to be held whole (MHTML, HAR, JSON), after decompression."""
MAX_RECORD_BYTES = 2 * 2**30
"""One record of an archive, as it declares itself; it is skipped over, never held."""
MAX_ARCHIVE_BYTES = 16 * 2**30
"""All records of an archive together."""
MAX_DOCUMENTS = 20_000
"""Pages in one file."""

_PIECE = 8 * 2**10
_UNPACKED = 256 * 2**10


class ImportRefused(UsageError):
    """A file cannot be imported; the message says why and what to do, without the file's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file, and what the person who imports it says of it."""

    path: Path
    """The file."""
    url: str | None
    """Address of its document, when the person gave it."""
    language: str
    """Language of the labels."""
    modified_at: datetime
    """When the file was last changed, UTC: the time it was saved, where nothing better is known."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Documents that are no page: reason → how many. Filled while pages are read."""

    def page(self, url: str, body: bytes, saved_at: datetime | None, *, viewer: str = "person", status: int = 200,
             content_type: str = "text/html", is_rendered: bool = False) -> Page:  # fmt: skip
        """Make a page of one of its documents."""
        try:
            fetched_at = (saved_at or self.modified_at).astimezone(UTC)
        except OverflowError:
            # Year 1 somewhere east of Greenwich, as faulty programs write it.
            fetched_at = self.modified_at
        return Page(
            url=url,
            final_url=url,
            status=status,
            content_type=content_type,
            body=body,
            fetched_at=fetched_at,
            language=self.language,
            viewer=viewer,
            is_rendered=is_rendered,
        )


class Gunzipped:
    """A gzip stream of one or more members, read strictly.

    Python's own reader says nothing of where it broke, and warcio takes every such end for the end of the archive.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._packed = b""
        self._plain = b""
        self._member = zlib.decompressobj(31)
        self._is_over = False

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, none at the end (all that is left for -1).

        Raises:
            ImportRefused: the next byte cannot be unpacked, or the stream was cut off here.
        """
        parts: list[bytes] = []
        while size and (self._plain or self._more()):
            part = self._plain if size < 0 else self._plain[:size]
            self._plain = self._plain[len(part) :]
            parts.append(part)
            if size > 0:
                break
        return b"".join(parts)

    def _more(self) -> bool:
        """Unpack the next piece; False at the end."""
        while not self._plain and not self._is_over:
            self._packed = self._packed or self._stream.read(_PIECE)
            if not self._packed:
                raise ImportRefused("its gzip compression breaks off before the end; save or download it again")
            try:
                self._plain = self._member.decompress(self._packed, _UNPACKED)
            except zlib.error as error:
                raise ImportRefused(f"its gzip compression is broken ({error}); save or download it again") from error
            self._packed = self._member.unconsumed_tail
            if self._member.eof:
                self._packed = self._member.unused_data or self._stream.read(_PIECE)
                # Zeros may pad the last member.
                self._is_over = not self._packed.strip(b"\0")
                self._member = zlib.decompressobj(31)
        return bool(self._plain)


def is_gzip(stream: IO[bytes]) -> bool:
    """Say whether a file begins as gzip does; it stands at its beginning afterwards."""
    start = stream.read(2)
    stream.seek(0)
    return start == b"\x1f\x8b"


def read_whole(path: Path, limit: int = MAX_WHOLE_BYTES) -> bytes:
    """Return a file's content, gzip taken off.

    Raises:
        ImportRefused: it is larger than `limit` once decompressed, or its compression is broken.
    """
    with path.open("rb") as stream:
        source = Gunzipped(stream) if is_gzip(stream) else stream
        content = bytearray()
        while len(content) <= limit and (part := source.read(limit + 1 - len(content))):
            content += part
    if len(content) > limit:
        raise ImportRefused(f"it is larger than {limit // 2**20} MB; split it, or save the page without its pictures")
    return bytes(content)
