"""A fault told as a plain statement: a public thing and the bad state it is in, or a service that is not there.

Things and states are listed apart and met in any combination, in Bokmål, Nynorsk, Swedish, Danish and English.
"""

from __future__ import annotations

import re
from typing import Final

_ENDING = r"(?:e?n|e?t|a|e|e?ne|ane|na|er|ar|or|r|erne|arna|orna|s)?"
_THING = (
    r"\b\w*(?:lyse?|ljuse?|lampe?|stolpe?|pæl|lokk|locke?|dæksel|rist|kum(?:men)?|brønn|brunn|brønd|skilt|skylt|"
    r"bom(?:men)?|"
    r"gjerde|grind|stängsel|hegn|låge|stativ|huske|gunga|gynge|disse|sklie|rutschkana|benk|bänk|bænk|dunk|bøtte|"
    r"papperskorg|skraldespand|container|toalett?|toilet|dusj|dusch|basseng|hei[sa]|hiss|elevator|ramp(?:pe)?|trapp|"
    r"trappe|"
    r"bru|bro|brygge?|kai|kaj|vei|veg|väg|vej|gate|gata|gade|fortau|fortov|trottoar|løype|grøft|rør|rör|ledning|kabel|"
    r"kabl|straum|strøm(?:men)?|ström(?:men)?|vann|vatn|vatten|vand|avløp|avlopp|afløb|dør|dörr|vindu|fönster|vindue|"
    r"buss|bus|"
    r"ferje|ferge|færge|färja|treet|trærne|trea|træet|trädet|lenke?|länk|skjema|skema|app(?:en)?|nettsid|hjemmeside|"
    r"hemsid|lekeplass|leikeplass|lekplats|legeplads|spiker|cover|drain|sign|gate|fence|swing|slide|bench|bin|lift|"
    rf"stairs|bridge|road|path|pavement|pipe|cable|ferry|tree|form|website|tap|door|light){_ENDING}\b"
)
_STATE = (
    r"\b(?:borte|borta|vekk|vekke|væk|gone|missing|velta|veltet|vält\w*|væltet|knekt|knekk\w*|knäckt|knækket|brukket|"
    r"rusten|rust\w+|løse?|laust?|lösa?|loose|skeiv\w?|skjev\w?|crooked|tett|tette|tilstopp\w*|blocked|clogged|lekk\w+|"
    r"läck\w+|leak\w*|glatt\w?|hala?|glat|icy|slippery|isete|dark|skitt\w+|skiten|smutsig\w*|beskidt\w*|dirty|filthy|"
    r"(?:over|igjen|att)grodd\w*|igenvux\w*|tilgroet|overgrown|sprukke\w*|spruck\w*|cracked|nede|innstilt|inställd\w*|"
    r"aflyst|cancelled|forsinka|forsinket|försenad\w*|delayed|stikker ut|sticker ut|stikk ut|sticking out|lutar|"
    r"leaning|i bakken|i bakke|utslitt|sliten|utsliten|worn|utnött|ulåst|råtn\w*|råten|råtten|ruttn\w*|rotten|rådden|"
    r"mugg\w*|stengt|stengd|stängd\w*|lukket|locked|stuck|fallen|kollaps\w*|collapsed|død|dead|ligg open|står åpen|"
    r"står åpent|undergravd|utvaska|vasket bort)\b"
)
_LACKED = (
    r"(?:ord|info\w*|varsel|varsling|beskjed|besked|svar|ramp\w*|toalett?\w*|brøyting|strøing|skilt\w*|lys|belysning|"
    r"fortau|gangvei\w*|buss\w*|bus|tilbud|tilbod|kontakt|oppfølging|oppfølgjing|hjelp|hjälp|hjælp|vikar\w*|ansvar|"
    r"skylt\w*|warning|word|lighting|toilets?|access|parkering\w*|parking|response|responsibility)"
)
STATES: Final = tuple(re.compile(rule, re.IGNORECASE) for rule in (
    # The states are looked for first: most texts hold none.
    rf"\A(?=.*?{_STATE}).*?{_THING}"
    r"(?!.{0,45}\b(?:ikke lenger|ikkje lenger|no longer|fikset|fiksa|lagat|fixed)\b)"
    rf".{{1,45}}{_STATE}",
    r"\b(?:ingen|inget|inga|ikke (?:et|en|noe|noen)|ikkje (?:eit|ein|noko|nokon)|inte (?:en|ett|någon|något)|not a|no) "
    rf"(?:\w+ ){{0,2}}?{_LACKED}\b(?! (?:er|som|like|is|å|nødvendig)\b)",
    # A promise is recalled where it was broken.
    r"(?<!som )(?<!as )\b(?:lovet|lovades|lovat|lovade|lovte|lovede|lova|promised)\b(?! dag)",
    # You do this, but not that.
    r"\b(?:dere|dykk|dokker|ni|(?-i:I)|kommunen|the council|you)\b.{1,60}\b(?:mens|medan|mens|while|but not|men "
    r"(?:ikke|ikkje|inte|ingen))\b",
))  # fmt: skip
"""Each is one way of stating a fault."""
