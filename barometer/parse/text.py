"""Labelled numbers in a text: a number counts only beside the label that says what it counts.

Rules: METRICS section 5. The page's own language is tried first, then its neighbour, then English. A hedged
number ("over 1 000 følgere"), one half of a range, or one that two labels could claim gives no counter: a
missing value is an outcome, a wrong one is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from barometer.parse.labels import LABELS, Labels, Words, languages_to_try
from barometer.parse.numerals import NUMBER, Interval, interval, number, plain, suffix_pattern
from barometer.parse.times import moment, month_names
from barometer.readings import CounterKind, Precision

__all__ = ["Interval", "LabelledNumber", "counters", "moment", "number"]

_HEDGES = (
    "about", "almost", "approximately", "around", "at least", "first", "nearly", "new", "next", "than",
    "up to", "cirka", "circa", "omtrent", "omkring", "rundt", "nesten", "snart", "minst", "over", "under",
    "inntil", "enn", "end", "neste", "første", "nye", "runt", "nästan", "än", "nya", "etwa", "rund", "fast", "über",
    "als", "neue", "environ", "plus de", "presque", "nouveaux", "casi", "más de", "nuevos", "quasi", "oltre",
    "più di", "nuovi", "quase", "mais de", "novos", "ruim", "bijna", "dan", "ponad", "prawie", "niż", "yli", "noin",
    "lähes", "um", "yfir", "næstum", "another", "ytterligere", "ytterligare", "yderligere", "top", "topp",
    "need", "needs", "gained", "lost", "trenger", "treng", "mangler", "manglar", "saknar", "mistet", "mista",
)
# "Mountain View, CA. 28M likes" is in California.
_SHORTENED = "(?-i:[cC]a)|approx|nr|kl|kr|nok|sek|dkk|isk|eur|usd|gbp|chf|pln"
_HEDGED = re.compile(
    rf"(?:(?<!\w)(?:(?:{'|'.join(_HEDGES)})|(?:{_SHORTENED})[.:]?) ?"
    r"|[+#$€£@~≈<>*%=±×/\\§] ?|&#?\w+;|[-−–—&]|[0-9][kmt]?\.? ?[-−–—] |[0-9][:']"
    # The other end of a range, or the last pair of a telephone number.
    r"|[0-9][kmt]?\.? (?:til|till|to|bis|or|eller|oder|ou) |(?<![0-9])[0-9]{2,} [0-9]{2,} "
    r"|(?<!\w)(?:mellom|between|mellan|mellem|zwischen|entre) [0-9][0-9., kmt]* (?:og|and|och|und|et|y|e) )$",
    re.IGNORECASE,
)
_POINTING = ("this", "dette", "detta", "det", "det her", "det här", "das", "dies", "ça", "ceci", "esto", "isso", "isto",
             "tästä", "tätä", "þetta", "dit", "to")  # fmt: skip
_OTHER_THINGS = (
    "post|photo|picture|image|video|comment|event|story|idea|song|article|innlegget|bildet|biletet|kommentaren|videoen|"
    "arrangementet|forslaget|inlägget|fotot|bilden|opslag|opslaget|billede|billedet|beitrag|bild|foto|kommentar|"
    "julkaisusta|julkaisua|kuvasta|publicación|publicação|bericht|zdjęcie"
)
_SPAN = (
    r"(?! +(?:per +(?:day|dag|tag)|(?:this|last|per|denne|siste|i|diese|diesen|cette|esta|este|questa|deze) +"
    r"(?:week|month|year|uke|uka|uken|måned|måneden|månad|månaden|vecka|år|året|woche|monat|jahr|semaine|semana|mes|"
    r"mês|settimana))(?!\w))"
)
_YEAR_BEFORE = (
    "i|in|im|en|em|nel|year|år|året|anno|since|siden|sidan|sedan|seit|depuis|desde|dal|sinds|od|from|fra|frå|från|etter|"
    "after|before|før|until"
)
_NAME_BEFORE = re.compile(r"(?<!\w)[^\W\d_a-zæøåäöüáčđŋšŧžþð]\w* \Z")
"""A word that begins with a capital: the last part of a name, and "54" in "Studio 54 120 liker" may be of it too."""
_BETWEEN = re.compile(r"[\s.,;·•|&–—-]*")
_TOTAL = "total|totalt|antall|tal på|antal|anzahl|number of|nombre de|page|sidens|liczba"
_LONGEST_LINE = 4_000
"""Characters of a line that can be a label and its number; who counts in a longer one keeps the parser busy."""
_LONGEST_DATE = 40
"""Characters before a year that may say it is one."""
_LARGE_ALONE: frozenset[CounterKind] = frozenset({"likes", "followers", "subscribers"})


@dataclass(frozen=True, slots=True)
class LabelledNumber:
    """A number that stood beside a label: what it counts, the interval it means, the characters it was read from."""

    low: int
    high: int
    kind: CounterKind
    precision: Precision
    text: str


@dataclass(frozen=True, slots=True)
class _Claim:
    """A label's claim on a number, with the stretches of the line that both take."""

    number: tuple[int, int]
    label: tuple[int, int]
    end: int
    reading: LabelledNumber


def counters(text: str, language: str) -> list[LabelledNumber]:
    """Return every labelled number of a text in order.

    `language` is a code such as `nb`; one that is not known counts as English. What its labels do not tell is
    looked for in its neighbour's and in English. Line breaks part what belongs together. Subscribers are a
    YouTube counter, which is cut to three figures; all else is "rounding unknown".
    """
    lines = [
        plain(line) for line in text.splitlines()
        if len(line) <= _LONGEST_LINE and any(mark in line for mark in "0123456789")
    ]  # fmt: skip
    found: dict[tuple[int, int], LabelledNumber] = {}
    for each in languages_to_try(language):
        known = {reading.kind for reading in found.values()}
        for index, line in enumerate(lines):
            for claim in _line(line, each, language):
                if claim.reading.kind not in known:
                    found.setdefault((index, claim.number[0]), claim.reading)
    return [found[where] for where in sorted(found)]


def _line(line: str, label_language: str, number_language: str) -> list[_Claim]:
    """Return the labelled numbers of one line; of two word orders that dispute a number, the one that explains more."""
    *patterns, leading, pair = _patterns(label_language, number_language)
    column = _column(line, pair, number_language)
    if len(column) > 1:
        return column
    after, before, around = (list(_claims(line, pattern, number_language)) for pattern in patterns)
    led = list(_claims(line, leading, number_language))
    after, before = _untangled(line, LABELS[label_language], after, before, led)
    claims = [*after, *before, *around]
    # Two claims dispute when they want the same number or stand on the same label.
    wanted = Counter(span for claim in claims for span in (("number", claim.number), ("label", claim.label)))
    favoured = after if len(after) > len(before) else before if len(before) > len(after) else []
    kept = {id(claim) for claim in favoured}
    claims = [
        claim for claim in claims
        if id(claim) in kept or (wanted["number", claim.number] == 1 and wanted["label", claim.label] == 1)
    ]  # fmt: skip
    claims = claims or [claim for claim in column if claim.reading.kind in _LARGE_ALONE]
    return [claim for claim in claims if not _may_be_of_a_name(line, claim)]


def _may_be_of_a_name(line: str, claim: _Claim) -> bool:
    """Tell whether the first figures of a number grouped by spaces may belong to the name before them."""
    start, end = claim.number
    is_before_its_label = claim.label[0] >= end
    return is_before_its_label and " " in line[start:end] and bool(_NAME_BEFORE.search(line, max(0, start - 32), start))


def _column(line: str, pair: re.Pattern[str], language: str) -> list[_Claim]:
    """Return the claims of a line that is labels, each followed by its number, and nothing else; else nothing."""
    claims: list[_Claim] = []
    position = 0
    while position < len(line):
        found = list(_claims(line, pair, language, position))
        if not found:
            return []
        claims += found
        between = _BETWEEN.match(line, found[0].end)
        position = between.end() if between else found[0].end
    return claims


def _untangled(
    line: str, labels: Labels, after: list[_Claim], before: list[_Claim], led: list[_Claim]
) -> tuple[list[_Claim], list[_Claim]]:
    """Return both word orders' claims without those of the wrong one, where labels and numbers alternate.

    A row that goes from a label to a number is read label first. One that both begins and ends with labels could
    be either: nothing of it counts, unless it begins with a word of prose ("see posts 5,941 likes").
    """
    following = {claim.number: claim for claim in after}
    under = {claim.label[1]: claim for claim in led}
    lost: set[int] = set()
    won: list[_Claim] = []
    for start in led:
        row, rivals = [start], []
        while rival := following.get(row[-1].number):
            rivals.append(rival)
            if rival.label[1] not in under:
                break
            row.append(under[rival.label[1]])
        is_inside = any(claim.label[1] == start.label[1] for claim in after)
        if is_inside or {claim.reading.kind for claim in rivals} <= {start.reading.kind}:
            continue
        word = re.sub(" +", " ", line[slice(*start.label)]).casefold()
        is_noun = word in (each.casefold() for each in labels.nouns.get(start.reading.kind, ()))
        if is_noun or len(row) > len(rivals):
            lost |= {id(claim) for claim in (*rivals, *before) if claim.number in {each.number for each in row}}
        if is_noun and len(row) > len(rivals):
            won += row
    kept = [[claim for claim in claims if id(claim) not in lost] for claims in (after, before)]
    return kept[0], kept[1] + won


def _claims(line: str, pattern: re.Pattern[str], language: str, only_at: int | None = None) -> Iterator[_Claim]:
    """Yield the claims that a pattern finds in a line; with `only_at` only the one that begins there."""
    at = None if only_at is None else pattern.match(line, only_at)
    for match in pattern.finditer(line) if only_at is None else [at] if at else []:
        group = next(name for name in match.groupdict() if name.startswith("label_") and match[name])
        start = match.start("number")
        if _HEDGED.search(line[max(0, start - 32) : start]) and match.start(group) > start:
            continue
        if re.match(r"[0-9] $", line[max(0, start - 2) : start]) and re.match(r"[0-9]{4}", match["number"]):
            continue  # "1 2345": a number of a grouping that nobody writes, not 2345 after a 1.
        if _is_year(line[max(0, start - _LONGEST_DATE) : start], match["number"], language):
            continue
        kind: CounterKind = group.removeprefix("label_")  # type: ignore[assignment]
        value = interval(match["number"], match["suffix"], language, is_floored=kind == "subscribers")
        # "1 følger" is one follower or one that is followed: Norwegian and Danish have one word for both.
        is_either = value is not None and value.high == 1 and match[group].casefold() == "følger"
        if value is not None and not is_either:
            shown = re.sub(" +", " ", match[0]).strip(" ,:;(")
            reading = LabelledNumber(value.low, value.high, kind, value.precision, shown)
            yield _Claim(match.span("number"), match.span(group), match.end(), reading)


def _is_year(before: str, digits: str, language: str) -> bool:
    """Whether four digits are a year: "12. mars 2024", "siden 2011"."""
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", digits):
        return False
    words = "|".join((*map(re.escape, month_names(language)), _YEAR_BEFORE))
    said = rf"(?<!\w)(?:{words})\.?(?: [0-9]{{1,2}}(?:st|nd|rd|th)?,)? $"
    return bool(re.search(said, before, re.IGNORECASE))


@cache
def _patterns(label_language: str, number_language: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns number-label, label-number, label-number-label, label-number anywhere, and as a pair."""
    labels = LABELS[label_language]
    amount = rf"(?P<number>(?>{NUMBER})){suffix_pattern(number_language)}"
    start = r"(?<![\w.,'])"
    ends = r"(?![\w+°])(?! ?%)(?! ?[-–—/:]? ?[0-9])"
    kinds = {kind: (*labels.nouns.get(kind, ()), *labels.verbs.get(kind, ())) for kind in _kinds(labels)}
    either = "|".join(f"(?P<label_{kind}>{_any(words)})" for kind, words in kinds.items())
    around = "|".join(
        rf"(?P<label_{kind}>\b(?:{_any(first for each, first, _ in labels.around if each == kind)}))"
        for kind in dict.fromkeys(kind for kind, _, _ in labels.around)
    )
    closing = _any(last for _, _, last in labels.around)
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{start}{amount} +(?:(?:de|di) +|d')?(?:{_after(labels)})",
            rf"(?:^|(?<=[^\w\s])|(?<=[0-9])|(?<=[0-9][KMkm])) *(?:(?:{_TOTAL}) +)*(?:{either})"
            rf"(?: *[:=] *| *\( *){amount}{ends}",
            rf"(?:{around}) +{amount} +(?:{closing})(?!\w)" if around else r"(?!)(?P<label_none>)",
            rf"(?<!\w)(?:{either}) *[:=(]? *{amount}{ends}",
            rf" *(?:(?:{_TOTAL}) +)*(?:{either})(?: *[:=(] *| +){amount}{ends} *\)?",
        )
    )


def _kinds(labels: Labels) -> Iterable[CounterKind]:
    return dict.fromkeys((*labels.nouns, *labels.verbs))


def _after(labels: Labels) -> str:
    """Return the pattern of what may follow a number: a label, with persons before it where they can stand."""
    stop = rf"(?= *(?:$|[^\w\s]|[0-9]|(?:{labels.conjunction})\b))"
    people = f"(?:{_any(labels.people)})"
    choices = []
    for kind in _kinds(labels):
        person = "" if kind in ("following", "posts") else f"(?:{people} +)?"
        words = list(_nouns(labels.nouns.get(kind, ())))
        words += [rf"(?:{_any(labels.verbs[kind])})(?!\w){stop}"] if kind in labels.verbs else []
        each = f"{person}(?:{'|'.join(words)})"
        if kind == "followers" and labels.follow:
            each += rf"|{people} +(?:{_any(labels.follow)})(?!\w){stop}"
        choices.append(f"(?P<label_{kind}>{each})")
    return "|".join(choices)


def _nouns(words: Words) -> Iterator[str]:
    """Yield the patterns of labels that are complete; "3 people like this post" counts the post's likes."""
    pointing = [word for word in words if any(word.endswith(f" {each}") for each in _POINTING)]
    plain_ones = [word for word in words if word not in pointing]
    if plain_ones:
        yield rf"(?:{_any(plain_ones)})(?!\w){_SPAN}"
    if pointing:
        yield rf"(?:{_any(pointing)})(?!\w)(?! +(?:{_OTHER_THINGS}|day|week|month|year)(?!\w))"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", " +") for word in sorted(words, key=len, reverse=True))
