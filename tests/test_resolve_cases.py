"""The labelled table `resolve_cases.csv`: which account is whose, as municipal accounts are named.

The table was labelled from public knowledge of how such accounts are named, before the rules it measures were changed.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.resolving import NORWAY, cases, measure

ROWS = measure()


@pytest.mark.parametrize(("verdict", "case", "got"), ROWS, ids=[case for _, case, _ in ROWS])
def test_a_labelled_case(verdict: str, case: str, got: str) -> None:
    assert verdict == "right", f"{case}\n  but got {got}"


def test_the_table_is_large_and_of_every_kind() -> None:
    roles = Counter(case["expected"].split()[0] for case in cases())
    assert len(ROWS) >= 150
    assert set(roles) == {
        "helhetlig", "sektor", "virksomhet", "bydel", "prosjekt", "person", "sted", "gruppe", "venneprofil",
        "uoffisiell",
    }  # fmt: skip


def test_every_reason_can_be_told_to_a_reader() -> None:
    """No phrase of the evidence is shown in English on the published pages."""
    from barometer.publishing.evidence import told

    phrases = {phrase for _, _, got in ROWS for phrase in got.split(": ", 1)[1].split("; ")}
    phrases = {phrase for phrase in phrases if not phrase.startswith("linked: ")}
    english = {each for each in phrases if each.removeprefix("doubt: ").removeprefix("against: ") in told(each)}
    assert len(phrases) > 40
    assert english == set()


def test_every_authority_is_named_by_its_own_names_and_by_no_other_in_the_country() -> None:
    """All 371 in force: "<name> kommune" names it, and only those that bear the same name besides."""
    from barometer.naming import Names
    from tests.resolving import MONTH

    authorities = NORWAY.in_force(MONTH.first)
    names = Names(NORWAY, authorities)
    wrong: dict[str, set[str]] = {}
    for one in authorities:
        same = {other.number for other in authorities if (other.name, other.kind) == (one.name, one.kind)}
        title = f"{one.name} {one.kind}"
        run_together = title.lower().replace(" ", "").replace("-", "")
        found = {
            title: ({each.number for each in authorities if names.text_names(each, title)}, same),
            run_together: ({each.number for each in authorities if names.id_names(each, run_together)}, same),
        }
        told_apart = f"{title.replace('-', ' ')} i {one.county}"
        found[told_apart] = ({each.number for each in authorities if names.text_names(each, told_apart)}, {one.number})
        wrong |= {written: named for written, (named, meant) in found.items() if named != meant}
    assert wrong == {}
