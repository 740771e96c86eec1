"""What is reported or complained of without a complaining word: something lacks, lies about, is late or shut out.

Bokmål, Nynorsk, Swedish, Danish and English. `FAULTS` is tried as the complaints of `enquiry_phrases.py` are.
"""

from __future__ import annotations

import re
from typing import Final

_NOT = r"(?:ikke|ikkje|inte|not)"
_BETTER = r"(?:bedre|betre|bättre|better|finere|finare|nicer|penere|penare|flottere|vakrere|vackrare)"
_WAY = (
    r"\w*(?:sti(?:en|er)?|vei(?:en|er)?|veg(?:en|ar)?|väg(?:en|ar)?|vej(?:en|e)?|gate|gaten|gata|gatan|gaden?|bru[ae]?|"
    r"bro(?:en|n)?|plass(?:en)?|pladsen?|platsen?|banan?|fortau(?:et)?|fortov(?:et)?|trottoar(?:en)?|path|road|"
    r"pavement|street|bridge|playground)\b"
)
_STILL = r"(?:fortsatt|fortsat|fremdeles|framleis|ennå|enno|endnu|ännu|fortfarande|stadig(?:væk)?|still)"
_LACKING = (
    r"(?:mangl(?:er|ar)|saknas|stengt?|stengd|stängt?|stängd|lukket|closed|shut|borte|vekke|ødelagt|øydelagt|i ustand|"
    r"ventar|venter|väntar|waiting|no (?:reply|answer|news|sign|word|response)|ikke noe svar)"
)
_FOUL = (
    r"(?:rott[eo]r?\w*|rått[oa]r\w*|rats?|(?:knust|krossat|knuste?) glass?\w*|glasskår|glasskärvor|broken glass|"
    r"sprøytespiss\w*|sprutor|kanyle\w*|needles|hunde?(?:skit|bæsj|lort|bajs)\w*|dog (?:poo|mess|dirt))"
)
_LITTER = (
    r"(?:søppel|søpla|søppla|boss|avfall|affald|skräp|skrald|litter|rubbish|trash|kloakk|kloak|avlopp|sewage)"
)
_AT = (
    r"(?:over|utover|i|på|ved|vid|langs|längs|bak|bakom|bag|under|utenfor|utanfor|utanför|udenfor|on|in|at|by|along|"
    r"behind|outside|frå|fra|från|from|everywhere|overalt|över)"
)
_SENT = (
    r"(?:ringt|ringet|ringte|mailet|maila|mailat|mejla[td]?|mejlet|meldt|anmält|sendt|sent|skrevet|skrive|skrivit|"
    r"klaget|klaga|klagat|purret|purra|søkt|rung|called|phoned|emailed|written|reported|complained)"
)
_PROMISED = (
    r"(?:svar|reply|answer|response|time|plass|plads|plats|vedtak|avgjørelse|avgjerd|afgørelse|beslut|besked|beskjed|"
    r"behandling|legetime|appointment|decision|hear)"
)
FAULTS: Final = tuple(re.compile(rule, re.IGNORECASE) for rule in (
    # Still wrong: the lack may stand before or after the word.
    rf"\b{_STILL} (?:er |is |jo )?(?:{_LACKING}|{_NOT}\b(?! (?:vært|vore|varit|sett|lei|prøvd|been|seen)))",
    rf"\b{_LACKING} (?:jo |bare |da )?{_STILL}\b",
    # Too little of something. What alone is lacking, or words, is said in joy.
    r"\b(?:nowhere near|not|not nearly) enough\b(?! of)|n't (?:nearly )?enough\b(?! of)|"
    r"\b(?:altfor|alt for|alldeles för|for|för|too) (?:få|few|lite|little)\b(?! (?:ros|skryt|skrytt|cred|credit))|"
    r"(?<!som )\b(?:mangl(?:er|ar)|saknas)\b(?! (?:bare|berre|kun|ord|bara)\b)|\b(?:mangel|brist) på|\black of\b",
    # Sent, called, waited – and nothing came of it.
    r"\b(?:uten|utan|uden|without) (?:noe |noko |å få |att få |någon |något |any |a |at få )?(?:svar|reply|answer|"
    r"response|tilbakemelding|återkoppling|respons|resultat|at no(?:e|ko|get)\b|att (?:något|nåt))",
    rf"\b{_SENT}\b.{{0,30}}\b(?:ganger|gonger|gånger|gange|times|twice)\b",
    rf"\b(?:vent|vänt|wait)(?:et|a|at|t|ed|ing|er|ar)? (?:\w+ )?(?:på|for|to)\b.{{0,12}}\b{_PROMISED}\b",
    rf"(?:{_NOT}|n't) (?:hørt|høyrt|hört|heard) (?:noe|noko|noget|något|nåt|anything|back|fra|frå|från|from)\b"
    rf"(?! {_BETTER})",
    r"\b(?:time\w*|timm\w*|minut\w*|hours?) (?:i|in|on|på) (?:\w*kö\w*|\w*kø\w*|\w*queue|hold\b|the phone)",
    r"\b(?:waiting list|vente ?liste\w*|väntelist\w*|kølist\w*|stått i (?:kø|kö)|står i (?:kø|kö))\b",
    # Not for so long a time; never in time. Not so good for long is joy.
    rf"\b(?:ikke|ikkje|inte|not|ingen|inga|nobody|no one|aldri|aldrig|never)\b(?!.{{0,30}}\b(?:så|so|such|{_BETTER}|"
    rf"moro)\b).{{1,60}}"
    r"\b(?:på|siden|sidan|sedan|sen|since|in|for) (?:over |more than )?(?:i går|igår|yesterday|last|januar\w*|may|june|"
    r"mandag|måndag|(?:\w+ )?(?:dager|dagar|dage|days|uker|uger|veker|veckor|weeks|måneder|månader|months|timer|"
    r"timmar|hours))\b",
    r"\b(?:never|aldri|aldrig) (?:\w+ )?(?:on time|i rute|i tide|i tid|presis)\b",
    # Shut out of a service.
    rf"\b(?:kan|får|fikk|klarer|klarar|greier|can|could)(?:not|n't|'t| (?:jeg |eg |jag |vi |man |"
    rf"ein )?{_NOT})\b.{{0,12}}"
    r"\b(?:logge?|logga|log|komme inn|kome inn|komma in|åpne|opne|öppna|åbne|sende|skicka|laste|ladda|finne|find|finde|"
    r"hitta|bestille?|beställa|boka|book|betale?|betala|pay|submit|upload|download|load|kontakte?)\b"
    rf"(?! (?:\w+ )?{_BETTER})",
    r"\b(?:siden?|sida|nettsid\w+|hjemmeside\w*|hemsida\w*|appen?|website|site|portal\w*|systemet)\b.{0,12}\b(?:går|er|"
    r"är|ligg\w*|gikk|is|keeps|goes|heng\w*|hänger|fryser|crash\w*|krasj\w*)\b.{0,10}\b(?:ned|nede|nere|ner|down|"
    r"crash\w*)"
    r"|\b(?:feilmelding|felmeddelande|fejlmeddelelse|fejlbesked)\w*|\berror (?:message|page|code)",
    r"\b(?:kan|går) (?:ikke|ikkje|inte) (?:å |att )?(?!beskriv|forklar|overgå|samanlikn|sammenlign|måle)\w{3,}(?:es|"
    r"ast|as)\b|"
    rf"(?:{_NOT}|aldri|aldrig|umulig å|umogleg å) (?:få )?(?:tak i|tag i|fatt i|kontakt med)\b|\bimpossible to\b",
    # Something lies, hangs, stinks or is dark where people go.
    rf"\b(?:ligger|ligg|lies|lying|fallen|falt|falle|fallit|faldet)\b.{{1,40}}\b(?:over|över|across|i|på|on) (?:hele |"
    rf"heile |hela |the )?{_WAY}",
    rf"\b{_FOUL}\b.{{0,20}}\b{_AT}\b|\b(?:ligger|ligg|flyter|flyt|renner|renn|rinner|full\w* (?:av|of)|mye|mykje|"
    rf"mycket|meget|masse|massor av|so much|lots of) {_LITTER}\b.{{0,20}}\b{_AT}\b",
    r"\b(?:heng(?:er|ar)?|hänger|hanging) (?:og (?:sleng|dingl)|och dingl|løs|laus|löst|på halv|off\b|loose)\w*",
    r"\b(?:bekmørk|bekmørkt|belgmørk|bælgmørk|kolmørk|kolmörk|beckmörk|stummende mørk)\w*|\bpitch[- ](?:black|dark)|"
    r"\b(?:mangler|ingen|ikkje|ikke|no|inget) (?:gate|vei|veg)?(?:lys|ljus|light(?:s|ing)?) (?:på|i|ved|on|in|langs)\b",
    r"\b(?:kloak+|avlopps|kloaks?|septik)(?:lukt|lugt)\w*|\b(?:stank|stench)\w*|\bsmell of\b",
    r"\b(?:hull|hul|hål)(?:et|a|ene|en|er|lerne)? i (?:den |hele )?(?:asfalt\w*|cykel\w*|sykkel\w*|fortau\w*|"
    rf"{_WAY})|\bi stykker\b|\bi stykke\b|\bistykker\b|\bgått sönder|\bur funktion|\bute av drift|"
    r"\bstuck\b|\bsitter fast\b|\bsit fast\b",
    r"\b(?:svämm(?:ar|ade) över|flyter over|flyt over|overflow\w*|oversvøm\w*|överfull\w*|overfull\w*|flooded|"
    r"flooding|burst)\b|"
    r"\b(?:renner|renn|rinner|strømmer) (?:\w+ ){0,2}inn?\b|\b(?:kjørt|køyrt|kört|kørt|knocked|påkjørt) (?:ned|ner|"
    r"down|over)\b|"
    r"\b(?:står|er|stands?) (?:full|fulle|fullt|full)\b(?! av (?:liv|glede))",
    r"\b(?:feil|fel|forkert|wrong) (?:dato|datum|date|tid\w*|time|adresse|adress|address|bilde|bild|lenke|lenk\w*|"
    r"länk|link|"
    r"nummer|number|namn|navn|kart|sted|stad)\b|"
    r"\b(?:inte|ikke|ikkje) (?:har )?(?:plogats|sandats|tömts|hämtats|svarats|lagats|städats|klippts)\b|"
    r"\b(?:nobody|no one|ingen) (?:has |har )?(?:cut|klipt|klippt|klipte|slått|fjerna|fjernet|mown)\b",
    # Judged and found wanting.
    r"\b(?:merkelig|merkeleg|underlig|konstigt?|märkligt|mærkeligt|strange|odd|irriterende|irriterande|irriterend|"
    r"frustrer\w*|"
    r"provoserende|flaut|pinlig|tragisk|respektløst|useriøst|uansvarlig|oansvarligt|ridiculous|appalling|outrageous|"
    r"shocking|pathetic) (?:at|att|that|how|når)\b|\b(?:skuffet|skuffa|skuffende|besviken|disappoint(?:ed|ing))\b",
    rf"(?:{_NOT}|n't) (?:helt |heilt |särskilt |very |really )?(?:greit+|greitt|ok|okay|okei|bra nok|godt? nok|"
    rf"holdbart|"
    r"haldbart|hållbart|akseptabelt|acceptabelt|acceptable|forsvarlig|forsvarleg|rimelig|rimeleg|rimligt|rimeligt|"
    r"good enough|i orden)\b|\bfor ringe\b|\bunder (?:enhver|all) kritikk?\b|(?:^|[.!?] )(?:dårlig|dårleg|dåleg|"
    r"dålig)t?"
    r"(?: gjort| stil| service| jobb)?\s*(?:[.!]|$)",
))  # fmt: skip
"""Each is one way in which something is wrong."""
EXCITED: Final = re.compile(
    r"\b(?:endelig|endeleg|äntligen|finally|at last|gleder (?:meg|oss)|gler (?:meg|oss)|glæder (?:mig|os)|"
    r"can't wait)\b", re.IGNORECASE,
)  # fmt: skip
"""Waited for long, and here it is."""
