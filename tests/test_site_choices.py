"""What a reader chooses in the ranking stands in the address, and comes back from it; on paper nothing is left out."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from barometer.publishing.bundle import style_sheets, write_static
from barometer.publishing.pages import SITE
from barometer.serving import server
from tests.browsing import chromium
from tests.make_edition import Published, published


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published(tmp_path_factory)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(edition: Published) -> Iterator[str]:
    with server(edition.folder.editions, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/2026-10/"
        running.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def shown(page: Page, selector: str) -> list[str]:
    return page.eval_on_selector_all(selector, "each => each.map((one) => one.textContent.trim())")


ROWS = "#rangering tbody tr:not([hidden]) th"
BELOW = "#uten-plass li:not([hidden]) a"


# The address


def test_a_choice_is_in_the_address_and_comes_back_from_it(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    assert "#" not in page.url
    page.select_option("#fylke", "Rypefylket")
    page.select_option("#sorter", label="Innbyggere")
    assert page.url.endswith("#fylke=Rypefylket&sorter=innbyggere")
    seen, said = shown(page, ROWS), page.inner_text("#vist")
    page.goto("about:blank")
    page.goto(address + "index.html#fylke=Rypefylket&sorter=innbyggere")
    assert shown(page, ROWS) == seen and page.inner_text("#vist") == said and len(seen) > 3
    assert page.get_attribute("#rangering th[data-key=innbyggere]", "aria-sort") == "descending"


def test_the_other_way_round_is_in_the_address_too(page: Page, address: str) -> None:
    page.goto(address + "index.html#sorter=navn&vei=ned&storrelse=%3C+2+000")
    assert page.get_attribute("#rangering th[data-key=navn]", "aria-sort") == "descending"
    sizes = page.eval_on_selector_all(ROWS, "each => [...new Set(each.map((one) => one.parentElement.dataset.size))]")
    assert sizes == ["< 2 000"]
    page.click("#rangering th[data-key=navn] button")
    assert "vei" not in page.url and "sorter=navn" in page.url


@pytest.mark.parametrize("fragment", ["fylke=Finnes+ikke&sorter=ukjent&vei=hit", "%ff=%", "sok=&storrelse=", "umalt"])
def test_an_address_that_says_nothing_shows_the_whole_ranking(page: Page, address: str, fragment: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}index.html#{fragment}")
    assert len(shown(page, ROWS)) == 50 and errors == []
    assert page.get_attribute("#rangering th[data-key=plass]", "aria-sort") == "ascending"


def test_an_address_is_text_and_never_a_program(page: Page, address: str) -> None:
    page.goto(address + "index.html#sok=%3Cimg+src%3Dx+onerror%3D%22window.fired%3D1%22%3E&fylke=javascript:1")
    assert page.evaluate("window.fired") is None and page.locator("main img").count() == 0
    assert page.inner_text("#vist") == "Ingen treff"


def test_everything_can_be_taken_back(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    assert not page.is_visible("#nullstill")
    page.fill("#sok", "vik")
    page.focus("#nullstill")
    page.keyboard.press("Enter")
    assert len(shown(page, ROWS)) == 50 and "#" not in page.url and not page.is_visible("#nullstill")
    assert page.evaluate("document.activeElement.id") == "sok", "the button goes away: the keyboard is kept"


# Those without a place


def test_a_search_finds_the_unmeasured_as_well_and_says_where(page: Page, address: str, edition: Published) -> None:
    text = html.fromstring((edition.site / "index.html").read_text())
    name = "".join(text.xpath("//section[@id='uten-plass']//li")[0].find("a").itertext())
    page.goto(address + "index.html")
    before = len(shown(page, BELOW))
    page.fill("#sok", name)
    found = shown(page, BELOW)
    assert name in found and len(found) < before
    assert f"I tillegg {len(found)} uten plass, under tabellen." in page.inner_text("#vist")
    headings = page.locator("#uten-plass h3:visible").count()
    assert 1 <= headings <= len(found), "no heading over nothing"


def test_a_county_filters_the_unmeasured_too(page: Page, address: str) -> None:
    page.goto(address + "index.html#fylke=Rypefylket")
    assert set(page.eval_on_selector_all(BELOW, "each => each.map((one) => one.parentElement.dataset.county)")) <= {
        "Rypefylket"
    }


# Counties and size classes


@pytest.mark.parametrize("folder", ["fylke", "storrelse"])
def test_every_county_and_size_has_a_page_with_all_of_its_authorities(edition: Published, folder: str) -> None:
    listed: list[str] = []
    for path in sorted((edition.site / folder).glob("*.html")):
        page = html.fromstring(path.read_text())
        ranked = page.xpath("//section[@aria-labelledby='rangeringen']//tbody/tr/th/a/@href")
        places = [int("".join(cell.xpath("text()"))) for cell in page.xpath("//td[@class='n place']")]
        assert places == sorted(places) and (not places or places[0] == 1), path.name
        listed += [*ranked, *page.xpath("//section[@aria-labelledby='umalt']//li/a/@href")]
        assert page.xpath("//a[@href='../fylker.html']") and page.xpath("//p[@class='source']")
    front = html.fromstring((edition.site / "index.html").read_text())
    everyone = {each for each in front.xpath("//main//@href") if each.startswith("kommune/")}
    assert len(listed) == len(set(listed)) == 371 == len(everyone)
    assert {each.removeprefix("../") for each in listed} == everyone
    overview = html.fromstring((edition.site / "fylker.html").read_text())
    pages = {f"{folder}/{path.name}" for path in (edition.site / folder).glob("*.html")}
    assert pages == {each for each in overview.xpath("//main//@href") if each.startswith(f"{folder}/")}


# Style, paper


def test_the_style_is_one_file_that_holds_every_source(tmp_path: Path) -> None:
    write_static(SITE / "static", tmp_path / "static")
    assert sorted(path.suffix for path in (tmp_path / "static").iterdir()) == [".css", ".js", ".svg"]
    made, at = (tmp_path / "static" / "barometer.css").read_text(), 0
    sheets = style_sheets(SITE / "static")
    assert sheets[0].name == "base.css" and sheets[-1].name == "print.css" and len(sheets) >= 4
    for sheet in sheets:
        found = made.find(sheet.read_text().strip())
        assert found >= at, f"{sheet.name} stands in its place in the cascade"
        at = found
    assert made.count("{") == made.count("}")


@pytest.mark.parametrize("name", ["index", "fylke/61-rypefylket", "kommune/6107-ovre-blavatnet"])
def test_on_paper_there_is_ink_on_white_and_nothing_is_cut(page: Page, address: str, name: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto(f"{address}{name}.html")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    ink, paper = (page.evaluate(f"getComputedStyle(document.body).{each}") for each in ("color", "backgroundColor"))
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    for hidden in (".masthead nav", ".skip", ".controls", ".more"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    cut = "each => each.filter((box) => {}).map((box) => box.ariaLabel)"
    is_cut = "box.scrollWidth > box.clientWidth + 1 || getComputedStyle(box).overflowX !== 'visible'"
    assert page.eval_on_selector_all(".scroll", cut.format(is_cut)) == []
    if name == "index":
        assert page.locator("#rangering tbody tr:visible").count() > 300
    assert re.match(rb"%PDF-", page.pdf(format="A4"))
