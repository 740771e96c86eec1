"""`make bench-crawl`: CPU per page of our whole website crawl beside bare Scrapy that only downloads the same pages.

The real pages of ../shared/real/sites, compressed by their server as real ones are, stand behind one server process
that is not counted: 200 sites, each at an address of its own on loopback, three pages and a robots.txt a site. Ours
obeys robots.txt, takes turns, decompresses, parses, archives and writes visits; bare Scrapy has the settings of its
chapter on broad crawls with uvloop, and downloads the very addresses that ours asked for. The runs take turns; CPU is
user and system time of the process and of its children. What a run of the first ten sites costs is measured too and
taken off, because start-up (imports, the parsing process) is paid once for the thousands of pages of a month.
`--dead 10` measures wall time instead.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from barometer.settings import Settings
from spiders.job import CrawlJob, Target
from spiders.launch import child_environment
from tests.bench.crawl_server import address, is_dead
from tests.crawl_web import invented_country

PORT = 18_471
LIVE = 200
FEW = 10


@contextmanager
def server(sites: int, dead: int) -> Iterator[None]:
    """Run the server process."""
    command = [sys.executable, "-m", "tests.bench.crawl_server", str(PORT), str(sites), str(dead)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None and process.stdout is not None
    assert process.stdout.readline() == b"ready\n", "the server did not start"
    try:
        yield
    finally:
        process.stdin.close()
        process.wait()


def asked() -> list[str]:
    """Return the pages that were asked for since the last time."""
    with urllib.request.urlopen(f"http://{address(0)}:{PORT}/_asked") as answer:
        found: list[str] = json.loads(answer.read())
    return [each for each in found if not each.endswith("/_asked")]


def measured(command: list[str], given: bytes, environment: dict[str, str]) -> tuple[float, float]:
    """Run a process to its end; return CPU seconds, its children's included, and wall seconds."""
    begin = time.monotonic()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log, env=environment
        )
        assert process.stdin is not None
        process.stdin.write(given)
        if "bare" in command:
            process.stdin.close()
        else:
            process.stdin.flush()
        _, status, used = os.wait4(process.pid, 0)
        if status:
            log.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{log.read().decode()[-3000:]}")
    return used.ru_utime + used.ru_stime, time.monotonic() - begin


class Ours:
    """Our crawl of some sites into a folder of its own."""

    def __init__(self, settings: Settings, *, reads: bool = True) -> None:
        self._settings = settings
        self._command = ["-m", "spiders"] if reads else ["-m", "tests.bench.crawl_child", "unread"]

    def run(self, sites: Sequence[int], folder: Path, month: str = "2026-10") -> tuple[float, float]:
        """Crawl sites; return CPU and wall seconds."""
        targets = tuple(
            Target(
                key=f"9{site:03d}", authority_number=f"9{site:03d}", channel=None, native_id=None,
                url=f"http://{address(site)}:{PORT}/",
            )
            for site in sites
        )  # fmt: skip
        country = invented_country({})
        job = CrawlJob(route="website", month=month, root=str(folder), country=country, targets=targets)
        with child_environment(self._settings) as environment:
            return measured([sys.executable, *self._command], job.encode(), environment)


def costs(rounds: int) -> None:
    """Print CPU per page of each, round by round, and the ratios."""
    settings = Settings(site_delay_seconds=0, egress_allow="127.0.0.0/16")
    runs = {"ours": Ours(settings), "ours, unread": Ours(settings, reads=False)}
    with server(LIVE, 0), tempfile.TemporaryDirectory() as scratch:
        few = _round(runs, range(FEW), Path(scratch) / "few")
        per_page: dict[str, list[float]] = {name: [] for name in few}
        for number in range(rounds):
            for name, (used, pages) in _round(runs, range(LIVE), Path(scratch) / str(number)).items():
                per_page[name].append((used - few[name][0]) / (pages - few[name][1]) * 1000)
    base = per_page["bare Scrapy"]
    sys.stdout.write(f"{pages} pages of {LIVE} sites, {rounds} rounds; CPU per page, what {FEW} sites cost taken off\n")
    for name, found in per_page.items():
        ratios = [each / other for each, other in zip(found, base, strict=True)]
        sys.stdout.write(
            f"{name:18} {statistics.median(found):6.2f} ms  ratio {statistics.median(ratios):.2f}"
            f" ({min(ratios):.2f}-{max(ratios):.2f}); {FEW} sites: {few[name][0]:.2f} s\n"
        )


def _round(runs: dict[str, Ours], sites: range, root: Path) -> dict[str, tuple[float, int]]:
    """Run each once over the same sites; return CPU seconds and pages by name."""
    found: dict[str, tuple[float, int]] = {}
    asked()
    for name, run in runs.items():
        used = run.run(sites, root / name)[0]
        urls = asked()
        found[name] = used, len(urls)
    command = [sys.executable, "-m", "tests.bench.crawl_child", "bare"]
    used = measured(command, "\n".join(urls).encode(), dict(os.environ))[0]
    assert sorted(asked()) == sorted(urls), "bare Scrapy downloaded other pages"
    found["bare Scrapy"] = used, len(urls)
    used = runs["ours"].run(sites, root / "ours", "2026-11")[0]
    found["ours, next month"] = used, len(asked())
    return found


def walls(dead: int) -> None:
    """Print the wall time with and without dead hosts, at the operator's default pace."""
    settings = Settings(egress_allow="127.0.0.0/16")
    with server(LIVE, dead), tempfile.TemporaryDirectory() as scratch:
        live = [site for site in range(LIVE) if not is_dead(site, LIVE, dead)]
        ideal = Ours(settings).run(live, Path(scratch) / "live")[1]
        found = Ours(settings).run(range(LIVE), Path(scratch) / "all")[1]
    said = f"{LIVE - dead} live sites: {ideal:.1f} s; with {dead} dead ones: {found:.1f} s"
    sys.stdout.write(f"{said}, {found / ideal:.2f} times\n")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--dead", type=int, default=0)
    chosen = options.parse_args()
    if chosen.dead:
        walls(chosen.dead)
    else:
        costs(chosen.rounds)
