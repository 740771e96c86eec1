"""The archive on disk: records that any WARC reader reads, cut and counted to the byte."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from barometer.errors import ReadingsError
from barometer.months import Month
from barometer.readings import Outcome, Visit
from barometer.readings_file import read
from barometer.storage import DataFolder
from spiders.archive import append, conversion_record, cut, pages_of, response_record, write_manifest
from spiders.job import CrawlJob, Target
from spiders.record import RouteRecord
from spiders.visits import missing, visit_of
from tests.crawl_web import invented_country

AT = datetime(2026, 10, 20, 4, tzinfo=UTC)
HTML = "<html><body>Blåbærsyltetøy på Ås</body></html>".encode()
TARGETS = tuple(
    Target(key=f"900{at}", authority_number=f"900{at}", channel=None, native_id=None, url=f"http://www.s{at}.no/")
    for at in range(3)
)


@pytest.mark.parametrize(
    ("encoding", "wire"),
    [
        (None, HTML),
        ("gzip", gzip.compress(HTML, mtime=0)),
        ("deflate", zlib.compress(HTML)),
        ("deflate", zlib.compress(HTML)[2:-4]),  # raw, as old servers send it
    ],
)
def test_a_body_is_kept_as_it_came_and_read_back_as_it_was(tmp_path: Path, encoding: str | None, wire: bytes) -> None:
    headers = [("Content-Type", "text/html; charset=utf-8"), *([("Content-Encoding", encoding)] if encoding else [])]
    path = tmp_path / "a.warc.gz"
    offset, length = append(path, [response_record("http://www.s.no/å", 200, headers, wire, AT)])
    (page,) = pages_of(path, offset, length)
    assert (page.url, page.status, page.body) == ("http://www.s.no/å", 200, HTML)
    assert page.content_type == "text/html; charset=utf-8"
    assert not page.is_rendered


def test_redirects_and_rendered_pages_are_told_from_answers(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    first = append(path, [response_record("http://www.s.no/", 200, [], b"first", AT)])
    moved = response_record("http://www.s.no/", 301, [("Location", "/hjem")], b"", AT)
    second = append(path, [moved, conversion_record("http://www.s.no/hjem", HTML, AT)])
    assert [page.body for page in pages_of(path, *first)] == [b"first"]
    redirect, rendered = pages_of(path, *second)
    assert (redirect.location, redirect.is_rendered) == ("/hjem", False)
    assert (rendered.location, rendered.is_rendered, rendered.body) == (None, True, HTML)


def test_the_whole_file_is_a_valid_warc_with_digests_that_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    append(path, [response_record(f"http://www.s{at}.no/", 200, [], HTML * at, AT) for at in range(20)])
    with path.open("rb") as source:
        records = ArchiveIterator(source, check_digests="raise")
        urls = [(record.rec_headers.get_header("WARC-Target-URI"), len(record.content_stream().read()))
                for record in records]  # fmt: skip
    assert urls == [(f"http://www.s{at}.no/", len(HTML) * at) for at in range(20)]


def test_a_file_shorter_than_its_visits_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    offset, length = append(path, [response_record("http://www.s.no/", 200, [], HTML, AT)])
    assert cut(path, length - 1) == 1
    with pytest.raises(ReadingsError, match=r"a\.warc\.gz ends before byte"):
        list(pages_of(path, offset, length))
    with pytest.raises(ReadingsError, match="ends before byte"):
        list(pages_of(tmp_path / "gone.warc.gz", 0, 10))


def test_the_manifest_counts_and_hashes_every_file(tmp_path: Path) -> None:
    write_manifest(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()
    append(tmp_path / "website.warc.gz", [response_record("http://www.s.no/", 200, [], HTML, AT)] * 3)
    write_manifest(tmp_path)
    content = (tmp_path / "website.warc.gz").read_bytes()
    assert json.loads((tmp_path / "manifest.json").read_text()) == {
        "files": {
            "website.warc.gz": {"bytes": len(content), "records": 3, "unchanged": 0,
                                "sha256": hashlib.sha256(content).hexdigest()}
        }
    }


def _job(root: Path) -> CrawlJob:
    return CrawlJob(route="website", month="2026-10", root=str(root), country=invented_country({}), targets=TARGETS)


def _visit(target: Target, outcome: Outcome = Outcome.HTTP_ERROR) -> Visit:
    return visit_of(target, "2026-10", "website", [missing(target.url, outcome, "", AT)], (AT, AT), "1", "logged_out")


def test_what_was_written_without_its_visit_is_cut_off_and_the_rest_stays(tmp_path: Path) -> None:
    record = RouteRecord(_job(tmp_path), keeps_archive=True)
    piece = response_record("http://www.s.no/", 200, [], HTML, AT)
    kept = [record.commit(_visit(target), [piece, piece]) for target in TARGETS[:2]]
    whole = record.archive.read_bytes()
    # Killed after the archive and in the middle of the visit's line.
    append(record.archive, [piece])
    with record.readings.open("ab") as out:
        out.write(b'{"visit_id":"2026-10:website:9002","mon')
    record.close()
    again = RouteRecord(_job(tmp_path), keeps_archive=True)
    assert again.resume(drop_refused=True) == {"9000", "9001"}
    assert again.left(TARGETS, {"9000", "9001"}) == [TARGETS[2]]
    assert again.archive.read_bytes() == whole
    assert list(read(again.readings, Visit)) == kept
    again.close()


def test_visits_refused_for_want_of_a_permission_are_made_once_there_is_one(tmp_path: Path) -> None:
    record = RouteRecord(_job(tmp_path), keeps_archive=False)
    for target, outcome in zip(TARGETS, (Outcome.NO_PERMISSION, Outcome.OK, Outcome.NO_PERMISSION), strict=True):
        record.commit(_visit(target, outcome), [])
    assert record.resume(drop_refused=False) == {"9000", "9001", "9002"}
    assert record.resume(drop_refused=True) == {"9001"}
    assert [visit.target for visit in read(DataFolder(tmp_path).route(Month(2026, 10), "website"), Visit)] == ["9001"]
    record.close()


@pytest.mark.parametrize(
    "passing", [Outcome.RATE_LIMITED, Outcome.TIMEOUT, Outcome.UNREACHABLE, Outcome.NEEDS_BROWSER]
)
def test_visits_that_failed_for_a_passing_reason_are_made_again(tmp_path: Path, passing: Outcome) -> None:
    record = RouteRecord(_job(tmp_path), keeps_archive=False)
    for target, outcome in zip(TARGETS, (passing, Outcome.NOT_FOUND, Outcome.OK), strict=True):
        record.commit(_visit(target, outcome), [])
    assert record.resume(drop_refused=False) == {"9001", "9002"}
    record.close()


def test_social_pages_are_not_kept_unless_asked_for(tmp_path: Path) -> None:
    record = RouteRecord(_job(tmp_path), keeps_archive=False)
    visit = record.commit(_visit(TARGETS[0]), [response_record("http://www.s.no/", 200, [], HTML, AT)])
    assert visit.archive is None
    assert not record.archive.exists()
    record.close()
