"""Which account is whose: every role, every conflict, decisions, and two municipalities of one name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from barometer.errors import UsageError
from barometer.readings import Account, Outcome, Visit
from barometer.resolve import Decision, read_decisions, resolve
from tests.resolving import MONTH, NORWAY, SITES, link, seen, visit

OSLO, LILLEHAMMER, TELEMARK = "0301", "3405", "40"
VALER_EAST, VALER_INLAND = "3114", "3419"


def judged(*visits: Visit, decisions: tuple[Decision, ...] = ()) -> dict[tuple[str, str], Account]:
    accounts = resolve(NORWAY, MONTH, visits, decisions)
    own = [(a.authority_number, a.channel) for a in accounts if a.role == "helhetlig" and a.status == "official"]
    assert len(own) == len(set(own)), "at most one official account of the whole authority on each platform"
    return {(each.authority_number, each.native_id): each for each in accounts}


def standing(account: Account) -> tuple[str, str]:
    return account.role, account.status


# why -> (link, role, status)
ALONE = {
    "its id is the authority's name": (link("lillehammerkommune", place="main", text="her"), "helhetlig", "official"),
    "its id spells the name with dots and words": (link("lillehammer.kommune.offisiell"), "helhetlig", "official"),
    "it stands by itself in the footer": (link("122435867794519"), "helhetlig", "official"),
    "it stands in a follow block of the contact page": (
        link("122435867794519", place="follow_block", role="contact"), "helhetlig", "official"),
    "its link names the authority": (
        link("122435867794519", place="main", role="other", text="Lillehammer kommune på Facebook"),
        "helhetlig", "official"),
    "its heading on the overview page does": (
        link("122435867794519", place="main", role="overview", context="Lillehammer kommune"), "helhetlig", "official"),
    "an id of another authority": (link("gjovikkommune"), "uoffisiell", "rejected"),
    "a link that names another": (link("1224358677", text="Gjøvik kommune på Facebook"), "uoffisiell", "rejected"),
    "an id with a sector's word": (link("lillehammerbibliotek"), "virksomhet", "official"),
    "a link with a sector's word": (link("1224358677", text="Lillehammer ungdomsskole"), "virksomhet", "official"),
    "a heading with a sector's word": (
        link("1224358677", place="main", role="overview", context="Barnehager"), "virksomhet", "official"),
    "a mayor": (link("ordforeren.i.lillehammer", text="Ordføreren"), "person", "official"),
    "a place to visit": (link("visitlillehammer", text="Visit Lillehammer"), "sted", "official"),
    "a group": (link("groups/lillehammer", kind="group"), "gruppe", "official"),
    "a member on LinkedIn": (link("in/ola", channel="linkedin", kind="profile"), "person", "official"),
    "a profile in the footer may be a page": (link("100012241140363", kind="profile"), "helhetlig", "kandidat"),
    "a profile in a text": (
        link("100012241140363", kind="profile", place="main", text="Ola Nordmann"), "venneprofil", "kandidat"),
    "a stranger's name in the footer": (link("acmeas", text="Levert av Acme"), "helhetlig", "kandidat"),
    "a merged municipality's id in the footer": (link("skjervedalkommune"), "helhetlig", "kandidat"),
    "a link in a text that says nothing": (
        link("1224358677", place="main", role="other", text="se mer"), "uoffisiell", "kandidat"),
    "the bare name of the place": (
        link("1224358677", place="main", role="overview", text="Lillehammer", context="Steder"), "sted", "kandidat"),
    "a handle that is the own domain": (link("lillehammer.kommune.no", channel="bluesky"), "helhetlig", "official"),
}  # fmt: skip


@pytest.mark.parametrize(("found", "role", "status"), ALONE.values(), ids=ALONE.keys())
def test_an_account_alone(found, role, status):
    account = judged(visit(LILLEHAMMER, [found]))[LILLEHAMMER, found.native_id]
    assert standing(account) == (role, status)
    assert account.evidence[0].startswith("linked: ")
    assert account.url.startswith("https://")


def test_where_it_is_linked_is_kept_as_evidence():
    links = [link("lillehammerkommune"), link("lillehammerkommune", place="main", role="contact")]
    account = judged(visit(LILLEHAMMER, links))[LILLEHAMMER, "lillehammerkommune"]
    assert account.evidence[:3] == (
        "linked: front page, footer", "linked: contact page, text", "its id is the authority's name",
    )  # fmt: skip


def test_a_county_is_named_with_its_own_word():
    found = judged(visit(TELEMARK, [link("telemarkfylke"), link("telemarkvgs", role="overview", place="main")]))
    assert standing(found[TELEMARK, "telemarkfylke"]) == ("helhetlig", "official")
    assert standing(found[TELEMARK, "telemarkvgs"]) == ("virksomhet", "official")


def test_two_that_nothing_separates_are_both_candidates():
    found = judged(visit(LILLEHAMMER, [link("1224358677"), link("1224358688")]))
    assert {standing(each) for each in found.values()} == {("helhetlig", "kandidat")}
    assert "doubt: nothing separates it from 1224358688" in found[LILLEHAMMER, "1224358677"].evidence


def test_the_one_that_links_back_is_taken():
    visits = [visit(LILLEHAMMER, [link("1224358677"), link("1224358688")]),
              seen(LILLEHAMMER, "1224358677", "Lillehammer kommune", "http://lillehammer.kommune.no"),
              seen(LILLEHAMMER, "1224358688", "Lillehammer kommune")]  # fmt: skip
    found = judged(*visits)
    assert standing(found[LILLEHAMMER, "1224358677"]) == ("helhetlig", "official")
    assert standing(found[LILLEHAMMER, "1224358688"]) == ("uoffisiell", "kandidat")
    assert "doubt: better proof for 1224358677" in found[LILLEHAMMER, "1224358688"].evidence


def test_a_page_under_a_profiles_address_becomes_official_when_it_is_seen_to_be_one():
    home = visit(LILLEHAMMER, [link("100012241140363", kind="profile")])
    page = seen(LILLEHAMMER, "100012241140363", "Lillehammer kommune", SITES[LILLEHAMMER])
    account = judged(home, page)[LILLEHAMMER, "100012241140363"]
    assert standing(account) == ("helhetlig", "official")
    assert account.url == "https://www.facebook.com/profile.php?id=100012241140363"


def test_an_account_that_the_platform_does_not_have_is_no_account():
    gone = visit(LILLEHAMMER, [], "facebook", "lillehammerkommune", Outcome.NOT_FOUND)
    account = judged(visit(LILLEHAMMER, [link("lillehammerkommune")]), gone)[LILLEHAMMER, "lillehammerkommune"]
    assert standing(account) == ("uoffisiell", "rejected")


@pytest.mark.parametrize("outcome", [Outcome.LOGIN_WALL, Outcome.UNAVAILABLE, Outcome.TIMEOUT, Outcome.ROBOTS])
def test_an_account_that_could_not_be_seen_stays_what_the_website_says(outcome):
    wall = visit(LILLEHAMMER, [], "facebook", "lillehammerkommune", outcome)
    account = judged(visit(LILLEHAMMER, [link("lillehammerkommune")]), wall)[LILLEHAMMER, "lillehammerkommune"]
    assert standing(account) == ("helhetlig", "official")


def test_a_page_of_a_merged_municipality_says_so_itself():
    visits = [visit(LILLEHAMMER, [link("1224358677")]), seen(LILLEHAMMER, "1224358677", "Fåberg kommune")]
    account = judged(*visits)[LILLEHAMMER, "1224358677"]
    assert standing(account) == ("uoffisiell", "rejected")
    assert "against: calls itself fåberg kommune" in account.evidence


def test_a_website_field_with_a_slip_does_not_unseat_a_page_of_that_name():
    home = visit(LILLEHAMMER, [link("lillehammerkommune")])
    account = judged(home, seen(LILLEHAMMER, "lillehammerkommune", "Lillehammer kommune", SITES[OSLO]))[
        LILLEHAMMER, "lillehammerkommune"
    ]
    assert standing(account) == ("helhetlig", "official")
    assert f"against: names the website of {OSLO}" in account.evidence


def test_two_addresses_of_one_page_are_one_account():
    visits = [visit(LILLEHAMMER, [link("lillehammerkommune"), link("1224358677", role="contact", place="main")]),
              seen(LILLEHAMMER, "lillehammerkommune", "Lillehammer kommune", own_id="1224358677"),
              seen(LILLEHAMMER, "1224358677", "Lillehammer kommune", own_id="1224358677")]  # fmt: skip
    assert list(judged(*visits)) == [(LILLEHAMMER, "lillehammerkommune")]


def test_two_municipalities_of_one_name_never_swap():
    both = "valerkommune"
    visits = [visit(VALER_EAST, [link(both)]), visit(VALER_INLAND, [link(both)])]
    unseen = judged(*visits)
    assert standing(unseen[VALER_EAST, both]) == standing(unseen[VALER_INLAND, both]) == ("helhetlig", "kandidat")
    for owner, other in ((VALER_EAST, VALER_INLAND), (VALER_INLAND, VALER_EAST)):
        found = judged(*visits, seen(other, both, "Våler kommune", SITES[owner]))
        assert standing(found[owner, both]) == ("helhetlig", "official")
        assert standing(found[other, both]) == ("uoffisiell", "rejected")


def test_the_linking_domain_decides_between_two_of_one_name():
    found = judged(visit(VALER_EAST, [link("valerkommune")]), visit(VALER_INLAND, [link("valer.kommune")]))
    assert standing(found[VALER_EAST, "valerkommune"]) == ("helhetlig", "official")
    assert standing(found[VALER_INLAND, "valer.kommune"]) == ("helhetlig", "official")


def test_what_stands_on_many_sites_is_nobodys_own():
    four = [OSLO, LILLEHAMMER, VALER_EAST, TELEMARK]
    found = judged(*(visit(number, [link("acmeweb")]) for number in four))
    assert {standing(each) for each in found.values()} == {("uoffisiell", "rejected")}


def test_a_countys_page_on_many_sites_stays_the_countys():
    text = "Telemark fylkeskommune på Facebook"
    municipalities = [OSLO, LILLEHAMMER, VALER_EAST, VALER_INLAND]
    visits = [visit(number, [link("12243586", text=text)]) for number in municipalities]
    found = judged(visit(TELEMARK, [link("12243586", text="Facebook")]), *visits)
    assert standing(found[TELEMARK, "12243586"]) == ("helhetlig", "official")
    assert {standing(found[number, "12243586"]) for number in municipalities} == {("uoffisiell", "rejected")}


def test_a_suppliers_account_is_rejected_by_name():
    country = replace(NORWAY, vendors=("facebook:acmeweb",))
    account = resolve(country, MONTH, [visit(LILLEHAMMER, [link("acmeweb")])], ())[0]
    assert standing(account) == ("uoffisiell", "rejected")
    assert "against: account of a supplier" in account.evidence


def decision(kind, native_id="lhmr", number=LILLEHAMMER):
    return Decision(
        authority_number=number, channel="facebook", native_id=native_id, decision=kind, role="helhetlig",
        decided_on=date(2026, 9, 1), decided_by="AB", note="phone",
    )  # fmt: skip


def test_an_attested_account_wins_and_says_who_said_so():
    found = judged(visit(LILLEHAMMER, [link("lillehammerkommune")]), decisions=(decision("attested"),))
    assert standing(found[LILLEHAMMER, "lhmr"]) == ("helhetlig", "official")
    assert found[LILLEHAMMER, "lhmr"].evidence == ("attested by AB on 2026-09-01: phone",)
    assert standing(found[LILLEHAMMER, "lillehammerkommune"]) == ("helhetlig", "rejected")


def test_a_wrong_account_stays_wrong():
    visits = (visit(LILLEHAMMER, [link("lillehammerkommune")]),)
    account = judged(*visits, decisions=(decision("wrong", "lillehammerkommune"),))[LILLEHAMMER, "lillehammerkommune"]
    assert account.status == "rejected"
    assert account.evidence[:2] == ("wrong by AB on 2026-09-01: phone", "linked: front page, footer")


def test_an_authority_may_choose_not_to_be_there():
    found = judged(visit(LILLEHAMMER, [link("lillehammerkommune")]), decisions=(decision("chosen_not", ""),))
    assert standing(found[LILLEHAMMER, ""]) == ("helhetlig", "chosen_not")
    assert found[LILLEHAMMER, ""].url == ""
    assert found[LILLEHAMMER, "lillehammerkommune"].status == "rejected"


HEADER = "authority_number,channel,native_id,decision,role,decided_on,decided_by,note\n"


def test_decisions_are_read_with_their_defaults(tmp_path):
    path = tmp_path / "accounts.csv"
    assert read_decisions(path) == ()
    path.write_text(HEADER + "3405,facebook,lhmr,attested,,2026-09-01,AB,phone\n", encoding="utf-8")
    assert read_decisions(path) == (decision("attested"),)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("3405,fjesbok,x,attested,,2026-09-01,AB,", "channel 'fjesbok'"),
        ("3405,facebook,x,maybe,,2026-09-01,AB,", "decision 'maybe'"),
        ("3405,facebook,x,attested,chief,2026-09-01,AB,", "role 'chief'"),
        ("3405,facebook,x,attested,,in May,AB,", "decided_on 'in May'"),
        ("3405,facebook,,attested,,2026-09-01,AB,", "native_id"),
        ("3405,facebook,x,chosen_not,,2026-09-01,AB,", "native_id"),
        (",facebook,x,attested,,2026-09-01,AB,", "authority number"),
        ("3405,facebook,x,attested,,2026-09-01,AB,note,more", "fields"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named(tmp_path, row, said):
    path = tmp_path / "accounts.csv"
    path.write_text(HEADER + "3405,facebook,lhmr,attested,,2026-09-01,AB,phone\n" + row + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match=f"accounts.csv, line 3.*{said}"):
        read_decisions(path)


def test_a_file_without_its_columns_is_named(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text("number,channel\n", encoding="utf-8")
    with pytest.raises(UsageError, match="authority_number"):
        read_decisions(path)
