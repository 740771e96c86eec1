"""`barometer registry update` against registers on loopback: what differs, what is refused, what is taken over."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from barometer.months import Month
from barometer.readings_file import write
from barometer.registry import COUNTRIES, load_country
from barometer.storage import DataFolder
from tests.command_line import Answer, Run, run
from tests.make_readings import Maker
from tests.register_answers import Answers, change, code, entity, serve, statement

__all__ = ["run"]

NAMES = ("klass", "pxweb", "brreg", "kartverket", "wikidata")


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def address(answers: Answers) -> Iterator[str]:
    with serve(answers) as here:
        yield here


class Updating:
    """Runs the command against the registers of one address."""

    def __init__(self, run: Run, address: str, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self._run, self._address = run, address
        self.root = root / "data" / "no"
        self.own = self.root / "registry"
        monkeypatch.setenv("BAROMETER_CLOCK", "2026-10-20T10:00:00Z")
        monkeypatch.setenv("BAROMETER_SITE_DELAY_SECONDS", "0")

    def __call__(self, *words: str) -> Answer:
        registers = [part for name in NAMES for part in ("--register", f"{name}={self._address}/{name}")]
        return self._run("registry", "update", *registers, *words)

    def diff(self) -> str:
        return (self.root / "proposals" / "2026-10-20" / "diff.txt").read_text("utf-8")

    def rows(self, folder: Path, name: str) -> list[dict[str, str]]:
        with (folder / name).open(encoding="utf-8", newline="") as text:
            return list(csv.DictReader(text))


@pytest.fixture
def update(run: Run, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Updating:
    return Updating(run, address, monkeypatch, tmp_path)


def test_registers_that_agree_change_nothing(update: Updating, answers: Answers) -> None:
    answer = update()
    assert answer.code == 0, answer.err
    text = update.diff()
    assert "authorities.csv: 245 added" in text  # organisation numbers that nobody had written down
    assert "population.csv: no difference" in text
    assert "changes.csv: no difference" in text
    assert "NOT READ" not in text
    assert "REFUSED" not in text
    assert not update.own.exists()
    assert {agent.split("/")[0] for _, _, agent in answers.asked} == {"Barometer"}
    assert [path for _, path, _ in answers.asked if "KOMM" in path][-1].endswith("page=1")
    assert ("POST", "/pxweb/no/table/07459") in {(method, path) for method, path, _ in answers.asked}


def test_new_figures_fill_holes_and_a_new_word_stands_beside_the_old(update: Updating, answers: Answers) -> None:
    answers.figures["0104", "2016"] = 32182  # Moss, which the table lacks
    answers.figures["0301", "2026"] = (answers.figures["0301", "2026"] or 0) + 1
    answers.figures["0", "2026"] = (answers.figures["0", "2026"] or 0) + 1
    assert update("--apply").code == 0
    own = [row for row in update.rows(update.own, "population.csv") if "read 2026-10-20" in row["source"]]
    assert {(row["number"], row["on"], row["published_on"]) for row in own} == {
        ("0104", "2016-01-01", "2016-02-29"), ("0301", "2026-01-01", "2026-10-20"),
    }  # fmt: skip
    assert "changed     0301  2026-01-01: " in update.diff()


def test_a_renumbering_is_followed(update: Updating, answers: Answers) -> None:
    answers.changes["131"] = [
        change("2026-01-01", ("1151", "Utsira"), ("1199", "Utsira - Utsire")),
        change("2024-01-01", ("3001", "Halden"), ("3101", "Halden")),  # known already
        change("2027-01-01", ("1144", "Kvitsøy"), ("1198", "Kvitsøy")),  # not yet
    ]
    answers.codes["131"] = [each for each in answers.codes["131"] if each["code"] != "1151"]
    answers.codes["131"].append(code("1199", "Utsira - Utsire"))
    answers.places = [
        county | {"kommuner": [each for each in county["kommuner"] if each["kommunenummer"] != "1151"]}
        for county in answers.places
    ]
    answers.figures["1199", "2026"] = answers.figures.pop(("1151", "2026"))
    assert update("--apply").code == 0, update.diff()
    new = next(row for row in update.rows(update.own, "authorities.csv") if row["number"] == "1199")
    assert (new["official_names"], new["website"], new["valid_from"]) == (
        "Utsira; Utsire", "https://utsira.kommune.no/", "2026-01-01",
    )  # fmt: skip
    assert "changes.csv: 1 added" in update.diff()
    country = load_country("no", update.own)
    assert [each.to_number for each in country.changes if each.from_number == "1151"] == ["1199"]
    assert update().code == 0  # the operator's own tables are in use now
    assert "changes.csv: no difference" in update.diff()


def test_a_merger_needs_a_person(update: Updating, answers: Answers) -> None:
    answers.changes["131"] = [
        change("2026-01-01", ("1151", "Utsira"), ("1197", "Havøyene")),
        change("2026-01-01", ("1144", "Kvitsøy"), ("1197", "Havøyene")),
    ]
    answers.codes["131"] = [each for each in answers.codes["131"] if each["code"] not in ("1151", "1144")]
    answers.codes["131"].append(code("1197", "Havøyene"))
    answer = update("--apply")
    assert answer.code == 2
    assert "lack what only a person can say (1197 Havøyene from 2026-01-01: language, website" in answer.err
    assert not update.own.exists()


REFUSALS = {
    "authorities": "KLASS 131 has 356 numbers and does not list 1151",
    "population": "1151 had a figure on 2025-01-01 and has none on 2026-01-01",
    "population-change": "1151 on 2026-01-01: 900, and",
}


@pytest.mark.parametrize("name", REFUSALS)
def test_shrinking_is_refused_until_it_is_named(update: Updating, answers: Answers, name: str) -> None:
    if name == "authorities":
        answers.codes["131"] = [each for each in answers.codes["131"] if each["code"] != "1151"]
    elif name == "population-change":
        others = (answers.figures["0", "2026"] or 0) - (answers.figures["1151", "2026"] or 0)
        answers.figures["0", "2026"] = others + 900
        answers.figures["1151", "2026"] = 900
    else:
        del answers.figures["1151", "2026"]
        update.own.mkdir(parents=True)
        lines = (COUNTRIES / "no" / "population.csv").read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("1151,2026-01-01")]
        (update.own / "population.csv").write_text("".join(kept), "utf-8")
    refused = update("--apply")
    assert f"REFUSED ({name}): " in update.diff()
    assert REFUSALS[name] in update.diff()
    assert refused.code == 2
    assert f"--allow-shrinking {name}" in refused.err
    assert update("--apply", "--allow-shrinking", name).code == 0
    assert (update.own / "authorities.csv").exists()


def test_municipalities_that_do_not_add_up_to_the_nation_are_refused(update: Updating, answers: Answers) -> None:
    answers.figures["0", "2026"] = 5_000_000
    assert update().code == 1
    assert "and the nation 5000000" in update.diff()


def test_one_register_that_fails_leaves_the_others(update: Updating, answers: Answers) -> None:
    answers.down = {"wikidata"}
    answers.figures["0104", "2016"] = 32182
    answer = update()
    assert answer.code == 0
    assert "NOT READ: Wikidata: http://127.0.0.1" in answer.out + answer.err
    assert "status 500" in update.diff()
    assert "population.csv: 1 added" in update.diff()


def test_nothing_at_all_is_unreachable(update: Updating, answers: Answers) -> None:
    answers.down = set(NAMES)
    answer = update()
    assert answer.code == 4
    assert not (update.root / "proposals").exists()


def test_wikidata_is_weak_proof_in_a_table_of_its_own(update: Updating, answers: Answers) -> None:
    answers.statements = [
        statement("1151", "P2013", "utsirakommune"), statement("1151", "P856", "http://utsira.example.no/"),
        statement("9998", "P2013", "ingen"),
    ]  # fmt: skip
    assert update("--apply").code == 0
    rows = update.rows(update.own, "wikidata_accounts.csv")
    assert rows == [{"number": "1151", "channel": "facebook", "native_id": "utsirakommune", "qid": "Q1151",
                     "read_on": "2026-10-20"}]  # fmt: skip
    assert "unconfirmed 1151  website https://utsira.kommune.no/, elsewhere http://utsira.example.no/" in update.diff()
    answers.statements = []
    assert update().code == 1
    assert "REFUSED (accounts): Wikidata named 1 accounts, and names 0 now" in update.diff()


def crawled(update: Updating, number: str, reached: str) -> None:
    """Write last month's crawl, in which one website led elsewhere."""
    world = Maker(update.root.parent)
    own = next(each for each in load_country("no").authorities if each.number == number and each.valid_to is None)
    visit = world.visit("2026-09", "website", number)
    page = replace(visit.pages[0], url=own.front_page, final_url=reached)
    write(DataFolder(update.root).route(Month(2026, 9), "website"), [replace(visit, url=own.front_page, pages=(page,))])


@pytest.mark.parametrize(("is_listed", "kind"), [(True, "changed"), (False, "unconfirmed")])
def test_a_redirect_confirms_what_a_register_lists(
    update: Updating, answers: Answers, is_listed: bool, kind: str
) -> None:
    crawled(update, "1151", "https://www.utsira.no/forside/")
    if is_listed:
        others = [each for each in answers.entities["KOMM"] if not each["navn"].startswith("UTSIRA")]
        answers.entities["KOMM"] = [*others, entity("999999999", "UTSIRA KOMMUNE", "1151", "www.utsira.no", "KOMM")]
    assert update().code == 0
    proposed = update.rows(update.root / "proposals" / "2026-10-20", "authorities.csv")
    website = next(row["website"] for row in proposed if row["number"] == "1151")
    assert website == ("https://www.utsira.no/" if is_listed else "https://utsira.kommune.no/")
    assert f"{kind:<12}1151  website https://utsira.kommune.no/ leads to" in update.diff()


def test_wrong_use(run: Run) -> None:
    assert "there is none to ask for 'xx'" in run("registry", "update", "--country", "xx").err
    assert "choose one of authorities" in run("registry", "update", "--allow-shrinking", "all").err
    assert "is not <register>=<https address>" in run("registry", "update", "--register", "ssb=https://x.no").err
