"""Shows a folder of published editions over HTTP, on this machine only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from barometer.errors import UsageError


class _QuietRequests(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for the address."""


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of a folder's files, bound to loopback and not yet running.

    Raises:
        UsageError: nothing is published there, or the port is taken.
    """
    if not folder.is_dir():
        raise UsageError(f"nothing is published in {folder}: run 'barometer month' first")
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_QuietRequests, directory=str(folder)))
    except OSError as error:
        raise UsageError(f"port {port} cannot be used ({error.strerror}): choose another with --port") from error


def serve_folder(folder: Path, port: int, say: Callable[[str], object]) -> None:
    """Serve until interrupted, after saying the address."""
    with server(folder, port) as running:
        say(f"http://127.0.0.1:{running.server_port}/ shows {folder}; Ctrl-C ends it")
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            say("ended")
