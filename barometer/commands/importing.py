"""`barometer import`: saved pages, web archives and API answers become visits and readings, as if crawled."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from barometer.commands.options import (
    DEFAULT_COUNTRY,
    DEFAULT_DATA,
    CountryOption,
    DataOption,
    JsonOption,
    MonthOption,
    locked,
)


def import_pages(
    paths: Annotated[list[Path], typer.Argument(help="HTML, MHTML, WARC, ARC, WACZ, HAR or API JSON files.")],
    country: CountryOption = DEFAULT_COUNTRY,
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    url: Annotated[str | None, typer.Option("--url", help="Address, for a file that does not say it.")] = None,
    authority: Annotated[str | None, typer.Option("--authority", help="Number of the authority it shows.")] = None,
    channel: Annotated[str | None, typer.Option("--channel", help="Parser to use; guessed from the address.")] = None,
    language: Annotated[str, typer.Option("--language", help="Language of the labels.")] = "nb",
    as_json: JsonOption = False,
) -> None:
    """Read saved pages into a month's readings; goes on past a bad file and says what is wrong with it."""
    from barometer.importing import import_files
    from barometer.settings import read_settings

    with locked(country, month, data) as work:
        report = import_files(
            paths, work.country, work.month, work.folder, url=url, authority=authority, channel=channel,
            language=language, limits=read_settings().parse_limits,
        )
    for line in report.json_lines() if as_json else report.lines():
        typer.echo(line)
    if report.failed:
        raise typer.Exit(2)
