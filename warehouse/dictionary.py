"""The data dictionary: what the database says of itself, read back for the page and the data package.

    dictionary(path)[0]          # Layer(name="main", tables=(Table(name="accounts", …), …))

The descriptions are those of the SQL headers and of the reading types, in English; nothing is described twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from warehouse.header import LAYERS, MAIN
from warehouse.read import open_warehouse

ORDER = (MAIN, *reversed(LAYERS))
"""Schemas as an analyst meets them: plain names first, then back towards the readings."""
_TABLES = """
    select schema_name, table_name as name, 'table' as kind, comment from duckdb_tables() where not internal
    union all
    select schema_name, view_name, 'view', comment from duckdb_views() where not internal
    order by schema_name, name
"""
_COLUMNS = """
    select schema_name, table_name, column_name, data_type, comment
    from duckdb_columns()
    where not internal
    order by schema_name, table_name, column_index
"""
_UNITS = ("persons", "%", "‰", "days", "h", "years", "points", "degrees", "UTC", "bytes")
_SAID = re.compile(rf"(?:^|, |\(|whole |\d (?=points))({'|'.join(map(re.escape, _UNITS))})(?=$|[\s;,.()])")
_NAMED = {"days": "days", "hours": "h", "persons": "persons", "followers": "persons", "population": "persons"}
_NUMBERS = ("BIGINT", "INTEGER", "DOUBLE", "TIMESTAMP")


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    """Its name."""
    type: str
    """DuckDB type."""
    description: str
    """What it holds, English."""

    @property
    def unit(self) -> str:
        """Unit of its values, as the description or the name gives it; empty for a text, a truth, a plain number."""
        if self.type not in _NUMBERS:
            return ""
        if self.type == "TIMESTAMP":
            return "UTC"
        if "percent" in self.name:
            return "%"
        if said := _SAID.search(self.description):
            return said[1]
        return next((unit for end, unit in _NAMED.items() if re.search(rf"(^|_){end}(_low|_high)?$", self.name)), "")


@dataclass(frozen=True, slots=True)
class Table:
    """One table or view."""

    layer: str
    """Its schema."""
    name: str
    """Its name, without the schema."""
    kind: str
    """`table` or `view`."""
    description: str
    """What one row is, English."""
    columns: tuple[Column, ...]
    """In order."""

    @property
    def asked_as(self) -> str:
        """How a query names it: views need no schema."""
        return self.name if self.layer == MAIN else f"{self.layer}.{self.name}"


@dataclass(frozen=True, slots=True)
class Layer:
    """One schema."""

    name: str
    """`main` for the views, else the layer."""
    tables: tuple[Table, ...]
    """By name."""


def dictionary(path: Path) -> tuple[Layer, ...]:
    """Return every schema of a warehouse with its tables and columns, in ORDER.

    Raises:
        WarehouseError: there is no warehouse, or it cannot be opened.
    """
    columns: dict[tuple[str, str], list[Column]] = {}
    with open_warehouse(path) as connection:
        for layer, table, *column in connection.execute(_COLUMNS).fetchall():
            columns.setdefault((layer, table), []).append(Column(column[0], column[1], column[2] or ""))
        tables = [
            Table(layer, name, kind, comment or "", tuple(columns.get((layer, name), ())))
            for layer, name, kind, comment in connection.execute(_TABLES).fetchall()
        ]
    return tuple(Layer(name, tuple(each for each in tables if each.layer == name)) for name in ORDER)
