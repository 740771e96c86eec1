"""A whole practice country in readings files, built into a warehouse, for the tests of publication.

`make_edition(root)` writes months of visits for all 371 authorities of country xx: rounded and exact counts, walls,
robots, absences, dialogue, silence, other channels. Everything follows from the authority's number and the month.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from barometer.months import Month
from barometer.publish import publish
from barometer.readings import Outcome
from barometer.registry import Authority, Country, Population, load_country, population_on
from barometer.storage import DataFolder
from tests.make_readings import FIVE, Maker, counter, feed, instant, link, post, profile
from warehouse.build import build
from warehouse.results import store

CHANNELS = (("instagram", 70), ("youtube", 35), ("linkedin", 45), ("x", 25), ("bluesky", 6))


def chance(*parts: Any) -> float:
    """Return a number from 0 to 1 that depends on nothing but its arguments."""
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:6]) / 2**48


def rows_of(country: Country, month: Month) -> list[tuple[Authority, Population]]:
    """Return each authority in force with its population."""
    rows = []
    for each in country.in_force(month.first):
        figure = population_on(country, each.number, month.first)
        assert figure is not None
        rows.append((each, figure))
    return rows


def make_edition(
    root: Path, months: Sequence[str] = ("2026-09", "2026-10"), rows: list[tuple[Authority, Population]] | None = None
) -> tuple[DataFolder, Country]:
    """Write the readings, build the warehouse, store a few check results; return folder and country."""
    invented = load_country("xx")
    published = (invented.published, invented.published_national) if rows is None else ((), ())
    rows = rows or rows_of(invented, Month.parse(months[-1]))
    world = Maker(root, rows)
    for order, month in enumerate(months):
        for authority, figure in rows:
            _one(world, month, order, authority.number, figure.inhabitants)
    folder, country = world.save()
    country = replace(country, published=published[0], published_national=published[1])
    build(folder, country)
    for month in months:
        store(folder, Month.parse(month), _checks(month))
    return folder, country


def _one(world: Maker, month: str, order: int, number: str, inhabitants: int) -> None:
    luck = chance("state", number)
    if luck < 0.02:
        world.visit(month, "website", number, outcome=Outcome.ROBOTS)
        return
    if luck < 0.05 or (luck < 0.06 and order == 0):
        world.visit(month, "website", number, readings=[])
        return
    native_id = f"side{number}"
    place = ("footer", "header", "follow_block")[int(3 * chance("place", number))]
    role = "front" if chance("front", number) < 0.8 else "contact"
    links = [link(native_id, role=role, place=place)]
    for channel, percent in CHANNELS:
        if chance(channel, number) * 100 < percent:
            links.append(link(native_id, channel=channel))
            world.account(month, number, native_id, channel=channel)
    world.visit(month, "website", number, readings=links)
    world.account(month, number, native_id)
    if chance("extra", number) < 0.3:
        world.account(month, number, f"bibliotek{number}", role="virksomhet")
    if chance("wall", number, month) < 0.06:
        world.visit(month, "facebook", f"facebook:{native_id}", number=number, outcome=Outcome.LOGIN_WALL)
        return
    target = f"facebook:{native_id}"
    world.visit(month, "facebook", target, number=number, readings=_page(world, month, order, number, inhabitants))


def _page(world: Maker, month: str, order: int, number: str, inhabitants: int) -> list[Any]:
    native_id, at = f"side{number}", instant(month)
    share = (0.2 + 0.9 * chance("share", number) ** 1.5) * (2500 / max(inhabitants, 300)) ** 0.18
    followers = round(inhabitants * share * (1 + order * (0.05 * chance("growth", number) - 0.01)))
    made: list[Any] = [profile(native_id, website=f"https://www.{number}.kommune.xx/")]
    if chance("rounded", number) < 0.25 and followers >= 1000:
        low = followers // 100 * 100
        made.append(counter(native_id, "followers", low - 50, low + 49))
    else:
        made.append(counter(native_id, "followers", followers))
    made.append(counter(native_id, "talking_about", round(followers * 0.04 * chance("talk", number, month))))
    use = chance("use", number, month if chance("moves", number) < 0.1 else "")
    if use < 0.4:
        # Asked so long ago that seven days have passed; on some pages often enough for a response rate.
        made += world.dialogue(native_id, at, enquiries=1 + int(40 * use), answered=1 + int(24 * use), asked_days=9,
                               under="p1")  # fmt: skip
    elif use < 0.8:
        made += world.dialogue(native_id, at, enquiries=int(4 * use) - 1, answered=0)
    elif use < 0.88:
        made += [feed(native_id, at - timedelta(days=95)), post(native_id, "old", at - timedelta(days=80))]
    return made


def _checks(month: str) -> list[dict[str, Any]]:
    common = {"month": month, "suite": "rangering", "table_name": "mart.ranking", "column_name": None}
    return [
        {**common, "check_name": "expect_table_row_count_to_equal", "severity": "critical", "is_passed": True,
         "observed": "371", "expected": "371", "failing_rows": "", "reason": "Alle myndigheter skal være med.",
         "remedy": "Se etter i registeret."},
        {**common, "check_name": "expect_column_values_to_be_between", "column_name": "coverage_percent",
         "severity": "warning", "is_passed": False, "observed": "1 utenfor", "expected": "0–200",
         "failing_rows": "6101", "reason": "Svært høy dekning kan være feil side.", "remedy": "Se på siden."},
    ]  # fmt: skip


@dataclass(frozen=True)
class Published:
    """The practice edition of 2026-10, published."""

    folder: DataFolder
    country: Country
    site: Path

    def pages(self) -> list[Path]:
        """Return every page of the edition, and the list of editions."""
        return [*sorted(self.site.rglob("*.html")), self.folder.editions / "index.html"]


def published(factory: pytest.TempPathFactory) -> Published:
    """Return the edition that all tests look at; it is made once in a run, by the worker that wants it first."""
    return _shared(factory, "edition", None)


def published_small(factory: pytest.TempPathFactory) -> Published:
    """Return five authorities over two months, October published; made once in a run: copy it before spoiling it."""
    return _shared(factory, "small", FIVE)


def _shared(
    factory: pytest.TempPathFactory, name: str, rows: tuple[tuple[Authority, Population], ...] | None
) -> Published:
    # What all workers of a run share lies beside their own folders.
    beside = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    root, made = beside / name, beside / f"{name}.pickle"
    with FileLock(beside / f"{name}.lock"):
        if not made.exists():
            root.mkdir()
            folder, country = make_edition(root, rows=list(rows) if rows else None)
            site = publish(folder, country, Month.parse("2026-10"))
            made.write_bytes(pickle.dumps(Published(folder, country, site)))
    found: Published = pickle.loads(made.read_bytes())
    return found


def contents(folder: Path) -> dict[str, str]:
    """Return address → SHA-256 of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
