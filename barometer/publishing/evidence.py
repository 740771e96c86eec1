"""The proofs for and against an account, which `resolve` writes in short English phrases, told in the page's language.

A phrase that is not known here is shown as it was written: a reader loses nothing.
"""

from __future__ import annotations

import re

from barometer.publishing.language import N_, gettext

_PLACES = {
    "front page": N_("forsiden"),
    "contact page": N_("kontaktsiden"),
    "overview page": N_("oversikten"),
    "another page": N_("en annen side"),
    "header": N_("toppen"),
    "navigation": N_("menyen"),
    "text": N_("teksten"),
    "footer": N_("bunnen"),
    "follow block": N_("«følg oss»"),
    "plugin": N_("innfelt ramme"),
    "structured data": N_("strukturerte data"),
    "head of the page": N_("sidehodet"),
    "script": N_("skript"),
    "button": N_("knapp"),
}
_PHRASES: tuple[tuple[str, str], ...] = (
    (r"links back to the website", N_("kontoen lenker tilbake til nettstedet")),
    (r"its name is the authority's own domain", N_("navnet er myndighetens eget domene")),
    (r"its id is the authority's name", N_("adressen er myndighetens navn")),
    (r"its name is the authority's", N_("navnet er myndighetens")),
    (r"the link names the authority", N_("lenken nevner myndigheten ved navn")),
    (r"stands for the website as a whole", N_("står for nettstedet som helhet")),
    (r"its address is a group's", N_("adressen er en gruppes")),
    (r"its address is a person's", N_("adressen er en persons")),
    (r"its address is a school's", N_("adressen er en skoles")),
    (r"its address is a showcase's", N_("adressen er en avdelings (LinkedIn Showcase)")),
    (r"it bears the name of a merger", N_("den bærer navnet fra en sammenslåing")),
    (r"weak: Wikidata names it \((Q\d+), read (\S+)\)", N_(r"svakt bevis: nevnt i Wikidata (\1, lest \2)")),
    (r"the website does not link to it", N_("nettstedet lenker ikke til den")),
    (r"its links were seen in a copy of (\S+) only", N_(r"lenkene ble bare sett i en kopi fra \1")),
    (r"its name says more than the authority's", N_("navnet sier mer enn myndighetens")),
    (r"its link names the authority, and its id another", N_("lenken nevner myndigheten, adressen en annen")),
    (r"its id does not tell which authority of that name", N_("adressen sier ikke hvilken myndighet med det navnet")),
    (r"its id is another authority's name", N_("adressen er en annen myndighets navn")),
    (r"what it calls itself is not the authority's name", N_("det den kaller seg, er ikke myndighetens navn")),
    (r"the platform's category is '(.+)'", N_(r"plattformens kategori er «\1»")),
    (r"'(.+)' in its id", N_(r"«\1» i adressen")),
    (r"'(.+)' in its name", N_(r"«\1» i navnet")),
    (r"'(.+)' in the link", N_(r"«\1» i lenken")),
    (r"'(.+)' above the link", N_(r"«\1» over lenken")),
    (r"account of a supplier", N_("leverandørens konto")),
    (
        r"account of a platform or of a service for making websites",
        N_("plattformens eller nettstedstjenestens egen konto"),
    ),
    (r"the platform has no such account", N_("plattformen har ingen slik konto")),
    (r"names the website of (.+)", N_(r"oppgir nettstedet til \1")),
    (r"names another authority: (.+)", N_(r"nevner en annen myndighet: \1")),
    (r"stands on the websites of (\d+) authorities", N_(r"står på \1 myndigheters nettsteder")),
    (r"another feed of the site", N_("en annen strøm fra nettstedet")),
    (r"calls itself (.+)", N_(r"kaller seg \1")),
    (r"its id carries another name", N_("adressen bærer et annet navn")),
    (r"it bears the name of the place alone", N_("den bærer bare stedets navn")),
    (r"belongs to (.+)", N_(r"hører til \1")),
    (r"claimed by (.+) as well", N_(r"\1 lenker også til den")),
    (r"better proof for (.+)", N_(r"bedre bevis for \1")),
    (r"nothing separates it from (.+)", N_(r"ingenting skiller den fra \1")),
    (r"the address may be a person's profile", N_("adressen kan være en persons profil")),
    (r"its address is a personal profile's", N_("adressen er en personlig profils")),
    (r"neither its id nor its link names the authority", N_("verken adressen eller lenken nevner myndigheten")),
    (r"nothing says that it stands for the whole authority", N_("ingenting sier at den står for hele myndigheten")),
    (r"attested by (.+?) on (\S+)(.*)", N_(r"bekreftet av \1 \2\3")),
    (r"wrong by (.+?) on (\S+)(.*)", N_(r"meldt feil av \1 \2\3")),
    (r"chosen_not by (.+?) on (\S+)(.*)", N_(r"valgt bort, sier \1 \2\3")),
)
_HEADS = {"doubt: ": N_("tvil: "), "against: ": N_("mot: "), "overruled: ": N_("overstyrt: ")}


def told(evidence: str | None) -> str:
    """Return the proofs of an account, joined by semicolons as in `mart.account`, in the page's language."""
    phrases: list[str] = []
    linked: list[str] = []
    for phrase in (evidence or "").split("; "):
        page, _, place = phrase.removeprefix("linked: ").partition(", ")
        if phrase.startswith("linked: ") and page in _PLACES:
            # The page and the place on it: "forsiden (bunnen)".
            linked.append(gettext(_PLACES[page]) + (f" ({gettext(_PLACES.get(place, place))})" if place else ""))
        elif phrase:
            phrases.append(_told(phrase))
    whole = [gettext("lenket fra %(places)s") % {"places": ", ".join(linked)}] if linked else []
    return "; ".join(whole + phrases)


def _told(phrase: str) -> str:
    for english, norwegian in _HEADS.items():
        if phrase.startswith(english):
            return gettext(norwegian) + _told(phrase.removeprefix(english))
    for pattern, norwegian in _PHRASES:
        if re.fullmatch(pattern, phrase, re.DOTALL):
            return re.sub(pattern, gettext(norwegian), phrase, count=1, flags=re.DOTALL)
    return phrase
