"""Which Facebook accounts an authority has: its own page, its departments', and those that only look like it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from barometer.months import Month
from barometer.practice import draw
from barometer.practice.audience import FIRST_MONTH, coverage, followers, month_index
from barometer.practice.life import Behaviour, PageLife, label_of, life_of
from barometer.practice.names import place_names, slug
from barometer.practice.played import PlayedAccount
from barometer.practice.snares import snare_of
from barometer.readings import Role
from barometer.registry import Authority

_SUB_PAGES: tuple[tuple[str, Role, str, str, float, float], ...] = (
    # key, role, name, vanity, probability, followers against the main page
    ("library", "virksomhet", "{name} bibliotek", "{label}bibliotek", 0.55, 0.16),
    ("school", "virksomhet", "{name} ungdomsskole", "{label}ungdomsskole", 0.25, 0.10),
    ("culture", "virksomhet", "{name} kulturhus", "{label}.kulturhus", 0.28, 0.30),
    ("youth", "virksomhet", "Fritidsklubben i {name}", "fritidsklubben.{label}", 0.22, 0.06),
    ("volunteer", "virksomhet", "{name} frivilligsentral", "{label}frivilligsentral", 0.20, 0.12),
    ("fire", "virksomhet", "{name} brannvesen", "{label}brannvesen", 0.12, 0.20),
    ("visit", "sted", "Opplev {name}", "opplev{label}", 0.15, 0.8),
    ("project", "prosjekt", "Byutvikling i {name}", "byutvikling.{label}", 0.06, 0.07),
    ("mayor", "person", "Ordfører i {name}", "ordforeren.i.{label}", 0.12, 0.10),
)
_COUNTY_SUB_PAGES: tuple[tuple[str, Role, str, str, float, float], ...] = (
    ("dental", "virksomhet", "Tannhelse {name}", "tannhelse.{label}", 0.6, 0.05),
    ("school", "virksomhet", "{name} videregående skole", "{label}vgs", 0.7, 0.1),
    ("bus", "virksomhet", "{name} kollektivtrafikk", "{label}kollektiv", 0.6, 0.4),
    ("mayor", "person", "Fylkesordfører i {name}", "fylkesordforer.{label}", 0.4, 0.05),
)


def official_name(authority: Authority, spelling: int = 0) -> str:
    """Return the authority's name as its accounts show it; spelling 1 is the plain one."""
    if authority.kind == "fylkeskommune":
        return f"{authority.name} fylkeskommune"
    if spelling % 24 == 5:
        return authority.name
    if spelling % 24 == 11 and len(authority.official_names) > 1:
        return f"{authority.name} kommune - {authority.official_names[1]} suohkan"
    return f"{authority.name} kommune" if spelling % 7 else f"{authority.name} kommune - offisiell side"


def facebook_accounts(seed: int, authority: Authority, inhabitants: int, month: Month) -> Iterator[PlayedAccount]:
    """Yield the Facebook accounts of, and about, one authority in a month, its own page first."""
    life = life_of(seed, authority, inhabitants)
    yield from _own_page(seed, authority, inhabitants, month, life)
    subs = _COUNTY_SUB_PAGES if authority.kind == "fylkeskommune" else _SUB_PAGES
    label = label_of(authority).replace("-", "")
    more = 0.7 + 0.25 * math.log10(inhabitants / 1_000)
    for key, role, name, vanity, probability, scale in subs:
        if draw.happens(probability * more, seed, "sub", key, authority.number):
            yield _account(
                seed, authority, inhabitants, month, key=key, role=role, name=name.format(name=authority.name),
                vanity=vanity.format(label=label), scale=scale,
            )  # fmt: skip
    yield from _look_alikes(seed, authority, inhabitants, month, label)


def _own_page(
    seed: int, authority: Authority, inhabitants: int, month: Month, life: PageLife
) -> Iterator[PlayedAccount]:
    index = month_index(month)
    turned = index >= life.event
    if life.course == "never" or (life.course == "born" and not turned):
        return
    name = official_name(authority, draw.number(seed, "spelling", authority.number))
    vanity = life.vanity if life.form == "vanity" else ""
    place = (seed, authority, inhabitants, month)
    common: dict[str, Any] = {
        "role": "helhetlig", "name": name, "form": life.form,
        "behaviours": (life.behaviour, life.behaviour_after), "turn": life.behaviour_turn,
    }  # fmt: skip
    if life.course == "renamed" and turned:
        former = (vanity,) if vanity else ()
        yield _account(*place, key="page", vanity=life.vanity_after, former=former, **common)
    elif life.course == "moved":
        old = {**common, "name": f"{name} (flyttet)"} if turned else common
        yield _account(*place, key="page", vanity=vanity, exists=not turned, **old)
        if turned:
            yield _account(*place, key="new page", vanity=life.vanity_after, born=life.event, **common)
    else:
        born = life.event if life.course == "born" else None
        exists = not (life.course == "closed" and turned)
        yield _account(*place, key="page", vanity=vanity, born=born, exists=exists, **common)
    if life.course == "two":
        yield _account(
            *place, key="old page", role="uoffisiell", name=official_name(authority, 1),
            vanity="", form="pages", scale=0.2, behaviours=("inaktiv", "inaktiv"), website=None,
        )  # fmt: skip


def _look_alikes(
    seed: int, authority: Authority, inhabitants: int, month: Month, label: str
) -> Iterator[PlayedAccount]:
    """Yield a group, a place page, a friend profile and a page made by citizens, each for some authorities."""
    kinds: tuple[tuple[str, Role, str, str, str, float, float], ...] = (
        ("group", "gruppe", "Oppslagstavla {name}", f"groups/oppslagstavla{label}", "group", 0.07, 0.5),
        ("place", "sted", "{name}", "", "pages", 0.06, 1.5),
        ("friend", "venneprofil", "{name} Kommune", "", "profile", 0.03, 0.05),
        ("fans", "uoffisiell", "Vi som bor i {name}", f"vi.som.bor.i.{label}", "vanity", 0.15, 0.6),
    )
    if snare_of(seed, authority.number) == "former":
        # A municipality that was merged into this one, whose page was never closed.
        old = place_names(seed + int(authority.number), 1)[0]
        yield _account(
            seed, authority, inhabitants, month, key="former", role="uoffisiell", name=f"{old} kommune",
            vanity=f"{slug(old).replace('-', '')}kommune.{authority.number}", scale=0.3, website=authority.website,
            behaviours=("inaktiv", "inaktiv"),
        )  # fmt: skip
    for key, role, name, vanity, form, probability, scale in kinds:
        if draw.happens(probability, seed, "look-alike", key, authority.number):
            yield _account(
                seed, authority, inhabitants, month, key=key, role=role, name=name.format(name=authority.name),
                vanity=vanity, form=form, scale=scale, website=None, is_public=key not in ("friend", "group"),
            )  # fmt: skip


def _account(
    seed: int,
    authority: Authority,
    inhabitants: int,
    month: Month,
    *,
    key: str,
    role: str,
    name: str,
    vanity: str,
    form: str = "vanity",
    scale: float = 1.0,
    born: int | None = None,
    exists: bool = True,
    is_public: bool = True,
    former: tuple[str, ...] = (),
    behaviours: tuple[Behaviour, Behaviour] = ("enveis", "enveis"),
    turn: int = 0,
    website: str | None = "",
) -> PlayedAccount:
    about = (seed, "facebook", authority.number, key)
    page_id = str(10**14 + draw.number(*about, "page") % (9 * 10**13))
    profile_id = str(100_050_000_000_000 + draw.number(*about, "profile") % 49_000_000_000_000)
    count_key = f"facebook {key} {authority.number}"
    count = followers(seed, count_key, inhabitants, month, scale, born)
    likes = max(1, round(count * (0.82 + 0.16 * draw.share(*about, "likes"))))
    talking = 0.012 * math.exp(0.9 * draw.normal(*about, "talking", month_index(month)))
    here = draw.share(*about, "here")
    return PlayedAccount(
        key=f"{authority.number}:facebook:{key}",
        authority_number=authority.number,
        channel="facebook",
        native_id=vanity.lower().removeprefix("groups/") or (page_id if form == "pages" else profile_id),
        ids=frozenset(each.lower() for each in (vanity.removeprefix("groups/"), page_id, profile_id, *former) if each),
        role=role,  # type: ignore[arg-type]
        name=name,
        path=_path(vanity, form, name, page_id, profile_id),
        exists=exists,
        is_public=is_public,
        website=_website(seed, authority) if website == "" and role == "helhetlig" else website or None,
        followers=count,
        likes=likes,
        talking_about=round(count * talking) if "inaktiv" not in behaviours else draw.number(*about, "few") % 3,
        were_here=0 if here < 0.35 else round(count * here * 0.8),
        about=f"Offisiell side for {name}." if role == "helhetlig" else f"{name} på Facebook",
        behaviours=behaviours,
        turn=turn,
        audience=round(coverage(seed, count_key, inhabitants) * inhabitants * scale),
        opened_on=FIRST_MONTH.shift(born).first if born is not None else None,
        page_id=page_id,
        profile_id=profile_id,
        former=former,
    )


def _path(vanity: str, form: str, name: str, page_id: str, profile_id: str) -> str:
    if vanity:
        return f"/{vanity}"
    readable = quote("-".join(name.split()))
    paths = {"pages": f"/pages/{readable}/{page_id}", "p": f"/p/{readable}-{profile_id}/"}
    return paths.get(form, f"/profile.php?id={profile_id}")


def _website(seed: int, authority: Authority) -> str | None:
    """Return the website that the page names: mostly the right one, without www now and then, or none."""
    if snare_of(seed, authority.number) == "wrong website":
        return "https://www.storgard.kommune.xx/"
    forms = ((authority.front_page, 0.72), (authority.front_page.replace("https://www.", "http://"), 0.18), ("", 0.10))
    return draw.weighted(forms, seed, "named website", authority.number) or None
