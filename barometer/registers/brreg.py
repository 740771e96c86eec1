"""Brønnøysund's register of legal entities: organisation numbers and websites of municipalities and counties.

Format: `enheter?organisasjonsform=KOMM` (FYLK for counties), paged, HAL JSON. Trap: `hjemmeside` has no scheme, and
an authority need not have one; what stands there is what the authority once said, and is not followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from barometer.errors import RegisterError
from barometer.registers.answers import items, optional_text, text

FORMS = {"kommune": "KOMM", "fylkeskommune": "FYLK"}
PAGE_SIZE = 400
_REGISTER = "Enhetsregisteret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One legal entity."""

    organisation_number: str
    """Nine digits."""
    name: str
    """As registered, in capitals."""
    website: str | None
    """Front page address, with a scheme; None when none is given."""
    municipality: str | None
    """Number of the municipality its business address lies in."""


def parameters(form: str, page: int) -> dict[str, str]:
    """Return the parameters of one page of entities of a form."""
    return {"organisasjonsform": form, "size": str(PAGE_SIZE), "page": str(page)}


def read_page(answer: Any) -> tuple[tuple[Entity, ...], int]:
    """Return the entities of one page, and how many pages there are.

    Raises:
        RegisterError: the answer is not as documented.
    """
    page = answer.get("page") if isinstance(answer, dict) else None
    pages = page.get("totalPages") if isinstance(page, dict) else None
    if not isinstance(pages, int):
        raise RegisterError(f"{_REGISTER}: the answer tells no number of pages; its format may have changed")
    # Without a single entity the whole list is left out.
    listed = items(_REGISTER, answer, "_embedded", "enheter") if "_embedded" in answer else []
    return tuple(read_entity(each) for each in listed), pages


def read_entity(item: dict[str, Any]) -> Entity:
    """Return one entity; raises as `read_page` does."""
    address = item.get("forretningsadresse")
    return Entity(
        organisation_number=text(_REGISTER, item, "organisasjonsnummer"),
        name=text(_REGISTER, item, "navn"),
        website=_website(optional_text(item, "hjemmeside")),
        municipality=optional_text(address, "kommunenummer") if isinstance(address, dict) else None,
    )


def _website(written: str | None) -> str | None:
    if written is None:
        return None
    return written if written.startswith(("https://", "http://")) else f"https://{written.strip('/')}/"
