"""Size and time of a published site: twelve practice months, ten thousand authorities, and every chart by itself.

`python -m tests.bench.site [--data DIR] [--months N] [--authorities N]`. The months are those of a data folder that
`make year` filled; they are copied, built once and published one after another. The ten thousand authorities are
invented here, a row each with figures that follow from its number. Time is told a page and beside a plain copy of
the same bytes, in the same run; seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from barometer.months import Month
from barometer.publish import publish
from barometer.publishing import drawing
from barometer.publishing.edition import Edition
from barometer.publishing.mart import read_mart
from barometer.registry import Authority, Country, Population, load_country
from barometer.storage import DataFolder
from tests.make_edition import make_edition, rows_of
from warehouse.build import build

MONTH = Month.parse("2026-10")


def sizes(site: Path) -> tuple[int, int, str]:
    """Return files, bytes, and the bytes of each kind of file in words."""
    kinds: Counter[str] = Counter()
    files = [path for path in site.rglob("*") if path.is_file()]
    for path in files:
        kinds[path.suffix] += path.stat().st_size
    told = ", ".join(f"{kind.lstrip('.') or 'none'} {size / 1e6:.1f}" for kind, size in kinds.most_common(6))
    return len(files), sum(kinds.values()), told


def published(folder: DataFolder, country: Country, month: Month) -> tuple[float, Path]:
    """Publish a month and return the seconds and the site."""
    begin = time.perf_counter()
    site = publish(folder, country, month)
    return time.perf_counter() - begin, site.resolve()


def copied(site: Path) -> float:
    """Return the seconds that a plain copy of a site takes."""
    with tempfile.TemporaryDirectory() as place:
        begin = time.perf_counter()
        shutil.copytree(site, Path(place) / "copy")
        return time.perf_counter() - begin


def tell(name: str, seconds: float, site: Path) -> None:
    """Print a line on one site."""
    files, size, kinds = sizes(site)
    pages = sum(1 for _ in site.rglob("*.html"))
    print(
        f"{name}: {seconds:.1f} s, {pages} pages, {1000 * seconds / pages:.1f} ms a page, {files} files,"
        f" {size / 1e6:.1f} MB ({kinds} MB), {seconds / copied(site):.0f} x a plain copy",
        flush=True,
    )


def months(root: Path, source: Path, count: int) -> None:
    """Publish the newest months of a practice data folder, and time every chart of the last one."""
    country = load_country("xx")
    shutil.copytree(source / "readings", root / "readings")
    folder = DataFolder(root)
    chosen = folder.months()[-count:]
    print(f"warehouse of {len(folder.months())} months: {build(folder, country).seconds:.1f} s")
    seconds, whole = 0.0, 0
    for month in chosen:
        taken, site = published(folder, country, month)
        seconds, whole = seconds + taken, whole + sizes(site)[1]
        tell(str(month), taken, site)
    print(f"{len(chosen)} months: {seconds:.1f} s, {whole / 1e6:.1f} MB")
    charts(folder, country, chosen[-1])


def charts(folder: DataFolder, country: Country, month: Month) -> None:
    """Print what each chart of an edition takes, wide and narrow drawings together."""
    edition = Edition(country=country, mart=read_mart(folder.warehouse, month), contact="mailto:bench@example.org")
    taken = {}
    modules = drawing.chart_modules()
    # The first drawing starts the renderer.
    drawing.draw_all(edition.mart, edition.source, edition.practice_words, edition.prefix)
    for name, chart in modules.items():
        begin = time.perf_counter()
        drawing.figure(name, chart, edition.mart, edition.source, edition.practice_words, edition.prefix)
        taken[name] = time.perf_counter() - begin
    for name, seconds in sorted(taken.items(), key=lambda each: -each[1]):
        print(f"  {name}: {1000 * seconds:.0f} ms")
    print(f"{len(taken)} charts: {sum(taken.values()):.2f} s a language")


def many(root: Path, count: int) -> None:
    """Publish one month of a country with so many authorities."""
    rows: list[tuple[Authority, Population]] = []
    kinds = rows_of(load_country("xx"), MONTH)
    for order in range(count):
        authority, figure = kinds[order % len(kinds)]
        number = f"{100_000 + order}"
        website = f"https://www.{number}.kommune.xx/"
        changes = {"number": number, "name": f"{authority.name} {order}", "website": website}
        rows.append((replace(authority, **changes), replace(figure, number=number)))  # type: ignore[arg-type]
    begin = time.perf_counter()
    folder, country = make_edition(root, (str(MONTH),), rows)
    print(f"{count} authorities: readings written and built in {time.perf_counter() - begin:.1f} s", flush=True)
    tell(f"{count} authorities", *published(folder, country, MONTH))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data/xx"), help="a practice country's data folder")
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--authorities", type=int, default=10_000)
    told = parser.parse_args()
    if told.months and not (told.data / "readings").is_dir():
        sys.exit(f"{told.data} holds no readings: run 'make year' first, or name another folder with --data")
    with tempfile.TemporaryDirectory() as place:
        if told.months:
            months(Path(place) / "months", told.data, told.months)
        if told.authorities:
            many(Path(place) / "many", told.authorities)


if __name__ == "__main__":
    main()
