"""CPU time per rendered page: our browser against plain Playwright with a context per page, in one run, interleaved.

`python -m tests.bench.render [--pages N] [--rounds N] [--chromium PATH ...]`. Real pages of `shared/real/sites` are
served on loopback, their outside addresses in clear so that pictures, styles and scripts come from here too: a
picture of noise, a style sheet and a script of our own making, as the sites' own were not kept. Counted is all that
a page costs: Python, Playwright's driver and every process of the browser; the server stands outside. Both wait for
`load` and a quiet network, three pages at a time. The result is the quotient; times depend on the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import uvloop

from tests.shared import SHARED

SITES = SHARED / "real" / "sites"
AT_ONCE = 3
_TICKS = os.sysconf("SC_CLK_TCK")


def _picture(width: int, height: int) -> bytes:
    noise = random.Random(1)
    rows = b"".join(b"\0" + noise.randbytes(width * 3) for _ in range(height))

    def part(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


PICTURE = _picture(300, 200)
STYLE = "".join(f".c{at} {{ color: #{at:06x}; margin: {at % 9}px }}\n" for at in range(400)).encode()
SCRIPT = b"let n = 0; for (let i = 0; i < 2e5; i++) n += i % 7; document.documentElement.dataset.n = n;"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers hang up as they please."""


class _Handler(BaseHTTPRequestHandler):
    """A forward proxy that is the whole web; what is under TLS is not there."""

    protocol_version = "HTTP/1.1"
    pages: dict[str, bytes]

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_CONNECT(self) -> None:
        self._answer(502, "text/plain", b"")

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        kind = self.headers.get("Accept", "")
        if parts.hostname in self.pages and parts.path == "/":
            self._answer(200, "text/html; charset=utf-8", self.pages[parts.hostname])
        elif parts.path.endswith(".css"):
            self._answer(200, "text/css", STYLE)
        elif parts.path.endswith(".js"):
            self._answer(200, "text/javascript", SCRIPT)
        elif kind.startswith("image/") or parts.path.endswith((".png", ".jpg", ".jpeg", ".gif", ".webp")):
            self._answer(200, "image/png", PICTURE)
        else:
            self._answer(404, "text/plain", b"")

    do_POST = do_GET

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


async def _ours(urls: list[str], proxy: str, chromium: Path, ask: Callable[[], bool]) -> None:
    from barometer.settings import Settings
    from spiders.addresses import Rules
    from spiders.browser import Browser
    from spiders.egress import Egress
    from spiders.politeness import site_finder

    record = Path(tempfile.mkdtemp()) / "refused.jsonl"
    gate = Egress(Rules(upstream=proxy), now=lambda: datetime.now(UTC), record=record, upstream=proxy)
    browser = Browser(Settings(chromium=chromium, chromium_sandbox=False), "Barometer/bench", gate)
    site_of = site_finder(())
    await _rounds(urls, lambda url: browser.render(url, site_of), ask)
    await browser.close()


async def _plain(urls: list[str], proxy: str, chromium: Path, ask: Callable[[], bool]) -> None:
    from playwright.async_api import async_playwright

    async with async_playwright() as driver:
        launched = await driver.chromium.launch(
            executable_path=chromium, chromium_sandbox=False, proxy={"server": proxy, "bypass": "<-loopback>"}
        )

        async def render(url: str) -> object:
            context = await launched.new_context()
            page = await context.new_page()
            await page.goto(url, wait_until="networkidle")
            html = await page.content()
            await context.close()
            return html

        await _rounds(urls, render, ask)
        await launched.close()


async def _rounds(urls: list[str], render: Callable[[str], Awaitable[object]], ask: Callable[[], bool]) -> None:
    """Render all addresses each time it is asked for; say how many came out."""
    from playwright.async_api import Error

    from spiders.browser import RenderFailed

    places = asyncio.Semaphore(AT_ONCE)

    async def one(url: str) -> bool:
        async with places:
            try:
                await render(url)
            except (Error, RenderFailed) as error:
                sys.stderr.write(f"{url}: {type(error).__name__}: {str(error)[:200]}\n")
                return False
            return True

    while await asyncio.to_thread(ask):
        done = await asyncio.gather(*(one(url) for url in urls))
        sys.stdout.write(f"{sum(done)}\n")
        sys.stdout.flush()


@dataclass
class Contender:
    """One way to render, in a process of its own, and what its rounds cost."""

    name: str
    process: subprocess.Popen[str]
    milliseconds: list[float] = field(default_factory=list)
    came_out: int = 0

    def round(self, pages: int, *, is_counted: bool) -> None:
        """Have all pages rendered once."""
        assert self.process.stdin and self.process.stdout
        before = _cpu_seconds(self.process.pid)
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        done = int(self.process.stdout.readline())
        if is_counted:
            self.milliseconds.append((_cpu_seconds(self.process.pid) - before) / pages * 1000)
            self.came_out += done


def _cpu_seconds(number: int) -> float:
    """Return the CPU time of a process and all below it, those that have ended included."""
    total, waiting = 0, [number]
    while waiting:
        each = Path(f"/proc/{waiting.pop()}")
        try:
            fields = (each / "stat").read_text().rpartition(") ")[2].split()
            for children in (each / "task").glob("*/children"):
                waiting += [int(child) for child in children.read_text().split()]
        except OSError:
            continue
        total += sum(int(value) for value in fields[11:15])
    return total / _TICKS


def main() -> None:
    """Read the arguments, run the rounds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--chromium", type=Path, action="append")
    parser.add_argument("--worker", choices=("ours", "plain"))
    parser.add_argument("--proxy", default="")
    asked = parser.parse_args()
    files = sorted(SITES.glob("*.html"))[:: max(1, len(list(SITES.glob("*.html"))) // asked.pages)][: asked.pages]
    urls = [f"http://www.page{at}.no/" for at in range(len(files))]
    if asked.worker:
        way = _ours if asked.worker == "ours" else _plain
        # The loop that crawls run on, for both.
        uvloop.run(way(urls, asked.proxy, asked.chromium[0], lambda: bool(sys.stdin.readline())))
        return
    if not files:
        sys.exit(f"no pages in {SITES}: the measurement needs the shared pages")
    _compete(files, asked.chromium or _installed(), asked.rounds)


def _installed() -> list[Path]:
    """Return every Chromium of this machine; the first one, driven plainly, is what the rest is compared with."""
    from spiders.chromium import NAMES, SHELLS

    found = [Path(path) for name in (*NAMES, *SHELLS) if (path := shutil.which(name))]
    return found or sys.exit("no Chromium on the path: name one with --chromium")


def _compete(files: list[Path], browsers: list[Path], rounds: int) -> None:
    pages = {f"www.page{at}.no": path.read_bytes().replace(b"https://", b"http://") for at, path in enumerate(files)}
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"pages": pages}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    contenders = []
    for path in browsers:
        for way in ("plain", "ours"):
            command = [
                sys.executable, "-m", "tests.bench.render", "--worker", way, "--chromium", str(path),
                "--proxy", f"http://127.0.0.1:{server.server_address[1]}", "--pages", str(len(files)),
            ]  # fmt: skip
            started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            contenders.append(Contender(f"{way}, {path.name}", started))
    # The first round starts browsers and warms caches: not counted.
    for number in range(rounds + 1):
        for each in contenders:
            each.round(len(files), is_counted=number > 0)
    for each in contenders:
        assert each.process.stdin
        each.process.stdin.close()
        each.process.wait()
    first = statistics.median(contenders[0].milliseconds)
    sys.stdout.write(json.dumps({"pages": len(files), "rounds": rounds, "at_once": AT_ONCE}) + "\n")
    for each in contenders:
        median = statistics.median(each.milliseconds)
        spread = f"{min(each.milliseconds):.0f}-{max(each.milliseconds):.0f}"
        sys.stdout.write(
            f"{each.name:40} {median:6.0f} ms CPU a page ({spread}), {median / first:.2f},"
            f" {each.came_out} of {len(files) * rounds} pages came out\n"
        )


if __name__ == "__main__":
    main()
