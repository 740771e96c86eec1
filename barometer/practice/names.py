"""Invented place names that look Norwegian; none is, or was, the name of a Norwegian municipality (a test checks)."""

from __future__ import annotations

import unicodedata

from barometer.practice import draw

FIRST = (
    "Alke", "Ask", "Bjørne", "Blå", "Brenn", "Bukke", "Dverg", "Ekorn", "Elve", "Falk", "Fure", "Gaupe", "Gjøk",
    "Glitre", "Grå", "Gull", "Hegre", "Hjerte", "Hubro", "Hvit", "Jerv", "Jord", "Kald", "Kråke", "Kvern", "Lav",
    "Lerke", "Lom", "Lyng", "Løv", "Måke", "Mår", "Mørk", "Nøtte", "Oter", "Orre", "Pil", "Rype", "Røyse",
    "Rå", "Sild", "Skinn", "Sløke", "Snø", "Solv", "Spove", "Stille", "Storm", "Svale", "Sølv", "Teist", "Tiur",
    "Tjeld", "Torsk", "Trane", "Ugle", "Ulve", "Vass", "Ær", "Øre", "Ørne",
)  # fmt: skip
LAST = (
    "bekken", "berget", "bu", "bygda", "bø", "dalen", "eidet", "elva", "fjella", "fossen", "gard", "grend", "hamna",
    "haugen", "heia", "heim", "holmen", "høgda", "kollen", "landet", "lia", "marka", "moen", "myra", "neset", "odden",
    "osen", "rud", "sjøen", "skaret", "skogen", "stad", "stranda", "sundet", "sætra", "tangen", "tjønna", "tunet",
    "vang", "vatnet", "vika", "vollen", "våg", "ådalen", "åsen", "øya",
)  # fmt: skip
COUNTIES = (
    "Storgard", "Rypefylket", "Ulvemark", "Solvlandet", "Ytre og Indre Falk", "Hegrefjord", "Bjørneviddene",
    "Vestre Tiurland", "Kvernfylket", "Lommedal og Mår", "Sølvheiene", "Tjeldland", "Nordre Teistnes", "Mørkevidda",
    "Polarneset",
)  # fmt: skip
"""The first is the county of the one authority that is both municipality and county."""
NORTHERN = {
    "Nordre Teistnes": "Davvi-Čearretnjárga", "Mørkevidda": "Sevnnjesduottar", "Polarneset": "Polánjárga",
}  # fmt: skip
"""Counties with a second official name, in invented spelling that follows North Sámi letters."""
_SAMI_FIRST = ("Bálo", "Čáhce", "Duottar", "Goahte", "Guovža", "Jiekŋa", "Láttu", "Njálla", "Rievssat", "Skuolf")
_SAMI_LAST = ("jávri", "johka", "luokta", "njárga", "suolu", "vággi", "várri", "vuotna")
_PARTS = ("Nordre ", "Søndre ", "Øvre ", "Nedre ", "Ytre ", "Indre ", "Vestre ", "Østre ")
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", " ": "-"})


def slug(name: str) -> str:
    """Return a name as a host label: lower case, ASCII letters and hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    return "".join(letter for letter in plain if letter.isascii() and (letter.isalnum() or letter == "-")).strip("-")


def place_names(seed: int, count: int) -> list[str]:
    """Return `count` different place names, also different as host labels; about one in nine has two words."""
    found: list[str] = []
    taken: set[str] = set()
    attempt = 0
    while len(found) < count:
        attempt += 1
        chance = draw.stream(seed, "place", attempt)
        first, last = chance.choice(FIRST), chance.choice(LAST)
        name = first + last
        kind = chance.random()
        if kind < 0.06:
            name = chance.choice(_PARTS) + name
        elif kind < 0.09:
            name = f"{name}-{chance.choice(FIRST)}{chance.choice(LAST)}"
        elif kind < 0.11:
            name = f"{first}{last} og {chance.choice(FIRST)}{chance.choice(LAST)}"
        # The same letter three times running is written twice in Norwegian.
        if slug(name) not in taken and first[-2:] != last[:1] * 2 and first[-1:] != last[:1]:
            taken.add(slug(name))
            found.append(name)
    return found


def sami_name(seed: int, name: str) -> str:
    """Return an invented second name in North Sámi letters for a place."""
    return draw.choice(_SAMI_FIRST, seed, "sami", name) + draw.choice(_SAMI_LAST, seed, "sami end", name)
