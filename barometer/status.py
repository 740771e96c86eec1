"""How far a month has come, read from what lies in the data folder."""

from __future__ import annotations

from collections import Counter
from typing import Any

from barometer.months import Month
from barometer.readings import Account, Visit
from barometer.readings_file import read
from barometer.registry import Country
from barometer.storage import DataFolder


def status_of(folder: DataFolder, month: Month) -> dict[str, Any]:
    """Return one month's standing: visits by outcome, accounts by status, checks of its present figures, edition."""
    routes = {}
    for path in folder.visit_files(month):
        routes[path.stem] = dict(Counter(visit.outcome.value for visit in read(path, Visit)))
    accounts = Counter(
        f"{account.channel} {account.status}"
        for account in read(folder.month_accounts(month), Account)
        if account.role == "helhetlig"
    )
    edition = folder.editions / str(month)
    return {
        "month": str(month),
        "visits": routes,
        "accounts": dict(sorted(accounts.items())),
        "checks": _checks(folder, month),
        "edition": str(edition) if edition.exists() else None,
    }


def _checks(folder: DataFolder, month: Month) -> dict[str, int] | None:
    from warehouse.results import counts

    return counts(folder, month) if folder.warehouse.exists() else None


def status_lines(country: Country, folder: DataFolder, rows: list[dict[str, Any]]) -> list[str]:
    """Return the standing of some months as lines for a person."""
    if not rows:
        return [f"{country.name}: nothing in {folder.root} yet; 'barometer month --country {country.code}' begins"]
    lines = [f"{country.name}, {folder.root}"]
    for row in rows:
        lines.append(f"\n{row['month']}")
        for route, outcomes in row["visits"].items():
            total = sum(outcomes.values())
            rest = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()) if outcome != "ok")
            lines.append(f"  {route:<10} {outcomes.get('ok', 0)} of {total} ok" + (f"; {rest}" if rest else ""))
        official = sum(count for name, count in row["accounts"].items() if name.endswith("official"))
        lines.append(f"  accounts   {official} official, {row['accounts'].get('facebook official', 0)} on Facebook")
        lines.append(f"  checks     {_said(row['checks'])}")
        lines.append(f"  edition    {row['edition'] or 'not published'}")
    return lines


def _said(checks: dict[str, int] | None) -> str:
    if checks is None:
        return "not run since the last build"
    return ", ".join(f"{count} {name}" for name, count in checks.items())
