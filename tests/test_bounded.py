"""Pages under limits: what ends the parsing process, what is said of it, and that nothing else notices."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from barometer.bounded import BoundedParser, Limits
from barometer.errors import BarometerError, UsageError
from barometer.parse.page import PARSERS, read_page
from barometer.readings import Outcome, Page, PageReading
from barometer.registry import load_country
from spiders.visits import DocumentReader
from tests.saved import PAGES, page_of

COUNTRY = load_country("no")
URL = "https://www.facebook.com/storvikkommune/"
HEAD = (
    '<html lang="en"><head><title>Storvik kommune</title><meta property="og:title" content="Storvik kommune">'
    '<meta property="og:description" content="Storvik kommune. 5,941 likes · 7 talking about this."></head><body>'
)
GOOD = page_of(HEAD, URL)
LARGE = page_of(HEAD + "<b>x</b>" * 1_200_000, URL)
"""Nearly 10 MiB of elements: seconds of CPU and hundreds of megabytes, and nothing wrong with it."""
SEEN = {"likes": 5_941, "talking_about": 7}


@pytest.fixture(scope="module")
def ready() -> Iterator[BoundedParser]:
    with BoundedParser(COUNTRY) as parser:
        yield parser


def pid_of(parser: BoundedParser) -> int:
    assert parser.pid is not None
    return parser.pid


def is_running(pid: int) -> bool:
    """Whether a process does anything yet; one that has ended may lie about until its parent asks for it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def within(seconds: float, is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)
    return is_so()


def counted(reading: PageReading) -> dict[str, int]:
    return {each.kind: each.low for each in reading.readings if each.type == "counter"}


SAVED = sorted(path for path in PAGES.rglob("*") if path.parent.name in PARSERS and path.suffix in (".html", ".json"))


@pytest.mark.parametrize("channel", sorted({path.parent.name for path in SAVED}))
def test_it_reads_what_the_parsers_read(ready: BoundedParser, channel: str) -> None:
    pages = [page_of(path.read_bytes(), URL) for path in SAVED if path.parent.name == channel]
    assert pages
    for page in pages:
        assert ready.read_page(page, channel) == read_page(page, channel, COUNTRY)


def test_one_process_reads_page_after_page(ready: BoundedParser) -> None:
    ready.read_page(GOOD, "facebook")
    first = pid_of(ready)
    assert [counted(ready.read_page(GOOD, "facebook")) for _ in range(20)] == [SEEN] * 20
    assert pid_of(ready) == first


def test_an_unknown_channel_is_refused_with_the_known_ones(ready: BoundedParser) -> None:
    with pytest.raises(UsageError, match=r"no parser 'myspace'.*website, facebook"):
        ready.read_page(GOOD, "myspace")


@pytest.mark.parametrize(
    ("limits", "detail"),
    [
        (Limits(seconds=1.5), "took more than 1.5 s of CPU to parse"),
        (Limits(megabytes=128), "needs more than 128 MB to parse"),
    ],
)
def test_a_page_beyond_a_limit_is_unparsable_and_the_next_one_is_read(limits: Limits, detail: str) -> None:
    with BoundedParser(COUNTRY, limits) as parser:
        reading = parser.read_page(LARGE, "facebook")
        assert (reading.outcome, reading.detail, reading.readings) == (Outcome.UNPARSABLE, detail, ())
        assert counted(parser.read_page(GOOD, "facebook")) == SEEN


@pytest.mark.parametrize("megabytes", range(80, 300, 40))
def test_where_memory_runs_out_no_part_of_a_page_is_taken_for_the_whole(megabytes: int) -> None:
    # The number stands last: a tree that was given up half-way would be a page without it.
    body = HEAD.replace("og:description", "x") + "<b>x</b>" * 200_000 + "<p>5,941 likes</p>"
    with BoundedParser(COUNTRY, Limits(megabytes=megabytes)) as parser:
        reading = parser.read_page(page_of(body, URL), "facebook")
    if reading.outcome is Outcome.UNPARSABLE:
        assert reading.detail == f"needs more than {megabytes} MB to parse"
    else:
        assert counted(reading) == {"likes": 5_941}


def test_a_crash_ends_one_page_only() -> None:
    with BoundedParser(COUNTRY, Limits(megabytes=2000)) as parser:
        parser.read_page(GOOD, "facebook")
        crashes = []

        def crash() -> None:
            # Twice: a fresh process gets a second try with the page.
            for _ in range(2):
                assert within(20, lambda: parser.pid is not None and parser.pid not in crashes)
                time.sleep(0.4)
                crashes.append(pid_of(parser))
                os.kill(crashes[-1], signal.SIGSEGV)

        thread = threading.Thread(target=crash)
        thread.start()
        reading = parser.read_page(LARGE, "facebook")
        thread.join()
        assert (reading.outcome, reading.detail) == (Outcome.UNPARSABLE, "the parser's process crashed (signal 11)")
        assert counted(parser.read_page(GOOD, "facebook")) == SEEN


def test_after_a_large_page_a_fresh_process_reads() -> None:
    with BoundedParser(COUNTRY) as parser:
        assert counted(parser.read_page(page_of(HEAD + "x" * (3 << 20), URL), "facebook")) == SEEN
        first = pid_of(parser)
        assert counted(parser.read_page(GOOD, "facebook")) == SEEN
        assert pid_of(parser) != first


def test_a_process_that_died_between_two_pages_costs_none(ready: BoundedParser) -> None:
    ready.read_page(GOOD, "facebook")
    os.kill(pid_of(ready), signal.SIGKILL)
    assert counted(ready.read_page(GOOD, "facebook")) == SEEN


def test_a_mistake_of_a_parser_costs_the_page_and_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    broken = Page(url=URL, final_url=URL, status=200, content_type="", body=None, fetched_at=GOOD.fetched_at)  # type: ignore[arg-type]
    with BoundedParser(COUNTRY) as parser:
        reading = parser.read_page(broken, "facebook")
        assert counted(parser.read_page(GOOD, "facebook")) == SEEN
    assert (reading.outcome, reading.detail) == (Outcome.UNPARSABLE, "the parser's process crashed (exit code 1)")
    assert "TypeError" in capfd.readouterr().err


def test_a_process_that_does_nothing_is_not_waited_for() -> None:
    with BoundedParser(COUNTRY, Limits(seconds=0.5)) as parser:
        parser.read_page(GOOD, "facebook")
        os.kill(pid_of(parser), signal.SIGSTOP)
        reading = parser.read_page(GOOD, "facebook")
    assert (reading.outcome, reading.detail) == (Outcome.UNPARSABLE, "took more than 3 s to parse")


def test_a_process_that_cannot_start_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "barometer").mkdir()
    (tmp_path / "barometer" / "__init__.py").write_text("raise SystemExit(7)\n")
    monkeypatch.chdir(tmp_path)
    with BoundedParser(COUNTRY) as parser, pytest.raises(BarometerError, match=r"does not start .*exit code 7"):
        parser.read_page(GOOD, "facebook")


def test_the_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAROMETER_GRAPH_TOKEN", "very-secret")
    with BoundedParser(COUNTRY) as parser:
        parser.read_page(GOOD, "facebook")
        assert b"very-secret" not in Path(f"/proc/{pid_of(parser)}/environ").read_bytes()


def test_it_ends_with_the_command() -> None:
    with BoundedParser(COUNTRY) as parser:
        parser.read_page(GOOD, "facebook")
        pid = pid_of(parser)
    assert not is_running(pid) and parser.pid is None


PARENT = """
import sys
from tests.test_bounded import COUNTRY, GOOD, LARGE, BoundedParser, Limits
parser = BoundedParser(COUNTRY, Limits(seconds=3, megabytes=2000))
parser.read_page(GOOD, "facebook")
print(parser.pid, flush=True)
parser.read_page(LARGE, "facebook") if sys.argv[1] == "busy" else sys.stdin.read()
"""


@pytest.mark.parametrize("state", ["idle", "busy"])
def test_a_parent_that_is_killed_leaves_no_orphan(state: str) -> None:
    command = [sys.executable, "-c", PARENT, state]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        time.sleep(0.2)
        assert is_running(pid)
        parent.kill()
    # A busy one ends with its page, and a page has a limit.
    assert within(15, lambda: not is_running(pid))


def test_the_event_loop_goes_on_while_a_page_is_read_and_the_order_stays() -> None:
    async def crawl() -> tuple[list[str], int]:
        reader = DocumentReader(BoundedParser(COUNTRY, Limits(seconds=1.5, megabytes=2000)))
        ended: list[str] = []

        async def read(name: str, page: Page) -> None:
            seen = await reader.read(page, "facebook", is_first=True)
            ended.append(f"{name} {seen.reading.outcome}")

        names = [("large", LARGE), *((f"good {at}", GOOD) for at in range(5))]
        tasks = [asyncio.create_task(read(*each)) for each in names]
        ticks = 0
        while not all(task.done() for task in tasks):
            await asyncio.sleep(0.01)
            ticks += 1
        reader.close()
        return ended, ticks

    ended, ticks = asyncio.run(crawl())
    assert ended == ["large unparsable", *(f"good {at} ok" for at in range(5))]
    assert ticks > 20
