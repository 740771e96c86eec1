"""Options that put something on every page of an edition: the note of a correction, the reason of a partial one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from barometer.errors import UsageError

if TYPE_CHECKING:
    from barometer.commands.options import Job
    from barometer.publishing.corrections import Note

NoteOption = Annotated[
    str | None, typer.Option("--note", help="What was wrong, where published figures are corrected; for every page.")
]
OnOption = Annotated[str | None, typer.Option("--on", help="Day of the correction, YYYY-MM-DD; today when left out.")]
PartialOption = Annotated[
    str | None, typer.Option("--partial", help="Publish though too little was measured, and say why on every page.")
]


@dataclass(frozen=True, slots=True)
class Correcting:
    """What an operator says when publishing; nothing, as a rule."""

    text: str | None = None
    """The note of a correction."""
    on: str | None = None
    """Its day, as written."""
    partial: str | None = None
    """Why a partial edition is published."""

    def note(self, work: Job) -> Note | None:
        """Return the dated note; None when there is none.

        Raises:
            UsageError: the day is none, or has no note; or the note cannot stand on a page.
        """
        from barometer.publishing.corrections import Note
        from barometer.settings import read_settings

        if self.text is None:
            if self.on is not None:
                raise UsageError("--on is the day of a correction: give --note too, or leave both out")
            return None
        if self.on is None:
            now = read_settings().clock or datetime.now(UTC)
            return Note(text=self.text, on=now.astimezone(ZoneInfo(work.country.time_zone)).date())
        try:
            return Note(text=self.text, on=date.fromisoformat(self.on))
        except ValueError as error:
            raise UsageError(f"--on '{self.on}' is no day: write it as YYYY-MM-DD, for example 2026-11-03") from error

    def reason(self) -> str:
        """Return why a partial edition is published; empty for an ordinary one.

        Raises:
            UsageError: the reason cannot stand on a page.
        """
        from barometer.publishing.corrections import one_line

        return "" if self.partial is None else one_line("--partial", self.partial)


NOTHING = Correcting()
"""An ordinary edition."""
