"""Numbers that one reading is too little for: held back, shown as not updated, let go by a second look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from barometer.errors import UsageError
from barometer.readings import Outcome
from barometer.second_looks import read_second_looks
from tests.make_readings import Maker, authority, counter, instant, link, profile
from warehouse.build import build
from warehouse.read import query

M1, M2, M3 = "2026-08", "2026-09", "2026-10"
SITE = "https://www.site.kommune.xx/"


def _rows(world: Maker, looks: str = "") -> Callable[[str, str], dict[str, Any]]:
    """Build, and return what gives one authority's row of a table, values missing as None."""
    folder, country = world.save()
    if looks:
        folder.quarantine.write_text(f"month,channel,native_id,looked_on,looked_by,note\n{looks}\n")
    build(folder, country)

    def row(name: str, month: str, table: str = "ranking") -> dict[str, Any]:
        answer = query(folder.warehouse, f"select * from mart.{table} where month = '{month}' and authority = '{name}'")
        frame = answer.astype(object)
        found = frame.where(frame.notna(), None).to_dict("records")
        return {str(key): value for key, value in found[0].items()} if found else {}

    return row


def _world(root: Path, **numbers: dict[str, Any]) -> Maker:
    """Write one authority per name, with its followers month by month."""
    rows = [authority(f"{1000 + order}", name, website=SITE) for order, name in enumerate(numbers)]
    world = Maker(root, rows)
    for (row, _), months in zip(rows, numbers.values(), strict=True):
        for month, followers in months.items():
            world.page(month, row.number, followers=followers)
    return world


def test_jumps_are_held_back_and_ordinary_changes_are_not(tmp_path: Path) -> None:
    row = _rows(_world(
        tmp_path,
        jump={M1: 1000, M2: 3000}, fall={M1: 1000, M2: 600}, small={M1: 100, M2: 290}, slow={M1: 1000, M2: 1290},
        edge={M1: 1000, M2: 1300}, over={M1: 1000, M2: 1301}, rounded={M1: (1150, 1299), M2: (1500, 1749)},
        new={M2: 90000}, zero={M1: 400, M2: 0}, tiny={M1: 9, M2: 0}, missing={M1: 1000, M2: None},
    ))  # fmt: skip
    held = {name for name in ("jump", "fall", "small", "slow", "edge", "over", "rounded", "new", "zero", "tiny",
                              "missing") if row(name, M2, "quarantine")}  # fmt: skip
    assert held == {"jump", "fall", "over", "zero"}
    told = row("jump", M2)
    assert told["state"] == "ikke oppdatert"
    assert told["state_detail"] == "følgertallet endret seg mer enn 30 % og 200 personer"
    assert all(told[name] is None for name in ("followers", "followers_low", "coverage_percent", "rank"))
    assert told["growth_state"] == "mangler" and told["growth_persons"] is None
    kept = row("jump", M2, "quarantine")
    assert (kept["held_low"], kept["confirmed_high"], kept["is_page_held"]) == (3000, 1000, True)
    assert row("zero", M2)["state_detail"] == "følgertallet gikk til null"
    assert (row("slow", M2)["state"], row("slow", M2)["followers"]) == ("ok", 1290)
    assert row("missing", M2)["state"] == "ok" and row("missing", M2)["followers"] == 1000


def test_a_later_visit_that_agrees_lets_the_number_go(tmp_path: Path) -> None:
    row = _rows(_world(
        tmp_path, stays={M1: 1000, M2: 3000, M3: 3050}, back={M1: 1000, M2: 3000, M3: 1010},
        again={M1: 1000, M2: 3000, M3: 9000}, gone={M1: 500, M2: 0, M3: 0},
    ))  # fmt: skip
    for name, followers in (("stays", 3050), ("back", 1010), ("again", None), ("gone", 0)):
        assert row(name, M2)["state"] == "ikke oppdatert"
        assert row(name, M3)["followers"] == followers, name
    # Two months lie between the two numbers that stand.
    assert row("stays", M3)["growth_state"] == "utenfor vindu"


def test_another_way_in_that_agrees_lets_the_number_go_and_one_that_does_not_stands_alone(tmp_path: Path) -> None:
    world = _world(tmp_path, alike={M1: 1000, M2: 3000}, unlike={M1: 1000, M2: 3000}, nothing={M1: 1000, M2: 0})
    for order, number in enumerate((3010, 1005, 0)):
        side = f"side{1000 + order}"
        world.visit(M2, "graph_api", f"facebook:{side}", number=f"{1000 + order}",
                    readings=[counter(side, "followers", number)])  # fmt: skip
    row = _rows(world)
    assert row("alike", M2)["followers"] == 3010 and not row("alike", M2, "quarantine")
    assert row("unlike", M2)["followers"] == 1005
    assert row("unlike", M2, "quarantine")["is_page_held"] is False
    # Nought on every way in is what a broken platform shows: nothing but time or a person confirms it.
    assert row("nothing", M2)["state"] == "ikke oppdatert"


def test_a_line_of_the_operator_lets_the_number_go(tmp_path: Path) -> None:
    look = f"{M2},facebook,side1000,2026-09-22,NN,merged with another page"
    row = _rows(_world(tmp_path, jump={M1: 1000, M2: 3000}, other={M1: 1000, M2: 3000}), look)
    assert (row("jump", M2)["state"], row("jump", M2)["followers"]) == ("ok", 3000)
    assert row("other", M2)["state"] == "ikke oppdatert"


def test_a_page_with_another_name_that_points_elsewhere_is_held_back(tmp_path: Path) -> None:
    names = ("casino", "renamed", "linked", "first")
    rows = [authority(f"{1000 + order}", name, website=SITE) for order, name in enumerate(names)]
    world = Maker(tmp_path, rows)
    new = {"casino": ("Lucky Slots", "https://slots.example/"), "renamed": ("Nye renamed kommune", None),
           "linked": ("Velkommen", SITE), "first": ("Noe annet", None)}  # fmt: skip
    for month in (M1, M2):
        for row, _ in rows:
            if (row.name, month) == ("first", M1):
                world.visit(month, "website", row.number)
                continue
            name, site = new[row.name] if month == M2 else (f"{row.name} kommune", SITE)
            side = f"side{row.number}"
            world.page(month, row.number, followers=1000, readings=[profile(side, website=site, name=name)])
    row_of = _rows(world)
    states = {name: (row_of(name, M2)["state"], row_of(name, M2)["state_detail"]) for name in names}
    held = ("ikke oppdatert", "siden har fått et annet navn")
    assert states == {"casino": held, "renamed": ("ok", ""), "linked": ("ok", ""), "first": ("ok", "")}


def test_a_page_that_takes_another_official_name_of_its_authority_is_not_held_back(tmp_path: Path) -> None:
    names = ("Karasjok", "Kárášjohka")
    rows = [authority(f"{1000 + order}", f"{name}{order}", website=SITE, official_names=names)
            for order, name in enumerate(names)]  # fmt: skip
    world = Maker(tmp_path, rows)
    for month, shown in ((M1, "Karasjok kommune"), (M2, "KÁRÁŠJOHKA gielda"), (M3, "Lucky Slots")):
        for row, _ in rows:
            world.page(month, row.number, followers=1000, readings=[profile(f"side{row.number}", name=shown)])
    row = _rows(world)
    assert [row(f"{name}{order}", M2)["state"] for order, name in enumerate(names)] == ["ok", "ok"]
    assert row("Karasjok0", M3)["state"] == "ikke oppdatert"


def test_what_a_page_that_was_taken_over_says_is_nobodys_and_followers_are_not_called_likes(tmp_path: Path) -> None:
    world = Maker(tmp_path, [authority("1000", "casino", website=SITE), authority("1001", "likt", website=SITE)])
    for number, shown, times in (("1000", ("casino kommune", "Lucky Slots"), (1, 1)), ("1001", ("likt",) * 2, (1, 9))):
        side = f"side{number}"
        for month, name, factor in zip((M1, M2), shown, times, strict=True):
            told = [counter(side, "likes", 700 * factor), counter(side, "talking_about", 40 * factor)]
            said = [profile(side, name=name), *told, *world.dialogue(side, instant(month))]
            world.page(month, number, followers=1000 * factor, readings=said)
    row = _rows(world)
    assert [row("casino", month)["talking_about"] for month in (M1, M2)] == [40, None]
    use = [(row(name, M2)["use_class"], row(name, M2)["use_class_reason"]) for name in ("casino", "likt")]
    assert use == [("ukjent", "siden kan være en annens"), ("dialog", "besvarte henvendelser")]
    posts = query(world.folder.warehouse, f"from mart.activity_day_of_page where month = '{M2}'")
    assert set(posts["authority_number"]) == {"1001"}
    # Talk comes and goes: only whose it is can be doubted.
    assert row("likt", M2)["talking_about"] == 360
    answer = query(world.folder.warehouse, "from mart.quarantine where is_page_held order by authority")
    assert answer[["authority", "counter_kind", "confirmed_low"]].to_numpy().tolist() == [
        ["casino", "followers", 1000], ["likt", "followers", 1000],
    ]  # fmt: skip


def test_a_website_below_its_own_domain_has_not_moved(tmp_path: Path) -> None:
    world = Maker(tmp_path, [authority("1000", "deeper", website=SITE)])
    for month, host, side in ((M1, SITE, "old"), (M2, "https://ny.site.kommune.xx/", "new")):
        made = world.visit(month, "website", "1000", readings=[link(side)])
        object.__setattr__(made.pages[0], "final_url", host)
        world.account(month, "1000", side)
        world.visit(month, "facebook", f"facebook:{side}", number="1000", readings=[counter(side, "followers", 800)])
    row = _rows(world)
    assert (row("deeper", M2)["state"], row("deeper", M2)["followers"]) == ("ok", 800)


def test_what_only_a_moved_website_names_counts_from_the_next_look_on(tmp_path: Path) -> None:
    rows = [authority(f"{1000 + order}", name, website=SITE) for order, name in enumerate(("moved", "same"))]
    world = Maker(tmp_path, rows)
    for month, host in ((M1, SITE), (M2, "https://taken.example/"), (M3, "https://taken.example/")):
        world.page(month, "1001", followers=700)
        side = "side1000" if month == M1 else "ny"
        made = world.visit(month, "website", "1000", readings=[link(side)])
        object.__setattr__(made.pages[0], "final_url", host)
        world.account(month, "1000", side)
        world.visit(month, "facebook", f"facebook:{side}", number="1000", readings=[counter(side, "followers", 800)])
    row = _rows(world)
    held = ("ikke oppdatert", "nettstedet er flyttet til et annet domene")
    assert (row("moved", M2)["state"], row("moved", M2)["state_detail"]) == held
    assert row("moved", M3)["followers"] == 800 and row("same", M2)["state"] == "ok"


def test_a_wall_is_no_held_back_number(tmp_path: Path) -> None:
    world = _world(tmp_path, walled={M1: 1000})
    world.page(M2, "1000", outcome=Outcome.LOGIN_WALL, at=instant(M2))
    row = _rows(world)
    assert not row("walled", M2, "quarantine") and row("walled", M2)["followers"] == 1000


HEADER = "month,channel,native_id,looked_on,looked_by,note\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("month,channel\n", "line 1: the columns must be"),
        (f"{HEADER}2026-10,facebook,side,2026-10-22,NN,a,b\n", "line 2: needs 6 fields"),
        (f"{HEADER}2026-13,facebook,side,2026-10-22,NN,\n", "line 2: month '2026-13'"),
        (f"{HEADER}2026-10,facebok,side,2026-10-22,NN,\n", "line 2: channel 'facebok' is not one of"),
        (f"{HEADER}2026-10,facebook,,2026-10-22,NN,\n", "line 2: native_id is empty"),
        (f"{HEADER}2026-10,facebook,side,22.10.2026,NN,\n", "line 2: looked_on '22.10.2026' is no date"),
        (f"{HEADER}2026-10,facebook,side,2026-10-22,,\n", "line 2: looked_by is empty"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused_by_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "quarantine.csv"
    path.write_text(text)
    with pytest.raises(UsageError, match=said):
        read_second_looks(path)


def test_a_list_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "quarantine.csv"
    path.write_bytes(f"{HEADER}2026-10,facebook,side,2026-10-22,Åse,\n".replace(",", ";").encode("cp1252"))
    [look] = read_second_looks(path)
    assert (look.month, look.native_id, look.looked_by, look.note) == ("2026-10", "side", "Åse", "")


def test_no_file_is_no_second_look(tmp_path: Path) -> None:
    assert read_second_looks(tmp_path / "quarantine.csv") == ()
