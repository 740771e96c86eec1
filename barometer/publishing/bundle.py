"""Puts an edition's style together in one file: the sources are kept apart, a reader's browser asks once.

The order is that of the cascade: `base.css` first, what a page part needs by name, `print.css` last.
"""

from __future__ import annotations

import shutil
from pathlib import Path

STYLE = "barometer.css"
FIRST, LAST = "base.css", "print.css"


def write_static(source: Path, target: Path) -> None:
    """Write the style as one file, and every other file as it is.

    Args:
        source: `barometer/site/static/`.
        target: the edition's `static/`, made here.
    """
    target.mkdir(parents=True)
    for path in sorted(source.iterdir()):
        if path.suffix != ".css":
            shutil.copyfile(path, target / path.name)
    sheets = "\n".join(path.read_text(encoding="utf-8").strip() + "\n" for path in style_sheets(source))
    (target / STYLE).write_text(sheets, encoding="utf-8")


def style_sheets(source: Path) -> list[Path]:
    """Return the sources of the style in the order they stand in."""
    return sorted(source.glob("*.css"), key=lambda path: (path.name != FIRST, path.name == LAST, path.name))
