"""Puts an edition in place so that a reader sees the old one or the new one, never something between.

    editions/releases/2026-10-0123456789ab/    finished editions, named by month and content, never changed
    editions/2026-10 -> releases/…             what is published of a month; swapped in one step
    editions/latest -> 2026-10                 the newest month
    editions/index.html                        the list of them

A new edition is written in a hidden folder beside them. Whatever goes wrong there, the links still say what they said.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from barometer.errors import UsageError
from barometer.months import Month

MANIFEST = "manifest.json"


@contextmanager
def hidden_folder(editions: Path, month: Month) -> Iterator[Path]:
    """Yield an empty hidden folder to write an edition in; it is gone afterwards unless `put_in_place` moved it.

    A folder that a killed run left behind is removed first: the data folder's lock says nobody is writing in it.
    """
    folder = editions / "releases" / f".partial-{month}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_manifest(folder: Path, facts: dict[str, Any]) -> str:
    """Write `manifest.json` (the given facts; size and SHA-256 of every file); return the edition's digest."""
    files = {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": _sha256(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    text = json.dumps({**facts, "files": files}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


def inputs(root: Path, paths: list[Path]) -> dict[str, str]:
    """Return path from the data folder → SHA-256 of what an edition was made from; what is absent is left out."""
    return {path.relative_to(root).as_posix(): _sha256(path) for path in sorted(paths) if path.is_file()}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put_in_place(partial: Path, editions: Path, month: Month, digest: str) -> Path:
    """Make a finished folder the published edition of its month; return `editions/<month>`.

    Raises:
        UsageError: something that is no published edition stands in the way.
    """
    release = partial.with_name(f"{month}-{digest[:12]}")
    for link in (editions / str(month), editions / "latest"):
        if link.exists() and not link.is_symlink():
            raise UsageError(f"{link} is not a link that publish made: move it away, then publish again")
    _flush(partial)
    if release.exists():
        # The same content under the same name is there already, unless somebody changed it since.
        if not _is_whole(release):
            aside = release.with_name(f".replaced-{release.name}")
            shutil.rmtree(aside, ignore_errors=True)
            release.rename(aside)
            partial.rename(release)
            shutil.rmtree(aside)
    else:
        partial.rename(release)
    _flush_folder(release.parent)
    _point(editions / str(month), f"releases/{release.name}")
    _point(editions / "latest", str(published(editions)[-1]))
    return editions / str(month)


def published(editions: Path) -> list[Month]:
    """Return the months that have a published edition, oldest first."""
    links = (entry.name for entry in editions.iterdir() if entry.is_symlink() and entry.name != "latest")
    return sorted(Month.parse(name) for name in links)


def replace_text(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new."""
    path.parent.mkdir(exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


def _point(link: Path, target: str) -> None:
    aside = link.with_name(f".{link.name}.new")
    aside.unlink(missing_ok=True)
    aside.symlink_to(target)
    aside.replace(link)
    _flush_folder(link.parent)


def _is_whole(release: Path) -> bool:
    try:
        files = json.loads((release / MANIFEST).read_text(encoding="utf-8"))["files"]
        return all(_sha256(release / name) == file["sha256"] for name, file in files.items())
    except (OSError, ValueError, KeyError, TypeError):
        return False


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
