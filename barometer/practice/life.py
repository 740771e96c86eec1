"""The life of an authority's Facebook page: there from the start or born, closed, renamed or moved in some month."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from barometer.practice import draw
from barometer.registry import Authority

Course = Literal["never", "unlinked", "steady", "born", "closed", "renamed", "moved", "two"]
_COURSES: tuple[tuple[Course, float], ...] = (
    ("never", 0.050), ("unlinked", 0.035), ("born", 0.045), ("closed", 0.018), ("renamed", 0.032), ("moved", 0.020),
    ("two", 0.022), ("steady", 0.778),
)  # fmt: skip
Form = Literal["vanity", "profile", "pages", "p"]
_FORMS: tuple[tuple[Form, float], ...] = (("vanity", 0.86), ("profile", 0.06), ("p", 0.05), ("pages", 0.03))
Behaviour = Literal["dialog", "enveis", "inaktiv"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLife:
    """What happens to the one page that stands for the whole authority."""

    course: Course
    """Its story; `unlinked`: there, but the website never links it; `two`: an older page lives on beside it."""
    event: int
    """Month (index) in which the story turns; meaningless for a steady one."""
    lag: int
    """Months until the website's link follows."""
    form: Form
    """Whether it has a vanity name, and if not which kind of address it has."""
    vanity: str
    """Vanity name as the platform writes it, now or before a rename."""
    vanity_after: str
    """Vanity name after a rename or a move."""
    behaviour: Behaviour
    """How the page is used at first."""
    behaviour_after: Behaviour
    """How it is used from `behaviour_turn` on."""
    behaviour_turn: int
    """Month (index) of that change; far ahead for most."""


def life_of(seed: int, authority: Authority, inhabitants: int) -> PageLife:
    """Return the story of one authority's page."""
    key = authority.number
    weights: tuple[tuple[Course, float], ...] = tuple(
        (course, weight * (2.6 if inhabitants < 2_000 else 0.3 if inhabitants > 20_000 else 1.0))
        if course in ("never", "unlinked")
        else (course, weight)
        for course, weight in _COURSES
    )
    vanity, after = vanities(seed, authority)
    dialog = 0.33 + 0.055 * math.log10(inhabitants / 1_000) * 3
    behaviours: tuple[tuple[Behaviour, float], ...] = (
        ("dialog", dialog), ("enveis", 0.90 - dialog), ("inaktiv", 0.10),
    )  # fmt: skip
    first = draw.weighted(behaviours, seed, "behaviour", key)
    form = draw.weighted(_FORMS, seed, "form", key)
    return PageLife(
        course=draw.weighted(weights, seed, "course", key),
        event=1 + draw.number(seed, "event", key) % 12,
        lag=draw.number(seed, "lag", key) % 3,
        form=form,
        vanity=vanity,
        vanity_after=after,
        behaviour=first,
        behaviour_after=draw.weighted(behaviours, seed, "behaviour after", key),
        behaviour_turn=draw.number(seed, "turn", key) % 12 if draw.happens(0.12, seed, "turns", key) else 10_000,
    )


def label_of(authority: Authority) -> str:
    """Return the authority's host label: unique, ASCII."""
    host = authority.front_page.split("/")[2]
    return host.removeprefix("www.").removesuffix(".xx").removesuffix(".kommune")


def vanities(seed: int, authority: Authority) -> tuple[str, str]:
    """Return two vanity names of different forms, unique to the authority, as the platform writes them."""
    label = label_of(authority)
    if authority.kind == "fylkeskommune":
        stem = label.removesuffix("fylke")
        forms = [f"{stem}fylkeskommune", f"{stem.capitalize()}.fylkeskommune", f"{stem}fylke", f"{stem}fk"]
    else:
        joined = label.replace("-", "")
        dotted = ".".join(part.capitalize() for part in label.split("-"))
        forms = [
            f"{joined}kommune", f"{joined}kommune", f"{dotted}.kommune", f"{joined.capitalize()}Kommune",
            f"{joined}.kommune.offisiell", f"{joined}kom", f"kommunen.{joined}", f"{joined}.no",
        ]  # fmt: skip
    hard = [label.replace("-", ""), f"{label[:4]}kom{authority.number}", f"k{authority.number}.xx"]
    if draw.happens(0.06, seed, "hard vanity", authority.number):
        forms = [draw.choice(hard, seed, "which hard vanity", authority.number), *forms]
        return forms[0], forms[1]
    index = draw.number(seed, "vanity", authority.number) % len(forms)
    other = next(form for form in forms[index + 1 :] + forms if form.lower() != forms[index].lower())
    return forms[index], other
