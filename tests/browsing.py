"""A real Chromium for tests that look at pages; without one they are skipped, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from barometer.settings import Settings
from spiders.chromium import first_that_starts

REASON = "no Chromium on this machine: 'make chromium' installs one"


@cache
def found() -> dict[str, Any] | None:
    """Return launch options of a Chromium that starts, looked for once."""
    return first_that_starts(Settings(chromium_sandbox=False))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser, the same that a crawl would take."""
    options = found()
    if options is None:
        pytest.skip(REASON)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(**options)
        try:
            yield browser
        finally:
            browser.close()
