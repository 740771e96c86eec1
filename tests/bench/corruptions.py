"""`make bench-checks`: seeded corruptions of a practice month's readings files, each built and checked.

    python -m tests.bench.corruptions READINGS 2024-12 --seeds 10

READINGS is the `readings` folder of practice months already played; the month and the one before it are used. Of a
spoilt month the suites are run that hold the check that must stop it; with --everything all of them.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random

from barometer.commands.progress import say
from barometer.errors import ReadingsError
from barometer.months import Month
from barometer.registry import Country, load_country
from barometer.storage import DataFolder
from tests.bench.corruption_rows import TABLE, Corruption
from tests.bench.spoilt_readings import World, load, save, spoilt


class Bench:
    """A folder in which one spoilt month after the other is built and checked."""

    def __init__(self, clean: World, month: Month, root: Path) -> None:
        self.clean, self.month = clean, month
        self.folder = DataFolder(root / "xx")
        save(self.clean.before, self.folder.readings(month.shift(-1)))

    def check(self, world: World, only: str = "") -> dict[str, str]:
        """Build and check; return what failed: check → severity. `only` runs the suites that hold that check."""
        from checks.frames import frames_of
        from checks.run import all_suites, check_frames
        from warehouse.build import build

        save(world.files, self.folder.readings(self.month))
        build(self.folder, world.country)
        frames = frames_of(self.folder, world.country, self.month)
        suites = [each for each in all_suites() if not only or only in {check.name for check in each.checks}]
        results = check_frames(frames, self.month, suites)
        return {each.check_name: each.severity for each in results if not each.is_passed}

    def baseline(self) -> dict[str, str]:
        """Return what fails on the month as it was read."""
        return {name: level for name, level in self.check(self.clean).items() if level != "info"}

    def is_stopped(self, corruption: Corruption, seed: int, *, everything: bool) -> str:
        """Return how a spoilt month was let through; empty when it was stopped at the stated severity."""
        world = spoilt(self.clean)
        touched = corruption.spoil(world, Random(f"{corruption.name} {seed}"))
        named = "no_number_is_held_back" if corruption.severity == "held" else corruption.stopped_by
        only = "" if everything else named
        try:
            failed = self.check(world, only)
        except ReadingsError as error:
            return "" if corruption.severity == "refused" and corruption.stopped_by in str(error) else str(error)
        if corruption.severity == "held":
            return self._is_held(world.country, corruption, touched)
        return "" if failed.get(corruption.stopped_by) == corruption.severity else f"{touched[:3]}: {failed}"

    def _is_held(self, country: Country, corruption: Corruption, touched: list[str]) -> str:
        """Look for each spoilt page among what is held back, with its reason, and for no number beside its name."""
        from warehouse.read import frame, open_warehouse

        with open_warehouse(self.folder.warehouse) as connection:
            held = frame(connection, "mart.quarantine", month=self.month)
            ranking = frame(connection, "mart.ranking", month=self.month)
        reasons = held[held["native_id"].isin(touched)]
        rows = ranking[ranking["account_id"].isin(touched)]
        is_told = (rows["state"] == "ikke oppdatert").all() and rows["followers"].isna().all() and len(rows)
        if is_told and (reasons["reason"] == corruption.stopped_by).any():
            return ""
        return f"{touched}: {rows[['state', 'state_detail', 'followers']].to_dict('records')}"


Answer = tuple[int, int, list[str]]
"""Row of TABLE, how many seeds were stopped, and what was let through."""


def run(readings: Path, month: Month, seeds: int, rows: Sequence[int], everything: bool) -> list[Answer]:
    """Return the answers of some rows of TABLE, each said as soon as it is there. One process."""
    made: list[Answer] = []
    with tempfile.TemporaryDirectory() as root:
        bench = Bench(load(readings, month, load_country("xx")), month, Path(root))
        if baseline := bench.baseline():
            raise SystemExit(f"the month is not clean as it was read: {baseline}")
        for row in rows:
            answers = [bench.is_stopped(TABLE[row], seed, everything=everything) for seed in range(seeds)]
            made.append((row, answers.count(""), [each for each in answers if each]))
            say(f"… {TABLE[row].name}: {answers.count('')} of {seeds}")
    return made


def main() -> None:
    """Print the table: what was done, at which severity it was stopped, by what, and how many seeds of how many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readings", type=Path)
    parser.add_argument("month", type=Month.parse)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--everything", action="store_true", help="run every suite on every spoilt month")
    parser.add_argument("--rows", type=int, nargs="*", help="rows of the table, from 0; all when left out")
    given = parser.parse_args()
    rows = given.rows or list(range(len(TABLE)))
    workers = min(2, os.cpu_count() or 1)
    parts = [rows[start::workers] for start in range(workers)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        fixed = (given.readings, given.month, given.seeds)
        futures = [pool.submit(run, *fixed, part, given.everything) for part in parts if part]
        found = sorted(row for future in futures for row in future.result())
    say(f"{'corruption':34} {'severity':9} {'stopped':>8}  by")
    for row, stopped, let_through in found:
        each = TABLE[row]
        say(f"{each.name:34} {each.severity:9} {stopped:>3} of {given.seeds:<2}  {each.stopped_by}")
        for text in let_through:
            say(f"    LET THROUGH: {text[:300]}")
    total = sum(stopped for _, stopped, _ in found)
    say(f"{total} of {len(found) * given.seeds} spoilt months stopped at the stated severity")
    raise SystemExit(total != len(found) * given.seeds)


if __name__ == "__main__":
    main()
