"""`barometer registry update`: what the official registers would change in a country's tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from barometer.commands.options import DEFAULT_COUNTRY, DEFAULT_DATA, CountryOption, DataOption, locked
from barometer.commands.progress import say
from barometer.errors import CheckFailed, UsageError

_MOST_LINES = 60


def update(
    country: CountryOption = DEFAULT_COUNTRY,
    data: DataOption = DEFAULT_DATA,
    apply: Annotated[
        bool, typer.Option("--apply", help="Put the proposed tables into the data folder's registry/.")
    ] = False,
    allow_shrinking: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-shrinking",
            help="Take over what is refused under this name: authorities, population, population-change, websites or"
            " accounts. May be given again.",
        ),
    ] = None,
    register: Annotated[
        list[str] | None,
        typer.Option("--register", help="Ask a register elsewhere: klass, pxweb, brreg, kartverket or wikidata=<URL>."),
    ] = None,
) -> None:
    """Read the official registers and write a proposal: new tables with a readable difference. Edits nothing.

    With --apply, what passes the checks is put into <data>/<country>/registry/, whose tables replace the program's.
    A register that does not answer is named, and the others' proposal stands.
    """
    from typing import get_args

    from barometer.registers.fetching import Addresses, Asker
    from barometer.registers.proposal import Refusable
    from barometer.registers.update import Round
    from barometer.registers.update import apply as take_over
    from barometer.settings import read_settings

    allowed = set(allow_shrinking or ())
    unknown = sorted(allowed - set(get_args(Refusable)))
    if unknown:
        raise UsageError(f"--allow-shrinking {unknown[0]}: choose one of {', '.join(get_args(Refusable))}")
    operator, addresses = read_settings(), Addresses().elsewhere(register or [])
    with locked(country, None, data) as work:
        if work.country.code != "no":
            raise UsageError(f"the official registers are Norway's: there is none to ask for '{work.country.code}'")
        today = (operator.clock or datetime.now(UTC)).astimezone(ZoneInfo(work.country.time_zone)).date()
        with Asker(operator) as asker:
            proposal = Round(asker, addresses, work.country, work.folder, today).run()
        folder = work.folder.root / "proposals" / str(today)
        proposal.write(folder)
        lines = proposal.lines()
        for line in lines[:_MOST_LINES]:
            say(line)
        if len(lines) > _MOST_LINES:
            say(f"… and {len(lines) - _MOST_LINES} lines more")
        say(f"The proposal lies in {folder}; diff.txt says what differs.")
        if apply:
            take_over(proposal, work.folder, work.country.code, allowed)
            say(f"Taken over into {work.folder.root / 'registry'}.")
        elif refused := sorted(set(proposal.refused) - allowed):
            raise CheckFailed(f"something shrinks or jumps ({', '.join(refused)}): look at the lines marked REFUSED")
