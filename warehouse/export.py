"""Writing published rows as Parquet, with the warehouse's own column types."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import pandas


def column_types(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Return column → type of a table, which is named with its schema (`mart.ranking`)."""
    rows = connection.execute(f"describe {table}").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


def write_parquet(frame: pandas.DataFrame, types: Mapping[str, str], path: Path) -> None:
    """Write a frame as Parquet in its own order; the same frame gives the same bytes.

    Args:
        frame: the rows.
        types: column → DuckDB type, at least of the frame's columns.
        path: file to write.
    """
    with duckdb.connect(config={"threads": "1", "preserve_insertion_order": "true"}) as connection:
        connection.register("rows_to_write", frame)
        columns = ", ".join(f'cast("{name}" as {types[name]}) as "{name}"' for name in frame.columns)
        target = str(path).replace("'", "''")
        connection.execute(
            f"copy (select {columns} from rows_to_write) to '{target}' (format parquet, compression zstd)"
        )
