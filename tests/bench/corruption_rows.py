"""Corruptions of times, provenance, posts and comments; and the table of all of them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tests.bench import corruption_table as of
from tests.bench.spoilt_readings import Line, Spoil, World, counters, of_type, pick, scale, write_number


def absurd_first_number(world: World, chance: Random) -> list[str]:
    """Find another page, with more than ten followers an inhabitant."""
    name, new = chance.choice(world.pages()), f"sted{chance.randint(100, 999)}"
    number = world.owner(name)
    people = max(each.inhabitants for each in world.country.population if each.number == number)
    for each in world.accounts:
        if each["native_id"] == name and each["status"] == "official":
            each["native_id"], each["url"] = new, f"https://www.facebook.com/{new}"
    for visit in world.visits(name):
        visit.update(native_id=new, target=f"facebook:{new}", visit_id=visit["visit_id"].replace(name, new))
        for each in visit["readings"]:
            each["native_id"] = new
        for each in counters(visit):
            write_number(each, people * chance.randint(11, 40))
    return [number]


def of_another_month(world: World, chance: Random) -> list[str]:
    """Carry over a visit of some weeks ago."""
    visit = chance.choice(list(world.visits()))
    back = timedelta(days=chance.randint(25, 60))
    for row in (visit, *visit["pages"]):
        for name in ("started_at", "finished_at", "fetched_at"):
            if name in row:
                row[name] = (datetime.fromisoformat(row[name]) - back).isoformat()
    return [str(visit["native_id"])]


def hash_lost(world: World, chance: Random) -> list[str]:
    """Lose the hash of what was read."""
    visit = chance.choice(list(world.visits()))
    for page in visit["pages"]:
        page["sha256"] = chance.choice(["", "c0ffee"])
    return [str(visit["native_id"])]


def posts_cut(world: World, chance: Random) -> list[str]:
    """Keep the newest of each page's posts only, and call the window covered all the same."""
    share = chance.uniform(0.2, 0.5)
    for visit in world.visits(routes=("graph_api",)):
        posts = sorted(of_type(visit, "post"), key=lambda each: str(each["posted_at"]), reverse=True)
        kept = {each["post_id"] for each in posts[: int(share * len(posts))]}
        visit["readings"] = [each for each in visit["readings"] if each.get("post_id") in {None, *kept}]
        for feed in of_type(visit, "feed"):
            feed["post_count"] = len(kept)
    return []


def replies_as_citizens(world: World, chance: Random) -> list[str]:
    """Call what the pages wrote citizens' comments."""
    for visit in world.visits(routes=("graph_api",)):
        for each in of_type(visit, "comment"):
            if each["by"] == "page" and chance.random() < 0.9:
                each["by"], each["is_enquiry"] = "citizen", chance.random() < 0.3
    return []


def own_reply_an_enquiry(world: World, chance: Random) -> list[str]:
    """Count a page's own reply as an enquiry."""
    replies = [each for visit in world.visits() for each in of_type(visit, "comment") if each["by"] == "page"]
    each = chance.choice(replies)
    each["is_enquiry"] = True
    return [str(each["native_id"])]


def comments_cut(world: World, chance: Random) -> list[str]:
    """Keep the first few comments of each post, and call the threads visible all the same."""
    most = chance.randint(1, 3)
    names = []
    for visit in world.visits(routes=("graph_api",)):
        if any(feed["threads_visible"] for feed in of_type(visit, "feed")):
            seen: dict[str, int] = {}
            kept: list[Line] = []
            for each in visit["readings"]:
                if each["type"] == "comment":
                    seen[each["post_id"]] = seen.get(each["post_id"], 0) + 1
                    if seen[each["post_id"]] > most:
                        names.append(str(visit["native_id"]))
                        continue
                kept.append(each)
            visit["readings"] = kept
    return names


def others_moved(world: World, chance: Random) -> list[str]:
    """Let a good third of all grow by a quarter at once: not enough each to be held back."""
    names = pick(chance, world.pages(), 0.4)
    for name in names:
        for visit in world.visits(name):
            scale(visit, chance.uniform(1.26, 1.29))
    return names


def one_answer_for_four(world: World, chance: Random) -> list[str]:
    """Let some pages show the very same number."""
    names = chance.sample(world.pages(1000), 5)
    told = deepcopy(counters(next(iter(world.visits(names[0]))), ("followers",)))[0]["low"]
    for name in names:
        for visit in world.visits(name):
            for each in counters(visit, ("followers",)):
                write_number(each, told)
    return names


@dataclass(frozen=True)
class Corruption:
    """One kind of spoilt month."""

    name: str
    severity: str
    """critical, warning, held (the number is held back and shown as not updated) or refused (not even built)."""
    stopped_by: str
    """The check; the reason it is held back for; or words of the refusal."""
    spoil: Spoil


TABLE = (
    Corruption("register lacks one", "critical", "counted_authority_is_in_the_register", of.register_loses_one),
    Corruption("website not visited", "critical", "website_was_visited", of.site_not_visited),
    Corruption("visit written twice", "refused", "already; mend or delete the line", of.visit_written_twice),
    Corruption("7 % of pages time out", "warning", "fresh_or_explained_is_high", of.failing(0.07, "timeout")),
    Corruption("25 % of pages time out", "critical", "fresh_or_explained", of.failing(0.25, "timeout")),
    Corruption("coverage falls by 6 %", "warning", "measured_does_not_fall", of.failing(0.06, "not_found")),
    Corruption("coverage falls by 12 %", "critical", "measured_does_not_collapse", of.failing(0.12, "not_found")),
    Corruption("zero after non-zero", "held", "følgertallet gikk til null", of.zero_of_one),
    Corruption("zeros of a whole route", "critical", "numbers_do_not_become_zero", of.zeros_of_a_route),
    Corruption("numbers kept of a wall", "critical", "comes_from_a_visit_that_succeeded", of.wall_with_numbers),
    Corruption("one wall for many pages", "critical", "content_is_its_own", of.one_wall_for_many),
    Corruption("login page read", "critical", "account_page_is_no_wall", of.login_page_read),
    Corruption("the platform's number for five", "warning", "number_is_its_own", one_answer_for_four),
    Corruption("two routes disagree", "warning", "routes_agree", of.routes_disagree),
    Corruption("likes, followers swapped", "critical", "likes_and_followers_are_not_swapped", of.likes_for_followers),
    Corruption("interval turned round", "refused", "is no interval", of.interval_turned),
    Corruption("rounded kept as exact", "critical", "exact_value_stands_in_its_text", of.rounded_as_exact),
    Corruption("jump", "held", "følgertallet endret seg mer enn 30 % og 200 personer", of.jump),
    Corruption("drift of the network by a fifth", "warning", "network_does_not_drift", of.drift(1.15, 1.28)),
    Corruption("drift of the network by half", "critical", "network_does_not_break", of.drift(1.5, 3)),
    Corruption("last month's numbers, all", "critical", "numbers_do_not_stand_still", of.last_months(1)),
    Corruption("last month's numbers, some", "warning", "numbers_move", of.last_months(0.4)),
    Corruption("one page for two authorities", "critical", "official_account_has_one_owner", of.page_for_two),
    Corruption("one page under two names", "critical", "platform_key_has_one_authority", of.page_under_two_names),
    Corruption("hijacked page", "held", "siden har fått et annet navn", of.taken_over),
    Corruption("another authority's page", "critical", "account_is_not_anothers", of.anothers_page),
    Corruption("site moved to another domain", "warning", "website_has_not_moved", of.site_moved),
    Corruption("retired number visited", "critical", "authority_is_in_force", of.retired_visit),
    Corruption("retired number judged", "critical", "judgement_is_of_an_authority_in_force", of.retired_account),
    Corruption("absurd ratio", "critical", "coverage_is_possible", absurd_first_number),
    Corruption("visit of another month", "critical", "lies_within_the_month", of_another_month),
    Corruption("hash of a read page lost", "critical", "read_page_has_a_hash", hash_lost),
    Corruption("too few posts", "warning", "posts_are_not_cut", posts_cut),
    Corruption("replies counted as citizens'", "critical", "replies_are_still_the_pages", replies_as_citizens),
    Corruption("own reply an enquiry", "critical", "page_asks_itself_nothing", own_reply_an_enquiry),
    Corruption("comment paging cut", "warning", "visible_thread_shows_its_comments", comments_cut),
    Corruption("places moved by others", "warning", "place_moves_by_its_own_figures", others_moved),
)  # fmt: skip
