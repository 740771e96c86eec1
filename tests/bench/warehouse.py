"""The warehouse of 12 and of 120 months: time and memory of a build, time of the ranking beside a plain scan.

`python -m tests.bench.warehouse [--data FOLDER] [--rounds N]`. Twelve practice months of `FOLDER/xx/readings` are the
first year; nine more years are those months again, every date in them moved by whole years. The build runs in a process
of its own: wall time, its own peak of memory, and the size of the file, first with every month sealed anew, then with
all sealed. The ranking is the newest month's, through the view that analysts ask, and the same columns by the same
join over Parquet files as an edition offers them, in turns, the fastest of the rounds; results are quotients, since
times depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from barometer.registry import load_country
from barometer.storage import DataFolder
from warehouse.build import build
from warehouse.header import HERE

YEARS = 10
MONTHS = 12
_DATE = re.compile(rb"(?<![0-9])20[0-9]{2}-[01][0-9](-[0-3][0-9])?")
_FILES = ("ranking", "dialogue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """One build in a process of its own."""

    seconds: float
    """Wall time of the build, start of Python apart."""
    megabytes: int
    """Most memory that was held."""
    rows: int
    """Rows of all tables."""


def moved(text: bytes, years: int) -> bytes:
    """Return readings with every date and month in them moved; 29 February becomes the 28th."""

    def later(match: re.Match[bytes]) -> bytes:
        year, rest = int(match[0][:4]) + years, match[0][4:]
        return b"%d%s" % (year, b"-02-28" if rest == b"-02-29" else rest)

    return _DATE.sub(later, text)


def copy_months(source: Path, target: DataFolder, years: int) -> None:
    """Write the first twelve months of a readings folder, and each of them again for every further year."""
    first = sorted(path for path in source.iterdir() if re.fullmatch(r"\d{4}-\d{2}", path.name))[:MONTHS]
    if len(first) < MONTHS:
        raise SystemExit(f"{source} holds {len(first)} months: play twelve with 'make year' first")
    for year in range(years):
        for month in first:
            folder = target.root / "readings" / moved(month.name.encode(), year).decode()
            folder.mkdir(parents=True, exist_ok=True)
            for path in month.glob("*.jsonl"):
                (folder / path.name).write_bytes(moved(path.read_bytes(), year))


def _child(root: str) -> None:
    country = load_country("xx")
    begin = time.perf_counter()
    report = build(DataFolder(Path(root)), country)
    made = {"seconds": time.perf_counter() - begin, "rows": sum(report.rows.values()),
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}  # fmt: skip
    sys.stdout.write(json.dumps(made))


def built(folder: DataFolder) -> Build:
    """Build a warehouse in a process of its own and return what it cost."""
    command = [sys.executable, "-m", "tests.bench.warehouse", "--child", str(folder.root)]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE.parent)
    if made.returncode:
        raise SystemExit(made.stderr)
    return Build(**json.loads(made.stdout))


def _fastest(rounds: int, *asked: Callable[[], Any]) -> list[float]:
    times: list[list[float]] = [[] for _ in asked]
    for _ in range(rounds):
        for each, question in zip(times, asked, strict=True):
            begin = time.perf_counter()
            question()
            each.append(time.perf_counter() - begin)
    return [min(each) for each in times]


def ranking(folder: DataFolder, rounds: int) -> tuple[float, float]:
    """Return the seconds that the newest month's ranking takes: through the view, and over Parquet files."""
    view = (HERE / "views" / "ranking.sql").read_text()
    for table in _FILES:
        view = view.replace(f"mart.{table}", f"read_parquet('{folder.root / table}.parquet')")
    with duckdb.connect(str(folder.warehouse), read_only=True) as ours, duckdb.connect() as peer:
        for table in _FILES:
            ours.execute(f"copy mart.{table} to '{folder.root / table}.parquet' (format parquet, compression zstd)")
        newest = ours.execute("select max(month) from ranking").fetchone()
        last = " where month = ? order by rank nulls last, authority_number"
        asked = [
            lambda: ours.execute(f"from ranking{last}", newest).fetchall(),
            lambda: peer.execute(f"from ({view}){last}", newest).fetchall(),
        ]
        if asked[0]() != asked[1]():
            raise SystemExit("the view and the files give other rows: one of them is wrong")
        through_view, over_files = _fastest(rounds, *asked)
    return through_view, over_files


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--child")
    asked = parser.parse_args()
    if asked.child:
        _child(asked.child)
        return
    results = {}
    for years in (1, YEARS):
        with tempfile.TemporaryDirectory() as place:
            folder = DataFolder(Path(place) / "xx")
            copy_months(asked.data / "xx" / "readings", folder, years)
            first, again = built(folder), built(folder)
            times = ranking(folder, asked.rounds)
            results[years] = (again, times)
            print(
                f"{years * MONTHS:4} months: build {again.seconds:6.1f} s, {again.megabytes} MB at most,"
                f" {again.rows} rows, file {folder.warehouse.stat().st_size / 1e6:.0f} MB;"
                f" sealing anew {(first.seconds - again.seconds) / years / MONTHS:.2f} s a month,"
                f" {first.megabytes} MB at most; ranking {times[0] * 1000:.1f} ms,"
                f" over Parquet {times[1] * 1000:.1f} ms, quotient {times[0] / times[1]:.2f}",
                flush=True,
            )
    (small, fast), (large, slow) = results[1], results[YEARS]
    print(
        f"10 × the months: build {large.seconds / small.seconds:.1f} ×,"
        f" memory {large.megabytes / small.megabytes:.1f} ×, ranking {slow[0] / fast[0]:.2f} ×,"
        f" over Parquet {slow[1] / fast[1]:.2f} ×"
    )


if __name__ == "__main__":
    main()
