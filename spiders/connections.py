"""Scrapy's connections, made only to addresses that the egress has checked, each within ten seconds."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from spiders import egress as limits
from spiders.egress import Egress

if TYPE_CHECKING:
    from aiohttp.client_reqrep import ClientRequest
    from aiohttp.connector import Connection
    from aiohttp.tracing import Trace


class CheckedResolver(AbstractResolver):
    """Gives aiohttp the checked addresses of a host, and nothing else."""

    def __init__(self, egress: Egress, asked_by: str) -> None:
        self._egress = egress
        self._asked_by = asked_by

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses that may be used; raise EgressRefused when there are none."""
        return [
            ResolveResult(
                hostname=host, host=address, port=port, proto=0, flags=int(socket.AI_NUMERICHOST),
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
            )
            for address in await self._egress.addresses(host, port, self._asked_by)
        ]  # fmt: skip

    async def close(self) -> None:
        """Nothing is held."""


class _Connector(aiohttp.TCPConnector):
    """Waits less for a connection, TLS included, than for the answer; Scrapy's handler can tell only one limit."""

    async def connect(
        self, req: ClientRequest, traces: list[Trace], timeout: aiohttp.ClientTimeout
    ) -> Connection:  # fmt: skip
        shorter = aiohttp.ClientTimeout(total=timeout.total, sock_connect=limits.CONNECT_SECONDS)
        return await super().connect(req, traces, shorter)


def connector(egress: Egress, asked_by: str) -> aiohttp.TCPConnector:
    """Return a pool of connections that looks names up by the egress and looks again before it connects."""

    def checked_socket(found: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, target = found
        # aiohttp resolves no literal address: this is where one would be noticed that the check of hosts missed.
        if not egress.may_connect(target[0], target[1]):
            raise egress.refuse(asked_by, target[0], target[1], "an address that was not checked", target[0])
        return socket.socket(family, kind, protocol)

    return _Connector(limit=0, resolver=CheckedResolver(egress, asked_by), socket_factory=checked_socket)

