"""The register as one file: CSV, Parquet or JSON, the same rows and columns in each, as `mart.register` describes them.

`seen_from` and `seen_to` are months: the first and the last in which the authority's website linked to the account.
`seen_to` is empty while nothing says that the account is gone; `gap_months` counts the months between in which the
website was read and did not link to it. A month in which the website could not be read changes none of them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from barometer.errors import UsageError
from barometer.months import Month
from barometer.registry import Country
from barometer.storage import DataFolder

if TYPE_CHECKING:
    import pandas

FORMATS = ("csv", "parquet", "json")


def export(country: Country, month: Month, folder: DataFolder, form: str, out: Path | None) -> str:
    """Write the newest register up to a month, to a file or to standard output; return what was written, in a line.

    Raises:
        UsageError: the format is not known, or a binary one is to go to the screen.
        WarehouseError: there is no warehouse, or nothing in it up to that month.
    """
    if form not in FORMATS:
        raise UsageError(f"there is no format '{form}': choose one of {', '.join(FORMATS)}")
    if form == "parquet" and out is None:
        raise UsageError("Parquet is no text for a screen: name a file with --out")
    from warehouse.export import column_types, write_parquet
    from warehouse.read import frame, open_warehouse
    from warehouse.register import month_known

    with open_warehouse(folder.warehouse) as connection:
        known = month_known(connection, str(month))
        rows, types = frame(connection, "mart.register", known), column_types(connection, "mart.register")
    if form == "parquet":
        assert out is not None
        write_parquet(rows, types, out)
    else:
        from barometer.publishing.downloads import register_json

        text = register_csv(rows) if form == "csv" else register_json(rows, country, known)
        if out is None:
            sys.stdout.buffer.write(text.encode())
        else:
            out.write_bytes((b"\xef\xbb\xbf" if form == "csv" else b"") + text.encode())
    return f"{len(rows)} accounts, register of {known}" + (f", in {out}" if out else "")


def register_csv(rows: pandas.DataFrame) -> str:
    """Return the register as CSV: comma, CRLF, empty for not known; no cell can be taken for a formula."""
    import csv
    import io

    from barometer.publishing.downloads import cell
    from barometer.publishing.mart import as_rows

    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(rows.columns)
    writer.writerows([cell(value) for value in row.values()] for row in as_rows(rows))
    return text.getvalue()
