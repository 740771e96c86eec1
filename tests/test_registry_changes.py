"""What past authorities may lack, and changes that disagree with the authorities: each is stopped at its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from barometer.errors import RegistryError
from barometer.registry_file import AUTHORITY_COLUMNS, CHANGE_COLUMNS, POPULATION_COLUMNS, read_country
from tests.test_registry import FIGURES, NEW, OLD, TOML, write_csv

TURN = "2024-01-01"
PAST = OLD | dict.fromkeys(("language", "website", "latitude", "longitude", "website_source", "position_source"), "")
OTHER = PAST | {"number": "9902", "name": "Dalvik", "official_names": "Dalvik"}
NEXT = NEW | {"number": "9911"}
SECOND = NEW | {"number": "9912", "name": "Sørvik", "official_names": "Sørvik",
                "website": "https://www.sorvik.kommune.zz/"}  # fmt: skip


def change(old: str, new: str, kind: str, **more: str) -> dict[str, str]:
    return {"on": TURN, "from_number": old, "to_number": new, "kind": kind, "weight": "", "source": "test"} | more


def folder(root: Path, authorities: list[dict[str, str]], changes: list[dict[str, str]]) -> Path:
    made = root / "zz"
    made.mkdir(exist_ok=True)
    (made / "country.toml").write_text(TOML, "utf-8")
    write_csv(made / "authorities.csv", AUTHORITY_COLUMNS, authorities)
    write_csv(made / "population.csv", POPULATION_COLUMNS, [FIGURES[0]])
    write_csv(made / "changes.csv", CHANGE_COLUMNS, changes)
    return made


def test_a_past_authority_may_lack_what_nobody_needs_of_it(tmp_path: Path) -> None:
    country = read_country(folder(tmp_path, [PAST, NEW], [change("9901", "9901", "renamed")]))
    past = country.authorities[0]
    assert (past.language, past.website, past.latitude, past.longitude) == (None, None, None, None)
    with pytest.raises(RegistryError, match=r"9901 \(Fjordvik, until 2024-01-01\) has no website"):
        _ = past.front_page
    assert country.authorities[1].front_page == NEW["website"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (NEW | {"website": ""}, "website is empty"),
        (NEW | {"language": ""}, "language is empty"),
        (PAST | {"latitude": "60.5"}, "one of latitude and longitude is empty"),
        (PAST | {"name": ""}, "name is empty"),
    ],
)
def test_an_authority_in_force_may_not(tmp_path: Path, row: dict[str, str], says: str) -> None:
    with pytest.raises(RegistryError, match=says):
        read_country(folder(tmp_path, [row], []))


RENAMED = change("9901", "9901", "renamed")
WRONG = {
    "no such kind": ([PAST, NEW], [RENAMED | {"kind": "gone"}], "kind 'gone' is not known"),
    "no source": ([PAST, NEW], [RENAMED | {"source": ""}], "source is empty"),
    "weight of a whole": ([PAST, NEW], [RENAMED | {"weight": "0.5"}], "'renamed' takes all of it"),
    "weight above one": ([PAST, NEW], [change("9901", "9901", "split", weight="1.5")], "weight '1.5' is not a share"),
    "twice": ([PAST, NEW], [RENAMED, RENAMED], "the change stands twice"),
    "nobody ended": ([PAST, NEW], [change("9999", "9901", "merged")], "no authority 9999 ended on 2024-01-01"),
    "nobody began": ([PAST, NEW], [change("9901", "9999", "merged")], "no authority 9999 began on 2024-01-01"),
    "same number": ([PAST, NEW], [change("9901", "9901", "renumbered")], "'renumbered' does not fit the numbers"),
    "another number": ([PAST, NEXT], [change("9901", "9911", "renamed")], "'renamed' does not fit the numbers"),
    "end untold": ([PAST, OTHER, NEW], [RENAMED], "nothing says what became of 9902 (Dalvik) on 2024-01-01"),
    "begin untold": ([PAST, NEW, NEXT], [RENAMED], "nothing says what 9911 (Nyvik) came from on 2024-01-01"),
    "two wholes": (
        [PAST, NEXT, SECOND], [change("9901", "9911", "merged"), change("9901", "9912", "merged")],
        "9901 has 2 successors on 2024-01-01",
    ),
    "shares": (
        [PAST, NEXT, SECOND],
        [change("9901", "9911", "split", weight="0.6"), change("9901", "9912", "split", weight="0.5")],
        "the weights of 9901 on 2024-01-01 add up to 1.1",
    ),
    "part of nobody": ([PAST, NEW], [RENAMED, change("9999", "9901", "part moved")], "number 9999 was not in force"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_change_that_cannot_be_is_stopped(tmp_path: Path, name: str) -> None:
    authorities, changes, says = WRONG[name]
    with pytest.raises(RegistryError, match=r"changes\.csv") as caught:
        read_country(folder(tmp_path, authorities, changes))
    assert says in str(caught.value)


def test_the_operators_own_tables_come_first(tmp_path: Path) -> None:
    shipped = folder(tmp_path, [PAST, NEW], [RENAMED])
    own = tmp_path / "registry"
    own.mkdir()
    write_csv(own / "authorities.csv", AUTHORITY_COLUMNS, [PAST, NEW | {"website": "https://www.annen.kommune.zz/"}])
    country = read_country(shipped, own)
    assert country.authorities[1].website == "https://www.annen.kommune.zz/"
    assert country.population[0].inhabitants == 1200  # theirs is not there, so the program's counts
