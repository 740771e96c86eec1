"""The page on visibility says the ratio with its interval, how many it rests on, and that it proves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from barometer.publishing import numbers
from tests.make_edition import Published, published, published_small
from warehouse.read import query


def _said(path: Path) -> str:
    [found] = html.fromstring(path.read_text()).xpath("//section[@aria-labelledby='virker']")
    return " ".join(found.text_content().split()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published(tmp_path_factory)


def test_the_ratio_stands_with_interval_counts_and_the_claim_of_2011(edition: Published) -> None:
    asked = "from mart.visibility_effect where month = '2026-10' and size_class = 'alle'"
    [row] = query(edition.folder.warehouse, asked).to_dict("records")
    said = _said(edition.site / "synlighet.html")
    assert f"{numbers.decimal(row['ratio'], 2)} ganger" in said
    assert f"95 prosents intervall {numbers.interval(row['ratio_low'], row['ratio_high'], 2)}" in said
    assert f"{row['n_visible']} sider er lenket fra forsiden og {row['n_not_visible']} ikke" in said
    is_told_apart = row["ratio_low"] > 1 or row["ratio_high"] < 1
    assert ("Intervallet dekker ikke 1" in said) == is_told_apart
    assert ("Intervallet dekker 1," in said) != is_told_apart
    where = "under" if row["ratio_low"] > 1.4 else "over" if row["ratio_high"] < 1.4 else "innenfor"
    assert f"oppgitt til 1,40. Det ligger {where} intervallet her." in said
    assert "Dette er en sammenheng, ikke en virkning" in said


def test_too_few_pages_give_no_ratio(tmp_path_factory: pytest.TempPathFactory) -> None:
    said = _said(published_small(tmp_path_factory).site / "synlighet.html")
    assert "For få målte sider til å si det" in said and "ganger" not in said
    assert "Dette er en sammenheng, ikke en virkning" in said


def test_the_method_page_defines_what_the_page_links_to(edition: Published) -> None:
    page = html.fromstring((edition.site / "metode.html").read_text())
    for metric in ("M19", "M20", "M22"):
        assert page.xpath(f"//div[@id='{metric}']/dd"), metric
    [table] = page.xpath("//h3[@id='vekter']/following-sibling::div[1]//tbody")
    weights = [int(cell.text_content().rstrip("\N{NO-BREAK SPACE}% ")) for cell in table.xpath(".//td[@class='n']")]
    assert weights == [20] * 5
