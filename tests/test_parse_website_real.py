"""Real front and inner pages: every one is read, and the accounts on them are those that a person saw there.

`real_website_accounts.csv` names, for 171 pages, every account in the page's links, buttons, plugins, head and
structured data; commented-out links and addresses in style sheets are not on the page.
"""

from __future__ import annotations

import csv
import time
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from barometer.parse.page import read_page
from barometer.readings import Outcome, Page, PageReading
from barometer.registry import load_country
from tests.shared import REAL, needs_real

TABLE = Path(__file__).parent / "real_website_accounts.csv"
COUNTRY = load_country("no")


@cache
def _readings() -> tuple[dict[str, PageReading], float]:
    """Return the reading of every real page by folder and name, and the processor time of all, seconds."""
    found = {}
    pages = [file for folder in ("sites", "hard") for file in sorted((REAL / folder).iterdir())]
    bodies = {f"{file.parent.name}/{file.name}": file.read_bytes() for file in pages}
    began = time.process_time()
    for name, body in bodies.items():
        url = "https://www.example.no/"
        page = Page(
            url=url, final_url=url, status=200, content_type="text/html", body=body,
            fetched_at=datetime(2026, 10, 20, tzinfo=UTC),
        )  # fmt: skip
        found[name] = read_page(page, "website", COUNTRY)
    return found, time.process_time() - began


@needs_real
def test_every_page_is_read():
    readings, _ = _readings()
    assert Counter(reading.outcome for reading in readings.values()) == {Outcome.OK: 242, Outcome.NOT_HTML: 1}
    # An answer in JSON that was saved under the name of a page.
    assert readings["sites/cs-ca__la_city_government.html"].outcome is Outcome.NOT_HTML


@needs_real
def test_the_accounts_are_those_that_stand_on_the_page():
    readings, seconds = _readings()
    rows = list(csv.DictReader(TABLE.open(encoding="utf-8")))
    assert len(rows) == 171
    missed, extra, right = [], [], 0
    for row in rows:
        links = readings[row["page"]].readings
        found = {f"{link.channel}:{link.native_id}" for link in links if link.native_id}
        expected = set(row["accounts"].split())
        missed += [(row["page"], each) for each in sorted(expected - found)]
        # The table is older than the reading of a site's own feeds; `labelled_accounts.csv` judges those.
        extra += [(row["page"], each) for each in sorted(found - expected) if not each.startswith("rss:")]
        right += len(found & expected)
    print(f"{right} accounts right, {len(missed)} missed, {len(extra)} too many, {1000 * seconds / 243:.1f} ms a page")  # noqa: T201
    assert (missed, extra) == ([], [])
    assert right > 600


@needs_real
def test_only_the_page_whose_footer_is_fetched_asks_for_a_browser():
    readings, _ = _readings()
    assert [name for name, reading in readings.items() if reading.needs_browser] == ["hard/forma__trendo.bg-2.html"]


@needs_real
def test_a_page_names_at_most_five_pages_of_its_own_site_to_read_next():
    readings, _ = _readings()
    for reading in readings.values():
        assert len(reading.next_urls) <= 5
        assert all(url.startswith("https://www.example.no/") for url in reading.next_urls)


@needs_real
def test_places_are_those_a_person_sees():
    readings, _ = _readings()
    seen = {
        "hard/juri__dc_example.html": {"follow_block"},
        "sites/cs-ca__la_port_24.html": {"footer"},
        "sites/cs-wichita__wicks_sedgwick_jcab.html": {"header"},
        "sites/civic-scraper__civplus_alameda_water.html": {"header"},
        "sites/cs-wichita__wicks_boe.html": {"script"},
        "hard/forma__mingle2.com-1.html": {"iframe"},
        "hard/traf__elcomercio.pe-kenjifujimori.html": {"meta"},
    }
    for page, places in seen.items():
        assert {link.place for link in readings[page].readings if link.native_id} == places, page
