"""Content encodings of HTTP (gzip, deflate, br, zstd), taken off within a limit.

Written out because archives made by browsers hold all four, warcio 1.8 fails on `br` with Brotli 1.2, and no library
stops at a limit for each. Some archives name an encoding that their content has already lost: such content is kept.
"""

from __future__ import annotations

import re
import zlib

_MOST_MEMBERS = 64
"""A bomb of empty members would be copied once for each of them."""
_PLAIN = re.compile(rb"(?:\xef\xbb\xbf)?\s*[<{\[]")


class Undecodable(ValueError):
    """Content is not what its encoding says, or breaks off."""


def decoded(content: bytes, encoding: str, limit: int) -> bytes:
    """Return content without its encodings, at most a little more than `limit` bytes; unknown encodings stay on.

    Raises:
        Undecodable: the content is broken or breaks off.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        content = _without(content, name, limit)
    return content


def _without(content: bytes, name: str, limit: int) -> bytes:
    if not content or name not in ("gzip", "x-gzip", "deflate", "br", "zstd"):
        return content
    try:
        if name == "br":
            return _brotli(content, limit)
        if name == "zstd":
            return _zstd(content, limit)
        return _zlib(content, limit, 31 if name.endswith("gzip") else 15)
    except Undecodable:
        if name == "deflate":  # some servers send it without its header
            return _zlib(content, limit, -15)
        if _PLAIN.match(content):
            return content
        raise


def _zlib(content: bytes, limit: int, form: int) -> bytes:
    plain = b""
    for _ in range(_MOST_MEMBERS):
        member = zlib.decompressobj(form)
        try:
            plain += member.decompress(content, limit + 1 - len(plain))
        except zlib.error as error:
            raise Undecodable(str(error)) from error
        if len(plain) > limit:
            return plain
        if not member.eof:
            raise Undecodable("breaks off")
        # gzip may be written in several members; anything else behind the end is padding.
        content = member.unused_data
        if not content.startswith(b"\x1f\x8b"):
            return plain
    raise Undecodable("more members than any server writes")


def _brotli(content: bytes, limit: int) -> bytes:
    import brotli  # type: ignore[import-untyped]

    stream = brotli.Decompressor()
    plain = bytearray()
    try:
        plain += stream.process(content, output_buffer_limit=limit + 1)
        while len(plain) <= limit and not stream.is_finished() and not stream.can_accept_more_data():
            plain += stream.process(b"", output_buffer_limit=limit + 1)
    except brotli.error as error:
        raise Undecodable(str(error)) from error
    if not stream.is_finished() and len(plain) <= limit:
        raise Undecodable("breaks off")
    return bytes(plain)


def _zstd(content: bytes, limit: int) -> bytes:
    from backports import zstd

    stream = zstd.ZstdDecompressor()
    try:
        plain = stream.decompress(content, limit + 1)
    except zstd.ZstdError as error:
        raise Undecodable(str(error)) from error
    if not stream.eof and len(plain) <= limit:
        raise Undecodable("breaks off")
    return plain
