"""`barometer inspect`: why does it say that? One address, one saved page or one text through the parsers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from barometer.commands.options import DEFAULT_COUNTRY, CountryOption

app = typer.Typer(help="Show what the parsers see in an address, a saved page or a text.", no_args_is_help=True)

LanguageOption = Annotated[str, typer.Option("--language", help="Language of the labels: nb, nn, en, sv…")]


def _print(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False, default=str))


@app.command()
def url(urls: Annotated[list[str], typer.Argument(help="Addresses to look at.")]) -> None:
    """Say which account each address names, or why it names none; one JSON object a line."""
    from barometer.inspecting import inspect_url

    _print(inspect_url(each) for each in urls)


@app.command()
def page(
    file: Annotated[Path, typer.Argument(help="A saved page.")],
    address: Annotated[str, typer.Option("--url", help="Address the page was saved from.")],
    channel: Annotated[str | None, typer.Option("--channel", help="Parser to use; guessed from --url.")] = None,
    language: LanguageOption = "nb",
    country: CountryOption = DEFAULT_COUNTRY,
) -> None:
    """Print the links, counters and posts that the parsers see in a saved page, and the outcome."""
    from barometer.inspecting import inspect_page
    from barometer.registry import load_country

    _print(inspect_page(file, address, channel, language, load_country(country)))


@app.command()
def text(
    words: Annotated[str, typer.Argument(metavar="TEXT", help='A text with a number: "1,2k følgere".')],
    language: LanguageOption = "nb",
) -> None:
    """Print every labelled number in a text: low, high, counter kind and precision."""
    from barometer.inspecting import inspect_text

    _print(inspect_text(words, language))
