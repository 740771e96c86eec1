"""Pages that have not changed since last month: asked for by ETag and Last-Modified, answered by 304, read again."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from barometer.crawling import crawl
from barometer.months import Month
from barometer.parse import website
from barometer.readings import Outcome, Visit
from barometer.readings_file import read
from barometer.registry import Country
from barometer.replaying import parse
from barometer.storage import DataFolder
from spiders.earlier import EarlierPages
from spiders.job import CrawlJob, Target
from tests.crawl_web import CONTACT, Answer, Asked, Host, Web, invented_country, loopback_web, page

MONTHS = (Month(2026, 10), Month(2026, 11))
OLD, NEW = page("storvikkommune", CONTACT), page("nystorvik", CONTACT)
CHANGED_ON = "Tue, 20 Oct 2026 02:00:00 GMT"
ZIPPED = {"Content-Encoding": "gzip"}


class _Site:
    """A host that validates; the second month begins when `is_later` is set."""

    def __init__(self, web: Web, name: str) -> None:
        self.web, self.name, self.is_later = web, name, False

    def answer(self, path: str) -> Answer:
        asked = [each for each in self.web.asked if each.host == f"www.{self.name}.no"][-1]
        if path == "/robots.txt":
            return Answer(status=404)
        verdict = SITES[self.name](path, asked, self.is_later)
        return verdict if isinstance(verdict, Answer) else Answer(verdict)


def _tagged(tag: str, asked: Asked, body: bytes | str, **headers: str) -> Answer:
    headers = {"ETag": tag, **headers}
    if asked.headers.get("If-None-Match") == tag:
        return Answer(status=304, headers={"ETag": tag})
    return Answer(body, headers=headers)


def _dated(path: str, asked: Asked, is_later: bool) -> Answer:
    if asked.headers.get("If-Modified-Since") == CHANGED_ON:
        return Answer(status=304)
    return Answer(OLD if path == "/" else page(), headers={"Last-Modified": CHANGED_ON})


def _moved(path: str, asked: Asked, is_later: bool) -> Answer:
    if path == "/":
        return Answer(status=302, headers={"Location": "/hjem"})
    return _tagged('"home"', asked, OLD)


def _mistaken(path: str, asked: Asked, is_later: bool) -> Answer:
    """Say 304 whatever is asked about, and name the tag of the page as it is now."""
    if is_later and "If-None-Match" in asked.headers:
        return Answer(status=304, headers={"ETag": '"new"'})
    return Answer(NEW if is_later else OLD, headers={"ETag": '"new"' if is_later else '"old"'})


SITES = {
    # What the site answers: asked with the same validators next month, and again unchanged.
    "tagged": lambda path, asked, is_later: _tagged('"a1"', asked, OLD if path == "/" else page()),
    "weak": lambda path, asked, is_later: _tagged('W/"a1"', asked, OLD),
    "zipped": lambda path, asked, is_later: _tagged('"z"', asked, gzip.compress(OLD.encode()), **ZIPPED),
    "dated": _dated,
    "moved": _moved,
    # The page has changed, and its tag with it.
    "changed": lambda path, asked, is_later: _tagged(f'"{is_later}"', asked, NEW if is_later else OLD),
    # Faults of servers: the same tag for another page; 304 for another tag than ours; 304 for no question at all.
    "forgetful": lambda path, asked, is_later: _tagged('"same"', asked, NEW if is_later else OLD),
    "mistaken": _mistaken,
    "unasked": lambda path, asked, is_later: Answer(status=304) if is_later else Answer(OLD),
    # No validators, and none that may be used: what was no page is asked for whole.
    "plain": lambda path, asked, is_later: Answer(NEW if is_later else OLD),
    "missing": lambda path, asked, is_later: _tagged('"m"', asked, OLD) if is_later else Answer(
        "<html>Fant ikke</html>", status=404, headers={"ETag": '"m"'}),
}  # fmt: skip
UNCHANGED = ("tagged", "weak", "zipped", "dated", "moved", "forgetful")


@dataclass(frozen=True)
class Played:
    web: Web
    country: Country
    folder: DataFolder
    later: dict[str, list[Asked]]
    visits: dict[str, Visit]
    line: str


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder = DataFolder(tmp_path_factory.mktemp("unchanged") / "zz")
    names = list(SITES)
    with loopback_web() as web:
        sites = {name: _Site(web, name) for name in names}
        hosts: dict[str, Host] = {f"www.{name}.no": each.answer for name, each in sites.items()}
        web.hosts = hosts
        country = invented_country({f"9{at:03d}": f"http://www.{name}.no/" for at, name in enumerate(names)})
        for month in MONTHS:
            first = len(web.asked)
            report = crawl(country, month, folder, web.settings(clock=month.at(20, 4)), {}, routes=["website"])
            for each in sites.values():
                each.is_later = True
        later = {name: [each for each in web.asked[first:] if each.host == f"www.{name}.no"] for name in names}
        found = read(folder.route(MONTHS[1], "website"), Visit)
        visits = {names[int(each.target) - 9000]: each for each in found}
        yield Played(web, country, folder, later, visits, report.lines()[0])


@pytest.fixture
def played(original: Played, tmp_path: Path) -> Played:
    copy = DataFolder(shutil.copytree(original.folder.root, tmp_path / "zz"))
    return replace(original, folder=copy)


def _accounts(visit: Visit) -> set[str | None]:
    return {each.native_id for each in visit.readings if each.type == "link"}


@pytest.mark.parametrize(
    ("name", "outcome", "account"),
    [*((name, Outcome.OK, "storvikkommune") for name in UNCHANGED),
     ("changed", Outcome.OK, "nystorvik"), ("mistaken", Outcome.OK, "nystorvik"), ("plain", Outcome.OK, "nystorvik"),
     ("missing", Outcome.OK, "storvikkommune"), ("unasked", Outcome.HTTP_ERROR, None)],
)  # fmt: skip
def test_the_later_month_reads_what_the_site_shows(
    original: Played, name: str, outcome: Outcome, account: str | None
) -> None:
    visit = original.visits[name]
    assert visit.outcome is outcome
    assert _accounts(visit) == ({account} if account else set())
    # The readings are of this month, wherever the body came from.
    assert all(each.fetched_at >= MONTHS[1].at(20, 4) for each in visit.pages)


def test_validators_are_sent_with_their_own_address_only(original: Played) -> None:
    def sent(name: str, path: str) -> list[tuple[str | None, str | None]]:
        asked = [each.headers for each in original.later[name] if each.path == path]
        return [(each.get("If-None-Match"), each.get("If-Modified-Since")) for each in asked]

    assert sent("tagged", "/") == [('"a1"', None)]
    assert sent("weak", "/kontakt") == [('W/"a1"', None)]
    assert sent("dated", "/") == [(None, CHANGED_ON)]
    assert sent("moved", "/") == [(None, None)]
    assert sent("moved", "/hjem") == [('"home"', None)]
    # Asked about, told nonsense, asked again for the whole page.
    assert sent("mistaken", "/") == [('"old"', None), (None, None)]
    assert sent("missing", "/") == sent("plain", "/") == [(None, None)]


def test_each_month_is_complete_without_the_one_before(played: Played) -> None:
    shutil.rmtree(played.folder.archive(MONTHS[0]))
    path = played.folder.route(MONTHS[1], "website")
    before = path.read_bytes()
    report = parse(played.country, MONTHS[1], played.folder, everything=True)
    assert report.read == {"website": len(SITES)}
    assert path.read_bytes() == before


def test_todays_parser_reads_the_page_that_was_not_sent(played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(website, "PARSER_VERSION", "999")
    parse(played.country, MONTHS[1], played.folder)
    visits = {each.target: each for each in read(played.folder.route(MONTHS[1], "website"), Visit)}
    tagged = visits[original_target("tagged")]
    assert (tagged.parser_version, _accounts(tagged)) == ("999", {"storvikkommune"})


def original_target(name: str) -> str:
    return f"9{list(SITES).index(name):03d}"


def test_a_revisit_record_points_to_a_record_in_its_own_file(original: Played) -> None:
    path = original.folder.archive(MONTHS[1]) / "website.warc.gz"
    with path.open("rb") as source:
        headers = [each.rec_headers for each in ArchiveIterator(source, check_digests="raise")]
    dates = {each.get_header("WARC-Record-ID"): each.get_header("WARC-Date") for each in headers}
    revisits = [each for each in headers if each.get_header("WARC-Type") == "revisit"]
    assert {each.get_header("WARC-Target-URI").split("/")[2] for each in revisits} == {
        f"www.{name}.no" for name in UNCHANGED
    }
    for each in revisits:
        assert each.get_header("WARC-Refers-To-Date") == dates[each.get_header("WARC-Refers-To")]
        assert each.get_header("WARC-Refers-To-Date").startswith("2026-10-20T")
        assert each.get_header("WARC-Date").startswith("2026-11-20T")
    manifest = (original.folder.archive(MONTHS[1]) / "manifest.json").read_text()
    assert f'"unchanged": {len(revisits)}' in manifest
    pages = sum(1 for visit in original.visits.values() for each in visit.pages if each.status in (200, 404))
    assert f"; {len(revisits)} of {pages} pages unchanged" in original.line


def _earlier(played: Played, month: Month, days: int = 0) -> set[str]:
    target = Target(key=original_target("tagged"), authority_number=None, channel=None, native_id=None, url="")
    job = CrawlJob(
        route="website", month=str(month), root=str(played.folder.root), country=played.country, targets=(target,)
    )
    return set(EarlierPages(job).of(target.key, month.at(20, 4) + timedelta(days=days)))


def test_what_is_gone_broken_or_old_is_asked_for_whole(played: Played) -> None:
    both = {"http://www.tagged.no/", "http://www.tagged.no/kontakt"}
    later = MONTHS[1].shift(1)
    # Copied from October through November: still October's record, and believed for a hundred days.
    assert _earlier(played, later) == both
    assert _earlier(played, later, days=38) == both
    assert _earlier(played, later, days=40) == set()
    assert _earlier(played, MONTHS[0]) == set(), "no month before the first"
    path = played.folder.archive(MONTHS[1]) / "website.warc.gz"
    whole = path.read_bytes()
    at = (played.visits["tagged"].archive_offset or 0) + 60
    for broken in (whole[:100], whole[:at] + b"\xff" * 40 + whole[at + 40 :], b"\0" * len(whole), b""):
        path.write_bytes(broken)
        assert _earlier(played, later) == set()
    # Any one byte: nothing is taken from that visit, or all of it where the byte says nothing of the pages.
    visit = played.visits["tagged"]
    at, length = visit.archive_offset or 0, visit.archive_length or 0
    for wrong in range(at, at + length, max(1, length // 150)):
        path.write_bytes(whole[:wrong] + bytes([whole[wrong] ^ 0x55]) + whole[wrong + 1 :])
        assert _earlier(played, later) in (set(), both), wrong
    path.unlink()
    assert _earlier(played, later) == set()


def test_lines_that_are_no_visits_cost_a_full_fetch_only(played: Played) -> None:
    path = played.folder.route(MONTHS[1], "website")
    lines = path.read_bytes().splitlines()
    own = next(line for line in lines if f'"target":"{original_target("tagged")}"'.encode() in line)
    path.write_bytes(b'{"half": \n[]\n{}\n' + own + b"\n")
    assert len(_earlier(played, MONTHS[1].shift(1))) == 2
    path.write_bytes(own[: len(own) // 2])
    assert _earlier(played, MONTHS[1].shift(1)) == set()
