"""Visits made from one line each, for tests of `resolve`, and the labelled table `resolve_cases.csv` read into them.

A line of the table: scene (lines of one scene are judged together; empty: alone), authority number, account
(`channel:id`, `channel.kind:id`, or a Facebook page's id alone), where the link stands (`page place @heading`; empty:
front page, footer), its words (empty: the platform's name; `-`: none), what a visit of the account showed – name,
category (empty: a government organisation; `-`: none), website –, the role and standing it should get, and why.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from barometer.months import Month
from barometer.readings import Link, Outcome, PageRecord, Profile, Visit
from barometer.registry import load_country
from barometer.resolve import resolve

CASES = Path(__file__).with_name("resolve_cases.csv")
MONTH = Month(2026, 10)
NOW = datetime(2026, 10, 20, 4, tzinfo=UTC)
NORWAY = load_country("no")
SITES = {each.number: each.website for each in NORWAY.in_force(MONTH.first)}
COMPANY = "Government organization"


def link(
    native_id: str, channel: str = "facebook", place: str = "footer", role: str = "front", kind: str = "page",
    text: str = "Facebook", context: str = "",
) -> Link:  # fmt: skip
    """Return a link to an account, in the footer of the front page unless said otherwise."""
    return Link(
        page_url="https://x.no/", page_role=role, url="https://x.no/", channel=channel, native_id=native_id, kind=kind,
        rejected=None, place=place, text=text, label="", context=context,
    )  # type: ignore[arg-type]  # fmt: skip


def visit(
    number: str, readings: Any, channel: str | None = None, native_id: str | None = None,
    outcome: Outcome = Outcome.OK, *, at: datetime = NOW, route: str | None = None, month: Month = MONTH,
) -> Visit:  # fmt: skip
    """Return a visit of an authority's website, or of an account."""
    target = f"{channel}:{native_id}" if channel else number
    way = route or channel or "website"
    page = PageRecord(
        url=SITES[number], final_url=SITES[number], status=200, outcome=outcome, fetched_at=at, is_rendered=False,
        size=1, sha256="",
    )  # fmt: skip
    return Visit(
        visit_id=f"{month}:{way}:{target}", month=str(month), route=way, target=target, authority_number=number,
        channel=channel, native_id=native_id, url=SITES[number], started_at=at, finished_at=at, outcome=outcome,
        detail="", viewer="logged_out", parser_version="1", archive=None, archive_offset=None, archive_length=None,
        pages=(page,), readings=tuple(readings),
    )  # type: ignore[arg-type]  # fmt: skip


def profile(
    native_id: str, name: str, website: str | None = None, category: str | None = COMPANY, own_id: str | None = None,
    channel: str = "facebook",
) -> Profile:  # fmt: skip
    """Return what an account says of itself."""
    return Profile(
        channel=channel, native_id=own_id or native_id, username=native_id, name=name, website=website,
        category=category, is_verified=None, last_post_at=None,
    )  # type: ignore[arg-type]  # fmt: skip


def seen(number: str, native_id: str, name: str, website: str | None = None, **more: Any) -> Visit:
    """Return a visit that showed a Facebook account's own words."""
    return visit(number, [profile(native_id, name, website, **more)], "facebook", native_id)


def cases() -> list[dict[str, str]]:
    """Return the lines of the table, comments left out."""
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter=";"))


def _scenes() -> Iterator[list[dict[str, str]]]:
    together: dict[str, list[dict[str, str]]] = {}
    for case in cases():
        if case["scene"]:
            together.setdefault(case["scene"], []).append(case)
        else:
            yield [case]
    yield from together.values()


def _account(case: dict[str, str]) -> tuple[str, str, str]:
    platform, _, native_id = case["account"].rpartition(":")
    channel, _, kind = (platform or "facebook").partition(".")
    return channel, native_id, kind or ("group" if native_id.startswith("groups/") else "page")


def _visits(case: dict[str, str]) -> Iterator[Visit]:
    channel, native_id, kind = _account(case)
    where, _, heading = (case["where"] or "front footer").partition(" @")
    role, _, place = where.partition(" ")
    words = {"": channel.capitalize(), "-": ""}.get(case["text"], case["text"])
    found = link(native_id, channel, place, role, kind, words, heading)
    yield visit(case["number"], [found])
    if case["name"]:
        category = {"": COMPANY, "-": None}.get(case["category"], case["category"])
        said = profile(native_id, case["name"], case["website"] or None, category, channel=channel)
        yield visit(case["number"], [said], channel, native_id)


@cache
def measure() -> tuple[tuple[str, str, str], ...]:
    """Return, per line of the table: verdict, line, and what was judged.

    The verdict is `right`, `cautious` (a candidate that is official in truth) or `wrong`.
    """
    rows = []
    for scene in _scenes():
        accounts = resolve(NORWAY, MONTH, [each for case in scene for each in _visits(case)], ())
        judged = {(each.authority_number, each.channel, each.native_id): each for each in accounts}
        for case in scene:
            account = judged[(case["number"], *_account(case)[:2])]
            got = f"{account.role} {account.status}"
            is_cautious = account.status == "kandidat" and case["expected"].endswith("official")
            verdict = "right" if got == case["expected"] else "cautious" if is_cautious else "wrong"
            asked = " | ".join(value for key, value in case.items() if value and key != "expected")
            rows.append((verdict, f"{asked} → {case['expected']}", f"{got}: {'; '.join(account.evidence)}"))
    return tuple(rows)
