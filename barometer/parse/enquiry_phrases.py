"""Phrases by which an enquiry is told where no question word opens the text, and rhetorical ones that ask nothing.

Bokmål, Nynorsk, Swedish, Danish and English, seen in comments under municipalities' posts or written after them;
`barometer/parse/enquiry.py` says in which order they are tried.
"""

from __future__ import annotations

import re

_NICE = (
    r"fin\w*|flott\w*|bra|nydelig\w*|koselig\w*|vakk\w+|vacker\w*|vackr\w+|herlig\w*|deilig\w*|dejlig\w*|skjønn?\w*|"
    r"fantastisk\w*|heldig\w*|godt|bedre|betre|bättre|bedre|gildt|kjekt|kult?|lovely|nice|great|beautiful|wonderful|"
    r"amazing|lucky|better|härlig\w*|underbar\w*|skønt?|smukt?|hyggelig\w*|mysig\w*"
)
RHETORICAL = re.compile(
    # Asked of nobody: comparisons, wonder, and what the answer is known to.
    rf"\b(?:er|are|is) (?:ikke|ikkje|inte|vi ikke|not)? ?(?:vi|me|det|dette|det ikke|det ikkje) (?:ikke |ikkje |"
    rf"inte |"
    rf"bare |berre )?(?:{_NICE}|rart|løye)\b|\ber (?:ikke|ikkje|inte) (?:vi|me)\b|\b(?:er|finnes|finst|kan|"
    rf"har) vel\b|"
    rf"\b(?:kan|kunne) det (?:bli|vere|være|blive) (?:noe |noko )?(?:{_NICE})\b|\bcan it get\b|(?:enn|än|"
    rf"end) dett?[ae]\b|"
    rf"\b(?:hva|kva|vad|hvad) (?:skulle|ville) (?:vi|me) (?:gjort|gjøre|vært)|\b(?:hvem|kven|vem|"
    rf"who) (?:trenger|treng|behöver|needs|"
    rf"andre|else|kan (?:vel )?(?:slå|modstå|motstå))\b|\bhow (?:{_NICE}) (?:is|are)\b|\bhvor (?:er det noe |"
    rf"er det )så\b|"
    r"\b(?:visste|vidste) (?:dere|du|de|ni|i) at\b|\bdid you know\b|"
    r"\b(?:husker|hugsar|minns|huske|remember|husk)\b(?! å\b| att\b)|\b(?:har|have) (?:dere|de|ni|i|you) det like\b|"
    # Who would not, who can say no.
    rf"\b(?:hvem|kven|vem|who) (?:vil|vill|ville|would|elsker|älskar) (?:vel )?(?:ikke|ikkje|inte|not)\b|"
    rf"\bwho (?:would|does)n't\b|"
    r"\b(?:hvem|kven|vem|who) (?:skulle|hadde|hade|havde|would|could) (?:ha |have )?(?:trodd|trudd|trott|troet|thought|"
    r"known|guessed)\b|"
    rf"\b(?:hva|kva|vad|hvad|what) (?:skal|ska|kan|can) (?:man|ein|en|jeg|eg|jag|you|i) (?:annet |anna |annat )?(?:si|"
    rf"seie|säga|sige|"
    rf"say)\b|"
    r"\bkan (?:man|ein|en) (?:annet|anna|annat|andet) (?:enn|än|end)\b|"
    rf"\b(?:si|seie|seia|säga|sige|say) (?:nei|nej|no) (?:til|till|to)\b|"
    rf"\b(?:er|är) (?:det|vi|me) (?:(?:ikke|ikkje|inte|bare|berre|bara|jo) ?){{1,2}}(?:{_NICE})\b|"
    rf"\ber (?:ikke|ikkje|inte) det (?:bare |berre )?(?:{_NICE})\b|"
    r"\?\s*[❤😍🥰👏😂🤣😄💙💚🎉]",
    re.IGNORECASE,
)
SHOWN = re.compile(
    r"^(?i:se her|sjå her|sjekk(?: ut)?|kolla|titta|look|se det|se)\b.{0,20}?[A-ZÆØÅÄÖ]\w+ [A-ZÆØÅÄÖ]\w+\s*[!?.,]"
)
"""A friend is shown something: the name comes after the word."""
_MODAL = r"(?:kan|kunne|skal|ska|skulle|vil|vill|må|måste|får|bør)"
VERB_OPENS = re.compile(
    # A Scandinavian sentence that opens with its finite verb and its subject asks; idioms do not.
    rf"(?:{_MODAL}|er|är|har|blir|vert|bliver|gjelder|gjeld|gäller|gælder|finnes|finst|finns|findes|går|kommer|kjem|"
    r"trenger|treng|behöver) (?:man|det|der|dette|detta|den|jeg|eg|jag|han|hun|ho|hon|disse|noen|nokon|någon|nogen|"
    r"alle)\b(?! (?:si|seie|säga|sige|innrømme|love|lova|tro|tru|bare|berre|bara|håpe|håpa|hoppas|håbe|takke|tacka)\b)|"
    rf"{_MODAL} (?:ein|en|vi få|me få|barn\w*|(?!ingen|ingenting|annet|noe)\w{{3,}}(?:en|et|ene|ane|arna|erne))\b|"
    r"(?:koster|kostar|gælder|gjelder|gjeld|gäller|starter|startar|varer|varar|åpner|opnar|öppnar|åbner|kommer|kjem) "
    r"(?:det|man|\w{3,}(?:en|et|ene|erne|arna))\b|"
    r"(?:må|får|kan) (?:vi|me) (?!si|håpe|håpa|hoppas|håbe|bare|berre|takke|være|vere)\w+|"
    r"(?:does|do|did|is|are|will|can|could|should) (?:the|any|there|we|anyone|I|they|he|she|my|our|this|these)\b|"
    r"(?:has|have) (?:any|they|you|anyone|we)\b",
    re.IGNORECASE,
)
ASKED_LATER = re.compile(
    r"(?:hva|hvem|hvordan|hvorfor|hvilke[nt]?|kva|kven|korleis|kvifor|vad|vem|hur|varför|hvad|hvornår|what|who|why|"
    r"which|"
    r"how)\b (?!som\b|som helst)(?:\w+ )?(?:er|är|is|are|blir|vert|bliver|kommer|kjem|skal|ska|skulle|kan|can|må|får|"
    r"har|"
    r"have|has|going|går|gjer|gjør|gör|gør|do|does|did|will|would|koster|kostar|betaler|betalar|about|med|om)\b|"
    r"(?:når|hvor|kor|när|var|when|where|how) (?:er|är|is|are|blir|vert|bliver|kommer|kjem|skal|ska|kan|can|må|får|"
    r"har|går|"
    r"åpner|opnar|öppnar|åbner|finner|finn|finnes|finns|do|does|will|lenge|länge|længe|mye|mykje|mycket|mange|många|"
    r"much|many|ofte|ofta)\b(?! fin)",
    re.IGNORECASE,
)
"""A question word with its verb, in a sentence that is not the first: there “when” alone may tell instead of ask."""
_KNOW = r"(?:vet|veit|ved|know|knows)"
_SOMEBODY = r"(?:noen|nokon|någon|nogen|anyone|anybody|someone|somebody)"
KNOWS = re.compile(
    rf"\b{_SOMEBODY} (?:her |der |där |here |there |out there )?(?:som |der )?{_KNOW}\b|^\W*(?:vet|veit|"
    rf"ved) (?:{_SOMEBODY}|"
    r"dere|de|dykk|dokker|ni|i|kommunen) (?:om|hvor\w*|hva|kva|kor|korleis|kvifor|hvem|kven|når|när|hur|var|vad|vem|"
    r"varför|hvad|hvilke\w*)\b",
    re.IGNORECASE,
)
"""Does anybody know: the page's readers are asked, and the page with them."""
_GOOD = (
    r"(?:kjempe|veldig |jätte|super)?(?:fint?|flott|bra|supert?|kjekt|greitt?|topp|toppen|godt|gott|dejligt|rart|"
    r"kult?|nice|lovely|great|good|helpful|handy|useful|nyttig|praktisk)"
)
REQUESTED = re.compile(
    # It would be good if you, with more of, to have.
    rf"\b(?:hadde|ville|hade|havde|skulle|kunne) (?:det )?(?:ha )?(?:vært|vore|varit|været|være|vara) (?:så |"
    rf"veldig )?{_GOOD} "
    rf"(?:om|hvis|viss|dersom|med|at|att)\b|\b(?:det )?(?:vore|vært|vore) {_GOOD} (?:om|med)\b|"
    rf"\bwould be (?:so |really |very )?{_GOOD} (?:to (?:have|see|get|know)|if)\b|"
    rf"^\W*{_GOOD} (?:om|hvis|viss|dersom|if) (?:dere|de|dykk|dokker|ni|i|you|noen|nokon|någon|nogen|man|ein|en|det)\b|"
    # Lacking here, appreciated, a chance of, ought to be.
    r"\b(?:savner|saknar|savnar|savner) (?:et|en|ei|ein|eit|ett|flere|fleire|fler|mer|meir|mere)\b|"
    r"\b(?:satt|sett|setter|set|sätter|sätta) (?:stor |stort )?pris på (?:om|hvis|viss|dersom|å få|et|en|eit)\b|"
    r"\b(?:would (?:really )?appreciate|be grateful if|skulle uppskatta)\b|\bany chance (?:of|you|we|that)\b|"
    r"^\W*(?:her |det )?(?:burde|borde|should) (?:vært|vore|varit|vara|være|have been|finnes|finnas|ha)\b|"
    r"^\W*(?:legg|sett|si|gi|skriv|vis|oppdater|informer|rett|fjern|flytt) gjerne\b|"
    # It is needed; not as "more like you are".
    r"\b(?:trengs|trengst|behövs|behøves|is needed|are needed)\b(?!.{0,20} som (?:deg|dere|dykk|dig|er|jer)\b)|"
    # Give me, tell us.
    r"^\W*(?:send|ring|svar|gi|gje|fortell|hjelp|mail|skicka|ring|ge|svara|hjälp|giv|fortæl|hjælp|call|give|tell|help) "
    r"(?:meg|oss|mig|os|me|us)\b(?! (?:om it|about it))|"
    r"\b(?:vil|ville|vill) (?:gjerne|gerne|gärna) (?:ha|have) (?:tilsendt|sendt|skickat|svar|et |eit |ett |referat|"
    r"info)|"
    # "I" is "you" in Danish where it is a capital, or opens the sentence after its verb.
    r"\b(?:kan|kunne|vil|ville) (?-i:I)\b|^\W*(?:kan|kunne|vil|ville|har|får) i (?:ikke|lige|evt|mon|måske|gøre|få|"
    r"sætte|sende)\b|"
    # I wonder, with words between; hope that somebody.
    r"\blur(?:er|ar|te|e)\b.{0,20}\b(?:på|om|hvor\w*|når|kva|hva)\b|\b(?:håper|håpar|hoppas|håber|hope) "
    r"(?:noen|nokon|någon|nogen|someone|somebody) (?:kan|kunne|vil|vill|can|will|could)\b",
    re.IGNORECASE,
)
_REGRET = (
    r"(?! (?:ha )?(?:vært|vore|varit|været|kommet|blitt med|(?:jeg|eg|jag) (?:var|hadde|bodde|kunne|fikk)))"
)
WISH = re.compile(
    r"\b(?:ønsker|ynskjer|önskar|ønskjer) (?:meg|oss|mig|seg)\b|\b(?:skulle|ville) (?:så )?(?:gjerne|gerne|"
    r"gärna|ønske|"
    r"ønska|önska|ønsket)\b"
    rf"{_REGRET}|"
    r"\b(?:håper|håpar|hoppas|håber|hope) (?:dere|de|kommunen|ni|i|you) (?:kan|vil|vill|"
    r"can|will)|"
    r"\bit would be (?:great|good|nice) (?:to|if)\b|^(?:send gjerne|send ut|få (?:opp|på plass|satt|bort|"
    r"fjernet|fart)|"
    r"(?:sett|set|sætt?|sätt|legg|lägg|læg|ta|gjør|gjer|gör) (?:opp|ned|ut|inn|in|upp|op|til|ved|bort|vekk|væk)|sæt|"
    r"rydd|fjern|brøyt|strø|flytt|fiks|ryd|sanda|laga|ploga|töm|tøm|"
    r"steng|fixa|reparer|reparera|asfalter|klipp|måk|skotta|sopa|clear|remove|reopen|repair|fix|"
    r"bring back)\b(?! (?:deg|dere|mig)\b)",
    re.IGNORECASE,
)
_PLACE = (
    r"(?:lekeplass|leikeplass|legeplads|lekplats|fortau|trottoar|fortov|tursti|gangve|sykkelve|cykel|gang- og|"
    r"sti|stien|"
    r"vei|veg|väg|vej|gate|gata|bru|plass|playground|path|road|pavement|street)\w*"
)
REPORT = re.compile(
    rf"\b(?:lukter|luktar|lugter|stinker|smells)\b|\b(?:ligger|ligg|er|is|"
    rf"lies)\b(?!.{{0,30}}\b(?:{_NICE})\b) .{{1,30}} (?:over|i|på|all over) "
    rf"(?:hele |heile |hela |the )?{_PLACE}|\bglas+k?skår|\b(?:broken )?glass all over|\b(?:har )?(?:falt|ramla|"
    rf"fallit|"
    r"faldet|blåst) ned\b|\bfare for å\b|\brisk för att\b|\bfull av (?:is|søppel|hull|skräp)|\b(?:lekkasje|"
    r"läcka|lækage|"
    r"leak)\w*|\bblink(?:er|et|ar|a) gult|\bgår løse?\b|\b(?:strømmen|straumen|strömmen|vannet|vatnet) (?:går|gjekk|"
    r"forsvinner|er borte)\b",
    re.IGNORECASE,
)
GRIEVANCE = re.compile(
    r"\bfor dår(?:lig|leg)\b|\b(?:ingen|nobody|no one)\b.{0,12}\b(?:rydd|brøyt|plog|strø|svar|tag|tar|kom|skott|"
    r"repar|"
    r"come|fix|answer|clear)\w*|\b(?:vent|vänt|wait)(?:et|a|at|ed|ing|er|ar)\b.{0,12}\b(?:uker?|måned\w*|veker?|"
    r"månad\w*|"
    r"timm?e\w*|dag\w*|veckor|weeks?|months?|hours?)\b|\b(?:hopeless|håpløs\w*|håplaus\w*|hopplös\w*|håbløs\w*)|"
    r"\but[ae]n å (?:høre|høyre) noe?|\b(?:ringt|ringet|rung|ringte) .{0,10}(?:hele|heile|hela|every|flere|ganger|"
    r"gonger)|\b(?:andre|tredje|fjerde|femte|tredje) (?:gang|gong)(?:en)?\b",
    re.IGNORECASE,
)
