"""What the coding of pages asks of the warehouse: which pages to draw from, and what class a person's counts give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from barometer.coding.reading import Coding
from barometer.errors import UsageError
from barometer.months import Month
from warehouse.build import CONFIG
from warehouse.header import HERE
from warehouse.read import open_warehouse

WINDOW_DAYS = 90
_PAGES = """
    select p.authority_number, a.authority, a.kind, a.size_class, a.county, p.native_id, p.url,
        u.use_class = 'ukjent' or coalesce(u.evidence_grade in ('C', 'D'), false) as is_unknown
    from core.official_page as p
    inner join core.authority_month as a using (month, authority_number)
    inner join metrics.m11_use_class as u using (month, authority_number)
    where p.month = ? and p.presence = 'ja' and coalesce(p.url, '') <> ''
    order by p.authority_number
"""
_VERDICT = "use_verdict(?::date + interval 1 day, true, ?, 0, ?::date::timestamp, 0, ?, ?, ?, ?, 3)"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageToCode:
    """One authority's official Facebook page."""

    authority_number: str
    """Official number."""
    authority: str
    """Name."""
    kind: str
    """`kommune` or `fylkeskommune`."""
    size_class: str
    """By inhabitants."""
    county: str
    """Name of its county."""
    native_id: str
    """The page."""
    url: str
    """An address that opens it."""
    is_unknown: bool
    """No visit tells how it is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Every page that can be drawn, and the days to look at."""

    pages: tuple[PageToCode, ...]
    """By official number."""
    window_from: date
    """First day."""
    window_to: date
    """Last day: the one before the month was observed, so that all of it had passed."""


def frame_of(path: Path, month: Month) -> Frame:
    """Return the official pages of a built month; raises UsageError when the warehouse lacks it."""
    with open_warehouse(path) as connection:
        row = connection.execute(
            "select observed_on from core.edition_month where month = ?", [str(month)]
        ).fetchone()
        if row is None:
            raise UsageError(f"the warehouse holds nothing of {month}: run 'barometer build' after its crawl")
        answer = connection.execute(_PAGES, [str(month)])
        names = [column[0] for column in answer.description or ()]
        pages = tuple(PageToCode(**dict(zip(names, each, strict=True))) for each in answer.fetchall())
    return Frame(pages=pages, window_from=row[0] - timedelta(days=WINDOW_DAYS), window_to=row[0] - timedelta(days=1))


def classes_of(codings: Sequence[Coding]) -> list[str]:
    """Return the use class that each person's counts give, by the very rule that the warehouse is built with."""
    with duckdb.connect(config=CONFIG) as connection:
        connection.execute((HERE / "macros.sql").read_text())
        return [_class_of(connection, each) for each in codings]


def _class_of(connection: duckdb.DuckDBPyConnection, coding: Coding) -> str:
    acts = (coding.posts or 0) + (coding.replies or 0)
    row = connection.execute(
        f"select ({_VERDICT})[1]",
        [
            coding.window_to if coding.is_seen else None, coding.replies, coding.last_act_on, acts,
            coding.answered_enquiries, coding.enquiries, coding.comments_open is False,
        ],
    ).fetchone()  # fmt: skip
    return str(row[0]) if row else ""
