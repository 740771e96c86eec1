"""Scrapy's side of the egress over real HTTP: what leads inside is refused, written down, and never "no account"."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from barometer.crawling import crawl
from barometer.errors import UsageError
from barometer.months import Month
from barometer.readings import Outcome, Visit
from barometer.readings_file import read
from barometer.settings import read_settings
from barometer.storage import DataFolder
from spiders.addresses import Rules
from spiders.connections import connector
from spiders.egress import Egress, EgressRefused
from tests.crawl_web import Answer, Web, invented_country, loopback_web, page, site

MONTH = Month(2026, 10)
Crawled = tuple[Web, Web, dict[str, Visit], list[dict[str, str]]]
META = '<meta http-equiv="refresh" content="0; url={}">'


def _lead(url: str) -> Answer:
    return Answer(status=302, headers={"Location": url})


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """Crawl one public web, the way straight to it excepted, beside an inside web that nobody excepted."""
    folder = DataFolder(tmp_path_factory.mktemp("egress") / "zz")
    with loopback_web() as web, loopback_web() as inside:
        secret = f"127.0.0.1:{inside.port}"
        inside.hosts = {"127.0.0.1": site({"/": page("wrongplace")})}
        headers = {f"X-{number}": "x" * 1000 for number in range(70)}
        pages = {
            "/plain": page("storvikkommune"),
            "/redirect": _lead(f"http://{secret}/"),
            "/redirect-named": _lead(f"http://localhost:{inside.port}/"),
            "/redirect-mapped": _lead(f"http://[::ffff:7f00:1]:{inside.port}/"),
            "/redirect-number": _lead(f"http://2130706433:{inside.port}/"),
            "/redirect-octal": _lead(f"http://0177.0.0.1:{inside.port}/"),
            "/redirect-metadata": _lead("http://169.254.169.254/latest/meta-data/"),
            "/redirect-tls": _lead(f"https://{secret}/"),
            "/redirect-twice": _lead("/redirect"),
            "/refresh": page().replace("<title>", META.format(f"http://{secret}/") + "<title>"),
            "/large": Answer(b"x" * (10 * 1024 * 1024 + 1)),
            "/headers": Answer(page("storvikkommune"), headers=headers),
            "/header": Answer(page("storvikkommune"), headers={"X-One": "x" * 70_000}),
            "/some-headers": Answer(page("storvikkommune"), headers={"X-One": "x" * 20_000}),
        }
        web.hosts = {"127.0.0.1": site(pages)}
        websites = {f"9{at:03d}": f"http://127.0.0.1:{web.port}{path}" for at, path in enumerate(pages)}
        settings = web.settings(proxy=None, egress_allow=f"127.0.0.1:{web.port}", timeout_seconds=8)
        crawl(invented_country(websites), MONTH, folder, settings, {}, routes=["website"])
        visits = {list(pages)[int(each.target) - 9000]: each for each in read(folder.route(MONTH, "website"), Visit)}
        lines = (folder.logs / f"{MONTH}-website.refused.jsonl").read_text().splitlines()
        yield web, inside, visits, [json.loads(line) for line in lines]


INWARD = [
    "/redirect", "/redirect-named", "/redirect-mapped", "/redirect-number", "/redirect-octal", "/redirect-metadata",
    "/redirect-tls", "/redirect-twice", "/refresh",
]  # fmt: skip


@pytest.mark.parametrize("path", INWARD)
def test_a_page_that_leads_inside_is_not_followed_and_says_so(crawled: Crawled, path: str) -> None:
    visit = crawled[2][path]
    assert visit.outcome is Outcome.UNREACHABLE
    assert "inside" in visit.detail and visit.detail.endswith(": refused")
    assert visit.readings == ()


def test_nothing_arrived_inside_and_nothing_was_asked_twice(crawled: Crawled) -> None:
    web, inside, *_ = crawled
    assert inside.asked == []
    # "/redirect" is where "/redirect-twice" leads.
    assert web.paths("127.0.0.1").count("/redirect-metadata") == 1
    assert web.paths("127.0.0.1").count("/redirect") == 2


def test_each_refusal_was_written_down(crawled: Crawled) -> None:
    _, inside, _, lines = crawled
    hosts = {(line["host"], int(line["port"])) for line in lines}
    assert {
        ("127.0.0.1", inside.port), ("localhost", inside.port), ("::ffff:7f00:1", inside.port), ("169.254.169.254", 80),
    } <= hosts  # fmt: skip
    assert {line["asked_by"] for line in lines} == {"website"}
    assert all(datetime.fromisoformat(line["at"]).tzinfo for line in lines)


def test_a_page_beside_them_is_read(crawled: Crawled) -> None:
    assert crawled[2]["/plain"].outcome is Outcome.OK
    assert crawled[2]["/some-headers"].outcome is Outcome.OK


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/large", "the body is larger than 10 MiB"),
        ("/headers", "the headers are larger than 64 KiB"),
        ("/header", "the headers are larger than 64 KiB"),
    ],
)
def test_an_answer_beyond_the_limits_is_too_large_and_written_down(crawled: Crawled, path: str, detail: str) -> None:
    assert (crawled[2][path].outcome, crawled[2][path].detail) == (Outcome.TOO_LARGE, detail)
    assert detail in {line["reason"] for line in crawled[3]}


def test_behind_an_upstream_proxy_inside_hosts_are_refused_before_it_is_asked(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "zz")
    leads = {"number": "http://10.0.0.8/", "name": "http://db.internal/", "plain": ""}
    with loopback_web() as web:
        web.hosts = {
            f"www.{name}.no": site({"/": _lead(url) if url else page("storvikkommune")}) for name, url in leads.items()
        }
        web.hosts |= {host: site({"/": page("wrongplace")}) for host in ("10.0.0.8", "db.internal")}
        country = invented_country({f"900{at}": f"http://www.{name}.no/" for at, name in enumerate(leads)})
        crawl(country, MONTH, folder, web.settings(), {}, routes=["website"])
        assert web.paths("10.0.0.8") == web.paths("db.internal") == []
    visits = {each.target: each for each in read(folder.route(MONTH, "website"), Visit)}
    assert visits["9000"].detail == "leads to an inside address (10.0.0.8, private network): refused"
    assert visits["9001"].detail == "db.internal is a name of an inside network: refused"
    assert visits["9002"].outcome is Outcome.OK


def _gate(folder: Path, names: dict[str, list[list[str]]], allow: str = "") -> Egress:
    """Return an egress whose name server gives each name its answers in turn, the last one for ever."""

    async def resolve(host: str, port: int) -> list[str]:
        answers = names[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    return Egress(Rules(allow), now=lambda: datetime.now(UTC), record=folder / "refused.jsonl", resolve=resolve)


def _get(gate: Egress, *urls: str) -> list[str]:
    async def ask() -> list[str]:
        said = []
        async with aiohttp.ClientSession(connector=connector(gate, "website")) as session:
            for url in urls:
                try:
                    async with session.get(url) as answer:
                        said.append(str(answer.status))
                except (EgressRefused, aiohttp.ConnectionTimeoutError) as error:
                    said.append(str(error))
        return said

    return asyncio.run(ask())


def test_a_name_that_points_inside_is_refused_also_when_it_changes_its_mind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with loopback_web() as web:
        web.hosts = {"www.storvik.no": site({"/": page("storvikkommune")})}
        url = f"http://www.storvik.no:{web.port}/"
        monkeypatch.setattr("spiders.addresses.PORTS", frozenset({web.port}))
        answers = [["127.0.0.1"], ["10.0.0.8"], ["127.0.0.1"]]
        assert _get(_gate(tmp_path, {"www.storvik.no": answers}, "127.0.0.1/32"), url) == ["200"]
        # One look-up a connection: what was checked is what is used, whatever the next answer would be.
        assert len(answers) == 2
        refused = "leads to an inside address (10.0.0.8, private network): refused"
        assert _get(_gate(tmp_path, {"www.storvik.no": answers}, "127.0.0.1/32"), url) == [refused]
        refused = "leads to an inside address (127.0.0.1, loopback): refused"
        assert _get(_gate(tmp_path, {"www.storvik.no": answers}), url) == [refused]
        assert len(web.asked) == 1
    assert "10.0.0.8" in (tmp_path / "refused.jsonl").read_text()


def test_of_several_addresses_only_the_checked_are_used(tmp_path: Path) -> None:
    gate = _gate(tmp_path, {"www.storvik.no": [["10.0.0.8", "1.1.1.1", "::1"]]})
    assert asyncio.run(gate.addresses("www.storvik.no", 443, "website")) == ["1.1.1.1"]
    assert {each.address for each in gate.refusals} == {"10.0.0.8", "::1"}


def test_an_address_that_no_check_of_hosts_saw_is_refused_before_a_socket_is_made(tmp_path: Path) -> None:
    with loopback_web() as inside:
        inside.hosts = {"127.0.0.1": site({"/": page("wrongplace")})}
        said = _get(_gate(tmp_path, {}), f"http://127.0.0.1:{inside.port}/")
        assert said == ["an address that was not checked: refused"]
        assert inside.asked == []


def test_a_connection_is_waited_for_less_long_than_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spiders.egress.CONNECT_SECONDS", 0.2)
    # Listens, and never says a word: over TLS, the connection is not made.
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"https://127.0.0.1:{deaf.getsockname()[1]}/"
        began = time.monotonic()
        assert _get(_gate(tmp_path, {}, "127.0.0.1/32"), url) == [f"Connection timeout to host {url}"]
    assert time.monotonic() - began < 10


def test_what_is_written_down_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spiders.egress.MOST_REFUSALS", 100)
    gate = _gate(tmp_path, {})
    for number in range(150):
        gate.refuse("browser", f"a{number}.example", 80, "leads inside")
        gate.refuse("browser", f"a{number}.example", 80, "leads inside")
    assert len((tmp_path / "refused.jsonl").read_text().splitlines()) == 100


@pytest.mark.parametrize("wrong", ["127.0.0.1", "10.0.0.0/99", "host:", ":80", "host:web", "10.0.0.8:70000"])
def test_an_exception_that_cannot_be_meant_is_named(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("BAROMETER_EGRESS_ALLOW", f"10.1.0.0/16, {wrong}")
    with pytest.raises(UsageError, match="egress_allow"):
        read_settings()


def test_what_one_asker_was_refused_is_not_the_reason_of_another(tmp_path: Path) -> None:
    gate = _gate(tmp_path, {})
    gate.too_large("website", "www.storvik.no", 80, "the body is larger than 10 MiB")
    assert gate.refused("browser", "http://www.storvik.no/") is None
    gate.too_large("browser", "www.storvik.no", 443, "one connection brought more than 64 MiB")
    refused = gate.refused("browser", "https://www.storvik.no/")
    assert refused is not None and refused.outcome is Outcome.TOO_LARGE
