"""How pages talk with citizens, as an edition shows it: rows of the mart grouped and counted, not measured."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from barometer.publishing.alphabet import norwegian
from barometer.publishing.language import N_, gettext
from barometer.publishing.mart import Mart, Row

STATE_ORDER = (
    N_("målt"), N_("for få"), N_("avkortet"), N_("samtaler ikke synlige"), N_("ikke vist"), N_("ikke observert"),
)  # fmt: skip
MEASURES = (
    (N_("Innlegg og svar"), "activity_state"),
    (N_("Henvendelser"), "enquiries_state"),
    (N_("Svarandel"), "response_state"),
    (N_("Svartid"), "response_time_state"),
    (N_("Dialogtråder"), "threads_state"),
    (N_("Uker"), "composition_state"),
    (N_("Engasjement per innlegg"), "engagement_state"),
    (N_("Engasjement per innbygger"), "interactions_state"),
)
"""What a measure is called, and the column that holds its state."""
CLASS_ORDER = ("dialog", "enveis", "inaktiv")
NONE_KNOWN = "ingen gjenkjent henvendelse besvart"
"""Reason of a page that writes among citizens' comments, though no enquiry that the rule knows got an answer."""


class Dialogue:
    """The dialogue tables of one edition."""

    def __init__(self, mart: Mart) -> None:
        self._mart = mart

    @cached_property
    def by_number(self) -> dict[str, Row]:
        """Official page's row by the number of its authority."""
        return {row["authority_number"]: row for row in self._mart.rows("dialogue")}

    @cached_property
    def composition(self) -> dict[str, Row]:
        """Part → the mean of all pages; empty when no page has a composition."""
        return {row["part"]: row for row in self._mart.rows("composition") if row["name"] == "alle"}

    @property
    def states(self) -> list[tuple[str, dict[str, int]]]:
        """Measure → state → pages; every state in fixed order."""
        counted = []
        for name, column in MEASURES:
            found = Counter(row[column] for row in self.by_number.values())
            counted.append((gettext(name), {state: found[state] for state in STATE_ORDER}))
        return counted

    @cached_property
    def state_order(self) -> tuple[str, ...]:
        """The states that any measure of any page is in."""
        return tuple(state for state in STATE_ORDER if any(counts[state] for _, counts in self.states))

    @cached_property
    def sensitivity(self) -> list[list[Row]]:
        """The split of all pages with each window and limit: three classes in fixed order each."""
        groups: dict[tuple[int, int], list[Row]] = {}
        for row in self._mart.rows("use_sensitivity"):
            if row["scope"] == "alle":
                groups.setdefault((row["window_days"], row["least_acts"]), []).append(row)
        return [sorted(groups[key], key=lambda row: CLASS_ORDER.index(row["use_class"])) for key in sorted(groups)]

    @cached_property
    def coded(self) -> dict[str, int]:
        """Grade C and D → pages whose use class rests on it."""
        found = Counter(row["evidence_grade"] for row in self.by_number.values())
        return {grade: found[grade] for grade in ("C", "D")}

    @cached_property
    def writes_among_citizens(self) -> int:
        """Pages without a class because what they wrote may answer an enquiry that the rule does not know."""
        return sum(row["use_class_reason"] == NONE_KNOWN for row in self._mart.rows("ranking"))

    @cached_property
    def strict(self) -> tuple[int, int]:
        """Pages in the strict class, and pages of which it can be told."""
        told = [row["is_dialog_plus"] for row in self.by_number.values() if row["is_dialog_plus"] is not None]
        return sum(told), len(told)

    @cached_property
    def strict_pages(self) -> list[Row]:
        """Pages in the strict class, by name."""
        found = [row for row in self.by_number.values() if row["is_dialog_plus"]]
        return sorted(found, key=lambda row: (norwegian(row["authority"]), row["authority_number"]))

    @cached_property
    def hours(self) -> list[Row]:
        """Pages with a median response time, shortest first."""
        known = [row for row in self.by_number.values() if row["median_hours"] is not None]
        return sorted(known, key=lambda row: (row["median_hours"], row["authority_number"]))
