"""When a post was made, from the words a page shows: "3 t", "I går kl. 14:05", "4 June at 17:33", ISO dates.

Month and weekday names come from the Unicode tables that Babel carries. Strict: a text that is not one time
and nothing else gives None. (dateparser was tried and left: it reads none of the weekday forms, no Icelandic,
no "den 4 juni", and "3 t" as the third of the month.)
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache

from barometer.parse.labels import languages_to_try
from barometer.parse.numerals import plain

_UNITS: dict[str, tuple[str, str, str, str]] = {
    # Minutes, hours, days, weeks; months and years are too coarse to be a time.
    "en": ("m|mins?|minutes?", "h|hrs?|hours?", "d|days?", "w|wks?|weeks?"),
    "nb": ("min|minutt|minutter", "t|time|timer", "d|dag|dager|døgn", "u|uke|uker"),
    "nn": ("min|minutt", "t|time|timar", "d|dag|dagar|døgn", "v|veke|veker"),
    "sv": ("min|minut|minuter", "t|h|tim|timme|timmar", "d|dag|dagar", "v|vecka|veckor"),
    "da": ("min|minut|minutter", "t|time|timer", "d|dag|dage", "u|uge|uger"),
    "fi": ("min|minuutti|minuuttia", "t|h|tunti|tuntia", "pv|päivä|päivää", "vk|viikko|viikkoa"),
    "is": ("mín|mínúta|mínútur|mínútum", "klst|klukkustund|klukkustundir|klukkustundum", "d|dagur|dagar|degi|dögum",
           "v|vika|vikur|viku|vikum"),
    "de": ("min|minute|minuten", "std|stunde|stunden", "t|tag|tage|tagen", "w|wo|woche|wochen"),
    "fr": ("min|minutes?", "h|heures?", "j|jours?", "sem|semaines?"),
    "es": ("min|minutos?", "h|horas?", "d|días?", "sem|semanas?"),
    "it": ("min|minuto|minuti", "h|ora|ore", "g|giorno|giorni", "sett|settimana|settimane"),
    "pt": ("min|minutos?", "h|horas?", "d|dias?", "sem|semanas?"),
    "se": ("min|minuhta|minuhtta", "d|diimmu|diibmu", "b|beaivi|beaivvi", "v|vahkku|vahku"),
    "nl": ("min|minuut|minuten", "u|uur|uren", "d|dag|dagen", "w|wk|week|weken"),
    "pl": ("min|minuta|minuty|minut|minutę", "godz|godzina|godziny|godzin|godzinę", "d|dzień|dni",
           "tyg|tydzień|tygodnie|tygodni"),
}
_STEPS = (timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1))
_AGO = (
    r"(?:for |för |vor |il y a |hace |há |fyrir |siden )?(?P<count>[0-9]{1,3}) ?(?:WORDS)\.?"
    r"(?: siden| sidan| sedan| ago| fa| geleden| temu| sitten| síðan| atrás)?"
)
_NOW = re.compile(
    "just now|now|(?:akkurat )?nå|nå nettopp|nettopp|nett no|nyss|just nu|lige nu|juuri nyt|gerade eben|à l'instant|"
    "ahora mismo|adesso|agora mesmo|zojuist|przed chwilą|rétt í þessu", re.IGNORECASE,
)
_DAYS_BACK = {
    0: "today|i dag|idag|í dag|tänään|heute|aujourd'hui|hoy|oggi|hoje|vandaag|dzisiaj|dziś",
    1: "yesterday|i går|igår|í gær|eilen|gestern|hier|ayer|ieri|ontem|gisteren|wczoraj|ikte",
}
_BEFORE_TIME = r"(?:,? (?:kl\.?|klokka|klokken|klo|at|um|o|à|a las|a la|alle ore|alle|ore|om|às|dii|·))?,? "
_TIME = r"(?P<hour>[0-9]{1,2})[:.h](?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?: ?(?P<half>[ap])\.?m\.?| Uhr)?"
_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


def moment(text: str, language: str, seen_at: datetime) -> datetime | None:
    """Read a text that is one point in time as it was shown to someone who looked at `seen_at`.

    `seen_at` is aware; its zone is taken as the zone of clock times. A date without a year is the latest one
    not after `seen_at`; a date without a time is its first minute; "3 t" is three hours before `seen_at`.
    Returns UTC, cut to the minute; None when the text is anything else, or lies after `seen_at`.
    """
    shown = re.sub(" +", " ", plain(text)).strip(" .·")
    if _ISO.fullmatch(shown):
        found = _iso(shown, seen_at)
    elif _NOW.fullmatch(shown):
        found = seen_at
    else:
        tries = (_relative, _calendar)
        found = next(
            (value for each in languages_to_try(language) for read in tries if (value := read(shown, each, seen_at))),
            None,
        )
    if found is None or found > seen_at + timedelta(days=1):
        return None
    return found.astimezone(UTC).replace(second=0, microsecond=0)


def stated(value: object) -> datetime | None:
    """Read a field of an answer that holds an ISO time: UTC, a day as its first minute; None when it holds none."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return found and (found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def _iso(shown: str, seen_at: datetime) -> datetime | None:
    try:
        found = datetime.fromisoformat(shown)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=seen_at.tzinfo)


def _relative(shown: str, language: str, seen_at: datetime) -> datetime | None:
    for words, step in zip(_UNITS[language], _STEPS, strict=True):
        match = re.fullmatch(_AGO.replace("WORDS", words), shown, re.IGNORECASE)
        if match:
            return seen_at - int(match["count"]) * step
    return None


def _calendar(shown: str, language: str, seen_at: datetime) -> datetime | None:
    match = _calendar_pattern(language).fullmatch(shown)
    if match is None:
        return None
    hour, minute = int(match["hour"] or 0), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    try:
        day = _day(match, language, seen_at)
        found = datetime(day.year, day.month, day.day, hour, minute, tzinfo=seen_at.tzinfo)
    except ValueError:  # 31 June, or 25:00
        return None
    # "Tuesday 10:00" seen on a Tuesday at nine is a week ago.
    return found - timedelta(weeks=1) if match["weekday"] and found > seen_at else found


def _day(match: re.Match[str], language: str, seen_at: datetime) -> date:
    """Return the day that was named; raises ValueError when there is none of that name."""
    today = seen_at.date()
    for back, words in _DAYS_BACK.items():
        if match["near"] and re.fullmatch(words, match["near"], re.IGNORECASE):
            return today - timedelta(days=back)
    if match["weekday"]:
        return today - timedelta(days=(today.weekday() - _names(language)[1][match["weekday"].casefold()]) % 7)
    day = int(match["day"] or match["day2"] or match["day3"])
    name = match["month"] or match["month2"]
    month = _names(language)[0][name.casefold()] if name else int(match["month3"])
    year = match["year"] or match["year2"] or match["year3"]
    if year:
        return date(int(year), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year <= today else date(today.year - 1, month, day)


def month_names(language: str) -> tuple[str, ...]:
    """Return the names of the months, long and short, lower case and without dots."""
    return tuple(_names(language)[0])


@cache
def _names(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return month names to 1–12 and weekday names to 0 (Monday)–6, lower case, without dots."""
    from babel.dates import get_day_names, get_month_names

    months: dict[str, int] = {}
    days: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            months |= {name.strip(".").casefold(): key for key, name in
                       get_month_names(width, context, language).items()}
            if width == "wide":
                days |= {name.casefold(): key for key, name in get_day_names(width, context, language).items()}
    return months, days


@cache
def _calendar_pattern(language: str) -> re.Pattern[str]:
    months, days = ("|".join(sorted(map(re.escape, names), key=len, reverse=True)) for names in _names(language))
    of = r"(?:de |d')?"
    near = "|".join(_DAYS_BACK.values())
    dates = (
        rf"(?:(?:{days}),? )?(?:den |le |el |am |on |på )?(?P<day>[0-9]{{1,2}})(?:\.|st|nd|rd|th|er|º)? {of}"
        rf"(?P<month>{months})\.?(?:,? {of}(?P<year>20[0-9]{{2}}))?"
        rf"|(?:(?:{days}),? )?(?P<month2>{months})\.? (?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?"
        rf"(?:,? (?P<year2>20[0-9]{{2}}))?"
        rf"|(?P<day3>[0-9]{{1,2}})\. ?(?P<month3>[0-9]{{1,2}})\. ?(?P<year3>20[0-9]{{2}})"
    )
    return re.compile(
        rf"(?:(?P<near>{near})|(?P<weekday>{days})|{dates})(?:{_BEFORE_TIME}{_TIME})?", re.IGNORECASE
    )
