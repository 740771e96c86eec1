"""What the edition says of pages that people coded: the grade, how many, how far they agreed, and nothing when none."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from barometer.months import Month
from barometer.publish import publish
from barometer.readings import Outcome
from barometer.readings_file import write
from tests.make_edition import published
from tests.make_readings import FIVE, Maker
from tests.test_metrics_coded import MONTH, ONE_WAY, SILENT, coded
from warehouse.build import build


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five walled pages: two coded alike by two (κ 0.5, worked out by hand), one apart, one by one, one by nobody."""
    world = Maker(tmp_path_factory.mktemp("site"), FIVE)
    for figures, _ in FIVE:
        world.page(MONTH, figures.number, outcome=Outcome.LOGIN_WALL)
    folder, country = world.save()
    write(folder.codings(Month.parse(MONTH)), [
        coded("0101"), coded("0101", 2), coded("0102", **SILENT), coded("0102", 2, **SILENT),
        coded("0103"), coded("0103", 2, **ONE_WAY), coded("0201", **ONE_WAY),
    ])  # fmt: skip
    build(folder, country)
    return publish(folder, country, Month.parse(MONTH))


def text_of(path: Path) -> str:
    return " ".join(html.fromstring(path.read_text()).text_content().split()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("number", "said", "unsaid"), [
    ("0101", "kodet for hånd, siden ingen besøk viser den. Bevisgrad C: kodet av to personer.", "D: kodet"),
    ("0201", "kodet for hånd, siden ingen besøk viser den. Bevisgrad D: kodet av én person.", "C: kodet"),
    ("0103", "Ingen innlegg kunne leses denne måneden.", "kodet for hånd"),
    ("02", "Ingen innlegg kunne leses denne måneden.", "kodet for hånd"),
])  # fmt: skip
def test_an_authoritys_page_says_what_its_class_rests_on(site: Path, number: str, said: str, unsaid: str) -> None:
    [path] = (site / "kommune").glob(f"{number}-*.html")
    text = text_of(path)
    assert said in text
    assert unsaid not in text


def test_the_method_page_gives_kappa_and_its_interval(site: Path) -> None:
    # Observed 2/3, chance (2·1 + 1·1 + 0·1)/9 = 1/3: κ = 1/2; variance (1/12 + 4/27 + 1/108 − 1/9) ÷ (3·4/9) = 0.0972.
    said = "I denne utgaven er 4 sider kodet, 3 av dem av to, og 2 fikk samme klasse av begge. Cohens κ"
    text = text_of(site / "metode.html")
    assert said in text
    assert "er 0,50, mellom -0,11 og 1,00 (95 %)" in text.replace("\N{MINUS SIGN}", "-")
    assert "0 uenigheter er avgjort av en tredje" in text


def test_the_dialogue_and_the_quality_page_count_coded_pages(site: Path) -> None:
    assert "2 av klassene er kodet av to personer (bevisgrad C) og 1 av én (D)" in text_of(site / "dialog.html")
    quality = text_of(site / "kvalitet.html")
    assert "Sider som er kodet for hånd4" in quality.replace(" 4", "4")
    assert "Cohens κ for bruksklassen0,50" in quality.replace(" 0,50", "0,50")


def test_an_edition_without_coded_pages_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    edition = published(tmp_path_factory)
    assert "I denne utgaven er ingen sider kodet." in text_of(edition.site / "metode.html")
    assert "kodet av to personer (bevisgrad C) og" not in text_of(edition.site / "dialog.html")
    assert "kodet for hånd" not in text_of(edition.site / "kvalitet.html")
