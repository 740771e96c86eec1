"""The tests' edition as the pages of authorities see it: fixtures and ways to read a page, for several test files."""

from __future__ import annotations

import pytest
from lxml import html

from barometer.months import Month
from barometer.publishing.authority import AuthorityPages
from barometer.publishing.edition import Edition
from barometer.publishing.mart import read_mart
from tests.make_edition import Published, published

MONTH = Month.parse("2026-10")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published(tmp_path_factory)


@pytest.fixture(scope="module")
def edition(made: Published) -> Edition:
    return Edition(country=made.country, mart=read_mart(made.folder.warehouse, MONTH), contact="feil@barometer.example")


@pytest.fixture(scope="module")
def pages(edition: Edition) -> AuthorityPages:
    return AuthorityPages(edition)


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split()).replace("\N{NO-BREAK SPACE}", " ")


def page_of(made: Published, number: str, folder: str = "kommune") -> html.HtmlElement:
    [path] = (made.site / folder).glob(f"{number}-*.html")
    return html.fromstring(path.read_text())


__all__ = ["MONTH", "edition", "made", "page_of", "pages", "text_of"]
