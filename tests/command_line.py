"""Running commands as the installed `barometer` does, by fixtures: `run`, and data folders to run them on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from barometer.__main__ import main
from barometer.months import Month
from tests.make_readings import small_world

MONTH = Month(2026, 10)


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in an empty folder, by its words."""
    for name in [name for name in os.environ if name.startswith("BAROMETER_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def ran(*words: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["barometer", *map(str, words)])
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        told = capsys.readouterr()
        assert "Traceback" not in told.out + told.err
        return Answer(code, told.out, told.err)

    return ran


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two months of a few authorities, built and not checked."""
    root = tmp_path_factory.mktemp("data")
    small_world(root)
    words = ["build", "--country", "xx", "--month", MONTH, "--data", root]
    subprocess.run([sys.executable, "-m", "barometer", *map(str, words)], check=True, capture_output=True)
    return root


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """A copy of it to break."""
    return Path(shutil.copytree(built, tmp_path / "data"))


def of(data: Path, *, month: object = MONTH) -> tuple[object, ...]:
    """Return the options that name a month of the practice country in a data folder."""
    return ("--country", "xx", "--month", month, "--data", data)
