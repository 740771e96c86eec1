"""Pages built by script, in a real Chromium driven by the crawl; skipped with the reason where there is none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from barometer.crawling import crawl
from barometer.months import Month
from barometer.readings import Outcome, Visit
from barometer.readings_file import read
from barometer.storage import DataFolder
from spiders.archive import pages_of
from spiders.chromium import choices
from tests.browsing import REASON, found
from tests.crawl_web import CONTACT, Web, invented_country, loopback_web, page, site

MONTH = Month(2026, 10)


needs_chromium = pytest.mark.skipif(found() is None, reason=REASON)


def built(script: str, plain: str = "") -> str:
    """Return a page whose body a script makes, as applications in the browser do."""
    return (
        '<!DOCTYPE html><html lang="nb"><head><meta charset="utf-8"><title>Storvik kommune</title></head>'
        f'<body><div id="app"></div>{plain}<noscript>Siden trenger JavaScript.</noscript>'
        f'<img src="/bilde.png"><script src="/app.js"></script><script>{script}</script></body></html>'
    )


# The address is put together from parts, so that no reading of the plain page can find it.
FOOTER = (
    "document.getElementById('app').innerHTML = '<main><h1>Storvik kommune</h1></main><footer><h2>Følg oss</h2>"
    "<a href=\"https://www.face' + 'book.com/storvik' + 'kommune\">Facebook</a></footer>'"
)
LATE = f"fetch('/menu.json').then(answer => answer.json()).then(() => {{ {FOOTER} }})"


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Web, dict[str, Visit], DataFolder]]:
    folder = DataFolder(tmp_path_factory.mktemp("browser") / "zz")
    hosts = {
        "late": {"/": built(LATE), "/menu.json": "{}"},
        "endless": {"/": built("while (true) {}")},
        "leaves": {"/": built("location.href = 'http://www.elsewhere.no/'")},
        "framed": {"/": built(FOOTER + ";document.body.innerHTML += '<iframe src=http://www.elsewhere.no/x></iframe>'")},
        "forbids": {"/": built("location.href = '/intern'"), "/intern": page("wrongplace"),
                    "/robots.txt": "User-agent: *\nDisallow: /intern"},
        "plain": {"/": page("storvikkommune")},
        "has-contact": {"/": built("", CONTACT), "/kontakt": page("storvikkommune")},
        "elsewhere": {"/": page("wrongplace"), "/x": page("wrongplace")},
    }  # fmt: skip
    visited = [name for name in hosts if name != "elsewhere"]
    with loopback_web() as web:
        web.hosts = {f"www.{name}.no": site(pages) for name, pages in hosts.items()}
        country = invented_country({f"9{at:03d}": f"https://www.{name}.no/" for at, name in enumerate(visited)})
        crawl(country, MONTH, folder, web.settings(timeout_seconds=10, render_seconds=6), {}, routes=["website"])
        found = read(folder.route(MONTH, "website"), Visit)
        yield web, {visited[int(each.target) - 9000]: each for each in found}, folder


def _accounts(visit: Visit) -> set[str | None]:
    return {each.native_id for each in visit.readings if each.type == "link" and each.rejected is None}


@needs_chromium
def test_an_account_that_only_a_script_shows_is_found_and_the_rendered_page_kept(
    rendered: tuple[Web, dict[str, Visit], DataFolder],
) -> None:
    _, visits, folder = rendered
    visit = visits["late"]
    assert visit.outcome is Outcome.OK
    assert _accounts(visit) == {"storvikkommune"}
    assert [each.is_rendered for each in visit.pages] == [False, True]
    assert visit.archive and visit.archive_offset is not None and visit.archive_length
    kept = list(pages_of(folder.archive(MONTH) / visit.archive, visit.archive_offset, visit.archive_length))
    assert [each.is_rendered for each in kept] == [False, True]
    assert b"storvikkommune" in kept[1].body


@needs_chromium
def test_the_browser_is_used_only_where_it_can_change_the_answer(
    rendered: tuple[Web, dict[str, Visit], DataFolder],
) -> None:
    visits = rendered[1]
    assert not any(each.is_rendered for name in ("plain", "has-contact") for each in visits[name].pages)
    assert _accounts(visits["has-contact"]) == {"storvikkommune"}


@needs_chromium
def test_a_page_that_hangs_the_browser_ends_as_a_time_out_and_harms_no_other(
    rendered: tuple[Web, dict[str, Visit], DataFolder],
) -> None:
    visits = rendered[1]
    assert visits["endless"].outcome is Outcome.TIMEOUT
    assert visits["endless"].readings == ()
    assert _accounts(visits["framed"]) == {"storvikkommune"}


@needs_chromium
def test_a_script_leads_the_browser_nowhere_that_robots_txt_forbids(
    rendered: tuple[Web, dict[str, Visit], DataFolder],
) -> None:
    web, visits, _ = rendered
    assert web.paths("www.forbids.no").count("/intern") == 0
    visit = visits["forbids"]
    assert (visit.outcome, visit.detail) == (Outcome.ROBOTS, "robots.txt of www.forbids.no forbids /intern")
    assert visit.readings == ()


@needs_chromium
def test_the_browser_sends_the_same_agent_and_no_request_to_another_site_or_for_images(
    rendered: tuple[Web, dict[str, Visit], DataFolder],
) -> None:
    web, visits, _ = rendered
    assert web.paths("www.elsewhere.no") == []
    assert "/bilde.png" not in web.paths("www.late.no")
    assert "/app.js" in web.paths("www.late.no")
    assert {each.headers["User-Agent"] for each in web.asked} == {"Barometer/0.1.0 (+mailto:test@example.org)"}
    hints = {value for each in web.asked for name, value in each.headers.items() if name.lower() == "sec-ch-ua"}
    assert hints == {'"Barometer";v="0.1.0"'}
    assert "wrongplace" not in _accounts(visits["leaves"])


def test_the_headless_shell_is_preferred_to_a_whole_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("chromium", "chromium-headless-shell", "chromium-shell"):
        (tmp_path / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    configured, shell, whole = (tmp_path / name for name in ("mine", "chromium-headless-shell", "chromium"))
    paths = [str(each.get("executable_path", each.get("channel"))) for each in choices(configured, "/nowhere")]
    assert paths == [str(configured), str(shell), "chrome", "msedge", str(whole)]


def _no_browser(monkeypatch: pytest.MonkeyPatch, empty: Path) -> None:
    if any(Path(f"/opt/{name}").exists() for name in ("google/chrome", "microsoft/msedge")):
        pytest.skip("a browser stands in a fixed place here and would be found")
    monkeypatch.setenv("PATH", os.fspath(empty))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", os.fspath(empty / "none"))


def _no_driver(monkeypatch: pytest.MonkeyPatch, empty: Path) -> None:
    """Seen on a bare Debian: Playwright's own program lacked the library libatomic."""
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", "/bin/false")


@pytest.mark.parametrize("lacking", [_no_browser, _no_driver])
def test_without_a_chromium_a_script_built_site_needs_a_browser_and_the_log_names_both_remedies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: Callable[[pytest.MonkeyPatch, Path], None]
) -> None:
    lacking(monkeypatch, tmp_path)
    folder = DataFolder(tmp_path / "zz")
    with loopback_web() as web:
        web.hosts = {f"www.{name}.no": site({"/": built(LATE), "/menu.json": "{}"}) for name in ("late", "more")}
        country = invented_country({"9001": "https://www.late.no/", "9002": "https://www.more.no/"})
        crawl(country, MONTH, folder, web.settings(), {}, routes=["website"])
    outcomes = {each.outcome for each in read(folder.route(MONTH, "website"), Visit)}
    log = (folder.root / "logs" / "2026-10-website.log").read_text()
    assert outcomes == {Outcome.NEEDS_BROWSER}
    assert log.count("no Chromium could be started") == 1  # said once, not once a site
    assert "playwright install" in log and "BAROMETER_CHROMIUM" in log
