"""Writes an edition's pages from the templates in `barometer/site/pages/`.

Everything that comes from a reading is escaped by the template engine; only drawings made here are markup already.
A page's own address is known to the template as `root` ("" or "../"), so that an edition can lie anywhere.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from barometer.months import Month
from barometer.publishing import enquiry_rule, language, numbers
from barometer.publishing.authority import AuthorityPages
from barometer.publishing.downloads import Download, authority_record
from barometer.publishing.drawing import Figure
from barometer.publishing.edition import Edition
from barometer.publishing.evidence import told
from barometer.publishing.front import front
from barometer.publishing.history import History
from barometer.publishing.mart import Row
from barometer.publishing.words import outcomes_said, said, source_said, web_address

SITE = Path(__file__).resolve().parents[1] / "site"

PAGES = (
    "index", "lister", "dialog", "synlighet", "kanaler", "fylker", "kart", "historie", "kvalitet", "metode",
    "nedlasting", "om-roboten", "personvern", "tilgjengelighet",
)  # fmt: skip
"""Every page there is one of; `kommune` is made once per authority, `utgaver` once for all editions."""

NUMBER_FILTERS = ("whole", "decimal", "percent", "signed", "size", "month_name")


def environment(zone: str) -> Environment:
    """Return the template engine: escaping on, an unknown name is an error, numbers and dates in bokmål."""
    made = Environment(
        loader=FileSystemLoader(SITE / "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    made.policies["ext.i18n.trimmed"] = True
    # Added by the extension, which says so to nobody's type checker.
    made.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
    for name in NUMBER_FILTERS:
        made.filters[name] = getattr(numbers, name)
    made.filters["day"] = lambda value: numbers.day(value, zone)
    made.filters["sentence"] = lambda text: text[:1].upper() + text[1:]
    made.filters["said"] = said
    made.filters["source"] = source_said
    made.filters["told"] = told
    made.filters["outcomes"] = outcomes_said
    made.filters["web_address"] = web_address
    made.globals["interval"] = numbers.interval
    made.globals["enquiry_rule"] = enquiry_rule
    return made


def write_pages(edition: Edition, figures: dict[str, Figure], downloads: list[Download], root: Path) -> None:
    """Write every page, the drawings to download, and the style and script files, into `root`."""
    shutil.copytree(SITE / "static", root / "static")
    (root / "grafikk").mkdir()
    for figure in figures.values():
        if figure.file_text:
            (root / "grafikk" / figure.file_name).write_text(figure.file_text, encoding="utf-8")
    engine = environment(edition.country.time_zone)
    common: dict[str, Any] = {"edition": edition, "figures": figures, "downloads": downloads}
    of_pages = {"front": front(edition), "history": History.of(edition.mart)}
    for name in PAGES:
        made = engine.get_template(f"{name}.html").render(**common, **of_pages, root="", here=name)
        (root / f"{name}.html").write_text(made, encoding="utf-8")
    _write_authorities(edition, engine, common, root)


def _write_authorities(edition: Edition, engine: Environment, common: dict[str, Any], root: Path) -> None:
    (root / "kommune").mkdir()
    pages = AuthorityPages(edition)
    template = engine.get_template("kommune.html")
    for number, address in edition.pages.items():
        page = pages.page(number)
        stem = Path(address).stem
        record = f"{edition.prefix}{stem}.json"
        text = template.render(**common, page=page, row=page.row, record=record, root="../", here="kommune")
        (root / address).write_text(text, encoding="utf-8")
        written = authority_record(edition, page.row, page.accounts, page.months)
        (root / "kommune" / record).write_text(written, encoding="utf-8")


def editions_page(edition: Edition, months: list[Month]) -> str:
    """Return the page that lists all editions; it lies above them and borrows the newest one's style."""
    newest_first: list[Row] = [{"month": str(month)} for month in reversed(months)]
    engine = environment(edition.country.time_zone)
    return engine.get_template("utgaver.html").render(
        edition=edition, editions=newest_first, root="latest/", here="utgaver"
    )
