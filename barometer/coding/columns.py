"""The columns of a coding sheet: what stands there when it is handed out, and what a person fills in.

Spreadsheets rewrite what looks like a number or a date ("0301", "100064…", "0.25"), so what an import relies on is
text that none of them touches: the row's key and the address.
"""

from __future__ import annotations

GIVEN = {
    "row": "Nøkkelen til raden. Rør den ikke.",
    "authority": "Myndigheten siden tilhører.",
    "address": "Siden som skal leses. Er den flyttet, skriv seen = nei.",
    "window_from": "Første dag som telles.",
    "window_to": "Siste dag som telles. Det som er datert før eller etter, telles ikke.",
    "stratum": "Hvor i utvalget siden er trukket: størrelse og fylke.",
    "drawn": "Så mange sider er trukket der.",
    "drawn_of": "Av så mange.",
    "probability": "Sannsynligheten for å bli trukket: drawn delt på drawn_of. Brukes til å vekte anslag.",
}
FILLED = {
    "coder": "Ditt merke, for eksempel A eller B. Ikke navn. Brukes bare til å se at arkene er fylt av to personer.",
    "coded_on": "Dagen du leste siden, ÅÅÅÅ-MM-DD eller DD.MM.ÅÅÅÅ.",
    "seen": "ja når du kunne lese alle innlegg i vinduet og hvem som svarte. Ellers nei, og la tallene stå tomme.",
    "posts": "Antall innlegg av siden selv. 0 når det ikke er noen.",
    "replies": "Antall kommentarer og svar skrevet av siden under innlegg i vinduet, også under besøkendes innlegg.",
    "last_act_on": "Dagen for sidens siste innlegg eller svar i vinduet. Tomt bare når posts og replies er 0.",
    "enquiries": (
        "Antall henvendelser: innbyggeres spørsmål, ønsker, klager og meldinger, som kommentar på øverste nivå eller"
        " innlegg av besøkende. Ikke navn på venner, emoji, takk, reklame eller sidens egne."
    ),
    "answered_enquiries": "Hvor mange av dem siden har svart på med ord. Et likerklikk er ikke et svar.",
    "threads_with_reply": "Antall innlegg der en innbygger har skrevet og siden har svart.",
    "comments_open": "ja, nei, eller tomt når det ikke kan ses: kan innbyggere kommentere minst ett av innleggene?",
    "note": "Til deg selv. Leses ikke inn. Skriv aldri navn på eller tekst fra innbyggere.",
}
COLUMNS = (*GIVEN, *FILLED)
COUNTS = ("posts", "replies", "enquiries", "answered_enquiries", "threads_with_reply")


def legend(name: str, pages: int) -> str:
    """Return what goes with a sheet of so many pages, in bokmål, for the people who fill it in."""
    given = "\n".join(f"  {column}: {text}" for column, text in GIVEN.items())
    filled = "\n".join(f"  {column}: {text}" for column, text in FILLED.items())
    return f"""Slik fylles kodeskjemaet {name} ut

Skjemaet har {pages} sider, trukket tilfeldig. To personer fyller ut hver sin kopi, uten å se på hverandres.
Les siden slik den vises for deg, tell det som er datert i vinduet, og skriv bare tall, datoer og ja eller nei.
En rad du ikke rekker, lar du stå tom. Det du ikke kan se, er aldri null: skriv seen = nei.
Skriv ingenting om innbyggere, verken navn eller det de har skrevet.

Det som står der fra før:
{given}

Det du fyller ut:
{filled}

Når begge er ferdige: barometer coding import A.csv B.csv
Uenighet skrives ut side for side. En tredje person avgjør den i en kopi med bare de radene, som leses inn
sammen med de to: barometer coding import A.csv B.csv --resolved C.csv
"""
