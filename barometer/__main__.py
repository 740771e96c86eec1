"""Makes `python -m barometer` the same as `barometer`."""

from __future__ import annotations

import sys

from barometer.errors import BarometerError


def main() -> None:
    """Run the command line; an expected error becomes one line on standard error and its exit code."""
    from barometer.cli import app

    try:
        app()
    except BarometerError as error:
        sys.stderr.write(f"barometer: {error}\n")
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
