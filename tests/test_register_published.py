"""The register in an edition: three files with the same rows, and the months on an authority's page."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from barometer.months import Month
from barometer.publish import publish
from tests.make_readings import Maker, link
from warehouse.build import build


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three months of one steady account, one that went away and came back, one that is gone, and a formula."""
    world = Maker(tmp_path_factory.mktemp("published"))
    for order, month in enumerate(("2026-08", "2026-09", "2026-10")):
        world.page(month, "0101", followers=500)
        world.visit(month, "website", "0102", readings=[] if order == 1 else [link("bjerk")])
        world.visit(month, "website", "0103", readings=[link("dalvik")] if order == 0 else [])
        if order != 1:
            world.account(month, "0102", "bjerk")
        if order == 0:
            world.account(month, "0103", "dalvik")
        world.account(month, "0201", "=1+1", channel="x", status="kandidat")
    folder, country = world.save()
    build(folder, country)
    return publish(folder, country, Month(2026, 10))


def test_the_three_files_hold_the_same_accounts(edition: Path) -> None:
    files = edition / "nedlasting"
    text = (files / "ovelse-register.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    told = json.loads((files / "ovelse-register.json").read_text(encoding="utf-8"))["accounts"]
    kept = duckdb.sql(f"select native_id from '{files / 'ovelse-register.parquet'}'").fetchall()
    assert [row["native_id"] for row in told] == [row[0] for row in kept] == ["side0101", "bjerk", "dalvik", "=1+1"]
    assert [row["native_id"] for row in rows] == ["side0101", "bjerk", "dalvik", "'=1+1"]
    seen = [(row["seen_from"], row["last_seen"], row["seen_to"], row["gap_months"]) for row in rows[:3]]
    assert seen == [("2026-08", "2026-10", "", "0"), ("2026-08", "2026-10", "", "1"),
                    ("2026-08", "2026-08", "2026-08", "0")]  # fmt: skip


def test_the_files_stand_on_the_page_of_downloads_and_in_the_manifest(edition: Path) -> None:
    page = (edition / "nedlasting.html").read_text(encoding="utf-8")
    manifest = (edition / "manifest.json").read_text(encoding="utf-8")
    for form in ("csv", "parquet", "json"):
        assert f"nedlasting/ovelse-register.{form}" in page
        assert f"nedlasting/ovelse-register.{form}" in manifest


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("0101-askvik", "Lenket fra nettstedet siden august 2026."),
        ("0102-bjerkvik", "Lenket fra nettstedet siden august 2026, borte i 1 måned imellom."),
        ("0103-dalvik", "Lenket fra nettstedet i august 2026; ikke siden."),
    ],
)
def test_an_authoritys_page_says_since_when(edition: Path, page: str, said: str) -> None:
    text = (edition / "kommune" / f"{page}.html").read_text(encoding="utf-8")
    assert said in text
    assert ("Ikke lenger lenket" in text) == (page == "0103-dalvik")
