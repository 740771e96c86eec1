"""The commands for looking: query the warehouse, see where a month stands, serve the published editions."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from barometer.commands.options import (
    DEFAULT_COUNTRY,
    DEFAULT_DATA,
    CountryOption,
    DataOption,
    JsonOption,
    MonthOption,
    PortOption,
    job,
)


def query(
    sql: Annotated[str, typer.Argument(help="A SELECT on the warehouse; writing is refused.")],
    country: CountryOption = DEFAULT_COUNTRY,
    data: DataOption = DEFAULT_DATA,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Answer as CSV.")] = False,
) -> None:
    """Ask the warehouse a question in SQL, read-only."""
    from warehouse.read import query as ask

    answer = ask(job(country, None, data).folder.warehouse, sql)
    if as_json:
        typer.echo(answer.to_json(orient="records", force_ascii=False, date_format="iso"))
    elif as_csv:
        typer.echo(answer.to_csv(index=False), nl=False)
    else:
        typer.echo(answer.to_string(index=False, max_rows=None, na_rep="") if len(answer) else "no rows")


def status(
    country: CountryOption = DEFAULT_COUNTRY,
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    as_json: JsonOption = False,
) -> None:
    """Show how far each month has come: visits by outcome, accounts, checks, edition."""
    from barometer.status import status_lines, status_of

    work = job(country, month, data)
    rows = [status_of(work.folder, each) for each in ([work.month] if month else work.folder.months())]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, default=str))
    else:
        for line in status_lines(work.country, work.folder, rows):
            typer.echo(line)


def serve(
    country: CountryOption = DEFAULT_COUNTRY,
    data: DataOption = DEFAULT_DATA,
    port: PortOption = 8000,
) -> None:
    """Show the published editions in a browser, on this machine only, until Ctrl-C."""
    from barometer.serving import serve_folder

    work = job(country, None, data)
    serve_folder(work.folder.editions, port, typer.echo)
