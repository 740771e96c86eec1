"""`barometer month`: every stage in order, and the top ten at the end."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from barometer.commands import stages
from barometer.commands.correcting import NOTHING, Correcting, NoteOption, OnOption, PartialOption
from barometer.commands.options import (
    DEFAULT_COUNTRY,
    DEFAULT_DATA,
    CountryOption,
    DataOption,
    Job,
    MonthOption,
    SeedOption,
    locked,
)
from barometer.commands.progress import say
from barometer.errors import UsageError
from barometer.months import Month


def run_month(work: Job, seed: int, correcting: Correcting = NOTHING) -> str:
    """Run the five stages; stops at the first failure. Returns where the site lies."""
    begin = time.monotonic()

    def stage(name: str) -> None:
        say(f"[{time.monotonic() - begin:5.1f} s] {work.month} {name}")

    stage("crawl")
    stages.run_crawl(work, None, seed)
    stage("parse")
    stages.run_parse(work)
    stage("build")
    stages.run_build(work)
    stage("check")
    stages.run_check(work, is_partial=correcting.partial is not None)
    stage("publish")
    site = stages.run_publish(work, correcting, is_replayed=work.country.is_practice)
    stage("done")
    return site


def _span(low: float, high: float, form: str) -> str:
    ends = [format(int(each) if form == "d" else each, form) for each in (low, high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def print_top(work: Job, site: str) -> None:
    """Print the ten authorities with the highest coverage, and where the site lies."""
    from warehouse.read import frame, open_warehouse

    with open_warehouse(work.folder.warehouse) as connection:
        ranking = frame(connection, "mart.ranking", month=work.month)
    top = ranking[ranking["rank"].notna()].sort_values(["rank", "authority_number"]).head(10)
    practice = " (practice figures, invented authorities)" if work.country.is_practice else ""
    typer.echo(f"\nTop ten by Facebook followers per 100 inhabitants, {work.month}{practice}\n")
    for row in top.to_dict("records"):
        # A rounded number is shown as what it can be, never as one number.
        followers = _span(row["followers_low"], row["followers_high"], "d")
        coverage = _span(row["coverage_percent_low"], row["coverage_percent_high"], ".1f")
        typer.echo(f"{int(row['rank']):>4}  {row['authority']:<24} {followers:>12} followers  {coverage:>12} %")
    typer.echo(f"\nThe site lies in {site}; 'barometer serve --country {work.country.code}' shows it.")


def month(
    country: CountryOption = DEFAULT_COUNTRY,
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    months: Annotated[int, typer.Option("--months", min=1, help="Play this many months of a practice country.")] = 1,
    seed: SeedOption = 1,
    note: NoteOption = None,
    on: OnOption = None,
    partial: PartialOption = None,
) -> None:
    """Run crawl, parse, build, check and publish for a month (or several) and print the top ten."""
    with locked(country, month, data) as last:
        if months > 1 and not last.country.is_practice:
            raise UsageError(f"only a practice country has months to play: leave out --months for {country}")
        if months > 1 and (note or partial):
            raise UsageError("--note and --partial are said of one month: leave out --months")
        correcting = Correcting(note, on, partial)
        # Asked now, so that a slip in them is told before the crawl.
        correcting.note(last), correcting.reason()
        for back in range(months - 1, -1, -1):
            each: Month = last.month.shift(-back)
            site = run_month(Job(last.country, each, last.folder), seed, correcting)
        print_top(last, site)
