"""Real readings files for tests: a small country, and visits, accounts, counters, posts written line by line.

    world = Maker(tmp_path)                      # five authorities of an invented country
    world.page("2026-10", "0101", followers=500) # website visit, official Facebook page, its visit and counter
    folder, country = world.save()               # files on disk, through barometer.readings_file

`small_world(tmp_path)` is two months with a bit of everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from barometer.months import Month
from barometer.readings import Account, Comment, Counter, Feed, Link, Outcome, PageRecord, Post, Profile, Reading, Visit
from barometer.readings_file import write
from barometer.registry import Authority, Country, Population, Words
from barometer.storage import DataFolder


def authority(number: str, name: str, inhabitants: int = 1000, **changes: Any) -> tuple[Authority, Population]:
    """Return an authority in force since 2024 and its figure of 1 January 2026."""
    row = Authority(
        number=number, kind="kommune", name=name, official_names=(f"{name} kommune",), county_number=number[:2],
        county=f"Fylke {number[:2]}", language="nb", website=f"https://www.{name.lower()}.kommune.xx/",
        organisation_number=None, latitude=60.0, longitude=10.0, valid_from=date(2024, 1, 1), valid_to=None,
    )  # fmt: skip
    figure = Population(
        number=number, on=date(2026, 1, 1), published_on=date(2026, 2, 20), inhabitants=inhabitants, source="test"
    )
    return replace(row, **changes), figure


FIVE = (
    authority("0101", "Askvik", 1000),
    authority("0102", "Bjerkvik", 3000),
    authority("0103", "Dalvik", 12000),
    authority("0201", "Elvik", 60000),
    authority("02", "Fjellvik", 75000, kind="fylkeskommune"),
)


def country(rows: Sequence[tuple[Authority, Population]] = FIVE, code: str = "xx") -> Country:
    """Return a practice country of these authorities."""
    return Country(
        code=code, name="Øvingsland", languages=("nb",), time_zone="Europe/Oslo", is_practice=True,
        extra_suffixes=("kommune.xx",), vendors=(),
        words=Words(contact=("kontakt",), overview=("sosiale medier",), follow=("følg oss",), authority=("kommune",)),
        authorities=tuple(row for row, _ in rows), population=tuple(figure for _, figure in rows),
    )  # fmt: skip


def instant(month: str, day: int = 20, hour: int = 4) -> datetime:
    """Return the instant a practice month is observed, or another day of it."""
    return Month.parse(month).at(day, hour)


def link(native_id: str, *, role: str = "front", place: str = "footer", channel: str = "facebook") -> Link:
    """Return a link to an account on an authority's website."""
    return Link(
        page_url="https://www.site.kommune.xx/", page_role=role, url=f"https://www.{channel}.com/{native_id}",
        channel=channel, native_id=native_id, kind="page", rejected=None, place=place, text="Facebook", label="",
        context="",
    )  # type: ignore[arg-type]  # fmt: skip


def counter(native_id: str, kind: str, low: int, high: int | None = None, channel: str = "facebook") -> Counter:
    """Return a number: exact without `high`, rounded with it."""
    return Counter(
        channel=channel, native_id=native_id, kind=kind, low=low, high=low if high is None else high,
        precision="exact" if high is None else "rounded", text=f"{low} {kind}", source="test",
    )  # type: ignore[arg-type]  # fmt: skip


def profile(native_id: str, username: str | None = None, website: str | None = None, **changes: Any) -> Profile:
    """Return what an account says of itself."""
    row = Profile(
        channel="facebook", native_id=native_id, username=username, name="Name", website=website, category=None,
        is_verified=None, last_post_at=None,
    )  # fmt: skip
    return replace(row, **changes)


def feed(native_id: str, covers_from: datetime | None, *, threads: bool = True, channel: str = "facebook") -> Feed:
    """Return how far back posts were seen."""
    return Feed(
        channel=channel, native_id=native_id, covers_from=covers_from, post_count=0, threads_visible=threads
    )  # type: ignore[arg-type]


def post(native_id: str, post_id: str, at: datetime, **changes: Any) -> Post:
    """Return a page's post without counts; `changes` replace any field."""
    row = Post(
        channel="facebook", native_id=native_id, post_id=post_id, posted_at=at, by="page", is_enquiry=None,
        comments_open=None, reactions_low=None, reactions_high=None, comments_low=None, comments_high=None,
        shares_low=None, shares_high=None,
    )  # fmt: skip
    return replace(row, **changes)


def comment(native_id: str, post_id: str, at: datetime, *, by: str = "citizen", enquiry: bool = False,
            thread: int = 0, position: int = 0) -> Comment:  # fmt: skip
    """Return a comment under a post."""
    return Comment(
        channel="facebook", native_id=native_id, post_id=post_id, thread=thread, position=position, commented_at=at,
        by=by, is_enquiry=enquiry,
    )  # type: ignore[arg-type]  # fmt: skip


class Maker:
    """A data folder in the making."""

    def __init__(self, root: Path, rows: Sequence[tuple[Authority, Population]] = FIVE) -> None:
        self.country = country(rows)
        self.folder = DataFolder(root / self.country.code)
        self.visits: dict[tuple[str, str], list[Visit]] = defaultdict(list)
        self.accounts: dict[str, list[Account]] = defaultdict(list)

    def visit(
        self, month: str, route: str, target: str, *, number: str | None = None, outcome: Outcome = Outcome.OK,
        readings: Sequence[Reading] = (), at: datetime | None = None, **changes: Any,
    ) -> Visit:  # fmt: skip
        """Add a visit; a target with a colon is an account, one without a website."""
        at = at or instant(month)
        channel, _, native_id = target.rpartition(":")
        record = PageRecord(
            url="https://www.site.kommune.xx/", final_url="https://www.site.kommune.xx/", status=200,
            outcome=outcome, fetched_at=at, is_rendered=False, size=1, sha256="0",
        )  # fmt: skip
        made = Visit(
            visit_id=f"{month}:{route}:{target}", month=month, route=route, target=target,
            authority_number=number or (None if channel else target), channel=channel or None,
            native_id=native_id if channel else None, url="https://www.site.kommune.xx/", started_at=at,
            finished_at=at, outcome=outcome, detail="", viewer="logged_out", parser_version="1", archive=None,
            archive_offset=None, archive_length=None, pages=(record,), readings=tuple(readings),
        )  # type: ignore[arg-type]  # fmt: skip
        made = replace(made, **changes)
        self.visits[month, route].append(made)
        return made

    def account(
        self, month: str, number: str, native_id: str, *, channel: str = "facebook", role: str = "helhetlig",
        status: str = "official",
    ) -> Account:  # fmt: skip
        """Add the month's judgement on an account."""
        made = Account(
            month=month, authority_number=number, channel=channel, native_id=native_id,
            url=f"https://www.{channel}.com/{native_id}" if native_id else "", role=role, status=status,
            evidence=("linked: front page",),
        )  # type: ignore[arg-type]  # fmt: skip
        self.accounts[month].append(made)
        return made

    def page(
        self, month: str, number: str, *, followers: int | tuple[int, int] | None = None, native_id: str | None = None,
        readings: Sequence[Reading] = (), outcome: Outcome = Outcome.OK, route: str = "facebook",
        at: datetime | None = None,
    ) -> str:  # fmt: skip
        """Add an authority's website visit with a front-page link, its official page, and a visit of the page."""
        native_id = native_id or f"side{number}"
        self.visit(month, "website", number, readings=[link(native_id)], at=at)
        self.account(month, number, native_id)
        counters: list[Reading] = []
        if followers is not None:
            low, high = followers if isinstance(followers, tuple) else (followers, None)
            counters.append(counter(native_id, "followers", low, high))
        self.visit(
            month, route, f"facebook:{native_id}", number=number, outcome=outcome, readings=[*counters, *readings],
            at=at,
        )  # fmt: skip
        return native_id

    def dialogue(self, native_id: str, at: datetime, *, posts: int = 4, enquiries: int = 1, answered: int = 1,
                 days: int = 95, asked_days: float = 2, under: str = "p0") -> list[Reading]:  # fmt: skip
        """Return a feed with weekly posts, one of them with enquiries, some answered a day later."""
        made: list[Reading] = [feed(native_id, at - timedelta(days=days))]
        for order in range(posts):
            made.append(post(native_id, f"p{order}", at - timedelta(days=7 * order + 3)))
        for thread in range(enquiries):
            asked = at - timedelta(days=asked_days)
            made.append(comment(native_id, under, asked, enquiry=True, thread=thread))
            if thread < answered:
                reply = asked + timedelta(hours=20)
                made.append(comment(native_id, under, reply, by="page", thread=thread, position=1))
        return made

    def save(self) -> tuple[DataFolder, Country]:
        """Write everything, replacing what was written before."""
        for (month, route), visits in self.visits.items():
            write(self.folder.route(Month.parse(month), route), visits)
        for month, accounts in self.accounts.items():
            write(self.folder.month_accounts(Month.parse(month)), accounts)
        return self.folder, self.country


def small_world(root: Path, months: Sequence[str] = ("2026-09", "2026-10")) -> tuple[DataFolder, Country]:
    """Write five authorities over some months: dialogue, one-way and silent pages, one wall, one without a page."""
    world = Maker(root)
    for order, month in enumerate(months):
        at = instant(month)
        talk = world.dialogue("side0101", at)
        world.page(month, "0101", followers=500 + 20 * order, readings=[
            *talk, counter("side0101", "talking_about", 12), counter("side0101", "likes", 480),
            profile("1000101", "side0101", "https://www.askvik.kommune.xx/"),
        ])  # fmt: skip
        world.page(month, "0102", followers=(1150, 1299), readings=world.dialogue("side0102", at, answered=0))
        world.page(month, "0103", outcome=Outcome.LOGIN_WALL)
        world.visit(month, "website", "0201")
        world.page(month, "02", followers=900, readings=world.dialogue("side02", at, posts=1, enquiries=0))
        world.account(month, "0101", "askvikbibliotek", role="virksomhet")
        world.account(month, "0101", "askvik", channel="instagram")
    return world.save()


__all__ = ["FIVE", "UTC", "Maker", "authority", "comment", "counter", "country", "feed", "instant", "link", "post",
           "profile", "small_world"]  # fmt: skip
