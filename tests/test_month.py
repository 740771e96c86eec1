"""What `barometer month` prints at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from barometer.commands.month import print_top
from barometer.commands.options import Job
from barometer.months import Month
from tests.make_readings import Maker, authority, counter
from warehouse.build import build


def test_the_top_shows_exact_numbers_as_one_and_rounded_ones_as_what_they_can_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = Maker(tmp_path, [authority("9001", "Storvik"), authority("9002", "Lillevik"), authority("9003", "Nesvik")])
    world.page("2026-10", "9001", readings=[counter("side9001", "followers", 495)])
    world.page("2026-10", "9002", readings=[counter("side9002", "followers", 1150, 1299)])
    world.visit("2026-10", "website", "9003")
    folder, country = world.save()
    build(folder, country)
    print_top(Job(country, Month(2026, 10), folder), "editions/2026-10")
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line]
    assert lines[1:3] == [
        ["1", "Lillevik", "1150–1299", "followers", "115.0–129.9", "%"],
        ["2", "Storvik", "495", "followers", "49.5", "%"],
    ]
    assert "Nesvik" not in str(lines), "what was not measured has no place"
    assert "practice figures" in " ".join(lines[0])
