"""Publishes one month: reads the mart, draws, words and writes a static site, and puts it in place in one step.

The same warehouse gives the same bytes: no clock is read, every row has its place, every id is counted from one.
"""

from __future__ import annotations

from pathlib import Path

from barometer.months import Month
from barometer.registry import Country
from barometer.storage import DataFolder


def publish(folder: DataFolder, country: Country, month: Month) -> Path:
    """Publish the edition of a month from the warehouse and return `editions/<month>`.

    Whatever fails, what was published before stays as it was.

    Raises:
        WarehouseError: there is no warehouse, or it does not hold the month.
        UsageError: something that is no published edition stands where one should go.
    """
    # Imported here: they bring in pandas and Altair, which the command line does without until now.
    from barometer.publishing import releases
    from barometer.publishing.downloads import write_downloads
    from barometer.publishing.edition import Edition
    from barometer.publishing.mart import read_mart
    from barometer.publishing.pages import editions_pages, write_pages
    from barometer.settings import read_settings

    edition = Edition(country=country, mart=read_mart(folder.warehouse, month), contact=read_settings().contact)
    with releases.hidden_folder(folder.editions, month) as partial:
        downloads = write_downloads(edition, folder.warehouse, partial)
        write_pages(edition, downloads, partial)
        facts = {
            "month": str(month),
            "country": country.code,
            "is_practice": country.is_practice,
            "method_version": edition.facts["method_version"],
            "code_version": edition.code_version,
            "inputs": releases.inputs(folder.root, [folder.warehouse, *folder.readings(month).glob("*")]),
        }
        place = releases.put_in_place(partial, folder.editions, month, releases.write_manifest(partial, facts))
    for address, text in editions_pages(edition, releases.published(folder.editions)):
        releases.replace_text(folder.editions / address, text)
    return place
