"""Registers on loopback that answer as documented: made from the country's own tables, so that nothing differs.

A test changes `answers` before it asks: each is the decoded JSON of one register.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from barometer.registry import load_country

NORWAY = load_country("no")
TODAY = date(2026, 10, 20)
COUNTIES = {each.number: each for each in NORWAY.in_force(TODAY) if each.kind == "fylkeskommune"}
MUNICIPALITIES = {each.number: each for each in NORWAY.in_force(TODAY) if each.kind == "kommune"}


def code(number: str, name: str) -> dict[str, Any]:
    """Return a row of KLASS `codesAt`, with the fields its guide and answers show."""
    return {"code": number, "parentCode": None, "level": "1", "name": name, "shortName": "", "presentationName": "",
            "validFrom": None, "validTo": None, "notes": ""}  # fmt: skip


def change(on: str, old: tuple[str, str], new: tuple[str, str]) -> dict[str, Any]:
    """Return a row of KLASS `changes`."""
    return {"oldCode": old[0], "oldName": old[1], "oldShortName": "", "newCode": new[0], "newName": new[1],
            "newShortName": "", "changeOccurred": on}  # fmt: skip


def json_stat(figures: dict[tuple[str, str], int | None]) -> dict[str, Any]:
    """Return a JSON-stat2 data set of region, contents and year."""
    regions, years = sorted({region for region, _ in figures}), sorted({year for _, year in figures})
    dimensions = {"Region": regions, "ContentsCode": ["Personer1"], "Tid": years}
    return {
        "version": "2.0", "class": "dataset", "label": "07459: Befolkning", "source": "Statistisk sentralbyrå",
        "updated": "2026-02-24T07:00:00Z", "id": list(dimensions), "size": [len(each) for each in dimensions.values()],
        "dimension": {
            name: {"label": name, "category": {"index": {each: place for place, each in enumerate(values)},
                                               "label": {each: each for each in values}}}
            for name, values in dimensions.items()
        },
        "value": [figures.get((region, year), 0) for region in regions for year in years],
    }  # fmt: skip


def entity(organisation: str, name: str, municipality: str, website: str | None, form: str) -> dict[str, Any]:
    """Return one legal entity."""
    made: dict[str, Any] = {
        "organisasjonsnummer": organisation, "navn": name, "organisasjonsform": {"kode": form, "beskrivelse": form},
        "forretningsadresse": {"adresse": ["Rådhuset"], "kommune": name, "kommunenummer": municipality},
    }  # fmt: skip
    return made | ({"hjemmeside": website} if website else {})


def statement(number: str, name: str, value: str, **more: str) -> dict[str, Any]:
    """Return one row of the SPARQL answer; `end`, `numberEnd` and `rank` as Wikidata writes them."""
    row = {"item": f"http://www.wikidata.org/entity/Q{number}", "number": number, "property": name, "value": value,
           "rank": "http://wikiba.se/ontology#NormalRank", "numberRank": "http://wikiba.se/ontology#NormalRank",
           **more}  # fmt: skip
    return {key: {"type": "literal", "value": text} for key, text in row.items()}


def figures_of_the_tables() -> dict[tuple[str, str], int | None]:
    """Return what table 07459 says when it agrees with the country's own table, the nation included."""
    found: dict[tuple[str, str], int | None] = {}
    for each in NORWAY.population:
        if any(row.number == each.number and row.is_in_force(each.on) for row in NORWAY.authorities):
            found[each.number, str(each.on.year)] = each.inhabitants
    for year in (2024, 2025, 2026):
        found["0", str(year)] = sum(found[number, str(year)] or 0 for number in MUNICIPALITIES)
    return found


@dataclass
class Answers:
    """What each register says."""

    codes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    changes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    figures: dict[tuple[str, str], int | None] = field(default_factory=figures_of_the_tables)
    entities: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    places: list[dict[str, Any]] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)
    down: set[str] = field(default_factory=set)
    """First words of paths that answer 500."""
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    """Method, path with query, and user agent of every request."""

    def __post_init__(self) -> None:
        everyone = {"104": COUNTIES, "131": MUNICIPALITIES}
        for number, rows in everyone.items():
            self.codes[number] = [code(each.number, " - ".join(each.official_names)) for each in rows.values()]
            self.codes[number].append(code("9" * len(next(iter(rows))), "Uoppgitt"))
            self.changes[number] = []
        self.codes["104"].append(code("03", "Oslo"))
        for form, rows in (("KOMM", MUNICIPALITIES), ("FYLK", COUNTIES)):
            word = "KOMMUNE" if form == "KOMM" else "FYLKESKOMMUNE"
            self.entities[form] = [
                entity(each.organisation_number or f"9{each.number:0>8}", f"{each.name.upper()} {word}", each.number,
                       each.front_page.removeprefix("https://").strip("/"), form)
                for each in rows.values()
            ]  # fmt: skip
        for number in ("03", *COUNTIES):
            own = [each for each in MUNICIPALITIES.values() if each.county_number == number]
            self.places.append({"fylkesnummer": number, "fylkesnavn": own[0].county, "kommuner": [
                {"kommunenummer": each.number, "kommunenavnNorsk": each.name,
                 "gyldigeNavn": [*({"navn": name, "prioritet": 1, "sprak": None} for name in each.official_names),
                                 {"navn": None, "prioritet": 3, "sprak": None}],
                 "punktIOmrade": {"type": "Point", "coordinates": [each.longitude, each.latitude]}}
                for each in own
            ]})  # fmt: skip

    def answer(self, path: str, query: dict[str, list[str]]) -> Any:
        """Return the decoded answer of a path; None where there is nothing."""
        words = path.strip("/").split("/")
        if words[0] == "klass":
            asked = words[2]
            if words[3] == "codesAt":
                return {"codes": self.codes[asked]}
            return {"codeChanges": self.changes[asked]}
        if words[0] == "pxweb":
            return json_stat(self.figures)
        if words[0] == "brreg":
            rows, size, page = self.entities[query["organisasjonsform"][0]], 200, int(query["page"][0])
            pages = -(-len(rows) // size)
            listed = rows[page * size : (page + 1) * size]
            return {"_embedded": {"enheter": listed}, "page": {"size": size, "totalPages": pages, "number": page}}
        if words[0] == "kartverket":
            return self.places
        if words[0] == "wikidata":
            return {"head": {"vars": []}, "results": {"bindings": self.statements}}
        return None


@contextmanager
def serve(answers: Answers) -> Iterator[str]:
    """Answer on a free port of this machine, and yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self.rfile.read(length)
            address = urlsplit(self.path)
            answers.asked.append((self.command, self.path, self.headers.get("User-Agent") or ""))
            first = address.path.strip("/").split("/")[0]
            answer = None if first in answers.down else answers.answer(address.path, parse_qs(address.query))
            body = json.dumps(answer).encode()
            self.send_response(500 if answer is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
