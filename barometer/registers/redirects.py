"""What the crawl itself found: websites that lead to another domain, which is how a list's address is confirmed."""

from __future__ import annotations

import tldextract

from barometer import readings_file
from barometer.readings import Outcome, Visit
from barometer.registers.authorities import TABLE, host
from barometer.registers.proposal import Proposal
from barometer.storage import DataFolder


def propose_redirects(
    proposal: Proposal, folder: DataFolder, suffixes: tuple[str, ...], listed: dict[str, set[str]]
) -> None:
    """Propose the domain a website led to in the last crawl where a register lists it too; else leave it open.

    Args:
        proposal: What is changed.
        folder: The country's data folder.
        suffixes: The country's extra public suffixes.
        listed: Number → hosts that registers list.
    """
    months = [month for month in folder.months() if folder.route(month, "website").exists()]
    if not months:
        return
    extract = tldextract.TLDExtract(
        suffix_list_urls=(), cache_dir=None, extra_suffixes=suffixes, include_psl_private_domains=True
    )

    def domain(name: str) -> str:
        found = extract(name)
        return f"{found.domain}.{found.suffix}"

    rows, source = proposal.in_force(proposal.read_on), f"crawl of {months[-1]}"
    for visit in readings_file.read(folder.route(months[-1], "website"), Visit):
        row = rows.get(visit.authority_number or "")
        if row is None or visit.outcome is not Outcome.OK or not visit.pages or not row["website"]:
            continue
        asked, reached = host(row["website"]), host(visit.pages[0].final_url)
        if host(visit.url) != asked or not reached or domain(reached) == domain(asked):
            continue
        text = f"website {row['website']} leads to {visit.pages[0].final_url}"
        if domain(reached) in {domain(each) for each in listed.get(row["number"], ())}:
            row |= {"website": f"https://{_written(visit.pages[0].final_url)}/",
                    "website_source": f"{source}: {row['website']} leads there, and a register lists it"}  # fmt: skip
            proposal.differ(TABLE, "changed", row["number"], text, source)
        else:
            proposal.differ(TABLE, "unconfirmed", row["number"], f"{text}; no register lists it", source)


def _written(address: str) -> str:
    """Return the host of an address as it is written, `www.` included."""
    name = host(address)
    return f"www.{name}" if f"//www.{name}" in address.lower() else name
