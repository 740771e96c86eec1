"""A month's readings as Parquet: validated line by line, then one typed file per kind of reading.

The JSON lines stay the record; the Parquet files beside them are made again whenever the lines, or the
shape of a reading, have changed. `sealed.json`, written last, says what they were made from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from barometer.coding.reading import Coding
from barometer.errors import ReadingsError
from barometer.months import Month
from barometer.readings import Account, Visit
from barometer.readings_file import read
from barometer.second_looks import read_second_looks
from barometer.storage import DataFolder
from warehouse.results import replace_file
from warehouse.schema import ACCOUNT, CODING, PAGE_RECORD, SEALED, VISIT, Column, Table

LARGEST_INTEGER = 2**63 - 1
LARGEST_LINE = 256 * 1024 * 1024
T = TypeVar("T", Visit, Account, Coding)


def seal(folder: DataFolder, month: Month) -> tuple[str, bool]:
    """Bring a month's Parquet files up to date.

    Returns:
        The fingerprint of the month's readings, and whether they had to be sealed anew.

    Raises:
        ReadingsError: a line is not a reading of this month; the message names file, line and remedy.
    """
    place = folder.readings(month)
    sources = sorted(place.glob("*.jsonl"))
    stamp = {"shape": _shape(), "sources": {path.name: _hash(path) for path in sources}}
    # What an operator confirmed of the month changes its figures as a reading does, but no reading.
    looks = [repr(look) for look in read_second_looks(folder.quarantine) if look.month == str(month)]
    fingerprint = hashlib.sha256(json.dumps([stamp, *looks], sort_keys=True).encode()).hexdigest()
    mark = place / "sealed.json"
    whole = all(parquet(folder, month, table).exists() for table in SEALED)
    if whole and mark.exists() and mark.read_text() == json.dumps(stamp, indent=1):
        return fingerprint, False
    visits = folder.visit_files(month)
    _validate(visits, folder.month_accounts(month), month)
    _validate_codings(folder.codings(month), month)
    _write(folder, month, visits)
    aside = mark.with_name(".sealed.json.new")
    aside.write_text(json.dumps(stamp, indent=1))
    replace_file(aside, mark)
    return fingerprint, True


def parquet(folder: DataFolder, month: Month, table: Table) -> Path:
    """Return where the Parquet file of one kind of reading lies."""
    return folder.readings(month) / f"{table.name}.parquet"


def _shape() -> str:
    return hashlib.sha256(repr([(table.name, table.definition()) for table in SEALED]).encode()).hexdigest()


def _hash(path: Path) -> str:
    with path.open("rb") as lines:
        return hashlib.file_digest(lines, "sha256").hexdigest()


def _validate(visits: list[Path], accounts: Path, month: Month) -> None:
    """Read every line as what it must be; beyond its types, it belongs to the month and stands once."""
    seen: dict[str, str] = {}

    def visit_is_sound(visit: Visit) -> str | None:
        # Tables without a month are cut by the month that a visit's key begins with.
        if visit.visit_id != f"{visit.month}:{visit.route}:{visit.target}":
            return f"visit_id: {visit.visit_id} is not <month>:<route>:<target>"
        if visit.visit_id in seen:
            return f"visit_id: {visit.visit_id} stands in {seen[visit.visit_id]} already"
        seen[visit.visit_id] = path.name
        for part in (visit, *visit.pages, *visit.readings):
            if wrong := _unfit(part):
                return wrong
        return None

    keys: set[tuple[str, str, str]] = set()

    def account_is_sound(account: Account) -> str | None:
        key = (account.authority_number, account.channel, account.native_id)
        if key in keys:
            return f"native_id: {account.channel} {account.native_id} of {account.authority_number} stands twice"
        keys.add(key)
        return None

    for path in visits:
        _check_lines(path, Visit, month, visit_is_sound)
    _check_lines(accounts, Account, month, account_is_sound)


def _validate_codings(path: Path, month: Month) -> None:
    seen: set[tuple[str, str, str, int]] = set()

    def coding_is_sound(coding: Coding) -> str | None:
        key = (coding.authority_number, coding.channel, coding.native_id, coding.coder)
        if key in seen:
            return f"coder: {coding.channel} {coding.native_id} stands twice with coder {coding.coder}"
        seen.add(key)
        return _unfit(coding)

    _check_lines(path, Coding, month, coding_is_sound)


def _check_lines(path: Path, kind: type[T], month: Month, fault: Callable[[T], str | None]) -> None:
    for order, reading in enumerate(read(path, kind)):
        wrong = fault(reading)
        if reading.month != str(month):
            wrong = f"month: {reading.month} stands in the folder of {month}"
        if wrong:
            number = next(islice(_full_lines(path), order, None))
            raise ReadingsError(f"{path}, line {number}: {wrong}; mend or delete the line")


def _full_lines(path: Path) -> Iterator[int]:
    """Yield the numbers of the lines that hold a reading: `read` steps over blank ones."""
    with path.open("rb") as lines:
        yield from (number for number, line in enumerate(lines, start=1) if line.strip())


_MOMENTS: dict[type, tuple[str, ...]] = {}
_INTEGERS: dict[type, tuple[str, ...]] = {}


def _unfit(part: Any) -> str | None:
    """Return what a reading holds that the warehouse cannot: an instant without zone, an endless integer."""
    kind = type(part)
    if kind not in _MOMENTS:
        _MOMENTS[kind] = tuple(field.name for field in fields(kind) if "datetime" in str(field.type))
        _INTEGERS[kind] = tuple(field.name for field in fields(kind) if "int" in str(field.type).split(" | "))
    for name in _MOMENTS[kind]:
        moment: datetime | None = getattr(part, name)
        if moment is not None and moment.tzinfo is None:
            return f"{kind.__name__.lower()}.{name}: {moment} has no time zone"
    for name in _INTEGERS[kind]:
        number: int | None = getattr(part, name)
        if number is not None and abs(number) > LARGEST_INTEGER:
            return f"{kind.__name__.lower()}.{name}: {number} is too large"
    return None


def _write(folder: DataFolder, month: Month, visits: list[Path]) -> None:
    lines = {ACCOUNT.name: folder.month_accounts(month), CODING.name: folder.codings(month)}
    mark = folder.readings(month) / "sealed.json"
    written: list[tuple[Path, Path]] = []
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute(f"create table line ({VISIT.definition()}, pages json[], readings json[])")
        if visits:
            connection.execute(
                f"insert into line select {_picked(VISIT.columns)}, pages, readings from read_json(?,"
                f" format = 'newline_delimited', maximum_object_size = {LARGEST_LINE},"
                f" columns = {_shape_of(VISIT.columns, pages='JSON[]', readings='JSON[]', type='VARCHAR')})",
                [[str(path) for path in visits]],
            )
        for table in SEALED:
            target = parquet(folder, month, table)
            aside = target.with_name(f".{target.name}.new")
            connection.execute(f"copy ({_rows(table, lines)}) to '{_quoted(aside)}' (format parquet)")
            written.append((aside, target))
    mark.unlink(missing_ok=True)
    for aside, target in written:
        replace_file(aside, target)


def _rows(table: Table, lines: dict[str, Path]) -> str:
    """Return the query that gives one raw table's rows; `lines` names the tables whose rows are a file's lines."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if table is VISIT:
        return f"select {names} from line"
    if path := lines.get(table.name):
        if not path.exists():
            return f"select * from (select {_nothing(table)}) where false"
        return (
            f"select {_picked(table.columns)} from read_json('{_quoted(path)}', format = 'newline_delimited',"
            f" columns = {_shape_of(table.columns, type='VARCHAR')}, maximum_object_size = {LARGEST_LINE})"
        )
    source = "pages" if table is PAGE_RECORD else "readings"
    own = tuple(column for column in table.columns if column.name not in ("visit_id", "reading_position"))
    shape = _shape_of(own).replace("'", '"')
    kind = "" if table is PAGE_RECORD else f" where item->>'type' = '{table.name}'"
    # Not the strict form: a field that came later is absent from older lines, and every line was validated before.
    return (
        f"select visit_id, reading_position, {_picked(own, 'part.')} from (select visit_id, reading_position,"
        f" json_transform(item, '{shape}') as part from (select visit_id, unnest({source}) as item,"
        f" unnest(range(1, len({source}) + 1)) as reading_position from line){kind})"
    )


def _nothing(table: Table) -> str:
    return ", ".join(f'cast(null as {column.type}) as "{column.name}"' for column in table.columns)


def _picked(columns: tuple[Column, ...], of: str = "") -> str:
    """Return the columns as they are selected from JSON, instants turned into UTC."""
    names = [(f'{of}"{column.name}"', column) for column in columns]
    # A cast of text to TIMESTAMP drops "+02:00" without a word.
    return ", ".join(
        f'make_timestamp(epoch_us(cast({name} as timestamptz))) as "{column.name}"'
        if column.type == "TIMESTAMP"
        else f'{name} as "{column.name}"'
        for name, column in names
    )


def _shape_of(columns: tuple[Column, ...], **more: str) -> str:
    """Return name and type of every column as JSON is to be read: instants as text."""
    pairs = [(column.name, column.type.replace("TIMESTAMP", "VARCHAR")) for column in columns] + list(more.items())
    return "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in pairs) + "}"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
