"""The languages of the site: every text is collected, translated, and fits; nothing is said outside the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from jinja2 import nodes
from pandas import DataFrame

from barometer.charts import activity_calendar
from barometer.publishing import evidence, numbers
from barometer.publishing.catalogues import LOCALE, catalogue, collected, is_translated, updated
from barometer.publishing.language import LANGUAGES, gettext, ngettext, speaking
from barometer.publishing.pages import SITE, environment
from barometer.publishing.retelling import WORDS, retold
from barometer.publishing.words import TABLES, outcomes_said, said, source_said

OTHERS = [language.code for language in LANGUAGES[1:]]
REMEDY = "run 'make messages' and translate what is new"
TEMPLATES = sorted((SITE / "pages").glob("*.html"))
NAMES = {"Barometer", "User-agent", "Disallow", "n", "P", "C", "V", "E", "JSON", "Atom", "CSV", "Parquet", "SVG", "RSS"}
"""Words of a template that are names, the same in every language."""
LISTS = ("følgere", "følgere per innbygger", "snakker om", "snakker om per innbygger", "vekst", "vekst per innbygger")
"""The names of the six lists in `mart.top_list`: keys, not words for a reader."""
SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder|label)="([^"]*)"')
WORDY = re.compile(r"^(?!M\d).*(?:[a-zæøå]{2,}[,.:]? [a-zæøå]|[æøå])", re.DOTALL)
"""A string that looks like words for a reader, not like a key or the id of a metric."""
GETTEXT = ("_", "gettext", "ngettext")


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return collected()


@pytest.mark.parametrize("code", OTHERS)
def test_the_catalogue_holds_what_the_program_says_and_nothing_else(code: str, texts: Catalog) -> None:
    known = {str(text.id) for text in catalogue(code)} - {""}
    there = {str(text.id) for text in texts} - {""}
    assert (sorted(there - known), sorted(known - there)) == ([], []), REMEDY
    on_disk = (LOCALE / code / "LC_MESSAGES" / "barometer.po").read_bytes()
    assert updated(code, texts) == on_disk, f"the catalogue is in another order or form: {REMEDY}"


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_has_a_translation_that_is_not_a_guess(code: str) -> None:
    found = [text for text in catalogue(code) if text.id]
    assert len(found) > 900
    assert [text.id for text in found if text.fuzzy or not is_translated(text.string)] == [], REMEDY


@pytest.mark.parametrize("code", OTHERS)
def test_a_text_with_lines_like_a_header_comes_back_whole(code: str, texts: Catalog) -> None:
    # "Måned: …" at the beginning of a line was once taken for a line of the catalogue's own header, and dropped.
    letter = next(text.id for text in texts if str(text.id).startswith("Myndighet: "))
    found = catalogue(code).get(letter)
    assert found is not None and str(found.string).count("\n") == str(letter).count("\n")


def marks(text: str) -> list[str]:
    """Return what a translation has to keep: placeholders, escaped signs, references, tags."""
    return sorted(re.findall(r"%\(\w+\)s|%%|\\\d|<[^>]*>", text))


@pytest.mark.parametrize("code", OTHERS)
def test_placeholders_and_tags_are_the_same_in_the_translation(code: str) -> None:
    for text in catalogue(code):
        ids = [str(text.id)] if isinstance(text.id, str) else [str(each) for each in text.id]
        forms = [str(text.string)] if isinstance(text.id, str) else [str(each) for each in text.string or ()]
        if len(ids) == 1:
            assert marks(ids[0]) == marks(forms[0]) or not text.id, text.id
        else:
            allowed = set(marks(" ".join(ids)))
            assert all(set(marks(form)) <= allowed for form in forms), text.id
            assert marks(ids[1]) == marks(forms[-1]), text.id


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_is_no_copy_of_a_sentence(code: str) -> None:
    # Single words are often the same; a sentence of four words or more is not.
    same = [
        text.id for text in catalogue(code)
        if text.id and text.string == text.id and len(re.findall(r"[a-zæøå]{2,}", str(text.id))) >= 4
    ]  # fmt: skip
    limit = 0 if code == "en" else 30
    assert len(same) <= limit, same


# What stands outside the catalogues


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield every node but those that are texts of the catalogues."""
    yield node
    is_text = isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in GETTEXT
    for child in node.iter_child_nodes():
        if not (is_text and isinstance(child, nodes.Const)):
            yield from _walk(child)


def said_outside(source: str) -> list[str]:
    """Return the words of a template that stand in no trans block and no `_()`."""
    tree = environment("UTC").parse(source)
    data = "\x00".join(node.data for node in _walk(tree) if isinstance(node, nodes.TemplateData))
    attributes = " ".join(text for text in SPOKEN.findall(data) if "=" not in text and "'" not in text)
    plain = re.sub(r"<[^>]*>|&\w+;", " ", re.sub(r"<(code|svg)\b.*?</\1>", " ", data, flags=re.DOTALL))
    words = re.findall(r"[^\W\d_][\w-]*", re.sub(r"[^\s<>]*\x00[^\s<>]*", " ", f"{plain} {attributes}"))
    return [word for word in words if word not in NAMES]


def constants_outside(source: str) -> list[str]:
    """Return string constants of a template that look like words for a reader, not like keys, in no `_()`."""
    keys = {*LISTS, *WORDS, *(word for table in TABLES.values() for word in table)}
    constants = (node.value for node in _walk(environment("UTC").parse(source)) if isinstance(node, nodes.Const))
    return [text for text in constants if isinstance(text, str) and text not in keys and WORDY.match(text)]


def test_the_search_for_words_outside_finds_them() -> None:
    assert said_outside('<p title="Hei du">{{ x }} sider</p>') == ["sider", "Hei", "du"]
    assert said_outside("<p>{% trans n=1 %}{{ n }} sider{% endtrans %} {{ _('Hei') }}</p>") == []
    assert constants_outside('{{ "ingen side" if x == "ingen side" else "rad i tabell" }}') == ["rad i tabell"]
    assert constants_outside('{{ m.head(_("To ord")) }}{% for a in [("M1", "på alle")] %}{% endfor %}') == ["på alle"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_nothing_outside_the_catalogues(path: Path) -> None:
    assert (said_outside(path.read_text()), constants_outside(path.read_text())) == ([], [])


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_only_texts_that_stand_in_the_template_are_marked_as_safe(path: Path) -> None:
    # `_(x)` would let a reading through unescaped; `x|word` escapes.
    calls = environment("UTC").parse(path.read_text()).find_all(nodes.Call)
    marked = [call for call in calls if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT]
    assert all(isinstance(call.args[0], nodes.Const) for call in marked)


def test_every_text_of_the_program_is_collected(texts: Catalog) -> None:
    # A call inside an f-string is not: the feeds once spoke bokmål in every language.
    said = [
        (path.name, text.value)
        for path in sorted(SITE.parent.rglob("*.py")) for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("N_", *GETTEXT)
        for text in call.args[:1] if isinstance(text, ast.Constant)
    ]  # fmt: skip
    assert len(said) > 400
    assert [each for each in said if texts.get(each[1]) is None] == []


# What is said


def test_the_calendar_has_each_language_s_days_whichever_was_drawn_first() -> None:
    frame = DataFrame({"on": ["2026-08-03", "2026-08-04"], "active_percent": [10.0, 20.0]})
    found = {}
    for code in ("nb", "nn", "en"):
        with speaking(code):
            found[code] = activity_calendar.draw(frame).to_json(validate=False, ensure_ascii=False)
    days = {"nb": "'ma.', 'ti.', 'on.'", "nn": "'må.', 'ty.', 'on.'", "en": "'Mo', 'Tu', 'We'"}
    assert [code for code, words in days.items() if words not in found[code]] == []


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("nb", ["40 525", "371,6", "5,7 %", "−3,4 %", "1 150–1 299", "20. oktober 2026", "mai 2026", "3,4 MB"]),
        ("nn", ["40 525", "371,6", "5,7 %", "−3,4 %", "1 150–1 299", "20. oktober 2026", "mai 2026", "3,4 MB"]),
        ("en", ["40,525", "371.6", "5.7%", "−3.4%", "1,150–1,299", "20 October 2026", "May 2026", "3.4 MB"]),
    ],
)
def test_numbers_and_dates_are_written_by_the_language(code: str, written: list[str]) -> None:
    with speaking(code):
        found = [
            numbers.whole(40525), numbers.decimal(371.559), numbers.percent(5.697), numbers.signed_percent(-3.4),
            numbers.interval(1150, 1299), numbers.day("2026-10-20"), numbers.month_name("2026-05"),
            numbers.size(3_400_000),
        ]  # fmt: skip
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in found] == written


def test_a_number_that_stands_in_a_template_is_written_by_the_language_too() -> None:
    # The engine works out what is constant while it compiles, which happens once, in the language written first.
    with speaking("nb"):
        line = environment("Europe/Oslo").from_string("{{ 1.4|decimal(2) }} {{ 20|percent(0) }} {{ 'enveis'|word }}")
        assert line.render().replace("\N{NO-BREAK SPACE}", " ") == "1,40 20 % enveis"
    with speaking("en"):
        assert line.render() == "1.40 20% one-way"


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("nb", ["nettstedet: tidsavbrudd", "sist lest 20. september 2026; krever innlogging", "2 000–4 999", "dialog"]),
        ("nn", ["nettstaden: tidsavbrot", "sist lesen 20. september 2026; krev innlogging", "2 000–4 999", "dialog"]),
        ("en", ["the website: timed out", "last read 20 September 2026; requires login", "2,000–4,999", "dialogue"]),
    ],
)
def test_what_the_tables_say_is_retold(code: str, written: list[str]) -> None:
    told = ["nettstedet: tidsavbrudd", "sist lest 2026-09-20; krever innlogging", "2 000–4 999", "dialog"]
    with speaking(code):
        assert [retold(text).replace("\N{NO-BREAK SPACE}", " ") for text in told] == written
        assert retold("Ytre Råelva") == "Ytre Råelva" and retold(None) == retold("") == ""


def test_what_a_check_saw_is_written_with_the_numbers_of_the_language() -> None:
    saw = ["0 av 1604 rader feiler", "1604 rader", "0,6", "-0,9", "1234,5"]
    with speaking("nb"):
        told = [retold(text).replace("\N{NO-BREAK SPACE}", " ") for text in saw]
        assert told == ["0 av 1 604 rader feiler", "1 604 rader", "0,6", "−0,9", "1 234,5"]
    with speaking("en"):
        assert [retold(text) for text in saw] == ["0 of 1,604 rows fail", "1,604 rows", "0.6", "−0.9", "1,234.5"]
        assert retold("0301") == "0301", "an official number is a text"


def test_short_words_evidence_and_sources_are_told_in_english() -> None:
    with speaking("en"):
        assert said("enveis", "use_class") == gettext("legger ut, men svarer ikke på henvendelser") != "enveis"
        assert said("something new", "use_class") == "something new"
        assert outcomes_said("ok 323, login_wall 27") == "read 323, login wall 27"
        assert source_said("graph_api: followers_count").endswith("(followers_count)")
        assert evidence.told("links back to the website") == "the account links back to the website"


@pytest.mark.parametrize("code", OTHERS)
def test_one_and_many_are_told_apart(code: str) -> None:
    plural = [text for text in catalogue(code) if text.pluralizable]
    assert len(plural) > 10
    with speaking(code):
        for text in plural:
            forms = [ngettext(text.id[0], text.id[1], count) for count in (0, 1, 2)]
            assert forms == [text.string[1], text.string[0], text.string[1]]


def test_every_language_gives_back_what_was_spoken_before() -> None:
    with pytest.raises(RuntimeError), speaking("en"):
        assert numbers.whole(1000) == "1,000"
        raise RuntimeError
    assert numbers.decimal(0.5) == "0,5"
    with pytest.raises(KeyError), speaking("se"):
        pass
