"""`barometer registry`: the register of accounts, for whoever keeps it and whoever asks it."""

from __future__ import annotations

import typer

from barometer.commands import registry_update

app = typer.Typer(help="The register of official accounts, with their evidence.", no_args_is_help=True)
app.command(help=registry_update.update.__doc__)(registry_update.update)
