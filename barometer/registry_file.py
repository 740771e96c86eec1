"""Reads and checks a country's folder: strict on columns, dates, numbers, hosts, so that a slip stops at its row.

Rules that a row must keep are those of `Authority`, `Population` and `Words` in `registry.py`; the source columns
(`names_source`, `website_source`, `position_source`) must be filled in but are for the reader of the table only.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import ada_url

from barometer.errors import RegistryError
from barometer.readings import Channel, Role
from barometer.registry import Authority, AuthorityKind, Country, Population, Words

AUTHORITY_COLUMNS = (
    "number", "kind", "name", "official_names", "county_number", "county", "language", "website",
    "organisation_number", "latitude", "longitude", "valid_from", "valid_to", "names_source", "website_source",
    "position_source",
)
POPULATION_COLUMNS = ("number", "on", "published_on", "inhabitants", "source")
COUNTRY_KEYS: dict[str, type] = {
    "code": str, "name": str, "languages": list, "time_zone": str, "is_practice": bool, "extra_suffixes": list,
    "vendors": list, "words": dict,
}
WORD_KEYS: dict[str, type] = {"contact": list, "overview": list, "follow": list, "authority": list, "sector": dict}

T = TypeVar("T")
# A number becomes part of visit ids and of file names.
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")
_HOST_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def read_country(folder: Path) -> Country:
    """Read one country from its folder; see `registry.load_country` for what raises."""
    facts = _country_facts(folder / "country.toml")
    languages = tuple(facts["languages"])
    authorities = _rows(folder / "authorities.csv", AUTHORITY_COLUMNS, lambda row: _authority(row, languages))
    _check_validity(folder / "authorities.csv", authorities)
    population = _rows(folder / "population.csv", POPULATION_COLUMNS, _population)
    _check_population(folder / "population.csv", population, {each.number for each in authorities})
    words = facts["words"]
    return Country(
        code=facts["code"],
        name=facts["name"],
        languages=languages,
        time_zone=facts["time_zone"],
        is_practice=facts["is_practice"],
        extra_suffixes=tuple(facts["extra_suffixes"]),
        vendors=tuple(facts["vendors"]),
        words=Words(
            contact=tuple(words["contact"]),
            overview=tuple(words["overview"]),
            follow=tuple(words["follow"]),
            authority=tuple(words["authority"]),
            sector={role: tuple(listed) for role, listed in words["sector"].items()},
        ),
        authorities=tuple(authorities),
        population=tuple(population),
    )


def _country_facts(path: Path) -> dict[str, Any]:
    try:
        facts = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegistryError(f"{path}: {error}; it must be a TOML file in UTF-8") from error
    _check_keys(path, "the file", facts, COUNTRY_KEYS)
    _check_keys(path, "[words]", facts["words"], WORD_KEYS)
    if facts["code"] != path.parent.name:
        raise RegistryError(f"{path}: code '{facts['code']}' is not its folder's name; make the two agree")
    try:
        ZoneInfo(facts["time_zone"])
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise RegistryError(
            f"{path}: time_zone '{facts['time_zone']}' is not known here; write an IANA name,"
            " or install the system's time zones (tzdata)"
        ) from error
    _check_lists(path, facts)
    return facts


def _check_lists(path: Path, facts: dict[str, Any]) -> None:
    for vendor in facts["vendors"]:
        channel, _, native_id = str(vendor).partition(":")
        if channel not in get_args(Channel) or not native_id:
            raise RegistryError(f"{path}: vendor '{vendor}' is not <channel>:<account>; for example facebook:supplier")
    sector = facts["words"]["sector"]
    lists = {f"words.{key}": facts["words"][key] for key in WORD_KEYS if key != "sector"}
    lists |= {f"words.sector.{role}": listed for role, listed in sector.items()}
    for role in sector:
        if role not in get_args(Role):
            raise RegistryError(f"{path}: words.sector.{role} is no role; roles are {', '.join(get_args(Role))}")
    for key, listed in (lists | {key: facts[key] for key in ("languages", "extra_suffixes")}).items():
        if not isinstance(listed, list) or any(not isinstance(word, str) or word != word.lower() for word in listed):
            raise RegistryError(f"{path}: {key} must be a list of words in lower case")
    if not facts["languages"]:
        raise RegistryError(f"{path}: languages is empty; name at least the main language")


def _check_keys(path: Path, where: str, table: dict[str, Any], keys: dict[str, type]) -> None:
    for key in table.keys() - keys.keys():
        raise RegistryError(f"{path}: {where} has an unknown key '{key}'; keys are {', '.join(keys)}")
    for key, kind in keys.items():
        if not isinstance(table.get(key), kind):
            raise RegistryError(f"{path}: {where} needs the key '{key}' as a {kind.__name__}; write it")


def _rows(path: Path, columns: tuple[str, ...], read: Callable[[dict[str, str]], T]) -> list[T]:
    """Read a CSV file row by row; a ValueError from `read` becomes a RegistryError with the line it stands on."""
    rows = []
    try:
        with path.open(encoding="utf-8", newline="") as text:
            table = csv.DictReader(text, strict=True)
            _check_header(path, tuple(table.fieldnames or ()), columns)
            for row in table:
                where = f"{path}, line {table.line_num}"
                if None in row or None in row.values():
                    raise RegistryError(f"{where}: the row has not {len(columns)} fields; quote or complete it")
                if any(value != value.strip() for value in row.values()):
                    raise RegistryError(f"{where}: a field begins or ends with white space; remove it")
                try:
                    rows.append(read(row))
                except ValueError as error:
                    raise RegistryError(f"{where}: {error}") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegistryError(f"{path}: {error}; it must be a CSV file in UTF-8") from error
    return rows


def _check_header(path: Path, found: tuple[str, ...], columns: tuple[str, ...]) -> None:
    missing = [name for name in columns if name not in found]
    unknown = [name for name in found if name not in columns]
    if missing or unknown or len(found) != len(columns):
        raise RegistryError(
            f"{path}, line 1: missing columns: {', '.join(missing) or 'none'}; unknown or repeated columns:"
            f" {', '.join(unknown) or 'none'}; the columns are {', '.join(columns)}"
        )


def _authority(row: dict[str, str], languages: tuple[str, ...]) -> Authority:
    for column in AUTHORITY_COLUMNS:
        if not row[column] and column not in ("organisation_number", "valid_to"):
            raise ValueError(f"{column} is empty; fill it in")
    names, organisation = tuple(row["official_names"].split("; ")), row["organisation_number"]
    if row["kind"] not in get_args(AuthorityKind):
        raise ValueError(f"kind '{row['kind']}' is not known; kinds are {', '.join(get_args(AuthorityKind))}")
    if row["language"] not in languages:
        raise ValueError(f"language '{row['language']}' is not in country.toml; add it there or write another")
    if row["name"] not in names or len(set(names)) != len(names) or "" in names:
        raise ValueError("official_names must hold the name and no name twice; separate names by '; '")
    valid_from, valid_to = _validity(row)
    return Authority(
        number=_number("number", row["number"]),
        kind="kommune" if row["kind"] == "kommune" else "fylkeskommune",
        name=row["name"],
        official_names=names,
        county_number=_number("county_number", row["county_number"]),
        county=row["county"],
        language=row["language"],
        website=_website(row["website"]),
        organisation_number=_number("organisation_number", organisation) if organisation else None,
        latitude=_degrees("latitude", row["latitude"], 90),
        longitude=_degrees("longitude", row["longitude"], 180),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _validity(row: dict[str, str]) -> tuple[date, date | None]:
    valid_from = _date("valid_from", row["valid_from"])
    valid_to = _date("valid_to", row["valid_to"]) if row["valid_to"] else None
    if valid_to is not None and valid_to <= valid_from:
        raise ValueError("valid_to is not after valid_from; write the first day no longer in force")
    return valid_from, valid_to


def _population(row: dict[str, str]) -> Population:
    on, published_on = _date("on", row["on"]), _date("published_on", row["published_on"])
    if published_on < on:
        raise ValueError("published_on is before the day that is counted; write the day of publication")
    if not row["inhabitants"].isascii() or not row["inhabitants"].isdigit() or int(row["inhabitants"]) == 0:
        raise ValueError(f"inhabitants '{row['inhabitants']}' is not a whole number above 0; write digits only")
    if not row["source"]:
        raise ValueError("source is empty; say where the figure was published")
    return Population(
        number=_number("number", row["number"]),
        on=on,
        published_on=published_on,
        inhabitants=int(row["inhabitants"]),
        source=row["source"],
    )


def _number(column: str, text: str) -> str:
    if _NUMBER.fullmatch(text) is None:
        raise ValueError(f"{column} '{text}' is not a number as text; use letters, digits, '-' and '_'")
    return text


def _date(column: str, text: str) -> date:
    try:
        if len(text) == len("2024-01-01"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"{column} '{text}' is not a date; write YYYY-MM-DD")


def _degrees(column: str, text: str, limit: int) -> float:
    try:
        degrees = float(text)
    except ValueError:
        degrees = float("nan")
    if not -limit <= degrees <= limit:
        raise ValueError(f"{column} '{text}' is not a number of degrees between -{limit} and {limit}; mend it")
    return degrees


def _website(text: str) -> str:
    """Return a front page address as it was written, when a browser would take it as one of the public web."""
    try:
        host = str(ada_url.URL(text).hostname)
    except ValueError:
        host = ""
    labels = host.split(".")
    if (
        not text.startswith(("https://", "http://"))
        or len(labels) < 2
        or labels[-1].isdigit()
        or any(_HOST_LABEL.fullmatch(label) is None for label in labels)
    ):
        raise ValueError(f"website '{text}' has no valid host; write it like https://www.name.kommune.no/")
    return text


def _check_validity(path: Path, authorities: list[Authority]) -> None:
    ordered = sorted(authorities, key=lambda each: (each.number, each.valid_from))
    for earlier, later in pairwise(ordered):
        if earlier.number == later.number and (earlier.valid_to is None or later.valid_from < earlier.valid_to):
            raise RegistryError(
                f"{path}: number {later.number} is in force twice from {later.valid_from}"
                f" ({earlier.name}, {later.name}); give the earlier row its valid_to, or delete one"
            )


def _check_population(path: Path, population: list[Population], numbers: set[str]) -> None:
    seen = set()
    for line, figure in enumerate(population, start=2):
        key = (figure.number, figure.on, figure.published_on)
        if figure.number not in numbers:
            raise RegistryError(
                f"{path}, line {line}: number {figure.number} is not in authorities.csv; add it there or delete the row"
            )
        if key in seen:
            raise RegistryError(
                f"{path}, line {line}: a second figure for {figure.number} on {figure.on}; delete one of the two"
            )
        seen.add(key)
