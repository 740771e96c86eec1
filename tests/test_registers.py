"""Readers of the official registers: recorded answers, answers as documented, and what is refused."""

from __future__ import annotations

import ast
import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from barometer.errors import RegisterError
from barometer.registers import brreg, kartverket, klass, pxweb, wikidata
from barometer.registers.fetching import Asker
from barometer.registers.reform import Row, reform
from barometer.registry import COUNTRIES
from barometer.settings import Settings
from tests.register_answers import change, json_stat, statement
from tests.shared import REAL, needs_real

API = REAL / "official_api"


def recorded_klass(function: str) -> Any:
    """Return the JSON that a recorded answer of KLASS holds, written as text in a Python function."""
    tree = ast.parse((API / "ssb-klass-python__mock_response_data.txt").read_text("utf-8"))
    body = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
    texts = [node.value for node in ast.walk(body) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return json.loads(texts[0])


@needs_real
def test_recorded_codes_and_changes() -> None:
    codes = klass.read_codes(recorded_klass("codes_fake_content"))
    assert [(each.number, each.names) for each in codes] == [("1", ("Mann",)), ("2", ("Gutt",)), ("3", ("Babygutt",))]
    changes = klass.read_changes(recorded_klass("changes_fake_content"))
    assert [(each.on, each.new.names if each.new else ()) for each in changes] == [
        (date(2019, 1, 1), ("Nordreisa", "Ráisa", "Raisi")), (date(2023, 1, 1), ("Røros", "Rossen")),
    ]  # fmt: skip
    assert all(each.is_real for each in changes)


@needs_real
def test_a_recorded_legal_entity() -> None:
    found = brreg.read_entity(json.loads((API / "norway-open-data__brreg-company.json").read_text("utf-8")))
    assert (found.organisation_number, found.municipality) == ("923609016", "1106")
    assert found.website == "https://example.no"


@needs_real
def test_a_recorded_table() -> None:
    found = pxweb.read_figures(json.loads((API / "norway-open-data__ssb-json-stat.json").read_text("utf-8")))
    assert [(each.number, each.year, each.inhabitants) for each in found] == [
        ("1106", 2024, 38000), ("0301", 2024, 710000), ("0301", 2025, 720000),
    ]  # fmt: skip


@needs_real
def test_the_classification_s_changes_lead_from_2010_to_today() -> None:
    """Every change since 2010, applied to the municipalities of 2010, gives today's and the same list of changes."""
    with (COUNTRIES / "no" / "authorities.csv").open(encoding="utf-8", newline="") as text:
        known = list(csv.DictReader(text))
    begin: list[Row] = [
        row | ({"valid_to": ""} if row["kind"] == "kommune" else {})
        for row in known
        if row["kind"] != "kommune"
        or (row["valid_from"] <= "2010-01-01" and (not row["valid_to"] or row["valid_to"] > "2010-01-01"))
    ]  # fmt: skip
    with (REAL / "norway" / "klass131_changes.csv").open(encoding="utf-8", newline="") as text:
        rows = [change(row["change_date"], (row["old_code"], row["old_name"]), (row["new_code"], row["new_name"]))
                for row in csv.DictReader(text) if row["change_date"] > "2010-01-01"]  # fmt: skip
    made = reform(begin, klass.read_changes({"codeChanges": rows}), "KLASS")
    assert {(row["number"], row["valid_from"], row["valid_to"]) for row in made.authorities} == {
        (row["number"], row["valid_from"], row["valid_to"]) for row in known
    }
    with (COUNTRIES / "no" / "changes.csv").open(encoding="utf-8", newline="") as text:
        ours = {(row["on"], row["from_number"], row["to_number"], row["kind"]) for row in csv.DictReader(text)
                if len(row["from_number"]) == 4}  # fmt: skip
    assert {(row["on"], row["from_number"], row["to_number"], row["kind"]) for row in made.changes} == ours


def test_nobody_is_no_authority_and_a_qualifier_no_name() -> None:
    rows = [{"code": "9999", "name": "Uoppgitt"}, {"code": "99", "name": "Uoppgitt"},
            {"code": "3114", "name": "Våler (Østfold)"}, {"code": "1875", "name": "Hábmer - Hamarøy"}]  # fmt: skip
    assert [(each.number, each.names) for each in klass.read_codes({"codes": rows})] == [
        ("3114", ("Våler",)), ("1875", ("Hábmer", "Hamarøy")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "is_real"),
    [
        (("0545", "Vang"), ("0545", "Vang (Oppland)"), False),
        (("1875", "Hábmer - Hamarøy"), ("1875", "Hamarøy - Hábmer"), False),
        (("5025", "Røros"), ("5025", "Røros - Rosse"), True),
        (("3001", "Halden"), ("3101", "Halden"), True),
    ],
)
def test_a_new_label_is_no_change(old: tuple[str, str], new: tuple[str, str], is_real: bool) -> None:
    (found,) = klass.read_changes({"codeChanges": [change("2026-01-01", old, new)]})
    assert found.is_real == is_real


def test_zero_is_no_figure() -> None:
    """Table 07459 gives 0 where a number did not exist; an aggregate or a ward is no authority."""
    answer = json_stat({("0", "2026"): 5, ("3101", "2026"): 3, ("0101", "2026"): 0, ("K-3101", "2026"): 3,
                        ("0301a", "2026"): 1, ("31", "2026"): None})  # fmt: skip
    assert [(each.number, each.inhabitants) for each in pxweb.read_figures(answer)] == [("0", 5), ("3101", 3)]


def test_figures_by_sex_are_refused() -> None:
    answer = json_stat({("3101", "2026"): 3})
    answer |= {"id": ["Region", "Kjonn", "Tid"], "size": [1, 2, 1], "value": [1, 2]}
    answer["dimension"]["Kjonn"] = {"category": {"index": {"1": 0, "2": 1}, "label": {"1": "Menn", "2": "Kvinner"}}}
    with pytest.raises(RegisterError, match="one figure per region and year"):
        pxweb.read_figures(answer)


def test_names_and_a_point() -> None:
    names = [{"navn": "Gáivuotna"}, {"navn": "Kåfjord"}, {"navn": "Kaivuono"}, {"navn": None}]
    place = {"kommunenummer": "5540", "kommunenavnNorsk": "Kåfjord", "punktIOmrade": {"coordinates": [20.92, 69.46]},
             "gyldigeNavn": names}  # fmt: skip
    (found,) = kartverket.read_places([{"fylkesnummer": "55", "kommuner": [place]}])
    assert found.names == ("Kåfjord", "Gáivuotna", "Kaivuono")
    assert (found.latitude, found.longitude) == (69.46, 20.92)


DEPRECATED = "http://wikiba.se/ontology#DeprecatedRank"


@pytest.mark.parametrize(
    ("row", "account"),
    [
        (statement("1151", "P2013", "utsirakommune"), ("facebook", "utsirakommune")),
        (statement("1151", "P2003", "Utsira.Kommune"), ("instagram", "utsira.kommune")),
        (statement("1151", "P2002", "utsira"), ("x", "utsira")),
        (statement("1151", "P4033", "utsira@mastodon.example"), ("mastodon", "utsira@mastodon.example")),
        (statement("1151", "P4264", "utsira-kommune"), ("linkedin", "company/utsira-kommune")),
        (statement("1151", "P856", "https://utsira.kommune.no"), (None, "https://utsira.kommune.no")),
        (statement("1151", "P2013", "old", end="2019-01-01T00:00:00Z"), None),
        (statement("1151", "P2013", "wrong", rank=DEPRECATED), None),
        (statement("1850", "P2013", "tysfjord", numberEnd="2020-01-01T00:00:00Z"), None),
        (statement("1850", "P2013", "tysfjord", numberRank=DEPRECATED), None),
    ],
)
def test_wikidata_s_statements_that_hold(row: dict[str, Any], account: tuple[str | None, str] | None) -> None:
    found, unread = wikidata.read_statements({"results": {"bindings": [row]}})
    assert [(each.channel, each.value) for each in found] == ([account] if account else [])
    assert unread == 0


def test_an_id_that_names_no_account_is_counted() -> None:
    rows = [statement("1151", "P2013", "sharer.php"), statement("1151", "P856", "mailto:post@x.no")]
    assert wikidata.read_statements({"results": {"bindings": rows}}) == ((), 2)


BROKEN: list[tuple[Callable[[Any], Any], Any, str]] = [
    (klass.read_codes, {"kode": []}, "no list 'codes'"),
    (klass.read_codes, {"codes": [{"code": "0301", "name": ""}]}, "'name' is no text"),
    (klass.read_codes, [], "no list 'codes'"),
    (klass.read_changes, {"codeChanges": [{"oldCode": "1", "oldName": "A", "changeOccurred": "1.1.2024"}]}, "no date"),
    (pxweb.read_figures, {"error": "Too many values"}, "no JSON-stat2"),
    (pxweb.read_figures, {"class": "dataset", "id": ["Region"], "size": [1]}, "cannot be read as JSON-stat2"),
    (brreg.read_page, {"_embedded": {"enheter": []}}, "no number of pages"),
    (brreg.read_page, {"_embedded": {}, "page": {"totalPages": 1}}, "no list '_embedded.enheter'"),
    (kartverket.read_places, {"fylker": []}, "no list 'fylker'"),
    (kartverket.read_places, [{"kommuner": [{"kommunenavnNorsk": "Moss", "gyldigeNavn": []}]}], "no point"),
    (wikidata.read_statements, "<html>", "no list 'results.bindings'"),
]


@pytest.mark.parametrize(("read", "answer", "says"), BROKEN)
def test_an_answer_of_another_form_is_refused(read: Callable[[Any], Any], answer: Any, says: str) -> None:
    with pytest.raises(RegisterError) as caught:
        read(answer)
    assert says in str(caught.value)


@contextmanager
def saying(*answers: tuple[int, dict[str, str], bytes]) -> Iterator[str]:
    """Answer one request after the other on this machine; the last answer is for all that follow."""
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/codes"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(address: str) -> Any:
    with Asker(Settings(site_delay_seconds=0, timeout_seconds=2)) as asker:
        return asker.get(address, {"date": "2026-01-01"})


def test_a_busy_register_is_asked_again() -> None:
    with saying((503, {"Retry-After": "0"}, b""), (429, {"Retry-After": "0"}, b""), (200, {}, b'{"a": 1}')) as address:
        assert ask(address) == {"a": 1}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((404, {}, b"{}"), "status 404"),
        ((503, {"Retry-After": "0"}, b""), "status 503"),
        ((200, {}, b"<html>Vedlikehold</html>"), "no JSON"),
        ((200, {"Content-Length": "100"}, b'{"a": '), "no answer (RemoteProtocolError)"),
    ],
)
def test_what_a_register_may_not_say(answer: tuple[int, dict[str, str], bytes], says: str) -> None:
    with saying(answer) as address, pytest.raises(RegisterError) as caught:
        ask(address)
    assert says in str(caught.value)


def test_a_register_that_is_not_there() -> None:
    with pytest.raises(RegisterError, match=r"no answer \(ConnectError\)"):
        ask("http://127.0.0.1:9/codes")
