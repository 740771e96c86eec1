"""Exports as tables (CSV): one document for each page that a table holds posts of, or the one page that it is about."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from urllib.parse import quote

from barometer.errors import ParseError
from barometer.importing.bounds import MAX_DOCUMENT_BYTES, ImportRefused, Source, read_whole
from barometer.parse import content_library, facebook_insights
from barometer.parse.exported import Row, Table, table_of
from barometer.readings import Page

CONTENT_TYPE = "text/csv; charset=utf-8; layout="


def export(source: Source) -> Iterator[Page]:
    """Yield a document for each page that an export tells of, without the others' lines.

    Raises:
        ImportRefused: its layout is not known, or a cell cannot be read; names columns or line, and the remedy.
    """
    try:
        yield from _documents(source, read_whole(source.path))
    except ParseError as error:
        raise ImportRefused(str(error)) from error


def _documents(source: Source, body: bytes) -> Iterator[Page]:
    table = table_of(body, facebook_insights.POSTS, facebook_insights.DAYS, content_library.COLUMNS)
    if content_library.is_export(table):
        yield from _by_owner(source, table, "content_library", content_library.owner)
    elif facebook_insights.is_of_posts(table):
        yield from _by_owner(source, table, "facebook_insights", facebook_insights.owner)
    elif source.url is None:
        raise ImportRefused("it does not say which page it is of; give the page's address with --url")
    else:
        day = facebook_insights.day_of(table)
        yield source.page(source.url, _written(table, table.rows), day, content_type=f"{CONTENT_TYPE}facebook_insights")


def _by_owner(source: Source, table: Table, layout: str, owner: Callable[[Row, Table], str]) -> Iterator[Page]:
    owners: dict[str, list[Row]] = {}
    for row in table.rows:
        name = owner(row, table)
        if not name and layout == "content_library":
            source.left_out["post that stands on no page"] += 1
            continue
        owners.setdefault(name, []).append(row)
    if not owners:
        raise ImportRefused("it holds no post; export a period with posts")
    if source.url and len(owners) > 1:
        raise ImportRefused(f"it holds posts of {len(owners)} pages; leave --url out")
    for name, rows in owners.items():
        if not name and source.url is None:
            raise ImportRefused(f"line {rows[0].line} does not say which page it is of; give its address with --url")
        address = source.url if source.url and layout == "facebook_insights" else _address(name, layout, rows)
        body = _written(table, rows)
        if len(body) > MAX_DOCUMENT_BYTES:
            megabytes = MAX_DOCUMENT_BYTES // 2**20
            raise ImportRefused(f"it holds more than {megabytes} MB of one page; export shorter periods")
        yield source.page(address, body, None, content_type=f"{CONTENT_TYPE}{layout}")


def _address(name: str, layout: str, rows: list[Row]) -> str:
    """Return the page's address, told apart from other exports of it by its first and last line."""
    marks = f"export={layout}&posts={len(rows)}&first={_number_of(rows[0])}&last={_number_of(rows[-1])}"
    return f"https://www.facebook.com/{quote(name, safe='')}?{marks}"


def _number_of(row: Row) -> str:
    """Return a line's own number in the export: its first cell that is all digits."""
    return next((cell for cell in row.cells.values() if cell.isdigit()), "0")


def _written(table: Table, rows: tuple[Row, ...] | list[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows([row.cells.get(column, "") for column in table.columns] for row in rows)
    return text.getvalue().encode("utf-8", "replace")
