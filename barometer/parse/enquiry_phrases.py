"""Phrases by which an enquiry is told where no question word opens the text, and rhetorical ones that ask nothing.

Bokmål, Nynorsk, Swedish, Danish and English, seen in comments under municipalities' posts or written after them;
`barometer/parse/enquiry.py` says in which order they are tried.
"""

from __future__ import annotations

import re

_NICE = (
    r"fin\w*|flott\w*|bra|nydelig\w*|koselig\w*|vakk\w+|vacker\w*|vackr\w+|herlig\w*|deilig\w*|dejlig\w*|skjønn?\w*|"
    r"fantastisk\w*|heldig\w*|godt|bedre|betre|bättre|bedre|gildt|kjekt|kult?|lovely|nice|great|beautiful|wonderful|"
    r"amazing|lucky|better|härlig\w*|underbar\w*"
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
    r"\?\s*[❤😍🥰👏😂🤣😄💙💚🎉]",
    re.IGNORECASE,
)
SHOWN = re.compile(
    r"^(?i:se her|sjå her|sjekk(?: ut)?|kolla|titta|look|se det|se)\b.{0,20}?[A-ZÆØÅÄÖ]\w+ [A-ZÆØÅÄÖ]\w+\s*[!?.,]"
)
"""A friend is shown something: the name comes after the word."""
VERB_OPENS = re.compile(
    r"(?:må|kan|får|skal|ska|blir|vert|er|är|gjelder|gjeld|gäller|gælder|finnes|finst|finns|findes|går|kommer|kjem) "
    r"(?:man|ein|en|det|der|dette|detta|vi få|me få|vi få)\b|(?:does|do|is|are|will|can) (?:the|any|there|we|"
    r"anyone)\b",
    re.IGNORECASE,
)
WISH = re.compile(
    r"\b(?:ønsker|ynskjer|önskar|ønskjer) (?:meg|oss|mig|seg)\b|\b(?:skulle|ville) (?:så )?(?:gjerne|gerne|"
    r"gärna|ønske|"
    r"ønska|önska|ønsket)\b|\b(?:håper|håpar|hoppas|håber|hope) (?:dere|de|kommunen|ni|i|you) (?:kan|vil|vill|"
    r"can|will)|"
    r"\bit would be (?:great|good|nice) (?:to|if)\b|^(?:send gjerne|send ut|få (?:opp|på plass|satt|bort|"
    r"fjernet|fart)|"
    r"sett (?:opp|ned|ut)|sæt|sätt upp|legg (?:ut|ned)|rydd|fjern|brøyt|strø|flytt|fiks|ryd|sanda|laga|ploga|töm|tøm|"
    r"steng|clear|remove|reopen)\b(?! (?:deg|dere|mig)\b)",
    re.IGNORECASE,
)
_PLACE = (
    r"(?:lekeplass|leikeplass|legeplads|lekplats|fortau|trottoar|fortov|tursti|gangve|sykkelve|cykel|gang- og|"
    r"sti|stien|"
    r"vei|veg|väg|vej|gate|gata|bru|plass|playground|path|road|pavement|street)\w*"
)
REPORT = re.compile(
    rf"\b(?:lukter|luktar|lugter|stinker|smells)\b|\b(?:ligger|ligg|er|is|lies) .{{1,30}} (?:over|i|på|all over) "
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
