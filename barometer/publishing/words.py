"""What the published words mean, in bokmål: states, use classes, channels, roles, severities.

The warehouse holds short words; a reader gets a sentence. An unknown word is shown as it stands, never guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from barometer.readings import Outcome

CHANNELS = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "x": "X",
    "youtube": "YouTube",
    "linkedin": "LinkedIn",
    "tiktok": "TikTok",
    "threads": "Threads",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "snapchat": "Snapchat",
    "flickr": "Flickr",
    "vimeo": "Vimeo",
    "issuu": "Issuu",
    "pinterest": "Pinterest",
    "rss": "RSS",
    "blog": "Blogg",
}
STATES = {
    "ok": "målt",
    "ingen side": "ingen offisiell Facebook-side funnet",
    "valgt bort": "har valgt å ikke være på Facebook",
    "utilgjengelig": "siden finnes, men kunne ikke leses (innloggingsvegg eller sperre)",
    "robots": "nettstedet ber roboter om ikke å lese (robots.txt); vi respekterer det",
    "feil": "noe gikk galt ved målingen",
    "for gammel": "siste måling er eldre enn 45 dager",
}
USE_CLASSES = {
    "dialog": "svarer innbyggerne",
    "enveis": "legger ut, men svarer ikke på henvendelser",
    "inaktiv": "nesten ingen aktivitet siste 90 dager",
    "ukjent": "bruken kunne ikke avgjøres",
    "ingen side": "ingen offisiell side",
    "valgt bort": "har valgt å ikke være der",
}
USE_REASONS = {
    "ubesvart": "henvendelser er ikke besvart",
    "uten henvendelser": "ingen henvendelser kjent igjen",
    "stengt": "kommentarfeltet er stengt",
    "ulik grunn": "to personer har gitt samme klasse av ulik grunn",
    "innlegg ikke synlige": "innleggene kunne ikke leses",
    "samtaler ikke synlige": "innleggene kunne leses, men ikke hvem som svarte",
    "ingen gjenkjent henvendelse besvart": "siden skriver blant innbyggernes kommentarer, men ingen henvendelse vi"
    " kjenner igjen, er besvart",
    "avkortet vindu": "for lite av de siste 90 dagene kunne leses",
    "besvarte henvendelser": "minst én henvendelse er besvart",
    "ingen offisiell side": "ingen offisiell side",
    "ingen handlinger": "ingen innlegg eller svar på 90 dager",
    "taus i mer enn 60 dager": "taus i mer enn 60 dager",
    "færre enn 3 handlinger": "færre enn tre innlegg eller svar på 90 dager",
}
GROWTH_STATES = {
    "målt": "målt",
    "ikke målbar": "endringen er mindre enn usikkerheten",
    "brudd": "teller eller side er byttet; før og nå kan ikke sammenlignes",
    "mangler": "ikke målt begge ganger",
    "utenfor vindu": "for kort eller lang tid mellom målingene (20–45 dager kreves)",
}
VISIBILITY = {
    "forside": "lenket fra forsiden",
    "annet sted": "lenket, men ikke fra forsiden",
    "ingen": "ingen synlig lenke fra nettstedet",
}
STATUSES = {
    "official": "offisiell",
    "kandidat": "kandidat, ikke bekreftet",
    "rejected": "avvist",
    "chosen_not": "valgt bort",
}
ROLES = {
    "helhetlig": "hele myndigheten",
    "sektor": "sektor",
    "virksomhet": "virksomhet",
    "bydel": "bydel",
    "prosjekt": "prosjekt",
    "person": "person",
    "sted": "stedsside",
    "gruppe": "gruppe",
    "venneprofil": "venneprofil",
    "uoffisiell": "uoffisiell",
}
SEVERITIES = {"critical": "stopper utgivelsen", "warning": "advarsel", "info": "til opplysning"}
SCOPES = {"alle": "Alle", "kommune": "Kommuner", "fylkeskommune": "Fylkeskommuner"}
SUITES = {
    "readings": "Besøk, sider og tellere",
    "posts": "Innlegg og kommentarer",
    "coverage": "Hvor mye som ble målt",
    "change": "Endring fra forrige måned",
    "ranking": "Rangeringens tall",
    "ranks": "Plassene i rangeringen",
    "lists": "De seks listene",
    "accounts": "Hvem kontoene tilhører",
    "national": "Landstallene",
    "dialogue": "Dialogen",
    "groups": "Fylker, størrelser og kanaler",
    "routes": "Veiene inn",
    "published": "Publiserte tall",
    "published_national": "Publiserte landstall",
    "history": "Historien",
}
COUNTERS = {"followers": "følgere", "likes": "likerklikk"}
OUTCOMES = {
    Outcome.OK: "lest",
    Outcome.LOGIN_WALL: "innloggingsvegg",
    Outcome.CONSENT_WALL: "samtykkevegg",
    Outcome.CHALLENGE: "robotsjekk",
    Outcome.RESTRICTED: "begrenset innhold",
    Outcome.UNAVAILABLE: "utilgjengelig",
    Outcome.NOT_FOUND: "finnes ikke",
    Outcome.ROBOTS: "roboter er ikke velkomne",
    Outcome.NO_PERMISSION: "mangler tilgang",
    Outcome.TOKEN_REFUSED: "adgangsnøkkelen er avvist",
    Outcome.VERSION_REMOVED: "grensesnittets versjon er avviklet",
    Outcome.RATE_LIMITED: "for mange forespørsler",
    Outcome.HTTP_ERROR: "feil hos tjeneren",
    Outcome.TIMEOUT: "ikke svar i tide",
    Outcome.UNREACHABLE: "ikke kontakt",
    Outcome.TOO_LARGE: "for stor side",
    Outcome.NOT_HTML: "ikke en nettside",
    Outcome.NEEDS_BROWSER: "krever nettleser",
    Outcome.UNPARSABLE: "ikke forstått",
}
ROUTES = {
    "website": "myndighetenes nettsteder",
    "facebook": "Facebooks offentlige sider",
    "facebook_plugin": "Facebooks sidevindu (page plugin)",
    "graph_api": "Facebooks Graph-API",
    "youtube": "YouTube (API eller offentlig side)",
    "mastodon": "Mastodons API",
    "bluesky": "Blueskys API",
    "instagram": "Instagram (API eller offentlig side)",
    "x": "API-et til X",
    "import": "lagrede sider",
}
DIALOGUE_STATES = {
    "målt": "målt",
    "for få": "for få til å si noe",
    "avkortet": "avkortet: for lite av perioden kunne leses",
    "samtaler ikke synlige": "ukjent: ikke alle kommentarene kunne leses",
    "ikke vist": "ukjent: plattformen viser ikke alle tallene",
    "ikke observert": "ukjent: innleggene kunne ikke leses",
}
GRADES = {
    "A": "A: siden har selv gitt tilgang",
    "B": "B: lagrede sider",
    "C": "C: kodet av to personer",
    "D": "D: kodet av én person",
}
TABLES: dict[str, dict[str, str]] = {
    "state": STATES,
    "use_class": USE_CLASSES,
    "use_reason": USE_REASONS,
    "growth_state": GROWTH_STATES,
    "visibility": VISIBILITY,
    "status": STATUSES,
    "role": ROLES,
    "severity": SEVERITIES,
    "scope": SCOPES,
    "suite": SUITES,
    "counter": COUNTERS,
    "channel": CHANNELS,
    "route": ROUTES,
    "dialogue_state": DIALOGUE_STATES,
    "grade": GRADES,
    "outcome": {outcome.value: text for outcome, text in OUTCOMES.items()},
}

_FOLDED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss"})


def said(word: str | None, table: str) -> str:
    """Return what a short word of the warehouse means to a reader; the word itself when it is not known here."""
    return "" if word is None else TABLES[table].get(word, word)


def outcomes_said(counts: str | None) -> str:
    """Return `ok 323, login_wall 27` in words: lest 323, innloggingsvegg 27."""
    pairs = (part.rpartition(" ") for part in (counts or "").split(", ") if part)
    return ", ".join(f"{said(outcome, 'outcome')} {count}" for outcome, _, count in pairs)


def source_said(source: str) -> str:
    """Return `graph_api: followers_count` in words: Facebooks Graph-API (followers_count)."""
    route, _, part = source.partition(": ")
    return f"{said(route, 'route')} ({part})" if part else said(route, "route")


def slug(number: str, name: str) -> str:
    """Return a file name stem for an authority's page: `0301-oslo`. Holds only a-z, 0-9 and hyphens."""
    folded = unicodedata.normalize("NFKD", f"{number}-{name}".lower().translate(_FOLDED))
    bare = re.sub(r"[^a-z0-9]+", "-", "".join(char for char in folded if not unicodedata.combining(char)))
    return bare.strip("-")[:80].rstrip("-") or "myndighet"


def web_address(address: str | None) -> str | None:
    """Return an address that a link may carry: http or https with a host, else None."""
    if not address or any(ord(char) <= 32 for char in address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and host else None
