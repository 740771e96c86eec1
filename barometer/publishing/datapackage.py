"""`datapackage.json`: what an edition's files are, so that a program can read them without asking a person.

Follows the Data Package standard of Frictionless (https://datapackage.org): each file with its hash, its columns with
type, unit and description, which columns name a row, which of them stand in another file. Types and descriptions are
the warehouse's own. No clock is read: `created` is when the edition's last visit ended.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from barometer.publishing.downloads import DESCRIPTIONS, OF_ALL_YEARS, SERIES, Download, as_json
from barometer.publishing.edition import Edition
from barometer.publishing.language import N_
from warehouse.dictionary import Column, Layer, dictionary

DESCRIBED = N_("Datapakken: hver fil med hash, kolonner, typer, enheter og nøkler, for programmer (Frictionless).")
KEYS: dict[str, tuple[str, ...]] = {
    "ranking": ("month", "authority_number"),
    "account": ("month", "authority_number", "channel", "native_id"),
    "register": ("month", "authority_number", "channel", "native_id"),
    "top_list": ("month", "list", "authority_number"),
    "national": ("month", "scope", "metric_id"),
    "follower_series": ("month",),
    "use_class_split": ("month", "scope", "use_class"),
    "use_sensitivity": ("month", "scope", "window_days", "least_acts", "use_class"),
    "dialogue": ("month", "authority_number"),
    "composition": ("month", "grouping", "name", "part"),
    "week": ("month", "authority_number", "week_from"),
    "typical": ("month", "grouping", "name", "measure"),
    "measure_rank": ("month", "measure", "authority_number"),
    "lineage": ("month", "authority_number"),
    "grade_indicator": ("month", "authority_number", "indicator"),
    "activity_day_of_page": ("month", "authority_number", "day"),
    "channel": ("month", "channel"),
    "size_class": ("month", "size_class"),
    "county": ("month", "county"),
    "data_quality": ("month", "measure"),
    "route": ("month", "route"),
    "edition": ("month",),
    SERIES[0]: ("month", "authority_number"),
}
"""Mart table, or the series' stem → the columns that name a row."""
IN_RANKING = ("account", "top_list", "dialogue", "week", "measure_rank", "lineage", "grade_indicator")
"""Tables of the month whose every authority stands in the ranking."""
TYPES = {"VARCHAR": "string", "BOOLEAN": "boolean", "DOUBLE": "number", "DATE": "date", "TIMESTAMP": "datetime"}
MOMENT = "%Y-%m-%d %H:%M:%S"
_CSV = {
    "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
    "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
}  # fmt: skip
_FORMS: dict[str, dict[str, Any]] = {
    ".csv": _CSV,
    ".parquet": {"profile": "data-resource", "format": "parquet", "mediatype": "application/vnd.apache.parquet"},
    ".json": {"profile": "data-resource", "format": "json", "mediatype": "application/json", "encoding": "utf-8"},
    ".duckdb": {"profile": "data-resource", "format": "duckdb", "mediatype": "application/vnd.duckdb"},
}
_LIMITS: dict[str, dict[str, Any]] = {
    "month": {"pattern": r"\d{4}-\d{2}"},
    "authority_number": {"pattern": r"\d{2}(\d{2})?"},
    "population": {"minimum": 0},
    "followers": {"minimum": 0},
    "followers_low": {"minimum": 0},
    "followers_high": {"minimum": 0},
    "rank": {"minimum": 1},
}


def write_datapackage(edition: Edition, downloads: Iterable[Download], warehouse: Path, root: Path) -> Download:
    """Write the data package beside an edition's files and return what the download page says of it.

    Args:
        edition: whose files they are.
        downloads: all of them, written.
        warehouse: the database that describes the columns.
        root: the edition's folder.

    Raises:
        KeyError: a column is of a type that TYPES lacks.
    """
    described = _columns(dictionary(warehouse))
    path = root / "nedlasting" / f"{edition.prefix}datapackage.json"
    path.write_text(as_json(_package(edition, downloads, described, root)), encoding="utf-8")
    return Download(
        path=f"nedlasting/{path.name}", name=path.name, description=DESCRIBED, rows=None, size=path.stat().st_size
    )


def _columns(layers: Iterable[Layer]) -> dict[str, dict[str, Column]]:
    """Return mart table → column → its description."""
    return {
        table.name: {column.name: column for column in table.columns}
        for layer in layers
        for table in layer.tables
        if layer.name == "mart"
    }


def _package(
    edition: Edition, downloads: Iterable[Download], described: dict[str, dict[str, Column]], root: Path
) -> dict[str, Any]:
    invented = " (practice: every authority and figure is invented)" if edition.is_practice else ""
    return {
        "profile": "data-package",
        "name": f"barometer-{edition.country.code}-{edition.month}",
        "title": f"Barometer: municipalities in social media, {edition.country.name}, {edition.month}{invented}",
        "description": "Missing is empty, never zero. Followers and likes are never compared with one another.",
        "version": f"{edition.month}+method.{edition.facts['method_version']}",
        "created": edition.facts["observed_to"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licenses": [
            {
                "name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0",
            }
        ],
        "contributors": [{"title": "Barometer", "role": "author"}],
        "sources": [{"title": each} for each in _sources(edition)],
        "resources": [_resource(edition, each, described, root) for each in downloads],
    }  # fmt: skip


def _sources(edition: Edition) -> list[str]:
    country = edition.country
    # What stands after a semicolon or a colon is how a figure was taken from its table: of the same source.
    inhabitants = {figure.source.partition(";")[0].partition(":")[0].strip() for figure in country.population}
    published = {figure.source for figure in country.published}
    published |= {figure.source for figure in country.published_national}
    return ["The authorities' own websites and accounts", *sorted(inhabitants), *sorted(published)]


def _resource(
    edition: Edition, file: Download, described: dict[str, dict[str, Column]], root: Path
) -> dict[str, Any]:
    path = root / file.path
    stem, form = path.stem.removeprefix(edition.prefix), path.suffix
    made: dict[str, Any] = {
        "name": stem if form == ".csv" else f"{stem}-{form[1:]}",
        "path": path.name,
        "title": file.name,
        "description": file.description,
        **_FORMS[form],
    }
    # DuckDB writes a random identifier into every file: the same rows would give another package.
    if form != ".duckdb":
        content = path.read_bytes()
        made |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    if form in (".csv", ".parquet"):
        made["schema"] = _schema(stem, path.with_suffix(".csv"), described)
    return made


def _schema(stem: str, text: Path, described: dict[str, dict[str, Column]]) -> dict[str, Any]:
    tables = {name: table for table, (name, _) in (DESCRIPTIONS | OF_ALL_YEARS).items()} | {SERIES[0]: "ranking"}
    table = tables.get(stem)
    with text.open(encoding="utf-8-sig", newline="") as file:
        names = next(csv.reader(file))
    columns = described.get(table or "", {})
    schema: dict[str, Any] = {"fields": [_field(name, columns.get(name)) for name in names], "missingValues": [""]}
    if key := KEYS.get(stem if stem == SERIES[0] else table or ""):
        schema["primaryKey"] = list(key)
    if table in IN_RANKING:
        shared = ["month", "authority_number"]
        whole = {"resource": DESCRIPTIONS["ranking"][0], "fields": shared}
        schema["foreignKeys"] = [{"fields": shared, "reference": whole}]
    return schema


def _field(name: str, column: Column | None) -> dict[str, Any]:
    # What compares two editions is no table of the warehouse: its cells are given as they were published.
    if column is None:
        return {"name": name, "type": "integer" if name.startswith("places") else "string"}
    kind = "integer" if column.type.endswith(("INT", "INTEGER")) else TYPES[column.type]
    made: dict[str, Any] = {"name": name, "type": kind}
    if kind == "datetime":
        made["format"] = MOMENT
    made["description"] = column.description
    if column.unit:
        made["unit"] = column.unit
    if limits := _LIMITS.get(name):
        made["constraints"] = limits
    return made
