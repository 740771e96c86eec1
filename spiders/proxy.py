"""Chromium's only way out: a forward proxy on loopback that asks the egress before it connects anywhere.

Plain HTTP in absolute form goes through h11 on both sides, so that heads and bodies are bounded and framed anew;
everything else (https, wss, ws) is a CONNECT tunnel with a limit of bytes. A random password keeps out whatever else
runs on the machine. Nothing is answered in a site's name: a refused request for a document is hung up on, because a
page of ours would be read as the site's.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import secrets
import ssl
from urllib.parse import unquote, urlsplit

import h11

from barometer.parse.html import LARGEST
from spiders import egress
from spiders.egress import LARGEST_TUNNEL, LONGEST_HEAD, Egress, EgressRefused

ASKED_BY = "browser"
USER = "barometer"
_PIECE = 64 * 1024
_HOP_BY_HOP = frozenset(
    {b"connection", b"keep-alive", b"proxy-authorization", b"proxy-authenticate", b"proxy-connection", b"te",
     b"trailer", b"upgrade"}
)  # fmt: skip


class FilteringProxy:
    """One proxy of one crawl process."""

    def __init__(self, gate: Egress) -> None:
        self.password = secrets.token_urlsafe(24)
        self.port = 0
        self._gate = gate
        self._expected = b"Basic " + base64.b64encode(f"{USER}:{self.password}".encode())
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen on a free port of loopback."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=_PIECE)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Hang up on everybody and stop listening."""
        if self._server:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = _Side(h11.Connection(h11.SERVER, max_incomplete_event_size=LONGEST_HEAD), reader, writer)
        try:
            while isinstance(request := await client.next_event(), h11.Request):
                if not await self._answer(client, request):
                    break
        except (OSError, EgressRefused, TimeoutError, h11.ProtocolError, asyncio.IncompleteReadError, ValueError):
            # Refusals are written down by now; a browser learns all it needs from the connection being cut.
            writer.transport.abort()
        finally:
            writer.close()

    async def _answer(self, client: _Side, request: h11.Request) -> bool:
        """Answer one request; return whether the connection may be used again."""
        if not secrets.compare_digest(dict(request.headers).get(b"proxy-authorization", b""), self._expected):
            await client.drain_request()
            challenge = [("proxy-authenticate", 'Basic realm="barometer"'), ("content-length", "0")]
            await client.send(h11.Response(status_code=407, headers=challenge), h11.EndOfMessage())
            return client.is_reusable()
        if request.method == b"CONNECT":
            await self._tunnel(client, request.target.decode("latin-1"))
            return False
        await self._forward(client, request)
        return client.is_reusable()

    async def _tunnel(self, client: _Side, target: str) -> None:
        parts = urlsplit(f"//{target}")
        host, port = parts.hostname or "", parts.port or 443
        await client.drain_request()
        try:
            far = await self._connect(host, port, is_tunnel=True)
        except (EgressRefused, OSError, TimeoutError, h11.ProtocolError) as error:
            status = 403 if isinstance(error, EgressRefused) else 502
            await client.send(h11.Response(status_code=status, headers=[("content-length", "0")]), h11.EndOfMessage())
            return
        try:
            await client.send(h11.Response(status_code=200, headers=[]))
            far.writer.write(client.http.trailing_data[0])
            client.writer.write(far.http.trailing_data[0])
            up = asyncio.create_task(_pump(client.reader, far.writer, LARGEST_TUNNEL))
            fits = await _pump(far.reader, client.writer, LARGEST_TUNNEL)
            if not fits:
                self._gate.too_large(ASKED_BY, host, port, egress.TUNNEL_TOO_LARGE)
                client.writer.transport.abort()
            up.cancel()
            await asyncio.gather(up, return_exceptions=True)
        finally:
            far.writer.transport.abort()

    async def _forward(self, client: _Side, request: h11.Request) -> None:
        target = request.target.decode("latin-1")
        parts = urlsplit(target)
        if parts.scheme != "http" or not parts.hostname:
            raise self._gate.refuse(ASKED_BY, target[:80], 0, "not an address for a proxy")
        host, port = parts.hostname, parts.port or 80
        far = await self._connect(host, port, is_tunnel=False)
        try:
            path = target if self._gate.upstream else (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            headers = [(b"host", parts.netloc.rpartition("@")[2].encode("latin-1")), (b"connection", b"close")]
            headers += [each for each in request.headers if each[0] not in _HOP_BY_HOP and each[0] != b"host"]
            if self._gate.upstream:
                headers += _credentials(self._gate.upstream)
            await far.send(h11.Request(method=request.method, target=path, headers=headers))
            while isinstance(event := await client.next_event(), h11.Data):
                await far.send(event)
            await far.send(h11.EndOfMessage())
            await self._relay(client, far, target)
        finally:
            far.writer.transport.abort()

    async def _relay(self, client: _Side, far: _Side, url: str) -> None:
        size = 0
        while True:
            try:
                event = await far.next_event()
            except h11.RemoteProtocolError as error:
                if error.error_status_hint == 431:
                    raise self._too_large(url, egress.HEAD_TOO_LARGE) from None
                raise
            if isinstance(event, h11.Response):
                kept = [(name, value) for name, value in event.headers if name not in _HOP_BY_HOP]
                event = h11.Response(status_code=event.status_code, headers=kept, reason=event.reason)
                # h11 bounds a head only as long as it is not whole.
                if sum(len(name) + len(value) + 4 for name, value in kept) > LONGEST_HEAD:
                    raise self._too_large(url, egress.HEAD_TOO_LARGE)
                if int(dict(kept).get(b"content-length", 0)) > LARGEST:
                    raise self._too_large(url, egress.BODY_TOO_LARGE)
            elif isinstance(event, h11.Data):
                size += len(event.data)
                if size > LARGEST:
                    raise self._too_large(url, egress.BODY_TOO_LARGE)
            elif isinstance(event, h11.InformationalResponse):
                continue
            elif not isinstance(event, h11.EndOfMessage):
                raise ConnectionError("the connection was cut")
            await client.send(event)
            if isinstance(event, h11.EndOfMessage):
                return

    def _too_large(self, url: str, what: str) -> EgressRefused:
        parts = urlsplit(url)
        return self._gate.too_large(ASKED_BY, parts.hostname or "", parts.port or 80, what, url)

    async def _connect(self, host: str, port: int, *, is_tunnel: bool) -> _Side:
        """Return a connection to a host, or to the upstream proxy for it.

        Raises:
            EgressRefused: it is inside.
            OSError, TimeoutError: it does not answer.
        """
        if not self._gate.upstream:
            for address in await self._gate.addresses(host, port, ASKED_BY):
                with contextlib.suppress(OSError, TimeoutError):
                    return await _Side.opened(address, port, None)
            raise ConnectionError(f"no connection to {host}")
        self._gate.check(host, port, ASKED_BY)
        upstream = urlsplit(self._gate.upstream)
        context = ssl.create_default_context() if upstream.scheme == "https" else None
        far = await _Side.opened(upstream.hostname or "", upstream.port or (443 if context else 80), context)
        if is_tunnel:
            target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            headers = [(b"host", target.encode("latin-1")), *_credentials(self._gate.upstream)]
            await far.send(h11.Request(method="CONNECT", target=target, headers=headers), h11.EndOfMessage())
            answer = await far.next_event()
            if not isinstance(answer, h11.Response) or not 200 <= answer.status_code < 300:
                far.writer.transport.abort()
                raise ConnectionError("the upstream proxy refused")
        return far


class _Side:
    """One end of a conversation: bytes in, events out."""

    def __init__(self, http: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.http = http
        self.reader = reader
        self.writer = writer

    @classmethod
    async def opened(cls, host: str, port: int, context: ssl.SSLContext | None) -> _Side:
        """Connect to an address that was checked."""
        opening = asyncio.open_connection(host, port, ssl=context, limit=_PIECE)
        reader, writer = await asyncio.wait_for(opening, egress.CONNECT_SECONDS)
        return cls(h11.Connection(h11.CLIENT, max_incomplete_event_size=LONGEST_HEAD), reader, writer)

    async def next_event(self) -> h11.Event | None:
        """Return the next event, reading until there is one; None where none can come in this state."""
        while (event := self.http.next_event()) is h11.NEED_DATA:
            self.http.receive_data(await self.reader.read(_PIECE))
        return event if isinstance(event, h11.Event) else None

    async def drain_request(self) -> None:
        """Read the rest of a request whose body nobody needs."""
        while isinstance(await self.next_event(), h11.Data):
            pass

    async def send(self, *events: h11.Event) -> None:
        """Send events; h11 refuses those that would break the protocol."""
        for event in events:
            if sent := self.http.send(event):
                self.writer.write(sent)
        await self.writer.drain()

    def is_reusable(self) -> bool:
        """Say whether another request may follow, and make ready for it."""
        if self.http.our_state is h11.DONE and self.http.their_state is h11.DONE:
            self.http.start_next_cycle()
            return True
        return False


async def _pump(source: asyncio.StreamReader, to: asyncio.StreamWriter, limit: int) -> bool:
    """Pass on bytes until the source ends; return False as soon as they are more than the limit."""
    passed = 0
    with contextlib.suppress(OSError):
        while piece := await source.read(_PIECE):
            passed += len(piece)
            if passed > limit:
                return False
            to.write(piece)
            await to.drain()
        if to.can_write_eof():
            to.write_eof()
    return True


def _credentials(upstream: str) -> list[tuple[bytes, bytes]]:
    parts = urlsplit(upstream)
    if not parts.username:
        return []
    told = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return [(b"proxy-authorization", b"Basic " + base64.b64encode(told.encode()))]
