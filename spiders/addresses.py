"""Which hosts and addresses a crawl may talk to: public ones, on the web's ports. Rules only, nothing is looked up.

Sources: IANA's special-purpose address registries (RFC 6890 and its successors), RFC 6761 and 8375 for names, the
WHATWG URL standard for how a host is written. `ipaddress.is_global` is no help: it calls multicast global, and what
else it says differs between patch releases of Python. Verified 2026-11.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

import ada_url

PORTS = frozenset({80, 443, 8080, 8443})
"""The web's ports. Any other would make the crawler a tool for knocking on mail servers and databases."""

_INSIDE_NAMES = (
    "localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa",
)  # fmt: skip
"""Names that only an inside network answers; `metadata.google.internal` is one of them."""

_METADATA = ("169.254.169.254/32", "168.63.129.16/32", "100.100.100.200/32", "192.0.0.192/32", "fd00:ec2::/32")
"""Where clouds tell a machine its own secrets; Azure's is an otherwise public address."""

_SPECIAL = tuple(
    (ip_network(network), kind)
    for kind, networks in (
        ("metadata service", _METADATA),
        ("loopback", ("127.0.0.0/8", "::1/128")),
        ("unspecified", ("0.0.0.0/8", "::/128")),
        ("private network", ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10")),
        ("carrier-grade NAT", ("100.64.0.0/10",)),
        ("link-local", ("169.254.0.0/16", "fe80::/10")),
        ("multicast", ("224.0.0.0/4", "ff00::/8")),
        ("documentation", ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")),
        ("benchmarking", ("198.18.0.0/15",)),
        ("Teredo", ("2001::/32",)),
        ("reserved", ("192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4", "2001::/23", "2620:4f:8000::/48")),
    )
    for network in networks
)  # fmt: skip
_GLOBAL_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


@lru_cache(maxsize=4096)
def canonical(host: str) -> str | None:
    """Return a host as a browser understands it: `0x7f.1` is `127.0.0.1`; None when it is no host.

    Lower case, ASCII, without the trailing dot, IPv6 without its brackets.
    """
    written = f"[{host}]" if ":" in host and not host.startswith("[") else host
    try:
        found = ada_url.URL(f"http://{written}/").hostname
    except ValueError:
        return None
    return found.strip("[]").rstrip(".") or None


@lru_cache(maxsize=4096)
def inside(address: str) -> str | None:
    """Return what kind of inside address this is; None for a public one, or what hides a public one."""
    number = ip_address(address.split("%", 1)[0])
    if isinstance(number, IPv6Address) and (hidden := _hidden(number)) is not None:
        return inside(str(hidden))
    for network, kind in _SPECIAL:
        if number in network:
            return kind
    return "reserved" if isinstance(number, IPv6Address) and number not in _GLOBAL_UNICAST else None


def _hidden(number: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address leads to by translation or a tunnel."""
    if number.ipv4_mapped is not None:
        return number.ipv4_mapped
    if number.sixtofour is not None:
        return number.sixtofour
    is_wrapped = number in _NAT64 or (int(number) >> 32) & 0xFFFFFFFF in _ISATAP
    return IPv4Address(int(number) & 0xFFFFFFFF) if is_wrapped else None


@lru_cache(maxsize=4096)
def _refused_host(host: str) -> str | None:
    name = canonical(host)
    if name is None:
        return f"{host[:80]!r} is no host"
    try:
        kind = inside(name)
    except ValueError:
        if "." not in name:
            return f"{name} is a name of an inside network"
        is_inside = any(name == each or name.endswith(f".{each}") for each in _INSIDE_NAMES)
        return f"{name} is a name of an inside network" if is_inside else None
    return phrase(name, kind) if kind else None


def phrase(address: str, kind: str) -> str:
    """Say that an address is refused, for a person."""
    return f"leads to an inside address ({address}, {kind})"


class Rules:
    """The rules with the operator's exceptions: networks, or single hosts with their port."""

    def __init__(self, allow: str = "", upstream: str | None = None) -> None:
        parts = [part.strip() for part in allow.split(",") if part.strip()]
        self._networks = [ip_network(part, strict=False) for part in parts if "/" in part]
        self._hosts = {_host_and_port(part) for part in parts if "/" not in part}
        if upstream:
            self._hosts.add(_host_and_port(urlsplit(upstream).netloc.rpartition("@")[2]))

    def excepts(self, host: str, port: int) -> bool:
        """Say whether the operator excepted this host, by name or by number."""
        return bool(self._hosts or self._networks) and (
            (canonical(host), port) in self._hosts or self._excepts_number(host)
        )

    def refuse_host(self, host: str, port: int) -> str | None:
        """Return why a host may not be asked, judged by how it is written; None when it may."""
        if self.excepts(host, port):
            return None
        return _refused_host(host) or (None if port in PORTS else f"port {port} is none of the web's")

    def refuse_address(self, address: str, port: int) -> str | None:
        """Return why no connection may be made to an address; None when one may."""
        kind = inside(address)
        return None if kind is None or self.excepts(address, port) else phrase(address, kind)

    def _excepts_number(self, host: str) -> bool:
        try:
            number = ip_address(canonical(host) or "")
        except ValueError:
            return False
        return any(number in network for network in self._networks)


def _host_and_port(text: str) -> tuple[str | None, int]:
    parts = urlsplit(f"//{text}")
    return canonical(parts.hostname or ""), parts.port or 80
