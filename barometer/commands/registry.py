"""`barometer registry`: the register of accounts, for whoever keeps it and whoever asks it."""

from __future__ import annotations

import typer

app = typer.Typer(help="The register of official accounts, with their evidence.", no_args_is_help=True)
