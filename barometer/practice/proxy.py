"""A forward proxy that is itself the web: absolute-form requests and CONNECT with TLS started on the same stream.

Nothing is ever passed on. A host that nobody has is refused with 502, in clear and under CONNECT alike.
"""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from time import monotonic
from typing import Any, cast

import brotli  # type: ignore[import-untyped]  # it publishes no types
import h11

from barometer.practice.answer import Answer, Asked
from barometer.practice.certificates import Certificates
from barometer.practice.internet import Internet

_CACHED = 1_500
_METHODS = (b"GET", b"HEAD", b"CONNECT")


class Web:
    """What all connections share: the world's answers, the certificates, the practice clock, pages made already."""

    def __init__(self, internet: Internet, certificates: Certificates, now: datetime) -> None:
        self.internet = internet
        self.certificates = certificates
        self._now = now
        self._started = monotonic()
        self._pages: OrderedDict[tuple[str, str, str, str], tuple[Answer, bytes, str]] = OrderedDict()

    def date(self) -> str:
        """Return the time of the practice month for the Date header: it runs on from the observation."""
        return format_datetime(self._now + timedelta(seconds=monotonic() - self._started), usegmt=True)

    def answer(self, asked: Asked) -> tuple[Answer, bytes, str] | None:
        """Return (answer, content as sent, content coding); None when there is no such host."""
        accepted = asked.headers.get("accept-encoding", "")
        key = (asked.scheme, asked.host, asked.target, accepted)
        # Only what depends on nothing but the address may be kept.
        can_keep = not asked.headers.keys() & {"authorization", "if-none-match"}
        if can_keep and key in self._pages:
            self._pages.move_to_end(key)
            return self._pages[key]
        answer = self.internet.answer(asked)
        if answer is None:
            return None
        coding = answer.compression if answer.compression and answer.compression in accepted else ""
        coders: dict[str, Callable[[bytes], bytes]] = {
            "gzip": lambda body: gzip.compress(body, 5, mtime=0),
            "br": lambda body: cast(bytes, brotli.compress(body, quality=4)),
        }
        found = answer, coders[coding](answer.body) if coding else answer.body, coding
        if can_keep and answer.status == 200 and "x-app-usage" not in answer.headers:
            self._pages[key] = found
            if len(self._pages) > _CACHED:
                self._pages.popitem(last=False)
        return found


class Connection(asyncio.Protocol):
    """One client's connection, in clear at first, under TLS after CONNECT."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._http = h11.Connection(h11.SERVER)
        self._transport: asyncio.Transport | None = None
        self._tunnel: str | None = None
        self._task: asyncio.Task[None] | None = None
        self._request: h11.Request | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Give up what is under way."""
        if self._task is not None:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        """Take bytes and answer as soon as a request is whole."""
        self._http.receive_data(data)
        self._advance()

    def _advance(self) -> None:
        if self._task is not None:
            return
        try:
            while (event := self._http.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
                if isinstance(event, h11.Request):
                    self._request = event
                elif isinstance(event, h11.EndOfMessage) and self._request is not None:
                    self._task = asyncio.get_running_loop().create_task(self._serve(self._request))
                    self._task.add_done_callback(self._done)
                    return
                elif isinstance(event, h11.ConnectionClosed):
                    self._close()
                    return
        except h11.RemoteProtocolError:
            self._close()

    def _done(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None and self._transport is not None:
            # An error of ours is reported and hung up on, so that no client waits for it.
            self._transport.abort()
            task.get_loop().call_exception_handler({"message": "the practice web failed", "exception": error})

    async def _serve(self, request: h11.Request) -> None:
        if request.method == b"CONNECT":
            await self._start_tls(request)
        else:
            await self._respond(request)
        self._task = None
        if self._transport is not None and not self._transport.is_closing():
            self._advance()

    async def _start_tls(self, request: h11.Request) -> None:
        host = request.target.decode("ascii", "replace").rsplit(":", 1)[0].strip("[]").lower()
        if not self._web.internet.knows(host):
            self._refuse(f"there is no host {host} in the practice web")
            return
        transport = self._transport
        assert transport is not None
        context = self._web.certificates.context(self._web.internet.certificate_host(host))
        # The client's first TLS bytes must meet the TLS layer, not this protocol.
        transport.pause_reading()
        self._send(h11.Response(status_code=200, headers=[]))
        # The first request may arrive before `start_tls` returns: it must find a fresh parser.
        self._http, self._tunnel = h11.Connection(h11.SERVER), host
        loop = asyncio.get_running_loop()
        try:
            secure = await loop.start_tls(transport, self, context, server_side=True, ssl_handshake_timeout=20)
        except OSError:
            # The client did not like the certificate, or left.
            transport.abort()
            return
        self._transport = secure

    async def _respond(self, request: h11.Request) -> None:
        headers = {name.decode("ascii"): value.decode("latin-1") for name, value in request.headers}
        target = request.target.decode("latin-1")
        if self._tunnel is None and not target.startswith("http://"):
            self._refuse("this is a proxy: ask for whole addresses, or CONNECT")
            return
        asked = Asked.of(target if self._tunnel is None else f"https://{self._tunnel}{target}", headers)
        if request.method not in _METHODS:
            self._write(request, 405, {"content-type": "text/plain", "allow": "GET, HEAD"}, b"")
            return
        found = self._web.answer(asked)
        if found is None:
            self._refuse(f"there is no host {asked.host} in the practice web")
            return
        answer, body, coding = found
        if answer.never:
            await asyncio.Event().wait()
        if answer.delay:
            await asyncio.sleep(answer.delay)
        coded = {"content-encoding": coding, "vary": "Accept-Encoding"} if coding else {}
        self._write(request, answer.status, {**answer.headers, **coded}, body)

    def _refuse(self, reason: str) -> None:
        self._write(None, 502, {"content-type": "text/plain; charset=utf-8"}, f"502 no such host: {reason}\n".encode())

    def _write(self, request: h11.Request | None, status: int, headers: dict[str, str], body: bytes) -> None:
        sent = {"date": self._web.date(), "server": "practice", "content-length": str(len(body)), **headers}
        if status == 304:
            del sent["content-length"]
        self._send(h11.Response(status_code=status, headers=list(sent.items())))
        if body and status != 304 and (request is None or request.method != b"HEAD"):
            self._send(h11.Data(data=body))
        self._send(h11.EndOfMessage())
        if self._http.our_state is h11.MUST_CLOSE or request is None:
            self._close()
        else:
            self._http.start_next_cycle()

    def _send(self, event: Any) -> None:
        sent = self._http.send(event)
        if sent and self._transport is not None:
            self._transport.write(sent)

    def _close(self) -> None:
        if self._transport is not None:
            self._transport.close()
