"""The practice web's own process: `python -m barometer.practice.server --month 2026-10 --seed 1 --folder DIR`.

Prints one line of JSON with the port and the file of its certificate authority once it listens, and ends when its
standard input ends: a parent that dies, however it dies, takes it along.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from barometer.months import Month
from barometer.practice.certificates import Certificates
from barometer.practice.internet import Internet
from barometer.practice.proxy import Connection, Web
from barometer.practice.world import world


async def run(month: Month, seed: int, folder: Path, port: int) -> None:
    """Serve until standard input ends."""
    here = world(month, seed)
    web = Web(Internet(here), Certificates(folder), here.now)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(web), "127.0.0.1", port, backlog=512)
    # The world stays; sweeping through it again and again would cost a tenth of the time.
    gc.freeze()
    announced = {"port": server.sockets[0].getsockname()[1], "ca_file": str(web.certificates.ca_file)}
    sys.stdout.write(json.dumps(announced) + "\n")
    sys.stdout.flush()
    ended = asyncio.Event()
    loop.add_reader(sys.stdin.fileno(), lambda: None if os.read(sys.stdin.fileno(), 1024) else ended.set())
    await ended.wait()
    server.close()


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="python -m barometer.practice.server", description=__doc__)
    parser.add_argument("--month", required=True, type=Month.parse)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", required=True, type=Path)
    parser.add_argument("--port", type=int, default=0)
    asked = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(run(asked.month, asked.seed, asked.folder, asked.port))


if __name__ == "__main__":
    main()
