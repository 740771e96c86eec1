"""Filling the raw tables: the country's rows, the sealed readings, the stored results of the checks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

from barometer.months import Month
from barometer.registry import Country
from barometer.second_looks import read_second_looks
from barometer.storage import DataFolder
from warehouse import results
from warehouse.schema import (
    AUTHORITY,
    AUTHORITY_CHANGE,
    COUNTRY,
    MONTH,
    POPULATION,
    PUBLISHED_FIGURE,
    PUBLISHED_NATIONAL,
    SEALED,
    SECOND_LOOK,
    Table,
)
from warehouse.seal import parquet


def load(
    connection: duckdb.DuckDBPyConnection, folder: DataFolder, country: Country, prints: dict[str, str]
) -> None:
    """Fill every raw table; `prints` is month → fingerprint, for the months that have readings."""
    months = [Month.parse(text) for text in prints]
    _insert(connection, MONTH, [(str(each), each.first, each.last, prints[str(each)]) for each in months])
    _insert(connection, COUNTRY, [_values(country, COUNTRY)])
    _insert(connection, AUTHORITY, (_values(row, AUTHORITY) for row in country.authorities))
    _insert(connection, POPULATION, (_values(row, POPULATION) for row in country.population))
    _insert(connection, AUTHORITY_CHANGE, (_values(row, AUTHORITY_CHANGE) for row in country.changes))
    _insert(connection, PUBLISHED_FIGURE, (_values(row, PUBLISHED_FIGURE) for row in country.published))
    _insert(connection, PUBLISHED_NATIONAL, (_values(row, PUBLISHED_NATIONAL) for row in country.published_national))
    looks = read_second_looks(folder.quarantine)
    _insert(connection, SECOND_LOOK, (_values(row, SECOND_LOOK) for row in looks))
    for table in SEALED if months else ():
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        connection.execute(
            f"insert into raw.{table.name} select {names} from read_parquet(?)",
            [[str(parquet(folder, month, table)) for month in months]],
        )
    results.insert(connection, results.read_files(folder))


def _values(row: Any, table: Table) -> tuple[Any, ...]:
    values = (getattr(row, column.name) for column in table.columns)
    return tuple(list(value) if isinstance(value, tuple) else value for value in values)


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows in one statement: a statement per row costs a millisecond or two each."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        return
    picked = ", ".join(f"unnest(cast(? as {column.type}[]))" for column in table.columns)
    connection.execute(f"insert into raw.{table.name} select {picked}", [list(values) for values in columns])
