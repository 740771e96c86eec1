"""A small web on loopback behind a forward proxy: every host behaves as its test says, over real HTTP and TLS.

Addresses look real (`http://www.storvik.no/`), nothing leaves the machine, and every request is noted.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import trustme

from barometer.registry import Authority, Country, load_country
from barometer.settings import Settings


@dataclass(frozen=True)
class Answer:
    """What a host answers; `status` 0 closes the connection without a word."""

    body: bytes | str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "text/html; charset=utf-8"
    wait: float = 0.0
    drip: bool = False
    cut: bool = False
    """Announces more than it sends, and closes the connection."""
    endless: bool = False
    """Sends its body again and again, for as long as anybody reads."""
    raw: bytes = b""
    """Sent as it stands instead of all that, and the connection closed: what is no HTTP."""


@dataclass(frozen=True)
class Asked:
    """A request that arrived."""

    host: str
    path: str
    headers: dict[str, str]
    at: float


Host = Callable[[str], Answer]


class Web:
    """The hosts and what was asked of them."""

    def __init__(self) -> None:
        self.hosts: dict[str, Host] = {}
        self.asked: list[Asked] = []
        self.tunnels: list[Asked] = []
        """What was sent in clear to have a tunnel opened."""
        self.counts: dict[tuple[str, str], int] = defaultdict(int)
        self.authority = trustme.CA()
        self.folder = Path(tempfile.mkdtemp())
        self.ca_file = self.folder / "ca.pem"
        self.certificates: dict[str, str] = {}
        """Host → the name on its certificate, where that is another."""
        self.authority.cert_pem.write_to_path(str(self.ca_file))
        self.port = 0
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._making = threading.Lock()

    def settings(self, **changes: object) -> Settings:
        """Return settings for a crawl of this web."""
        chosen = {
            "proxy": f"http://127.0.0.1:{self.port}", "ca_file": self.ca_file, "site_delay_seconds": 0.0,
            "timeout_seconds": 2.0, "contact": "mailto:test@example.org", **changes,
        }  # fmt: skip
        return Settings(**chosen)

    def paths(self, host: str) -> list[str]:
        """Return the paths asked of a host, in order."""
        return [each.path for each in self.asked if each.host == host]

    def context(self, host: str) -> ssl.SSLContext:
        """Return a TLS context for a host, its chain ending in the test authority."""
        with self._making:
            if host not in self._contexts:
                self._contexts[host] = self._context(host)
            return self._contexts[host]

    def _context(self, host: str) -> ssl.SSLContext:
        issued = self.authority.issue_cert(self.certificates.get(host, host))
        chain = self.folder / f"{host}.pem"
        parts = [issued.private_key_pem, *issued.cert_chain_pems, self.authority.cert_pem]
        chain.write_bytes(b"".join(part.bytes() for part in parts))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain)
        return context


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    web: Web

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_CONNECT(self) -> None:
        host = self.path.rsplit(":", 1)[0]
        self.web.tunnels.append(Asked(host, "", dict(self.headers), time.monotonic()))
        if host not in self.web.hosts:
            self.send_response(502)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.connection = self.web.context(host).wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb")
        self.close_connection = False

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        host = parts.hostname or self.headers["Host"].split(":")[0]
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        self.web.asked.append(Asked(host, path, dict(self.headers), time.monotonic()))
        answer = self.web.hosts[host](path) if host in self.web.hosts else Answer(status=0)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        time.sleep(answer.wait)
        if answer.raw:
            self.close_connection = True
            self.wfile.write(answer.raw)
            return
        if not answer.status:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        if not answer.endless:
            self.send_header("Content-Length", str(len(body) + 1000 * answer.cut))
        self.close_connection = self.close_connection or answer.endless or answer.cut
        self.send_header("Set-Cookie", "seen=1; Path=/")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        while answer.endless:
            self.wfile.write(body)
        for part in [body[at : at + 64] for at in range(0, len(body), 64)] if answer.drip else [body]:
            self.wfile.write(part)
            self.wfile.flush()
            time.sleep(0.2 if answer.drip else 0)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the tests."""


@contextmanager
def loopback_web() -> Iterator[Web]:
    """Serve a web for the length of a test."""
    web = Web()
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"web": web}))
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


def site(pages: dict[str, Answer | str], robots: Answer | str | None = None) -> Host:
    """Return a host with these pages by path; anything else is 404, robots.txt too unless given."""
    held = {**pages, **({"/robots.txt": robots} if robots is not None else {})}

    def answer(path: str) -> Answer:
        found = held.get(path, Answer("<html><body>Fant ikke siden</body></html>", status=404))
        return Answer(found) if isinstance(found, str) else found

    return answer


def page(account: str | None = None, links: str = "", extra: str = "") -> str:
    """Return a municipal page of our own making, with a "follow us" block when an account is given."""
    link = f'<a href="https://www.facebook.com/{account}">Facebook</a>'
    follow = f"<h2>Følg oss</h2><ul><li>{link}</li></ul>" if account else ""
    return (
        '<!DOCTYPE html><html lang="nb"><head><meta charset="utf-8"><title>Storvik kommune</title></head><body>'
        f'<header><nav><a href="/">Forsiden</a> <a href="/tjenester">Tjenester</a> {links}</nav></header>'
        "<main><h1>Velkommen til Storvik kommune</h1>"
        + "<p>Kommunestyret har møte på torsdag. Barnehagene er åpne som vanlig, og svømmehallen åpner igjen.</p>" * 12
        + f"</main><footer>{follow}<p>Storvik kommune, Rådhusgata 1</p></footer>{extra}</body></html>"
    )


CONTACT = '<a href="/kontakt">Kontakt oss</a>'


def zipped(text: str, content_encoding: str = "gzip") -> Answer:
    """Return a page as a compressing server sends it."""
    return Answer(gzip.compress(text.encode()), headers={"Content-Encoding": content_encoding})


def invented_country(websites: dict[str, str]) -> Country:
    """Return a country with one authority per website, by official number."""
    base = load_country("no")
    rows = tuple(
        Authority(
            number=number, kind="kommune", name="Storvik", official_names=("Storvik",), county_number="90",
            county="Prøvefylket", language="nb", website=website, organisation_number=None, latitude=60.0,
            longitude=10.0, valid_from=date(2020, 1, 1), valid_to=None,
        )
        for number, website in websites.items()
    )  # fmt: skip
    return replace(base, code="zz", name="Prøveland", authorities=rows, population=())
