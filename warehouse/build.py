"""Building the warehouse: from sealed readings to described tables, aside, then renamed.

Nothing is ever changed in place: the database holds the whole history, computed anew by today's method, so
there are no migrations, and a reader sees the old database or the new one.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from barometer import METHOD_VERSION
from barometer.errors import WarehouseError
from barometer.registry import Country
from barometer.storage import DataFolder
from warehouse import results
from warehouse.header import HERE, LAYERS, Model, models
from warehouse.loading import load
from warehouse.schema import RAW
from warehouse.seal import seal

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    # Files of the newest format can't be opened by analysts' 1.x tools; this one opens from 1.2 on, 4 % larger.
    "storage_compatibility_version": "v1.2.0",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    # What does not fit goes to disk: ten years of months otherwise took 6.8 GB.
    "memory_limit": "2GB",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build made."""

    months: tuple[str, ...]
    """Months in the warehouse, oldest first."""
    sealed: tuple[str, ...]
    """Of those, the months whose readings had changed."""
    rows: dict[str, int]
    """Table with its schema → rows."""
    seconds: float
    """Wall time."""

    def lines(self) -> list[str]:
        """Return the report as lines for a person."""
        period = f"{self.months[0]} to {self.months[-1]}" if self.months else "no months"
        total = {layer: sum(n for name, n in self.rows.items() if name.startswith(f"{layer}.")) for layer in LAYERS}
        parts = ", ".join(f"{count} {layer}" for layer, count in total.items())
        return [
            f"warehouse: {period}, {len(self.sealed)} month(s) sealed anew, {len(self.rows)} tables,"
            f" rows: {parts}; {self.seconds:.1f} s"
        ]


def build(folder: DataFolder, country: Country, *, root: Path = HERE) -> BuildReport:
    """Build the warehouse of a country from the readings of every month.

    Args:
        folder: The country's data folder, locked by the caller.
        country: Its authorities and population.
        root: Folder of the SQL; another one only in tests.

    Raises:
        ReadingsError: a readings file holds something that is no reading; file and line are named.
        WarehouseError: an SQL file is wrong; the file is named. The old warehouse still stands.
    """
    begin = time.monotonic()
    ordered = models(root, frozenset(f"raw.{table.name}" for table in RAW))
    sealed = {month: seal(folder, month) for month in folder.months()}
    prints = _fingerprints({str(month): mark for month, (mark, _) in sealed.items()}, country, ordered)
    aside = folder.warehouse.with_name(f".{folder.warehouse.name}.new")
    for left in (aside, aside.with_name(f"{aside.name}.wal")):
        left.unlink(missing_ok=True)
    shutil.rmtree(aside.with_name(f"{aside.name}.tmp"), ignore_errors=True)
    aside.parent.mkdir(parents=True, exist_ok=True)
    try:
        with duckdb.connect(str(aside), config=CONFIG) as connection:
            _raw(connection, folder, country, prints)
            _derive(connection, ordered, root)
            _describe(connection, ordered)
            rows = _count(connection)
            connection.execute("checkpoint")
        results.replace_file(aside, folder.warehouse)
    finally:
        aside.unlink(missing_ok=True)
    return BuildReport(
        months=tuple(prints),
        sealed=tuple(str(month) for month, (_, is_new) in sealed.items() if is_new),
        rows=rows,
        seconds=time.monotonic() - begin,
    )


def _fingerprints(sealed: dict[str, str], country: Country, ordered: list[Model]) -> dict[str, str]:
    """Return, per month, a hash of everything its figures rest on: checks made for another hash are stale."""
    running = hashlib.sha256(repr((METHOD_VERSION, country)).encode())
    for model in sorted(ordered, key=lambda each: each.name):
        running.update(model.text.encode())
    running.update((HERE / "macros.sql").read_bytes())
    prints = {}
    for month, mark in sorted(sealed.items()):
        running.update(f"{month} {mark}".encode())
        prints[month] = running.hexdigest()
    return prints


def _raw(
    connection: duckdb.DuckDBPyConnection, folder: DataFolder, country: Country, prints: dict[str, str]
) -> None:
    connection.begin()
    for layer in LAYERS:
        connection.execute(f"create schema {layer}")
    for table in RAW:
        connection.execute(f"create table raw.{table.name} ({table.definition()})")
    load(connection, folder, country, prints)
    connection.commit()
    # From here on nothing but the database is read or written, whatever an SQL file may say.
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _derive(connection: duckdb.DuckDBPyConnection, ordered: list[Model], root: Path) -> None:
    """Make every table and view, each in a transaction of its own.

    What a transaction has not committed has no statistics, and joins of it are planned blindly: with all in one
    transaction a build took twice the time and nine times the memory.
    """
    connection.execute(f"create macro method_version() as '{METHOD_VERSION}'")
    connection.execute((HERE / "macros.sql").read_text())
    for model in ordered:
        _, columns = model.descriptions
        try:
            statements = connection.extract_statements(model.text)
            if [each.type for each in statements] != [duckdb.StatementType.SELECT]:
                raise WarehouseError(f"{model.path.relative_to(root)}: is not one SELECT; split or mend it")
            connection.execute(f"create {model.kind} {model.name} as\n{model.text}")
        except duckdb.Error as error:
            raise WarehouseError(f"{model.path.relative_to(root)}: {error}; mend the SELECT") from error
        have = [name for (name, *_) in connection.execute(f"describe {model.name}").fetchall()]
        wrong = [f"{name} has no description" for name in have if name not in columns]
        wrong += [f"{name} is described but is no column" for name in columns if name not in have]
        if wrong:
            raise WarehouseError(f"{model.path.relative_to(root)}: {'; '.join(wrong)}; mend the header")


def _describe(connection: duckdb.DuckDBPyConnection, ordered: list[Model]) -> None:
    """Say in the database itself what every table, view and column holds."""
    # In one transaction: a thousand descriptions one by one cost more than everything else together.
    connection.begin()
    for table in RAW:
        _comment(connection, "table", f"raw.{table.name}", table.description)
        for column in table.columns:
            _comment(connection, "column", f'raw.{table.name}."{column.name}"', column.description)
    for model in ordered:
        row, columns = model.descriptions
        _comment(connection, model.kind, model.name, row)
        for name, text in columns.items():
            _comment(connection, "column", f'{model.name}."{name}"', text)
    connection.commit()


def _comment(connection: duckdb.DuckDBPyConnection, kind: str, name: str, text: str) -> None:
    quoted = text.replace("'", "''")
    connection.execute(f"comment on {kind} {name} is '{quoted}'")


def _count(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    names = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where schema_name in ('raw', 'core', 'metrics', 'mart') order by all"
    ).fetchall()
    counts = {}
    for (name,) in names:
        row = connection.execute(f"select count(*) from {name}").fetchone()
        counts[name] = int(row[0]) if row else 0
    return counts
