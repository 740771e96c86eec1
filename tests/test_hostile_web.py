"""Hosts made to harm a crawler, over real HTTP: each costs bounded time, ends as what it is, and harms no other."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from barometer.bounded import Limits
from barometer.crawling import crawl
from barometer.importing import import_files
from barometer.months import Month
from barometer.readings import Outcome, Visit
from barometer.readings_file import read
from barometer.replaying import parse
from barometer.storage import DataFolder
from tests.crawl_web import Answer, Host, invented_country, loopback_web, page, site

MONTH = Month(2026, 10)
FRONT = page("storvikkommune")
ZEROS = b"\0" * (48 << 20)
# Nothing wrong with it, and 0.7 s of CPU; one with more links is refused unread.
MANY_LINKS = "".join(f"<a href='https://www.facebook.com/abcde{at}'>x</a>" for at in range(14_000))
SLOW_TO_PARSE = FRONT.replace("<main>", "<main>" + "<div>" * 200).replace("</main>", f"{MANY_LINKS}</main>")
LIMITS = Limits(seconds=0.2)
TOO_DEEP = FRONT.replace("<main>", "<main>" + "<div>" * 100_000)


def packed(body: bytes, encoding: str) -> Host:
    return site({"/": Answer(body, headers={"Content-Encoding": encoding})})


def zipped_twice() -> bytes:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", ZEROS)
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.zip", inner.getvalue())
    return outer.getvalue()


REFRESH = '<html><head><meta http-equiv="refresh" content="0; url={}"></head><body></body></html>'
HEAD, BODY = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", FRONT.encode()
LENGTH, CHUNKED = b"Content-Length: %d\r\n" % len(BODY), b"Transfer-Encoding: chunked\r\n"
NO_HTTP = (
    BODY,
    b"\x16\x03\x01\x00\xff" + bytes(range(256)) + b"\r\n\r\n",
    b"HTTP/1.1 OK\r\n\r\n" + BODY,
    b"HTTP/1.1 99999 OK\r\n" + LENGTH + b"\r\n" + BODY,
    HEAD + b"No colon\r\n" + LENGTH + b"\r\n" + BODY,
    HEAD + b"X-Nul: a\0b\r\n" + LENGTH + b"\r\n" + BODY,
    HEAD + b"X: a\r\n" * 3_000 + LENGTH + b"\r\n" + BODY,
    HEAD + b"Content-Length: -5\r\n\r\n" + BODY,
    HEAD + b"Content-Length: 9" + b"9" * 40 + b"\r\n\r\n" + BODY,
    HEAD + LENGTH + b"Content-Length: 3\r\n\r\n" + BODY,
    HEAD + LENGTH + CHUNKED + b"\r\n5\r\n<html\r\n0\r\n\r\n",
    # The first part is sound: half a page is none.
    HEAD + CHUNKED + b"\r\n%x\r\n" % len(BODY) + BODY + b"\r\nQ\r\n",
    HEAD + CHUNKED + b"\r\n%x\r\n" % len(BODY) + BODY + b"\r\n-5\r\n",
    HEAD + CHUNKED + b"\r\n%x\r\n" % len(BODY) + BODY + b"\r\n" + b"F" * 20 + b"\r\n",
)
HOSTS: dict[str, tuple[Host, set[Outcome]]] = {
    "plain": (site({"/": FRONT}), {Outcome.OK}),
    "gzip-bomb": (packed(gzip.compress(ZEROS), "gzip"), {Outcome.TOO_LARGE}),
    "deflate-bomb": (packed(zlib.compress(ZEROS), "deflate"), {Outcome.TOO_LARGE}),
    "brotli-bomb": (packed(brotli.compress(ZEROS, quality=1), "br"), {Outcome.TOO_LARGE}),
    "gzip-in-gzip-bomb": (packed(gzip.compress(gzip.compress(ZEROS)), "gzip, gzip"), {Outcome.TOO_LARGE}),
    "gzip-in-gzip": (packed(gzip.compress(gzip.compress(FRONT.encode())), "gzip"), {Outcome.NOT_HTML}),
    "zip-in-zip": (site({"/": Answer(zipped_twice())}), {Outcome.NOT_HTML}),
    "zip-in-zip-in-gzip": (packed(gzip.compress(zipped_twice()), "gzip"), {Outcome.NOT_HTML}),
    "endless": (site({"/": Answer(FRONT, endless=True)}), {Outcome.TOO_LARGE, Outcome.TIMEOUT}),
    "a-byte-a-second": (site({"/": Answer(FRONT, drip=True)}), {Outcome.TIMEOUT}),
    "to-itself": (site({"/": Answer(status=302, headers={"Location": "/"})}), {Outcome.HTTP_ERROR}),
    "in-a-ring": (
        site({path: Answer(status=302, headers={"Location": to}) for path, to in (("/", "/b"), ("/b", "/"))}),
        {Outcome.HTTP_ERROR},
    ),
    "refreshes-itself": (site({"/": REFRESH.format("/")}), {Outcome.HTTP_ERROR, Outcome.NEEDS_BROWSER}),
    "refreshes-in-a-ring": (
        site({"/": REFRESH.format("/b"), "/b": REFRESH.format("/")}), {Outcome.HTTP_ERROR, Outcome.NEEDS_BROWSER},
    ),
    "slow-to-parse": (site({"/": SLOW_TO_PARSE}), {Outcome.UNPARSABLE}),
    "too-deep": (site({"/": TOO_DEEP}), {Outcome.UNPARSABLE}),
    "utf-7": (site({"/": Answer("+ADw-a+AD4-", content_type="text/html; charset=utf-7")}), {Outcome.NOT_HTML}),
    "no-charset": (site({"/": Answer(FRONT, content_type="text/html; charset=zlib")}), {Outcome.OK}),
    "a-pdf": (site({"/": Answer(FRONT, content_type="application/pdf")}), {Outcome.NOT_HTML}),
    # Headers that no number, date or address can be read from.
    **{f"retry-after-{at}": (site({"/": Answer(status=429, headers={"Retry-After": value})}), {Outcome.RATE_LIMITED})
       for at, value in enumerate(("\u00b2", "Mon, 02 Nov 2026 04:00:00 +99999999999999999999", "9" * 400))},
    "to-half-a-host": (site({"/": Answer(status=302, headers={"Location": "http://[::1"})}), {Outcome.UNREACHABLE}),
    # What is no HTTP, or two kinds of it at once.
    **{f"no-http-{at}": (site({"/": Answer(raw=raw)}), {Outcome.UNREACHABLE}) for at, raw in enumerate(NO_HTTP)},
    "last": (site({"/": FRONT}), {Outcome.OK}),
}  # fmt: skip


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DataFolder, dict[str, Visit], float]]:
    folder, names = DataFolder(tmp_path_factory.mktemp("hostile") / "zz"), list(HOSTS)
    with loopback_web() as web:
        web.hosts = {f"www.{name}.no": HOSTS[name][0] for name in names}
        country = invented_country({f"9{at:03d}": f"http://www.{name}.no/" for at, name in enumerate(names)})
        settings = web.settings(sites_at_once=len(names), parse_seconds=LIMITS.seconds, timeout_seconds=4.0)
        began = time.monotonic()
        crawl(country, MONTH, folder, settings, {}, routes=["website"])
        took = time.monotonic() - began
    yield folder, {names[int(each.target) - 9000]: each for each in read(folder.route(MONTH, "website"), Visit)}, took


@pytest.mark.parametrize("name", HOSTS)
def test_a_hostile_host_is_what_it_is_and_never_without_accounts(
    crawled: tuple[DataFolder, dict[str, Visit], float], name: str
) -> None:
    visit = crawled[1][name]
    assert visit.outcome in HOSTS[name][1], (visit.outcome, visit.detail)
    accounts = {each.native_id for each in visit.readings if each.type == "link"}
    assert accounts == ({"storvikkommune"} if visit.outcome is Outcome.OK else set())
    assert visit.detail or visit.outcome is Outcome.OK


def test_all_of_them_together_take_no_longer_than_the_slowest(
    crawled: tuple[DataFolder, dict[str, Visit], float],
) -> None:
    assert crawled[2] < 90


def test_a_page_that_takes_too_long_is_told_by_its_limit(crawled: tuple[DataFolder, dict[str, Visit], float]) -> None:
    assert crawled[1]["slow-to-parse"].detail == "took more than 0.2 s of CPU to parse"


def test_reading_the_archive_again_and_importing_have_the_same_bounds(
    crawled: tuple[DataFolder, dict[str, Visit], float], tmp_path: Path
) -> None:
    folder, visits, _ = crawled
    country = invented_country({f"9{at:03d}": f"http://www.{name}.no/" for at, name in enumerate(HOSTS)})
    parse(country, MONTH, folder, everything=True, limits=LIMITS)
    again = {each.target: each.outcome for each in read(folder.route(MONTH, "website"), Visit)}
    assert again == {each.target: each.outcome for each in visits.values()}
    saved = tmp_path / "slow.html"
    saved.write_text(SLOW_TO_PARSE)
    again_here = DataFolder(tmp_path / "zz")
    report = import_files([saved], country, MONTH, again_here, url="http://www.plain.no/", limits=LIMITS)
    assert report.files[0].outcomes == {Outcome.UNPARSABLE: 1}
