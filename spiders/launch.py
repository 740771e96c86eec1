"""Crawl processes: started with a job, watched, ended with the command; one that fails shows its last lines.

Each route is a process of its own, because Twisted's reactor can run once only, and because a crawl that is killed
or runs wild takes nothing with it. Nothing here imports Scrapy.
"""

from __future__ import annotations

import json
import os
import queue
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import certifi
from pydantic import SecretStr

from barometer.errors import BarometerError
from barometer.settings import Settings
from spiders.job import CrawlJob

Progress = Callable[[str, int, int], None]
"""Called with route, targets done, targets in all."""

_LOG_LINES = 12


def run_jobs(jobs: Sequence[CrawlJob], environment: dict[str, str], progress: Progress | None) -> dict[str, float]:
    """Run some routes, as many at once as there are processors; return each one's wall time in seconds.

    Raises:
        BarometerError: a process ended early; what it had committed stays.
    """
    told: queue.Queue[tuple[str, int, int]] = queue.Queue()
    running: list[subprocess.Popen[bytes]] = []
    pool = ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2))
    try:
        ends = [pool.submit(_run, job, environment, told, running) for job in jobs]
        while not all(end.done() for end in ends) or not told.empty():
            try:
                route, done, total = told.get(timeout=0.1)
            except queue.Empty:
                continue
            if progress:
                progress(route, done, total)
        return {job.route: end.result() for job, end in zip(jobs, ends, strict=True)}
    finally:
        # Only on an error or an interrupt is anything still running here; being killed loses it nothing.
        for process in running:
            process.kill()
        pool.shutdown(cancel_futures=True)


def _run(
    job: CrawlJob, environment: dict[str, str], told: queue.Queue[tuple[str, int, int]],
    running: list[subprocess.Popen[bytes]],
) -> float:  # fmt: skip
    began = time.monotonic()
    log = job.folder.logs / f"{job.month}-{job.route}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        command = [sys.executable, "-m", "spiders"]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, stderr=out)
    assert process.stdin is not None and process.stdout is not None
    running.append(process)
    try:
        process.stdin.write(job.encode())
        # Left open: its end tells the process that this command is gone.
        process.stdin.flush()
        for line in process.stdout:
            said = json.loads(line)
            told.put((job.route, said["done"], said["total"]))
    except BrokenPipeError:
        # It ended before it had read its job; its log says why.
        pass
    code = process.wait()
    running.remove(process)
    if code:
        last = log.read_text(errors="replace").splitlines()[-_LOG_LINES:]
        raise BarometerError(
            f"the {job.route} crawl ended early (exit code {code}); visits already made are kept, run 'barometer"
            f" crawl' again to go on. The end of {log}:\n" + "\n".join(f"  {line}" for line in last)
        )
    return time.monotonic() - began


@contextmanager
def child_environment(operator: Settings) -> Iterator[dict[str, str]]:
    """Yield the environment of a crawl process: every setting by its name, and the certificates to trust."""
    child = {name: value for name, value in os.environ.items() if not name.startswith("BAROMETER_")}
    for name in Settings.model_fields:
        value = getattr(operator, name)
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        if isinstance(value, datetime):
            value = value.isoformat()
        if value is not None:
            child[f"BAROMETER_{name.upper()}"] = str(value)
    system = ssl.get_default_verify_paths()
    if operator.ca_file is None:
        # A Python that was not built for this machine may find no certificates where it looks.
        found = {} if system.cafile or system.capath else {"SSL_CERT_FILE": certifi.where()}
        yield {**child, **found}
        return
    # OpenSSL reads one file in place of the system's, so that file has to hold both.
    with tempfile.NamedTemporaryFile("wb", suffix=".pem") as bundle:
        bundle.write(operator.ca_file.read_bytes())
        bundle.write(b"\n" + Path(system.cafile or certifi.where()).read_bytes())
        bundle.flush()
        yield {**child, "SSL_CERT_FILE": bundle.name}
