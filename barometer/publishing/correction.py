"""Telling us that something is wrong: a letter that already says which authority, month and page it is about."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from barometer.publishing.edition import Edition
from barometer.publishing.language import gettext
from barometer.publishing.mart import Row
from barometer.publishing.words import web_address


@dataclass(frozen=True, slots=True)
class Correction:
    """How a mistake is told."""

    href: str
    """A letter with subject and text filled in, or the address of the place where mistakes are told."""
    is_letter: bool
    """True when the text is in the letter already; else a reader takes it along."""
    text: str
    """What has to be said: which authority, month, page and figures."""


def correction(edition: Edition, row: Row, page: str) -> Correction:
    """Return how a mistake on an authority's page is told.

    Args:
        edition: the edition.
        row: the authority's row of the ranking.
        page: address of the page, as whole as it is known.
    """
    what = {
        "number": row["authority_number"],
        "authority": row["authority"],
        "month": str(edition.month),
        "page": page,
        "account": row["account_url"] or row["account_id"] or gettext("ingen"),
        "followers": gettext("ikke målt") if row["followers"] is None else str(row["followers"]),
        "method": edition.facts["method_version"],
    }
    subject = gettext("Feil i Barometer: %(number)s %(authority)s, %(month)s") % what
    text = (
        gettext(
            "Myndighet: %(number)s %(authority)s\nMåned: %(month)s\nSide: %(page)s\nKonto: %(account)s\n"
            "Følgere: %(followers)s\nMetode: %(method)s\n\nDette er galt:\n\n\nAdressen til den rette siden:\n"
        )
        % what
    )
    if web_address(edition.contact):
        return Correction(edition.contact, False, text)
    letter = f"subject={quote(subject, safe='')}&body={quote(text.replace(chr(10), chr(13) + chr(10)), safe='')}"
    return Correction(f"mailto:{quote(edition.contact, safe='@')}?{letter}", True, text)
