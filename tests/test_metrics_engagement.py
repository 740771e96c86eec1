"""M13 and M14: what citizens do with the page's posts, as intervals, the page's own comments removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from barometer.readings import Reading
from tests.make_readings import Maker, authority, comment, feed, instant, post
from warehouse.build import build
from warehouse.read import query

MONTH = "2026-10"
AT = instant(MONTH)
ID = "page"


def ago(days: float) -> datetime:
    return AT - timedelta(days=days)


def seen(days: float = 90) -> list[Reading]:
    return [feed(ID, ago(days), threads=False)]


def posts(
    *counts: tuple[int | None, int | None, int | None], spread: int = 0, first: int = 0, day: float = 2
) -> list[Reading]:
    """Return posts with reactions, comments and shares; each count may be as much larger as `spread`."""
    made: list[Reading] = []
    for order, (reactions, comments, shares) in enumerate(counts):
        made.append(post(
            ID, f"p{first + order}", ago(day + order),
            reactions_low=reactions, reactions_high=None if reactions is None else reactions + spread,
            comments_low=comments, comments_high=comments, shares_low=shares, shares_high=shares,
        ))  # fmt: skip
    return made


def talk(under: str, citizens: int, own: int) -> list[Reading]:
    made: list[Reading] = [comment(ID, under, ago(1), thread=thread) for thread in range(citizens)]
    return [*made, *(comment(ID, under, ago(1), by="page", thread=0, position=1 + each) for each in range(own))]


CASES: dict[str, tuple[int | tuple[int, int] | None, list[Reading]]] = {
    # Followers, readings. Five posts: 40 reactions on three, 10 comments on two (3 by the page), 5 shares on one.
    "counted": (2000, [*seen(), *posts((20, 6, 5), (15, 4, 0), (5, 0, 0), (0, 0, 0), (0, 0, 0)),
                       *talk("p0", 4, 2), *talk("p1", 3, 1)]),
    "nothing came of it": (500, [*seen(), *posts(*[(0, 0, 0)] * 6)]),
    "four posts": (500, [*seen(), *posts(*[(10, 0, 0)] * 4)]),
    "no posts": (500, seen()),
    "reactions rounded": (1000, [*seen(), *posts(*[(100, 0, 0)] * 5, spread=50)]),
    "followers rounded": ((1000, 1250), [*seen(), *posts(*[(100, 0, 0)] * 5)]),
    "one count not shown": (1000, [*seen(), *posts((None, 0, 0), *[(10, 0, 0)] * 4)]),
    "followers not known": (None, [*seen(), *posts(*[(10, 0, 0)] * 5)]),
    "comments hidden": (1000, [*seen(), *posts(*[(10, 4, 0)] * 5), *talk("p0", 1, 1)]),
    "window cut": (1000, [*seen(45), *posts(*[(10, 0, 0)] * 5)]),
    "half of it before the window": (1000, [*seen(), *posts(*[(10, 0, 0)] * 5),
                                            *posts(*[(90, 0, 0)] * 5, first=5, day=91)]),
    "visitors' posts are not the page's": (1000, [*seen(), *posts(*[(10, 0, 0)] * 5), replace(
        posts((900, 0, 0), first=9)[0], by="visitor", is_enquiry=False)]),  # type: ignore[call-arg]
}  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [authority(f"{1000 + order}", f"Vik{order}", 5000) for order in range(len(CASES))]
    world = Maker(tmp_path_factory.mktemp("engagement"), rows)
    for order, (followers, readings) in enumerate(CASES.values()):
        name = f"side{1000 + order}"
        moved = [replace(each, native_id=name) for each in readings]  # type: ignore[call-arg]
        world.page(MONTH, f"{1000 + order}", followers=followers, readings=moved)
    build(*world.save())
    return world.folder.warehouse


def row(warehouse: Path, table: str, name: str) -> dict[str, Any]:
    number = 1000 + list(CASES).index(name)
    answer = query(warehouse, f"select * from metrics.{table} where authority_number = '{number}'").astype(object)
    assert len(answer) == 1
    found: dict[str, Any] = answer.where(answer.notna(), None).to_dict("records")[0]
    return found


def test_m13_is_bonsons_with_the_pages_own_comments_removed(warehouse: Path) -> None:
    found = row(warehouse, "m13_engagement", "counted")
    expected = {
        "p1_percent_low": 60, "p2_low": 8, "p3_low": 4, "c1_percent_low": 40, "c2_low": 7 / 5, "c3_low": 0.7,
        "v1_percent_low": 20, "v2_low": 1, "v3_low": 0.5, "engagement": 5.2,
    }  # fmt: skip
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    assert {name: found[name.replace("_low", "_high")] for name in expected} == pytest.approx(expected)
    assert (found["engagement_state"], found["posts"]) == ("målt", 5)


def test_m13_zero(warehouse: Path) -> None:
    """Six posts that nobody touched: 0 ‰."""
    found = row(warehouse, "m13_engagement", "nothing came of it")
    assert (found["engagement_state"], found["engagement"], found["p1_percent_low"]) == ("målt", 0, 0)


STATES = [
    ("four posts", "for få", 20.0, 20.0, 20.0), ("no posts", "for få", None, None, None),
    ("one count not shown", "ikke vist", None, None, None), ("followers not known", "ikke vist", None, None, None),
    ("reactions rounded", "målt", 125.0, 100.0, 150.0), ("followers rounded", "målt", 90.0, 80.0, 100.0),
    # One of twenty comments is known to be a citizen's, one the page's; of the other eighteen nobody knows.
    ("comments hidden", "samtaler ikke synlige", None, 10 + 0.2, 10 + 19 / 5), ("window cut", "avkortet", 10, 10, 10),
    ("half of it before the window", "målt", 10, 10, 10), ("visitors' posts are not the page's", "målt", 10, 10, 10),
]  # fmt: skip


@pytest.mark.parametrize(("name", "state", "middle", "low", "high"), STATES, ids=[each[0] for each in STATES])
def test_m13(
    warehouse: Path, name: str, state: str, middle: float | None, low: float | None, high: float | None
) -> None:
    found = row(warehouse, "m13_engagement", name)
    assert found["engagement_state"] == state
    shown = [found[each] for each in ("engagement", "engagement_low", "engagement_high")]
    assert shown == [None if each is None else pytest.approx(each) for each in (middle, low, high)]


PER_INHABITANT = [
    ("counted", "målt", 52, 52, 52 / 5 / 3), ("no posts", "målt", 0, 0, 0.0),
    ("four posts", "målt", 40, 40, 40 / 5 / 3), ("reactions rounded", "målt", 500, 750, 625 / 5 / 3),
    ("followers not known", "målt", 50, 50, 50 / 5 / 3), ("one count not shown", "ikke vist", None, None, None),
    ("window cut", "avkortet", 50, 50, None), ("comments hidden", "samtaler ikke synlige", 51, 69, None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "state", "low", "high", "rate"), PER_INHABITANT,
                         ids=[each[0] for each in PER_INHABITANT])  # fmt: skip
def test_m14(
    warehouse: Path, name: str, state: str, low: int | None, high: int | None, rate: float | None
) -> None:  # fmt: skip
    """Per 1000 of 5000 inhabitants and 30 of 90 days."""
    found = row(warehouse, "m14_engagement_per_inhabitant", name)
    assert [found[each] for each in ("interactions_state", "interactions_low", "interactions_high")] == [
        state, low, high,
    ]  # fmt: skip
    assert found["per_1000"] == (None if rate is None else pytest.approx(rate))


def test_m14_zero(warehouse: Path) -> None:
    """Seen, and nothing came of it: 0."""
    assert row(warehouse, "m14_engagement_per_inhabitant", "nothing came of it")["per_1000"] == 0
