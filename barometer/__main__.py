"""Makes `python -m barometer` the same as `barometer`."""

from __future__ import annotations

import sys

from barometer.errors import BarometerError


def main() -> None:
    """Run the command line; an expected error, or the disk's, becomes one line on standard error and an exit code."""
    from barometer.cli import app

    try:
        app()
    except BarometerError as error:
        sys.stderr.write(f"barometer: {error}\n")
        sys.exit(error.exit_code)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(
            f"barometer: {where}{error.strerror or error}; see that the folder (--data) can be written and has room\n"
        )
        sys.exit(BarometerError.exit_code)


if __name__ == "__main__":
    main()
