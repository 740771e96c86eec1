"""Files to pages: every format by its content, with its address and its time."""

from __future__ import annotations

import gzip
import os
import shutil
import time
import zlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from backports import zstd

from barometer.importing import format_of, pages_in
from barometer.importing.addresses import of_answer, of_html
from barometer.readings import Page
from tests.archive_files import packed_twice, warc_bytes, write_wacz, written

PAGES = Path(__file__).parent / "pages" / "import"
FRONT = b"<!doctype html><title>Storgard</title><h1>Velkommen</h1>"
URL = "https://www.storgard.kommune.xx/"


def only(path: Path, url: str | None = None) -> Page:
    pages = list(pages_in(path, url))
    assert len(pages) == 1
    return pages[0]


# What own saved pages say of themselves: address, time, how they were saved.
@pytest.mark.parametrize(
    ("file", "form", "url", "saved_at", "is_rendered", "says"),
    [
        # The browser's comment outranks the page's own rel=canonical.
        ("saved_from.html", "html", URL, None, True, "Velkommen til Storgard"),
        ("single_file.html", "html", f"{URL}kontakt-oss", datetime(2026, 10, 21, 8, 15, 30, tzinfo=UTC), True,
         "Kontakt oss"),
        ("front.mhtml", "mhtml", "https://www.lovbygda.kommune.xx/", datetime(2026, 10, 20, 8, 5, 9, tzinfo=UTC), True,
         "Løvbygda kommune"),
        ("graph_page.json", "json", "https://graph.facebook.com/100200300400", None, False, "talking_about_count"),
        ("bluesky_profile.json", "json",
         "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor=lovbygda.bsky.social", None, False, "Løv"),
        ("youtube_channel.json", "json",
         "https://www.googleapis.com/youtube/v3/channels?part=statistics,snippet&id=UCstorgard000000000000AA", None,
         False, "subscriberCount"),
        ("cassette.yaml", "yaml", "https://social.kommune.xx/api/v1/accounts/lookup?acct=storgard",
         datetime(2026, 10, 21, 6, tzinfo=UTC), False, '"followers_count":77'),
    ],
)  # fmt: skip
def test_a_saved_file(
    tmp_path: Path, file: str, form: str, url: str, saved_at: datetime | None, is_rendered: bool, says: str
) -> None:
    path = Path(shutil.copy(PAGES / file, tmp_path / "no-name-to-go-by"))
    os.utime(path, (1_790_000_000, 1_790_000_000))
    assert format_of(path) == form
    page = only(path)
    assert (page.url, page.final_url, page.is_rendered, page.status) == (url, url, is_rendered, 200)
    assert page.fetched_at == (saved_at or datetime.fromtimestamp(1_790_000_000, tz=UTC))
    assert says in page.body.decode()


def test_the_documents_of_a_browser_session() -> None:
    left_out: Counter[str] = Counter()
    pages = list(pages_in(PAGES / "session.har", left_out=left_out))
    assert [page.url.partition("?")[0] for page in pages] == [
        "https://www.indre-ulvevatnet.kommune.xx/",
        "https://www.indre-ulvevatnet.kommune.xx/kontakt",
        "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile",
    ]
    # A HAR holds decoded text: the server's own character set no longer applies.
    assert pages[0].content_type == "text/html; charset=utf-8"
    assert "Følg oss" in pages[0].body.decode("utf-8")
    assert "rådhuset" in pages[1].body.decode("utf-8")
    assert pages[0].fetched_at == datetime(2026, 10, 22, 7, 30, 0, 125_000, tzinfo=UTC)
    assert left_out == {"redirect": 1, "image/png": 1, "JSON of a website": 1}


@pytest.mark.parametrize("pack", [bytes, gzip.compress, packed_twice], ids=["plain", "gzip", "two members"])
def test_compression_around_a_file_is_taken_off(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    path = written(tmp_path / "page", pack(FRONT))
    assert format_of(path) == "html"
    assert only(path, URL).body == FRONT


@pytest.mark.parametrize("is_compressed", [True, False])
def test_a_web_archive(tmp_path: Path, is_compressed: bool) -> None:
    contact = (f"{URL}kontakt", b"<html><h1>Kontakt</h1></html>")
    path = written(tmp_path / "archive", warc_bytes((URL, FRONT), contact, is_compressed=is_compressed))
    assert format_of(path) == "warc"
    # An archive's own addresses stand, whatever --url says.
    pages = list(pages_in(path, "https://www.example.org/"))
    assert [(page.url, page.body) for page in pages] == [(URL, FRONT), contact]
    assert pages[0].fetched_at == datetime(2026, 10, 20, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(FRONT, mtime=0)),
        ("gzip", packed_twice(FRONT)),
        ("gzip", gzip.compress(FRONT, mtime=0) + bytes(9)),  # padded
        ("deflate", zlib.compress(FRONT)),
        ("deflate", zlib.compress(FRONT)[2:-4]),  # without header, as some servers send it
        ("br", brotli.compress(FRONT)),
        ("zstd", zstd.compress(FRONT)),
        ("gzip, br", brotli.compress(gzip.compress(FRONT, mtime=0))),
        ("br", FRONT),  # named, but taken off already by the browser that saved it
        ("gzip", FRONT),
    ],
    # Packed bytes hold the second they were packed in: every worker would call the case something else.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_content_encodings_in_an_archive(tmp_path: Path, encoding: str, body: bytes) -> None:
    assert only(written(tmp_path / "a.warc", warc_bytes((URL, body), encoding=encoding))).body == FRONT


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate"])
def test_content_that_breaks_off_is_left_out_and_the_rest_goes_in(tmp_path: Path, encoding: str) -> None:
    compress = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstd.compress, "deflate": zlib.compress}[encoding]
    cut = compress(FRONT + os.urandom(500))[:-200]
    content = warc_bytes((URL, cut), encoding=encoding) + warc_bytes((f"{URL}kontakt", FRONT))
    left_out: Counter[str] = Counter()
    pages = list(pages_in(written(tmp_path / "a.warc", content), left_out=left_out))
    assert [page.url for page in pages] == [f"{URL}kontakt"]
    assert [reason for reason in left_out if reason.startswith("broken content")]


def test_what_a_browser_made_of_a_page_is_rendered(tmp_path: Path) -> None:
    path = written(tmp_path / "a.warc", warc_bytes((URL, FRONT), kind="conversion"))
    assert only(path).is_rendered


def test_a_packed_collection_of_archives(tmp_path: Path) -> None:
    path = write_wacz(
        tmp_path / "a.zip", front=warc_bytes((URL, FRONT)), rest=warc_bytes((f"{URL}kontakt", b"<html>x</html>"))
    )
    assert format_of(path) == "wacz"
    assert [page.url for page in pages_in(path)] == [URL, f"{URL}kontakt"]


@pytest.mark.parametrize(
    ("written_date", "read"),
    [
        ("2026-10-20T10:11:12Z", datetime(2026, 10, 20, 10, 11, 12, tzinfo=UTC)),
        ("2026-10-20T10:11:12.345678Z", datetime(2026, 10, 20, 10, 11, 12, tzinfo=UTC)),
        ("2026-10-20", datetime(2026, 10, 20, tzinfo=UTC)),
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-10-20T10:11Z", datetime(2026, 10, 20, 10, 11, tzinfo=UTC)),
    ],
)
def test_dates_of_an_archive_may_be_short(tmp_path: Path, written_date: str, read: datetime) -> None:
    assert only(written(tmp_path / "a.warc", warc_bytes((URL, FRONT), date=written_date))).fetched_at == read


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("front.mhtml", "Tue, 20 Oct 2026 08:05:09 -0000", "Tue, 20 Oct 2026 08:05:09 +99999999999999999999"),
        ("session.har", "2026-10-22T09:30:00.125+02:00", "0001-01-01T00:00:00+02:00"),
        ("single_file.html", "Oct 21 2026 10:15:30 GMT+0200", "Jan 01 0001 00:00:00 GMT+0200"),
    ],
)
def test_a_date_outside_all_calendars_is_none(tmp_path: Path, name: str, old: str, new: str) -> None:
    text = (PAGES / name).read_text()
    assert old in text
    path = written(tmp_path / name, text.replace(old, new))
    os.utime(path, (1_790_000_000, 1_790_000_000))
    assert next(iter(pages_in(path))).fetched_at == datetime.fromtimestamp(1_790_000_000, UTC)


@pytest.mark.parametrize("status", ["301 Moved", "404 Not Found", "503 Busy"])
def test_an_answer_keeps_its_status(tmp_path: Path, status: str) -> None:
    left_out: Counter[str] = Counter()
    path = written(tmp_path / "a.warc", warc_bytes((URL, FRONT), status=status))
    pages = list(pages_in(path, left_out=left_out))
    assert [page.status for page in pages] == ([] if status.startswith("3") else [int(status[:3])])
    assert left_out == ({"redirect": 1} if status.startswith("3") else {})


# Where an HTML page says it comes from, strongest first; nothing else is believed.
@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://a.no/x">', "https://a.no/x"),
        ("<link href=https://a.no/x rel='nofollow CANONICAL'>", "https://a.no/x"),
        ('<meta property="og:url" content="https://b.no/">', "https://b.no/"),
        ('<meta name="og:url" content="https://b.no/">', "https://b.no/"),
        ('<meta property="og:url" content="https://b.no/"><link rel="canonical" href="https://a.no/">',
         "https://a.no/"),
        ('<link rel="canonical" href="/relative"><meta property="og:url" content="https://b.no/">', "https://b.no/"),
        ('<link rel="canonical" href="https://a.no/?q=1&amp;p=2">', "https://a.no/?q=1&p=2"),
        ('<link rel="canonical" href="https://blåbær.no/">', "https://xn--blbr-roah.no/"),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="https://[bad">', None),
        ('<link rel="alternate" href="https://a.no/">', None),
        ("", None),
        ('<body><link rel="canonical" href="https://quoted.no/">', None),
    ],
)  # fmt: skip
def test_the_address_a_page_declares(head: str, url: str | None) -> None:
    assert of_html(f"<html><head>{head}</head>".encode())[0] == url


@pytest.mark.parametrize("odd", ["<![whatever[ ]>", "<!--", "<" * 5000, "<a " + "x=1 " * 40_000 + ">", "</", "<!x y>"])
def test_odd_markup_never_stops_the_search_for_an_address(odd: str) -> None:
    started = time.monotonic()
    of_html(f"<link rel='canonical' href='https://a.no/'>{odd}".encode())
    assert time.monotonic() - started < 2


def test_an_address_in_utf_16() -> None:
    assert of_html('<link rel="canonical" href="https://a.no/">'.encode("utf-16"))[0] == "https://a.no/"


@pytest.mark.parametrize(
    ("answer", "url"),
    [
        ({"acct": "storgard", "followers_count": 5, "url": "https://social.no/@storgard"},
         "https://social.no/api/v1/accounts/lookup?acct=storgard"),
        ({"data": [{"id": "77_1", "created_time": "x"}, {"id": "77_2", "created_time": "y"}]},
         "https://graph.facebook.com/77/posts"),
        ({"data": [{"id": "77_1", "created_time": "x"}, {"id": "78_2", "created_time": "y"}]}, None),
        ({"data": []}, None),
        ({"id": "abc", "category": "x"}, None),
        ({"kind": "youtube#channelListResponse", "items": []}, None),
        ({"error": {"type": "OAuthException"}}, None),
        ([], None),
        ("text", None),
    ],
)  # fmt: skip
def test_the_address_an_answer_implies(answer: object, url: str | None) -> None:
    assert of_answer(answer) == url
