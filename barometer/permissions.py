"""Recorded permissions to read a platform's public pages: who gave them, when, for what.

`permissions.toml` is the operator's own file, one `[[permission]]` a host. Without one that is in force no request
leaves for that host's pages; programming interfaces with a token of one's own need none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from barometer.errors import UsageError

_Said = Annotated[str, Field(min_length=1)]


class Permission(BaseModel):
    """One recorded permission."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    host: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
    """Host whose public pages may be read, lower case: `www.facebook.com`."""
    given_by: _Said
    """Who gave it, and where that is written down."""
    given_on: date
    """Day it was given; it does not hold before."""
    until: date | None = None
    """Last day it holds; None while it is not limited."""
    scope: _Said
    """What may be read, how often, for what."""

    def holds(self, on: date) -> bool:
        """Say whether it is in force on a day."""
        return self.given_on <= on and (self.until is None or on <= self.until)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    permission: list[Permission] = []


def read_permissions(path: Path) -> tuple[Permission, ...]:
    """Return the permissions in a file, in order; none when there is no file.

    Raises:
        UsageError: the file cannot be meant; the message names it, the entry and the field.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}; it must be a TOML file in UTF-8") from error
    try:
        return tuple(_File.model_validate(tomllib.loads(text)).permission)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}; mend the line") from error
    except ValidationError as error:
        wrong = "; ".join(f"{_where(each['loc'])}: {each['msg'].lower()}" for each in error.errors(include_url=False))
        raise UsageError(
            f"{path}: {wrong}; an entry is [[permission]] with host, given_by, given_on, scope, and until if it ends"
        ) from error


def permitted(permissions: Iterable[Permission], host: str, on: date) -> Permission | None:
    """Return the permission under which a host's public pages may be read on a day; None when there is none."""
    return next((each for each in permissions if each.host == host and each.holds(on)), None)


def _where(location: tuple[int | str, ...]) -> str:
    """Name a place in the file for a person: entries count from 1."""
    return " ".join(f"entry {part + 1}" if isinstance(part, int) else part for part in location)
