"""What people write under a page's posts, and what the page answers: Bokmål and Nynorsk, each with its truth.

An enquiry is a question, request, complaint or report to the authority (METRICS M6). Thanks, opinions, tags of
friends, emoji and spam are none, even with a question mark in them. `{place}` is filled with a street or place.
"""

from __future__ import annotations

ENQUIRIES = (
    "Når åpner svømmehallen igjen etter ferien?", "Hvor kan jeg levere farlig avfall på lørdager?",
    "Kan dere brøyte gangveien ved {place}? Den er ikke tatt på to dager.", "Hva koster en plass på SFO til høsten?",
    "Hvem kan jeg kontakte om barnehageplass", "Er biblioteket åpent på langfredag?",
    "Gatelyset i {place} er ute igjen.", "Det er hull i veien ved {place}, to biler har fått ødelagt dekk.",
    "Hvorfor er ikke sakspapirene lagt ut ennå?", "Når blir det ny asfalt i {place}?",
    "Vennligst flytt søppelkassene ved {place}, de står midt i fortauet.",
    "Helt uholdbart at bussen til {place} er innstilt for tredje dag på rad!",
    "Har dere oversikt over ledige lokaler til konfirmasjon?", "Hvordan søker jeg om støttekontakt?",
    "Vannet i {place} er brunt i dag, er det trygt å drikke?", "Kan noen fra kommunen ringe meg om byggesaken?",
    "Jeg ønsker svar på søknaden jeg sendte i mars.", "Hei! Hvilken skole hører {place} til?",
    "Blir det 17. mai-tog gjennom {place} i år?", "Dere må få satt opp fartsdump i {place} før noen blir påkjørt.",
    "Får ikke logget inn på søknadsskjemaet, siden bare henger.", "Gjelder dette også for hytteeiere?",
    "Hva gjør vi når renovasjonen ikke har tømt bossdunken på tre uker?",
    "Er det mulig å få referatet fra folkemøtet tilsendt?", "Skiltet ved {place} ligger i grøfta etter stormen.",
    "Klager på støy fra anleggsarbeidet i {place} klokka fem om morgenen.",
    "Kor finn eg skjemaet for skuleskyss?", "Når vert det tømt septik i {place}?",
    "Kan de strø gangvegen ved {place}? Det er speilblankt.", "Kvifor er legevakta stengd i helga?",
    "Kven kan eg spørje om gravplass i {place}", "Er det ope på gjenvinningsstasjonen på laurdag?",
    # No question mark, no polite word: hard for a rule.
    "Brøyter dere {place} i dag", "Lurer på når asfalteringen starter i {place}.", "Hvor ble det av benken ved {place}",
    "Får ikke tak i noen på telefonen, har ringt siden i går.", "Dette må dere ta tak i, det er farlig ved {place}.",
    "Noen som vet om biblioteket holder åpent i romjula?", "Søppelet i {place} ble ikke hentet i dag heller.",
    "Lurar på om det vert basar i år.", "Har ikkje fått svar på e-posten eg sende for to veker sidan.",
    "Gatelyset ved {place} har vore mørkt i ei veke no.", "Korleis melder eg inn ein tilsett i kulturskulen?",
)  # fmt: skip
OTHERS = (
    "Tusen takk for flott jobb!", "Så bra! 👏👏", "❤️", "👍👍👍", "Gratulerer så mye! 🎉", "Dette blir kjempefint.",
    "{friend} se her!", "{friend}", "{friend} skal vi ta en tur?", "{friend}, {friend} ❤️", "Fint vær i {place} i dag ☀️",
    "Endelig! Dette har vi ventet på.", "Så koselig med et så stort oppmøte.", "Enig med deg, {friend}.",
    "Bra tiltak, kommune!", "Vi var der i går, anbefales på det varmeste.", "😂😂", "Heia {place}!",
    "Husker godt da vi gikk på skole der.", "Takk for informasjonen.", "Flotte bilder fra {place}.", "Lykke til 🍀",
    "Takk for ein fin dag!", "Så kjekt å sjå.", "Dette var gildt.", "Gratulerer med vel gjennomført arrangement",
    "Tjen 5000 kr dagen hjemmefra, se profilen min!", "Nydelig konsert i kulturhuset 🎶",
    "Imponerende innsats av alle.",
    # Words of a question without being one.
    "Kan ikke få skrytt nok av de ansatte på sykehjemmet!", "Når jeg blir stor skal jeg bli brannmann 😄",
    "Hvilken fantastisk dag det ble!", "Hvor heldige er ikke vi som bor her? ❤️", "Hvem andre får til slikt? 👏",
    "{friend} har du sett dette?", "Så mye snø, er det mulig 😂", "Kva er vel betre enn ein tur i {place} 😊",
    "Følger", "Stemmer det!", "Topp 👌",
)  # fmt: skip
REPLIES = (
    "Hei! Takk for at du sier fra, vi har sendt meldingen videre til teknisk avdeling.",
    "Hei, dette finner du på nettsidene våre under Tjenester. Ta gjerne kontakt med servicetorget.",
    "Hei, det åpner igjen på mandag klokka 10.", "Takk for spørsmålet. Vi undersøker og kommer tilbake til deg.",
    "Hei! Ring servicetorget, så hjelper de deg med saken.", "Hei, ja, det stemmer.",
    "Vi beklager ulempene. Arbeidet skal være ferdig i løpet av uka.", "Hei! Skjemaet ligg på nettsida vår.",
    "Hei, takk for at du seier frå. Vi ser på det i dag.", "Hei, søknadsfristen er 1. mars.",
)  # fmt: skip
THANKS = ("Takk for hyggelig tilbakemelding!", "Tusen takk 😊", "Så hyggelig å høre!", "Takk for det!")
POSTS = (
    "Vannet blir stengt i {place} torsdag fra klokka 09 til 13.", "Kommunestyret møtes onsdag klokka 18.",
    "Vi søker nye medarbeidere. Les mer og søk på nettsidene våre.", "Velkommen til åpen dag i {place}!",
    "Husk fristen for å søke barnehageplass.", "Biblioteket har nye åpningstider fra mandag.",
    "Glimt fra feiringen i {place}.", "Gangveien i {place} er nå ferdig asfaltert.",
    "Planforslag for {place} ligger ute til høring.", "Ordføreren ønsker alle en god helg.",
    "Nye søppeldunker deles ut i {place} neste uke.", "Influensavaksine: nå kan du bestille time.",
    "Skuleruta for neste skuleår er klar.", "Kommunen inviterer til folkemøte i {place}.",
    "Gratulerer til årets kulturprisvinner!", "Oppmoding: spar på vatnet i tørkeperioden.",
)  # fmt: skip
STREETS = (
    "Skolegata", "Storgata", "Sjøvegen", "Kirkebakken", "Moloveien", "Stasjonsgata", "Elvegata", "Nedre Torg",
    "Fjellvegen", "Bakkegata", "Rådhusplassen", "Prestegardsveien",
)  # fmt: skip
_GIVEN = ("Kari", "Ola", "Ingrid", "Per", "Anne", "Nils", "Solveig", "Lars", "Marit", "Jon", "Sigrid", "Leif", "Åse")
_FAMILY = ("Uglevik", "Lomheim", "Tiurbakk", "Rypestad", "Kvernøy", "Måkestrand", "Hegrelid", "Svalerud", "Teistvoll")
PEOPLE = tuple(f"{given} {family}" for given in _GIVEN for family in _FAMILY)
"""Invented citizens."""
