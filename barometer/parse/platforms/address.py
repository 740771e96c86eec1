"""An address taken apart the way a browser does it, and the answers a platform's reader can give.

Hosts are compared only after two parsers agree: the host a browser would go to (WHATWG, through ada-url) must be
the host that is written, plainly, in ASCII, without user-info, backslash, percent sign or odd port. Where
they differ somebody is being misled, and the address names no account.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

import ada_url

_WRITTEN = re.compile(r"(?:(https?):)?//([a-z0-9.-]+)(?::(?:80|443))?(?=[/?#]|$)", re.IGNORECASE | re.ASCII)
# As the standard writes an address; user-info, or a port other than the scheme's own, is left in it and does not fit.
_NORMAL = re.compile(
    r"https?://(?P<host>[^/?#@:]+)(?P<path>/[^?#]*)(?P<query>\?[^#]*)?(?:#(?P<fragment>.*))?", re.DOTALL
)
# Blanks and invisible marks that editors paste around an address and around its last part.
_NOISE = " \t\r\n\u00a0\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONGEST = 4000
_MARKS = ".,;:)]}\"'&/"
_AFTER_NAME = re.compile(r"[?&]")
# What broken templates and scripts leave where a name should stand.
PLACEHOLDERS = frozenset(("undefined", "null", "nan", "none", "false", "true"))

REASONS = {
    "share": "share link",
    "intent": "intent link",
    "login": "login link",
    "pixel": "tracking pixel",
    "event": "event",
    "hashtag": "hashtag",
    "post": "single post",
    "photo": "single photo or album",
    "video": "single video",
    "document": "single document",
    "list": "list or collection",
    "policy": "the platform's own page",
    "developer": "script or developer address",
    "front": "platform front page",
    "search": "search",
    "short": "short link: only fetching it tells the account",
    "message": "message link",
    "plugin": "plugin that names no account",
    "unknown": "no account in the address",
}


@dataclass(frozen=True, slots=True)
class AccountUrl:
    """An account that an address names."""

    channel: str
    """Platform, a `readings.Channel`."""
    native_id: str
    """The account's key on the platform, canonical form: the same for every way of writing it."""
    kind: str
    """`page`, `profile`, `group`, `company`, `handle`… ; `account` where the platform has one kind."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An address that belongs to a platform and names no account."""

    channel: str | None
    """Platform; None when the address is not one that can be read at all."""
    reason: str
    """Why, for a person."""
    kind: str = "unknown"
    """What it is instead: a key of `REASONS`."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """An address that only forwards to another one."""

    url: str
    """Where it leads."""


Answer = AccountUrl | Rejected | Wrapped


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address in its parts."""

    host: str
    """Lower case, ASCII."""
    segments: tuple[str, ...]
    """Parts of the path, percent-decoded, empty ones left out."""
    query: Mapping[str, str]
    """First value of each parameter, names in lower case."""
    fragment: str
    """Without the leading #."""
    path: str
    """The path as it stands."""

    def first(self) -> str:
        """Return the first part of the path in lower case, or an empty text."""
        return self.segments[0].lower() if self.segments else ""


def bare_name(text: str) -> str:
    """Return a name without what a text around the address, or a lost question mark, leaves behind it."""
    return _AFTER_NAME.split(text, maxsplit=1)[0].rstrip(_MARKS)


def rejected(channel: str, kind: str) -> Rejected:
    """Return a rejection with the wording that belongs to its kind."""
    return Rejected(channel, REASONS[kind], kind)


def words(**kinds: str) -> dict[str, str]:
    """Return a table from each reserved first path segment to what it is, from one line of words per kind."""
    return {word: kind for kind, line in kinds.items() for word in line.split()}


def names(line: str) -> frozenset[str]:
    """Return a set of words from one line of them."""
    return frozenset(line.split())


def clean(url: str) -> str:
    """Return an address without the blanks and invisible marks that editors paste around it."""
    return url.strip(_NOISE)


def written_host(url: str) -> str | None:
    """Return the host that is plainly written in a clean address, lower case; None when it is not plain."""
    match = _WRITTEN.match(url)
    return match[2].lower() if match else None


def parts(url: str) -> Address | None:
    """Take a clean absolute address apart; None when it is no plain http(s) address or two parsers disagree."""
    host = written_host(url)
    if host is None or len(url) > _LONGEST or _CONTROL.search(url):
        return None
    try:
        # Asked for whole and taken apart here: each part on its own costs the library as much as the parsing.
        normal = _NORMAL.fullmatch(ada_url.normalize_url(f"https:{url}" if url.startswith("//") else url))
    except ValueError:
        return None
    if normal is None or normal["host"] != host:
        return None
    path = normal["path"]
    return Address(host, _segments(path), _query(normal["query"] or ""), normal["fragment"] or "", path)


def moved(address: Address, target: str) -> Address:
    """Return the address with path and query replaced by `target`, for `#!/path?query` forms."""
    path, _, search = target.partition("?")
    return Address(address.host, _segments(path), _query("?" + search), "", path)


def _segments(path: str) -> tuple[str, ...]:
    decoded = (unquote(part).strip(_NOISE) for part in path.split("/"))
    return tuple(part for part in decoded if part)


def _query(search: str) -> dict[str, str]:
    if len(search) < 2:
        return {}
    found: dict[str, str] = {}
    for name, value in parse_qsl(search[1:], max_num_fields=None):
        # A twice escaped "&amp;" leaves "amp;" before the name.
        found.setdefault(name.lower().removeprefix("amp;"), value.strip(_NOISE))
    return found
