"""What `registry verify` and `registry review` answer, from a real warehouse of two months."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from barometer.commands.options import Job
from barometer.decisions import COLUMNS, read_decisions
from barometer.errors import UsageError
from barometer.months import Month
from barometer.readings import Outcome
from barometer.register.decide import append_decision, decision_line
from barometer.register.review import MEANS, as_csv, review
from barometer.register.verify import Verdict, verify
from tests.make_readings import FIVE, Maker, authority, link, profile
from warehouse.build import build

BEFORE, NOW = "2026-09", "2026-10"
DAY = Month.parse(NOW).at(25, 4).date()


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """Two months of everything that ends up on the list, and one steady account."""
    more = [authority(f"03{n:02}", f"Vik{n}", 100 * n) for n in range(1, 5)]
    world = Maker(tmp_path_factory.mktemp("asked"), [*FIVE, *more])
    for month, is_now in ((BEFORE, False), (NOW, True)):
        called = profile("1000101", "side0101", name="Vik på film" if is_now else "Askvik kommune")
        world.page(month, "0101", followers=500, readings=[called])
        world.page(month, "0304")
        world.visit(month, "website", "0102", readings=[link("side0102")])
        _account(world, month, "0102", "side0102", "against: the platform has no such account" if is_now else "")
        world.visit(month, "website", "0103", readings=[] if is_now else [link("dalvik")])
        if not is_now:
            world.account(month, "0103", "dalvik")
        world.visit(month, "website", "0201", readings=[link("1111111"), link("2222222")])
        for native_id in ("1111111", "2222222"):
            _account(world, month, "0201", native_id, "linked: front page, footer", status="kandidat")
        world.page(month, "02", native_id="ny" if is_now else "gammel")
        world.visit(month, "website", "0301", outcome=Outcome.UNREACHABLE)
        world.visit(month, "website", "0302")
        _account(world, month, "0302", "vik2", "weak: Wikidata names it (Q1, read 2026-10-01)", status="kandidat")
        world.visit(month, "website", "0303", readings=[link("=cmd")])
        _account(world, month, "0303", "=cmd", "linked: front page, text", status="kandidat", role="uoffisiell")
    _at_home(world)
    build(*world.save())
    return Job(world.country, Month.parse(NOW), world.folder)


def _account(world: Maker, month: str, number: str, native_id: str, proof: str, **more: str) -> None:
    made = world.account(month, number, native_id, **more)
    if proof.startswith("against"):
        made = replace(made, status="rejected", role="uoffisiell")
    world.accounts[month][-1] = replace(made, evidence=(proof,)) if proof else made


def _at_home(world: Maker) -> None:
    """Let every website answer at its own address, but for one that moved."""
    sites = {each.number: each.website for each in world.country.authorities} | {"0303": "https://www.nyvik.xx/"}
    for (_, route), visits in world.visits.items():
        if route == "website":
            visits[:] = [
                replace(each, pages=(replace(each.pages[0], final_url=sites[each.target]),)) for each in visits
            ]  # fmt: skip


def ask(job: Job, url: str) -> Verdict:
    return verify(url, job.country, job.month, job.folder)


@pytest.mark.parametrize(
    ("url", "answer", "number"),
    [
        ("https://www.facebook.com/side0101", "official", "0101"),
        ("https://nb-no.facebook.com/Side0101/?ref=page_internal", "official", "0101"),
        ("facebook.com/profile.php?id=1000101", "official", "0101"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Ffacebook.com%2Fside0101", "official", "0101"),
        ("https://facebook.com/dalvik", "no longer official", "0103"),
        ("https://facebook.com/1111111", "candidate", "0201"),
        ("https://facebook.com/side0102", "not official", "0102"),
        ("https://facebook.com/noenandre", "never seen", None),
        ("https://www.facebook.com/sharer.php?u=x", "no account", None),
        ("https://example.org/", "no account", None),
        ("https://www.askvik.kommune.xx/kontakt", "website", None),
        ("https://facebook.com.evil.no/side0101", "no account", None),
    ],
)
def test_an_address_is_answered(job: Job, url: str, answer: str, number: str | None) -> None:
    verdict = ask(job, url)
    assert verdict.answer == answer
    assert [each.authority_number for each in verdict.authorities] == ([number] if number else [])


def test_a_verdict_says_since_when_and_by_what_proof(job: Job) -> None:
    (standing,) = ask(job, "https://facebook.com/side0101").authorities
    assert (standing.since, standing.last_seen, standing.until) == (BEFORE, NOW, None)
    assert (standing.authority, standing.role, standing.evidence) == ("Askvik", "helhetlig", "linked: front page")
    (gone,) = ask(job, "https://facebook.com/dalvik").authorities
    assert (gone.since, gone.until) == (BEFORE, BEFORE)


def test_a_website_is_said_to_be_whose_it_is(job: Job) -> None:
    assert "0101 Askvik" in ask(job, "www.askvik.kommune.xx").detail


def test_a_decision_written_since_is_part_of_the_answer(job: Job) -> None:
    path = job.folder.accounts
    try:
        for account, decision in (("1111111", "attested"), ("ukjent", "wrong")):
            line = decision_line(
                job.country, authority="0201", account=f"https://facebook.com/{account}", decision=decision, by="AB",
                note="phone", on=DAY,
            )  # fmt: skip
            assert append_decision(path, line)
        (standing,) = ask(job, "https://facebook.com/1111111").authorities
        assert (standing.answer, standing.decision) == ("official", f"attested by AB on {DAY}: phone")
        assert ask(job, "https://facebook.com/ukjent").answer == "not official"
        assert "1111111" not in {each.native_id for each in review(job.folder, job.month, None, DAY)[1]}
    finally:
        path.unlink()


# kind and authority, in the order of the list
LISTED = [
    ("unsettled", "0201"), ("unsettled", "0201"), ("closed", "0102"), ("changed", "02"), ("renamed", "0101"),
    ("gone", "0103"), ("site dead", "0301"), ("site moved", "0303"), ("hearsay", "0302"), ("candidate", "0303"),
]  # fmt: skip


def test_the_list_has_every_kind_in_order(job: Job) -> None:
    month, items = review(job.folder, job.month, None, DAY)
    assert month == NOW
    assert [(each.kind, each.authority_number) for each in items] == LISTED
    assert {each.kind for each in items} == set(MEANS)
    assert all(each.url.startswith("https://") for each in items)


def test_an_entry_has_its_evidence_and_lines_to_paste(job: Job) -> None:
    items = review(job.folder, job.month, None, DAY)[1]
    unsettled, renamed, moved = items[0], items[4], items[7]
    assert unsettled.evidence == "linked: front page, footer"
    assert unsettled.line_if_right == f"0201,facebook,1111111,attested,helhetlig,{DAY},NN,why"
    assert unsettled.line_if_wrong == f"0201,facebook,1111111,wrong,,{DAY},NN,why"
    assert renamed.evidence.startswith("called Askvik kommune before, Vik på film now; ")
    assert (moved.url, moved.line_if_right) == ("https://www.nyvik.xx/", "")


def test_a_pasted_line_is_read_as_a_decision(job: Job, tmp_path: Path) -> None:
    lines = [line for each in review(job.folder, job.month, None, DAY)[1] for line in (each.line_if_right,) if line]
    path = tmp_path / "accounts.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines, ""]), encoding="utf-8")
    assert len(read_decisions(path)) == len(lines) > 5


def test_the_list_of_one_platform_leaves_websites_out(job: Job) -> None:
    assert {each.channel for each in review(job.folder, job.month, "facebook", DAY)[1]} == {"facebook"}
    assert review(job.folder, job.month, "tiktok", DAY)[1] == []
    with pytest.raises(UsageError, match="there is no channel 'fjesbok'"):
        review(job.folder, job.month, "fjesbok", DAY)


def test_the_list_as_a_spreadsheet_holds_no_formula(job: Job) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(review(job.folder, job.month, None, DAY)[1]), newline="")))
    assert len(rows) == len(LISTED)
    assert rows[-1]["native_id"] == "'=cmd"
    assert rows[0]["means"] == MEANS["unsettled"]
