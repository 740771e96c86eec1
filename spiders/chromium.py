"""Which Chromium there is: the configured one, Playwright's own, Chrome, Edge, the system's – the first that starts.

`python -m spiders.chromium` says which one that is, and ends with 1 when there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from barometer.settings import Settings

_NAMES = ("chromium", "chromium-browser", "chromium-shell")
REMEDY = (
    "run 'playwright install --with-deps chromium', or install the system's packages chromium and libatomic1,"
    " or name a browser's path in BAROMETER_CHROMIUM"
)


def choices(configured: Path | None, own: str) -> Iterator[dict[str, Any]]:
    """Yield launch options to try in order; `own` is where Playwright would have put its own."""
    if configured:
        yield {"executable_path": configured}
    if Path(own).exists():
        yield {}
    yield {"channel": "chrome"}
    yield {"channel": "msedge"}
    for name in _NAMES:
        if found := shutil.which(name):
            yield {"executable_path": found}


def driver_fault() -> str | None:
    """Return why Playwright's own program does not start, as where a shared library is missing; None when it does."""
    asked = subprocess.run(
        [sys.executable, "-m", "playwright", "--version"], capture_output=True, text=True, check=False
    )
    return None if asked.returncode == 0 else (asked.stderr.strip().splitlines() or ["it says nothing"])[-1]


def uses_sandbox(operator: Settings) -> bool:
    """Say whether Chromium's own sandbox is on: as root it cannot be."""
    return operator.chromium_sandbox and os.geteuid() != 0


def first_that_starts(operator: Settings) -> dict[str, Any] | None:
    """Return launch options of a Chromium that starts on this machine; None when there is none."""
    from playwright.sync_api import Error, sync_playwright

    if driver_fault():
        return None
    with sync_playwright() as driver:
        for choice in choices(operator.chromium, driver.chromium.executable_path):
            options = {**choice, "chromium_sandbox": uses_sandbox(operator)}
            try:
                driver.chromium.launch(**options).close()
            except Error:
                continue
            return options
    return None


if __name__ == "__main__":
    # Looks for a browser that the practice web's own pages may be shown in: they need no sandbox.
    started = first_that_starts(Settings(chromium_sandbox=False))
    if started is None:
        sys.exit(1)
    sys.stdout.write(f"Chromium: {started.get('executable_path', started.get('channel', 'of Playwright'))}\n")
