"""Grade B from end to end: a page that a person saved is read, built, and believed before two people's sheets."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from barometer.months import Month
from barometer.practice.world import world
from barometer.readings import Outcome
from barometer.readings_file import write
from tests.command_line import MONTH, Run, of, run
from tests.make_edition import rows_of
from tests.make_readings import Maker, instant, link
from tests.test_metrics_coded import ONE_WAY, coded
from warehouse.read import query

__all__ = ["run"]
SAVED = Path(__file__).parent / "pages" / "facebook" / "practice_dialog.html"
PAGE = "glitreadalenkommune"


def test_a_saved_page_has_grade_b_and_outranks_coders(tmp_path: Path, run: Run) -> None:
    account = world(MONTH).account("facebook", PAGE)
    assert account is not None
    number, data = account.authority_number, tmp_path / "data"
    rows = rows_of(world(MONTH).country, MONTH)
    made = Maker(data, rows)
    for authority, _ in rows:
        made.visit(str(MONTH), "website", authority.number,
                   readings=[link(PAGE)] if authority.number == number else [])  # fmt: skip
    made.account(str(MONTH), number, PAGE)
    made.visit(str(MONTH), "facebook", f"facebook:{PAGE}", number=number, outcome=Outcome.LOGIN_WALL)
    folder, _ = made.save()
    two = [coded(number, coder, native_id=PAGE, **ONE_WAY) for coder in (1, 2)]
    write(folder.codings(Month.parse(str(MONTH))), two)
    wanted = f"select use_class, evidence_grade from mart.dialogue where authority_number = '{number}'"

    assert run("build", *of(data)).code == 0
    assert list(query(folder.warehouse, wanted).iloc[0]) == ["enveis", "C"]
    saved = Path(shutil.copy(SAVED, tmp_path / "lagret.html"))
    os.utime(saved, (instant(str(MONTH)).timestamp(),) * 2)
    answer = run("import", saved, *of(data))
    assert answer.code == 0, answer.out + answer.err
    assert run("build", *of(data)).code == 0
    assert list(query(folder.warehouse, wanted).iloc[0]) == ["dialog", "B"]
