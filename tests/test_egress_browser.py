"""Chromium's side of the egress, in a real browser: whatever a page tries, nothing inside is reached."""

from __future__ import annotations

import asyncio
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

AGENT = "Barometer/0.1 (+mailto:test@example.org)"
HEAVY = "x" * (10 * 1024 * 1024 + 1)


def _page(extra: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><p>Storvik kommune</p>{extra}</body></html>"


def _script(code: str) -> str:
    # A way in that the browser itself forbids throws: that is no part of the page's own failing.
    return _page(f"<script>try {{ {code} }} catch (error) {{ document.title = error.name }}</script>")


class _Knock(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.heard: list[bytes] = []

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.heard.append(data)


class Played:
    """What rendering a web that tries everything came to."""

    def __init__(self) -> None:
        self.ends: dict[str, Rendered | RenderFailed] = {}
        self.knocks: list[bytes] = []
        self.titles: dict[str, str] = {}


def _pages(secret: str, datagrams: int) -> dict[str, Answer | str]:
    return {
        "/plain": _page("<p>som vanlig</p>"),
        "/redirect": Answer(status=302, headers={"Location": f"http://{secret}/redirect"}),
        "/refresh": _page("", f'<meta http-equiv="refresh" content="0; url=http://{secret}/refresh">'),
        "/fetch": _script(f"fetch('http://{secret}/fetch', {{mode: 'no-cors'}})"),
        "/xhr": _script(f"let x = new XMLHttpRequest(); x.open('GET', 'http://{secret}/xhr'); x.send()"),
        "/beacon": _script(f"navigator.sendBeacon('http://{secret}/beacon', 'x')"),
        "/image": _page(f'<img src="http://{secret}/image"><style>body {{background: url(http://{secret}/css)}}</style>'),
        "/script": _page(f'<script src="http://{secret}/script"></script>'),
        "/frame": _page(f'<iframe src="http://{secret}/frame"></iframe><embed src="http://{secret}/embed">'),
        "/socket": _script(f"new WebSocket('ws://{secret}/socket')"),
        "/socket-tls": _script(f"new WebSocket('wss://{secret}/socket')"),
        "/number": _script(f"fetch('http://2130706433:{secret.split(':')[1]}/', {{mode: 'no-cors'}})"),
        "/six": _script(f"fetch('http://[::1]:{secret.split(':')[1]}/', {{mode: 'no-cors'}})"),
        "/name": _script("fetch('http://points-inside.no/', {mode: 'no-cors'})"),
        "/metadata": _script("fetch('http://169.254.169.254/latest/', {mode: 'no-cors'})"),
        "/prefetch": _page("", f'<link rel="prefetch" href="http://{secret}/p"><link rel="preconnect" href="http://{secret}">'),
        "/pop-up": _script(f"window.open('http://{secret}/pop-up')"),
        "/worker": _script(
            f"new Worker(URL.createObjectURL(new Blob([\"fetch('http://{secret}/worker', {{mode: 'no-cors'}})\"])))"
        ),
        "/stun": _script(
            f"let c = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{datagrams}'}}]}});"
            "c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o))"
        ),
        "/large": HEAVY,
        "/large-script": _page('<script src="/heavy.js"></script>'),
        "/heavy.js": "//" + HEAVY,
        "/headers": Answer(_page(""), headers={f"X-{number}": "x" * 1000 for number in range(70)}),
    }  # fmt: skip


async def _play(web: Web, inside: Web, folder: Path) -> tuple[Played, Egress]:
    names = {"www.storvik.no": ["127.0.0.1"], "points-inside.no": ["127.0.0.1"], "intern.storvik.no": ["10.0.0.8"]}

    async def resolve(host: str, port: int) -> list[str]:
        return names.get(host, [host])

    played = Played()
    gate = Egress(
        Rules(f"www.storvik.no:{web.port}"), now=lambda: datetime.now(UTC), record=folder / "refused.jsonl",
        resolve=resolve,
    )  # fmt: skip
    loop = asyncio.get_running_loop()
    transport, knock = await loop.create_datagram_endpoint(_Knock, local_addr=("127.0.0.1", 0))
    pages = _pages(f"127.0.0.1:{inside.port}", transport.get_extra_info("sockname")[1])
    web.hosts = {"www.storvik.no": site(pages)}
    browser = Browser(Settings(chromium_sandbox=False, render_seconds=15), AGENT, gate)
    site_of = site_finder(())

    async def render(path: str, host: str) -> None:
        try:
            played.ends[path] = await browser.render(f"http://{host}{path}", site_of)
        except RenderFailed as error:
            played.ends[path] = error

    try:
        await asyncio.gather(
            *(render(path, f"www.storvik.no:{web.port}") for path in pages if path != "/heavy.js"),
            render("/intern", "intern.storvik.no"),
            render("/nowhere", "127.0.0.1"),
        )
    finally:
        await browser.close()
    played.knocks = knock.heard
    transport.close()
    return played, gate


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Web, Web, Played, Egress]]:
    folder = tmp_path_factory.mktemp("egress-browser")
    with loopback_web() as web, loopback_web() as inside:
        inside.hosts = {host: site({}) for host in ("127.0.0.1", "::1", "points-inside.no")}
        played, gate = asyncio.run(_play(web, inside, folder))
        yield web, inside, played, gate


Tried = tuple[Web, Web, Played, Egress]


def test_nothing_inside_was_reached_by_any_way(tried: Tried) -> None:
    assert tried[1].asked == []
    assert tried[2].knocks == []


@pytest.mark.parametrize(
    "path",
    ["/plain", "/fetch", "/xhr", "/beacon", "/image", "/script", "/frame", "/socket", "/socket-tls", "/number", "/six",
     "/name", "/metadata", "/prefetch", "/pop-up", "/worker", "/stun", "/large-script", "/refresh"],
)  # fmt: skip
def test_the_page_itself_is_read_all_the_same(tried: Tried, path: str) -> None:
    end = tried[2].ends[path]
    assert isinstance(end, Rendered) and "Storvik kommune" in end.html and end.status == 200


@pytest.mark.parametrize(
    ("path", "outcome", "detail"),
    [
        ("/intern", Outcome.UNREACHABLE, "leads to an inside address (10.0.0.8, private network): refused"),
        ("/nowhere", Outcome.UNREACHABLE, "leads to an inside address (127.0.0.1, loopback): refused"),
        ("/redirect", Outcome.UNREACHABLE, ""),
        ("/large", Outcome.TOO_LARGE, "the body is larger than 10 MiB"),
        ("/headers", Outcome.TOO_LARGE, "the headers are larger than 64 KiB"),
    ],
)
def test_a_document_that_is_refused_says_why(tried: Tried, path: str, outcome: Outcome, detail: str) -> None:
    end = tried[2].ends[path]
    assert isinstance(end, RenderFailed)
    assert end.outcome is outcome and (not detail or str(end) == detail)


def test_each_refusal_was_written_down_once(tried: Tried) -> None:
    _, inside, _, gate = tried
    lines = [(each.asked_by, each.host, each.port, each.address) for each in gate.refusals]
    assert len(lines) == len({(each.host, each.port, each.reason) for each in gate.refusals})
    for host, port, address in [
        ("127.0.0.1", inside.port, ""), ("169.254.169.254", 80, ""), ("points-inside.no", 80, "127.0.0.1"),
        ("intern.storvik.no", 80, "10.0.0.8"), ("::1", inside.port, ""),
    ]:  # fmt: skip
        assert ("browser", host, port, address) in lines


def test_the_proxy_answers_nobody_who_lacks_its_password(tried: Tried) -> None:
    web = tried[0]

    async def ask() -> list[bytes]:
        from spiders.proxy import FilteringProxy

        proxy = FilteringProxy(tried[3])
        await proxy.start()
        said = []
        for credentials in ("", "Proxy-Authorization: Basic YmFyb21ldGVyOg==\r\n"):
            for line in (f"GET http://www.storvik.no:{web.port}/plain", f"CONNECT www.storvik.no:{web.port}"):
                reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
                writer.write(f"{line} HTTP/1.1\r\nHost: www.storvik.no\r\n{credentials}\r\n".encode())
                said.append((await reader.readline()).split()[1])
                writer.close()
        await proxy.close()
        return said

    assert asyncio.run(ask()) == [b"407"] * 4
