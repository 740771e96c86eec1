"""`python -m barometer.bounded_worker`: the process in which pages are parsed, started by `bounded.py` only.

It reads a page from its socket, answers with a reading in JSON, and ends when the socket does: with its parent,
however that ended, or at the latest when the page in hand has used up its CPU time. The limits are the kernel's:
a timer whose signal ends the process, also inside a C library, and a ceiling on its address space.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import signal
import sys
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

from barometer.registry import Country

OUT_OF_MEMORY = 12
"""Exit code of a process for which a page was too large; ENOMEM."""
_LARGE = 2 << 20


def main() -> int:
    """Answer requests until the socket ends; return 0 then."""
    if len(sys.argv) != 2:
        sys.stderr.write("this process is started by barometer, with a socket to talk over\n")
        return 2
    # An interrupt is the parent's to deal with; the end of the socket tells what it came to.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(int(sys.argv[1]))
    try:
        _answer_all(connection)
    except (EOFError, ConnectionError):
        return 0
    except MemoryError:
        # Not by the ordinary way out, which needs memory itself.
        os._exit(OUT_OF_MEMORY)
    return 0


def _answer_all(connection: Connection) -> None:
    # Imported before there is a ceiling, so that it is the pages' own.
    from barometer.parse.page import read_page

    country, seconds, megabytes = _first(connection)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    connection.send_bytes(b"ready")
    request = b""
    # What a large page leaves of the memory lies in pieces: the page after it gets a process of its own.
    while len(request) < _LARGE:
        request = connection.recv_bytes()
        signal.setitimer(signal.ITIMER_PROF, seconds)
        page, channel, role = pickle.loads(request)
        answer = encode(read_page(page, channel, country, role))
        signal.setitimer(signal.ITIMER_PROF, 0)
        connection.send_bytes(answer)


def _first(connection: Connection) -> tuple[Country, float, int]:
    country, seconds, megabytes = pickle.loads(connection.recv_bytes())
    return country, seconds, megabytes


def encode(reading: Any) -> bytes:
    """Return a reading as JSON, without pydantic, which would double the time the process takes to start."""
    text = json.dumps(reading, default=_plain, ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        # Half of a character of two, which JSON can spell and nothing can store.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return {name: getattr(value, name) for name in value.__slots__}


if __name__ == "__main__":
    sys.exit(main())
