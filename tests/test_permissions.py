"""A permission is a host, a giver, a time and a scope; a file that says less stops the run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from barometer.errors import UsageError
from barometer.permissions import permitted, read_permissions

WHOLE = """
[[permission]]
host = "www.facebook.com"
given_by = "Meta, letter of 1 March 2026"
given_on = 2026-03-01
until = 2027-02-28
scope = "public pages of Norwegian municipalities, once a month"
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "permissions.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("host", "on", "is_permitted"),
    [
        ("www.facebook.com", date(2026, 2, 28), False),
        ("www.facebook.com", date(2026, 3, 1), True),
        ("www.facebook.com", date(2027, 2, 28), True),
        ("www.facebook.com", date(2027, 3, 1), False),
        ("www.instagram.com", date(2026, 10, 1), False),
        ("facebook.com", date(2026, 10, 1), False),
    ],
)
def test_a_permission_holds_for_its_host_and_its_time(tmp_path: Path, host: str, on: date, is_permitted: bool) -> None:
    found = read_permissions(_file(tmp_path, WHOLE))
    assert (permitted(found, host, on) is not None) is is_permitted


def test_without_a_file_or_an_entry_nothing_is_permitted(tmp_path: Path) -> None:
    assert read_permissions(tmp_path / "permissions.toml") == ()
    assert read_permissions(_file(tmp_path, "# none yet\n")) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WHOLE.replace('given_by = "Meta, letter of 1 March 2026"', 'given_by = " "'), "entry 1 given_by"),
        (WHOLE.replace("given_on = 2026-03-01\n", ""), "entry 1 given_on"),
        (WHOLE.replace("scope", "purpose"), "entry 1 scope"),
        (WHOLE.replace("www.facebook.com", "https://www.facebook.com/"), "entry 1 host"),
        (WHOLE.replace("2026-03-01", '"soon"'), "entry 1 given_on"),
        ("[permission]\nhost = 'www.facebook.com'\n", "permission"),
        ("[[permission]\n", "mend the line"),
        ("permissions = true\n", "permissions"),
    ],
)
def test_a_slip_names_the_file_the_entry_and_the_field(tmp_path: Path, text: str, said: str) -> None:
    path = _file(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        read_permissions(path)
    assert str(path) in str(caught.value) and said in str(caught.value)
