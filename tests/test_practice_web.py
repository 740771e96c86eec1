"""The practice web over real HTTP: TLS under CONNECT, refusals, faults of sites, its own end."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections import Counter

import httpx
import pytest

from barometer.months import Month
from barometer.permissions import permitted, read_permissions
from barometer.practice.answer import Asked
from barometer.practice.internet import Internet
from barometer.practice.manner import FAMILIES
from barometer.practice.web import practice_web
from barometer.practice.world import World, world
from barometer.settings import Settings
from tests.practice_client import client

MONTH = Month(2026, 10)


@pytest.fixture(scope="module")
def web():
    with practice_web(MONTH) as running:
        yield running


@pytest.fixture(scope="module")
def internet():
    return Internet(world(MONTH))


def site_with(internet, **wanted):
    """Return the website of the first authority whose site has these manners."""
    for number, manner in internet.sites.manners.items():
        if all(getattr(manner, name) == value for name, value in wanted.items()):
            return internet.world.authorities[number].website
    raise AssertionError(wanted)


def test_a_page_comes_over_tls_with_practice_time(web, internet):
    with client(web) as visitor:
        answer = visitor.get(site_with(internet, fault="", entry="direct", delay=0.0, compression="gzip"))
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["date"].startswith("Tue, 20 Oct 2026 04:0")
    assert 20_000 < len(answer.content) < 60_000


def test_plain_http_leads_to_https_and_www(web, internet):
    direct = site_with(internet, fault="", entry="direct", delay=0.0)
    apex = site_with(internet, fault="", entry="apex", delay=0.0)
    with client(web, follow_redirects=True) as visitor:
        assert str(visitor.get(direct.replace("https://www.", "http://")).url) == direct
        assert str(visitor.get(apex).url) == apex.replace("www.", "")


@pytest.mark.parametrize("url", ["https://www.finnes-ikke.kommune.xx/", "http://example.com/", "https://example.com/"])
def test_an_unknown_host_is_refused(web, url):
    with client(web) as visitor:
        if url.startswith("http://"):
            assert visitor.get(url).status_code == 502
        else:
            with pytest.raises(httpx.ProxyError, match="502"):
                visitor.get(url)


def test_one_connection_serves_many_requests(web, internet):
    host = site_with(internet, fault="", entry="direct", delay=0.0).split("/")[2]
    _, _, address = web.proxy.partition("//")
    with socket.create_connection(address.split(":"), timeout=2) as raw:
        raw.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n".encode())
        assert raw.recv(1000).startswith(b"HTTP/1.1 200")
        context = ssl.create_default_context(cafile=str(web.ca_file))
        with context.wrap_socket(raw, server_hostname=host) as secure:
            for _ in range(3):
                secure.sendall(f"HEAD /robots.txt HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                assert secure.recv(4000).startswith((b"HTTP/1.1 200", b"HTTP/1.1 404", b"HTTP/1.1 302"))


def test_faults_are_what_they_say(web, internet):
    with client(web) as visitor:
        assert visitor.get(site_with(internet, fault="front 404")).status_code == 404
        assert visitor.get(site_with(internet, fault="front 500")).status_code == 500
        assert visitor.get(site_with(internet, fault="robots 500") + "robots.txt").status_code == 500
        assert "Disallow: /\n" in visitor.get(site_with(internet, fault="robots disallow all") + "robots.txt").text
        with pytest.raises(httpx.ConnectError, match="certificate"):
            visitor.get(site_with(internet, fault="wrong certificate"))
        with pytest.raises(httpx.ProxyError, match="502"):
            visitor.get(site_with(internet, fault="no such host"))
        with pytest.raises(httpx.ReadTimeout):
            visitor.get(site_with(internet, fault="never answers"), timeout=0.3)
        with pytest.raises(httpx.TooManyRedirects):
            visitor.get(site_with(internet, fault="redirect loop"), follow_redirects=True)


def test_encodings_and_conditional_requests(web, internet):
    with client(web) as visitor:
        latin = visitor.get(site_with(internet, charset="latin-1", entry="direct", fault=""))
        assert latin.headers["content-type"] == "text/html; charset=ISO-8859-1"
        assert "å" in latin.text
        wrong = visitor.get(site_with(internet, charset="latin-1 said to be utf-8", entry="direct", fault=""))
        with pytest.raises(UnicodeDecodeError):
            wrong.content.decode("utf-8")
        tagged = site_with(internet, has_etag=True, entry="direct", fault="", delay=0.0)
        tag = visitor.get(tagged).headers["etag"]
        assert visitor.get(tagged, headers={"if-none-match": tag}).status_code == 304
        assert visitor.get(site_with(internet, compression="br", entry="direct", fault="")).headers[
            "content-encoding"
        ] == "br"  # fmt: skip


def test_every_family_is_played_and_small_enough(internet):
    families = Counter(manner.family for manner in internet.sites.manners.values())
    assert set(families) == {name for name, _ in FAMILIES} and len(families) >= 8
    assert 0.06 <= families["skript"] / sum(families.values()) <= 0.08
    for family in families:
        website = site_with(internet, family=family, fault="", entry="direct")
        size = len(internet.answer(Asked.of(website)).body)
        assert size > (3_000 if family == "skript" else 20_000), family
        assert size < 60_000, family


def test_two_builds_give_the_same_bytes():
    first, second = (Internet(World(MONTH)) for _ in range(2))
    urls = [authority.website for authority in list(first.world.authorities.values())[::25]]
    urls += ["https://www.facebook.com/glitreadalenkommune"]
    assert [first.answer(Asked.of(url)) for url in urls] == [second.answer(Asked.of(url)) for url in urls]
    assert first.answer(Asked.of(urls[1])) != Internet(World(MONTH, seed=2)).answer(Asked.of(urls[1]))


def test_the_environment_is_what_the_settings_read(web, monkeypatch):
    for name, value in web.environment().items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert settings.proxy == web.proxy
    assert settings.clock == MONTH.at(20, 4)
    assert settings.site_delay_seconds == 0 and settings.archive_social
    assert permitted(read_permissions(settings.permissions), "www.facebook.com", MONTH.first)


def test_the_server_stops_with_the_block_and_with_its_parent():
    with practice_web(MONTH) as running:
        port = int(running.proxy.rsplit(":", 1)[1])
    assert running.server.poll() == 0
    assert not is_open(port)
    parent = subprocess.Popen(
        [sys.executable, "-c",
         "from barometer.months import Month\nfrom barometer.practice.web import practice_web\nimport time\n"
         "with practice_web(Month(2026, 10)) as web:\n    print(web.proxy, flush=True)\n    time.sleep(60)"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    port = int(parent.stdout.readline().rsplit(":", 1)[1])
    assert is_open(port)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not is_open(port):
            break
        time.sleep(0.05)
    assert not is_open(port)


def is_open(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0
