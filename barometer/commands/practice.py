"""`barometer practice`: the practice web of country xx, for a person to look at, and its score."""

from __future__ import annotations

import json

import typer

from barometer.commands.options import (
    DEFAULT_DATA,
    DataOption,
    JsonOption,
    MonthOption,
    PortOption,
    SeedOption,
    job,
)
from barometer.errors import WarehouseError

app = typer.Typer(help="The practice web of country xx and how well an edition meets its truth.", no_args_is_help=True)


@app.command()
def score(
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    seed: SeedOption = 1,
    as_json: JsonOption = False,
) -> None:
    """Compare a month's edition with the truth of the practice web."""
    from barometer.practice.score import score as score_edition
    from barometer.practice.score import score_lines
    from warehouse.read import frame, open_warehouse

    work = job("xx", month, data)
    with open_warehouse(work.folder.warehouse) as connection:
        if frame(connection, "mart.edition", month=work.month).empty:
            raise WarehouseError(
                f"the warehouse holds nothing of {work.month}: run 'barometer month --country xx' first"
            )
    result = score_edition(work.folder.warehouse, work.month, seed)
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False, default=str))
    else:
        for line in score_lines(result):
            typer.echo(line)


@app.command()
def serve(
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    seed: SeedOption = 1,
    port: PortOption = 8800,
) -> None:
    """Keep the practice web up as a forward proxy, until Ctrl-C."""
    from barometer.practice.web import serve as serve_web

    serve_web(job("xx", month, data).month, seed, port, typer.echo)
