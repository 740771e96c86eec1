"""Tables that people fill in or save as CSV: encoding and delimiter as spreadsheets save them, one list per row.

Takes UTF-8 with or without byte order mark, Windows-1252, semicolon, comma or tab. What a platform exports is another
matter, with titles before its header: `barometer/parse/exported.py`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from barometer.errors import UsageError


def read_table(path: Path, largest: int, what: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Return the columns' names in lower case, and (row as a spreadsheet counts, its cells without outer space).

    Empty rows are passed over; cells that a spreadsheet dropped at the end of a row are empty. A row may have more
    cells than there are names.

    Args:
        largest: bytes that are read at most.
        what: what the table is called in an error: sheet, table.

    Raises:
        UsageError: the file cannot be read, or is no CSV.
    """
    text = _text(path, largest, what)
    header = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        table = list(reader)
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.line_num}: {error}; save the {what} as CSV again") from error
    names = [cell.strip().lower() for cell in table[0]] if table else []
    filled = ((number, [cell.strip() for cell in row]) for number, row in enumerate(table[1:], start=2))
    return names, ((number, cells + [""] * (len(names) - len(cells))) for number, cells in filled if any(cells))


def _text(path: Path, largest: int, what: str) -> str:
    try:
        content = path.read_bytes() if path.stat().st_size <= largest else None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; check the name") from error
    if content is None or content.startswith(b"PK") or b"\0" in content:
        raise UsageError(
            f"{path} is no {what} in CSV of at most {largest // 10**6} MB: save it from the spreadsheet as CSV UTF-8"
        )
    for encoding in ("utf-8-sig", "cp1252"):
        # Excel's plain "CSV" in Norway is the second; read wrongly, a name would be nobody's, and its row refused.
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"{path} is neither UTF-8 nor Windows-1252: save the {what} as CSV UTF-8")
