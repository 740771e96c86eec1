"""Taking fields out of a register's JSON: what is not as documented is refused, naming register and field."""

from __future__ import annotations

from datetime import date
from typing import Any

from barometer.errors import RegisterError


def items(register: str, answer: Any, *keys: str) -> list[dict[str, Any]]:
    """Return the list of objects under a path of keys.

    Raises:
        RegisterError: there is none, or it holds something else.
    """
    found = answer
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, list) or any(not isinstance(each, dict) for each in found):
        raise RegisterError(f"{register}: the answer has no list '{'.'.join(keys)}'; its format may have changed")
    return found


def text(register: str, item: dict[str, Any], key: str) -> str:
    """Return a field that must be a text with something in it."""
    value = item.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RegisterError(f"{register}: '{key}' is no text in {str(item)[:120]}; its format may have changed")
    return " ".join(value.split())


def optional_text(item: dict[str, Any], key: str) -> str | None:
    """Return a field's text; None where it is missing, null or empty."""
    value = item.get(key)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def day(register: str, item: dict[str, Any], key: str) -> date:
    """Return a field that must begin with a date, YYYY-MM-DD."""
    value = text(register, item, key)
    try:
        return date.fromisoformat(value[:10])
    except ValueError as error:
        raise RegisterError(f"{register}: '{key}' is no date: {value}; its format may have changed") from error
