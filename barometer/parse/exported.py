"""A table that a platform exported as CSV: its characters, columns by name, cells as counts, ids and times.

Exports come in UTF-8 or UTF-16 with a byte order mark, with commas, semicolons or tabs between cells, a `sep=,` line or
titles before the header; a spreadsheet that saved one again may have changed all of that, rounded long ids, and made
cells formulas. What can't be read with certainty is an error that names line and column, never an empty cell.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from barometer.errors import ParseError
from barometer.parse.numerals import LARGEST, plain

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_READ = "exports that can be read are Page Insights' posts or totals, and Meta Content Library's posts"
_BEFORE_HEADER = 5
"""Lines that are looked at for a header."""
_LONGEST_CELL = 2**20
_COUNT = re.compile(r"(\d{1,3}(?:[ .,]\d{3})+|\d+)(?:[.,]0{1,2})?")
_ROUNDED = re.compile(r"\d+(?:[.,]\d+)?[Ee]\+?\d+")
_QUOTED = re.compile(r'="([^"]*)"|\'(.*)')
_NUMBERS = re.compile(
    r"(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})[ ,]*(?:(?:kl\.? ?)?(\d{1,2})[:.](\d{2})(?::\d{2})? ?([AaPp][Mm])?)?"
)
Names = Mapping[str, tuple[str, ...]]
"""What a column is → the names it goes by, the platform's English one first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    line: int
    """Where it stands, counted from 1."""
    cells: dict[str, str]
    """Cells by the column's name in the file."""


@dataclass(frozen=True, slots=True)
class Table:
    """An export's lines below its header."""

    titles: tuple[str, ...]
    """What stands on the lines before the header."""
    columns: tuple[str, ...]
    """Names of the columns, as the file gives them."""
    rows: tuple[Row, ...]
    """Every line that is not empty."""


def characters(body: bytes) -> str:
    """Return a table's characters: as its byte order mark says, else UTF-8, else Windows-1252."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def begins_as_table(head: bytes) -> bool:
    """Whether the first of a file's characters are cells of one line, by whatever mark stands between them."""
    lines = [line for line in characters(head).lstrip("\ufeff").splitlines()[:_BEFORE_HEADER] if line.strip()]
    first = lines[0].strip() if lines else ""
    if re.fullmatch(r"sep=[,;\t]", first):
        return True
    return "<" not in first and any(first.count(mark) >= 2 for mark in ",;\t")


def table_of(body: bytes, *layouts: Names) -> Table:
    """Return an export as a table; its header is the first line that names a column of one of `layouts`.

    Raises:
        ParseError: no line does, two columns have one name, or a line has more cells than the header.
    """
    text = characters(body).lstrip("\ufeff")
    known = {_key(name) for layout in layouts for names in layout.values() for name in names}
    start = "\n".join(text.splitlines()[:_BEFORE_HEADER])
    most, _, mark = max(
        (sum(_key(cell) in known for cell in row), len(row), delimiter)
        for delimiter in (",", ";", "\t")
        for row in _rows(start, delimiter)
    )  # fmt: skip
    lines = [(number, row) for number, row in enumerate(_rows(text, mark), start=1) if any(map(str.strip, row))]
    if not lines:
        raise ParseError("the table is empty; export it again")
    at = next((at for at, (_, row) in enumerate(lines) if sum(_key(cell) in known for cell in row) == most), 0)
    columns = tuple(" ".join(cell.split()) for cell in lines[at][1])
    if not most:
        raise ParseError(f"no column has a name that is known: {named(columns)}; {_READ}")
    doubled = {each for each in columns if each and columns.count(each) > 1}
    if doubled:
        raise ParseError(f"two columns are called {named(doubled)}")
    rows = []
    for number, cells in lines[at + 1 :]:
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            raise ParseError(f"line {number} has {len(cells)} cells, the header {len(columns)}: export it again")
        rows.append(Row(number, dict(zip(columns, map(str.strip, cells), strict=False))))
    titles = tuple(cell.strip() for _, row in lines[:at] for cell in row if cell.strip())
    return Table(titles, columns, tuple(rows))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter)) or [[]]
    except csv.Error as error:
        raise ParseError(f"it is no table ({error}): export it again") from error


def found_columns(table: Table, names: Names) -> dict[str, str]:
    """Return what a column is → its name in the file, for those that are there."""
    by_key = {_key(column): column for column in table.columns}
    return {
        what: by_key[_key(name)] for what, known in names.items() for name in reversed(known) if _key(name) in by_key
    }


def named(columns: Iterable[str]) -> str:
    """Return column names for a message: at most twelve, each cut."""
    listed = [f"'{each[:40]}'" for each in columns]
    return ", ".join(listed[:12]) + (f" and {len(listed) - 12} more" if len(listed) > 12 else "")


def count(row: Row, column: str | None) -> int | None:
    """Return a cell as a count; None where it is empty or the column is not there."""
    text = _bare(row.cells.get(column, "")) if column else ""
    if not text:
        return None
    match = _COUNT.fullmatch(text)
    if match is None:
        raise ParseError(f"line {row.line}, column '{column}': '{text[:40]}' is no count; export the file again")
    value = int(re.sub(r"\D", "", match[1]))
    if value >= LARGEST:
        raise ParseError(f"line {row.line}, column '{column}': {text[:40]} is too large for a count")
    return value


def key(row: Row, column: str | None) -> str:
    """Return a cell as an id; empty where there is none."""
    text = _bare(row.cells.get(column, "")) if column else ""
    if _ROUNDED.fullmatch(text):
        raise ParseError(
            f"line {row.line}, column '{column}': '{text}' was rounded by a spreadsheet; export the file again, and"
            " import it without opening it there"
        )
    return text


def _bare(text: str) -> str:
    """Return a cell without the marks by which spreadsheets keep a number as text."""
    text = plain(text).strip()
    quoted = _QUOTED.fullmatch(text)
    return (quoted[1] or quoted[2] or "") if quoted else text


def times(rows: Sequence[Row], column: str, zone: tzinfo) -> list[datetime]:
    """Return a column's cells as instants, UTC, cut to the minute; those that name no zone are of `zone`.

    28.09.2026 has the day first, 2026-09-28 the year; 09/28/2026 the month, unless one of the cells can only be read
    with the day first.

    Raises:
        ParseError: a cell is no time.
    """
    texts = [_bare(row.cells.get(column, "")) for row in rows]
    has_day_first = any((match := _NUMBERS.match(text)) and match[2] == "/" and int(match[1]) > 12 for text in texts)
    found = []
    for row, text in zip(rows, texts, strict=True):
        moment = _time(text, has_day_first=has_day_first)
        if moment is None:
            raise ParseError(f"line {row.line}, column '{column}': '{text[:40]}' is no time; export the file again")
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        found.append(moment.astimezone(UTC).replace(second=0, microsecond=0))
    return found


def _time(text: str, *, has_day_first: bool) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        match = _NUMBERS.fullmatch(text)
    if match is None:
        return None
    first, mark, middle, last, hour, minute, half = match.groups()
    is_year_first = len(first) == 4
    month_first = mark == "/" and not is_year_first and not has_day_first
    year = first if is_year_first else last
    day, month = (last, middle) if is_year_first else (middle, first) if month_first else (first, middle)
    hours = int(hour or 0) % 12 + 12 * (half.lower() == "pm") if half else int(hour or 0)
    try:
        # Without a zone: the caller knows whose it is.
        return datetime.fromisoformat(
            f"{int(year) + (2000 if len(year) == 2 else 0):04d}-{int(month):02d}-{int(day):02d}"
            f"T{hours:02d}:{int(minute or 0):02d}"
        )
    except ValueError:
        return None


def _key(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name.replace("\u00a0", " ")).strip().strip('"').casefold()
