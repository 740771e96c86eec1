"""The feeds over all editions and corrections: Atom (RFC 4287) and JSON Feed 1.1.

An entry says what the published edition's own files say, and is dated by them: an edition by the end of its last visit,
a correction by its day. An entry's id is a UUID of country, month and correction, so that it is the same wherever the
editions lie and in every language; addresses are absolute where the public address is known (`site_url`), else relative
to the feed.
"""

from __future__ import annotations

import csv
import json
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from barometer.errors import UsageError
from barometer.months import Month
from barometer.publishing import numbers, releases
from barometer.publishing.corrections import Correction
from barometer.publishing.diff import FOLDER
from barometer.publishing.language import Language, gettext
from barometer.publishing.retelling import retold

ATOM, JSON = "feed.atom", "feed.json"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "barometer")
SPACE = "http://www.w3.org/2005/Atom"
UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a feed lies and whose it is."""

    country: str
    """Name of the country."""
    is_practice: bool
    """True when all figures are invented."""
    site_url: str
    """Public address of the editions, with a slash at the end; empty when not known."""
    below: str
    """Folder below the editions that this copy lies in, with a slash; empty above them."""
    language: Language
    """Language of the feed."""

    def address(self, page: str) -> str:
        """Return a page's address: absolute, or from the feed."""
        if self.site_url:
            return self.site_url + page
        return "../" * (self.below + self.language.folder).count("/") + page

    @property
    def title(self) -> str:
        """What the feed is called."""
        title = gettext("Barometer: kommunene i sosiale medier, %(country)s") % {"country": self.country}
        practice = gettext("øvelse: oppdiktede tall")
        return f"{title} ({practice})" if self.is_practice else title


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One edition or one correction, without words of a language."""

    id: str
    """URN."""
    month: str
    """Month of the edition."""
    at: datetime
    """Instant of it, UTC."""
    facts: dict[str, str]
    """Row of the edition's own table of itself; empty for a correction."""
    leaders: tuple[dict[str, str], ...]
    """Rows of the first place."""
    split: tuple[dict[str, str], ...]
    """Rows of the national split of use."""
    correction: Correction | None
    """The correction; None for an edition."""

    @property
    def title(self) -> str:
        """Its headline."""
        month = numbers.month_name(self.month)
        if self.correction:
            return gettext("Rettelse av %(month)s") % {"month": month}
        # A headline has no room for "may be": who leads stands in it only where nobody else may.
        if len(self.leaders) != 1 or self.leaders[0]["rank_band_high"] != "1":
            return gettext("Utgaven for %(month)s") % {"month": month}
        leader = self.leaders[0]
        low, high = (float(leader[f"coverage_percent_{end}"]) for end in ("low", "high"))
        return gettext("Utgaven for %(month)s: %(name)s øverst i rangeringen, %(coverage)s") % {
            "month": month, "name": _plain(leader["authority"]), "coverage": numbers.percent_within(low, high),
        }  # fmt: skip

    @property
    def text(self) -> str:
        """What it says, as plain text."""
        if self.correction:
            return self.correction.note
        counted = gettext("%(measured)s målt, %(known)s kjent, %(all)s i alt.") % {
            name: numbers.whole(float(self.facts[column]))
            for name, column in (("measured", "measured"), ("known", "known"), ("all", "authorities"))
        }
        known = [(retold(row["use_class"]), float(row["percent"])) for row in self.split if row["percent"]]
        shares = ", ".join(f"{use} {numbers.percent(percent, 0)}" for use, percent in known)
        split = gettext("Bruken av sidene: %(shares)s.") % {"shares": shares}
        return f"{counted} {split}" if shares else counted

    def page(self, language: Language) -> str:
        """Return its page's address from the folder of editions."""
        return f"{language.folder}rettelser.html" if self.correction else f"{self.month}/{language.folder}index.html"


def entries(editions: Path, months: list[Month], every: list[Correction], country: str) -> list[Entry]:
    """Return an entry per published edition and per correction, newest first.

    Raises:
        UsageError: a published edition cannot be read.
    """
    made = [_edition(editions, month, country) for month in months]
    for order, each in enumerate(every):
        made.append(
            Entry(
                id=_urn(country, each.month, "correction", each.replaces), month=each.month, facts={}, leaders=(),
                # Corrections of one day keep their order.
                at=datetime.fromisoformat(each.on).replace(tzinfo=UTC, hour=12, second=order % 60), split=(),
                correction=each,
            )
        )  # fmt: skip
    return sorted(made, key=lambda each: (each.at, each.id), reverse=True)


def _edition(editions: Path, month: Month, country: str) -> Entry:
    folder = releases.standing(editions, month)
    if folder is None:
        raise UsageError(f"{editions / str(month)} leads nowhere: move it away, then publish {month} again")
    facts = _table(folder, "utgave")[0]
    split = [row for row in _table(folder, "bruksklasser") if row["scope"] == "alle"]
    return Entry(
        id=_urn(country, str(month)), month=str(month),
        at=datetime.fromisoformat(facts["observed_to"]).replace(tzinfo=UTC), facts=facts,
        leaders=tuple(row for row in _table(folder, "rangering") if row["rank"] == "1"),
        split=tuple(sorted(split, key=lambda row: row["use_class"])), correction=None,
    )  # fmt: skip


def _table(folder: Path, stem: str) -> list[dict[str, str]]:
    paths = sorted((folder / FOLDER).glob(f"*{stem}.csv"))
    path = min(paths, key=lambda each: len(each.name), default=folder / FOLDER / f"{stem}.csv")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: {error}; move the damaged edition away, then publish its month again") from error


def _urn(*parts: str) -> str:
    return uuid.uuid5(NAMESPACE, " ".join(parts)).urn


def _plain(text: str) -> str:
    # The apostrophe before a name stands there for spreadsheets.
    return UNPRINTABLE.sub("", text.removeprefix("'"))


def atom(site: Site, listed: list[Entry]) -> str:
    """Return the Atom feed."""
    feed = etree.Element(f"{{{SPACE}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": site.language.code},
                         nsmap={None: SPACE})  # type: ignore[dict-item]  # fmt: skip

    def add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
        child = etree.SubElement(parent, f"{{{SPACE}}}{name}", attributes)
        child.text = None if text is None else UNPRINTABLE.sub("", text)
        return child

    add(feed, "id", _urn(site.country, "feed", site.language.code))
    add(feed, "title", site.title)
    add(feed, "updated", _instant(max(each.at for each in listed)))
    add(feed, "link", rel="self", type="application/atom+xml", href=site.address(site.language.folder + ATOM))
    add(feed, "link", rel="alternate", type="text/html", href=site.address(site.language.folder + "index.html"))
    add(add(feed, "author"), "name", "Barometer")
    for each in listed:
        entry = add(feed, "entry")
        add(entry, "id", each.id)
        add(entry, "title", each.title)
        add(entry, "updated", _instant(each.at))
        add(entry, "published", _instant(each.at))
        add(entry, "link", rel="alternate", type="text/html", href=site.address(each.page(site.language)))
        add(entry, "content", each.text, type="text")
    etree.indent(feed)
    return str(etree.tostring(feed, xml_declaration=True, encoding="utf-8").decode()) + "\n"


def json_feed(site: Site, listed: list[Entry]) -> str:
    """Return the JSON feed."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.title,
        "home_page_url": site.address(site.language.folder + "index.html"),
        "feed_url": site.address(site.language.folder + JSON),
        "language": site.language.code,
        "authors": [{"name": "Barometer"}],
        "items": [
            {
                "id": each.id, "url": site.address(each.page(site.language)), "title": each.title,
                "content_text": each.text, "date_published": _instant(each.at),
            }
            for each in listed
        ],
    }  # fmt: skip
    return json.dumps(feed, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n"


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
