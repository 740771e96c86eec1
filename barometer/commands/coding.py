"""`barometer coding`: sheets for people who read pages that no visit tells the use of."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from barometer.commands.options import (
    DEFAULT_COUNTRY,
    DEFAULT_DATA,
    CountryOption,
    DataOption,
    MonthOption,
    job,
    locked,
)

app = typer.Typer(help="Draws pages for people to code, and reads their sheets.", no_args_is_help=True)


@app.command()
def sheet(
    country: CountryOption = DEFAULT_COUNTRY,
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    size: Annotated[int, typer.Option("--size", min=1, help="Pages to draw.")] = 60,
    seed: Annotated[int, typer.Option("--seed", help="Another seed draws another sample.")] = 1,
    everyone: Annotated[bool, typer.Option("--all", help="Draw from all official pages.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="The CSV; coding-no-2026-10.csv or so if not said.")] = None,
) -> None:
    """Draw a stratified sample of pages into a CSV for people to fill in, with a legend beside it."""
    from barometer.coding.sheet import legend_of, write_sheet

    work = job(country, month, data)
    path = out or Path(f"coding-{work.country.code}-{work.month}.csv")
    sample = write_sheet(work.country, work.month, work.folder, path, size=size, seed=seed, everyone=everyone)
    strata = len({each.stratum for each in sample})
    typer.echo(f"{path}: {len(sample)} pages in {strata} strata; a copy for each coder, with {legend_of(path)}")


@app.command(name="import")
def import_sheets(
    sheets: Annotated[list[Path], typer.Argument(help="One coder's sheet, or two.")],
    country: CountryOption = DEFAULT_COUNTRY,
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    resolved: Annotated[Path | None, typer.Option("--resolved", help="Rows that settle disagreements.")] = None,
) -> None:
    """Read filled sheets, print how far the coders agree and where not; goes on past bad rows and names them."""
    from barometer.coding.importing import import_sheets as read

    with locked(country, month, data) as work:
        report = read(work.country, work.month, work.folder, sheets, resolved)
    for line in report.lines():
        typer.echo(line)
    if report.failed:
        raise typer.Exit(2)
