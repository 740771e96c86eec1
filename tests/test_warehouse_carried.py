"""core.account_month: an account stands for a month whose website was not seen, whatever hearsay says meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from barometer.readings import Outcome
from tests.make_readings import Maker
from warehouse.build import build
from warehouse.read import query

BEFORE, NOW = "2026-09", "2026-10"


def _rows(world: Maker) -> list[tuple[Any, ...]]:
    build(*world.save())
    asked = "select native_id, status, is_carried from core.account_month where month = '2026-10' order by native_id"
    return list(query(world.folder.warehouse, asked).itertuples(index=False, name=None))


@pytest.fixture
def world(tmp_path: Path) -> Maker:
    made = Maker(tmp_path)
    made.page(BEFORE, "0101", native_id="askvikkommune")
    made.visit(NOW, "website", "0101", outcome=Outcome.TIMEOUT)
    return made


def test_a_candidate_from_hearsay_does_not_end_what_stood(world: Maker) -> None:
    world.account(NOW, "0101", "askvik", status="kandidat")
    assert _rows(world) == [("askvik", "kandidat", False), ("askvikkommune", "official", True)]


def test_the_same_account_is_one_row(world: Maker) -> None:
    world.account(NOW, "0101", "askvikkommune", status="kandidat")
    assert _rows(world) == [("askvikkommune", "official", True)]


@pytest.mark.parametrize("status", ["rejected", "chosen_not"])
def test_a_decision_ends_what_stood(world: Maker, status: str) -> None:
    world.account(NOW, "0101", "" if status == "chosen_not" else "askvikkommune", status=status)
    assert [row[1:] for row in _rows(world)] == [(status, False)]


def test_a_website_that_was_read_ends_it_too(tmp_path: Path) -> None:
    world = Maker(tmp_path)
    world.page(BEFORE, "0101", native_id="askvikkommune")
    world.visit(NOW, "website", "0101")
    world.account(NOW, "0101", "askvik", status="kandidat")
    assert _rows(world) == [("askvik", "kandidat", False)]
