"""What the pages say of dialogue: figures with intervals where they were measured, plain words where they were not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from barometer.months import Month
from barometer.publishing import enquiry_rule, numbers
from barometer.publishing.dialogue import Dialogue
from barometer.publishing.mart import read_mart
from tests.make_edition import Published, published


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published(tmp_path_factory)


@pytest.fixture(scope="module")
def dialogue(edition: Published) -> Dialogue:
    return Dialogue(read_mart(edition.folder.warehouse, Month.parse("2026-10")))


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split()).replace("\N{NO-BREAK SPACE}", " ")


def section(path: Path, name: str) -> str:
    """Return what a section says of the authority itself, without what is common in the country."""
    [found] = html.fromstring(path.read_text()).xpath(f"//section[@aria-labelledby='{name}']")
    for common in found.xpath(".//*[contains(@class, 'beside')]"):
        common.drop_tree()
    return text_of(found)


def page_of(edition: Published, dialogue: Dialogue, state: str) -> tuple[dict[str, Any], str]:
    """Return the first page whose response rate is in a state: its row, and what its authority's page says."""
    row = next(row for row in dialogue.by_number.values() if row["response_state"] == state)
    [path] = (edition.site / "kommune").glob(f"{row['authority_number']}-*.html")
    return row, section(path, "dialog")


def test_a_measured_rate_stands_with_its_interval_and_its_counts(edition: Published, dialogue: Dialogue) -> None:
    row, said = page_of(edition, dialogue, "målt")
    low, high = (numbers.decimal(row[f"response_percent_{end}"]) for end in ("low", "high"))
    assert f"Svarandel{numbers.decimal(row['response_percent'])} %mellom {low} og {high} %" in said
    counts = f"{row['answered_in_time']} av {row['due_enquiries']} gjenkjente henvendelser"
    assert f"{counts} besvart innen sju dager" in said


def test_too_few_says_so_and_gives_no_share(edition: Published, dialogue: Dialogue) -> None:
    row, said = page_of(edition, dialogue, "for få")
    assert row["response_percent"] is None
    assert "Svarandel–for få til å si noe" in said and "ti kreves" in said


def test_an_unseen_page_is_unknown_not_silent(edition: Published, dialogue: Dialogue) -> None:
    row, said = page_of(edition, dialogue, "ikke observert")
    assert row["use_class"] == "ukjent" and row["route"] is None
    assert said.count("ukjent: innleggene kunne ikke leses") == 9
    assert "Det betyr ikke at siden er taus." in said and "0,0" not in said


def test_an_authority_without_a_page_has_no_dialogue_to_measure(edition: Published, dialogue: Dialogue) -> None:
    ranking = read_mart(edition.folder.warehouse, Month.parse("2026-10")).rows("ranking")
    use = {row["authority_number"]: row["use_class"] for row in ranking}
    without = {path: use[path.name.split("-")[0]] for path in (edition.site / "kommune").glob("*.html")
               if path.name.split("-")[0] not in dialogue.by_number}  # fmt: skip
    assert {"ingen side", None} <= set(without.values())
    for path, use_class in without.items():
        said = section(path, "dialog")
        # Where the website could not be read, nobody knows whether there is a page.
        assert ("Uten en offisiell Facebook-side er det ingen dialog å måle." in said) == (use_class is not None)
        assert ("Vi vet ikke om myndigheten har en offisiell Facebook-side" in said) == (use_class is None)
        assert "%" not in said


def test_the_count_of_unknown_stands_beside_every_split(edition: Published, dialogue: Dialogue) -> None:
    [body] = html.fromstring((edition.site / "dialog.html").read_text()).xpath(
        "//section[@aria-labelledby='folsomhet']//tbody"
    )
    rows = [[text_of(cell) for cell in line] for line in body]
    assert len(rows) == len(dialogue.sensitivity) == 9
    for cells, split in zip(rows, dialogue.sensitivity, strict=True):
        base, unknown = split[0]["base"], split[0]["unknown"]
        limits = [str(split[0]["window_days"]), str(split[0]["least_acts"])]
        assert cells[:3] == [*limits, f"{unknown} av {base + unknown}"]
        hidden = [cell for cell in cells[3:] if cell.startswith("–")]
        assert len(hidden) == (3 if unknown > base else 0)


def test_every_state_of_every_measure_is_counted(edition: Published, dialogue: Dialogue) -> None:
    for name, counts in dialogue.states:
        assert sum(counts.values()) == len(dialogue.by_number), name
    said = section(edition.site / "dialog.html", "lest")
    assert "Ikke observert" in said and "Svarandel" in said


def test_the_method_page_says_how_well_enquiries_are_told(edition: Published) -> None:
    said = text_of(html.fromstring((edition.site / "metode.html").read_text()))
    for measured in (enquiry_rule.BLIND, enquiry_rule.FRESH, enquiry_rule.KNOWN):
        for figure in (measured.precision_percent, measured.recall_percent):
            assert numbers.percent(figure).replace("\N{NO-BREAK SPACE}", " ") in said
