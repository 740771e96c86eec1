"""What an edition was made from and what it holds: `manifest.json`, hashes of every input and of every file.

    {"month": "2026-10", "inputs": {"readings/2026-09/website.jsonl": "<sha256>", …}, "program": {"source_sha256": …},
     "files": {"index.html": {"bytes": 61234, "sha256": …}, …}}

Inputs are the record, never what is made from it: the readings of this month and of the months before, which growth,
windows and series rest on; the operator's decisions; the country's rows; the checks' results. The warehouse is told by
its fingerprint, since DuckDB writes a random identifier into every file it makes: two files of the same rows differ.
For the same reason a database's own hash stands in the manifest but is no part of the edition's digest.
"""

from __future__ import annotations

import hashlib
import json
from importlib import metadata
from pathlib import Path
from typing import Any

from barometer.errors import UsageError
from barometer.months import Month
from barometer.registry import COUNTRIES, REGISTRY, Country
from barometer.storage import DataFolder

MANIFEST = "manifest.json"
DATABASE = ".duckdb"
SOURCE = Path(__file__).resolve().parents[2]
PACKAGES = ("barometer", "checks", "spiders", "warehouse")
LOCK = "requirements.txt"
SOURCE_FORMS = {".py", ".sql", ".html", ".css", ".js", ".svg", ".po", ".csv", ".toml"}


def inputs(folder: DataFolder, country: Country, month: Month) -> dict[str, str]:
    """Return address → SHA-256 of every file the edition of a month rests on; what is absent is left out.

    Addresses begin in the country's data folder; the program's own rows of the country begin with `countries/`.
    """
    record = [path for each in folder.months() if each <= month for path in folder.readings(each).glob("*.jsonl")]
    record += [*folder.root.glob("*.csv"), *_tables(folder.root / REGISTRY), folder.checks(month)]
    found = {path.relative_to(folder.root).as_posix(): sha256(path) for path in record if path.is_file()}
    rows = _tables(COUNTRIES / country.code)
    found |= {f"countries/{path.relative_to(COUNTRIES).as_posix()}": sha256(path) for path in rows}
    return dict(sorted(found.items()))


def _tables(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix in (".csv", ".toml") and path.is_file()]


def program(version: str, method_version: str) -> dict[str, Any]:
    """Return what made the edition: versions, a hash of all source and SQL, the lock of packages and what ran.

    A commit is not known when the program runs; its own source is.
    """
    source = hashlib.sha256()
    for path in sorted(path for name in PACKAGES for path in (SOURCE / name).rglob("*")):
        if path.suffix in SOURCE_FORMS and path.is_file():
            source.update(f"{path.relative_to(SOURCE).as_posix()} {sha256(path)}\n".encode())
    lock = SOURCE / LOCK
    return {
        "code_version": version,
        "method_version": method_version,
        "source_sha256": source.hexdigest(),
        "lock_sha256": sha256(lock) if lock.is_file() else None,
        "packages": {name: metadata.version(name) for name in ("altair", "babel", "duckdb", "jinja2", "pandas",
                                                               "vl-convert-python")},
    }  # fmt: skip


def write(folder: Path, facts: dict[str, Any]) -> str:
    """Write `manifest.json` (the given facts; size and SHA-256 of every file); return the edition's digest."""
    files = {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": sha256(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    whole = {**facts, "files": files}
    (folder / MANIFEST).write_text(_text(whole), encoding="utf-8")
    return digest(whole)


def digest(whole: dict[str, Any]) -> str:
    """Return the SHA-256 that names an edition: of its manifest without the hash of the database."""
    files = {name: file for name, file in whole["files"].items() if not name.endswith(DATABASE)}
    return hashlib.sha256(_text({**whole, "files": files}).encode()).hexdigest()


def read(folder: Path) -> dict[str, Any]:
    """Return a finished edition's manifest.

    Raises:
        UsageError: it has none, or it is damaged.
    """
    try:
        whole = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {**whole, "files": dict(whole["files"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{folder / MANIFEST}: {error!r}; the edition is damaged: move {folder} away, then publish its month again"
        ) from error


def is_whole(folder: Path) -> bool:
    """Tell whether every file of a finished edition still is what its manifest says."""
    try:
        return all(sha256(folder / name) == file["sha256"] for name, file in read(folder)["files"].items())
    except (OSError, KeyError, TypeError, UsageError):
        return False


def same_files(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two manifests name the same files with the same content, databases apart."""
    return _content(one) == _content(other)


def _content(whole: dict[str, Any]) -> dict[str, str]:
    return {name: file["sha256"] for name, file in whole["files"].items() if not name.endswith(DATABASE)}


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text(whole: dict[str, Any]) -> str:
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
