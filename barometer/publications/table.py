"""The CSV itself: encoding, delimiter and header as spreadsheets save them, then one dictionary per row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from barometer.errors import UsageError

LARGEST = 20_000_000
"""Bytes of a table; every authority of the country, monthly for ten years, takes a third of it."""


def rows(path: Path, columns: tuple[str, ...], optional: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row as a spreadsheet counts, column → cell without outer space); empty rows are passed over.

    Raises:
        UsageError: the file is no CSV, or lacks a column, or has one that is not known.
    """
    text = _text(path)
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        table = list(reader)
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.line_num}: {error}; save the table as CSV again") from error
    names = [cell.strip().lower() for cell in table[0]] if table else []
    _check_header(path, names, columns, optional)
    for count, cells in enumerate(table[1:], start=2):
        if any(cell.strip() for cell in cells):
            if len(cells) > len(names):
                raise UsageError(f"{path}, row {count}: {len(cells)} fields, the first row {len(names)}; quote them")
            # A spreadsheet drops empty cells at the end of a row.
            filled = [cell.strip() for cell in cells] + [""] * (len(names) - len(cells))
            yield count, dict.fromkeys((*columns, *optional), "") | dict(zip(names, filled, strict=True))


def _check_header(path: Path, names: list[str], columns: tuple[str, ...], optional: tuple[str, ...]) -> None:
    missing = [name for name in columns if name not in names]
    unknown = [name or "one without a name" for name in names if name not in (*columns, *optional)]
    if missing or unknown or len(set(names)) != len(names):
        raise UsageError(
            f"{path}, row 1: missing columns: {', '.join(missing) or 'none'}; unknown: {', '.join(unknown) or 'none'};"
            f" the columns are {', '.join(columns)} and, where needed, {', '.join(optional)}, each once"
        )


def _text(path: Path) -> str:
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; check the name") from error
    if content is None or content.startswith(b"PK") or b"\0" in content:
        raise UsageError(f"{path} is no CSV of at most {LARGEST // 10**6} MB: save the table as CSV UTF-8")
    for encoding in ("utf-8-sig", "cp1252"):
        # Excel's plain "CSV" in Norway is the second; read wrongly, a name would be nobody's, and its row refused.
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"{path} is neither UTF-8 nor Windows-1252: save the table as CSV UTF-8")
