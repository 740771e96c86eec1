"""What is asked of the practice web, and what it answers: plain values, nothing of sockets."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request."""

    scheme: str
    """`http` or `https`."""
    host: str
    """Host, lower case, without port."""
    path: str
    """Path, as sent."""
    query: str = ""
    """Query, without the question mark."""
    headers: dict[str, str] = field(default_factory=dict)
    """Header fields, names in lower case."""

    @property
    def target(self) -> str:
        """Path and query as sent."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @classmethod
    def of(cls, url: str, headers: dict[str, str] | None = None) -> Asked:
        """Return the request for an address; a missing path is `/`."""
        parts = urlsplit(url)
        return cls(
            scheme=parts.scheme or "https",
            host=(parts.hostname or "").lower(),
            path=parts.path or "/",
            query=parts.query,
            headers=headers or {},
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, before its content is compressed."""

    status: int
    headers: dict[str, str]
    body: bytes = b""
    delay: float = 0.0
    """Seconds to wait first, as a slow site does."""
    compression: str = ""
    """Content coding to use when the visitor accepts it: `gzip`, `br` or none."""
    never: bool = False
    """True for a site that takes the request and never answers."""


def html(text: str, status: int = 200, **headers: str) -> Answer:
    """Return a page in UTF-8; underscores in header names become hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, {"content-type": "text/html; charset=utf-8", **named}, text.encode())


def redirect(address: str, status: int = 302) -> Answer:
    """Return a redirect."""
    return Answer(status, {"location": address, "content-type": "text/html; charset=utf-8"})


def as_json(found: Any, status: int = 200, **headers: str) -> Answer:
    """Return JSON in UTF-8; underscores in header names become hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return Answer(status, {"content-type": "application/json; charset=UTF-8", **named}, text.encode())
