"""What the published words mean: states, use classes, channels, roles, severities; written here in bokmål.

The warehouse holds short words, and keeps them in every file; a reader gets a sentence in the language of the page. An
unknown word is shown as it stands, never guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from barometer.publishing.language import N_, gettext
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
    "blog": N_("Blogg"),
}
STATES = {
    "ok": N_("målt"),
    "ingen side": N_("ingen offisiell Facebook-side funnet"),
    "valgt bort": N_("har valgt å ikke være på Facebook"),
    "utilgjengelig": N_("kunne ikke leses (innloggingsvegg eller annen sperre)"),
    "robots": N_("roboter er bedt om ikke å lese (robots.txt); vi respekterer det"),
    "feil": N_("noe gikk galt ved målingen"),
    "for gammel": N_("siste måling er eldre enn 45 dager"),
    "ikke oppdatert": N_("ikke oppdatert: tallet er holdt tilbake til det er sett på nytt"),
}
USE_CLASSES = {
    "dialog": N_("svarer innbyggerne"),
    "enveis": N_("legger ut, men svarer ikke på henvendelser"),
    "inaktiv": N_("nesten ingen aktivitet siste 90 dager"),
    "ukjent": N_("bruken kunne ikke avgjøres"),
    "ingen side": N_("ingen offisiell side"),
    "valgt bort": N_("har valgt å ikke være der"),
}
USE_REASONS = {
    "ubesvart": N_("henvendelser er ikke besvart"),
    "uten henvendelser": N_("ingen henvendelser kjent igjen"),
    "stengt": N_("kommentarfeltet er stengt"),
    "ulik grunn": N_("to personer har gitt samme klasse av ulik grunn"),
    "innlegg ikke synlige": N_("innleggene kunne ikke leses"),
    "siden kan være en annens": N_("siden kan være en annens, så det som skjer der, er holdt tilbake"),
    "samtaler ikke synlige": N_("innleggene kunne leses, men ikke hvem som svarte"),
    "ingen gjenkjent henvendelse besvart": N_(
        "siden skriver blant innbyggernes kommentarer, men ingen henvendelse vi kjenner igjen, er besvart"
    ),
    "avkortet vindu": N_("for lite av de siste 90 dagene kunne leses"),
    "besvarte henvendelser": N_("minst én henvendelse er besvart"),
    "ingen offisiell side": N_("ingen offisiell side"),
    "ingen handlinger": N_("ingen innlegg eller svar på 90 dager"),
    "taus i mer enn 60 dager": N_("taus i mer enn 60 dager"),
    "færre enn 3 handlinger": N_("færre enn tre innlegg eller svar på 90 dager"),
}
GROWTH_STATES = {
    "målt": N_("målt"),
    "ikke målbar": N_("endringen er mindre enn usikkerheten"),
    "brudd": N_("teller eller side er byttet; før og nå kan ikke sammenlignes"),
    "mangler": N_("ikke målt begge ganger"),
    "utenfor vindu": N_("for kort eller lang tid mellom målingene (20–45 dager kreves)"),
}
VISIBILITY = {
    "forside": N_("lenket fra forsiden"),
    "annet sted": N_("lenket, men ikke fra forsiden"),
    "ingen": N_("ingen synlig lenke fra nettstedet"),
}
STATUSES = {
    "official": N_("offisiell"),
    "kandidat": N_("kandidat, ikke bekreftet"),
    "rejected": N_("avvist"),
    "chosen_not": N_("valgt bort"),
}
ROLES = {
    "helhetlig": N_("hele myndigheten"),
    "sektor": N_("sektor"),
    "virksomhet": N_("virksomhet"),
    "bydel": N_("bydel"),
    "prosjekt": N_("prosjekt"),
    "person": N_("person"),
    "sted": N_("stedsside"),
    "gruppe": N_("gruppe"),
    "venneprofil": N_("venneprofil"),
    "uoffisiell": N_("uoffisiell"),
}
SEVERITIES = {"critical": N_("stopper utgivelsen"), "warning": N_("advarsel"), "info": N_("til opplysning")}
SCOPES = {"alle": N_("Alle"), "kommune": N_("Kommuner"), "fylkeskommune": N_("Fylkeskommuner")}
SUITES = {
    "official": N_("Registeret og den offisielle listen"),
    "identity": N_("Hvem sin side som er lest"),
    "held": N_("Tall som holdes tilbake"),
    "conversations": N_("Innlegg og svar, vei for vei"),
    "readings": N_("Besøk, sider og tellere"),
    "posts": N_("Innlegg og kommentarer"),
    "coverage": N_("Hvor mye som ble målt"),
    "change": N_("Endring fra forrige måned"),
    "ranking": N_("Rangeringens tall"),
    "ranks": N_("Plassene i rangeringen"),
    "lists": N_("De seks listene"),
    "accounts": N_("Hvem kontoene tilhører"),
    "national": N_("Landstallene"),
    "dialogue": N_("Dialogen"),
    "groups": N_("Fylker, størrelser og kanaler"),
    "routes": N_("Veiene inn"),
    "published": N_("Publiserte tall"),
    "published_national": N_("Publiserte landstall"),
    "history": N_("Historien"),
}
COUNTERS = {
    "followers": N_("følgere"), "likes": N_("likerklikk"), "subscribers": N_("abonnenter"),
    "talking_about": N_("omtale"),
}  # fmt: skip
OUTCOMES = {
    Outcome.OK: N_("lest"),
    Outcome.LOGIN_WALL: N_("innloggingsvegg"),
    Outcome.CONSENT_WALL: N_("samtykkevegg"),
    Outcome.CHALLENGE: N_("robotsjekk"),
    Outcome.RESTRICTED: N_("begrenset innhold"),
    Outcome.UNAVAILABLE: N_("utilgjengelig"),
    Outcome.NOT_FOUND: N_("finnes ikke"),
    Outcome.ROBOTS: N_("roboter er ikke velkomne"),
    Outcome.NO_PERMISSION: N_("mangler tilgang"),
    Outcome.TOKEN_REFUSED: N_("adgangsnøkkelen er avvist"),
    Outcome.VERSION_REMOVED: N_("grensesnittets versjon er avviklet"),
    Outcome.RATE_LIMITED: N_("for mange forespørsler"),
    Outcome.HTTP_ERROR: N_("feil hos tjeneren"),
    Outcome.TIMEOUT: N_("ikke svar i tide"),
    Outcome.UNREACHABLE: N_("ikke kontakt"),
    Outcome.TOO_LARGE: N_("for stor side"),
    Outcome.NOT_HTML: N_("ikke en nettside"),
    Outcome.NEEDS_BROWSER: N_("krever nettleser"),
    Outcome.UNPARSABLE: N_("ikke forstått"),
}
ROUTES = {
    "website": N_("myndighetenes nettsteder"),
    "facebook": N_("Facebooks offentlige sider"),
    "facebook_plugin": N_("Facebooks sidevindu (page plugin)"),
    "graph_api": N_("Facebooks Graph-API"),
    "youtube": N_("YouTube (API eller offentlig side)"),
    "mastodon": N_("Mastodons API"),
    "bluesky": N_("Blueskys API"),
    "instagram": N_("Instagram (API eller offentlig side)"),
    "x": N_("API-et til X"),
    "import": N_("lagrede sider"),
}
DIALOGUE_STATES = {
    "målt": N_("målt"),
    "for få": N_("for få til å si noe"),
    "avkortet": N_("avkortet: for lite av perioden kunne leses"),
    "samtaler ikke synlige": N_("ukjent: ikke alle kommentarene kunne leses"),
    "ikke vist": N_("ukjent: plattformen viser ikke alle tallene"),
    "ikke observert": N_("ukjent: innleggene kunne ikke leses"),
}
GRADES = {
    "A": N_("A: siden har selv gitt tilgang"),
    "B": N_("B: lagrede sider"),
    "C": N_("C: kodet av to personer"),
    "D": N_("D: kodet av én person"),
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
    return "" if word is None else gettext(TABLES[table].get(word, word))


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
