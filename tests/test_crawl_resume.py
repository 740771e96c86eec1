"""Killed in the middle, with SIGKILL: nothing is lost, nothing is there twice, and the archive is whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from barometer.crawling import crawl
from barometer.errors import LockedError
from barometer.months import Month
from barometer.readings import Outcome, Visit
from barometer.readings_file import read
from barometer.storage import DataFolder
from spiders.archive import pages_of
from tests.crawl_web import CONTACT, Answer, Web, invented_country, loopback_web, page, site

MONTH = Month(2026, 10)
SITES = 60
COMMAND = """
import sys
from pathlib import Path
from barometer.crawling import crawl
from barometer.months import Month
from barometer.settings import Settings
from barometer.storage import DataFolder
from tests.crawl_web import invented_country
websites = {f"9{at:03d}": f"http://www.s{at}.no/" for at in range(int(sys.argv[2]))}
folder = DataFolder(Path(sys.argv[1]))
with folder.lock():
    crawl(invented_country(websites), Month(2026, 10), folder, Settings(), {}, routes=["website"])
"""


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with loopback_web() as found:
        for at in range(SITES):
            pages = {"/": Answer(page(f"storvik{at}", CONTACT), wait=0.05), "/kontakt": page(f"storvik{at}")}
            found.hosts[f"www.s{at}.no"] = site(pages)
        yield found


def _command(web: Web, root: Path) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ, "BAROMETER_PROXY": f"http://127.0.0.1:{web.port}", "BAROMETER_SITE_DELAY_SECONDS": "0",
        "BAROMETER_SITES_AT_ONCE": "4",
    }  # fmt: skip
    arguments = [sys.executable, "-c", COMMAND, str(root), str(SITES)]
    return subprocess.Popen(arguments, env=environment, stderr=subprocess.PIPE, cwd=Path(__file__).parents[1])


def _wait_for_visits(folder: DataFolder, count: int) -> None:
    path = folder.route(MONTH, "website")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if path.exists() and path.read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.01)
    pytest.fail(f"no {count} visits after 20 s")


def _children(number: int) -> list[int]:
    """Return the processes that any thread of a process has started."""
    threads = Path(f"/proc/{number}/task").glob("*/children")
    return [int(text) for thread in threads for text in thread.read_text().split()]


def _finish(web: Web, folder: DataFolder) -> None:
    websites = {f"9{at:03d}": f"http://www.s{at}.no/" for at in range(SITES)}
    crawl(invented_country(websites), MONTH, folder, web.settings(), {}, routes=["website"])


def _assert_whole(folder: DataFolder) -> None:
    visits = list(read(folder.route(MONTH, "website"), Visit))
    assert Counter(visit.target for visit in visits) == {f"9{at:03d}": 1 for at in range(SITES)}
    assert {visit.outcome for visit in visits} == {Outcome.OK}
    for visit in visits:
        assert visit.archive and visit.archive_offset is not None and visit.archive_length
        kept = list(pages_of(folder.archive(MONTH) / visit.archive, visit.archive_offset, visit.archive_length))
        assert [each.url for each in kept] == [each.url for each in visit.pages]
    path = folder.archive(MONTH) / "website.warc.gz"
    with path.open("rb") as source:
        urls = Counter(each.rec_headers.get_header("WARC-Target-URI") for each in ArchiveIterator(source))
    assert urls == {f"http://www.s{at}.no/{end}": 1 for at in range(SITES) for end in ("", "kontakt")}
    manifest = json.loads((folder.archive(MONTH) / "manifest.json").read_text())["files"]["website.warc.gz"]
    assert (manifest["records"], manifest["bytes"]) == (2 * SITES, path.stat().st_size)


def test_the_command_refuses_another_beside_it_and_goes_on_after_being_killed(web: Web, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "zz")
    command = _command(web, folder.root)
    _wait_for_visits(folder, 1)
    with pytest.raises(LockedError, match="another run is working on"), folder.lock():
        pytest.fail("the lock was given twice")
    _wait_for_visits(folder, SITES // 4)
    (child,) = _children(command.pid)
    command.kill()
    command.wait()
    # Its crawl process sees the end of its standard input, and goes too.
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    done = sum(1 for line in folder.route(MONTH, "website").read_bytes().split(b"\n") if line.endswith(b"}"))
    assert SITES // 4 <= done < SITES
    before = len(web.asked)
    _finish(web, folder)
    _assert_whole(folder)
    # Only what had no visit was asked for again: two pages a site, and robots.txt where it had not been asked for.
    again = [each.path == "/robots.txt" for each in web.asked[before:]]
    assert again.count(False) == 2 * (SITES - done)
    assert SITES - done - 4 <= again.count(True) <= SITES - done


def test_the_crawl_process_killed_is_reported_and_started_again(web: Web, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "zz")
    command = _command(web, folder.root)
    _wait_for_visits(folder, SITES // 3)
    (child,) = _children(command.pid)
    os.kill(child, signal.SIGKILL)
    said = command.communicate(timeout=20)[1].decode()
    assert command.returncode
    assert "BarometerError: the website crawl ended early (exit code -9); visits already made are kept" in said
    _finish(web, folder)
    _assert_whole(folder)
