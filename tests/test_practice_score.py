"""The score counts right, wrong and missing as a person would: tables with known slips, in a real DuckDB file."""

from __future__ import annotations

import json

import duckdb
import pandas
import pytest

from barometer.errors import WarehouseError
from barometer.months import Month
from barometer.practice.dialogue import dialogue_of
from barometer.practice.posts import posts_of
from barometer.practice.score import score, score_lines
from barometer.practice.score_dialogue import LOOK_BACK_DAYS, PARTS
from barometer.practice.truth import exact_count, truth
from barometer.practice.world import world

MONTH = Month(2026, 10)


def perfect():
    """Return the tables of an edition that tells the whole observable truth."""
    accounts, ranking, counters = [], [], []
    for number, authority in truth(MONTH).authorities.items():
        for each in authority.accounts:
            account = each.account
            if not each.hidden and account.exists:
                accounts.append(
                    {"month": str(MONTH), "authority_number": number, "channel": account.channel,
                     "native_id": account.native_id, "role": account.role, "status": "official"}
                )  # fmt: skip
        page = authority.page if authority.page and not authority.page.hidden else None
        row = {"month": str(MONTH), "authority_number": number, "state": "ok" if page else "feil",
               "followers_low": None, "followers_high": None, "counter_kind": "followers", "use_class": None,
               "page_acts": None, "enquiries": None, "answered_enquiries": None}  # fmt: skip
        if page:
            row["use_class"] = page.use.use_class if page.is_class_observable else "ukjent"
            row |= {"page_acts": page.use.posts + page.use.replies, "enquiries": page.use.enquiries,
                    "answered_enquiries": page.use.answered}  # fmt: skip
            if page.routes:
                count = page.account.followers
                row |= {"followers_low": count, "followers_high": count}
                counters.append(
                    {"visit_id": f"{MONTH}:graph_api:{number}", "channel": "facebook", "kind": "likes", "text": "x",
                     "native_id": page.account.native_id, "low": page.account.likes, "high": page.account.likes}
                )  # fmt: skip
        ranking.append(row)
    return accounts, ranking, counters


def talks():
    """Return what an edition would say of every page's dialogue if it saw everything."""
    here, rows = world(MONTH, 1), []
    for number, authority in truth(MONTH).authorities.items():
        if authority.page and not authority.page.hidden:
            truly = dialogue_of(posts_of(here, authority.page.account, LOOK_BACK_DAYS), here.now)
            percent = 100.0 * truly.answered_in_time / truly.due if truly.due >= 10 else None
            shares = [round(100 * truly.weeks.count(part) / 13) for part in PARTS]
            rows.append({
                "month": str(MONTH), "authority_number": number, "response_percent": percent,
                "response_percent_low": percent, "response_percent_high": percent, "due_enquiries": truly.due,
                "answered_in_time": truly.answered_in_time, "composition_state": "målt", "observed_weeks": 13,
                "dialog_percent": shares[0],
                "oneway_percent": shares[1], "inactive_percent": shares[2],
            })  # fmt: skip
    return rows


def scored(tmp_path, accounts, ranking, counters, dialogue=None):
    path = tmp_path / "barometer.duckdb"
    with duckdb.connect(str(path)) as connection:
        for schema, name, rows in (
            ("mart", "account", accounts), ("mart", "ranking", ranking), ("raw", "counter", counters),
            ("mart", "dialogue", dialogue or talks()),
        ):  # fmt: skip
            connection.execute(f"create schema if not exists {schema}")
            table = pandas.DataFrame(rows)
            for column in table.columns[table.isna().any()]:
                if column != "use_class" and not column.startswith("response_percent"):
                    table[column] = table[column].astype("Int64")
            connection.register("rows", table)
            connection.execute(f"create table {schema}.{name} as select * from rows")
    return score(path, MONTH)


def test_the_whole_truth_scores_full(tmp_path):
    result = scored(tmp_path, *perfect())
    facebook = result["accounts"]["facebook"]
    assert (facebook["precision_percent"], facebook["recall_percent"], facebook["wrong"]) == (100.0, 100.0, 0)
    assert facebook["found"] > 290 and facebook["not_observable"]["not linked"] > 5
    assert result["counters"]["right_percent"] == result["use_class"]["right_percent"] == 100.0
    assert result["roles"]["right_percent"] == 100.0
    assert result["contents"]["exact"] == result["contents"]["pages"] > 100
    assert all(row["found"] == row["observable"] for row in result["families"].values())
    assert set(result["use_class"]["not_observable"]) <= {"dialog", "enveis", "inaktiv"}
    json.dumps(result)
    assert any("recall 100.0 %" in line for line in score_lines(result))


def test_each_slip_is_counted_once(tmp_path):
    accounts, ranking, counters = perfect()
    own = [row for row in accounts if row["channel"] == "facebook" and row["role"] == "helhetlig"]
    missed, candidate, wrong, aliased = own[:4]
    accounts.remove(missed)
    candidate["status"] = "kandidat"
    wrong["native_id"] = "nettsmiaas"
    page = truth(MONTH).authorities[aliased["authority_number"]].page.account
    aliased["native_id"] = page.page_id
    seen = [row for row in ranking if row["followers_low"] is not None]
    seen[0] |= {"followers_low": 1, "followers_high": 1}
    seen[1] |= {"followers_low": None, "followers_high": None}
    classed = [row for row in ranking if row["use_class"] == "dialog"]
    classed[0]["use_class"] = "enveis"
    counters[0]["high"] = counters[0]["low"] = counters[0]["low"] + 1
    result = scored(tmp_path, accounts, ranking, counters)
    facebook = result["accounts"]["facebook"]
    assert (facebook["missed"], facebook["found_as_candidate"], facebook["wrong"]) == (2, 1, 1)
    assert facebook["found"] == facebook["observable"] - 3
    assert (result["counters"]["wrong"], result["counters"]["missing"]) == (1, 1)
    assert result["use_class"]["confusion"]["dialog"]["enveis"] == 1
    assert result["use_class"]["right"] == result["use_class"]["observable"] - 1
    likes = result["counters"]["every_counter"]["facebook likes"]
    assert likes["read"] - likes["right"] == 1


def test_a_wrong_rate_and_a_wrong_week_are_named(tmp_path):
    rows = talks()
    told = [row for row in rows if row["response_percent"] is not None]
    whole = scored(tmp_path, *perfect())["dialogue"]
    assert whole["response_rate"]["told"] == whole["response_rate"]["equal"] == len(told) > 100
    assert whole["composition"]["equal"] == whole["composition"]["told"] == len(rows)
    told[0]["answered_in_time"] += 1
    told[1] |= {"response_percent": 0.0, "response_percent_low": 100.0, "response_percent_high": 100.0}
    told[2]["dialog_percent"] += 8
    (tmp_path / "again").mkdir()
    result = scored(tmp_path / "again", *perfect(), rows)
    rate, weeks = result["dialogue"]["response_rate"], result["dialogue"]["composition"]
    assert (rate["told"] - rate["equal"], rate["told"] - rate["inside"]) == (1, 1)
    assert rate["differing"][0].startswith(told[0]["authority_number"])
    assert weeks["differing"][0].startswith(told[2]["authority_number"]) and len(weeks["differing"]) == 1
    assert any(told[0]["authority_number"] in line for line in score_lines(result))


def test_what_was_found_beyond_the_observable_is_no_error(tmp_path):
    accounts, ranking, counters = perfect()
    hidden = next(
        (number, each.account)
        for number, authority in truth(MONTH).authorities.items()
        for each in authority.accounts
        if each.hidden == "not linked" and each.use is not None
    )
    accounts.append({**accounts[0], "authority_number": hidden[0], "channel": "facebook",
                     "native_id": hidden[1].native_id, "role": "helhetlig", "status": "official"})  # fmt: skip
    facebook = scored(tmp_path, accounts, ranking, counters)["accounts"]["facebook"]
    assert (facebook["found_beyond_observable"], facebook["wrong"]) == (1, 0)
    assert facebook["precision_percent"] == 100.0


def test_a_closed_page_that_is_still_linked_is_gone_not_wrong(tmp_path):
    month = next(
        each for each in (MONTH.shift(-back) for back in range(12))
        if any(one.account.role == "helhetlig" and not one.account.exists
               for authority in truth(each).authorities.values() for one in authority.accounts)
    )  # fmt: skip
    closed = next(
        one.account for authority in truth(month).authorities.values() for one in authority.accounts
        if one.account.role == "helhetlig" and not one.account.exists
    )  # fmt: skip
    accounts, ranking, counters = perfect()
    accounts.append({**accounts[0], "authority_number": closed.authority_number, "channel": "facebook",
                     "native_id": closed.native_id, "role": "helhetlig", "status": "official"})  # fmt: skip
    facebook = scored(tmp_path, accounts, ranking, counters)["accounts"]["facebook"]
    assert (facebook["gone"], facebook["wrong"]) == (1, 0)


def test_youtube_counts_as_the_platform_cuts_them():
    accounts = [
        each.account for authority in truth(MONTH).authorities.values() for each in authority.accounts
        if each.account.channel == "youtube"
    ]  # fmt: skip
    counts = [exact_count(account, "subscribers", 1) for account in accounts]
    assert None in counts
    assert all(count is None or len(str(count).rstrip("0")) <= 3 for count in counts)


def test_no_warehouse_is_said_so(tmp_path):
    with pytest.raises(WarehouseError, match="there is no warehouse"):
        score(tmp_path / "none.duckdb", MONTH)
