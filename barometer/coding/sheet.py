"""Writing a coding sheet: semicolons and a byte order mark, which Norwegian Excel and LibreOffice open as a table."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from barometer.coding.columns import COLUMNS, legend
from barometer.coding.draw import Drawn, draw
from barometer.errors import UsageError
from barometer.months import Month
from barometer.registry import Country
from barometer.storage import DataFolder


def write_sheet(
    country: Country, month: Month, folder: DataFolder, out: Path, *, size: int, seed: int, everyone: bool = False
) -> list[Drawn]:
    """Draw pages of a built month and write them to `out`, with a legend beside it.

    Drawn from the pages whose use no visit tells, since a coded class counts only there; from all official pages
    with `everyone`, to compare people with machines. The same seed draws the same pages, also after an import.

    Raises:
        UsageError: the month is not built, has no such page, or `out` stands already and may be filled in.
    """
    from warehouse.coded import frame_of

    beside = legend_of(out)
    for path in (out, beside):
        if path.exists():
            raise UsageError(f"{path} exists and may be filled in: name another file with --out, or move it")
    frame = frame_of(folder.warehouse, month)
    pages = [page for page in frame.pages if everyone or page.is_unknown]
    if not pages:
        raise UsageError(
            f"{month} has no official Facebook page" if everyone
            else f"{month} has no page whose use is unknown: there is nothing to code, or draw from all with --all"
        )
    sample = draw(pages, size, seed)
    rows = [
        {
            "row": key_of(country.code, month, each.page.authority_number), "authority": each.page.authority,
            "address": each.page.url, "window_from": frame.window_from.isoformat(),
            "window_to": frame.window_to.isoformat(), "stratum": each.stratum, "drawn": str(each.drawn),
            "drawn_of": str(each.drawn_of), "probability": f"{each.drawn / each.drawn_of:.4f}".replace(".", ","),
        }
        for each in sample
    ]  # fmt: skip
    write_rows(out, rows)
    beside.write_text(legend(out.name, len(rows)), encoding="utf-8-sig")
    return sample


def write_rows(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Write rows of a sheet; columns that a row lacks stay empty."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, delimiter=";", restval="", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def legend_of(sheet: Path) -> Path:
    """Return where a sheet's legend lies."""
    return sheet.with_name(f"{sheet.stem}-veiledning.txt")


def key_of(country: str, month: Month, number: str) -> str:
    """Return a row's key; with letters first, no spreadsheet takes it for a number or a date."""
    return f"{country}-{month}-{number}"
