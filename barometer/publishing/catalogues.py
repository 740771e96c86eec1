"""Collects every text of the published site and brings the catalogues of the other languages up to date.

`make messages` runs it. A text is found where it stands: in the templates, in Python that marks it with gettext,
ngettext or N_, in the charts (title, caption, unit, legend, headings), in the lists of checks, and in the figures that
others published. A catalogue holds file names, and no dates, line numbers or addresses: the same texts give the same
bytes. A text that is new or changed is there without a translation; one that is gone is gone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from barometer.publishing.language import LANGUAGES, LOCALE

PACKAGE = Path(__file__).resolve().parents[1]
METHODS = [("publishing/**.py", "python"), ("charts/**.py", "python"), ("site/pages/**.html", "jinja2")]
OPTIONS = {
    # As the template engine is set up in `pages.py`; and a template that is no template is an error.
    "site/pages/**.html": dict.fromkeys(("trimmed", "trim_blocks", "lstrip_blocks", "newstyle_gettext"), "true")
    | {"silent": "false"}
}
KEYWORDS = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2)}
FROM_CHECKS = ("feltet ",)
"""How texts of checks begin that `retelling.PATTERNS` has with the value left open."""
_KEPT = ("Language", "Plural-Forms", "Content-Type")
"""Lines of a catalogue's header; the others change from day to day, or say nothing."""

Found = tuple[str, str | tuple[str, ...]]
"""File, from the top of the repository, and message: one text, or singular and plural."""


def collected() -> Catalog:
    """Return a catalogue without translations of every text there is, in order of the texts."""
    texts = Catalog(charset="utf-8")
    for file, message in sorted({*_marked(), *_of_charts(), *_of_checks(), *_of_published()}, key=str):
        texts.add(message, locations=[(file, 0)])
    return texts


def _marked() -> Iterator[Found]:
    """Yield what is marked in templates and Python."""
    found = extract_from_dir(PACKAGE, METHODS, OPTIONS, KEYWORDS)
    for name, _, message, _, _ in found:
        if message:
            yield f"{PACKAGE.name}/{name}", message


def _of_charts() -> Iterator[Found]:
    from barometer.publishing.drawing import chart_modules, described

    for name, chart in chart_modules().items():
        legend, headings = (text for _, text in chart.LEGEND), (heading for heading, _ in chart.COLUMNS.values())
        for text in (*described(chart), chart.UNIT, *legend, *headings):
            yield f"{PACKAGE.name}/charts/{name}.py", text


def _of_checks() -> Iterator[Found]:
    # Imported here: it brings in Great Expectations.
    from checks.run import all_suites

    for suite in all_suites():
        for check in suite.checks:
            for text in (check.expected, check.reason, check.remedy):
                if text and not text.startswith(FROM_CHECKS):
                    yield f"checks/{suite.name}.py", text


def _of_published() -> Iterator[Found]:
    from barometer.registry import load_country

    for code in sorted(folder.name for folder in (PACKAGE / "countries").iterdir() if folder.is_dir()):
        country = load_country(code)
        texts = [each.note for each in country.published]
        texts += [text for each in country.published_national for text in (each.definition, each.note)]
        for text in filter(None, texts):
            yield f"{PACKAGE.name}/countries/{code}/published", text


def catalogue(code: str) -> Catalog:
    """Return a language's catalogue as it is on disk; empty when there is none."""
    path = LOCALE / code / "LC_MESSAGES" / "barometer.po"
    if not path.exists():
        return Catalog(locale=code, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=code)


def updated(code: str, texts: Catalog) -> bytes:
    """Return a language's catalogue as it should be: the texts that there are, with the translations it has."""
    known = catalogue(code)
    made = Catalog(locale=code, charset="utf-8", header_comment=f"# Barometer: {code}", fuzzy=False)
    for text in texts:
        if text.id:
            old = known.get(text.id)
            is_kept = old is not None and old.pluralizable == text.pluralizable
            made.add(text.id, string=old.string if old is not None and is_kept else None, locations=text.locations)
    written = BytesIO()
    write_po(written, made, width=0, sort_output=True, include_lineno=False, include_previous=False)
    changing = re.compile(rf'^"(?!(?:{"|".join(_KEPT)}):)[\w-]+: .*\n', re.MULTILINE)
    # The header ends with the first empty line; a text may well have lines like those of a header.
    header, gap, rest = written.getvalue().decode().partition("\n\n")
    return (changing.sub("", header + "\n") + gap[1:] + rest).encode()


def update(codes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Write catalogues again; return language → how many texts, and how many without a translation.

    Args:
        codes: the languages; not that of the texts themselves.
    """
    texts = collected()
    counts = {}
    for code in codes:
        path = LOCALE / code / "LC_MESSAGES" / "barometer.po"
        content = updated(code, texts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        made = [text for text in catalogue(code) if text.id]
        counts[code] = (len(made), sum(not is_translated(text.string) for text in made))
    return counts


def is_translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """Tell whether a translation holds words in every form."""
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    for code, (count, missing) in update(sys.argv[1:] or [each.code for each in LANGUAGES[1:]]).items():
        print(f"{code}: {count} texts, {missing} without a translation")  # noqa: T201
