"""Publication: what is written, that it is written the same twice, and that a reader never sees half of it."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from barometer import METHOD_VERSION, __version__
from barometer.errors import UsageError, WarehouseError
from barometer.months import Month
from barometer.publish import publish
from barometer.publishing import manifest
from barometer.publishing.downloads import DESCRIPTIONS, OF_ALL_YEARS
from barometer.publishing.edition import PRACTICE_WORDS
from barometer.publishing.language import gettext, speaking
from barometer.publishing.mart import as_rows
from barometer.publishing.pages import PAGES
from barometer.registry import Country
from barometer.storage import DataFolder
from tests.make_edition import Published, contents, published, published_small
from warehouse.export import column_types
from warehouse.read import frame, open_warehouse
from warehouse.results import store

TABLES = DESCRIPTIONS | OF_ALL_YEARS
SEPTEMBER, OCTOBER = Month.parse("2026-09"), Month.parse("2026-10")


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published(tmp_path_factory)


@pytest.fixture(scope="module")
def small_once(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published_small(tmp_path_factory)


@pytest.fixture
def small(small_once: Published, tmp_path: Path) -> tuple[DataFolder, Country]:
    """Five authorities, two months, October published: a copy that the test may spoil."""
    copied = shutil.copytree(small_once.folder.root, tmp_path / "xx", symlinks=True)
    return DataFolder(copied), small_once.country


@pytest.fixture(scope="module")
def with_september(small_once: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with September published after October: its editions, to be looked at only."""
    copied = shutil.copytree(small_once.folder.root, tmp_path_factory.mktemp("september") / "xx", symlinks=True)
    publish(DataFolder(copied), small_once.country, SEPTEMBER)
    return DataFolder(copied).editions


def link_of(link: Path) -> str:
    return str(link.readlink())


# What is there


def test_every_page_and_one_per_authority(edition: Published) -> None:
    names = {path.name for path in edition.site.glob("*.html")}
    assert names == {f"{name}.html" for name in (*PAGES, "ordbok")} >= {"endringer.html", "rettelser.html"}
    numbers = [path.name.split("-")[0] for path in (edition.site / "kommune").glob("*.html")]
    assert sorted(numbers) == sorted(each.number for each in edition.country.authorities)


def test_the_manifest_names_every_file_with_its_hash(edition: Published) -> None:
    told = json.loads((edition.site / "manifest.json").read_text())
    written = contents(edition.site)
    written.pop("manifest.json")
    assert {name: file["sha256"] for name, file in told["files"].items()} == written
    assert (told["month"], told["country"], told["is_practice"]) == ("2026-10", "xx", True)
    program = told["program"]
    assert program["method_version"] == METHOD_VERSION and program["code_version"] == __version__
    lock = Path(__file__).resolve().parents[1] / "requirements.txt"
    assert program["lock_sha256"] == hashlib.sha256(lock.read_bytes()).hexdigest()
    assert re.fullmatch("[0-9a-f]{64}", program["source_sha256"]) and program["packages"]["duckdb"]
    assert re.fullmatch("[0-9a-f]{64}", told["warehouse_fingerprint"])


def test_the_manifest_names_every_input_of_this_month_and_of_those_before(edition: Published) -> None:
    made_of = json.loads((edition.site / "manifest.json").read_text())["inputs"]
    for month in ("2026-09", "2026-10"):
        for name in ("website.jsonl", "facebook.jsonl", "accounts.jsonl"):
            record = edition.folder.readings(Month.parse(month)) / name
            assert made_of[f"readings/{month}/{name}"] == hashlib.sha256(record.read_bytes()).hexdigest()
    assert {"countries/xx/authorities.csv", "countries/xx/population.csv", "checks/2026-10.json"} <= made_of.keys()
    assert not [name for name in made_of if name.endswith((".parquet", ".duckdb"))], "what is made is no input"


def test_downloads_hold_the_mart_row_for_row(edition: Published) -> None:
    folder = edition.site / "nedlasting"
    with open_warehouse(edition.folder.warehouse) as warehouse, duckdb.connect() as plain:
        ranking = frame(warehouse, "mart.ranking", month=OCTOBER).sort_values("authority_number")
        plain.execute("create table copy as from read_parquet(?)", [str(folder / "ovelse-rangering.parquet")])
        assert column_types(plain, "copy") == column_types(warehouse, "mart.ranking")
        assert as_rows(plain.execute("from copy").df()) == as_rows(ranking.reset_index(drop=True))
    with (folder / "ovelse-rangering.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["authority_number"] for row in rows] == list(ranking["authority_number"])
    for row, (_, expected) in zip(rows, ranking.iterrows(), strict=True):
        assert row["followers"] == ("" if expected.isna()["followers"] else str(int(expected["followers"])))
        assert row["coverage_percent"] == (
            "" if expected.isna()["coverage_percent"] else repr(float(expected["coverage_percent"]))
        )


def test_every_mart_table_can_be_downloaded(edition: Published) -> None:
    folder = edition.site / "nedlasting"
    # Beside the tables the series, and as CSV what changed since the edition before.
    assert len(list(folder.glob("*.csv"))) - 1 == len(list(folder.glob("*.parquet"))) == len(TABLES) + 1
    with duckdb.connect(str(folder / "ovelse-barometer.duckdb"), read_only=True) as copy:
        assert copy.execute("select count(*) from mart.ranking").fetchone() == (742,)
        asked = "select count(*) from duckdb_tables() where schema_name = 'mart' and table_name = 'review'"
        assert copy.execute(asked).fetchone() == (0,), "what the operator should look at is nobody else's"


def test_an_authority_gives_its_numbers_as_json(edition: Published) -> None:
    record = json.loads(next((edition.site / "kommune").glob("ovelse-6101-*.json")).read_text())
    assert record["ranking"]["authority_number"] == "6101" and record["is_practice"] is True
    assert [row["month"] for row in record["series"]] == ["2026-09", "2026-10"]


def test_an_old_month_knows_nothing_of_later_ones(with_september: Path) -> None:
    site = with_september / "2026-09"
    for path in [*site.rglob("*.html"), *site.rglob("*.csv"), *site.rglob("*.json")]:
        if path.name != "manifest.json":
            text = path.read_text(encoding="utf-8")
            assert "2026-10" not in text and "oktober" not in text, path
    assert "Dette er den første måneden" in (site / "endringer.html").read_text()


# Practice and real


def test_practice_is_marked_on_every_page_chart_and_file(edition: Published) -> None:
    for path in edition.pages():
        text = path.read_text()
        assert '<aside class="practice"' in text and '<meta name="robots" content="noindex, nofollow">' in text, path
        with speaking(re.search('<html lang="(..)">', text)[1]):  # type: ignore[index]
            mark = f'<p class="unit">{gettext(PRACTICE_WORDS)} · '
        assert text.count(mark) >= text.count('<figure class="chart"'), path
    for folder in ("nedlasting", "grafikk"):
        names = [path.name for path in (edition.site / folder).iterdir()]
        assert names and all(name.startswith("ovelse-") for name in names)
    assert all(path.name.startswith("ovelse-") for path in (edition.site / "kommune").glob("*.json"))
    assert all("oppdiktede" in path.read_text() for path in (edition.site / "grafikk").iterdir())


def test_a_real_edition_carries_no_mark_of_practice(small: tuple[DataFolder, Country]) -> None:
    folder, country = small
    site = publish(folder, replace(country, is_practice=False, name="Norge"), OCTOBER)
    for path in [*site.rglob("*.html"), *site.rglob("*.svg"), folder.editions / "index.html"]:
        text = path.read_text().casefold()
        assert "øvelse" not in text and "oppdikt" not in text and "noindex" not in text, path
    assert not [path for path in site.rglob("*") if path.name.startswith("ovelse")]


# In place in one step


def test_links_point_at_a_named_release(edition: Published) -> None:
    editions = edition.folder.editions
    target = link_of(editions / "2026-10")
    assert re.fullmatch(r"releases/2026-10-[0-9a-f]{12}", target)
    assert link_of(editions / "latest") == "2026-10"
    assert target.endswith(manifest.digest(manifest.read(edition.site))[:12])


def test_latest_is_the_greatest_month_whatever_was_published_last(with_september: Path) -> None:
    assert link_of(with_september / "latest") == "2026-10"
    listing = (with_september / "index.html").read_text()
    assert listing.index("2026-10/index.html") < listing.index("2026-09/index.html")
    assert sorted(entry.name for entry in with_september.iterdir()) == [
        "2026-09", "2026-10", "en", "feed.atom", "feed.json", "index.html", "latest", "nn", "releases",
        "rettelser.html",
    ]  # fmt: skip


def test_the_same_readings_give_the_same_bytes_in_another_folder_and_interpreter(
    small: tuple[DataFolder, Country], tmp_path: Path
) -> None:
    folder, _ = small
    program = (
        "import sys, pathlib;"
        "from barometer.publish import publish; from barometer.months import Month; from warehouse.build import build;"
        "from barometer.storage import DataFolder; from tests.make_readings import country;"
        "folder = DataFolder(pathlib.Path(sys.argv[1])); build(folder, country());"
        "publish(folder, country(), Month.parse('2026-10'))"
    )
    other = DataFolder(tmp_path / "elsewhere" / "xx")
    for path in [*folder.root.glob("readings/*/*.jsonl"), *folder.root.glob("checks/*.json")]:
        copy = other.root / path.relative_to(folder.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"}
    root = Path(__file__).resolve().parents[1]
    subprocess.run([sys.executable, "-c", program, str(other.root)], check=True, cwd=root, env=environment)

    assert link_of(other.editions / "2026-10") == link_of(folder.editions / "2026-10")
    # DuckDB writes a random identifier into every file: its rows are the same, its bytes are not, nor is their hash.
    databases = {"nedlasting/ovelse-barometer.duckdb", "manifest.json"}
    here, there = (contents(each.editions / "2026-10") for each in (folder, other))
    assert {name for name in here.keys() | there.keys() if here.get(name) != there.get(name)} <= databases
    assert len([name for name in here if name.endswith((".html", ".csv", ".parquet", ".png", ".svg"))]) > 100
    above = {name: mark for name, mark in contents(folder.editions).items() if "/" not in name}
    assert above == {name: mark for name, mark in contents(other.editions).items() if "/" not in name}


def test_a_reader_sees_the_old_edition_or_the_new(small: tuple[DataFolder, Country]) -> None:
    folder, country = small
    seen: set[str] = set()
    faults: list[str] = []
    is_done = threading.Event()

    def read() -> None:
        while not is_done.is_set():
            release = (folder.editions / "2026-10").resolve()
            latest = (folder.editions / "latest" / "index.html").read_bytes()
            listing = (folder.editions / "index.html").read_text()
            told = json.loads((release / "manifest.json").read_text())
            page = (release / "index.html").read_bytes()
            if hashlib.sha256(page).hexdigest() != told["files"]["index.html"]["sha256"]:
                faults.append(f"{release.name} is half written")
            if not latest.endswith(b"</html>\n") or not listing.endswith("</html>\n"):
                faults.append("a page was cut off")
            seen.add(release.name)
            time.sleep(0.001)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        store(folder, OCTOBER, [checked("one")])
        publish(folder, country, OCTOBER)
    finally:
        is_done.set()
        reader.join()
    assert faults == [] and len(seen) == 2


def checked(observed: str) -> dict[str, object]:
    return {
        "month": "2026-10", "suite": "s", "table_name": "mart.ranking", "check_name": "c", "column_name": None,
        "severity": "info", "is_passed": True, "observed": observed, "expected": "", "failing_rows": "",
        "reason": "", "remedy": "",
    }  # fmt: skip


def test_a_failed_publication_leaves_what_was_there(small: tuple[DataFolder, Country]) -> None:
    folder, country = small
    before, link = contents(folder.editions), link_of(folder.editions / "2026-10")

    with pytest.raises(WarehouseError, match=r"2026-11.*barometer build"):
        publish(folder, country, Month.parse("2026-11"))
    store(folder, OCTOBER, [checked("new")])
    (folder.editions / "latest").unlink()
    (folder.editions / "latest").mkdir()
    with pytest.raises(UsageError, match=r"latest is not a link.*move it away"):
        publish(folder, country, OCTOBER)
    (folder.editions / "latest").rmdir()
    (folder.editions / "latest").symlink_to("2026-10")

    assert (contents(folder.editions), link_of(folder.editions / "2026-10")) == (before, link)
    assert [entry for entry in (folder.editions / "releases").iterdir() if entry.name.startswith(".")] == []


def test_what_a_killed_run_left_is_swept_and_a_spoilt_release_mended(small: tuple[DataFolder, Country]) -> None:
    folder, country = small
    site = folder.editions / "2026-10"
    good = contents(site)
    left = folder.editions / "releases" / ".partial-2026-10"
    left.mkdir()
    (left / "half").write_text("half")
    (site / "index.html").write_text("spoilt")
    half_shown = folder.editions / ".2026-09.new"
    half_shown.symlink_to("releases/2026-09-0123456789ab")
    assert contents(publish(folder, country, OCTOBER)) == good
    assert not left.exists()
    half_shown.unlink()


def test_no_warehouse_says_so(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="barometer build"):
        publish(DataFolder(tmp_path), Country.__new__(Country), OCTOBER)
