"""The rules of the house that a program can see: each names the file that breaks it."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from barometer.cli import app

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("barometer", "spiders", "warehouse", "checks")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
PARSERS = sorted((ROOT / "barometer" / "parse").glob("*.py"))
README = ROOT / "README.md"
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter"}


def _tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode or not listing.stdout:
        pytest.skip("not a git checkout, so there is no list of the project's files")
    return listing.stdout.splitlines()


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module.split(".")[0]}
    return names


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_top_level_is_the_agreed_one() -> None:
    allowed = {
        "scrapy.cfg", "barometer", "spiders", "warehouse", "checks", "tests", "README.md", "pyproject.toml", "LICENSE",
        "requirements.txt", "requirements-dev.txt", "Makefile", ".ci", ".github", "CHANGELOG.md", ".gitignore",
    }  # fmt: skip
    assert {name.split("/")[0] for name in _tracked()} - allowed == set()


def test_no_source_file_is_above_300_lines() -> None:
    sources = [name for name in _tracked() if name.endswith((".py", ".sql", ".html", ".js", ".css"))]
    sources = [name for name in sources if not name.startswith("tests/pages/")]
    long = {name: count for name in sources if (count := len((ROOT / name).read_text().splitlines())) > 300}
    assert long == {}


@pytest.mark.parametrize("path", PARSERS, ids=_name)
def test_a_parser_is_pure(path: Path) -> None:
    assert _imports(path) & {"scrapy", "playwright", "duckdb", "twisted", "httpx", "requests", "urllib3"} == set()
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args
    }
    assert called & CLOCKS == set(), "a parser reads no clock: times come with the page"


def test_only_the_checks_import_great_expectations() -> None:
    assert [_name(path) for path in SOURCES if "great_expectations" in _imports(path)
            and path.parent.name != "checks"] == []  # fmt: skip


def test_the_practice_web_is_imported_by_commands_only() -> None:
    users = [
        _name(path)
        for path in SOURCES
        if "barometer.practice" in path.read_text() and "practice" not in path.parent.parts
        and path.parent.name != "commands"
    ]  # fmt: skip
    assert users == []


def test_sql_stands_in_the_warehouse_only() -> None:
    sql = re.compile(r"\bselect\b[^\"']{1,200}\bfrom\b|\binsert\s+into\b|\bcreate\s+(table|view)\b", re.IGNORECASE)
    found = []
    for path in SOURCES:
        if path.is_relative_to(ROOT / "warehouse"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and sql.search(node.value) and "\n" not in node.value.strip():
                found.append(f"{_name(path)}:{node.lineno}")
    assert found == []


@pytest.mark.parametrize("path", sorted((ROOT / "spiders").glob("*.py")), ids=_name)
def test_every_spider_has_a_parser_and_two_saved_pages(path: Path) -> None:
    if not re.search(r"Spider\):.*^    parser = ", path.read_text(), re.DOTALL | re.MULTILINE):
        return
    parser = ROOT / "barometer" / "parse" / path.name
    assert parser.exists(), f"{_name(path)} has no parser of its name"
    pages = [page for page in (ROOT / "tests" / "pages" / path.stem).glob("*") if page.is_file()]
    assert len(pages) >= 2, f"tests/pages/{path.stem} holds fewer than two saved pages"
    assert path.stem == "website" or any(
        word in page.name for page in pages for word in ("wall", "error", "unavailable", "gone", "not_found")
    ), f"tests/pages/{path.stem} holds no wall"


def test_no_broad_except_and_nothing_left_for_later() -> None:
    broad = re.compile(r"except( Exception| BaseException)?( as \w+)?:")
    later = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + r"X|NotImplemented" + r"Error)\b")
    found = [
        f"{_name(path)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if broad.search(line) or later.search(line)
    ]
    assert found == []


def _commands() -> dict[str, str]:
    found: dict[str, str] = {}

    def collect(prefix: str, group: object) -> None:
        for name, command in getattr(group, "commands", {}).items():
            if hasattr(command, "commands"):
                collect(f"{prefix}{name} ", command)
            else:
                found[f"{prefix}{name}"] = command.help or ""

    collect("", get_command(app))
    return found


@pytest.mark.parametrize(("name", "text"), sorted(_commands().items()))
def test_every_command_has_help_and_stands_in_the_readme(name: str, text: str) -> None:
    assert text, f"barometer {name} has no help"
    assert f"barometer {name}" in README.read_text(), f"barometer {name} is not in the README"


def test_the_tree_in_the_readme_is_the_tree() -> None:
    block = re.search(r"```text\n(scrapy\.cfg.*?)```", README.read_text(), re.DOTALL)
    assert block, "the README has no tree that begins with scrapy.cfg"
    named = [line.split()[0] for line in block[1].splitlines() if line.strip()]
    missing = [name for name in named if not (ROOT / name).exists()]
    assert missing == []
    folders = {name.split("/")[0] + "/" for name in _tracked() if "/" in name and not name.startswith(".")}
    inside = {f"barometer/{p.name}/" for p in (ROOT / "barometer").iterdir() if p.is_dir() and p.name[0] not in "_."}
    assert (folders | inside) - set(named) == set()


HEADER = re.compile(r"^-- metric: M\d+ \| [^|]+ \| [^|]+ \| (higher|lower|neither)[^|]* \| \d+", re.MULTILINE)


@pytest.mark.parametrize("path", sorted((ROOT / "warehouse" / "metrics").glob("*.sql")), ids=_name)
def test_every_metric_has_a_header_and_a_zero_row_and_a_missing_row_in_its_tests(path: Path) -> None:
    assert HEADER.search(path.read_text()), f"{_name(path)} has no header '-- metric: id | name | unit | … | version'"
    number = path.stem.split("_")[0]
    tests = "\n".join(test.read_text() for test in sorted((ROOT / "tests").glob("test_metric*.py")))
    for row in ("zero", "missing"):
        assert re.search(rf"def test_{number}\w*_{row}\b|\b{number}_{row}\b", tests), f"no {row} row for {number}"


def test_no_lock_file_names_an_index() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text and "--index" not in text
        assert text.count("--hash=sha256:") > text.count("==") > 50
