"""M11 and M12: every branch of METRICS section 3, one authority a branch, in one built month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from barometer.readings import Outcome, Reading
from tests.make_readings import Maker, authority, comment, feed, instant, post
from warehouse.build import build
from warehouse.read import query

MONTH = "2026-10"
AT = instant(MONTH)
ALL = AT - timedelta(days=95)
ID = "page"
NONE_KNOWN = "ingen gjenkjent henvendelse besvart"


def ago(days: float) -> datetime:
    return AT - timedelta(days=days)


def posts(*days: float, **changes: Any) -> list[Reading]:
    return [post(ID, f"p{order}", ago(each), **changes) for order, each in enumerate(days)]


def asked(answered: bool, *, enquiry: bool = True, days: float = 2, thread: int = 0) -> list[Reading]:
    made: list[Reading] = [comment(ID, "p0", ago(days), enquiry=enquiry, thread=thread)]
    if answered:
        made.append(comment(ID, "p0", ago(days - 0.5), by="page", thread=thread, position=1))
    return made


def visitor(*comments: Reading, days: float = 5, enquiry: bool = True) -> list[Reading]:
    return [post(ID, "v0", ago(days), by="visitor", is_enquiry=enquiry), *comments]


def own(under: str, days: float, position: int = 0) -> Reading:
    return comment(ID, under, ago(days), by="page", thread=0, position=position)


@dataclass(frozen=True)
class Case:
    why: str
    use_class: str
    reason: str
    readings: tuple[Reading, ...] = ()
    acts: int | None = None
    enquiries: int | None = None
    answered: int | None = None


def case(why: str, use_class: str, reason: str, readings: list[Reading], acts: int, enquiries: int = 0,
         answered: int = 0) -> Case:  # fmt: skip
    return Case(why, use_class, reason, tuple(readings), acts, enquiries, answered)


def seen(covers: float = 95, threads: bool = True) -> list[Reading]:
    return [feed(ID, ago(covers), threads=threads)]


CASES = [
    # Rule 4: an enquiry answered by the page.
    case("enquiry answered", "dialog", "besvarte henvendelser", [*seen(), *posts(3, 10, 17), *asked(True)], 4, 1, 1),
    case("one answered of two", "dialog", "besvarte henvendelser",
         [*seen(), *posts(3, 10, 17), *asked(True), *asked(False, thread=1)], 4, 2, 1),
    case("visitor's post answered", "dialog", "besvarte henvendelser",
         [*seen(), *posts(3, 10), *visitor(own("v0", 4))], 3, 1, 1),
    case("an answer was seen, whatever else is hidden", "dialog", "besvarte henvendelser",
         [*seen(), *posts(3, 10, 17, comments_low=9, comments_high=9), *asked(True)], 4, 1, 1),
    case("window not covered, but an answer was seen", "dialog", "besvarte henvendelser",
         [*seen(30), *posts(3, 10, 17), *asked(True)], 4, 1, 1),
    # Rule 5: one-way, with its reason.
    case("enquiry not answered", "enveis", "ubesvart", [*seen(), *posts(3, 10, 17), *asked(False)], 3, 1),
    case("no enquiries", "enveis", "uten henvendelser", [*seen(), *posts(3, 10, 17)], 3),
    case("comments closed", "enveis", "stengt", [*seen(), *posts(3, 10, 17, comments_open=False)], 3),
    case("comments closed on one post only", "enveis", "uten henvendelser",
         [*seen(), *posts(3, 10), post(ID, "x", ago(20), comments_open=False)], 3),
    case("the page's own question is no enquiry", "enveis", "uten henvendelser",
         [*seen(), *posts(3, 10, 17), own("p0", 2), comment(ID, "p0", ago(1), position=1)], 4),
    case("the page's own comment, before anybody else's", "enveis", "ubesvart",
         [*seen(), *posts(3, 10, 17), own("p0", 2.5), *asked(False, thread=1)], 4, 1),
    case("the page comments under a post without comments", "enveis", "ubesvart",
         [*seen(), *posts(3, 10, 17), *asked(False), own("p1", 1)], 4, 1),
    case("covered to 80 % exactly", "enveis", "uten henvendelser", [*seen(72), *posts(3, 10, 17)], 3),
    case("authors hidden, but nobody commented", "enveis", "uten henvendelser",
         [*seen(threads=False), *posts(3, 10, 17, comments_low=0, comments_high=0)], 3),
    case("authors hidden, but comments closed", "enveis", "stengt",
         [*seen(threads=False), *posts(3, 10, 17, comments_open=False)], 3),
    case("one act, one hidden comment: too few all the same", "inaktiv", "færre enn 3 handlinger",
         [*seen(), post(ID, "c", ago(9), comments_low=1, comments_high=1)], 1),
    # The rule misses many enquiries that are told as plain statements: what the page wrote may answer one.
    case("a reply to a comment that the rule calls none", "ukjent", NONE_KNOWN,
         [*seen(), *posts(3, 10, 17), *asked(True, enquiry=False)], 4),
    case("a reply to one that the rule calls none, another left unanswered", "ukjent", NONE_KNOWN,
         [*seen(), *posts(3, 10, 17), *asked(True, enquiry=False), *asked(False, thread=1)], 4, 1),
    case("an enquiry asked below another comment", "ukjent", NONE_KNOWN,
         [*seen(), *posts(3, 10, 17), comment(ID, "p0", ago(2)),
          comment(ID, "p0", ago(1), enquiry=True, position=1), own("p0", 0.5, 2)], 4),
    case("a reply to somebody else under a visitor's post", "ukjent", NONE_KNOWN,
         [*seen(), *posts(3, 10, 17), *visitor(comment(ID, "v0", ago(4)), own("v0", 3, 1))], 4, 1),
    case("the answer stands in another thread", "ukjent", NONE_KNOWN,
         [*seen(), *posts(3, 10, 17), *asked(False), comment(ID, "p0", ago(1), thread=1),
          comment(ID, "p0", ago(0.5), by="page", thread=1, position=1)], 4, 1),
    case("the answer stands as a comment of its own", "ukjent", NONE_KNOWN,
         [*seen(), *posts(3, 10, 17), *asked(False),
          comment(ID, "p0", ago(1), by="page", thread=1)], 4, 1),
    case("comments closed after the page had answered", "ukjent", NONE_KNOWN,
         [*seen(), *posts(3, 10, 17, comments_open=False), *asked(True, enquiry=False)], 4),
    # Rule 3: inactive.
    case("nothing at all", "inaktiv", "ingen handlinger", seen(), 0),
    case("nothing at all, authors hidden", "inaktiv", "ingen handlinger", seen(threads=False), 0),
    case("two posts", "inaktiv", "færre enn 3 handlinger", [*seen(), *posts(3, 10)], 2),
    case("two acts, one an answer: too few comes before dialogue", "inaktiv", "færre enn 3 handlinger",
         [*seen(), *posts(3), *asked(True)], 2, 1, 1),
    case("last act more than 60 days ago", "inaktiv", "taus i mer enn 60 dager", [*seen(), *posts(61, 70, 80, 85)], 4),
    case("last act 60 days ago is not too long", "enveis", "uten henvendelser", [*seen(), *posts(60, 70, 80)], 3),
    case("visitors' posts are no acts", "inaktiv", "færre enn 3 handlinger",
         [*seen(), *posts(3, 10), *visitor(enquiry=False)], 2),
    case("posts before the window are no acts", "inaktiv", "færre enn 3 handlinger", [*seen(), *posts(3, 10, 91)], 2),
    case("silence is proved even when older posts are cut", "inaktiv", "taus i mer enn 60 dager",
         [*seen(71), *posts(61, 65, 70), *asked(True, days=61.5)], 4, 1, 1),
    # Rule 2: unobservable is never one-way.
    Case("no feed", "ukjent", "innlegg ikke synlige"),
    Case("no post could be seen", "ukjent", "innlegg ikke synlige", (feed(ID, None, threads=False),)),
    case("authors hidden under posts with comments", "ukjent", "samtaler ikke synlige",
         [*seen(threads=False), *posts(3, 10, 17, comments_low=2, comments_high=2)], 3),
    case("authors hidden, number of comments unknown", "ukjent", "samtaler ikke synlige",
         [*seen(threads=False), *posts(3, 10, 17)], 3),
    case("more comments are counted than shown", "ukjent", "samtaler ikke synlige",
         [*seen(), *posts(3, 10), post(ID, "c", ago(9), comments_low=3, comments_high=3),
          comment(ID, "c", ago(8)), comment(ID, "c", ago(8), thread=1)], 3),
    case("as few acts as can be, but a comment may be one", "ukjent", "samtaler ikke synlige",
         [*seen(), *posts(3), post(ID, "c", ago(9), comments_low=1, comments_high=1)], 2),
    case("long silence, but a hidden comment may break it", "ukjent", "samtaler ikke synlige",
         [*seen(), *posts(61, 70, 80, comments_low=1, comments_high=1)], 3),
    case("window cut, no reply seen", "ukjent", "avkortet vindu", [*seen(71), *posts(3, 10, 17)], 3),
    case("window cut, too few acts seen", "ukjent", "avkortet vindu", [*seen(30), *posts(3), *asked(True)], 2, 1, 1),
    case("window cut, reply to no enquiry", "ukjent", "avkortet vindu",
         [*seen(30), *posts(3, 10, 17), *asked(True, enquiry=False)], 4),
]  # fmt: skip


def _moved(reading: Reading, native_id: str) -> Reading:
    return replace(reading, native_id=native_id)  # type: ignore[call-arg]


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, Any]]]:
    rows = [authority(f"{1000 + order}", f"Vik{order}", 1000) for order in range(len(CASES))]
    extra = [authority(f"200{order}", f"Ytre{order}", 1000) for order in range(8)]
    world = Maker(tmp_path_factory.mktemp("use"), [*rows, *extra])
    for order, each in enumerate(CASES):
        name = f"side{1000 + order}"
        world.page(MONTH, f"{1000 + order}", readings=[_moved(reading, name) for reading in each.readings])
    world.visit(MONTH, "website", "2000")
    world.account(MONTH, "2001", "", status="chosen_not")
    world.visit(MONTH, "website", "2002", outcome=Outcome.TIMEOUT)
    world.page(MONTH, "2003", outcome=Outcome.LOGIN_WALL)
    world.visit(MONTH, "website", "2004")
    world.account(MONTH, "2004", "kanskje", status="kandidat")
    # Two routes: all posts without a comment prove more than the first ten of a page.
    quiet = [_moved(reading, "ro") for reading in [*seen(threads=False), *posts(3, 10, 17, comments_low=0,
                                                                             comments_high=0)]]  # fmt: skip
    world.page(MONTH, "2006", native_id="ro", readings=[_moved(each, "ro") for each in [*seen(15), *posts(3, 10)]])
    world.visit(MONTH, "graph_api", "facebook:ro", number="2006", readings=quiet)
    # Two routes: the one that shows conversations is the one that counts, though the other has more posts.
    graph = [_moved(reading, "to") for reading in [*seen(threads=False), *posts(3, 10, 17, 24, comments_low=1)]]
    page = [_moved(reading, "to") for reading in [*seen(), *posts(3, 10, 17), *asked(True)]]
    world.page(MONTH, "2005", native_id="to", readings=page)
    world.visit(MONTH, "graph_api", "facebook:to", number="2005", readings=graph)
    # Likewise when that page shows only its first few threads: seen on most practice pages.
    page = [*seen(80, threads=False), *posts(3, 10, 17, comments_low=9, comments_high=9), *asked(True)]
    world.page(MONTH, "2007", native_id="tre", readings=[_moved(reading, "tre") for reading in page])
    graph = [_moved(reading, "tre") for reading in graph]
    world.visit(MONTH, "graph_api", "facebook:tre", number="2007", readings=graph)
    build(*world.save())
    answer = query(world.folder.warehouse, "select * from metrics.m11_use_class").astype(object)
    answer = answer.where(answer.notna(), None)
    return world.folder.warehouse, {row["authority_number"]: row for row in answer.to_dict("records")}


@pytest.mark.parametrize("order", range(len(CASES)), ids=[each.why for each in CASES])
def test_use_class(used: tuple[Path, dict[str, dict[str, Any]]], order: int) -> None:
    row, expected = used[1][f"{1000 + order}"], CASES[order]
    assert (row["use_class"], row["reason"]) == (expected.use_class, expected.reason)
    assert [row["page_acts"], row["enquiries"], row["answered_enquiries"]] == [
        expected.acts, expected.enquiries, expected.answered,
    ]  # fmt: skip


def test_m11_zero(used: tuple[Path, dict[str, dict[str, Any]]]) -> None:
    """Seen and nothing there: no acts is 0; no page is its own class."""
    empty = next(order for order, each in enumerate(CASES) if each.why == "nothing at all")
    assert used[1][f"{1000 + empty}"]["page_acts"] == 0
    assert used[1]["2000"]["use_class"] == "ingen side"
    assert used[1]["2001"]["use_class"] == "valgt bort"


def test_m11_missing(used: tuple[Path, dict[str, dict[str, Any]]]) -> None:
    """Nobody knows whether it has a page: no row. A page behind a wall: unknown, and no counts."""
    assert "2002" not in used[1]
    assert "2004" not in used[1], "an unconfirmed candidate is not its page"
    assert used[1]["2003"]["use_class"] == "ukjent"
    assert used[1]["2003"]["page_acts"] is None


def test_the_route_that_shows_conversations_is_preferred(used: tuple[Path, dict[str, dict[str, Any]]]) -> None:
    assert (used[1]["2005"]["use_class"], used[1]["2005"]["page_acts"]) == ("dialog", 4)
    assert (used[1]["2007"]["use_class"], used[1]["2007"]["page_acts"]) == ("dialog", 4)
    assert (used[1]["2006"]["use_class"], used[1]["2006"]["page_acts"]) == ("enveis", 3)


def test_posts_are_counted_for_the_ranking_only_when_seen(used: tuple[Path, dict[str, Any]]) -> None:
    wrong = query(used[0], "select * from mart.ranking where (page_acts is not null) <> coalesce("
                           "use_class in ('dialog', 'enveis', 'inaktiv')"
                           f" or use_class_reason = '{NONE_KNOWN}', false)")  # fmt: skip
    assert len(wrong) == 0


def test_m12_counts_only_classified_pages(used: tuple[Path, dict[str, Any]]) -> None:
    split = query(used[0], "select * from mart.use_class_split where scope = 'alle'").set_index("use_class")
    classes = [each.use_class for each in CASES] + ["dialog", "dialog", "ukjent", "enveis"]
    assert {name: int(split["pages"][name]) for name in split.index} == {
        name: classes.count(name) for name in ("dialog", "enveis", "inaktiv")
    }
    assert set(split["base"]) == {len(classes) - classes.count("ukjent")}
    assert set(split["unknown"]) == {classes.count("ukjent")}
    assert split["percent"].sum() == 100


def _split(tmp_path: Path, classes: dict[str, list[int]]) -> dict[str, list[Any]]:
    """Build a month of authorities with this many inhabitants in each class and return its split."""
    every = [(name, people) for name, each in classes.items() for people in each]
    world = Maker(tmp_path, [authority(f"{1000 + order}", f"Vik{order}", each[1]) for order, each in enumerate(every)])
    made = {"dialog": [*seen(), *posts(3, 10, 17), *asked(True)], "enveis": [*seen(), *posts(3, 10, 17)],
            "inaktiv": seen(), "ukjent": []}  # fmt: skip
    for order, (name, _) in enumerate(every):
        world.page(MONTH, f"{1000 + order}", readings=[_moved(each, f"side{1000 + order}") for each in made[name]])
    build(*world.save())
    answer = query(world.folder.warehouse, "select * from metrics.m12_national_split where scope = 'alle'")
    return {row["use_class"]: [row["pages"], row["percent"], round(row["percent_by_inhabitants"], 3), row["base"],
                               row["unknown"]] for row in answer.to_dict("records")}  # fmt: skip


def test_m12_is_arecas_split_in_whole_per_cents(tmp_path: Path) -> None:
    split = _split(tmp_path, {"dialog": [1000] * 51, "enveis": [1000] * 67, "inaktiv": [1000] * 6})
    assert [split[name][:2] for name in ("dialog", "enveis", "inaktiv")] == [[51, 41], [67, 54], [6, 5]]


def test_m12_zero(tmp_path: Path) -> None:
    """A class without pages is 0, and inhabitants weigh otherwise than pages."""
    split = _split(tmp_path, {"dialog": [9000], "enveis": [500, 500], "ukjent": [70000]})
    assert split == {"dialog": [1, 33, 90.0, 3, 1], "enveis": [2, 67, 10.0, 3, 1], "inaktiv": [0, 0, 0.0, 3, 1]}


def test_m12_missing(tmp_path: Path) -> None:
    """Nothing could be classified: no split, rather than 0/0/0."""
    assert _split(tmp_path, {"ukjent": [1000, 1000]}) == {}
