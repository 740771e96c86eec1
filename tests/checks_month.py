"""A clean month for the checks: twenty-five authorities over two months, from real readings files through the build."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from barometer.months import Month
from barometer.readings import Comment, Feed, Outcome, Post, Reading, Visit
from barometer.registry import Authority, Country, Population
from barometer.storage import DataFolder
from tests.checks_published import figures, national
from tests.make_readings import Maker, authority, counter, instant, profile

MONTH = Month.parse("2026-10")
WALLED, PAGELESS, WALLED_BEFORE = "0111", "0206", "0113"


def rows() -> list[tuple[Authority, Population]]:
    """Return 24 municipalities in two counties and one county authority, small to large."""
    made = [
        authority(f"01{order:02d}" if order % 2 else f"02{order:02d}", f"Vik{order}", 900 + 700 * order * order // 4)
        for order in range(1, 25)
    ]
    return [*made, authority("02", "Fjellvik", 90000, kind="fylkeskommune")]


def clean_month(root: Path, months: tuple[str, ...] = ("2026-09", "2026-10")) -> tuple[DataFolder, Country]:
    """Write the readings: dialogue, one-way and silent pages, exact and rounded counters, one wall, one without."""
    world = Maker(root, rows())
    world.country = replace(
        world.country, vendors=("facebook:vevmakeren",), published=figures(), published_national=national()
    )
    for turn, month in enumerate(months):
        at = instant(month)
        for order, each in enumerate(world.country.authorities):
            if each.number == PAGELESS:
                world.visit(month, "website", each.number)
                continue
            if each.number == WALLED or (each.number, month) == (WALLED_BEFORE, "2026-09"):
                world.page(month, each.number, outcome=Outcome.LOGIN_WALL)
                continue
            followers = 640 + 37 * order * order + turn * (5 + order)
            name = f"side{each.number}"
            talk = world.dialogue(name, at, answered=order % 2) if order % 3 else world.dialogue(name, at, enquiries=0)
            world.page(
                month, each.number, followers=followers if order % 4 else (followers - 50, followers + 49),
                readings=[
                    *talk, counter(name, "talking_about", 10 + order), counter(name, "likes", followers * 9 // 10),
                    profile(name, website=each.website),
                ],
            )  # fmt: skip
        world.account(month, "0101", "vik1", channel="instagram")
        world.account(month, "0101", "vik1bibliotek", role="virksomhet")
    sites = {each.number: each.website for each in world.country.authorities}
    for key, visits in world.visits.items():
        world.visits[key] = [_honest(visit, sites) for visit in visits]
    return world.save()


def _honest(visit: Visit, sites: dict[str, str]) -> Visit:
    """Give a visit its own page: address, status and hash as a crawl would have stored them."""
    url = sites.get(visit.target, f"https://www.facebook.com/{visit.native_id}")
    page = replace(
        visit.pages[0], url=url, final_url=url, status=200 if visit.outcome == Outcome.OK else 403, size=1000,
        sha256=hashlib.sha256(visit.visit_id.encode()).hexdigest(),
    )  # fmt: skip
    posts = sum(isinstance(each, Post) for each in visit.readings)
    comments = sum(isinstance(each, Comment) for each in visit.readings)
    readings: list[Reading] = []
    for each in visit.readings:
        if isinstance(each, Feed):
            readings.append(replace(each, post_count=posts))
        elif isinstance(each, Post) and each.post_id == "p0":
            readings.append(replace(each, comments_low=comments, comments_high=comments))
        else:
            readings.append(each)
    return replace(visit, url=url, pages=(page,), readings=tuple(readings))
