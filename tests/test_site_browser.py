"""The site in a real Chromium, over HTTP: accessible, in its column, searchable by keyboard, whole without script."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from barometer.serving import server
from tests.browsing import chromium
from tests.make_edition import published

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
EVERY = (
    "2026-10/index", "2026-10/lister", "2026-10/dialog", "2026-10/synlighet", "2026-10/kanaler", "2026-10/fylker",
    "2026-10/kart", "2026-10/historie", "2026-10/kvalitet", "2026-10/metode", "2026-10/nedlasting",
    "2026-10/om-roboten", "index", "2026-10/kommune/6107-ovre-blavatnet", "2026-10/fylke/61-rypefylket",
    "2026-10/storrelse/under-2000", "2026-10/nn/index", "2026-10/en/fylke/61-rypefylket",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(published(tmp_path_factory).folder.editions, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.fixture
def index(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address + "2026-10/index.html")
    yield page
    context.close()


def names(page: Page) -> list[str]:
    return page.eval_on_selector_all(
        "#rangering tbody tr:not([hidden]) th", "each => each.map((name) => name.textContent.trim())"
    )


@pytest.mark.parametrize(
    "name",
    ["2026-10/index", "2026-10/dialog", "2026-10/fylke/61-rypefylket", "2026-10/historie", "2026-10/kvalitet",
     "2026-10/kommune/6107-ovre-blavatnet"],
)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing(browser: Browser, address: str, name: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(f"{address}{name}.html")
    # Forty rows show every kind of cell; three hundred more of them only take time.
    page.evaluate("document.querySelectorAll('tbody tr:nth-child(n+41)').forEach((row) => row.remove())")
    found = Axe().run(page, options=RULES).response["violations"]
    context.close()
    assert [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways_or_asks_anybody_else(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for name in EVERY:
        page.goto(f"{address}{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    context.close()
    assert [url for url in asked if not url.startswith(address)] == []
    assert said == [], "the policy refused something, or a script failed"


def test_the_strict_policy_is_in_force(index: Page) -> None:
    made = "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);"
    index.evaluate(made)
    assert index.evaluate("window.ran") is None
    index.evaluate("document.body.setAttribute('style', 'color: red')")
    assert index.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"


def test_without_script_everything_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "2026-10/index.html")
    assert page.locator("#rangering tbody tr:visible").count() > 300
    assert page.locator("#valg:visible").count() == 0 and page.locator("#alle:visible").count() == 0
    context.close()


def test_search_and_filters_narrow_the_ranking(index: Page) -> None:
    assert len(names(index)) == 50 and index.inner_text("#vist").startswith("Viser 50 av 3")
    index.fill("#sok", "BLÅVATNET")
    assert names(index) and all("blåvatnet" in name.lower() for name in names(index))
    index.fill("#sok", "finnes ikke")
    assert names(index) == [] and index.inner_text("#vist") == "Ingen treff"
    index.fill("#sok", "")
    index.select_option("#fylke", "Rypefylket")
    counties = index.eval_on_selector_all(
        "#rangering tbody tr:not([hidden])", "each => [...new Set(each.map((row) => row.dataset.county))]"
    )
    assert counties == ["Rypefylket"]
    index.select_option("#storrelse", "< 2 000")
    sizes = index.eval_on_selector_all(
        "#rangering tbody tr:not([hidden])", "each => [...new Set(each.map((row) => row.dataset.size))]"
    )
    assert sizes == ["< 2 000"] and index.inner_text("#vist").endswith("treff")


def test_sorting_by_keyboard_uses_the_norwegian_alphabet(index: Page) -> None:
    button = index.locator("#rangering thead button", has_text="Myndighet")
    button.focus()
    index.keyboard.press("Enter")
    assert index.get_attribute("#rangering thead th:nth-child(3)", "aria-sort") == "ascending"
    index.keyboard.press("Space")
    assert index.get_attribute("#rangering thead th:nth-child(3)", "aria-sort") == "descending"
    first = names(index)[0]
    assert first.startswith("Å") or first.startswith("Ø"), "å and ø stand last in the alphabet"
    index.select_option("#sorter", label="Innbyggere")
    people = index.eval_on_selector_all("#rangering .people", "each => each.map((cell) => Number(cell.dataset.v))")
    assert people == sorted(people, reverse=True)


def test_what_was_not_measured_stands_last_whichever_way_it_is_sorted(index: Page) -> None:
    for _ in range(2):
        index.click("#rangering thead th:nth-child(8) button")
        values = index.eval_on_selector_all("#rangering .growth", "each => each.map((cell) => cell.dataset.v)")
        measured = [value for value in values if value != ""]
        assert "" in values and values[: len(measured)] == measured


def test_show_all_keeps_the_reader_s_place(index: Page) -> None:
    index.focus("#alle")
    index.keyboard.press("Enter")
    assert len(names(index)) > 300 and not index.is_visible("#alle")
    row = "document.activeElement.closest('tr').querySelector('.place').dataset.v"
    assert int(index.evaluate(row)) >= 50


def test_the_keyboard_reaches_the_content_at_once(index: Page) -> None:
    index.keyboard.press("Tab")
    assert index.evaluate("document.activeElement.textContent") == "Til innholdet"
    index.keyboard.press("Enter")
    assert index.evaluate("document.activeElement.id") == "innhold"


@pytest.mark.parametrize("name", ["index", "fylke/61-rypefylket", "kommune/6107-ovre-blavatnet"])
def test_four_hundred_percent_zoom_is_a_narrow_page(browser: Browser, address: str, name: str) -> None:
    # 1280 px wide at 400 % leaves 320 px of layout, at four times the pixels.
    context = browser.new_context(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    page = context.new_page()
    page.goto(f"{address}2026-10/{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # Nothing sticks to the window and covers what is read.
    stuck = "[...document.querySelectorAll('*')].filter((one) => /fixed|sticky/.test(getComputedStyle(one).position))"
    assert page.evaluate(f"{stuck}.length") == 0
    context.close()
