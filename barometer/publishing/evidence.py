"""The proofs for and against an account, which `resolve` writes in short English phrases, told in bokmål.

A phrase that is not known here is shown as it was written: a reader loses nothing.
"""

from __future__ import annotations

import re

_PLACES = {
    "front page": "forsiden",
    "contact page": "kontaktsiden",
    "overview page": "oversikten",
    "another page": "en annen side",
    "header": "toppen",
    "navigation": "menyen",
    "text": "teksten",
    "footer": "bunnen",
    "follow block": "«følg oss»",
    "plugin": "innfelt ramme",
    "structured data": "strukturerte data",
    "head of the page": "sidehodet",
    "script": "skript",
    "button": "knapp",
}
_PHRASES: tuple[tuple[str, str], ...] = (
    (r"links back to the website", "kontoen lenker tilbake til nettstedet"),
    (r"its name is the authority's own domain", "navnet er myndighetens eget domene"),
    (r"its id is the authority's name", "adressen er myndighetens navn"),
    (r"its name is the authority's", "navnet er myndighetens"),
    (r"the link names the authority", "lenken nevner myndigheten ved navn"),
    (r"stands for the website as a whole", "står for nettstedet som helhet"),
    (r"its address is a group's", "adressen er en gruppes"),
    (r"its address is a person's", "adressen er en persons"),
    (r"its address is a school's", "adressen er en skoles"),
    (r"its address is a showcase's", "adressen er en avdelings (LinkedIn Showcase)"),
    (r"it bears the name of a merger", "den bærer navnet fra en sammenslåing"),
    (r"weak: Wikidata names it \((Q\d+), read (\S+)\)", r"svakt bevis: nevnt i Wikidata (\1, lest \2)"),
    (r"the website does not link to it", "nettstedet lenker ikke til den"),
    (r"its links were seen in a copy of (\S+) only", r"lenkene ble bare sett i en kopi fra \1"),
    (r"its name says more than the authority's", "navnet sier mer enn myndighetens"),
    (r"its link names the authority, and its id another", "lenken nevner myndigheten, adressen en annen"),
    (r"its id does not tell which authority of that name", "adressen sier ikke hvilken myndighet med det navnet"),
    (r"its id is another authority's name", "adressen er en annen myndighets navn"),
    (r"what it calls itself is not the authority's name", "det den kaller seg, er ikke myndighetens navn"),
    (r"the platform's category is '(.+)'", r"plattformens kategori er «\1»"),
    (r"'(.+)' in its id", r"«\1» i adressen"),
    (r"'(.+)' in its name", r"«\1» i navnet"),
    (r"'(.+)' in the link", r"«\1» i lenken"),
    (r"'(.+)' above the link", r"«\1» over lenken"),
    (r"account of a supplier", "leverandørens konto"),
    (r"account of a platform or of a service for making websites", "plattformens eller nettstedstjenestens egen konto"),
    (r"the platform has no such account", "plattformen har ingen slik konto"),
    (r"names the website of (.+)", r"oppgir nettstedet til \1"),
    (r"names another authority: (.+)", r"nevner en annen myndighet: \1"),
    (r"stands on the websites of (\d+) authorities", r"står på \1 myndigheters nettsteder"),
    (r"another feed of the site", "en annen strøm fra nettstedet"),
    (r"calls itself (.+)", r"kaller seg \1"),
    (r"its id carries another name", "adressen bærer et annet navn"),
    (r"it bears the name of the place alone", "den bærer bare stedets navn"),
    (r"belongs to (.+)", r"hører til \1"),
    (r"claimed by (.+) as well", r"\1 lenker også til den"),
    (r"better proof for (.+)", r"bedre bevis for \1"),
    (r"nothing separates it from (.+)", r"ingenting skiller den fra \1"),
    (r"the address may be a person's profile", "adressen kan være en persons profil"),
    (r"its address is a personal profile's", "adressen er en personlig profils"),
    (r"neither its id nor its link names the authority", "verken adressen eller lenken nevner myndigheten"),
    (r"nothing says that it stands for the whole authority", "ingenting sier at den står for hele myndigheten"),
    (r"attested by (.+?) on (\S+)(.*)", r"bekreftet av \1 \2\3"),
    (r"wrong by (.+?) on (\S+)(.*)", r"meldt feil av \1 \2\3"),
    (r"chosen_not by (.+?) on (\S+)(.*)", r"valgt bort, sier \1 \2\3"),
)
_HEADS = {"doubt: ": "tvil: ", "against: ": "mot: ", "overruled: ": "overstyrt: "}


def told(evidence: str | None) -> str:
    """Return the proofs of an account, joined by semicolons as in `mart.account`, in bokmål."""
    phrases: list[str] = []
    linked: list[str] = []
    for phrase in (evidence or "").split("; "):
        page, _, place = phrase.removeprefix("linked: ").partition(", ")
        if phrase.startswith("linked: ") and page in _PLACES:
            # The page and the place on it: "forsiden (bunnen)".
            linked.append(_PLACES[page] + (f" ({_PLACES.get(place, place)})" if place else ""))
        elif phrase:
            phrases.append(_told(phrase))
    return "; ".join(([f"lenket fra {', '.join(linked)}"] if linked else []) + phrases)


def _told(phrase: str) -> str:
    for english, norwegian in _HEADS.items():
        if phrase.startswith(english):
            return norwegian + _told(phrase.removeprefix(english))
    for pattern, norwegian in _PHRASES:
        if re.fullmatch(pattern, phrase, re.DOTALL):
            return re.sub(pattern, norwegian, phrase, count=1, flags=re.DOTALL)
    return phrase
