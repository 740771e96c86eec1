"""Hands an analyst a notebook on the warehouse: a copy of `notebook/analysis.py` that knows where the database lies."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from barometer.errors import UsageError
from warehouse.header import HERE
from warehouse.read import open_warehouse

TEMPLATE = HERE / "notebook" / "analysis.py"
_PLACE = 'WAREHOUSE = "barometer.duckdb"'


def write_notebook(warehouse: Path, target: Path) -> None:
    """Write the notebook for a warehouse.

    Raises:
        WarehouseError: there is no warehouse, or it cannot be opened.
        UsageError: the file is there already, or cannot be written.
    """
    open_warehouse(warehouse).close()
    text = TEMPLATE.read_text(encoding="utf-8").replace(_PLACE, f"WAREHOUSE = {str(warehouse.resolve())!r}")
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{target} is there already: name another file with --out, or move it away") from error
    except OSError as error:
        raise UsageError(f"{target} cannot be written ({error}): name another file with --out") from error


def open_notebook(target: Path, port: int) -> int:
    """Open a notebook in marimo, in a browser on this machine, until it is stopped; return marimo's exit code.

    Raises:
        UsageError: marimo is not installed.
    """
    require_marimo()
    command = [sys.executable, "-m", "marimo", "edit", str(target), "--host", "127.0.0.1"]
    return subprocess.run([*command, "--port", str(port)] if port else command, check=False).returncode


def require_marimo() -> None:
    """Refuse to go on without marimo.

    Raises:
        UsageError: marimo is not installed.
    """
    if find_spec("marimo") is None:
        raise UsageError(
            "marimo is not installed: install the extra with pip install 'barometer[notebook]' (or pip install marimo),"
            " or only write the notebook with --out FILE and open it elsewhere"
        )
