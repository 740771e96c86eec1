"""Every real file of `../shared/real` through import and parsers: pages, web archives, API answers, recordings.

None may crash and each page gives an outcome. The table says how many ended how; a parser that reads more, or less,
than it did changes it, and the change is to be looked at.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from barometer.bounded import BoundedParser
from barometer.importing import FileResult, pages_in
from barometer.importing.bounds import ImportRefused
from barometer.importing.targets import Sites
from barometer.importing.visits import Gathering
from barometer.months import Month
from barometer.readings import Outcome
from barometer.registry import load_country
from tests.shared import REAL, needs_real

FOLDERS = ("sites", "hard", "social", "graph_api", "official_api", "web_archives")
MONTH = Month(2026, 10)


def address_for(path: Path) -> str:
    """Return what a person would give with --url for a file that does not say its address."""
    if path.parent.name == "graph_api":
        return "https://graph.facebook.com/v25.0/page"
    return f"https://www.example.org/{path.name}"


@cache
def imported(folder: str) -> tuple[list[FileResult], Gathering]:
    country = load_country("no")
    with BoundedParser(country) as parser:
        gathering = Gathering(parser, MONTH, None, Sites.of(country, country.in_force(MONTH.first)))
        results = [_imported(path, gathering) for path in sorted((REAL / folder).iterdir())]
    return results, gathering


def _imported(path: Path, gathering: Gathering) -> FileResult:
    result = FileResult(path=path)
    try:
        try:
            for page in pages_in(path, language="en", left_out=result.left_out):
                gathering.read(page, result, None)
        except ImportRefused as error:
            if "--url" not in str(error):
                raise
            for page in pages_in(path, address_for(path), language="en"):
                gathering.read(page, result, None)
    except ImportRefused as error:
        result.error = str(error)
    return result


# Pages by parser and outcome, as looked at by hand in November 2026: `unparsable` and `not_html` are single posts,
# lists of likes, registers and other answers that are about no account's figures.
ENDED = {
    "sites": {"website ok": 114, "website not_html": 2},
    "hard": {"website ok": 126, "website needs_browser": 1},
    "social": {
        "facebook ok": 11, "facebook unparsable": 8, "instagram ok": 1, "linkedin ok": 1, "mastodon ok": 5,
        "mastodon not_found": 1, "website not_html": 1, "x unparsable": 1, "youtube ok": 1, "youtube restricted": 1,
        "youtube unavailable": 1,
    },
    "graph_api": {"graph_api ok": 21, "graph_api unparsable": 12},
    "official_api": {"website not_html": 5},
    "web_archives": {"website ok": 101, "website not_found": 4, "website no_permission": 1},
}  # fmt: skip

REFUSED = {
    "koala_mock_facebook_responses.yml": "none of the formats",
    "klass_api_guide.adoc": "none of the formats",
    "ssb-klass-python__mock_response_data.txt": "none of the formats",
    # Both declare longer records than they hold.
    "ipwb__redirect.warc": "broken archive",
    "warcio__example-space-in-url.arc": "broken archive",
}


@needs_real
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_page_ends_in_an_outcome(folder: str) -> None:
    results, gathering = imported(folder)
    assert sum(result.pages for result in results) == len(gathering.fragments)
    ended = Counter(f"{each.channel} {each.seen.reading.outcome}" for each in gathering.fragments)
    assert dict(ended) == ENDED[folder]


@needs_real
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_gives_pages_or_says_why_not(folder: str) -> None:
    for result in imported(folder)[0]:
        if result.path.name in REFUSED:
            assert REFUSED[result.path.name] in str(result.error)
        else:
            assert result.error is None, result.path.name
            assert result.pages or result.left_out, result.path.name


@needs_real
def test_only_what_was_read_carries_readings() -> None:
    for folder in FOLDERS:
        for each in imported(folder)[1].fragments:
            reading = each.seen.reading
            assert reading.outcome is Outcome.OK or not reading.readings
            assert reading.outcome is Outcome.OK or reading.detail, each.seen.record.url


@needs_real
@pytest.mark.parametrize(
    ("folder", "target", "counters"),
    [
        ("social", "facebook:nintendo", {"likes": 5_411_563, "talking_about": 25_177}),
        ("social", "facebook:adwokatburtowy", {"likes": 392, "followers": 408, "talking_about": 14}),
        ("social", "instagram:teslamotors", {"followers": 8_808_002}),
        ("social", "linkedin:company/audiense", {"followers": 5_750}),
        ("graph_api", "facebook:coca-cola", {"likes": 87_740_037, "talking_about": 784_255}),
        ("graph_api", "facebook:mountaindew", {"likes": 5_083_988}),
    ],
)
def test_figures_that_a_person_read(folder: str, target: str, counters: dict[str, int]) -> None:
    found = {visit.target: visit for visit, _ in imported(folder)[1].visits(())}[target]
    read = {each.kind: (each.low, each.high) for each in found.readings if each.type == "counter"}
    assert {kind: read[kind] for kind in counters} == {kind: (value, value) for kind, value in counters.items()}
