"""The data package and the data dictionary: what they say of an edition's files and tables is true of the bytes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pytest
from lxml import html

from barometer.publishing.datapackage import IN_RANKING, KEYS
from barometer.publishing.downloads import DESCRIPTIONS, OF_ALL_YEARS, SERIES
from tests.make_edition import Published, published
from warehouse.dictionary import Column, dictionary
from warehouse.header import HERE
from warehouse.schema import RAW


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published(tmp_path_factory)


@pytest.fixture(scope="module")
def folder(edition: Published) -> Path:
    return edition.site / "nedlasting"


@pytest.fixture(scope="module")
def package(folder: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((folder / "ovelse-datapackage.json").read_text())
    return made


def _tables(package: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in package["resources"] if each["profile"] == "tabular-data-resource"]


# Data package


def test_it_names_every_file_beside_it_with_size_and_hash(package: dict[str, Any], folder: Path) -> None:
    by_path = {each["path"]: each for each in package["resources"]}
    assert set(by_path) == {
        path.name for path in folder.iterdir() if not path.name.endswith(("datapackage.json", "schema.json"))
    }
    for name, resource in by_path.items():
        content = (folder / name).read_bytes()
        # DuckDB writes a random identifier into every file.
        if not name.endswith(".duckdb"):
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            assert resource["bytes"] == len(content)
        assert resource["description"] and resource["mediatype"] and resource["format"]


def test_it_says_whose_when_and_under_which_licence(package: dict[str, Any], edition: Published) -> None:
    assert package["name"] == "barometer-xx-2026-10"
    assert "practice" in package["title"]
    assert package["created"] == "2026-10-20T04:00:00Z", "from the readings, not the clock"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert {"title": "invented"} in package["sources"]


def test_the_rows_are_what_the_schema_says(package: dict[str, Any], folder: Path) -> None:
    tables = _tables(package)
    assert len(tables) > 20
    report = frictionless.Package.from_descriptor({**package, "resources": tables}, basepath=str(folder)).validate()
    faults = [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
    assert faults == []
    assert report.valid and sum(each["bytes"] for each in tables) > 500_000


SPOILT = {
    "an unmeasured authority told as a word": ("rangering", "followers", "ukjent", "type"),
    "a number that lost its zero": ("rangering", "authority_number", "301", "pattern"),
    "a row twice": ("rangering", "authority_number", None, "primary key"),
    "an account of nobody": ("kontoer", "authority_number", "9999", "foreign key"),
    "a day where an instant should be": ("rangering", "observed_at", "2026-10-20", "type"),
}


@pytest.mark.parametrize("why", SPOILT)
def test_rows_that_are_otherwise_are_found(package: dict[str, Any], folder: Path, tmp_path: Path, why: str) -> None:
    name, column, value, message = SPOILT[why]
    tables = [each for each in _tables(package) if each["name"] in (name, "rangering")]
    for each in tables:
        shutil.copyfile(folder / each["path"], tmp_path / each["path"])
    bare = [{key: each[key] for key in each if key not in ("hash", "bytes")} for each in tables]
    path = tmp_path / f"ovelse-{name}.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    place = lines[0].split(",").index(column)
    cells = lines[2].split(",")
    cells[place] = lines[1].split(",")[place] if value is None else value
    path.write_text("\r\n".join([*lines[:2], ",".join(cells), *lines[3:], ""]), encoding="utf-8-sig")
    report = frictionless.Package.from_descriptor({**package, "resources": bare}, basepath=str(tmp_path)).validate()
    faults = [error.message.casefold() for task in report.tasks for error in task.errors]
    assert any(message in each for each in faults), faults


def test_every_field_of_a_table_is_described_and_measures_have_units(package: dict[str, Any]) -> None:
    ours = {stem for stem, _ in (DESCRIPTIONS | OF_ALL_YEARS).values()} | {SERIES[0]}
    fields = [(each["name"], field) for each in _tables(package) if each["name"] in ours
              for field in each["schema"]["fields"]]  # fmt: skip
    assert [(name, field["name"]) for name, field in fields if not field.get("description")] == []
    without = [f"{name}.{field['name']}" for name, field in fields
               if re.search(r"_(percent|persons|hours|days)$", field["name"]) and "unit" not in field]  # fmt: skip
    assert without == []


def test_parquet_files_have_the_columns_of_their_tables(package: dict[str, Any], folder: Path) -> None:
    files = [each for each in package["resources"] if each["format"] == "parquet"]
    assert len(files) > 20
    for each in files:
        names = duckdb.execute("select * from read_parquet(?) limit 0", [str(folder / each["path"])]).df().columns
        assert list(names) == [field["name"] for field in each["schema"]["fields"]], each["path"]


def test_keys_are_of_tables_that_are_published() -> None:
    assert set(KEYS) - {SERIES[0]} <= set(DESCRIPTIONS | OF_ALL_YEARS)
    assert set(IN_RANKING) <= set(DESCRIPTIONS)


# Dictionary


def test_the_dictionary_holds_every_table_view_and_column(edition: Published) -> None:
    layers = dictionary(edition.folder.warehouse)
    assert [layer.name for layer in layers] == ["main", "mart", "metrics", "core", "raw"]
    for layer in layers[:-1]:
        files = HERE / ("views" if layer.name == "main" else layer.name)
        assert [table.name for table in layer.tables] == sorted(path.stem for path in files.glob("*.sql"))
    raw = {table.name: [column.name for column in table.columns] for table in layers[-1].tables}
    assert raw == {table.name: [column.name for column in table.columns] for table in RAW}
    assert [table.asked_as for table in layers[0].tables][-1] == "ranking"
    assert all(table.description and column.description for layer in layers for table in layer.tables
               for column in table.columns)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "description", "unit"),
    [
        ("followers", "BIGINT", "middle of the interval, persons; NULL when not measured", "persons"),
        ("coverage_percent", "DOUBLE", "followers per 100 inhabitants, %; may exceed 100", "%"),
        ("threads_percent_low", "DOUBLE", "lower end of Wilson's interval", "%"),
        ("median_hours", "DOUBLE", "Kaplan–Meier median of hours to the first reply, h; NULL too", "h"),
        ("engagement", "DOUBLE", "per 1000 followers and post, ‰, middle of the interval", "‰"),
        ("latitude", "DOUBLE", "a point inside, degrees north (WGS 84)", "degrees"),
        ("visibility_score", "DOUBLE", "how the website shows the page, 0–100 points", "points"),
        ("observed_at", "TIMESTAMP", "when", "UTC"),
        ("growth_percent_per_30_days", "DOUBLE", "the same as compound growth per 30 days, %", "%"),
        ("window_days", "BIGINT", "between the two measurements", "days"),
        ("rank", "BIGINT", "place by coverage; equal values share a place", ""),
        ("state_detail", "VARCHAR", "why, in %", ""),
        ("posts", "BIGINT", "posts in 90 days before", ""),
    ],
)
def test_a_unit_is_read_from_the_description_or_the_name(name: str, kind: str, description: str, unit: str) -> None:
    assert Column(name, kind, description).unit == unit


@pytest.mark.parametrize("language", ["", "nn/", "en/"])
def test_the_page_shows_all_of_it_with_anchors(edition: Published, language: str) -> None:
    page = html.fromstring((edition.site / language / "ordbok.html").read_bytes())
    layers = dictionary(edition.folder.warehouse)
    rows = page.xpath("//table[contains(@class, 'dictionary')]/tbody/tr")
    assert len(rows) == sum(len(table.columns) for layer in layers for table in layer.tables) > 1000
    ids = page.xpath("//main//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//main//a/@href") if link.startswith("#")} <= set(ids)
    row = page.get_element_by_id("main.ranking.coverage_percent")
    assert [" ".join(cell.text_content().split()) for cell in row] == [
        "coverage_percent", "DOUBLE", "%", "followers per 100 inhabitants, %; may exceed 100",
    ]  # fmt: skip
    assert row[3].get("lang") == "en"


def test_the_dictionary_is_found_from_the_download_page(edition: Published) -> None:
    page = html.fromstring((edition.site / "nedlasting.html").read_bytes())
    assert "ordbok.html" in page.xpath("//main//a/@href")
    assert "nedlasting/ovelse-datapackage.json" in page.xpath("//main//a/@href")
