"""An import from end to end: visits, their targets and authorities, again and replaced, and what goes wrong."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from barometer import readings_file
from barometer.cli import app
from barometer.errors import UsageError
from barometer.importing import ImportReport, import_files
from barometer.months import Month
from barometer.readings import Account, Counter, Link, Outcome, Visit
from barometer.registry import load_country
from barometer.storage import DataFolder
from tests.archive_files import warc_bytes

PAGES = Path(__file__).parent / "pages" / "import"
XX = load_country("xx")
MONTH = Month(2026, 10)
SITE = "https://www.storgard.kommune.xx/"
FRONT = (PAGES / "saved_from.html").read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data" / "xx")


def run(folder: DataFolder, *files: Path | str, **options: str) -> ImportReport:
    return import_files([PAGES / file for file in files], XX, MONTH, folder, **options)  # type: ignore[arg-type]


def visits(folder: DataFolder) -> dict[str, Visit]:
    found = {visit.target: visit for visit in readings_file.read(folder.route(MONTH, "import"), Visit)}
    assert all(visit.visit_id == f"2026-10:import:{target}" for target, visit in found.items())
    return found


def accounts(folder: DataFolder) -> set[tuple[str, str, str]]:
    rows = readings_file.read(folder.month_accounts(MONTH), Account)
    return {(each.authority_number, each.channel, each.native_id) for each in rows}


def saved(path: Path, content: bytes, day: int = 20) -> Path:
    path.write_bytes(content)
    at = MONTH.at(day, 12).timestamp()
    os.utime(path, (at, at))
    return path


def test_a_saved_front_page_is_a_visit_to_its_authority(folder: DataFolder) -> None:
    report = run(folder, "saved_from.html")
    assert (report.added, report.failed) == (1, False)
    visit = visits(folder)["6001"]
    assert (visit.authority_number, visit.channel, visit.native_id, visit.route) == ("6001", None, None, "import")
    assert (visit.outcome, visit.url, visit.viewer, visit.archive) == (Outcome.OK, SITE, "person", None)
    assert [page.is_rendered for page in visit.pages] == [True]
    links = [each for each in visit.readings if isinstance(each, Link)]
    assert [(link.channel, link.native_id) for link in links] == [("facebook", "storgardkommune")]
    assert ("6001", "facebook", "storgardkommune") in accounts(folder)


@pytest.mark.parametrize("together", [True, False])
def test_an_account_is_tied_to_its_authority_by_the_website_that_links_it(folder: DataFolder, together: bool) -> None:
    files = ("graph_page.json", "saved_from.html")
    if together:
        run(folder, *files)
    else:
        run(folder, "saved_from.html")
        run(folder, "graph_page.json")
    visit = visits(folder)["facebook:storgardkommune"]
    # Asked for by its number, known by its name.
    assert (visit.authority_number, visit.native_id, visit.outcome) == ("6001", "storgardkommune", Outcome.OK)
    counters = {each.kind: (each.low, each.high) for each in visit.readings if isinstance(each, Counter)}
    assert counters["followers"] == (1512, 1512)
    assert counters["talking_about"] == (31, 31)


def test_an_account_that_nobody_links_to_is_tied_by_hand_or_not_at_all(folder: DataFolder) -> None:
    run(folder, "bluesky_profile.json")
    assert visits(folder)["bluesky:lovbygda.bsky.social"].authority_number is None
    report = run(folder, "bluesky_profile.json", authority="6102")
    assert report.replaced == 1
    assert visits(folder)["bluesky:lovbygda.bsky.social"].authority_number == "6102"


def test_a_browser_session_gives_a_website_and_an_account(folder: DataFolder) -> None:
    report = run(folder, "session.har")
    assert not report.failed
    found = visits(folder)
    assert set(found) == {"6101", "bluesky:indre-ulvevatnet.bsky.social"}
    assert len(found["6101"].pages) == 2
    assert found["bluesky:indre-ulvevatnet.bsky.social"].authority_number == "6101"
    assert report.files[0].left_out == {"redirect": 1, "image/png": 1, "JSON of a website": 1}


def test_other_channels_answers(folder: DataFolder) -> None:
    run(folder, "youtube_channel.json", "cassette.yaml")
    found = visits(folder)
    counters = {
        (target, each.kind): (each.low, each.high)
        for target, visit in found.items()
        for each in visit.readings
        if isinstance(each, Counter)
    }
    # On YouTube a readable handle is the key, on Mastodon a name with its instance.
    assert counters["mastodon:storgard@social.kommune.xx", "followers"] == (77, 77)
    assert counters["youtube:@storgardkommune", "subscribers"][0] <= 118


def test_the_same_files_again_add_nothing(folder: DataFolder) -> None:
    files = ("saved_from.html", "graph_page.json", "front.mhtml", "session.har")
    first = run(folder, *files)
    path = folder.route(MONTH, "import")
    before, judged = path.read_bytes(), folder.month_accounts(MONTH).read_bytes()
    again = run(folder, *files)
    assert (first.added, again.added, again.replaced, again.unchanged) == (5, 0, 0, 5)
    assert (path.read_bytes(), folder.month_accounts(MONTH).read_bytes()) == (before, judged)


def test_pages_of_one_target_in_one_command_are_one_visit(folder: DataFolder) -> None:
    run(folder, "saved_from.html", "single_file.html")
    visit = visits(folder)["6001"]
    assert {page.url for page in visit.pages} == {SITE, f"{SITE}kontakt-oss"}
    assert {each.channel for each in visit.readings if isinstance(each, Link)} == {"facebook", "instagram"}


def test_a_later_file_replaces_and_an_earlier_one_is_refused(folder: DataFolder, tmp_path: Path) -> None:
    old = saved(tmp_path / "old.html", FRONT.replace(b"storgardkommune", b"gammelside"), day=10)
    new = saved(tmp_path / "new.html", FRONT, day=20)
    run(folder, old)
    assert run(folder, new).replaced == 1
    assert ("6001", "facebook", "storgardkommune") in accounts(folder)
    assert ("6001", "facebook", "gammelside") not in accounts(folder)
    report = run(folder, old)
    assert report.failed
    assert "saved later (2026-10-20 12:00 UTC)" in str(report.files[0].error)
    assert len(visits(folder)) == 1
    assert ("6001", "facebook", "storgardkommune") in accounts(folder)


def test_of_two_copies_of_one_page_the_later_counts(folder: DataFolder, tmp_path: Path) -> None:
    new = saved(tmp_path / "new.html", FRONT, day=20)
    old = saved(tmp_path / "old.html", FRONT.replace(b"storgardkommune", b"gammelside"), day=10)
    run(folder, new, old)
    assert [each.native_id for each in visits(folder)["6001"].readings if isinstance(each, Link)] == ["storgardkommune"]


def test_an_error_page_beside_good_ones_does_not_spoil_the_visit(folder: DataFolder, tmp_path: Path) -> None:
    content = warc_bytes((f"{SITE}gone", b"<html>borte</html>"), status="404 Not Found", date="2026-10-20T09:00:00Z")
    run(folder, saved(tmp_path / "a.warc.gz", content + warc_bytes((SITE, FRONT))))
    visit = visits(folder)["6001"]
    assert visit.outcome is Outcome.OK
    assert {(page.status, page.outcome) for page in visit.pages} == {(404, Outcome.NOT_FOUND), (200, Outcome.OK)}
    assert visit.readings


def test_a_page_of_an_unknown_site_is_kept_and_tied_to_nobody(folder: DataFolder, tmp_path: Path) -> None:
    report = run(folder, saved(tmp_path / "a.html", b"<html><h1>Hei</h1></html>"), url="https://www.example.org/")
    (target,) = visits(folder)
    assert report.files[0].targets == [target]
    assert len(target) == 64
    assert visits(folder)[target].authority_number is None
    run(folder, tmp_path / "a.html", url="https://www.example.org/", authority="6001")
    assert "6001" in visits(folder)


def test_what_contradicts_the_register_is_refused(folder: DataFolder) -> None:
    run(folder, "saved_from.html")
    site = run(folder, "saved_from.html", authority="6101")
    assert "is on the website of 6001 Storgard, not of 6101" in str(site.files[0].error)
    account = run(folder, "graph_page.json", authority="6101")
    assert "facebook:storgardkommune is an account of 6001" in str(account.files[0].error)
    assert set(visits(folder)) == {"6001"}


def test_a_broken_file_does_not_stop_the_others(folder: DataFolder, tmp_path: Path) -> None:
    broken = saved(tmp_path / "broken.warc.gz", warc_bytes((SITE, FRONT))[:-40])
    report = run(folder, broken, "nothing.html", "front.mhtml")
    assert report.failed
    assert [bool(file.error) for file in report.files] == [True, True, False]
    assert set(visits(folder)) == {"6102"}
    lines = list(report.lines())
    assert str(broken) in lines[0] and "breaks off" in lines[0] and "save or download it again" in lines[0]
    assert "no such file" in lines[1]


def test_a_file_without_pages_is_an_error(folder: DataFolder, tmp_path: Path) -> None:
    report = run(folder, saved(tmp_path / "a.warc", warc_bytes((SITE, b"x"), content_type="image/png")))
    assert "holds no page" in str(report.files[0].error)
    assert not folder.route(MONTH, "import").exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"authority": "9999"}, "no authority '9999'"),
        ({"channel": "myspace"}, "no channel 'myspace'"),
        ({"url": SITE}, "one document"),
    ],
)
def test_an_option_that_cannot_be_meant_stops_before_reading(
    folder: DataFolder, options: dict[str, str], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        run(folder, "saved_from.html", "front.mhtml", **options)
    assert not folder.root.exists()


def test_an_unfinished_line_is_mended(folder: DataFolder) -> None:
    run(folder, "saved_from.html")
    path = folder.route(MONTH, "import")
    path.write_bytes(path.read_bytes() + b'{"visit_id": "2026-10:imp')
    assert run(folder, "front.mhtml").added == 1
    assert set(visits(folder)) == {"6001", "6102"}


def test_the_command(tmp_path: Path) -> None:
    shutil.copy(PAGES / "saved_from.html", tmp_path / "a")
    (tmp_path / "b").write_text("just words")
    options = ["--country", "xx", "--month", "2026-10", "--data", str(tmp_path / "data")]
    done = CliRunner().invoke(app, ["import", str(tmp_path / "a"), *options])
    assert done.exit_code == 0, done.output
    assert "1 added" in done.output
    failed = CliRunner().invoke(app, ["import", str(tmp_path / "a"), str(tmp_path / "b"), "--json", *options])
    assert failed.exit_code == 2
    first, second = (json.loads(line) for line in failed.output.splitlines())
    assert (first["visits"], first["error"]) == ({"unchanged": 1}, None)
    assert "none of the formats" in second["error"]
