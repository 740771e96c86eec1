"""The Graph API's `fields` expression: `id,comments.summary(true).limit(50){id,from}` as a tree.

Follows Meta's documentation of field expansion: a field, then any number of `.name(value)`, then inner fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*|[.,{}]|\([^()]*\))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field that is asked for."""

    name: str
    arguments: dict[str, str]
    """`summary`, `limit`, `filter`, `order`… and their values."""
    inner: tuple[Field, ...]
    """Fields of what it holds."""


def read_fields(text: str) -> tuple[Field, ...]:
    """Return the fields of an expression.

    Raises:
        ValueError: it does not follow the grammar.
    """
    tokens, position = [], 0
    text = text.strip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ValueError(f"unexpected character at {position}")
        tokens.append(match[1])
        position = match.end()
    fields = _list(tokens)
    if tokens:
        raise ValueError(f"unexpected {tokens[0]}")
    return fields


def _list(tokens: list[str]) -> tuple[Field, ...]:
    fields = []
    while tokens and tokens[0] != "}":
        fields.append(_field(tokens))
        if tokens and tokens[0] == ",":
            tokens.pop(0)
    return tuple(fields)


def _field(tokens: list[str]) -> Field:
    name, arguments = tokens.pop(0), {}
    if not name[0].isalpha():
        raise ValueError(f"unexpected {name}")
    while tokens and tokens[0] == ".":
        if len(tokens) < 3 or not tokens[2].startswith("("):
            raise ValueError("a modifier needs a value in brackets")
        arguments[tokens[1]] = tokens[2][1:-1]
        del tokens[:3]
    inner: tuple[Field, ...] = ()
    if tokens and tokens[0] == "{":
        tokens.pop(0)
        inner = _list(tokens)
        if not tokens or tokens.pop(0) != "}":
            raise ValueError("a bracket is not closed")
    return Field(name=name, arguments=arguments, inner=inner)
