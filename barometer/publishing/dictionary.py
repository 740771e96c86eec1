"""The page that describes the database, made from the database's own descriptions: `ordbok.html` in every language."""

from __future__ import annotations

from pathlib import Path

from barometer.publishing.edition import Edition
from barometer.publishing.language import LANGUAGES, N_, gettext, speaking
from barometer.publishing.pages import addresses, environment
from warehouse.dictionary import Layer, dictionary

PAGE = "ordbok"
LAYERS = {
    "main": (N_("Visninger med enkle navn"), N_("Begynn her: seks visninger som kan spørres uten å kjenne lagene.")),
    "mart": ("mart", N_("Det som er publisert: tabellene bak sidene og filene.")),
    "metrics": ("metrics", N_("Ett mål per tabell, med nummer og metodeversjon.")),
    "core": ("core", N_("Avlesningene satt sammen: måned, myndighet, konto, innlegg.")),
    "raw": ("raw", N_("Avlesningene selv, og landets faste opplysninger.")),
}
"""Schema → heading and what stands in it."""


def write_dictionary(edition: Edition, warehouse: Path, root: Path) -> None:
    """Write the page into an edition's folder, once per language.

    Raises:
        WarehouseError: there is no warehouse, or it cannot be opened.
    """
    layers = dictionary(warehouse)
    for language in LANGUAGES:
        with speaking(language.code):
            page = environment(edition.country.time_zone).get_template(f"{PAGE}.html")
            where = addresses(language, f"{PAGE}.html")
            text = page.render(edition=edition, layers=layers, said=_said(layers), **where, here=PAGE)
            (root / language.folder / f"{PAGE}.html").write_text(text, encoding="utf-8")


def _said(layers: tuple[Layer, ...]) -> dict[str, tuple[str, str]]:
    return {layer.name: (gettext(LAYERS[layer.name][0]), gettext(LAYERS[layer.name][1])) for layer in layers}
