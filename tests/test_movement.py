"""What changed from the edition before, and why a rank moved: examples of one cause each, and the sum of the parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from barometer.months import Month
from barometer.publishing import movement as moving
from barometer.publishing.language import speaking
from barometer.publishing.mart import Mart
from barometer.publishing.movement import Movement, movement
from barometer.registry import Change
from tests.make_readings import country

FIELDS: dict[str, Any] = {
    **dict.fromkeys(moving.TRACKED), "kind": "kommune", "county": "Fylke", "size_class": "< 2 000", "state": "ok",
    "account_status": "official", "counter_kind": "followers", "is_exact": True,
}  # fmt: skip


def authority(number: str, followers: int | None, population: int = 1000, **changes: Any) -> dict[str, Any]:
    """Return an authority's row of the ranking, before it has a rank."""
    row = {
        **FIELDS, "authority_number": number, "authority": f"A{number}", "population": population,
        "account_id": f"side{number}", "followers": followers, "followers_low": followers, "followers_high": followers,
        "coverage_percent": None if followers is None else 100 * followers / population,
    }  # fmt: skip
    return {**row, **changes}


def ranked(month: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each row its month and its competition rank by coverage."""
    known = [row["coverage_percent"] for row in rows if row["coverage_percent"] is not None]
    return [
        {**row, "month": month, "rank": None if row["coverage_percent"] is None
         else 1 + sum(other > row["coverage_percent"] for other in known)}
        for row in rows
    ]  # fmt: skip


def account(month: str, number: str, native_id: str, **changes: Any) -> dict[str, Any]:
    """Return an account's row."""
    return {
        "month": month, "authority_number": number, "authority": f"A{number}", "channel": "facebook",
        "native_id": native_id, "role": "helhetlig", "status": "official", "last_outcome": "ok", **changes,
    }  # fmt: skip


def moved(
    before: list[dict[str, Any]], now: list[dict[str, Any]], accounts: list[dict[str, Any]] = [],  # noqa: B006
    changes: tuple[Change, ...] = (),
) -> Movement:  # fmt: skip
    """Return what changed from September to October."""
    months = [*(["2026-09"] if before else []), "2026-10"]
    frames = {
        "edition": DataFrame({"month": months}),
        "ranking": DataFrame([*ranked("2026-09", before), *ranked("2026-10", now)]).astype(object),
        "account": DataFrame(accounts, columns=list(account("", "", ""))),
    }
    mart = Mart(month=Month.parse("2026-10"), history=frames, types={})
    return movement(mart, replace(country(), changes=changes))


def test_the_first_edition_is_compared_with_nothing() -> None:
    assert moved([], [authority("01", 500)]) == Movement(against=None)


def test_nothing_changed() -> None:
    rows = [authority("01", 500), authority("02", None, state="robots")]
    assert moved(rows, rows) == Movement(against="2026-09")


THREE = [authority("01", 900), authority("02", 500), authority("03", 400)]


@pytest.mark.parametrize(
    ("now", "places", "parts", "reasons"),
    [
        ({"02": authority("02", 950)}, 1, (0, 0, 1), (moving.GREW,)),
        ({"02": authority("02", 100)}, -1, (0, 0, -1), (moving.SHRANK,)),
        ({"03": authority("03", 600)}, -1, (-1, 0, 0), (moving.OTHERS,)),
        ({"02": authority("02", 500, 500)}, 1, (0, 1, 0), (moving.INHABITANTS,)),
        ({"02": authority("02", 950, account_id="annen")}, 1, (0, 0, 1), (moving.OTHER_ACCOUNT,)),
        ({"02": authority("02", 950, counter_kind="likes")}, 1, (0, 0, 1), (moving.OTHER_COUNTER,)),
        ({"02": authority("02", 950, is_exact=False)}, 1, (0, 0, 1), (moving.NOW_ROUNDED,)),
        ({"02": authority("02", 380, followers_low=350, followers_high=520)}, -1, (0, 0, -1), (moving.UNCERTAIN,)),
        ({"01": authority("01", None, state="feil")}, 1, (1, 0, 0), (moving.OTHERS,)),
        ({"04": authority("04", 600)}, -1, (-1, 0, 0), (moving.OTHERS,)),
        ({"02": authority("02", 1200, 1250), "03": authority("03", 950)}, 1, (-1, 0, 2), (moving.GREW, moving.OTHERS)),
    ],
    ids=["grew", "shrank", "overtaken", "fewer inhabitants", "other account", "other counter", "rounded", "uncertain",
         "one above gone", "one above new", "everything at once"],
)  # fmt: skip
def test_why_the_second_of_three_moved(
    now: dict[str, dict[str, Any]], places: int, parts: tuple[int, int, int], reasons: tuple[str, ...]
) -> None:
    later = {row["authority_number"]: row for row in THREE} | now
    found = [move for move in moved(THREE, list(later.values())).moves if move.row["authority_number"] == "02"]
    assert [(move.places, (move.by_others, move.by_inhabitants, move.by_followers)) for move in found] == [
        (places, parts)
    ]
    assert found[0].reasons == reasons


@pytest.mark.parametrize(
    ("before", "now", "reason"),
    [(None, 500, moving.NEWLY_MEASURED), (500, None, moving.NOT_MEASURED)],
    ids=["newly measured", "not measured"],
)  # fmt: skip
def test_a_rank_that_came_or_went_is_no_number_of_places(before: int | None, now: int | None, reason: str) -> None:
    told = moved([authority("01", before)], [authority("01", now)])
    assert [(move.places, move.reasons) for move in told.moves] == [(None, (reason,))]
    with speaking("nb"):
        assert told.moves[0].said == reason


counts = st.lists(
    st.tuples(st.integers(0, 3000), st.integers(0, 3000), st.integers(1, 900), st.integers(1, 900)),
    min_size=1, max_size=8,
)  # fmt: skip


@given(counts)
def test_the_three_parts_sum_to_the_move(drawn: list[tuple[int, int, int, int]]) -> None:
    before = [authority(f"{order:02}", old, small) for order, (old, _, small, _) in enumerate(drawn)]
    now = [authority(f"{order:02}", new, large) for order, (_, new, _, large) in enumerate(drawn)]
    for move in moved(before, now).moves:
        assert move.places == move.by_others + move.by_inhabitants + move.by_followers
        assert move.places == int(move.before["rank"]) - int(move.row["rank"]) != 0
        assert move.reasons


def test_authorities_that_came_went_and_only_have_another_number() -> None:
    change = Change(on=date(2026, 10, 1), from_number="03", to_number="33", kind="renumbered", weight=None, source="x")
    told = moved(THREE, [authority("01", 900), authority("33", 950, authority="A03"), authority("05", 10)],
                 changes=(change,))  # fmt: skip
    assert [row["authority_number"] for row in told.rows(moving.CAME)] == ["05"]
    assert [row["authority_number"] for row in told.rows(moving.LEFT)] == ["02"]
    assert [(each.old, each.new) for each in told.of("authority_number")] == [("03", "33")]
    assert [move.reasons for move in told.moves if move.row["authority_number"] == "33"] == [
        (moving.OTHER_ACCOUNT, moving.OTHERS, moving.RENUMBERED)
    ]


def test_a_new_number_neither_brings_nor_takes_accounts() -> None:
    change = Change(on=date(2026, 10, 1), from_number="03", to_number="33", kind="renumbered", weight=None, source="x")
    told = moved([authority("03", 400)], [authority("33", 400, authority="A03", account_id="side03")],
                 [account("2026-09", "03", "side03"), account("2026-10", "33", "side03")],
                 changes=(change,))  # fmt: skip
    assert told.accounts == () and told.accounts_by_channel == []


def test_accounts_that_came_went_and_are_judged_otherwise() -> None:
    rows = [authority("01", 900)]
    told = moved(rows, rows, [
        account("2026-09", "01", "a"), account("2026-09", "01", "b", status="kandidat"), account("2026-09", "01", "c"),
        account("2026-10", "01", "a"), account("2026-10", "01", "b"), account("2026-10", "01", "d", channel="x"),
    ])  # fmt: skip
    assert [(each.row["native_id"], each.change, each.column, each.old, each.new) for each in told.accounts] == [
        ("b", "endret", "status", "kandidat", "official"), ("c", "borte", "", None, None), ("d", "ny", "", None, None),
    ]  # fmt: skip
    assert told.accounts_by_channel == [("facebook", 0, 1, 1), ("x", 1, 0, 0)]
