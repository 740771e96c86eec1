"""The part of the score that compares response rates and weeks with the truth, page by page."""

from __future__ import annotations

from typing import Any

from barometer.practice.dialogue import dialogue_of
from barometer.practice.posts import posts_of
from barometer.practice.truth import Truth
from barometer.practice.world import world

Row = dict[str, Any]
LOOK_BACK_DAYS = 200
"""So far back the truth looks for old posts that are still answered."""
FEWEST = 10
PARTS = ("dialog", "enveis", "inaktiv")


def score_dialogue(true: Truth, told: dict[str, Row]) -> Row:
    """Compare the told response rates and compositions with the true ones, over every page that has one.

    Args:
        told: rows of `mart.dialogue` by authority number.

    Returns: for `response_rate` pages told, with the very same counts, with the truth inside the interval, and told
    though truly too few; for `composition` pages told and equal; both with what differs by name.
    """
    here = world(true.month, true.seed)
    rate: Row = {"told": 0, "equal": 0, "inside": 0, "too_few_told": 0, "differing": []}
    weeks: Row = {"told": 0, "equal": 0, "differing": []}
    for number, authority in sorted(true.authorities.items()):
        page, row = authority.page, told.get(number)
        if page is None or page.hidden or row is None:
            continue
        truly = dialogue_of(posts_of(here, page.account, LOOK_BACK_DAYS), here.now)
        if row["response_percent"] is not None:
            _score_rate(rate, number, row, truly.due, truly.answered_in_time)
        if row["composition_state"] == "målt":
            counts = (row["dialog_percent"], row["oneway_percent"], row["inactive_percent"])
            weeks["told"] += 1
            seen = truly.weeks[: row["observed_weeks"]]
            parts = [100 * seen.count(part) / len(seen) for part in PARTS]
            # Whole per cents: one week of thirteen is more than seven of them.
            is_equal = all(abs(told - part) < 1 for told, part in zip(counts, parts, strict=True))
            weeks["equal"] += is_equal
            if not is_equal:
                weeks["differing"].append(f"{number} {counts} is {[round(part, 1) for part in parts]}")
    return {"response_rate": rate, "composition": weeks}


def _score_rate(tally: Row, number: str, row: Row, due: int, answered: int) -> None:
    counts = (row["answered_in_time"], row["due_enquiries"])
    is_equal = counts == (answered, due)
    true_percent = 100 * answered / due if due else None
    tally["told"] += 1
    tally["equal"] += is_equal
    tally["too_few_told"] += due < FEWEST
    tally["inside"] += (
        true_percent is not None
        and row["response_percent_low"] - 1e-9 <= true_percent <= row["response_percent_high"] + 1e-9
    )
    if not is_equal:
        tally["differing"].append(f"{number} {counts[0]}/{counts[1]} is {answered}/{due}")


def dialogue_lines(result: Row) -> list[str]:
    """Return this part of a score as lines for a person."""
    rate, weeks = result["response_rate"], result["composition"]
    return [
        "",
        "Dialogue, pages told of:",
        f"  response rate   {rate['equal']} of {rate['told']} with the very counts, {rate['inside']} with the truth in"
        f" the interval, {rate['too_few_told']} told of too few",
        f"  thirteen weeks  {weeks['equal']} of {weeks['told']} as they were",
        *(f"    {line}" for line in (*rate["differing"], *weeks["differing"])),
    ]
