"""Each county and each size class with a page of its own: its authorities ranked, and what happened among them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from barometer.publishing.front import Happened, happened, is_open
from barometer.publishing.language import gettext
from barometer.publishing.mart import Row

if TYPE_CHECKING:
    from barometer.publishing.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What the page of a county or a size class shows."""

    grouping: str
    """county or size_class."""
    name: str
    """The county's name, or the size class as it stands in the mart."""
    address: str
    """Of its page, from the root of a language."""
    figures: Row
    """Its row of `mart.county` (municipalities only) or `mart.size_class`."""
    known: int
    """Known official pages of those that its figures count."""
    rows: list[Row]
    """Everybody in it, by number."""
    ranked: list[Row]
    """Those with a rank, highest coverage first."""
    leaders: list[Row]
    """Those on first place among them."""
    is_open: bool
    """True when rounding leaves it open who is first."""
    happened: Happened
    """What happened among them since the month before."""
    uses: dict[str, int]
    """Use class → pages."""
    strip: Markup
    """The ranking strip of the whole country with its authorities marked; empty when none has a rank."""

    @property
    def rank_column(self) -> str:
        """Column that holds the rank in this group; its band lies beside it."""
        return f"rank_in_{self.grouping}"


def groups(edition: Edition) -> list[Group]:
    """Return every county, then every size class, of an edition."""
    quiet = edition.strip.quiet() if edition.ranking else ""
    spot = {row["authority_number"]: place for place, row in enumerate(edition.ranking)}
    found = []
    for grouping in ("county", "size_class"):
        for figures in edition.mart.rows(grouping):
            name = figures[grouping]
            rows = [row for row in edition.everyone if row[grouping] == name]
            ranked = [row for row in edition.ranking if row[grouping] == name]
            leaders = [row for row in ranked if row[f"rank_in_{grouping}"] == 1]
            marked = [spot[row["authority_number"]] for row in ranked]
            label = gettext("Plassene til myndighetene her blant alle som er målt")
            found.append(Group(
                grouping=grouping, name=name, address=edition.places[name], figures=figures,
                known=edition.known_in(grouping, name), rows=rows, ranked=ranked, leaders=leaders,
                is_open=is_open(leaders, f"rank_in_{grouping}"), happened=happened(edition, rows),
                uses=Counter(row["use_class"] for row in rows if row["use_class"] is not None),
                strip=edition.strip.among(marked, quiet, label) if marked else Markup(),
            ))  # fmt: skip
    return found
