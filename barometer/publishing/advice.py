"""What would raise an authority: plain rules from its state, its visibility, its use class and how it was counted.

Each piece of advice names the measure it would move, so that nobody has to guess why it is given.
"""

from __future__ import annotations

from dataclasses import dataclass

from barometer.publishing.mart import Row


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do."""

    moves: str
    """The measure it would move."""
    text: str
    """What to do and why, in bokmål."""


STATE_ADVICE = {
    "ingen side": "Vi fant ingen offisiell Facebook-side for hele myndigheten. Finnes den, så lenk til den fra"
    " forsiden av nettstedet; da blir den funnet og talt neste måned.",
    "utilgjengelig": "Siden kan ikke leses uten innlogging. Er lands- eller aldersgrense slått på i sidens"
    " innstillinger, så slå den av, eller gi barometeret lesetilgang til sidens tall.",
    "robots": "Filen robots.txt på nettstedet ber roboter om å holde seg unna. Åpne for Barometer der hvis dere vil"
    " være med.",
    "feil": "Nettstedet eller siden svarte ikke som ventet da vi var der. Vi prøver igjen neste måned.",
    "for gammel": "Siste vellykkede måling er for gammel til å bli brukt. Vi prøver igjen neste måned.",
}
VISIBILITY_ADVICE = {
    "front": "en lenke fra forsiden",
    "prominent": "at den står øverst eller under «Følg oss»",
    "contact": "en lenke fra kontaktsiden",
    "overview": "en side på nettstedet som lister opp kontoene",
    "backlink": "nettstedets adresse på Facebook-siden",
    "works": "en lenke som virker og går til rett side",
}
"""Part of the visibility score → what gives its points."""
VISIBILITY_POINTS = {"front": 35, "prominent": 15, "contact": 15, "overview": 15, "backlink": 10, "works": 10}
USE_ADVICE = {
    "inaktiv": "Færre enn tre innlegg eller svar på 90 dager, eller ingen de siste 60. Noen få innlegg i måneden"
    " holder siden i live.",
    "enveis": "Ett svar på en henvendelse er nok til å gå fra enveis til dialog.",
    "ukjent": "Innleggene kunne ikke leses. Med lesetilgang til siden kan bruken klassifiseres.",
}
REASON_ADVICE = {
    "samtaler ikke synlige": "Innleggene kunne leses, men ikke hvem som svarte under dem. Med lesetilgang til siden"
    " kan bruken klassifiseres.",
    "avkortet vindu": "Bare en del av de siste 90 dagene kunne leses. Med lesetilgang til siden kan bruken"
    " klassifiseres.",
    "ingen gjenkjent henvendelse besvart": "Siden skriver blant innbyggernes kommentarer, men reglene våre kjente ikke"
    " igjen noen henvendelse den svarte på. Svar gjerne rett under spørsmålet, så ser alle hva svaret gjelder.",
    "ubesvart": "Vi fant henvendelser fra innbyggere, men ingen svar. Ett svar er nok til å gå fra enveis til dialog.",
    "uten henvendelser": "Vi kjente ikke igjen noen henvendelser. Still spørsmål i innleggene, og si at dere svarer.",
    "stengt": "Kommentarfeltet er stengt. Åpne det, så kan innbyggerne spørre.",
}


def advice(row: Row, accounts: list[Row]) -> list[Advice]:
    """Return what would raise an authority, most important first; empty when nothing is left to raise.

    Args:
        row: its row of the ranking.
        accounts: its accounts this month.
    """
    found: list[Advice] = []
    if row["state"] == "valgt bort":
        return found
    if row["state"] in STATE_ADVICE:
        found.append(Advice("Målingen", STATE_ADVICE[row["state"]]))
    candidates = [each for each in accounts if each["channel"] == "facebook" and each["status"] == "kandidat"]
    if candidates and row["account_status"] != "official":
        found.append(
            Advice(
                "Målingen",
                "En side er funnet, men ikke bekreftet som deres. Lenk til den fra nettstedet, og skriv nettstedets"
                " adresse på siden.",
            )
        )
    found += _visibility_advice(row)
    found += _use_advice(row)
    if row["state"] == "ok" and row["is_exact"] is False:
        found.append(
            Advice(
                "Nøyaktighet",
                "Plattformen viser et avrundet tall. Med lesetilgang til sidens egne tall blir både følgere, dekning"
                " og plassering eksakte.",
            )
        )
    return found


def _visibility_advice(row: Row) -> list[Advice]:
    """Name the parts that gave no points; a part that could not be seen is neither given nor missed."""
    lacking = [part for part in VISIBILITY_ADVICE if row[f"visibility_{part}_points"] == 0]
    if row["state"] != "ok" or not lacking:
        return []
    left = sum(VISIBILITY_POINTS[part] for part in lacking)
    parts = ", ".join(f"{VISIBILITY_ADVICE[part]} ({VISIBILITY_POINTS[part]})" for part in lacking)
    return [Advice("Synlighet", f"{left} poeng gjenstår: {parts}.")]


def _use_advice(row: Row) -> list[Advice]:
    text = REASON_ADVICE.get(row["use_class_reason"] or "") if row["use_class"] in ("enveis", "ukjent") else None
    text = text or USE_ADVICE.get(row["use_class"] or "")
    found = [Advice("Bruksklasse", text)] if text else []
    enquiries, answered = row["enquiries"], row["answered_enquiries"]
    if row["use_class"] == "dialog" and enquiries and answered is not None and answered < enquiries:
        left = enquiries - answered
        found.append(
            Advice("Svar", f"{answered} av {enquiries} henvendelser er besvart; {left} står igjen uten svar fra siden.")
        )
    return found
