"""The words and numbers of the site: evidence told in bokmål, figures and dates as Norwegians write them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from barometer import judging
from barometer.publishing import numbers
from barometer.publishing.alphabet import norwegian
from barometer.publishing.evidence import told
from barometer.publishing.words import OUTCOMES, outcomes_said, said
from barometer.readings import Outcome, Role, Status

# Evidence


@pytest.mark.parametrize(
    ("evidence", "norwegian"),
    [
        (
            "linked: front page, footer; linked: contact page, text",
            "lenket fra forsiden (bunnen), kontaktsiden (teksten)",
        ),
        ("linked: front page", "lenket fra forsiden"),
        (
            "links back to the website; its id is the authority's name",
            "kontoen lenker tilbake til nettstedet; adressen er myndighetens navn",
        ),
        ("'skole' in its id", "«skole» i adressen"),
        ("against: names another authority: 0301", "mot: nevner en annen myndighet: 0301"),
        ("doubt: nothing separates it from a, b", "tvil: ingenting skiller den fra a, b"),
        ("overruled: attested by Kari on 2026-10-01: ringte", "overstyrt: bekreftet av Kari 2026-10-01: ringte"),
        ("something new", "something new"),
        ("", ""),
        (None, ""),
    ],
)
def test_evidence_is_told_in_norwegian(evidence: str | None, norwegian: str) -> None:
    assert told(evidence) == norwegian


def phrases() -> set[str]:
    """Return every phrase that the judgement writes, with 7 for what is filled in."""
    found: set[str] = set()
    for name in ("judging.py", "resolve.py"):
        tree = ast.parse((Path(judging.__file__).parent / name).read_text())
        for node in ast.walk(tree):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and node.func.attr in ("doubt", "reject", "judge", "proven"):
                found |= {text for each in node.args if " " in (text := written(each))}
            if isinstance(node, ast.FunctionDef) and node.name in ("_against", "_role", "_role_from_heading"):
                returned = [part for each in ast.walk(node) if isinstance(each, ast.Return) for part in ast.walk(each)]
                texts = [part for part in returned if isinstance(part, ast.Constant | ast.JoinedStr)]
                whole = [part for part in texts if isinstance(part, ast.JoinedStr)]
                pieces = {id(piece) for each in whole for piece in each.values}
                found |= {text for part in texts if id(part) not in pieces and " " in (text := written(part))}
    return {text.removeprefix("doubt: ") for text in found}


def written(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(written(part) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return ""


def test_every_phrase_of_the_judgement_is_known() -> None:
    found = {phrase for phrase in phrases() if len(phrase) > 2} - {"name and word", "profile name"}
    assert len(found) >= 18
    assert [phrase for phrase in sorted(found) if told(phrase) == phrase] == []


def test_every_outcome_role_and_status_has_words() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert all(said(role, "role") for role in Role.__args__)
    assert all(said(status, "status") != status for status in Status.__args__ if status != "kandidat")
    assert outcomes_said("ok 323, login_wall 27") == "lest 323, innloggingsvegg 27"
    assert outcomes_said(None) == "" and outcomes_said("strange 2") == "strange 2"


# Numbers as they are written


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (numbers.whole(40525), "40\N{NO-BREAK SPACE}525"),
        (numbers.whole(999), "999"),
        (numbers.decimal(371.559), "371,6"),
        (numbers.decimal(1234.05), "1\N{NO-BREAK SPACE}234,0"),
        (numbers.percent(5.697), "5,7\N{NO-BREAK SPACE}%"),
        (numbers.percent(None), "–"),
        (numbers.whole(None), "–"),
        (numbers.whole(0), "0"),
        (numbers.signed(-3.44, 1), "\N{MINUS SIGN}3,4"),
        (numbers.signed(1200), "+1\N{NO-BREAK SPACE}200"),
        (numbers.signed(0), "0"),
        (numbers.signed(-0.04, 1), "0,0"),
        (numbers.interval(1150, 1299), "1\N{NO-BREAK SPACE}150–1\N{NO-BREAK SPACE}299"),
        (numbers.interval(1795, 1795), "1\N{NO-BREAK SPACE}795"),
        (numbers.interval(None, 1), "–"),
        (numbers.month_name("2026-03"), "mars 2026"),
        (numbers.size(812), "812 byte"),
        (numbers.size(3_440_000), "3,4\N{NO-BREAK SPACE}MB"),
    ],
)
def test_numbers_and_dates_are_norwegian(written: str, expected: str) -> None:
    assert written == expected


def test_an_instant_is_shown_on_the_country_s_own_day() -> None:
    assert numbers.day("2026-10-20T23:30:00+00:00", "Europe/Oslo") == "21. oktober 2026"
    assert numbers.day("2026-10-20T23:30:00", "UTC") == "20. oktober 2026"
    assert numbers.day("2026-10-20", "America/Nuuk") == "20. oktober 2026", "a day is the same day everywhere"


def test_names_are_sorted_by_the_norwegian_alphabet() -> None:
    names = ["Ås", "Aas", "Øvre", "Ærøy", "Alta", "Zeta", "Aasen", "Kárášjohka", "Kautokeino", "Kaarstad", "Kristin"]
    assert sorted(names, key=norwegian) == [
        "Alta", "Kárášjohka", "Kautokeino", "Kristin", "Kaarstad", "Zeta", "Ærøy", "Øvre", "Aas", "Ås", "Aasen",
    ]  # fmt: skip
    assert norwegian("Unj\u00e1rga")[0] == norwegian("Unja\u0301rga")[0] == "unjarga", "composed or not"
