"""A small practice month as lines of its readings files, and the ways to spoil them: each picks its rows by a seed.

The country is cut down to every sixth authority, so that a build takes seconds; thresholds that count authorities in
per cent stand as they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from barometer.months import Month
from barometer.registry import Country

Line = dict[str, Any]
EVERY = 6
"""One authority of so many is kept."""
FOLLOWERS = ("followers", "likes")
PAGE_ROUTES = ("graph_api", "facebook", "facebook_plugin")


@dataclass
class World:
    """One country, its newer month's lines by file name, and the month before as it was."""

    country: Country
    files: dict[str, list[Line]]
    before: dict[str, list[Line]]

    @property
    def accounts(self) -> list[Line]:
        """The month's judgements."""
        return self.files["accounts.jsonl"]

    def visits(self, native_id: str | None = None, routes: tuple[str, ...] = PAGE_ROUTES) -> Iterator[Line]:
        """Yield the visits of Facebook pages that were read, or those of one page."""
        for route in routes:
            for visit in self.files.get(f"{route}.jsonl", ()):
                if visit["outcome"] == "ok" and native_id in (None, visit["native_id"]):
                    yield visit

    def pages(self, least: int = 0, *kinds: str) -> list[str]:
        """Return the official pages with exact followers of at least so many, by one way in at least."""
        official = {
            each["native_id"]
            for each in self.accounts
            if (each["channel"], each["role"], each["status"]) == ("facebook", "helhetlig", "official")
        }
        wanted = set(kinds or ("followers",))
        found = []
        for name in sorted(official):
            told = {
                each["kind"]
                for visit in self.visits(name)
                for each in counters(visit)
                if each["low"] >= max(least, 1) and each["precision"] == "exact"
            }
            if wanted <= told:
                found.append(name)
        return found

    def owner(self, native_id: str) -> str:
        """Return whose official page it is."""
        return next(str(each["authority_number"]) for each in self.accounts
                    if each["native_id"] == native_id and each["status"] == "official")  # fmt: skip


Spoil = Callable[[World, Random], list[str]]
"""Spoils a world with a seed; returns the authorities (or accounts) it touched."""


def load(folder: Path, month: Month, country: Country, every: int = EVERY) -> World:
    """Read two months' lines from a `readings` folder, of one authority in so many."""
    kept = {each.number for order, each in enumerate(country.in_force(month.last)) if order % every == 0}
    small = replace(
        country, published=(), published_national=(),
        authorities=tuple(each for each in country.authorities if each.number in kept),
        population=tuple(each for each in country.population if each.number in kept),
    )  # fmt: skip
    earlier = month.shift(-1)
    return World(small, *(_lines(folder / str(each), kept) for each in (month, earlier)))


def _lines(folder: Path, kept: set[str]) -> dict[str, list[Line]]:
    files = {}
    for path in sorted(folder.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        files[path.name] = [row for row in rows if row["authority_number"] in kept]
    return files


def save(files: dict[str, list[Line]], folder: Path) -> None:
    """Write lines as readings files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        (folder / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def spoilt(world: World) -> World:
    """Return a copy that may be spoilt."""
    return World(world.country, deepcopy(world.files), world.before)


def counters(visit: Line, kinds: tuple[str, ...] = FOLLOWERS) -> list[Line]:
    """Return the counters of a visit."""
    return [each for each in visit["readings"] if each["type"] == "counter" and each["kind"] in kinds]


def of_type(visit: Line, kind: str) -> list[Line]:
    """Return the readings of a kind."""
    return [each for each in visit["readings"] if each["type"] == kind]


def write_number(counter: Line, low: int, high: int | None = None) -> None:
    """Give a counter another value, and a text that says it; an interval stays rounded."""
    counter["low"], counter["high"] = low, low if high is None else high
    counter["text"] = f"{low} {counter['kind']}"
    if high is None:
        counter["precision"] = "exact"


def scale(visit: Line, factor: float) -> None:
    """Multiply what a visit read of followers and likes."""
    for each in counters(visit):
        is_exact = each["precision"] == "exact"
        low, high = round(each["low"] * factor), round(each["high"] * factor)
        write_number(each, low, None if is_exact else max(high, low + 1))


def fail(visit: Line, outcome: str) -> None:
    """Let a visit end without a reading."""
    visit["outcome"], visit["readings"] = outcome, []
    for page in visit["pages"]:
        page["outcome"] = outcome


def pick(chance: Random, names: list[str], share: float) -> list[str]:
    """Return a share of the names, one at least."""
    return chance.sample(names, max(1, round(share * len(names))))
