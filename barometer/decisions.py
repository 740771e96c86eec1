"""The operator's decisions on accounts, from `accounts.csv`: they win over everything read, and outlive re-crawls."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, cast, get_args

from barometer.errors import UsageError
from barometer.readings import Channel, Role

DecisionKind = Literal["attested", "wrong", "chosen_not"]
COLUMNS = ("authority_number", "channel", "native_id", "decision", "role", "decided_on", "decided_by", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of `accounts.csv`."""

    authority_number: str
    """Authority it is about."""
    channel: Channel
    """Platform."""
    native_id: str
    """Account, canonical form; empty for `chosen_not`."""
    decision: DecisionKind
    """`attested`: it is theirs; `wrong`: it is not; `chosen_not`: they chose not to be on the platform."""
    role: Role
    """What an attested account stands for."""
    decided_on: date
    """Day of the decision."""
    decided_by: str
    """Who decided."""
    note: str
    """Why, or where it was said."""


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions in a file, in order; none when there is no file.

    Raises:
        UsageError: a row cannot be meant; the message names file, line and remedy.
    """
    if not path.exists():
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                raise UsageError(f"{path}: the columns {', '.join(missing)} are missing: the first line names them all")
            return tuple(_decision(row, f"{path}, line {rows.line_num}") for row in rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: cannot be read as CSV in UTF-8 ({error}): mend or remove it") from error


def standing(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Return the decisions that still hold: of several on one account, or on who speaks for the whole, the last one."""
    last: dict[tuple[str, str, str], Decision] = {}
    whole: dict[tuple[str, str], tuple[str, str, str]] = {}
    for each in decisions:
        place = (each.authority_number, each.channel)
        key = (*place, each.native_id)
        if each.decision == "chosen_not" or (each.decision == "attested" and each.role == "helhetlig"):
            last.pop(whole.get(place, key), None)
            whole[place] = key
        last.pop(key, None)
        last[key] = each
    return tuple(last.values())


def _decision(row: dict[str, str | None], where: str) -> Decision:
    given = {column: (row.get(column) or "").strip() for column in COLUMNS}
    if None in row or not given["authority_number"]:
        raise UsageError(f"{where}: needs {len(COLUMNS)} fields, the first an authority number")
    _one_of(given["channel"], get_args(Channel), "channel", where)
    _one_of(given["decision"], get_args(DecisionKind), "decision", where)
    role = given["role"] or "helhetlig"
    _one_of(role, get_args(Role), "role", where)
    if (given["decision"] == "chosen_not") == bool(given["native_id"]):
        raise UsageError(f"{where}: native_id names the account; only 'chosen_not' leaves it empty")
    try:
        decided_on = date.fromisoformat(given["decided_on"])
    except ValueError:
        raise UsageError(f"{where}: decided_on '{given['decided_on']}' is no date: write it as YYYY-MM-DD") from None
    return Decision(
        authority_number=given["authority_number"], channel=cast(Channel, given["channel"]),
        native_id=given["native_id"], decision=cast(DecisionKind, given["decision"]), role=cast(Role, role),
        decided_on=decided_on, decided_by=given["decided_by"], note=given["note"],
    )  # fmt: skip


def _one_of(value: str, known: tuple[str, ...], column: str, where: str) -> None:
    if value not in known:
        raise UsageError(f"{where}: {column} '{value}' is not one of {', '.join(known)}")
