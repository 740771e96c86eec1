"""One round of the registers: asks each, and builds the proposal from those that answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from barometer.errors import RegisterError, RegistryError, UnreachableError
from barometer.registers import brreg, kartverket, klass, pxweb, wikidata
from barometer.registers.accounts import propose_accounts
from barometer.registers.authorities import (
    check_completeness,
    compare_codes,
    last_change,
    propose_changes,
    propose_entities,
    propose_places,
)
from barometer.registers.fetching import Addresses, Asker
from barometer.registers.inhabitants import propose_population
from barometer.registers.proposal import Proposal, tables_in_use
from barometer.registers.redirects import propose_redirects
from barometer.registry import COUNTRIES, REGISTRY, Country, load_country
from barometer.registry_file import read_country
from barometer.storage import DataFolder
from barometer.succession import number_of

_FIRST_YEAR = 2009
"""The figures in force in January 2010 count 1 January 2009."""
_COUNTY, _MUNICIPALITY = "fylkeskommune", "kommune"


class Round:
    """One update: the registers, the country, and the proposal in the making."""

    def __init__(self, asker: Asker, at: Addresses, country: Country, folder: DataFolder, read_on: date) -> None:
        self._asker, self._at, self._country, self._folder = asker, at, country, folder
        tables = tables_in_use(COUNTRIES / country.code, folder.root / REGISTRY)
        self.proposal = Proposal(tables, read_on)
        self._listed: dict[str, set[str]] = {}

    def run(self) -> Proposal:
        """Ask every register, and return the proposal.

        Raises:
            UnreachableError: none of them answered.
        """
        proposal = self.proposal
        had_website = {number for number, row in proposal.in_force(proposal.read_on).items() if row["website"]}
        registers: dict[str, Callable[[], None]] = {
            "Statistics Norway KLASS": self._klass, "Statistics Norway PxWeb": self._pxweb,
            "Kartverket": self._kartverket, "Enhetsregisteret": self._brreg, "Wikidata": self._wikidata,
        }  # fmt: skip
        for name, ask in registers.items():
            before = proposal.kept()
            try:
                ask()
            except RegisterError as error:
                # What it had said until then is not half taken over.
                proposal.restore(before)
                proposal.missing[name] = str(error)
        if len(proposal.missing) == len(registers):
            raise UnreachableError("no register could be read: " + "; ".join(proposal.missing.values()))
        propose_redirects(proposal, self._folder, self._country.extra_suffixes, self._listed)
        check_completeness(proposal, had_website)
        return proposal

    def _klass(self) -> None:
        read_on, since = self.proposal.read_on, last_change(self.proposal)
        lists = {}
        for number in (klass.COUNTIES, klass.MUNICIPALITIES):
            base = f"{self._at.klass}/classifications/{number}"
            period = {"from": str(since), "to": str(read_on + timedelta(days=1))}
            changes = klass.read_changes(self._asker.get(f"{base}/changes", period)) if since < read_on else ()
            codes = klass.read_codes(self._asker.get(f"{base}/codesAt", {"date": str(read_on)}))
            lists[number] = ([each for each in changes if since < each.on <= read_on], codes)
        # Counties first: a new municipality lies in one. All was read before anything is changed.
        for number, kind in ((klass.COUNTIES, _COUNTY), (klass.MUNICIPALITIES, _MUNICIPALITY)):
            listed, codes = lists[number]
            source = f"Statistics Norway KLASS {number}"
            propose_changes(self.proposal, listed, source)
            compare_codes(self.proposal, codes, kind, source)

    def _pxweb(self) -> None:
        if self._at.pxweb.endswith("/v2"):
            address = f"{self._at.pxweb}/tables/{pxweb.TABLE}/data"
            answer = self._asker.get(address, pxweb.parameters())
        else:
            answer = self._asker.post(f"{self._at.pxweb}/no/table/{pxweb.TABLE}", pxweb.query())
        figures = pxweb.read_figures(answer)
        propose_population(self.proposal, (each for each in figures if each.year >= _FIRST_YEAR))

    def _kartverket(self) -> None:
        answer = self._asker.get(f"{self._at.kartverket}/fylkerkommuner", kartverket.parameters())
        propose_places(self.proposal, kartverket.read_places(answer))

    def _brreg(self) -> None:
        found: dict[str, list[brreg.Entity]] = {}
        for kind, form in brreg.FORMS.items():
            found[kind], page, pages = [], 0, 1
            while page < pages:
                answer = self._asker.get(f"{self._at.brreg}/enheter", brreg.parameters(form, page))
                listed, pages = brreg.read_page(answer)
                found[kind] += listed
                page += 1
        for kind, entities in found.items():
            propose_entities(self.proposal, entities, kind, self._find, self._listed)

    def _find(self, name: str) -> str:
        return number_of(self._country, name, self.proposal.read_on)

    def _wikidata(self) -> None:
        answer = self._asker.get(
            self._at.wikidata, {"query": wikidata.query(), "format": "json"}, accept=wikidata.ACCEPT
        )
        statements, unread = wikidata.read_statements(answer)
        propose_accounts(self.proposal, statements, unread, self._listed)


def apply(proposal: Proposal, folder: DataFolder, code: str, allowed: set[str]) -> None:
    """Put a proposal's tables into the operator's own folder, after the checks every table passes when it is read.

    Raises:
        RegistryError: the proposal is incomplete, refused, or its tables disagree; nothing is changed then.
    """
    place = folder.root / REGISTRY
    refused = {name: reasons for name, reasons in proposal.refused.items() if name not in allowed}
    if proposal.incomplete:
        raise RegistryError(
            f"{len(proposal.incomplete)} authorities lack what only a person can say ({proposal.incomplete[0]}):"
            f" complete the proposal's authorities.csv and copy its tables to {place}"
        )
    if refused:
        raise RegistryError(
            f"refused: {'; '.join(f'{name} ({len(reasons)})' for name, reasons in refused.items())}; look at the"
            f" proposal, and name what is right after all with --allow-shrinking {next(iter(refused))}"
        )
    aside = place.with_name(f".{REGISTRY}.new")
    proposal.write(aside)
    read_country(COUNTRIES / code, aside)
    place.mkdir(parents=True, exist_ok=True)
    for path in sorted(aside.iterdir()):
        path.replace(place / path.name)
    aside.rmdir()
    load_country.cache_clear()
