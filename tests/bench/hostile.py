"""Every hostile string in every field of the site, in Chromium with the policy off; counts what fires.

`python -m tests.bench.hostile [--authorities N]`. A country of as many authorities as there are strings is published
in three languages: string number i is the name of authority i, the county of the next, the native id of the one
after, and so on, so that each string stands once in each field (every fourth as a county). Every authority's page is
opened, every page that lists them, and every tenth badge. All of the lists of markup are taken, and of the lists of
SQL, paths and hosts, which no browser runs, every tenth line. Nothing may run and no dialog open; ends with 1 when
something did.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser

from barometer.months import Month
from barometer.publish import publish
from barometer.readings import Account
from tests.browsing import chromium
from tests.make_readings import Maker, authority, counter, link, profile
from tests.shared import HOSTILE
from tests.test_site_hostile import FIRED, MONTH, as_check
from warehouse.build import build
from warehouse.results import store

FIELDS = ("name", "county", "website", "native id", "account address", "evidence", "source", "profile name")


def strings() -> list[str]:
    """Return the strings of the hostile lists, each once, without the empty ones."""
    found = _lines("xss.txt") + json.loads((HOSTILE / "naughty-strings.json").read_text())
    for name in ("sql.txt", "paths.txt", "lookalike-hosts.txt"):
        found += _lines(name)[::10]
    return [text for text in dict.fromkeys(found) if text.strip()]


def _lines(name: str) -> list[str]:
    return (HOSTILE / name).read_text(errors="replace").splitlines()


def made(root: Path, texts: list[str]) -> Path:
    """Publish a country in which each string stands once in each of FIELDS; return the site."""
    many = len(texts)

    def of(order: int, field: str) -> str:
        return texts[(order + FIELDS.index(field)) % many]

    rows = []
    for order in range(many):
        row, figure = authority(f"{100_000 + order}", "Vik", 1000 + order)
        county = of(order, "county") if order % 4 == 0 else rows[-1][0].county
        rows.append((replace(row, name=of(order, "name"), county=county, website=of(order, "website")), figure))
    world = Maker(root, rows)
    for order, (row, _) in enumerate(rows):
        native_id = f"{of(order, 'native id')}#{order}"
        world.visit(MONTH, "website", row.number, readings=[link(native_id)])
        world.accounts[MONTH].append(
            Account(
                month=MONTH, authority_number=row.number, channel="facebook", native_id=native_id,
                url=of(order, "account address"), role="helhetlig", status="official",
                evidence=(of(order, "evidence"),),
            )
        )  # fmt: skip
        followers = replace(counter(native_id, "followers", 100 + order), source=of(order, "source"))
        said = profile(native_id, name=of(order, "profile name"))
        world.visit(
            MONTH, "facebook", f"facebook:{native_id}", number=row.number, native_id=native_id, channel="facebook",
            readings=[followers, said],
        )  # fmt: skip
    folder, country = world.save()
    build(folder, country)
    store(folder, Month.parse(MONTH), [as_check(order, text) for order, text in enumerate(texts)])
    return publish(folder, country, Month.parse(MONTH)).resolve()


def fired(browser: Browser, pages: Iterator[Path]) -> tuple[int, list[str]]:
    """Open each page with everything unfolded; return how many, and what ran."""
    opened, found = 0, list[str]()
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(FIRED)
    page = context.new_page()
    page.on("dialog", lambda dialog: (found.append(dialog.message), dialog.dismiss()))
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        ran = page.evaluate("window.__fired")
        found += [f"{path.name}: {each}" for each in ran]
        opened += 1
    context.close()
    return opened, found


def pages_of(site: Path) -> Iterator[Path]:
    """Yield every page of the first language, the lists of the others, and every badge."""
    for folder in (site, site / "nn", site / "en"):
        yield from sorted(folder.glob("*.html"))
    yield from sorted(site.glob("*/*.html"))
    yield from sorted((site / "merker").glob("*.svg"))[::10]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--authorities", type=int, default=0, help="take so many strings only, evenly spread")
    told = parser.parse_args()
    texts = strings()
    if told.authorities:
        texts = texts[:: max(len(texts) // told.authorities, 1)]
    with tempfile.TemporaryDirectory() as place:
        begin = time.perf_counter()
        site = made(Path(place), texts)
        print(f"{len(texts)} strings, published in {time.perf_counter() - begin:.0f} s", flush=True)
        with chromium() as browser:
            opened, found = fired(browser, pages_of(site))
    print(
        f"{len(texts)} strings x {len(FIELDS)} fields and the checks' texts: {opened} pages and badges opened,"
        f" {len(found)} fired"
    )
    print(*found[:40], sep="\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
