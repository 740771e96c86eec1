"""Saved pages as `Page`, and readings as short tuples to compare."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from barometer.errors import ParseError
from barometer.readings import Outcome, Page, PageReading

PAGES = Path(__file__).parent / "pages"
SEEN = datetime(2026, 10, 20, 4, tzinfo=UTC)


def page_of(body: bytes | str, url: str, **fields: Any) -> Page:
    """Return a page with this content, seen logged out in October 2026."""
    given = {"final_url": url, "status": 200, "content_type": "", "fetched_at": SEEN, **fields}
    return Page(url=url, body=body.encode() if isinstance(body, str) else body, **given)


def saved(name: str, url: str, **fields: Any) -> Page:
    """Return one of our own saved pages."""
    return page_of((PAGES / name).read_bytes(), url, **fields)


def recorded(path: Path, url: str, **fields: Any) -> Page:
    """Return a page that somebody else recorded, packed or not."""
    body = path.read_bytes()
    return page_of(gzip.decompress(body) if path.suffix == ".gz" else body, url, **fields)


def outcome_of(parser: ModuleType, page: Page) -> Outcome:
    """Return the outcome as the one door to the parsers would: a ParseError is `unparsable`."""
    try:
        reading: PageReading = parser.parse(page)
    except ParseError:
        return Outcome.UNPARSABLE
    assert reading.outcome is Outcome.OK or reading.readings == (), "only `ok` carries readings"
    return reading.outcome


def counted(reading: PageReading) -> dict[str, tuple[int, int]]:
    """Return the counters as kind → (low, high)."""
    assert reading.outcome is Outcome.OK, reading
    found = [each for each in reading.readings if each.type == "counter"]
    assert len({each.kind for each in found}) == len(found), "one counter a kind"
    return {each.kind: (each.low, each.high) for each in found}


def of_type(reading: PageReading, kind: str) -> list[Any]:
    """Return the readings of a type, in order."""
    return [each for each in reading.readings if each.type == kind]
