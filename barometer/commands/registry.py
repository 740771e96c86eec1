"""`barometer registry`: the register of accounts, for whoever keeps it and whoever asks it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from barometer.commands import registry_update
from barometer.commands.options import (
    DEFAULT_COUNTRY,
    DEFAULT_DATA,
    CountryOption,
    DataOption,
    JsonOption,
    MonthOption,
    job,
    locked,
)
from barometer.errors import UsageError

app = typer.Typer(help="The register of official accounts, with their evidence.", no_args_is_help=True)
app.command(help=registry_update.update.__doc__)(registry_update.update)

ChannelOption = Annotated[str | None, typer.Option("--channel", help="One platform only: facebook, instagram…")]


def _today() -> date:
    from barometer.settings import read_settings

    return (read_settings().clock or datetime.now(UTC)).date()


@app.command()
def verify(
    url: Annotated[str, typer.Argument(help="Any address of an account, or of a website.")],
    country: CountryOption = DEFAULT_COUNTRY,
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    as_json: JsonOption = False,
) -> None:
    """Say whether an account is official, for whom, since when, by what proof; or whose website an address is.

    Exit code 0: official (or an authority's website). 1: a candidate, no longer official, not official, or never
    seen. 2: the address names neither an account nor an authority's website.
    """
    from barometer.register.verify import lines
    from barometer.register.verify import verify as ask

    work = job(country, month, data)
    verdict = ask(url, work.country, work.month, work.folder)
    if as_json:
        typer.echo(json.dumps(verdict.as_row(), ensure_ascii=False))
    else:
        for line in lines(verdict):
            typer.echo(line)
    raise typer.Exit({"official": 0, "website": 0, "no account": UsageError.exit_code}.get(verdict.answer, 1))


@app.command()
def review(
    country: CountryOption = DEFAULT_COUNTRY,
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    channel: ChannelOption = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Answer as CSV, for a spreadsheet.")] = False,
) -> None:
    """List what a person should look at, most useful first, with evidence, address and the line that settles it."""
    from barometer.register.review import as_csv as in_csv
    from barometer.register.review import as_lines
    from barometer.register.review import review as look_over

    work = job(country, month, data)
    known, items = look_over(work.folder, work.month, channel, _today())
    if as_csv:
        typer.echo(in_csv(items), nl=False)
    else:
        for line in as_lines(known, items, str(work.folder.accounts)):
            typer.echo(line)


@app.command()
def decide(
    authority: Annotated[str, typer.Argument(help="Official number, or a name that only one authority bears.")],
    decision: Annotated[str, typer.Argument(help="attested, wrong or chosen_not.")],
    account: Annotated[str, typer.Argument(help="Any address of the account; left out for chosen_not.")] = "",
    by: Annotated[str, typer.Option("--by", prompt="Who decided", help="Who decided.")] = "",
    note: Annotated[str, typer.Option("--note", prompt="Why, or where it was said", help="Why.")] = "",
    role: Annotated[str, typer.Option("--role", help="What an attested account stands for.")] = "helhetlig",
    channel: Annotated[str, typer.Option("--channel", help="Platform, where no address tells it.")] = "",
    country: CountryOption = DEFAULT_COUNTRY,
    data: DataOption = DEFAULT_DATA,
) -> None:
    """Write a decision on an account into accounts.csv: it wins over what is read, this month and every later one."""
    from barometer.register.decide import append_decision, decision_line

    with locked(country, None, data) as work:
        line = decision_line(
            work.country, authority=authority, account=account, decision=decision, by=by, note=note, on=_today(),
            role=role, channel=channel,
        )  # fmt: skip
        is_new = append_decision(work.folder.accounts, line)
    typer.echo(f"{'written' if is_new else 'stands there already'}: {line.text()}")
    typer.echo(f"in {work.folder.accounts}; 'barometer parse' and 'barometer build' apply it to a month that is read")


@app.command()
def export(
    country: CountryOption = DEFAULT_COUNTRY,
    month: MonthOption = None,
    data: DataOption = DEFAULT_DATA,
    form: Annotated[str, typer.Option("--format", help="csv, parquet or json.")] = "csv",
    out: Annotated[Path | None, typer.Option("--out", help="File to write; the screen when left out.")] = None,
) -> None:
    """Write the register as CSV, Parquet or JSON: who, which account, since when, by what proof."""
    from barometer.register.export import export as write

    work = job(country, month, data)
    said = write(work.country, work.month, work.folder, form, out)
    if out is not None:
        typer.echo(said)
