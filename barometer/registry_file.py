"""Reads and checks a country's folder: strict on columns, dates, numbers, hosts, so that a slip stops at its row.

Rules that a row must keep are those of `Authority`, `Population`, `Change` and `Words` in `registry.py`; the source
columns (`names_source`, `website_source`, `position_source`) must be filled in where there is something to tell the
source of, and are for the reader of the table only. What rows must be to each other stands in `registry_checks.py`.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import ada_url

from barometer.errors import RegistryError
from barometer.publications.reading import FOLDER, read_folder
from barometer.readings import Channel, Role
from barometer.registry import Authority, AuthorityKind, Change, ChangeKind, Country, Population, Words
from barometer.registry_checks import check_changes, check_population, check_validity

AUTHORITY_COLUMNS = (
    "number", "kind", "name", "official_names", "county_number", "county", "language", "website",
    "organisation_number", "latitude", "longitude", "valid_from", "valid_to", "names_source", "website_source",
    "position_source",
)
_MAY_BE_UNKNOWN = ("organisation_number", "valid_to")
_MAY_BE_UNKNOWN_OF_THE_PAST = (
    *_MAY_BE_UNKNOWN, "language", "website", "latitude", "longitude", "website_source", "position_source"
)
POPULATION_COLUMNS = ("number", "on", "published_on", "inhabitants", "source")
CHANGE_COLUMNS = ("on", "from_number", "to_number", "kind", "weight", "source")
COUNTRY_KEYS: dict[str, type] = {
    "code": str, "name": str, "languages": list, "time_zone": str, "is_practice": bool, "extra_suffixes": list,
    "vendors": list, "words": dict,
}
WORD_KEYS: dict[str, type] = {"contact": list, "overview": list, "follow": list, "authority": list, "sector": dict}

T = TypeVar("T")
# A number becomes part of visit ids and of file names.
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")
_HOST_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def read_country(folder: Path, own: Path | None = None) -> Country:
    """Read one country from its folder, tables in `own` first; see `registry.load_country` for what raises."""
    facts = _country_facts(folder / "country.toml")
    languages = tuple(facts["languages"])
    paths = {name: table_path(folder, own, name) for name in ("authorities.csv", "population.csv", "changes.csv")}
    authorities = _rows(paths["authorities.csv"], AUTHORITY_COLUMNS, lambda row: _authority(row, languages))
    check_validity(paths["authorities.csv"], authorities)
    population = _rows(paths["population.csv"], POPULATION_COLUMNS, _population)
    check_population(paths["population.csv"], population, authorities)
    changes = _rows(paths["changes.csv"], CHANGE_COLUMNS, _change) if paths["changes.csv"].exists() else []
    check_changes(paths["changes.csv"], changes, authorities)
    words = facts["words"]
    country = Country(
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
        changes=tuple(changes),
    )
    # Names in them are resolved in the register of their day, so the register comes first.
    folders = [each / FOLDER for each in (folder, own) if each is not None]
    figures, national = read_folder(country, folders)
    return replace(country, published=figures, published_national=national)


def table_path(folder: Path, own: Path | None, name: str) -> Path:
    """Return where a table is read from: the operator's own one, or the one that comes with the program."""
    return own / name if own is not None and (own / name).exists() else folder / name


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
    optional = _MAY_BE_UNKNOWN_OF_THE_PAST if row["valid_to"] else _MAY_BE_UNKNOWN
    for column in AUTHORITY_COLUMNS:
        if not row[column] and column not in optional:
            raise ValueError(f"{column} is empty; fill it in")
    if bool(row["latitude"]) != bool(row["longitude"]):
        raise ValueError("one of latitude and longitude is empty; write both or none")
    names, organisation = tuple(row["official_names"].split("; ")), row["organisation_number"]
    if row["kind"] not in get_args(AuthorityKind):
        raise ValueError(f"kind '{row['kind']}' is not known; kinds are {', '.join(get_args(AuthorityKind))}")
    if row["language"] and row["language"] not in languages:
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
        language=row["language"] or None,
        website=_website(row["website"]) if row["website"] else None,
        organisation_number=_number("organisation_number", organisation) if organisation else None,
        latitude=_degrees("latitude", row["latitude"], 90) if row["latitude"] else None,
        longitude=_degrees("longitude", row["longitude"], 180) if row["longitude"] else None,
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


def _change(row: dict[str, str]) -> Change:
    kind = next((each for each in get_args(ChangeKind) if each == row["kind"]), None)
    if kind is None:
        raise ValueError(f"kind '{row['kind']}' is not known; kinds are {', '.join(get_args(ChangeKind))}")
    if not row["source"]:
        raise ValueError("source is empty; say where the change was published")
    if row["weight"] and not re.fullmatch(r"0\.\d{1,6}|1", row["weight"]):
        raise ValueError(f"weight '{row['weight']}' is not a share of 1; write it like 0.25")
    if row["weight"] and kind not in ("split", "part moved"):
        raise ValueError(f"weight is for a part of an authority, and '{kind}' takes all of it; leave it empty")
    return Change(
        on=_date("on", row["on"]),
        from_number=_number("from_number", row["from_number"]),
        to_number=_number("to_number", row["to_number"]),
        kind=kind,
        weight=float(row["weight"]) if row["weight"] else None,
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
