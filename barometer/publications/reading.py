"""Published tables as typed rows: every name and number resolved in the register of the row's own day, or refused.

A table is taken whole or not at all: a list with a hole in it would give everybody below the hole a wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args

from barometer.errors import RegistryError, UsageError
from barometer.parse.numerals import plain
from barometer.publications.cells import Printed, figure, period
from barometer.publications.figure import PublishedFigure, PublishedNational, PublishedUnit
from barometer.publications.table import rows
from barometer.vocabulary import CounterKind, Role

if TYPE_CHECKING:
    from datetime import date

    from barometer.registry import Country

FOLDER = "published"
"""Folder of such tables in a country's folder, and in the operator's own."""
NATIONAL = "national"
"""Name of the one table there whose rows are of many authorities together."""
COLUMNS = ("date", "counter", "value", "source", "url")
OPTIONAL = ("authority", "name", "population", "low", "high", "role", "note")
NATIONAL_COLUMNS = ("date", "scope", "measure", "value", "of", "definition", "source", "url")
NATIONAL_OPTIONAL = ("part", "channel", "low", "high", "note")
COUNTERS: dict[str, CounterKind] = {
    "likes": "likes", "likere": "likes", "likarar": "likes", "followers": "followers", "følgere": "followers",
    "følgjarar": "followers", "talking_about": "talking_about", "snakker om": "talking_about",
}  # fmt: skip
_NAME = re.compile(r"[a-z0-9æøå][a-z0-9æøå._-]{0,59}")
T = TypeVar("T")


def read_folder(
    country: Country, folders: Sequence[Path]
) -> tuple[tuple[PublishedFigure, ...], tuple[PublishedNational, ...]]:
    """Read every table of some folders, by name; a later folder's table takes the place of an earlier one's.

    Raises:
        RegistryError: a table is not in order; file, rows and remedies are named.
    """
    paths = {path.stem: path for folder in folders for path in sorted(folder.glob("*.csv"))}
    try:
        national = read_national(paths.pop(NATIONAL)) if NATIONAL in paths else []
        figures = [each for _, path in sorted(paths.items()) for each in read_table(path, country)]
    except UsageError as error:
        raise RegistryError(str(error)) from error
    return tuple(figures), tuple(national)


def read_table(path: Path, country: Country) -> list[PublishedFigure]:
    """Read a table of authorities' figures.

    Raises:
        UsageError: anything in it is not in order; the message names every refused row, why, and what to do.
    """
    if not _NAME.fullmatch(path.stem):
        raise UsageError(f"{path.name}: rename the file, with small letters, digits, '.', '_' and '-' only")
    made = _read(path, COLUMNS, OPTIONAL, lambda row, cells: _figure(path.stem, row, cells, country))
    _check_once(path, made)
    return made


def read_national(path: Path) -> list[PublishedNational]:
    """Read the table of figures of many authorities together; raises as `read_table`."""
    return _read(path, NATIONAL_COLUMNS, NATIONAL_OPTIONAL, lambda _, cells: _national(cells))


def _read(
    path: Path, columns: tuple[str, ...], optional: tuple[str, ...], make: Callable[[int, dict[str, str]], T]
) -> list[T]:
    made, refused = [], []
    for row, cells in rows(path, columns, optional):
        try:
            made.append(make(row, cells))
        except (ValueError, UsageError) as error:
            refused.append(f"{path}, row {row}: {error}")
    if refused:
        raise UsageError("\n".join([*refused, f"{path}: nothing was taken, {len(refused)} row(s) refused"]))
    if not made:
        raise UsageError(f"{path} holds no rows under its header; nothing was taken")
    return made


def _figure(publication: str, row: int, cells: dict[str, str], country: Country) -> PublishedFigure:
    on_from, on_to = period(cells["date"])
    kind = COUNTERS.get(cells["counter"].casefold())
    if kind is None:
        raise ValueError(f"counter '{cells['counter']}' is not known; counters are {', '.join(COUNTERS)}")
    role = next((each for each in get_args(Role) if each == (cells["role"] or "helhetlig")), None)
    if role is None:
        raise ValueError(f"role '{cells['role']}' is not known; roles are {', '.join(get_args(Role))}")
    printed = figure(cells["value"], cells["low"], cells["high"])
    return PublishedFigure(
        publication=publication, row=row, on_from=on_from, on_to=on_to,
        authority_number=_authority(cells["authority"], cells["name"], on_from, on_to, country),
        name_printed=cells["name"] or None, role=role, counter_kind=kind, value_printed=cells["value"],
        value=printed.value, low=printed.low, high=printed.high, unit="%" if printed.is_percent else "personer",
        population_printed=_whole("population", cells["population"]), source=_source(cells["source"]),
        url=_url(cells["url"]), note=cells["note"] or None,
    )  # fmt: skip


def _authority(number: str, name: str, on_from: date, on_to: date, country: Country) -> str:
    """Return the number of the authority that a row is about, the same one through all of its days."""
    # Imported here: the registry reads published tables itself.
    from barometer.succession import authority_on, number_of

    if not number and not name:
        raise ValueError("authority and name are both empty; write one of them")
    found = number_of(country, name, on_from) if name else number
    if number and found != number:
        raise ValueError(f"'{name}' was {found} on {on_from}, not {number}; mend one of them")
    if number and not number.startswith("0") and any(each.number == f"0{number}" for each in country.authorities):
        raise ValueError(f"authority {number} has lost its first nought; write 0{number}, as text")
    if not authority_on(country, found, on_from).is_in_force(on_to):
        raise ValueError(f"{name or number} changed between {on_from} and {on_to}; write the day more exactly")
    return found


def _national(cells: dict[str, str]) -> PublishedNational:
    on_from, on_to = period(cells["date"])
    for column in ("scope", "measure", "definition"):
        if not cells[column]:
            raise ValueError(f"{column} is empty; fill it in")
    printed, n_of = figure(cells["value"], cells["low"], cells["high"]), _whole("of", cells["of"])
    if n_of is not None and not printed.is_percent and printed.value > n_of and cells["measure"] == "sider":
        raise ValueError(f"{cells['value']} is more than the {n_of} it is a part of; mend one of them")
    return PublishedNational(
        on_from=on_from, on_to=on_to, scope=cells["scope"], measure=cells["measure"], part=cells["part"] or None,
        channel=cells["channel"] or None, value_printed=cells["value"], value=printed.value, low=printed.low,
        high=printed.high, unit=_unit(printed, cells["measure"]), n_of=n_of, definition=cells["definition"],
        source=_source(cells["source"]), url=_url(cells["url"]), note=cells["note"] or None,
    )  # fmt: skip


def _unit(printed: Printed, measure: str) -> PublishedUnit:
    return "%" if printed.is_percent else "personer" if measure in ("likes", "followers") else "antall"


def _whole(column: str, text: str) -> int | None:
    digits = plain(text).replace(" ", "")
    if digits and not (digits.isascii() and digits.isdigit() and int(digits) > 0):
        raise ValueError(f"{column} '{text}' is not a whole number above 0; write digits only")
    return int(digits) if digits else None


def _source(text: str) -> str:
    if not text or len(text) > 300 or not text.isprintable():
        raise ValueError("source is empty, too long or not plain text; say who published the figure, and where")
    return text


def _url(text: str) -> str | None:
    if text and not re.fullmatch(r"https?://[!-~]+", text):
        raise ValueError(f"url '{text}' is no address of the web; write it in full, or leave it empty")
    return text or None


def _check_once(path: Path, made: list[PublishedFigure]) -> None:
    first: dict[tuple[object, ...], int] = {}
    for each in made:
        key = (each.on_from, each.authority_number, each.role, each.counter_kind)
        if key in first:
            raise UsageError(
                f"{path}, row {each.row}: {each.authority_number} stands in row {first[key]} too, with the same day and"
                " counter; keep one, nothing was taken"
            )
        first[key] = each.row
