"""Writes the files of every authority in one language: its page and badge, and once for all languages its record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from barometer.publishing.authority import AuthorityPages
from barometer.publishing.badge import badge
from barometer.publishing.correction import correction
from barometer.publishing.edition import Edition
from barometer.publishing.language import LANGUAGES, Language, gettext
from barometer.publishing.mart import Row
from barometer.publishing.record import SCHEMA, Records, schema_text

_SNIPPET = Markup('<a href="{page}"><img src="{badge}" width="320" height="112" alt="{alt}"></a>')


def write_authorities(
    edition: Edition,
    engine: Environment,
    common: dict[str, Any],
    root: Path,
    language: Language,
    addresses: Callable[[Language, str], dict[str, Any]],
) -> None:
    """Write page, badge and record of every authority.

    Args:
        edition: worded in that language.
        engine: templates.
        common: what every page knows.
        root: the edition's folder.
        language: which one.
        addresses: what a template knows of where a page lies.
    """
    folder = root / language.folder
    for name in ("kommune", "merker"):
        (folder / name).mkdir(parents=True)
    is_first = language == LANGUAGES[0]
    if is_first:
        (root / "nedlasting").mkdir(exist_ok=True)
        (root / "nedlasting" / f"{edition.prefix}{SCHEMA}").write_text(schema_text(), encoding="utf-8")
    pages, records, template = AuthorityPages(edition), Records(edition), engine.get_template("kommune.html")
    for number, address in edition.pages.items():
        page, where, stem = pages.page(number), addresses(language, address), Path(address).stem
        mark, record = f"merker/{edition.prefix}{stem}.svg", f"kommune/{edition.prefix}{stem}.json"
        newest = f"{edition.site_url}latest/{language.folder}"
        text = template.render(
            **common, **where, page=page, row=page.row, here="kommune", record=where["top"] + record, badge=mark,
            schema=f"{where['top']}nedlasting/{edition.prefix}{SCHEMA}",
            snippet=snippet(page.row, f"{newest}{address}", f"{newest}{mark}"),
            correction=correction(edition, page.row, f"{edition.site_url}{edition.month}/{language.folder}{address}"),
        )  # fmt: skip
        (folder / address).write_text(text, encoding="utf-8")
        (folder / mark).write_text(badge(edition, page.row, f"../{address}"), encoding="utf-8")
        if is_first:
            (root / record).write_text(records.text(page, address, mark), encoding="utf-8")


def snippet(row: Row, page: str, mark: str) -> str:
    """Return the HTML that sets an authority's badge on another website.

    Args:
        row: its row of the ranking.
        page: address of its page, whole where it is known.
        mark: address of its badge, likewise.
    """
    alt = gettext("%(authority)s i Barometer") % {"authority": row["authority"]}
    return str(_SNIPPET.format(page=page, badge=mark, alt=alt))
