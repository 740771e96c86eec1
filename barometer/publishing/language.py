"""Which language an edition is written in: bokmål is what stands in the program, others come from gettext catalogues.

    with speaking("en"):
        gettext("Rangering")       # Ranking
        numbers.whole(40525)       # 40,525

Catalogues are `barometer/site/locale/<code>/LC_MESSAGES/barometer.po`; the message id is the bokmål text itself. A
text without a translation stays bokmål, and a test says that none is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_group_symbol
from babel.support import Translations

LOCALE = Path(__file__).resolve().parents[1] / "site" / "locale"


@dataclass(frozen=True, slots=True)
class Language:
    """One language that an edition is written in."""

    code: str
    """ISO 639-1, as in `lang="…"`: nb, nn, en."""
    locale: str
    """Babel's locale, for numbers and dates."""
    folder: str
    """Where its pages lie below the edition's root; empty for the first language, else with a slash at the end."""
    name: str
    """Its own name for itself."""

    @property
    def thousands(self) -> str:
        """What stands between the thousands of a number."""
        return str(get_group_symbol(self.locale))


LANGUAGES = (
    Language("nb", "nb", "", "Bokmål"),
    Language("nn", "nn", "nn/", "Nynorsk"),
    Language("en", "en_GB", "en/", "English"),
)
"""Every language of an edition, the one of the message ids first."""

_current: ContextVar[Language] = ContextVar("language", default=LANGUAGES[0])


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Write in one of LANGUAGES within the block.

    Raises:
        KeyError: no such language.
    """
    language = {each.code: each for each in LANGUAGES}[code]
    token = _current.set(language)
    try:
        yield language
    finally:
        _current.reset(token)


def current() -> Language:
    """Return the language that is written in now."""
    return _current.get()


def gettext(message: str) -> str:
    """Return a bokmål text in the language that is written in now."""
    return _catalogue(current().code).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a bokmål text that goes with a count, in the language that is written in now."""
    return _catalogue(current().code).ngettext(singular, plural, count)


def N_(message: str) -> str:
    """Mark a text of a table for the catalogues and return it as it is; `gettext` translates it where it is used."""
    return message


@cache
def _catalogue(code: str) -> NullTranslations:
    path = LOCALE / code / "LC_MESSAGES" / "barometer.po"
    if code == LANGUAGES[0].code or not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return Translations(compiled)
