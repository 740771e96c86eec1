"""`make bench-checks`: every practice month as it was read must pass, with at most three warnings.

    python -m tests.bench.clean_months READINGS

READINGS is a `readings` folder of practice months; they are copied, built once, and each month is checked.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from barometer.commands.progress import say
from barometer.registry import load_country
from barometer.storage import DataFolder

MOST_WARNINGS = 3


def main() -> None:
    """Print, per month, how many checks passed and which did not; exit code 1 when a month fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readings", type=Path)
    given = parser.parse_args()
    from checks.run import run
    from warehouse.build import build

    country, worst = load_country("xx"), 0
    with tempfile.TemporaryDirectory() as root:
        folder = DataFolder(Path(root) / "xx")
        for each in sorted(given.readings.iterdir()):
            # A month that is being played has no judgement of its accounts yet.
            if (each / "accounts.jsonl").exists():
                shutil.copytree(each, folder.root / "readings" / each.name)
        say(build(folder, country).lines()[0])
        months = folder.months()
        for month in months:
            failed = [result for result in run(folder, country, month) if not result.is_passed]
            counts = {level: sum(row.severity == level for row in failed) for level in ("critical", "warning", "info")}
            names = ", ".join(f"{row.check_name} ({row.failing_rows})" for row in failed if row.severity != "info")
            say(f"{month}: {', '.join(f'{count} {level}' for level, count in counts.items())} {names}")
            worst += counts["critical"] > 0 or counts["warning"] > MOST_WARNINGS
    say(f"{len(months)} months, {worst} of them not clean")
    raise SystemExit(worst > 0)


if __name__ == "__main__":
    main()
