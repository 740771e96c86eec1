"""The corruptions: what is done to the readings of a month, at which severity it must be stopped, and by what."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from random import Random

from tests.bench.spoilt_readings import (
    PAGE_ROUTES,
    Line,
    Spoil,
    World,
    counters,
    fail,
    of_type,
    pick,
    scale,
    write_number,
)


def register_loses_one(world: World, chance: Random) -> list[str]:
    """Take an authority out of the register, as a bad update would."""
    gone = chance.choice(world.country.authorities).number
    world.country = replace(
        world.country, authorities=tuple(each for each in world.country.authorities if each.number != gone)
    )
    return [gone]


def site_not_visited(world: World, chance: Random) -> list[str]:
    """Lose a website's line."""
    return [str(world.files["website.jsonl"].pop(chance.randrange(len(world.files["website.jsonl"])))["target"])]


def visit_written_twice(world: World, chance: Random) -> list[str]:
    """Write a visit's line again."""
    visit = chance.choice(world.files["graph_api.jsonl"])
    world.files["graph_api.jsonl"].append(visit)
    return [str(visit["native_id"])]


def failing(share: float, outcome: str) -> Spoil:
    """Let all visits of a share of the official pages end in an outcome; those that met a wall too, which explains."""

    def spoil(world: World, chance: Random) -> list[str]:
        names = pick(chance, world.pages(), share)
        for route in PAGE_ROUTES:
            for visit in world.files.get(f"{route}.jsonl", ()):
                if visit["native_id"] in names:
                    fail(visit, outcome)
        return names

    return spoil


def zero_of_one(world: World, chance: Random) -> list[str]:
    """Read nought for one page, by every way in."""
    name = chance.choice(world.pages(50))
    for visit in world.visits(name):
        for each in counters(visit):
            write_number(each, 0)
    return [name]


def zeros_of_a_route(world: World, chance: Random) -> list[str]:
    """Read nought for a part of the pages of one route."""
    names = pick(chance, world.pages(50), chance.uniform(0.2, 1))
    for name in names:
        for visit in world.visits(name, ("graph_api",)):
            for each in counters(visit):
                write_number(each, 0)
    return names


def wall_with_numbers(world: World, chance: Random) -> list[str]:
    """Keep the numbers of a visit that met a wall."""
    visit = chance.choice(list(world.visits(chance.choice(world.pages()))))
    visit["outcome"] = chance.choice(["login_wall", "consent_wall", "challenge", "restricted"])
    return [str(visit["native_id"])]


def one_wall_for_many(world: World, chance: Random) -> list[str]:
    """Let the same bytes answer for some pages, with the same numbers."""
    names = chance.sample(world.pages(), chance.randint(3, 6))
    visits = [next(iter(world.visits(name))) for name in names]
    told = deepcopy(counters(visits[0]))
    for visit in visits:
        visit["readings"] = [{**each, "native_id": visit["native_id"]} for each in told]
        for page in visit["pages"]:
            page["sha256"] = "c" * 64
    return names


def login_page_read(world: World, chance: Random) -> list[str]:
    """Follow a page to the login page and read it as the page."""
    visit = chance.choice(list(world.visits(routes=("facebook",))))
    for page in visit["pages"]:
        page["final_url"] = f"https://www.facebook.com/login/?next={visit['native_id']}"
    return [str(visit["native_id"])]


def routes_disagree(world: World, chance: Random) -> list[str]:
    """Let one of several ways in read a tenth more or less."""
    names = [name for name in world.pages(500) if _ways(world, name) > 1]
    name = chance.choice(names)
    visit = next(each for each in world.visits(name) if counters(each, ("followers",)))
    scale(visit, chance.choice([0.85, 1.15]))
    return [name]


def _ways(world: World, name: str) -> int:
    return sum(bool(counters(visit, ("followers",))) for visit in world.visits(name))


def likes_for_followers(world: World, chance: Random) -> list[str]:
    """Swap likes and followers, by every way in."""
    swapped = {"likes": "followers", "followers": "likes"}
    names = []
    for name in world.pages(200, "likes", "followers"):
        visit = next(each for each in world.visits(name) if len(counters(each)) == 2)
        one, other = (each["low"] for each in counters(visit))
        if abs(one - other) > 0.08 * max(one, other):
            names.append(name)
    name = chance.choice(names)
    for visit in world.visits(name):
        for each in counters(visit):
            each["kind"] = swapped[each["kind"]]
    return [name]


def interval_turned(world: World, chance: Random) -> list[str]:
    """Turn an interval round."""
    visit = chance.choice([each for each in world.visits() if counters(each)])
    each = chance.choice(counters(visit))
    each["low"], each["high"] = each["high"] + chance.randint(1, 500), each["low"]
    return [str(visit["native_id"])]


def rounded_as_exact(world: World, chance: Random) -> list[str]:
    """Keep a shortened number as if it were exact."""
    rounded = [each for visit in world.visits() for each in counters(visit) if each["high"] - each["low"] > 10]
    each = chance.choice(rounded)
    each["low"] = each["high"] = (each["low"] + each["high"]) // 2 + 7
    each["precision"] = "exact"
    return [str(each["native_id"])]


def jump(world: World, chance: Random) -> list[str]:
    """Multiply one page's numbers where only one way in was open."""
    name = chance.choice(world.pages(400))
    first, *others = [visit for visit in world.visits(name) if counters(visit, ("followers",))]
    scale(first, chance.choice([0.3, 1.6, 3.0, 10.0]))
    for visit in others:
        fail(visit, "timeout")
    return [name]


def drift(low: float, high: float) -> Spoil:
    """Multiply everybody's numbers alike."""

    def spoil(world: World, chance: Random) -> list[str]:
        factor = chance.uniform(low, high)
        for visit in world.visits():
            scale(visit, factor)
        return []

    return spoil


def last_months(share: float) -> Spoil:
    """Read last month's numbers again, for a share of the pages."""

    def spoil(world: World, chance: Random) -> list[str]:
        earlier = {
            (route, visit["native_id"]): visit
            for route in PAGE_ROUTES for visit in world.before[f"{route}.jsonl"]
        }  # fmt: skip
        names = pick(chance, world.pages(), share)
        for name in names:
            for visit in world.visits(name):
                old = earlier.get((visit["route"], name))
                numbers = counters(old) if old else []
                if numbers:
                    kept = [each for each in visit["readings"] if each not in counters(visit)]
                    visit["readings"] = [*kept, *deepcopy(numbers)]
        return names

    return spoil


def page_for_two(world: World, chance: Random) -> list[str]:
    """Judge one page to be two authorities'."""
    mine, other = chance.sample(world.pages(), 2)
    for each in world.accounts:
        if each["native_id"] == other and each["status"] == "official":
            each["native_id"] = mine
    return [mine]


def _profiles(world: World, name: str) -> list[Line]:
    return [each for visit in world.visits(name) for each in of_type(visit, "profile")]


def page_under_two_names(world: World, chance: Random) -> list[str]:
    """Give two pages the platform key of one."""
    names = [each for each in world.pages() if any(row["native_id"].isdigit() for row in _profiles(world, each))]
    mine, other = chance.sample(names, 2)
    key = next(row["native_id"] for row in _profiles(world, mine) if row["native_id"].isdigit())
    for each in _profiles(world, other):
        each["native_id"] = key
    return [mine, other]


def taken_over(world: World, chance: Random) -> list[str]:
    """Give a page another name and website, as one that was sold or hijacked has."""
    name = chance.choice([each for each in world.pages() if _profiles(world, each)])
    for each in _profiles(world, name):
        each["name"], each["website"] = f"Lucky Slots {chance.randint(2, 99)}", "https://slots.example/"
    return [name]


def anothers_page(world: World, chance: Random) -> list[str]:
    """Let a page give another authority's website as its own."""
    name = chance.choice([each for each in world.pages() if _profiles(world, each)])
    others = [each.website for each in world.country.authorities if each.number != world.owner(name) and each.website]
    site = chance.choice(others)
    for each in _profiles(world, name):
        each["website"] = site
    return [name]


def site_moved(world: World, chance: Random) -> list[str]:
    """Let a website answer from another domain."""
    visit = chance.choice([each for each in world.files["website.jsonl"] if each["outcome"] == "ok"])
    for page in visit["pages"]:
        page["final_url"] = f"https://parkert{chance.randint(1, 99)}.example/"
    return [str(visit["target"])]


def retired_visit(world: World, chance: Random) -> list[str]:
    """Make a visit for a number that is not in force."""
    visit = chance.choice(list(world.visits()))
    visit["authority_number"] = "1601"
    return [str(visit["native_id"])]


def retired_account(world: World, chance: Random) -> list[str]:
    """Judge an account to be a retired number's."""
    each = chance.choice([row for row in world.accounts if row["status"] == "official"])
    each["authority_number"] = "1601"
    return [str(each["native_id"])]
