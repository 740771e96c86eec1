"""Personal data never reach the disk: a practice crawl over real HTTP, and all it left searched for its people."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from barometer.crawling import crawl
from barometer.months import Month
from barometer.practice import phrases
from barometer.practice.posts import PlayedComment, posts_of
from barometer.practice.web import practice_web
from barometer.practice.world import world
from barometer.publish import publish
from barometer.settings import read_settings
from barometer.storage import DataFolder
from warehouse.build import build
from warehouse.read import open_warehouse, query

MONTH = Month(2026, 10)
ROUTES = ("website", "facebook", "graph_api")
AUTHORITIES = 6
PRIVATE = {"BAROMETER_ARCHIVE_SOCIAL": "false"}
"""The default of a real country; the practice country keeps its pages, which are nobody's."""
LONG = 20
"""Letters from which a sentence is somebody's own; "Heia!" and such stand in many places."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A month of some authorities, crawled, built and published; raw social-media pages are not kept."""
    here = world(MONTH)
    numbers = [number for number in here.authorities if here.own_page(number)][:AUTHORITIES]
    country = replace(here.country, authorities=tuple(here.authorities[number] for number in numbers))
    folder = DataFolder(tmp_path_factory.mktemp("data") / "xx")
    with practice_web(MONTH) as web:
        crawl(country, MONTH, folder, read_settings(), web.environment() | PRIVATE, routes=ROUTES)
    build(folder, country)
    publish(folder, country, MONTH)
    return folder


def said(comments: tuple[PlayedComment, ...]) -> Iterator[PlayedComment]:
    for each in comments:
        yield each
        yield from said(each.replies)


def personal() -> set[str]:
    """Return the citizens' names, their platform ids, and what was written on these authorities' pages."""
    here = world(MONTH)
    found = set(phrases.PEOPLE)
    for number in list(here.authorities):
        for account in here.accounts[number]:
            if account.channel != "facebook" or not account.exists or number not in NUMBERS:
                continue
            for post in posts_of(here, account):
                citizens = [each for each in said(post.threads) if not each.by_page]
                found |= {each.text for each in said(post.threads)} | {post.text}
                found |= {each.author_id for each in citizens} | ({post.author_id} if not post.by_page else set())
    return {each for each in found if len(each) >= LONG or each.isdigit() or each in phrases.PEOPLE}


NUMBERS = frozenset([number for number in world(MONTH).authorities if world(MONTH).own_page(number)][:AUTHORITIES])


def contents(folder: DataFolder) -> Iterator[tuple[str, str]]:
    """Yield every file as text, packed ones unpacked, and every table of the warehouse as rows of text."""
    for path in sorted(folder.root.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder.root)), unpacked(path.read_bytes()).decode("utf-8", errors="replace")
    with open_warehouse(folder.warehouse) as connection:
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where schema_name <> 'main'"
        ).fetchall()
        for (table,) in tables:
            yield table, "\n".join(map(repr, connection.execute(f"select * from {table}").fetchall()))


def unpacked(content: bytes) -> bytes:
    """Return content with every gzip member in it opened."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    opened, rest = b"", content
    while rest.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(wbits=31)
        opened += member.decompress(rest)
        rest = member.unused_data
    return opened


def found_in(text: str, words: set[str]) -> list[str]:
    # One pass over the text for names and sentences; numbers as whole words.
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if not word.isdigit())
    digits = set(re.findall(r"\d{14,16}", text)) & words
    return sorted({match[0] for match in re.finditer(pattern, text)} | digits)


def test_the_crawl_went_past_people_and_their_words(played: DataFolder) -> None:
    """Otherwise finding none of them proves nothing."""
    counts = query(played.warehouse, "select count(*) as n, count(*) filter (\"by\" = 'citizen') as citizens"
                                     " from raw.comment")  # fmt: skip
    assert counts["citizens"][0] > 20
    assert len(personal()) > 200


def test_no_name_no_message_and_no_persons_id_is_on_disk(played: DataFolder) -> None:
    words, seen = personal(), []
    found = {}
    for name, text in contents(played):
        seen.append(name)
        if each := found_in(text, words):
            found[name] = each[:3]
    assert found == {}
    for part in ("readings/", "archive/", "logs/", "editions/", "barometer.duckdb", "raw.comment", "mart.dialogue"):
        assert any(name.startswith(part) for name in seen), f"{part} was not searched"


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    words = {"Kari Uglevik", "Hvor kan jeg levere farlig avfall?", "123456789012345"}
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(b"x") + gzip.compress(b"av Kari Uglevik, 2026"))
    assert found_in(unpacked((tmp_path / "a.warc.gz").read_bytes()).decode(), words) == ["Kari Uglevik"]
    assert found_in('"id": "123456789012345", "q": "Hvor kan jeg levere farlig avfall?"', words) == [
        "123456789012345", "Hvor kan jeg levere farlig avfall?",
    ]  # fmt: skip
