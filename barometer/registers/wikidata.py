"""Wikidata's accounts and websites of Norwegian municipalities: weak proof, for a person or a visit to look at.

Joined on the municipality number (P2504), since its organisation number is not always the legal one. Statements that
have ended (P582) or are deprecated are left out, of the number as of the account. Format: SPARQL results in JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from barometer.parse.account_url import Rejected, account_of
from barometer.registers.answers import items

_REGISTER = "Wikidata"
_WEBSITE = "P856"
_DEPRECATED = "http://wikiba.se/ontology#DeprecatedRank"
# Property → an address of the platform that an id stands in.
_PLATFORMS = {
    "P2013": "https://www.facebook.com/{}", "P2003": "https://www.instagram.com/{}/", "P2002": "https://x.com/{}",
    "P2397": "https://www.youtube.com/channel/{}", "P4264": "https://www.linkedin.com/company/{}/",
}  # fmt: skip
_FEDIVERSE = "P4033"
ACCEPT = "application/sparql-results+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One account or website that Wikidata names."""

    number: str
    """Municipality number."""
    qid: str
    """Wikidata's key of the municipality."""
    channel: str | None
    """Platform; None for the website."""
    value: str
    """Native id of the account, or the website's address."""


def query() -> str:
    """Return the SPARQL question for every account, with rank and end of each statement."""
    properties = " ".join(f'("{name}" p:{name} ps:{name})' for name in (_WEBSITE, *_PLATFORMS, _FEDIVERSE))
    # Whole in one text: the query service speaks SPARQL, which is no SQL of the warehouse.
    return f"""
    SELECT ?item ?number ?numberRank ?numberEnd ?property ?value ?rank ?end WHERE {{
      VALUES (?property ?claim ?main) {{ {properties} }}
      ?item p:P2504 ?held .
      ?held ps:P2504 ?number ; wikibase:rank ?numberRank .
      OPTIONAL {{ ?held pq:P582 ?numberEnd . }}
      ?item ?claim ?statement .
      ?statement ?main ?value ; wikibase:rank ?rank .
      OPTIONAL {{ ?statement pq:P582 ?end . }}
    }}"""


def read_statements(answer: Any) -> tuple[tuple[Statement, ...], int]:
    """Return the statements that hold, and how many ids could not be understood as an account.

    Raises:
        RegisterError: the answer is not as documented.
    """
    found, unread = set(), 0
    for row in items(_REGISTER, answer, "results", "bindings"):
        given = {name: _value(cell) for name, cell in row.items()}
        if given.get("end") or given.get("numberEnd") or _DEPRECATED in (given.get("rank"), given.get("numberRank")):
            continue
        number, qid = given.get("number", ""), given.get("item", "").rpartition("/")[2]
        account = _account(given.get("property", ""), given.get("value", ""))
        if account is None or not number or not qid:
            unread += 1
            continue
        found.add(Statement(number=number, qid=qid, channel=account[0], value=account[1]))
    ordered = sorted(found, key=lambda each: (each.number, each.channel or "", each.value, each.qid))
    return tuple(ordered), unread


def _value(cell: Any) -> str:
    value = cell.get("value") if isinstance(cell, dict) else None
    return value.strip() if isinstance(value, str) else ""


def _account(name: str, value: str) -> tuple[str | None, str] | None:
    """Return (channel, native id), (None, address) for a website, or None when the value names neither."""
    if name == _WEBSITE:
        return (None, value) if value.startswith(("https://", "http://")) else None
    if name == _FEDIVERSE:
        user, _, host = value.removeprefix("@").partition("@")
        address = f"https://{host}/@{user}"
    elif name in _PLATFORMS and value:
        address = _PLATFORMS[name].format(value)
    else:
        return None
    account = account_of(address, said="mastodon" if name == _FEDIVERSE else "")
    return None if account is None or isinstance(account, Rejected) else (account.channel, account.native_id)
