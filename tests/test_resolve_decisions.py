"""Decisions in `accounts.csv`: they win over what is read, the last one holds, and they outlive re-crawls."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from barometer.crawling import judge
from barometer.decisions import Decision
from barometer.months import Month
from barometer.readings import Account
from barometer.readings_file import write
from barometer.resolve import resolve
from barometer.storage import DataFolder
from tests.resolving import MONTH, NORWAY, link, visit

LILLEHAMMER = "3405"
HEADER = "authority_number,channel,native_id,decision,role,decided_on,decided_by,note\n"


def decision(kind: str, native_id: str = "lhmr", role: str = "helhetlig", day: int = 1) -> Decision:
    return Decision(
        authority_number=LILLEHAMMER, channel="facebook", native_id=native_id, decision=kind, role=role,
        decided_on=date(2026, 9, day), decided_by="AB", note="phone",
    )  # type: ignore[arg-type]  # fmt: skip


def judged(*decisions: Decision, links: tuple[str, ...] = ("lillehammerkommune",)) -> dict[str, Account]:
    found = resolve(NORWAY, MONTH, [visit(LILLEHAMMER, [link(each) for each in links])], decisions)
    return {each.native_id: each for each in found}


def test_a_decision_that_is_taken_back_leaves_what_was_read() -> None:
    found = judged(decision("attested"), decision("wrong", day=2))
    assert found["lhmr"].status == "rejected"
    assert found["lillehammerkommune"].status == "official"


def test_a_page_that_moved_is_the_one_attested_last() -> None:
    found = judged(decision("attested", "gammel"), decision("attested", "lhmr", day=2), links=("gammel",))
    assert (found["gammel"].status, found["lhmr"].status) == ("rejected", "official")


def test_who_chose_not_to_be_there_and_came_after_all_is_there() -> None:
    found = judged(decision("chosen_not", ""), decision("attested", day=2), links=())
    assert {key: account.status for key, account in found.items()} == {"lhmr": "official"}
    found = judged(decision("attested"), decision("chosen_not", "", day=2), links=())
    assert {key: account.status for key, account in found.items()} == {"": "chosen_not"}


def test_an_attested_library_stands_beside_an_absence_by_choice() -> None:
    found = judged(decision("chosen_not", ""), decision("attested", "bib", "virksomhet"), links=())
    assert {key: account.status for key, account in found.items()} == {"": "chosen_not", "bib": "official"}


def test_a_decision_outlives_the_crawls_of_two_months(tmp_path: Path) -> None:
    """Each month's websites are read anew; the line in accounts.csv is not asked for again."""
    folder = DataFolder(tmp_path / "no")
    folder.root.mkdir()
    line = f"{LILLEHAMMER},facebook,lillehammerkommune,wrong,,2026-09-01,AB,a fan's page\n"
    folder.accounts.write_text(HEADER + line, encoding="utf-8")
    for number in (9, 10):
        month = Month(2026, number)
        at = datetime(2026, number, 20, tzinfo=UTC)
        seen = visit(LILLEHAMMER, [link("lillehammerkommune"), link("lhmr")], at=at, month=month)
        write(folder.route(month, "website"), [seen])
        found = {each.native_id: each for each in judge(NORWAY, month, folder)}
        assert found["lillehammerkommune"].status == "rejected"
        assert found["lillehammerkommune"].evidence[0] == "wrong by AB on 2026-09-01: a fan's page"
        assert (found["lhmr"].role, found["lhmr"].status) == ("helhetlig", "official")
    assert folder.accounts.read_text(encoding="utf-8") == HEADER + line


@pytest.mark.parametrize("links", [("lhmr",), ("lhmr", "lillehammerkommune")])
def test_an_attested_account_stands_whatever_is_linked(links: tuple[str, ...]) -> None:
    found = judged(decision("attested"), links=links)
    assert found["lhmr"].status == "official"
    assert all(account.status == "rejected" for key, account in found.items() if key != "lhmr")


def test_an_account_attested_for_one_is_nobody_elses() -> None:
    shared = [visit("3114", [link("valerkommune")]), visit("3419", [link("valerkommune")])]
    asked = Decision(
        authority_number="3419", channel="facebook", native_id="valerkommune", decision="attested", role="helhetlig",
        decided_on=date(2026, 9, 1), decided_by="AB", note="phone",
    )  # fmt: skip
    found = resolve(NORWAY, MONTH, shared, (asked,))
    assert {each.authority_number: each.status for each in found} == {"3114": "rejected", "3419": "official"}
