"""What proves nothing by itself: copies saved long ago, personal profiles, and what others say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from barometer.errors import RegistryError
from barometer.naming import Names
from barometer.readings import Account, Link, Outcome, Visit
from barometer.resolve import resolve
from barometer.weak_proofs import WeakProof, read_weak_proofs
from tests.resolving import MONTH, NORWAY, SITES, link, profile, seen, visit

OSLO, LILLEHAMMER = "0301", "3405"
PAGE = "lillehammerkommune"
LONG_AGO, LATELY = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 9, 10, tzinfo=UTC)


def judged(*visits: Visit, weak: tuple[WeakProof, ...] = ()) -> dict[str, Account]:
    return {each.native_id: each for each in resolve(NORWAY, MONTH, visits, (), weak)}


def standing(account: Account) -> tuple[str, str]:
    return account.role, account.status


def copy(at: datetime, *links: Link) -> Visit:
    return visit(LILLEHAMMER, links, route="import", at=at)


def test_a_copy_saved_long_ago_makes_no_account_official() -> None:
    """The month was observed on 20 October: 1 September is 49 days before, 10 September 40."""
    elsewhere = visit(OSLO, [])
    old = judged(elsewhere, copy(LONG_AGO, link(PAGE)))[PAGE]
    assert standing(old) == ("helhetlig", "kandidat")
    assert old.evidence[-1] == "doubt: its links were seen in a copy of 2026-09-01 only"
    assert standing(judged(elsewhere, copy(LATELY, link(PAGE)))[PAGE]) == ("helhetlig", "official")


def test_a_month_of_copies_alone_is_measured_from_its_first_day() -> None:
    assert standing(judged(copy(datetime(2026, 8, 10, tzinfo=UTC), link(PAGE)))[PAGE]) == ("helhetlig", "kandidat")
    assert standing(judged(copy(datetime(2026, 8, 20, tzinfo=UTC), link(PAGE)))[PAGE]) == ("helhetlig", "official")


def test_an_old_copy_adds_nothing_to_a_website_that_was_read() -> None:
    found = judged(visit(LILLEHAMMER, [link(PAGE)]), copy(LONG_AGO, link("gamleside"), link(PAGE)))
    assert list(found) == [PAGE]
    assert standing(found[PAGE]) == ("helhetlig", "official")


def test_an_old_copy_is_all_there_is_of_a_website_that_did_not_answer() -> None:
    found = judged(visit(LILLEHAMMER, [], outcome=Outcome.TIMEOUT), copy(LONG_AGO, link(PAGE)))
    assert standing(found[PAGE]) == ("helhetlig", "kandidat")


def test_what_an_account_said_long_ago_is_left_out() -> None:
    said = visit(LILLEHAMMER, [profile("77123", "Fåberg kommune")], "facebook", "77123", route="import", at=LONG_AGO)
    gone = visit(LILLEHAMMER, [], "facebook", "77123", outcome=Outcome.NOT_FOUND, route="import", at=LONG_AGO)
    for old in (said, gone):
        assert standing(judged(visit(LILLEHAMMER, [link("77123")]), old)["77123"]) == ("helhetlig", "official")


def wikidata(native_id: str, number: str = LILLEHAMMER) -> WeakProof:
    return WeakProof(
        authority_number=number, channel="facebook", native_id=native_id,
        phrase="weak: Wikidata names it (Q101, read 2026-10-02)",
    )  # fmt: skip


def test_wikidata_alone_makes_a_candidate() -> None:
    found = judged(visit(LILLEHAMMER, []), weak=(wikidata(PAGE),))[PAGE]
    assert standing(found) == ("helhetlig", "kandidat")
    assert found.evidence == (
        "its id is the authority's name", "weak: Wikidata names it (Q101, read 2026-10-02)",
        "doubt: the website does not link to it",
    )  # fmt: skip


def test_wikidata_and_an_account_that_links_back_under_the_name_is_a_strong_proof() -> None:
    visits = [visit(LILLEHAMMER, []), seen(LILLEHAMMER, PAGE, "Lillehammer kommune", SITES[LILLEHAMMER])]
    assert standing(judged(*visits, weak=(wikidata(PAGE),))[PAGE]) == ("helhetlig", "official")
    visits = [visit(LILLEHAMMER, []), seen(LILLEHAMMER, "olhus", "Ølhuset", SITES[LILLEHAMMER])]
    assert judged(*visits, weak=(wikidata("olhus"),))["olhus"].status == "kandidat"


def test_wikidata_unseats_nobody() -> None:
    found = judged(visit(LILLEHAMMER, [link("77123")]), weak=(wikidata(PAGE), wikidata("77123")))
    assert standing(found["77123"]) == ("helhetlig", "official")
    assert "weak: Wikidata names it (Q101, read 2026-10-02)" in found["77123"].evidence
    assert found[PAGE].status == "kandidat"
    both = resolve(NORWAY, MONTH, [visit(LILLEHAMMER, [link("77123")])], (), (wikidata("77123", OSLO),))
    assert {each.authority_number: each.status for each in both} == {LILLEHAMMER: "official", OSLO: "rejected"}


def test_wikidata_on_many_sites_counts_as_no_site() -> None:
    proofs = tuple(wikidata("felles", number) for number in ("1101", "1103", "1106", OSLO))
    found = resolve(NORWAY, MONTH, [visit(LILLEHAMMER, [link("felles")])], (), proofs)
    assert {each.authority_number: each.status for each in found}[LILLEHAMMER] == "official"


def test_a_personal_profile_is_never_official() -> None:
    mayor = link("100012241140363", kind="profile", place="main", role="overview", text="Ordføreren")
    assert standing(judged(visit(LILLEHAMMER, [mayor]))["100012241140363"]) == ("person", "kandidat")


HEADER = "number,channel,native_id,qid,read_on\n"


def test_weak_proofs_are_read_from_the_first_folder_that_has_them(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    for folder in (own, shipped):
        folder.mkdir()
    assert read_weak_proofs((own, shipped)) == ()
    (shipped / "wikidata_accounts.csv").write_text(HEADER + "3405,facebook,lillehammerkommune,Q101,2026-10-02\n")
    assert read_weak_proofs((own, shipped)) == (wikidata(PAGE),)
    (own / "wikidata_accounts.csv").write_text(HEADER)
    assert read_weak_proofs((own, shipped)) == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("3405,fjesbok,x,Q1,2026-10-02", "channel 'fjesbok'"),
        ("3405,facebook,,Q1,2026-10-02", "native_id is empty"),
        ("3405,facebook,x,Q1,lately", "read_on 'lately'"),
    ],
)
def test_a_weak_proof_that_cannot_be_meant_is_named(tmp_path: Path, row: str, said: str) -> None:
    (tmp_path / "wikidata_accounts.csv").write_text(HEADER + row + "\n")
    with pytest.raises(RegistryError, match=f"line 2: {said}"):
        read_weak_proofs((tmp_path,))


@pytest.mark.parametrize("native_id", ["wordpresscom", "facebook"])
def test_an_account_of_the_service_that_made_the_page_is_nobodys(native_id: str) -> None:
    """Seen in blogs, whose head names the service as their publisher."""
    found = judged(visit(LILLEHAMMER, [link(native_id, place="meta", text="")]))[native_id]
    assert standing(found) == ("uoffisiell", "rejected")
    assert found.evidence[-1] == "against: account of a platform or of a service for making websites"


@pytest.mark.parametrize(
    "text",
    [
        "Folgen Sie uns auf Twitter", "Suivez-nous sur Facebook", "Síguenos en X", "Följ oss på Instagram",
        "elementor-social-icon-youtube", "fa-youtube-play", "Facebook graphic", "Lillehammer auf Facebook",
    ],
)  # fmt: skip
def test_words_that_say_only_where_a_link_leads_are_known_in_many_languages(text: str) -> None:
    found = judged(visit(LILLEHAMMER, [link("122435867794519", text=text)]))["122435867794519"]
    assert standing(found) == ("helhetlig", "official")


def test_initials_are_a_name_in_a_links_words_and_other_letters_are_not() -> None:
    authority = replace(NORWAY.in_force(MONTH.first)[0], name="Illinois Liquor Control Commission")
    names = Names(NORWAY, (authority,))
    assert names.is_plain(authority, "ILCC Facebook")
    assert names.is_plain(authority, "ilcc-facebook")
    assert not names.is_plain(authority, "MARTA Facebook")
    assert not names.is_plain(authority, "ILCC Careers on Facebook")
