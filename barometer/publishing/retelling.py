"""Texts that the warehouse, the checks and the registers wrote in bokmål, told in the language of the page.

The tables and the files keep what was written; only a page retells it. `WORDS` and `PATTERNS` name what SQL and the
checks write; texts that whole lists hold (checks, published figures, charts) are collected by `catalogues.py`. What is
not known here is shown as it was written: a reader loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from barometer.publishing import numbers
from barometer.publishing.language import N_, current, gettext
from barometer.publishing.words import said

WORDS = (
    # Use classes, states and their like, as the tables have them.
    N_("dialog"), N_("enveis"), N_("inaktiv"), N_("ukjent"), N_("ingen side"), N_("valgt bort"), N_("utilgjengelig"),
    N_("feil"), N_("for gammel"), N_("ja"), N_("nei"), N_("forside"), N_("annet sted"), N_("ingen"), N_("målt"),
    N_("publisert"), N_("ikke målbar"), N_("brudd"), N_("mangler"), N_("utenfor vindu"), N_("for få"), N_("avkortet"),
    N_("ikke vist"), N_("ikke observert"), N_("ikke målt"), N_("alle"), N_("kommune"), N_("fylkeskommune"),
    N_("kandidat"), N_("svar på spørreundersøkelse"),
    # Units.
    N_("antall"), N_("dager"), N_("timer"), N_("personer"), N_("poeng"), N_("per 30 dager"), N_("år"), N_("forhold"),
    # Why a visit gave nothing (core/outcome_state.sql, core/page_state.sql).
    N_("siden finnes ikke"), N_("krever innlogging"), N_("begrenset tilgang"), N_("innholdet er ikke tilgjengelig"),
    N_("mangler tillatelse"), N_("adgangsnøkkelen er avvist"), N_("grensesnittets versjon er avviklet"),
    N_("krever samtykke"), N_("ber om å bevise at man er et menneske"), N_("robots.txt tillater det ikke"),
    N_("for mange forespørsler"), N_("siden trenger en nettleser"), N_("siden ble ikke forstått"),
    N_("feil hos nettstedet"), N_("tidsavbrudd"), N_("fikk ikke forbindelse"), N_("siden er for stor"),
    N_("ikke en nettside"), N_("ikke besøkt"), N_("kandidat, ikke bekreftet"), N_("viser ikke månedens teller"),
    N_("fant ingen teller"),
    # Why a number is held back (core/quarantine.sql).
    N_("ikke oppdatert"), N_("følgertallet endret seg mer enn 30 % og 200 personer"), N_("følgertallet gikk til null"),
    N_("siden har fått et annet navn"), N_("nettstedet er flyttet til et annet domene"),
    # Where a series breaks (core/growth_pair.sql, mart/follower_series.sql).
    N_("ny myndighet"), N_("ny teller"), N_("ny side"), N_("nye myndigheter"),
    # National figures (mart/national.sql, mart/dialogue_national.sql) and measures of quality (mart/data_quality.sql).
    N_("Adopsjonsgrad"), N_("Følgere i alt"), N_("Følgere per side, gjennomsnitt"), N_("Dekningsgrad, gjennomsnitt"),
    N_("Dekningsgrad, median"), N_("Dekningsgrad, samlet"), N_("Myndigheter med flere følgere enn innbyggere"),
    N_("Vekst i alt"), N_("Vekst per 30 dager, median"), N_("Innlegg og svar, median"),
    N_("Dager mellom innlegg, median"), N_("Henvendelser på 90 dager, i alt"),
    N_("Svarandel, alle henvendelser samlet"), N_("Svarandel, snitt av sidene"), N_("Svartid, median av sidene"),
    N_("Besvart innen 24 timer, snitt av sidene"), N_("Dialogtråder, snitt av sidene"),
    N_("Sider i den strenge klassen dialog+"), N_("Engasjement per innlegg og 1000 følgere, median"),
    N_("Engasjement per 1000 innbyggere og 30 dager, median"), N_("Snakker om, i alt"), N_("Synlighet, gjennomsnitt"),
    N_("Forsiden lenker til siden"), N_("Sider per myndighet"), N_("To sider eller flere, av dem med side"),
    N_("Fire sider eller flere, av dem med side"), N_("Kanaler per myndighet"), N_("Målt av kjente sider"),
    N_("Følgere når forsiden lenker til siden, mot når den ikke gjør det"),
    N_("Målt denne måneden av kjente sider"), N_("Myndigheter der vi vet om de har side"), N_("Eksakte tall av målte"),
    N_("Sider med kjent bruksklasse"), N_("Median alder på tallene"), N_("Sider som er kodet for hånd"),
    N_("Sider som er kodet av to"), N_("Sider som to har gitt samme bruksklasse"),
    N_("Uenigheter som en tredje har avgjort"), N_("Cohens κ for bruksklassen"), N_("Cohens κ, nedre grense (95 %)"),
    N_("Cohens κ, øvre grense (95 %)"),
)  # fmt: skip
"""Every short text that SQL writes and a page shows."""

PATTERNS = (
    N_("nettstedet: %(text)s"),
    N_("sist lest %(day)s; %(text)s"),
    N_("sist lest %(day)s"),
    N_("Myndigheter i tilstanden «%(text)s»"),
    N_("Treff via %(route)s"),
    N_("feltet %(column)s er fylt ut i hver rad"),
    N_("feltet %(column)s har en av verdiene %(values)s"),
    N_("kunne ikke prøves: %(column)s mangler"),
    N_("%(n)s av %(all)s rader feiler"),
    N_("%(n)s rader"),
    N_("%(n)s rad"),
)
"""Texts that were written with a value in them, the longer before the shorter; the name of a value says what it is:
`day` is a date, `n` and `all` are counts, `text` is told itself, `route` is one of ROUTES, the rest stands as it is."""

_THOUSANDS = re.compile(r"(?<=\d)[ \N{NO-BREAK SPACE}](?=\d{3}\b)")


def retold(text: str | None) -> str:
    """Return a text of the warehouse or the checks in the language written in; itself where it is not known."""
    if not text:
        return ""
    told = gettext(text)
    if told != text:
        return told
    for pattern, template in _patterns():
        if found := pattern.fullmatch(text):
            return gettext(template) % {name: _value(name, value) for name, value in found.groupdict().items()}
    return _decimal(text) if re.fullmatch(r"-?\d+,\d", text) else _size_class(text)


def _value(name: str, value: str) -> str:
    kinds: dict[str, Callable[[str], str]] = {
        "day": numbers.day,
        "text": retold,
        "route": lambda route: said(route, "route"),
        "n": _count,
        "all": _count,
    }
    return kinds[name](value) if name in kinds else value


def _count(text: str) -> str:
    return numbers.whole(int(text)) if text.isdecimal() else text


def _decimal(text: str) -> str:
    """Return what a check measured, `-0,9`, with the decimal mark and the minus of the language."""
    return ("−" if text.startswith("-") else "") + numbers.decimal(float(text.removeprefix("-").replace(",", ".")))


def _size_class(text: str) -> str:
    """Return `2 000–4 999` with the thousands separated as the language does; other texts as they are."""
    if re.fullmatch(r"[\d –<≥\N{NO-BREAK SPACE}]+", text):
        return _THOUSANDS.sub(current().thousands, text)
    return text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_expression(template), re.DOTALL), template) for template in PATTERNS)


def _expression(template: str) -> str:
    days = {"day": r"\d{4}-\d\d-\d\d"}
    parts = re.split(r"%\((\w+)\)s", template)
    return "".join(
        f"(?P<{part}>{days.get(part, '.+?')})" if place % 2 else re.escape(part) for place, part in enumerate(parts)
    )
