"""The raw tables: their columns, types and descriptions, taken from the reading types themselves.

A field's docstring in `barometer.readings` or `barometer.registry` is its description in the database, so
that there is one place to read and to change. Instants are stored as TIMESTAMP in UTC.
"""

from __future__ import annotations

import ast
import inspect
import sys
import types
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from itertools import pairwise
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from barometer import readings, registry
from barometer.coding.reading import Coding
from barometer.publications.figure import PublishedFigure, PublishedNational
from barometer.second_looks import SecondLook
from warehouse.results import CheckResult

TYPES: dict[Any, str] = {
    bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE", str: "VARCHAR", datetime: "TIMESTAMP", date: "DATE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a raw table."""

    name: str
    """Its name, the field's."""
    type: str
    """DuckDB type."""
    description: str
    """The field's docstring, on one line."""


@dataclass(frozen=True, slots=True)
class Table:
    """One raw table."""

    name: str
    """Without the schema."""
    description: str
    """What one row is."""
    columns: tuple[Column, ...]
    """In order."""

    def definition(self) -> str:
        """Return the columns as they stand in CREATE TABLE."""
        return ", ".join(f'"{column.name}" {column.type}' for column in self.columns)


def duckdb_type(hint: Any) -> str:
    """Return the DuckDB type of an annotation: optional, literal and tuple-of-text annotations included."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return duckdb_type(next(each for each in get_args(hint) if each is not type(None)))
    if origin is Literal or (isinstance(hint, type) and issubclass(hint, Enum)):
        return "VARCHAR"
    if origin is tuple:
        return f"{duckdb_type(get_args(hint)[0])}[]"
    return TYPES[hint]


def _docstrings(kind: type) -> dict[str, str]:
    """Return the docstring under each field of a dataclass."""
    tree = ast.parse(inspect.getsource(sys.modules[kind.__module__]))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == kind.__name__).body
    found = {}
    for field, text in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
            found[field.target.id] = " ".join(str(ast.literal_eval(text.value)).split())
    return found


def table_of(name: str, kind: type, *, before: tuple[Column, ...] = (), without: tuple[str, ...] = ()) -> Table:
    """Return the table of a dataclass: `before` first, then its fields except `type` and those named `without`."""
    hints, descriptions = get_type_hints(kind), _docstrings(kind)
    own = tuple(
        Column(field.name, duckdb_type(hints[field.name]), descriptions[field.name])
        for field in fields(kind)
        if field.name not in (*without, "type")
    )
    return Table(name, " ".join((kind.__doc__ or "").split()), (*before, *own))


_OF_VISIT = (
    Column("visit_id", "VARCHAR", "Visit it was made on: raw.visit."),
    Column("reading_position", "BIGINT", "Order on the visit, from 1."),
)

VISIT = table_of("visit", readings.Visit, without=("pages", "readings"))
PAGE_RECORD = table_of("page_record", readings.PageRecord, before=_OF_VISIT)
READINGS = tuple(
    table_of(kind.__name__.lower(), kind, before=_OF_VISIT) for kind in get_args(readings.Reading)
)  # fmt: skip
ACCOUNT = table_of("account", readings.Account)
CODING = table_of("coding", Coding)
SEALED = (VISIT, PAGE_RECORD, *READINGS, ACCOUNT, CODING)

AUTHORITY = table_of("authority", registry.Authority)
POPULATION = table_of("population", registry.Population)
AUTHORITY_CHANGE = table_of("authority_change", registry.Change)
PUBLISHED_FIGURE = table_of("published_figure", PublishedFigure)
PUBLISHED_NATIONAL = table_of("published_national", PublishedNational)
SECOND_LOOK = table_of("second_look", SecondLook)
COUNTRY = table_of(
    "country", registry.Country,
    without=(
        "extra_suffixes", "vendors", "words", "authorities", "population", "changes", "published", "published_national",
    ),
)  # fmt: skip
CHECK_RESULT = table_of(
    "check_result", CheckResult,
    before=(Column("fingerprint", "VARCHAR", "What the warehouse held of the month when it was checked: raw.month."),),
)  # fmt: skip
MONTH = Table(
    "month",
    "One month that has readings.",
    (
        Column("month", "VARCHAR", "Month, YYYY-MM."),
        Column("first_on", "DATE", "First day."),
        Column("last_on", "DATE", "Last day."),
        Column(
            "fingerprint", "VARCHAR",
            "Hash of all that the month's figures rest on: readings up to it, the country's rows, the method.",
        ),
    ),
)  # fmt: skip
RAW = (
    MONTH, COUNTRY, AUTHORITY, POPULATION, AUTHORITY_CHANGE, PUBLISHED_FIGURE, PUBLISHED_NATIONAL, SECOND_LOOK,
    *SEALED,
    CHECK_RESULT,
)  # fmt: skip
