"""Renders one page of one municipal site from its family's template, with the month's links in their places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from barometer.practice import bulk, draw, prose
from barometer.practice.addresses import share_addresses
from barometer.practice.facebook_accounts import official_name
from barometer.practice.manner import Manner
from barometer.practice.mentions import Mention
from barometer.practice.phrases import STREETS
from barometer.practice.world import World
from barometer.readings import PageRole
from barometer.registry import Authority

FAMILIES = Path(__file__).parent / "families"
_WORDS = {
    "contact": "Kontakt oss", "overview": "Sosiale medier", "follow": "Følg oss", "find_us": "Finn oss på",
    "social": "Sosiale medier", "services": "Tjenester", "shortcuts": "Snarveier", "sitemap": "Nettstedskart",
    "phone": "Telefon", "mail": "E-post", "address": "Besøksadresse", "see_also": "Se også", "menu": "Meny",
    "home": "Til forsiden", "about": "Om nettstedet", "accessibility": "Tilgjengelighetserklæring", "search": "Søk",
    "skip": "Hopp til innhold", "delivered": "Levert av", "needs_script": "Du må slå på JavaScript for å se siden.",
    "overview_intro": "Her er kontoene våre på sosiale medier.",
}  # fmt: skip
_WORDS_NN = {
    **_WORDS, "overview": "Sosiale medium", "social": "Sosiale medium", "services": "Tenester", "home": "Til framsida",
    "shortcuts": "Snarvegar", "accessibility": "Tilgjengeerklæring", "see_also": "Sjå òg", "about": "Om nettstaden",
    "needs_script": "Du må slå på JavaScript for å sjå sida.",
    "overview_intro": "Her er kontoane våre på sosiale medium.",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFrame:
    """What every page of one site shares."""

    world: World
    authority: Authority
    manner: Manner
    host: str
    """Host that serves the pages, after redirects."""
    mentions: tuple[Mention, ...]
    """Every social link of the site."""

    @property
    def language(self) -> str:
        """Written language of the site."""
        return self.authority.language or "nb"

    @property
    def words(self) -> dict[str, str]:
        """Words of the user interface, in the site's language."""
        return _WORDS_NN if self.language == "nn" else _WORDS


def render(frame: SiteFrame, role: PageRole, path: str) -> str:
    """Return the HTML of a page."""
    manner, own = frame.manner, [each for each in frame.mentions if each.stands_as_own]
    shown = [each for each in own if each.where == "site" or each.where == role]
    other = [each for each in frame.mentions if each.where == "site" and each not in own and each.group != "vendor"]
    template = _environment().get_template(f"{manner.family}.html")
    # The overview page lists the own accounts in its text, not in the family's place.
    own_place = [] if manner.family == "avdelinger" else shown
    return template.render(site=_site(frame), page=_page(frame, role, path, own), own=own_place, other=other)


def script_state(frame: SiteFrame) -> dict[str, Any]:
    """Return what the script of the family `skript` builds its footer from; no address stands in it whole."""
    own = [each for each in frame.mentions if each.where == "site" and each.group != "vendor" and each.account]
    channels, menu = [], prose.menu(frame.language)
    for mention in own:
        account = mention.account
        if account is not None:
            host = account.native_id.partition("@")[2] if account.channel == "mastodon" else ""
            entry = {"type": account.channel, "id": account.path.lstrip("/"), "tekst": mention.text, "vert": host}
            channels.append(entry)
    return {
        "tittel": official_name(frame.authority, 1),
        "meny": [{"sti": path, "tekst": text} for _, links in menu for text, path in links],
        "overskrift": frame.words["follow"],
        "kontakt": frame.manner.contact_path,
        "kontaktTekst": frame.words["contact"],
        "oversikt": frame.manner.overview_path,
        "oversiktTekst": frame.words["overview"],
        "kanaler": channels,
    }


def _site(frame: SiteFrame) -> dict[str, Any]:
    manner, authority, seed = frame.manner, frame.authority, frame.world.seed
    said = {"utf-8": "utf-8", "latin-1": "iso-8859-1", "latin-1 said to be utf-8": "utf-8"}.get(manner.charset)
    return {
        "title": official_name(authority, 1),
        "language": frame.language,
        "base": f"https://{frame.host}",
        "domain": frame.host.removeprefix("www."),
        "contact": manner.contact_path,
        "overview": manner.overview_path,
        "overview_from_contact": manner.overview_from_contact,
        "phone": f"9{draw.number(seed, 'phone', authority.number) % 10**7:07d}",
        "organisation": authority.organisation_number,
        "street": draw.choice(STREETS, seed, "street", authority.number),
        "vendor": manner.vendor,
        "vendor_links": [each for each in frame.mentions if each.group == "vendor"],
        "variant": manner.variant,
        "words": frame.words,
        "charset_tag": Markup(f'<meta charset="{said}">') if said else "",
    }


def _page(frame: SiteFrame, role: PageRole, path: str, own: list[Mention]) -> dict[str, Any]:
    world, number, language = frame.world, frame.authority.number, frame.language
    titles = {"front": official_name(frame.authority, 1), "contact": frame.words["contact"],
              "overview": frame.words["overview"]}  # fmt: skip
    title = titles.get(role) or path.strip("/").split("/")[-1].split(".")[0].replace("-", " ").capitalize()
    menu = prose.menu(language)
    chance = draw.stream(world.seed, "page", number, path)
    listed: dict[str, list[Mention]] = {official_name(frame.authority, 1): own} if own else {}
    for mention in frame.mentions:
        if mention.where == "overview" and mention not in own:
            listed.setdefault(mention.group or "Andre", []).append(mention)
    address = f"https://{frame.host}{path}"
    return {
        "role": role,
        "path": path,
        "title": title,
        "menu": menu,
        "news": prose.news(world.seed, number, world.now, language) if role == "front" else [],
        "news_links": [each for each in frame.mentions if each.group == "news"],
        "contact_links": [each for each in frame.mentions if each.where == "contact" and each not in own],
        "listed": list(listed.items()),
        "paragraphs": [prose.paragraph(world.seed, number, f"{path} {index}", language) for index in range(6)],
        "related": [chance.choice(links) for _, links in menu],
        "shares": share_addresses(address, title) if frame.manner.shares else [],
        "shows_overview": True,
        "noise": f"{chance.getrandbits(24_000):x}",
    }


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(FAMILIES), autoescape=True, trim_blocks=False)
    environment.globals.update(flat=bulk.flat, services=bulk.services, style=bulk.style)
    return environment
