"""What a person read in real pages against the parser, and the owner's own accounts against the judgement.

Rules of `labelled_accounts.csv`, written before any comparison (the commits that added rows hold nothing else):

- A page's source was searched for every platform's host in any spelling (escaped, encoded, in attributes, scripts,
  JSON and comments), for widgets that name an account without an address, and for feeds; every hit was read.
- `account`: an address, or a widget's own attribute, that leads to an account, page, group, channel or blog, wherever
  it stands: links, structured data, `article:publisher`, `twitter:site`, the arrays of scripts that write the icons.
- `rejected`, by the telling part of the address: share and intent links, posts, videos, photos, documents, events,
  hashtags, searches, front pages, log-ins, tracking, a vendor's code, all that is commented out, feeds of comments.
- `either`: a matter of taste. Feeds declared for programs or of a calendar, a term or a tag, and pages about feeds;
  `fb:pages` numbers; `twitter:creator`; an address that is text and no link; blog services that few know.
- `none`: the page names no platform. Such pages are half the test of precision.
- `own`: `yes` is the general account of the organisation whose website it is; `no` is anybody else's, and a part of
  it (a department, a service line, one for recruits); `unsure` is said where the page does not tell.

Batch 1 was labelled in an earlier session and tuned on. Batch 2 was labelled without sight of parser or tables, but
its pages were part of another table the parser had been tuned on: it measures the labels as much as the parser. Batch
3 are the few real pages that nothing had been tuned on. No label has been corrected after comparison.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from barometer.months import Month
from barometer.parse import website
from barometer.readings import Account, Link, Outcome, Page, PageRecord, Visit
from barometer.registry import Country, Words, load_country
from barometer.resolve import resolve
from tests.labelled import SOME_HOST, Claim, Score, body_of, labels, owners
from tests.shared import needs_real

NORWAY = load_country("no")
MONTH = Month(2026, 10)
NOW = datetime(2026, 10, 20, tzinfo=UTC)
# The words such a country's folder would carry; written before the accounts were judged.
WORDS = Words(
    contact=("contact", "kontakt"), overview=("social media",),
    follow=("follow us", "connect with us", "stay connected", "find us on", "folgen sie uns", "suivez-nous"),
    authority=("city", "county", "town", "department", "authority", "board", "commission"),
    sector={
        "person": ("mayor", "commissioner", "minister"), "virksomhet": ("library", "museum", "school", "zoo"),
        "sektor": ("careers", "karriere", "jobs", "planning", "health", "police", "elections"),
    },
)  # fmt: skip


def _page(file: str) -> Page:
    url = f"https://{owners().get(file, ('', SOME_HOST))[1]}/"
    return Page(
        url=url, final_url=url, status=200, content_type="text/html", body=body_of(file), fetched_at=NOW,
    )  # fmt: skip


@cache
def _links(file: str) -> tuple[Link, ...]:
    return tuple(each for each in website.parse(_page(file), NORWAY).readings if isinstance(each, Link))


def _claims(file: str) -> list[Claim]:
    return [Claim(link.channel, link.native_id, link.url) for link in _links(file) if link.native_id]


@needs_real
@pytest.mark.parametrize("batch", [1, 2, 3])
def test_links_are_those_a_person_reads(batch: int) -> None:
    score = Score()
    for file, rows in labels().items():
        if rows[0].batch == batch:
            score.add(file, _claims(file))
    print(f"\nbatch {batch}", score.report(), sep="\n")  # noqa: T201
    assert score.precision() >= 0.99
    assert score.recall() >= 0.98
    for channel in ("facebook", "instagram", "x", "youtube", "linkedin"):
        assert score.precision(channel) >= 0.99, channel
        assert score.recall(channel) >= 0.98, channel


@needs_real
def test_labels_are_whole() -> None:
    pages = labels()
    assert len(pages) >= 250
    assert sum(rows[0].batch >= 2 for rows in pages.values()) >= 75
    for file, rows in pages.items():
        assert {row.verdict for row in rows} <= {"account", "either", "rejected", "none"}, file
        assert len({row.batch for row in rows}) == 1, file
        assert all((row.own != "") == (row.verdict in ("account", "either")) for row in rows), file
        assert ("none" in {row.verdict for row in rows}) <= (len(rows) == 1), file
        assert body_of(file)


def _country(file: str) -> Country:
    """Return a country whose only authority is the page's owner."""
    name, host = owners()[file]
    authority = replace(NORWAY.in_force(MONTH.first)[0], name=name, official_names=(name,), website=f"https://{host}/")
    return replace(NORWAY, authorities=(authority,), words=WORDS, vendors=())


def _visit(file: str, country: Country) -> Visit:
    page = _page(file)
    reading = website.parse(page, country)
    number = country.authorities[0].number
    record = PageRecord(
        url=page.url, final_url=page.final_url, status=200, outcome=Outcome.OK, fetched_at=NOW, is_rendered=False,
        size=len(page.body), sha256="",
    )  # fmt: skip
    return Visit(
        visit_id=f"{MONTH}:website:{number}", month=str(MONTH), route="website", target=number,
        authority_number=number, channel=None, native_id=None, url=page.url, started_at=NOW, finished_at=NOW,
        outcome=reading.outcome, detail="", viewer="logged_out", parser_version="1", archive=None,
        archive_offset=None, archive_length=None, pages=(record,), readings=tuple(reading.readings),
    )  # fmt: skip


def _judged(file: str) -> list[Account]:
    country = _country(file)
    return [each for each in resolve(country, MONTH, [_visit(file, country)], ()) if each.channel != "rss"]


def _judge(score: Score, file: str) -> None:
    """Add one page: for each channel the chosen account is right, wrong, or missing where one is the owner's own."""
    rows = [row for row in labels()[file] if row.own and row.channel != "rss"]
    own = {(row.channel, row.id): row.own for row in rows}
    named = {row.channel for row in rows if (row.verdict, row.own) == ("account", "yes")}
    judged = _judged(file)
    chosen = {each.channel: each for each in judged if (each.role, each.status) == ("helhetlig", "official")}
    for channel in sorted(named | set(chosen)):
        if channel not in chosen:
            at_hand = [each for each in judged if each.channel == channel]
            others = [_told(each) for each in at_hand if own.get((channel, each.native_id)) == "yes"]
            score.missed.append((file, channel, " | ".join(others)))
            continue
        said = own.get((channel, chosen[channel].native_id), "no account")
        if said == "yes":
            score.right[channel] += 1
        elif said != "unsure":
            score.wrong.append((file, channel, f"{said}: {_told(chosen[channel])}"))


def _told(account: Account) -> str:
    return f"{account.native_id} ({account.role}, {account.status}: {'; '.join(account.evidence)})"


@needs_real
def test_the_chosen_account_is_the_owners_own() -> None:
    """Below the aim of 99 % and 98 %, and held at what was reached.

    Every saved page is taken for the front page of a site in a country of one authority with a dozen words, and no
    account is visited. The wrong ones are a department's, on its inner pages; the missing ones are candidates for a
    person to look at, most for where their links stand.
    """
    score = Score()
    for file in owners():
        _judge(score, file)
    print("\nchosen accounts", score.report(), sep="\n")  # noqa: T201
    assert score.precision() >= 0.99
    assert score.recall() >= 0.90
