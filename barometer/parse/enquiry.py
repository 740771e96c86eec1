"""Is a citizen's text an enquiry: a question, request, complaint or report to the authority (METRICS M6)?

Rules that a person can read, no model: marks, opening words and phrases in Bokmål, Nynorsk, Swedish, Danish and
English. Tags of friends, rhetorical questions, emoji, thanks, cheers and advertising are none, question mark or not.
Measured on labelled tables (`tests/test_enquiry.py`, `tests/test_enquiry_blind.py`): it finds questions and many
requests, and misses many faults told as plain statements. A change of a rule raises RULE_VERSION, which is part of the
parser's version on every visit.
"""

from __future__ import annotations

import re

from barometer.parse.enquiry_faults import EXCITED, FAULTS
from barometer.parse.enquiry_phrases import (
    ASKED_LATER,
    GRIEVANCE,
    KNOWS,
    REPORT,
    REQUESTED,
    RHETORICAL,
    SHOWN,
    VERB_OPENS,
    WISH,
)  # fmt: skip
from barometer.parse.enquiry_spelling import standard
from barometer.parse.enquiry_states import STATES
from barometer.parse.numerals import plain

RULE_VERSION = "3"

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|#\w+")
_OPENING = re.compile(
    r"^(?:\W|(?:hei+|heisann|hallo|halla|hej(?:san)?|hi|hello|dear|kjære|god (?:dag|morgen|kveld)|go'?dag|unnskyld|"
    r"ursäkta|"
    r"undskyld|sorry|excuse me|men|og|och|and|but|so|så|ok|okei|ja|jo|nei|kommune|kommunen|spørsmål|fråga|question|"
    r"takk for (?:info|svar)\w*|tack för (?:info|svar)\w*|tak for (?:info|svar)\w*)\b)+",
    re.IGNORECASE,
)
_PERSON = r"[A-ZÆØÅÄÖÉ][\wæøåäöé'-]+"
_TAG = re.compile(rf"^@?{_PERSON}(?: (?:[A-ZÆØÅ]\. )?{_PERSON}){{1,3}}\b[, ]*|^@\S+\s*")
_NO_NAME = re.compile(
    r"^(?:er|har|kan|kunne|vil|ville|blir|skal|når|hva|hvor|hvem|hvorfor|hvordan|hvilke\w*|kva|kor|korleis|kven|kvifor|"
    r"får|gjelder|gjeld|finnes|finst|vert|hei|hej|hi|hello|hallo|hvad|hvornår|vad|var|hur|när|vem|varför|finns|är|ska|"
    r"kommer|what|where|when|who|why|how|is|are|can|could|does|do|did|will|would|the|i|in|på|ved|fra|til|for|kommunen|"
    r"takk|tack|tak|thanks|please)\b", re.IGNORECASE,
)  # fmt: skip
_TO_AUTHORITY = re.compile(
    r"\b(?:dere|dykk|dokker|dokke|kommunen|kommuna|etaten|rådhuset|ni|er kommun|kommun|jer|i kommunen|council|"
    r"municipality|city hall)\b",
    re.IGNORECASE,
)
_SPAM = re.compile(
    r"\b(?:tjen|tjäna|earn|make) \W?\d|se profilen min|check (?:out )?my (?:profile|page)|profilen min|min profil|"
    r"dm me|bitcoin|krypto|crypto|whatsapp|inbox me|lån (?:fra|uten)|klikk på lenken|click the link",
    re.IGNORECASE,
)
_REACTION = re.compile(
    r"(?:ikke|ikkje|inte|not)? ?(?:sant|sandt|true|right)|seriøst|seriös|seriously|virkelig|verkeleg|verkligen|"
    r"really|eller|"
    r"hæ+|hva|va|what|wow|oi|nei|ja|okei|åja|jasså|no way|is it just me", re.IGNORECASE,
)  # fmt: skip
_THANKS = re.compile(r"^(?:tusen |mange |tusind |stort |så )*(?:takk?|tack|thanks?|thank you)\b", re.IGNORECASE)
_BUT = re.compile(r"\b(?:men|but|dessverre|tyvärr|desværre|unfortunately)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\s+\b(?:men|but)\b\s+", re.IGNORECASE)
_ASKING = (
    r"hva|hvem|hvordan|hvorfor|hvilken|hvilket|hvilke|hvorvidt|hvorhen|kva|kven|korleis|kvifor|kva for|vad|vem|hur|"
    r"varför|"
    r"vilken|vilket|vilka|hvad|hvornår|what|who|why|which|whose|how"
)
_ASKING_IN_MIDST = (
    r"hvor|kor|var|where|(?:når|när|when)(?= (?:tid |da |då )?(?:i|is|are|do|does|did|kjem|kan|ska|skal|vil|er|är|"
    r"\w{2,}[rs])\b)"
)
_SUBJECT = (
    r"vi|jeg|du|han|hun|man|eg|me|ho|dei|jag|hon|i|we|you|they|he|she|it|det|den|de|dere|alle|folk|noen|barna|ungene|"
    r"everyone"
)
_QUESTION = re.compile(
    rf"(?:{_ASKING})\b(?! (?:fint|flott|bra|nydelig|koselig|vakkert|herlig|deilig|mye|a|an|en|et|ett|for en|for et|"
    rf"lovely|"
    rf"nice|great|beautiful|wonderful|fin|kul|härlig\w*|vacker\w*|fantastisk\w*|dejlig\w*|skjønn\w*|godt|gildt|"
    rf"kjekt)\b)"
    rf"|(?:{_ASKING_IN_MIDST})\b(?! (?:{_SUBJECT}|fint|flott|bra|nydelig|koselig|herlig|vakkert|deilig|dejlig\w*|"
    rf"heldig|"
    rf"godt|gildt|kjekt|en|et|ett|a)\b)(?= \w+ )",
    re.IGNORECASE,
)
_VERB_FIRST = re.compile(
    r"(?:\w{3,}(?:er|ar|r)|skal|ska|kan|har|vil|må|får) (?:(?:ikke|ikkje|inte) )?(?:dere|dykk|dokker|ni|kommunen|"
    r"kommuna)\b|"
    r"(?:skal|kan|har|vil|må|får) (?:ikke|ikkje) de\b",
    re.IGNORECASE,
)
_YOU = r"dere|de|dykk|dokker|kommunen|kommuna|noen|nokon|ni|någon|nogen|you|someone|anyone|anybody|the council"
_OFFICE = r"(?:kommunen|kommuna|dere|de|dykk|dokker|ni|i)"
_REQUEST = re.compile(
    rf"\b(?:kan|kunne|vil|ville|kunde|skulle|can|could|would|will) (?:{_YOU})\b|\b(?:har|have|finnes|"
    rf"finst) (?:dere|"
    r"dykk|dokker|ni|you)\b|er det (?:mulig|mogleg|muligt) (?:å|at|for|og)\b|är det möjligt|går det (?:an|att)|is "
    r"(?:it possible|"
    r"there)\b|"
    r"vennligst|venligst|vänligen|ver (?:så )?venleg|ver så snill|vær (?:så )?(?:snill|vennlig|venlig)|var snäll|"
    r"\bsnälla\b|"
    r"(?<!n't )(?<!not )(?<!to )\bplease (?!d\b)\w+|(?:ønsker|ønskjer|önskar|vil (?:gjerne )?ha|vill ha|want|"
    r"need) (?:et |eit |ett |en |a |an )?"
    r"(?:svar|answer|reply|info|oppdatering|update|tilbakemelding)|(?:vil|ville) (?:gjerne|gerne) (?:vite|vide)|"
    r"\blur(?:er|ar|te) på\b|\bundr(?:er|ar)\b|\bwonder(?:ing)?\b|(?:like|want) to know|any (?:news|update)|"
    r"\b(?:ber|beder|ask) (?:om|dere|kommunen|kommuna|ni|jer|you)\b|"
    rf"\b{_OFFICE} (?:må|bør|burde|skulle|måste|borde|skal|must|should) (?!ha (?:takk|ros)|roses|få skryt)\w+|"
    r"\b(?:the council|you guys) (?:must|should|needs? to)\b|\bnoe må gjøres|noko må gjerast|något måste göras|"
    r"noget må gøres|something (?:must|needs to) be done|\b(?:må|bør|måste|skal) (?:snart |straks |nå |no |bare "
    r")?(?:fikses|"
    r"ryddes|ryddast|brøytes|brøytast|repareres|reparerast|fjernes|fjernast|strøs|strøast|utbedres|utbetrast|tømmes|"
    r"tømmast|åtgärdas|lagas|plogas|tömmas|fikseres|ryddes op)\b|\bneeds? (?:fixing|repair\w*|cleaning|to be \w+ed)",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(
    r"\b(?:virker|verker|fungerer|funker|verkar|fungerar|funkar) (?:ikke|ikkje|inte|fortsatt ikke|fremdeles "
    r"ikke)\b(?! så\b)|"
    r"\b(?:får|fikk|fekk|fick|kommer|kjem) (?:ikke|ikkje|inte) (?!nok\b|til å\b|att\b|bedre|betre|bättre|finere)|"
    r"(?:ikke|ikkje|inte|aldri|"
    r"aldrig) (?:blitt |"
    r"vorte |blivit |"
    r"blevet |har |vært |vore )?(?:brøyt\w+|brøytt|strødd|tømt|henta|hentet|hämtat|hämtad\w*|plogat|plogad|sandat|tömt|"
    r"ryddet|rydda|"
    r"svart|svarat|svaret|fått svar|tatt|teken|fikset|fiksa|reparert|lagat|lagad)\b|(?:ingen|ikkje nokon|nobody|no "
    r"one) "
    r"(?:svarer|svarar|answers|har svart)|(?:svarer|svarar) (?:ikke|ikkje|inte)|\bklag(?:er|ar|e) (?:på|over)|"
    r"\bklagomål|"
    r"u(?:holdbart|haldbart|akseptabelt|acceptabelt)|oacceptabelt|unacceptable|\bskandal\w*|\bskammelig|skam dere|"
    r"bedrövlig\w*|"
    r"disgrace\w*|\belendig|(?:livs|trafikk|trafik)farlig\w*|(?:er|är|is) (?:så |veldig |very |really )?(?:farlig\w*|"
    r"dangerous)\b|"
    r"\bhul+ i (?:veien|vegen|vejen)|\bhål i (?:vägen|gatan)|\bpotholes?\b|(?:gatelys\w*|veilys\w*|veglys\w*|"
    r"gatljus\w*|"
    r"gadelys\w*|belysning\w*|street ?lights?)\b.{0,40}\b(?:ute|mørk\w*|ödelag\w*|trasig\w*|släckt\w*|slukk\w*|out|"
    r"broken|"
    r"borte|slått av)\b|\b(?:ødelagt|øydelagd|øydelagt|knust|velta|veltet|trasig\w*|sönder|broken|vandal\w*|"
    r"hær(?:verk|værk))\b|"
    r"(?:ligger|ligg|låg|lå) i (?:grøft\w*|diket|veien|vegen|vägen|vejen)|\b(?:speil|spegel|spegl|spejl)blank\w*|"
    r"\bforsøpl\w*|\bsøppel "
    r"(?:overalt|over alt)|(?:not|n't) (?:been )?(?:work\w*|collected|emptied|cleared|answered|gritted|ploughed|fixed)|"
    r"can(?:'t|not) (?:log ?in|reach|get through|open)|still waiting|venter (?:fortsatt|fremdeles|ennå)|ventar "
    r"framleis|"
    r"väntar fortfarande|venter stadig|for (?:tredje|fjerde|femte|tredje) (?:gang|dag|uke|veke)|complain\w*|\bno "
    r"(?:reply|answer|response)\b|ikke fått (?:noe )?svar|ikkje fått (?:noko )?svar|inte fått (?:något )?svar|out of "
    r"order|"
    r"(?:brunt|brun|skittent|misfarget) i dag|vannet (?:er|i \w+ er) (?:brunt|borte)|vatnet (?:er|i \w+ er) (?:brunt|"
    r"borte)",
    re.IGNORECASE,
)
_OPENS = (_QUESTION, _VERB_FIRST, VERB_OPENS)
_OPENS_LATER = (ASKED_LATER, _VERB_FIRST, VERB_OPENS)


def is_enquiry(text: str) -> bool:
    """Tell whether a citizen's post or comment asks, requests, complains or reports something to the authority."""
    said = " ".join(_ADDRESS.sub(" ", plain(text)).split())
    if not re.search(r"[^\W\d_]", said) or _SPAM.search(said):
        return False
    rest = _without_tag(said)
    if rest != said and not _TO_AUTHORITY.search(rest):
        # What follows a friend's name is said to the friend.
        return False
    if not re.search(r"[^\W\d_]", rest) or SHOWN.match(rest):
        return False
    rest = standard(rest)
    is_rhetorical = RHETORICAL.search(rest) is not None
    if "?" in rest and not is_rhetorical:
        return not _REACTION.fullmatch(re.sub(r"[^\w\s]", "", rest).strip())
    # "Thank you for fixing the pothole" reports none.
    thanks = _THANKS.search(rest) is not None and not _BUT.search(rest)
    complains = not thanks and _complains(rest)
    return complains or (not is_rhetorical and _asks(rest, thanks=thanks))


def _complains(rest: str) -> bool:
    """Tell whether something is said to be wrong."""
    if any(phrase.search(rest) for phrase in (_COMPLAINT, REPORT)):
        return True
    return not EXCITED.search(rest) and any(phrase.search(rest) for phrase in (GRIEVANCE, *FAULTS, *STATES))


def _asks(rest: str, *, thanks: bool) -> bool:
    """Tell whether a sentence asks or begs; of a text that opens with thanks, only a sentence after them."""
    sentences = [sentence for sentence in _SENTENCE.split(rest) if sentence.strip()]
    for number, sentence in enumerate(sentences):
        if number == 0 and thanks:
            continue
        clauses = [_OPENING.sub("", clause).lstrip() for clause in sentence.split(", ")]
        opens = _OPENS if number == 0 else _OPENS_LATER
        asks = any(opening.match(_OPENING.sub("", sentence).lstrip()) for opening in opens)
        asks = asks or any(ASKED_LATER.match(clause) for clause in clauses[1:])
        begs = any(phrase.search(sentence) for phrase in (_REQUEST, REQUESTED, KNOWS)) or WISH.search(clauses[0])
        if begs or (asks and not sentence.endswith("!")):
            return True
    return False


def _without_tag(said: str) -> str:
    """Return a text without the names of friends at its beginning."""
    rest = said
    while (tag := _TAG.match(rest)) and not _NO_NAME.match(rest):
        rest = rest[tag.end() :]
    return rest
