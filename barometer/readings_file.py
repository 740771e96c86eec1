"""Readings as JSON lines: one visit (or one account) a line, so that a line is whole or was never written.

A file that was cut off in the middle of its last line, by a crash, is mended by dropping that line: the
visit it would have held is simply made again. Anything else that is not a reading stops with file and line.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from barometer import readings
from barometer.coding.reading import Coding
from barometer.errors import ReadingsError
from barometer.readings import Account, PageReading, Visit

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T", Visit, Account, Coding)
_KINDS = ("Link", "Profile", "Counter", "Feed", "Post", "Comment", "PageRecord", "Visit", "Account")


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    # Imported here: pydantic costs more than the rest of the command line together.
    from pydantic import ConfigDict, Field, TypeAdapter

    kinds: list[Any] = [Coding, *(getattr(readings, each) for each in _KINDS)]
    for kind in kinds:
        kind.__pydantic_config__ = ConfigDict(extra="forbid")
    # Told apart by their `type`, readings are read some fifteen times faster than by trying every kind in turn.
    plain = readings.Reading
    vars(readings)["Reading"] = Annotated[plain, Field(discriminator="type")]
    try:
        return TypeAdapter(Coding if name == Coding.__name__ else getattr(readings, name))
    finally:
        vars(readings)["Reading"] = plain


def encode(reading: Any) -> str:
    """Return any reading as one line of JSON, without the line break."""
    text: bytes = _adapter(type(reading).__name__).dump_json(reading)
    return text.decode()


def decode_page_reading(text: bytes) -> PageReading:
    """Return what a parser saw on a page from its JSON; raises ReadingsError when it is anything else."""
    from pydantic import ValidationError

    try:
        reading: PageReading = _adapter("PageReading").validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ReadingsError(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from error
    return reading


def as_row(reading: Any) -> dict[str, Any]:
    """Return a reading as a plain mapping, nested readings included."""
    return asdict(reading)


def read(path: Path, kind: type[T]) -> Iterator[T]:
    """Yield the readings of a file in order; a missing file holds none.

    Raises:
        ReadingsError: a line is not a `kind`; the message names file, line, field and the remedy.
    """
    if not path.exists():
        return
    from pydantic import ValidationError

    adapter = _adapter(kind.__name__)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield adapter.validate_json(line, strict=True)
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                where = ".".join(str(part) for part in first["loc"]) or "the line"
                if not line.endswith(b"\n"):
                    raise ReadingsError(
                        f"{path}, line {number}: the run that wrote it was cut off here; run 'barometer crawl' (or"
                        " 'barometer import') again, which drops the line and goes on, or delete the line"
                    ) from error
                raise ReadingsError(
                    f"{path}, line {number}: {where}: {first['msg']}; mend or delete the line,"
                    f" or delete the file and run 'barometer crawl' again"
                ) from error


def drop_unfinished(path: Path) -> int:
    """Cut a file after its last whole line; return the bytes dropped (0 when it was whole or absent)."""
    if not path.exists():
        return 0
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        os.truncate(path, whole)
    return len(content) - whole


def append(path: Path, visit: Visit) -> None:
    """Add one visit to a file and make sure it is on disk before returning."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as out:
        out.write(encode(visit).encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())


def write(path: Path, rows: Iterable[Visit | Account | Coding]) -> None:
    """Replace a file by these rows, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    with aside.open("wb") as out:
        for row in rows:
            out.write(encode(row).encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())
    aside.replace(path)
