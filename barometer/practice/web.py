"""Starts and stops the practice web for a month: one process of its own, gone when the `with` block or we end."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from barometer.errors import UnreachableError
from barometer.months import Month

GRAPH_TOKEN = "practice-graph-token"
YOUTUBE_KEY = "practice-youtube-key"
X_TOKEN = "practice-x-token"
INSTAGRAM_USER_ID = "17841400000000001"
_PERMISSION = """\
[[permission]]
host = "{host}"
given_by = "the practice web, which is invented"
given_on = 2000-01-01
scope = "every page of it"
"""
_PUBLIC_PAGES = ("www.facebook.com", "www.instagram.com", "www.youtube.com")


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeWeb:
    """A running practice web."""

    month: Month
    """Month that is played."""
    seed: int
    """Seed of its world."""
    proxy: str
    """Forward proxy through which the whole web is reached: `http://127.0.0.1:<port>`."""
    ca_file: Path
    """Certificate authority to trust, PEM."""
    permissions: Path
    """The permission that this web gives to read its public pages."""
    server: subprocess.Popen[str]
    """The process that serves it."""

    @property
    def clock(self) -> datetime:
        """The instant at which the month is observed, UTC."""
        return self.month.at(20, 4)

    def environment(self) -> dict[str, str]:
        """Return the settings that make a crawl visit this web, as environment variables."""
        return {
            "BAROMETER_PROXY": self.proxy,
            "BAROMETER_CA_FILE": str(self.ca_file),
            "BAROMETER_CLOCK": self.clock.isoformat(),
            "BAROMETER_SITE_DELAY_SECONDS": "0",
            # Its slow sites take two seconds; its silent ones are waited for twice.
            "BAROMETER_TIMEOUT_SECONDS": "6",
            "BAROMETER_CHROMIUM_SANDBOX": "false",
            "BAROMETER_GRAPH_TOKEN": GRAPH_TOKEN,
            "BAROMETER_YOUTUBE_KEY": YOUTUBE_KEY,
            "BAROMETER_INSTAGRAM_USER_ID": INSTAGRAM_USER_ID,
            "BAROMETER_X_TOKEN": X_TOKEN,
            "BAROMETER_PERMISSIONS": str(self.permissions),
            "BAROMETER_ARCHIVE_SOCIAL": "true",
        }

    def stop(self) -> None:
        """End the server; harmless when it has ended."""
        if self.server.stdin is not None:
            with suppress(OSError):
                self.server.stdin.close()
        try:
            self.server.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()
        if self.server.stdout is not None:
            self.server.stdout.close()


@contextmanager
def practice_web(month: Month, seed: int = 1, port: int = 0) -> Iterator[PracticeWeb]:
    """Play the web of country xx in a month.

    Raises:
        UnreachableError: the server did not start; the message carries what it said.
    """
    with tempfile.TemporaryDirectory(prefix="barometer-practice-") as folder:
        web = _started(month, seed, Path(folder), port)
        try:
            yield web
        finally:
            web.stop()


def serve(month: Month, seed: int = 1, port: int = 0, say: Callable[[str], object] = print) -> None:
    """Keep the practice web up until interrupted; `say` is given the lines that tell a person how to look at it."""
    with practice_web(month, seed, port) as web:
        say(f"The web of country xx in {month} stands behind the proxy {web.proxy}, until Ctrl-C. For example:")
        say(f"  curl --proxy {web.proxy} --cacert {web.ca_file} -L https://www.storgard.kommune.xx/")
        say(f"  chromium --proxy-server={web.proxy} --ignore-certificate-errors --user-data-dir=$(mktemp -d)")
        with suppress(KeyboardInterrupt):
            web.server.wait()


def _started(month: Month, seed: int, folder: Path, port: int) -> PracticeWeb:
    command = [
        sys.executable, "-m", "barometer.practice.server", "--month", str(month), "--seed", str(seed),
        "--folder", str(folder), "--port", str(port),
    ]  # fmt: skip
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    line = server.stdout.readline()
    if not line:
        raise UnreachableError(
            f"the practice web did not start (exit code {server.wait()}): see the message above it, and check that"
            f" {f'port {port}' if port else 'a port on 127.0.0.1'} is free"
        )
    announced = json.loads(line)
    permissions = folder / "permissions.toml"
    permissions.write_text("\n".join(_PERMISSION.format(host=host) for host in _PUBLIC_PAGES))
    return PracticeWeb(
        month=month,
        seed=seed,
        proxy=f"http://127.0.0.1:{announced['port']}",
        ca_file=Path(announced["ca_file"]),
        permissions=permissions,
        server=server,
    )
