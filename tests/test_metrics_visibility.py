"""M16: which places on the website, and which answers of the account, give which points."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from barometer.readings import Link, Outcome, Reading
from tests.make_readings import Maker, authority, link, profile
from warehouse.build import build
from warehouse.read import query

MONTH = "2026-10"


def _links(*places: tuple[str, str], to: str = "side") -> list[Reading]:
    return [link(to, role=role, place=place) for role, place in places]


SITE = "https://www.vik.kommune.xx/"


def _own(website: str | None = SITE) -> list[Reading]:
    return [profile("side", "side", website)]


FOOTER = _links(("front", "footer"))
NUMBERED: list[Reading] = [profile("77", "side")]
EVERYWHERE = _links(("front", "header"), ("front", "footer"), ("contact", "main"), ("overview", "main"))
SHARE = Link(
    page_url="https://x/", page_role="front", url="https://www.facebook.com/sharer", channel="facebook", native_id=None,
    kind="share", rejected="share link", place="header", text="", label="", context="",
)  # fmt: skip
FRONT_OF_PLATFORM = replace(SHARE, url="https://www.facebook.com/", kind="front", rejected="platform front page")
A_POST = replace(SHARE, url="https://www.facebook.com/side/posts/1", kind="post", rejected="post")

# why: links on the website, outcome of the account's visit and what it says, score, unobserved, class
CASES: dict[str, tuple[list[Reading], Outcome, list[Reading], int, int, str]] = {
    "everything": (EVERYWHERE, Outcome.OK, _own(), 100, 0, "forside"),
    "in the footer": (FOOTER, Outcome.OK, _own(), 55, 0, "forside"),
    "in a follow-us block": (_links(("front", "follow_block")), Outcome.OK, _own(), 70, 0, "forside"),
    "in the navigation": (_links(("front", "navigation")), Outcome.OK, _own(), 70, 0, "forside"),
    "in the header of the contact page only": (_links(("contact", "header")), Outcome.OK, _own(), 35, 0, "annet sted"),
    "on the overview page only": (_links(("overview", "main")), Outcome.OK, _own(), 35, 0, "annet sted"),
    "on another page only": (_links(("other", "main")), Outcome.OK, _own(), 20, 0, "annet sted"),
    "account names no website": (FOOTER, Outcome.OK, _own(None), 45, 0, "forside"),
    "account names another website": (FOOTER, Outcome.OK, _own("https://x.no"), 45, 0, "forside"),
    "website without www and scheme": (FOOTER, Outcome.OK, _own("vik.kommune.xx"), 55, 0, "forside"),
    "account names a page of the website": (FOOTER, Outcome.OK, _own(f"{SITE}kontakt"), 55, 0, "forside"),
    "account names a host below it": (FOOTER, Outcome.OK, _own("http://ny.vik.kommune.xx/"), 55, 0, "forside"),
    "account names a host that ends alike": (FOOTER, Outcome.OK, _own("https://medvik.kommune.xx"), 45, 0, "forside"),
    "account names where the site answered from": (FOOTER, Outcome.OK, _own("site.kommune.xx"), 55, 0, "forside"),
    "the page has another name now": (FOOTER, Outcome.OK, [profile("77", "ny", SITE)], 45, 0, "forside"),
    "the page shows no name": (FOOTER, Outcome.OK, [profile("77", None, SITE)], 55, 0, "forside"),
    "the link is dead": (FOOTER, Outcome.NOT_FOUND, [], 35, 0, "forside"),
    "a wall: 20 points unseen": (FOOTER, Outcome.LOGIN_WALL, [], 35, 20, "forside"),
    "read, but without a profile": (FOOTER, Outcome.OK, [], 45, 10, "forside"),
    "linked by its number": (_links(("front", "footer"), to="77"), Outcome.OK, NUMBERED, 45, 0, "forside"),
    "attested, not linked": ([], Outcome.OK, _own(), 10, 0, "ingen"),
    "another account is linked": (_links(("front", "header"), to="vevmakeren"), Outcome.OK, _own(), 10, 0, "ingen"),
    "the supplier's account": (_links(("front", "header"), to="leverandor"), Outcome.OK, _own(), 10, 0, "ingen"),
    "the platform's front page": ([FRONT_OF_PLATFORM], Outcome.OK, _own(), 10, 0, "ingen"),
    "one of its posts": ([A_POST], Outcome.OK, _own(), 10, 0, "ingen"),
    "a share button": ([SHARE], Outcome.OK, _own(), 10, 0, "ingen"),
    "only in what machines read": (_links(("front", "json_ld")), Outcome.OK, _own(), 10, 0, "ingen"),
    "nothing anywhere": ([], Outcome.OK, _own(None), 0, 0, "ingen"),
}


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    rows = [
        authority(f"{1000 + order}", f"Vik{order}", website="https://www.vik.kommune.xx/")
        for order in range(len(CASES) + 3)
    ]
    world = Maker(tmp_path_factory.mktemp("visible"), rows)
    for order, (links, outcome, own, *_) in enumerate(CASES.values()):
        number, name = f"{1000 + order}", f"side{order}"
        world.visit(MONTH, "website", number, readings=[_named(each, name) for each in links])
        world.account(MONTH, number, name)
        said = [_named(each, name) for each in own]
        world.visit(MONTH, "facebook", f"facebook:{name}", outcome=outcome, readings=said)
    unread, without = f"{1000 + len(CASES)}", f"{1001 + len(CASES)}"
    world.visit(MONTH, "website", unread, outcome=Outcome.ROBOTS)
    world.account(MONTH, unread, "attestert")
    world.visit(MONTH, "website", without)
    forbidden = world.page(MONTH, f"{1002 + len(CASES)}", readings=_own())
    front = world.visits[MONTH, "website"].pop()
    contact = replace(front.pages[0], outcome=Outcome.ROBOTS, status=0)
    world.visits[MONTH, "website"].append(replace(front, pages=(*front.pages, contact)))
    assert forbidden
    build(*world.save())
    answer = query(world.folder.warehouse, "select * from metrics.m16_visibility")
    return {row["authority_number"]: row for row in answer.to_dict("records")}  # type: ignore[misc]


def _named(reading: Reading, name: str) -> Reading:
    """Give the account of a case its own name, since one page belongs to one authority."""
    changes = {field: name for field in ("native_id", "username") if getattr(reading, field, None) == "side"}
    return replace(reading, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("order", range(len(CASES)), ids=list(CASES))
def test_score(scores: dict[str, dict[str, Any]], order: int) -> None:
    row = scores[f"{1000 + order}"]
    assert (row["score"], row["points_unobserved"], row["visibility_class"]) == list(CASES.values())[order][3:]


# part: where the links stand → points of the parts front, prominent, contact, overview
PARTS = {
    "front": ([("front", "main")], (35, 0, 0, 0)),
    "front, embedded": ([("front", "iframe")], (35, 0, 0, 0)),
    "front, on a button": ([("front", "attribute")], (35, 0, 0, 0)),
    "header": ([("front", "header")], (35, 15, 0, 0)),
    "navigation": ([("front", "navigation")], (35, 15, 0, 0)),
    "follow block": ([("front", "follow_block")], (35, 15, 0, 0)),
    "contact": ([("contact", "footer")], (0, 0, 15, 0)),
    "contact, in a follow block there": ([("contact", "follow_block")], (0, 0, 15, 0)),
    "overview": ([("overview", "main")], (0, 0, 0, 15)),
    "overview, in its header": ([("overview", "header")], (0, 0, 0, 15)),
    "another page": ([("other", "follow_block")], (0, 0, 0, 0)),
    "for machines": ([("front", "meta"), ("contact", "script"), ("overview", "json_ld")], (0, 0, 0, 0)),
}


def test_every_part_has_its_own_points(tmp_path: Path) -> None:
    rows = [authority(f"{2000 + order}", f"Del{order}") for order in range(len(PARTS))]
    world = Maker(tmp_path, rows)
    for order, (places, _) in enumerate(PARTS.values()):
        name = f"del{order}"
        world.visit(MONTH, "website", f"{2000 + order}", readings=_links(*places, to=name))
        world.account(MONTH, f"{2000 + order}", name)
    build(*world.save())
    columns = "front_points, prominent_points, contact_points, overview_points"
    asked = f"select {columns} from metrics.m16_visibility order by authority_number"
    answer = query(world.folder.warehouse, asked).itertuples(index=False, name=None)
    assert dict(zip(PARTS, answer, strict=True)) == {part: points for part, (_, points) in PARTS.items()}


def test_m16_zero(scores: dict[str, dict[str, Any]]) -> None:
    row = scores[f"{1000 + list(CASES).index('nothing anywhere')}"]
    assert (row["score"], row["front_points"], row["backlink_points"], row["works_points"]) == (0, 0, 0, 0)


def test_m16_missing(scores: dict[str, dict[str, Any]]) -> None:
    """A website that could not be read, or no page to show: no row, not 0 points."""
    assert len(scores) == len(CASES) + 1


def test_a_page_that_could_not_be_read_leaves_its_points_open(scores: dict[str, dict[str, Any]]) -> None:
    """One page of the site was forbidden: the contact page or the overview, so 15 points and not 30."""
    row = scores[f"{1002 + len(CASES)}"]
    assert (row["front_points"], row["contact_points"], row["points_unobserved"]) == (35, 0, 15)
