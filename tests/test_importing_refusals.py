"""Files that cannot go in, or not whole: every refusal says why and what to do, and costs no memory."""

from __future__ import annotations

import gzip
import json
import os
import tracemalloc
from collections import Counter
from pathlib import Path

import brotli
import pytest
from backports import zstd

from barometer.importing import pages_in
from barometer.importing.bounds import MAX_DOCUMENT_BYTES, ImportRefused
from tests.archive_files import warc_bytes, write_wacz, written
from tests.shared import REAL, needs_real

PAGES = Path(__file__).parent / "pages" / "import"
FRONT = b"<!doctype html><title>Storgard</title><h1>Velkommen</h1>"
URL = "https://www.storgard.kommune.xx/"


def mhtml(boundary: str, *parts: str) -> str:
    head = f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="{boundary}"\n\n'
    return head + "".join(f"--{boundary}\n{part}\n" for part in parts) + f"--{boundary}--\n"


# Every file that cannot go in, and what its refusal must say.
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "it is empty"),
        (b"  \n ", "it is empty"),
        (b"%PDF-1.7 ...", "it is a PDF"),
        (b"\x89PNG\r\n", "it is a picture"),
        (b"bplist00\xd1", "Safari web archive"),
        (b"just some words", "none of the formats"),
        (bytes(range(256)) * 10, "none of the formats"),
        (b"<html><title>no address</title>", "give its address with --url"),
        (gzip.compress(FRONT)[:-8] + b"\0" * 8, "gzip compression is broken"),
        (gzip.compress(FRONT)[:-12], "breaks off"),
        (b'{"id": 1', "begins like JSON but is not"),
        (b"[" * 200_000, "begins like JSON but is not"),
        (b'{"anything": "else"}', "does not say which account"),
        (b'{"log": {"entries": []}}', None),
        (b'{"log": {"entries": [1, {"request": 5}]}}', None),
        (b"interactions:\n- {a: [", "begins like a recording in YAML"),
        (b"PK\x03\x04 not a zip", "cannot be unpacked"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "broken archive"),
        (b"WARC/1.0\r\n\r\n", None),
        (mhtml("b", "Content-Type: text/plain\n\nhei").encode(), "MHTML without an HTML part"),
        (mhtml("b", "Content-Type: text/html\n\n<p>hei</p>").encode(), "give its address with --url"),
        (mhtml("b", "Content-Type: text/html\n\n ").encode(), "empty or breaks off"),
        ((PAGES / "front.mhtml").read_bytes()[:900], "breaks off"),
        (FRONT + b" " * MAX_DOCUMENT_BYTES, "larger than 10 MB"),
        (gzip.compress(FRONT + b" " * MAX_DOCUMENT_BYTES), "larger than 10 MB"),
    ],
    ids=lambda value: None if value is None or isinstance(value, str) else "",
)
def test_a_file_that_cannot_go_in_says_why(tmp_path: Path, content: bytes, says: str | None) -> None:
    path = written(tmp_path / "page.html", content)
    if says is None:
        assert list(pages_in(path)) == []
        return
    with pytest.raises(ImportRefused) as caught:
        list(pages_in(path))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("url", "says"), [("storgard.kommune.xx", "is not a web address"), ("file:///etc/passwd", "is not a web address")]
)
def test_a_given_address_must_be_one(tmp_path: Path, url: str, says: str) -> None:
    with pytest.raises(ImportRefused, match=says):
        list(pages_in(written(tmp_path / "a", FRONT), url))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="no such file"):
        list(pages_in(tmp_path / "nothing"))
    with pytest.raises(ImportRefused, match="not a file"):
        list(pages_in(tmp_path))


def test_a_gzip_bomb_in_a_page_costs_no_memory(tmp_path: Path) -> None:
    path = written(tmp_path / "a", gzip.compress(b"<html>" + b"\0" * 60_000_000, 9))
    with pytest.raises(ImportRefused, match="larger than 10 MB"):
        list(pages_in(path, URL))


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_a_bomb_in_an_archive_is_left_out(tmp_path: Path, encoding: str) -> None:
    compress = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstd.compress}[encoding]
    content = warc_bytes((URL, compress(b"<html>" + b"\0" * 12_000_000)), encoding=encoding)
    left_out: Counter[str] = Counter()
    assert list(pages_in(written(tmp_path / "a", content), left_out=left_out)) == []
    assert left_out == {"larger than 10 MB": 1}


@pytest.mark.parametrize("head", [b"WARC/1.0\r\n", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n"])
def test_a_record_without_end_costs_no_memory(tmp_path: Path, head: bytes) -> None:
    bomb = gzip.compress(head + b"\0" * 24_000_000, 1)
    tracemalloc.start()
    try:
        assert list(pages_in(written(tmp_path / "a", bomb))) == []
    except ImportRefused as error:
        assert "; " in str(error)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12_000_000


def test_an_archive_compressed_as_a_whole_is_read_too(tmp_path: Path) -> None:
    both = warc_bytes((URL, FRONT), (f"{URL}kontakt", FRONT), is_compressed=False)
    assert [page.url for page in pages_in(written(tmp_path / "a", gzip.compress(both)))] == [URL, f"{URL}kontakt"]


@pytest.mark.parametrize("is_compressed", [True, False])
def test_a_record_that_breaks_off_gives_no_page(tmp_path: Path, is_compressed: bool) -> None:
    # Half a page would be read as a page with fewer links.
    whole = warc_bytes((URL, FRONT + os.urandom(3000)), is_compressed=is_compressed)
    for end in range(107, len(whole) - 20, 97):
        with pytest.raises(ImportRefused):
            pytest.fail(f"cut at {end}: {list(pages_in(written(tmp_path / 'a', whole[:end])))}")


def test_an_altered_byte_in_a_compressed_archive_is_noticed(tmp_path: Path) -> None:
    whole = bytearray(warc_bytes((URL, FRONT + os.urandom(3000))))
    whole[len(whole) // 2] ^= 0x55
    with pytest.raises(ImportRefused, match="broken"):
        list(pages_in(written(tmp_path / "a", bytes(whole))))


def test_pages_before_a_broken_place_come_first(tmp_path: Path) -> None:
    pages = pages_in(written(tmp_path / "a", warc_bytes((URL, FRONT)) + b"\x1f\x8b\x08\x00\x00 broken"))
    assert next(pages).url == URL
    with pytest.raises(ImportRefused, match="gzip compression"):
        next(pages)


def test_a_zip_without_archives_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="without web archives"):
        list(pages_in(write_wacz(tmp_path / "a.wacz")))


@needs_real
@pytest.mark.parametrize("path", sorted((REAL / "web_archives").glob("*")) if REAL.is_dir() else [],
                         ids=lambda path: path.name)  # fmt: skip
@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_cut_archive_ends_in_pages_or_a_refusal(tmp_path: Path, path: Path, cut: float) -> None:
    if path.stat().st_size > 100_000:
        return
    content = path.read_bytes()
    if path.name in ("ipwb__redirect.warc", "warcio__example-space-in-url.arc"):
        return  # these declare more than they hold, whole as they are
    whole = {page.url for page in pages_in(path)}
    seen = set()
    try:
        for page in pages_in(written(tmp_path / "cut", content[: int(len(content) * cut)])):
            seen.add(page.url)
    except ImportRefused as error:
        assert str(error)
    assert seen <= whole


def test_a_report_line_is_json(tmp_path: Path) -> None:
    from barometer.importing import FileResult, ImportReport

    result = FileResult(path=tmp_path, format="html", pages=2, error="why; what to do")
    (line,) = ImportReport(files=[result]).json_lines()
    assert json.loads(line)["error"] == "why; what to do"
    assert ImportReport(files=[result]).failed
