"""Files made for a test: WARC and WACZ archives of given documents."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = "text/html; charset=utf-8"


def warc_bytes(
    *documents: tuple[str, bytes], content_type: str = HTML, status: str = "200 OK", encoding: str = "",
    date: str = "2026-10-20T10:00:00Z", kind: str = "response", is_compressed: bool = True,
) -> bytes:  # fmt: skip
    """Return a WARC file of these (address, content)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=is_compressed)
    for url, body in documents:
        headers = [("Content-Type", content_type)] + ([("Content-Encoding", encoding)] if encoding else [])
        record = writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), length=len(body), warc_headers_dict={"WARC-Date": date},
            http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1") if kind == "response" else None,
            warc_content_type=content_type if kind != "response" else "application/http; msgtype=response",
        )  # fmt: skip
        writer.write_record(record)
    return out.getvalue()


def write_wacz(path: Path, **members: bytes) -> Path:
    """Write a WACZ; a member `front` becomes `archive/front.warc.gz`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("datapackage.json", "{}")
        for name, content in members.items():
            packed.writestr(f"archive/{name}.warc.gz", content)
    return path


def packed_twice(content: bytes) -> bytes:
    """Return content as two gzip members, as archives and some servers write it."""
    half = len(content) // 2
    return gzip.compress(content[:half]) + gzip.compress(content[half:])


def written(path: Path, content: bytes | str) -> Path:
    """Write a file and return its path."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
