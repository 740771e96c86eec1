"""The errors that end a command, each with its exit code; every message says what, where and the remedy.

Exit codes follow the command line's contract: 0 done, 1 checks failed, 2 wrong use or bad input,
3 another run holds the lock, 4 nothing could be reached.
"""


class BarometerError(Exception):
    """Base of every error whose message is meant for the person who runs the command."""

    exit_code = 2


class UsageError(BarometerError):
    """The command was asked for something that cannot be done; the message says what can."""


class RegistryError(BarometerError):
    """Our own facts about a country disagree; the run stops before its first request."""


class RegisterError(BarometerError):
    """An official register did not answer, or answered something else than it documents."""

    exit_code = 4


class ReadingsError(BarometerError):
    """A readings file holds a line that is not a reading; the message names file and line."""


class WarehouseError(BarometerError):
    """The warehouse is missing, or a query on it cannot be answered."""


class ParseError(BarometerError):
    """A page was reached and not understood. Caught in one place (`parse/page.py`), where it becomes an outcome."""


class CheckFailed(BarometerError):
    """A critical check failed: nothing is published."""

    exit_code = 1


class LockedError(BarometerError):
    """Another run works on the same data folder."""

    exit_code = 3


class UnreachableError(BarometerError):
    """Nothing could be reached: no site answered at all."""

    exit_code = 4
