"""Decisions as `registry decide` writes them: checked, canonical, appended whole or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from barometer.decisions import read_decisions
from barometer.errors import UsageError
from barometer.register.decide import Line, append_decision, decision_line
from tests.resolving import NORWAY

DAY = date(2026, 10, 5)
COUNTY_LINE = "11,facebook,lillehammerkommune,wrong,,2026-10-05,AB,phone"
HEADER = "authority_number,channel,native_id,decision,role,decided_on,decided_by,note"


def decided(**changes: Any) -> Line:
    given = {
        "authority": "3405", "account": "https://nb-no.facebook.com/LillehammerKommune/?ref=x", "decision": "attested",
        "by": "AB", "note": "phone", "on": DAY,
    }  # fmt: skip
    return decision_line(NORWAY, **{**given, **changes})


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "3405,facebook,lillehammerkommune,attested,helhetlig,2026-10-05,AB,phone"),
        ({"authority": "Lillehammer"}, "3405,facebook,lillehammerkommune,attested,helhetlig,2026-10-05,AB,phone"),
        ({"authority": "kárášjohka"}, "5610,facebook,lillehammerkommune,attested,helhetlig,2026-10-05,AB,phone"),
        ({"authority": "rogaland FYLKESKOMMUNE", "decision": "wrong"}, COUNTY_LINE),
        ({"role": "virksomhet"}, "3405,facebook,lillehammerkommune,attested,virksomhet,2026-10-05,AB,phone"),
        ({"decision": "wrong"}, "3405,facebook,lillehammerkommune,wrong,,2026-10-05,AB,phone"),
        ({"account": "", "channel": "x", "decision": "chosen_not"}, "3405,x,,chosen_not,,2026-10-05,AB,phone"),
        ({"account": "https://x.com/LHMR"}, "3405,x,lhmr,attested,helhetlig,2026-10-05,AB,phone"),
        ({"account": "LHMR", "channel": "x"}, "3405,x,lhmr,attested,helhetlig,2026-10-05,AB,phone"),
        ({"note": "so,\n  twice"}, '3405,facebook,lillehammerkommune,attested,helhetlig,2026-10-05,AB,"so, twice"'),
        ({"note": "=1+1"}, "3405,facebook,lillehammerkommune,attested,helhetlig,2026-10-05,AB,'=1+1"),
    ],
)  # fmt: skip
def test_a_decision_becomes_a_line(changes: dict[str, Any], line: str) -> None:
    assert decided(**changes).text() == line


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"authority": "9999"}, "no authority in force on 2026-10-05 has the number or the name '9999'"),
        ({"authority": "Våler"}, r"several authorities are called 'Våler': give the number, 3114 \(Østfold\), 3419"),
        ({"account": "https://www.facebook.com/sharer.php?u=x"}, "names no account: share link"),
        ({"account": "https://example.org/"}, "is no address of a platform"),
        ({"account": ""}, "which account"),
        ({"account": "https://facebook.com/x.y.z", "channel": "x"}, "is an account on facebook, not on x"),
        ({"account": "to ord", "channel": "facebook"}, "cannot be an id on facebook"),
        ({"account": "lhmr", "channel": "fjesbok"}, "there is no channel 'fjesbok'"),
        ({"decision": "maybe"}, "there is no decision 'maybe'"),
        ({"role": "sjef"}, "there is no role 'sjef'"),
        ({"by": " "}, "--by is empty"),
        ({"note": ""}, "--note is empty"),
        ({"decision": "chosen_not", "channel": "x"}, "leave --account out"),
        ({"decision": "chosen_not", "account": ""}, "needs the platform"),
    ],
)
def test_what_cannot_be_meant_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        decided(**changes)


def test_lines_are_added_to_what_stands_there(tmp_path: Path) -> None:
    path = tmp_path / "no" / "accounts.csv"
    assert append_decision(path, decided())
    assert append_decision(path, decided(account="https://x.com/lhmr"))
    lines = [HEADER, decided().text(), decided(account="https://x.com/lhmr").text()]
    assert path.read_text(encoding="utf-8").splitlines() == lines
    assert [each.native_id for each in read_decisions(path)] == ["lillehammerkommune", "lhmr"]
    assert [each.name for each in path.parent.iterdir()] == ["accounts.csv"]


def test_the_same_decision_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    assert append_decision(path, decided())
    assert not append_decision(path, decided(note="again"))
    assert append_decision(path, decided(decision="wrong"))
    assert append_decision(path, decided())
    assert len(read_decisions(path)) == 3


def test_a_persons_own_columns_comments_and_line_ends_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    before = "note," + HEADER.replace(",note", ",seen in") + "\n" + '"x","3405",facebook,a,wrong,,2026-09-01,AB,"here"'
    path.write_bytes(b"\xef\xbb\xbf" + before.encode())
    assert append_decision(path, decided())
    text = path.read_text(encoding="utf-8")
    assert text == before + "\nphone,3405,facebook,lillehammerkommune,attested,helhetlig,2026-10-05,AB,\n"
    assert len(read_decisions(path)) == 2


def test_a_file_that_cannot_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("number,channel\n", encoding="utf-8")
    with pytest.raises(UsageError, match="authority_number"):
        append_decision(path, decided())
    assert path.read_text(encoding="utf-8") == "number,channel\n"
