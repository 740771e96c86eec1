"""What would raise an authority: plain rules from its state, its visibility, its use class and how it was counted.

Each piece of advice names the measure it would move, so that nobody has to guess why it is given. What it would take to
pass the next one in each ranking is worked out in `standings.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from barometer.publishing import numbers
from barometer.publishing.language import N_, gettext, ngettext
from barometer.publishing.mart import Row


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do."""

    moves: str
    """The measure it would move."""
    text: str
    """What to do and why."""


STATE_ADVICE = {
    "ingen side": N_(
        "Vi fant ingen offisiell Facebook-side for hele myndigheten. Finnes den, så lenk til den fra forsiden av"
        " nettstedet; da blir den funnet og talt neste måned."
    ),
    "utilgjengelig": N_(
        "Siden kan ikke leses uten innlogging. Er lands- eller aldersgrense slått på i sidens innstillinger, så slå den"
        " av, eller gi barometeret lesetilgang til sidens tall."
    ),
    "robots": N_("Plattformen ber roboter om å holde seg unna. Med lesetilgang til sidens tall kan den måles likevel."),
    "feil": N_("Nettstedet eller siden svarte ikke som ventet da vi var der. Vi prøver igjen neste måned."),
    "for gammel": N_("Siste vellykkede måling er for gammel til å bli brukt. Vi prøver igjen neste måned."),
    "ikke oppdatert": N_(
        "Månedens tall avviker så mye at det holdes tilbake til et nytt besøk bekrefter det. Vet dere hvorfor, så si"
        " fra."
    ),
}
WEBSITE_ADVICE = {
    "utilgjengelig": N_(
        "Nettstedet slapp ikke roboten vår inn, så vi vet ikke hvilke kontoer det viser til. Slipper det Barometer inn,"
        " blir de funnet."
    ),
    "robots": N_(
        "Filen robots.txt på nettstedet ber roboter om å holde seg unna. Åpne for Barometer der hvis dere vil være med."
    ),
}
"""State → advice where it is the website that could not be read, so that no page of theirs is known."""
VISIBILITY_ADVICE = {
    "front": N_("en lenke fra forsiden"),
    "prominent": N_("at den står øverst eller under «Følg oss»"),
    "contact": N_("en lenke fra kontaktsiden"),
    "overview": N_("en side på nettstedet som lister opp kontoene"),
    "backlink": N_("nettstedets adresse på Facebook-siden"),
    "works": N_("en lenke som virker og går til rett side"),
}
"""Part of the visibility score → what gives its points."""
VISIBILITY_POINTS = {"front": 35, "prominent": 15, "contact": 15, "overview": 15, "backlink": 10, "works": 10}
USE_ADVICE = {
    "inaktiv": N_(
        "Færre enn tre innlegg eller svar på 90 dager, eller ingen de siste 60. Noen få innlegg i måneden holder siden"
        " i live."
    ),
    "enveis": N_("Ett svar på en henvendelse er nok til å gå fra enveis til dialog."),
    "ukjent": N_("Innleggene kunne ikke leses. Med lesetilgang til siden kan bruken klassifiseres."),
}
REASON_ADVICE = {
    "siden kan være en annens": N_(
        "Siden kan ha skiftet eier. Er den fortsatt deres, så skriv nettstedets adresse på siden, og si fra til oss."
    ),
    "samtaler ikke synlige": N_(
        "Innleggene kunne leses, men ikke hvem som svarte under dem. Med lesetilgang til siden kan bruken"
        " klassifiseres."
    ),
    "avkortet vindu": N_(
        "Bare en del av de siste 90 dagene kunne leses. Med lesetilgang til siden kan bruken klassifiseres."
    ),
    "ingen gjenkjent henvendelse besvart": N_(
        "Siden skriver blant innbyggernes kommentarer, men reglene våre kjente ikke igjen noen henvendelse den svarte"
        " på. Svar gjerne rett under spørsmålet, så ser alle hva svaret gjelder."
    ),
    "ubesvart": N_(
        "Vi fant henvendelser fra innbyggere, men ingen svar. Ett svar er nok til å gå fra enveis til dialog."
    ),
    "uten henvendelser": N_(
        "Vi kjente ikke igjen noen henvendelser. Still spørsmål i innleggene, og si at dere svarer."
    ),
    "stengt": N_("Kommentarfeltet er stengt. Åpne det, så kan innbyggerne spørre."),
}


def advice(row: Row, talk: Row | None, accounts: list[Row]) -> list[Advice]:
    """Return what would raise an authority, most important first; empty when nothing is left to raise.

    Args:
        row: its row of the ranking.
        talk: its row of `mart.dialogue`; None without an official page.
        accounts: its accounts this month.
    """
    found: list[Advice] = []
    if row["state"] == "valgt bort":
        return found
    if text := _state_advice(row):
        found.append(Advice(gettext("Målingen"), gettext(text)))
    candidates = [each for each in accounts if each["channel"] == "facebook" and each["status"] == "kandidat"]
    if candidates and row["account_status"] != "official":
        text = gettext(
            "En side er funnet, men ikke bekreftet som deres. Lenk til den fra nettstedet, og skriv nettstedets adresse"
            " på siden."
        )
        found.append(Advice(gettext("Målingen"), text))
    found += _visibility_advice(row)
    found += _use_advice(row)
    found += _answer_advice(row, talk)
    if row["state"] == "ok" and row["is_exact"] is False:
        text = gettext(
            "Plattformen viser et avrundet tall. Med lesetilgang til sidens egne tall blir både følgere, dekning og"
            " plassering eksakte."
        )
        found.append(Advice(gettext("Nøyaktighet"), text))
    return found


def _state_advice(row: Row) -> str | None:
    """Return what the state asks for: of the page where one is known, else of the website; nothing of a candidate."""
    if row["account_status"] is None and row["state"] in WEBSITE_ADVICE:
        return WEBSITE_ADVICE[row["state"]]
    return None if row["account_status"] == "kandidat" and row["state"] == "feil" else STATE_ADVICE.get(row["state"])


def _visibility_advice(row: Row) -> list[Advice]:
    """Name the parts that gave no points; a part that could not be seen is neither given nor missed."""
    lacking = [part for part in VISIBILITY_ADVICE if row[f"visibility_{part}_points"] == 0]
    if row["state"] != "ok" or not lacking:
        return []
    parts = ", ".join(f"{gettext(VISIBILITY_ADVICE[part])} ({VISIBILITY_POINTS[part]})" for part in lacking)
    left = numbers.whole(sum(VISIBILITY_POINTS[part] for part in lacking))
    text = gettext("%(points)s poeng gjenstår: %(parts)s.") % {"points": left, "parts": parts}
    return [Advice(gettext("Synlighet"), text)]


def _use_advice(row: Row) -> list[Advice]:
    text = REASON_ADVICE.get(row["use_class_reason"] or "") if row["use_class"] in ("enveis", "ukjent") else None
    text = text or USE_ADVICE.get(row["use_class"] or "")
    return [Advice(gettext("Bruksklasse"), gettext(text))] if text else []


def _answer_advice(row: Row, talk: Row | None) -> list[Advice]:
    """Say what is left unanswered, and how far it is to the half that the strict class asks for."""
    enquiries, answered = row["enquiries"], row["answered_enquiries"]
    if row["use_class"] != "dialog" or not enquiries or answered is None or answered >= enquiries:
        return []
    values = {"answered": numbers.whole(answered), "n": numbers.whole(enquiries)}
    texts = [gettext("%(answered)s av %(n)s henvendelser er besvart.") % values]
    if talk is not None and talk["response_percent"] is not None and talk["response_percent"] < 50:
        missing = -(-talk["due_enquiries"] // 2) - talk["answered_in_time"]
        texts.append(
            ngettext(
                "%(n)s svar til innen sju dager ville gitt en svarandel på minst halvparten, som dialog+ krever.",
                "%(n)s svar til innen sju dager ville gitt en svarandel på minst halvparten, som dialog+ krever.",
                missing,
            )
            % {"n": numbers.whole(missing)}
        )
    return [Advice(gettext("Svar"), " ".join(texts))]
