"""A real Chromium for tests that look at pages; without one they are skipped, with the reason."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from barometer.settings import Settings

NAMES = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser: the configured one, Playwright's own, else the system's."""
    found = Settings().chromium or next((path for name in NAMES if (path := shutil.which(name))), None)
    with sync_playwright() as driver:
        own = driver.chromium.executable_path
        path = str(found) if found else own
        if not (found or (own and shutil.which(own))):
            pytest.skip("no Chromium on this machine: 'make chromium' installs one")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
