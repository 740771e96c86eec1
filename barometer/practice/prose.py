"""The words of municipal pages: menus, news and services, in Bokmål and Nynorsk, enough to fill a real front page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from barometer.practice import draw
from barometer.practice.names import slug
from barometer.practice.phrases import STREETS

MENU: dict[str, tuple[str, ...]] = {
    "Barnehage og skole": ("Søk barnehageplass", "Skolefritidsordning", "Skoleruta", "Skoleskyss", "Kulturskolen",
                           "PP-tjenesten", "Voksenopplæring", "Barnehager", "Skoler", "Ungdomsråd"),
    "Helse og omsorg": ("Legevakt", "Fastlege", "Helsestasjon", "Hjemmetjenester", "Sykehjem", "Støttekontakt",
                        "Psykisk helse", "Rus", "Vaksine", "Hjelpemidler", "Omsorgsbolig", "Dagsenter"),
    "Bolig og eiendom": ("Byggesak", "Kart", "Eiendomsskatt", "Vann og avløp", "Feiing", "Renovasjon", "Startlån",
                         "Kommunale boliger", "Gebyrer", "Nabovarsel", "Oppmåling"),
    "Kultur og fritid": ("Biblioteket", "Kulturhuset", "Svømmehallen", "Friluftsliv", "Tilskudd", "Idrettsanlegg",
                         "Frivillighet", "Fritidsklubb", "Arrangementer", "Kulturminner"),
    "Næring og arbeid": ("Ledige stillinger", "Skjenkebevilling", "Landbruk", "Næringsfond", "Torgplass", "Innkjøp"),
    "Politikk": ("Møteplan", "Kommunestyret", "Formannskapet", "Postliste", "Høringer", "Planer", "Valg", "Ordføreren"),
    "Om oss": ("Organisasjon", "Personvern", "Innsyn", "Nyhetsbrev", "Beredskap", "Budsjett og regnskap", "Fakta"),
}  # fmt: skip
_HEADLINES = (
    "Nye åpningstider i servicetorget", "Vannet stenges i {place}", "Søk om kulturmidler innen 1. mars",
    "Kommunestyret vedtok budsjettet", "Arbeid på {place} fortsetter", "Bli med på ryddedag", "Folkemøte om {place}",
    "Influensavaksine for alle over 65", "Ny rektor ved ungdomsskolen", "Høring: områdeplan for {place}",
    "Ledig stilling som sykepleier", "Sommerskole for barn", "Velkommen til nye innbyggere",
    "Stengt gangvei ved {place}", "Årets kulturpris", "Brukerundersøkelse om hjemmetjenesten", "Gratis kino for ungdom",
    "Slik blir snøryddingen i år", "Flaggdag for frivilligheten",
    "Valg av lekdommere", "Orienteringsløp i {place}", "Måling av luftkvalitet",
)  # fmt: skip
_SENTENCES = (
    "Kommunen minner om at fristen løper ut ved månedsskiftet.", "Arbeidet er ventet å ta om lag tre uker.",
    "Ta kontakt med servicetorget dersom du har spørsmål.", "Saken er lagt ut på høring i seks uker.",
    "Tiltaket er en del av handlingsplanen som ble vedtatt i fjor.", "Vi beklager ulempene dette fører til.",
    "Alle er velkomne, og det blir enkel servering.", "Søknaden sendes gjennom den elektroniske løsningen.",
    "Prosjektet har en ramme på 12,4 millioner kroner.", "Mer enn 340 personer svarte på undersøkelsen.",
    "Resultatene legges fram for formannskapet i neste møte.", "Trafikken ledes forbi på en midlertidig vei.",
)  # fmt: skip
_NYNORSK = (
    ("skole", "skule"), ("Skole", "Skule"), ("åpningstider", "opningstider"), ("fra ", "frå "),
    ("ikke", "ikkje"), ("Hjemmetjenester", "Heimetenester"), ("hjemmetjenesten", "heimetenesta"),
    ("Kommunen", "Kommuna"), ("tjenester", "tenester"), ("Sykehjem", "Sjukeheim"), ("Svømmehallen", "Symjehallen"),
    ("innbyggere", "innbyggjarar"), ("Vannet", "Vatnet"), ("Vann ", "Vatn "), ("uker", "veker"),
    ("måneds", "månads"), ("Arrangementer", "Arrangement"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class News:
    """One news item."""

    title: str
    path: str
    date: str
    intro: str


def in_language(text: str, language: str) -> str:
    """Return a text in the written language of the site: Bokmål as it is, or turned towards Nynorsk."""
    if language == "nn":
        for bokmal, nynorsk in _NYNORSK:
            text = text.replace(bokmal, nynorsk)
    return text


@cache
def menu(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the menu: (heading, [(text, path)])."""
    return [
        (
            in_language(heading, language),
            [(in_language(text, language), f"/{slug(heading)}/{slug(text)}/") for text in own],
        )
        for heading, own in MENU.items()
    ]


def news(seed: int, number: str, now: datetime, language: str, count: int = 14) -> list[News]:
    """Return the latest news, newest first."""
    chance = draw.stream(seed, "news", number, now.date())
    found = []
    for index, headline in enumerate(chance.sample(_HEADLINES, count)):
        title = in_language(headline.replace("{place}", chance.choice(STREETS)), language)
        day = now - timedelta(days=2 * index + 1)
        path = f"/aktuelt/{day:%Y}/{slug(title)}.{chance.randint(1000, 9999)}.html"
        found.append(News(title, path, f"{day:%d.%m.%Y}", paragraph(seed, number, index, language, 3)))
    return found


def paragraph(seed: int, number: str, about: object, language: str, sentences: int = 6) -> str:
    """Return a paragraph of a site."""
    chance = draw.stream(seed, "paragraph", number, about)
    return in_language(" ".join(chance.choice(_SENTENCES) for _ in range(sentences)), language)
