"""Which accounts an authority's website names in a month, where, and with which words.

The own page stands where the site's family puts it; the website follows the page's story with a delay. Beside it
stand what a reader must not mistake for it: share buttons, the platform's front page, the vendor, the neighbour,
departments, a mayor, an abandoned page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from barometer.practice import draw
from barometer.practice.addresses import written
from barometer.practice.audience import month_index
from barometer.practice.manner import Manner
from barometer.practice.played import PlayedAccount
from barometer.practice.snares import snare_of
from barometer.practice.world import World

Where = Literal["site", "front", "contact", "overview"]
FAMILY_PLACE: dict[str, Where] = {
    "folgoss": "front", "plugin": "front", "avdelinger": "overview", "kontaktside": "contact",
}  # fmt: skip
"""Families that name the own accounts on one page only; the others do so on every page."""
PLATFORM = {
    "facebook": "Facebook", "instagram": "Instagram", "x": "X", "youtube": "YouTube", "linkedin": "LinkedIn",
    "bluesky": "Bluesky", "mastodon": "Mastodon", "tiktok": "TikTok", "snapchat": "Snapchat", "flickr": "Flickr",
    "vimeo": "Vimeo", "issuu": "Issuu", "threads": "Threads",
}  # fmt: skip
_GROUPS = {
    "helhetlig": "", "virksomhet": "Virksomheter", "prosjekt": "Prosjekter", "person": "Politisk ledelse",
    "sted": "Steder", "gruppe": "Grupper", "venneprofil": "Andre", "uoffisiell": "Andre",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One link to a platform on the website."""

    url: str
    """Address as written."""
    channel: str
    """Platform."""
    text: str
    """Link text, for families that show one."""
    where: Where
    """On every page, or on one."""
    group: str = ""
    """Heading on the overview page."""
    account: PlayedAccount | None = None
    """Account that the address means; None for a trap that means none of the authority's."""
    poses: bool = False
    """Stands in the own accounts' place though it is none of them, or none that can be told."""

    @property
    def stands_as_own(self) -> bool:
        """True when it stands where the own accounts stand."""
        return self.poses or (self.account is not None and self.account.role == "helhetlig")

    @property
    def platform(self) -> str:
        """Name of the platform as people write it."""
        return PLATFORM[self.channel]


def mentions_of(world: World, number: str, manner: Manner) -> tuple[Mention, ...]:
    """Return every social link of a site except its share buttons, own accounts first."""
    own = list(_own(world, number, manner))
    if manner.family != "skript":
        own = list(_snared(world, number, FAMILY_PLACE.get(manner.family, "site"), own))
    return (*own, *_parts(world, number, manner), *_traps(world, number, manner, bool(own)))


def _own(world: World, number: str, manner: Manner) -> Iterator[Mention]:
    where = FAMILY_PLACE.get(manner.family, "site")
    linked = linked_page(world, number)
    if linked is not None:
        account, path = linked
        text = draw.choice(
            (f"{account.name} på Facebook", "Facebook", "Følg oss på Facebook", "Lik oss på Facebook"),
            world.seed, "text", number,
        )  # fmt: skip
        yield Mention(
            url=written(account, world.seed, path), channel="facebook", text=text, where=where, account=account
        )
    for account in world.accounts[number]:
        if account.channel != "facebook":
            # A plugin shows Facebook alone; the other platforms stand as plain links.
            place: Where = "site" if manner.family == "plugin" else where
            url = written(account, world.seed)
            text = PLATFORM[account.channel]
            yield Mention(url=url, channel=account.channel, text=text, where=place, account=account)


def _snared(world: World, number: str, where: Where, own: list[Mention]) -> Iterator[Mention]:
    """Yield the own links as the authority's snare leaves them."""
    snare = snare_of(world.seed, number)
    page = next((each for each in own if each.channel == "facebook"), None)
    others = {account.key.rsplit(":", 1)[1]: account for account in world.accounts[number]}
    stranger = {
        "visitors": others.get("visit"), "library": others.get("library"), "former": others.get("former"),
        "county": world.own_page(world.authorities[number].county_number),
    }.get(snare)  # fmt: skip
    if stranger is not None and (page is None or stranger != page.account):
        # What is another authority's is no account of this one's, wherever its link stands.
        is_part = stranger.authority_number == number
        url = f"https://www.facebook.com{stranger.path}"
        yield Mention(
            url=url, channel="facebook", text="Facebook", where=where, account=stranger if is_part else None, poses=True
        )
    if snare == "placeholder":
        url = "https://www.facebook.com/malkommune"
        yield Mention(url=url, channel="facebook", text="Facebook", where=where, poses=True)
    if page is None or snare not in ("typo", "short", "no scheme"):
        yield from own
        return
    yield from (each for each in own if each is not page)
    path = page.account.path if page.account else ""
    if snare == "typo":
        yield replace(page, url=f"https://www.facebook.com{path}k", account=None, poses=True)
        yield replace(page, where="contact")
    elif snare == "short":
        yield replace(page, url=f"https://bit.ly/fb-{number}", account=None, poses=True)
    else:
        yield replace(page, url=f"www.facebook.com{path}")


def linked_page(world: World, number: str) -> tuple[PlayedAccount, str] | None:
    """Return the own page that the website links and the path it uses; None when it links none.

    The page may be closed: a website goes on linking a dead page for a while.
    """
    life = world.life(number)
    pages = {
        account.key.rsplit(":", 1)[1]: account
        for account in world.accounts[number]
        if account.channel == "facebook" and account.role == "helhetlig"
    }
    followed = month_index(world.month) >= life.event + life.lag
    page, new = pages.get("page"), pages.get("new page")
    if life.course == "unlinked" or page is None:
        return None
    if life.course in ("born", "closed"):
        return (page, page.path) if followed == (life.course == "born") else None
    if life.course == "moved" and new is not None and followed:
        return new, new.path
    if life.course == "renamed" and page.former and not followed:
        return page, f"/{page.former[0]}"
    return page, page.path


def _parts(world: World, number: str, manner: Manner) -> Iterator[Mention]:
    """Yield departments' pages on the overview page, some on the contact page or beside the own page."""
    for account in world.accounts[number]:
        about = (world.seed, "part", account.key)
        key = account.key.rsplit(":", 1)[1]
        if account.channel != "facebook" or account.role == "helhetlig" or key == "fans":
            continue
        url, text, group = written(account, world.seed), account.name, _GROUPS[account.role]
        where: list[Where] = []
        if manner.overview_path and draw.happens(0.85, *about):
            where.append("overview")
        if key in ("old page", "friend") or (key == "mayor" and draw.happens(0.5, *about, "contact")):
            where.append("contact")
        if key == "library" and draw.happens(0.10, *about, "site"):
            where.append("site")
        for each in where:
            yield Mention(url=url, channel="facebook", text=text, where=each, group=group, account=account)


def _traps(world: World, number: str, manner: Manner, names_own: bool) -> Iterator[Mention]:
    about = (world.seed, "trap", number)
    vendor = manner.vendor
    if manner.shows_vendor and vendor.facebook:
        url = f"https://www.facebook.com/{vendor.facebook}"
        yield Mention(url=url, channel="facebook", text=f"{vendor.name} på Facebook", where="site", group="vendor")
    if manner.shows_vendor and vendor.linkedin:
        url = f"https://www.linkedin.com/{vendor.linkedin}"
        yield Mention(url=url, channel="linkedin", text=vendor.name, where="site", group="vendor")
    if draw.happens(0.04 if names_own else 0.3, *about, "platform"):
        yield Mention(url="https://www.facebook.com/", channel="facebook", text="Facebook", where="site", group="other")
    if draw.happens(0.06, *about, "neighbour"):
        authority = world.authorities[number]
        county = authority.county_number if authority.kind == "kommune" else "60"
        neighbour = world.own_page(county) if county in world.authorities else None
        if neighbour is not None:
            url, text = f"https://www.facebook.com{neighbour.path}", f"{neighbour.name} på Facebook"
            yield Mention(url=url, channel="facebook", text=text, where="contact", group="other")
    if draw.happens(0.15, *about, "event"):
        url = f"https://www.facebook.com/events/{10**14 + draw.number(*about, 'id') % 10**14}/"
        yield Mention(url=url, channel="facebook", text="Se arrangementet på Facebook", where="front", group="news")
    if draw.happens(0.15, *about, "video"):
        url = f"https://www.youtube.com/watch?v={draw.number(*about, 'video id') % 10**11:011d}"
        yield Mention(url=url, channel="youtube", text="Se kommunestyremøtet direkte", where="front", group="news")
