"""Which Chromium there is, and how it is started: lean, through our proxy only, with bounded memory.

Order: the configured one, Playwright's own, the system's headless shell, Chrome, Edge, the system's Chromium – the
first that starts. `python -m spiders.chromium` says which one that is, and ends with 1 when there is none.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from barometer.settings import Settings

SHELLS = ("chromium-headless-shell", "chrome-headless-shell", "headless_shell")
"""Chromium without its windows: renders a page for less. Debian's `chromium-shell` is another program, a test bed
that cannot open contexts of its own."""
NAMES = ("chromium", "chromium-browser")
REMEDY = (
    "run 'playwright install --with-deps chromium', or install the system's packages chromium and libatomic1,"
    " or name a browser's path in BAROMETER_CHROMIUM"
)
_FLAGS = (
    "--blink-settings=imagesEnabled=false",
    "--disable-remote-fonts",
    "--mute-audio",
    "--disable-gpu",
    "--disable-3d-apis",
    "--disable-site-isolation-trials",
    "--block-new-web-contents",
    "--no-pings",
    # Nothing but the proxy looks names up or sends a datagram.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    # A given value of this flag replaces Playwright's own, of which HttpsUpgrades matters.
    "--disable-features=IsolateOrigins,site-per-process,Translate,MediaRouter,HttpsUpgrades,"
    "OptimizationHints,BackForwardCache,Prerender2,PaintHolding",
    "--js-flags=--max-old-space-size=512",
)
LARGEST_PROCESS = 2 * 1024**3
"""Bytes of own memory of one process of the browser; a heavy page without images takes less than 0.5 GiB."""


def choices(configured: Path | None, own: str) -> Iterator[dict[str, Any]]:
    """Yield launch options to try in order; `own` is where Playwright would have put its own."""
    if configured:
        yield {"executable_path": configured}
    if Path(own).exists():
        yield {}
    for name in SHELLS:
        if found := shutil.which(name):
            yield {"executable_path": found}
    yield {"channel": "chrome"}
    yield {"channel": "msedge"}
    for name in NAMES:
        if found := shutil.which(name):
            yield {"executable_path": found}


def launch_options(operator: Settings, user_agent: str, proxy_port: int) -> dict[str, Any]:
    """Return how Chromium is started: one agent string, one way out."""
    # By flag as well: what the browser fetches for itself (icons) does not go by the context's agent.
    flags = [*_FLAGS, f"--user-agent={user_agent}"]
    if operator.ca_file:
        flags.append(f"--ignore-certificate-errors-spki-list={','.join(_key_hashes(operator.ca_file))}")
    return {
        "args": flags,
        "chromium_sandbox": uses_sandbox(operator),
        # Playwright lets pop-ups through, for tests of them.
        "ignore_default_args": ["--disable-popup-blocking"],
        "proxy": {"server": f"http://127.0.0.1:{proxy_port}", "bypass": "<-loopback>"},
    }


def limit_memory(number: int) -> None:
    """Bound the memory of every process of a browser that runs; those it starts later inherit the bound.

    Linux only, as Chromium's own bound of that kind is; elsewhere the limit of scripts' memory is what there is.
    """
    if not hasattr(resource, "prlimit"):
        return
    waiting = [number]
    while waiting:
        each = waiting.pop()
        # One that has ended by now needs no bound.
        with contextlib.suppress(OSError):
            resource.prlimit(each, resource.RLIMIT_DATA, (LARGEST_PROCESS, LARGEST_PROCESS))
            for children in Path(f"/proc/{each}/task").glob("*/children"):
                waiting += [int(child) for child in children.read_text().split()]


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


def _key_hashes(path: Path) -> list[str]:
    """Return the hashes by which Chromium knows the keys of the certificates in a PEM file."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    keys = [each.public_key() for each in x509.load_pem_x509_certificates(path.read_bytes())]
    plain = [key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) for key in keys]
    return [base64.b64encode(hashlib.sha256(each).digest()).decode() for each in plain]


if __name__ == "__main__":
    # Looks for a browser that the practice web's own pages may be shown in: they need no sandbox.
    started = first_that_starts(Settings(chromium_sandbox=False))
    if started is None:
        sys.exit(1)
    sys.stdout.write(f"Chromium: {started.get('executable_path', started.get('channel', 'of Playwright'))}\n")
