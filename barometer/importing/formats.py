"""Which format a file has, told from how its content begins; a file name may say anything."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Literal

from barometer.importing.bounds import Gunzipped, ImportRefused, is_gzip
from barometer.parse.exported import begins_as_table

Format = Literal["html", "mhtml", "warc", "arc", "wacz", "json", "yaml", "csv"]

_HEAD = 256 * 1024
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|frameset|script)\b", re.IGNORECASE)
_MHTML = re.compile(
    rb"(?:[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){0,40}?content-type:\s*multipart/related", re.IGNORECASE
)
_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_OTHERS = {
    b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"SQLite format 3": "a database", b"PAR1": "a Parquet file", b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive", b"\x28\xb5\x2f\xfd": "compressed with Zstandard", b"BZh": "compressed with bzip2",
    b"\xfd7zXZ": "compressed with xz", b"bplist00": "a Safari web archive",
}  # fmt: skip


def sniff(path: Path) -> Format:
    """Return the format of a file.

    Raises:
        ImportRefused: it is empty, or none of the formats that can be read.
    """
    with path.open("rb") as stream:
        # The first bytes that can be unpacked tell the format; whether the rest can is found when it is read.
        head = Gunzipped(stream).read(_HEAD) if is_gzip(stream) else stream.read(_HEAD)
    if not head.strip():
        raise ImportRefused("it is empty; save the page again")
    if head.startswith(b"PK\x03\x04"):
        return "wacz"
    for magic, name in _OTHERS.items():
        if head.startswith(magic):
            raise ImportRefused(f"it is {name}; save the page as HTML, MHTML or in a web archive")
    return _sniff_text(head)


def _sniff_text(head: bytes) -> Format:
    whole = head
    for bom, encoding in _BOMS.items():
        if head.startswith(bom):
            head = head[len(bom) :].decode(encoding, "replace").encode()
    start = head.lstrip()
    if start.startswith(b"WARC/"):
        return "warc"
    if start.startswith(b"filedesc://"):
        return "arc"
    if start.startswith((b"{", b"[")):
        return "json"
    if _MHTML.match(start):
        return "mhtml"
    if re.search(rb"^interactions:", head, re.MULTILINE):
        return "yaml"
    if begins_as_table(whole):
        return "csv"
    if _TAG.search(head):
        return "html"
    raise ImportRefused(
        "it is none of the formats that can be read; save the page as HTML, MHTML, WARC, WACZ, HAR, API JSON or CSV"
    )
