"""mart.register over the months: first seen, last seen, gaps, gone, carried, decided, former authorities."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from barometer.readings import Outcome
from tests.make_readings import FIVE, Maker, authority, instant, link
from warehouse.build import build
from warehouse.read import query

MONTHS = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
L, N, X = "linked", "read, not linked", "not read"

# why: what each of five months showed; then, in October: seen_from, last_seen, seen_to, gap_months, is_current
CASES: dict[str, tuple[tuple[str, ...], str, str, str | None, int, bool]] = {
    "always there": ((L, L, L, L, L), "2026-06", "2026-10", None, 0, True),
    "new in August": ((N, N, L, L, L), "2026-08", "2026-10", None, 0, True),
    "gone since September": ((L, L, L, N, N), "2026-06", "2026-08", "2026-08", 0, False),
    "away in July and back": ((L, N, L, L, L), "2026-06", "2026-10", None, 1, True),
    "away twice, then gone": ((L, N, L, N, N), "2026-06", "2026-08", "2026-08", 1, False),
    "a month that was not read is no gap": ((L, X, L, L, L), "2026-06", "2026-10", None, 0, True),
    "not read this month: carried": ((L, L, L, L, X), "2026-06", "2026-09", None, 0, True),
    "not read for long: nobody knows": ((L, L, X, X, X), "2026-06", "2026-07", None, 0, False),
    "gone, then not read": ((L, L, N, X, X), "2026-06", "2026-07", "2026-07", 0, False),
}  # fmt: skip


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], dict[str, Any]]:
    """Return month and account → its row of the register."""
    cases = [authority(f"{1000 + order}", f"Vik{order}") for order in range(len(CASES))]
    former = authority("1900", "Gamlevik", valid_to=date(2026, 9, 1))
    world = Maker(tmp_path_factory.mktemp("register"), [*FIVE, *cases, former])
    for order, (seen, *_) in enumerate(CASES.values()):
        number, page = f"{1000 + order}", f"side{order}"
        for month, what in zip(MONTHS, seen, strict=True):
            links = [link(page)] if what == L else []
            world.visit(month, "website", number, readings=links, outcome=Outcome.TIMEOUT if what == X else Outcome.OK)
            if what == L:
                world.account(month, number, page)
    for month in MONTHS:
        world.page(month, "0101", followers=10, at=instant(month, 21))
        world.account(month, "0102", "attestert")
        world.account(month, "0103", "", status="chosen_not")
    for month in MONTHS[:3]:
        world.page(month, "1900", native_id="gamlevik")
    build(*world.save())
    answer = query(world.folder.warehouse, "select * from mart.register")
    plain = answer.astype(object).where(answer.notna(), None)
    return {(row["month"], row["native_id"]): row for row in plain.to_dict("records")}


@pytest.mark.parametrize("order", range(len(CASES)), ids=list(CASES))
def test_a_history(rows: dict[tuple[str, str], dict[str, Any]], order: int) -> None:
    row = rows["2026-10", f"side{order}"]
    got = (row["seen_from"], row["last_seen"], row["seen_to"], row["gap_months"], row["is_current"])
    assert got == list(CASES.values())[order][1:]
    assert (row["status"], row["role"], row["authority"]) == ("official", "helhetlig", f"Vik{order}")


def test_an_edition_knows_nothing_of_later_months(rows: dict[tuple[str, str], dict[str, Any]]) -> None:
    gone = list(CASES).index("gone since September")
    assert rows["2026-08", f"side{gone}"]["seen_to"] is None
    assert ("2026-07", f"side{list(CASES).index('new in August')}") not in rows


def test_an_attested_account_that_is_not_linked_was_never_seen(rows: dict[tuple[str, str], dict[str, Any]]) -> None:
    row = rows["2026-10", "attestert"]
    assert (row["seen_from"], row["seen_to"], row["status"], row["is_current"]) == (None, None, "official", True)
    assert row["last_checked_on"] is None


def test_an_absence_by_choice_is_in_the_register(rows: dict[tuple[str, str], dict[str, Any]]) -> None:
    assert (rows["2026-10", ""]["status"], rows["2026-10", ""]["url"]) == ("chosen_not", "")


def test_the_last_check_is_the_later_of_the_two(rows: dict[tuple[str, str], dict[str, Any]]) -> None:
    assert str(rows["2026-10", "side0101"]["last_checked_on"])[:10] == "2026-10-21"
    assert str(rows["2026-10", "side6"]["last_checked_on"])[:10] == "2026-09-20"


def test_an_account_of_a_former_authority_ends_with_it(rows: dict[tuple[str, str], dict[str, Any]]) -> None:
    row = rows["2026-10", "gamlevik"]
    assert (row["authority"], row["seen_to"], row["is_current"]) == ("Gamlevik", "2026-08", False)
