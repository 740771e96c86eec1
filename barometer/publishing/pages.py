"""Writes an edition's pages, in every language, from the templates in `barometer/site/pages/`.

Everything that comes from a reading is escaped by the template engine; only drawings made here are markup already.
Addresses are relative, so that an edition can lie anywhere. A template knows `root`, where the pages of its language
begin, `top`, where the edition begins (style, downloads: what there is one of for all languages), and `above`, the
folder of all editions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from barometer.publishing import cards, corrections, enquiry_rule, numbers
from barometer.publishing.authority_files import write_authorities
from barometer.publishing.bundle import write_static
from barometer.publishing.downloads import Download
from barometer.publishing.drawing import draw_all
from barometer.publishing.edition import Edition
from barometer.publishing.evidence import told
from barometer.publishing.front import front
from barometer.publishing.groups import groups
from barometer.publishing.history import History
from barometer.publishing.language import LANGUAGES, Language, gettext, ngettext, speaking
from barometer.publishing.retelling import retold
from barometer.publishing.words import outcomes_said, said, source_said, web_address

SITE = Path(__file__).resolve().parents[1] / "site"

PAGES = (
    "index", "lister", "dialog", "synlighet", "kanaler", "fylker", "kart", "historie", "kvalitet", "metode",
    "nedlasting", "endringer", "rettelser", "om-roboten", "personvern", "tilgjengelighet",
)  # fmt: skip
"""Every page there is one of; `kommune` is made once per authority, `utgaver` once for all editions."""

NUMBER_FILTERS = ("whole", "decimal", "percent", "signed", "signed_percent", "size", "month_name")


@cache
def environment(zone: str) -> Environment:
    """Return the template engine: escaping on, an unknown name is an error, numbers and dates by language.

    Made once for all languages: a text is looked up when it is written, and templates take long to compile.
    """
    made = Environment(
        loader=FileSystemLoader(SITE / "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, extensions=["jinja2.ext.i18n"], auto_reload=False,
    )  # fmt: skip
    made.policies["ext.i18n.trimmed"] = True
    # Added by the extension, which says so to nobody's type checker.
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    filters: dict[str, Callable[..., str]] = {name: getattr(numbers, name) for name in NUMBER_FILTERS} | {
        "day": lambda value: numbers.day(value, zone), "said": said, "source": source_said, "told": told,
        "word": retold, "outcomes": outcomes_said, "column_word": corrections.column_said,
        "published": corrections.value_said, "table_counts": corrections.tables_said,
    }  # fmt: skip
    made.filters |= {name: _when_written(each) for name, each in filters.items()}
    made.filters["sentence"] = lambda text: text[:1].upper() + text[1:]
    made.filters["web_address"] = web_address
    made.globals["interval"] = numbers.interval
    made.globals["enquiry_rule"] = enquiry_rule
    return made


def _when_written(filter_: Callable[..., str]) -> Callable[..., str]:
    """Return a filter that follows the language of the page, for a value that stands in the template too.

    What takes no context, the engine may work out while it compiles, in whichever language is spoken then.
    """

    @pass_context
    def written(_context: Context, *values: Any, **options: Any) -> str:
        return filter_(*values, **options)

    return written


def write_pages(edition: Edition, downloads: list[Download], root: Path) -> None:
    """Write every page in every language, the drawings to download, and the style and script files, into `root`."""
    write_static(SITE / "static", root / "static")
    for language in LANGUAGES:
        with speaking(language.code):
            # Its own edition: what is worked out once is worded in one language.
            _write_language(replace(edition), language, downloads, root)


def _write_language(edition: Edition, language: Language, downloads: list[Download], root: Path) -> None:
    folder = root / language.folder
    figures = draw_all(edition.mart, edition.source, edition.practice_words, edition.prefix)
    (folder / "grafikk").mkdir(parents=True)
    for figure in figures.values():
        if figure.file_text:
            (folder / "grafikk" / figure.file_name).write_text(figure.file_text, encoding="utf-8")
    engine = environment(edition.country.time_zone)
    common: dict[str, Any] = {
        "edition": edition, "figures": figures, "downloads": downloads, "cards": cards.write(edition, folder)
    }  # fmt: skip
    of_pages = {"front": front(edition), "history": History.of(edition.mart)}
    for name in PAGES:
        page = engine.get_template(f"{name}.html")
        made = page.render(**common, **of_pages, **addresses(language, f"{name}.html"), here=name)
        (folder / f"{name}.html").write_text(made, encoding="utf-8")
    _write_groups(edition, engine, common, folder, language)
    write_authorities(edition, engine, common, root, language, addresses)


def _write_groups(
    edition: Edition, engine: Environment, common: dict[str, Any], folder: Path, language: Language
) -> None:
    template = engine.get_template("gruppe.html")
    for group in groups(edition):
        text = template.render(**common, **addresses(language, group.address), place=group, here="gruppe")
        (folder / group.address).parent.mkdir(exist_ok=True)
        (folder / group.address).write_text(text, encoding="utf-8")


def addresses(language: Language, page: str) -> dict[str, Any]:
    """Return what a template knows of where its page lies.

    Args:
        language: the page's language.
        page: its address from the root of that language: `index.html`, `kommune/0301-oslo.html`.
    """
    root = "../" * page.count("/")
    top = root + "../" * language.folder.count("/")
    return _seen(language, root, top, f"{top}../", _translations(top, page))


def _seen(
    language: Language, root: str, top: str, above: str, translations: list[tuple[Language, str]]
) -> dict[str, Any]:
    return {"language": language, "root": root, "top": top, "above": above, "translations": translations}


def _translations(begin: str, page: str) -> list[tuple[Language, str]]:
    return [(each, f"{begin}{each.folder}{page}") for each in LANGUAGES]


def pages_above(
    template: str, name: str, edition: Edition, below: str = "", **context: Any
) -> Iterator[tuple[str, str]]:
    """Make a page that lies above the editions, in every language; it borrows the newest edition's style.

    Args:
        template: in `barometer/site/pages/`.
        name: file name that it gets: `index.html`.
        edition: the newest one.
        below: folder below the editions where a copy is to lie, `releases/`.
        context: what the template wants besides.

    Yields:
        Address from the folder of editions (`index.html`, `nn/index.html`), and the text.
    """
    for language in LANGUAGES:
        with speaking(language.code):
            begin = "../" * language.folder.count("/")
            above = begin + "../" * below.count("/")
            top = f"{above}latest/"
            where = _seen(language, top + language.folder, top, above, _translations(begin, name))
            engine = environment(edition.country.time_zone)
            text = engine.get_template(template).render(edition=replace(edition), **context, **where)
            yield below + language.folder + name, text
