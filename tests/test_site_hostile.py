"""Hostile text in every field that a page shows: names, counties, addresses, accounts, checks. It stays text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from barometer.months import Month
from barometer.publish import publish
from barometer.readings import Account
from tests.browsing import chromium
from tests.make_readings import Maker, authority, counter, link
from tests.shared import HOSTILE, needs_hostile
from warehouse.build import build
from warehouse.results import store

MONTH = "2026-10"
COUNT = 60
FIRED = "window.__fired = []; for (const name of ['alert', 'prompt', 'confirm', 'print', 'open']) " \
    "window[name] = (...said) => { window.__fired.push([name, ...said]); };"  # fmt: skip

ELEMENTS = frozenset(
    {
        "html", "head", "meta", "title", "link", "script", "body", "a", "aside", "p", "strong", "header", "div", "span",
        "nav", "ul", "li", "main", "article", "h1", "h2", "h3", "dl", "dt", "dd", "section", "small", "figure",
        "figcaption", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "form", "label",
        "input", "select", "option", "button", "b", "footer", "ol", "code", "pre", "abbr", "svg", "path", "circle",
        "g", "text", "line", "rect", "desc", "br", "img", "textarea",
    }
)  # fmt: skip
"""What the templates and the drawings are made of."""

pytestmark = needs_hostile


def strings() -> list[str]:
    """Return some hostile strings of each kind, spread evenly over the lists, and some of our own."""
    injections = [line for line in (HOSTILE / "xss.txt").read_text(errors="replace").splitlines() if line.strip()]
    naughty = [text for text in json.loads((HOSTILE / "naughty-strings.json").read_text()) if text.strip()]
    own = [
        '</script><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "'><svg onload=alert(1)>", "{{7*7}}",
        "{% include '/etc/passwd' %}", "</title><script>alert(1)</script>", "]]><script>alert(1)</script>",
        "</text><script>alert(1)</script>", "<!--<script>alert(1)</script>", "javascript:alert(1)",
    ]  # fmt: skip
    return [*own, *injections[:: len(injections) // (2 * COUNT)], *naughty[:: max(len(naughty) // COUNT, 1)]]


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    texts = strings()
    rows = []
    for order in range(COUNT):
        # A county has a page and a card in each language: three authorities lie in one.
        name, county = texts[order % len(texts)], texts[-1 - order // 3]
        row, figure = authority(f"{1000 + order}", "Vik", 1000 + 10 * order)
        website = ("javascript:alert(1)//", f"https://www.vik{order}.kommune.xx/")[order % 2]
        rows.append((replace(row, name=name, county=county, website=website), figure))
    world = Maker(tmp_path_factory.mktemp("hostile"), rows)
    for order, (row, _) in enumerate(rows):
        native_id = texts[(order + COUNT) % len(texts)]
        world.visit(MONTH, "website", row.number, readings=[link(native_id)])
        _account(world, row.number, native_id, texts[(order + 2 * COUNT) % len(texts)])
        reading = counter(native_id, "followers", 100 + order)
        reading = replace(reading, source=texts[(order + 7) % len(texts)])
        world.visit(
            MONTH, "facebook", f"facebook:{native_id}", number=row.number, native_id=native_id, channel="facebook",
            readings=[reading],
        )  # fmt: skip
    folder, country = world.save()
    build(folder, country)
    store(folder, Month.parse(MONTH), [as_check(order, text) for order, text in enumerate(texts)])
    return publish(folder, country, Month.parse(MONTH)), texts


def _account(world: Maker, number: str, native_id: str, text: str) -> None:
    world.accounts[MONTH].append(
        Account(
            month=MONTH, authority_number=number, channel="facebook", native_id=native_id, url=f"javascript:{text}",
            role="helhetlig", status="official", evidence=(text,),
        )
    )  # fmt: skip


def as_check(order: int, text: str) -> dict[str, Any]:
    return {
        "month": MONTH, "suite": text, "table_name": text, "check_name": f"{order} {text}", "column_name": text,
        "severity": "info", "is_passed": order % 2 == 0, "observed": text, "expected": text, "failing_rows": text,
        "reason": text, "remedy": text,
    }  # fmt: skip


def test_no_string_becomes_an_element_an_attribute_or_a_script(hostile_site: tuple[Path, list[str]]) -> None:
    site, _ = hostile_site
    handlers = 0
    for path in site.rglob("*.html"):
        page = html.fromstring(path.read_text())
        for element in page.iter():
            assert isinstance(element.tag, str), f"{path.name}: a comment"
            name = element.tag.rpartition("}")[2].lower()
            assert name in ELEMENTS, f"{path.name}: <{name}>"
            handlers += sum(attribute.lower().startswith("on") for attribute in element.attrib)
            assert not element.get("style"), path.name
        assert len(page.xpath("//script")) == 1 and not page.xpath("//script")[0].text
        for address in page.xpath("//a/@href"):
            assert not address.strip().lower().startswith(("javascript", "data", "vbscript")), f"{path.name}: {address}"
    assert handlers == 0
    assert len(list((site / "kommune").glob("*.html"))) == COUNT
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.-]*", path.name) for path in site.rglob("*"))


def test_every_string_is_there_to_be_read(hostile_site: tuple[Path, list[str]]) -> None:
    site, texts = hostile_site
    ranking = html.fromstring((site / "index.html").read_text()).xpath("//table[@id='rangering']/tbody/tr/th")
    shown = {" ".join(each.text_content().split()) for each in ranking}
    quality = " ".join(html.fromstring((site / "kvalitet.html").read_text()).text_content().split())
    assert len(ranking) == COUNT
    for order, text in enumerate(texts):
        # A parser replaces what no document can hold; such strings can't be compared.
        if text.isprintable():
            folded = " ".join(text.split())
            assert folded in quality, text
            assert order >= COUNT or folded in shown, text


def test_drawings_and_records_stay_what_they_are(hostile_site: tuple[Path, list[str]]) -> None:
    site, _ = hostile_site
    for path in (site / "grafikk").glob("*.svg"):
        root = etree.fromstring(path.read_bytes())
        assert {each.tag.rpartition("}")[2] for each in root.iter()} <= {
            "svg", "title", "desc", "rect", "text", "g", "path", "line", "circle",
        }  # fmt: skip
    for path in (site / "kommune").glob("*.json"):
        text = path.read_text()
        assert "<" not in text and ">" not in text and "&" not in text
        assert json.loads(text)["month"] == MONTH


def test_badges_hold_text_and_one_link_and_nothing_else(hostile_site: tuple[Path, list[str]]) -> None:
    site, texts = hostile_site
    badges = sorted((site / "merker").glob("*.svg"))
    assert len(badges) == COUNT
    shown = 0
    for path in badges:
        root = etree.fromstring(path.read_bytes())
        tags = [each.tag.rpartition("}")[2] for each in root.iter()]
        assert sorted(tags) == sorted(["svg", "title", "desc", "a", "rect", "rect", *["text"] * 4]), path.name
        named = {name.rpartition("}")[2] for each in root.iter() for name in each.attrib}
        assert not [name for name in named if name.lower().startswith("on") or name in ("style", "class")], path.name
        page = f"../kommune/{path.stem.removeprefix('ovelse-')}.html"
        assert [each.get("href") for each in root.iter("{*}a")] == [page]
        shown += any(text in (root.findtext("{*}title") or "") for text in texts if text.isprintable())
    assert shown > COUNT // 2, "a name stands in its badge as it is"


def test_the_code_to_paste_cannot_be_broken_out_of(hostile_site: tuple[Path, list[str]]) -> None:
    site, _ = hostile_site
    for path in sorted((site / "kommune").glob("*.html")):
        page = html.fromstring(path.read_text())
        [code] = page.xpath("//textarea")
        assert len(code) == 0
        pasted = html.fromstring(code.text)
        assert [each.tag for each in pasted.iter()] == ["a", "img"], path.name
        assert set(pasted.attrib) == {"href"} and set(pasted[0].attrib) == {"src", "width", "height", "alt"}
        for address in (pasted.get("href"), pasted[0].get("src")):
            assert re.fullmatch(r"latest/(kommune|merker)/[a-z0-9-]+\.(html|svg)", address), path.name
        [mark] = page.xpath("//img/@src")
        assert re.fullmatch(r"\.\./merker/[a-z0-9-]+\.svg", mark)


def test_records_of_hostile_rows_still_fit_their_schema(hostile_site: tuple[Path, list[str]]) -> None:
    site, _ = hostile_site
    schema = json.loads((site / "nedlasting" / "ovelse-myndighet.schema.json").read_text())
    for path in sorted((site / "kommune").glob("*.json")):
        record = json.loads(path.read_text())
        assert set(record) == set(schema["required"]) and record["accounts"], path.name


def test_nothing_fires_in_a_browser_even_without_our_policy(hostile_site: tuple[Path, list[str]]) -> None:
    site, _ = hostile_site
    pages = [site / name for name in ("index.html", "lister.html", "kvalitet.html", "fylker.html", "kart.html")]
    pages += sorted((site / "kommune").glob("*.html"))[:: COUNT // 12]
    pages += sorted((site / "merker").glob("*.svg"))[:: COUNT // 12]
    dialogs: list[str] = []
    with chromium() as browser:
        # Without the policy, only the escaping stands between the strings and the browser.
        context = browser.new_context(bypass_csp=True)
        context.add_init_script(FIRED)
        page = context.new_page()
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for path in pages:
            page.goto(path.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            assert page.evaluate("window.__fired") == [], path.name
    assert dialogs == []
