"""Puts an edition in place so that a reader sees the old one or the new one, never something between.

    editions/releases/2026-10-0123456789ab/    finished editions, named by month and content, never changed
    editions/2026-10 -> releases/…             what is published of a month; swapped in one step
    editions/latest -> 2026-10                 the newest month
    editions/index.html                        the list of them
    editions/corrections.jsonl                 what was corrected, when and why (`corrections.py`)

What lies above the editions (list, corrections, feeds) lies in `releases/` too, for the readers of an edition that was
replaced: its pages lead one folder up.

A new edition is written in a hidden folder beside them. Whatever goes wrong there, the links still say what they said.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from barometer.errors import UsageError
from barometer.months import Month
from barometer.publishing import manifest

RELEASES = "releases"


@contextmanager
def hidden_folder(editions: Path, month: Month) -> Iterator[Path]:
    """Yield an empty hidden folder to write an edition in; it is gone afterwards unless `put_in_place` moved it.

    A folder that a killed run left behind is removed first: the data folder's lock says nobody is writing in it.
    """
    folder = editions / RELEASES / f".partial-{month}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def standing(editions: Path, month: Month) -> Path | None:
    """Return the finished edition that a month's address shows now; None when the month is not published."""
    link = editions / str(month)
    return link.resolve() if link.is_symlink() and link.exists() else None


def finish(hidden: Path, editions: Path, month: Month, digest: str) -> Path:
    """Give a finished folder its name and its place among the releases; no address shows it yet. Return the release.

    Raises:
        UsageError: something that is no published edition stands in the way.
    """
    release = hidden.with_name(f"{month}-{digest[:12]}")
    for link in (editions / str(month), editions / "latest"):
        if link.exists() and not link.is_symlink():
            raise UsageError(f"{link} is not a link that publish made: move it away, then publish again")
    _flush(hidden)
    if release.exists():
        # The same content under the same name is there already, unless somebody changed it since.
        if not manifest.is_whole(release):
            aside = release.with_name(f".replaced-{release.name}")
            shutil.rmtree(aside, ignore_errors=True)
            release.rename(aside)
            hidden.rename(release)
            shutil.rmtree(aside)
    else:
        hidden.rename(release)
    _flush_folder(release.parent)
    return release


def show(release: Path, editions: Path, month: Month) -> Path:
    """Make a release the published edition of its month, in one step; return `editions/<month>`."""
    _point(editions / str(month), f"{RELEASES}/{release.name}")
    _point(editions / "latest", str(published(editions)[-1]))
    return editions / str(month)


def published(editions: Path) -> list[Month]:
    """Return the months that have a published edition, oldest first."""
    if not editions.is_dir():
        return []
    # A run that was killed between making a link and putting it in place leaves `.2026-10.new`.
    links = (entry.name for entry in editions.iterdir() if entry.is_symlink() and not entry.name.startswith("."))
    return sorted(Month.parse(name) for name in links if name != "latest")


def replace_text(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, encoding="utf-8")
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    aside.replace(path)
    _flush_folder(path.parent)


def _point(link: Path, target: str) -> None:
    aside = link.with_name(f".{link.name}.new")
    aside.unlink(missing_ok=True)
    aside.symlink_to(target)
    aside.replace(link)
    _flush_folder(link.parent)


def _flush(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
