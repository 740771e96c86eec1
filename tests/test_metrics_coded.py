"""Coded pages in M11 and M12: who is believed when, one authority a case, and κ in SQL against κ in Python."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas
import pytest

from barometer.coding.kappa import kappa
from barometer.coding.reading import Coding
from barometer.errors import ReadingsError
from barometer.months import Month
from barometer.readings import Outcome, Reading
from barometer.readings_file import write
from checks.dialogue import unseen_page_is_unknown
from tests.make_readings import Maker, authority, feed, instant, post
from warehouse.build import build
from warehouse.coded import classes_of
from warehouse.read import query

MONTH = "2026-10"
AT = instant(MONTH)
LAST = date(2026, 10, 19)


def coded(number: str, coder: int = 1, **changes: Any) -> Coding:
    """Return a page that answers: five posts, two replies, three enquiries of which one is answered."""
    row = Coding(
        month=MONTH, authority_number=number, channel="facebook", native_id=f"side{number}", coder=coder,
        window_from=LAST - timedelta(days=89), window_to=LAST, coded_on=date(2026, 10, 25), is_seen=True, posts=5,
        replies=2, last_act_on=LAST - timedelta(days=3), enquiries=3, answered_enquiries=1, threads_with_reply=1,
        comments_open=True, stratum="alle", drawn=2, drawn_of=10,
    )  # fmt: skip
    return replace(row, **changes)


ONE_WAY: dict[str, Any] = {"replies": 0, "answered_enquiries": 0, "threads_with_reply": 0}
UNSEEN: dict[str, Any] = dict.fromkeys(
    ("posts", "replies", "last_act_on", "enquiries", "answered_enquiries", "threads_with_reply", "comments_open")
) | {"is_seen": False}
SILENT: dict[str, Any] = {**ONE_WAY, "posts": 0, "enquiries": 0, "last_act_on": None}
QUIET: list[Reading] = [feed("side", AT - timedelta(days=95)), *(
    post("side", f"p{days}", AT - timedelta(days=days)) for days in (3, 10, 17)
)]  # fmt: skip

CASES: dict[str, tuple[list[dict[str, Any]], tuple[str, str, str | None, int | None]]] = {
    "one coder": ([{}], ("dialog", "besvarte henvendelser", "D", 7)),
    "two agree, counts differ": ([{}, {"posts": 4}], ("dialog", "besvarte henvendelser", "C", 6)),
    "two disagree": ([{}, ONE_WAY], ("ukjent", "innlegg ikke synlige", None, None)),
    "two disagree, a third settles": ([{}, ONE_WAY, {}], ("dialog", "besvarte henvendelser", "C", 7)),
    "same class, other reason": ([ONE_WAY, {**ONE_WAY, "enquiries": 0}], ("enveis", "ulik grunn", "C", 5)),
    "a person saw that no reply answers an enquiry": ([{"answered_enquiries": 0}], ("enveis", "ubesvart", "D", 7)),
    "closed": ([{**ONE_WAY, "enquiries": 0, "comments_open": False}], ("enveis", "stengt", "D", 5)),
    "not known whether closed": ([{**ONE_WAY, "enquiries": 0, "comments_open": None}],
                                 ("enveis", "uten henvendelser", "D", 5)),
    "a coder could not see it": ([UNSEEN], ("ukjent", "innlegg ikke synlige", None, None)),
    "one saw it, one did not": ([{}, UNSEEN], ("ukjent", "innlegg ikke synlige", None, None)),
    "silent": ([SILENT, SILENT], ("inaktiv", "ingen handlinger", "C", 0)),
    "two acts": ([{**ONE_WAY, "posts": 2}], ("inaktiv", "færre enn 3 handlinger", "D", 2)),
    "last act 60 days before the end": ([{"last_act_on": LAST - timedelta(days=59)}],
                                        ("dialog", "besvarte henvendelser", "D", 7)),
    "last act a day earlier": ([{"last_act_on": LAST - timedelta(days=60)}],
                               ("inaktiv", "taus i mer enn 60 dager", "D", 7)),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, Any]]]:
    rows = [authority(f"{1000 + order}", f"Vik{order}", 1000) for order in range(len(CASES))]
    extra = [authority(f"200{order}", f"Ytre{order}", 1000) for order in range(4)]
    world = Maker(tmp_path_factory.mktemp("coded"), [*rows, *extra])
    codings = []
    for order, (rows_of_case, _) in enumerate(CASES.values()):
        number = f"{1000 + order}"
        world.page(MONTH, number, outcome=Outcome.LOGIN_WALL)
        codings += [coded(number, coder, **changes) for coder, changes in enumerate(rows_of_case, start=1)]
    # What a visit tells is believed before any person: seen by anybody, saved by a person, with the page's token.
    for number, route, viewer in (("2000", "facebook", "logged_out"), ("2001", "import", "person"),
                                  ("2002", "graph_api", "page_token")):  # fmt: skip
        name = f"side{number}"
        readings = [replace(each, native_id=name) for each in QUIET]  # type: ignore[call-arg]
        world.visit(MONTH, "website", number)
        world.account(MONTH, number, name)
        world.visit(MONTH, route, f"facebook:{name}", number=number, readings=readings, viewer=viewer)
        codings += [coded(number), coded(number, 2)]
    # Coded as another page than the official one: nothing is known of the official one.
    world.page(MONTH, "2003", outcome=Outcome.LOGIN_WALL)
    codings.append(coded("2003", native_id="elsewhere"))
    folder, country = world.save()
    write(folder.codings(Month.parse(MONTH)), codings)
    build(folder, country)
    answer = query(folder.warehouse, "select * from metrics.m11_use_class").astype(object)
    answer = answer.where(answer.notna(), None)
    return folder.warehouse, {row["authority_number"]: row for row in answer.to_dict("records")}


@pytest.mark.parametrize("order", range(len(CASES)), ids=list(CASES))
def test_coded_class(built: tuple[Path, dict[str, dict[str, Any]]], order: int) -> None:
    row, (_, expected) = built[1][f"{1000 + order}"], list(CASES.values())[order]
    assert (row["use_class"], row["reason"], row["evidence_grade"], row["page_acts"]) == expected
    assert row["is_dialog_plus"] is (None if expected[0] in ("dialog", "ukjent") else False)


@pytest.mark.parametrize(("number", "grade"), [("2000", None), ("2001", "B"), ("2002", "A"), ("2003", None)])
def test_better_evidence_is_believed_first(
    built: tuple[Path, dict[str, dict[str, Any]]], number: str, grade: str | None
) -> None:
    row = built[1][number]
    assert (row["use_class"], row["evidence_grade"]) == ("ukjent" if number == "2003" else "enveis", grade)
    shown = query(built[0], f"select evidence_grade from mart.dialogue where authority_number = '{number}'")
    assert (shown["evidence_grade"][0] or None) == grade


def test_the_grade_of_a_coded_class_is_published_and_no_other_figure_comes_of_it(
    built: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    row = query(built[0], "select * from mart.dialogue where authority_number = '1000'").iloc[0]
    assert (row["use_class"], row["evidence_grade"], row["response_state"]) == ("dialog", "D", "ikke observert")
    rates = query(built[0], "select response_percent from mart.dialogue where evidence_grade = 'D'")
    assert rates["response_percent"].isna().all()


def test_the_sensitivity_table_counts_coded_pages_in_the_published_window_only(
    built: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    table = query(built[0], "select window_days, least_acts, use_class, pages from metrics.m12_sensitivity"
                            " where scope = 'alle'")  # fmt: skip
    pages = {tuple(row[:3]): row[3] for row in table.itertuples(index=False)}
    split = query(built[0], "select use_class, pages from metrics.m12_national_split where scope = 'alle'")
    assert {name: pages[90, 3, name] for name in split["use_class"]} == dict(split.itertuples(index=False))
    assert pages[90, 1, "inaktiv"] == pages[90, 3, "inaktiv"] - 1, "two acts are enough then"
    assert sum(count for key, count in pages.items() if key[0] == 180) == 0, "nobody looked that far back"


def test_a_persons_class_is_the_same_before_and_after_the_build(built: tuple[Path, dict[str, Any]]) -> None:
    told = query(built[0], "select * from core.coded_verdict where least_acts = 3 and authority_number < '2000'"
                           " order by authority_number, coder")  # fmt: skip
    codings = [coded(f"{1000 + order}", coder, **changes) for order, (rows, _) in enumerate(CASES.values())
               for coder, changes in enumerate(rows, start=1)]  # fmt: skip
    assert classes_of(codings) == list(told["use_class"])


@pytest.mark.parametrize("seed", range(6))
def test_kappa_in_sql_is_kappa_in_python(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    kinds: list[dict[str, Any]] = [{}, ONE_WAY, SILENT, UNSEEN][: (1, 2, 3, 4, 4, 4)[seed]]
    names = ["dialog", "enveis", "inaktiv", "ukjent"]
    world = Maker(tmp_path, [authority(f"{1000 + order}", f"Vik{order}") for order in range(30)])
    codings, pairs = [], []
    for order in range(30):
        world.page(MONTH, f"{1000 + order}", outcome=Outcome.LOGIN_WALL)
        first = chance.randrange(len(kinds))
        second = first if chance.random() < (1.0 if seed == 5 else 0.7) else chance.randrange(len(kinds))
        codings.append(coded(f"{1000 + order}", 1, **kinds[first]))
        if order:
            codings.append(coded(f"{1000 + order}", 2, **kinds[second]))
            pairs.append((names[first], names[second]))
    folder, country = world.save()
    write(folder.codings(Month.parse(MONTH)), codings)
    build(folder, country)
    row = query(folder.warehouse, "select * from core.coding_agreement").astype(object).iloc[0]
    expected = kappa(pairs)
    assert (row["pages"], row["pages_twice"], row["agreed"]) == (30, expected.n, expected.agreed)
    for name, value in (("kappa", expected.kappa), ("kappa_low", expected.low), ("kappa_high", expected.high)):
        told = row[name]
        assert told != told if value is None else told == pytest.approx(value), f"{name}: NULL comes back as NaN"


@pytest.mark.parametrize(("use_class", "grade", "is_sound"), [
    ("ukjent", None, True), ("enveis", None, False), ("enveis", "B", False), ("enveis", "C", True),
    ("dialog", "D", True),
])  # fmt: skip
def test_the_checks_let_people_alone_class_what_no_visit_shows(
    use_class: str, grade: str | None, is_sound: bool
) -> None:
    pages = pandas.DataFrame([{"use_class": use_class, "evidence_grade": grade, "activity_state": "ikke observert"}])
    assert list(unseen_page_is_unknown(pages, {})) == [is_sound]


def test_a_line_that_stands_twice_is_named(tmp_path: Path) -> None:
    world = Maker(tmp_path)
    world.page(MONTH, "0101")
    folder, country = world.save()
    write(folder.codings(Month.parse(MONTH)), [coded("0101"), coded("0101")])
    with pytest.raises(ReadingsError, match=r"codings\.jsonl, line 2: coder: facebook side0101 stands twice"):
        build(folder, country)


def test_a_hand_written_contradiction_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a page that was not seen has no counts"):
        coded("0101", is_seen=False)
    with pytest.raises(ValueError, match="3 of 2 pages is no draw"):
        coded("0101", drawn=3, drawn_of=2)


