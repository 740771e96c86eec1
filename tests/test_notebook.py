"""The notebook for analysts: written for a real warehouse, sound for marimo, and every cell runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from barometer.errors import UsageError, WarehouseError
from barometer.storage import DataFolder
from tests.make_edition import make_edition
from tests.make_readings import FIVE
from warehouse.notebooks import TEMPLATE, write_notebook

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    made, _ = make_edition(tmp_path_factory.mktemp("notebook"), rows=list(FIVE))
    return made


def _marimo(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "marimo", *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=120
    )


def _barometer(*arguments: str, cwd: Path, without_marimo: bool = False) -> subprocess.CompletedProcess[str]:
    hide = "import sys; sys.modules['marimo'] = None; " if without_marimo else ""
    code = f"{hide}import sys; sys.path.insert(0, {str(ROOT)!r}); from barometer.__main__ import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=60
    )


def test_it_is_written_by_the_command_and_marimo_finds_no_fault(folder: DataFolder, tmp_path: Path) -> None:
    where = ("--country", "xx", "--data", str(folder.root.parent))
    made = _barometer("notebook", *where, "--out", "analysis.py", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert "marimo edit analysis.py" in made.stdout
    assert str(folder.warehouse.resolve()) in (tmp_path / "analysis.py").read_text()
    checked = _marimo("check", "--strict", "analysis.py", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    again = _barometer("notebook", *where, "--out", "analysis.py", cwd=tmp_path)
    assert again.returncode == 2 and "is there already" in again.stderr


def test_every_cell_runs_and_shows_the_figures(folder: DataFolder, tmp_path: Path) -> None:
    write_notebook(folder.warehouse, tmp_path / "n.py")
    before = folder.warehouse.read_bytes()
    # It ends with an error when a cell fails.
    made = _marimo("export", "html", "n.py", "--output", "n.html", cwd=tmp_path)
    assert made.returncode == 0, made.stdout + made.stderr
    shown = (tmp_path / "n.html").read_text()
    for words in ("Ranking, 2026-10", "Askvik", "One authority, month by month", "Coverage against population",
                  "Dialogue", "How good the figures are"):  # fmt: skip
        assert words in shown, words
    assert folder.warehouse.read_bytes() == before


def test_without_marimo_the_remedy_is_named_and_nothing_is_written(folder: DataFolder, tmp_path: Path) -> None:
    where = ("--country", "xx", "--data", str(folder.root.parent))
    refused = _barometer("notebook", *where, cwd=tmp_path, without_marimo=True)
    assert refused.returncode == 2
    assert "barometer[notebook]" in refused.stderr and "--out FILE" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (folder.root / "notebook.py").exists()
    written = _barometer("notebook", *where, "--out", "n.py", cwd=tmp_path, without_marimo=True)
    assert written.returncode == 0, written.stderr


def test_without_a_warehouse_or_a_folder_the_remedy_is_named(folder: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="barometer build"):
        write_notebook(tmp_path / "barometer.duckdb", tmp_path / "n.py")
    with pytest.raises(UsageError, match="--out"):
        write_notebook(folder.warehouse, tmp_path / "nowhere" / "n.py")
    assert list(tmp_path.iterdir()) == []


def test_the_template_names_the_place_that_is_replaced() -> None:
    assert TEMPLATE.read_text().count('WAREHOUSE = "barometer.duckdb"') == 1
