"""Reading the warehouse: a connection that can change nothing and reach nothing outside the file.

Instants come back as UTC without zone, integers with gaps as pandas' nullable `Int64`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from barometer.errors import WarehouseError
from barometer.months import Month

if TYPE_CHECKING:
    import pandas

_NAME = re.compile(r"(raw|core|metrics|mart)\.[a-z][a-z0-9_]*")
_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}
_ASKING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
_REMEDY = "ask with one SELECT (or DESCRIBE, SHOW, SUMMARIZE, EXPLAIN) on the tables that 'show all tables' lists"


def open_warehouse(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse read-only, with files, extensions and settings locked; close it, or use `with`.

    Raises:
        WarehouseError: there is none, or it cannot be opened.
    """
    if not path.exists():
        raise WarehouseError(f"there is no warehouse at {path}: run 'barometer build' first")
    try:
        return duckdb.connect(str(path), read_only=True, config=_LOCKED)
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be opened: {error}; run 'barometer build' to make it again") from error


def frame(connection: duckdb.DuckDBPyConnection, table: str, month: Month | str | None = None) -> pandas.DataFrame:
    """Return a table (`mart.ranking`), or one month of it, in the order it was built in.

    Raises:
        WarehouseError: the warehouse has no such table.
    """
    if not _NAME.fullmatch(table):
        raise WarehouseError(f"'{table}' is no table of the warehouse: name it with its schema, as in mart.ranking")
    try:
        where, values = (_of_month(connection, table), [str(month)]) if month is not None else ("", [])
        return typed(connection.execute(f"select * from {table}{where}", values))
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise WarehouseError(f"{table}: {error}; 'show all tables' lists what there is") from error


def _of_month(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    names = [column[0] for column in connection.execute(f"select * from {table} limit 0").description or ()]
    # A reading names its visit, and a visit's key begins with its month.
    return " where month = ?" if "month" in names else " where starts_with(visit_id, ? || ':')"


def query(path: Path, sql: str) -> pandas.DataFrame:
    """Answer one question in SQL, read-only.

    Raises:
        WarehouseError: it is not one question, writes, reaches outside the warehouse, or is not understood.
    """
    with open_warehouse(path) as connection:
        try:
            statements = connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type not in _ASKING:
                kinds = ", ".join(str(each.type).removeprefix("StatementType.") for each in statements) or "nothing"
                raise WarehouseError(f"the warehouse is read-only and was asked to do {kinds}: {_REMEDY}")
            return typed(connection.execute(statements[0]))
        except duckdb.Error as error:
            raise WarehouseError(f"{error}: {_REMEDY}") from error


def typed(answer: duckdb.DuckDBPyConnection) -> pandas.DataFrame:
    """Return an answer as a frame; whole numbers with gaps stay whole."""
    kinds = [str(column[1]) for column in answer.description or ()]
    table: pandas.DataFrame = answer.df()
    for place, kind in enumerate(kinds):
        name = table.columns[place]
        if kind.endswith(("INT", "INTEGER")) and table.dtypes.iloc[place] == "float64":
            table[name] = table[name].astype("Int64")
    return table
