"""Any file that can be imported, as pages: finds the format and reads it, document by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from barometer.importing import archives, documents, exchanges, tables
from barometer.importing.addresses import web_address
from barometer.importing.bounds import ImportRefused, Source
from barometer.importing.formats import Format, sniff
from barometer.readings import Page

_READERS: dict[Format, Callable[[Source], Iterator[Page]]] = {
    "html": documents.html,
    "mhtml": documents.mhtml,
    "warc": archives.warc,
    "arc": archives.warc,
    "wacz": archives.wacz,
    "json": exchanges.json_file,
    "yaml": exchanges.yaml_file,
    "csv": tables.export,
}


def format_of(path: Path) -> Format:
    """Return a file's format; raises ImportRefused for one that cannot be read."""
    if not path.is_file():
        raise ImportRefused("there is no such file; check its name" if not path.exists() else "it is not a file")
    try:
        return sniff(path)
    except OSError as error:
        raise ImportRefused(f"it cannot be opened ({error.strerror}); check its permissions") from error


def pages_in(
    path: Path, url: str | None = None, *, language: str = "nb", left_out: Counter[str] | None = None
) -> Iterator[Page]:
    """Yield every page that a file holds, one at a time.

    `url` is the address of a document that does not say its own; a web archive's records always do. `left_out`
    counts, by reason, the documents that are no page. Documents that do not say when they were saved get the file's
    time of change.

    Raises:
        ImportRefused: the file cannot be read, or not to its end; the message says why and what to do. Pages that
            were whole have been yielded by then.
    """
    given = web_address(url)
    if url is not None and given is None:
        raise ImportRefused(f"--url '{url}' is not a web address; write it like https://www.name.kommune.no/")
    read = _READERS[format_of(path)]
    source = Source(
        path=path,
        url=given,
        language=language,
        modified_at=datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
        left_out=left_out if left_out is not None else Counter(),
    )
    try:
        yield from read(source)
    except OSError as error:
        raise ImportRefused(f"it cannot be read to its end ({error}); copy it again") from error
