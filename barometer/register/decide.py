"""Writing a decision down: one checked line at the end of `accounts.csv`, in the form that `resolve` reads.

What cannot be meant is refused before the file is touched; the file is replaced whole or not at all.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast, get_args

from barometer.decisions import COLUMNS, DecisionKind, read_decisions
from barometer.errors import UsageError
from barometer.parse.account_url import AccountUrl, account_address, account_of
from barometer.readings import Channel, Role
from barometer.registry import Authority, Country

_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of `accounts.csv`, in the order of its columns."""

    authority_number: str
    channel: str
    native_id: str
    decision: str
    role: str
    decided_on: str
    decided_by: str
    note: str

    def text(self) -> str:
        """Return the line as it stands in the file, without its end."""
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="").writerow([getattr(self, column) for column in COLUMNS])
        return out.getvalue()


def decision_line(
    country: Country, *, authority: str, account: str, decision: str, by: str, note: str, on: date,
    role: str = "", channel: str = "",
) -> Line:  # fmt: skip
    """Check a decision and return its line.

    Args:
        country: its authorities.
        authority: official number, or a name that only one authority in force bears.
        account: any address of the account, or its id together with `channel`; empty for `chosen_not`.
        decision: `attested`, `wrong` or `chosen_not`.
        by: who decided; not empty.
        note: why, or where it was said; not empty.
        on: day of the decision.
        role: what an attested account stands for; the whole authority when empty.
        channel: platform, where `account` is no address.

    Raises:
        UsageError: something cannot be meant; the message says what can.
    """
    _one_of(decision, get_args(DecisionKind), "decision")
    if role:
        _one_of(role, get_args(Role), "role")
    number = _authority(country, authority, on).number
    if decision == "chosen_not":
        if account:
            raise UsageError("'chosen_not' is about a platform, not an account: leave --account out, name --channel")
        if not channel:
            raise UsageError("'chosen_not' needs the platform they chose not to be on: name it with --channel")
        _one_of(channel, get_args(Channel), "channel")
        native_id = ""
    else:
        channel, native_id = _account(account, channel)
    said = {"--by": _one_line(by, "--by"), "--note": _one_line(note, "--note")}
    return Line(
        authority_number=number, channel=channel, native_id=native_id, decision=decision,
        role=(role or "helhetlig") if decision == "attested" else "", decided_on=str(on), decided_by=said["--by"],
        note=said["--note"],
    )  # fmt: skip


def append_decision(path: Path, line: Line) -> bool:
    """Add a line to a file of decisions, made with its header when missing; return False when it stands there already.

    Raises:
        UsageError: the file as it is cannot be read; nothing was written.
    """
    before = read_decisions(path)
    kept = path.read_bytes().decode("utf-8-sig") if path.exists() else ",".join(COLUMNS) + "\n"
    key = (line.authority_number, line.channel, line.native_id)
    same = [each for each in before if (each.authority_number, each.channel, each.native_id) == key]
    if same and (same[-1].decision, same[-1].role) == (line.decision, line.role or "helhetlig"):
        return False
    if kept and not kept.endswith("\n"):
        kept += "\n"
    columns = next(csv.reader(kept.splitlines()))
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow([getattr(line, column, "") for column in columns])
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    with aside.open("wb") as file:
        file.write((kept + out.getvalue()).encode())
        file.flush()
        os.fsync(file.fileno())
    try:
        read_decisions(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return True


def _authority(country: Country, wanted: str, on: date) -> Authority:
    in_force = country.in_force(on)
    found = [each for each in in_force if each.number == wanted]
    found = found or [each for each in in_force if wanted.casefold() in {name.casefold() for name in _names(each)}]
    if len(found) == 1:
        return found[0]
    if found:
        which = ", ".join(f"{each.number} ({each.county})" for each in found)
        raise UsageError(f"several authorities are called '{wanted}': give the number, {which}")
    raise UsageError(f"no authority in force on {on} has the number or the name '{wanted}': give its official number")


def _names(authority: Authority) -> tuple[str, ...]:
    return (authority.name, *authority.official_names, f"{authority.name} {authority.kind}")


def _account(account: str, channel: str) -> tuple[str, str]:
    if not account:
        raise UsageError("which account? Give any address of it, as it stands in the browser")
    answer = account_of(account)
    if isinstance(answer, AccountUrl):
        if channel and channel != answer.channel:
            raise UsageError(f"'{account}' is an account on {answer.channel}, not on {channel}")
        return answer.channel, answer.native_id
    if answer is not None:
        raise UsageError(f"'{account}' names no account: {answer.reason}; open the account itself and copy its address")
    if not channel:
        raise UsageError(f"'{account}' is no address of a platform: give the whole address, or the id and --channel")
    _one_of(channel, get_args(Channel), "channel")
    again = account_of(account_address(channel, account))
    if not isinstance(again, AccountUrl) or again.channel != channel:
        raise UsageError(f"'{account}' cannot be an id on {channel}: give the address of the account instead")
    return channel, again.native_id


def _one_line(text: str, option: str) -> str:
    folded = " ".join(text.split())
    if not folded:
        raise UsageError(f"{option} is empty: a decision says who made it and why, for those who come after")
    # Whoever opens the file in a spreadsheet must not start a formula.
    return f"'{folded}" if folded.startswith(_FORMULA) else folded


def _one_of(value: str, known: tuple[str, ...], what: str) -> None:
    if value not in known:
        raise UsageError(f"there is no {what} '{value}': choose one of {', '.join(known)}")


def as_channel(text: str) -> Channel:
    """Return a channel by its name; raises UsageError for an unknown one."""
    _one_of(text, get_args(Channel), "channel")
    return cast(Channel, text)
