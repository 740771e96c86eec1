"""The command that hands an analyst a notebook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from barometer.commands.options import DEFAULT_COUNTRY, DEFAULT_DATA, CountryOption, DataOption, PortOption, job

OutOption = Annotated[Path | None, typer.Option("--out", help="Only write the notebook to this file; a new one.")]


def notebook(
    country: CountryOption = DEFAULT_COUNTRY,
    data: DataOption = DEFAULT_DATA,
    out: OutOption = None,
    port: PortOption = 0,
) -> None:
    """Open a marimo notebook on the warehouse, or write it with --out; what you change in it is kept."""
    from warehouse.notebooks import open_notebook, require_marimo, write_notebook

    folder = job(country, None, data).folder
    if out:
        write_notebook(folder.warehouse, out)
        typer.echo(f"{out}: open it with 'marimo edit {out}'")
        return
    require_marimo()
    target = folder.root / "notebook.py"
    if not target.exists():
        write_notebook(folder.warehouse, target)
    raise typer.Exit(open_notebook(target, port))
