"""The stages of a month, one command each: crawl, parse, build, check, publish. Each can be run again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from barometer.commands.correcting import NOTHING, Correcting, NoteOption, OnOption, PartialOption
from barometer.commands.options import (
    DEFAULT_COUNTRY,
    DEFAULT_DATA,
    CountryOption,
    DataOption,
    Job,
    JsonOption,
    MonthOption,
    SeedOption,
    locked,
    require_present,
)
from barometer.commands.progress import progress, say
from barometer.errors import CheckFailed, UsageError


@contextmanager
def web_of(work: Job, seed: int) -> Iterator[dict[str, str]]:
    """Yield the environment for spiders: the practice web's for a practice country, else nothing."""
    if not work.country.is_practice:
        yield {}
        return
    from barometer.practice.web import practice_web

    with practice_web(work.month, seed) as web:
        yield web.environment()


def run_crawl(work: Job, routes: list[str] | None, seed: int) -> None:
    """Crawl a month with progress and say what was reached."""
    from barometer.crawling import crawl as crawl_month
    from barometer.settings import read_settings

    operator = read_settings()
    require_present(work, operator.clock)
    with web_of(work, seed) as environment, progress() as report:
        result = crawl_month(
            work.country, work.month, work.folder, operator, environment, routes=routes, progress=report
        )
    for line in result.lines():
        say(line)


def run_parse(work: Job, *, everything: bool = False) -> None:
    """Read the archive again with today's parsers, and judge the accounts again."""
    from barometer.replaying import parse as parse_month
    from barometer.settings import read_settings

    _require_readings(work, work.month in work.folder.months(), f"of {work.month}")
    limits = read_settings().parse_limits
    result = parse_month(work.country, work.month, work.folder, everything=everything, limits=limits)
    for line in result.lines():
        say(line)


def run_build(work: Job) -> None:
    """Build the warehouse from every month's readings."""
    from warehouse.build import build as build_warehouse

    _require_readings(work, bool(work.folder.months()), "of any month")
    for month in work.folder.months():
        if not work.folder.month_accounts(month).exists():
            # Without them every website that was read would seem to show no page at all.
            raise UsageError(
                f"the accounts of {month} were never judged: run 'barometer crawl --month {month}' to its end,"
                f" or 'barometer parse --month {month}'"
            )
    result = build_warehouse(work.folder, work.country)
    for line in result.lines():
        say(line)


def _require_readings(work: Job, are_there: bool, period: str) -> None:
    if not are_there:
        raise UsageError(
            f"there are no readings {period} in {work.folder.root / 'readings'}: run 'barometer crawl' or 'barometer"
            " import' first, or name another folder with --data"
        )


def run_check(work: Job, *, as_json: bool = False, is_partial: bool = False) -> None:
    """Check a month; raises CheckFailed with the rows at fault when a critical check failed that nothing waives."""
    from checks.run import critical_failures, run, summary
    from warehouse.results import WAIVABLE

    results = run(work.folder, work.country, work.month)
    if as_json:
        typer.echo(json.dumps([result.as_row() for result in results], ensure_ascii=False, default=str))
    else:
        for line in summary(results):
            say(line)
    failed = [each for each in critical_failures(results) if not (is_partial and each.check_name in WAIVABLE)]
    if failed:
        names = "; ".join(f"{each.check_name} on {each.table_name} ({each.failing_rows})" for each in failed)
        raise CheckFailed(
            f"{work.month}: {len(failed)} critical check(s) failed, nothing is published: {names}."
            f" Each check's remedy is printed by 'barometer check --json'"
        )


def run_publish(work: Job, correcting: Correcting = NOTHING, *, is_replayed: bool = False) -> str:
    """Publish a checked month; return where the site lies. An exercise played anew replaces what it gave before."""
    from barometer.publish import publish as publish_edition
    from warehouse.results import blocking

    note, reason = correcting.note(work), correcting.reason()
    failures = blocking(work.folder, work.month, is_partial=bool(reason))
    if failures is None:
        raise CheckFailed(f"{work.month} is not checked since the last build: run 'barometer check' first")
    stopping, waived = failures
    if stopping:
        raise CheckFailed(
            f"{work.month} failed {len(stopping)} critical check(s), {', '.join(stopping)}: 'barometer check' says more"
        )
    if reason and not waived:
        raise UsageError(f"enough of {work.month} was measured: it is no partial edition, so leave out --partial")
    waiver = (reason, tuple(waived)) if reason else None
    return str(
        publish_edition(
            work.folder, work.country, work.month, note=note, waiver=waiver, is_replayed=is_replayed, say=say
        )
    )


def crawl(
    country: CountryOption = DEFAULT_COUNTRY,
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    route: Annotated[list[str] | None, typer.Option("--route", help="Only these routes; all when left out.")] = None,
    seed: SeedOption = 1,
) -> None:
    """Visit every website and account of a month; goes on where an interrupted crawl stopped."""
    with locked(country, month, data) as work:
        run_crawl(work, route, seed)


def parse(
    country: CountryOption = DEFAULT_COUNTRY,
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    everything: Annotated[bool, typer.Option("--all", help="Also what this parser version has read.")] = False,
) -> None:
    """Read the archived pages of a month again with today's parsers, and judge the accounts again."""
    with locked(country, month, data) as work:
        run_parse(work, everything=everything)


def build(
    country: CountryOption = DEFAULT_COUNTRY, month: MonthOption = None, data: DataOption = DEFAULT_DATA
) -> None:
    """Build the DuckDB warehouse from the readings of all months."""
    with locked(country, month, data) as work:
        run_build(work)


def check(
    country: CountryOption = DEFAULT_COUNTRY,
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    as_json: JsonOption = False,
) -> None:
    """Check a month's warehouse; exit code 1 when a critical check fails."""
    with locked(country, month, data) as work:
        run_check(work, as_json=as_json)


def publish(
    country: CountryOption = DEFAULT_COUNTRY,
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    note: NoteOption = None,
    on: OnOption = None,
    partial: PartialOption = None,
) -> None:
    """Publish the edition of a month whose checks have passed; with other figures than published it is a correction."""
    with locked(country, month, data) as work:
        typer.echo(run_publish(work, Correcting(note, on, partial)))
