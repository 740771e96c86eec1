"""What lies above the editions: the list of them, all corrections, and the feeds, in every language.

Everything is written twice, above the editions and above `releases/`: the pages of an edition that was replaced lead
one folder up, and must lead somewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from barometer.months import Month
from barometer.publishing import corrections, feeds, manifest, releases
from barometer.publishing.corrections import Correction
from barometer.publishing.edition import Edition
from barometer.publishing.language import LANGUAGES, speaking
from barometer.publishing.mart import Row
from barometer.publishing.pages import pages_above


def write(edition: Edition, editions: Path, every: list[Correction]) -> None:
    """Write what lies above the editions; `edition` is the one that was published last."""
    months = releases.published(editions)
    newest_first = [_row(editions, month, every) for month in reversed(months)]
    for below in ("", f"{releases.RELEASES}/"):
        for address, text in _pages(edition, newest_first, every, below):
            releases.replace_text(editions / address, text)
    entries = feeds.entries(editions, months, every, edition.country.code)
    for below in ("", f"{releases.RELEASES}/"):
        for language in LANGUAGES:
            with speaking(language.code):
                site = feeds.Site(edition.country.name, edition.is_practice, edition.site_url, below, language)
                place = editions / below / language.folder
                releases.replace_text(place / feeds.ATOM, feeds.atom(site, entries))
                releases.replace_text(place / feeds.JSON, feeds.json_feed(site, entries))


def _row(editions: Path, month: Month, every: list[Correction]) -> Row:
    standing = releases.standing(editions, month)
    partial = manifest.read(standing).get("partial") if standing else None
    return {"month": str(month), "corrections": corrections.of_month(every, month), "partial": partial}


def _pages(edition: Edition, months: list[Row], every: list[Correction], below: str) -> Iterator[tuple[str, str]]:
    common = {"is_above": True, "every": list(reversed(every)), "editions": months}
    yield from pages_above("utgaver.html", "index.html", edition, below, here="utgaver", **common)
    yield from pages_above("rettelser.html", "rettelser.html", edition, below, here="rettelser", **common)
