"""`barometer import`: saved pages become visits and readings, as if crawled; published tables become published figures.

`barometer import FILE…` is short for `barometer import pages FILE…`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from barometer.commands.options import (
    DEFAULT_COUNTRY,
    DEFAULT_DATA,
    CountryOption,
    DataOption,
    JsonOption,
    MonthOption,
    locked,
)


class _PagesByDefault(TyperGroup):
    """Takes what is no command of its own for the files of `pages`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `pages` before arguments that begin with neither a command nor a call for help."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["pages", *args]
        rest: list[str] = super().parse_args(ctx, args)
        return rest


app = typer.Typer(
    cls=_PagesByDefault, no_args_is_help=True,
    help="Reads what others saved or published: 'import FILE…' is short for 'import pages FILE…'.",
)  # fmt: skip


@app.command()
def pages(
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


@app.command()
def published(
    tables: Annotated[list[Path], typer.Argument(help="CSV: date, authority or name, counter, value, source, url.")],
    country: CountryOption = DEFAULT_COUNTRY,
    data: DataOption = DEFAULT_DATA,
) -> None:
    """Take over tables that others published, names resolved on their day; whole or not at all, bad rows named."""
    from barometer.publications.importing import import_tables

    with locked(country, None, data) as work:
        for each in import_tables(tables, work.country, work.folder, datetime.now(UTC).date()):
            typer.echo(each.line())
