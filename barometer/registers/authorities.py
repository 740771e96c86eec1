"""What the classifications, Kartverket and Brønnøysund say of the authorities, as differences from the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

from barometer.errors import UsageError
from barometer.registers.brreg import Entity
from barometer.registers.kartverket import Place
from barometer.registers.klass import Code, CodeChange
from barometer.registers.proposal import Proposal
from barometer.registers.reform import Row, reform

TABLE, CHANGES = "authorities.csv", "changes.csv"
_NEEDED = ("language", "website", "latitude", "longitude")


def last_change(proposal: Proposal) -> date:
    """Return the last day on which an authority of the table began or ended."""
    days = (row[column] for row in proposal.tables[TABLE] for column in ("valid_from", "valid_to"))
    return date.fromisoformat(max(day for day in days if day))


def propose_changes(proposal: Proposal, changes: Iterable[CodeChange], source: str) -> None:
    """Apply a classification's changes after the table's last one.

    Raises:
        RegisterError: a change does not fit the table.
    """
    made = reform(proposal.tables[TABLE], changes, source)
    proposal.tables[TABLE] = made.authorities
    proposal.tables[CHANGES] = proposal.tables[CHANGES] + made.changes
    for row in made.changes:
        text = f"{row['from_number']} {row['kind']} into {row['to_number']} on {row['on']}"
        proposal.differ(CHANGES, "added", row["from_number"], text, source)
    for row in made.begun:
        proposal.differ(TABLE, "added", row["number"], f"{row['name']} from {row['valid_from']}", source)
    for number in sorted({row["from_number"] for row in made.changes}):
        proposal.differ(TABLE, "changed", number, "is no longer in force under this number or name", source)


def compare_codes(proposal: Proposal, codes: Sequence[Code], kind: str, source: str) -> None:
    """Refuse when the numbers in force are not the classification's: then something is not explained by its changes."""
    listed = {each.number for each in codes}
    own = {number for number, row in proposal.in_force(proposal.read_on).items() if row["kind"] == kind}
    # Oslo is both, and stands among the municipalities only.
    own |= {"03"} if kind == "fylkeskommune" else set()
    if own - listed:
        missing = ", ".join(sorted(own - listed))
        proposal.refuse("authorities", f"{source} has {len(listed)} numbers and does not list {missing}")
    if listed - own:
        more = ", ".join(sorted(listed - own))
        proposal.refuse("authorities", f"{source} lists {more}, and no change says where they come from")


def propose_places(proposal: Proposal, places: Iterable[Place]) -> None:
    """Take over Kartverket's spelling of names, and its point where the table has none."""
    source = "Kartverket kommuneinfo"
    rows = proposal.in_force(proposal.read_on)
    for place in places:
        row = rows.get(place.number)
        if row is None:
            proposal.differ(TABLE, "unconfirmed", place.number, f"{place.names[0]} is not in force here", source)
            continue
        names = tuple(row["official_names"].split("; "))
        if set(names) != set(place.names):
            text = f"names {'; '.join(names)} → {'; '.join(place.names)}"
            proposal.differ(TABLE, "changed", place.number, text, source)
            row |= {"name": place.names[0], "official_names": "; ".join(place.names)}
            row["names_source"] += f"; spelling from {source}, {proposal.read_on}"
        if not row["latitude"]:
            row |= {"latitude": str(place.latitude), "longitude": str(place.longitude)}
            row["position_source"] = f"{source}, {proposal.read_on}: a point inside"
            proposal.differ(TABLE, "changed", place.number, f"point {place.latitude}, {place.longitude}", source)


def propose_entities(
    proposal: Proposal, entities: Iterable[Entity], kind: str, find: Callable[[str], str], listed: dict[str, set[str]]
) -> None:
    """Take over organisation numbers and websites that are missing; a website that differs stays unconfirmed.

    Args:
        proposal: What is changed.
        entities: Of one kind.
        kind: The authorities' kind.
        find: Name → number of an authority in force; raises UsageError.
        listed: Number → hosts that registers list; added to.
    """
    source = "Enhetsregisteret"
    rows = {number: row for number, row in proposal.in_force(proposal.read_on).items() if row["kind"] == kind}
    by_organisation = {row["organisation_number"]: row for row in rows.values() if row["organisation_number"]}
    for entity in entities:
        row = by_organisation.get(entity.organisation_number) or _by_name(entity, rows, find)
        if row is None:
            text = f"{entity.name}, {entity.organisation_number}: no authority in force fits"
            proposal.differ(TABLE, "unconfirmed", "", text, source)
            continue
        number = row["number"]
        if row["organisation_number"] != entity.organisation_number:
            kind_of = "changed" if row["organisation_number"] else "added"
            text = f"organisation number {row['organisation_number'] or 'none'} → {entity.organisation_number}"
            proposal.differ(TABLE, kind_of, number, text, source)  # type: ignore[arg-type]
            row["organisation_number"] = entity.organisation_number
        if entity.website is not None:
            propose_website(proposal, row, entity.website, source, listed)


def _by_name(entity: Entity, rows: dict[str, Row], find: Callable[[str], str]) -> Row | None:
    """Return the row of the entity's name; where namesakes are, the one its address lies in."""
    try:
        return rows.get(find(entity.name))
    except UsageError:
        row = rows.get(entity.municipality or "")
        words = entity.name.casefold().split()
        return row if row is not None and row["name"].casefold().split() == words[: len(row["name"].split())] else None


def propose_website(proposal: Proposal, row: Row, website: str, source: str, listed: dict[str, set[str]]) -> None:
    """Take over a website that is missing; keep one that is there, and say that a register has another."""
    own, other = host(row["website"]), host(website)
    listed.setdefault(row["number"], set()).add(other)
    if not row["website"]:
        row |= {"website": website, "website_source": f"{source}, {proposal.read_on}"}
        proposal.differ(TABLE, "added", row["number"], f"website {website}", source)
    elif own != other:
        proposal.differ(TABLE, "unconfirmed", row["number"], f"website {row['website']}, elsewhere {website}", source)


def host(address: str) -> str:
    """Return an address's host in lower case without `www.`; empty when there is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""


def check_completeness(proposal: Proposal, had_website: set[str]) -> None:
    """Say which authorities in force lack what they must have, and refuse websites that vanish."""
    for number, row in proposal.in_force(proposal.read_on).items():
        lacking = [column for column in _NEEDED if not row[column]]
        if lacking:
            proposal.incomplete.append(f"{number} {row['name']} from {row['valid_from']}: {', '.join(lacking)}")
        if number in had_website and not row["website"]:
            proposal.refuse("websites", f"{number} {row['name']} had a website and would have none")
