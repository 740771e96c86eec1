"""One edition as its pages see it: the month's rows, each authority with its page, and what is said of all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from barometer import __version__
from barometer.charts.theme import size_order
from barometer.months import Month
from barometer.publishing import counts, numbers
from barometer.publishing.alphabet import norwegian
from barometer.publishing.dialogue import Dialogue
from barometer.publishing.language import N_, gettext
from barometer.publishing.mart import Mart, Row
from barometer.publishing.movement import Movement
from barometer.publishing.strip import Strip
from barometer.publishing.words import slug
from barometer.registry import Country

if TYPE_CHECKING:
    from barometer.publishing.corrections import Correction

PRACTICE_PREFIX = "ovelse-"
USE_ORDER = ("dialog", "enveis", "inaktiv", "ukjent", "ingen side", "valgt bort")
PRACTICE_WORDS = N_("Øvelse: oppdiktede tall")


@dataclass
class Edition:
    """Rows of one month, ready for the templates. Made once; every part is worked out when first asked for."""

    country: Country
    """Whose edition it is."""
    mart: Mart
    """Its tables."""
    contact: str
    """Where corrections are sent."""
    site_url: str = ""
    """Public address of the folder of editions, with a slash at the end; empty when it is not known."""
    movement: Movement = field(default_factory=lambda: Movement(against=None))
    """What changed from the edition before."""
    corrections: tuple[Correction, ...] = ()
    """What was corrected in this month's edition since it was first published, oldest first."""
    partial: str = ""
    """Why it is published though too little was measured; empty for an ordinary edition."""
    fresh_percent: str | None = None
    """Share of the known pages that is fresh or explained, %, as text, when it is so low that every page says it."""
    pages: dict[str, str] = field(init=False)
    """Authority number → address of its page from the edition's root."""

    def __post_init__(self) -> None:
        self.pages = {}
        taken: set[str] = set()
        for row in self.mart.rows("ranking"):
            stem = slug(row["authority_number"], row["authority"])
            while stem in taken:
                stem += "-2"
            taken.add(stem)
            self.pages[row["authority_number"]] = f"kommune/{stem}.html"

    @property
    def month(self) -> Month:
        """The month it covers."""
        return self.mart.month

    @property
    def is_practice(self) -> bool:
        """True when its authorities and figures are invented."""
        return self.country.is_practice

    @property
    def prefix(self) -> str:
        """Begins the name of every file that can be carried away from an exercise."""
        return PRACTICE_PREFIX if self.is_practice else ""

    @property
    def practice_words(self) -> str:
        """Marks an exercise on a chart; empty for a real edition."""
        return gettext(PRACTICE_WORDS) if self.is_practice else ""

    @property
    def code_version(self) -> str:
        """Version of the program that made it."""
        return __version__

    @cached_property
    def facts(self) -> Row:
        """The row of `mart.edition`."""
        return self.mart.rows("edition")[0]

    @cached_property
    def ranking(self) -> list[Row]:
        """Ranked authorities, first place first."""
        ranked = [row for row in self.everyone if row["rank"] is not None]
        return sorted(ranked, key=lambda row: (row["rank"], row["authority_number"]))

    @cached_property
    def everyone(self) -> list[Row]:
        """Every authority in force, by number, with its page."""
        return [{**row, "page": self.pages[row["authority_number"]]} for row in self.mart.rows("ranking")]

    @cached_property
    def unranked(self) -> list[Row]:
        """Authorities without a rank, by name."""
        return sorted(
            (row for row in self.everyone if row["rank"] is None),
            key=lambda row: (norwegian(row["authority"]), row["authority_number"]),
        )

    @cached_property
    def by_number(self) -> dict[str, Row]:
        """Every authority's row by its number."""
        return {row["authority_number"]: row for row in self.everyone}

    @cached_property
    def shared_names(self) -> frozenset[str]:
        """Names that more than one authority bears, as Herøy and Våler in Norway."""
        borne = Counter(row["authority"] for row in self.everyone)
        return frozenset(name for name, count in borne.items() if count > 1)

    @cached_property
    def before(self) -> dict[str, Row]:
        """The rows of the month before, by number; empty when it was not measured."""
        earlier = str(self.month.shift(-1))
        return {row["authority_number"]: row for row in self.mart.rows_until_now("ranking") if row["month"] == earlier}

    @cached_property
    def growth(self) -> dict[str, Row]:
        """The row of `mart.measure_rank` of each measured growth per 30 days, by number: it has the interval."""
        rows = (row for row in self.mart.rows("measure_rank") if row["measure"] == "growth_percent_per_30_days")
        return {row["authority_number"]: row for row in rows}

    @cached_property
    def national(self) -> dict[str, Row]:
        """Metric → the national row over all authorities."""
        return {row["metric_id"]: row for row in self.mart.rows("national") if row["scope"] == "alle"}

    @cached_property
    def split(self) -> dict[str, Row]:
        """Use class → its row of the national split over all authorities."""
        return {row["use_class"]: row for row in self.mart.rows("use_class_split") if row["scope"] == "alle"}

    @cached_property
    def splits(self) -> list[tuple[str, list[Row]]]:
        """Scope and its national split, everybody first."""
        return counts.by_scope(self.mart.rows("use_class_split"))

    @cached_property
    def national_groups(self) -> list[tuple[str, str, list[Row]]]:
        """Each national metric: name, number in the method, rows."""
        return counts.by_metric(self.mart.rows("national"))

    @cached_property
    def quality(self) -> list[Row]:
        """The measures of quality in reading order."""
        return counts.quality(self.mart.rows("data_quality"))

    @cached_property
    def coding(self) -> Row | None:
        """Pages that people coded and how far two agreed; None when there are none."""
        return counts.coding(self.mart.rows("data_quality"))

    def known_in(self, column: str, value: str) -> int:
        """Return how many known official pages a county or a size class has."""
        return counts.known_in(self.everyone, column, value)

    def rankable(self, figure: str) -> int:
        """Return how many authorities have a list's figure."""
        return counts.rankable(self.everyone, figure)

    def count(self, scope: str) -> int:
        """Return how many authorities a scope holds."""
        return sum(scope in ("alle", row["kind"]) for row in self.everyone)

    def named(self, failing_rows: str) -> str:
        """Return the failing rows of a check with the names of the authorities among them."""
        return counts.named(failing_rows, self.by_number)

    @cached_property
    def use_reasons(self) -> list[tuple[str, str | None, list[Row]]]:
        """Use class, reason and the authorities in it: classes in their order, largest group first."""
        groups: dict[tuple[str, str | None], list[Row]] = {}
        for row in self.everyone:
            if row["use_class"] is not None:
                groups.setdefault((row["use_class"], row["use_class_reason"]), []).append(row)
        order = [*USE_ORDER, *sorted({use for use, _ in groups} - set(USE_ORDER))]
        keys = sorted(groups, key=lambda key: (order.index(key[0]), -len(groups[key]), key[1] or ""))
        return [(use, reason, groups[use, reason]) for use, reason in keys]

    @cached_property
    def dialogue(self) -> Dialogue:
        """How the pages talk with citizens."""
        return Dialogue(self.mart)

    @cached_property
    def answering(self) -> list[Row]:
        """Authorities whose page answered enquiries in the window, most answers first."""
        rows = [row for row in self.everyone if row["use_class"] == "dialog" and row["answered_enquiries"]]
        return sorted(rows, key=lambda row: (-row["answered_enquiries"], row["authority_number"]))

    @cached_property
    def widest(self) -> list[Row]:
        """Authorities by the number of platforms they are on, most first."""
        rows = [row for row in self.everyone if row["channels"] is not None]
        return sorted(rows, key=lambda row: (-row["channels"], -(row["facebook_pages"] or 0), row["authority_number"]))

    @cached_property
    def strip(self) -> Strip:
        """Everybody's coverage in rank order."""
        return Strip(tuple(float(row["coverage_percent"]) for row in self.ranking))

    @cached_property
    def counties(self) -> list[str]:
        """Names of the counties, in alphabetical order."""
        return sorted({row["county"] for row in self.everyone if row["county"]}, key=norwegian)

    @cached_property
    def size_classes(self) -> list[str]:
        """Size classes, small to large."""
        return sorted({row["size_class"] for row in self.everyone if row["size_class"]}, key=size_order)

    @cached_property
    def places(self) -> dict[str, str]:
        """County or size class → address of its page, from the root of a language."""
        numbers_of = {row["county"]: row["county_number"] for row in self.everyone if row["county"]}
        counties = {name: f"fylke/{slug(numbers_of[name], name)}.html" for name in self.counties}
        return counties | {name: f"storrelse/{counts.size_slug(name)}.html" for name in self.size_classes}

    @property
    def counted(self) -> str:
        """How many the edition rests on: every figure of it says so."""
        measured, known, everyone = (numbers.whole(self.facts[name]) for name in ("measured", "known", "authorities"))
        counts = {"measured": measured, "known": known, "everyone": everyone}
        return gettext("%(measured)s målt, %(known)s kjent, %(everyone)s i alt.") % counts

    @property
    def source(self) -> str:
        """The line under every chart."""
        begin, end = (numbers.day(self.facts[end], self.country.time_zone) for end in ("observed_from", "observed_to"))
        told = {
            "month": numbers.month_name(self.month),
            "days": begin if begin == end else f"{begin} – {end}",
            "counted": self.counted,
            "method": self.facts["method_version"],
        }
        return gettext("Kilde: Barometer, %(month)s. Målt %(days)s. %(counted)s Metode %(method)s.") % told
