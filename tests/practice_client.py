"""A client of the practice web for tests: real HTTP through the proxy, trusting its certificate authority."""

from __future__ import annotations

import ssl

import httpx

from barometer.practice.web import PracticeWeb


def client(web: PracticeWeb, **more) -> httpx.Client:
    """Return a client that reaches the practice web and nothing else."""
    context = ssl.create_default_context(cafile=str(web.ca_file))
    return httpx.Client(proxy=web.proxy, verify=context, timeout=2, trust_env=False, **more)
