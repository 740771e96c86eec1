"""Pages made to hang, fill or trick the browser: each is bounded, none counts as read, the next one is rendered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from barometer.readings import Outcome
from barometer.settings import Settings
from spiders.addresses import Rules
from spiders.browser import Browser, Rendered, RenderFailed
from spiders.egress import Egress
from spiders.politeness import site_finder
from tests.browsing import REASON, found
from tests.crawl_web import Answer, Web, loopback_web, site

pytestmark = pytest.mark.skipif(found() is None, reason=REASON)

SECONDS = 3.0
AGENT = "Barometer/0.1 (+mailto:test@example.org)"
BOUNDED = {Outcome.TIMEOUT, Outcome.UNPARSABLE, Outcome.TOO_LARGE}


def _page(script: str, body: str = "") -> str:
    return f"<!DOCTYPE html><html><body><p>Storvik</p>{body}<script>{script}</script></body></html>"


HOSTILE: dict[str, Answer | str] = {
    "/loop": _page("while (true) {}"),
    "/late-loop": _page("setTimeout(() => { while (true) {} }, 500)"),
    "/reload": _page("setInterval(() => location.reload(), 1)"),
    "/navigate": _page("setInterval(() => { location.href = '/navigate?' + Math.random() }, 1)"),
    "/alert": _page("for (;;) { alert('x'); confirm('y') }"),
    "/dom": _page("for (;;) document.body.append('x'.repeat(100000), document.createElement('div'))"),
    "/heap": _page("let kept = []; for (;;) kept.push(new Array(1e6).fill(Math.random()))"),
    "/huge": _page("document.body.append('x'.repeat(3e7))"),
    "/slow-body": Answer(_page("") + "x" * 64 * 100, drip=True),
    "/elsewhere": _page("location.href = 'http://www.elsewhere.no/'"),
    "/blank": _page("location.href = 'about:blank'"),
}
BUFFERS = _page("let kept = []; for (;;) { let b = new Uint8Array(1e8); b.fill(1); kept.push(b) }")
HARMLESS: dict[str, Answer | str] = {
    "/print": _page("print(); print()"),
    "/leaving": _page("onbeforeunload = () => 'x'; addEventListener('unload', () => { while (true) {} })"),
    "/pop-ups": _page("for (let i = 0; i < 50; i++) window.open('/plain?' + i)"),
    "/elsewhere-late": _page("onload = () => setTimeout(() => { location.href = 'http://www.elsewhere.no/' }, 50)"),
    "/downloads": _page("for (let i = 0; i < 20; i++) { let a = document.createElement('a'); a.href = '/file'; "
                        "a.download = 'x'; document.body.append(a); a.click() }"),
    "/getters": _page("Object.defineProperty(Element.prototype, 'outerHTML', {get: () => 'no account here'})"),
    "/plain": _page(""),
}  # fmt: skip
FILE = Answer(b"PK\x03\x04", headers={"Content-Disposition": "attachment"}, content_type="application/zip")
OTHER: dict[str, Answer | str] = {"/file": FILE, "/buffers": BUFFERS}


class Played:
    """How each page ended, in what time, and a plain page rendered right after it."""

    def __init__(self) -> None:
        self.ends: dict[str, Rendered | RenderFailed] = {}
        self.seconds: dict[str, float] = {}
        self.beside: list[Rendered | RenderFailed] = []
        self.after: Rendered | RenderFailed | None = None


async def _play(web: Web, folder: Path) -> Played:
    async def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    hostile_site = site({**HOSTILE, **HARMLESS, **OTHER})
    web.hosts = {
        "www.hostile.no": lambda path: hostile_site(path.split("?")[0]),
        "www.storvik.no": site({"/": _page("document.body.append('rendered')")}),
    }
    gate = Egress(
        Rules(f"www.hostile.no:{web.port},www.storvik.no:{web.port}"), now=lambda: datetime.now(UTC),
        record=folder / "refused.jsonl", resolve=resolve,
    )  # fmt: skip
    browser = Browser(Settings(chromium_sandbox=False, render_seconds=SECONDS), AGENT, gate)
    site_of = site_finder(())
    played = Played()

    async def render(url: str) -> Rendered | RenderFailed:
        try:
            return await browser.render(url, site_of)
        except RenderFailed as error:
            return error

    async def one(path: str) -> None:
        began = time.monotonic()
        played.ends[path] = await render(f"http://www.hostile.no:{web.port}{path}")
        played.seconds[path] = time.monotonic() - began

    async def hostile() -> None:
        # Two at a time: the third place is that of the plain pages beside them.
        waiting = [*HOSTILE, *HARMLESS, *OTHER]

        async def work() -> None:
            while waiting:
                await one(waiting.pop(0))

        await asyncio.gather(work(), work())

    try:
        attack = asyncio.ensure_future(hostile())
        while not attack.done():
            played.beside.append(await render(f"http://www.storvik.no:{web.port}/"))
            await asyncio.sleep(1)
        await attack
        played.after = await render(f"http://www.storvik.no:{web.port}/")
    finally:
        await browser.close()
    return played


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with loopback_web() as web:
        yield asyncio.run(_play(web, tmp_path_factory.mktemp("hostile")))


@pytest.mark.parametrize("path", HOSTILE)
def test_a_hostile_page_is_bounded_and_not_taken_for_read(played: Played, path: str) -> None:
    end = played.ends[path]
    assert isinstance(end, RenderFailed), end
    assert end.outcome in BOUNDED, str(end)
    # The deadline and the closing of the tab; rendering shares the processors with the rest of the tests.
    assert played.seconds[path] < SECONDS + 12


@pytest.mark.parametrize("path", HARMLESS)
def test_what_only_annoys_a_person_is_read(played: Played, path: str) -> None:
    end = played.ends[path]
    assert isinstance(end, Rendered), str(end)
    assert "<p>Storvik</p>" in end.html


def test_a_file_to_keep_is_no_page(played: Played) -> None:
    end = played.ends["/file"]
    assert isinstance(end, RenderFailed) and end.outcome is Outcome.NOT_HTML


def test_a_page_that_wants_more_memory_than_there_is_for_it_gets_an_error_or_is_ended(played: Played) -> None:
    end = played.ends["/buffers"]
    assert end.status == 200 if isinstance(end, Rendered) else end.outcome in BOUNDED


def _is_read(end: Rendered | RenderFailed | None) -> bool:
    return isinstance(end, Rendered) and "rendered" in end.html


def test_pages_beside_and_after_are_rendered_and_not_blamed(played: Played) -> None:
    assert len(played.beside) > 3 and _is_read(played.after)
    # Three tabs on a busy machine may keep one of them waiting; that is a time-out and no other blame.
    late = [end for end in played.beside if not _is_read(end)]
    assert [str(end) for end in late if isinstance(end, Rendered) or end.outcome is not Outcome.TIMEOUT] == []
    assert len(late) < len(played.beside) / 2
