"""The server of `bench-crawl`, a process of its own: real pages, gzip, many sites, each at an address of loopback.

`python -m tests.bench.crawl_server PORT SITES DEAD`: sites stand at 127.0.1.1, 127.0.1.2…; DEAD of them, spread among
the others, take connections and never answer. Each has robots.txt, a front page, a contact page and an overview;
`/_asked` gives the addresses asked for since the last time, robots.txt left out. Ends with its standard input.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
import zlib
from functools import cache

from tests.shared import REAL

NAV = b'<nav><a href="/kontakt">Kontakt oss</a> <a href="/sosiale-medier">Sosiale medier</a></nav>'
PATHS = {"/": 0, "/kontakt": 37, "/sosiale-medier": 71}
UNCHANGED = b"HTTP/1.1 304 Not Modified\r\nETag: \"bench\"\r\n\r\n"
ROBOTS = b"User-agent: *\nDisallow: /intern/\nDisallow: /sok\n\nUser-agent: BadBot\nDisallow: /\n"


def is_dead(site: int, sites: int, dead: int) -> bool:
    """Say whether a site never answers."""
    every = sites // dead if dead else 0
    return bool(dead) and site % every == every // 2


def address(site: int) -> str:
    """Return the address of a site, from 0."""
    return f"127.0.{1 + site // 250}.{1 + site % 250}"


@cache
def pages() -> list[bytes]:
    """Return the real pages, each with a menu that leads to the two other pages of its site, compressed."""
    found = [path.read_bytes() for path in sorted((REAL / "sites").glob("*.html"))]
    return [gzip.compress(each.replace(b"</body>", NAV + b"</body>", 1), 6) for each in found]


@cache
def answer(site: int, path: str) -> bytes:
    """Return a whole HTTP answer."""
    if path == "/robots.txt":
        return _whole("200 OK", "text/plain", ROBOTS)
    # The pages' own links to contact pages lead to a real page as well.
    shift = PATHS[path] if path in PATHS else zlib.crc32(path.encode())
    body = pages()[(site + shift) % len(pages())]
    return _whole("200 OK", "text/html; charset=utf-8", body, "Content-Encoding: gzip\r\nETag: \"bench\"\r\n")


def _whole(status: str, kind: str, body: bytes, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Server: bench\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Site(asyncio.Protocol):
    """One connection to one site."""

    asked: list[str] = []  # noqa: RUF012  # all connections' together

    def __init__(self, number: int, base: str, *, dies: bool) -> None:
        self._number, self._base, self._is_dead = number, base, dies
        self._head = b""
        self._transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each whole request; a dead site takes it, and that is all."""
        self._head += data
        while b"\r\n\r\n" in self._head and not self._is_dead:
            head, _, self._head = self._head.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            assert isinstance(self._transport, asyncio.Transport)
            if path == "/_asked":
                self._transport.write(_whole("200 OK", "application/json", json.dumps(self.asked).encode()))
                self.asked.clear()
                continue
            if path != "/robots.txt":
                self.asked.append(self._base + path)
            is_known = b"\r\nIf-None-Match: \"bench\"\r\n" in head + b"\r\n"
            self._transport.write(UNCHANGED if is_known else answer(self._number, path))


async def serve(port: int, sites: int, dead: int) -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    for site in range(sites):
        pages()

        def connection(number: int = site) -> Site:
            return Site(number, f"http://{address(number)}:{port}", dies=is_dead(number, sites, dead))

        await loop.create_server(connection, address(site), port, backlog=64)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(*(int(each) for each in sys.argv[1:])))
