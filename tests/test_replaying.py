"""Reading a crawled month again from its archive, without a request."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from barometer.crawling import crawl
from barometer.errors import ReadingsError
from barometer.months import Month
from barometer.parse import website
from barometer.readings import Outcome, Visit
from barometer.readings_file import read
from barometer.registry import Country
from barometer.replaying import parse
from barometer.storage import DataFolder
from tests.crawl_web import CONTACT, Answer, invented_country, loopback_web, page, site, zipped
from tests.test_crawl_browser import LATE, built, needs_chromium

MONTH = Month(2026, 10)
FRONT = page("storvikkommune", CONTACT)
EMPTY = Answer(status=404)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Country, DataFolder]:
    folder = DataFolder(tmp_path_factory.mktemp("replay") / "zz")
    hosts = {
        "plain": {"/": FRONT, "/kontakt": zipped(page("storvikkommune"))},
        "moved": {"/": Answer(status=302, headers={"Location": "/hjem"}), "/hjem": FRONT, "/kontakt": EMPTY},
        "gone": {"/": Answer("<html>Finnes ikke</html>", status=404)},
        "shut": {"/robots.txt": "User-agent: *\nDisallow: /"},
        "late": {"/": built(LATE), "/menu.json": "{}"},
    }  # fmt: skip
    with loopback_web() as web:
        web.hosts = {f"www.{name}.no": site(pages) for name, pages in hosts.items()}
        country = invented_country({f"9{at:03d}": f"https://www.{name}.no/" for at, name in enumerate(hosts)})
        crawl(country, MONTH, folder, web.settings(), {}, routes=["website"])
    return country, folder


@pytest.fixture
def crawled(original: tuple[Country, DataFolder], tmp_path: Path) -> tuple[Country, DataFolder]:
    copy = shutil.copytree(original[1].root, tmp_path / "zz")
    return original[0], DataFolder(copy)


@needs_chromium
def test_the_same_parser_reads_the_same_from_the_archive(crawled: tuple[Country, DataFolder]) -> None:
    country, folder = crawled
    path = folder.route(MONTH, "website")
    before, accounts = path.read_bytes(), folder.month_accounts(MONTH).read_bytes()
    report = parse(country, MONTH, folder, everything=True)
    assert path.read_bytes() == before
    assert folder.month_accounts(MONTH).read_bytes() == accounts
    # The site whose robots.txt forbids it has nothing archived.
    assert (report.read, report.kept, report.changed) == ({"website": 4}, {"website": 1}, {"website": 0})
    assert report.lines()[0] == "website: 4 visits read again, 0 differently; 1 kept"
    visits = list(read(path, Visit))
    assert [each.outcome for each in visits].count(Outcome.OK) == 3
    assert any(each.is_rendered for visit in visits for each in visit.pages)


def test_only_what_an_older_parser_read_is_read_again(
    crawled: tuple[Country, DataFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    country, folder = crawled
    path = folder.route(MONTH, "website")
    assert parse(country, MONTH, folder).read == {"website": 0}
    monkeypatch.setattr(website, "PARSER_VERSION", "999")
    report = parse(country, MONTH, folder)
    assert report.read == {"website": 4}
    assert {visit.parser_version for visit in read(path, Visit) if visit.archive} == {"999"}


def test_readings_come_from_the_pages_not_from_what_was_read_before(crawled: tuple[Country, DataFolder]) -> None:
    country, folder = crawled
    path = folder.route(MONTH, "website")
    before = path.read_bytes()
    path.write_bytes(before.replace(b'"native_id":"storvikkommune"', b'"native_id":"somebodyelse"'))
    report = parse(country, MONTH, folder, everything=True)
    assert report.changed["website"] >= 2
    assert path.read_bytes() == before


def test_an_archive_that_is_not_what_the_visits_say_stops_with_its_name(crawled: tuple[Country, DataFolder]) -> None:
    country, folder = crawled
    path = folder.route(MONTH, "website")
    before = path.read_bytes()
    archive = folder.archive(MONTH) / "website.warc.gz"
    whole = archive.read_bytes()
    archive.write_bytes(b"")
    with pytest.raises(ReadingsError, match=r"website\.warc\.gz ends before byte"):
        parse(country, MONTH, folder, everything=True)
    archive.write_bytes(whole[:300] + b"\xff" * 40 + whole[340:])
    with pytest.raises(ReadingsError, match=r"website\.warc\.gz is damaged .*restore it from a copy"):
        parse(country, MONTH, folder, everything=True)
    assert path.read_bytes() == before


def test_a_page_that_is_not_in_its_archive_stops_with_its_address(crawled: tuple[Country, DataFolder]) -> None:
    country, folder = crawled
    path = folder.route(MONTH, "website")
    visit = next(each for each in read(path, Visit) if each.outcome is Outcome.NOT_FOUND)
    path.write_bytes(path.read_bytes().replace(visit.pages[0].sha256.encode(), b"0" * 64))
    with pytest.raises(ReadingsError, match=r"does not hold https://www\.gone\.no/.*manifest\.json"):
        parse(country, MONTH, folder, everything=True)
